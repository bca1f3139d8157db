"""Supervision routes in the window: sent out, planned by mouse and keys, visited and ended."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.issued_reports import ReportWish
from db.task_recording import set_new_task
from inspector.model import route_acts as acts
from inspector.model.events import Place
from inspector.model.finding_state import Source
from inspector.model.issued_report import ReportKind
from inspector.model.route import RouteState
from inspector.model.route_acts import RouteStep
from inspector.model.route_life import MeetingKind, PlanLine, RoutePlanned, RouteStop
from inspector.model.site import SiteChanged
from inspector.model.task_life import TaskSet
from tests.db.case_desk import BY_COUNTY, BY_STAFF, LATER, now_of
from tests.db.route_desk import BY_GROUP, DAY, STOPS, TOMORROW, act, go, prepare, send, sheet_of
from tests.db.village import COKING, HEAP, OFFICE, RIVER, Village, named
from tests.ui.notes import Settle
from ui.dialogs.close_off_words import CloseOffWords
from ui.dialogs.route import RouteDialog
from ui.dialogs.route_forms import RouteCorrectForm, RouteNewForm, RouteStopsForm, RouteVisitForm
from ui.dialogs.route_plan import RoutePlanForm
from ui.pages.overview import OverviewPage
from ui.session import Session
from ui.table_saving import save_table
from ui.widgets.text import Text


@pytest.fixture
def page(session: Session, village: Village, qtbot: QtBot, settle: Settle) -> Iterator[OverviewPage]:
    prepare(village)
    set_new_task(
        village.workspace, TaskSet(grid=OFFICE, title="整治排土场"), BY_COUNTY, LATER, village.chance
    )
    session.act_as(BY_COUNTY)
    made = OverviewPage(session)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    settle()
    yield made
    made.supervision.give_up()
    settle()


def enter(dialog: object, settle: Settle) -> None:
    QTest.keySequence(dialog, QKeySequence("Ctrl+Return"))  # type: ignore[call-overload]
    settle()


def opened(page: OverviewPage, route: str, settle: Settle) -> RouteDialog:
    page.supervision.open(route)
    settle()
    assert page.supervision.route
    return page.supervision.route


def asked(page: OverviewPage, step: RouteStep, kind: type, settle: Settle):
    page.supervision.take(step)
    settle()
    asking = page.supervision.steps.asking
    assert type(asking) is kind
    return asking


def lines(dialog: RouteDialog) -> list[list[str]]:
    return [list(line) for line in dialog.table.model_of_lines.lines]


def tell(asking: CloseOffWords, text: str, settle: Settle) -> None:
    asking.words.setPlainText(text)
    asking.tell()
    settle()


def test_a_group_is_sent_to_sites_tasks_and_places_by_name(page: OverviewPage, settle: Settle) -> None:
    (way,) = [one for one in page.commands() if one.text == "Supervision routes…"]
    way.act()
    settle()
    routes = page.supervision.routes
    assert routes
    assert not routes.empty.isHidden()
    assert not routes.opening.isEnabled()
    routes.open_chosen()
    assert routes.keys == ()
    routes.new.click()
    settle()
    form = page.supervision.steps.asking
    assert isinstance(form, RouteNewForm)
    enter(form, settle)
    assert form.trouble.text() == "Say which supervision group goes."
    form.group.setText("示例第一督导组")
    form.chooser.names.setPlainText("镇政府会议室")
    form.chooser.list.item(0).setCheckState(Qt.CheckState.Checked)
    form.tasks.item(0).setCheckState(Qt.CheckState.Checked)
    form.reject()
    settle()
    # what was chosen and not recorded comes back
    routes.new.click()
    settle()
    form = page.supervision.steps.asking
    assert isinstance(form, RouteNewForm)
    for chosen in (form.chooser.list, form.tasks):
        assert chosen.item(0).checkState() is Qt.CheckState.Checked
    assert form.chooser.count.text() == "2 places are chosen."
    form.day.field.setText("没有日子")
    enter(form, settle)
    assert form.trouble.text() == "Give a day, such as 2026-11-22."
    form.day.show_day(TOMORROW)
    enter(form, settle)
    route = page.supervision.route
    assert route
    assert route.text.text() == "示例第一督导组"
    assert [line[1] for line in lines(route)][1:] == ["镇政府会议室", "整治排土场"]
    assert all(line[4] == "not visited yet" for line in lines(route))
    assert routes.empty.isHidden()
    assert routes.quarter.text() == "This quarter: 0 places looked at · 0 findings made"
    assert routes.table.model_of_lines.lines[0][2] == "0 of 3 stops visited"


def test_a_visit_is_recorded_with_counts_and_new_findings(
    page: OverviewPage, village: Village, settle: Settle
) -> None:
    made = send(village)
    route = opened(page, made.route, settle)
    assert route.stop
    assert route.stop.told.id == HEAP
    QTest.keyClick(route.table, Qt.Key.Key_Return)
    settle()
    form = page.supervision.steps.asking
    assert isinstance(form, RouteVisitForm)
    enter(form, settle)
    assert form.trouble.text() == "Say what the group did there: places, meetings, findings or words."
    form.places.setText("x")
    enter(form, settle)
    assert form.trouble.text() == "A count lies between 0 and 999."
    form.places.setText("3")
    form.on.field.setText("")
    enter(form, settle)
    assert form.trouble.text() == "Give a day, such as 2026-11-22."
    form.on.show_day(DAY)
    form.meetings[MeetingKind.SPECIAL].setText("2")
    form.new.setPlainText("坡面未覆盖\n\n坡面未覆盖")
    form.text.setPlainText("限一周")
    enter(form, settle)
    assert lines(route)[0][4:] == ["22 Nov", "3", "1", "限一周"]
    assert route.stop.told.id == HEAP
    assert "special meeting to press for one matter 2" in route.numbers.text()
    (visit,) = sheet_of(village, made.route).found.stops[0].visits
    assert now_of(village, visit.findings[0]).source is Source.SUPERVISION
    route.table.selectRow(2)
    form = asked(page, RouteStep.VISIT, RouteVisitForm, settle)
    form.boxes[0].setChecked(True)
    form.behalf.box.setChecked(True)
    enter(form, settle)
    assert form.trouble.text() == "Say for whom it is entered."
    form.behalf.box.setChecked(False)
    enter(form, settle)
    assert sheet_of(village, made.route).found.stops[2].visits[0].findings == (named(70),)


def test_papers_are_kept_with_a_visit(
    page: OverviewPage, village: Village, settle: Settle, tmp_path: Path
) -> None:
    made = send(village)
    opened(page, made.route, settle)
    form = asked(page, RouteStep.VISIT, RouteVisitForm, settle)
    scan, minutes = tmp_path / "s.pdf", tmp_path / "m.pdf"
    for file in (scan, minutes):
        file.write_bytes(b"%PDF-1.4\n" + file.name.encode())
    form.behalf.box.setChecked(True)
    form.behalf.who.setText("示例组长")
    form.behalf.scans.give([scan])
    form.papers.give([minutes])
    form.places.setText("1")
    enter(form, settle)
    (visit,) = sheet_of(village, made.route).found.stops[0].visits
    assert (visit.on_behalf, len(visit.papers)) == ("示例组长", 2)


def test_stops_are_dragged_and_moved_by_keys_and_get_days(
    page: OverviewPage, village: Village, settle: Settle
) -> None:
    made = send(village)
    opened(page, made.route, settle)
    form = asked(page, RouteStep.PLAN, RoutePlanForm, settle)
    form.list.setFocus()
    form.list.setCurrentRow(0)
    QTest.keyClick(form.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(form.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [line.stop for line in form.lines()] == [RIVER, HEAP, COKING, "hall"]
    assert form.list.currentRow() == 1
    form.list.model().moveRow(QModelIndex(), 3, QModelIndex(), 0)
    form.list.setCurrentRow(0)
    form.day.field.setText("2026-11-2x")
    form.day.field.textEdited.emit("2026-11-2x")
    enter(form, settle)
    assert form.trouble.text() == "Give a day, such as 2026-11-22."
    form.day.field.setText(f"{TOMORROW}")
    form.day.field.textEdited.emit(f"{TOMORROW}")
    form.reject()
    settle()
    form = asked(page, RouteStep.PLAN, RoutePlanForm, settle)
    assert [(line.stop, line.day) for line in form.lines()] == [
        ("hall", TOMORROW),
        (RIVER, DAY),
        (HEAP, DAY),
        (COKING, TOMORROW),
    ]
    enter(form, settle)
    assert next(one.told.id for one in sheet_of(village, made.route).found.stops) == "hall"


def test_a_plan_left_as_a_draft_for_other_stops_is_not_brought_back(
    page: OverviewPage, village: Village, settle: Settle
) -> None:
    made = send(village)
    opened(page, made.route, settle)
    form = asked(page, RouteStep.PLAN, RoutePlanForm, settle)
    form.move_stop(1)
    form.reject()
    settle()
    act(village, made.route, lambda found, who: acts.drop_stop(found, who, RIVER, "已停产"))
    page.supervision.open(made.route)
    settle()
    form = asked(page, RouteStep.PLAN, RoutePlanForm, settle)
    assert [line.stop for line in form.lines()] == [HEAP, COKING, "hall"]
    assert not form.suggesting.isEnabled()


def test_plans_made_apart_are_said_and_settled(page: OverviewPage, village: Village, settle: Settle) -> None:
    made = send(village)
    for order in ((RIVER, HEAP), (HEAP, COKING)):
        told = RoutePlanned(subject=made.route, lines=tuple(PlanLine(one) for one in order))
        village.workspace.record([told], BY_COUNTY, LATER)
    route = opened(page, made.route, settle)
    assert not route.apart.isHidden()
    assert route.count.text().startswith("0 of 4 stops visited · planned apart")
    form = asked(page, RouteStep.PLAN, RoutePlanForm, settle)
    assert form.findChildren(Text)[0].text().startswith("Planned apart: by 示例戊")
    enter(form, settle)
    assert route.apart.isHidden()


def test_the_order_by_nearness_is_taken_over(page: OverviewPage, village: Village, settle: Settle) -> None:
    for site, lon in ((HEAP, 1066000000), (RIVER, 1068000000), (COKING, 1066100000)):
        village.record(SiteChanged(subject=site, place=Place(lat=390000000, lon=lon)))
    made = send(village, stops=tuple(msgspec.structs.replace(one, day=None) for one in STOPS))
    opened(page, made.route, settle)
    form = asked(page, RouteStep.PLAN, RoutePlanForm, settle)
    form.suggesting.click()
    assert [line.stop for line in form.lines()] == [HEAP, COKING, RIVER, "hall"]


def test_stops_are_added_left_out_and_visits_taken_back(
    page: OverviewPage, village: Village, settle: Settle
) -> None:
    made = send(village)
    go(village, made.route, HEAP, 1, text="看过")
    route = opened(page, made.route, settle)
    form = asked(page, RouteStep.ADD_STOPS, RouteStopsForm, settle)
    form.chooser.names.setPlainText("新增点")
    enter(form, settle)
    assert lines(route)[-1][1] == "新增点"
    route.table.selectRow(4)
    tell(asked(page, RouteStep.DROP_STOP, CloseOffWords, settle), "不需要", settle)
    assert len(lines(route)) == 4
    page.supervision.take(RouteStep.TAKE_BACK)
    settle()
    assert page.supervision.steps.asking is None, "nobody was there"
    route.table.selectRow(0)
    assert [one.text() for one in route.visits] == ["22 Nov · 示例己 · 1 place looked at · 看过"]
    tell(asked(page, RouteStep.TAKE_BACK, CloseOffWords, settle), "记错", settle)
    assert lines(route)[0][4] == "not visited yet"


def test_a_route_is_corrected_finished_and_goes_on(
    page: OverviewPage, village: Village, settle: Settle
) -> None:
    made = send(village)
    route = opened(page, made.route, settle)
    form = asked(page, RouteStep.CORRECT, RouteCorrectForm, settle)
    form.group.setText("示例第二督导组")
    enter(form, settle)
    assert form.trouble.text() == "A correction needs a reason."
    form.reason.setText("更名")
    enter(form, settle)
    assert route.text.text() == "示例第二督导组"
    tell(asked(page, RouteStep.FINISH, CloseOffWords, settle), "并入下月", settle)
    assert sheet_of(village, made.route).line.state is RouteState.FINISHED
    assert not route.visiting.isEnabled()
    tell(asked(page, RouteStep.REOPEN, CloseOffWords, settle), "补查", settle)
    tell(asked(page, RouteStep.WITHDRAW, CloseOffWords, settle), "重复", settle)
    assert route.count.text() == "0 of 4 stops visited · taken back"


def test_what_somebody_else_did_meanwhile_is_said_and_shown(
    page: OverviewPage, village: Village, settle: Settle
) -> None:
    made = send(village)
    opened(page, made.route, settle)
    form = asked(page, RouteStep.VISIT, RouteVisitForm, settle)
    go(village, made.route, RIVER)
    form.places.setText("1")
    enter(form, settle)
    assert form.trouble.text().startswith("Something happened to it meanwhile.")
    assert page.supervision.route
    assert lines(page.supervision.route)[1][4] == "22 Nov"


def test_a_route_leads_to_its_sites_tasks_findings_and_its_sheet(
    page: OverviewPage, village: Village, qtbot: QtBot, settle: Settle
) -> None:
    task = set_new_task(
        village.workspace, TaskSet(grid=OFFICE, title="另一任务"), BY_COUNTY, LATER, village.chance
    )
    (subject,) = task.subjects
    stop = RouteStop(id=subject, name="另一任务", grid=OFFICE, task=subject)
    made = send(village, stops=(STOPS[2], stop))
    go(village, made.route, COKING, findings=(named(70),))
    for row, press, wanted in (
        (0, "place", ("sites", COKING)),
        (1, "place", ("ledger", subject)),
        (0, "found", ("findings", named(70))),
        (0, "paper", ("reports", ReportWish(kind=ReportKind.ROUTE_SHEET, about=(made.route,)))),
    ):
        route = opened(page, made.route, settle)
        route.table.selectRow(row)
        with qtbot.waitSignal(page.wanted) as told:
            getattr(route, press).click()
        assert tuple(told.args) == wanted
        assert page.supervision.route is None


def test_the_routes_are_written_as_a_table(
    page: OverviewPage, village: Village, settle: Settle, tmp_path: Path
) -> None:
    send(village)
    page.supervision.choose()
    settle()
    routes = page.supervision.routes
    assert routes
    routes.taking.click()
    picker = page.supervision.picker
    assert picker
    to = tmp_path / "路线.csv"
    picker.fileSelected.emit(f"{to}")
    picker.close()
    settle()
    assert len(to.read_text("utf-8-sig").splitlines()) == 5
    routes.table.setFocus()
    QTest.keyClick(routes.table, Qt.Key.Key_Enter)
    settle()
    assert page.supervision.route


def test_a_table_that_cannot_be_written_says_why(
    page: OverviewPage, session: Session, settle: Settle, tmp_path: Path
) -> None:
    def full(*_args: object) -> int:
        raise PermissionError(13, "denied")

    told: list[object] = []
    session.told.connect(told.append)
    save_table(page, tmp_path / "a.xlsx", full)
    settle()
    assert "a.xlsx can't be written" in str(told.pop())


def test_grid_staff_may_look_and_nobody_without_a_name_may(
    page: OverviewPage, village: Village, session: Session, settle: Settle
) -> None:
    made = send(village)
    session.act_as(BY_STAFF)
    settle()
    page.supervision.choose()
    settle()
    routes = page.supervision.routes
    assert routes
    assert not routes.new.isEnabled()
    assert len(routes.keys) == 1, "a stop lies in its grid"
    route = opened(page, made.route, settle)
    assert not route.planning.isEnabled()
    session.act_as(BY_GROUP)
    settle()
    assert page.supervision.route is None
    told: list[object] = []
    session.told.connect(told.append)
    page.supervision.open(named(999))
    settle()
    assert str(told.pop()) == "This supervision route is not recorded here any more."
