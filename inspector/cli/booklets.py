"""`report booklet`: the account of a unit (交账手册) as PDF, or of every unit into a folder."""

from pathlib import Path
from typing import Any

import click

from inspector.cli.opening import asked, opened
from inspector.cli.progress import grid_called, grid_option
from inspector.cli.reporting import issued_pdf, numbers_options, say_written
from inspector.cli.speaking import Misused, give_json, say
from inspector.words import _, plural


@click.command(
    name="booklet",
    help=_(
        "The account of a unit: its tasks with measures, deadlines, state and pace, open findings and what "
        "it has handed in, as the PDF --to; without UNIT that of each unit, into the folder --into. A draft "
        "without --sign or --ink."
    ),
)
@click.argument("unit", required=False, default="")
@grid_option
@click.option(
    "--into", type=click.Path(path_type=Path, file_okay=False), help=_("The folder for a PDF of each unit.")
)
@numbers_options
def booklet(unit: str, grid: str, into: Path | None, workspace: Path, **how: Any) -> None:
    """Write one booklet, or all of them, and say what was written."""
    from db.queries.unit_booklet import unit_accounts
    from inspector.model.issued_report import ReportKind

    if (how["to"] is None) is bool(unit) or (into is None) is not bool(unit):
        raise Misused(_("Give a unit with --to, or --into alone for all units."))
    with opened(workspace) as kept, asked(kept) as reader:
        found = grid_called(reader, grid)
        units = [one.unit for one in unit_accounts(reader, found)]
    if into is None:
        say_written(issued_pdf(workspace, ReportKind.UNIT_BOOKLET, (found, unit), how), how)
        return
    written = []
    for at, one in enumerate(units, 1):
        to = into / f"{at:02d}_{''.join(sign if sign not in _NOT_IN_NAMES else ' ' for sign in one)}.pdf"
        into.mkdir(parents=True, exist_ok=True)
        built = issued_pdf(workspace, ReportKind.UNIT_BOOKLET, (found, one), how | {"to": to})
        written.append(built | {"unit": one})
    if how["as_json"]:
        give_json({"folder": str(into), "booklets": written})
    else:
        say(plural("{n} booklet in {folder}.", "{n} booklets in {folder}.", len(written), folder=into))


_NOT_IN_NAMES = frozenset('<>:"/\\|?*')
