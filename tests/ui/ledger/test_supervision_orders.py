"""Orders in the window: issued from the ledger with the own key, answered, returned, settled, printed."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.issued_reports import ReportWish
from db.order_recording import keep_meeting
from db.queries.orders import OrderLine, meeting_lines, order_lines
from inspector.model.issued_report import ReportKind
from inspector.model.meeting import MeetingRecorded
from inspector.model.order import OrderState
from inspector.model.order_acts import OrderStep
from inspector.model.order_life import OrderKind
from inspector.model.period import month_of
from tests.db.case_desk import BY_CLERK, BY_COUNTY, COUNTY_KEY, LATER, appoint, report
from tests.db.order_desk import DUE, FINDING, answer, give, sheet_of
from tests.db.village import OFFICE, TOWN, Village
from tests.ui.notes import Settle
from ui.dialogs.close_off_words import CloseOffWords
from ui.dialogs.order_forms import OrderAnswerForm, OrderNewForm
from ui.pages.ledger import LedgerPage
from ui.session import Session
from ui.supervision_orders import open_orders


@pytest.fixture
def page(session: Session, village: Village, qtbot: QtBot, settle: Settle) -> Iterator[LedgerPage]:
    appoint(village)
    report(village)
    session.act_as(BY_COUNTY)
    session.unlocked.hold(BY_COUNTY.person, COUNTY_KEY)
    made = LedgerPage(session)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    settle()
    yield made
    made.orders.give_up()
    settle()


def enter(dialog: object, settle: Settle) -> None:
    QTest.keySequence(dialog, QKeySequence("Ctrl+Return"))  # type: ignore[call-overload]
    settle()


def listed(page: LedgerPage, settle: Settle):
    page.orders.choose()
    settle()
    assert page.orders.list
    return page.orders.list


def asked(page: LedgerPage, kind: type, settle: Settle):
    settle()
    assert type(page.orders.asking) is kind
    return page.orders.asking


def lines(village: Village, chosen: str = "open") -> tuple[OrderLine, ...]:
    with closing(village.workspace.reader()) as reader:
        return order_lines(reader, LATER.day, chosen=chosen)


def test_an_order_is_issued_about_a_marked_finding_with_the_own_key(
    page: LedgerPage, village: Village, settle: Settle
) -> None:
    page.orders.make([FINDING])
    form = asked(page, OrderNewForm, settle)
    assert form.to.value() == TOWN
    assert not form.unit.isVisible()
    assert "SLX0101-2026-T-0070" in form.text.toPlainText()
    form.kind.setCurrentIndex(2)
    assert "We remind you" in form.text.toPlainText()
    enter(form, settle)
    assert translate_of(form) == "An order needs a title."
    form.title.setText("关于料堆未覆盖的提醒函")
    enter(form, settle)
    (line,) = lines(village)
    assert (line.kind, line.title, line.addressee) == (OrderKind.REMINDER, "关于料堆未覆盖的提醒函", "示例镇")
    sheet = sheet_of(village, line.order)
    assert (sheet.order.findings, sheet.order.tasks) == ((FINDING,), ())
    assert page.orders.asking is None


def translate_of(form: OrderNewForm) -> str:
    assert not form.trouble.isHidden()
    return form.trouble.text()


def test_what_was_typed_is_kept_and_a_day_that_is_none_is_said(
    page: LedgerPage, village: Village, settle: Settle
) -> None:
    page.orders.make()
    form = asked(page, OrderNewForm, settle)
    form.title.setText("关于夜查的督办单")
    form.due.field.setText("never")
    enter(form, settle)
    assert "Give a day" in translate_of(form)
    form.reject()
    settle()
    page.orders.make()
    form = asked(page, OrderNewForm, settle)
    assert form.title.text() == "关于夜查的督办单"
    form.text.setPlainText("自己写的")
    form.kind.setCurrentIndex(1)
    assert form.text.toPlainText() == "自己写的"


def test_a_unit_is_ordered_by_name_what_a_meeting_decided(
    page: LedgerPage, village: Village, settle: Settle
) -> None:
    told = MeetingRecorded(grid="", day=LATER.day, title="调度会", decisions=("交通局加强洒水",))
    keep_meeting(village.workspace, told, BY_COUNTY, LATER, village.chance)
    page.orders.make()
    form = asked(page, OrderNewForm, settle)
    form.to.setCurrentIndex(form.to.count() - 1)
    assert form.unit.isVisible()
    form.unit.setText("示例交通局")
    form.decided.setCurrentIndex(1)
    assert form.text.toPlainText() == "交通局加强洒水"
    form.decided.setCurrentIndex(0)
    form.decided.setCurrentIndex(1)
    form.title.setText("关于洒水的交办函")
    enter(form, settle)
    (line,) = lines(village)
    assert line.addressee == "示例交通局"
    with closing(village.workspace.reader()) as reader:
        (meeting,) = meeting_lines(reader, OFFICE)
    assert meeting.ordered == {1: line.number}


def test_the_clerk_takes_note_and_answers(
    page: LedgerPage, village: Village, session: Session, settle: Settle
) -> None:
    order = give(village).order
    session.act_as(BY_CLERK)
    dialog = listed(page, settle)
    assert dialog.key == order
    assert "示例戊 · issued" in dialog.life.toPlainText()
    assert not dialog.making.isHidden()
    dialog.steps[OrderStep.ACCEPT].trigger()
    enter(asked(page, OrderAnswerForm, settle), settle)
    assert lines(village)[0].state is OrderState.ACCEPTED
    dialog.table.setFocus()
    QTest.keySequence(dialog.table, QKeySequence("Return"))
    form = asked(page, OrderAnswerForm, settle)
    form.text.setPlainText("已部署")
    form.outcome.setCurrentIndex(1)
    enter(form, settle)
    (line,) = lines(village)
    assert (line.state, line.answer, line.is_done) == (OrderState.ANSWERED, "已部署", False)
    assert "answered: 已部署 (not done yet)" in dialog.life.toPlainText()
    assert not dialog.steps[OrderStep.CLOSE].isEnabled()
    assert "rectification office" in dialog.steps[OrderStep.CLOSE].toolTip()


def test_the_office_enters_the_answer_on_paper_and_says_for_whom(
    page: LedgerPage, village: Village, settle: Settle, tmp_path: Path
) -> None:
    give(village)
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4\n%%EOF\n")
    dialog = listed(page, settle)
    dialog.answering.click()
    form = asked(page, OrderAnswerForm, settle)
    form.text.setPlainText("已覆盖")
    enter(form, settle)
    assert "for whom it is entered" in translate_of(form)
    form.behalf.box.setChecked(True)
    enter(form, settle)
    assert "for whom it is entered" in translate_of(form)
    form.behalf.who.setText("示例镇")
    form.behalf.scans.give([scan])
    form.on.field.setText("never")
    enter(form, settle)
    assert "Give a day" in translate_of(form)
    form.on.show_day(LATER.day)
    enter(form, settle)
    (line,) = lines(village)
    assert line.state is OrderState.ANSWERED
    assert "示例镇, entered by 示例戊" in dialog.life.toPlainText()


def test_the_office_returns_types_the_number_settles_and_takes_back(
    page: LedgerPage, village: Village, settle: Settle
) -> None:
    order, mistake = give(village).order, give(village).order
    answer(village, order)
    dialog = listed(page, settle)
    dialog.table.selectRow(dialog.keys.index(order))
    settle()
    for step, words in (
        (OrderStep.NUMBER, "示督〔2026〕2号"),
        (OrderStep.RETURN, "附照片"),
        (OrderStep.CLOSE, "已现场核实"),
    ):
        page.orders.take(step)
        asking = asked(page, CloseOffWords, settle)
        asking.words.setPlainText(words)
        asking.tell()
        settle()
    dialog.table.selectRow(dialog.keys.index(mistake))
    settle()
    page.orders.take(OrderStep.WITHDRAW)
    asking = asked(page, CloseOffWords, settle)
    asking.tell()
    settle()
    assert "why it is taken back" in asking.trouble.text()
    asking.words.setPlainText("重复")
    asking.tell()
    settle()
    assert not lines(village)
    assert not dialog.empty.isHidden()
    assert dialog.life.toPlainText() == ""
    page.orders.take(OrderStep.CLOSE)
    assert page.orders.asking is None
    dialog.filters.choose("ended")
    settle()
    states = {one.order: (one.state, one.document) for one in lines(village, "ended")}
    assert states[order] == (OrderState.CLOSED, "示督〔2026〕2号")
    assert states[mistake][0] is OrderState.WITHDRAWN
    assert len(dialog.keys) == 2


def test_the_orders_of_a_month_are_shown_without_filters_and_printed(
    page: LedgerPage, village: Village, settle: Settle
) -> None:
    order = give(village).order
    wanted: list[tuple[str, object]] = []
    page.wanted.connect(lambda name, what: wanted.append((name, what)))
    desk = open_orders(page, month_of(LATER.day))
    settle()
    assert desk.list
    assert desk.list.filters.isHidden()
    assert desk.list.keys == (order,)
    desk.show_meetings()
    desk.open()
    settle()
    assert desk.meetings.list
    desk.meetings.list.reject()
    desk.list.paper.click()
    settle()
    assert wanted == [("reports", ReportWish(kind=ReportKind.ORDER_LETTER, about=(order,)))]
    assert desk.list is None


def test_nobody_is_asked_to_choose_who_acts_first(page: LedgerPage, session: Session, settle: Settle) -> None:
    told: list[Exception] = []
    session.told.connect(told.append)
    session.act_as(None)
    page.orders.choose()
    settle()
    assert page.orders.list is None
    assert "who you are" in str(told[0])


def test_an_overdue_order_says_so_and_what_others_do_is_shown_at_once(
    page: LedgerPage, village: Village, session: Session, settle: Settle
) -> None:
    order = give(village, due=LATER.day).order
    dialog = listed(page, settle)
    session.write(lambda: answer(village, order))
    settle()
    assert "answered" in dialog.life.toPlainText()
    assert (DUE - LATER.day) == timedelta(days=7)
