"""What people do with a finding: each act is checked and becomes the entry that says so."""

from collections.abc import Sequence
from datetime import date

import msgspec

from inspector.errors import Refused
from inspector.model.case_acts import OWN, CaseActs, OnBehalf, at_most, checked, needed
from inspector.model.events import Blob
from inspector.model.finding import Finding
from inspector.model.finding_life import (
    AssignmentTakenBack,
    FindingAccepted,
    FindingAssigned,
    FindingConflictResolved,
    FindingJoined,
    FindingProgressed,
    FindingPutRight,
    FindingPutUnderTask,
    FindingRelapsed,
    FindingTransferred,
    RecheckFailed,
    RecheckPassed,
    TransferDecided,
    TransferReceived,
)
from inspector.model.finding_state import Severity
from inspector.model.finding_steps import OFFICE, WHOSE, Step, Who, check
from inspector.model.office import Rules
from inspector.model.working_days import Counting, due_day
from inspector.periods import Instant
from inspector.words import N_


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """To whom something is given, and by when: ``days`` counted as ``counting`` says, or the day ``due``.

    A ``severity`` is the office's decision; without one that of the inspector stays.
    """

    unit: str
    days: int = 7
    counting: Counting = Counting.NATURAL
    due: date | None = None
    number: str = ""
    unit_grid: str = ""
    person: str = ""
    person_name: str = ""
    severity: Severity | None = None
    requirement: str = ""
    copies: tuple[str, ...] = ()


_shared = CaseActs[Finding](lambda finding, step, who: check(finding, Step(step), who))
ask_more_time, give_more_time = _shared.ask_more_time, _shared.give_more_time
refuse_more_time = _shared.refuse_more_time
supervise, end_supervision = _shared.supervise, _shared.end_supervision
plan_look_back, look_back = _shared.plan_look_back, _shared.look_back


def assign(finding: Finding, who: Who, to: Assignment, rules: Rules, today: date) -> FindingAssigned:
    """Give it to a unit with a deadline. Raises Refused without a unit, or with a deadline that is past."""
    check(finding, Step.ASSIGN, who)
    unit = to.unit.strip()
    if not unit:
        raise Refused(N_("Say which unit is to put it right."))
    due = to.due or due_day(today, to.days, to.counting)
    if due < today:
        raise Refused(N_("The deadline lies before today."))
    return FindingAssigned(
        subject=finding.id,
        unit=unit,
        due=due,
        number=to.number.strip(),
        unit_grid=to.unit_grid,
        person=to.person,
        person_name=to.person_name.strip(),
        days=0 if to.due else to.days,
        counting=to.counting,
        severity=to.severity,
        rechecks=rules.rechecks_of(to.severity or finding.severity),
        requirement=at_most(to.requirement),
        copies=to.copies,
    )


def take_back_assignment(finding: Finding, who: Who, today: date) -> AssignmentTakenBack:
    """Undo an assignment on its day, so that no number of an earlier day changes.

    Raises Refused for whoever is not of the office, on a later day, and once anything else happened.
    """
    if not who.roles & OFFICE:
        raise Refused(WHOSE[OFFICE])
    told = finding.assigned
    if told is None or finding.last != told.entry or told.day != today:
        raise Refused(
            N_("Only an assignment of today to which nothing was said yet can be undone. Assign it anew.")
        )
    return AssignmentTakenBack(subject=finding.id)


def accept(finding: Finding, who: Who, note: str = "", behalf: OnBehalf = OWN) -> FindingAccepted:
    """Take it on."""
    check(finding, Step.ACCEPT, who)
    return FindingAccepted(
        subject=finding.id, note=at_most(note), on_behalf=checked(behalf).name, blobs=behalf.scans
    )


def progress(
    finding: Finding, who: Who, text: str, behalf: OnBehalf = OWN, papers: Sequence[Blob] = ()
) -> FindingProgressed:
    """Say how far it is. Raises Refused without words."""
    check(finding, Step.PROGRESS, who)
    return FindingProgressed(
        subject=finding.id,
        text=needed(text, N_("Say in a few words how far it is.")),
        on_behalf=checked(behalf).name,
        blobs=(*behalf.scans, *papers),
    )


def put_right(
    finding: Finding,
    who: Who,
    text: str,
    on: date,
    *,
    rectifiers: Sequence[str] = (),
    photos_after: int = 0,
    cost_yuan: int = 0,
    behalf: OnBehalf = OWN,
    papers: Sequence[Blob] = (),
) -> FindingPutRight:
    """Claim that it was put right on a day.

    Raises Refused without words, for a day before it was noticed, and without a photo of how it looks now or
    another evidence.
    """
    check(finding, Step.PUT_RIGHT, who)
    if on < finding.noticed.day:
        raise Refused(N_("It can't have been put right before it was noticed."))
    if not (photos_after or papers or behalf.scans):
        raise Refused(N_("Show how it looks now: a photo taken afterwards, or another evidence."))
    return FindingPutRight(
        subject=finding.id,
        text=needed(text, N_("Say in a few words what was done.")),
        on=on,
        rectifiers=tuple(rectifiers),
        cost_yuan=cost_yuan,
        on_behalf=checked(behalf).name,
        blobs=(*behalf.scans, *papers),
    )


def pass_recheck(
    finding: Finding, who: Who, checked: Instant, note: str = "", stop: str = ""
) -> RecheckPassed:
    """Pass the re-check, in person."""
    check(finding, Step.PASS, who)
    return RecheckPassed(subject=finding.id, checked=checked, note=at_most(note), stop=stop)


def fail_recheck(
    finding: Finding,
    who: Who,
    checked: Instant,
    requirement: str,
    due: date | None = None,
    stop: str = "",
) -> RecheckFailed:
    """Return it, in person. Raises Refused without the written requirements (补充整改要求)."""
    check(finding, Step.FAIL, who)
    if due and due < checked.day:
        raise Refused(N_("The deadline lies before today."))
    return RecheckFailed(
        subject=finding.id,
        checked=checked,
        requirement=needed(requirement, N_("A return needs written requirements: what is still to be done.")),
        due=due,
        stop=stop,
    )


def relapse(
    finding: Finding,
    who: Who,
    seen: Instant,
    text: str,
    *,
    stop: str = "",
    patrol: str = "",
    seen_as: str = "",
) -> FindingRelapsed:
    """Say that it came back; ``seen_as`` is the finding that a later patrol recorded for it."""
    check(finding, Step.RELAPSE, who)
    return FindingRelapsed(
        subject=finding.id,
        seen=seen,
        text=needed(text, N_("Say in a few words what came back.")),
        stop=stop,
        patrol=patrol,
        finding=seen_as,
    )


def transfer(
    finding: Finding,
    who: Who,
    authority: str,
    reason: str,
    *,
    number: str = "",
    is_restricted: bool = False,
) -> FindingTransferred:
    """Hand it to another authority. Raises Refused without its name, or a reason."""
    check(finding, Step.TRANSFER, who)
    return FindingTransferred(
        subject=finding.id,
        authority=needed(authority, N_("Say to which authority it goes.")),
        reason=needed(reason, N_("Say why it is transferred.")),
        number=number.strip(),
        is_restricted=is_restricted,
    )


def receive_transfer(
    finding: Finding, who: Who, on: date, by: str, number: str = "", papers: Sequence[Blob] = ()
) -> TransferReceived:
    """Record the receipt of the other authority."""
    check(finding, Step.TRANSFER_RECEIVED, who)
    return TransferReceived(
        subject=finding.id,
        on=on,
        by=needed(by, N_("Say who signed the receipt.")),
        number=number.strip(),
        blobs=tuple(papers),
    )


def decide_transfer(
    finding: Finding,
    who: Who,
    on: date,
    *,
    is_filed: bool,
    decision: str = "",
    measures: str = "",
    papers: Sequence[Blob] = (),
) -> TransferDecided:
    """Record what the other authority decided."""
    check(finding, Step.TRANSFER_DECIDED, who)
    return TransferDecided(
        subject=finding.id,
        on=on,
        is_filed=is_filed,
        decision=decision.strip(),
        measures=at_most(measures),
        blobs=tuple(papers),
    )


def join(finding: Finding, who: Who, into: Finding, reason: str = "") -> FindingJoined:
    """Say that ``into`` goes on for both. Raises Refused for itself, and for one that was joined too."""
    check(finding, Step.JOIN, who)
    if into.id == finding.id:
        raise Refused(N_("A finding can't be joined to itself."))
    if into.joined_into:
        raise Refused(N_("That finding was itself joined to another; choose the one that goes on."))
    return FindingJoined(subject=finding.id, into=into.id, number=into.number, reason=at_most(reason))


def put_under_task(finding: Finding, who: Who, task: str) -> FindingPutUnderTask:
    """Put it under a standing task, or with an empty one take it out. Raises Refused where it is there."""
    check(finding, Step.PUT_UNDER_TASK, who)
    if task == finding.task:
        raise Refused(N_("It is under that task already."))
    return FindingPutUnderTask(subject=finding.id, task=task)


def resolve_conflict(
    finding: Finding, who: Who, falls: Sequence[str], reason: str
) -> FindingConflictResolved:
    """Decide between steps made unknown to each other: those of ``falls`` have no effect.

    Raises Refused for whoever is not of the office, and without a reason.
    """
    if not who.roles & OFFICE:
        raise Refused(WHOSE[OFFICE])
    return FindingConflictResolved(
        subject=finding.id,
        falls=tuple(sorted(falls)),
        reason=needed(reason, N_("Say why one of the steps stands and the other does not.")),
    )
