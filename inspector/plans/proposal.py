"""What a person makes of a plan that was read: tasks corrected, merged, split, left out, added; undone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import msgspec

from inspector.errors import Refused, Spoken, Unreadable
from inspector.plans.document import Document, Line
from inspector.plans.plan import Plan, PlanDeadline, PlanTask
from inspector.plans.reading import read_plan
from inspector.words import N_

NO_NEXT = N_("There is no task after this one to merge it with.")
NOT_WITHIN = N_("A task is split at one of its own lines, not at its first.")
NOT_FREE = N_("Choose lines that belong to no task yet.")
NOT_A_DRAFT = N_("What was kept of a plan can't be read; read the document again.")
BY_HAND = N_("Made by hand from lines {first} to {last}; look at its fields.")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A document and the tasks it is thought to hold, in the document's order; no line is in two of them."""

    document: Document
    tasks: tuple[PlanTask, ...]
    doubts: tuple[Spoken, ...] = ()
    title: str = ""

    @classmethod
    def of(cls, document: Document, plan: Plan) -> Self:
        """Begin with what was read; a line two tasks claim belongs to the first of them."""
        taken: set[int] = set()
        tasks: list[PlanTask] = []
        for task in plan.tasks:
            own = [number for number in _lines_of(task) if number not in taken]
            taken.update(own)
            tasks.append(_at(task, own))
        return cls(document, _ordered(tasks), plan.doubts, plan.title)

    @property
    def unassigned(self) -> tuple[int, ...]:
        """Give the numbers of lines with text that belong to no task."""
        taken = {number for task in self.tasks for number in task.lines}
        return tuple(
            line.number for line in self.document.lines if line.text.strip() and line.number not in taken
        )

    def task_at(self, number: int) -> int | None:
        """Give which task a line belongs to."""
        return next((at for at, task in enumerate(self.tasks) if number in task.lines), None)

    def titled(self, title: str) -> Self:
        """Give it under another title."""
        return replace(self, title=title)

    def corrected(self, at: int, **fields: Any) -> Self:
        """Give it with other words in fields of a task; its lines stay."""
        return self._with(at, 1, [replace(self.tasks[at], **fields)])

    def merged(self, at: int) -> Self:
        """Give it with a task and the next one as one. Raises Refused where there is no next one."""
        if at + 1 >= len(self.tasks):
            raise Refused(NO_NEXT)
        return self._with(at, 2, [_merged(*self.tasks[at : at + 2])])

    def split(self, at: int, line: int) -> Self:
        """Give it with a task divided before ``line``. Raises Refused where that leaves one part empty."""
        task = self.tasks[at]
        above = [number for number in task.lines if number < line]
        below = [number for number in task.lines if number >= line]
        if line not in task.lines or not above:
            raise Refused(NOT_WITHIN)
        first = self._read(above) or _at(task, above)
        return self._with(at, 1, [first, self._task_from(below)])

    def without(self, at: int) -> Self:
        """Give it without a task that is none; its lines are unassigned again."""
        return self._with(at, 1, [])

    def added(self, lines: Iterable[int]) -> Self:
        """Give it with a task made of lines. Raises Refused where they have no text or belong to another."""
        free = set(self.unassigned)
        chosen = sorted(number for number in set(lines) if self.document.lines[number - 1].text.strip())
        if not chosen or not free.issuperset(chosen):
            raise Refused(NOT_FREE)
        return replace(self, tasks=_ordered([*self.tasks, self._task_from(chosen)]))

    def _with(self, at: int, count: int, tasks: Sequence[PlanTask]) -> Self:
        return replace(self, tasks=_ordered([*self.tasks[:at], *tasks, *self.tasks[at + count :]]))

    def _task_from(self, numbers: Sequence[int]) -> PlanTask:
        return self._read(numbers) or _blank(self.document, numbers)

    def _read(self, numbers: Sequence[int]) -> PlanTask | None:
        """Read lines by themselves as the reader does; nothing where they are not one task to it."""
        chosen = tuple(self.document.lines[number - 1] for number in numbers)
        plan = read_plan(replace(self.document, lines=chosen, doubts=()))
        return _at(plan.tasks[0], numbers) if len(plan.tasks) == 1 else None


@dataclass(frozen=True, slots=True)
class Course:
    """A proposal with what it was before each change, to go back and forward."""

    now: Proposal
    past: tuple[Proposal, ...] = ()
    future: tuple[Proposal, ...] = ()

    def to(self, changed: Proposal) -> Self:
        """Go on with a changed proposal; the same one is no step."""
        return self if changed == self.now else type(self)(changed, (*self.past, self.now))

    def undone(self) -> Self:
        """Go one step back; at the beginning nothing changes."""
        if not self.past:
            return self
        return type(self)(self.past[-1], self.past[:-1], (self.now, *self.future))

    def redone(self) -> Self:
        """Go one step forward again; at the end nothing changes."""
        if not self.future:
            return self
        return type(self)(self.future[0], (*self.past, self.now), self.future[1:])


def to_json(proposal: Proposal) -> str:
    """Write a proposal for the disk, so that a crash loses nothing of it."""
    return msgspec.json.encode(proposal, enc_hook=_of_spoken).decode()


def from_json(text: str) -> Proposal:
    """Read what ``to_json`` wrote. Raises Unreadable for anything else."""
    try:
        return msgspec.json.decode(text, type=Proposal, dec_hook=_spoken_of)
    except msgspec.DecodeError as error:
        raise Unreadable(NOT_A_DRAFT) from error


def _of_spoken(value: Any) -> object:
    return {"sentence": value.sentence, "values": {name: str(said) for name, said in value.values.items()}}


def _spoken_of(_kind: type, value: Any) -> Spoken:
    return Spoken(value["sentence"], **value["values"])


def _lines_of(task: PlanTask) -> Sequence[int]:
    return task.lines or range(task.first, task.last + 1)


def _at(task: PlanTask, numbers: Sequence[int]) -> PlanTask:
    """Give a task with other lines; one whose lines others have keeps where it stood."""
    if not numbers:
        return replace(task, lines=())
    return replace(task, first=min(numbers), last=max(numbers), lines=tuple(sorted(numbers)))


def _ordered(tasks: Iterable[PlanTask]) -> tuple[PlanTask, ...]:
    return tuple(sorted(tasks, key=lambda task: task.first))


def _merged(one: PlanTask, other: PlanTask) -> PlanTask:
    """Put two tasks together: texts below one another, lists without what is there already."""
    lists = (
        *("lead", "responsible", "supporting", "supervising", "accountability", "accepting", "people"),
        *("measures", "quantities", "targets", "duties", "parts"),
    )
    fields: dict[str, Any] = {
        name: tuple(dict.fromkeys((*getattr(one, name), *getattr(other, name)))) for name in lists
    }
    for name in ("problem", "goal"):
        fields[name] = "\n".join(filter(None, dict.fromkeys((getattr(one, name), getattr(other, name)))))
    fields["deadline"] = one.deadline if one.deadline != PlanDeadline() else other.deadline
    fields["doubts"] = (*one.doubts, *other.doubts)
    merged = replace(one, title=one.title or other.title, **fields)
    return _at(merged, sorted({*one.lines, *other.lines}))


def _blank(document: Document, numbers: Sequence[int]) -> PlanTask:
    """Make a task of lines that the reader does not understand: their words, and a doubt."""
    lines: list[Line] = [document.lines[number - 1] for number in numbers]
    return PlanTask(
        number="",
        headings=(),
        title=lines[0].text,
        problem="\n".join(line.text for line in lines),
        lead=(),
        responsible=(),
        supporting=(),
        supervising=(),
        accountability=(),
        accepting=(),
        people=(),
        deadline=PlanDeadline(),
        goal="",
        measures=(),
        quantities=(),
        targets=(),
        duties=(),
        parts=(),
        first=min(numbers),
        last=max(numbers),
        lines=tuple(numbers),
        doubts=(Unreadable(BY_HAND, first=min(numbers), last=max(numbers)),),
    )
