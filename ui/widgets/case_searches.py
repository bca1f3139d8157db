"""The searches for the same elsewhere (举一反三) that belong to a finding, and the way to begin one."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries.search_lists import SearchLine
from inspector.model.finding_steps import Who
from inspector.model.search_list_acts import MAKERS
from inspector.words import _
from ui.widgets.buttons import LINK, Button
from ui.widgets.panel import XS, fill, row
from ui.widgets.search_words import due_or_state, how_far
from ui.widgets.text import Text


class CaseSearches(QWidget):
    """``chosen`` carries the id of a list, ``asked`` asks for a new one."""

    chosen = Signal(str)
    asked = Signal()

    def __init__(self, lines: Sequence[SearchLine], who: Who, finding: str, today: date) -> None:
        super().__init__()
        self.making = Button(_("Search for the same elsewhere…"), self.asked.emit, icon="search")
        self.making.allow(bool(who.roles & MAKERS), _("That is for the office or the responsible leader."))
        self.lists: list[Button] = []
        shown: list[QWidget] = []
        for line in lines:
            made_here = line.finding == finding
            words = _("Search list {number}", number=line.number)
            if not made_here:
                words = _("Found by search list {number}", number=line.number)
            opening = Button(words, partial(self.chosen.emit, line.search), kind=LINK)
            self.lists.append(opening)
            shown += [opening, Text(f"{how_far(line)} · {due_or_state(line, today)}", tone="soft", wrap=True)]
        layout = QVBoxLayout(self)
        fill(layout, (row(self.making, None),), XS)
        for one in shown:
            if isinstance(one, Button):
                layout.addLayout(row(one, None))
            else:
                layout.addWidget(one)
