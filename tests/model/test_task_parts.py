"""Measures, named sites and duties of a task: done with evidence, counted, owed by unit and period."""

from datetime import date, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from inspector.model import task_acts as acts
from inspector.model import task_part_acts as parts
from inspector.model.case_acts import OnBehalf
from inspector.model.events import Blob, Event
from inspector.model.task import YearCount
from inspector.model.task_life import (
    DutyMet,
    ItemAdded,
    ItemChanged,
    ItemDone,
    Measure,
    MeasureDone,
    TaskCorrected,
    TaskProgressed,
)
from inspector.model.task_state import Every, ItemKind, Pace, TaskState, end_of_period, period_of
from tests.model.task_ledger import (
    CLERK,
    COUNTY,
    MEASURES,
    SCAN,
    STAFF,
    TODAY,
    TOMORROW,
    YESTERDAY,
    a_task,
    refused,
)


def test_a_measure_is_done_once_with_evidence_and_can_be_taken_back() -> None:
    ledger = a_task(MEASURES)
    finish = acts.finish_measure
    assert "add the paper" in refused(lambda: finish(ledger.now(), STAFF, "1", TODAY, TODAY))
    assert "no such measure" in refused(lambda: finish(ledger.now(), STAFF, "9", TODAY, TODAY, "x"))
    assert "scan" in refused(
        lambda: finish(ledger.now(), STAFF, "1", TODAY, TODAY, "x", behalf=OnBehalf("示例局"))
    )
    ledger.add(finish(ledger.now(), STAFF, "1", TODAY, TODAY, papers=(SCAN,)), STAFF)
    assert ledger.now().state is TaskState.UNDER_WAY
    assert "already" in refused(lambda: finish(ledger.now(), STAFF, "1", TODAY, TODAY, "x"))
    assert "is open" in refused(lambda: acts.reopen_measure(ledger.now(), STAFF, "2", "x"))
    ledger.add(acts.reopen_measure(ledger.now(), STAFF, "1", "误录"), STAFF)
    assert [one.done_on for one in ledger.now().measures] == [None, None]


def test_days_of_measures_are_set_within_the_deadline_of_the_task() -> None:
    ledger = a_task(MEASURES, due=TOMORROW)
    assert "no later than" in refused(
        lambda: acts.schedule(ledger.now(), CLERK, {"1": TOMORROW + timedelta(days=1)})
    )
    assert "no such measure" in refused(lambda: acts.schedule(ledger.now(), CLERK, {"9": TODAY}))
    assert "already" in refused(lambda: acts.schedule(ledger.now(), CLERK, {"1": TODAY}))
    ledger.add(acts.schedule(ledger.now(), CLERK, {"1": None, "2": TOMORROW}))
    assert [one.due for one in ledger.now().measures] == [None, TOMORROW]
    assert ledger.now().step_due == TOMORROW


def test_a_correction_keeps_what_was_done_under_the_ids_of_measures() -> None:
    ledger = a_task(MEASURES, due=TODAY)
    ledger.add(acts.finish_measure(ledger.now(), STAFF, "1", TODAY, TODAY, "x"), STAFF)
    ledger.add(acts.schedule(ledger.now(), CLERK, {"2": TODAY}))
    told = TaskCorrected(
        subject="t",
        title="改",
        has_no_due=True,
        measures=(
            Measure(id="2", text="复绿二"),
            Measure(id="1", text="清运", due=TOMORROW),
            Measure(id="3", text="新"),
        ),
    )
    ledger.add(acts.correct(ledger.now(), COUNTY, told), COUNTY)
    task = ledger.now()
    assert (task.title, task.due) == ("改", None)
    assert [(one.told.text, one.due, one.done_on) for one in task.measures] == [
        ("复绿二", TODAY, None),
        ("清运", TOMORROW, TODAY),
        ("新", None, None),
    ]
    assert task.names() == {"2": "复绿二", "1": "清运", "3": "新"}


def test_named_sites_are_counted_by_year_and_never_typed() -> None:
    ledger = a_task()
    for item, year in (("a", 2026), ("b", 2026), ("c", 2027)):
        ledger.add(parts.add_item(ledger.now(), CLERK, item, f"{item}号", year, ItemKind.CLOSE_DOWN))
    assert "already" in refused(
        lambda: parts.add_item(ledger.now(), CLERK, "d", "a号", 2026, ItemKind.IMPROVE)
    )
    assert "A year" in refused(lambda: parts.add_item(ledger.now(), CLERK, "d", "d", 26, ItemKind.IMPROVE))
    assert "its name" in refused(
        lambda: parts.add_item(ledger.now(), CLERK, "d", " ", 2026, ItemKind.IMPROVE)
    )
    ledger.add(parts.finish_item(ledger.now(), STAFF, "a", TODAY, TODAY, "已关停"), STAFF)
    assert "already" in refused(lambda: parts.finish_item(ledger.now(), STAFF, "a", TODAY, TODAY, "x"))
    assert "add the paper" in refused(lambda: parts.finish_item(ledger.now(), STAFF, "b", TODAY, TODAY))
    assert "no such site" in refused(lambda: parts.finish_item(ledger.now(), STAFF, "z", TODAY, TODAY, "x"))
    assert ledger.now().by_year() == (YearCount(2026, 2, 1), YearCount(2027, 1, 0))
    ledger.add(parts.change_item(ledger.now(), CLERK, "b", "登记有误", name="乙", year=2027))
    ledger.add(parts.remove_item(ledger.now(), CLERK, "c", "不在本县"))
    assert ledger.now().by_year() == (YearCount(2026, 1, 1), YearCount(2027, 1, 0))
    assert "is open" in refused(lambda: parts.reopen_item(ledger.now(), STAFF, "b", "x"))
    ledger.add(parts.reopen_item(ledger.now(), STAFF, "a", "复垦未验收"), STAFF)
    assert ledger.now().by_year()[0].done == 0


def test_a_named_site_is_changed_with_a_reason_and_stays_once_it_was_dealt_with() -> None:
    ledger = a_task()
    for item in ("a", "b"):
        ledger.add(parts.add_item(ledger.now(), CLERK, item, f"{item}号", 2026, ItemKind.CLOSE_DOWN))

    def change(reason: str = "登记有误", **told: object) -> Event:
        return parts.change_item(ledger.now(), CLERK, "a", reason, **told)  # type: ignore[arg-type]

    assert "named in the task already" in refused(lambda: change(name="b号"))
    assert "its name" in refused(lambda: change(name=" "))
    assert "A year" in refused(lambda: change(year=26))
    assert "Nothing is changed" in refused(lambda: change(name="a号", year=2026, kind=ItemKind.CLOSE_DOWN))
    assert "why" in refused(lambda: change(" ", year=2027))
    ledger.add(change(name="甲", kind=ItemKind.WITHDRAW))
    assert [(one.name, one.year, one.kind) for one in ledger.now().items] == [
        ("甲", 2026, ItemKind.WITHDRAW),
        ("b号", 2026, ItemKind.CLOSE_DOWN),
    ]
    ledger.add(parts.finish_item(ledger.now(), STAFF, "a", TODAY, TODAY, "已关停"), STAFF)
    assert "say first that it is open" in refused(lambda: parts.remove_item(ledger.now(), CLERK, "a", "误列"))
    assert "why" in refused(lambda: parts.remove_item(ledger.now(), CLERK, "b", ""))
    assert "for the office" in refused(lambda: parts.remove_item(ledger.now(), STAFF, "b", "误列"))


def test_a_duty_is_changed_with_a_reason_and_goes_only_before_it_was_met() -> None:
    ledger = a_task()
    start = date(2026, 11, 1)
    for duty in ("d", "e"):
        ledger.add(parts.set_duty(ledger.now(), CLERK, duty, "研究", Every.MONTH, ("甲",), start))

    def change(text: str = "专题研究", reason: str = "方案有变", **told: object) -> Event:
        given: dict[str, object] = {"reason": reason, **told}
        return parts.set_duty(ledger.now(), CLERK, "d", text, Every.MONTH, ("甲",), start, **given)  # type: ignore[arg-type]

    assert "why" in refused(lambda: change(reason=""))
    assert "Nothing is changed" in refused(lambda: change("研究"))
    minutes = parts.meet_duty(ledger.now(), STAFF, "d", "甲", "2026-11", TODAY, TODAY, (SCAN,))
    ledger.add(minutes, STAFF)
    ledger.add(change(times=2))
    assert [(line.met, line.times) for line in ledger.now().due_lines(TODAY)] == [(1, 2), (0, 1)]
    assert "let it end" in refused(lambda: parts.remove_duty(ledger.now(), CLERK, "d", "误设"))
    assert "why" in refused(lambda: parts.remove_duty(ledger.now(), CLERK, "e", ""))
    ledger.add(parts.remove_duty(ledger.now(), CLERK, "e", "误设"))
    assert [one.id for one in ledger.now().duties] == ["d"]
    gone = msgspec.structs.replace(
        parts.set_duty(ledger.now(), CLERK, "x", "研究", Every.MONTH, ("甲",), start), is_gone=True
    )
    assert ledger.add(gone) in ledger.now().idle
    assert "no such duty" in refused(lambda: parts.remove_duty(ledger.now(), CLERK, "e", "误设"))


def test_entries_about_parts_that_are_not_there_have_no_effect() -> None:
    ledger = a_task(MEASURES)
    before = ledger.now()
    idle = [
        ledger.add(event)
        for event in (
            MeasureDone(subject="t", measure="9", on=TODAY),
            TaskProgressed(subject="t", text="x", measure="9"),
            ItemDone(subject="t", item="z", on=TODAY),
            ItemChanged(subject="t", item="z", is_gone=True),
            ItemAdded(subject="t", item="a", name="a", year=0),
            DutyMet(subject="t", duty="1", unit="u", period="2026", on=TODAY),
        )
    ]
    ledger.add(ItemAdded(subject="t", item="a", name="a", year=2026))
    idle.append(ledger.add(ItemAdded(subject="t", item="a", name="b", year=2026)))
    idle.append(ledger.add(ItemChanged(subject="t", item="a", year=0)))
    task = ledger.now()
    assert task.idle == tuple(idle)
    assert (task.state, task.measures) == (before.state, before.measures)
    assert [one.name for one in task.items] == ["a"]


def test_a_duty_gives_one_due_line_per_unit_and_period_and_its_minutes_close_it() -> None:
    ledger = a_task()
    start = date(2026, 8, 15)
    ledger.add(
        parts.set_duty(ledger.now(), CLERK, "d", "每季度研究一次", Every.QUARTER, ("甲", "乙", "甲"), start)
    )
    task = ledger.now()
    lines = task.due_lines(TODAY)
    assert [(line.period, line.unit, line.due) for line in lines] == [
        ("2026-Q3", "甲", date(2026, 9, 30)),
        ("2026-Q3", "乙", date(2026, 9, 30)),
        ("2026-Q4", "甲", date(2026, 12, 31)),
        ("2026-Q4", "乙", date(2026, 12, 31)),
    ]
    assert (task.step_due, task.pace(TODAY)) == (date(2026, 9, 30), Pace.BEHIND)

    def meet(unit: str, period: str, *minutes: Blob, on: date = TODAY) -> Event:
        return parts.meet_duty(ledger.now(), STAFF, "d", unit, period, on, TODAY, minutes)

    assert "minutes" in refused(lambda: meet("甲", "2026-Q3"))
    assert "owes nothing" in refused(lambda: meet("丙", "2026-Q3", SCAN))
    assert "day to come" in refused(lambda: meet("甲", "2026-Q3", SCAN, on=TOMORROW))
    for unit in ("甲", "乙"):
        ledger.add(meet(unit, "2026-Q3", SCAN), STAFF)
    assert "already" in refused(lambda: meet("甲", "2026-Q3", SCAN))
    assert (ledger.now().step_due, ledger.now().pace(TODAY)) == (date(2026, 12, 31), Pace.ON_TIME)
    assert "no such duty" in refused(
        lambda: parts.meet_duty(ledger.now(), STAFF, "x", "甲", "2026-Q3", TODAY, TODAY, (SCAN,))
    )
    ledger.add(
        parts.set_duty(
            ledger.now(), CLERK, "d", "改", Every.QUARTER, ("甲",), start, date(2026, 9, 30), reason="x"
        )
    )
    assert ledger.now().step_due is None, "set anew it keeps what was met, and this one has ended"


def test_a_duty_needs_units_words_and_a_beginning_before_its_end() -> None:
    task = a_task().now()

    def set_it(**told: object) -> Event:
        given: dict[str, object] = {
            "text": "研究",
            "every": Every.MONTH,
            "units": ("甲",),
            "since": TODAY,
            **told,
        }
        return parts.set_duty(task, CLERK, "d", **given)  # type: ignore[arg-type]

    assert "which units" in refused(lambda: set_it(units=(" ",)))
    assert "again and again" in refused(lambda: set_it(text=""))
    assert "ends after" in refused(lambda: set_it(until=YESTERDAY))
    assert "A year" in refused(lambda: set_it(since=date(1, 1, 1)))
    assert "at least once" in refused(lambda: set_it(times=0))


@given(st.dates(), st.sampled_from(Every))
def test_every_day_lies_in_the_period_that_ends_on_or_after_it(day: date, every: Every) -> None:
    end = end_of_period(day, every)
    assert day <= end
    assert period_of(end, every) == period_of(day, every)
    if end < date.max:
        assert period_of(end + timedelta(days=1), every) != period_of(day, every)


def test_a_duty_without_an_end_stops_where_days_end() -> None:
    ledger = a_task()
    ledger.add(parts.set_duty(ledger.now(), CLERK, "d", "x", Every.YEAR, ("甲",), date(2099, 1, 1)), CLERK)
    duty = ledger.now().duties[0]
    assert len(list(duty.periods(date.max))) == date.max.year - 2098


def test_what_is_entered_for_somebody_else_needs_their_paper() -> None:
    ledger = a_task()
    ledger.add(parts.add_item(ledger.now(), CLERK, "a", "一号", 2026, ItemKind.IMPROVE))
    assert "scan" in refused(
        lambda: parts.finish_item(ledger.now(), CLERK, "a", TODAY, TODAY, "x", behalf=OnBehalf("示例局"))
    )
    ledger.add(parts.change_item(ledger.now(), CLERK, "a", "有误", kind=ItemKind.WITHDRAW))
    assert ledger.now().items[0].kind is ItemKind.WITHDRAW
    ledger.add(TaskCorrected(subject="t", goal="目标"))
    assert ledger.now().goal == "目标"
