"""What stood at the end of a day: a subject folded from the steps that say they were done by then."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import TypeVar

import msgspec

from inspector.model.events import Fact

S = TypeVar("S")


class Dated(msgspec.Struct, frozen=True):
    """A step and the day from which it counts; until then ``before`` takes its place, if there is any."""

    day: date
    fact: Fact
    before: Fact | None = None


def day_of(fact: Fact, said: date | None = None) -> date:
    """Give the day from which a step counts: that of its entry, or the earlier one that it says itself."""
    entered = fact.at.day
    return min(said, entered) if said else entered


def stages(steps: Sequence[Dated], go_on: Callable[[S | None, Fact], S | None]) -> Iterator[tuple[date, S]]:
    """Give what stood at the end of each day from which a step counts, the earliest first.

    ``steps`` are in the order of the fold. A step that came earlier in it but counts from a later day has no
    say in what stood before that day. While there was nothing, nothing is given.
    """
    found: S | None = None
    if all(one.day <= other.day for one, other in pairwise(steps)) and not any(one.before for one in steps):
        for day, together in groupby(steps, lambda one: one.day):
            for step in together:
                found = go_on(found, step.fact)
            if found is not None:
                yield day, found
        return
    for day in sorted({day for one in steps for day in (one.day, one.fact.at.day)}):
        found = None
        for one in steps:
            if fact := one.fact if one.day <= day else one.before:
                found = go_on(found, fact)
        if found is not None:
            yield day, found
