"""`export week`: a week as Excel, CSV or JSON, its entries as a pack, or in a superior's own form."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspector.cli.help_texts import Page
from inspector.cli.opening import asked, json_option, now, opened, workspace_option
from inspector.cli.speaking import Misused, give_json, say
from inspector.errors import Refused
from inspector.words import N_, _

if TYPE_CHECKING:
    from db.connection import Reader
    from db.workspace import Workspace
    from inspector.reports.summary_paper import SummaryPaper

WEEK = "week"
FORMS = ("xlsx", "csv", "json", "gpk")


@click.command(
    WEEK,
    help=_(
        "Write the summary of a week such as 2026-W47, as it was frozen or else as it is now: a workbook "
        "with every part, all numbers as CSV or JSON, or the entries they rest on as a pack (gpk)."
    ),
)
@click.argument("period")
@click.option("--grid", default="", help=_("The grid, by code, name or id; else the topmost."))
@click.option("--as", "form", type=click.Choice(FORMS), help=_("The kind of file."))
@click.option(
    "--form",
    "blank",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help=_("The superior's own blank form, .xlsx or .docx, to be filled instead."),
)
@click.option(
    "--map",
    "mapped",
    multiple=True,
    metavar="CELL=FIELD",
    help=_(
        "What a cell of the form stands for, as Sheet!B7=findings; remembered for this form. Without it as "
        "the last time, or guessed from its words. A Word form has {{findings}} where a number belongs."
    ),
)
@click.option(
    "--to", type=click.Path(path_type=Path, dir_okay=False), required=True, help=_("The file to write.")
)
@workspace_option(_("The workspace."))
@json_option
def export_week(
    period: str,
    grid: str,
    form: str | None,
    to: Path,
    workspace: Path,
    blank: Path | None,
    mapped: tuple[str, ...],
    *,
    as_json: bool,
) -> None:
    """Write the file and say what it is."""
    from db.queries.summaries import closing_weekday
    from db.summary_book import paper_of_period, write_summary, write_summary_pack
    from db.workspace import Actor
    from inspector.cli.summaries import grid_called
    from inspector.model.period import Span, period_named
    from inspector.tables.writing import Form

    if (form is None) == (blank is None):
        raise Misused(_("Say with --as which kind of file, or with --form which form is filled."))
    told: dict[str, object]
    with opened(workspace) as kept, asked(kept) as reader:
        shown = period_named(period, closing_weekday(reader))
        if shown.span is not Span.WEEK:
            raise Refused(N_("{name} is no {span}."), name=period, span=_("week"))
        place = grid_called(reader, grid)
        nobody = Actor("", place)
        if form == "gpk":
            told = {"bytes": write_summary_pack(reader, kept, place, shown, nobody, now(), to)}
        else:
            paper = paper_of_period(reader, kept, place, shown, nobody, now())
            if blank:
                told = {"places": _fill(kept, reader, paper, blank, mapped, to)}
            else:
                told = {"rows": write_summary(paper, to, Form(str(form)))}
    if as_json:
        give_json({"file": str(to), "period": shown.name, **told})
    else:
        say(_("Written: {file}", file=to))


def _fill(
    workspace: "Workspace",
    reader: "Reader",
    paper: "SummaryPaper",
    blank: Path,
    mapped: tuple[str, ...],
    to: Path,
) -> dict[str, str]:
    """Fill the form and keep what its cells stand for; give that."""
    from db.summary_forms import fill_form, form_facts, proposal, remember_places
    from inspector.tables.form_workbook import DRAWINGS_LOST

    facts = form_facts(paper)
    placed = proposal(reader, blank, facts)
    places = dict(placed.places)
    for old, new in placed.moved:
        click.echo(_("The form changed: what stood at {old} goes to {new}.", old=old, new=new), err=True)
    for old in placed.lost:
        click.echo(_("The form changed: {old} is not found again and stays empty.", old=old), err=True)
    if placed.loses_drawings:
        click.echo(_(DRAWINGS_LOST), err=True)
    for text in mapped:
        cell, _mark, name = text.rpartition("=")
        key = facts.key_of(name)
        if not (cell and key):
            raise Misused(_("--map is given as CELL=FIELD; {text} names no field.", text=text))
        places[cell] = key
    fill_form(blank, places, facts, to)
    remember_places(workspace, blank, places)
    return places


export_week.context_class = Page
