"""Narrowing a list by several facts at once: a small tree of checks, and what is chosen as words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from inspector.words import _
from ui.table import Facts
from ui.theme import px
from ui.widgets.buttons import CHOICE, Button
from ui.widgets.flow_layout import FlowLayout, flow_policy
from ui.widgets.panel import S, fill, row
from ui.widgets.search_box import SearchBox
from ui.widgets.text import Elided

WIDTH, HEIGHT = 320, 420
LONGEST_CHIP = 28
NAME_ROLE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """A value of a fact: its words, how many rows have it, how deep it lies below others."""

    value: str
    text: str
    count: int | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    """A fact that rows can be chosen by, such as their kind."""

    name: str
    title: str
    choices: tuple[FacetChoice, ...]


class FactsPopup(QFrame):
    """All facts with their values; ``chosen`` carries the ``Facts`` at each check."""

    chosen = Signal(object)

    def __init__(self, facets: Sequence[Facet], facts: Facts, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("palette")
        self.setAccessibleName(_("Filter"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tops: list[QTreeWidgetItem] = []
        self._names = [facet.name for facet in facets]
        self.letters = SearchBox(_("Find a value"))
        self.letters.setMaximumWidth(px(WIDTH))
        self.letters.textChanged.connect(self._find)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(_("Filter"))
        self.tree.setColumnCount(1)
        self._fill(facets, dict(facts))
        self.tree.itemChanged.connect(self._tell)
        self.tree.itemActivated.connect(_turn)
        self.remark = Elided(_("Space checks a value"), tone="soft")
        self.clearing = Button(_("Clear"), self.clear)
        fill(QVBoxLayout(self), (self.letters, self.tree, row(self.remark, None, self.clearing)), S, S)

    def facts(self) -> Facts:
        """Give what is checked."""
        checked: list[tuple[str, tuple[str, ...]]] = []
        for name, top in zip(self._names, self._tops, strict=True):
            values = [
                str(item.data(0, NAME_ROLE))
                for item in _below(top)
                if item.checkState(0) is Qt.CheckState.Checked
            ]
            if values:
                checked.append((name, tuple(values)))
        return tuple(checked)

    def clear(self) -> None:
        """Check nothing any more."""
        self.tree.blockSignals(True)
        for top in self._tops:
            for item in _below(top):
                item.setCheckState(0, Qt.CheckState.Unchecked)
        self.tree.blockSignals(False)
        self._tell()

    def show_at(self, place: QPoint, room: int) -> None:
        """Open below ``place`` of the screen, at most ``room`` pixels high."""
        self.resize(px(WIDTH), min(px(HEIGHT), max(room, px(200))))
        screen = self.screen().availableGeometry()
        left = max(screen.left(), min(place.x(), screen.right() - self.width()))
        top = max(screen.top(), min(place.y(), screen.bottom() - self.height()))
        self.move(left, top)
        self.show()
        self.tree.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _fill(self, facets: Sequence[Facet], chosen: dict[str, tuple[str, ...]]) -> None:
        for facet in facets:
            top = QTreeWidgetItem(self.tree, [facet.title])
            self._tops.append(top)
            top.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            for choice in facet.choices:
                indent = "\u2003" * choice.depth
                told = choice.text if choice.count is None else f"{choice.text}  {choice.count}"
                item = QTreeWidgetItem(top, [f"{indent}{told}"])
                item.setData(0, NAME_ROLE, choice.value)
                item.setToolTip(0, choice.text)
                is_chosen = choice.value in chosen.get(facet.name, ())
                item.setCheckState(0, Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked)
            top.setExpanded(facet.name in chosen)
        self.tree.setCurrentIndex(self.tree.model().index(0, 0))

    def _find(self, letters: str) -> None:
        sought = letters.strip().casefold()
        for top in self._tops:
            fitting = [item for item in _below(top) if sought in item.text(0).casefold()]
            for item in _below(top):
                item.setHidden(item not in fitting)
            top.setHidden(not fitting)
            top.setExpanded(bool(fitting) and bool(sought))

    def _tell(self, *_changed: object) -> None:
        self.chosen.emit(self.facts())


class FactChips(QWidget):
    """What a list is narrowed by, as words; a click takes one away and ``chosen`` carries the rest."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow_policy(self)
        self._row = FlowLayout(self, gap=6)
        self.chips: list[Button] = []
        self._facts: Facts = ()
        self.hide()

    def show_facts(self, facts: Facts, words: Callable[[str, Sequence[str]], str]) -> None:
        """Show ``facts``; ``words(name, values)`` says one of them."""
        self._facts = facts
        for chip in self.chips:
            self._row.removeWidget(chip)
            chip.deleteLater()
        self.chips = []
        for name, values in facts:
            told = words(name, values)
            shown = told if len(told) <= LONGEST_CHIP else f"{told[:LONGEST_CHIP]}…"
            chip = Button(f"{shown}  ×", partial(self._take_away, name), kind=CHOICE, parent=self)
            chip.setCheckable(True)
            chip.setChecked(True)
            chip.setToolTip(_("{fact}: take this filter away", fact=told))
            chip.setAccessibleName(_("{fact}: take this filter away", fact=told))
            self.chips.append(chip)
            self._row.addWidget(chip)
        self.setVisible(bool(facts))
        self.updateGeometry()

    def _take_away(self, name: str) -> None:
        self.chosen.emit(tuple(fact for fact in self._facts if fact[0] != name))


def fact_words(facets: Sequence[Facet], name: str, values: Sequence[str]) -> str:
    """Say one fact by its title and the words of its values."""
    facet = next((one for one in facets if one.name == name), None)
    if facet is None:
        return name
    texts = {choice.value: choice.text for choice in facet.choices}
    return f"{facet.title}: {', '.join(texts.get(value, value) for value in values)}"


def _below(top: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [item for at in range(top.childCount()) if (item := top.child(at))]


def _turn(item: QTreeWidgetItem, _column: int) -> None:
    """Check a value with Enter or a double click; a title opens and closes."""
    if item.parent() is None:
        item.setExpanded(not item.isExpanded())
        return
    checked = item.checkState(0) is Qt.CheckState.Checked
    item.setCheckState(0, Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)
