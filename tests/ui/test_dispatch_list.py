"""The dispatch list over the page of the month: narrowed, noted upon, sent out, chased, printed, written."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget

from db.issued_reports import ReportWish
from db.queries.feedback import SentSheet
from inspector.model.feedback import SheetState
from inspector.model.finding_state import Severity
from inspector.model.issued_report import ReportKind
from tests.db.case_desk import BY_COUNTY, BY_STAFF, COUNTY_KEY, appoint, give, report
from tests.db.feedback_round import UNIT, answered, send, set_task
from tests.db.village import OFFICE, TODAY, Village
from tests.ui.every_control import faults
from tests.ui.notes import Settle
from ui.dialogs.dispatch_list import DispatchList
from ui.dialogs.dispatch_note import DispatchNoteForm
from ui.pages.month import MonthPage
from ui.session import Session
from ui.window import Window


@pytest.fixture
def page(village: Village, session: Session, window: Window, settle: Settle) -> Iterator[MonthPage]:
    appoint(village)
    finding = report(village, severity=Severity.SERIOUS)
    give(village, finding)
    set_task(
        village, "扬尘整治", number="七", due=date(2026, 11, 1), responsible=("示例局",), goal="全部覆盖"
    )
    session.act_as(BY_COUNTY)
    session.unlocked.hold(BY_COUNTY.person, COUNTY_KEY)
    window.go_to("month")
    settle()
    shown = window.page
    assert isinstance(shown, MonthPage)
    shown.go_on()
    settle()
    yield shown
    shown.desk_of_list.give_up()


@pytest.fixture
def dialog(page: MonthPage, settle: Settle) -> DispatchList:
    page.dispatch.click()
    settle()
    shown = page.desk_of_list.dialog
    assert shown
    return shown


def lines(dialog: DispatchList) -> list[list[str]]:
    return [list(line) for line in dialog.table.model_of_lines.lines]


def choose(field: Any, value: str) -> None:
    field.setCurrentIndex(field.findData(value))
    field.activated.emit(field.currentIndex())


def asked(page: MonthPage) -> DispatchNoteForm:
    form = page.desk_of_list.asking
    assert form
    return form


def test_what_is_under_dispatch_is_listed_and_told_whole(dialog: DispatchList) -> None:
    task, finding = lines(dialog)
    assert task[:5] == ["七 扬尘整治", f"{UNIT}, 示例局", "2026-11-01", "not started", "past its deadline"]
    assert (finding[1], finding[4]) == (UNIT, "on schedule")
    assert "全部覆盖" in dialog.told.toPlainText()
    assert dialog.counts.text() == "2 lines, 1 past the deadline"
    assert "No sheet of this list" in dialog.back.text()
    assert not dialog.reminding.isEnabled()
    assert faults(dialog) == []


def test_it_is_narrowed_by_unit_state_and_pace(dialog: DispatchList) -> None:
    choose(dialog.unit, "示例局")
    assert [line[0] for line in lines(dialog)] == ["七 扬尘整治"]
    choose(dialog.unit, "")
    choose(dialog.pace, "on_time")
    assert dialog.counts.text() == "1 line, 0 past the deadline"
    choose(dialog.state, "closed_off")
    assert (lines(dialog), dialog.table.isHidden(), dialog.empty.isHidden()) == ([], True, False)
    assert "Choose another" in dialog.empty.text()
    assert not dialog.printing.isEnabled()
    assert not dialog.noting.isEnabled()
    dialog.show_rows(())
    assert "Nothing is under dispatch" in dialog.empty.text()


def test_difficulty_and_next_point_are_typed_kept_as_a_draft_and_recorded(
    page: MonthPage, dialog: DispatchList, settle: Settle
) -> None:
    dialog.table.selectRow(0)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    form = asked(page)
    assert faults(form) == []
    form.difficulty.setPlainText("资金缺口")
    form.reject()
    settle()
    dialog.noting.click()
    settle()
    form = asked(page)
    assert form.difficulty.toPlainText() == "资金缺口"
    form.next_step.setPlainText("招标")
    form.next_on.field.setText("soon")
    form.ask()
    assert "Give a day" in form.trouble.text()
    form.next_on.show_day(date(2026, 12, 5))
    form.ask()
    settle()
    assert page.desk_of_list.asking is None
    assert lines(dialog)[0][5:7] == ["资金缺口", "2026-12-05 招标"]
    # said again the same, it is refused and stays open
    dialog.noting.click()
    settle()
    form = asked(page)
    assert form.next_on.day == date(2026, 12, 5)
    form.ask()
    settle()
    assert "Nothing was changed" in form.trouble.text()


def test_sheets_go_out_about_the_lines_wanted_and_who_owes_one_is_named(
    page: MonthPage, dialog: DispatchList, village: Village, tmp_path: Path, settle: Settle
) -> None:
    dialog.table.selectRow(0)
    dialog.only_selected.setChecked(True)
    assert dialog.counts.text() == "1 line, 1 past the deadline"
    dialog.sending.click()
    settle()
    sheets = page.desk_of_list.sheets
    assert sheets.dialog
    assert sheets.dialog.title.text().count("2026年11月") == 1
    sheets.dialog.units.tick_all(on=True)
    sheets.dialog.sending.click()
    (picker,) = page.window().findChildren(QFileDialog)
    to = tmp_path / "out"
    to.mkdir()
    picker.fileSelected.emit(str(to))
    picker.close()
    settle()
    assert len(list(to.iterdir())) == 2
    assert [one.period for one in sheets.dialog.sheets] == ["2026-11"] * 2
    assert {one.rows for one in sheets.dialog.sheets} == {1}
    sheets.dialog.reminder_asked.emit()
    settle()
    assert UNIT in QGuiApplication.clipboard().text()
    sheets.dialog.reject()
    settle()
    assert dialog.back.text() == f"2 sheets went out; not back: 示例局, {UNIT}."
    QGuiApplication.clipboard().setText("")
    dialog.reminding.click()
    settle()
    assert "2026年11月" in QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().clear()


def test_what_a_unit_sent_back_stands_in_its_line(
    page: MonthPage, dialog: DispatchList, village: Village, tmp_path: Path, settle: Settle
) -> None:
    sent = send(village, tmp_path / "out", period="2026-11")
    page.desk_of_list.sheets.read(answered(sent, {}, {"difficulty": "缺土源", "next_on": "2026-12-05"}))
    settle()
    returned = page.desk_of_list.sheets.returned
    assert returned
    returned.recording.click()
    settle()
    task, finding = lines(dialog)
    assert task[5:7] == ["缺土源", f"2026-12-05 said by {UNIT}"]
    assert finding[5] == ""
    assert dialog.back.text() == "1 sheet went out, and every one has come back."


def test_how_many_sheets_are_back_is_said_in_words(dialog: DispatchList) -> None:
    def sheet(unit: str, state: SheetState) -> SentSheet:
        return SentSheet(
            sheet=unit,
            unit=unit,
            title="t",
            period="2026-11",
            issued=TODAY,
            due=date(2026, 11, 20),
            rows=1,
            state=state,
        )

    dialog.show_sheets([sheet("a", SheetState.RETURNED)], TODAY)
    assert dialog.back.text() == "1 sheet went out, and every one has come back."
    many = [sheet(f"u{n}", SheetState.OUT) for n in range(7)]
    dialog.show_sheets(many, TODAY)
    assert dialog.back.text() == "7 sheets went out; not back: u0, u1, u2, u3, u4 and 2 more."
    dialog.show_sheets([sheet("a", SheetState.LATE), sheet("b", SheetState.OUT)], TODAY)
    assert dialog.back.text() == "2 sheets went out; not back: a, b (1 of them late)."
    assert dialog.reminding.isEnabled()


def test_the_paper_is_about_what_is_chosen(page: MonthPage, dialog: DispatchList) -> None:
    wishes: list[object] = []
    page.wanted.disconnect()
    page.wanted.connect(lambda _place, wish: wishes.append(wish))
    choose(dialog.pace, "overdue")
    dialog.only_selected.setChecked(True)
    (key,) = (line.key for line in dialog.wanted)
    dialog.printing.click()
    about = (OFFICE, "2026-11", "pace=overdue", f"row={key}")
    assert wishes == [ReportWish(kind=ReportKind.DISPATCH_LIST, about=about)]
    assert page.desk_of_list.dialog is None
    # nothing is wanted of a list that is closed
    page.desk_of_list.print_list()
    page.desk_of_list.ask_where()
    page.desk_of_list.send()
    page.desk_of_list.write_to(Path("nowhere.xlsx"))
    assert len(wishes) == 1


def test_what_is_shown_is_written_as_a_workbook(
    page: MonthPage, dialog: DispatchList, tmp_path: Path, settle: Settle
) -> None:
    choose(dialog.unit, "示例局")
    dialog.exporting.click()
    picker = page.desk_of_list.picker
    assert picker
    to = tmp_path / "list.xlsx"
    picker.fileSelected.emit(str(to))
    picker.close()
    settle()
    head, line = load_workbook(to).worksheets[0].iter_rows(values_only=True)
    assert (head[2], line[2], line[8]) == ("问题", "扬尘整治", "未启动")


def test_the_list_is_in_the_menu_of_commands_and_opens_once(page: MonthPage, settle: Settle) -> None:
    commands = {command.text: command for command in page.commands()}
    commands["Open the dispatch list"].act()
    settle()
    first = page.desk_of_list.dialog
    page.open_dispatch()
    settle()
    assert page.desk_of_list.dialog is first


def test_the_orders_of_the_month_are_opened_from_it(page: MonthPage, settle: Settle) -> None:
    page.ordering.click()
    settle()
    shown = page.desk_of_orders.list
    assert shown
    assert shown.windowTitle() == "Orders of November 2026"
    page.desk_of_orders.give_up()
    commands = {command.text: command for command in page.commands()}
    commands["Open the records of meetings"].act()
    settle()
    assert page.desk_of_orders.meetings.list
    page.desk_of_orders.give_up()


def test_whoever_changes_leaves_the_list(page: MonthPage, dialog: DispatchList, session: Session) -> None:
    assert dialog.isVisible()
    session.act_as(BY_STAFF)
    assert page.desk_of_list.dialog is None


def test_on_a_low_screen_nothing_is_out_of_reach(page: MonthPage, window: Window, settle: Settle) -> None:
    window.resize(680, 380)
    page.open_dispatch()
    settle()
    shown: QWidget | None = page.desk_of_list.dialog
    assert shown
    shown.resize(640, 340)
    settle()
    assert faults(shown) == []
