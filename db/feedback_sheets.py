"""Feedback sheets on their way out: which units owe something, and one workbook for each of them."""

import json
import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from db.case_recording import finding_of, office_rules
from db.changes import Changes
from db.connection import Reader
from db.incarnation import Chance
from db.progress import Report, no_report
from db.schema import WITHIN
from db.task_recording import task_of, who_of
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.file_faults import why
from inspector.model.feedback import FeedbackIssued, FeedbackSheet, issue_feedback
from inspector.model.finding import Finding
from inspector.model.finding_life import AT_WORK
from inspector.model.finding_state import STATE_NAMES
from inspector.model.ids import RANDOM_BYTES, uuid7
from inspector.model.task import Task
from inspector.model.task_fold import GOES_ON
from inspector.model.task_state import PACE_NAMES, TASK_STATE_NAMES, Pace
from inspector.model.task_steps import check_office
from inspector.periods import Instant
from inspector.tables.feedback_marks import FINDING, TASK
from inspector.tables.feedback_sheet import SheetHead, SheetLine, write_feedback
from inspector.words import N_, Say, in_language

TITLE = N_("Feedback on rectification")
NOT_WRITTEN = N_("{file} can't be written: {reason}.")
NO_SUCH_SHEET = N_("This feedback sheet is not recorded here.")
ENDING = ".xlsx"
LONGEST_UNIT = 60
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\s\x00-\x1f]+')
"""What Windows does not take in a file's name, and spaces."""

_FINDING_STATES = ", ".join(f"'{state}'" for state in sorted(AT_WORK))
_TASK_STATES = ", ".join(f"'{state}'" for state in sorted(GOES_ON))
_OWED = f"""{WITHIN}, owed(unit, kind, id, due_on) AS (
    SELECT unit, '{FINDING}', id, due_on FROM finding
    WHERE unit <> '' AND state IN ({_FINDING_STATES}) AND grid IN within AND NOT is_restricted
    UNION SELECT coalesce(member.value, task_unit.unit), '{TASK}', task.id, task.due_on
    FROM task JOIN task_unit ON task_unit.task = task.id AND task_unit.part IN ('lead', 'responsible')
        LEFT JOIN unit_group ON unit_group.name = task_unit.unit
        LEFT JOIN json_each(unit_group.units) AS member
    WHERE task.state IN ({_TASK_STATES}) AND task.grid IN within)"""  # noqa: S608 - our own words
"""What is open of each unit on the ground of :grid; a group of units (七办一镇) is each of its members."""


@dataclass(frozen=True, slots=True)
class UnitOwing:
    """A unit with what is open of it; ``is_waited_for`` says that a sheet is out that did not come back."""

    unit: str
    findings: int
    tasks: int
    overdue: int
    is_waited_for: bool

    @property
    def rows(self) -> int:
        """Count the lines its sheet has."""
        return self.findings + self.tasks


@dataclass(frozen=True, slots=True)
class SheetWish:
    """What a sheet is called, when it is to come back, and the period it is about.

    ``keys`` are the only lines it may have, as those of a dispatch list; without any it has all that is open.
    """

    title: str = ""
    due: date | None = None
    period: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SentOut:
    """A sheet that was written and recorded."""

    unit: str
    sheet: str
    file: Path
    rows: int


def units_owing(reader: Reader, grid: str, today: date, keys: Sequence[str] = ()) -> tuple[UnitOwing, ...]:
    """List the units that have something open on the ground of ``grid``, those with most overdue first.

    Only the lines ``keys`` count where there are any, as for ``SheetWish``.
    """
    rows = reader.rows(
        f"""{_OWED} SELECT unit, sum(kind = '{FINDING}'), sum(kind = '{TASK}'),
            sum(coalesce(due_on < :today, 0)) AS overdue,
            EXISTS (SELECT 1 FROM feedback_sheet WHERE feedback_sheet.unit = owed.unit AND grid = :grid
                AND NOT returns AND withdrawn = '')
        FROM owed WHERE :keys = '[]' OR kind || ':' || id IN (SELECT value FROM json_each(:keys))
        GROUP BY unit ORDER BY overdue DESC, count(*) DESC, unit""",  # noqa: S608 - our own words
        {"grid": grid, "today": today.isoformat(), "keys": json.dumps([*keys])},
    )
    return tuple(
        UnitOwing(unit, findings, tasks, overdue, bool(waits))
        for unit, findings, tasks, overdue, waits in rows
    )


def send_out(
    workspace: Workspace,
    units: Sequence[str],
    to: Path,
    wish: SheetWish,
    by: Actor,
    at: Instant,
    chance: Chance,
    report: Report = no_report,
) -> tuple[SentOut, ...]:
    """Write a sheet for each of ``units`` into the folder ``to`` and record that it went out.

    Each is written and recorded before the next; ``report(done, total)`` may raise to stop between two.
    Raises Refused for who is not of the office, for a unit without anything open, and where nothing can be
    written; a file whose sheet was not recorded does not stay.
    """
    sent: list[SentOut] = []
    for done, unit in enumerate(units):
        report(done, len(units))
        sent.append(_send_one(workspace, unit, to, wish, by, at, chance))
    report(len(units), len(units))
    return tuple(sent)


def withdraw_sheet(workspace: Workspace, sheet: str, reason: str, by: Actor, at: Instant) -> Changes:
    """Wait for a sheet no longer. Raises Refused for who is not of the office, and as the sheet does."""
    with closing(workspace.reader()) as reader:
        found = FeedbackSheet.of(workspace.facts_of(reader, sheet))
        if found is None:
            raise Refused(NO_SUCH_SHEET)
        check_office(who_of(reader, found.grid, by, at.day))
    return workspace.record([found.withdraw(reason)], by, at)


def office_called(reader: Reader, grid: str) -> str:
    """Give the name of the office that asks: that of its rules, else of its grid."""
    name = reader.value(
        """SELECT coalesce(nullif((SELECT office_name FROM rules WHERE id = :grid), ''),
            (SELECT name FROM grid WHERE id = :grid), '')""",
        {"grid": grid},
    )
    return str(name)


def _send_one(
    workspace: Workspace, unit: str, to: Path, wish: SheetWish, by: Actor, at: Instant, chance: Chance
) -> SentOut:
    with closing(workspace.reader()) as reader:
        check_office(who_of(reader, by.org, by, at.day))
        say = in_language(office_rules(workspace, reader, by.org).paper_language)
        open_lines = lines_of(workspace, reader, by.org, unit, at.day, say)
        lines = [line for line in open_lines if not wish.keys or line.key in wish.keys]
        office = office_called(reader, by.org)
    keys = [line.key.partition(":") for line in lines]
    title = wish.title.strip() or say(TITLE)
    issued = issue_feedback(
        FeedbackIssued(
            subject=uuid7(at.ts, chance(RANDOM_BYTES)),
            grid=by.org,
            unit=unit,
            title=title,
            day=at.day,
            due=wish.due,
            period=wish.period,
            findings=tuple(subject for kind, _colon, subject in keys if kind == FINDING),
            tasks=tuple(subject for kind, _colon, subject in keys if kind == TASK),
        )
    )
    head = SheetHead(
        root=workspace.root,
        grid=by.org,
        office=office,
        sheet=issued.subject,
        unit=unit,
        title=title,
        issued=at.day,
        due=wish.due,
        period=wish.period,
    )
    file = _free_name(to, at.day, unit, title)
    try:
        write_feedback(file, head, lines, say)
    except OSError as error:
        raise Refused(NOT_WRITTEN, file=file.name, reason=why(error)) from error
    try:
        workspace.record([issued], by, at)
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    return SentOut(unit, issued.subject, file, len(lines))


def lines_of(
    workspace: Workspace, reader: Reader, grid: str, unit: str, today: date, say: Say
) -> tuple[SheetLine, ...]:
    """Give what ``unit`` is asked about on the ground of ``grid``: findings, then tasks, by deadline."""
    rows = reader.rows(
        f"{_OWED} SELECT kind, id FROM owed WHERE unit = :unit ORDER BY kind, due_on IS NULL, due_on, id",  # noqa: S608 - our own words
        {"grid": grid, "unit": unit},
    )
    lines = []
    for kind, subject in rows:
        if kind == FINDING:
            lines.append(_line_of_finding(reader, finding_of(workspace, reader, subject), today, say))
        else:
            lines.append(_line_of_task(reader, task_of(workspace, reader, subject), unit, today, say))
    return tuple(lines)


def _line_of_finding(reader: Reader, finding: Finding, today: date, say: Say) -> SheetLine:
    site = reader.value("SELECT name FROM site WHERE id = ?", (finding.site,)) or ""
    where = " · ".join(one for one in (site, finding.spot) if one)
    is_late = finding.due is not None and finding.due < today
    return SheetLine(
        key=f"{FINDING}:{finding.id}",
        number=finding.number,
        what="\n".join(one for one in (finding.text, where) if one),
        due=finding.due,
        required=finding.requirement,
        known=_known(say(STATE_NAMES[finding.state]), say, is_late=is_late),
        seen=finding.last,
    )


def _line_of_task(reader: Reader, task: Task, unit: str, today: date, say: Say) -> SheetLine:
    plan = reader.value("SELECT title FROM plan WHERE id = ?", (task.plan,)) or ""
    problem = task.problem if task.problem != task.name else ""
    parts = [one.part for one in task.parts if one.unit == unit]
    open_measures = [f"{one.told.number} {one.told.text}".strip() for one in task.measures if not one.done_on]
    is_late = task.pace(today) is Pace.OVERDUE
    return SheetLine(
        key=f"{TASK}:{task.id}",
        number=task.number,
        what="\n".join(one for one in (task.name, problem, plan) if one),
        due=task.due,
        required="\n".join(one for one in (*parts, task.requirement, task.goal, *open_measures) if one),
        known=_known(say(TASK_STATE_NAMES[task.state]), say, is_late=is_late),
        seen=task.last,
    )


def _known(state: str, say: Say, *, is_late: bool) -> str:
    return f"{state}\n{say(PACE_NAMES[Pace.OVERDUE])}" if is_late else state


def _free_name(to: Path, day: date, unit: str, title: str) -> Path:
    """Name a file for people that is not there yet: one that is may have been filled in."""
    parts = (_NOT_IN_NAMES.sub("-", part).strip("-.")[:LONGEST_UNIT] for part in (unit, title))
    name = "_".join((day.isoformat(), *parts))
    file, number = to / f"{name}{ENDING}", 2
    while file.exists():
        file, number = to / f"{name} ({number}){ENDING}", number + 1
    return file
