"""The top of the window: page and period, search, hand-over, person."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QWidget

from inspector.words import _, plural
from ui.icons import wear_icon
from ui.questions import HandOver, Person
from ui.theme import px
from ui.widgets.buttons import QUIET, Button
from ui.widgets.panel import fill
from ui.widgets.text import Elided, Text, set_property

HEIGHT = 54
ROOM_FOR_WORDS = 760
"""Below this width of the bar, search and person are icons."""


class TopBar(QFrame):
    """Says where one is and who one is; emits what was asked for."""

    search_asked = Signal()
    hand_over_asked = Signal()
    person_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self.setFixedHeight(px(HEIGHT))
        self.title = Text(size="title")
        self.subtitle = Elided(tone="soft")
        self.subtitle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.search = Button("", self.search_asked.emit)
        wear_icon(self.search, "search", "soft", gap=4)
        self.search.setObjectName("search")
        self.search.setAccessibleName(_("Search or go to"))
        self.hand_over = Button("", self.hand_over_asked.emit)
        self.person = Button("", kind=QUIET)
        self.person.setAccessibleName(_("Who you are"))
        self.people_menu = QMenu(self.person)
        self.person.setMenu(self.people_menu)
        self._name = ""
        wear_icon(self.person, "user", gap=4)
        layout = QHBoxLayout(self)
        fill(layout, (self.title, self.subtitle, self.search, self.hand_over, self.person), 12)
        layout.setContentsMargins(px(20), 0, px(12), 0)
        layout.setStretch(1, 1)
        self.say_hand_over(HandOver())
        self.say_person("")

    def say_place(self, title: str, subtitle: str) -> None:
        """Say which page is shown and of which period."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)

    def say_hand_over(self, state: HandOver) -> None:
        """Say how far the entries of this device have come."""
        if state.waiting:
            text, tone = plural("{n} patrol to hand in", "{n} patrols to hand in", state.waiting), "amber"
        elif state.unreceived:
            text, tone = plural("{n} not yet received", "{n} not yet received", state.unreceived), "blue"
        else:
            text, tone = _("All handed in"), "grey"
        self.hand_over.setText(text)
        self.hand_over.setToolTip(_("Hand-over: what waits, what is received"))
        set_property(self.hand_over, "chip", tone)

    def say_person(self, name: str) -> None:
        """Say who records now; empty asks to choose."""
        self._name = name
        self._fit()

    def offer_people(self, people: Sequence[Person]) -> None:
        """List who can be chosen."""
        self.people_menu.clear()
        for person in people:
            action = QAction(f"{person.name} · {person.office}", self.people_menu)
            action.triggered.connect(lambda _checked=False, person=person: self.person_chosen.emit(person))
            self.people_menu.addAction(action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave words away where there is no room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        roomy = self.width() >= px(ROOM_FOR_WORDS)
        self.search.setText(_("Search or go to…   Ctrl+K") if roomy else "")
        self.search.setMinimumWidth(px(230) if roomy else 0)
        shown = self._name or _("Choose a person")
        self.person.setText(shown if roomy else "")
        self.person.setToolTip(shown)
