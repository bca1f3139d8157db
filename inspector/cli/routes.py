"""`report route`: a group's route (督导路线图) as PDF; `export supervision`: what groups did in a period."""

from pathlib import Path
from typing import Any

import click

from inspector.cli.opening import asked, json_option, now, opened, workspace_option
from inspector.cli.progress import FORMS, grid_called, grid_option
from inspector.cli.reporting import report_options, write_issued
from inspector.cli.speaking import give_json, say
from inspector.words import _


@click.command(
    name="route",
    help=_(
        "The route of a supervision group, by its number or id: the stops in their order with the visits; a "
        "draft without --sign or --ink."
    ),
)
@click.argument("route")
@report_options
def route(route: str, workspace: Path, **how: Any) -> None:
    """Write the sheet and say what it is."""
    from inspector.model.issued_report import ReportKind

    write_issued(workspace, ReportKind.ROUTE_SHEET, (route,), how)


@click.command(
    name="supervision",
    help=_(
        "What supervision groups did in a period such as 2026-Q4: stops, visits, places looked at, findings, "
        "and meetings by kind, a row for each route and one for all."
    ),
)
@click.argument("period")
@grid_option
@click.option("--as", "form", required=True, type=click.Choice(FORMS), help=_("The kind of file."))
@click.option(
    "--to", type=click.Path(path_type=Path, dir_okay=False), required=True, help=_("The file to write.")
)
@workspace_option(_("The workspace."))
@json_option
def export_supervision(
    period: str, grid: str, form: str, to: Path, workspace: Path, *, as_json: bool
) -> None:
    """Write a row for each route and one for all, and count them."""
    from db.queries.summaries import closing_weekday
    from db.table_routes import write_route_numbers
    from inspector.model.period import period_named
    from inspector.tables.writing import Form

    with opened(workspace) as kept, asked(kept) as reader:
        named = period_named(period, closing_weekday(reader))
        rows = write_route_numbers(reader, to, Form(form), grid_called(reader, grid), named, now().day)
    if as_json:
        give_json({"file": str(to), "list": "supervision", "rows": rows})
    else:
        say(_("{file}: {rows} rows.", file=to, rows=rows))
