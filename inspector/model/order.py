"""Orders (督办单, 交办函, 提醒函, 约谈通知): folded into what was asked and what came back."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Self

import msgspec

from inspector.model.events import Blob, Fact, Facts
from inspector.model.ids import OrderId, PersonId
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
from inspector.model.patrol import device_suffix
from inspector.periods import Instant
from inspector.words import N_


class OrderState(StrEnum):
    """Where an order stands."""

    ISSUED = "issued"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    RETURNED = "returned"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


ORDER_STATE_NAMES = {
    OrderState.ISSUED: N_("issued"),
    OrderState.ACCEPTED: N_("taken note of"),
    OrderState.ANSWERED: N_("answered"),
    OrderState.RETURNED: N_("to be answered anew"),
    OrderState.CLOSED: N_("settled"),
    OrderState.WITHDRAWN: N_("taken back"),
}
State = OrderState
WAITING = frozenset({State.ISSUED, State.ACCEPTED, State.RETURNED})
"""The states in which whom it is for still owes an answer."""
OPEN = WAITING | {State.ANSWERED}
_ALL = frozenset(State)
FROM: Mapping[str, frozenset[OrderState]] = MappingProxyType(
    {
        OrderDocumentNumbered.TYPE: _ALL,
        OrderAccepted.TYPE: frozenset({State.ISSUED}),
        # what was answered stands, whatever the office decided meanwhile
        OrderAnswered.TYPE: _ALL,
        OrderAnswerReturned.TYPE: frozenset({State.ANSWERED}),
        OrderClosed.TYPE: OPEN,
        OrderWithdrawn.TYPE: OPEN,
    }
)
"""The states in which an entry of a type has an effect."""


class OrderAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer; ``entry`` gave it, ``returned`` is what was asked for where it was not enough."""

    entry: str
    by: str
    at: Instant
    text: str
    is_done: bool
    on: date
    on_behalf: str = ""
    papers: tuple[Blob, ...] = ()
    returned: str = ""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """An order as it stands; ``idle`` names entries without effect, ``last`` the latest of all.

    ``due`` is the deadline that holds now, ``first_due`` the one it was issued with.
    """

    id: OrderId
    by: PersonId
    at: Instant
    kind: OrderKind
    number: str
    grid: str
    to_grid: str
    unit: str
    title: str
    text: str
    due: date
    first_due: date
    findings: tuple[str, ...]
    tasks: tuple[str, ...]
    period: str
    meeting: str
    decision: int
    document: str = ""
    state: OrderState = OrderState.ISSUED
    accepted_on: date | None = None
    answers: tuple[OrderAnswer, ...] = ()
    ended_on: date | None = None
    reason: str = ""
    idle: tuple[str, ...] = ()
    last: str = ""

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Fold an order; nothing unless it was issued readably, with its person's own signature."""
        found: Self | None = None
        for fact in facts:
            if fact.confirmed:
                found = cls.going_on(found, fact)
        return found

    @classmethod
    def going_on(cls, found: Self | None, fact: Fact) -> Self | None:
        """Give what comes of ``found`` by a confirmed entry."""
        if found is not None:
            return found.after(fact)
        told = fact.event
        if not isinstance(told, OrderIssued) or not fact.person_signed:
            return None
        fields = told.told()
        del fields["on_behalf"]
        return cls(
            id=OrderId(fact.subject),
            by=PersonId(fact.actor),
            at=fact.at,
            first_due=told.due,
            last=fact.hash,
            **fields,
        )

    @property
    def is_waiting(self) -> bool:
        """Say whether whom it is for still owes an answer."""
        return self.state in WAITING

    @property
    def is_open(self) -> bool:
        """Say whether it is followed further."""
        return self.state in OPEN

    @property
    def answer(self) -> OrderAnswer | None:
        """The answer that counts: the latest, unless it was not enough."""
        latest = self.answers[-1] if self.answers else None
        return None if latest is None or latest.returned else latest

    def after(self, fact: Fact) -> Self:
        """Give the order as it stands after ``fact``; what has no effect is only noted."""
        changed: dict[str, Any] | None = None
        if self.state in FROM.get(fact.type, ()) and fact.event is not None:
            changed = _CHANGES[fact.type](self, fact, fact.event)
        if changed is None:
            return msgspec.structs.replace(self, idle=(*self.idle, fact.hash), last=fact.hash)
        return msgspec.structs.replace(self, last=fact.hash, **changed)


def order_number(code: str, year: int, feed: str, serial: int) -> str:
    """Number an order: grid, year, device suffix and count, so that two offline devices never agree."""
    return f"{code}-O{year}-{device_suffix(feed)}-{serial:04d}"


Changed = dict[str, Any]


def _answered(before: Order, fact: Fact, told: OrderAnswered) -> Changed:
    answer = OrderAnswer(entry=fact.hash, by=fact.actor, at=fact.at, papers=fact.blobs, **told.told())
    state = State.ANSWERED if before.is_open else before.state
    return {"answers": (*before.answers, answer), "state": state}


def _returned(before: Order, _fact: Fact, told: OrderAnswerReturned) -> Changed | None:
    """Return the latest answer; one that a later answer overtook is not what counts any more."""
    *earlier, latest = before.answers
    if latest.entry != told.answer:
        return None
    latest = msgspec.structs.replace(latest, returned=told.requirement)
    return {"answers": (*earlier, latest), "state": State.RETURNED, "due": told.due}


_CHANGES: Mapping[str, Callable[[Order, Fact, Any], Changed | None]] = MappingProxyType(
    {
        OrderDocumentNumbered.TYPE: lambda _before, _fact, told: {"document": told.document},
        OrderAccepted.TYPE: lambda _before, _fact, told: {"state": State.ACCEPTED, "accepted_on": told.on},
        OrderAnswered.TYPE: _answered,
        OrderAnswerReturned.TYPE: _returned,
        OrderClosed.TYPE: lambda _before, fact, told: {
            "state": State.CLOSED,
            "ended_on": fact.at.day,
            "reason": told.text,
        },
        OrderWithdrawn.TYPE: lambda _before, fact, told: {
            "state": State.WITHDRAWN,
            "ended_on": fact.at.day,
            "reason": told.reason,
        },
    }
)
"""What each entry changes; nothing where it means an answer that does not count any more."""
