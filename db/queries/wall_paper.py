"""What a wall chart (挂图作战) prints, asked of the tables."""

from collections.abc import Iterator

from db.blob_files import BlobFiles
from db.connection import Reader
from db.queries.issues import Issue
from db.queries.paper_rules import ISSUER, paper_rules
from db.queries.site_sheets import names_of_people, signer
from db.queries.wall_chart import WallScope, wall_of
from inspector.charts.wall_facts import LOOK_NAMES, WallLook
from inspector.errors import Refused
from inspector.reports.attachment import Stage
from inspector.reports.wall_paper import WallPaper
from inspector.words import N_, Say, in_language

MOST_TASKS = 2000
"""More rows are no chart any more."""


def wall_paper(reader: Reader, _blobs: BlobFiles, issue: Issue) -> WallPaper:
    """Give the wall chart of a grid as it is printed; ``about`` is that of a ``WallScope``.

    Raises Refused for no grid, for what no chart is made of, and for more tasks than a chart holds.
    """
    scope = WallScope.of(issue.about)
    name = reader.value("SELECT name FROM grid WHERE id = ?", (scope.grid,))
    if name is None:
        raise Refused(N_("There is no such grid in this workspace."))
    wall = wall_of(reader, scope, issue.day)
    if wall.tasks > MOST_TASKS:
        raise Refused(N_("A wall chart has at most {limit} tasks; narrow it."), limit=MOST_TASKS)
    rules, names = paper_rules(reader, ""), names_of_people(reader)
    across, down = scope.across_down
    return WallPaper(
        language=rules.language,
        stage=Stage.FINAL if issue.is_final else Stage.DRAFT,
        office=rules.office,
        number=issue.number,
        grid=str(name),
        day=issue.day,
        issued=issue.issued,
        signers=(signer(ISSUER, names.get(issue.by, issue.by), issue),),
        is_sample=rules.is_sample,
        wall=wall,
        across=across,
        down=down,
        described=scope_text(reader, scope, in_language(rules.language)),
    )


def wall_subjects(reader: Reader, issue: Issue) -> list[str]:
    """List what the chart rests on: its tasks."""
    wall = wall_of(reader, WallScope.of(issue.about), issue.day)
    return [task.key for group in wall.groups for task in group.tasks]


def scope_text(reader: Reader, scope: WallScope, say: Say) -> str:
    """Say which tasks are wanted; nothing where all are."""
    return say(", ").join(_described(reader, scope, say))


def _described(reader: Reader, scope: WallScope, say: Say) -> Iterator[str]:
    if scope.plan:
        yield str(reader.value("SELECT title FROM plan WHERE id = ?", (scope.plan,)) or scope.plan)
    if scope.unit:
        yield scope.unit
    if scope.look:
        yield say(LOOK_NAMES[WallLook(scope.look)])
    if scope.year:
        yield say("due in {year}", year=scope.year)
