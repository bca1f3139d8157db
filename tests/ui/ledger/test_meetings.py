"""Records of dispatch meetings in the window: made, put right, taken back, and orders from decisions."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from pytestqt.qtbot import QtBot

from db.issued_reports import ReportWish
from db.order_recording import keep_meeting, take_meeting_back
from db.queries.orders import MeetingLine, meeting_lines
from inspector.model.issued_report import ReportKind
from inspector.model.meeting import MeetingRecorded
from tests.db.case_desk import BY_COUNTY, COUNTY_KEY, LATER, appoint, report
from tests.db.order_desk import give
from tests.db.village import OFFICE, Village
from tests.ui.every_control import faults
from tests.ui.notes import Settle, Wait
from ui.dialogs.close_off_words import CloseOffWords
from ui.dialogs.meetings import MeetingsDialog
from ui.dialogs.order_forms import MeetingForm, OrderNewForm
from ui.meeting_desk import MeetingDesk
from ui.pages.ledger import LedgerPage
from ui.pages.reports import ReportsPage
from ui.session import Session
from ui.window import Window

TWO = "限期覆盖\n\n加密夜查"


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


@pytest.fixture
def desk(page: LedgerPage, settle: Settle) -> MeetingDesk:
    page.orders.choose()
    settle()
    assert page.orders.list
    page.orders.list.meeting.trigger()
    settle()
    return page.orders.meetings


@pytest.fixture
def dialog(desk: MeetingDesk) -> MeetingsDialog:
    assert desk.list
    return desk.list


def form_of(desk: MeetingDesk, settle: Settle) -> MeetingForm:
    settle()
    assert isinstance(desk.asking, MeetingForm)
    return desk.asking


def recorded(desk: MeetingDesk, settle: Settle, decisions: str = TWO) -> None:
    """Record a meeting with these decisions, a line each."""
    assert desk.list
    desk.list.recording.click()
    form = form_of(desk, settle)
    form.decisions.setPlainText(decisions)
    form.ask()
    settle()


def line_of(village: Village) -> MeetingLine:
    with closing(village.workspace.reader()) as reader:
        (line,) = meeting_lines(reader, OFFICE)
    return line


def test_without_a_meeting_the_list_says_so(dialog: MeetingsDialog) -> None:
    assert not dialog.empty.isHidden()
    assert [one.isEnabled() for one in (dialog.ordering, dialog.correcting, dialog.withdrawing)] == [
        False
    ] * 3
    assert faults(dialog) == []


def test_a_meeting_is_recorded_line_by_line(desk: MeetingDesk, village: Village, settle: Settle) -> None:
    assert desk.list
    desk.list.recording.click()
    form = form_of(desk, settle)
    assert form.reason.parent() is None
    form.day.field.setText("never")
    form.ask()
    assert "Give a day" in form.trouble.text()
    form.day.show_day(LATER.day)
    form.decisions.setPlainText(TWO)
    form.ask()
    settle()
    line = line_of(village)
    assert (line.title, line.decisions) == ("Dispatch meeting", ("限期覆盖", "加密夜查"))
    assert list(desk.list.table.model_of_lines.lines[0])[2:] == ["0 of 2 decisions", ""]
    assert "1. 限期覆盖" in desk.list.told.toPlainText()


def test_a_record_is_put_right_with_a_reason_kept_as_a_draft(
    desk: MeetingDesk, dialog: MeetingsDialog, village: Village, settle: Settle
) -> None:
    recorded(desk, settle)
    dialog.correcting.click()
    form = form_of(desk, settle)
    assert form.decisions.toPlainText() == "限期覆盖\n加密夜查"
    form.chair.setText("示例己")
    form.ask()
    settle()
    assert "needs a reason" in form.trouble.text()
    form.reason.setText("漏记主持人")
    form.reject()
    settle()
    dialog.correcting.click()
    form = form_of(desk, settle)
    assert (form.chair.text(), form.reason.text()) == ("示例己", "漏记主持人")
    form.ask()
    settle()
    line = line_of(village)
    assert (line.chair, line.versions, line.reason) == ("示例己", 2, "漏记主持人")
    assert dialog.table.model_of_lines.lines[0][3] == "put right: 漏记主持人"
    assert "示例己" in dialog.told.toPlainText()


def test_an_order_begins_from_a_decision_which_then_stays(
    desk: MeetingDesk, dialog: MeetingsDialog, page: LedgerPage, village: Village, settle: Settle
) -> None:
    recorded(desk, settle)
    dialog.decision.setCurrentIndex(1)
    dialog.ordering.click()
    settle()
    form = page.orders.asking
    assert isinstance(form, OrderNewForm)
    assert (form.text.toPlainText(), form.decided.value()[-2:]) == ("加密夜查", "/2")
    form.title.setText("关于加密夜查的督办单")
    form.ask()
    settle()
    line = line_of(village)
    number = line.ordered[2]
    assert f"加密夜查 → {number}" in dialog.told.toPlainText()
    assert [dialog.decision.itemText(at) for at in range(dialog.decision.count())] == ["1. 限期覆盖"]
    assert not dialog.withdrawing.isEnabled()
    dialog.correcting.click()
    form_of(desk, settle).decisions.setPlainText("限期覆盖")
    form_of(desk, settle).reason.setText("删去")
    form_of(desk, settle).ask()
    settle()
    assert "Decision 2 became an order" in form_of(desk, settle).trouble.text()


def test_a_record_is_taken_back_and_stays_in_sight(
    desk: MeetingDesk, dialog: MeetingsDialog, village: Village, settle: Settle
) -> None:
    recorded(desk, settle)
    dialog.withdrawing.click()
    settle()
    asked = desk.asking
    assert isinstance(asked, CloseOffWords)
    asked.doing.click()
    settle()
    assert not asked.trouble.isHidden()
    asked.words.setPlainText("未召开")
    asked.doing.click()
    settle()
    assert line_of(village).withdrawn == "未召开"
    assert dialog.table.model_of_lines.lines[0][3] == "taken back: 未召开"
    assert dialog.decision.isHidden()
    assert not dialog.withdrawing.isEnabled()
    assert dialog.correcting.isEnabled()


def test_the_record_is_issued_among_the_reports(
    desk: MeetingDesk, dialog: MeetingsDialog, page: LedgerPage, village: Village, settle: Settle
) -> None:
    assert not dialog.paper.isEnabled()
    assert dialog.paper.toolTip() == "No meeting is recorded yet."
    recorded(desk, settle)
    wanted: list[tuple[str, object]] = []
    page.wanted.connect(lambda name, what: wanted.append((name, what)))
    dialog.paper.click()
    settle()
    wish = ReportWish(kind=ReportKind.MEETING_RECORD, about=(line_of(village).meeting,))
    assert wanted == [("reports", wish)]
    assert (desk.list, page.orders.list) == (None, None)


def test_of_a_record_taken_back_there_is_no_paper(
    desk: MeetingDesk, dialog: MeetingsDialog, village: Village, session: Session, settle: Settle
) -> None:
    recorded(desk, settle)
    line = line_of(village)
    assert dialog.paper.isEnabled()
    session.write(
        lambda: take_meeting_back(village.workspace, line.meeting, line.last, "误记", BY_COUNTY, LATER)
    )
    settle()
    assert not dialog.paper.isEnabled()
    assert dialog.paper.toolTip() == "This record was taken back; there is no paper of it."


def test_the_record_is_previewed_and_made_final(
    window: Window, village: Village, session: Session, settle: Settle, until: Wait
) -> None:
    appoint(village)
    report(village)
    session.act_as(BY_COUNTY)
    told = MeetingRecorded(grid="", day=LATER.day, title="示例调度会", decisions=("限期覆盖",))
    meeting, _changes = keep_meeting(village.workspace, told, BY_COUNTY, LATER, village.chance)
    window.go_to("reports", ReportWish(kind=ReportKind.MEETING_RECORD, about=(meeting,)))
    settle()
    page = window.page
    assert isinstance(page, ReportsPage)
    asked = page.menu.desk.dialog
    assert asked
    assert asked.windowTitle() == "Record of the dispatch meeting"
    assert asked.as_word.isHidden()
    assert faults(asked) == []
    asked.looking.click()
    until(lambda: asked.stack.currentIndex() == 1)
    asked.looking.click()
    for box in asked.places.values():
        box.setChecked(False)
    asked.issuing.click()
    until(lambda: page.menu.desk.dialog is None)
    with closing(village.workspace.reader()) as reader:
        assert reader.rows("SELECT kind, about FROM issued_report") == [("meeting_record", meeting)]
    settle()


def test_what_becomes_of_orders_is_seen_at_once(
    desk: MeetingDesk, dialog: MeetingsDialog, village: Village, session: Session, settle: Settle
) -> None:
    recorded(desk, settle, "限期覆盖")
    order = give(village, meeting=line_of(village).meeting, decision=1)
    session.changed.emit(order.changes)
    settle()
    assert order.number in dialog.told.toPlainText()
    assert not dialog.ordering.isEnabled()
