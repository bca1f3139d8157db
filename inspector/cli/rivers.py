"""`export river-sections`: river sections with their chief and the visits of a quarter, month or week."""

from pathlib import Path

import click

from inspector.cli.opening import asked, json_option, opened, workspace_option
from inspector.cli.progress import FORMS, grid_called, grid_option
from inspector.cli.speaking import give_json, say
from inspector.words import _


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
    from db.queries.river_sections import river_sections
    from db.queries.summaries import closing_weekday
    from inspector.model.period import period_named
    from inspector.tables.writing import Form, OutColumn, OutRow, write_list

    with opened(workspace) as kept, asked(kept) as reader:
        named = period_named(period, closing_weekday(reader))
        found = river_sections(reader, grid_called(reader, grid), named)
    columns = [
        OutColumn("grid", _("Grid"), 20),
        OutColumn("name", _("River section"), 24),
        OutColumn("chief", _("River chief"), 16),
        OutColumn("visits", _("Days visited"), 10),
        OutColumn("last_visit", _("Last visit"), 12),
        OutColumn("found", _("New findings"), 10),
        OutColumn("open", _("Open findings"), 10),
    ]
    rows = [
        OutRow((one.grid_name, one.name, one.chief, one.visits, one.last_visit, one.found, one.is_open))
        for one in found
    ]
    write_list(to, Form(form), f"{_('River sections')} {named.name}", columns, rows)
    if as_json:
        give_json({"file": str(to), "list": "river-sections", "rows": len(rows)})
    else:
        say(_("{file}: {rows} rows.", file=to, rows=len(rows)))
