"""Filing a scan: its pages, the report its code names, what to look at first, and one button."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from db.queries.report_scans import PrintedReport
from db.scan_filing import BY_CODE, Proposal
from inspector.errors import Spoken
from inspector.model.issued_report import REPORT_KIND_NAMES, ReportKind
from inspector.periods import short_day
from inspector.words import _, in_language, plural, spoken, translate
from ui.theme import px
from ui.widgets.buttons import LINK, PRIMARY, Button, IconButton
from ui.widgets.panel import Scroll, column, fill, row
from ui.widgets.scan_pages import PagePicture, ScanPages
from ui.widgets.search_box import SearchBox
from ui.widgets.text import Elided, Text

ROOM_FOR_PICTURE = 760
"""Width from which the page in focus is shown large."""
SUBJECT_ROLE = int(Qt.ItemDataRole.UserRole)

Ask = Callable[[str, Callable[[Sequence[PrintedReport]], object]], object]
"""Asks for the final reports that letters lead to, and calls back with them."""


class FileScan(QDialog):
    """Shows one proposal after the other.

    ``filing_asked`` carries a proposal as it stands here, ``report_asked`` the report that a person chose for
    the pages of one.
    """

    filing_asked = Signal(object)
    report_asked = Signal(object, str)

    def __init__(
        self,
        found: Sequence[Proposal],
        refused: Sequence[Spoken],
        pictures: Mapping[str, QPixmap],
        ask: Ask,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("File sealed prints"))
        self.resize(px(900), px(560))
        self.setMinimumSize(px(420), px(320))
        self._all = list(found)
        self._waiting = list(found)
        self._pictures = pictures
        self._ask = ask
        self.pages = ScanPages()
        self.picture = PagePicture()
        self.report = Elided("", "heading")
        self.about = Text(tone="soft", wrap=True)
        self.found_by = Text(tone="accent", wrap=True)
        self.why_not = Text(tone="red", wrap=True)
        self.doubts = Text(tone="amber", wrap=True)
        self.refused = Text("\n".join(translate(one) for one in refused), tone="amber", wrap=True)
        self.refused.setVisible(bool(refused))
        self.another = Button(_("Choose another report"), self.choose_another, kind=LINK)
        self.search = SearchBox(_("Number, day, grid or site"))
        self.search.asked.connect(lambda text: self._ask(text, self.show_reports))
        self.reports = QListWidget()
        self.reports.setAccessibleName(_("Final reports"))
        self.reports.setMinimumHeight(px(84))
        self.reports.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.reports.setUniformItemSizes(True)
        self.reports.itemActivated.connect(self._choose)
        self.reports.itemClicked.connect(self._choose)
        self.count = Text(tone="soft")
        self.skipping = Button(_("Skip"), self.show_next)
        self.filing = Button(_("File as sealed"), self.file, kind=PRIMARY, icon="archive")
        self._up = IconButton("chevron-up", _("Move the page up"), lambda: self.pages.move_page(-1))
        self._down = IconButton("chevron-down", _("Move the page down"), lambda: self.pages.move_page(1))
        self._away = IconButton("trash-2", _("Leave the page away"), self.pages.leave_away)
        self._lay_out()
        self.pages.shown.connect(self._show_picture)
        self.pages.changed.connect(self._say_pages)
        self.show_next()

    @property
    def proposal(self) -> Proposal:
        """The proposal in sight, with its pages in the order they have here."""
        return replace(self._shown, pages=self.pages.pages)

    def show_next(self) -> None:
        """Show the next proposal, or be done."""
        if not self._waiting:
            self.accept()
            return
        shown = self._waiting.pop(0)
        self.pages.show_pages(shown.pages, self._pictures)
        self.show_proposal(shown)
        at = len(self._all) - len(self._waiting)
        self.count.setText(_("{n} of {all}", n=at, all=len(self._all)) if len(self._all) > 1 else "")
        self.skipping.setVisible(bool(self._waiting))

    def show_proposal(self, proposal: Proposal) -> None:
        """Show what is known of the pages in sight."""
        self._shown = proposal
        report = proposal.report
        if report:
            self.report.setText(report.number)
            self.about.setText(report_words(report))
        else:
            self.report.setText(_("Which report is it?"))
            self.about.setText(
                _("No code of a report could be read on these pages. Choose the report they belong to.")
                if proposal.why_not is None
                else ""
            )
        by_code = proposal.found_by == BY_CODE
        self.found_by.setText(_("Found by its code.") if by_code else _("Chosen by hand."))
        self.found_by.setVisible(report is not None)
        self._say(self.why_not, [proposal.why_not] if proposal.why_not else [])
        self._say(self.doubts, proposal.doubts)
        self._show_choice(on=report is None)
        self.another.setVisible(report is not None)
        self.filing.allow(
            report is not None and proposal.why_not is None,
            translate(proposal.why_not) if proposal.why_not else _("Choose the report first."),
        )
        self._say_pages()

    def choose_another(self) -> None:
        """Let the report be chosen by hand."""
        self._show_choice(on=True)
        self.another.hide()
        self.search.setFocus()

    def show_reports(self, reports: Sequence[PrintedReport]) -> None:
        """List the reports that can be chosen."""
        self.reports.clear()
        for report in reports:
            state = f" · {_('sealed print filed')}" if report.is_filed else ""
            item = QListWidgetItem(f"{report.number}\n{report_words(report)}{state}")
            item.setData(SUBJECT_ROLE, report.subject)
            self.reports.addItem(item)

    def file(self) -> None:
        """Ask for the proposal in sight to be filed."""
        self.filing.setEnabled(False)
        self.filing_asked.emit(self.proposal)

    def say_error(self, error: Spoken) -> None:
        """Say why it could not be filed."""
        self._say(self.why_not, [error])
        self.filing.setEnabled(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the page large where there is room."""
        super().resizeEvent(event)
        self.picture.setVisible(self.width() >= px(ROOM_FOR_PICTURE))

    def _lay_out(self) -> None:
        left = QWidget()
        order = row(self._up, self._down, self._away, None, gap=4)
        fill(pages := QVBoxLayout(left), (self.pages, order), 4)
        pages.setStretch(0, 1)
        left.setFixedWidth(px(190))
        facts = column(
            self.report,
            self.about,
            self.found_by,
            self.why_not,
            self.doubts,
            self.refused,
            row(self.another, None),
            self.search,
            self.reports,
            None,
            gap=8,
        )
        right = Scroll(facts)
        right.setMinimumWidth(px(200))
        body = row(left, self.picture, right, gap=16)
        body.setStretch(1, 3)
        body.setStretch(2, 2)
        closing = Button(_("Close"), self.reject)
        foot = row(self.count, None, closing, self.skipping, self.filing)
        fill(whole := QVBoxLayout(self), (body, foot), 12, 16)
        whole.setStretch(0, 1)

    def _show_choice(self, *, on: bool) -> None:
        self.search.setVisible(on)
        self.reports.setVisible(on)
        if on:
            self._ask(self.search.text(), self.show_reports)

    def _choose(self, item: QListWidgetItem) -> None:
        self.report_asked.emit(self.proposal, item.data(SUBJECT_ROLE))

    def _show_picture(self, page: object) -> None:
        preview = getattr(page, "preview", None)
        self.picture.show_picture(self._pictures.get(preview.sha256, QPixmap()) if preview else QPixmap())

    def _say_pages(self) -> None:
        several = self.pages.count() > 1
        for button in (self._up, self._down, self._away):
            button.setEnabled(several)
        pages = plural("{n} page", "{n} pages", self.pages.count())
        self.filing.setAccessibleDescription(pages)

    def _say(self, place: Text, said: Sequence[Spoken]) -> None:
        place.setText("\n".join(translate(one) for one in said))
        place.setVisible(bool(said))


def report_words(report: PrintedReport) -> str:
    """Say which report it is, beside its number."""
    kind = (
        _("daily patrol report") if report.kind == "patrol" else _(REPORT_KIND_NAMES[ReportKind(report.kind)])
    )
    parts = (kind, short_day(report.day, in_language(spoken())), report.grid, report.site)
    return " · ".join(part for part in parts if part)
