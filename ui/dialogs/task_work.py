"""The steps of the work on a task: progress, measures, named sites, duties, and that it is completed."""

import os
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QLineEdit

from inspector.errors import Refused
from inspector.model import task_acts as acts
from inspector.model import task_part_acts as parts
from inspector.model.events import Event
from inspector.model.ids import RANDOM_BYTES
from inspector.model.task_life import ItemAdded
from inspector.model.task_parts import DueLine, MeasureNow
from inspector.model.task_state import EVERY_NAMES, ITEM_KIND_NAMES, Every, ItemKind
from inspector.model.task_steps import TaskStep
from inspector.words import N_, _
from ui.dialogs.task_office import units_in
from ui.dialogs.task_step import TaskAct, TaskAsk, TaskDialog, day_or_none, needed_day
from ui.theme import px
from ui.widgets.buttons import LINK, Button
from ui.widgets.choice_field import ChoiceField
from ui.widgets.day_field import DayField
from ui.widgets.task_words import numbered, period_words, short

MOST_ITEMS, TIMES_WIDTH = 500, 140


def measure_words(one: MeasureNow) -> str:
    """Name a measure in a line."""
    return short(numbered(one.told.number or one.told.id, one.told.text))


def kind_choices() -> Sequence[tuple[str, str]]:
    """Give what may become of a named site."""
    return [(kind.value, _(name)) for kind, name in ITEM_KIND_NAMES.items()]


def every_choices() -> Sequence[tuple[str, str]]:
    """Give how often a duty may come back."""
    return [(one.value, _(name)) for one, name in EVERY_NAMES.items()]


class TaskProgressDialog(TaskDialog):
    """How far it is, of all or of one measure."""

    STEP = TaskStep.PROGRESS

    def build(self) -> None:
        """Ask for words and evidence."""
        open_ones = [(one.told.id, measure_words(one)) for one in self.sheet.task.measures]
        self.measure = self.add_choice(_("Of which measure"), [("", _("the whole task")), *open_ones])
        self.text = self.add_text(_("How far it is"))
        self.add_papers(_("Evidence"))
        self.add_behalf()

    def act(self) -> TaskAct:
        """Say how far it is."""
        text, measure = self.text.toPlainText(), self.measure.value()
        return lambda ask: acts.progress(
            ask.task, ask.who, text, measure=measure, behalf=ask.behalf, papers=ask.papers
        )


class MeasureDoneDialog(TaskDialog):
    """That a measure was carried out."""

    STEP = TaskStep.MEASURE_DONE

    def build(self) -> None:
        """Ask which, when, and for evidence."""
        waiting = [one for one in self.sheet.task.measures if not one.done_on]
        self.measure = self.add_choice(_("Measure"), [(one.told.id, measure_words(one)) for one in waiting])
        self.day = self.add_day(_("Done on"), self.today)
        self.text = self.add_text(_("What was done"))
        self.add_papers(_("Evidence"))
        self.add_behalf()

    def act(self) -> TaskAct:
        """Say that it was carried out."""
        measure, on, text, today = (
            self.measure.value(),
            needed_day(self.day),
            self.text.toPlainText(),
            self.today,
        )
        return lambda ask: acts.finish_measure(
            ask.task, ask.who, measure, on, today, text, behalf=ask.behalf, papers=ask.papers
        )


class ScheduleDialog(TaskDialog):
    """The days by which measures are to be done (倒排工期)."""

    STEP = TaskStep.SCHEDULE

    def build(self) -> None:
        """Ask for the day of each open measure."""
        self.days: dict[str, DayField] = {}
        for one in self.sheet.task.measures:
            if not one.done_on:
                self.days[one.told.id] = self.add_day(measure_words(one), one.due, ahead=True)
        self.spreading = Button(_("Spread them until the deadline"), self.spread, kind=LINK)
        self.spreading.allow(self.sheet.task.due is not None, _("The task has no day to be done by."))
        self._fields.addWidget(self.spreading)

    def spread(self) -> None:
        """Propose days at even distances from today until the task's deadline."""
        due = self.sheet.task.due
        if due:
            for field, day in zip(self.days.values(), evenly(self.today, due, len(self.days)), strict=True):
                field.show_day(day)

    def act(self) -> TaskAct:
        """Set the days."""
        days = {name: day_or_none(field) for name, field in self.days.items()}
        return lambda ask: acts.schedule(ask.task, ask.who, days)


def evenly(today: date, due: date, count: int) -> list[date]:
    """Give ``count`` days at even distances, the last of them ``due``; all of them that day if it is past."""
    left = max(0, (due - today).days)
    return [due - timedelta(days=left - left * (place + 1) // count) for place in range(count)]


class AddItemsDialog(TaskDialog):
    """Sites that are named in the task (子清单)."""

    STEP = TaskStep.ADD_ITEM

    def build(self) -> None:
        """Ask for names, a line each, with the year and what is to become of them."""
        self.names = self.add_text(_("Sites, one a line"))
        year = self.sheet.task.due.year if self.sheet.task.due else self.today.year
        self.year = self.add_line(_("To be dealt with in the year"), f"{year}")
        self.kind = self.add_choice(_("What is to become of them"), kind_choices(), ItemKind.IMPROVE)

    def act(self) -> TaskAct:
        """Name the sites."""
        names = [line.strip() for line in self.names.toPlainText().splitlines() if line.strip()]
        if not names:
            raise Refused(N_("Give at least one name."))
        if len(names) > MOST_ITEMS:
            raise Refused(N_("At most {limit} sites at once."), limit=MOST_ITEMS)
        if len(set(names)) < len(names):
            raise Refused(N_("A site is named twice."))
        return partial(_add_items, names, year_in(self.year), ItemKind(self.kind.value()))


def year_in(field: QLineEdit) -> int:
    """Give a year. Raises Refused where it is none."""
    if not field.text().strip().isdecimal():
        raise Refused(N_("Give the year, as in 2026."))
    return int(field.text())


def _add_items(names: Sequence[str], year: int, kind: ItemKind, ask: TaskAsk) -> Sequence[Event]:
    added: list[ItemAdded] = [
        parts.add_item(ask.task, ask.who, os.urandom(RANDOM_BYTES).hex(), name, year, kind) for name in names
    ]
    return added


class ItemDoneDialog(TaskDialog):
    """That a named site was dealt with."""

    STEP = TaskStep.ITEM_DONE

    def build(self) -> None:
        """Ask which, when, and for evidence."""
        waiting = [one for one in self.sheet.task.items if not one.done_on]
        self.item = self.add_choice(
            _("Named site"), [(one.id, f"{one.year} · {one.name}") for one in waiting]
        )
        self.day = self.add_day(_("Done on"), self.today)
        self.text = self.add_text(_("What was done"))
        self.add_papers(_("Evidence"))
        self.add_behalf()

    def act(self) -> TaskAct:
        """Say that it was dealt with."""
        item, on, text, today = (
            self.item.value(),
            needed_day(self.day),
            self.text.toPlainText(),
            self.today,
        )
        return lambda ask: parts.finish_item(
            ask.task, ask.who, item, on, today, text, behalf=ask.behalf, papers=ask.papers
        )


class DutyDialog(TaskDialog):
    """A duty that comes back; says how often and from when until when on two lines."""

    def add_period(self, every: ChoiceField, times: QLineEdit, since: DayField, until: DayField) -> None:
        """Add what says when it is due."""
        times.setFixedWidth(px(TIMES_WIDTH))
        self.add_beside((_("How often it is due"), every), (_("Times in a period"), times))
        self.add_beside((_("Begins on"), since), (_("Until (empty: without an end)"), until))


class SetDutyDialog(DutyDialog):
    """A duty that comes back in every period."""

    STEP = TaskStep.SET_DUTY

    def build(self) -> None:
        """Ask what, how often, who, from when until when."""
        task = self.sheet.task
        self.text = self.add_text(_("What is to be done"))
        self.every, self.times = ChoiceField(), QLineEdit("1")
        self.every.offer(every_choices(), Every.MONTH)
        self.since = self.day_field(_("Begins on"), self.today)
        self.until = self.day_field(_("Until (empty: without an end)"), task.due, ahead=True)
        self.add_period(self.every, self.times, self.since, self.until)
        self.units = self.add_line(_("Units"), "、".join(task.units), _("Several are parted by 、"))

    def act(self) -> TaskAct:
        """Set the duty."""
        duty = os.urandom(RANDOM_BYTES).hex()
        text, every, times = self.text.toPlainText(), Every(self.every.value()), times_in(self.times)
        units = units_in(self.units.text())
        since, until = needed_day(self.since), day_or_none(self.until)
        return lambda ask: parts.set_duty(ask.task, ask.who, duty, text, every, units, since, until, times)


def times_in(field: QLineEdit) -> int:
    """Give how often in a period. Raises Refused where that is no number."""
    if not field.text().strip().isdecimal():
        raise Refused(N_("Say how many times, as in 1."))
    return int(field.text())


class MeetDutyDialog(TaskDialog):
    """That a unit met a duty, with the minutes."""

    STEP = TaskStep.MEET_DUTY

    def build(self) -> None:
        """Ask which due line, when, and for the minutes."""
        self.lines = [line for line in self.sheet.owed if not line.is_met]
        texts = {duty.id: duty.text for duty in self.sheet.task.duties}
        offered = [
            (str(place), short(f"{period_words(line.period)} · {line.unit} · {texts[line.duty]}"))
            for place, line in enumerate(self.lines)
        ]
        self.line = self.add_choice(_("What is owed"), offered)
        self.day = self.add_day(_("Done on"), self.today)
        self.add_papers(_("Minutes of the meeting"))
        self.text = self.add_text(_("Remark"))

    def show_line(self, line: DueLine) -> None:
        """Choose a due line."""
        self.line.setCurrentIndex(self.lines.index(line))

    def act(self) -> TaskAct:
        """Close the due line."""
        if not self.line.value():
            raise Refused(N_("Nothing is owed until today."))
        line, on, text, today = (
            self.lines[int(self.line.value())],
            needed_day(self.day),
            self.text.toPlainText(),
            self.today,
        )
        return lambda ask: parts.meet_duty(
            ask.task, ask.who, line.duty, line.unit, line.period, on, today, ask.papers, text
        )


class CompleteDialog(TaskDialog):
    """The claim that it is completed."""

    STEP = TaskStep.COMPLETE

    def build(self) -> None:
        """Ask what was done, when, and for evidence."""
        self.text = self.add_text(
            _("What was done"),
            remark=_("Two people who did not work on it re-check it; then it is closed off."),
        )
        self.day = self.add_day(_("Completed on"), self.today)
        self.add_papers(_("Evidence"))
        self.add_behalf()

    def act(self) -> TaskAct:
        """Claim it."""
        text, on, today = self.text.toPlainText(), needed_day(self.day), self.today
        return lambda ask: acts.complete(
            ask.task, ask.who, text, on, today, ask.rules, behalf=ask.behalf, papers=ask.papers
        )
