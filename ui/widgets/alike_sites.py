"""Sites that may be the one somebody is about to add; each can be opened instead."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from db.queries.site_choices import AlikeSite
from inspector.words import _
from ui.widgets.buttons import LINK, Button
from ui.widgets.panel import Inset, row
from ui.widgets.text import Text


class AlikeSites(Inset):
    """Shows them; ``chosen`` carries the id of one."""

    chosen = Signal(str)

    def __init__(self) -> None:
        self._lines = QVBoxLayout()
        super().__init__("amber", Text(_("This site may be there already:"), wrap=True), self._lines)
        self.buttons: list[Button] = []
        self.hide()

    def show_sites(self, sites: Sequence[AlikeSite]) -> None:
        """Show which sites, and why."""
        while item := self._lines.takeAt(0):
            if line := item.layout():
                while part := line.takeAt(0):
                    if widget := part.widget():
                        widget.deleteLater()
        self.buttons = []
        for site in sites:
            opening = Button(site.name, partial(self.chosen.emit, site.site), kind=LINK)
            self.buttons.append(opening)
            self._lines.addLayout(row(opening, Text(alike_words(site), tone="soft"), None))
        self.show()


def alike_words(site: AlikeSite) -> str:
    """Say why a site may be the same."""
    told = [
        site.grid_name,
        _("same name") if site.same_name else "",
        _("same credit code") if site.same_code else "",
        "" if site.away_m is None else _("{n} m away", n=site.away_m),
    ]
    return " · ".join(one for one in told if one)
