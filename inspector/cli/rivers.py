"""`report river-sections`, `export river-sections`: sections with their chief and visits of a period."""

from pathlib import Path
from typing import Any

import click

from inspector.cli.opening import asked, json_option, now, opened, workspace_option
from inspector.cli.progress import FORMS, grid_called, grid_option
from inspector.cli.reporting import report_options, write_issued
from inspector.cli.speaking import give_json, say
from inspector.words import _


@click.command(
    name="river-sections",
    help=_(
        "The table of river sections with their chief and the visits due and paid in a period such as "
        "2026-Q4; a draft without --sign or --ink."
    ),
)
@click.argument("period")
@grid_option
@report_options
def report_river_sections(period: str, grid: str, workspace: Path, **how: Any) -> None:
    """Write the table and say what it is."""
    from db.queries.summaries import closing_weekday
    from inspector.model.issued_report import ReportKind
    from inspector.model.period import period_named

    with opened(workspace) as kept, asked(kept) as reader:
        named = period_named(period, closing_weekday(reader))
        found = grid_called(reader, grid)
    write_issued(workspace, ReportKind.RIVER_SECTIONS, (found, named.name), how)


@click.command(
    name="river-sections",
    help=_(
        "River sections with their chief, and how often each was visited in a period such as 2026-Q4 or "
        "2026-11."
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
def export_river_sections(
    period: str, grid: str, form: str, to: Path, workspace: Path, *, as_json: bool
) -> None:
    """Write a row for each section and count them."""
    from db.queries.summaries import closing_weekday
    from db.table_rivers import write_river_sections
    from inspector.model.period import period_named
    from inspector.tables.writing import Form

    with opened(workspace) as kept, asked(kept) as reader:
        named = period_named(period, closing_weekday(reader))
        rows = write_river_sections(reader, to, Form(form), grid_called(reader, grid), named, now().day)
    if as_json:
        give_json({"file": str(to), "list": "river-sections", "rows": rows})
    else:
        say(_("{file}: {rows} rows.", file=to, rows=rows))
