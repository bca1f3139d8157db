"""`export week`: the numbers of a week as Excel, CSV or JSON, their entries as a pack."""

from pathlib import Path

import click

from inspector.cli.help_texts import Page
from inspector.cli.opening import asked, json_option, now, opened, workspace_option
from inspector.cli.speaking import give_json, say
from inspector.errors import Refused
from inspector.words import N_, _

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
@click.option("--as", "form", required=True, type=click.Choice(FORMS), help=_("The kind of file."))
@click.option(
    "--to", type=click.Path(path_type=Path, dir_okay=False), required=True, help=_("The file to write.")
)
@workspace_option(_("The workspace."))
@json_option
def export_week(period: str, grid: str, form: str, to: Path, workspace: Path, *, as_json: bool) -> None:
    """Write the file and say what it is."""
    from db.queries.summaries import closing_weekday
    from db.summary_book import paper_of_period, write_summary, write_summary_pack
    from db.workspace import Actor
    from inspector.cli.summaries import grid_called
    from inspector.model.period import Span, period_named
    from inspector.tables.writing import Form

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
            told = {"rows": write_summary(paper, to, Form(form))}
    if as_json:
        give_json({"file": str(to), "period": shown.name, **told})
    else:
        say(_("Written: {file}", file=to))


export_week.context_class = Page
