"""The whole ledger from the pages Findings and Ledger: taken over, on paper, as a workbook with photos."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from db.issued_reports import ReportWish
from inspector.model.issued_report import ReportKind
from tests.db.case_desk import BY_COUNTY
from tests.db.test_queries_findings import noticed
from tests.db.village import COKING, MORNING, Village, named
from tests.ui.ledger_hands import Ledger
from tests.ui.notes import Settle
from ui.dialogs.import_table import ImportTable
from ui.dialogs.issue_report import IssueDialog
from ui.ledger_desk import LedgerDesk
from ui.table import View
from ui.window import Window

OLD = "编号,存在问题,责任单位,整改时限\n旧1,煤堆没有覆盖,示例镇,2026-12-01\n,,示例镇,\n"


@pytest.fixture(params=["findings", "ledger"])
def page(request: pytest.FixtureRequest, ledger: Ledger, village: Village, window: Window) -> Any:
    village.record(noticed(named(801), MORNING, text="带泥上路", site=COKING))
    window.go_to(request.param)
    ledger.settle()
    return window.page


def dropped(page: Any, *files: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(9, 9).toPoint(), copy, data, left, none)
    entering.ignore()
    page.dragEnterEvent(entering)
    taken = entering.isAccepted()
    if taken:
        page.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, none))
    return bool(taken)


def test_a_ledger_that_is_dropped_is_taken_over(page: Any, tmp_path: Path, settle: Settle) -> None:
    file = tmp_path / "旧台账.csv"
    file.write_text(OLD, "utf-8")
    assert not dropped(page, file, file)
    assert dropped(page, file)
    settle()
    dialog = page.whole.imports.dialog
    assert isinstance(dialog, ImportTable)
    dialog.going.click()
    settle()
    assert dialog.plan
    assert (len(dialog.plan.added), len(dialog.plan.bad)) == (1, 1)
    dialog.going.click()
    settle()
    dialog.close()
    assert "Ledger as PDF…" in [one.text for one in page.commands()]
    page.list.show_view(filter="all")
    settle()
    rows = [page.list.model.row_at(at) for at in range(len(page.list.model.keys))]
    assert "旧1" in [row.number for row in rows]


TASKS = "序号,整改任务,存在问题,牵头单位,责任单位,整改目标,整改状态,完成时间\n"
DONE = "1,煤场治理,煤堆未覆盖,示例局,示例镇,全部入棚,已销号,2020-06-30\n"


def test_a_ledger_of_tasks_is_known_by_its_columns_and_taken_over(
    ledger: Ledger, window: Window, tmp_path: Path, settle: Settle
) -> None:
    ledger.settle()
    file = tmp_path / "任务台账.csv"
    file.write_text(TASKS + DONE, "utf-8")
    assert dropped(ledger.page, file)
    settle()
    dialog = ledger.page.whole.imports.dialog
    assert dialog
    assert dialog.windowTitle() == "Take over a ledger of tasks"
    dialog.going.click()
    settle()
    assert dialog.plan, dialog.trouble.text()
    assert [row.name for row in dialog.plan.added] == ["煤场治理"]
    dialog.going.click()
    settle()
    dialog.close()
    ledger.page.list.show_view(filter="ended")
    settle()
    (row,) = (ledger.page.list.model.row_at(at) for at in range(len(ledger.page.list.model.keys)))
    assert (row.name, row.is_open, row.state) == ("煤场治理", False, "closed_before")
    ledger.page.show_task(row.key)
    settle()
    said = [one.text() for one in ledger.page.view.findChildren(QLabel)]
    assert "closed before, by the old ledger" in said
    (written,) = (one for one in said if "as written in" in one)
    assert written.startswith("“已销号, ")
    assert written.endswith("”, as written in 任务台账.csv, row 2")


def test_the_ledger_page_offers_to_take_over_tasks_and_findings(page: Any, settle: Settle) -> None:
    offered = {one.text: one for one in page.commands()}
    is_ledger = page.NAME == "ledger"
    assert ("Import a ledger of tasks…" in offered) is is_ledger
    if is_ledger:
        assert offered["Import a ledger of tasks…"].keys == "Ctrl+Shift+I"
        offered["Import a ledger of tasks…"].act()
        assert page.whole.imports.dialog.windowTitle() == "Take over a ledger of tasks"
        page.whole.imports.dialog.close()


def test_what_cannot_be_read_is_said_by_the_dialog(page: Any, tmp_path: Path, settle: Settle) -> None:
    page.whole.take_dropped(tmp_path / "gone.csv")
    settle()
    dialog = page.whole.imports.dialog
    assert "gone.csv" in dialog.trouble.text()
    dialog.close()


ALIKE = (
    "编号,存在问题,位置,检查时间\n7,厂区东侧料堆未覆盖有扬尘,东门,2026-01-05\n"
    "8,厂区东侧料堆没有覆盖有扬尘,东门,2026-01-05\n9,厂区东侧料堆没覆盖有扬尘,东门,2026-01-05\n"
)


def test_a_person_decides_about_each_likely_duplicate(
    page: Any, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    file = tmp_path / "旧台账.csv"
    file.write_text(ALIKE, "utf-8")
    page.whole.take_over(file)
    settle()
    dialog = page.whole.imports.dialog
    dialog.going.click()
    settle()
    shown = dialog.rows
    lines = shown.lines.model_of_lines
    assert shown.kinds.choice == "alike"
    assert [line[1] for line in lines.lines] == ["the same: leave out"] * 2
    assert lines.lines[0][3] == "7 厂区东侧料堆未覆盖有扬尘"
    assert dialog.going.text() == "Take in 1 row"
    shown.turn()
    assert dialog.going.text() == "Take in 1 row", "nothing is chosen"
    shown.lines.setFocus()
    shown.lines.selectRow(1)
    qtbot.keyClick(shown.lines, Qt.Key.Key_Space)
    assert [line[1] for line in lines.lines] == ["the same: leave out", "another one: take in"]
    assert dialog.going.text() == "Take in 2 rows"
    shown.lines.selectAll()
    shown.another.click()
    assert dialog.going.text() == "Take in 3 rows"
    shown.same.click()
    assert dialog.going.text() == "Take in 1 row"
    shown.lines.selectRow(0)
    shown.lines.doubleClicked.emit(lines.index(0, 1))
    shown.kinds.choose("added")
    shown.turn()
    assert not shown.another.isVisible()
    assert dialog.going.text() == "Take in 2 rows"
    shown.kinds.choose("alike")
    shown.saving.click()
    (picker,) = dialog.findChildren(QFileDialog)
    assert picker.selectedFiles()[0].endswith("旧台账_rows left out.xlsx")
    picker.fileSelected.emit(str(tmp_path / "left.xlsx"))
    picker.close()
    settle()
    saved: Any = load_workbook(tmp_path / "left.xlsx").active
    assert [row[0].value for row in saved.iter_rows(min_row=2)] == ["9"]
    dialog.going.click()
    settle()
    assert dialog.outcome.text() == "Taken in: 2 new, 0 changed."
    assert dialog.remark.text() == "1 row left out"
    dialog.close()


def test_the_paper_is_about_what_the_list_shows(page: Any, settle: Settle) -> None:
    wishes: list[ReportWish] = []
    page.wanted.disconnect()
    page.wanted.connect(lambda _where, what: wishes.append(what))
    page.list.show_view(filter="overdue", text="煤堆", facts=(("unit", ("示例局", "示例镇")),))
    page.list.show_view(sort="unit", descending=True)
    settle()
    {one.text: one.act for one in page.commands()}["Ledger as PDF…"]()
    with_tasks = ("list=ledger",) if page.NAME == "ledger" else ()
    narrowed = ("text=煤堆", "sort=-unit", "fact.unit=示例局", "fact.unit=示例镇")
    about = (BY_COUNTY.org, "overdue", *with_tasks, *narrowed)
    assert wishes == [ReportWish(kind=ReportKind.LEDGER, about=about)]


def test_the_view_reaches_the_paper_and_is_said_in_words(page: Any, window: Window, settle: Settle) -> None:
    page.list.show_view(filter="all", facts=(("state", ("reported",)),))
    settle()
    actions = {one.text(): one for one in page.menu.actions()}
    actions["Ledger as PDF…"].trigger()
    settle()
    assert window.page
    reports: Any = window.page
    dialog = reports.menu.desk.dialog
    assert isinstance(dialog, IssueDialog)
    with_tasks = ("list=ledger",) if page.NAME == "ledger" else ()
    assert dialog.wish.about == (BY_COUNTY.org, "all", *with_tasks, "fact.state=reported")
    what = "Findings and tasks: all lines" if with_tasks else "all findings"
    assert dialog.question.described == f"{what} · State: to be assigned"
    dialog.reject()


def test_what_nobody_chose_is_what_the_list_begins_with(page: Any, settle: Settle) -> None:
    wishes: list[ReportWish] = []
    page.wanted.disconnect()
    page.wanted.connect(lambda _where, what: wishes.append(what))
    first = "open" if page.NAME == "ledger" else "mine"
    LedgerDesk(page, View, has_tasks=page.NAME == "ledger").print_paper()
    assert wishes[0].about[:2] == (BY_COUNTY.org, first)


@pytest.mark.parametrize(("shown", "lines"), [("all", 1), ("open", 1), ("overdue", 0)])
def test_the_workbook_has_the_findings_the_list_is_about(
    page: Any, tmp_path: Path, settle: Settle, shown: str, lines: int
) -> None:
    notices: list[str] = []
    page.noticed.connect(lambda notice: notices.append(notice.text))
    page.list.show_view(filter=shown)
    settle()
    page.whole.ask_workbook()
    (picker,) = page.window().findChildren(QFileDialog)
    assert picker.selectedFiles()[0].endswith("_Ledger with photos.xlsx")
    to = tmp_path / "台账.xlsx"
    picker.fileSelected.emit(str(to))
    picker.close()
    settle()
    sheet: Any = load_workbook(to)["Findings"]
    assert [cell.value for cell in sheet[2]][-2:] == ["Photo before", "Photo after"]
    assert len(list(sheet.iter_rows(min_row=3))) == lines
    assert notices[-1].endswith("written to 台账.xlsx.")


@pytest.mark.parametrize(
    ("view", "lines"),
    [
        ({"facts": (("state", ("noticed",)),)}, 1),
        ({"facts": (("state", ("closed",)),)}, 0),
        ({"text": "带泥"}, 1),
        ({"text": "污水"}, 0),
    ],
)
def test_the_workbook_follows_letters_and_facts_too(
    page: Any, tmp_path: Path, settle: Settle, view: dict[str, Any], lines: int
) -> None:
    page.list.show_view(filter="all", **view)
    settle()
    page.whole.write_workbook(tmp_path / "a.xlsx", BY_COUNTY)
    settle()
    sheet: Any = load_workbook(tmp_path / "a.xlsx")["Findings"]
    assert len(list(sheet.iter_rows(min_row=3))) == lines


def test_a_list_of_tasks_alone_is_written_as_tasks(ledger: Any, tmp_path: Path, settle: Settle) -> None:
    ledger.page.list.show_view(filter="all", facts=(("kind", ("task",)),))
    settle()
    ledger.page.whole.write_workbook(tmp_path / "a.xlsx", BY_COUNTY)
    settle()
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == ["Tasks"]


def test_a_workbook_that_cannot_be_written_is_said(page: Any, tmp_path: Path, settle: Settle) -> None:
    told: list[str] = []
    page.session.told.connect(lambda error: told.append(str(error)))
    page.whole.write_workbook(tmp_path / "missing" / "a.xlsx", BY_COUNTY)
    settle()
    assert "a.xlsx can't be written" in told[0]


def test_the_folder_of_the_workbook_is_opened(
    page: Any, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    notices: list[Any] = []
    page.noticed.connect(notices.append)
    page.whole.write_workbook(tmp_path / "a.xlsx", BY_COUNTY)
    settle()
    notices[-1].act()
    assert opened == [str(tmp_path)]


def test_nobody_takes_over_or_prints_a_ledger(page: Any) -> None:
    told: list[str] = []
    page.session.told.connect(lambda error: told.append(str(error)))
    page.session.act_as(None)
    for act in (
        page.whole.take_over,
        page.whole.take_over_tasks,
        page.whole.print_paper,
        page.whole.ask_workbook,
    ):
        act()
    page.whole.take_dropped(Path("a.csv"))
    assert told == ["Choose who you are first, at the top right."] * 5
    assert page.whole.imports.dialog is None
