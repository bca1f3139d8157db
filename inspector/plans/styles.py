"""Which numbers count the tasks of a plan: those that stand before each group of labels."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from inspector.plans.labels import Kind
from inspector.plans.numbering import Numbering
from inspector.plans.tokens import Token

_RICH = {Kind.GOAL, Kind.MEASURES, Kind.PROBLEM}
_LOOSE = {Kind.OTHER, Kind.PEOPLE}


@dataclass(slots=True)
class _Group:
    """Labels that belong together, with the numbers in the text before them."""

    numbers: list[Numbering]
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
        for number in group.numbers:
            last[number.style, number.rank] = number.value
        for style, value in last.items():
            scores[style] += 1
            if value == before.get(style, 0) + 1:
                scores[style] += 1
            elif value == 1:
                scores[style] += 0.5
        before.update(last)
        if group.numbers:
            scores[group.numbers[-1].style, group.numbers[-1].rank] += 0.75
    if not scores:
        return None
    best = max(scores, key=lambda style: (scores[style], style[1]))
    return best if scores[best] >= len(groups) / 2 else None


def _groups(tokens: Sequence[Token]) -> list[_Group]:
    """Cut the labels where one of them comes again."""
    groups: list[_Group] = []
    numbers: list[Numbering] = []
    for token in tokens:
        number = token.numbering
        if not token.kinds:
            if number and not token.block.furniture:
                numbers.append(number)
            continue
        kinds = set(token.kinds) - _LOOSE
        if not kinds:
            continue
        if not groups or groups[-1].kinds & kinds:
            if number:
                numbers.append(number)
            groups.append(_Group(numbers))
        groups[-1].kinds |= kinds
        numbers = []
    return groups
