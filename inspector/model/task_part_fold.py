"""What an entry does to the parts of a task: a correction, and measures, named sites and duties."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec

from inspector.model.events import Fact
from inspector.model.task_life import (
    DutyMet,
    DutySet,
    ItemAdded,
    ItemChanged,
    ItemDone,
    ItemReopened,
    Measure,
    MeasureDone,
    MeasureReopened,
    MeasuresScheduled,
    TaskCorrected,
    TaskProgressed,
)
from inspector.model.task_parts import Duty, Item, MeasureNow, Meeting

if TYPE_CHECKING:
    from inspector.model.task import Task

Changed = dict[str, Any]
_NOT_OF_THE_TERMS = frozenset({"on_behalf", "reason", "has_no_due", "measures"})


def first_measures(told: tuple[Measure, ...]) -> tuple[MeasureNow, ...]:
    """Give measures as a plan sets them."""
    return tuple(MeasureNow(told=one, due=one.due) for one in told)


def corrected(task: "Task", _fact: Fact, told: TaskCorrected) -> Changed:
    """Take what was said anew; a measure keeps its day and that it was done under its id."""
    new = {
        name: value
        for name, value in told.told().items()
        if name not in _NOT_OF_THE_TERMS and value is not None
    }
    if told.has_no_due:
        new["due"] = None
    if told.measures is not None:
        before = {one.told.id: one for one in task.measures}
        new["measures"] = tuple(
            _goes_on(before[one.id], one) if one.id in before else MeasureNow(told=one, due=one.due)
            for one in told.measures
        )
    return new


def _goes_on(before: MeasureNow, told: Measure) -> MeasureNow:
    """Keep a day that the office set, take over one that the plan sets anew."""
    due = before.due if told.due == before.told.due else told.due
    return msgspec.structs.replace(before, told=told, due=due)


def _measure(task: "Task", name: str, /, **changed: object) -> Changed | None:
    if name not in {one.told.id for one in task.measures}:
        return None
    return {
        "measures": tuple(
            msgspec.structs.replace(one, **changed) if one.told.id == name else one for one in task.measures
        )
    }


def _scheduled(task: "Task", _fact: Fact, told: MeasuresScheduled) -> Changed:
    days = {one.measure: one.due for one in told.days}
    return {
        "measures": tuple(
            msgspec.structs.replace(one, due=days[one.told.id]) if one.told.id in days else one
            for one in task.measures
        )
    }


def _progressed(task: "Task", _fact: Fact, told: TaskProgressed) -> Changed | None:
    return _measure(task, told.measure) if told.measure else {}


def _item(task: "Task", item: str, /, **changed: object) -> Changed | None:
    if item not in {one.id for one in task.items}:
        return None
    return {
        "items": tuple(
            msgspec.structs.replace(one, **changed) if one.id == item else one for one in task.items
        )
    }


def _item_added(task: "Task", _fact: Fact, told: ItemAdded) -> Changed | None:
    if told.item in {one.id for one in task.items} or not _is_year(told.year):
        return None
    item = Item(id=told.item, name=told.name, year=told.year, kind=told.kind, site=told.site)
    return {"items": (*task.items, item)}


def _item_changed(task: "Task", _fact: Fact, told: ItemChanged) -> Changed | None:
    if told.is_gone:
        kept = tuple(one for one in task.items if one.id != told.item)
        return None if len(kept) == len(task.items) else {"items": kept}
    if told.year is not None and not _is_year(told.year):
        return None
    new = {name: getattr(told, name) for name in ("name", "year", "kind", "site")}
    return _item(task, told.item, **{name: value for name, value in new.items() if value is not None})


def _is_year(year: int) -> bool:
    return date.min.year <= year <= date.max.year


def _duty_set(task: "Task", _fact: Fact, told: DutySet) -> Changed | None:
    before = {one.id: one for one in task.duties}
    if told.is_gone:
        gone = before.pop(told.duty, None)
        return {"duties": tuple(before.values())} if gone else None
    duty = Duty(
        id=told.duty,
        text=told.text,
        every=told.every,
        units=told.units,
        since=told.since,
        until=told.until,
        times=max(1, told.times),
        meetings=before[told.duty].meetings if told.duty in before else (),
    )
    return {"duties": tuple({**before, told.duty: duty}.values())}


def _duty_met(task: "Task", fact: Fact, told: DutyMet) -> Changed | None:
    if told.duty not in {one.id for one in task.duties}:
        return None
    meeting = Meeting(unit=told.unit, period=told.period, on=told.on, entry=fact.hash)
    return {
        "duties": tuple(
            msgspec.structs.replace(one, meetings=(*one.meetings, meeting)) if one.id == told.duty else one
            for one in task.duties
        )
    }


PARTS: Mapping[str, Callable[["Task", Fact, Any], Changed | None]] = MappingProxyType(
    {
        MeasuresScheduled.TYPE: _scheduled,
        MeasureDone.TYPE: lambda task, fact, told: _measure(
            task, told.measure, done_on=told.on, done_by=fact.actor
        ),
        MeasureReopened.TYPE: lambda task, _fact, told: _measure(
            task, told.measure, done_on=None, done_by=""
        ),
        TaskProgressed.TYPE: _progressed,
        ItemAdded.TYPE: _item_added,
        ItemChanged.TYPE: _item_changed,
        ItemDone.TYPE: lambda task, fact, told: _item(task, told.item, done_on=told.on, done_by=fact.actor),
        ItemReopened.TYPE: lambda task, _fact, told: _item(task, told.item, done_on=None, done_by=""),
        DutySet.TYPE: _duty_set,
        DutyMet.TYPE: _duty_met,
    }
)
"""What each entry about a part changes; nothing where it means a part that is not there."""
