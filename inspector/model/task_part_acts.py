"""What people do with the named sites and the duties of a task."""

from collections.abc import Sequence
from datetime import date

from inspector.errors import Refused
from inspector.model.close_off_acts import at_most, needed
from inspector.model.events import Blob
from inspector.model.finding_acts import OWN, OnBehalf
from inspector.model.finding_steps import Who
from inspector.model.task import Task
from inspector.model.task_acts import check_done, checked
from inspector.model.task_life import DutyMet, DutySet, ItemAdded, ItemChanged, ItemDone, ItemReopened
from inspector.model.task_parts import Duty, Item
from inspector.model.task_state import Every, ItemKind
from inspector.model.task_steps import TaskStep, check
from inspector.words import N_

FIRST_YEAR, LAST_YEAR = 2000, 2100
NO_SUCH_ITEM = N_("The task names no such site.")
NO_SUCH_DUTY = N_("The task has no such duty.")


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
    *,
    name: str | None = None,
    year: int | None = None,
    kind: ItemKind | None = None,
    is_gone: bool = False,
) -> ItemChanged:
    """Put right what is said of a named site, or take it off. Raises Refused as ``add_item`` does."""
    check(task, TaskStep.ADD_ITEM, who)
    _item(task, item)
    if name is not None:
        name = needed(name, N_("A named site needs its name."))
    if year is not None:
        _check_year(year)
    return ItemChanged(subject=task.id, item=item, name=name, year=year, kind=kind, is_gone=is_gone)


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
    check(task, TaskStep.ITEM_DONE, who)
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
) -> DutySet:
    """Set a duty that comes back. Raises Refused without words or units, and for an end before its start."""
    check(task, TaskStep.SET_DUTY, who)
    named = tuple(dict.fromkeys(unit.strip() for unit in units if unit.strip()))
    if not named:
        raise Refused(N_("Say which units have this duty."))
    _check_year(since.year)
    if until and until < since:
        raise Refused(N_("A duty ends after it begins."))
    if times < 1:
        raise Refused(N_("A duty is met at least once in a period."))
    return DutySet(
        subject=task.id,
        duty=duty,
        text=needed(text, N_("Say what has to be done again and again.")),
        every=every,
        units=named,
        since=since,
        until=until,
        times=times,
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
