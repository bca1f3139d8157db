"""A feedback sheet that came back: what it says against what is known now, and what of it is recorded."""

import hashlib
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from db.case_recording import MEANWHILE, finding_of, office_rules, who_is
from db.changes import Changes
from db.connection import Reader
from db.feedback_answers import NEW, Asked, Outcome, Verdict, noted_by_unit, outcome_of
from db.file_names import shown_name
from db.task_recording import task_of, who_of
from db.workspace import Actor, Workspace
from inspector.errors import Refused, Spoken
from inspector.model.case_acts import OnBehalf
from inspector.model.dispatch_list import noted_before
from inspector.model.events import Blob, Event, Facts
from inspector.model.feedback import FeedbackReturned, FeedbackSheet
from inspector.model.finding import Finding
from inspector.model.finding_state import STATE_NAMES
from inspector.model.task import Task
from inspector.model.task_state import TASK_STATE_NAMES
from inspector.model.task_steps import check_office
from inspector.periods import Instant
from inspector.tables.feedback_marks import FINDING, Mark
from inspector.tables.feedback_reading import Filled, ReturnedRow, ReturnedSheet, StrangeRow, read_feedback
from inspector.tables.feedback_sheet import WORKBOOK, SheetHead
from inspector.words import N_, in_language

FOREIGN = N_("{file} was sent out by another office ({office}); it is read there.")
OTHER_UNIT = N_("{file} is the sheet of {unit}, not of {wanted}.")
CHANGED = N_("{file} was changed since it was read. Read it again.")
NOTHING_FILLED = N_("Nothing is filled in: {unit} still owes its feedback.")
ALL_RECORDED = N_("Everything this sheet says is recorded already.")
UNKNOWN_SHEET = N_("That this sheet went out is not recorded here; it may be recorded on another computer.")
WAS_WITHDRAWN = N_("This sheet was withdrawn: {reason}")
WAS_TAKEN_IN = N_("This very file was taken in on {day}.")
MOVED_ON = N_("The case moved on since the sheet went out; it is “{state}” now.")
OTHER_NOW = N_("It is given to {unit} now.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One line of a sheet against what is known now.

    ``name`` and ``state`` are those of the case as it stands, ``last`` its latest entry. ``is_outdated`` says
    that the case went another way since the sheet was issued: a person decides. ``also`` is recorded with
    ``events``: difficulty and next point for the dispatch list.
    """

    row: ReturnedRow
    verdict: Verdict
    name: str = ""
    state: str = ""
    last: str = ""
    events: tuple[Event, ...] = ()
    also: tuple[Event, ...] = ()
    doubts: tuple[Spoken, ...] = ()
    reason: Spoken | None = None
    is_outdated: bool = False

    @property
    def mark(self) -> Mark:
        """The line as it went out."""
        return self.row.mark

    @property
    def filled(self) -> Filled:
        """What the unit wrote."""
        return self.row.filled

    @property
    def is_new(self) -> bool:
        """Say whether something of it can be recorded."""
        return self.verdict in NEW

    @property
    def is_proposed(self) -> bool:
        """Say whether it is recorded unless somebody decides otherwise."""
        return self.is_new and not self.is_outdated


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A returned sheet against what is known now; nothing is recorded yet."""

    path: Path
    workbook: Blob
    returned: ReturnedSheet
    differences: tuple[Difference, ...]
    notes: tuple[Spoken, ...]
    is_known: bool
    was_returned: bool

    @property
    def answered(self) -> int:
        """Count the lines the unit filled in, usable or not."""
        return sum(1 for one in self.differences if one.row.fault or not one.filled.is_empty)

    @property
    def proposed(self) -> dict[str, str]:
        """Give what is recorded unless somebody decides otherwise: by its key the entry it rests on."""
        return {one.mark.key: one.last for one in self.differences if one.is_proposed}

    @property
    def strange(self) -> tuple[StrangeRow, ...]:
        """Rows that are none of ours."""
        return self.returned.strange

    @property
    def missing(self) -> tuple[Mark, ...]:
        """Lines that were deleted from the sheet."""
        return self.returned.missing


def compare_feedback(
    workspace: Workspace, reader: Reader, path: Path, by: Actor, at: Instant, unit: str = ""
) -> Comparison:
    """Read the workbook at ``path`` and compare each line with what is known now.

    Raises Unreadable as ``read_feedback`` does, Refused for a sheet of another office, or of another unit
    than ``unit``, and for who is not of the office; OSError where the file can't be read.
    """
    returned = read_feedback(path)
    workbook = _blob(path.read_bytes())
    head = returned.head
    if head.root != workspace.root or not _is_here(reader, head.grid):
        raise Refused(FOREIGN, file=returned.file, office=head.office)
    if unit and unit != head.unit:
        raise Refused(OTHER_UNIT, file=returned.file, unit=head.unit, wanted=unit)
    check_office(who_of(reader, head.grid, by, at.day))
    sheet = FeedbackSheet.of(workspace.facts_of(reader, head.sheet))
    differences = tuple(_difference(workspace, reader, row, head, workbook, by, at) for row in returned.rows)
    return Comparison(
        path=path,
        workbook=workbook,
        returned=returned,
        differences=differences,
        notes=(*returned.notes, *_notes(sheet, workbook)),
        is_known=sheet is not None,
        was_returned=sheet is not None and bool(sheet.returns),
    )


def record_feedback(
    workspace: Workspace, compared: Comparison, chosen: Mapping[str, str], by: Actor, at: Instant
) -> Changes:
    """Record that a sheet came back, and the answers ``chosen`` by key and the entry each was shown with.

    The workbook is kept as the paper they rest on. All is decided again as things stand: raises Refused when
    a case went on since it was shown, the file changed, nothing is filled in, or nothing of it is new.
    """
    with closing(workspace.reader()) as reader:
        fresh = compare_feedback(workspace, reader, compared.path, by, at)
    if fresh.workbook != compared.workbook:
        raise Refused(CHANGED, file=compared.returned.file)
    if not fresh.answered:
        raise Refused(NOTHING_FILLED, unit=fresh.returned.head.unit)
    if not chosen and fresh.was_returned:
        raise Refused(ALL_RECORDED)
    events: list[Event] = []
    known = {one.mark.key: one for one in fresh.differences if one.is_new}
    for key, last in chosen.items():
        if key not in known or known[key].last != last:
            raise Refused(MEANWHILE)
        events.extend((*known[key].events, *known[key].also))
    workspace.blobs.keep_file(compared.path, WORKBOOK)
    back = FeedbackReturned(
        subject=fresh.returned.head.sheet,
        blobs=(fresh.workbook,),
        file=shown_name(fresh.returned.file),
        answered=fresh.answered,
        recorded=tuple(known[key].mark.subject for key in chosen),
    )
    return workspace.record([back, *events], by, at)


def _blob(data: bytes) -> Blob:
    return Blob(hashlib.sha256(data).hexdigest(), len(data), WORKBOOK)


def _is_here(reader: Reader, grid: str) -> bool:
    return bool(reader.value("SELECT count(*) FROM grid WHERE id = ?", (grid,)))


def _notes(sheet: FeedbackSheet | None, workbook: Blob) -> tuple[Spoken, ...]:
    """Say what is to be known of the sheet as a whole."""
    if sheet is None:
        return (Refused(UNKNOWN_SHEET),)
    notes: list[Spoken] = []
    if sheet.withdrawn:
        notes.append(Refused(WAS_WITHDRAWN, reason=sheet.withdrawn))
    same = next((one for one in sheet.returns if one.workbook == workbook), None)
    if same:
        notes.append(Refused(WAS_TAKEN_IN, day=same.at.day.isoformat()))
    return tuple(notes)


def _difference(
    workspace: Workspace,
    reader: Reader,
    row: ReturnedRow,
    head: SheetHead,
    workbook: Blob,
    by: Actor,
    at: Instant,
) -> Difference:
    try:
        case: Finding | Task = (
            finding_of(workspace, reader, row.mark.subject)
            if row.mark.kind == FINDING
            else task_of(workspace, reader, row.mark.subject)
        )
    except Refused as reason:
        return Difference(row=row, verdict=Verdict.REFUSED, doubts=row.doubts, reason=reason)
    name, state = _named(case)
    shown = Difference(row=row, verdict=Verdict.REFUSED, name=name, state=state, last=case.last)
    if row.fault:
        return replace(shown, doubts=row.doubts, reason=row.fault)
    facts, behalf = workspace.facts_of(reader, row.mark.subject), OnBehalf(head.unit, (workbook,))
    since = _since(facts, row.mark.seen)
    outcome = outcome_of(case, row.filled, since, _asked(workspace, reader, case, row.filled, behalf, by, at))
    noted = noted_by_unit(row.mark.subject, row.filled, head.period, behalf, noted_before(facts))
    return replace(_judged(shown, outcome, case, since, head.unit), also=noted)


def _judged(shown: Difference, outcome: Outcome, case: Finding | Task, since: Facts, unit: str) -> Difference:
    """Add what makes an answer outdated: the case went another way, or to another unit."""
    moved: list[Spoken] = []
    if outcome.verdict in NEW:
        if any(getattr(fact.event, "on_behalf", "") != unit for fact in since):
            moved.append(Refused(MOVED_ON, state=Refused(shown.state)))
        if isinstance(case, Finding) and case.unit != unit:
            moved.append(Refused(OTHER_NOW, unit=case.unit))
    return replace(
        shown,
        verdict=outcome.verdict,
        events=outcome.events,
        doubts=(*moved, *shown.row.doubts, *outcome.doubts),
        reason=outcome.reason,
        is_outdated=bool(moved),
    )


def _since(facts: Facts, seen: str) -> Facts:
    """Give what happened after the entry ``seen``; everything where that never came here."""
    at = next((at for at, fact in enumerate(facts) if fact.hash == seen), -1)
    return facts[at + 1 :]


def _asked(
    workspace: Workspace,
    reader: Reader,
    case: Finding | Task,
    filled: Filled,
    behalf: OnBehalf,
    by: Actor,
    at: Instant,
) -> Asked:
    rules = office_rules(workspace, reader, by.org)
    is_task = isinstance(case, Task)
    who = who_of(reader, case.grid, by, at.day) if is_task else who_is(reader, case, by, at.day)  # type: ignore[arg-type]
    named = reader.rows("SELECT id FROM person WHERE name = ? LIMIT 2", (filled.person,))
    return Asked(
        who=who,
        rules=rules,
        today=at.day,
        behalf=behalf,
        say=in_language(rules.paper_language),
        doers=(named[0][0],) if len(named) == 1 else (),
    )


def _named(case: Finding | Task) -> tuple[str, str]:
    if isinstance(case, Task):
        return case.name, TASK_STATE_NAMES[case.state]
    return case.text, STATE_NAMES[case.state]
