"""Asking for a new order, for an answer to one, and for the record of a dispatch meeting."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from db.queries.orders import MeetingLine, OrderChoices, OrderSheet
from inspector.errors import Refused, Spoken
from inspector.model.meeting import MeetingRecorded
from inspector.model.order_acts import OrderStep, proposed_text
from inspector.model.order_life import ORDER_KIND_NAMES, OrderIssued, OrderKind
from inspector.words import N_, _, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.case_papers import EnteredFor, PapersField
from ui.widgets.choice_field import ChoiceField
from ui.widgets.day_field import DayField
from ui.widgets.form_field import FormField
from ui.widgets.low_screen import stand
from ui.widgets.panel import M, fill, row
from ui.widgets.text import Text

WIDTH, LINES, TERM, LONGEST = 560, 76, 10, 60
NO_DAY = N_("Give a day, such as 2026-11-22.")


class OrderForm(QDialog):
    """Stays open until it is recorded or given up; ``asked`` says that it is to be recorded."""

    asked = Signal()

    def __init__(self, title: str, about: str, action: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.setAccessibleName(_("What went wrong"))
        self.trouble.hide()
        self.doing = Button(action, self.ask, kind=PRIMARY)
        self.doing.setToolTip(_("Ctrl+Enter"))
        middle = QVBoxLayout()
        told = (Text(about, tone="soft", wrap=True),) if about else ()
        fill(middle, (*told, *self.rows(), self.trouble), M)
        middle.addStretch(1)
        stand(self, middle, row(None, Button(_("Cancel"), self.reject), self.doing), WIDTH)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.ask)

    def rows(self) -> tuple[QWidget, ...]:
        """Give what is asked."""
        raise NotImplementedError

    def ask(self) -> None:
        """Ask for it to be recorded, once."""
        if self.doing.isEnabled():
            self.trouble.hide()
            self.doing.setEnabled(False)
            self.asked.emit()

    def say(self, error: BaseException) -> None:
        """Say why it could not be recorded and let it be tried again; a fault of ours goes its own way."""
        self.doing.setEnabled(True)
        if not isinstance(error, Spoken):
            raise error
        self.trouble.setText(translate(error))
        self.trouble.show()


class OrderNewForm(OrderForm):
    """Asks what is ordered of whom by when; a first sentence is proposed for each kind."""

    def __init__(
        self,
        choices: OrderChoices,
        today: date,
        period: str = "",
        parent: QWidget | None = None,
        decision: str = "",
    ) -> None:
        """``decision`` names the one it begins from, as ``meeting/1``."""
        self._choices, self._period = choices, period
        self.kind, self.to, self.decided = ChoiceField(), ChoiceField(), ChoiceField()
        self.kind.offer([(one.value, _(name)) for one, name in ORDER_KIND_NAMES.items()])
        grids = [(str(grid), name) for grid, name in choices.grids]
        self.to.offer([*grids, ("", _("a unit by name"))], grids[0][0] if grids else "")
        self.decided.offer(
            [
                ("", _("no meeting")),
                *(
                    (f"{line.meeting}/{at}", f"{line.day} {line.decisions[at - 1]}"[:LONGEST])
                    for line, at in choices.decisions
                ),
            ]
        )
        self.unit, self.title = QLineEdit(), QLineEdit()
        self.text = _text_field()
        self.due = DayField(_("Answer due by"), today, ahead=True)
        self.due.show_day(today + timedelta(days=TERM))
        self._of_unit = FormField(_("Unit"), self.unit)
        self._proposed = ""
        numbers = ", ".join(number for _subject, number in choices.about)
        about = _("About {numbers}", numbers=numbers) if numbers else ""
        super().__init__(_("New order"), about, _("Issue and sign"), parent)
        self.kind.currentIndexChanged.connect(self._propose)
        self.to.currentIndexChanged.connect(self._show)
        self.decided.currentIndexChanged.connect(self._take_decision)
        self._propose()
        self._show()
        if decision:
            self.decided.setCurrentIndex(max(0, self.decided.findData(decision)))

    def rows(self) -> tuple[QWidget, ...]:
        """Ask for kind, addressee, decision, title, text and deadline."""
        return (
            FormField(_("Kind"), self.kind),
            FormField(_("Sent to"), self.to),
            self._of_unit,
            FormField(_("Decided by the meeting"), self.decided),
            FormField(_("Subject line"), self.title),
            FormField(_("What is asked for"), self.text),
            FormField(_("Answer due by"), _held(self.due)),
        )

    def told(self) -> OrderIssued:
        """Give what stands in the fields. Raises Refused without a day."""
        if self.due.day is None:
            raise Refused(NO_DAY)
        to_grid = self.to.value()
        meeting, _mark, decision = self.decided.value().partition("/")
        subjects = [subject for subject, _number in self._choices.about]
        return OrderIssued(
            kind=OrderKind(self.kind.value()),
            number="",
            grid="",
            title=self.title.text(),
            text=self.text.toPlainText(),
            due=self.due.day,
            to_grid=to_grid,
            unit="" if to_grid else self.unit.text(),
            findings=self._choices.findings,
            tasks=tuple(one for one in subjects if one not in self._choices.findings),
            period=self._period,
            meeting=meeting,
            decision=int(decision or 0),
        )

    def _propose(self, *_chosen: object) -> None:
        """Propose a sentence of the kind, unless something else was typed."""
        if self.text.toPlainText() == self._proposed:
            numbers = tuple(number for _subject, number in self._choices.about)
            sentence = proposed_text(OrderKind(self.kind.value()), numbers)
            self._proposed = _(sentence, numbers=", ".join(numbers)) if numbers else _(sentence)
            self.text.setPlainText(self._proposed)

    def _take_decision(self, *_chosen: object) -> None:
        """Begin with the words of the decision, unless something was typed."""
        meeting, _mark, decision = self.decided.value().partition("/")
        words = next(
            (
                line.decisions[at - 1]
                for line, at in self._choices.decisions
                if (line.meeting, f"{at}") == (meeting, decision)
            ),
            "",
        )
        if words and self.text.toPlainText() == self._proposed:
            self._proposed = words
            self.text.setPlainText(words)

    def _show(self, *_chosen: object) -> None:
        self._of_unit.setVisible(not self.to.value())


class OrderAnswerForm(OrderForm):
    """Asks what was done about an order, or only when it was taken note of, and for whom it is entered."""

    def __init__(
        self, sheet: OrderSheet, step: OrderStep, today: date, parent: QWidget | None = None
    ) -> None:
        self.step = step
        self.text = _text_field()
        self.outcome = ChoiceField()
        self.outcome.offer([("yes", _("it is done")), ("", _("not done yet"))], "yes")
        self.on = DayField(_("On"), today)
        self.on.show_day(today)
        self.papers = PapersField(_("Papers and photos"))
        self.behalf = EnteredFor()
        self._asks_words = step is OrderStep.ANSWER
        title = _("Answer the order") if self._asks_words else _("Take note of the order")
        told = [sheet.order.title]
        if not sheet.is_addressee:
            told.append(_("The answer is that of {name}: enter it for them.", name=sheet.line.addressee))
        super().__init__(title, "\n".join(told), _("Record"), parent)

    def rows(self) -> tuple[QWidget, ...]:
        """Ask for the words only where an answer is given."""
        answer: tuple[QWidget, ...] = ()
        if self._asks_words:
            answer = (
                FormField(_("What was done about it"), self.text),
                FormField(_("Is it done?"), self.outcome),
            )
        papers = (FormField(_("Papers and photos"), self.papers),) if self._asks_words else ()
        return (*answer, FormField(_("On"), _held(self.on)), *papers, self.behalf)


class MeetingForm(OrderForm):
    """Asks for the record of a dispatch meeting: who was there and what was decided, a line for each.

    One that was recorded ``before`` is put right, with the reason.
    """

    def __init__(
        self,
        today: date,
        period: str = "",
        parent: QWidget | None = None,
        before: MeetingLine | None = None,
    ) -> None:
        self._period, self._before = before.period if before else period, before
        self.title, self.place, self.chair = QLineEdit(_("Dispatch meeting")), QLineEdit(), QLineEdit()
        self.day = DayField(_("Day"), today)
        self.day.show_day(before.day if before else today)
        self.attendance, self.decisions = _text_field(), _text_field()
        self.reason = QLineEdit()
        if before:
            self.title.setText(before.title)
            self.place.setText(before.place)
            self.chair.setText(before.chair)
            self.attendance.setPlainText("\n".join(before.attendance))
            self.decisions.setPlainText("\n".join(before.decisions))
        about = _("Each decision stands on a line of its own; an order can be issued from each.")
        if before and before.ordered:
            listed = _(", ").join(f"{at}: {number}" for at, number in before.ordered.items())
            about = _("These decisions became orders and stay as they are: {listed}.", listed=listed)
        title = _("Correct the record of a meeting") if before else _("Record of a meeting")
        super().__init__(title, about, _("Record"), parent)

    def rows(self) -> tuple[QWidget, ...]:
        """Ask for day, place, people and decisions, and why a record is put right."""
        return (
            *((FormField(_("Why it is put right"), self.reason),) if self._before else ()),
            FormField(_("Title"), self.title),
            FormField(_("Day"), _held(self.day)),
            FormField(_("Venue"), self.place),
            FormField(_("Chaired by"), self.chair),
            FormField(_("Attendance, one on a line"), self.attendance),
            FormField(_("Decisions, one on a line"), self.decisions),
        )

    def told(self) -> MeetingRecorded:
        """Give what stands in the fields. Raises Refused without a day."""
        if self.day.day is None:
            raise Refused(NO_DAY)
        return MeetingRecorded(
            subject=self._before.meeting if self._before else "",
            grid="",
            day=self.day.day,
            title=self.title.text(),
            place=self.place.text(),
            chair=self.chair.text(),
            attendance=tuple(self.attendance.toPlainText().splitlines()),
            decisions=tuple(self.decisions.toPlainText().splitlines()),
            period=self._period,
            reason=self.reason.text(),
        )


def _text_field() -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setTabChangesFocus(True)
    field.setFixedHeight(px(LINES))
    return field


def _held(day: DayField) -> QWidget:
    held = QWidget()
    fill(QHBoxLayout(held), (day, None))
    return held
