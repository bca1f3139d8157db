"""`report week`, `report month`: the summary of a period as PDF, or its numbers as JSON."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspector.cli.opening import asked, chance, now, opened, person_named
from inspector.cli.reporting import issued_pdf, numbers_options, say_written
from inspector.cli.speaking import Misused, give_json, passphrase
from inspector.cli.summary_numbers import frozen_numbers, told_numbers, told_rates
from inspector.cli.summary_texts import told_texts
from inspector.errors import Refused
from inspector.words import N_, _, in_language, spoken

if TYPE_CHECKING:
    from db.connection import Reader
    from db.workspace import Workspace
    from inspector.model.ids import GridId
    from inspector.model.period import Period
    from inspector.model.summary import Texts

_TEXTS = (
    click.option("--problems", default="", help=_("Problems that stand out.")),
    click.option("--help-needed", default="", help=_("Help needed from above.")),
    click.option("--next", "coming", default="", help=_("What comes next.")),
    click.option(
        "--missing",
        "chases",
        is_flag=True,
        help=_("Write only the text that asks the grids for what is missing, to paste."),
    ),
    click.option(
        "--signatures",
        "places",
        type=click.Choice(["1", "2", "3"]),
        default="1",
        help=_("Digital signatures it waits for: 1 who issues it, 2 also who reviews, 3 also who approves."),
    ),
)


def _texts(command: Any) -> Any:
    for option in reversed(_TEXTS):
        command = option(command)
    return command


_taking_over = click.option(
    "--take-over",
    "takes",
    is_flag=True,
    help=_("Fill texts that are not given with those of its weeks or months, each under its name."),
)


@click.command(
    name="week",
    help=_(
        "The summary of a week such as 2026-W47; a draft without --sign or --ink. --sign freezes the week "
        "where that was not done yet. With --json its numbers, and without --to nothing else: as frozen, "
        "with those of today beside them."
    ),
)
@click.argument("period")
@click.option("--grid", default="", help=_("The grid, by code, name or id; else the topmost."))
@_texts
@numbers_options
def week(period: str, workspace: Path, **how: Any) -> None:
    """Write the summary of a week."""
    _summary(period, "week", workspace, how)


@click.command(
    name="month",
    help=_(
        "The summary of a month such as 2026-11 with its rates, as `report week` has it for a week. With "
        "--json also last month, the same month a year before, and the rates of each grid right below."
    ),
)
@click.argument("period")
@click.option("--grid", default="", help=_("The grid, by code, name or id; else the topmost."))
@_texts
@_taking_over
@numbers_options
def month(period: str, workspace: Path, **how: Any) -> None:
    """Write the summary of a month."""
    _summary(period, "month", workspace, how)


@click.command(name="quarter", help=_("The summary of a quarter such as 2026-Q4, as `report month` has it."))
@click.argument("period")
@click.option("--grid", default="", help=_("The grid, by code, name or id; else the topmost."))
@_texts
@_taking_over
@numbers_options
def quarter(period: str, workspace: Path, **how: Any) -> None:
    """Write the summary of a quarter."""
    _summary(period, "quarter", workspace, how)


def _summary(named: str, span: str, folder: Path, how: dict[str, Any]) -> None:
    from db.queries.summaries import chasing_text, closing_weekday, frozen_in_force, missing_rounds
    from inspector.model.issued_report import ReportKind
    from inspector.model.period import period_named
    from inspector.model.summary import Texts

    grid_name, texts = how.pop("grid"), [how.pop(name) for name in ("problems", "help_needed", "coming")]
    takes = how.pop("takes", False)
    places, chases = int(how.pop("places")), how.pop("chases")
    with opened(folder) as workspace, asked(workspace) as reader:
        period = period_named(named, closing_weekday(reader))
        if period.span != span:
            raise Refused(N_("{name} is no {span}."), name=named, span=_(_SPANS[span]))
        grid = grid_called(reader, grid_name)
        if chases:
            missing = missing_rounds(reader, grid, period, now().day)
            click.echo(chasing_text(period, missing, in_language(spoken())))
            return
        frozen = frozen_in_force(reader, grid, period)
        given = Texts(problems=texts[0], help=texts[1], next=texts[2])
        told = told_texts(workspace, reader, grid, period, frozen, given, takes=takes)
        if frozen is None and how["signer"]:
            _freeze(workspace, reader, grid, period, told, how["signer"])
            frozen = frozen_in_force(reader, grid, period)
        numbers: dict[str, object] = {}
        if how["as_json"]:
            kept = frozen_numbers(workspace, reader, grid, period)
            numbers = told_numbers(reader, grid, period, kept)
            numbers |= {} if span == "week" else told_rates(reader, grid, period, kept)
        issued = _issued(reader, grid, frozen.id) if frozen else None
    about = (issued,) if issued else (grid, period.name, frozen.id if frozen else "")
    if how["to"] is None and not how["as_json"]:
        raise Misused(_("Say with --to which PDF to write, or ask for the numbers with --json."))
    written = issued_pdf(folder, ReportKind.SUMMARY, about, how, places=places) if how["to"] else {}
    if how["as_json"]:
        give_json(numbers)
    else:
        say_written(written, how)


_SPANS = {"week": N_("week"), "month": N_("month"), "quarter": N_("quarter")}


def grid_called(reader: "Reader", name: str) -> "GridId":
    """Find a grid by code, name or id; without a name the topmost. Raises Refused unless there is one."""
    from inspector.model.ids import GridId

    where = "? IN (id, name, code)" if name else "parent = ?"
    found = reader.rows(f"SELECT id FROM grid WHERE {where}", (name,))  # noqa: S608 - our own words
    if len(found) != 1:
        raise Refused(N_("There is not exactly one grid called {name} in this workspace."), name=name)
    return GridId(found[0][0])


def _issued(reader: "Reader", grid: str, summary: str) -> str | None:
    """Find the report of a frozen summary that was issued: it is signed further, never issued again."""
    row = reader.row(
        "SELECT id FROM issued_report WHERE kind = 'summary' AND about = ?"
        " AND EXISTS (SELECT 1 FROM json_each(also) WHERE value = ?)",
        (grid, summary),
    )
    return row[0] if row else None


def _freeze(
    workspace: "Workspace", reader: "Reader", grid: "GridId", period: "Period", texts: "Texts", signer: str
) -> None:
    from db.keys import kept_keys, open_person_key
    from db.queries.summaries import texts_key
    from db.summary_freezing import freeze_summary

    actor = person_named(reader, signer)
    keys = kept_keys(workspace.folder, actor.person)
    if not keys:
        raise Refused(N_("{name} has no certificate in this workspace."), name=signer)
    key = open_person_key(keys[0], passphrase(_("Passphrase of {name}", name=signer)))
    draft = texts_key(grid, period)
    freeze_summary(workspace, grid, period, texts, actor, now(), key, chance, finishes=draft)
