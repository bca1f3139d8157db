"""`report week`, `report month`: the summary of a period as PDF, or its numbers as JSON."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspector.cli.opening import asked, chance, now, opened, person_named
from inspector.cli.reporting import issued_pdf, numbers_options, say_written
from inspector.cli.speaking import Misused, give_json, passphrase
from inspector.errors import Refused
from inspector.words import N_, _, in_language, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.connection import Reader
    from db.workspace import Workspace
    from inspector.model.ids import GridId
    from inspector.model.period import Period
    from inspector.model.rates import Rate

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


@click.command(
    name="week",
    help=_(
        "The summary of a week such as 2026-W47; a draft without --sign or --ink. --sign freezes the week "
        "where that was not done yet. With --json its numbers, and without --to nothing else."
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
@numbers_options
def month(period: str, workspace: Path, **how: Any) -> None:
    """Write the summary of a month."""
    _summary(period, "month", workspace, how)


@click.command(name="quarter", help=_("The summary of a quarter such as 2026-Q4, as `report month` has it."))
@click.argument("period")
@click.option("--grid", default="", help=_("The grid, by code, name or id; else the topmost."))
@_texts
@numbers_options
def quarter(period: str, workspace: Path, **how: Any) -> None:
    """Write the summary of a quarter."""
    _summary(period, "quarter", workspace, how)


def _summary(named: str, span: str, folder: Path, how: dict[str, Any]) -> None:
    from db.queries.summaries import chasing_text, closing_weekday, frozen_in_force, missing_rounds
    from inspector.model.issued_report import ReportKind
    from inspector.model.period import period_named

    grid_name, texts = how.pop("grid"), [how.pop(name) for name in ("problems", "help_needed", "coming")]
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
        if frozen is None and how["signer"]:
            _freeze(workspace, reader, grid, period, texts, how["signer"])
            frozen = frozen_in_force(reader, grid, period)
        numbers = _numbers(reader, grid, period) | ({} if span == "week" else _rates(reader, grid, period))
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
    workspace: "Workspace", reader: "Reader", grid: "GridId", period: "Period", texts: list[str], signer: str
) -> None:
    from db.keys import kept_keys, open_person_key
    from db.summary_freezing import freeze_summary
    from inspector.model.summary import Texts

    actor = person_named(reader, signer)
    keys = kept_keys(workspace.folder, actor.person)
    if not keys:
        raise Refused(N_("{name} has no certificate in this workspace."), name=signer)
    key = open_person_key(keys[0], passphrase(_("Passphrase of {name}", name=signer)))
    problems, needed, coming = texts
    told = Texts(problems=problems, help=needed, next=coming)
    freeze_summary(workspace, grid, period, told, actor, now(), key, chance)


def _numbers(reader: "Reader", grid: "GridId", period: "Period") -> dict[str, object]:
    """Give the numbers of a period with their English names, each grid right below, and what is missing."""
    from db.queries.lacking import lacking_entries
    from db.queries.numbers import Breakdown, numbers_by, numbers_of
    from db.queries.summaries import frozen_summaries, missing_rounds

    today = now().day
    names: dict[str, str] = dict(reader.rows("SELECT id, code FROM grid"))
    numbers = numbers_of(reader, grid, period, today)
    return {
        "period": period.name,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "grid": names[grid],
        "numbers": {str(number): count for number, count in numbers.total.items()},
        "grids": {
            names[one]: {str(number): count for number, count in row.items()}
            for one, row in numbers.by_grid.items()
        },
        **{
            f"by_{by}": {
                name: {str(number): count for number, count in row.items()}
                for name, row in numbers_by(reader, by, grid, period, today).items()
            }
            for by in Breakdown
        },
        "lacking": lacking_entries(reader)._asdict(),
        "missing": [
            {
                "grid": names[one.grid],
                "first": one.first.isoformat(),
                "last": one.last.isoformat(),
                "due": one.due,
                "made": one.made,
                "reason": one.reason,
            }
            for one in missing_rounds(reader, grid, period, today)
        ],
        "frozen": [
            {"id": one.id, "by": one.by_name, "state": str(one.state), "reason": one.reason}
            for one in frozen_summaries(reader, grid, period)
        ],
    }


def _rates(reader: "Reader", grid: "GridId", period: "Period") -> dict[str, object]:
    """Give the rates of a period, of the one before and of the year before, in tenths of a percent.

    Beside them stand the orders that it looks back on, and how each was met.
    """
    from db.queries.month import comparison
    from db.queries.orders import earlier_orders

    def told(rates: "Mapping[Rate, int | None]") -> dict[str, int | None]:
        return {str(rate): share for rate, share in rates.items()}

    codes: dict[str, str] = dict(reader.rows("SELECT id, code FROM grid"))
    together, *grids = comparison(reader, grid, period, now().day)
    return {
        "rates": told(together.now.rates),
        "rates_before": told(together.before.rates),
        "rates_year_before": told(together.year_before.rates),
        "earlier_orders": [
            {
                "number": one.number,
                "document": one.document,
                "title": one.title,
                "addressee": one.addressee,
                "issued": one.issued_on.isoformat(),
                "due": one.due_on.isoformat(),
                "state": one.state,
                "met": one.met,
            }
            for one in earlier_orders(reader, grid, period, now().day)
        ],
        "rates_by_grid": {codes[row.grid]: told(row.now.rates) for row in grids},
    }
