"""The dispatch list of a month: which problems are on it, how they stand, and what is said of them."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from db.dispatch_noting import NOT_HERE, keep_note
from db.feedback_sheets import units_owing
from db.issued_reports import ReportWish, order_draft
from db.queries.dispatch_list import NO_LIST, DispatchRow, DispatchScope, dispatch_rows, note_text, units_in
from db.report_orders import Order
from db.table_dispatch import dispatch_table
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.case_steps import DispatchNoted, ExtensionAsked, Supervision, SupervisionBegun
from inspector.model.dispatch_list import STATE_OF_FINDING, DispatchState
from inspector.model.finding_life import FindingAssigned, FindingProgressed
from inspector.model.finding_state import FindingState, Severity
from inspector.model.ids import GridId
from inspector.model.issued_report import ReportKind
from inspector.model.order_life import OrderIssued, OrderKind, OrderWithdrawn
from inspector.model.period import Period, month_of
from inspector.model.plan import UnitGroupNamed
from inspector.model.task_life import Measure, MeasureDone, TaskProgressed, TaskTakenOver
from inspector.model.task_state import Pace
from inspector.periods import DAY as ONE_DAY
from inspector.reports.dispatch_paper import DispatchPaper
from inspector.reports.forms import build_report
from inspector.words import in_language
from tests.db.case_desk import BY_CLERK, BY_COUNTY, BY_STAFF, COUNTY_KEY, LATER, appoint, report
from tests.db.case_desk import give as assign
from tests.db.feedback_round import BACK, UNIT, answered, compare, record, send, set_task
from tests.db.made_history import START, Deed, History
from tests.db.slow_numbers import told
from tests.db.village import MORNING, OFFICE, TODAY, TOWN, Village, named

NOVEMBER = month_of(date(2026, 11, 1))
SOON = TODAY + timedelta(days=5)
ENGLISH = in_language("en")


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    appoint(made)
    yield made
    made.close()


def rows(
    village: Village, period: Period = NOVEMBER, today: date = TODAY, grid: GridId = OFFICE, **which: Any
) -> tuple[DispatchRow, ...]:
    with closing(village.workspace.reader()) as reader:
        return dispatch_rows(reader, DispatchScope(grid=grid, period=period, **which), today)


def numbers(village: Village, **which: Any) -> list[str]:
    return [row.number for row in rows(village, **which)]


def note(village: Village, case: str, by: Actor = BY_COUNTY, days: int = 0, **words: Any) -> None:
    told = DispatchNoted(subject=case, **words)
    keep_note(village.workspace, told, by, LATER.later(days * ONE_DAY))


def test_a_task_says_unit_goal_deadline_open_measures_and_how_it_stands(village: Village) -> None:
    task = set_task(
        village,
        "扬尘整治",
        number="7",
        problem="扬尘整治滞后",
        goal="全部覆盖",
        due=SOON,
        responsible=("七办一镇",),
        measures=(Measure(id="a", text="①覆盖", number="①"), Measure(id="b", text="洒水", number="②")),
    )
    set_task(village, "另一项", number="8", problem="无人管理")
    village.record(
        UnitGroupNamed(subject=named(950), name="七办一镇", units=("示例局", "示例镇")), by=BY_COUNTY
    )
    first, second = rows(village)
    assert (first.number, first.problem, first.goal, first.due) == ("7", "扬尘整治滞后", "全部覆盖", SOON)
    assert first.units == (UNIT, "七办一镇")
    assert set(first.members) == {UNIT, "示例局", "示例镇"}
    assert (first.measure, first.state, first.pace) == ("①覆盖\n② 洒水", "not_started", Pace.ON_TIME)
    assert (second.problem, second.due, second.is_task) == ("另一项\n无人管理", None, True)
    village.record(MeasureDone(subject=task, measure="a", on=TODAY), by=BY_COUNTY, when=LATER)
    assert rows(village)[0].measure == "② 洒水"
    assert units_in(rows(village)) == tuple(sorted({UNIT, "示例局", "示例镇"}))
    assert numbers(village, unit="示例局") == ["7"]
    assert numbers(village, unit="七办一镇") == ["7"]
    assert numbers(village, state="under_way") == ["7"]
    assert numbers(village, pace="overdue") == []


def test_a_task_belongs_to_the_months_it_was_there_in(village: Village) -> None:
    set_task(village, "一")
    old = set_task(village, "二")
    village.record(TaskTakenOver(subject=old, file="台账.xlsx", row=2, closed_on=TODAY), by=BY_COUNTY)
    assert [row.problem for row in rows(village)] == ["一"]
    assert rows(village, NOVEMBER.before) == ()
    assert [row.problem for row in rows(village, month_of(date(2027, 1, 1)))] == ["一"]
    assert rows(village, grid=TOWN) == ()


def test_findings_are_on_it_that_are_grave_or_supervised_or_late_or_ordered(village: Village) -> None:
    minor, listed, late, ordered = (report(village, number) for number in (70, 71, 72, 73))
    report(village, 74, severity=Severity.SERIOUS)
    village.record(SupervisionBegun(subject=listed, kind=Supervision.LISTED), by=BY_COUNTY)
    assigned = FindingAssigned(subject=late, unit=UNIT, due=TODAY, requirement="覆盖")
    village.record(assigned, by=BY_COUNTY, when=LATER)
    order = OrderIssued(
        subject=named(800),
        kind=OrderKind.REMINDER,
        number="O1",
        grid=OFFICE,
        title="提醒",
        text="请办",
        due=TODAY,
        to_grid=TOWN,
        findings=(ordered,),
    )
    village.workspace.record([order], BY_COUNTY, LATER, COUNTY_KEY)
    found = {row.subject: row for row in rows(village)}
    assert set(found) == {listed, ordered, named(74)}
    assert found[listed].supervision == (Supervision.LISTED,)
    later = {row.subject: row for row in rows(village, today=SOON)}
    assert set(later) == {listed, late, ordered, named(74)}
    assert (later[late].pace, later[late].goal, later[late].units) == (Pace.OVERDUE, "覆盖", (UNIT,))
    assert minor not in later
    village.record(OrderWithdrawn(subject=order.subject, reason="误发"), by=BY_COUNTY, when=LATER)
    assert ordered not in {row.subject for row in rows(village)}


def test_the_last_progress_stands_as_the_measure_of_a_finding(village: Village) -> None:
    finding = report(village, severity=Severity.MAJOR)
    assign(village, finding)
    assert [row.measure for row in rows(village)] == [""]
    village.record(FindingProgressed(subject=finding, text="已备网"), by=BY_STAFF, when=LATER)
    (row,) = rows(village)
    assert (row.measure, row.state, row.is_task) == ("已备网", DispatchState.UNDER_WAY, False)


def test_a_note_counts_from_its_month_on_and_a_passed_next_point_is_behind(village: Village) -> None:
    task = set_task(village, "扬尘", due=date(2027, 3, 1))
    note(village, task, period="2026-11", difficulty="资金", next_step="招标", next_on=SOON)
    (row,) = rows(village)
    assert (row.difficulty, row.next_step, row.next_on, row.said_by) == ("资金", "招标", SOON, "")
    assert (row.said_on, row.pace) == (TODAY, Pace.ON_TIME)
    assert rows(village, today=SOON + timedelta(days=1))[0].pace is Pace.BEHIND
    # said in December for November: it counts for both, one said for December for that alone
    note(village, task, days=10, period="2026-11", difficulty="用地")
    assert [row.difficulty for row in rows(village)] == ["用地"]
    note(village, task, days=11, period="2026-12", difficulty="")
    assert [row.difficulty for row in rows(village)] == ["用地"]
    assert [row.difficulty for row in rows(village, month_of(date(2026, 12, 1)))] == [""]


def test_a_note_is_for_the_office_and_about_what_is_here(village: Village) -> None:
    finding = report(village, severity=Severity.SERIOUS)
    note(village, finding, BY_CLERK, difficulty="缺网")
    assert [row.difficulty for row in rows(village)] == ["缺网"]
    with pytest.raises(Refused, match="for the office"):
        note(village, finding, BY_STAFF, difficulty="别的")
    with pytest.raises(Refused, match=NOT_HERE[:20]):
        note(village, named(999), difficulty="无")


def test_difficulty_and_next_point_come_back_from_the_unit(village: Village, tmp_path: Path) -> None:
    task, other = set_task(village, "扬尘", number="一"), set_task(village, "排污", number="二")
    keys = (f"task:{task}",)
    sent = send(village, tmp_path / "out", period="2026-11", keys=keys)
    assert sent.rows == 1
    with closing(village.workspace.reader()) as reader:
        (owing,) = units_owing(reader, OFFICE, TODAY, keys)
        assert (owing.unit, owing.tasks) == (UNIT, 1)
        assert units_owing(reader, OFFICE, TODAY, ("task:none",)) == ()
    file = answered(sent, {"difficulty": "资金", "next_step": "招标", "next_on": "2026-12-05"})
    compared = compare(village, file)
    record(village, compared)
    row, untouched = rows(village, today=BACK.day)
    assert (row.subject, row.difficulty, row.next_step, row.said_by) == (task, "资金", "招标", UNIT)
    assert (row.next_on, row.said_on) == (date(2026, 12, 5), BACK.day)
    assert (untouched.subject, untouched.difficulty) == (other, "")
    assert [part in row.measure for part in ("资金", "招标", "2026-12-05")] == [True] * 3
    assert list(note_text(row, ENGLISH))[-1] == f"said by {UNIT}"
    # the next sheet says a new day only: what was left empty stays
    again = send(village, tmp_path / "again", period="2026-11", keys=keys)
    record(village, compare(village, answered(again, {"next_on": "2026-12-20"})))
    row = rows(village, today=BACK.day)[0]
    assert (row.difficulty, row.next_on) == ("资金", date(2026, 12, 20))


def test_more_time_and_what_comes_next_are_both_recorded(village: Village, tmp_path: Path) -> None:
    task = set_task(village, "扬尘", due=SOON)
    note(village, task, next_step="招标")
    sent = send(village, tmp_path / "out", period="2026-11")
    words = {"until": "2027-06-01", "progress": "已进场", "next_step": "招标"}
    (one,) = compare(village, answered(sent, words)).differences
    assert [type(event) for event in one.events] == [ExtensionAsked, TaskProgressed]
    # what comes next is known already
    assert one.also == ()


def test_a_scope_is_written_down_and_read_again(village: Village) -> None:
    scope = DispatchScope(
        grid=OFFICE, period=NOVEMBER, unit="示例局", state="held", pace="behind", keys=("task:a", "task:b")
    )
    with closing(village.workspace.reader()) as reader:
        assert DispatchScope.of(reader, scope.about) == scope
        with pytest.raises(Refused, match=NO_LIST):
            DispatchScope.of(reader, (OFFICE, "2026-11", "kind=task"))


def test_chosen_rows_are_the_only_ones(village: Village) -> None:
    one, _other = set_task(village, "一"), set_task(village, "二")
    with closing(village.workspace.reader()) as reader:
        scope = DispatchScope(grid=OFFICE, period=NOVEMBER, keys=(f"task:{one}",))
        assert [row.subject for row in dispatch_rows(reader, scope, TODAY)] == [one]


def test_the_next_point_is_said_with_who_said_it(village: Village) -> None:
    task = set_task(village, "一")
    (row,) = rows(village)
    assert list(note_text(row, ENGLISH)) == []
    note(village, task, next_step="招标", next_on=SOON)
    assert list(note_text(rows(village)[0], ENGLISH)) == ["2026-11-27", "招标"]


def test_as_a_table_it_says_everything_in_words(village: Village) -> None:
    task = set_task(village, "一", number="三", due=SOON)
    village.record(SupervisionBegun(subject=task, kind=Supervision.CASE), by=BY_COUNTY)
    columns, (line,) = dispatch_table(rows(village), ENGLISH)
    said = {
        column.key: column.said(value) if column.said else value
        for column, value in zip(columns, line.values, strict=True)
    }
    assert (said["position"], said["number"], said["units"]) == (1, "三", UNIT)
    assert (said["state"], said["pace"]) == ("not started", "on schedule")
    assert (said["supervision"], said["due"]) == ("watched as a special case", SOON)


def drafted(village: Village, *further: str, period: str = "2026-11", grid: str = OFFICE) -> Order:
    wish = ReportWish(kind=ReportKind.DISPATCH_LIST, about=(grid, period, *further))
    with closing(village.workspace.reader()) as reader:
        return order_draft(
            reader, village.workspace, wish, BY_COUNTY, MORNING, village.folder.parent / "draft.pdf"
        )


def test_the_list_is_a_paper_that_lies_on_its_side(village: Village) -> None:
    task = set_task(village, "一", number="三", due=TODAY - timedelta(days=1), goal="清零", deadline="立即")
    set_task(village, "二", deadline="长期坚持")
    note(village, task, difficulty="资金", next_step="招标")
    order = drafted(village)
    paper = order.paper
    assert isinstance(paper, DispatchPaper)
    assert [(line.number, line.pace, line.ahead) for line in paper.lines] == [
        ("三", Pace.OVERDUE, ("招标",)),
        ("", Pace.ON_TIME, ()),
    ]
    assert (paper.place, paper.described) == ("示例县", "")
    built = build_report(paper, order.carried, order.to)
    assert (built.pages, built.missing_characters) == (1, ())


def test_a_chosen_part_says_what_it_is_and_an_empty_list_is_printed_too(village: Village) -> None:
    order = drafted(village, "unit=示例局", "state=held", "pace=behind", "row=task:x")
    assert isinstance(order.paper, DispatchPaper)
    assert order.paper.described.split("、")[:3] == ["示例局", "长期坚持", "未达到序时"]
    assert build_report(order.paper, order.carried, order.to).pages == 1
    with pytest.raises(Refused, match=NO_LIST):
        drafted(village, grid=named(999))


def test_a_list_longer_than_a_paper_is_exported_instead(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_task(village, "一")
    monkeypatch.setattr("db.queries.dispatch_paper.MOST_LINES", 0)
    with pytest.raises(Refused, match="narrow it"):
        drafted(village)


DEEDS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 30), st.integers(0, 9), st.integers(0, 5)), max_size=20
)


@settings(max_examples=20, deadline=None)
@given(DEEDS, st.integers(0, 40))
@example([(2, 0, 0, 0), (3, 1, 0, 1), (2, 2, 0, 0), (2, 2, 0, 0), (4, 20, 0, 0)], 30)
def test_the_findings_on_it_are_those_of_a_slow_look_at_each(deeds: list[Deed], days: int) -> None:
    today = START + timedelta(days=days)
    with TemporaryDirectory() as folder:
        village = Village(Path(folder))
        try:
            history = History(village)
            for deed in sorted(deeds, key=lambda one: one[1]):
                history.do(deed)
            with closing(village.workspace.reader()) as reader:
                findings = [finding for finding, _facts in told(village.workspace, reader).findings]
                for period in (NOVEMBER.before, NOVEMBER):
                    expected = {}
                    for one in findings:
                        end = one.ended_on
                        right = one.put_right_on or end
                        is_late = one.due is not None and (right or date.max) > one.due
                        is_seen = is_late and one.due is not None and one.due <= period.last
                        if (
                            one.state not in {FindingState.JOINED, FindingState.TRANSFERRED}
                            and one.noticed.day <= period.last
                            and not (end and end < period.first)
                            and (one.severity is not Severity.MINOR or (is_seen and one.due < today))  # type: ignore[operator]
                        ):
                            late = one.due is not None and (right or today) > one.due
                            expected[one.id] = STATE_OF_FINDING[one.state], late
                    scope = DispatchScope(grid=OFFICE, period=period)
                    found = {
                        row.subject: (row.state, row.pace is Pace.OVERDUE)
                        for row in dispatch_rows(reader, scope, today)
                    }
                    assert found == expected
        finally:
            village.close()
