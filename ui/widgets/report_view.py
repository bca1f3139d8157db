"""One report: what it is, what can be done with it, its pages, and beside them its verdict."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from inspector.words import _
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button, IconButton
from ui.widgets.chip import Chip
from ui.widgets.empty_state import EmptyState
from ui.widgets.panel import Panel, Scroll, fill, row
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.text import Elided, Text
from ui.widgets.verdict_list import Reason, VerdictList

NARROW, LOW = 560, 330
"""Sizes of the view below which it leaves words away."""
VERDICT_ROOM = 640
"""Width below which the verdict takes the place of the pages."""
VERDICT = 300


class ReportView(Panel):
    """Shows a report and says what a person asks of it; it takes data and does nothing itself."""

    sign_asked = Signal()
    verify_asked = Signal()
    export_asked = Signal()
    print_asked = Signal()
    folder_asked = Signal()

    def __init__(self) -> None:
        super().__init__(gap=8)
        self.title = Elided("", "heading")
        self.state = Chip("")
        self.mark = Chip(_("Late entry"), "amber")
        self.remark = Elided(tone="soft")
        self.sign = Button(_("Sign"), self.sign_asked.emit, kind=PRIMARY, icon="pen-line")
        self.verify = Button(_("Verify"), self.verify_asked.emit, icon="shield-check")
        self.export = Button(_("Export…"), self.export_asked.emit, icon="download")
        self.print = Button(_("Print"), self.print_asked.emit, icon="printer")
        self.folder = Button(_("Open folder"), self.folder_asked.emit, icon="folder-open")
        self._actions = (self.verify, self.export, self.print, self.folder)
        self._words = [button.text() for button in self._actions]
        self.preview = PdfPreview()
        self.waiting = QWidget()
        self.waiting_words = Text("", tone="soft", wrap=True)
        self.message = EmptyState("file-text", "")
        self.verdict = VerdictList()
        self.verdict_pane = self._verdict_pane()
        self._stack = QStackedLayout()
        self._pages = QWidget()
        self._lay_out()
        self.show_nothing()

    def place_back(self, back: IconButton) -> None:
        """Put the way back to the list before the title."""
        self._head.insertWidget(0, back)

    def show_nothing(self) -> None:
        """Say that nothing is chosen."""
        self._say_head(visible=False)
        self.hide_verdict()
        self.preview.clear()
        self._say("file-text", _("Choose a report"), _("It is shown here as it will be printed."))

    def show_head(self, title: str, remark: str, state: tuple[str, str], *, is_late: bool) -> None:
        """Say which report it is and where it stands."""
        self._say_head(visible=True)
        self.title.setText(title)
        self.remark.setText(remark)
        self.state.show_state(*state)
        self.mark.setVisible(is_late)

    def say_waiting(self, words: str) -> None:
        """Say that the report is on its way."""
        self.waiting_words.setText(words)
        self._stack.setCurrentWidget(self.waiting)
        self.allow_nothing()

    def show_pages(self, content: QByteArray, *, stay: bool) -> None:
        """Show the report, with ``stay`` from the same place of it as before."""
        self._stack.setCurrentWidget(self.preview)
        self.preview.show_pdf(content, stay=stay)

    def say_trouble(self, title: str, sentence: str, action: str, act: Callable[[], object]) -> None:
        """Say why there is nothing to be seen, and what to do."""
        self.preview.clear()
        self.allow_nothing()
        self._say("circle-alert", title, sentence, action, act)

    def allow_nothing(self) -> None:
        """Allow nothing while there is no report to do it with."""
        for button in self._actions:
            button.allow(False)
        self._name_actions()

    def allow(self, *, kept: bool, is_rebuilt: bool) -> None:
        """Allow what it allows: one that is not kept can't be verified, a rebuilt one not be passed on."""
        self.print.allow(True)
        self.export.allow(
            not is_rebuilt, _("The true report lies on the device that made it; receive it from there.")
        )
        for button in (self.verify, self.folder):
            button.allow(kept, _("Only a final report is kept as a file."))
        self._name_actions()

    def offer_signing(self, *, waits: bool) -> None:
        """Offer the signature only where one is waited for; whose it is comes later."""
        self.sign.setVisible(waits)
        self.sign.allow(False)

    def allow_signing(self, *, allowed: bool, why_not: str = "") -> None:
        """Let the person sign, or say why it is not their place."""
        self.sign.allow(allowed, why_not)

    def say_verifying(self) -> None:
        """Say that the verdict is on its way."""
        self.verify.setEnabled(False)

    def show_verdict(self, tone: str, verdict: str, subject: str, reasons: Sequence[Reason]) -> None:
        """Show the verdict beside the pages."""
        self.verify.setEnabled(True)
        self.verdict.show_verdict(tone, verdict, subject, reasons)
        self.verdict_pane.show()
        self._arrange()

    def hide_verdict(self) -> None:
        """Take the verdict away; the pages have the room again."""
        self.verdict_pane.hide()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave words away where there is no room."""
        super().resizeEvent(event)
        self._arrange()

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        fill(self._head, (self.title, self.mark, self.state), 8)
        self._head.setStretch(0, 1)
        actions = row(self.sign, *self._actions, None)
        self._action_line = QWidget()
        self._action_line.setLayout(actions)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setMaximumWidth(px(220))
        bar.setAccessibleName(_("Building the report"))
        self.waiting_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        fill(waiting := QVBoxLayout(self.waiting), (None, self.waiting_words), 12)
        waiting.addWidget(bar, 0, Qt.AlignmentFlag.AlignHCenter)
        waiting.addStretch(2)
        self._pages.setLayout(self._stack)
        for part in (self.preview, self.waiting, self.message):
            self._stack.addWidget(part)
        self.body = QSplitter(Qt.Orientation.Horizontal)
        self.body.setChildrenCollapsible(False)
        self.body.addWidget(self._pages)
        self.body.addWidget(self.verdict_pane)
        self.body.setStretchFactor(0, 1)
        self.body.setSizes([px(600), px(VERDICT)])
        self.content.addLayout(self._head)
        for part in (self.remark, self._action_line, self.body):
            self.content.addWidget(part)
        self.content.setStretch(3, 1)

    def _verdict_pane(self) -> QWidget:
        pane = QWidget()
        pane.setAccessibleName(_("Verdict"))
        closing = IconButton("x", _("Close the verdict"), self.hide_verdict)
        layout = QVBoxLayout(pane)
        fill(layout, (row(Text(_("Verdict"), "heading"), None, closing), Scroll(self.verdict)), 4)
        layout.setStretch(1, 1)
        pane.setMinimumWidth(px(230))
        pane.hide()
        return pane

    def _arrange(self) -> None:
        beside = self.width() >= px(VERDICT_ROOM)
        self._pages.setVisible(beside or self.verdict_pane.isHidden())
        self.remark.setVisible(self.height() >= px(LOW) and self._action_line.isVisibleTo(self))
        self._name_actions()

    def _name_actions(self) -> None:
        """Show icons alone where the words have no room; the words stay as name and tool tip."""
        roomy = self.width() >= px(NARROW)
        for button, words in zip(self._actions, self._words, strict=True):
            button.setText(words if roomy else "")
            button.setAccessibleName(words)
            if button.isEnabled():
                button.setToolTip("" if roomy else words)

    def _say_head(self, *, visible: bool) -> None:
        for part in (self.title, self.state, self.mark, self.remark, self._action_line):
            part.setVisible(visible)

    def _say(
        self,
        icon: str,
        title: str,
        sentence: str,
        action: str = "",
        act: Callable[[], object] | None = None,
    ) -> None:
        before = self.message
        self.message = EmptyState(icon, title, sentence, action=action, act=act)
        self._stack.addWidget(self.message)
        self._stack.setCurrentWidget(self.message)
        self._stack.removeWidget(before)
        before.deleteLater()
