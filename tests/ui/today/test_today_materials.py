"""Materials of a stop that is being written, and photos that stand elsewhere already."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from db.connection import Reader
from tests.db.village import COKING, HEAP
from tests.pictures.made import photo
from tests.ui.day_desk import Hands, photo_files, told
from ui.given_files import sorted_files
from ui.pages.today import TodayPage
from ui.widgets.material_list import MaterialList
from ui.window import Window


@pytest.fixture
def shown(page: TodayPage) -> MaterialList:
    return page.parts.materials.shown


def paper(folder: Path, name: str = "方案.pdf") -> Path:
    made = folder / name
    made.write_bytes(b"%PDF-1.7\n%%EOF\n")
    return made


def test_files_dropped_with_photos_become_materials_of_the_stop(
    page: TodayPage, hands: Hands, shown: MaterialList, tmp_path: Path, reader: Reader
) -> None:
    assert shown.lines == {}
    assert not shown.title.isVisible()
    hands.drop(page.form, [*photo_files(tmp_path, "a.jpg"), paper(tmp_path)])
    assert [line.name.text() for line in shown.lines.values()] == ["方案.pdf"]
    assert page.form.draft is not None
    assert len(page.form.draft.photos) == 1
    page.form.setFocus()
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    assert reader.row("SELECT name, site, stop <> '' FROM material") == ("方案.pdf", COKING, 1)
    assert shown.lines == {}


def test_a_file_that_cannot_be_kept_is_a_sentence(
    page: TodayPage, hands: Hands, window: Window, tmp_path: Path, shown: MaterialList
) -> None:
    bad = tmp_path / "a.exe"
    bad.write_bytes(b"MZ")
    hands.drop(page.form, [bad])
    assert told(window) == "a.exe is a program, a script or a link; such are not taken in."
    assert shown.lines == {}


def test_a_picture_given_to_the_list_is_a_material_with_a_preview(
    page: TodayPage, hands: Hands, shown: MaterialList, tmp_path: Path, window: Window
) -> None:
    plan = tmp_path / "平面图.jpg"
    plan.write_bytes(photo())
    hands.drop(shown, [plan, tmp_path])
    hands.settle()
    (line,) = shown.lines.values()
    assert not line.mark.pixmap().isNull()
    assert "no preview" not in line.remark.text()
    hands.do(line.leaving.click)
    assert shown.lines == {}
    assert told(window) == "平面图.jpg was left out."
    hands.click(window.notices.action)
    assert len(shown.lines) == 1
    hands.drop(shown, [tmp_path])
    assert told(window) == "There is no file to add. Folders are not added."


def test_a_material_of_the_draft_is_saved_as_a_copy(
    page: TodayPage, hands: Hands, shown: MaterialList, tmp_path: Path, window: Window
) -> None:
    given = paper(tmp_path)
    hands.drop(page.form, [given])
    (line,) = shown.lines.values()
    line.saving.click()
    picker = window.findChildren(QFileDialog)[-1]
    hands.do(lambda: picker.fileSelected.emit(str(tmp_path / "copy.pdf")))
    picker.reject()
    hands.come_back()
    assert (tmp_path / "copy.pdf").read_bytes() == given.read_bytes()


def test_files_reach_their_stop_though_one_has_turned_to_another(
    page: TodayPage, hands: Hands, shown: MaterialList, tmp_path: Path
) -> None:
    page.form.setFocus()
    hands.key(Qt.Key.Key_0)
    shown.given.emit(_given(paper(tmp_path)))
    page.choose(HEAP)
    hands.settle()
    assert shown.lines == {}
    page.choose(COKING)
    hands.settle()
    assert len(shown.lines) == 1


def test_a_stop_waits_for_files_on_their_way(
    page: TodayPage, hands: Hands, tmp_path: Path, reader: Reader, window: Window
) -> None:
    page.form.setFocus()
    hands.key(Qt.Key.Key_0)
    page.parts.materials.shown.given.emit(_given(paper(tmp_path)))
    page.desk.complete()
    assert told(window).startswith("Photos are still being read")
    hands.settle()
    QTest.qWait(20)
    hands.settle()
    assert reader.value("SELECT count(*) FROM material WHERE stop <> ''") == 1


def test_a_photo_that_stands_elsewhere_is_said_and_added_nevertheless(
    page: TodayPage, hands: Hands, tmp_path: Path, window: Window, reader: Reader
) -> None:
    files = photo_files(tmp_path, "a.jpg")
    hands.drop(page.form, files)
    page.form.setFocus()
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    hands.drop(page.form, files)
    assert told(window).startswith("The photo a.jpg is here already: recorded at 示例焦化厂")
    assert page.form.draft is not None
    assert page.form.draft.photos == ()
    hands.click(window.notices.action)
    page.form.setFocus()
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    doubts = [row[0] for row in reader.rows("SELECT doubts FROM photo")]
    assert sorted("seen_before" in one for one in doubts) == [False, True]


def _given(file: Path) -> object:
    return sorted_files([file])
