"""Registering complaints and recording their steps, decided in the thread that writes."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

import msgspec

from db.case_recording import office_rules
from db.changes import Changes
from db.complaint_files import KeptFiles, reseal_files, seal_files
from db.connection import Reader
from db.identity_sealing import SealedTo, decrypted, open_identity, seal_identity
from db.incarnation import Chance
from db.numbers import complaint_numbers, finding_numbers
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.model.complainant import Complainant
from inspector.model.complaint import Complaint
from inspector.model.complaint_files import ComplaintFilesSealed, FilePart
from inspector.model.complaint_life import (
    ComplaintAssigned,
    ComplaintConflictResolved,
    ComplaintCorrected,
    ComplaintReceived,
    RevisitPlanned,
)
from inspector.model.complaint_steps import ComplaintStep, may_write, receive, refusal, take
from inspector.model.complaint_words import TERMS, Channel, Term
from inspector.model.events import Event
from inspector.model.finding import FindingNoticed, FindingReported, notice
from inspector.model.finding_state import Source
from inspector.model.ids import RANDOM_BYTES, GridId, uuid7
from inspector.model.person import Role
from inspector.periods import Instant
from inspector.words import N_

NO_FILES = KeptFiles()
GONE = N_("This complaint is not known here any more.")


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of a write: the complaint, its number, and who could not be given what is sealed."""

    complaint: str
    number: str
    changes: Changes
    unreached: tuple[str, ...] = ()


def roles_of(reader: Reader, person: str, now: Instant) -> frozenset[Role]:
    """Give the roles ``person`` has anywhere today."""
    rows = reader.rows(
        "SELECT role FROM duty WHERE person = :person AND since <= :day AND (until IS NULL OR until >= :day)",
        {"person": person, "day": f"{now.day}"},
    )
    return frozenset(Role(role) for (role,) in rows)


def register_complaint(
    workspace: Workspace,
    complaint: ComplaintReceived,
    who: Complainant,
    by: Actor,
    now: Instant,
    chance: Chance,
    *,
    earlier: Event | None = None,
    files: KeptFiles = NO_FILES,
    finishes: str = "",
) -> Recorded:
    """Give a complaint its id and number and record it, with the name sealed beside it if one is given.

    ``files`` are it as it was received. ``earlier`` is a further entry about it, such as the link to one
    that it repeats. Raises Refused as ``receive`` does, and to an auditor.
    """
    with closing(workspace.reader()) as reader:
        if not may_write(roles_of(reader, by.person, now)):
            raise Refused(N_("An auditor reads and changes nothing."))
        subject = uuid7(now.ts, chance(RANDOM_BYTES))
        grid = GridId(complaint.grid or by.org)
        number = next(complaint_numbers(reader, grid, complaint.received.day.year, workspace.feed))
        named = msgspec.structs.replace(
            complaint,
            subject=subject,
            number=number,
            grid=grid,
            is_anonymous=who.is_blank,
            term=ruled_term(workspace, reader, by, complaint.channel),
        )
        events: list[Event] = [receive(named, now)]
        if not who.is_blank:
            sealed = seal_identity(reader, workspace, subject, who, (by.person,), by.person)
            events.append(sealed.event)
        if files.blobs:
            sent, _ = seal_files(reader, workspace, subject, files, FilePart.LETTER, (by.person,), by.person)
            events.append(sent)
    if earlier:
        events.append(msgspec.structs.replace(earlier, subject=subject))
    return Recorded(subject, number, workspace.record(events, by, now, finishes=finishes))


def record_complaint_step(
    workspace: Workspace,
    complaint: str,
    step: Event,
    by: Actor,
    now: Instant,
    *,
    files: KeptFiles = NO_FILES,
    finishes: str = "",
) -> Recorded:
    """Record a step of a complaint's life.

    ``files`` are those of a ``ComplaintFilesSealed``, which is sealed here, or the reply as it was sent.
    Given to other handlers, name and files are sealed anew to them, if this device can open them. Raises
    Refused as ``take`` does, and for a complaint nobody knows here.
    """
    with closing(workspace.reader()) as reader:
        folded = complaint_of(reader, workspace, complaint)
        named = msgspec.structs.replace(step, subject=complaint)
        if isinstance(named, ComplaintCorrected) and named.channel:
            term = ruled_term(workspace, reader, by, named.channel)
            named = msgspec.structs.replace(named, term=term)
        take(folded, named, roles_of(reader, by.person, now), now.day)
        events: list[Event] = [] if isinstance(named, ComplaintFilesSealed) else [named]
        unreached: set[str] = set()
        if part := _part_of(named, files):
            sent, lacking = seal_files(reader, workspace, complaint, files, part, folded.handlers, by.person)
            events.append(sent)
            unreached.update(lacking)
        if isinstance(named, ComplaintAssigned):
            given, lacking = _given_on(reader, workspace, folded, named.handlers, by)
            events += given
            unreached.update(lacking)
    changes = workspace.record(events, by, now, finishes=finishes)
    return Recorded(complaint, folded.number, changes, tuple(sorted(unreached)))


def ruled_term(workspace: Workspace, reader: Reader, by: Actor, channel: Channel) -> Term | None:
    """Give the term the office ruled for ``channel``; nothing where it is that of the field."""
    term = office_rules(workspace, reader, by.org).term_of(channel)
    return None if term == TERMS[channel] else term


def record_complaint_finding(
    workspace: Workspace,
    complaint: str,
    what: FindingNoticed,
    by: Actor,
    now: Instant,
    chance: Chance,
    *,
    finishes: str = "",
) -> Recorded:
    """Record a finding that came from a complaint and report it to the office.

    ``what`` says text, severity, term and spot; number, ground and source follow from the complaint.
    Raises Refused where no finding can be linked, and for one without words.
    """
    with closing(workspace.reader()) as reader:
        folded = complaint_of(reader, workspace, complaint)
        if why := refusal(folded, ComplaintStep.LINK_FINDING, roles_of(reader, by.person, now)):
            raise why
        site = reader.value("SELECT grid FROM site WHERE id = ?", (folded.site,))
        grid = GridId(site or folded.grid)
        finding = uuid7(now.ts, chance(RANDOM_BYTES))
        noticed = msgspec.structs.replace(
            what,
            subject=finding,
            number=next(finding_numbers(reader, grid, now.day.year, workspace.feed)),
            grid=grid,
            site=folded.site,
            noticed=now,
            source=Source.COMPLAINT,
            source_ref=folded.id,
        )
    events = [notice(noticed), FindingReported(subject=finding)]
    changes = workspace.record(events, by, now, finishes=finishes)
    return Recorded(complaint, noticed.number, changes)


def name_complainant(
    workspace: Workspace, complaint: str, who: Complainant, by: Actor, now: Instant
) -> Recorded:
    """Seal who complained, known only later or put right, to those who handle the case.

    Raises Refused to everybody else, and where nobody is named.
    """
    with closing(workspace.reader()) as reader:
        folded = complaint_of(reader, workspace, complaint)
        if by.person not in folded.handlers:
            raise Refused(N_("Only those who handle this complaint see who complained."))
        if who.is_blank:
            raise Refused(N_("Write down who complained, or how to reach them."))
        sealed = seal_identity(reader, workspace, complaint, who, folded.handlers, by.person)
    changes = workspace.record([sealed.event], by, now)
    return Recorded(complaint, folded.number, changes, sealed.unreached)


def plan_revisits(
    workspace: Workspace, complaints: Sequence[str], round_: RevisitPlanned, by: Actor, now: Instant
) -> Changes:
    """Choose settled complaints for a round of looking again (后督察), all or none.

    Raises Refused as ``take`` does; ``round_`` has the id of the round.
    """
    with closing(workspace.reader()) as reader:
        roles = roles_of(reader, by.person, now)
        events = [
            take(
                complaint_of(reader, workspace, one),
                msgspec.structs.replace(round_, subject=one),
                roles,
                now.day,
            )
            for one in complaints
        ]
    return workspace.record(events, by, now)


def resolve_complaint(
    workspace: Workspace, complaint: str, falls: str, by: Actor, now: Instant, reason: str = ""
) -> Recorded:
    """Decide between two steps made unknown to each other: the entry ``falls`` has no effect.

    Raises Refused to an auditor, and where that entry is in no conflict that is still open.
    """
    with closing(workspace.reader()) as reader:
        folded = complaint_of(reader, workspace, complaint)
        if not may_write(roles_of(reader, by.person, now)):
            raise Refused(N_("An auditor reads and changes nothing."))
        is_open = reader.value(
            "SELECT 1 FROM conflict WHERE subject = ? AND resolved_by = '' AND ? IN (one, other)",
            (complaint, falls),
        )
        if not is_open:
            raise Refused(N_("This was decided already."))
    event = ComplaintConflictResolved(subject=complaint, falls=(falls,), reason=reason)
    return Recorded(complaint, folded.number, workspace.record([event], by, now))


def give_sealed_on(workspace: Workspace, complaint: str, by: Actor, now: Instant) -> Recorded:
    """Seal name and files anew to those who handle the case now and lack them.

    They were sealed to ``by`` while the case was given on elsewhere, or when no device of theirs was known.
    Raises Refused to whom nothing of it was sealed, and where this device can't open it or knows none of
    theirs.
    """
    with closing(workspace.reader()) as reader:
        folded = complaint_of(reader, workspace, complaint)
        if not may_write(roles_of(reader, by.person, now)):
            raise Refused(N_("An auditor reads and changes nothing."))
        if not folded.gives_on(by.person):
            raise Refused(N_("Nothing was sealed to you that those who handle this complaint lack."))
        handlers = sorted(folded.handlers)
        files, lacking = reseal_files(reader, workspace, folded, handlers, by.person, is_lacking=True)
        events: list[Event] = [*files]
        unreached = set(lacking)
        if folded.identity_for and not folded.handlers <= set(folded.identity_for):
            sealed = _for_handlers(reader, workspace, folded, handlers, by)
            unreached |= {*sealed.unreached} if sealed else folded.handlers
            events += [sealed.event] if sealed else []
        if not events:
            raise Refused(
                N_("It can't be given on from here: it opens on another device, or none of theirs is known.")
            )
    return Recorded(complaint, folded.number, workspace.record(events, by, now), tuple(sorted(unreached)))


def see_complainant(workspace: Workspace, complaint: str, by: Actor) -> Complainant:
    """Give who complained, for the eyes of ``by``. Raises Refused as ``open_identity`` does."""
    with closing(workspace.reader()) as reader:
        return open_identity(workspace, complaint_of(reader, workspace, complaint), by.person)


def complaint_of(reader: Reader, workspace: Workspace, complaint: str) -> Complaint:
    """Fold a complaint. Raises Refused where it is not known."""
    folded = Complaint.of(workspace.facts_of(reader, complaint))
    if folded is None:
        raise Refused(GONE)
    return folded


def _part_of(step: Event, files: KeptFiles) -> FilePart | None:
    """Say what the files recorded with a step are; None without any."""
    if isinstance(step, ComplaintFilesSealed):
        return step.part
    return FilePart.REPLY if files.blobs else None


def _given_on(
    reader: Reader, workspace: Workspace, complaint: Complaint, handlers: Sequence[str], by: Actor
) -> tuple[list[Event], tuple[str, ...]]:
    """Seal name and files anew to other handlers, and say to whom that was not possible."""
    files, lacking = reseal_files(reader, workspace, complaint, handlers, by.person)
    if not complaint.identity:
        return [*files], lacking
    sealed = _for_handlers(reader, workspace, complaint, handlers, by)
    if sealed is None:
        return [*files], tuple(handlers)
    return [sealed.event, *files], (*lacking, *sealed.unreached)


def _for_handlers(
    reader: Reader, workspace: Workspace, complaint: Complaint, handlers: Sequence[str], by: Actor
) -> SealedTo | None:
    """Seal the name anew to other handlers; None where this device can't open it, or knows none of theirs."""
    may_give = by.person in complaint.handlers or by.person in complaint.identity_for
    who = decrypted(workspace, complaint.identity) if may_give else None
    if who is None:
        return None
    try:
        return seal_identity(reader, workspace, complaint.id, who, handlers, by.person)
    except Refused:
        return None
