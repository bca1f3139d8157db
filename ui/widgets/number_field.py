"""A field for a number counted in whole steps of its last decimal; empty while nothing was measured."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QWidget

from inspector.model.answer_text import amount_from, amount_text
from inspector.model.question import LARGEST
from ui.theme import px
from ui.widgets.text import set_property

REST = 600
"""Milliseconds after the last key until a number counts as typed: 1 on the way to 120 opens no finding."""


class NumberField(QAbstractSpinBox):
    """``amount_given`` carries the amount, or None when the field was emptied.

    Amounts are integers, so no decimal is ever lost as with fractions of a computer.
    """

    amount_given = Signal(object)

    def __init__(self, name: str, decimals: int = 0, start: int = 0, parent: QWidget | None = None) -> None:
        """Count in 10 to the power of -``decimals``; the first step up or down gives ``start``."""
        super().__init__(parent)
        self._decimals, self._start = decimals, start
        self._told: int | None = None
        self.setAccessibleName(name)
        self.setFixedWidth(px(120))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._tell)
        self.lineEdit().textEdited.connect(self._wait)
        self.editingFinished.connect(self._tell)

    @property
    def amount(self) -> int | None:
        """What stands there, if it is a number with no more decimals than are asked."""
        return amount_from(self.text(), self._decimals)

    def show_amount(self, amount: int | None) -> None:
        """Show an amount, or none; what is being typed is left alone."""
        if self._rest.isActive():
            return
        self._told = amount
        if amount != self.amount or (amount is None and not self.is_faulty):
            self.lineEdit().setText("" if amount is None else amount_text(amount, self._decimals))
        set_property(self, "faulty", "true" if self.is_faulty else "false")

    @property
    def is_faulty(self) -> bool:
        """Say whether something stands there that is no number."""
        return self.amount is None and bool(self.text().strip())

    def measure(self, decimals: int) -> None:
        """Count in another measure from now on; the amount is shown anew after that."""
        if decimals != self._decimals:
            self._decimals = decimals
            self.lineEdit().setText("")

    def begin(self, text: str) -> None:
        """Begin to type with ``text``, as when a digit was pressed beside the field."""
        self.lineEdit().setText(text)
        self._wait()

    def stepBy(self, steps: int) -> None:
        """Count up or down by whole units."""
        step = steps * 10**self._decimals
        amount = self._start if self.amount is None else self.amount + step
        self.lineEdit().setText(amount_text(max(-LARGEST, min(amount, LARGEST)), self._decimals))
        self._tell()

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Allow both directions."""
        return (
            QAbstractSpinBox.StepEnabledFlag.StepUpEnabled | QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        )

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Let everything be typed; what is no number is marked, not refused key by key."""
        return QValidator.State.Acceptable, text, position

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell the number with Enter, which then goes on to whoever holds the field."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._tell()
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

    def _wait(self) -> None:
        set_property(self, "faulty", "true" if self.is_faulty else "false")
        self._rest.start()

    def _tell(self) -> None:
        self._rest.stop()
        set_property(self, "faulty", "true" if self.is_faulty else "false")
        if self.amount != self._told:
            self._told = self.amount
            self.amount_given.emit(self._told)
