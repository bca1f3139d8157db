"""A letter as a Word file from the window: asked for beside the PDF, written to the place chosen."""

from pathlib import Path

import docx
import pytest
from PySide6.QtWidgets import QFileDialog

from db.issued_reports import ReportWish
from inspector.model.issued_report import ReportKind
from tests.db.case_desk import BY_COUNTY, appoint, report
from tests.db.order_desk import give
from tests.db.village import OFFICE, Village
from tests.ui.notes import Settle, Wait
from ui.dialogs.issue_report import IssueDialog
from ui.pages.reports import ReportsPage
from ui.session import Session
from ui.window import Window


@pytest.fixture
def dialog(window: Window, session: Session, village: Village, settle: Settle) -> IssueDialog:
    appoint(village)
    report(village)
    order = give(village).order
    session.act_as(BY_COUNTY)
    window.go_to("reports", ReportWish(kind=ReportKind.ORDER_LETTER, about=(order,)))
    settle()
    assert isinstance(window.page, ReportsPage)
    asked = window.page.menu.desk.dialog
    assert asked
    return asked


def test_a_letter_is_written_as_a_word_file(
    dialog: IssueDialog, window: Window, tmp_path: Path, settle: Settle, until: Wait
) -> None:
    dialog.as_word.click()
    until(lambda: bool(dialog.findChildren(QFileDialog) or window.findChildren(QFileDialog)))
    (picker,) = [*dialog.findChildren(QFileDialog), *window.findChildren(QFileDialog)][:1]
    assert picker.defaultSuffix() == "docx"
    to = tmp_path / "letter.docx"
    picker.fileSelected.emit(str(to))
    picker.reject()
    until(lambda: not dialog.written.isHidden())
    assert dialog.written.text() == "Written as letter.docx."
    assert "关于料堆未覆盖的督办单" in [one.text for one in docx.Document(str(to)).paragraphs]
    dialog.reject()
    settle()


def test_a_place_that_cannot_be_written_is_said_in_the_dialog_or_below(
    dialog: IssueDialog, window: Window, tmp_path: Path, settle: Settle, until: Wait
) -> None:
    assert isinstance(window.page, ReportsPage)
    desk = window.page.menu.desk
    (tmp_path / "taken").write_text("")
    dialog.as_word.click()
    until(lambda: bool(dialog.findChildren(QFileDialog) or window.findChildren(QFileDialog)))
    (picker,) = [*dialog.findChildren(QFileDialog), *window.findChildren(QFileDialog)][:1]
    picker.fileSelected.emit(str(tmp_path / "taken" / "letter.docx"))
    picker.reject()
    until(lambda: not dialog.error.isHidden())
    assert desk.dialog is dialog
    assert "can't be written" in dialog.error.text()
    assert dialog.written.isHidden()
    dialog.reject()
    settle()


def test_only_letters_are_offered_as_word_files(window: Window, settle: Settle) -> None:
    window.go_to("reports", ReportWish(kind=ReportKind.PROGRESS, about=(OFFICE,)))
    settle()
    assert isinstance(window.page, ReportsPage)
    asked = window.page.menu.desk.dialog
    assert asked
    assert asked.as_word.isHidden()
    asked.reject()
    settle()
