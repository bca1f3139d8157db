"""A newer version of a plan against the tasks that are known: what is the same, changed, new or gone."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Self

from inspector.plans.duties import Owed, owed_of
from inspector.plans.letters import compact, folded
from inspector.plans.plan import Plan, PlanTask

_COMPARED = 300
"""Letters at the beginning of a problem by which tasks are known again."""
_CANDIDATES = 5
_NUMBER = 0.2
_LIKE = 0.55
"""From so much likeness on two texts are the same task, one that was reworded."""


class Verdict(StrEnum):
    """How a task of the newer version stands to what is known."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class KnownTask:
    """What is known of a task of the plan; ``key`` is how the one who asks calls it."""

    key: str
    number: str
    title: str
    problem: str
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    supervising: tuple[str, ...] = ()
    accountability: tuple[str, ...] = ()
    accepting: tuple[str, ...] = ()
    deadline: str = ""
    due: date | None = None
    goal: str = ""
    measures: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()

    @classmethod
    def of_plan(cls, task: PlanTask, key: str) -> Self:
        """Take what is compared from a task that was read."""
        return cls(
            key,
            task.number,
            task.title,
            task.problem,
            task.lead,
            task.responsible,
            task.supporting,
            task.supervising,
            task.accountability,
            task.accepting,
            task.deadline.text,
            task.deadline.date,
            task.goal,
            tuple(measure.text for measure in task.measures),
            tuple(sorted(_duty(one) for one in owed_of(task))),
        )


FIELDS = (
    "number",
    "title",
    "problem",
    "lead",
    "responsible",
    "supporting",
    "supervising",
    "accountability",
    "accepting",
    "deadline",
    "due",
    "goal",
    "measures",
    "duties",
)
"""What is compared, in the order in which differences are told."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field that differs: as it is known, and as the newer version has it."""

    field: str
    before: str | date | tuple[str, ...] | None
    after: str | date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One task on either side: a pair that is the same or changed, one that is new, or one that is gone."""

    verdict: Verdict
    known: KnownTask | None
    task: PlanTask | None
    changes: tuple[Change, ...] = ()


def compare(known: Sequence[KnownTask], plan: Plan) -> tuple[Difference, ...]:
    """Say of each task of ``plan`` what it is to the ``known`` ones; what is gone comes last.

    Every task of either side is in exactly one difference.
    """
    pairs = _pairs(known, plan.tasks)
    found: list[Difference] = []
    for place, task in enumerate(plan.tasks):
        if place not in pairs:
            found.append(Difference(Verdict.NEW, None, task))
            continue
        old = known[pairs[place]]
        changes = _changes(old, KnownTask.of_plan(task, old.key))
        found.append(Difference(Verdict.CHANGED if changes else Verdict.SAME, old, task, changes))
    kept = set(pairs.values())
    gone = [Difference(Verdict.GONE, one, None) for place, one in enumerate(known) if place not in kept]
    return (*found, *gone)


def _changes(old: KnownTask, new: KnownTask) -> tuple[Change, ...]:
    """List the fields that say something else, blanks and widths left out."""
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in FIELDS)
    return tuple(
        Change(name, before, after) for name, before, after in pairs if _told(before) != _told(after)
    )


def _duty(owed: Owed) -> str:
    return f"{owed.text} ({'、'.join(owed.units)})"


def _told(value: object) -> object:
    if isinstance(value, str):
        return compact(folded(value))
    return tuple(map(_told, value)) if isinstance(value, tuple) else value


def _pairs(known: Sequence[KnownTask], tasks: Sequence[PlanTask]) -> dict[int, int]:
    """Give for places in ``tasks`` the place of the same task in ``known``: the likest pairs first."""
    scored: list[tuple[float, int, int]] = []
    texts = [_text(one.problem or one.title) for one in known]
    index: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        for piece in _pieces(text):
            index[piece].append(place)
    for place, task in enumerate(tasks):
        text = _text(task.problem or task.title)
        shared = Counter(other for piece in _pieces(text) for other in index.get(piece, ()))
        for other, _count in shared.most_common(_CANDIDATES):
            alike = _likeness(text, texts[other])
            if alike >= _LIKE:
                bonus = _NUMBER if known[other].number == task.number else 0
                scored.append((alike + bonus, place, other))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _score, place, other in sorted(scored, key=lambda one: (-one[0], abs(one[1] - one[2]), one)):
        if place not in pairs and other not in taken:
            pairs[place] = other
            taken.add(other)
    return pairs


def _text(problem: str) -> str:
    return compact(folded(problem))[:_COMPARED]


def _pieces(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(max(1, len(text) - 1))}


def _likeness(one: str, other: str) -> float:
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()
