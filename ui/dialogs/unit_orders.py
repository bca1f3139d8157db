"""Orders for several findings at once: which units get one, on what they rest, whether they are signed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from db.issued_reports import LONGEST_TEXT
from db.queries.unit_orders import UnitOrders
from inspector.errors import Spoken
from inspector.words import _, plural, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.lines_table import LinesTable
from ui.widgets.panel import L, M, fill, row
from ui.widgets.text import Text

WIDTH, HEIGHT = 560, 480
UNIT_WIDTH, COUNT_WIDTH = 180, 96


class UnitOrdersDialog(QDialog):
    """Shows an order for each unit; ``asked`` carries the basis of the orders and whether they are signed."""

    asked = Signal(str, bool)

    def __init__(self, orders: UnitOrders, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.orders = orders
        count = len(orders.orders)
        self.setWindowTitle(_("Orders to put problems right"))
        told = plural("{n} order, one for each unit.", "{n} orders, one for each unit.", count)
        self.lines = LinesTable(_("Orders"))
        self.lines.show_lines(
            (_("Unit"), _("Findings"), _("Numbers of findings")),
            [(one.unit, str(len(one.findings)), "、".join(one.numbers)) for one in orders.orders],
            (UNIT_WIDTH, COUNT_WIDTH),
        )
        left = len(orders.left_out)
        self.left = Text(
            plural(
                "{n} of the chosen findings is in no unit's hands and gets no order: {numbers}",
                "{n} of the chosen findings are in no unit's hands and get no order: {numbers}",
                left,
                numbers="、".join(orders.left_out),
            ),
            tone="amber",
            wrap=True,
        )
        self.left.setVisible(bool(left))
        self.basis = QPlainTextEdit()
        self.basis.setAccessibleName(_("Basis of the orders"))
        self.basis.setPlaceholderText(_("Basis of the orders; it may be left empty"))
        self.basis.setTabChangesFocus(True)
        self.basis.setMaximumHeight(px(72))
        self.signing = QCheckBox(_("Sign them now with my own key"))
        self.signing.setChecked(True)
        self.signing.setToolTip(_("Without any digital signature it is printed, signed by hand and sealed."))
        self.error = Text(tone="red", wrap=True)
        self.error.setAccessibleName(_("What went wrong"))
        self.error.hide()
        self.giving_up = Button(_("Cancel"), self.reject)
        self.making = Button(plural("Make {n} order", "Make {n} orders", count), self._ask, kind=PRIMARY)
        layout = QVBoxLayout(self)
        foot = row(None, self.giving_up, self.making)
        parts = (Text(told, wrap=True), self.lines, self.left, self.basis, self.signing, self.error, foot)
        fill(layout, parts, M, L)
        layout.setStretch(1, 1)
        room = parent.size() if parent else self.sizeHint()
        self.resize(min(px(WIDTH), room.width() - px(L)), min(px(HEIGHT), room.height() - px(L)))
        self.basis.textChanged.connect(self._allow)

    def say_error(self, error: Spoken) -> None:
        """Say in one sentence what went wrong and let the person try again."""
        self.be_busy(busy=False)
        self.error.setText(translate(error))
        self.error.show()

    def be_busy(self, *, busy: bool) -> None:
        """Let nothing be changed while the orders are made."""
        for part in (self.making, self.basis, self.signing):
            part.setEnabled(not busy)

    def _ask(self) -> None:
        self.error.hide()
        self.asked.emit(self.basis.toPlainText().strip(), self.signing.isChecked())

    def _allow(self) -> None:
        is_long = len(self.basis.toPlainText().strip()) > LONGEST_TEXT
        self.making.allow(not is_long, _("This takes at most {limit} characters.", limit=LONGEST_TEXT))
