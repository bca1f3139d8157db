"""`order`: orders (督办单, 交办函, 提醒函, 约谈通知) issued, listed, answered, returned and settled."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from inspector.cli.opening import asked, chance, json_option, now, opened, person_named, workspace_option
from inspector.cli.progress import grid_called
from inspector.cli.speaking import Misused, give_json, passphrase, say
from inspector.errors import Refused
from inspector.model.order_life import ORDER_KIND_NAMES, OrderIssued, OrderKind
from inspector.words import N_, _

if TYPE_CHECKING:
    from db.connection import Reader
    from db.queries.orders import OrderLine
    from db.workspace import Workspace
    from inspector.model.events import Blob, Event
    from inspector.model.order import Order
    from inspector.model.order_acts import Parties

Decide: TypeAlias = "Callable[[Order, Parties, tuple[Blob, ...]], Event]"
"""Decides about an order as it stands, with the papers that were kept for it."""
FILTERS = ("open", "overdue", "ended", "all")
_NUMBER = click.argument("order")
_BY = click.option("--as", "person", required=True, help=_("Who does it, by name or id."))
_FOR = (
    click.option("--on", "day", help=_("The day it was, as 2026-11-22; today without it.")),
    click.option("--for", "name", default="", help=_("For whom it is entered, with --scan of their paper.")),
    click.option(
        "--scan",
        "scans",
        multiple=True,
        type=click.Path(path_type=Path, dir_okay=False, exists=True),
        help=_("The scan of the paper it is entered from; may be given again."),
    ),
)


def _for_others(command: Any) -> Any:
    for option in reversed(_FOR):
        command = option(command)
    return command


@click.group(
    "order",
    help=_("Orders to townships and units: issued, listed, answered, returned, settled, taken back."),
)
def order_group() -> None:
    """Hold what can be done with an order."""


@order_group.command(
    help=_("Issue an order of the grid of whoever signs, with the own key, to a township or a unit by name.")
)
@click.option(
    "--kind",
    type=click.Choice([one.value for one in OrderKind]),
    default=OrderKind.SUPERVISION.value,
    help=_("What kind of letter goes down."),
)
@click.option("--to", "township", default="", help=_("The township, by code, name or id."))
@click.option("--unit", default="", help=_("The unit it goes to, where that is no township."))
@click.option("--title", required=True, help=_("The subject line."))
@click.option("--text", required=True, help=_("What is asked for."))
@click.option("--due", required=True, metavar="DAY", help=_("When the answer is due, as 2026-11-30."))
@click.option(
    "--about", multiple=True, help=_("A finding or task it is about, by number or id; may be given again.")
)
@click.option("--period", default="", help=_("The month of the dispatch it belongs to, as 2026-11."))
@click.option("--meeting", default="", help=_("The meeting that decided it, by id."))
@click.option("--decision", type=click.IntRange(min=0), default=0, help=_("Which of its decisions, from 1."))
@click.option("--sign", "signer", required=True, help=_("Who issues and signs it, by name or id."))
@workspace_option(_("The workspace."))
@json_option
def issue(
    workspace: Path,
    signer: str,
    due: str,
    about: tuple[str, ...],
    township: str,
    *,
    as_json: bool,
    **told: Any,
) -> None:
    """Issue it and say its number."""
    from db.keys import kept_keys, open_person_key
    from db.order_recording import give_order

    with opened(workspace) as kept, asked(kept) as reader:
        by = person_named(reader, signer)
        findings, tasks = _about(reader, about)
        event = OrderIssued(
            kind=OrderKind(told.pop("kind")),
            number="",
            grid="",
            due=day_given("--due", due),
            to_grid=grid_called(reader, township) if township else "",
            findings=findings,
            tasks=tasks,
            **told,
        )
        keys = kept_keys(kept.folder, by.person)
        if not keys:
            raise Refused(N_("{name} has no certificate in this workspace."), name=signer)
        key = open_person_key(keys[0], passphrase(_("Passphrase of {name}", name=signer)))
        made = give_order(kept, event, by, now(), key, chance)
    if as_json:
        give_json({"order": made.order, "number": made.number})
    else:
        say(_("Issued: order {number}.", number=made.number))


@order_group.command("list", help=_("List the orders, those that are open by themselves."))
@click.option("--filter", "chosen", type=click.Choice(FILTERS), default="open", help=_("Which orders."))
@click.option("--grid", default="", help=_("Those issued in this grid or below, or sent there; else all."))
@workspace_option(_("The workspace."))
@json_option
def list_orders(workspace: Path, chosen: str, grid: str, *, as_json: bool) -> None:
    """Give them by deadline, the open ones first."""
    from db.queries.orders import MET_NAMES, order_lines
    from inspector.model.order import ORDER_STATE_NAMES

    with opened(workspace) as kept, asked(kept) as reader:
        lines = order_lines(reader, now().day, grid_called(reader, grid) if grid else "", chosen)
    if as_json:
        give_json([_told(line) for line in lines])
        return
    for line in lines:
        say(
            _(
                "{number}  {kind} to {name}, due {day}, {state}, {met}: {title}",
                number=line.document or line.number,
                kind=_(ORDER_KIND_NAMES[line.kind]),
                name=line.addressee,
                day=line.due_on.isoformat(),
                state=_(ORDER_STATE_NAMES[line.state]),
                met=_(MET_NAMES[line.met]),
                title=line.title,
            )
        )
    if not lines:
        say(_("There is no order here."))


@order_group.command(help=_("Type the number that the office's document system gave an order (文号)."))
@_NUMBER
@click.argument("document")
@_BY
@workspace_option(_("The workspace."))
def number(order: str, document: str, workspace: Path, person: str) -> None:
    """Record the number."""
    from inspector.model.order_acts import number_document

    _record(workspace, order, person, lambda one, who, _papers: number_document(one, who, document))


@order_group.command(help=_("Take note of an order that came down (签收)."))
@_NUMBER
@_for_others
@_BY
@workspace_option(_("The workspace."))
def accept(
    order: str, workspace: Path, person: str, day: str | None, name: str, scans: tuple[Path, ...]
) -> None:
    """Record that it is there."""
    from inspector.model.case_acts import OnBehalf
    from inspector.model.order_acts import accept as act

    today = now().day
    on = day_given("--on", day) if day else today
    _record(
        workspace,
        order,
        person,
        lambda one, who, papers: act(one, who, on, today, OnBehalf(name, papers)),
        scans,
    )


@order_group.command(help=_("Answer an order: what was done, with papers and photos (办理情况反馈)."))
@_NUMBER
@click.option("--text", required=True, help=_("What was done about it."))
@click.option("--not-done", is_flag=True, help=_("It is not done yet."))
@click.option(
    "--file",
    "files",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help=_("A paper or photo that shows it; may be given again."),
)
@_for_others
@_BY
@workspace_option(_("The workspace."))
def answer(
    order: str,
    workspace: Path,
    person: str,
    text: str,
    files: tuple[Path, ...],
    day: str | None,
    name: str,
    scans: tuple[Path, ...],
    *,
    not_done: bool,
) -> None:
    """Record the answer."""
    from inspector.model.case_acts import OnBehalf
    from inspector.model.order_acts import answer as act

    today = now().day
    on = day_given("--on", day) if day else today

    def decide(one: "Order", who: "Parties", papers: "tuple[Blob, ...]") -> "Event":
        behalf = OnBehalf(name, papers[: len(scans)])
        rest = papers[len(scans) :]
        return act(one, who, text, on, today, is_done=not not_done, behalf=behalf, papers=rest)

    _record(workspace, order, person, decide, (*scans, *files))


@order_group.command("return", help=_("Send the answer to an order back: it is to be answered anew."))
@_NUMBER
@click.option("--requirement", required=True, help=_("What is still asked for."))
@click.option("--due", required=True, metavar="DAY", help=_("When the answer is due, as 2026-11-30."))
@_BY
@workspace_option(_("The workspace."))
def return_answer(order: str, workspace: Path, person: str, requirement: str, due: str) -> None:
    """Record what is still asked for."""
    from inspector.model.order_acts import return_answer as act

    until, today = day_given("--due", due), now().day
    _record(workspace, order, person, lambda one, who, _papers: act(one, who, requirement, until, today))


@order_group.command(help=_("Settle an order; without an answer, or where it is not done, say why."))
@_NUMBER
@click.option("--text", default="", help=_("A remark, or why it is settled all the same."))
@_BY
@workspace_option(_("The workspace."))
def settle(order: str, workspace: Path, person: str, text: str) -> None:
    """Record that it is settled."""
    from inspector.model.order_acts import close

    _record(workspace, order, person, lambda one, who, _papers: close(one, who, text))


@order_group.command(help=_("Take back an order that nobody answered; its number is not given again."))
@_NUMBER
@click.option("--reason", required=True, help=_("Why it is taken back."))
@_BY
@workspace_option(_("The workspace."))
def withdraw(order: str, workspace: Path, person: str, reason: str) -> None:
    """Record that it is taken back."""
    from inspector.model.order_acts import withdraw as act

    _record(workspace, order, person, lambda one, who, _papers: act(one, who, reason))


def _record(folder: Path, name: str, person: str, act: Decide, files: Sequence[Path] = ()) -> None:
    """Record what ``act`` decides about the order called ``name``, with the ``files`` as its papers."""
    from db.order_recording import record_order

    with opened(folder) as workspace, asked(workspace) as reader:
        by = person_named(reader, person)
        order, number, last = _called(reader, name)
        papers = _kept(workspace, files)
        record_order(workspace, order, last, lambda one, who: act(one, who, papers), by, now())
    say(_("Recorded: order {number}.", number=number))


def _kept(workspace: "Workspace", files: Sequence[Path]) -> "tuple[Blob, ...]":
    """Keep the papers of an answer. Raises the sentence about the first that can't be taken."""
    from db.material_intake import take_materials

    intake = take_materials(workspace.blobs, files, now(), chance)
    for refused in intake.refused:
        raise refused
    return tuple(one.original for one in intake.materials)


def _called(reader: "Reader", name: str) -> tuple[str, str, str]:
    """Find an order by our number, its document number or its id, with its last entry."""
    found = reader.rows(
        """SELECT id, number, last FROM dispatch_order
        WHERE :name IN (id, number) OR (document = :name AND :name <> '')""",
        {"name": name},
    )
    if len(found) != 1:
        raise Refused(N_("There is not exactly one order called {name} in this workspace."), name=name)
    return found[0][0], found[0][1], found[0][2]


def _about(reader: "Reader", names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Find findings and tasks by number or id. Raises Refused as ``one_case`` does."""
    findings: list[str] = []
    tasks: list[str] = []
    for name in names:
        subject, is_finding = one_case(reader, name)
        (findings if is_finding else tasks).append(subject)
    return tuple(findings), tuple(tasks)


def one_case(reader: "Reader", name: str) -> tuple[str, bool]:
    """Find a finding or task by number or id, and say which. Raises Refused for none or several."""
    rows = reader.rows(
        """SELECT id, 1 FROM finding WHERE :name IN (id, number)
        UNION ALL SELECT id, 0 FROM task WHERE :name IN (id, number)""",
        {"name": name},
    )
    if len(rows) != 1:
        raise Refused(
            N_("There is not exactly one finding or task called {name} in this workspace."), name=name
        )
    ((subject, is_finding),) = rows
    return subject, bool(is_finding)


def day_given(option: str, text: str) -> date:
    """Read the day that an option was given. Raises Misused for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Misused(_("{option} is a day like 2026-11-27.", option=option)) from None


def _told(line: "OrderLine") -> dict[str, object]:
    return {
        "order": line.order,
        "kind": line.kind,
        "number": line.number,
        "document": line.document,
        "title": line.title,
        "addressee": line.addressee,
        "from": line.grid_name,
        "issued": line.issued_on.isoformat(),
        "due": line.due_on.isoformat(),
        "state": line.state,
        "met": line.met,
        "answered": line.answered_on.isoformat() if line.answered_on else None,
        "answer": line.answer,
        "is_done": line.is_done,
        "ended": line.ended_on.isoformat() if line.ended_on else None,
        "period": line.period,
    }
