"""`report dispatch-list`, `export dispatch-list`: what is under dispatch in a period (调度清单)."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspector.cli.opening import asked, json_option, now, opened, workspace_option
from inspector.cli.progress import FORMS, grid_called
from inspector.cli.reporting import issued_pdf, numbers_options, say_written
from inspector.cli.speaking import Misused, give_json, say
from inspector.model.dispatch_list import DispatchState
from inspector.model.task_state import Pace
from inspector.words import _, in_language, spoken

if TYPE_CHECKING:
    from db.connection import Reader
    from db.queries.dispatch_list import DispatchRow, DispatchScope

LIST = "dispatch-list"
_WHICH = (
    click.option("--grid", default="", help=_("The grid, by code, name or id; else the topmost.")),
    click.option("--unit", default="", help=_("Only lines of this unit.")),
    click.option(
        "--state",
        type=click.Choice([one.value for one in DispatchState]),
        help=_("Only lines in this state."),
    ),
    click.option(
        "--pace", type=click.Choice([one.value for one in Pace]), help=_("Only lines of this pace.")
    ),
)


def _which(command: Any) -> Any:
    for option in reversed(_WHICH):
        command = option(command)
    return command


@click.command(
    name=LIST,
    help=_(
        "The dispatch list of a month such as 2026-11: every task and finding under dispatch with unit, "
        "goal, deadline, measure, state, pace, difficulty, supervision and next point; a draft without "
        "--sign or --ink. With --json its lines, and without --to nothing else."
    ),
)
@click.argument("period")
@_which
@numbers_options
def report_dispatch_list(period: str, workspace: Path, **how: Any) -> None:
    """Write the list and say what it is, or give its lines."""
    from db.queries.dispatch_list import dispatch_rows
    from inspector.model.issued_report import ReportKind

    if how["to"] is None and not how["as_json"]:
        raise Misused(_("Say with --to which PDF to write, or ask for the lines with --json."))
    chosen = {name: how.pop(name) for name in ("grid", "unit", "state", "pace")}
    with opened(workspace) as kept, asked(kept) as reader:
        scope = _scope(reader, period, chosen)
        rows = dispatch_rows(reader, scope, now().day)
    written = issued_pdf(workspace, ReportKind.DISPATCH_LIST, scope.about, how) if how["to"] else {}
    if how["as_json"]:
        give_json([_told(row) for row in rows])
    else:
        say_written(written, how)


@click.command(
    name=LIST,
    help=_("The dispatch list of a month such as 2026-11, a line for each task and finding under dispatch."),
)
@click.argument("period")
@_which
@click.option("--as", "form", required=True, type=click.Choice(FORMS), help=_("The kind of file."))
@click.option(
    "--to", type=click.Path(path_type=Path, dir_okay=False), required=True, help=_("The file to write.")
)
@workspace_option(_("The workspace."))
@json_option
def export_dispatch_list(
    period: str, form: str, to: Path, workspace: Path, *, as_json: bool, **chosen: str | None
) -> None:
    """Write the lines and count them."""
    from db.queries.dispatch_list import dispatch_rows
    from db.table_dispatch import dispatch_table
    from inspector.tables.writing import Form, write_list

    with opened(workspace) as kept, asked(kept) as reader:
        rows = dispatch_rows(reader, _scope(reader, period, chosen), now().day)
    columns, lines = dispatch_table(rows, in_language(spoken()))
    write_list(to, Form(form), _("Dispatch list"), columns, lines)
    if as_json:
        give_json({"file": str(to), "list": LIST, "rows": len(rows)})
    else:
        say(_("{file}: {rows} rows.", file=to, rows=len(rows)))


def _scope(reader: "Reader", period: str, chosen: dict[str, Any]) -> "DispatchScope":
    from db.queries.dispatch_list import DispatchScope
    from db.queries.summaries import closing_weekday
    from inspector.model.period import period_named

    return DispatchScope(
        grid=grid_called(reader, chosen["grid"]),
        period=period_named(period, closing_weekday(reader)),
        unit=chosen["unit"],
        state=chosen["state"] or "",
        pace=chosen["pace"] or "",
    )


def _told(row: "DispatchRow") -> dict[str, object]:
    return {
        "kind": "task" if row.is_task else "finding",
        "id": row.subject,
        "number": row.number,
        "problem": row.problem,
        "units": list(row.units),
        "goal": row.goal,
        "due": row.due.isoformat() if row.due else None,
        "deadline": row.deadline,
        "measure": row.measure,
        "state": row.state,
        "pace": row.pace,
        "supervision": list(row.supervision),
        "difficulty": row.difficulty,
        "next_step": row.next_step,
        "next_on": row.next_on.isoformat() if row.next_on else None,
        "said_by": row.said_by,
        "said_on": row.said_on.isoformat() if row.said_on else None,
    }
