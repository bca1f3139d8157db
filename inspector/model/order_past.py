"""How an order stood at the end of every day, as far as the numbers of past periods count it."""

from datetime import date
from typing import Self

import msgspec

from inspector.model.as_of import Dated, day_of, stages
from inspector.model.events import Fact, Facts
from inspector.model.order import Order, OrderState
from inspector.model.order_life import OrderAnswered, OrderIssued


class OrderStanding(msgspec.Struct, frozen=True, kw_only=True):
    """How an order stood; ``answered_on`` is the day of the answer that counted then."""

    due: date
    answered_on: date | None
    is_withdrawn: bool
    ended_on: date | None


class OrderPast(msgspec.Struct, frozen=True, kw_only=True):
    """An order as it stands, and how it stood since which days."""

    now: Order
    stood: tuple[tuple[date, OrderStanding], ...]

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Fold an order and its past; nothing where ``Order.of`` gives nothing."""
        now: Order | None = None
        stood: list[tuple[date, OrderStanding]] = []
        for day, now in stages([_dated(fact) for fact in facts if fact.confirmed], Order.going_on):
            standing = OrderStanding(
                due=now.due,
                answered_on=min(now.answer.on, now.answer.at.day) if now.answer else None,
                is_withdrawn=now.state is OrderState.WITHDRAWN,
                ended_on=now.ended_on,
            )
            if not stood or standing != stood[-1][1]:
                stood.append((day, standing))
        return cls(now=now, stood=tuple(stood)) if now else None


def _dated(fact: Fact) -> Dated:
    match fact.event:
        case OrderIssued():
            return Dated(date.min, fact)
        case OrderAnswered(on=said):
            return Dated(day_of(fact, said), fact)
        case _:
            return Dated(day_of(fact), fact)
