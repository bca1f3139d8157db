"""The reports of this workspace, of a patrol or issued: gathered, ordered, built once and kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from db.connection import Reader
from db.issued_reports import gather_issued
from db.queries.carried_entries import entries_of_patrol, previews_of_patrol
from db.queries.issues import issue_of
from db.queries.patrol_paper import patrol_paper
from db.queries.reports import report_row
from db.report_orders import Gathered, Order
from db.workspace import Workspace
from inspector.errors import Refused
from inspector.reports.attachment import Stage, read_data
from inspector.words import N_

KIND = "patrol"
FILE_TITLE = N_("daily patrol report")


def report_file(reader: Reader, workspace: Workspace, subject: str) -> Path:
    """Give where the final report of ``subject``, a patrol or an issued report, lies or will lie."""
    return _gathered(reader, workspace, subject, Stage.FINAL).file_in(workspace)


def order_report(
    reader: Reader,
    workspace: Workspace,
    subject: str,
    stage: Stage,
    to: Path | None = None,
    *,
    in_ink: bool = False,
    photos_per_page: int = 0,
) -> Order:
    """Gather the report of ``subject``: what is printed, and the entries, previews and data it carries.

    It goes where ``report_file`` says unless ``to`` names another place; ``photos_per_page`` is 2, 4 or 6,
    and 0 as the office rules. An issued report is final. Raises Refused for what nobody knows, and for a
    final of a patrol that is still open.
    """
    workspace.settle()
    gathered = _gathered(reader, workspace, subject, stage, in_ink=in_ink)
    if photos_per_page:
        gathered = replace(gathered, paper=replace(gathered.paper, photos_per_page=photos_per_page))
    return gathered.order(workspace, to)


@dataclass(frozen=True, slots=True)
class FinalReport:
    """A final report on the disk, and the fields its entries say were signed."""

    file: Path
    number: str
    signed: tuple[str, ...]


def final_report(
    reader: Reader,
    workspace: Workspace,
    subject: str,
    build: Callable[[Order], object],
    *,
    photos_per_page: int = 0,
) -> FinalReport:
    """Give the final report of ``subject``; ``build`` makes it where it is not there, once and for all.

    Raises Refused as ``order_report`` does, and when a report that was signed is missing: built anew it would
    not be what people signed.
    """
    gathered = _gathered(reader, workspace, subject, Stage.FINAL)
    file = gathered.file_in(workspace)
    rows = reader.rows("SELECT field FROM report_signature WHERE subject = ? ORDER BY position", (subject,))
    if not file.exists():
        if rows:
            raise Refused(
                N_("The signed report {name} is missing; bring it back from a backup."), name=file.name
            )
        build(order_report(reader, workspace, subject, Stage.FINAL, photos_per_page=photos_per_page))
    return FinalReport(file, gathered.paper.number, tuple(field for (field,) in rows))


def lay_out_again(
    reader: Reader, workspace: Workspace, subject: str, build: Callable[[Order], object], photos_per_page: int
) -> Path:
    """Build a final anew with so many photos on a page, before anybody signed it, and give where it lies.

    Raises Refused once somebody signed, or a sealed print of it came back.
    """
    row = report_row(reader, workspace.folder, subject)
    if row is None or row.signed or row.scans or not row.made_here:
        raise Refused(N_("This report was signed or sealed; its pages never change again."))
    order = order_report(reader, workspace, subject, Stage.FINAL, photos_per_page=photos_per_page)
    build(order)
    return order.to


def _gathered(
    reader: Reader, workspace: Workspace, subject: str, stage: Stage, *, in_ink: bool = False
) -> Gathered:
    issue = issue_of(reader, subject)
    if issue:
        return gather_issued(reader, workspace, issue)
    paper = patrol_paper(reader, workspace.blobs, subject, stage, in_ink=in_ink)
    gathered = Gathered(
        kind=KIND,
        subject=subject,
        paper=paper,
        place=paper.grid,
        title=FILE_TITLE,
        numbered=False,
        entries=partial(entries_of_patrol, reader, subject),
        previews=partial(previews_of_patrol, reader, subject),
    )
    code = _code_beside_namesake(reader, subject)
    if code and not _is_report_of(gathered.file_in(workspace), subject):
        return replace(gathered, place=f"{paper.grid} {code}")
    return gathered


def _code_beside_namesake(reader: Reader, patrol: str) -> str:
    """Give the code of a round's grid if another grid of that name has a round on the same day."""
    found = reader.value(
        "SELECT grid.code FROM patrol JOIN grid ON grid.id = patrol.grid WHERE patrol.id = ? AND EXISTS"
        " (SELECT 1 FROM patrol AS other JOIN grid AS namesake ON namesake.id = other.grid"
        " WHERE other.day = patrol.day AND namesake.id <> grid.id AND namesake.name = grid.name)",
        (patrol,),
    )
    return str(found or "")


def _is_report_of(file: Path, subject: str) -> bool:
    """Say whether ``file`` was built for ``subject``, before a grid of the same name had a round too."""
    from inspector.reports.pdf_reading import open_pdf

    return file.exists() and read_data(open_pdf(file).carried().data).subject == subject
