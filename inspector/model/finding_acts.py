"""What people do with a finding: each act is checked and becomes the entry that says so."""

from collections.abc import Sequence
from datetime import date

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
from inspector.model.finding import LONGEST_TEXT, Finding
from inspector.model.finding_life import (
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
from inspector.model.finding_steps import OFFICE, Step, Who, check
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


class OnBehalf(msgspec.Struct, frozen=True):
    """For whom something is entered (代录), and the scan of their paper; nobody for what is one's own."""

    name: str = ""
    scans: tuple[Blob, ...] = ()


OWN = OnBehalf()


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
        requirement=_at_most(to.requirement),
        copies=to.copies,
    )


def accept(finding: Finding, who: Who, note: str = "", behalf: OnBehalf = OWN) -> FindingAccepted:
    """Take it on."""
    check(finding, Step.ACCEPT, who)
    return FindingAccepted(
        subject=finding.id, note=_at_most(note), on_behalf=_checked(behalf).name, blobs=behalf.scans
    )


def progress(
    finding: Finding, who: Who, text: str, behalf: OnBehalf = OWN, papers: Sequence[Blob] = ()
) -> FindingProgressed:
    """Say how far it is. Raises Refused without words."""
    check(finding, Step.PROGRESS, who)
    return FindingProgressed(
        subject=finding.id,
        text=_needed(text, N_("Say in a few words how far it is.")),
        on_behalf=_checked(behalf).name,
        blobs=(*behalf.scans, *papers),
    )


def ask_more_time(
    finding: Finding, who: Who, until: date, reason: str, behalf: OnBehalf = OWN
) -> ExtensionAsked:
    """Ask for more time. Raises Refused without a reason, or for a day that is no later than the deadline."""
    check(finding, Step.ASK_MORE_TIME, who)
    if finding.due and until <= finding.due:
        raise Refused(N_("The new deadline lies no later than the one there is."))
    return ExtensionAsked(
        subject=finding.id,
        until=until,
        reason=_needed(reason, N_("Say why more time is needed.")),
        on_behalf=_checked(behalf).name,
        blobs=behalf.scans,
    )


def give_more_time(finding: Finding, who: Who, until: date, reason: str = "") -> ExtensionGranted:
    """Move the deadline, asked or not. Raises Refused for a day that is no later than the deadline."""
    check(finding, Step.GIVE_MORE_TIME, who)
    if finding.due and until <= finding.due:
        raise Refused(N_("The new deadline lies no later than the one there is."))
    return ExtensionGranted(subject=finding.id, until=until, reason=_at_most(reason))


def refuse_more_time(finding: Finding, who: Who, reason: str) -> ExtensionRefused:
    """Leave the deadline as it is. Raises Refused without a reason."""
    check(finding, Step.REFUSE_MORE_TIME, who)
    return ExtensionRefused(subject=finding.id, reason=_needed(reason, N_("Say why no more time is given.")))


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
        text=_needed(text, N_("Say in a few words what was done.")),
        on=on,
        rectifiers=tuple(rectifiers),
        cost_yuan=cost_yuan,
        on_behalf=_checked(behalf).name,
        blobs=(*behalf.scans, *papers),
    )


def pass_recheck(
    finding: Finding, who: Who, checked: Instant, note: str = "", stop: str = ""
) -> RecheckPassed:
    """Pass the re-check, in person."""
    check(finding, Step.PASS, who)
    return RecheckPassed(subject=finding.id, checked=checked, note=_at_most(note), stop=stop)


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
        requirement=_needed(
            requirement, N_("A return needs written requirements: what is still to be done.")
        ),
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
        text=_needed(text, N_("Say in a few words what came back.")),
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
        authority=_needed(authority, N_("Say to which authority it goes.")),
        reason=_needed(reason, N_("Say why it is transferred.")),
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
        by=_needed(by, N_("Say who signed the receipt.")),
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
        measures=_at_most(measures),
        blobs=tuple(papers),
    )


def join(finding: Finding, who: Who, into: Finding, reason: str = "") -> FindingJoined:
    """Say that ``into`` goes on for both. Raises Refused for itself, and for one that was joined too."""
    check(finding, Step.JOIN, who)
    if into.id == finding.id:
        raise Refused(N_("A finding can't be joined to itself."))
    if into.joined_into:
        raise Refused(N_("That finding was itself joined to another; choose the one that goes on."))
    return FindingJoined(subject=finding.id, into=into.id, number=into.number, reason=_at_most(reason))


def put_under_task(finding: Finding, who: Who, task: str) -> FindingPutUnderTask:
    """Put it under a standing task, or with an empty one take it out. Raises Refused where it is there."""
    check(finding, Step.PUT_UNDER_TASK, who)
    if task == finding.task:
        raise Refused(N_("It is under that task already."))
    return FindingPutUnderTask(subject=finding.id, task=task)


def supervise(
    finding: Finding, who: Who, kind: Supervision, reason: str = "", number: str = ""
) -> SupervisionBegun:
    """Put it under supervision. Raises Refused where it is."""
    check(finding, Step.SUPERVISE, who)
    if kind in finding.supervision:
        raise Refused(N_("It is under that supervision already."))
    return SupervisionBegun(subject=finding.id, kind=kind, reason=_at_most(reason), number=number.strip())


def end_supervision(finding: Finding, who: Who, kind: Supervision, reason: str = "") -> SupervisionEnded:
    """End a supervision. Raises Refused where there is none of that kind."""
    check(finding, Step.END_SUPERVISION, who)
    if kind not in finding.supervision:
        raise Refused(N_("It is not under supervision."))
    return SupervisionEnded(subject=finding.id, kind=kind, reason=_at_most(reason))


def plan_look_back(finding: Finding, who: Who, on: date) -> LookBackPlanned:
    """Set the day to look again (回头看). Raises Refused for a day before it ended."""
    check(finding, Step.PLAN_LOOK_BACK, who)
    if finding.ended_on and on < finding.ended_on:
        raise Refused(N_("One looks back after it ended."))
    return LookBackPlanned(subject=finding.id, on=on)


def look_back(finding: Finding, who: Who, on: date, note: str = "") -> LookedBack:
    """Say that it still holds."""
    check(finding, Step.LOOK_BACK, who)
    return LookedBack(subject=finding.id, on=on, note=_at_most(note))


def resolve_conflict(
    finding: Finding, who: Who, falls: Sequence[str], reason: str
) -> FindingConflictResolved:
    """Decide between steps made unknown to each other: those of ``falls`` have no effect.

    Raises Refused for whoever is not of the office, and without a reason.
    """
    if not who.roles & OFFICE:
        raise Refused(N_("That is for the office: a township clerk or the rectification office."))
    return FindingConflictResolved(
        subject=finding.id,
        falls=tuple(sorted(falls)),
        reason=_needed(reason, N_("Say why one of the steps stands and the other does not.")),
    )


def _needed(text: str, otherwise: str) -> str:
    if not text.strip():
        raise Refused(otherwise)
    return _at_most(text)


def _at_most(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise Refused(N_("A text takes at most {limit} characters."), limit=LONGEST_TEXT)
    return text.strip()


def _checked(behalf: OnBehalf) -> OnBehalf:
    if behalf.name and not behalf.scans:
        raise Refused(N_("What is entered for somebody else needs the scan of their paper."))
    return behalf
