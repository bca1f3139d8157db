"""What people do with the named sites and the duties of a task."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from inspector.errors import Refused
from inspector.model.case_acts import OWN, OnBehalf, at_most, checked, needed
from inspector.model.events import Blob
from inspector.model.finding_steps import Who
from inspector.model.task import Task
from inspector.model.task_acts import check_done
from inspector.model.task_life import DutyMet, DutySet, ItemAdded, ItemChanged, ItemDone, ItemReopened
from inspector.model.task_parts import Duty, Item
from inspector.model.task_state import Every, ItemKind
from inspector.model.task_steps import TaskStep, check
from inspector.words import N_

FIRST_YEAR, LAST_YEAR = 2000, 2100
NO_SUCH_ITEM = N_("The task names no such site.")
NO_SUCH_DUTY = N_("The task has no such duty.")
NOTHING_NEW = N_("Nothing is changed yet.")
WHY_CHANGED = N_("Say why it is changed.")
_OF_DUTY = ("text", "every", "units", "since", "until", "times")


def add_item(
    task: Task, who: Who, item: str, name: str, year: int, kind: ItemKind, site: str = ""
) -> ItemAdded:
    """Name a site in the task. Raises Refused without a name, for a name it has, and for no year of ours."""
    check(task, TaskStep.ADD_ITEM, who)
    called = needed(name, N_("A named site needs its name."))
    if called in {one.name for one in task.items}:
        raise Refused(N_("“{name}” is named in the task already."), name=called)
    _check_year(year)
    return ItemAdded(subject=task.id, item=item, name=called, year=year, kind=kind, site=site)


def change_item(
    task: Task,
    who: Who,
    item: str,
    reason: str,
    *,
    name: str | None = None,
    year: int | None = None,
    kind: ItemKind | None = None,
) -> ItemChanged:
    """Put right what is said of a named site.

    Raises Refused as ``add_item`` does, without a reason, and where nothing would change.
    """
    check(task, TaskStep.CHANGE_ITEM, who)
    known = _item(task, item)
    if name is not None:
        name = needed(name, N_("A named site needs its name."))
        if name in {one.name for one in task.items if one.id != item}:
            raise Refused(N_("“{name}” is named in the task already."), name=name)
    if year is not None:
        _check_year(year)
    wanted = {"name": name, "year": year, "kind": kind}
    new: dict[str, Any] = {
        one: value for one, value in wanted.items() if value not in (None, getattr(known, one))
    }
    if not new:
        raise Refused(NOTHING_NEW)
    return ItemChanged(subject=task.id, item=item, reason=needed(reason, WHY_CHANGED), **new)


def remove_item(task: Task, who: Who, item: str, reason: str) -> ItemChanged:
    """Take a named site off the list. Raises Refused without a reason, and once it was dealt with."""
    check(task, TaskStep.CHANGE_ITEM, who)
    known = _item(task, item)
    if known.done_on:
        raise Refused(N_("That site was dealt with; say first that it is open."))
    return ItemChanged(
        subject=task.id, item=item, name=known.name, reason=needed(reason, WHY_CHANGED), is_gone=True
    )


def finish_item(
    task: Task,
    who: Who,
    item: str,
    on: date,
    today: date,
    text: str = "",
    *,
    behalf: OnBehalf = OWN,
    papers: Sequence[Blob] = (),
) -> ItemDone:
    """Say that a named site was dealt with. Raises Refused without an evidence: words or a paper."""
    check(task, TaskStep.ITEM_DONE, who)
    if _item(task, item).done_on:
        raise Refused(N_("That site was dealt with already."))
    check_done(on, today)
    if not (text.strip() or papers or behalf.scans):
        raise Refused(N_("Say what was done, or add the paper that shows it."))
    return ItemDone(
        subject=task.id,
        item=item,
        on=on,
        text=at_most(text),
        on_behalf=checked(behalf).name,
        blobs=(*behalf.scans, *papers),
    )


def reopen_item(task: Task, who: Who, item: str, reason: str) -> ItemReopened:
    """Say that a named site is not dealt with after all. Raises Refused without a reason."""
    check(task, TaskStep.REOPEN, who)
    if not _item(task, item).done_on:
        raise Refused(N_("That site is open."))
    return ItemReopened(subject=task.id, item=item, reason=needed(reason, N_("Say why it is not done.")))


def set_duty(
    task: Task,
    who: Who,
    duty: str,
    text: str,
    every: Every,
    units: Sequence[str],
    since: date,
    until: date | None = None,
    times: int = 1,
    reason: str = "",
) -> DutySet:
    """Set a duty that comes back, or change the one that is called ``duty``; how it was met stays.

    Raises Refused without words or units, for an end before its start, and for a change without a reason or
    that changes nothing.
    """
    known = next((one for one in task.duties if one.id == duty), None)
    check(task, TaskStep.CHANGE_DUTY if known else TaskStep.SET_DUTY, who)
    named = tuple(dict.fromkeys(unit.strip() for unit in units if unit.strip()))
    if not named:
        raise Refused(N_("Say which units have this duty."))
    _check_year(since.year)
    if until and until < since:
        raise Refused(N_("A duty ends after it begins."))
    if times < 1:
        raise Refused(N_("A duty is met at least once in a period."))
    told = DutySet(
        subject=task.id,
        duty=duty,
        text=needed(text, N_("Say what has to be done again and again.")),
        every=every,
        units=named,
        since=since,
        until=until,
        times=times,
        reason=needed(reason, WHY_CHANGED) if known else "",
    )
    if known and all(getattr(told, name) == getattr(known, name) for name in _OF_DUTY):
        raise Refused(NOTHING_NEW)
    return told


def remove_duty(task: Task, who: Who, duty: str, reason: str) -> DutySet:
    """Take a duty off that was set by mistake, with all that is owed. Raises Refused without a reason."""
    check(task, TaskStep.CHANGE_DUTY, who)
    known = _duty(task, duty)
    if known.meetings:
        raise Refused(N_("It was met already; let it end on a day instead."))
    return DutySet(
        subject=task.id,
        duty=duty,
        reason=needed(reason, WHY_CHANGED),
        is_gone=True,
        **{name: getattr(known, name) for name in _OF_DUTY},
    )


def meet_duty(
    task: Task,
    who: Who,
    duty: str,
    unit: str,
    period: str,
    on: date,
    today: date,
    minutes: Sequence[Blob],
    text: str = "",
    on_behalf: str = "",
) -> DutyMet:
    """Close a due line by its minutes.

    Raises Refused without minutes, for a unit or period that owes nothing, and once it was met.
    """
    check(task, TaskStep.MEET_DUTY, who)
    known = _duty(task, duty)
    line = next(
        (one for one in known.lines(today) if (one.unit, one.period) == (unit, period)),
        None,
    )
    if line is None:
        raise Refused(N_("This unit owes nothing in that period."))
    if line.is_met:
        raise Refused(N_("This duty was met in that period already."))
    if not minutes:
        raise Refused(N_("A duty is closed by its minutes: add the file."))
    check_done(on, today)
    return DutyMet(
        subject=task.id,
        duty=duty,
        unit=unit,
        period=period,
        on=on,
        text=at_most(text),
        on_behalf=on_behalf.strip(),
        blobs=tuple(minutes),
    )


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(N_("A year lies between {first} and {last}."), first=FIRST_YEAR, last=LAST_YEAR)


def _item(task: Task, item: str) -> Item:
    found = next((one for one in task.items if one.id == item), None)
    if found is None:
        raise Refused(NO_SUCH_ITEM)
    return found


def _duty(task: Task, duty: str) -> Duty:
    found = next((one for one in task.duties if one.id == duty), None)
    if found is None:
        raise Refused(NO_SUCH_DUTY)
    return found
