"""`demo`: the sample county."""

import sys
from pathlib import Path

import click

from inspector.cli.looking import show
from inspector.cli.opening import now
from inspector.cli.speaking import Status, say
from inspector.cli.wall_chart import draft_wall_chart
from inspector.words import _


@click.command(help=_("Make a sample county with weeks of patrols, summaries and a signed report in FOLDER."))
@click.argument("folder", type=click.Path(path_type=Path))
def demo(folder: Path) -> int:
    """Make the sample, say where everything lies, and end with the verdict on its report."""
    from inspector.reports.verification import Verifier
    from inspector.sample import PASSPHRASE, make_sample
    from inspector.sample.county import COUNTY

    made = make_sample(folder, now(), report=_progress)
    say(_("Workspace: {folder}", folder=made.folder))
    say(_("Passphrase of its keys: {passphrase}", passphrase=PASSPHRASE))
    say(_("Signed daily report: {file}", file=made.report))
    for summary in made.summaries:
        say(_("Signed summary: {file}", file=summary))
    chart = made.folder / "wallchart.pdf"
    draft_wall_chart(made.folder, COUNTY, chart)
    say(_("Wall chart, a draft: {file}", file=chart))
    with Verifier() as verifier:
        verdict = verifier.verify(made.report, made.known)
    show(verdict)
    return Status.DONE if verdict.valid and verdict.complete else Status.REFUSED


def _progress(done: int, total: int) -> None:
    """Count on a terminal; say nothing into a file."""
    if sys.stderr.isatty():
        click.echo(f"\r{done} / {total} ", nl=done == total, err=True)
