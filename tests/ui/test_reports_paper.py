"""A report on its way out: looked at, exported, printed, and the folder it lies in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog

from inspector.errors import Refused, Unreadable
from tests.db.reporting import built, finish, go_round
from tests.db.village import Village
from tests.ui.notes import Wait
from ui.pages.reports import ReportsPage
from ui.report_making import copy_report
from ui.report_printing import print_report
from ui.session import Session
from ui.window import Window

PASSPHRASE = "演示口令 2026"


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
    """A finished round whose report is built and waits for its inspector."""
    patrol = go_round(village, photos=1)
    finish(village, patrol)
    built(village, patrol)
    return patrol


@pytest.fixture
def opened() -> Iterator[list[QUrl]]:
    """The addresses that the desktop was asked to open."""

    class Desktop(QObject):
        urls: list[QUrl] = []  # noqa: RUF012 - one desktop

        @Slot(QUrl)
        def open(self, url: QUrl) -> None:
            self.urls.append(url)

    desktop = Desktop()
    QDesktopServices.setUrlHandler("file", desktop, "open")  # type: ignore[arg-type]
    yield desktop.urls
    QDesktopServices.unsetUrlHandler("file")


def test_a_copy_is_exported_byte_for_byte_and_its_folder_can_be_opened(
    page: Show,
    final: str,
    until: Wait,
    tmp_path: Path,
    window: Window,
    opened: list[QUrl],
    session: Session,
) -> None:
    shown = page(final)
    until(lambda: shown.shown is not None)
    shown.view.export.click()
    (dialog,) = shown.findChildren(QFileDialog)
    assert shown.shown
    assert Path(dialog.selectedFiles()[0]).name == shown.shown.name
    dialog.fileSelected.emit(str(tmp_path / "copy.pdf"))
    dialog.reject()
    until(lambda: window.notices.sentence.text() == "Exported as copy.pdf.")
    assert (tmp_path / "copy.pdf").read_bytes() == shown.shown.content.data()
    window.notices.action.click()
    folder = shown.shown.file.parent if shown.shown.file else None
    shown.view.folder.click()
    assert [Path(url.toLocalFile()) for url in opened] == [tmp_path, folder]
    shown.view.export.click()
    again = [one for one in shown.findChildren(QFileDialog) if one.isVisible()]
    assert Path(again[0].directory().absolutePath()) == tmp_path
    again[0].reject()


def test_a_place_that_takes_no_file_is_a_sentence(tmp_path: Path) -> None:
    content = QByteArray(b"%PDF-")
    with pytest.raises(Refused, match="can't be written"):
        copy_report(content, tmp_path / "nowhere" / "copy.pdf")
    (tmp_path / "taken.pdf").mkdir()
    with pytest.raises(Refused, match="can't be written"):
        copy_report(content, tmp_path / "taken.pdf")
    assert [one.name for one in tmp_path.iterdir()] == ["taken.pdf"]


def test_printing_draws_every_page(
    page: Show, final: str, until: Wait, tmp_path: Path, window: Window
) -> None:
    shown = page(final)
    until(lambda: shown.shown is not None)
    shown.print()
    (dialog,) = shown.findChildren(QPrintDialog)
    dialog.printer().setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.done(QPrintDialog.DialogCode.Accepted)
    count = shown.view.preview.pages
    until(lambda: f"{count} page" in window.notices.sentence.text())
    assert (tmp_path / "printed.pdf").read_bytes().count(b"/Type /Page\n") == count
    shown.print()
    again = [one for one in shown.findChildren(QPrintDialog) if one.isVisible()]
    again[0].reject()


@pytest.fixture
def content(village: Village, qapp: object) -> QByteArray:
    """A report of more than one page."""
    patrol = go_round(village, photos=6)
    finish(village, patrol)
    return QByteArray(built(village, patrol).file.read_bytes())


def test_a_range_of_pages_is_printed(content: QByteArray, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "some.pdf"))
    printer.setFromTo(1, 1)
    counted: list[tuple[int, int]] = []
    assert print_report(content, printer, lambda done, total: counted.append((done, total))) == 1
    assert counted == [(0, 1)]


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_what_is_no_pdf_and_a_printer_that_takes_nothing_are_sentences(
    content: QByteArray, tmp_path: Path
) -> None:
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "nowhere" / "x.pdf"))
    with pytest.raises(Refused, match="printer"):
        print_report(content, printer, lambda _done, _total: None)
    with pytest.raises(Unreadable, match="damaged"):
        print_report(QByteArray(b"nothing"), printer, lambda _done, _total: None)


def test_pages_turn_and_zoom_by_key_and_button(
    page: Show, village: Village, until: Wait, window: Window
) -> None:
    patrol = go_round(village, photos=6)
    finish(village, patrol)
    built(village, patrol)
    shown = page(patrol)
    until(lambda: shown.shown is not None)
    preview = shown.view.preview
    assert preview.pages > 1
    assert not preview.back.isEnabled()
    preview.onward.click()
    until(lambda: preview.page == 2)
    preview.back.click()
    until(lambda: preview.page == 1)
    preview.turn(-1)
    fitting = preview.zoom
    preview.larger.click()
    assert preview.zoom > fitting
    assert not preview.fit_width.isChecked()
    preview.smaller.click()
    preview.fit_page.click()
    whole = preview.zoom
    assert preview.fit_page.isChecked()
    assert whole < fitting
    preview.fit_width.click()
    assert preview.zoom == fitting
    for _ in range(20):
        preview.zoom_in()
    assert preview.zoom == 400
    for _ in range(20):
        preview.zoom_out()
    assert preview.zoom == 25
