"""Every command by its name."""

import click

from inspector import __version__
from inspector.cli.booklets import booklet
from inspector.cli.carrying import import_group, receive
from inspector.cli.case_papers import finding, ledger, task
from inspector.cli.checklists import checklist
from inspector.cli.circulars import report_circular
from inspector.cli.dispatch_list import report_dispatch_list
from inspector.cli.exporting import export
from inspector.cli.feedback import send_sheets, take_sheets
from inspector.cli.filing import scans
from inspector.cli.further_exports import FURTHER
from inspector.cli.help_texts import Page
from inspector.cli.importing import complaints, findings, grids, people, sites, tasks
from inspector.cli.importing_photos import photos
from inspector.cli.keeping import backup, check, rebuild, restore, status
from inspector.cli.looking import verify
from inspector.cli.making import demo
from inspector.cli.meetings import dispatch_group, meeting_group, meeting_record
from inspector.cli.order_steps import order_group
from inspector.cli.orders import order_letter
from inspector.cli.plans import plan_group
from inspector.cli.progress import report_progress
from inspector.cli.reporting import report
from inspector.cli.rivers import report_river_sections
from inspector.cli.routes import route
from inspector.cli.search_lists import search_list
from inspector.cli.summaries import month, quarter, week
from inspector.cli.wall_chart import report_wall_chart
from inspector.words import _


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_("Grid Inspector: patrols, findings and signed reports, with no network and no server."),
)
@click.version_option(__version__, prog_name="grid-inspector", help=_("Show the version and exit."))
@click.option("--debug", is_flag=True, help=_("Show where in the program an error happened."))
def commands(*, debug: bool) -> None:
    """Hold the commands; ``debug`` is read where errors become sentences."""


for _command in (checklist, complaints, findings, grids, people, photos, sites, tasks):
    import_group.add_command(_command)
for _command in (
    finding,
    task,
    ledger,
    report_dispatch_list,
    report_progress,
    route,
    report_river_sections,
    report_circular,
    report_wall_chart,
    booklet,
    search_list,
    order_letter,
    meeting_record,
    week,
    month,
    quarter,
):
    report.add_command(_command)
for _command in (
    demo,
    verify,
    report,
    plan_group,
    order_group,
    meeting_group,
    dispatch_group,
    import_group,
    export,
    receive,
    backup,
    restore,
    check,
    rebuild,
    status,
):
    commands.add_command(_command)
import_group.add_command(scans)
import_group.add_command(take_sheets)
send_sheets.context_class = Page
for _command in (
    commands,
    *commands.commands.values(),
    *import_group.commands.values(),
    *report.commands.values(),
    *plan_group.commands.values(),
    *order_group.commands.values(),
    *meeting_group.commands.values(),
    *dispatch_group.commands.values(),
    *FURTHER.values(),
):
    _command.context_class = Page
