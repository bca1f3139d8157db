"""Hand-over: files from outside are verified here, and what they carry is taken in when a person says so."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from db.changes import Changes, Kind
from db.handing_over import say_handed_over, say_handed_over_until
from db.queries.window import rounds_to_hand_over
from inspector.reports.verdict import Outcome
from inspector.words import N_, _, plural
from ui.dialogs.choose_file import ask_for_files
from ui.file_checks import CheckedFile, FileChecks, Stage
from ui.page import Command, Page
from ui.session import Session
from ui.shortcuts import page_key, single_key
from ui.theme import px
from ui.verdict_words import TONES, chip_words, headline, reasons
from ui.widgets.buttons import IconButton
from ui.widgets.drop_zone import DropZone, files_in
from ui.widgets.empty_state import EmptyState
from ui.widgets.file_list import HEIGHT, FileLine, FileList
from ui.widgets.hand_over_panel import HandOverPanel
from ui.widgets.incoming_view import IncomingView, taken_words
from ui.widgets.panel import Panel, Scroll, SectionHeader, column, fill
from ui.widgets.text import Elided
from ui.widgets.two_panes import TwoPanes
from ui.widgets.verdict_list import VerdictList

STAGES = {
    Stage.WAITING: (N_("waiting"), "grey"),
    Stage.CHECKING: (N_("checking…"), "blue"),
    Stage.GIVEN_UP: (N_("given up"), "grey"),
    Stage.TAKING_IN: (N_("taking in…"), "blue"),
}
MOST_SHOWN = 8
"""Files that are listed without a scroll bar of their own."""


class ExchangePage(Page):
    """Files at the left, the verdict on the chosen one at the right."""

    NAME: ClassVar[str] = "exchange"
    ABOUT: ClassVar[str] = N_(
        "Drop any report or pack here: you see whether anybody changed it, who signed it, and what it would "
        "bring. Its records are taken in only when you say so; that only adds, and can be done twice."
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setAcceptDrops(True)
        self.checks = FileChecks(session, self)
        self.zone = DropZone(self.choose_files)
        self.list = FileList()
        self.hand_over = HandOverPanel()
        self.verdict = VerdictList()
        self.coming = IncomingView()
        self.verdict.between.addWidget(self.coming)
        self.name = Elided("", "heading")
        self.removing = IconButton("x", _("Take off the list"), self.remove)
        self._head = QHBoxLayout()
        self._files_header = SectionHeader(_("Verify and take in"))
        self._stack = QStackedLayout()
        self._empty = EmptyState(
            "shield-check",
            _("Is it genuine?"),
            _("Drop a report or a pack anywhere on this page. The verdict stands here, with its reasons."),
        )
        self.panes = TwoPanes(self._left(), self._right(), "exchange.panes", session.preferences, width=420)
        self._head.insertWidget(0, self.panes.back)
        fill(QVBoxLayout(self), (self.panes,), 0, 16)
        self._listen()
        self._show_list()

    def refresh(self) -> None:
        """Ask how much waits to be passed on."""
        self.read(rounds_to_hand_over, self._say_waiting, key="waiting")

    def shows(self, changes: Changes) -> bool:
        """Look again when patrols changed."""
        return changes.touch(Kind.PATROL)

    def open_at(self, what: object) -> None:
        """Verify the file ``what`` that was handed to the program."""
        if isinstance(what, Path):
            self.verify([what])

    def commands(self) -> Sequence[Command]:
        """List what can be done here now."""
        always = [
            Command(_("Choose files to verify"), self.choose_files, "Ctrl+O"),
            Command(_("Mark as handed over"), self.say_handed_over),
        ]
        if self.list.path is None:
            return always
        return [
            *always,
            Command(_("Take in what the file carries"), self.take_in, "T"),
            Command(_("Take the file off the list"), self.remove, "Del"),
        ]

    def choose_files(self) -> None:
        """Ask for files."""
        ask_for_files(self, self.session.preferences, self.verify)

    def verify(self, paths: Sequence[Path]) -> None:
        """Verify files one after another and show the first of them."""
        if paths:
            self.checks.add(paths)
            self.list.choose(paths[0].absolute())
            self.panes.show_right()

    def take_in(self) -> None:
        """Take in what the file in focus carries, where that is offered."""
        if self.list.path and self.coming.taking and self.coming.taking.isEnabled():
            self.checks.take_in(self.list.path)

    def remove(self) -> None:
        """Take the file in focus off the list."""
        if self.list.path:
            self.checks.remove(self.list.path)
            self.panes.show_left()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Light the place up while files are held over the page."""
        if files_in(event.mimeData()):
            self.zone.light(on=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Be quiet again."""
        self.zone.light(on=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Verify what was dropped."""
        self.zone.light(on=False)
        event.acceptProposedAction()
        self.verify(files_in(event.mimeData()))

    def say_handed_over(self) -> None:
        """Remember that everything of this device was passed on, as the person says; it can be undone."""
        workspace, said = self.session.workspace, list[tuple[int, int]]()

        def act() -> Changes:
            said.append(say_handed_over(workspace))
            return Changes(frozenset({Kind.PATROL}))

        def tell(_changes: object) -> None:
            waited, before = said[0]
            words = plural("{n} patrol marked as handed over", "{n} patrols marked as handed over", waited)
            self.hand_over.add_line(f"{self.session.now().clock} · {words}")
            self.notice(words, _("Undo"), partial(self._take_back, before))

        self.session.write(act, tell)

    def _take_back(self, before: int) -> None:
        self.session.write(partial(say_handed_over_until, self.session.workspace, before))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where files are chosen."""
        super().showEvent(event)
        self.setFocusProxy(self.list if self.checks.files else self.zone.choosing)

    def _left(self) -> QWidget:
        files = Panel(self._files_header, self.zone, self.list)
        return Scroll(column(files, self.hand_over, None, gap=12))

    def _right(self) -> QWidget:
        fill(self._head, (self.name, self.removing), 8)
        self._head.setStretch(0, 1)
        shown = QWidget()
        fill(layout := QVBoxLayout(shown), (self._head, Scroll(self.verdict)), 8)
        layout.setStretch(1, 1)
        for part in (self._empty, shown):
            self._stack.addWidget(part)
        panel = Panel()
        panel.content.addLayout(self._stack)
        self._shown = shown
        return panel

    def _listen(self) -> None:
        self.checks.changed.connect(self._show_list)
        self.checks.took.connect(self._tell_taken)
        self.list.chosen.connect(self._show_file)
        self.list.entered.connect(lambda _path: self.panes.show_right())
        self.list.clicked.connect(lambda _index: self.panes.show_right())
        self.list.removed.connect(lambda _path: self.remove())
        self.coming.asked.connect(self.take_in)
        self.hand_over.reports_asked.connect(partial(self.wanted.emit, "reports", None))
        self.hand_over.done_said.connect(self.say_handed_over)
        page_key(self, "Ctrl+O", self.choose_files)
        single_key(self, "T", self.take_in)

    def _say_waiting(self, count: int) -> None:
        self.hand_over.say_waiting(count)
        self.say_subtitle(plural("{n} patrol waits", "{n} patrols wait", count) if count else "")

    def _show_list(self) -> None:
        files = list(self.checks.files.values())
        self.list.show_lines([_line(file) for file in files])
        self.list.setFixedHeight(px(HEIGHT) * min(len(files), MOST_SHOWN))
        self.list.setVisible(bool(files))
        open_files = sum(file.stage in {Stage.WAITING, Stage.CHECKING} for file in files)
        remark = plural("{n} file left to check", "{n} files left to check", open_files) if open_files else ""
        self._files_header.say(_("Verify and take in"), remark)
        self._show_file(self.list.path)

    def _show_file(self, path: Path | None) -> None:
        file = self.checks.files.get(path) if path else None
        self._stack.setCurrentWidget(self._shown if file else self._empty)
        if file is None:
            return
        self.name.setText(file.path.name)
        self.removing.setEnabled(file.stage not in {Stage.CHECKING, Stage.TAKING_IN})
        if file.verdict is None:
            text, tone = STAGES.get(file.stage, ("", "grey"))
            self.verdict.show_verdict(tone, _(text), str(file.path.parent), ())
        else:
            verdict = file.verdict
            self.verdict.show_verdict(
                TONES[verdict.outcome], headline(verdict), str(file.path.parent), reasons(verdict)
            )
        self._show_coming(file)

    def _show_coming(self, file: CheckedFile) -> None:
        if file.incoming is None or file.verdict is None:
            self.coming.show_nothing()
        elif file.taken and not file.incoming.brings_something:
            self.coming.show_taken(file.taken, file.incoming)
        else:
            self.coming.show_incoming(
                file.incoming,
                is_sound=file.verdict.outcome is not Outcome.BAD,
                is_busy=file.stage is not Stage.CHECKED,
            )

    def _tell_taken(self, file: CheckedFile) -> None:
        if file.taken:
            words = taken_words(file.taken)
            self.hand_over.add_line(f"{self.session.now().clock} · {file.path.name} · {words}")
            self.notice(words)


def _line(file: CheckedFile) -> FileLine:
    if file.verdict and file.stage is Stage.CHECKED:
        text, tone = chip_words(file.verdict)
    else:
        text, tone = STAGES[file.stage]
        text = _(text)
    return FileLine(file.path, _remark(file), text, tone)


def _remark(file: CheckedFile) -> str:
    if file.taken:
        return taken_words(file.taken)
    if file.incoming and file.incoming.is_ours:
        if not file.incoming.brings_something:
            return _("all of it is here already")
        return plural("{n} new record", "{n} new records", file.incoming.new + file.incoming.waiting)
    return file.path.parent.name
