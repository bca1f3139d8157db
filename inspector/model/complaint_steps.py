"""Which steps of a complaint are open to whom, why the others are not, and what each needs."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import msgspec

from inspector.errors import Refused
from inspector.model.complaint import ANSWERABLE, FROM, HANDLED, TO_INVESTIGATE, Complaint
from inspector.model.complaint_files import (
    ComplaintFilesSealed,
    ComplaintFileWithdrawn,
    check_withdrawal,
    standing,
)
from inspector.model.complaint_life import (
    ComplaintAccepted,
    ComplaintAssigned,
    ComplaintClosed,
    ComplaintClosedForNow,
    ComplaintCorrected,
    ComplaintDeclined,
    ComplaintExtended,
    ComplaintFindingLinked,
    ComplaintInvestigated,
    ComplaintLeftOpen,
    ComplaintLinked,
    ComplaintReceived,
    ComplaintReopened,
    ComplaintReplied,
    ComplaintRevisited,
    ComplaintWithdrawn,
    Conclusion,
    RevisitPlanned,
)
from inspector.model.complaint_words import SETTLED, Channel, ComplaintState
from inspector.model.events import Event
from inspector.model.person import Role
from inspector.periods import Instant
from inspector.words import N_

State = ComplaintState
LONGEST_TEXT = 3000
FORWARD = 10 * 60_000
"""A clock that differs by less than ten minutes between two devices is no future."""


class ComplaintStep(StrEnum):
    """What somebody may do with a complaint."""

    ACCEPT = "accept"
    DECLINE = "decline"
    ASSIGN = "assign"
    EXTEND = "extend"
    INVESTIGATE = "investigate"
    CONCLUDE = "conclude"
    REPLY = "reply"
    LINK_FINDING = "link_finding"
    LINK = "link"
    ADD_FILES = "add_files"
    TAKE_FILE_BACK = "take_file_back"
    REVISIT = "revisit"
    REOPEN = "reopen"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


COMPLAINT_STEP_NAMES = {
    ComplaintStep.ACCEPT: N_("Take up"),
    ComplaintStep.DECLINE: N_("Do not take up"),
    ComplaintStep.ASSIGN: N_("Give to handlers"),
    ComplaintStep.EXTEND: N_("Extend the term"),
    ComplaintStep.INVESTIGATE: N_("Record the investigation"),
    ComplaintStep.CONCLUDE: N_("Record how it ended"),
    ComplaintStep.REPLY: N_("Record the reply"),
    ComplaintStep.LINK_FINDING: N_("Note or link a finding"),
    ComplaintStep.LINK: N_("Link an earlier complaint"),
    ComplaintStep.ADD_FILES: N_("Add files"),
    ComplaintStep.TAKE_FILE_BACK: N_("Take a file back"),
    ComplaintStep.REVISIT: N_("Record a look again"),
    ComplaintStep.REOPEN: N_("Open again"),
    ComplaintStep.CORRECT: N_("Correct"),
    ComplaintStep.WITHDRAW: N_("Take back"),
}
_NOT_WITHDRAWN = frozenset(State) - {State.WITHDRAWN}
_TAKEN_BACK = N_("This complaint was taken back.")
_STATES: Mapping[ComplaintStep, tuple[frozenset[ComplaintState], str]] = MappingProxyType(
    {
        ComplaintStep.ACCEPT: (
            FROM[ComplaintAccepted.TYPE],
            N_("Whether it is taken up was decided already."),
        ),
        ComplaintStep.DECLINE: (
            FROM[ComplaintDeclined.TYPE],
            N_("Whether it is taken up was decided already."),
        ),
        ComplaintStep.ASSIGN: (
            HANDLED,
            N_("Only what was taken up and is not settled is given to handlers."),
        ),
        ComplaintStep.EXTEND: (HANDLED, N_("Only what is being handled can take longer.")),
        ComplaintStep.INVESTIGATE: (TO_INVESTIGATE, N_("It is investigated once it was taken up.")),
        ComplaintStep.CONCLUDE: (
            FROM[ComplaintClosed.TYPE],
            N_("How it ended is recorded once it was investigated."),
        ),
        ComplaintStep.REPLY: (
            ANSWERABLE,
            N_("A reply needs a result: investigate first, or do not take it up."),
        ),
        ComplaintStep.LINK_FINDING: (_NOT_WITHDRAWN, _TAKEN_BACK),
        ComplaintStep.LINK: (_NOT_WITHDRAWN, _TAKEN_BACK),
        ComplaintStep.ADD_FILES: (_NOT_WITHDRAWN, _TAKEN_BACK),
        ComplaintStep.TAKE_FILE_BACK: (_NOT_WITHDRAWN, _TAKEN_BACK),
        ComplaintStep.REVISIT: (SETTLED, N_("One looks again at what was settled.")),
        ComplaintStep.REOPEN: (SETTLED, N_("Only what was settled can be opened again.")),
        ComplaintStep.CORRECT: (_NOT_WITHDRAWN, _TAKEN_BACK),
        ComplaintStep.WITHDRAW: (
            FROM[ComplaintWithdrawn.TYPE],
            N_("What was investigated or answered is no longer taken back."),
        ),
    }
)
_STEP_OF: Mapping[type[Event], ComplaintStep] = MappingProxyType(
    {
        ComplaintAccepted: ComplaintStep.ACCEPT,
        ComplaintDeclined: ComplaintStep.DECLINE,
        ComplaintAssigned: ComplaintStep.ASSIGN,
        ComplaintExtended: ComplaintStep.EXTEND,
        ComplaintInvestigated: ComplaintStep.INVESTIGATE,
        ComplaintClosed: ComplaintStep.CONCLUDE,
        ComplaintClosedForNow: ComplaintStep.CONCLUDE,
        ComplaintLeftOpen: ComplaintStep.CONCLUDE,
        ComplaintReplied: ComplaintStep.REPLY,
        ComplaintFindingLinked: ComplaintStep.LINK_FINDING,
        ComplaintLinked: ComplaintStep.LINK,
        ComplaintFilesSealed: ComplaintStep.ADD_FILES,
        ComplaintFileWithdrawn: ComplaintStep.TAKE_FILE_BACK,
        RevisitPlanned: ComplaintStep.REVISIT,
        ComplaintRevisited: ComplaintStep.REVISIT,
        ComplaintReopened: ComplaintStep.REOPEN,
        ComplaintCorrected: ComplaintStep.CORRECT,
        ComplaintWithdrawn: ComplaintStep.WITHDRAW,
    }
)


class PossibleStep(msgspec.Struct, frozen=True):
    """A step, and the sentence why it is not open; None where it is."""

    step: ComplaintStep
    refusal: Refused | None = None


def complaint_steps(complaint: Complaint, roles: frozenset[Role]) -> tuple[PossibleStep, ...]:
    """List every step in the order of a complaint's life, with the reason where it is not open."""
    return tuple(PossibleStep(step, refusal(complaint, step, roles)) for step in ComplaintStep)


def refusal(complaint: Complaint, step: ComplaintStep, roles: frozenset[Role]) -> Refused | None:
    """Give the sentence why ``step`` is not open to somebody with ``roles``; None where it is."""
    states, otherwise = _STATES[step]
    if complaint.state not in states:
        return Refused(otherwise)
    if not may_write(roles):
        return Refused(N_("An auditor reads and changes nothing."))
    if step is ComplaintStep.TAKE_FILE_BACK and not standing(complaint.files):
        return Refused(N_("This complaint has no file."))
    return None


def may_write(roles: frozenset[Role]) -> bool:
    """Say whether somebody with ``roles`` may register and handle complaints."""
    return bool(roles - {Role.AUDITOR})


def receive(complaint: ComplaintReceived, now: Instant) -> ComplaintReceived:
    """Check a complaint before it is registered.

    Raises Refused without words or with too many, for one that accuses nobody and nothing, for a case sent
    down without its number, and for one that would come tomorrow.
    """
    _check_text(complaint.content, N_("Write down what the complaint says."))
    if not (complaint.site or complaint.accused.strip() or complaint.address.strip()):
        raise Refused(N_("Say whom the complaint is about, or where."))
    if complaint.channel is Channel.SENT_DOWN and not complaint.given_number.strip():
        raise Refused(N_("A case sent down has a number of its own."))
    if complaint.received.ts > now.ts + FORWARD:
        raise Refused(N_("This lies in the future; please check the computer's clock."))
    return complaint


def take(complaint: Complaint, step: Event, roles: frozenset[Role], today: date) -> Event:
    """Check a step of a complaint's life before it is recorded.

    Raises Refused where it is not open to somebody with ``roles``, lacks what it needs, or does not fit in
    with what was recorded before.
    """
    if why := refusal(complaint, _STEP_OF[type(step)], roles):
        raise why
    _CHECKS.get(type(step), _check_nothing)(complaint, step, today)
    return step


def _check_text(text: str, otherwise: str) -> None:
    if not text.strip():
        raise Refused(otherwise)
    if len(text) > LONGEST_TEXT:
        raise Refused(N_("This takes at most {limit} characters."), limit=LONGEST_TEXT)


def _check_day(due: date, not_before: date) -> None:
    if due < not_before:
        raise Refused(N_("This can't lie before {day}."), day=not_before)


def _check_happened(complaint: Complaint, on: date, today: date) -> None:
    if on > today:
        raise Refused(N_("{day} is still to come."), day=on)
    _check_day(on, complaint.received.day)


def _check_extension(complaint: Complaint, step: ComplaintExtended) -> None:
    _check_text(step.reason, N_("Say why it takes longer."))
    if step.until <= complaint.due_on:
        raise Refused(N_("A longer term ends after {day}."), day=complaint.due_on)
    latest = complaint.due_on + timedelta(days=complaint.ruled_term.further_days)
    if step.until > latest:
        raise Refused(N_("This can be extended to {day} at most."), day=latest)
    if step.told_on is None and not complaint.is_anonymous:
        raise Refused(N_("Say when the complainant was told that it takes longer."))


def _check_correction(complaint: Complaint, step: ComplaintCorrected) -> None:
    _check_text(step.reason, N_("A correction needs a reason."))
    told = {name: value for name, value in step.told().items() if name not in {"reason", "on_behalf", "term"}}
    if all(value in (None, getattr(complaint, name)) for name, value in told.items()):
        raise Refused(N_("Nothing was changed."))
    if step.content is not None:
        _check_text(step.content, N_("Write down what the complaint says."))


def _check_nothing(_complaint: Complaint, _step: Event, _today: date) -> None:
    """Take a step that needs nothing but its state."""


def _check_assigned(_complaint: Complaint, step: ComplaintAssigned, _today: date) -> None:
    if not step.handlers:
        raise Refused(N_("Choose who handles it."))


def _check_investigated(complaint: Complaint, step: ComplaintInvestigated, today: date) -> None:
    _check_text(step.text, N_("Say what the investigation found."))
    _check_happened(complaint, step.on, today)


def _check_concluded(complaint: Complaint, step: Conclusion, today: date) -> None:
    _check_text(step.result, N_("Say what was done and put right."))
    _check_happened(complaint, step.on, today)
    if complaint.state not in FROM[step.TYPE]:
        raise Refused(N_("How it ended was recorded already; only a further step can follow."))
    if any(count.persons < 1 for count in step.accountability):
        raise Refused(N_("Count the persons who were held accountable."))


def _check_replied(complaint: Complaint, step: ComplaintReplied, today: date) -> None:
    _check_text(step.result, N_("Say what the complainant was told of the result."))
    _check_happened(complaint, step.on, today)


def _check_linked(complaint: Complaint, step: ComplaintLinked, _today: date) -> None:
    if step.earlier == complaint.id:
        raise Refused(N_("A complaint does not repeat itself."))


def _check_planned(_complaint: Complaint, step: RevisitPlanned, today: date) -> None:
    _check_text(step.name, N_("Give the round a name."))
    _check_day(step.due, today)


def _check_revisited(complaint: Complaint, step: ComplaintRevisited, today: date) -> None:
    _check_text(step.text, N_("Say what was seen."))
    _check_happened(complaint, step.on, today)


def _check_reopened(complaint: Complaint, step: ComplaintReopened, today: date) -> None:
    _check_text(step.reason, N_("Say why it is opened again."))
    _check_happened(complaint, step.on, today)
    _check_day(step.due, step.on)


_CHECKS: Mapping[type[Event], Callable[[Complaint, Any, date], None]] = MappingProxyType(
    {
        ComplaintAccepted: lambda complaint, step, _today: _check_day(step.due, complaint.received.day),
        ComplaintDeclined: lambda _complaint, step, _today: _check_text(
            step.reason, N_("Say why it is not taken up.")
        ),
        ComplaintAssigned: _check_assigned,
        ComplaintExtended: lambda complaint, step, _today: _check_extension(complaint, step),
        ComplaintInvestigated: _check_investigated,
        ComplaintClosed: _check_concluded,
        ComplaintClosedForNow: _check_concluded,
        ComplaintLeftOpen: _check_concluded,
        ComplaintReplied: _check_replied,
        ComplaintLinked: _check_linked,
        RevisitPlanned: _check_planned,
        ComplaintRevisited: _check_revisited,
        ComplaintReopened: _check_reopened,
        ComplaintFileWithdrawn: lambda complaint, step, _today: check_withdrawal(complaint.files, step),
        ComplaintCorrected: lambda complaint, step, _today: _check_correction(complaint, step),
        ComplaintWithdrawn: lambda _complaint, step, _today: _check_text(
            step.reason, N_("Say why it is taken back.")
        ),
    }
)
"""What a step needs beside its state."""
