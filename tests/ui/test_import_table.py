"""Lists taken in from CSV and Excel in the window: columns, dry run, bad rows, progress, stop."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from db.workspace import Actor
from inspector.model.person import Role, RoleGiven
from inspector.model.site import SiteChanged
from tests.db.village import COKING, FOUNDING, OFFICE, OFFICER, Village
from tests.ui.notes import Settle
from ui.dialogs.import_table import ImportTable
from ui.import_desk import GRIDS, PEOPLE
from ui.pages.sites import SitesPage
from ui.session import Session

TABLE = """企业名称,所属村,类别,备注栏
示例焦化厂,示例村网格,焦化企业,
新来的砂石厂,示例村网格,扬尘源,东头
没有网格的厂,别处,焦化企业,
,示例村网格,焦化企业,
示例旧窑,示例村网格,矿山,
"""


@pytest.fixture
def page(session: Session, village: Village, qtbot: QtBot, settle: Settle) -> Iterator[SitesPage]:
    made = SitesPage(session)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    settle()
    yield made
    for dialog in made.findChildren(ImportTable):
        dialog.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "企业清单.csv"
    made.write_bytes(TABLE.encode("gb18030"))
    return made


def test_a_list_is_taken_in_step_by_step(
    page: SitesPage, village: Village, file: Path, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    page.list.empty.button.click()
    dialog = page.imports.dialog
    assert dialog
    assert dialog.picking.isVisible()
    dialog.picking.button.click()
    (picker,) = dialog.findChildren(QFileDialog)
    picker.fileSelected.emit(str(file))
    picker.close()
    settle()
    assert dialog.head.text() == "企业清单.csv: 5 rows"
    assert [choice.currentData() for choice in dialog.columns.choices] == ["name", "grid", "kind", ""]
    note = dialog.columns.choices[3]
    note.setCurrentIndex(note.findData("note"))
    note.activated.emit(note.currentIndex())
    dialog.going.click()
    settle()
    plan = dialog.plan
    assert plan
    assert (len(plan.added), len(plan.changed), plan.unchanged, len(plan.bad)) == (1, 1, 1, 2)
    assert dialog.rows.lines.isVisible()
    assert dialog.rows.saving.isVisible()
    assert dialog.going.text() == "Take in 2 rows"
    dialog.rows.copying.click()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 3
    dialog.rows.kinds.choose("changed")
    assert "→" in str(dialog.rows.lines.model_of_lines.lines[0][3])
    dialog.rows.kinds.choose("doubts")
    assert not dialog.rows.lines.isVisible()
    dialog.rows.kinds.choose("bad")
    dialog.rows.saving.click()
    (picker,) = dialog.findChildren(QFileDialog)
    picker.fileSelected.emit(str(tmp_path / "bad.xlsx"))
    picker.close()
    settle()
    sheet = load_workbook(tmp_path / "bad.xlsx").active
    assert sheet
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("企业名称", "所属村", "类别", "备注栏", "Reason")
    assert [row[0] for row in rows[1:]] == ["没有网格的厂", None]
    dialog.going.click()
    settle()
    assert dialog.outcome.text() == "Taken in: 1 new, 1 changed."
    assert dialog.remark.text() == "1 unchanged · 2 rows left out"
    dialog.going.click()
    assert not dialog.isVisible()
    assert len(page.list.model.keys) == 6


def test_the_mapping_is_remembered_for_the_next_table(page: SitesPage, file: Path, settle: Settle) -> None:
    dialog = page.imports.open(*_sites(page), file)
    settle()
    note = dialog.columns.choices[3]
    note.setCurrentIndex(note.findData("address"))
    note.activated.emit(note.currentIndex())
    dialog.go_on()
    settle()
    dialog.go_on()
    settle()
    dialog.close()
    again = page.imports.open(*_sites(page), file)
    settle()
    assert again.columns.choices[3].currentData() == "address"
    again.go_on()
    settle()
    assert again.plan
    assert not again.plan.added
    assert not again.going.isEnabled()
    again.go_back()
    assert again.columns.isVisible()
    again.go_back()
    assert again.picking.isVisible()


def _sites(page: SitesPage) -> tuple[Any, Actor]:
    from ui.import_desk import SITES

    assert page.session.actor
    return SITES, page.session.actor


def test_a_field_is_held_by_one_column_only(page: SitesPage, file: Path, settle: Settle) -> None:
    dialog = page.imports.open(*_sites(page), file)
    settle()
    choice = dialog.columns.choices[3]
    choice.setCurrentIndex(choice.findData("name"))
    choice.activated.emit(choice.currentIndex())
    assert [one.currentData() for one in dialog.columns.choices] == ["", "grid", "kind", "name"]
    choice.setCurrentIndex(0)
    choice.activated.emit(0)
    assert dialog.columns.columns.field_of(3) == ""
    dialog.go_on()
    settle()
    assert "No column holds" in dialog.trouble.text()
    assert dialog.columns.isVisible()


def test_what_is_no_table_or_gone_is_said_in_place(page: SitesPage, tmp_path: Path, settle: Settle) -> None:
    picture = tmp_path / "a.jpg"
    picture.write_bytes(b"\xff\xd8\xff\xe0")
    dialog = page.imports.open(*_sites(page), picture)
    settle()
    assert "a.jpg" in dialog.trouble.text()
    dialog.take(tmp_path / "gone.csv")
    settle()
    assert "gone.csv can't be read" in dialog.trouble.text()


def test_another_sheet_is_read_when_it_is_chosen(page: SitesPage, tmp_path: Path, settle: Settle) -> None:
    book = Workbook()
    assert book.active
    book.active.append(["企业名称", "网格"])
    book.active.append(["一厂", "示例村网格"])
    other = book.create_sheet("第二张")
    other.append(["企业名称", "网格", "地址"])
    other.append(["二厂", "示例村网格", "南路"])
    book.save(tmp_path / "book.xlsx")
    dialog = page.imports.open(*_sites(page), tmp_path / "book.xlsx")
    settle()
    assert dialog.sheet.isVisible()
    dialog.sheet.setCurrentText("第二张")
    dialog.sheet.activated.emit(dialog.sheet.currentIndex())
    settle()
    assert len(dialog.columns.choices) == 3


def test_what_was_recorded_meanwhile_stops_an_import(
    page: SitesPage, village: Village, file: Path, settle: Settle
) -> None:
    dialog = page.imports.open(*_sites(page), file)
    settle()
    dialog.go_on()
    settle()
    village.record(SiteChanged(subject=COKING, leader="示例戊"))
    dialog.go_on()
    settle()
    assert "Look through it again" in dialog.trouble.text()


def test_an_import_that_is_stopped_says_what_stays(
    page: SitesPage, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    noticed: list[Any] = []
    page.noticed.connect(noticed.append)
    many = tmp_path / "many.csv"
    lines = "\n".join(f"企业 {n},示例村网格" for n in range(3_000))
    many.write_text(f"企业名称,网格\n{lines}\n", "utf-8")
    dialog = page.imports.open(*_sites(page), many)
    settle()
    dialog.go_on()
    settle()
    dialog.going.click()
    dialog.closing.click()
    settle()
    assert noticed[-1].text.startswith("Stopped.")


def drop(page: Any, paths: list[Path]) -> bool:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, mime, buttons, keys)
    entering.setAccepted(False)
    page.dragEnterEvent(entering)
    if entering.isAccepted():
        page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))
    return entering.isAccepted()


def test_one_file_is_dropped_on_the_page_or_the_dialog(page: SitesPage, file: Path, settle: Settle) -> None:
    assert not drop(page, [file, file])
    assert drop(page, [file])
    settle()
    dialog = page.imports.dialog
    assert dialog
    assert dialog.columns.isVisible()
    assert not drop(dialog, [file, file])
    assert drop(dialog, [file])
    settle()
    assert dialog.table


def test_nobody_takes_anything_in(page: SitesPage, session: Session) -> None:
    told: list[Any] = []
    session.told.connect(told.append)
    session.act_as(None)
    page.import_sites()
    assert told
    assert page.imports.dialog is None


def test_grids_and_people_are_taken_in_alike(
    page: SitesPage, village: Village, tmp_path: Path, settle: Settle
) -> None:
    by = Actor(OFFICER, OFFICE)
    office = RoleGiven(subject=OFFICER, role=Role.RECTIFICATION_OFFICE, grid=OFFICE, since=FOUNDING.day)
    village.record(office, by=by)
    grids = tmp_path / "grids.csv"
    grids.write_text("名称,编码,上级网格,级别\n另一村,SLX0102,示例镇,三级\n", "utf-8")
    dialog = page.imports.open(GRIDS, by, grids)
    settle()
    dialog.go_on()
    settle()
    assert dialog.plan, dialog.trouble.text()
    assert len(dialog.plan.added) == 1
    dialog.go_on()
    settle()
    assert dialog.outcome.text() == "Taken in: 1 new, 0 changed."
    people = tmp_path / "people.csv"
    people.write_text("姓名,网格,角色\n示例庚,另一村,网格员\n", "utf-8")
    dialog = page.imports.open(PEOPLE, by, people)
    settle()
    dialog.go_on()
    settle()
    dialog.go_on()
    settle()
    assert dialog.outcome.text() == "Taken in: 1 new, 0 changed."
