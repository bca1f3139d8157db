"""What the ledger (整改台账) prints, asked of the tables."""

import json
from collections.abc import Mapping
from datetime import date

from db.blob_files import BlobFiles
from db.connection import Reader
from db.queries.issues import Issue
from db.queries.ledger import FINDING, TASK
from db.queries.ledger_scope import NO_LEDGER, LedgerScope
from db.queries.ledger_words import scope_words
from db.queries.paper_rules import ISSUER, paper_rules
from db.queries.site_sheets import names_of_people, signer
from db.restricted import shown
from inspector.errors import Refused
from inspector.model.finding_life import RecheckFailed, RecheckPassed
from inspector.model.finding_state import FindingState, Severity, Source
from inspector.model.task_state import TaskState, pace_of
from inspector.periods import Instant
from inspector.reports.attachment import Stage
from inspector.reports.case_paper import LedgerLine, LedgerPaper, TaskLine
from inspector.words import N_, in_language

MOST_LINES = 2000
"""More lines are no paper any more; the export takes any number."""


def ledger_subjects(reader: Reader, issue: Issue) -> list[str]:
    """List what a ledger is about, findings and tasks, at most one more than it may have.

    Raises Refused for a filter nobody knows.
    """
    return LedgerScope.of(issue.about).keys(reader, issue.by, issue.day, MOST_LINES + 1)


def ledger_paper(reader: Reader, _blobs: BlobFiles, issue: Issue) -> LedgerPaper:
    """Give the ledger of a grid as it is printed; ``about`` is that of a ``LedgerScope``.

    Raises Refused for a grid or a filter nobody knows, and for more lines than a paper holds.
    """
    scope = LedgerScope.of(issue.about)
    name = reader.value("SELECT name FROM grid WHERE id = ?", (scope.grid,))
    if name is None:
        raise Refused(NO_LEDGER)
    subjects = ledger_subjects(reader, issue)
    if len(subjects) > MOST_LINES:
        raise Refused(
            N_("A ledger on paper has at most {limit} lines; narrow it, or export it."), limit=MOST_LINES
        )
    rules, names = paper_rules(reader, ""), names_of_people(reader)
    return LedgerPaper(
        language=rules.language,
        stage=Stage.FINAL if issue.is_final else Stage.DRAFT,
        office=rules.office,
        number=issue.number,
        grid=str(name),
        day=issue.day,
        issued=issue.issued,
        signers=(signer(ISSUER, names.get(issue.by, issue.by), issue),),
        is_sample=rules.is_sample,
        described=scope_words(reader, scope, in_language(rules.language)),
        lines=finding_lines(reader, subjects, names, issue.day, rules.language)
        if FINDING in scope.kinds
        else None,
        tasks=task_lines(reader, subjects, issue.day) if TASK in scope.kinds else None,
    )


def finding_lines(
    reader: Reader, findings: list[str], names: Mapping[str, str], today: date, language: str
) -> tuple[LedgerLine, ...]:
    """Give ``findings`` as lines in their order; the text of a restricted one is its mask."""
    rows = reader.rows(
        """SELECT finding.id, number, source, noticed_on, coalesce(site.name, ''), spot, text, severity,
            state, due_on, unit, person_name, requirement, extensions, relapses, put_right_on, ended_on,
            is_open, step.type, step.by, step.at_ts, step.at_tz
        FROM finding LEFT JOIN site ON site.id = finding.site
        LEFT JOIN case_step AS step ON step.subject = finding.id AND step.position = (
            SELECT max(position) FROM case_step WHERE subject = finding.id AND has_effect AND type IN (?, ?))
        WHERE finding.id IN (SELECT value FROM json_each(?))""",
        (RecheckPassed.TYPE, RecheckFailed.TYPE, json.dumps(findings)),
    )
    lines: dict[str, LedgerLine] = {}
    for finding, number, source, noticed, site, spot, text, severity, state, due, *rest in rows:
        unit, person, asked, extensions, relapses, done, ended, is_open, kind, by, ts, tz = rest
        last = date.fromisoformat(due)
        lines[finding] = LedgerLine(
            number=number,
            source=Source(source),
            noticed=date.fromisoformat(noticed),
            place=" ".join(part for part in (site, spot) if part),
            text=shown(text, in_language(language)),
            severity=Severity(severity),
            state=FindingState(state),
            due=last,
            unit=unit,
            person=person,
            requirement=asked,
            extensions=extensions,
            relapses=relapses,
            done_on=_day(done),
            rechecked_by=names.get(by, ""),
            rechecked_on=Instant(ts, tz).day if kind else None,
            has_passed=kind == RecheckPassed.TYPE,
            ended_on=_day(ended),
            is_overdue=bool(is_open) and last < today,
        )
    return tuple(lines[finding] for finding in findings if finding in lines)


def task_lines(reader: Reader, tasks: list[str], today: date) -> tuple[TaskLine, ...]:
    """Give ``tasks`` as lines in their order, with what is counted of their parts."""
    rows = reader.rows(
        """SELECT task.id, number, coalesce(plan.title, ''), name, units, state, due_on, deadline,
            requirement, extensions, relapses, measures, measures_done, items, items_done, completed_on,
            close_off_number, ended_on, step_due_on
        FROM task LEFT JOIN plan ON plan.id = task.plan
        WHERE task.id IN (SELECT value FROM json_each(?))""",
        (json.dumps(tasks),),
    )
    lines: dict[str, TaskLine] = {}
    for task, number, plan, name, units, state, due, written, asked, *rest in rows:
        extensions, relapses, measures, measures_done, items, items_done, *days = rest
        completed, close_off_number, ended, step = days
        pace = pace_of(TaskState(state), _day(due), _day(completed), _day(step), today)
        lines[task] = TaskLine(
            number=number,
            plan=plan,
            name=name,
            units=tuple(json.loads(units)),
            state=TaskState(state),
            pace=pace,
            due=_day(due),
            deadline=written,
            requirement=asked,
            extensions=extensions,
            relapses=relapses,
            measures=measures,
            measures_done=measures_done,
            items=items,
            items_done=items_done,
            completed_on=_day(completed),
            close_off_number=close_off_number,
            ended_on=_day(ended),
        )
    return tuple(lines[task] for task in tasks if task in lines)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
