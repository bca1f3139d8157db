"""`report search-list`: a search for the same elsewhere (排查清单) as PDF."""

from pathlib import Path
from typing import Any

import click

from inspector.cli.reporting import report_options, write_issued
from inspector.words import _


@click.command(
    name="search-list",
    help=_(
        "The list of a search for the same elsewhere, by its number or id; a draft without --sign or --ink."
    ),
)
@click.argument("search")
@report_options
def search_list(search: str, workspace: Path, **how: Any) -> None:
    """Write the list and say what it is."""
    from inspector.model.issued_report import ReportKind

    write_issued(workspace, ReportKind.SEARCH_LIST, (search,), how)
