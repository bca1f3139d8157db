"""The tree of grids and the people in it: added, renamed, moved; roles given and ended."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.queries.ground import GroundDuty, GroundGrid, GroundSheet
from inspector.errors import Refused
from inspector.model.grid import LEVEL_NAMES
from inspector.model.ground_steps import change_grid
from inspector.model.ids import GridId
from inspector.model.person import ROLE_NAMES
from inspector.periods import long_day
from inspector.words import _, in_language, plural, spoken, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.choice_field import ChoiceField
from ui.widgets.flow_layout import FlowLayout, one_height
from ui.widgets.form_field import FormField
from ui.widgets.panel import L, M, Rule, S, Scroll, SectionHeader, fill, row
from ui.widgets.text import Text

WIDTH, HEIGHT, TREE, BESIDE = 820, 560, 280, 560
ID_ROLE = int(Qt.ItemDataRole.UserRole)


class GroundDialog(QDialog):
    """Shows a ``GroundSheet`` and asks for what shall be done; it stays open and is shown the outcome.

    ``grid_changed`` carries a ``GridChanged`` and the ``Grid`` before it, ``grid_asked`` the id of the grid
    above a new one, ``person_asked`` and ``role_asked`` that of the grid, ``ending_asked`` a ``GroundDuty``,
    ``grid_ending_asked`` the ``GroundGrid`` that ends.
    """

    grid_changed = Signal(object, object)
    grid_asked = Signal(str)
    person_asked = Signal(str)
    role_asked = Signal(str)
    ending_asked = Signal(object)
    grid_ending_asked = Signal(object)
    grids_importing = Signal()
    people_importing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Grids and people"))
        self.sheet = GroundSheet((), (), ())
        self.chosen = GridId("")
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(_("Grids"))
        self.tree.setHeaderHidden(True)
        self.tree.currentItemChanged.connect(self._choose)
        self.name, self.code, self.above = QLineEdit(), QLineEdit(), ChoiceField()
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.hide()
        self.saving = Button(_("Save"), self.save)
        self.adding = Button(_("New grid below"), lambda: self.grid_asked.emit(self.chosen), icon="plus")
        self.ending = Button(_("This grid ends…"), self.ask_end)
        self.person = Button(_("New person"), lambda: self.person_asked.emit(self.chosen), icon="user")
        self.role = Button(_("Give a role…"), lambda: self.role_asked.emit(self.chosen))
        self.importing_grids = Button(_("Import grids"), self.grids_importing.emit, icon="upload")
        self.importing_people = Button(_("Import people"), self.people_importing.emit, icon="upload")
        self.head = SectionHeader("")
        self.people = QVBoxLayout()
        self.endings: list[Button] = []
        self._lay_out()

    def show_sheet(self, sheet: GroundSheet, today: date) -> None:
        """Show the ground as it stands; the grid in focus stays so."""
        self.sheet, self._today = sheet, today
        self.tree.blockSignals(True)
        self.tree.clear()
        items: dict[str, QTreeWidgetItem] = {}
        for one in sheet.grids:
            above = items.get(one.grid.parent)
            ended = bool(one.grid.until and one.grid.until <= today)
            item = QTreeWidgetItem([_("{grid} (ended)", grid=one.grid.name) if ended else one.grid.name])
            item.setToolTip(0, f"{one.grid.code} {one.grid.name}")
            item.setData(0, ID_ROLE, one.grid.id)
            items[one.grid.id] = item
            if above:
                above.addChild(item)
            else:
                self.tree.addTopLevelItem(item)
        self.tree.expandAll()
        chosen = items.get(self.chosen) or next(iter(items.values()), None)
        if chosen:
            self.tree.setCurrentItem(chosen)
        self.tree.blockSignals(False)
        self._show_grid()

    def save(self) -> None:
        """Ask for the change of the grid in focus, or say why there can be none."""
        one = self._grid()
        if one is None:
            return
        try:
            changed = change_grid(
                one.grid,
                self.name.text(),
                self.code.text(),
                self.above.value() if one.grid.parent else "",
                [each.grid for each in self.sheet.grids],
            )
        except Refused as refusal:
            self.trouble.setText(translate(refusal))
            self.trouble.show()
            return
        self.trouble.hide()
        if changed:
            self.grid_changed.emit(changed, one.grid)

    def ask_end(self) -> None:
        """Ask for the end of the grid in focus."""
        if one := self._grid():
            self.grid_ending_asked.emit(one)

    def _choose(self, *_items: object) -> None:
        self._show_grid()

    def _grid(self) -> GroundGrid | None:
        item = self.tree.currentItem()
        wanted = item.data(0, ID_ROLE) if item else ""
        return next((one for one in self.sheet.grids if one.grid.id == wanted), None)

    def _show_grid(self) -> None:
        one = self._grid()
        self.side.setEnabled(one is not None)
        if one is None:
            return
        grid = one.grid
        self.chosen = grid.id
        level = LEVEL_NAMES[min(grid.level, len(LEVEL_NAMES)) - 1]
        told = [_(level), plural("{n} site", "{n} sites", one.sites)]
        if grid.until:
            told.append(_("ends on {day}", day=long_day(grid.until, in_language(spoken()))))
        self.head.say(grid.name, " · ".join(told))
        self.ending.setVisible(bool(grid.parent))
        self.name.setText(grid.name)
        self.code.setText(grid.code)
        self.above.offer(
            [
                (each.grid.id, each.grid.name)
                for each in self.sheet.grids
                if each.grid.level == grid.level - 1
            ],
            grid.parent,
        )
        has_choice = self.above.count() > 0
        self._above.setVisible(has_choice)
        self.trouble.hide()
        self._show_people([duty for duty in self.sheet.duties if duty.duty.grid == grid.id])

    def _show_people(self, duties: Sequence[GroundDuty]) -> None:
        while item := self.people.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.endings = []
        for one in duties:
            self.people.addWidget(self._duty(one))
        if not duties:
            self.people.addWidget(Text(_("Nobody has a role here."), tone="soft"))

    def _duty(self, one: GroundDuty) -> QWidget:
        duty, say = one.duty, in_language(spoken())
        lasts = duty.until is None or duty.until >= self._today
        told = [
            _(ROLE_NAMES[duty.role]),
            duty.card,
            _("since {day}", day=long_day(duty.since, say)),
            _("until {day}", day=long_day(duty.until, say)) if duty.until else "",
        ]
        parts: list[QWidget] = [
            Text(one.name, bold=lasts, tone="" if lasts else "soft"),
            Text(" · ".join(part for part in told if part), tone="soft"),
        ]
        if duty.until is None:
            ending = Button(_("End the role"), partial(self.ending_asked.emit, one))
            ending.setAccessibleDescription(f"{one.name}, {_(ROLE_NAMES[duty.role])}")
            self.endings.append(ending)
            parts.append(ending)
        line = FlowLayout(gap=8)
        for each in one_height(*parts):
            line.addWidget(each)
        box = QWidget()
        fill(QVBoxLayout(box), (line,), 0)
        return box

    def _lay_out(self) -> None:
        self.side = QWidget()
        self._above = FormField(_("Belongs to"), self.above)
        both = QHBoxLayout()
        fill(both, (FormField(_("Name"), self.name), FormField(_("Code"), self.code)), M)
        tools, more = FlowLayout(gap=8), FlowLayout(gap=8)
        for button in (self.saving, self.adding, self.ending):
            tools.addWidget(button)
        for button in (self.person, self.role):
            more.addWidget(button)
        whole = QVBoxLayout()
        fill(
            whole,
            (
                self.head,
                both,
                self._above,
                self.trouble,
                tools,
                Rule(),
                SectionHeader(_("People")),
                self.people,
                more,
                None,
            ),
            S,
        )
        fill(QVBoxLayout(self.side), (Scroll(whole),), 0)
        self._both = QHBoxLayout()
        fill(self._both, (self.tree, self.side), L)
        self._both.setStretch(0, 2)
        self._both.setStretch(1, 3)
        foot = row(
            self.importing_grids,
            self.importing_people,
            None,
            Button(_("Close"), self.accept, kind=PRIMARY),
        )
        layout = QVBoxLayout(self)
        fill(layout, (self._both, foot), M, L)
        layout.setStretch(0, 1)
        parent = self.parentWidget()
        room = parent.size() if parent else self.sizeHint()
        self.resize(min(px(WIDTH), room.width() - px(L)), min(px(HEIGHT), room.height() - px(L)))
        if self.width() < px(BESIDE):
            self._both.setDirection(QBoxLayout.Direction.TopToBottom)
