"""Orders in words: by when or how an order ended, each step of its life, what may be done next."""

from collections.abc import Mapping
from datetime import date

from db.queries.cases import StepLine
from db.queries.orders import MET_NAMES, Met, OrderLine, OrderSheet
from inspector.model.order import ORDER_STATE_NAMES
from inspector.model.order_life import (
    ORDER_KIND_NAMES,
    OrderAccepted,
    OrderAnswered,
    OrderAnswerReturned,
    OrderClosed,
    OrderDocumentNumbered,
    OrderIssued,
    OrderWithdrawn,
)
from inspector.words import N_, _
from ui.widgets.site_words import day_words

STEPS: Mapping[str, str] = {
    OrderIssued.TYPE: N_("issued"),
    OrderDocumentNumbered.TYPE: N_("document number {text}"),
    OrderAccepted.TYPE: N_("taken note of"),
    OrderAnswered.TYPE: N_("answered: {text}"),
    OrderAnswerReturned.TYPE: N_("answer returned: {text}"),
    OrderClosed.TYPE: N_("settled. {text}"),
    OrderWithdrawn.TYPE: N_("taken back: {text}"),
}
WITHOUT_NUMBER = N_("letter number still to come")


def due_or_end(line: OrderLine, today: date) -> str:
    """Say by when it is to be answered, that it waits to be settled, or how it ended."""
    if not line.is_open:
        return f"{_(ORDER_STATE_NAMES[line.state])} · {_(MET_NAMES[line.met])}"
    if line.answered_on:
        return f"{_(ORDER_STATE_NAMES[line.state])} · {day_words(line.answered_on, today)}"
    said = _("due {day}", day=day_words(line.due_on, today))
    return f"{said} · {_('overdue')}" if line.met is Met.OVERDUE else said


def order_cells(line: OrderLine, today: date) -> tuple[str, ...]:
    """Give an order as a line of the list."""
    return (
        line.document or line.number,
        _(ORDER_KIND_NAMES[line.kind]),
        line.addressee,
        due_or_end(line, today),
        line.title,
    )


def order_titles() -> tuple[str, ...]:
    """Give the titles of the list."""
    return (_("Number of the order"), _("Kind"), _("Sent to"), _("State"), _("Subject line"))


def told_of(sheet: OrderSheet, today: date) -> str:
    """Tell an order with its life, a line for each thing."""
    line, order = sheet.line, sheet.order
    head = (
        _(ORDER_KIND_NAMES[line.kind]),
        line.number,
        line.document or _(WITHOUT_NUMBER),
        _("to {name}", name=line.addressee),
        due_or_end(line, today),
    )
    lines = [" · ".join(head), order.text]
    lines += [f"{one.number} {one.text}".strip() for one in sheet.about]
    lines += [step_line(one, sheet.names, today) for one in sheet.lines]
    return "\n".join(lines)


def step_line(step: StepLine, names: Mapping[str, str], today: date) -> str:
    """Say one step: when, who, what, and whether it came to nothing."""
    told = step.told
    text = str(
        told.get("document") or told.get("requirement") or told.get("reason") or told.get("text") or ""
    )
    who = names.get(step.by, step.by)
    if step.on_behalf:
        who = _("{name}, entered by {who}", name=step.on_behalf, who=who)
    what = _(STEPS[step.type], text="" if step.type == OrderIssued.TYPE else text)
    if step.type == OrderAnswered.TYPE and not told["is_done"]:
        what = _("{what} (not done yet)", what=what)
    said = f"{day_words(step.at.day, today)} · {who} · {what}"
    return said if step.has_effect else _("{what}; without effect", what=said)
