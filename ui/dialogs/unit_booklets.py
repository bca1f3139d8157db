"""The accounts of units (交账手册): which units get one, and whether they are signed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from db.queries.unit_booklet import UnitAccount
from inspector.errors import Spoken
from inspector.words import _, plural, translate
from ui.theme import px
from ui.widgets.buttons import LINK, PRIMARY, Button
from ui.widgets.panel import L, M, fill, row
from ui.widgets.text import Text

WIDTH, HEIGHT = 560, 480
UNIT_ROLE = int(Qt.ItemDataRole.UserRole)


class UnitBookletsDialog(QDialog):
    """Shows the units that owe something; ``asked`` carries those chosen and whether they are signed."""

    asked = Signal(object, bool)

    def __init__(self, accounts: Sequence[UnitAccount], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Accounts of units"))
        self.units = QListWidget()
        self.units.setAccessibleName(_("Units that owe something"))
        for one in accounts:
            tasks = plural("{n} task", "{n} tasks", one.tasks)
            findings = plural("{n} open finding", "{n} open findings", one.findings)
            item = QListWidgetItem(f"{one.unit} · {tasks} · {findings}")
            item.setData(UNIT_ROLE, one.unit)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.units.addItem(item)
        told = _(
            "A booklet for each unit: its tasks with measures, deadlines, state and pace, named sites, open "
            "findings, what it has handed in, and places to sign."
        )
        self.empty = Text(_("No unit owes anything here."), tone="soft", wrap=True)
        self.empty.setVisible(not accounts)
        self.all = Button(_("Choose all"), lambda: self.choose_all(on=True), kind=LINK)
        self.none = Button(_("Choose none"), lambda: self.choose_all(on=False), kind=LINK)
        self.signing = QCheckBox(_("Sign them now with my own key"))
        self.signing.setChecked(True)
        self.signing.setToolTip(_("Without any digital signature it is printed, signed by hand and sealed."))
        self.error = Text(tone="red", wrap=True)
        self.error.setAccessibleName(_("What went wrong"))
        self.error.hide()
        self.making = Button("", self._ask, kind=PRIMARY)
        foot = row(None, Button(_("Cancel"), self.reject), self.making)
        layout = QVBoxLayout(self)
        choosing = row(self.all, self.none, None)
        parts = (Text(told, tone="soft", wrap=True), self.empty, self.units, choosing, self.signing)
        fill(layout, (*parts, self.error, foot), M, L)
        layout.setStretch(2, 1)
        room = parent.size() if parent else self.sizeHint()
        self.resize(min(px(WIDTH), room.width() - px(L)), min(px(HEIGHT), room.height() - px(L)))
        self.units.itemChanged.connect(lambda _item: self._allow())
        self._allow()

    def chosen(self) -> tuple[str, ...]:
        """Give the units that were chosen."""
        items = (self.units.item(at) for at in range(self.units.count()))
        return tuple(str(one.data(UNIT_ROLE)) for one in items if one.checkState() is Qt.CheckState.Checked)

    def choose_all(self, *, on: bool) -> None:
        """Choose all units, or none of them."""
        for at in range(self.units.count()):
            self.units.item(at).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def say_error(self, error: Spoken) -> None:
        """Say in one sentence what went wrong and let the person try again."""
        self.be_busy(busy=False)
        self.error.setText(translate(error))
        self.error.show()

    def be_busy(self, *, busy: bool) -> None:
        """Let nothing be changed while the booklets are made."""
        for part in (self.making, self.units, self.all, self.none, self.signing):
            part.setEnabled(not busy)

    def _ask(self) -> None:
        self.error.hide()
        self.asked.emit(self.chosen(), self.signing.isChecked())

    def _allow(self) -> None:
        count = len(self.chosen())
        self.making.setText(plural("Make {n} booklet…", "Make {n} booklets…", count))
        self.making.allow(bool(count), _("Choose at least one unit."))
