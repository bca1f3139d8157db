"""Pages keep their margins; nothing overlaps, hangs over, stands alone or is lost."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.reports.line_breaking import NEVER_FIRST, NEVER_LAST
from inspector.reports.patrol_paper import PatrolPaper
from inspector.reports.patrol_report import build_patrol_report
from inspector.words import in_language
from tests.reports.papers import CARRIED, Word, deviation, finding, flat, full_paper, paper, photo, words

MM = 72 / 25.4
LEFT, RIGHT = 28 * MM, (28 + 156) * MM
TOP, BOTTOM = 37 * MM, (37 + 225) * MM
"""GB/T 9704-2012, 5.2."""
LONG_NAME = "示例工业园区内某某能源化工集团有限责任公司第二选煤分公司储煤及装车系统抑尘工程部"[:40]
SENTENCE = "堆场东侧约200㎡煤堆未覆盖，有扬尘；“六个百分之百”未落实（见图3、图4），已要求立即整改；"
LONG_TEXT = (SENTENCE * 70)[:3000]


def build(made: PatrolPaper, folder: Path) -> tuple[Path, list[Word]]:
    file = build_patrol_report(made, CARRIED, folder / "layout.pdf").path
    return file, words(file)


def in_text_block(found: list[Word]) -> list[Word]:
    return [word for word in found if TOP - 1 < (word.top + word.bottom) / 2 < BOTTOM + 1]


def assert_tidy(found: list[Word]) -> None:
    """Every word stands within the margins, and no two stand on each other."""
    block = in_text_block(found)
    for word in found:
        assert word.left >= LEFT - 0.5, word
        assert word.right <= RIGHT + 0.5, word
    for word in block:
        assert word.top >= TOP - 0.5, word
        assert word.bottom <= BOTTOM + 0.5, word
    for number in {word.page for word in found}:
        on_page = sorted((word for word in found if word.page == number), key=lambda word: word.top)
        for index, word in enumerate(on_page):
            for other in on_page[index + 1 :]:
                if other.top >= word.bottom - 1:
                    break
                apart = other.left >= word.right - 0.6 or other.right <= word.left + 0.6
                assert apart, (word, other)


BIG: dict[str, PatrolPaper] = {
    "one stop": paper(stops=1, findings=0, photos=0),
    "200 stops": paper(stops=200, findings=0, photos=0),
    "long finding": replace(paper(photos=0), findings=(finding(1, LONG_TEXT), finding(2))),
    "long names": replace(
        full_paper(),
        office=LONG_NAME,
        grid=LONG_NAME,
        inspectors=(LONG_NAME,) * 4,
        weather=LONG_NAME,
        number="QLS03-20261122-ABCD-EFGH-0001",
        stops=tuple(replace(stop, site=LONG_NAME, checklist=LONG_NAME) for stop in full_paper().stops),
        findings=tuple(replace(one, site=LONG_NAME, spot=LONG_NAME) for one in full_paper().findings),
        photos=tuple(replace(one, what=LONG_NAME * 2, by=LONG_NAME) for one in full_paper().photos),
        signers=tuple(replace(signer, name=LONG_NAME, role=LONG_NAME) for signer in full_paper().signers),
        present=LONG_TEXT[:400],
    ),
    "long stops": replace(
        paper(stops=4, photos=0),
        stops=tuple(
            replace(stop, note=LONG_TEXT[: 700 * number], deviations=(deviation(LONG_TEXT[:200]),) * number)
            for number, stop in enumerate(paper(stops=4).stops)
        ),
    ),
    "many findings": paper(stops=40, findings=40, photos=0),
    "many signers": replace(paper(photos=0), signers=paper().signers * 4),
    "English": replace(full_paper(), language="en"),
    "late": replace(paper(photos=0), late_reason=LONG_TEXT[:500]),
    "all refused": replace(paper(photos=0), present=LONG_TEXT),
    "late without end": replace(paper(stops=1, photos=0), late_reason=LONG_TEXT),
}


@pytest.mark.parametrize("name", BIG)
def test_words_keep_the_margins_and_never_overlap(name: str, tmp_path: Path) -> None:
    assert_tidy(build(BIG[name], tmp_path)[1])


@pytest.mark.parametrize("per_page", [2, 4, 6])
def test_photo_sheets_keep_the_margins(per_page: int, tmp_path: Path) -> None:
    made = replace(full_paper(), photos_per_page=per_page, photos=(*full_paper().photos, photo(7), photo(8)))

    assert_tidy(build(made, tmp_path)[1])


def test_the_title_stands_in_the_middle_37_mm_from_the_top(tmp_path: Path) -> None:
    file, found = build(paper(stops=1, photos=0), tmp_path)

    title = max(found, key=lambda word: word.bottom - word.top)
    assert title.page == 0
    assert (title.left + title.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)
    assert title.top == pytest.approx(TOP + 5, abs=2)
    assert title.bottom - title.top == pytest.approx(22, abs=0.5)
    assert file.exists()


def test_no_text_is_lost_where_a_row_goes_on_overleaf(tmp_path: Path) -> None:
    numbered = "".join(f"第{number}处有扬尘；" for number in range(1, 380))[:3000]
    made = replace(paper(stops=2, photos=0), findings=(finding(1, numbered), finding(2)))

    file, found = build(made, tmp_path)

    assert len({word.page for word in found}) > 3
    whole = iter(flat(file))
    assert [character for character in numbered if character not in whole] == []


def test_the_head_of_a_table_is_repeated_and_never_stands_alone(tmp_path: Path) -> None:
    for stops in (6, 15, 16, 17, 18, 40):
        made = replace(paper(stops=stops, findings=stops, photos=0), language="en")
        block = in_text_block(build(made, tmp_path)[1])
        heads = [word for word in block if word.text == "No."]
        for head in heads:
            below = [
                word
                for word in block
                if word.page == head.page
                and word.top > head.bottom
                and word.text.isdecimal()
                and abs(word.left + word.right - head.left - head.right) < 12
            ]
            assert below, f"a head alone on page {head.page} with {stops} stops"
        pages_with_rows = {word.page for word in block if word.text.endswith("号")}
        assert pages_with_rows <= {head.page for head in heads}


def test_the_number_of_a_finding_stands_on_one_line(tmp_path: Path) -> None:
    number = "QLS03-2026-WDOE-0005"
    made = replace(paper(photos=0), findings=(replace(finding(1), number=number),))

    assert number in {word.text for word in build(made, tmp_path)[1]}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_no_word_in_the_head_of_a_table_is_cut(language: str, tmp_path: Path) -> None:
    say = in_language(language)
    found = {word.text for word in build(replace(full_paper(), language=language), tmp_path)[1]}

    for head in (
        "Number and place",
        "Category",
        "What is wrong",
        "Handling",
        "Proposed term",
        "What was seen",
        "Photos",
    ):
        assert set(say(head).split()) <= found


def test_a_heading_stays_with_what_it_announces(tmp_path: Path) -> None:
    for stops in range(10, 26):
        made = replace(paper(stops=stops, findings=2, photos=2), language="en")
        block = in_text_block(build(made, tmp_path)[1])
        for heading in ("Findings", "Signatures", "Photos"):
            found = [word for word in block if word.text == heading and word.bottom - word.top > 11.9]
            assert len(found) == 1, heading
            below = [word for word in block if word.page == found[0].page and word.top > found[0].bottom]
            assert below, f"{heading} alone on a page with {stops} stops"


def test_the_signatures_stay_together(tmp_path: Path) -> None:
    for stops in range(8, 24):
        made = replace(paper(stops=stops, findings=0, photos=0), language="en")
        found = build(made, tmp_path)[1]
        assert len({word.page for word in found if word.text in {"(signature)", "(seal)", "(year)"}}) == 1


CLAUSES = (
    "煤堆未覆盖，",
    "（见图3）",
    "“六个百分之百”",
    "……",
    "——",
    "《条例》第8条；",
    "30%",
    "PM10",
    "、",
    "。",
    "［2026］",
    "场",
    "K12–K15段",
)


@settings(max_examples=15)
@given(st.lists(st.sampled_from(CLAUSES), min_size=20, max_size=30))
def test_no_line_on_paper_begins_or_ends_with_a_forbidden_mark(
    tmp_path_factory: pytest.TempPathFactory, clauses: list[str]
) -> None:
    text = re.sub("[、。…—%]{6,}", "……", "".join(clauses))
    made = replace(paper(stops=1, photos=0), findings=(finding(1, text),), language="en")
    found = in_text_block(build(made, tmp_path_factory.mktemp("marks"))[1])

    # The column of what is wrong begins 71 mm into the text block and is 41 mm wide.
    column = [word for word in found if word.left >= LEFT + 71 * MM and word.right <= LEFT + 112 * MM]
    first = next(word for word in column if word.text == "[serious]")
    lines: dict[int, str] = {}
    for word in column:
        if word.page == first.page and word.top > first.top - 2:
            lines[round(word.top)] = lines.get(round(word.top), "") + word.text

    assert "".join(lines.values()) == f"[serious]{text}"
    for line, following in pairwise(lines.values()):
        assert line[-1] not in NEVER_LAST, (line, following)
        assert following[0] not in NEVER_FIRST, (line, following)
