"""What was said of the parts of a task is put right: a named site, a duty, and that something was done."""

from PySide6.QtWidgets import QCheckBox, QLineEdit

from inspector.model import task_acts as acts
from inspector.model import task_part_acts as parts
from inspector.model.task_state import EVERY_NAMES, Every, ItemKind
from inspector.model.task_steps import TaskStep
from inspector.words import _
from ui.dialogs.task_office import units_in
from ui.dialogs.task_step import TaskAct, TaskDialog, day_or_none, needed_day
from ui.dialogs.task_work import DutyDialog, every_choices, kind_choices, measure_words, times_in, year_in
from ui.widgets.choice_field import ChoiceField
from ui.widgets.task_words import short

MEASURE, ITEM = "measure/", "item/"


class ChangeItemDialog(TaskDialog):
    """That a named site is called or dealt with otherwise, or does not belong on the list."""

    STEP = TaskStep.CHANGE_ITEM

    def build(self) -> None:
        """Ask which, what it is now, and why."""
        self.items = {one.id: one for one in self.sheet.task.items}
        self.item = self.add_choice(
            _("Named site"), [(one.id, f"{one.year} · {short(one.name)}") for one in self.items.values()]
        )
        self.name = self.add_line(_("Name"))
        self.year = self.add_line(_("To be dealt with in the year"))
        self.kind = self.add_choice(_("What is to become of it"), kind_choices())
        self.gone = QCheckBox(_("Take it off the list"))
        self.gone.setToolTip(_("Its entries stay in the journal."))
        self._fields.addWidget(self.gone)
        self.reason = self.add_line(_("Why it is changed"))
        self.item.currentIndexChanged.connect(lambda _place: self.show_item())
        self.gone.toggled.connect(self._let)
        self.show_item()

    def show_item(self) -> None:
        """Show the chosen site as it stands."""
        if chosen := self.items.get(self.item.value()):
            self.name.setText(chosen.name)
            self.year.setText(f"{chosen.year}")
            self.kind.setCurrentIndex(self.kind.findData(chosen.kind.value))

    def act(self) -> TaskAct:
        """Change it, or take it off."""
        item, reason = self.item.value(), self.reason.text()
        if self.gone.isChecked():
            return lambda ask: parts.remove_item(ask.task, ask.who, item, reason)
        name, year, kind = self.name.text(), year_in(self.year), ItemKind(self.kind.value())
        return lambda ask: parts.change_item(ask.task, ask.who, item, reason, name=name, year=year, kind=kind)

    def _let(self, gone: bool) -> None:
        for field in (self.name, self.year, self.kind):
            field.setEnabled(not gone)


class ChangeDutyDialog(DutyDialog):
    """That a duty is another one, ends on a day, or was set by mistake."""

    STEP = TaskStep.CHANGE_DUTY

    def build(self) -> None:
        """Ask which, what it is now, and why."""
        self.duties = {one.id: one for one in self.sheet.task.duties}
        self.duty = self.add_choice(
            _("Duty"),
            [(one.id, short(f"{_(EVERY_NAMES[one.every])} · {one.text}")) for one in self.duties.values()],
        )
        self.text = self.add_text(_("What is to be done"))
        self.every, self.times = ChoiceField(), QLineEdit()
        self.every.offer(every_choices())
        self.since = self.day_field(_("Begins on"))
        self.until = self.day_field(_("Until (empty: without an end)"), ahead=True)
        self.add_period(self.every, self.times, self.since, self.until)
        self.units = self.add_line(_("Units"), "", _("Several are parted by 、"))
        self.gone = QCheckBox(_("Take it off: it was set by mistake"))
        self.gone.setToolTip(_("Its entries stay in the journal."))
        self._fields.addWidget(self.gone)
        self.reason = self.add_line(_("Why it is changed"))
        self.duty.currentIndexChanged.connect(lambda _place: self.show_duty())
        self.gone.toggled.connect(self._let)
        self.show_duty()

    def show_duty(self) -> None:
        """Show the chosen duty as it stands."""
        chosen = self.duties.get(self.duty.value())
        if chosen is None:
            return
        self.text.setPlainText(chosen.text)
        self.every.setCurrentIndex(self.every.findData(chosen.every.value))
        self.times.setText(f"{chosen.times}")
        self.units.setText("、".join(chosen.units))
        self.since.show_day(chosen.since)
        self.until.show_day(chosen.until)

    def act(self) -> TaskAct:
        """Change it, or take it off."""
        duty, reason = self.duty.value(), self.reason.text()
        if self.gone.isChecked():
            return lambda ask: parts.remove_duty(ask.task, ask.who, duty, reason)
        text, every, times = self.text.toPlainText(), Every(self.every.value()), times_in(self.times)
        units = units_in(self.units.text())
        since, until = needed_day(self.since), day_or_none(self.until)
        return lambda ask: parts.set_duty(
            ask.task, ask.who, duty, text, every, units, since, until, times, reason
        )

    def _let(self, gone: bool) -> None:
        for field in (self.text, self.every, self.times, self.units, self.since, self.until):
            field.setEnabled(not gone)


class ReopenDialog(TaskDialog):
    """That a measure or named site is open, which somebody said was done."""

    STEP = TaskStep.REOPEN

    def build(self) -> None:
        """Ask which and why."""
        task = self.sheet.task
        done = [(f"{MEASURE}{one.told.id}", measure_words(one)) for one in task.measures if one.done_on]
        done += [(f"{ITEM}{one.id}", f"{one.year} · {short(one.name)}") for one in task.items if one.done_on]
        self.part = self.add_choice(_("Measure or named site"), done)
        self.reason = self.add_text(_("Why it is not done"))

    def act(self) -> TaskAct:
        """Open it again."""
        part, reason = self.part.value(), self.reason.toPlainText()
        if part.startswith(MEASURE):
            name = part.removeprefix(MEASURE)
            return lambda ask: acts.reopen_measure(ask.task, ask.who, name, reason)
        item = part.removeprefix(ITEM)
        return lambda ask: parts.reopen_item(ask.task, ask.who, item, reason)
