"""`report progress`, `export progress`: how far the tasks of plans are, as PDF, table or JSON."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspector.cli.opening import asked, json_option, now, opened, workspace_option
from inspector.cli.reporting import report_options, write_issued
from inspector.cli.speaking import give_json, say
from inspector.errors import Refused
from inspector.words import N_, _

if TYPE_CHECKING:
    from db.connection import Reader
    from db.queries.progress_tables import ProgressTables
    from inspector.model.ids import GridId
    from inspector.tables.writing import OutColumn, OutRow

FORMS = ("csv", "xlsx", "json")
grid_option = click.option("--grid", default="", help=_("The grid, by code, name or id; else the topmost."))


@click.command(
    name="progress",
    help=_(
        "How far the tasks of plans are, by region and by department, and those past their deadline; a draft "
        "without --sign or --ink."
    ),
)
@grid_option
@report_options
def report_progress(grid: str, workspace: Path, **how: Any) -> None:
    """Write the tables and say what they are."""
    from inspector.model.issued_report import ReportKind

    with opened(workspace) as kept, asked(kept) as reader:
        found = grid_called(reader, grid)
    write_issued(workspace, ReportKind.PROGRESS, (found,), how)


@click.command(
    name="progress",
    help=_("How far the tasks of plans are, by region and by department, a row each."),
)
@grid_option
@click.option("--as", "form", required=True, type=click.Choice(FORMS), help=_("The kind of file."))
@click.option(
    "--to", type=click.Path(path_type=Path, dir_okay=False), required=True, help=_("The file to write.")
)
@workspace_option(_("The workspace."))
@json_option
def export_progress(grid: str, form: str, to: Path, workspace: Path, *, as_json: bool) -> None:
    """Write the rows and count them."""
    from db.queries.progress_tables import progress_tables
    from inspector.tables.writing import Form, write_list

    with opened(workspace) as kept, asked(kept) as reader:
        found = progress_tables(reader, grid_called(reader, grid), now().day)
    columns, rows = _table(found)
    write_list(to, Form(form), _("Progress"), columns, rows)
    if as_json:
        give_json({"file": str(to), "list": "progress", "rows": len(rows)})
    else:
        say(_("{file}: {rows} rows.", file=to, rows=len(rows)))


def grid_called(reader: "Reader", name: str) -> "GridId":
    """Find a grid by id, name or code, the topmost without a name. Raises Refused unless there is one."""
    from inspector.model.ids import GridId

    where = "? IN (id, name, code)" if name else "parent = ?"
    found = reader.rows(f"SELECT id FROM grid WHERE {where}", (name,))  # noqa: S608 - our own words
    if len(found) != 1:
        raise Refused(N_("There is not exactly one grid called {name} in this workspace."), name=name)
    return GridId(found[0][0])


def _table(found: "ProgressTables") -> "tuple[list[OutColumn], list[OutRow]]":
    from db.queries.progress_tables import Rows
    from inspector.model.task_progress import PROGRESS_NAMES, Progress, closed_share
    from inspector.tables.writing import OutColumn, OutRow

    kinds = {
        Rows.REGIONS: _("region"),
        Rows.DEPARTMENTS: _("department"),
        Rows.ALL: _("all, each task once"),
    }
    columns = [
        OutColumn("rows", _("Rows"), said=lambda one: kinds[one]),
        OutColumn("name", _("Name"), 24),
        *(OutColumn(one.value, _(PROGRESS_NAMES[one]), 12) for one in Progress),
        OutColumn("share", _("share closed off"), 12, code=True),
    ]
    rows = [
        OutRow((kind, row.name, *(row.counts[one] for one in Progress), closed_share(row.counts)))
        for kind, listed in (
            (Rows.REGIONS, found.regions),
            (Rows.DEPARTMENTS, found.departments),
            (Rows.ALL, (found.total,)),
        )
        for row in listed
    ]
    return columns, rows
