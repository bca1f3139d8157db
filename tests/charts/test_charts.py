"""Charts are laid out within their width, from zero, and tell every number in words too."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from inspector.charts.bars import Group, Row, columns, rows, ticks
from inspector.charts.drawing import Drawing, shortened, text_width
from inspector.charts.heat_map import STATE_NAMES, DayState, HeatRow, heat_map

COUNTS = st.integers(0, 10**6)
WIDTHS = st.floats(240, 900)


def lies_within(drawing: Drawing) -> bool:
    return all(
        bar.x >= 0 and bar.x + bar.width <= drawing.width + 0.01 and bar.y + bar.height <= drawing.height
        for bar in (*drawing.bars, *drawing.places)
    )


def trend(counts: list[tuple[int, int]], width: float) -> Drawing:
    groups = [Group(f"W{n}", f"2026-W{n}", pair, (f"{n}", f"{n}")) for n, pair in enumerate(counts)]
    return columns("Trend", "number", ("found", "closed"), groups, width, 12)


@given(COUNTS)
def test_an_axis_begins_at_zero_and_reaches_the_most_in_few_even_steps(most: int) -> None:
    axis = ticks(most)

    assert axis[0] == 0
    assert axis[-1] >= most > axis[-2] or most == 0
    assert 2 <= len(axis) <= 6
    assert len({after - before for before, after in pairwise(axis)}) == 1


@given(st.lists(st.tuples(COUNTS, COUNTS), max_size=12), WIDTHS)
def test_columns_are_as_high_as_their_numbers(counts: list[tuple[int, int]], width: float) -> None:
    drawing = trend(counts, width)
    told = [bar for bar in drawing.bars if bar.key]

    assert lies_within(drawing)
    assert len(told) == len(drawing.places) == 2 * len(counts)
    most = max((bar.height for bar in told), default=0.0)
    high = max((one for pair in counts for one in pair), default=0)
    for bar, count in zip(told, [one for pair in counts for one in pair], strict=True):
        assert bar.said.endswith(f" {count}")
        assert abs(bar.height * high - most * count) < 1e-3 * max(high, 1)


def test_two_series_differ_in_more_than_colour_and_small_columns_still_can_be_met() -> None:
    drawing = trend([(5, 0), (3, 2)], 400)
    first, second = [bar for bar in drawing.bars if bar.key][:2]

    assert (first.is_hollow, second.is_hollow) == (False, True)
    nothing = drawing.places[1]
    met = drawing.place_at(nothing.x + 1, nothing.y + 1)
    assert met
    assert met.said == "2026-W0: closed 0"
    assert drawing.place_at(-1, -1) is None
    assert drawing.told == "Trend. 2026-W0: found 5, closed 0; 2026-W1: found 3, closed 2"


def test_numbers_stand_at_columns_only_where_they_fit_and_names_never_collide() -> None:
    wide = {label.text for label in trend([(12345, 7)] * 12, 900).labels}
    narrow = [label.text for label in trend([(12345, 7)] * 12, 240).labels]

    assert "7" not in wide
    assert "7" in {label.text for label in trend([(12, 7)] * 12, 900).labels}
    assert "W11" in narrow
    assert "W10" not in narrow


@given(st.lists(st.tuples(st.text(max_size=40), COUNTS), max_size=9), WIDTHS)
def test_rows_keep_their_numbers_within_the_width(lines: list[tuple[str, int]], width: float) -> None:
    drawing = rows("Kinds", [Row(name, count, name) for name, count in lines], width, 12)

    assert lies_within(drawing)
    assert [label.text for label in drawing.labels[1::2]] == [f"{count}" for _name, count in lines]


def test_a_day_is_told_by_a_sign_beside_its_colour() -> None:
    states = tuple(DayState)
    drawing = heat_map("Days", ("1", "2", "3", "4"), [HeatRow("North", "n", states)], STATE_NAMES, 400, 12)

    signs = [label.text for label in drawing.labels][-4:]
    assert len(set(signs)) == 4
    assert [place.said for place in drawing.places][:2] == [
        "North, 1: round made",
        "North, 2: round missing",
    ]
    slim = heat_map("Days", ("11-13",) * 31, [HeatRow("N", "n", states[:1] * 31)], STATE_NAMES, 300, 12)
    assert [label.text for label in slim.labels].count("11-13") < 31
    assert drawing.told.startswith("Days. North: round made 1, round missing 1")
    assert lies_within(drawing)
    assert heat_map("Days", (), [], STATE_NAMES, 400, 12).places == ()


@given(st.text(max_size=60), st.floats(20, 300))
def test_a_text_is_cut_to_its_room(text: str, room: float) -> None:
    short = shortened(text, 10, room)

    assert text_width(short, 10) <= room
    assert short == text or short.endswith("…")


def test_the_name_of_the_last_day_stays_within_the_chart() -> None:
    days = [f"{day} Oct" for day in range(1, 32)]
    lines = [HeatRow("网格", "a", (DayState.MADE,) * 31)]
    drawing = heat_map("Rounds", days, lines, STATE_NAMES, 700, 12)
    last = next(label for label in drawing.labels if label.text == "31 Oct")

    assert last.x + text_width(last.text, last.size) / 2 <= 700


@given(st.integers(1, 92), WIDTHS, st.sampled_from(["11-13", "12-24 周四", "31 October"]))
def test_the_names_of_days_never_run_into_each_other(count: int, width: float, day: str) -> None:
    drawing = heat_map(
        "Rounds", (day,) * count, [HeatRow("网格", "a", (DayState.MADE,) * count)], STATE_NAMES, width, 12
    )
    told = [label for label in drawing.labels if label.text == day]
    wide = text_width(day, told[0].size)

    assert all(right.x - left.x >= wide for right, left in pairwise(told))
    assert all(label.x + wide / 2 <= width + 0.01 for label in told)
