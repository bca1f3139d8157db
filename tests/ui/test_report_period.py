"""All reports of a period from the window: exported with a list, or printed as one job."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog

from db.report_export import Export
from tests.db.reporting import built, finish, go_round
from tests.db.village import TODAY, Village
from tests.ui.notes import Settle, Wait
from ui.pages.reports import ReportsPage
from ui.report_printing import print_reports
from ui.session import Session
from ui.window import Window


@pytest.fixture
def page(window: Window) -> Callable[[], ReportsPage]:
    def show(what: object = None) -> ReportsPage:
        window.go_to("reports", what)
        shown = window.page
        assert isinstance(shown, ReportsPage)
        return shown

    return show


Show = Callable[..., ReportsPage]


@pytest.fixture
def final(village: Village) -> str:
    patrol = go_round(village, photos=1)
    finish(village, patrol)
    built(village, patrol)
    return patrol


def test_a_period_is_exported_and_printed_with_what_is_missing(
    page: Show, final: str, village: Village, tmp_path: Path, until: Wait, settle: Settle
) -> None:
    go_round(village, 80)
    shown = page()
    settle()
    noticed: list[str] = []
    shown.noticed.connect(lambda notice: noticed.append(notice.text))
    shown.menu.ask_for_period()
    settle()
    dialog = shown.menu.dialog
    assert dialog
    assert (dialog.export.last, (dialog.export.last - dialog.export.first).days) == (TODAY, 6)
    assert [dialog.grid.itemText(at) for at in range(4)] == ["all grids", "示例县", "示例镇", "示例村网格"]
    dialog.first.setDate(dialog.last.date().addDays(1))
    assert not dialog.exporting.isEnabled()
    dialog.first.setDate(dialog.last.date().addDays(-1))
    dialog.form.setCurrentIndex(1)
    dialog.exporting.click()
    (picker,) = shown.window().findChildren(QFileDialog)
    picker.fileSelected.emit(str(tmp_path))
    picker.reject()
    until(lambda: bool(list(tmp_path.glob("reports_*.zip"))))
    settle()
    assert "1 report exported, 1 missing; the list says why." in noticed
    shown.menu.export(Export(TODAY, TODAY), tmp_path / "folder", as_zip=False)
    until(lambda: bool(list((tmp_path / "folder").glob("*/*.csv"))))
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "print.pdf"))
    shown.menu.print(Export(TODAY, TODAY), printer)
    until((tmp_path / "print.pdf").exists)
    settle()


def test_a_period_without_a_report_prints_nothing(
    page: Show, tmp_path: Path, until: Wait, session: Session, settle: Settle
) -> None:
    shown = page()
    settle()
    told: list[BaseException] = []
    session.told.connect(told.append)
    shown.menu.print(Export(TODAY, TODAY), QPrinter())
    until(lambda: bool(told))
    assert "no report in this period" in str(told[0])


def test_reports_are_printed_one_after_another_as_one_job(
    final: str, village: Village, tmp_path: Path, qapp: object
) -> None:
    from PySide6.QtCore import QByteArray

    content = QByteArray(built(village, final).file.read_bytes())
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "print.pdf"))
    one = print_reports([content], printer, lambda *_: None)
    assert print_reports([content, content], printer, lambda *_: None) == 2 * one
