"""The laws of line breaking."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.reports.line_breaking import (
    NEVER_FIRST,
    NEVER_LAST,
    break_lines,
    is_latin,
    may_break,
    stretchable,
)

OFFICIAL = (
    "根据《中华人民共和国大气污染防治法》（2018年修正）第六十九条，“建设单位应当将防治扬尘污染的费用列入工程造价”，"
    "现对K12–K15段、北山7号排土场等3处点位（坐标39.7901°N、106.8240°E）作如下要求：一是裸露地面100%覆盖；二是“六个百分之百”"
    "落实到位……；三是——凡未完成的，限2026-11-30前完成。联系电话0473-1234567，PM10均值不高于150μg/m³。"
)
CHARACTERS = "甲乙丙丁煤堆场，。、；：？！…—）》”」（《“「1234.-abcXYZ %℃/·  "


def widths_of(text: str, size: float = 12.0) -> list[float]:
    return [size / 2 if is_latin(c) or c == " " else size for c in text]


def lines_of(text: str, limit: float) -> list[str]:
    return [text[start:end] for start, end in break_lines(text, widths_of(text), limit)]


def longest_run_of_marks(text: str) -> int:
    marks = "".join(NEVER_FIRST | NEVER_LAST)
    return max((len(run) for run in re.findall(f"[{re.escape(marks)} ]+", text)), default=0)


@pytest.mark.parametrize("columns", range(6, 60))
def test_an_official_paragraph_breaks_by_the_rules_at_every_width(columns: int) -> None:
    lines = lines_of(OFFICIAL, columns * 12.0)

    assert "".join(lines) == OFFICIAL
    for line in lines:
        assert sum(widths_of(line)) <= columns * 12.0
    for line, following in itertools.pairwise(lines):
        assert line[-1] not in NEVER_LAST
        assert following[0] not in NEVER_FIRST


@pytest.mark.parametrize("columns", range(8, 60))
def test_words_and_numbers_stay_whole_where_they_fit_a_line(columns: int) -> None:
    cut = [
        a[-1] + b[0]
        for a, b in zip(
            lines_of(OFFICIAL, columns * 12.0), lines_of(OFFICIAL, columns * 12.0)[1:], strict=False
        )
    ]

    assert not [pair for pair in cut if is_latin(pair[0]) and is_latin(pair[1])]


@given(text=st.text(CHARACTERS, max_size=200), columns=st.integers(12, 60))
def test_no_line_begins_or_ends_with_a_forbidden_mark(text: str, columns: int) -> None:
    lines = lines_of(text, columns * 12.0)

    for line, following in itertools.pairwise(lines):
        if longest_run_of_marks(text) < columns - 1:
            assert not line or line[-1] not in NEVER_LAST
            assert not following or following[0] not in NEVER_FIRST


@given(
    text=st.text(st.sampled_from(CHARACTERS) | st.characters(codec="utf-8"), max_size=200),
    limit=st.floats(1, 400),
)
def test_lines_hold_the_whole_text_and_nothing_hangs_over(text: str, limit: float) -> None:
    widths = widths_of(text)
    spans = break_lines(text, widths, limit)

    blanks = " \u2002\u2003\u2009\u3000"
    assert "".join(text[s:e] for s, e in spans).translate({ord(b): "" for b in blanks}) == text.translate(
        {ord(b): "" for b in blanks}
    )
    for start, end in spans:
        assert sum(widths[start:end]) <= limit + 1e-5 or end - start == 1


def test_nothing_is_one_empty_line() -> None:
    assert break_lines("", [], 10.0) == [(0, 0)]


def test_blanks_at_the_end_of_a_line_may_stand_over_it() -> None:
    assert lines_of("甲乙   丙丁", 24.0) == ["甲乙", "丙丁"]


def test_a_word_wider_than_a_line_is_cut_and_begins_a_line_of_its_own() -> None:
    assert lines_of("见 https://example.org/a/b", 72.0) == ["见", "https://exam", "ple.org/a/b"]


def test_a_number_wider_than_a_line_is_cut_after_a_hyphen() -> None:
    assert lines_of("编号QLS03-2026-WDOE-0005", 96.0) == ["编号", "QLS03-2026-WDOE-", "0005"]


def test_marks_wider_than_a_line_are_cut_among_themselves() -> None:
    assert lines_of("！！！！！", 24.0) == ["！！", "！！", "！"]


def test_an_opening_mark_before_a_blank_goes_to_the_next_line() -> None:
    assert lines_of("甲（ 乙", 30.0) == ["甲", "（ 乙"]


def test_a_glyph_wider_than_the_line_still_gets_one() -> None:
    assert lines_of("甲乙", 3.0) == ["甲", "乙"]


def test_dashes_and_dots_of_omission_stay_whole() -> None:
    assert not may_break("—", "—")
    assert not may_break("…", "…")
    assert may_break("—", "甲")


def test_a_mark_that_clings_to_a_letter_stays_with_it() -> None:
    assert not may_break("甲", "\u0301")
    assert stretchable("甲\u0301乙", 0, 3) == [False, True]


def test_room_is_added_between_ideographs_and_around_words_only() -> None:
    assert stretchable("约30m煤", 0, 5) == [True, False, False, True]
