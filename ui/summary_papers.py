"""The ways of a summary out of the window: looked at, signed and saved as PDF, written as a workbook."""

import os
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from db.changes import Changes
from db.disk import full_disk_in_words
from db.queries.summaries import SummarySheet
from db.summary_book import PACK, paper_of_period, write_summary, write_summary_pack
from db.summary_issuing import issue_summary, known_report, sign_summary
from db.workspace import Actor, Workspace
from inspector.journal.person_key import PersonKey
from inspector.model.ids import GridId
from inspector.model.issued_report import ReportKind
from inspector.model.period import Period
from inspector.model.summary import Texts
from inspector.periods import Instant
from inspector.tables.writing import Form
from inspector.words import _, in_language, spoken
from ui.background import Report
from ui.dialogs.choose_file import FOLDER
from ui.issue_desk import IssueDesk
from ui.own_key import OwnKey
from ui.page import Command, Page
from ui.report_making import ShownReport, make_report
from ui.report_outlets import ReportOutlets
from ui.shortcuts import page_key
from ui.side_work import SideWork
from ui.summary_form_desk import SummaryFormDesk
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import S


class SummaryPapers(QObject):
    """Serves a page of a period with its papers; ``key`` is asked where something is signed.

    ``keep`` brings what was typed to the disk: a draft says it too.
    """

    def __init__(self, page: Page, key: OwnKey, texts: Callable[[], Texts], keep: Callable[[], None]) -> None:
        super().__init__(page)
        self._keep = keep
        self._page, self._session, self._key, self._texts = page, page.session, key, texts
        self._sheet: SummarySheet | None = None
        self._draft = ""
        self.desk = IssueDesk(self._session, page)
        self.outlets = ReportOutlets(page)
        self.picker: QFileDialog | None = None
        self.looking = Button(_("Preview"), self.look, icon="eye")
        self.signing = Button(_("Signed PDF…"), self.sign, icon="file-text")
        self.exporting = Button(_("Excel…"), self.export, icon="download")
        self.forms = SummaryFormDesk(page, self.outlets)
        self.filling = Button(_("Superior's form…"), self.fill, icon="table")
        self.buttons = FlowLayout(gap=S)
        for button in (self.looking, self.signing, self.exporting, self.filling):
            self.buttons.addWidget(button)
        for command in self.commands():
            page_key(page, command.keys, command.act)

    def commands(self) -> Sequence[Command]:
        """What can be done with the papers of the period."""
        return (
            Command(_("Preview the summary"), self.look, "Ctrl+P"),
            Command(_("Sign the summary and save its PDF"), self.sign, "Ctrl+Shift+P"),
            Command(_("Export the summary"), self.export, "Ctrl+E"),
            Command(_("Fill in the superior's form"), self.fill, "Ctrl+Shift+E"),
        )

    def serve(self, sheet: SummarySheet, draft: str, *, may_sign: bool, why_not: str) -> None:
        """Serve the period of ``sheet``; ``draft`` keeps its texts, ``why_not`` says why it is not signed."""
        self._sheet, self._draft = sheet, draft
        self.signing.allow(may_sign, why_not)

    def look(self) -> None:
        """Show how the summary is printed: the frozen one, or a draft of what is known by now."""
        if sheet := self._sheet:
            frozen = sheet.in_force
            about = (sheet.grid, sheet.period.name, frozen.id if frozen else "")
            self._keep()
            self._session.write(
                lambda: None, lambda _kept: self.desk.begin(ReportKind.SUMMARY, *about)
            )  # behind the texts

    def sign(self) -> None:
        """Do what is left for a signed PDF: freeze, issue, build, sign; then ask where to save it."""
        if self._sheet and self.signing.isEnabled():
            grid, period = self._sheet.grid, self._sheet.period
            sentence = _(
                "The numbers of {period} are frozen, if they are not yet, and their PDF is signed.",
                period=period.title(in_language(spoken())),
            )
            self._key.ask(sentence, partial(self._issue, grid, period, self._texts(), self._draft))

    def fill(self) -> None:
        """Open the superior's own blank form, and fill it with the period."""
        if sheet := self._sheet:
            self._keep()
            self.forms.begin(sheet)

    def export(self) -> None:
        """Ask where to write the workbook, the numbers or the pack."""
        if sheet := self._sheet:
            self._keep()
            kinds = {
                "xlsx": _("Excel workbook (*.xlsx)"),
                "csv": _("CSV, UTF-8 (*.csv)"),
                "gpk": _("Pack of the entries (*.gpk)"),
            }
            folder = Path(self._session.preferences.text(FOLDER) or Path.home())
            name = f"{sheet.grid_name}_{sheet.period.name}.xlsx"
            picker = QFileDialog(
                self._page.window(), _("Export the summary"), str(folder / name), ";;".join(kinds.values())
            )
            picker.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            picker.setDefaultSuffix("xlsx")
            picker.filterSelected.connect(
                lambda chosen: picker.setDefaultSuffix(
                    next(form for form, kind in kinds.items() if kind == chosen)
                )
            )
            picker.fileSelected.connect(lambda file: self.export_to(Path(file)))
            picker.finished.connect(picker.deleteLater)
            self.picker = picker
            picker.open()

    def export_to(self, to: Path) -> None:
        """Write what the name of ``to`` asks for: a workbook, numbers as CSV, or a pack."""
        session, sheet, actor = self._session, self._sheet, self._session.actor
        if sheet and actor:
            session.preferences.keep(FOLDER, str(to.parent))
            self._page.work(
                partial(_exported, session.workspace, sheet, actor, session.now(), to),
                self._tell_exported,
                title=_("Exporting the summary"),
            )

    def _tell_exported(self, to: Path) -> None:
        folder = partial(self.outlets.open_folder, to)
        self._page.notice(_("Exported as {name}.", name=to.name), _("Open folder"), folder)

    def _issue(self, grid: GridId, period: Period, texts: Texts, draft: str, key: PersonKey) -> None:
        session, actor, issued = self._session, self._session.actor, list[str]()
        assert actor  # noqa: S101 - who has a key acts

        def act() -> Changes:
            report, changes = issue_summary(
                session.workspace, grid, period, texts, actor, session.now(), key, os.urandom, finishes=draft
            )
            issued.append(report)
            return changes

        session.write(act, lambda _changes: self.finish(issued[0], actor, key))

    def finish(self, report: str, actor: Actor, key: PersonKey) -> None:
        """Build the issued ``report``, sign it with ``key``, and ask where to save it."""
        session = self._session
        self._page.work(
            partial(_built, session.workspace, session.side_work, report),
            lambda _shown: self._sign(report, actor, key),
            title=_("Building the report"),
        )

    def _sign(self, report: str, actor: Actor, key: PersonKey) -> None:
        session = self._session
        session.write(
            partial(_signed, session.workspace, report, actor, session.now(), key),
            lambda _changes: self._page.work(
                partial(_built, session.workspace, session.side_work, report), self.outlets.export
            ),
        )


def _exported(
    workspace: Workspace, sheet: SummarySheet, by: Actor, at: Instant, to: Path, _report: Report
) -> Path:
    with full_disk_in_words(), closing(workspace.reader()) as reader:
        if to.suffix.lower() == PACK:
            write_summary_pack(reader, workspace, sheet.grid, sheet.period, by, at, to)
        else:
            form = Form.CSV if to.suffix.lower() == ".csv" else Form.XLSX
            write_summary(paper_of_period(reader, workspace, sheet.grid, sheet.period, by, at), to, form)
    return to


def _built(workspace: Workspace, side_work: SideWork, report: str, told: Report) -> ShownReport:
    with closing(workspace.reader()) as reader:
        row = known_report(reader, workspace, report)
    return make_report(workspace, side_work, row, told)


def _signed(workspace: Workspace, report: str, by: Actor, at: Instant, key: PersonKey) -> Changes:
    with full_disk_in_words():
        return sign_summary(workspace, report, by, at, key)
