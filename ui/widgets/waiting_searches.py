"""The search lists (举一反三) that wait for an answer from a site, each with its day and a way to it."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries.site_searches import WaitingPlace
from inspector.words import _
from ui.widgets.buttons import LINK, Button
from ui.widgets.panel import Rule, S, SectionHeader, fill, row
from ui.widgets.site_words import day_words
from ui.widgets.text import Text


class WaitingSearches(QWidget):
    """``chosen`` carries the id of a list; where none waits nothing is seen."""

    chosen = Signal(str)

    def __init__(self, searches: Sequence[WaitingPlace], today: date) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        fill(layout, (), S)
        self.links: list[Button] = []
        if searches:
            layout.addWidget(Rule())
            layout.addWidget(SectionHeader(_("To be looked for here"), str(len(searches))))
        for one in searches:
            words = _("not looked at yet, due {day}", day=day_words(one.due_on, today))
            opening = Button(words, partial(self.chosen.emit, one.search), kind=LINK)
            opening.setToolTip(one.number)
            opening.setAccessibleName(f"{one.number} {words}")
            opening.setAccessibleDescription(one.text)
            self.links.append(opening)
            layout.addWidget(Text(one.text, wrap=True))
            layout.addLayout(row(opening, None))
        self.setVisible(bool(searches))
