"""What stands above a list: filters, facts, kept filters, search, columns, export, the page's own buttons."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from inspector.words import _
from ui.list_facts import Facet, FactChips, FactsPopup, fact_words
from ui.saved_filters import SavedFilter, SavedFilters
from ui.table import Facts, View
from ui.theme import px
from ui.widgets.buttons import PLAIN, Button, IconButton
from ui.widgets.chip import FilterChips
from ui.widgets.panel import fill
from ui.widgets.search_box import SearchBox

NARROW, LOW, BESIDE = 640, 320, 1040
"""Width or height of a list below which one button stands for all filters, and from which they stand beside
the search."""
LEAST = 420
WORDS = "words"
"""The property that keeps the words of a button while its icon stands alone."""


class ListHead(QWidget):
    """Asks for views of a list: ``wanted`` carries what changes of the ``View``, by name.

    ``facets_wanted`` comes before the facts can be offered; give them to ``offer_facts``. ``forgotten``
    carries a kept filter that is kept no longer, and whether it was shown first.
    """

    wanted = Signal(object)
    facets_wanted = Signal()
    keeping_asked = Signal()
    forgotten = Signal(object, bool)

    def __init__(
        self, title: str, filters: Sequence[tuple[str, str]], saved: SavedFilters, *, has_facts: bool
    ) -> None:
        super().__init__()
        self.saved_filters = saved
        self._view = View()
        self._facets: Sequence[Facet] = ()
        self._popup_wanted = False
        self.filters = FilterChips(title)
        for name, text in filters:
            self.filters.offer(name, text)
        self._texts = dict(filters)
        self._counts: dict[str, int] = {}
        self.filter_menu = Button("", self._offer_filters, icon="filter")
        self.search = SearchBox(_("Find in this list"))
        self.narrowing = IconButton("filter", _("Filter by several facts"), self.ask_facts, kind=PLAIN)
        self.narrowing.setVisible(has_facts)
        self.keeping = IconButton("flag", _("Saved filters"), self._offer_saved, kind=PLAIN)
        self.choosing = IconButton("columns-3", _("Choose columns"), kind=PLAIN)
        self.exporting = IconButton("download", _("Export"), kind=PLAIN)
        self.more = IconButton("chevron-down", _("More"), self._offer_more, kind=PLAIN)
        self.buttons = QHBoxLayout()
        """Room at the top right for the page's own buttons."""
        self.chips = FactChips()
        self._has_filters = bool(filters)
        self._lay_out()
        self.filters.chosen.connect(lambda name: self.wanted.emit({"filter": name}))
        self.search.asked.connect(lambda text: self.wanted.emit({"text": text}))
        self.chips.chosen.connect(lambda facts: self.wanted.emit({"facts": facts}))

    def count(self, name: str, count: int) -> None:
        """Say how many rows the filter ``name`` lets through."""
        self.filters.count(name, count)
        self._counts[name] = count
        self._say_filter()

    def show_view(self, view: View, *, writes: bool) -> None:
        """Stand as ``view`` asks, without asking for it again; ``writes`` its letters into the search."""
        self._view = view
        if view.filter and view.filter != self.filters.choice:
            self.filters.mark(view.filter)
        if writes and view.text != self.search.text().strip():
            self.search.write(view.text)
        self.chips.show_facts(view.facts, partial(fact_words, self._facets))
        self.narrowing.set_tone("accent" if view.facts else "")
        if view.facts and not self._facets:
            self.facets_wanted.emit()
        self._say_filter()

    def ask_facts(self) -> None:
        """Open the facts below their button, as soon as they are known."""
        self._popup_wanted = True
        self.facets_wanted.emit()

    def offer_facts(self, facets: Sequence[Facet]) -> None:
        """Know the facts and their values; open them if somebody waits for them."""
        self._facets = facets
        self.chips.show_facts(self._view.facts, partial(fact_words, facets))
        if self._popup_wanted:
            self._popup_wanted = False
            self.popup = FactsPopup(facets, self._view.facts, self)
            self.popup.chosen.connect(self._choose_facts)
            below = self.narrowing.mapToGlobal(self.narrowing.rect().bottomLeft())
            self.popup.show_at(below, self.window().height() - self.narrowing.height())

    def minimumSizeHint(self) -> QSize:
        """Allow to be made narrow: what is left away then is no reason against it."""
        return QSize(px(LEAST), super().minimumSizeHint().height())

    def fit(self, width: int, height: int) -> None:
        """Let one button stand for all filters where the list is narrow or low."""
        narrow = width < px(NARROW) or height < px(LOW)
        beside = narrow or width >= px(BESIDE)
        self._above.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        for rare in (self.keeping, self.choosing, self.exporting):
            rare.setVisible(not narrow)
        self.more.setVisible(narrow)
        self.filters.setVisible(self._has_filters and not narrow)
        self.filter_menu.setVisible(self._has_filters and narrow)
        for at in range(self.buttons.count()):
            held = self.buttons.itemAt(at)
            button = held.widget() if held else None
            if isinstance(button, Button) and not button.icon().isNull():
                _show_words(button, shown=not narrow)

    def saved_menu(self) -> QMenu:
        """Make the menu of the kept filters."""
        menu = QMenu(_("Saved filters"), self)
        for one in self.saved_filters.all:
            _add(menu, one.name, partial(self._show_saved, one), checked=one.view == self._view)
        if menu.actions():
            menu.addSeparator()
        _add(menu, _("Save this filter…"), self.keeping_asked.emit)
        if self.saved_filters.all:
            first = self.saved_filters.first
            starting, forgetting = QMenu(_("Show first"), menu), QMenu(_("Forget"), menu)
            _add(starting, _("none"), partial(self.saved_filters.show_first, ""), checked=first is None)
            for one in self.saved_filters.all:
                _add(
                    starting,
                    one.name,
                    partial(self.saved_filters.show_first, one.name),
                    checked=one == first,
                )
                _add(forgetting, one.name, partial(self._forget, one))
            menu.addMenu(starting)
            menu.addMenu(forgetting)
        return menu

    def _forget(self, saved: SavedFilter) -> None:
        was_first = self.saved_filters.first == saved
        self.saved_filters.forget(saved.name)
        self.forgotten.emit(saved, was_first)

    def _choose_facts(self, facts: Facts) -> None:
        self.wanted.emit({"facts": facts})

    def _show_saved(self, saved: SavedFilter) -> None:
        view = saved.view
        self.wanted.emit(
            {
                "filter": view.filter if view.filter in self._texts else self.filters.first,
                "text": view.text,
                "facts": view.facts,
                "sort": view.sort,
                "descending": view.descending,
            }
        )

    def _offer_saved(self) -> None:
        _pop_up(self.saved_menu(), self.keeping)

    def more_menu(self) -> QMenu:
        """Make the menu of what has no button of its own where it is narrow."""
        menu = QMenu(_("More"), self)
        saved = self.saved_menu()
        saved.setParent(menu, saved.windowFlags())
        menu.addMenu(saved)
        _add(menu, _("Choose columns"), self.choosing.click)
        _add(menu, _("Export"), self.exporting.click)
        return menu

    def _offer_more(self) -> None:
        _pop_up(self.more_menu(), self.more)

    def _offer_filters(self) -> None:
        menu = QMenu(self.filters.accessibleName(), self)
        for name, text in self._texts.items():
            shown = f"{text} {self._counts[name]}" if name in self._counts else text
            _add(menu, shown, partial(self.filters.choose, name), checked=name == self.filters.choice)
        _pop_up(menu, self.filter_menu)

    def _say_filter(self) -> None:
        name = self.filters.choice
        if name:
            count = self._counts.get(name)
            text = self._texts[name]
            self.filter_menu.setText(text if count is None else f"{text} {count}")

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        fill(
            tools,
            (
                self.filter_menu,
                self.search,
                None,
                self.narrowing,
                self.keeping,
                self.choosing,
                self.exporting,
                self.more,
            ),
        )
        tools.addLayout(self.buttons)
        self._above = QHBoxLayout()
        fill(self._above, (self.filters, tools))
        self._above.setStretch(0, 1)
        self._say_filter()
        self.fit(px(BESIDE), px(BESIDE))
        fill(QVBoxLayout(self), (self._above, self.chips))


def _show_words(button: Button, *, shown: bool) -> None:
    """Show a button's words beside its icon, or leave them to its name and tool tip."""
    words = button.property(WORDS) or button.text()
    button.setProperty(WORDS, words)
    button.setText(words if shown else "")
    button.setAccessibleName(words)
    if button.isEnabled():
        button.setToolTip("" if shown else words)


def _add(menu: QMenu, text: str, act: Callable[[], Any], *, checked: bool = False) -> None:
    action = QAction(text, menu)
    action.setCheckable(checked)
    action.setChecked(checked)
    action.triggered.connect(lambda _checked=False: act())
    menu.addAction(action)


def _pop_up(menu: QMenu, below: QWidget) -> None:
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(below.mapToGlobal(QPoint(0, below.height())))
