"""The close-off of one case: its line of steps, and what else may be decided about it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from db.queries.close_offs import CloseOffSheet
from inspector.model.close_off import CloseOffStep
from inspector.model.close_off_acts import FILING, LEADING
from inspector.model.finding_steps import OFFICE
from inspector.words import _
from ui.theme import px
from ui.widgets.buttons import Button
from ui.widgets.close_off_view import CloseOffView
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import L, M, Scroll, fill, row
from ui.widgets.text import Text

WIDTH, HEIGHT = 680, 640
SETTLING = 400
"""Milliseconds in which a new sheet finds its heights: until then what is due is brought into sight."""


class CloseOffDialog(QDialog):
    """Stays open while steps are done; the desk behind it shows the sheet again after each."""

    back_asked = Signal()
    objection_asked = Signal()
    refusal_asked = Signal()
    form_asked = Signal()
    notice_asked = Signal()
    file_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Close-off"))
        self.setMinimumSize(px(420), px(300))
        self.sheet: CloseOffSheet | None = None
        self.number = Text(tone="soft")
        self.subject = Text(size="heading", wrap=True)
        self.view = CloseOffView()
        self.sending_back = Button(_("Send back…"), self.back_asked.emit, icon="undo-2")
        self.objecting = Button(_("Objection…"), self.objection_asked.emit, icon="megaphone")
        self.refusing = Button(_("Do not file…"), self.refusal_asked.emit, icon="circle-x")
        self.form = Button(_("Form…"), self.form_asked.emit, icon="file-text")
        self.notice = Button(_("Public notice…"), self.notice_asked.emit, icon="file-text")
        self.whole = Button(_("Whole file…"), self.file_asked.emit, icon="archive")
        self.closing = Button(_("Close"), self.reject)
        ways = QWidget()
        others = FlowLayout(ways, gap=8)
        for button in (
            self.sending_back,
            self.objecting,
            self.refusing,
            self.form,
            self.notice,
            self.whole,
        ):
            others.addWidget(button)
        foot = row(ways, self.closing, gap=8)
        foot.setStretch(0, 1)
        foot.setAlignment(self.closing, Qt.AlignmentFlag.AlignBottom)
        self._scroll = Scroll(self.view)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLING)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._reveal)
        layout = QVBoxLayout(self)
        fill(layout, (self.number, self.subject, self._scroll, foot), M, L)
        layout.setStretch(2, 1)
        room = self.screen().availableSize()
        self.resize(min(px(WIDTH), room.width() - px(32)), min(px(HEIGHT), room.height() - px(48)))

    def show_sheet(self, sheet: CloseOffSheet) -> None:
        """Show the close-off as it stands, and what may be decided by whom acts."""
        self.sheet = sheet
        self.number.setText(sheet.number)
        self.subject.setText(sheet.text)
        self.view.show_sheet(sheet)
        self._settling.start()
        QTimer.singleShot(0, self, self._reveal)
        roles = sheet.who.roles
        ended = "" if sheet.is_open else _("This case is not in close-off.")
        nothing_done = ended or ("" if sheet.close_off.done else _("No step was done yet."))
        self.sending_back.allow(
            *_open(
                nothing_done
                or ("" if roles & LEADING else _("That is for the office or the responsible leader."))
            )
        )
        published = sheet.close_off.step_done(CloseOffStep.PUBLICITY)
        self.objecting.allow(
            *_open(
                ended
                or ("" if published else _("Objections are taken down once it is published."))
                or ("" if roles & OFFICE else _for_office())
            )
        )
        self.refusing.allow(
            *_open(ended or ("" if roles & FILING else _("That is for the rectification office.")))
        )
        for button in self.view.answers:
            button.allow(*_open(ended or ("" if roles & OFFICE else _for_office())))
        now = sheet.now
        is_due = published or (now is not None and now.step is CloseOffStep.PUBLICITY)
        self.notice.allow(bool(is_due), _("It is printed once the steps before the publicity are done."))

    def _reveal(self, *_range: int) -> None:
        if not self._settling.isActive():
            return
        first = self.closing
        for button in self.view.step_buttons:
            self._scroll.ensureWidgetVisible(button)
            first = button if button.isEnabled() else first
        first.setFocus()


def _open(why_not: str) -> tuple[bool, str]:
    return not why_not, why_not


def _for_office() -> str:
    return _("That is for the office: a township clerk or the rectification office.")
