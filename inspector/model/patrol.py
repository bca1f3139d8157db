"""Patrols: a round by one or more people, belonging to the day it began."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Self

import msgspec

from inspector.errors import Refused
from inspector.model.events import Blob, Event, Facts, event
from inspector.model.finding_state import Source
from inspector.model.ids import PatrolId, PersonId
from inspector.model.signing import (
    ReportScanWithdrawn,
    ReportSealed,
    ReportSigned,
    Sealed,
    Signed,
    check_place,
    seal_report,
    sealed_of,
    sealed_without,
    signed_of,
    withdraw_scan,
)
from inspector.periods import HOUR, Instant
from inspector.words import N_

LATE_AFTER = 6 * HOUR
"""A record made on another day is late once it is this much later than what it records: a night round
from 22:00 to 02:00 is no late entry."""
FORWARD = 10 * 60_000
"""A clock that differs by less than ten minutes between two devices is no future."""

MOST_VEHICLES = 99


class PatrolKind(StrEnum):
    """Why a patrol goes out."""

    DAILY = "daily"
    NIGHT = "night"
    KEY = "key"
    UNANNOUNCED = "unannounced"
    COMPLAINT = "complaint"
    SPECIAL = "special"
    RECHECK = "recheck"
    SUPERVISION = "supervision"


PATROL_KIND_NAMES = {
    PatrolKind.DAILY: N_("daily patrol"),
    PatrolKind.NIGHT: N_("night patrol"),
    PatrolKind.KEY: N_("key patrol"),
    PatrolKind.UNANNOUNCED: N_("unannounced patrol"),
    PatrolKind.COMPLAINT: N_("complaint patrol"),
    PatrolKind.SPECIAL: N_("special patrol"),
    PatrolKind.RECHECK: N_("re-check patrol"),
    PatrolKind.SUPERVISION: N_("supervision patrol"),
}
SOURCES: Mapping[PatrolKind, Source] = MappingProxyType(
    {PatrolKind.COMPLAINT: Source.COMPLAINT, PatrolKind.SUPERVISION: Source.SUPERVISION}
)
"""What brings a finding to light on a round of a kind; on every other it is the patrol itself."""


@event
class PatrolStarted(Event):
    """A round began; ``late_reason`` is given where it is written down after its day (补录).

    ``entered_for`` says that it is entered for somebody else (代录), from a paper record. ``about`` says
    what a complaint, special or re-check round is about.
    """

    TYPE: ClassVar[str] = "patrol.started"
    CHANGES_STATE: ClassVar[bool] = True

    grid: str
    day: date
    began: Instant
    inspectors: tuple[str, ...]
    kind: PatrolKind = PatrolKind.DAILY
    weather: str = ""
    late_reason: str = ""
    about: str = ""
    entered_for: bool = False


@event
class PatrolFinished(Event):
    """A round ended and its report is final; ``signers`` names the signature fields expected on it.

    ``weather`` replaces what was said at the start, if anything was; ``vehicles`` were used on the round.
    """

    TYPE: ClassVar[str] = "patrol.finished"
    CHANGES_STATE: ClassVar[bool] = True

    ended: Instant
    number: str
    signers: tuple[str, ...] = ()
    due: int = 0
    present: str = ""
    weather: str = ""
    vehicles: int = 0


@event
class PatrolChanged(Event):
    """What was said of a round that still goes on was put right; what is missing stays."""

    TYPE: ClassVar[str] = "patrol.changed"

    inspectors: tuple[str, ...] | None = None
    kind: PatrolKind | None = None
    weather: str | None = None
    about: str | None = None


class PatrolState(StrEnum):
    """Where a patrol stands."""

    OPEN = "open"
    FINISHED = "finished"


class Patrol(msgspec.Struct, frozen=True, kw_only=True):
    """A round; ``by`` wrote it down."""

    id: PatrolId
    by: PersonId
    org: str
    grid: str
    day: date
    began: Instant
    kind: PatrolKind
    inspectors: tuple[PersonId, ...]
    weather: str = ""
    late_reason: str = ""
    about: str = ""
    is_entered_for: bool = False
    state: PatrolState = PatrolState.OPEN
    ended: Instant | None = None
    number: str = ""
    signers: tuple[str, ...] = ()
    due: int = 0
    present: str = ""
    vehicles: int = 0
    signed: tuple[Signed, ...] = ()
    sealed: tuple[Sealed, ...] = ()

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Fold a patrol; nothing if its beginning is unknown or unreadable."""
        patrol: Self | None = None
        for fact in facts:
            if not fact.confirmed:
                continue
            match fact.event:
                case PatrolStarted() as started if patrol is None:
                    patrol = cls(
                        id=PatrolId(fact.subject),
                        by=PersonId(fact.actor),
                        org=fact.org,
                        grid=started.grid,
                        day=started.day,
                        began=started.began,
                        kind=started.kind,
                        inspectors=tuple(PersonId(name) for name in started.inspectors),
                        weather=started.weather,
                        late_reason=started.late_reason,
                        about=started.about,
                        is_entered_for=started.entered_for,
                    )
                case PatrolChanged() as changed if patrol and patrol.is_open:
                    patrol = patrol.changed(changed)
                case PatrolFinished() as finished if patrol and patrol.state is PatrolState.OPEN:
                    patrol = msgspec.structs.replace(
                        patrol,
                        state=PatrolState.FINISHED,
                        ended=finished.ended,
                        number=finished.number,
                        signers=finished.signers,
                        due=finished.due,
                        present=finished.present,
                        vehicles=finished.vehicles,
                        weather=finished.weather or patrol.weather,
                    )
                case ReportSigned() as signed if patrol:
                    patrol = msgspec.structs.replace(patrol, signed=(*patrol.signed, signed_of(fact, signed)))
                case ReportSealed() as sealed if patrol:
                    patrol = msgspec.structs.replace(patrol, sealed=(*patrol.sealed, sealed_of(fact, sealed)))
                case ReportScanWithdrawn() as withdrawn if patrol:
                    patrol = msgspec.structs.replace(patrol, sealed=sealed_without(patrol.sealed, withdrawn))
                case None if patrol and fact.type == PatrolFinished.TYPE:
                    patrol = msgspec.structs.replace(patrol, state=PatrolState.FINISHED)
                case _:
                    pass
        return patrol

    @property
    def is_open(self) -> bool:
        """Say whether stops may still be added."""
        return self.state is PatrolState.OPEN

    def changed(self, changed: PatrolChanged) -> Self:
        """Give the round as it is after what was put right."""
        people = self.inspectors if changed.inspectors is None else changed.inspectors
        return msgspec.structs.replace(
            self,
            inspectors=tuple(PersonId(name) for name in people),
            kind=self.kind if changed.kind is None else changed.kind,
            weather=self.weather if changed.weather is None else changed.weather,
            about=self.about if changed.about is None else changed.about,
        )

    def change(
        self,
        *,
        inspectors: tuple[str, ...] | None = None,
        kind: PatrolKind | None = None,
        weather: str | None = None,
        about: str | None = None,
    ) -> PatrolChanged:
        """Put right what was said of the round while it goes on.

        Raises Refused on a finished round, and where nobody would be left on it or somebody stood twice.
        """
        if not self.is_open:
            raise Refused(N_("This patrol is finished already."))
        if inspectors is not None:
            check_people(inspectors)
        return PatrolChanged(subject=self.id, inspectors=inspectors, kind=kind, weather=weather, about=about)

    def finish(
        self,
        ended: Instant,
        number: str,
        signers: tuple[str, ...],
        due: int,
        present: str = "",
        *,
        weather: str = "",
        vehicles: int = 0,
    ) -> PatrolFinished:
        """End the round.

        Raises Refused when it has ended already or would end before it began, and for more vehicles than
        anybody takes.
        """
        if not self.is_open:
            raise Refused(N_("This patrol is finished already."))
        if ended.ts < self.began.ts:
            raise Refused(N_("A patrol can't end before it began."))
        if not 0 <= vehicles <= MOST_VEHICLES:
            raise Refused(N_("A patrol takes at most {most} vehicles."), most=MOST_VEHICLES)
        return PatrolFinished(
            subject=self.id,
            ended=ended,
            number=number,
            signers=signers,
            due=due,
            present=present,
            weather=weather,
            vehicles=vehicles,
        )

    def sign(self, field: str, sha256: str, size: int, file: str, certificate: str) -> ReportSigned:
        """Record that the report was signed.

        Raises Refused before the patrol is finished, and for a field nobody has to sign or somebody signed.
        """
        if self.is_open:
            raise Refused(N_("Finish the patrol before signing its report."))
        check_place(field, self.signers, self.signed)
        return ReportSigned(
            subject=self.id, field=field, sha256=sha256, size=size, file=file, certificate=certificate
        )

    def seal(self, scans: tuple[Blob, ...], found_by: str, name: str) -> tuple[ReportSealed, ...]:
        """File a scan of the inked and sealed print. Raises Refused as ``seal_report``, or while open."""
        if self.is_open:
            raise Refused(N_("Finish the patrol first: only the print of a final report is filed."))
        return seal_report(self.id, self.number, self.sealed, scans, found_by, name)

    def withdraw_scan(self, entry: str, reason: str) -> ReportScanWithdrawn:
        """Take a scan back. Raises Refused as ``signing.withdraw_scan``."""
        return withdraw_scan(self.id, self.sealed, entry, reason)


def check_people(inspectors: tuple[str, ...]) -> None:
    """Raise Refused for a round without an inspector, or with one twice."""
    if not inspectors:
        raise Refused(N_("A patrol needs at least one inspector."))
    if len(set(inspectors)) < len(inspectors):
        raise Refused(N_("Each inspector stands on a patrol once."))


def start(event: PatrolStarted, now: Instant) -> PatrolStarted:
    """Begin a round, today or, with a reason, as a late entry of an earlier day.

    Raises Refused without an inspector, for a day to come, or for an earlier day without a reason.
    """
    check_people(event.inspectors)
    if event.day != event.began.day:
        raise Refused(N_("A patrol belongs to the day it began."))
    check_honest_time(event.began, now, event.late_reason)
    return event


def is_late(happened: Instant, now: Instant) -> bool:
    """Say whether something that ``happened`` would be a late entry (补录) if recorded ``now``."""
    return now.ts - happened.ts > LATE_AFTER and happened.day != now.day


def check_honest_time(happened: Instant, now: Instant, late_reason: str) -> None:
    """Raise Refused for what lies in the future, or is late and gives no reason (补录原因)."""
    if happened.ts > now.ts + FORWARD:
        raise Refused(N_("This lies in the future; please check the computer's clock."))
    if is_late(happened, now) and not late_reason.strip():
        raise Refused(N_("What happened on another day is a late entry and needs a reason."))


def report_number(grid_code: str, day: date, feed: str, serial: int) -> str:
    """Number a day's report: grid, day, device suffix and count, so that two offline devices never agree."""
    return f"{grid_code}-{day:%Y%m%d}-{device_suffix(feed)}-{serial:02d}"


def device_suffix(feed: str) -> str:
    """Give the four characters that tell this device's numbers from another's."""
    return feed[:4].upper()
