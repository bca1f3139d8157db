"""The rules of the office about cases: steps and criteria of the close-off, people, terms, days."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from inspector.errors import Spoken
from inspector.model.close_off import CRITERION_NAMES, DEFAULT_STEPS, STEP_NAMES, CloseOffStep
from inspector.model.finding_state import SEVERITY_NAMES
from inspector.model.office_rules import CaseRules
from inspector.model.working_days import COUNTING_NAMES, Counting
from inspector.words import _, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button, IconButton
from ui.widgets.choice_field import ChoiceField
from ui.widgets.close_off_view import begun
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.form_field import FormField
from ui.widgets.number_field import NumberField
from ui.widgets.panel import XS, L, M, Scroll, column, fill, row
from ui.widgets.text import Text

STEP_ROLE = int(Qt.ItemDataRole.UserRole)
WIDTH, HEIGHT = 580, 620
ROW_HEIGHT = 30


class CaseRulesDialog(QDialog):
    """``decided`` carries the ``CaseRules``; it stays open until they are recorded or given up."""

    decided = Signal(object)

    def __init__(self, rules: CaseRules, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Rules for cases"))
        self.setMinimumSize(px(400), px(300))
        self.steps = QListWidget()
        self.steps.setAccessibleName(_("Steps of the close-off"))
        self.steps.installEventFilter(self)
        self.steps.setFixedHeight(px(6 * ROW_HEIGHT + 4))
        left_out = [step for step in DEFAULT_STEPS if step not in rules.close_off_steps]
        for step in (*rules.close_off_steps[:-1], *left_out):
            self._add(step, is_done=step in rules.close_off_steps)
        self.up = IconButton("chevron-up", _("Earlier (Alt+↑)"), lambda: self.move_step(-1))
        self.down = IconButton("chevron-down", _("Later (Alt+↓)"), lambda: self.move_step(1))
        self.criteria = {one: QCheckBox(_(name)) for one, name in CRITERION_NAMES.items()}
        for one, box in self.criteria.items():
            box.setChecked(one in rules.criteria)
        names = [_(name) for name in SEVERITY_NAMES.values()]
        self.rechecks = [NumberField(_("Re-checkers: {severity}", severity=name)) for name in names]
        for field, count in zip(self.rechecks, rules.rechecks, strict=True):
            field.show_amount(count)
        self.publicity, self.look_back = (
            NumberField(_("Days of publicity")),
            NumberField(_("Look back after")),
        )
        self.publicity.show_amount(rules.publicity_days)
        self.look_back.show_amount(rules.look_back_days)
        self.counting = ChoiceField()
        self.counting.offer([(one, _(name)) for one, name in COUNTING_NAMES.items()], rules.counting)
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.setAccessibleName(_("What went wrong"))
        self.trouble.hide()
        self.deciding = Button(_("Put in force"), self.decide, kind=PRIMARY)
        self._lay_out(names)

    @property
    def rules(self) -> CaseRules:
        """What stands there; a number that is none is 0, which is refused."""
        items = [self.steps.item(at) for at in range(self.steps.count())]
        steps = [
            CloseOffStep(item.data(STEP_ROLE)) for item in items if item.checkState() is Qt.CheckState.Checked
        ]
        minor, serious, major = (field.amount or 0 for field in self.rechecks)
        return CaseRules(
            rechecks=(minor, serious, major),
            close_off_steps=(*steps, CloseOffStep.FILING),
            criteria=tuple(one for one, box in self.criteria.items() if box.isChecked()),
            publicity_days=self.publicity.amount or 0,
            counting=Counting(self.counting.value()),
            look_back_days=self.look_back.amount or 0,
        )

    def decide(self) -> None:
        """Give away what stands there."""
        self.setEnabled(False)
        self.decided.emit(self.rules)

    def move_step(self, by: int) -> None:
        """Move the chosen step earlier or later."""
        at = self.steps.currentRow()
        to = at + by
        if at >= 0 and 0 <= to < self.steps.count():
            self.steps.insertItem(to, self.steps.takeItem(at))
            self.steps.setCurrentRow(to)

    def say(self, error: BaseException) -> None:
        """Say why it can't be ruled so; a fault of ours goes its own way."""
        self.setEnabled(True)
        if not isinstance(error, Spoken):
            raise error
        self.trouble.setText(translate(error))
        self.trouble.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move a step with Alt and an arrow."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            ways = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
            if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in ways:
                self.move_step(ways[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)

    def _add(self, step: CloseOffStep, *, is_done: bool) -> None:
        item = QListWidgetItem(begun(_(STEP_NAMES[step])))
        item.setSizeHint(QSize(0, px(ROW_HEIGHT)))
        item.setData(STEP_ROLE, step)
        item.setCheckState(Qt.CheckState.Checked if is_done else Qt.CheckState.Unchecked)
        self.steps.addItem(item)

    def _lay_out(self, names: list[str]) -> None:
        numbers, days = FlowLayout(gap=16), FlowLayout(gap=16)
        for name, field in zip(names, self.rechecks, strict=True):
            numbers.addWidget(FormField(name, field))
        days.addWidget(FormField(_("Days of publicity"), self.publicity))
        days.addWidget(FormField(_("Look back after (days)"), self.look_back))
        days.addWidget(FormField(_("Terms count"), self.counting))
        told = _("They hold for what begins from now on; a close-off that has begun goes on as it began.")
        criteria = QWidget()
        criteria.setLayout(column(*self.criteria.values(), gap=XS))
        body = column(
            Text(_("Rules for cases"), "heading"),
            Text(told, tone="soft", wrap=True),
            Text(_("Steps of the close-off"), bold=True),
            self.steps,
            row(Text(_("Filing is always the last one."), tone="soft"), None, self.up, self.down),
            Text(_("Criteria of acceptance"), bold=True),
            criteria,
            Text(_("How many people re-check"), bold=True),
            numbers,
            days,
            None,
            gap=M,
        )
        foot = row(None, Button(_("Cancel"), self.reject), self.deciding)
        layout = QVBoxLayout(self)
        fill(layout, (Scroll(body), self.trouble, foot), M, L)
        layout.setStretch(0, 1)
        room = self.screen().availableSize()
        self.resize(min(px(WIDTH), room.width() - px(32)), min(px(HEIGHT), room.height() - px(48)))
