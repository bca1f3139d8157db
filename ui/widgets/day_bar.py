"""The foot of the day: what the round holds so far, photos that wait for a place, drafts, the end."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from db.queries.today import Day
from inspector.model.patrol import PATROL_KIND_NAMES, Patrol, PatrolKind
from inspector.words import _, plural
from ui.theme import px
from ui.widgets.buttons import PLAIN, Button, IconButton
from ui.widgets.import_strip import ImportStrip
from ui.widgets.panel import Panel, fill
from ui.widgets.photo_tray import PhotoTray
from ui.widgets.text import Elided, Text
from ui.widgets.waiting_rows import WaitingPhoto

NARROW = 640
"""Width below which photos that wait are only counted; they are shown over the window."""


class DayBar(Panel):
    """Says the state of the round; ``finish_asked`` and ``drafts_asked`` follow the buttons."""

    finish_asked = Signal()
    drafts_asked = Signal()
    text_asked = Signal()
    facts_asked = Signal()
    waiting_changed = Signal()

    def __init__(self) -> None:
        super().__init__(margin=0)
        self.title = Text(size="heading")
        self.words = Elided(tone="soft")
        self.tray = PhotoTray()
        self.assigning = Button("")
        self.choosing = IconButton("map-pin", _("Give the chosen photos another place"), kind=PLAIN)
        self.sorting = IconButton("maximize", _("Show all photos without a place"), kind=PLAIN)
        self.imports = ImportStrip()
        self.drafts = Button("", self.drafts_asked.emit)
        self.drafts.setProperty("chip", "blue")
        self.copying = IconButton("copy", _("Copy the text of the day"), self.text_asked.emit)
        self.facts = IconButton(
            "users", _("Kind of patrol, inspectors, weather"), self.facts_asked.emit, kind=PLAIN
        )
        self.finish = Button(_("Finish patrol"), self.finish_asked.emit, icon="flag")
        line = QHBoxLayout()
        parts = (
            self.title,
            self.words,
            self.tray,
            self.assigning,
            self.choosing,
            self.sorting,
            self.drafts,
            self.copying,
            self.facts,
            self.finish,
        )
        fill(line, parts, 12)
        line.setContentsMargins(px(16), px(6), px(12), px(6))
        line.setStretch(1, 1)
        line.setStretch(2, 1)
        self.content.addWidget(self.imports)
        self.content.addLayout(line)
        for part in (self.tray, self.assigning, self.choosing, self.sorting, self.drafts):
            part.hide()
        self._round = ""
        self._waiting = 0

    @property
    def is_waiting(self) -> bool:
        """Say whether photos wait for a place."""
        return self._waiting > 0

    def show_day(self, day: Day, drafts: int) -> None:
        """Say what the round of the day holds."""
        began = day.patrol.began.clock if day.patrol else ""
        self._round = _("On patrol since {time}", time=began) if began else _("No patrol yet")
        if day.patrol:
            self._round = " · ".join((self._round, *_unusual(day.patrol)))
        current = next((one for one in day.patrols if one.patrol == day.patrol), None)
        if current:
            visited = plural("{n} stop", "{n} stops", current.stops)
            self.words.setText(f"{visited} · {plural('{n} finding', '{n} findings', current.findings)}")
        else:
            self.words.setText(_("it begins with the first stop"))
        self.drafts.setText(plural("{n} draft", "{n} drafts", drafts))
        self.drafts.setVisible(drafts > 0)
        self.finish.allow(day.patrol is not None, _("Record a stop first: the patrol begins with it."))
        self._say_title()

    def show_waiting(self, rows: Sequence[WaitingPhoto]) -> None:
        """Show the photos that wait for a place, instead of the words about the round."""
        self._waiting = len(rows)
        self.tray.show_rows(rows)
        self._show_tray()
        self.words.setVisible(not rows)
        self._say_title()
        self.waiting_changed.emit()

    def say_choice(self, site: str, count: int) -> None:
        """Say where the chosen photos may go."""
        words = _("To {site}", site=site) if site else _("Place…")
        room = px(190 if self.width() >= px(900) else 110)
        self.assigning.setText(
            self.assigning.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        )
        chosen = plural("{n} photo chosen", "{n} photos chosen", count)
        self.assigning.setToolTip(f"{words} ({chosen})")
        self.assigning.setAccessibleName(words)
        self.assigning.setEnabled(bool(site) and count > 0)
        self.choosing.setEnabled(count > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the title away where there is no room; of photos show the number only."""
        super().resizeEvent(event)
        self._say_title()
        self._show_tray()

    def _say_title(self) -> None:
        waiting = plural("{n} photo without a place", "{n} photos without a place", self._waiting)
        self.title.setText(waiting if self._waiting else self._round)
        if self._waiting:
            self.title.setVisible(not px(NARROW) <= self.width() < px(760))
        else:
            self.title.setVisible(self.width() >= px(560))

    def _show_tray(self) -> None:
        fits = self.width() >= px(NARROW)
        self.sorting.setVisible(self.is_waiting)
        for part in (self.tray, self.assigning, self.choosing):
            part.setVisible(self.is_waiting and fits)


def _unusual(patrol: Patrol) -> list[str]:
    """Say what a round has that an ordinary one of one person has not."""
    kind = "" if patrol.kind is PatrolKind.DAILY else _(PATROL_KIND_NAMES[patrol.kind])
    people = len(patrol.inspectors)
    together = plural("{n} inspector", "{n} inspectors", people) if people > 1 else ""
    return [part for part in (kind, patrol.about, together) if part]
