"""What people do with an order: each act is checked and becomes the entry that says so."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType

import msgspec

from inspector.errors import Refused
from inspector.model.case_acts import OWN, OnBehalf, at_most, checked, needed
from inspector.model.events import Blob
from inspector.model.order import OPEN, WAITING, Order, OrderState
from inspector.model.order_life import (
    OrderAccepted,
    OrderAnswered,
    OrderAnswerReturned,
    OrderClosed,
    OrderDocumentNumbered,
    OrderIssued,
    OrderKind,
    OrderWithdrawn,
)
from inspector.model.person import Role
from inspector.words import N_

ISSUERS = frozenset({Role.RECTIFICATION_OFFICE})
ANSWERERS = frozenset({Role.CLERK, Role.RECTIFICATION_OFFICE, Role.LEADER})
"""Who speaks for the township an order is for."""
LONGEST_TITLE = 100
LONGEST_DOCUMENT = 60
MOST_ABOUT = 200
PAST = N_("The deadline lies before today.")
FOR_ISSUERS = N_("Orders are issued and settled by the rectification office.")
_ENDED = N_("This order has ended.")


class Parties(msgspec.Struct, frozen=True):
    """Who acts, with the roles they have in the office that issued an order, and where it went."""

    person: str
    office: frozenset[Role]
    addressed: frozenset[Role] = frozenset()


class OrderStep(StrEnum):
    """What somebody may do with an order."""

    NUMBER = "number"
    ACCEPT = "accept"
    ANSWER = "answer"
    RETURN = "return"
    CLOSE = "close"
    WITHDRAW = "withdraw"


OF_ADDRESSEE = frozenset({OrderStep.ACCEPT, OrderStep.ANSWER})
"""What those do it went to; the office does it for them with the scan of their paper."""
_STATES: Mapping[OrderStep, tuple[frozenset[OrderState], str]] = MappingProxyType(
    {
        OrderStep.NUMBER: (frozenset(OrderState) - {OrderState.WITHDRAWN}, _ENDED),
        OrderStep.ACCEPT: (frozenset({OrderState.ISSUED}), N_("Somebody took note of it already.")),
        OrderStep.ANSWER: (OPEN, _ENDED),
        OrderStep.RETURN: (frozenset({OrderState.ANSWERED}), N_("There is no answer to be returned.")),
        OrderStep.CLOSE: (OPEN, _ENDED),
        OrderStep.WITHDRAW: (OPEN, _ENDED),
    }
)


def refusal(order: Order, step: OrderStep, who: Parties) -> Refused | None:
    """Give the sentence why ``step`` is not open to ``who``; None where it is."""
    states, otherwise = _STATES[step]
    if order.state not in states:
        return Refused(otherwise)
    if step in OF_ADDRESSEE:
        if not (who.office & ISSUERS or who.addressed & ANSWERERS):
            return Refused(
                N_("That is for the clerk of the township it went to, or for the office on their behalf.")
            )
    elif not who.office & ISSUERS:
        return Refused(FOR_ISSUERS)
    if step is OrderStep.WITHDRAW and order.answers:
        return Refused(N_("It was answered already; settle it instead."))
    return None


def check(order: Order, step: OrderStep, who: Parties) -> None:
    """Raise the sentence why ``step`` is not open to ``who``, if it is not."""
    if why := refusal(order, step, who):
        raise why


def issue_order(told: OrderIssued, who: Parties, today: date) -> OrderIssued:
    """Check an order before it goes out.

    Raises Refused to whoever is not of the rectification office, without an addressee, a title or a text,
    to oneself, about too much, and for a deadline that is past.
    """
    if not who.office & ISSUERS:
        raise Refused(FOR_ISSUERS)
    unit = told.unit.strip()
    if not unit and not told.to_grid:
        raise Refused(N_("Say to which township or unit it goes."))
    if told.to_grid == told.grid:
        raise Refused(N_("An order does not go to the office that issues it."))
    if len(told.title) > LONGEST_TITLE:
        raise Refused(N_("A title takes at most {limit} characters."), limit=LONGEST_TITLE)
    if len(told.findings) + len(told.tasks) > MOST_ABOUT:
        raise Refused(N_("An order is about at most {limit} findings and tasks."), limit=MOST_ABOUT)
    if told.due < today:
        raise Refused(PAST)
    return msgspec.structs.replace(
        told,
        unit=unit,
        title=needed(told.title, N_("An order needs a title.")),
        text=needed(told.text, N_("Say what is asked for.")),
    )


def number_document(order: Order, who: Parties, document: str) -> OrderDocumentNumbered:
    """Type the number of the office's document system. Raises Refused without one, and where it stands."""
    check(order, OrderStep.NUMBER, who)
    document = needed(document, N_("Type the document number."))
    if len(document) > LONGEST_DOCUMENT:
        raise Refused(N_("A document number takes at most {limit} characters."), limit=LONGEST_DOCUMENT)
    if document == order.document:
        raise Refused(N_("Nothing was changed."))
    return OrderDocumentNumbered(subject=order.id, document=document)


def accept(order: Order, who: Parties, on: date, today: date, behalf: OnBehalf = OWN) -> OrderAccepted:
    """Take note of it. Raises Refused for a day that can't be, and to the office unless it enters a paper."""
    check(order, OrderStep.ACCEPT, who)
    _check_speaker(who, behalf)
    _check_day(order, on, today)
    return OrderAccepted(subject=order.id, on=on, on_behalf=behalf.name.strip(), blobs=behalf.scans)


def answer(
    order: Order,
    who: Parties,
    text: str,
    on: date,
    today: date,
    *,
    is_done: bool,
    behalf: OnBehalf = OWN,
    papers: Sequence[Blob] = (),
) -> OrderAnswered:
    """Say what was done about it; given again, the later answer counts.

    Raises Refused without words, for a day that can't be, and to the office unless it enters a paper of
    whom the order is for.
    """
    check(order, OrderStep.ANSWER, who)
    _check_speaker(who, behalf)
    _check_day(order, on, today)
    return OrderAnswered(
        subject=order.id,
        text=needed(text, N_("Say what was done about it.")),
        is_done=is_done,
        on=on,
        on_behalf=behalf.name.strip(),
        blobs=(*behalf.scans, *papers),
    )


def return_answer(
    order: Order, who: Parties, requirement: str, due: date, today: date
) -> OrderAnswerReturned:
    """Send the answer back. Raises Refused without what is still asked for, and for a past deadline."""
    check(order, OrderStep.RETURN, who)
    if due < today:
        raise Refused(PAST)
    return OrderAnswerReturned(
        subject=order.id,
        answer=order.answers[-1].entry,
        requirement=needed(requirement, N_("Say what is still asked for.")),
        due=due,
    )


def close(order: Order, who: Parties, text: str = "") -> OrderClosed:
    """Settle it. Raises Refused without words where nobody answered, or what was asked is not done."""
    check(order, OrderStep.CLOSE, who)
    if order.state in WAITING:
        needed(text, N_("Nobody answered it; say why it is settled all the same."))
    elif order.answer and not order.answer.is_done:
        needed(text, N_("It is not done yet by their own words; say why it is settled all the same."))
    return OrderClosed(subject=order.id, text=at_most(text))


def withdraw(order: Order, who: Parties, reason: str) -> OrderWithdrawn:
    """Take back an order nobody answered. Raises Refused without a reason."""
    check(order, OrderStep.WITHDRAW, who)
    return OrderWithdrawn(subject=order.id, reason=needed(reason, N_("Say why it is taken back.")))


def proposed_text(kind: OrderKind, numbers: Sequence[str]) -> str:
    """Give the msgid of a first sentence for an order of ``kind``, about ``numbers`` or nothing named."""
    return (_ABOUT if numbers else _FREE)[kind]


_ABOUT = {
    OrderKind.SUPERVISION: N_(
        "Take hold of {numbers} at once, name who is responsible, put it right by the deadline, and report "
        "in writing what was done."
    ),
    OrderKind.ASSIGNMENT: N_(
        "{numbers} is assigned to you. Put it right by the deadline and report in writing what was done."
    ),
    OrderKind.REMINDER: N_(
        "We remind you of {numbers}. Please see that it is done in time, and tell us how far it is."
    ),
    OrderKind.SUMMONS: N_(
        "Because of {numbers} you are asked to a talk. Please bring a written account of what was done."
    ),
}
_FREE = {
    OrderKind.SUPERVISION: N_("Take hold of the following at once and report in writing what was done:"),
    OrderKind.ASSIGNMENT: N_("The following is assigned to you; report in writing what was done:"),
    OrderKind.REMINDER: N_("We remind you of the following; please tell us how far it is:"),
    OrderKind.SUMMONS: N_("You are asked to a talk. Please bring a written account of the following:"),
}


def _check_speaker(who: Parties, behalf: OnBehalf) -> None:
    """Let those speak it went to; anybody else enters a paper of theirs."""
    checked(behalf)
    if not behalf.name.strip() and not who.addressed & ANSWERERS:
        raise Refused(N_("Say for whom it is entered, and add the scan of their paper."))


def _check_day(order: Order, on: date, today: date) -> None:
    if on > today:
        raise Refused(N_("It can't have been done on a day to come."))
    if on < order.at.day:
        raise Refused(N_("This can't lie before {day}."), day=order.at.day)
