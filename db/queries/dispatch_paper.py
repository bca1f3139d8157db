"""What a dispatch list (调度清单) prints, asked of the tables."""

from collections.abc import Iterator

from db.blob_files import BlobFiles
from db.connection import Reader
from db.queries.dispatch_list import NO_LIST, DispatchRow, DispatchScope, dispatch_rows, note_text
from db.queries.issues import Issue
from db.queries.paper_rules import ISSUER, paper_rules
from db.queries.site_sheets import names_of_people, signer
from inspector.errors import Refused
from inspector.model.dispatch_list import DISPATCH_STATE_NAMES, DispatchState
from inspector.model.task_state import PACE_NAMES, Pace
from inspector.reports.attachment import Stage
from inspector.reports.dispatch_paper import DispatchLine, DispatchPaper
from inspector.words import N_, Say, in_language

MOST_LINES = 2000
"""More lines are no paper any more; the export takes any number."""


def dispatch_paper(reader: Reader, _blobs: BlobFiles, issue: Issue) -> DispatchPaper:
    """Give a dispatch list as it is printed; ``about`` is that of a ``DispatchScope``.

    Raises Refused for a grid, a period or a filter nobody knows, and for more lines than a paper holds.
    """
    scope = DispatchScope.of(reader, issue.about)
    name = reader.value("SELECT name FROM grid WHERE id = ?", (scope.grid,))
    if name is None:
        raise Refused(NO_LIST)
    rows = dispatch_rows(reader, scope, issue.day)
    if len(rows) > MOST_LINES:
        raise Refused(
            N_("A dispatch list on paper has at most {limit} lines; narrow it, or export it."),
            limit=MOST_LINES,
        )
    rules, names = paper_rules(reader, ""), names_of_people(reader)
    say = in_language(rules.language)
    return DispatchPaper(
        language=rules.language,
        stage=Stage.FINAL if issue.is_final else Stage.DRAFT,
        office=rules.office,
        number=issue.number,
        grid=str(name),
        day=issue.day,
        issued=issue.issued,
        signers=(signer(ISSUER, names.get(issue.by, issue.by), issue),),
        is_sample=rules.is_sample,
        period=scope.period,
        lines=tuple(_line(row, say) for row in rows),
        described=say(", ").join(_described(scope, say)),
    )


def dispatch_subjects(reader: Reader, issue: Issue) -> list[str]:
    """List what the list rests on: its tasks and findings."""
    return [row.subject for row in dispatch_rows(reader, DispatchScope.of(reader, issue.about), issue.day)]


def _line(row: DispatchRow, say: Say) -> DispatchLine:
    return DispatchLine(
        number=row.number,
        problem=row.problem,
        units=row.units,
        goal=row.goal,
        due=row.due,
        deadline=row.deadline,
        measure=row.measure,
        state=row.state,
        pace=row.pace,
        difficulty=row.difficulty,
        supervision=row.supervision,
        ahead=tuple(note_text(row, say)),
    )


def _described(scope: DispatchScope, say: Say) -> Iterator[str]:
    """Say which rows were wanted."""
    if scope.unit:
        yield scope.unit
    if scope.state:
        yield say(DISPATCH_STATE_NAMES[DispatchState(scope.state)])
    if scope.pace:
        yield say(PACE_NAMES[Pace(scope.pace)])
    if scope.keys:
        yield say("chosen lines")
