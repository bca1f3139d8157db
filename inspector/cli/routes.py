"""`report route`: the sheet of a supervision group's route (督导路线图) as PDF."""

from pathlib import Path
from typing import Any

import click

from inspector.cli.reporting import report_options, write_issued
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
