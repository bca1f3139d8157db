"""Drafts that were found: what is unfinished, since when, and the choice to go on or let it go."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.stop_draft import StopDraft
from inspector.periods import Instant, short_day
from inspector.words import _, in_language, plural, spoken
from ui.widgets.buttons import PRIMARY, QUIET, Button
from ui.widgets.panel import Panel, Rule, Scroll, fill, row
from ui.widgets.text import Elided, Text


@dataclass(frozen=True, slots=True)
class FoundDraft:
    """A draft of a stop, and when it was last brought to the disk; ``whose`` is empty for one's own."""

    stop: StopDraft
    saved: Instant
    whose: str = ""


class DraftList(Panel):
    """Lists drafts, the newest first; ``chosen`` and ``discarded`` carry a ``StopDraft``."""

    chosen = Signal(object)
    discarded = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(margin=16, gap=12)
        self.title = Text(size="title", wrap=True)
        self.sentence = Text(
            _(
                "The program ended before these stops were completed. "
                "Nothing of them is lost; go on, or discard."
            ),
            tone="soft",
            wrap=True,
        )
        self.later = Button(_("Decide later"), self.left.emit, kind=QUIET)
        self._lines = QVBoxLayout()
        fill(self._lines, (), 8)
        body = QWidget()
        fill(QVBoxLayout(body), (self._lines, None))
        for part in (self.title, self.sentence, Scroll(body)):
            self.content.addWidget(part)
        self.content.setStretch(2, 1)
        self.content.addLayout(row(None, self.later))

    def show_drafts(self, drafts: Sequence[FoundDraft]) -> None:
        """Show these drafts."""
        self.title.setText(plural("{n} unfinished draft", "{n} unfinished drafts", len(drafts)))
        while item := self._lines.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for draft in drafts:
            self._lines.addWidget(self._line(draft))

    def _line(self, draft: FoundDraft) -> QWidget:
        stop = draft.stop
        words = QVBoxLayout()
        saved = f"{short_day(draft.saved.day, in_language(spoken()))} {draft.saved.clock}"
        fill(words, (Elided(stop.site_name, "heading"), Text(_("last change {time}", time=saved))), 2)
        words.addWidget(Elided(_content_words(draft), tone="soft"))
        going_on = Button(_("Go on"), lambda: self.chosen.emit(stop), kind=PRIMARY)
        letting_go = Button(_("Discard"), lambda: self.discarded.emit(stop))
        for button in (going_on, letting_go):
            button.setAccessibleName(f"{button.text()}: {stop.site_name}, {saved}")
            button.setEnabled(not draft.whose)
        line = QWidget()
        choice = row(words, letting_go, going_on)
        choice.setStretch(0, 1)
        fill(QVBoxLayout(line), (choice, Rule()), 8)
        return line


def _content_words(draft: FoundDraft) -> str:
    stop = draft.stop
    parts = [
        _("by {name}; they can go on with it", name=draft.whose) if draft.whose else "",
        plural("{n} answer", "{n} answers", len(stop.answers)) if stop.answers else "",
        plural("{n} finding", "{n} findings", len(stop.findings)) if stop.findings else "",
        plural("{n} photo", "{n} photos", len(stop.photos)) if stop.photos else "",
    ]
    return " · ".join(part for part in parts if part)
