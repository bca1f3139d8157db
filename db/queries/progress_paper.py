"""What the tables of progress (销号进度表) print, asked of the tables."""

from db.blob_files import BlobFiles
from db.connection import Reader
from db.queries.issues import Issue
from db.queries.paper_rules import ISSUER, paper_rules
from db.queries.progress_tables import ProgressRow, progress_tables, tasks_counted
from db.queries.site_sheets import names_of_people, signer
from inspector.errors import Refused
from inspector.model.ids import GridId
from inspector.model.task_progress import Progress
from inspector.reports.attachment import Stage
from inspector.reports.progress_paper import OverdueLine, ProgressLine, ProgressPaper
from inspector.words import N_


def progress_paper(reader: Reader, _blobs: BlobFiles, issue: Issue) -> ProgressPaper:
    """Give the progress of a grid as it is printed; ``about`` is the grid. Raises Refused for no grid."""
    grid = GridId(issue.about[0])
    found = progress_tables(reader, grid, issue.day)
    if not found.grid_name:
        raise Refused(N_("There is no such grid in this workspace."))
    rules, names = paper_rules(reader, ""), names_of_people(reader)
    return ProgressPaper(
        language=rules.language,
        stage=Stage.FINAL if issue.is_final else Stage.DRAFT,
        office=rules.office,
        number=issue.number,
        grid=found.grid_name,
        day=issue.day,
        issued=issue.issued,
        signers=(signer(ISSUER, names.get(issue.by, issue.by), issue),),
        is_sample=rules.is_sample,
        total=_line(found.total),
        regions=tuple(map(_line, found.regions)),
        departments=tuple(map(_line, found.departments)),
        overdue=tuple(
            OverdueLine(number=task.number, name=task.name, units=task.units, due=task.due, state=task.state)
            for task in tasks_counted(reader, grid, issue.day, Progress.OVERDUE)
            if task.due
        ),
    )


def progress_subjects(reader: Reader, issue: Issue) -> list[str]:
    """List what the tables rest on: every task they count."""
    grid = GridId(issue.about[0])
    return [task.id for task in tasks_counted(reader, grid, issue.day, Progress.TOTAL)]


def _line(row: ProgressRow) -> ProgressLine:
    return ProgressLine(name=row.name, counts=row.counts)
