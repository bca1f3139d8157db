"""`report wallchart`: tasks against time (挂图作战) as PDF on sheets of A3, or as JSON."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspector.charts.wall_facts import WallLook
from inspector.cli.opening import asked, now, opened
from inspector.cli.progress import grid_called, grid_option
from inspector.cli.reporting import issued_pdf, numbers_options, say_written
from inspector.cli.speaking import Misused, give_json
from inspector.errors import Refused
from inspector.words import N_, _

if TYPE_CHECKING:
    from db.connection import Reader
    from inspector.charts.wall_facts import Wall, WallTask


@click.command(
    name="wallchart",
    help=_(
        "The wall chart: every task of plans against time, by region or lead unit, on sheets of A3 to be "
        "glued together; a draft without --sign or --ink. With --json its rows, and without --to nothing "
        "else."
    ),
)
@grid_option
@click.option("--plan", default="", help=_("Only tasks of this plan, by its title or id."))
@click.option("--unit", default="", help=_("Only tasks of this unit."))
@click.option(
    "--state",
    "look",
    default="",
    type=click.Choice(["", *(one.value for one in WallLook)]),
    help=_("Only tasks in this state."),
)
@click.option("--year", default="", help=_("Only tasks due in this year."))
@click.option("--sheets", default="1x1", help=_("Sheets of A3 side by side and below, such as 2x3."))
@numbers_options
def report_wall_chart(grid: str, plan: str, workspace: Path, **how: Any) -> None:
    """Write the chart and say what it is, or give its rows."""
    from db.queries.wall_chart import WallScope, wall_of
    from inspector.model.issued_report import ReportKind

    if how["to"] is None and not how["as_json"]:
        raise Misused(_("Say with --to which PDF to write, or ask for the rows with --json."))
    chosen = {name: how.pop(name) for name in ("unit", "look", "year", "sheets")}
    with opened(workspace) as kept, asked(kept) as reader:
        about = (grid_called(reader, grid), _plan_called(reader, plan), *chosen.values())
        scope = WallScope.of(about)
        wall = wall_of(reader, scope, now().day)
    written = issued_pdf(workspace, ReportKind.WALL_CHART, scope.about, how) if how["to"] else {}
    if how["as_json"]:
        give_json(written | _told(wall))
    else:
        say_written(written, how)


def draft_wall_chart(folder: Path, grid: str, to: Path) -> None:
    """Write the draft of the chart of all plans of ``grid`` on two sheets side by side."""
    from db.queries.wall_chart import WallScope
    from inspector.model.issued_report import ReportKind

    scope = WallScope.of((grid, "", "", "", "", "2x1"))
    how = {"to": to, "signer": None, "ink": False, "photos_per_page": None}
    issued_pdf(folder, ReportKind.WALL_CHART, scope.about, how)


def _plan_called(reader: "Reader", name: str) -> str:
    """Find a plan by id or title, none without a name. Raises Refused unless there is one."""
    if not name:
        return ""
    found = reader.rows("SELECT id FROM plan WHERE ? IN (id, title)", (name,))
    if len(found) != 1:
        raise Refused(N_("There is not exactly one plan called {name} in this workspace."), name=name)
    return str(found[0][0])


def _told(wall: "Wall") -> dict[str, object]:
    return {
        "day": wall.today.isoformat(),
        "counts": wall.counts,
        "groups": [
            {
                "name": group.name,
                "lane": group.lane,
                "tasks": [_row(task) for task in group.tasks],
            }
            for group in wall.groups
        ],
        "regions": [{"name": region.name, "counts": region.counts} for region in wall.regions],
    }


def _row(task: "WallTask") -> dict[str, object]:
    return {
        "id": task.key,
        "number": task.number,
        "name": task.name,
        "units": list(task.units),
        "start": task.start.isoformat() if task.start else None,
        "due": task.due.isoformat() if task.due else None,
        "deadline": task.deadline,
        "state": task.state,
        "pace": task.pace,
        "look": task.look,
        "sites": task.items,
        "sites_done": task.items_done,
        "measures": [{"due": mark.day.isoformat(), "done": mark.is_done} for mark in task.marks],
    }
