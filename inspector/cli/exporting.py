"""`export findings|tasks|complaints|search-lists|…`: lists as CSV, Excel, GeoJSON, JSON."""

from pathlib import Path

import click

from inspector.cli.further_exports import ListsOrMore
from inspector.cli.opening import asked, json_option, now, opened, workspace_option
from inspector.cli.speaking import Misused, give_json, say
from inspector.words import _

LISTS = ("findings", "tasks", "complaints", "search-lists", "routes", "orders", "patrols", "sites", "entries")
WITH_PHOTOS = ("findings", "tasks")
FORMS = ("csv", "xlsx", "geojson", "json")


@click.command(
    cls=ListsOrMore,
    epilog=_(
        "`export feedback --help` tells of the sheets that units fill in, `export progress --help` of the "
        "tables of progress, `export publication --help` of the results for the public, "
        "`export river-sections --help` of rivers and their chiefs."
    ),
    help=_(
        "Write a list as a table: findings, tasks, complaints, search lists, orders, patrols, sites or"
        " entries. GeoJSON and JSON have English keys."
    ),
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
@click.option(
    "--photos", "has_photos", is_flag=True, help=_("With photos before and after in cells; Excel only.")
)
@json_option
def export(
    what: str,
    form: str,
    to: Path,
    workspace: Path,
    filters: tuple[str, ...],
    *,
    has_photos: bool,
    as_json: bool,
) -> None:
    """Write the file and count its rows."""
    if has_photos and (form != "xlsx" or what not in WITH_PHOTOS):
        raise Misused(_("--photos is for findings and tasks as xlsx."))
    from db.table_export import export_list
    from inspector.tables.writing import Form

    only = [_pair(text) for text in filters]
    with opened(workspace) as kept, asked(kept) as reader:
        if has_photos:
            from db.table_photos import export_ledger

            rows = export_ledger(reader, kept.blobs, what, to, only, today=now().day)
        else:
            rows = export_list(reader, what, to, Form(form), only, today=now().day)
    if as_json:
        give_json({"file": str(to), "list": what, "rows": rows})
    else:
        say(_("{file}: {rows} rows.", file=to, rows=rows))


def _pair(text: str) -> tuple[str, str]:
    field, mark, value = text.partition("=")
    if not mark or not field:
        raise Misused(_("--filter is given as FIELD=VALUE."))
    return field, value
