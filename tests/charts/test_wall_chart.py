"""The wall chart: every task is told by sign and word, bars end at their deadlines, sheets hold every row."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.charts.drawing import Bar, Drawing, Ink, Label, in_lines, text_width
from inspector.charts.joining import moved, part_within
from inspector.charts.wall_axis import TimeAxis
from inspector.charts.wall_chart import WallPlan, legend, plan_wall
from inspector.charts.wall_facts import (
    LOOK_NAMES,
    SIGNS,
    Lane,
    Wall,
    WallGroup,
    WallLook,
    WallMark,
    WallRegion,
    WallTask,
    counted,
)
from inspector.charts.wall_poster import LEAST, Poster, Sheets, make_poster
from inspector.charts.wall_row import told_of
from inspector.charts.wall_tiles import lay_out_tiles
from inspector.model.task_state import Pace, TaskState
from inspector.words import in_language

SAY = in_language("en")
TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


def task(number: int = 1, **told: object) -> WallTask:
    facts: dict[str, object] = {
        "key": f"t{number}",
        "number": f"({number})",
        "name": "Cover the spoil heaps",
        "units": ("示例镇",),
        "start": TODAY - timedelta(30),
        "due": TODAY + timedelta(60),
        "deadline": "",
        "lane": Lane.TIMED,
        "state": TaskState.UNDER_WAY,
        "pace": Pace.ON_TIME,
    }
    return WallTask(**{**facts, **told})  # type: ignore[arg-type]


def wall(*tasks: WallTask, lane: Lane = Lane.TIMED) -> Wall:
    group = WallGroup("g", "示例镇", lane, tasks)
    region = WallRegion("g", "示例镇", counted(tasks))
    return Wall(today=TODAY, groups=(group,), regions=(region,))


def laid_out(shown: Wall, width: float = 900, lines: int = 2) -> tuple[WallPlan, Drawing, Drawing]:
    plan = plan_wall(shown, width * 0.5, width * 0.5, 12, lines)
    return (plan, *plan.between(SAY, 0, plan.height))


def texts(drawing: Drawing) -> list[str]:
    return [label.text for label in drawing.labels]


@pytest.mark.parametrize(
    ("state", "pace", "look"),
    [
        (TaskState.NOT_STARTED, Pace.ON_TIME, WallLook.NOT_STARTED),
        (TaskState.UNDER_WAY, Pace.ON_TIME, WallLook.ON_TIME),
        (TaskState.UNDER_WAY, Pace.BEHIND, WallLook.BEHIND),
        (TaskState.NOT_STARTED, Pace.OVERDUE, WallLook.OVERDUE),
        (TaskState.COMPLETED, Pace.OVERDUE, WallLook.WAITING),
        (TaskState.IN_CLOSE_OFF, Pace.ON_TIME, WallLook.WAITING),
        (TaskState.CLOSED_OFF, Pace.OVERDUE, WallLook.CLOSED_OFF),
        (TaskState.CLOSED_BEFORE, Pace.ON_TIME, WallLook.CLOSED_BEFORE),
        (TaskState.HELD, Pace.ON_TIME, WallLook.LASTING),
    ],
)
def test_only_what_is_still_worked_on_can_be_late(state: TaskState, pace: Pace, look: WallLook) -> None:
    assert task(state=state, pace=pace).look is look
    assert counted([task(state=state, pace=pace)])[look] == 1


def test_no_two_looks_share_a_sign() -> None:
    assert len({sign.sign for sign in SIGNS.values()}) == len(WallLook) == len(LOOK_NAMES)


def test_a_bar_reaches_from_its_start_over_its_last_day_and_is_filled_by_its_named_sites() -> None:
    plan, _words, time = laid_out(wall(task(items=8, items_done=2)))
    ground, done, outline = [bar for bar in time.bars if bar.y >= plan.rows[1].top]

    assert ground.x == plan.axis.x(TODAY - timedelta(30))
    assert ground.x + ground.width == pytest.approx(plan.axis.x(TODAY + timedelta(61)), abs=0.01)
    assert done.width == pytest.approx(ground.width / 4)
    assert (done.ink, outline.is_hollow) == (Ink.GOOD, True)
    assert "→" in texts(time)
    closed = laid_out(wall(task(state=TaskState.CLOSED_OFF, items=8)))[2].bars
    assert closed[1].width == closed[2].width


def test_words_name_state_pace_and_named_sites_and_leave_columns_out_where_it_is_narrow() -> None:
    shown = wall(
        task(items=8, items_done=3, state=TaskState.NOT_STARTED, pace=Pace.OVERDUE, due=TODAY - timedelta(3))
    )
    wide = texts(laid_out(shown)[1])
    narrow = texts(laid_out(shown, 700)[1])
    narrowest = texts(laid_out(shown, 300)[1])

    assert {"示例镇", "× not started", "3 days overdue", "3/8", "37%"} <= set(wide)
    assert "3/8" in narrow
    assert narrow.count("示例镇") == 1  # the heading alone
    assert "3/8" not in narrowest
    assert "× not started" in narrowest


def test_one_line_a_task_says_its_state_and_count_without_more() -> None:
    words = texts(laid_out(wall(task(items=2, items_done=1)), lines=1)[1])

    assert "1/2" in words
    assert "50%" not in words
    assert "on schedule" not in words


def test_a_task_without_a_beginning_stands_at_its_deadline() -> None:
    plan, _words, time = laid_out(wall(task(start=None, due=TODAY - timedelta(10))))
    ground = next(bar for bar in time.bars if bar.y >= plan.rows[1].top)

    assert ground.width <= plan.size
    assert ground.x + ground.width == pytest.approx(plan.axis.x(TODAY - timedelta(9)), abs=0.01)


@pytest.mark.parametrize(
    ("lane", "deadline", "start", "heading", "said"),
    [
        (Lane.LASTING, "长期坚持", TODAY, "To be kept up for good", "长期坚持"),
        (Lane.AT_ONCE, "立行立改", None, "To be put right at once", "立行立改"),
        (Lane.UNDATED, "", TODAY, "Without a deadline", "Without a deadline"),
    ],
)
def test_what_has_no_day_stands_in_a_lane_of_its_own_with_its_words(
    lane: Lane, deadline: str, start: date | None, heading: str, said: str
) -> None:
    shown = task(due=None, deadline=deadline, start=start, lane=lane)
    plan, words, time = laid_out(wall(shown, lane=lane))

    assert heading in texts(words)
    assert said in texts(time)
    assert not [bar for bar in time.bars if bar.y >= plan.rows[1].top]
    assert ("长期坚持" in told_of(shown, SAY, TODAY)) is (deadline == "长期坚持")


def test_long_words_of_a_deadline_are_cut_within_the_axis() -> None:
    plan, _words, time = laid_out(
        wall(task(due=None, deadline="长期坚持" * 60, lane=Lane.LASTING), lane=Lane.LASTING)
    )

    assert [label.text for label in time.labels if label.text.endswith("…")]
    assert all(rule.x0 <= rule.x1 <= plan.axis.width for rule in time.rules if rule.y0 == rule.y1)


def test_of_measures_in_one_place_the_worst_is_shown_and_all_are_counted() -> None:
    late = TODAY - timedelta(5)
    marks = (
        WallMark(late, is_done=True),
        WallMark(late, is_done=False),
        WallMark(TODAY + timedelta(9), is_done=False),
    )
    shown = task(marks=(*marks, WallMark(late, is_done=True)))
    signs = texts(laid_out(wall(shown))[2])

    assert (signs.count("×"), signs.count("○"), signs.count("●")) == (1, 1, 0)
    told = told_of(shown, SAY, TODAY)
    assert "measure done: 2" in told
    assert "measure open: 1" in told
    assert "measure past its day: 1" in told


def test_a_row_without_units_number_and_day_is_told_all_the_same() -> None:
    shown = task(number=1, units=(), due=None, start=None, deadline="", lane=Lane.UNDATED)

    assert told_of(shown, SAY, TODAY).startswith("(1) Cover the spoil heaps; being put right")


def test_only_rows_in_sight_are_laid_out() -> None:
    plan = plan_wall(wall(*map(task, range(500))), 400, 400, 12)
    words, _time = plan.between(SAY, plan.height / 2, plan.height / 2 + 300)

    assert len(words.places) < 15
    assert plan.rows[plan.index_at(-5)].task is None
    assert plan.index_at(plan.height + 50) == 500


def test_without_tasks_there_is_nothing_but_an_axis() -> None:
    plan = plan_wall(Wall(today=TODAY), 400, 400, 12)

    assert (plan.height, plan.wall.counts) == (0, dict.fromkeys(WallLook, 0))
    assert plan.between(SAY, 0, 100)[0].places == ()
    assert "today 22 Nov" in texts(plan.heads(SAY)[1])


@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=20), st.floats(150, 3000))
def test_names_on_the_axis_never_run_into_one_another(pairs: list[tuple[date, date]], width: float) -> None:
    tasks = [task(n, start=min(pair), due=max(pair)) for n, pair in enumerate(pairs)]
    axis = TimeAxis.of(wall(*tasks), width, 12)
    places = [(axis.x(day), text_width(name, 10)) for day, name in axis.ticks(10)]

    for (x, wide), (following, _wide) in pairwise(places):
        assert x + wide < following
    assert all(0 <= axis.x(day) <= width for pair in pairs for day in pair)


def test_a_name_that_would_reach_over_the_end_of_the_axis_is_left_out() -> None:
    left_out = 0
    for width in range(60, 400, 5):
        plan = plan_wall(wall(task(due=TODAY + timedelta(150))), 300, width, 12)
        head = plan.heads(SAY)[1]
        named = [label for label in head.labels if label.text.startswith("20")]
        assert all(label.x + text_width(label.text, label.size) <= width + 2.5 for label in named)
        left_out += len(head.rules) - len(named) - 2
    assert left_out


def test_the_axis_ends_where_calendars_do() -> None:
    axis = TimeAxis.of(wall(task(due=date.max)), 500, 12)

    assert 0 < axis.x(date.max) <= 500
    assert list(axis.ticks(10))


def test_tiles_tell_each_region_by_sign_and_number_and_warn_of_what_is_late() -> None:
    late = WallRegion("a", "甲镇", counted([task(pace=Pace.OVERDUE), task(2)]))
    calm = WallRegion("b", "乙镇", counted([task(state=TaskState.CLOSED_OFF)]))
    drawing = lay_out_tiles((late, calm), SAY, 600, 12)

    assert {"甲镇", "× 1", "→ 1", "√ 1", "2 tasks"} <= set(texts(drawing))
    assert [place.key for place in drawing.places] == ["a", "b"]
    assert drawing.places[0].said == "甲镇: on schedule 1, past its deadline 1."
    assert drawing.bars[0].ink is Ink.BAD_GROUND
    assert lay_out_tiles((), SAY, 600, 12).height == 0
    crowded = WallRegion("c", "丙镇", dict.fromkeys(WallLook, 1000))
    assert len(lay_out_tiles((crowded,), SAY, 100, 12).labels) < 2 + len(WallLook)


def test_the_legend_breaks_where_it_is_narrow() -> None:
    assert legend(SAY, 150, 12).height > legend(SAY, 2000, 12).height
    assert max(label.x for label in legend(SAY, 2000, 12).labels) <= 2000


def poster(count: int, across: int = 1, down: int = 1) -> Poster:
    return make_poster(wall(*map(task, range(count))), "Title", SAY, Sheets(1105, 690, across, down, 28))


def test_letters_grow_with_the_sheets_and_never_fall_below_what_can_be_read() -> None:
    assert poster(5, 2, 2).size > poster(5).size
    assert poster(30, 2, 2).size > poster(30).size > LEAST
    many = poster(500)
    assert many.size == LEAST
    assert many.sheets.down > 1
    assert many.sheets.whole[1] + 1 >= many.drawing.height
    assert poster(5, 1, 3).sheets.down < 3  # no empty sheets


def test_every_row_lies_on_some_sheet_as_a_whole_or_over_a_seam() -> None:
    made = poster(120, 2, 2)
    seen = set()
    for row in range(made.sheets.down):
        for column in range(made.sheets.across):
            left, top = made.sheets.begin(column, row)
            part = part_within(made.drawing, left, top, left + 1105, top + 690)
            seen |= {label for label in part.labels if left <= label.x <= left + 1105}
    assert seen == set(made.drawing.labels)


def test_a_drawing_is_moved_with_all_its_parts() -> None:
    bar, label = Bar(1, 2, 3, 4, Ink.GOOD, "k", "said"), Label(1, 2, "text", 10)
    before = Drawing(10, 10, (bar,), (), (label,), (bar,), "told")
    after = moved(before, 5, 7)

    assert (after.bars[0].x, after.bars[0].y, after.width, after.height) == (6, 9, 15, 17)
    assert (after.labels[0].x, after.places[0].y, after.told) == (6, 9, "told")


@given(st.text(min_size=1, max_size=80), st.integers(1, 3), st.floats(30, 300))
def test_lines_fit_their_room_and_lose_nothing_before_the_last(text: str, most: int, room: float) -> None:
    lines = in_lines(text, 10, room, most)

    assert len(lines) <= most
    assert all(text_width(line, 10) <= room + 0.01 for line in lines)
    if "…" not in text and not (lines and lines[-1].endswith("…")):
        assert "".join("".join(lines).split()) == "".join(text.split())


def test_no_line_begins_with_a_mark() -> None:
    assert in_lines("料堆未覆盖，道路未洒水", 10, 50, 3) == ["料堆未覆", "盖，道路未", "洒水"]
    assert in_lines("spoil heaps of the mine", 10, 80, 2) == ["spoil heaps", "of the mine"]
