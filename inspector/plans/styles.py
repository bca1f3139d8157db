"""Which numbers count the tasks of a plan: those that stand before each group of labels."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from inspector.plans.blocks import LOOSE
from inspector.plans.labels import Kind
from inspector.plans.numbering import Numbering
from inspector.plans.tokens import Token

_RICH = {Kind.GOAL, Kind.MEASURES, Kind.PROBLEM}
_LOOSE = {Kind.OTHER, Kind.PEOPLE}
_NAMED = {"named"}
"""问题一 says what it counts."""
_HEADS, _RESTARTS, _NEAREST = 0.5, 0.25, 0.4
"""How much it tells that a number is a heading's, begins anew, or stands nearest to the labels."""


@dataclass(slots=True)
class _Group:
    """Labels that belong together, with the numbers in the text before them."""

    numbers: list[tuple[Numbering, bool]]
    kinds: set[Kind] = field(default_factory=set)


def style_of_tasks(tokens: Sequence[Token]) -> tuple[str, float] | None:
    """Give style and rank of the numbers that count the tasks; None where the tasks have none."""
    groups = _groups(tokens)
    if any(group.kinds & _RICH for group in groups):
        groups = [group for group in groups if group.kinds & _RICH]
    scores: dict[tuple[str, float], float] = defaultdict(float)
    before: dict[tuple[str, float], int] = {}
    for group in groups:
        last: dict[tuple[str, float], int] = {}
        for place, (number, heads) in enumerate(group.numbers, start=1):
            style = number.style, number.rank
            last[style] = number.value
            # A heading with other numbers below it rather heads tasks than is one.
            scores[style] -= _HEADS if heads and place < len(group.numbers) else 0
        for style, value in last.items():
            scores[style] += 1 + (style[0] in _NAMED)
            if value == before.get(style, 0) + 1:
                scores[style] += 1
            elif value == 1:
                scores[style] += _RESTARTS
        before.update(last)
        if group.numbers:
            scores[group.numbers[-1][0].style, group.numbers[-1][0].rank] += _NEAREST
    if not scores:
        return None
    best = max(scores, key=lambda style: (scores[style], style[1]))
    return best if scores[best] >= len(groups) / 2 else None


def _next_of(groups: Sequence[_Group], counted: Mapping[tuple[str, int], Numbering]) -> bool:
    """Say whether a number goes on counting what the last group was, though no label came again."""
    return any((one.style, one.value + 1) in counted for one, _heads in groups[-1].numbers)


def _goes_on(number: Numbering, below: Numbering | None, *, heads: bool) -> bool:
    """Say whether ``number`` counts items below a label that a list elsewhere began: 3. below 措施."""
    if below:
        return (number.style, number.value) == (below.style, below.value + 1)
    return heads and number.rank > LOOSE and number.value > 1


def _groups(tokens: Sequence[Token]) -> list[_Group]:
    """Cut the labels where one of them comes again."""
    groups: list[_Group] = []
    numbers: list[tuple[Numbering, bool]] = []
    below: Numbering | None = None
    heads = False
    for token, following in zip_longest(tokens, tokens[1:]):
        number = token.numbering
        below = number if number and _goes_on(number, below, heads=heads) else None
        heads = token.kinds[:1] == (Kind.MEASURES,) and not token.text
        if below:
            continue
        if token.bare and following and following.kinds:
            # It heads other labels and says nothing itself.
            continue
        if not token.kinds:
            if number and not token.block.furniture:
                numbers.append((number, token.block.like_a_heading))
            continue
        kinds = set(token.kinds) - _LOOSE
        if not kinds:
            continue
        counted = {(one.style, one.value): one for one, _heads in numbers}
        if not groups or groups[-1].kinds & kinds or _next_of(groups, counted):
            if number:
                numbers.append((number, False))
            groups.append(_Group(numbers))
        groups[-1].kinds |= kinds
        numbers = []
    return groups
