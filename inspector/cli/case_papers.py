"""`report finding|task|ledger`: papers of cases, of their close-off, and the ledger."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspector.cli.opening import asked, opened
from inspector.cli.reporting import report_options, write_issued
from inspector.cli.speaking import Misused
from inspector.errors import Refused
from inspector.words import N_, _

if TYPE_CHECKING:
    from inspector.model.issued_report import ReportKind

OF_CLOSE_OFF = ("close-off-form", "public-notice", "close-off-file")
"""整改销号（验收）表, 公示, 销号卷宗."""
NOT_BEGUN = N_("The close-off of {number} has not begun; it has no papers yet.")
ONE_ONLY = N_("A paper of a close-off is about one case.")


@click.command(
    help=_(
        "A paper about findings, by number or id: the letter of one that was transferred, the order about "
        "those in a unit's hands, a paper of the close-off of one, else a hint to the site, which sets no "
        "deadline and has no legal consequence. A draft without --sign or --ink."
    )
)
@click.argument("findings", nargs=-1, required=True)
@click.option(
    "--ask", "text", default="", help=_("What the site is asked for; the basis of an order; whom to ask.")
)
@click.option("--addressee", default="", help=_("Whom it is for; the site and its responsible person."))
@click.option(
    "--form",
    type=click.Choice(["hint", "assignment", "transfer", *OF_CLOSE_OFF]),
    help=_("The paper; without it the one that fits how far the finding is."),
)
@report_options
def finding(
    findings: tuple[str, ...], workspace: Path, text: str, addressee: str, form: str | None, **how: Any
) -> None:
    """Write the paper and say what it is."""
    kind = _kind(form) if form else _fitting(workspace, findings[0])
    if kind.value.replace("_", "-") in OF_CLOSE_OFF:
        if len(findings) > 1:
            raise Refused(ONE_ONLY)
        query = "SELECT id, number, state FROM finding WHERE :name IN (id, number)"
        findings = (_in_close_off(workspace, query, findings[0]),)
    write_issued(workspace, kind, findings, how, text=text, addressee=addressee)


@click.command(
    help=_(
        "A paper of the close-off of a task, by its number or id: the form, the public notice or the whole "
        "file. A draft without --sign or --ink."
    )
)
@click.argument("task")
@click.option(
    "--form",
    type=click.Choice(OF_CLOSE_OFF),
    default="close-off-form",
    help=_("The paper of the close-off."),
)
@report_options
def task(task: str, workspace: Path, form: str, **how: Any) -> None:
    """Write the paper and say what it is."""
    subject = _in_close_off(workspace, "SELECT id, number, state FROM task WHERE :name IN (id, number)", task)
    write_issued(workspace, _kind(form), (subject,), how)


@click.command(
    help=_(
        "The ledger of a grid and all below it, by name, code or id, with findings, tasks or both; a draft "
        "without --sign or --ink."
    )
)
@click.argument("grid")
@click.option(
    "--list",
    "listed",
    type=click.Choice(["findings", "tasks", "both"]),
    default="findings",
    help=_("What it lists."),
)
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="NAME|FIELD=VALUE",
    help=_(
        "Which lines: open, overdue, recheck, reported, closed or all findings; open, overdue, behind, soon, "
        "month, ended or all tasks; or only those with this value, as in export."
    ),
)
@click.option("--text", "letters", default="", help=_("Only lines with these letters."))
@report_options
def ledger(
    grid: str, workspace: Path, listed: str, filters: tuple[str, ...], letters: str, **how: Any
) -> None:
    """Write the ledger and say what it is."""
    from db.queries.ledger_scope import LedgerScope
    from inspector.model.issued_report import ReportKind

    named = [one for one in filters if "=" not in one]
    if len(named) > 1:
        raise Misused(_("A ledger has one filter by name; the others are given as FIELD=VALUE."))
    scope = LedgerScope(
        grid=grid,
        filter=named[0] if named else "open",
        has_tasks=listed != "findings",
        text=letters,
        facts=(("kind", ("task",)),) if listed == "tasks" else (),
        only=tuple(_pair(one) for one in filters if "=" in one),
    )
    if scope.filter not in scope.filters:
        known = ", ".join(scope.filters)
        raise Misused(
            _(
                "No filter of this ledger is called {name}; there are: {known}.",
                name=scope.filter,
                known=known,
            )
        )
    write_issued(workspace, ReportKind.LEDGER, scope.about, how)


def _pair(text: str) -> tuple[str, str]:
    field, _mark, value = text.partition("=")
    return field, value


def _kind(form: str) -> "ReportKind":
    from inspector.model.issued_report import ReportKind

    return ReportKind("transfer_letter" if form == "transfer" else form.replace("-", "_"))


def _in_close_off(folder: Path, query: str, name: str) -> str:
    """Give the id of the case called so; an issued paper keeps its number.

    Raises Refused for a name of several cases, and before the close-off began.
    """
    from inspector.model.finding_state import FindingState

    with opened(folder) as workspace, asked(workspace) as reader:
        found = reader.rows(query, {"name": name})
    if len(found) > 1:
        raise Refused(N_("More than one is called {name}; name it by its id."), name=name)
    if not found:
        return name
    ((subject, number, state),) = found
    # a finding and a task call these states alike
    if state not in {FindingState.IN_CLOSE_OFF, FindingState.CLOSED_OFF}:
        raise Refused(NOT_BEGUN, number=number)
    return str(subject)


def _fitting(folder: Path, name: str) -> "ReportKind":
    """Give the paper that fits how far a finding is."""
    from inspector.model.finding_life import AT_WORK
    from inspector.model.finding_state import FindingState
    from inspector.model.issued_report import ReportKind

    with opened(folder) as workspace, asked(workspace) as reader:
        query = "SELECT state, unit FROM finding WHERE :name IN (id, number)"
        state, unit = reader.row(query, {"name": name}) or ("", "")
    fitting = {
        FindingState.TRANSFERRED: ReportKind.TRANSFER_LETTER,
        FindingState.IN_CLOSE_OFF: ReportKind.CLOSE_OFF_FORM,
        FindingState.CLOSED_OFF: ReportKind.CLOSE_OFF_FILE,
    }
    if state in fitting:
        return fitting[state]
    return ReportKind.ASSIGNMENT if unit or state in AT_WORK else ReportKind.HINT
