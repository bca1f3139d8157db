"""`export findings|patrols|sites|entries`: lists as CSV, Excel, GeoJSON, JSON."""

from pathlib import Path

import click

from inspector.cli.opening import asked, json_option, opened, workspace_option
from inspector.cli.speaking import Misused, give_json, say
from inspector.words import _

LISTS = ("findings", "patrols", "sites", "entries")
FORMS = ("csv", "xlsx", "geojson", "json")


@click.command(
    help=_(
        "Write a list as a table: findings, patrols, sites or entries. GeoJSON and JSON have English keys."
    )
)
@click.argument("what", metavar="|".join(LISTS), type=click.Choice(LISTS))
@click.option("--as", "form", required=True, type=click.Choice(FORMS), help=_("The kind of file."))
@click.option(
    "--to", type=click.Path(path_type=Path, dir_okay=False), required=True, help=_("The file to write.")
)
@workspace_option(_("The workspace."))
@click.option(
    "--filter", "filters", multiple=True, metavar="FIELD=VALUE", help=_("Only rows with this value.")
)
@json_option
def export(
    what: str, form: str, to: Path, workspace: Path, filters: tuple[str, ...], *, as_json: bool
) -> None:
    """Write the file and count its rows."""
    from db.table_export import export_list
    from inspector.tables.writing import Form

    only = [_pair(text) for text in filters]
    with opened(workspace) as kept, asked(kept) as reader:
        rows = export_list(reader, what, to, Form(form), only)
    if as_json:
        give_json({"file": str(to), "list": what, "rows": rows})
    else:
        say(_("{file}: {rows} rows.", file=to, rows=rows))


def _pair(text: str) -> tuple[str, str]:
    field, mark, value = text.partition("=")
    if not mark or not field:
        raise Misused(_("--filter is given as FIELD=VALUE."))
    return field, value
