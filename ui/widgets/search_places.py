"""Choosing where to look: sites by kind, grid and name, several at once, and further places by name."""

import os
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from db.queries.search_sites import OfferedSites, SitesWanted
from db.queries.site_choices import SiteChoices
from inspector.model.ids import RANDOM_BYTES
from inspector.model.search_list_life import SearchPlace
from inspector.model.site import KIND_NAMES
from inspector.words import _, plural
from ui.theme import px
from ui.widgets.buttons import LINK, Button
from ui.widgets.choice_field import ChoiceField
from ui.widgets.form_field import FormField
from ui.widgets.panel import S, fill, row
from ui.widgets.search_box import SearchBox
from ui.widgets.text import Text

PLACE_ROLE = int(Qt.ItemDataRole.UserRole)
HEIGHT, LINES = 170, 58


class PlaceChooser(QWidget):
    """``wanted`` carries ``SitesWanted`` when other sites are to be offered, ``changed`` follows a choice.

    What was chosen stays chosen while other sites are offered; ``known`` places stand on the list already.
    """

    wanted = Signal(object)
    changed = Signal()

    def __init__(
        self, choices: SiteChoices, *, but: str = "", known: Sequence[str] = (), title: str = ""
    ) -> None:
        super().__init__()
        self._but, self._known = but, frozenset(known)
        self.chosen: dict[str, SearchPlace] = {}
        self._hidden = 0
        self.kind, self.grid = ChoiceField(), ChoiceField()
        kinds = [(kind.value, _(name)) for kind, name in KIND_NAMES.items()]
        self.kind.offer([("", _("every kind")), *kinds])
        self.kind.setAccessibleName(_("Kind"))
        self.grid.offer([("", _("everywhere")), *((str(grid), name) for grid, name in choices.grids)])
        self.grid.setAccessibleName(_("Grid"))
        self.letters = SearchBox(_("Name of a site"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Sites to choose from"))
        self.list.setFixedHeight(px(HEIGHT))
        self.all = Button(_("Choose all shown"), lambda: self.choose_shown(on=True), kind=LINK)
        self.none = Button(_("Choose none of them"), lambda: self.choose_shown(on=False), kind=LINK)
        self.count = Text(tone="soft", wrap=True)
        self.names = QPlainTextEdit()
        self.names.setTabChangesFocus(True)
        self.names.setFixedHeight(px(LINES))
        self.named_grid = ChoiceField()
        self.named_grid.offer([(str(grid), name) for grid, name in choices.grids])
        self.named_grid.setAccessibleName(_("Grid of these places"))
        # what was chosen and not recorded is kept as a draft through the text of a field
        self.kept = QLineEdit(self)
        self.kept.hide()
        asking = QHBoxLayout()
        fill(asking, (self.kind, self.grid, self.letters), S)
        asking.setStretch(2, 1)
        named = FormField(_("Further places by name, one a line"), self.names)
        fill(
            QVBoxLayout(self),
            (
                Text(title or _("Where to look"), bold=True),
                asking,
                self.list,
                row(self.all, self.none, None, gap=S),
                self.count,
                named,
                FormField(_("Grid of these places"), self.named_grid),
            ),
            S,
        )
        self.kind.activated.connect(self.ask)
        self.grid.activated.connect(self.ask)
        self.letters.asked.connect(self.ask)
        self.list.itemChanged.connect(self._take)
        self.names.textChanged.connect(self._say)
        self.kept.textChanged.connect(self._bring_back)
        self._say()

    def ask(self, *_given: object) -> None:
        """Ask for the sites that the filters let through."""
        self.wanted.emit(
            SitesWanted(self.kind.value(), self.grid.value(), self.letters.text().strip(), self._but)
        )

    def show_sites(self, offered: OfferedSites) -> None:
        """Offer these sites, those chosen before with their mark."""
        self.list.blockSignals(True)
        self.list.clear()
        for one in offered.sites:
            if one.site in self._known:
                continue
            item = QListWidgetItem(f"{one.name} · {_(KIND_NAMES[one.kind])} · {one.grid_name}")
            item.setData(PLACE_ROLE, SearchPlace(id=one.site, name=one.name, grid=one.grid, site=one.site))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_mark(one.site in self.chosen))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._hidden = offered.count - len(offered.sites)
        self._say()

    def choose_shown(self, *, on: bool) -> None:
        """Choose all the sites that are shown, or none of them."""
        for at in range(self.list.count()):
            self.list.item(at).setCheckState(_mark(on))

    def places(self) -> tuple[SearchPlace, ...]:
        """Give the sites that were chosen, then the places by name."""
        grid = self.named_grid.value()
        named = (
            SearchPlace(id=os.urandom(RANDOM_BYTES).hex(), name=name, grid=grid) for name in self._names()
        )
        return (*self.chosen.values(), *named)

    def _names(self) -> list[str]:
        lines = (line.strip() for line in self.names.toPlainText().splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def _take(self, item: QListWidgetItem) -> None:
        place: SearchPlace = item.data(PLACE_ROLE)
        if item.checkState() is Qt.CheckState.Checked:
            self.chosen[place.id] = place
        else:
            self.chosen.pop(place.id, None)
        self.kept.setText(msgspec.json.encode(list(self.chosen.values())).decode() if self.chosen else "")
        self._say()

    def _bring_back(self, text: str) -> None:
        """Choose what was left, but what stands on the list by now; what is chosen already stays."""
        places = msgspec.json.decode(text, type=list[SearchPlace]) if text else []
        left = {place.id: place for place in places if place.id not in self._known}
        if left == self.chosen:
            return
        self.chosen = left
        self.list.blockSignals(True)
        for at in range(self.list.count()):
            item = self.list.item(at)
            item.setCheckState(_mark(item.data(PLACE_ROLE).id in left))
        self.list.blockSignals(False)
        self._say()

    def _say(self) -> None:
        count = len(self.chosen) + len(self._names())
        said = plural("{n} place is chosen.", "{n} places are chosen.", count)
        if self._hidden:
            more = plural(
                "{n} more site is not shown; narrow it.",
                "{n} more sites are not shown; narrow it.",
                self._hidden,
            )
            said = f"{said} {more}"
        self.count.setText(said)
        self.changed.emit()


def _mark(on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
