"""Materials of a finding: dropped, pasted and picked in; opened and saved as copies; out and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from db.connection import Reader
from inspector.model.finding import FindingNoticed, FindingReported
from inspector.model.finding_state import Severity
from tests.db.village import COKING, MORNING, VILLAGE, Village, named
from tests.pictures.made import photo
from tests.ui.notes import Settle
from ui.pages.findings import FindingsPage
from ui.widgets.material_list import MaterialList, icon_of
from ui.window import Window

FINDING = named(60)


@pytest.fixture
def window(window: Window, village: Village, settle: Settle) -> Window:
    village.record(
        FindingNoticed(
            subject=FINDING,
            patrol=named(62),
            stop=named(61),
            site=COKING,
            grid=VILLAGE,
            number="1",
            text="煤堆未覆盖",
            severity=Severity.MINOR,
            noticed=MORNING,
            term_days=3,
        ),
        FindingReported(subject=FINDING),
    )
    window.go_to("findings", FINDING)
    window.activateWindow()
    settle()
    return window


@pytest.fixture
def page(window: Window) -> FindingsPage:
    shown = window.page
    assert isinstance(shown, FindingsPage)
    return shown


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    opened = village.workspace.reader()
    yield opened
    opened.close()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paper, picture, broken = (tmp_path / name for name in ("整改方案.pdf", "平面图.jpg", "程序.exe"))
    paper.write_bytes(b"%PDF-1.7\n%%EOF\n")
    picture.write_bytes(photo())
    broken.write_bytes(b"MZ")
    return [paper, picture, broken]


def held(files: list[Path]) -> QMimeData:
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return given


def drop(shown: MaterialList, given: QMimeData) -> None:
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(shown.rect().center(), Qt.DropAction.CopyAction, given, button, none)
    shown.dragEnterEvent(entered)
    assert shown.property("drop") == "true"
    shown.dropEvent(QDropEvent(QPointF(3, 3), Qt.DropAction.CopyAction, given, button, none))
    assert shown.property("drop") == "false"


def told(window: Window) -> str:
    return window.notices.shown.text if window.notices.shown else ""


def test_files_are_dropped_on_a_case_and_those_that_cannot_be_kept_are_said(
    page: FindingsPage, window: Window, files: list[Path], settle: Settle, reader: Reader
) -> None:
    shown = page.materials.shown
    assert shown.nothing.isVisible()
    drop(shown, held(files))
    settle()
    assert told(window) == "程序.exe is a program, a script or a link; such are not taken in."
    assert reader.value("SELECT count(*) FROM material WHERE finding = ?", (FINDING,)) == 2
    assert sorted(line.name.text() for line in shown.lines.values()) == ["平面图.jpg", "整改方案.pdf"]
    remarks = {line.name.text(): line.remark.text() for line in shown.lines.values()}
    assert remarks["整改方案.pdf"] == "15 B · document · 22 Nov · 示例甲 · no preview"
    assert "no preview" not in remarks["平面图.jpg"]
    assert not shown.grab().isNull()


def test_files_are_pasted_and_picked_and_taken_back(
    page: FindingsPage, window: Window, files: list[Path], settle: Settle, reader: Reader
) -> None:
    shown = page.materials.shown
    QGuiApplication.clipboard().setMimeData(held(files[:1]))
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert told(window) == "1 file is added."
    assert reader.value("SELECT count(*) FROM material") == 1
    window.notices.action.click()
    settle()
    assert reader.value("SELECT count(*) FROM material") == 0
    assert shown.lines == {}
    shown.pick()
    picker = shown.window().findChildren(QFileDialog)[-1]
    picker.filesSelected.emit([str(files[1])])
    picker.reject()
    settle()
    assert [line.name.text() for line in page.materials.shown.lines.values()] == ["平面图.jpg"]


def test_a_material_is_taken_out_with_a_way_back(
    page: FindingsPage, window: Window, files: list[Path], settle: Settle, reader: Reader
) -> None:
    shown = page.materials.shown
    drop(shown, held(files[1:2]))
    settle()
    (line,) = shown.lines.values()
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    settle()
    assert told(window) == "平面图.jpg is taken out; its entry stays."
    assert reader.value("SELECT count(*) FROM material") == 0
    window.notices.action.click()
    settle()
    assert reader.value("SELECT count(*) FROM material WHERE finding = ?", (FINDING,)) == 1
    assert len(shown.lines) == 1


def test_a_material_is_opened_and_saved_as_a_copy(
    page: FindingsPage,
    window: Window,
    files: list[Path],
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = page.materials.shown
    drop(shown, held(files[:1]))
    settle()
    given: list[QUrl] = []

    def take(url: QUrl) -> bool:
        given.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    (line,) = shown.lines.values()
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()
    copy = Path(given[0].toLocalFile())
    assert copy.name == "整改方案.pdf"
    assert copy.stat().st_mode & 0o222 == 0
    line.saving.click()
    picker = window.findChildren(QFileDialog)[-1]
    picker.fileSelected.emit(str(tmp_path / "copy.pdf"))
    picker.reject()
    settle()
    assert (tmp_path / "copy.pdf").read_bytes() == files[0].read_bytes()
    assert told(window) == "Saved as copy.pdf."


def test_a_folder_or_a_phone_gives_a_sentence(
    page: FindingsPage, window: Window, tmp_path: Path, settle: Settle
) -> None:
    drop(page.materials.shown, held([tmp_path]))
    assert told(window) == "There is no file to add. Folders are not added."
    phone = QMimeData()
    phone.setData('application/x-qt-windows-mime;value="FileGroupDescriptorW"', b"phone")
    drop(page.materials.shown, phone)
    settle()
    assert told(window).startswith("A phone connected by cable shows its photos without a file path.")


def test_a_list_that_only_shows_takes_nothing(qtbot: QtBot) -> None:
    shown = MaterialList(adds=False)
    qtbot.addWidget(shown)
    assert not shown.acceptDrops()
    assert not shown.adding.isVisibleTo(shown)
    QTest.keyClick(shown, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_a_drag_that_leaves_looks_as_before(page: FindingsPage, files: list[Path]) -> None:
    shown = page.materials.shown
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    given = held(files)
    entered = QDragEnterEvent(shown.rect().center(), Qt.DropAction.CopyAction, given, button, none)
    shown.dragEnterEvent(entered)
    shown.dragLeaveEvent(QDragLeaveEvent())
    assert shown.property("drop") == "false"


@pytest.mark.parametrize(
    ("mime", "icon"),
    [
        ("application/pdf", "file-text"),
        ("video/mp4", "film"),
        ("image/tiff", "image"),
        ("application/vnd.ms-excel", "table"),
        ("application/wps-office.et", "table"),
        ("application/msword", "paperclip"),
    ],
)
def test_kinds_have_their_icons(mime: str, icon: str) -> None:
    assert icon_of(mime) == icon
