"""The head of a stop: the site, its class, when it began, how much is asked, and what a late entry needs."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.queries.stop_sheet import StopSheet
from db.stop_draft import StopDraft
from inspector.model.office import Rank
from inspector.model.site import RANK_NAMES
from inspector.periods import at, short_day
from inspector.words import _, in_language, plural, spoken
from ui.theme import px
from ui.widgets.buttons import CHOICE, Button
from ui.widgets.chip import Chip
from ui.widgets.clock_field import ClockField
from ui.widgets.panel import fill, row
from ui.widgets.text import Elided

RANK_TONES = {Rank.KEY: "blue", Rank.ORDINARY: "grey", Rank.LOW: "grey"}


class StopHead(QWidget):
    """Says where one stands; ``full_asked`` carries whether all is asked, the others what is late."""

    full_asked = Signal(bool)
    time_given = Signal(object)
    reason_given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.title = Elided(size="title")
        self.rank = Chip("")
        self.unplanned = Chip(_("unplanned"), "blue")
        self.late = Chip(_("late entry"), "amber")
        self.remark = Elided(tone="soft")
        self.buttons = QHBoxLayout()
        """Room at the right for the page's own button."""
        fill(self.buttons, ())
        self.ordinary = self._mode(_("Ordinary stop"), full=False)
        self.full = self._mode(_("Full check"), full=True)
        group = QButtonGroup(self)
        group.addButton(self.ordinary)
        group.addButton(self.full)
        self._day, self._tz = date.min, 0
        self._modes = QWidget()
        fill(modes := QHBoxLayout(self._modes), (self.ordinary, self.full), 6)
        modes.setContentsMargins(0, 0, 0, 0)
        self.time = ClockField(_("Time of the visit"))
        self.time.setMaximumWidth(px(80))
        self.time.clock_changed.connect(lambda clock: self.time_given.emit(at(self._day, clock, self._tz)))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Why is it written down only now?"))
        self.reason.setAccessibleName(_("Reason of the late entry"))
        self.reason.textEdited.connect(self.reason_given)
        self._late_row = QWidget()
        fill(late := QHBoxLayout(self._late_row), (self.late, self.time, self.reason), 8)
        late.setStretch(2, 1)
        head = row(self.title, self.rank, self.unplanned, None, self.buttons)
        head.setStretch(3, 1)
        self._below = row(self._modes, self.remark)
        self._below.setStretch(1, 1)
        layout = QVBoxLayout(self)
        fill(layout, (head, self._late_row, self._below), 6)

    def show_stop(self, sheet: StopSheet, draft: StopDraft, *, is_late: bool, asks_reason: bool) -> None:
        """Show the head of ``draft``; a late one shows its time and may ask for a reason."""
        self.title.setText(sheet.site.name)
        self.title.setToolTip(sheet.site.name)
        self.rank.show_state(_(RANK_NAMES[sheet.site.rank]), RANK_TONES[sheet.site.rank])
        self.unplanned.setVisible(draft.unplanned)
        self.remark.setText(_remark(sheet, draft))
        self._modes.setVisible(sheet.full is not None)
        (self.full if draft.full else self.ordinary).setChecked(True)
        self.full.setToolTip(_full_words(sheet))
        self._late_row.setVisible(is_late)
        self.reason.setVisible(asks_reason)
        self._day, self._tz = draft.arrived.day, draft.arrived.tz
        self.time.show_clock(draft.arrived.clock)
        self.time.setEnabled(draft.patrol is not None)
        self.late.setText(_("late entry of {day}", day=short_day(draft.arrived.day, in_language(spoken()))))
        if self.reason.text().strip() != draft.late_reason:
            self.reason.setText(draft.late_reason)

    def show_compact(self, is_compact: bool) -> None:
        """Put the choice of list beside the name where the window is low."""
        (self.buttons if is_compact else self._below).insertWidget(0, self._modes)
        self.remark.setVisible(not is_compact)
        self.rank.setVisible(not is_compact)

    def _mode(self, words: str, *, full: bool) -> Button:
        button = Button(words, lambda: self.full_asked.emit(full), kind=CHOICE)
        button.setCheckable(True)
        return button


def _full_words(sheet: StopSheet) -> str:
    if sheet.for_officers:
        return _(
            "All of the list for grid staff; “{title}” is for law-enforcement officers.",
            title=sheet.for_officers,
        )
    return _("Every question of the list, answered one by one")


def _remark(sheet: StopSheet, draft: StopDraft) -> str:
    begun = "" if draft.is_blank else _("since {time}", time=draft.arrived.clock)
    asked = sheet.full if draft.full else sheet.ordinary
    listed = ""
    if asked:
        count = plural("{n} question", "{n} questions", len(asked.questions))
        listed = f"{asked.version.title} v{asked.version.version} · {count}"
    return " · ".join(part for part in (begun, listed) if part)
