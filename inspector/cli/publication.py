"""`export publication`: the results of a week, month or quarter for the public, as HTML or PDF."""

from pathlib import Path

import click

from inspector.cli.opening import asked, json_option, now, opened, workspace_option
from inspector.cli.progress import grid_called, grid_option
from inspector.cli.speaking import give_json, say
from inspector.words import _


@click.command(
    name="publication",
    help=_(
        "The results of a period such as 2026-W47 or 2026-11 for the public: counts, and findings by the "
        "kind of site and the township; no names, no addresses, nothing that anybody wrote. A draft until "
        "the period is frozen."
    ),
)
@click.argument("period")
@grid_option
@click.option("--as", "form", required=True, type=click.Choice(["html", "pdf"]), help=_("The kind of file."))
@click.option(
    "--to", type=click.Path(path_type=Path, dir_okay=False), required=True, help=_("The file to write.")
)
@workspace_option(_("The workspace."))
@json_option
def export_publication(
    period: str, grid: str, form: str, to: Path, workspace: Path, *, as_json: bool
) -> None:
    """Write the file and say what it is."""
    from db.queries.publication import publication_paper
    from db.queries.summaries import closing_weekday
    from inspector.model.period import period_named
    from inspector.reports.publication_page import write_publication_page
    from inspector.reports.publication_report import build_publication

    with opened(workspace) as kept, asked(kept) as reader:
        named = period_named(period, closing_weekday(reader))
        paper = publication_paper(reader, kept.blobs, grid_called(reader, grid), named, now())
    if form == "pdf":
        build_publication(paper, to)
    else:
        write_publication_page(paper, to)
    if as_json:
        give_json({"file": str(to), "period": named.name, "stage": paper.stage.value})
    else:
        say(_("Written: {file}", file=to))
