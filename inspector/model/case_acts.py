"""What people do with a finding and a task alike: more time, supervision, a look back."""

from collections.abc import Callable
from datetime import date
from typing import Generic, Protocol, TypeVar

import msgspec

from inspector.errors import Refused
from inspector.model.case_steps import (
    ExtensionAsked,
    ExtensionGranted,
    ExtensionRefused,
    LookBackPlanned,
    LookedBack,
    Supervision,
    SupervisionBegun,
    SupervisionEnded,
)
from inspector.model.events import Blob
from inspector.model.finding import LONGEST_TEXT
from inspector.model.finding_steps import Who
from inspector.words import N_


class OnBehalf(msgspec.Struct, frozen=True):
    """For whom something is entered (代录), and the scan of their paper; nobody for what is one's own."""

    name: str = ""
    scans: tuple[Blob, ...] = ()


OWN = OnBehalf()


class Case(Protocol):
    """What of a finding or a task these acts look at."""

    @property
    def id(self) -> str: ...
    @property
    def due(self) -> date | None: ...
    @property
    def ended_on(self) -> date | None: ...
    @property
    def supervision(self) -> tuple[Supervision, ...]: ...


C = TypeVar("C", bound=Case)


class CaseActs(Generic[C]):
    """The acts, for one kind of case.

    ``check`` raises Refused where the step of that name is not open to somebody: findings and tasks have
    states and rules of their own.
    """

    def __init__(self, check: Callable[[C, str, Who], None]) -> None:
        """Ask ``check`` before each act."""
        self._check = check

    def ask_more_time(
        self, case: C, who: Who, until: date, reason: str, behalf: OnBehalf = OWN
    ) -> ExtensionAsked:
        """Ask for more time.

        Raises Refused without a reason, or for a day that is no later than the deadline.
        """
        self._check(case, "ask_more_time", who)
        _check_later(case, until)
        return ExtensionAsked(
            subject=case.id,
            until=until,
            reason=needed(reason, N_("Say why more time is needed.")),
            on_behalf=checked(behalf).name,
            blobs=behalf.scans,
        )

    def give_more_time(self, case: C, who: Who, until: date, reason: str = "") -> ExtensionGranted:
        """Move the deadline, asked or not. Raises Refused for a day that is no later than the deadline."""
        self._check(case, "give_more_time", who)
        _check_later(case, until)
        return ExtensionGranted(subject=case.id, until=until, reason=at_most(reason))

    def refuse_more_time(self, case: C, who: Who, reason: str) -> ExtensionRefused:
        """Leave the deadline as it is. Raises Refused without a reason."""
        self._check(case, "refuse_more_time", who)
        return ExtensionRefused(subject=case.id, reason=needed(reason, N_("Say why no more time is given.")))

    def supervise(
        self, case: C, who: Who, kind: Supervision, reason: str = "", number: str = ""
    ) -> SupervisionBegun:
        """Put it under supervision. Raises Refused where it is."""
        self._check(case, "supervise", who)
        if kind in case.supervision:
            raise Refused(N_("It is under that supervision already."))
        return SupervisionBegun(subject=case.id, kind=kind, reason=at_most(reason), number=number.strip())

    def end_supervision(self, case: C, who: Who, kind: Supervision, reason: str = "") -> SupervisionEnded:
        """End a supervision. Raises Refused where there is none of that kind."""
        self._check(case, "end_supervision", who)
        if kind not in case.supervision:
            raise Refused(N_("It is not under supervision."))
        return SupervisionEnded(subject=case.id, kind=kind, reason=at_most(reason))

    def plan_look_back(self, case: C, who: Who, on: date) -> LookBackPlanned:
        """Set the day to look again (回头看). Raises Refused for a day before it ended."""
        self._check(case, "plan_look_back", who)
        if case.ended_on and on < case.ended_on:
            raise Refused(N_("One looks back after it ended."))
        return LookBackPlanned(subject=case.id, on=on)

    def look_back(self, case: C, who: Who, on: date, note: str = "") -> LookedBack:
        """Say that it still holds."""
        self._check(case, "look_back", who)
        return LookedBack(subject=case.id, on=on, note=at_most(note))


def needed(text: str, otherwise: str) -> str:
    """Give ``text`` without the spaces around it. Raises Refused with ``otherwise`` where it is empty."""
    if not text.strip():
        raise Refused(otherwise)
    return at_most(text)


def at_most(text: str) -> str:
    """Give ``text`` without the spaces around it. Raises Refused where it is too long."""
    if len(text) > LONGEST_TEXT:
        raise Refused(N_("A text takes at most {limit} characters."), limit=LONGEST_TEXT)
    return text.strip()


def checked(behalf: OnBehalf) -> OnBehalf:
    """Give for whom it is entered. Raises Refused for somebody else without the scan of their paper."""
    if behalf.name and not behalf.scans:
        raise Refused(N_("What is entered for somebody else needs the scan of their paper."))
    return behalf


def _check_later(case: Case, until: date) -> None:
    if case.due and until <= case.due:
        raise Refused(N_("The new deadline lies no later than the one there is."))
