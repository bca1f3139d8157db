"""The left of the day: how many are due and done, the list of sites, and what else one can begin."""

from collections.abc import Container

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QProgressBar, QVBoxLayout

from db.queries.today import Day
from inspector.model.patrol import Patrol
from inspector.periods import short_day
from inspector.words import _, in_language, plural, spoken
from ui.theme import px
from ui.widgets.buttons import LINK, PLAIN, Button, IconButton
from ui.widgets.due_list import DueList
from ui.widgets.panel import Inset, Panel, SectionHeader, fill, row
from ui.widgets.text import Text


class DuePanel(Panel):
    """Shows a ``Day``; ``round_chosen`` carries a late round, None for today, ``end_asked`` one to finish."""

    unplanned_asked = Signal()
    photos_asked = Signal()
    late_asked = Signal()
    others_asked = Signal()
    excuse_asked = Signal()
    finish_asked = Signal()
    round_chosen = Signal(object)
    end_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(margin=12)
        self.setMinimumWidth(px(190))
        self.header = SectionHeader("")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.list = DueList()
        self._rounds = QVBoxLayout()
        fill(self._rounds, (), 6)
        self._shown_rounds: object = None
        self._title, self._counts = "", [""]
        self.unplanned = Button(_("Unplanned stop"), self.unplanned_asked.emit, icon="plus")
        self.photos = Button(_("Photos…"), self.photos_asked.emit, icon="image")
        self.unplanned.setAccessibleName(_("Unplanned stop"))
        self.unplanned.setToolTip(_("Visit a site that is not on the list of the day"))
        self.photos.setAccessibleName(_("Photos…"))
        self.photos.setToolTip(_("Take in photos of a card or folder and give each its place"))
        self.later = IconButton(
            "history", _("Late entry, or entry for somebody else"), self.offer_later, kind=PLAIN
        )
        self.finish = IconButton("flag", _("Finish patrol"), self.finish_asked.emit, kind=PLAIN)
        self._foot = row(self.unplanned, self.photos, None, self.later, self.finish, gap=6)
        self.finish.hide()
        self.content.addWidget(self.header)
        self.content.addWidget(self.bar)
        self.content.addLayout(self._rounds)
        self.content.addWidget(self.list, 1)
        self.content.addLayout(self._foot)

    def show_day(self, day: Day, drafts: Container[str]) -> None:
        """Show the sites of the day, which of them have a draft, and the counts."""
        extra = plural("{n} unplanned", "{n} unplanned", day.extra) if day.extra else ""
        self._title = _("Due {n}", n=day.due)
        self._counts = [_("overdue {n}", n=day.overdue), extra, _("done {n}", n=day.done)]
        self._say_counts()
        self.bar.setRange(0, max(day.due, 1))
        self.bar.setValue(day.done)
        self.bar.setAccessibleName(_("{done} of {due} sites visited", done=day.done, due=day.due))
        self.later.setVisible(not (day.patrol and _is_apart(day.patrol)))
        self._show_rounds(day)
        self.finish.setEnabled(day.patrol is not None)
        self.list.show_rows(day.rows, drafts)

    def offer_later(self) -> QMenu:
        """Offer what is entered beside the round of the day."""
        menu = QMenu(self)
        menu.addAction(_("Late entry of an earlier day"), self.late_asked.emit)
        menu.addAction(_("Enter for somebody else"), self.others_asked.emit)
        menu.addAction(_("Why there was no patrol…"), self.excuse_asked.emit)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.later.mapToGlobal(QPoint(0, 0)))
        return menu

    def _say_counts(self) -> None:
        """Say as many counts as there is room for, the overdue before all others."""
        counts = [part for part in self._counts if part]
        measure = self.header.remark.fontMetrics().horizontalAdvance
        title = self.header.title.fontMetrics().horizontalAdvance(self._title)
        room = self.width() - px(24 + 24) - title
        while len(counts) > 1 and measure(" · ".join(counts)) > room:
            counts.pop()
        self.header.say(self._title, " · ".join(counts))

    def _show_rounds(self, day: Day) -> None:
        """Say which round is written down late, and which others are still open."""
        current = day.patrol
        apart = current is not None and _is_apart(current)
        shown = (current.id if current and apart else None, tuple(one.id for one in day.others))
        if shown == self._shown_rounds:
            return
        self._shown_rounds = shown
        while item := self._rounds.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        whose = {one.patrol.id: one.whose for one in day.patrols}
        if current and apart:
            words = _apart_words(current, whose.get(current.id, ""))
            back = Button(_("Back to today"), lambda: self.round_chosen.emit(None), kind=LINK)
            self._rounds.addWidget(Inset("amber", Text(words, wrap=True), row(back, None), gap=2))
        for other in day.others:
            self._rounds.addWidget(self._other(other, whose.get(other.id, "")))

    def _other(self, patrol: Patrol, whose: str) -> Inset:
        if _is_apart(patrol):
            words = _("The late entry of {day} is still open.", day=_day(patrol))
            if patrol.is_entered_for:
                words = _("What is entered for {name}, {day}, is still open.", name=whose, day=_day(patrol))
            button = Button(_("Go on with it"), lambda: self.round_chosen.emit(patrol.id), kind=LINK)
        else:
            words = _("The patrol of {day} is not finished.", day=_day(patrol))
            button = Button(_("Finish it"), lambda: self.end_asked.emit(patrol.id), kind=LINK)
        return Inset("grey", Text(words, wrap=True), row(button, None), gap=2)

    def show_finish(self, is_shown: bool) -> None:
        """Offer the end of the round here, where the page has no foot."""
        self.finish.setVisible(is_shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave words of the buttons away where the column is narrow."""
        super().resizeEvent(event)
        self._say_counts()
        words = {self.unplanned: _("Unplanned stop"), self.photos: _("Photos…")}
        icons = [one for one in (self.later, self.finish) if one.isVisibleTo(self)]
        for button in words:
            button.setText("")
        room = self.width() - px(24) - px(6) * (len(icons) + len(words))
        room -= sum(one.sizeHint().width() for one in (*icons, *words))
        for button, text in words.items():
            alone = button.sizeHint().width()
            button.setText(text)
            wider = button.sizeHint().width() - alone
            if wider > room:
                button.setText("")
            else:
                room -= wider


def _is_apart(patrol: Patrol) -> bool:
    """Say whether a round is entered beside that of the day: late, or for somebody else."""
    return bool(patrol.late_reason) or patrol.is_entered_for


def _apart_words(patrol: Patrol, whose: str) -> str:
    late = _("Late entry of {day}: {reason}", day=_day(patrol), reason=patrol.late_reason)
    if not patrol.is_entered_for:
        return late
    entered = _("Entered for {name}, {day}.", name=whose, day=_day(patrol))
    return f"{entered} {late}" if patrol.late_reason else entered


def _day(patrol: Patrol) -> str:
    return short_day(patrol.day, in_language(spoken()))
