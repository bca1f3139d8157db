"""How blocks are cut and put on pages."""

import re
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.reports.blocks import Band, Block, Stack, Whole
from inspector.reports.fonts import Fonts
from inspector.reports.page import HEIGHT, TOP, WIDTH, Flow
from inspector.reports.sheet import Sheet, colour
from inspector.reports.table import LONG_ROW, Cell, Table
from inspector.reports.tagging import Element
from inspector.reports.text import Align, Lines, Run, Style, Words

STYLE = Style(size=10, leading=15)


def lines(text: str, width: float = 100, fonts: Fonts | None = None) -> Lines:
    return Words.of(STYLE, text).lay_out(fonts or Fonts(), width, Element("P"))


@dataclass(frozen=True)
class Brick:
    """Something of a fixed height that can't be cut."""

    height: float

    def split(self, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 - no room is enough
        return None

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        sheet.rules([(x, top, x, top - self.height)], 1, colour("#000000"))


def table(*texts: str, head: bool = True, width: float = 100) -> Table:
    made = Table(Fonts(), [width], Element("Table"))
    if head:
        made.add([Cell((Words.of(STYLE, "head"),), heads="Column")], head=True)
    for text in texts:
        made.add([Cell((Words.of(STYLE, text),))])
    return made


def test_a_paragraph_is_as_high_as_its_lines() -> None:
    assert lines("甲" * 25).height == 3 * 15
    assert lines("甲\n乙\n\n丙").height == 4 * 15


@pytest.mark.parametrize(("room", "first"), [(29, 0), (30, 2), (44.9, 2), (45, 3), (74, 3), (1000, 3)])
def test_a_paragraph_leaves_no_single_line_on_either_side(room: float, first: int) -> None:
    parts = lines("甲" * 50).split(room)

    assert (len(parts[0].lines) if parts else 0) == first
    if parts:
        assert len(parts[0].lines) + len(parts[1].lines) == 5


def test_a_short_paragraph_is_not_cut() -> None:
    assert lines("甲" * 30).split(30) is None


@given(st.text("甲乙，。 ab", max_size=300), st.floats(20, 400))
def test_cutting_a_paragraph_loses_no_line(text: str, room: float) -> None:
    whole = lines(text)
    parts = whole.split(room)

    if parts:
        assert parts[0].lines + parts[1].lines == whole.lines
        assert parts[0].height <= room + 0.01


def test_a_stack_is_cut_between_blocks_or_through_the_one_at_the_edge() -> None:
    stack = Stack((Brick(30), lines("甲" * 50), Brick(20)))

    between, through = stack.split(31), stack.split(80)

    assert between is not None
    assert (between[0].height, between[1].height) == (30, 95)
    assert through is not None
    assert (through[0].height, through[1].height) == (75, 50)
    assert stack.split(10) is None
    assert stack.split(1000) == (stack, Stack(()))


def test_a_whole_block_is_never_cut() -> None:
    assert Whole(lines("甲" * 50)).split(40) is None


def test_a_band_is_cut_with_its_words() -> None:
    band = Band(lines("甲" * 50), colour("#FFFFFF"), 116)

    parts = band.split(50)

    assert parts is not None
    assert [part.height for part in parts] == [30 + 12, 45 + 12]
    assert band.split(30) is None


def test_a_table_is_cut_between_rows_and_repeats_its_head() -> None:
    made = table("一", "二", "三")
    row = 15 + 2 * 3.5

    parts = made.split(3 * row + 1)

    assert parts is not None
    assert [part.height for part in parts] == [3 * row, 2 * row]


def test_a_head_never_stands_alone() -> None:
    assert table("一", "二").split(30) is None


def test_a_table_that_fits_has_nothing_to_cut() -> None:
    assert table("一", "二").split(1000) is None


def test_a_long_row_is_cut_and_a_short_one_is_not() -> None:
    short, long = table("甲" * 50), table("甲" * 90)

    assert short.height - 22 < LONG_ROW < long.height - 22
    assert short.split(75) is None
    parts = long.split(75)
    assert parts is not None
    assert parts[0].height == pytest.approx(22 + 45 + 7)
    assert parts[1].height == pytest.approx(22 + 105 + 7)


def test_a_row_is_cut_only_where_each_of_its_cells_can_be() -> None:
    made = Table(Fonts(), [100, 100], Element("Table"))
    made.add([Cell((Words.of(STYLE, "甲" * 90),)), Cell((Words.of(STYLE, "乙" * 24),))])

    assert made.split(35) is None
    assert made.split(60) is not None


def test_blocks_stand_below_one_another_with_room_between() -> None:
    flow = Flow()

    flow.add(Brick(100), below=10)
    flow.add(Brick(50))

    assert [[placed.top for placed in page] for page in flow.pages] == [[TOP, TOP - 110]]


def test_what_does_not_fit_goes_overleaf_and_the_room_between_is_left_out() -> None:
    flow = Flow()

    flow.add(Brick(HEIGHT - 5), below=10)
    flow.add(Brick(50))

    assert [[placed.top for placed in page] for page in flow.pages] == [[TOP], [TOP]]


def test_a_title_stands_on_the_page_where_its_block_begins() -> None:
    flow, title = Flow(), Brick(20)

    flow.add(Brick(HEIGHT - 60))
    flow.add(Brick(50), title=title)

    assert [len(page) for page in flow.pages] == [1, 2]
    assert flow.pages[1][0].block is title


def test_a_long_block_begins_under_its_title_and_goes_on_overleaf() -> None:
    flow = Flow()

    flow.add(Brick(HEIGHT - 100))
    flow.add(lines("甲" * 600, WIDTH), title=Brick(20))
    flow.add(lines("甲" * 3000, WIDTH))

    assert [len(page) for page in flow.pages] == [3, 2, 1]


@pytest.mark.parametrize("title", [None, Brick(20)])
def test_a_block_higher_than_a_page_that_cannot_be_cut_stands_alone(title: Brick | None) -> None:
    flow = Flow()

    flow.add(Brick(10))
    flow.add(Brick(HEIGHT + 100), title=title)
    flow.add(Brick(10))

    assert [len(page) for page in flow.pages] == [1, 1 if title is None else 2, 1]


def test_an_empty_page_does_not_end() -> None:
    flow = Flow()

    flow.end_page()
    flow.add(Brick(10))
    flow.end_page()
    flow.end_page()

    assert [len(page) for page in flow.pages] == [1, 0]


def drawn(block: Block, fonts: Fonts) -> str:
    sheet = Sheet(fonts)
    block.draw(sheet, 100, 700)
    return " ".join(sheet._code)


def spacing(operators: str) -> list[float]:
    return [float(found) for found in re.findall(r"(\S+) Tc", operators)]


def test_lines_are_stretched_to_the_width_but_the_last() -> None:
    fonts = Fonts()
    text = "甲乙丙丁戊己庚辛壬癸子丑寅卯"

    operators = drawn(Words.of(STYLE, text).lay_out(fonts, 98, Element("P")), fonts)

    assert spacing(operators) == [pytest.approx(8 / 8), 0]


def test_a_line_that_would_be_stretched_too_much_stays_ragged() -> None:
    fonts = Fonts()

    operators = drawn(Words.of(STYLE, "甲乙ABCDEFGHIJKLMNOPQ丙").lay_out(fonts, 100, Element("P")), fonts)

    assert set(spacing(operators)) == {0}


def test_words_and_numbers_keep_their_shape_in_a_stretched_line() -> None:
    fonts = Fonts()

    operators = drawn(Words.of(STYLE, "甲乙丙丁K12戊己庚，" * 3).lay_out(fonts, 99, Element("P")), fonts)

    stretched = [value for value in spacing(operators) if value]
    backs = {float(back) for back in re.findall(r"> (\S+) <", operators)}
    assert {round(value * 100, 1) for value in stretched} >= backs
    assert backs


@pytest.mark.parametrize(("align", "x"), [(Align.LEFT, 100), (Align.CENTRE, 140), (Align.RIGHT, 180)])
def test_lines_are_aligned(align: Align, x: float) -> None:
    fonts = Fonts()
    words = Words.of(Style(size=10, leading=15, align=align), "甲乙")

    assert f"1 0 0 1 {x:.2f} " in drawn(words.lay_out(fonts, 100, Element("P")), fonts)


def test_runs_have_their_own_ink() -> None:
    fonts = Fonts()
    words = Words.of(STYLE, "甲", Run("乙", ink=colour("#FF0000")))

    operators = drawn(words.lay_out(fonts, 100, Element("P")), fonts)

    assert operators.index("0 0 0 rg") < operators.index("1 0 0 rg")


def test_nothing_is_drawn_for_an_empty_paragraph() -> None:
    element = Element("P")
    fonts = Fonts()

    operators = drawn(Words.of(STYLE, "").lay_out(fonts, 100, element), fonts)

    assert "BDC" not in operators
    assert element.kids == []
