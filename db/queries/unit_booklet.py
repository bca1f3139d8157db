"""What a unit has to account for (交账手册): the tasks and findings it owes, and what it has handed in.

A task is owed by the units that lead it or are responsible for it, a group of units by each of its members,
as the tables of progress count it; a finding by the unit that has it in hand while it is open.
"""

import json
from datetime import date

import msgspec

from db.blob_files import BlobFiles
from db.connection import Reader
from db.queries.issues import Issue
from db.queries.ledger_paper import finding_lines, task_lines
from db.queries.paper_rules import ISSUER, paper_rules
from db.queries.site_sheets import names_of_people, signer
from db.queries.unit_groups import MEANT_UNITS
from db.schema import WITHIN
from inspector.errors import Refused
from inspector.model.events import Blob
from inspector.model.ids import GridId
from inspector.model.task_life import (
    DutyMet,
    ItemDone,
    MeasureDone,
    TaskCompleted,
    TaskProgressed,
)
from inspector.model.task_state import Every, ItemKind
from inspector.periods import Instant
from inspector.reports.attachment import Stage
from inspector.reports.booklet_paper import (
    BookletPaper,
    HandedIn,
    OwedDuty,
    OwedItem,
    OwedMeasure,
    OwedTask,
)
from inspector.reports.case_paper import TaskLine
from inspector.reports.official_paper import PaperSigner
from inspector.words import N_

NO_UNIT = N_("There is nothing that a unit called {unit} owes here.")
HANDED_IN = (TaskProgressed.TYPE, MeasureDone.TYPE, ItemDone.TYPE, DutyMet.TYPE, TaskCompleted.TYPE)
"""The entries by which a unit hands something in."""
OTHER_SIGNERS = (N_("Responsible person of the unit"), N_("Supervision group"))
"""Who signs in ink, beside who issues it."""
_OWED_TASKS = f"""SELECT id FROM task WHERE grid IN within AND id IN (
    SELECT task FROM task_unit WHERE part IN ('lead', 'responsible') AND unit IN {MEANT_UNITS})
    ORDER BY due_key, first_line, id"""  # noqa: S608 - our own words
_OWED_FINDINGS = f"""SELECT id FROM finding WHERE grid IN within AND is_open AND unit <> ''
    AND unit IN {MEANT_UNITS} ORDER BY due_on, number, id"""  # noqa: S608 - as above


class UnitAccount(msgspec.Struct, frozen=True):
    """A unit with how many tasks and open findings it owes."""

    unit: str
    tasks: int
    findings: int


def unit_accounts(reader: Reader, grid: GridId) -> tuple[UnitAccount, ...]:
    """List the units that owe something in ``grid`` or below, by name; groups stand for their members."""
    rows = reader.rows(
        f"""{WITHIN}, meant(task, unit) AS (
            SELECT task, unit FROM task_unit JOIN task ON task.id = task_unit.task
            WHERE part IN ('lead', 'responsible') AND task.grid IN within
            UNION SELECT meant.task, one.value FROM meant JOIN unit_group ON unit_group.name = meant.unit,
                json_each(unit_group.units) AS one)
        SELECT unit FROM meant WHERE unit NOT IN (SELECT name FROM unit_group WHERE units <> '[]')
        UNION SELECT unit FROM finding WHERE grid IN within AND is_open AND unit <> '' ORDER BY unit""",  # noqa: S608 - as above
        {"grid": grid},
    )
    return tuple(
        UnitAccount(unit, len(owed_tasks(reader, grid, unit)), len(owed_findings(reader, grid, unit)))
        for (unit,) in rows
    )


def owed_tasks(reader: Reader, grid: GridId, unit: str) -> list[str]:
    """List the tasks a unit owes, by their deadline."""
    return _asked(reader, _OWED_TASKS, grid, unit)


def owed_findings(reader: Reader, grid: GridId, unit: str) -> list[str]:
    """List the open findings a unit has in hand, by their deadline."""
    return _asked(reader, _OWED_FINDINGS, grid, unit)


def booklet_paper(reader: Reader, _blobs: BlobFiles, issue: Issue) -> BookletPaper:
    """Give the account of a unit as it is printed; ``about`` are the grid and the name of the unit.

    Raises Refused for a unit that owes nothing here.
    """
    grid, unit = GridId(issue.about[0]), issue.about[-1]
    tasks, findings = owed_tasks(reader, grid, unit), owed_findings(reader, grid, unit)
    if not tasks and not findings:
        raise Refused(NO_UNIT, unit=unit)
    rules, names = paper_rules(reader, ""), names_of_people(reader)
    lines = task_lines(reader, tasks, issue.day)
    return BookletPaper(
        language=rules.language,
        stage=Stage.FINAL if issue.is_final else Stage.DRAFT,
        office=rules.office,
        number=issue.number,
        grid=str(reader.value("SELECT name FROM grid WHERE id = ?", (grid,)) or ""),
        day=issue.day,
        issued=issue.issued,
        signers=(
            signer(ISSUER, names.get(issue.by, issue.by), issue),
            *(PaperSigner(role=role) for role in OTHER_SIGNERS),
        ),
        is_sample=rules.is_sample,
        unit=unit,
        tasks=tuple(
            _task(reader, task, line=line, unit=unit) for task, line in zip(tasks, lines, strict=True)
        ),
        findings=finding_lines(reader, findings, names, issue.day, rules.language),
    )


def booklet_subjects(reader: Reader, issue: Issue) -> list[str]:
    """List what the account rests on: the tasks and the findings it lists."""
    grid, unit = GridId(issue.about[0]), issue.about[-1]
    return owed_tasks(reader, grid, unit) + owed_findings(reader, grid, unit)


def _asked(reader: Reader, query: str, grid: GridId, unit: str) -> list[str]:
    values = {"grid": grid, "fact_unit": json.dumps([unit])}
    return [one for (one,) in reader.rows(f"{WITHIN} {query}", values)]


def _task(reader: Reader, task: str, *, line: TaskLine, unit: str) -> OwedTask:
    problem, goal = reader.row("SELECT problem, goal FROM task WHERE id = ?", (task,)) or ("", "")
    measures = reader.rows(
        "SELECT number, text, units, due_on, due_text, done_on FROM measure WHERE task = ? ORDER BY position",
        (task,),
    )
    items = reader.rows(
        """SELECT coalesce(site.name, task_item.name), year, task_item.kind, done_on FROM task_item
        LEFT JOIN site ON site.id = task_item.site WHERE task = ? ORDER BY position""",
        (task,),
    )
    duties = reader.rows(
        """SELECT text, every, next_due_on, (SELECT count(*) FROM duty_met
            WHERE duty_met.task = periodic_duty.task AND duty_met.duty = periodic_duty.duty
                AND duty_met.unit = :unit)
        FROM periodic_duty WHERE task = :task ORDER BY position""",
        {"task": task, "unit": unit},
    )
    return OwedTask(
        line=line,
        problem=problem,
        goal=goal,
        measures=tuple(
            OwedMeasure(
                number=number,
                text=text,
                units=tuple(json.loads(units)),
                due=_day(due),
                due_text=due_text,
                done_on=_day(done),
            )
            for number, text, units, due, due_text, done in measures
        ),
        items=tuple(
            OwedItem(name=name, year=year, kind=ItemKind(kind), done_on=_day(done))
            for name, year, kind, done in items
        ),
        duties=tuple(
            OwedDuty(text=text, every=Every(every), met=met, next_due=_day(due))
            for text, every, due, met in duties
        ),
        handed_in=_handed_in(reader, task),
    )


def _handed_in(reader: Reader, task: str) -> tuple[HandedIn, ...]:
    rows = reader.rows(
        """SELECT coalesce(person.name, ''), on_behalf, at_ts, at_tz, coalesce(told ->> 'on', ''),
            coalesce(told ->> 'text', ''), papers
        FROM case_step LEFT JOIN person ON person.id = case_step.by
        WHERE subject = ? AND has_effect AND type IN (SELECT value FROM json_each(?)) ORDER BY position""",
        (task, json.dumps(HANDED_IN)),
    )
    return tuple(
        HandedIn(
            on=_day(on) or Instant(ts, tz).day,
            by=behalf or name,
            text=text,
            files=tuple(one.sha256 for one in msgspec.json.decode(papers, type=list[Blob])),
        )
        for name, behalf, ts, tz, on, text, papers in rows
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
