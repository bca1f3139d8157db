"""The rules of the office about patrols: duties of the levels, the closing day and hour of the week."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from inspector.errors import Spoken
from inspector.model.grid import LEVEL_NAMES, VILLAGE
from inspector.model.patrol_duty import PatrolDuty
from inspector.model.patrol_rules import STRETCHES, PatrolRules, stretch_words
from inspector.model.working_days import COUNTING_NAMES, Counting
from inspector.periods import WEEKDAYS_WHOLE
from inspector.words import _, in_language, spoken, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button, IconButton
from ui.widgets.choice_field import ChoiceField
from ui.widgets.flow_layout import FlowLayout, one_height
from ui.widgets.form_field import FormField
from ui.widgets.number_field import NumberField
from ui.widgets.panel import L, M, Panel, Scroll, column, fill, row
from ui.widgets.text import Text

WIDTH, HEIGHT = 620, 560


class DutyRow(Panel):
    """One duty: which level goes out, how often in which stretch, by night only, on which days."""

    left_out = Signal()

    def __init__(self, duty: PatrolDuty) -> None:
        super().__init__(margin=M)
        say = in_language(spoken())
        self.level, self.stretch, self.counting = ChoiceField(), ChoiceField(), ChoiceField()
        self.level.offer([(str(n), _(name)) for n, name in enumerate(LEVEL_NAMES, 1)], str(duty.level))
        self.times = NumberField(_("Times"), start=1)
        self.times.setFixedWidth(px(64))
        self.times.show_amount(duty.times)
        days = (*STRETCHES, duty.days) if duty.days not in STRETCHES else STRETCHES
        self.stretch.offer([(str(n), stretch_words(n, say)) for n in days], str(duty.days))
        self.night = QCheckBox(_("night patrols only"))
        self.night.setChecked(duty.night)
        self.counting.offer([(one, _(name)) for one, name in COUNTING_NAMES.items()], duty.counting)
        for field, name in (
            (self.level, _("Level")),
            (self.stretch, _("How many times")),
            (self.counting, _("Which days count")),
        ):
            field.setAccessibleName(name)
        self.leaving = IconButton("trash-2", _("Leave this duty out"), self.left_out.emit)
        line = FlowLayout(gap=8)
        for part in one_height(
            self.level, self.times, Text("×"), self.stretch, self.counting, self.night, self.leaving
        ):
            line.addWidget(part)
        self.content.addLayout(line)

    @property
    def duty(self) -> PatrolDuty:
        """What stands there; a number that is none is 0, which is refused."""
        return PatrolDuty(
            level=int(self.level.value()),
            days=int(self.stretch.value()),
            times=self.times.amount or 0,
            night=self.night.isChecked(),
            counting=Counting(self.counting.value()),
        )


class PatrolRulesDialog(QDialog):
    """``decided`` carries the ``PatrolRules``; it stays open until they are recorded or given up."""

    decided = Signal(object)

    def __init__(self, rules: PatrolRules, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Patrols and week"))
        self.setMinimumSize(px(400), px(300))
        self.rows: list[DutyRow] = []
        self._duties = QVBoxLayout()
        fill(self._duties, (), M)
        for duty in rules.duties:
            self.add(duty)
        self.adding = Button(
            _("Another duty"), lambda: self.add(PatrolDuty(level=VILLAGE, days=7)), icon="plus"
        )
        self.closes_on = ChoiceField()
        self.closes_on.offer(
            [(str(n), _(name)) for n, name in enumerate(WEEKDAYS_WHOLE)], str(rules.closes_on)
        )
        self.hand_in = QLineEdit(rules.hand_in)
        self.hand_in.setFixedWidth(px(96))
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.setAccessibleName(_("What went wrong"))
        self.trouble.hide()
        self.deciding = Button(_("Put in force"), self.decide, kind=PRIMARY)
        self._lay_out()

    @property
    def rules(self) -> PatrolRules:
        """What stands there."""
        return PatrolRules(
            duties=tuple(one.duty for one in self.rows),
            closes_on=int(self.closes_on.value()),
            hand_in=self.hand_in.text(),
        )

    def add(self, duty: PatrolDuty) -> None:
        """Add a duty below the others."""
        one = DutyRow(duty)
        one.left_out.connect(partial(self._leave_out, one))
        self.rows.append(one)
        self._duties.addWidget(one)

    def decide(self) -> None:
        """Give away what stands there."""
        self.setEnabled(False)
        self.decided.emit(self.rules)

    def say(self, error: BaseException) -> None:
        """Say why it can't be ruled so; a fault of ours goes its own way."""
        self.setEnabled(True)
        if not isinstance(error, Spoken):
            raise error
        self.trouble.setText(translate(error))
        self.trouble.show()

    def _leave_out(self, one: DutyRow) -> None:
        self.rows.remove(one)
        one.hide()
        one.deleteLater()

    def _lay_out(self) -> None:
        told = _(
            "What is due in a week or month that is not frozen follows these rules; what is frozen stays as "
            "it is. Without a duty a level does not go out."
        )
        week = FlowLayout(gap=16)
        week.addWidget(FormField(_("The week closes on"), self.closes_on))
        week.addWidget(FormField(_("Handed in by"), self.hand_in))
        body = column(
            Text(_("Patrols and week"), "heading"),
            Text(told, tone="soft", wrap=True),
            Text(_("Who goes out how often"), bold=True),
            self._duties,
            row(self.adding, None),
            week,
            None,
            gap=M,
        )
        foot = row(None, Button(_("Cancel"), self.reject), self.deciding)
        layout = QVBoxLayout(self)
        fill(layout, (Scroll(body), self.trouble, foot), M, L)
        layout.setStretch(0, 1)
        room = self.screen().availableSize()
        self.resize(min(px(WIDTH), room.width() - px(32)), min(px(HEIGHT), room.height() - px(48)))
