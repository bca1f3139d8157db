"""A task set by hand, the task findings are put under, and what group names of units stand for."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from db.queries.tasks import UnitGroupRow
from inspector.errors import Refused, Spoken
from inspector.model.ids import TaskId
from inspector.model.task_life import Measure, TaskSet
from inspector.words import N_, _, translate
from ui.dialogs.task_office import units_in
from ui.dialogs.task_step import at_left, day_or_none
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.choice_field import ChoiceField
from ui.widgets.day_field import DayField
from ui.widgets.form_field import FormField
from ui.widgets.low_screen import grow, stand
from ui.widgets.panel import M, fill, row
from ui.widgets.text import Text

WIDTH, LINES = 480, 4


class LedgerForm(QDialog):
    """A form that stays open until what it says is recorded; ``asked`` carries that."""

    asked = Signal(object)

    def __init__(self, title: str, action: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.error = Text(tone="red", wrap=True)
        self.error.setAccessibleName(_("What went wrong"))
        self.error.hide()
        self.doing = Button(action, self.ask, kind=PRIMARY)
        self._fields = QVBoxLayout()
        fill(self._fields, (), M)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.ask)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as what it holds."""
        super().showEvent(event)
        QTimer.singleShot(0, self, partial(grow, self))

    def told(self) -> object:
        """Give what stands in the form. Raises Refused where something is missing."""
        raise NotImplementedError

    def ask(self) -> None:
        """Ask for it to be recorded, once."""
        if not self.doing.isEnabled():
            return
        try:
            told = self.told()
        except Spoken as missing:
            self.say_error(missing)
            return
        self.error.hide()
        self.doing.setEnabled(False)
        self.asked.emit(told)

    def say_error(self, error: Spoken) -> None:
        """Say what went wrong and let it be tried again."""
        self.doing.setEnabled(True)
        self.error.setText(translate(error))
        self.error.show()

    def add(self, name: str, field: QWidget, remark: str = "") -> None:
        """Add a field under its name."""
        self._fields.addWidget(FormField(name, field, remark))

    def lay_out(self) -> None:
        """Stack the fields; call it last."""
        fill(middle := QVBoxLayout(), (self._fields, self.error), M)
        middle.addStretch(1)
        stand(self, middle, row(None, Button(_("Cancel"), self.reject), self.doing), WIDTH)


class NewTaskDialog(LedgerForm):
    """A task that stands in no document; ``asked`` carries a ``TaskSet``."""

    def __init__(
        self,
        grid: str,
        plans: Sequence[tuple[str, str]],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("New task"), _("Enter it"), parent)
        self._grid = grid
        several = _("Several are parted by 、")
        self.title, self.number, self.lead, self.responsible = (QLineEdit() for _field in range(4))
        self.plan = ChoiceField()
        self.plan.offer([("", _("no plan")), *plans])
        self.due = DayField(_("Deadline"), today, ahead=True)
        self.goal, self.measures = _lines(), _lines()
        self.standing = QCheckBox(_("A standing task: findings are put under it, and it does not end"))
        self.add(_("Title"), self.title)
        self.add(_("Number"), self.number)
        self.add(_("Plan"), self.plan)
        self.add(_("In the lead"), self.lead, several)
        self.add(_("Responsible units"), self.responsible, several)
        self.add(_("Deadline"), at_left(self.due))
        self.add(_("Goal"), self.goal)
        self.add(_("Measures, one a line"), self.measures)
        self.add(_("Kind"), self.standing)
        self.lay_out()

    def told(self) -> TaskSet:
        """Give the task."""
        due = day_or_none(self.due)
        texts = [line.strip() for line in self.measures.toPlainText().splitlines() if line.strip()]
        return TaskSet(
            grid=self._grid,
            plan=self.plan.value(),
            number=self.number.text().strip(),
            title=self.title.text().strip(),
            lead=units_in(self.lead.text()),
            responsible=units_in(self.responsible.text()),
            due=due,
            deadline=f"{due}" if due else "",
            goal=self.goal.toPlainText().strip(),
            measures=tuple(Measure(id=str(place), text=text) for place, text in enumerate(texts, start=1)),
            is_standing=self.standing.isChecked(),
        )


class UnderTaskDialog(LedgerForm):
    """Under which task findings are put; ``asked`` carries its id, empty to take them out."""

    def __init__(
        self, tasks: Sequence[tuple[TaskId, str]], count: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Put under a task"), _("Put under it"), parent)
        self.task = ChoiceField()
        self.task.offer([("", _("no task: take it out")), *tasks], tasks[0][0] if tasks else "")
        self.add(_("Task"), self.task, _("Findings chosen: {n}", n=count))
        self.lay_out()

    def told(self) -> str:
        """Give the task."""
        return self.task.value()


class UnitGroupsDialog(LedgerForm):
    """What group names of plans stand for; ``asked`` carries pairs of a name and its units that changed."""

    def __init__(self, groups: Sequence[UnitGroupRow], parent: QWidget | None = None) -> None:
        super().__init__(_("Groups of units"), _("Save"), parent)
        self._before = {one.name: one.units for one in groups}
        text = "\n".join(f"{name} = {'、'.join(units)}" for name, units in self._before.items())
        self.field = QPlainTextEdit(text)
        self.field.setMinimumHeight(px(140))
        self.add(
            _("One group a line"),
            self.field,
            _("As in: 七办一镇 = 甲街道办、乙镇. Whoever seeks a unit finds what its groups do, too."),
        )
        self.lay_out()

    def told(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Give the groups that differ; one that is gone has no units."""
        now: dict[str, tuple[str, ...]] = {}
        for line in self.field.toPlainText().splitlines():
            name, mark, units = line.replace("＝", "=").partition("=")
            if not line.strip():
                continue
            if not mark or not name.strip() or not units_in(units):
                raise Refused(N_("Write each group as: name = unit、unit."))
            now[name.strip()] = units_in(units)
        changed = {name: units for name, units in now.items() if self._before.get(name) != units}
        gone = {name: () for name in self._before if name not in now}
        return tuple({**changed, **gone}.items())


def _lines() -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setTabChangesFocus(True)
    field.setFixedHeight(LINES * field.fontMetrics().lineSpacing() + px(12))
    return field
