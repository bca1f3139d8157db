"""Every character is printed in a font that has it, and is read back as what it is."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.reports.fonts import NO_GLYPH, Face, Fonts, paragraphs, printable, to_unicode
from inspector.reports.patrol_report import build_patrol_report
from inspector.reports.report_writing import unprintable
from tests.reports.papers import CARRIED, CHARACTERS, finding, flat, paper

OFFICIAL = "".join((CHARACTERS / "tgh-8105.txt").read_text("utf-8").split())
RARE = "".join((CHARACTERS / "rare-names.txt").read_text("utf-8").split())
SYMBOLS = "℃²³㎡‰№①〔〕☑☐✓αβ≤≥±×÷→￥"


@pytest.mark.parametrize(
    "characters", [OFFICIAL, RARE, "喆堃鋆䴙䴘㙟𬭎𬱖" + SYMBOLS], ids=["8105", "rare", "design"]
)
def test_official_characters_rare_names_and_symbols_print_and_extract(
    tmp_path: Path, characters: str
) -> None:
    made = replace(paper(stops=1, photos=0), findings=(finding(1, characters),))

    built = build_patrol_report(made, CARRIED, tmp_path / "characters.pdf")

    assert built.missing_characters == ()
    found = iter(flat(built.path))
    assert [character for character in characters if character not in found] == []


@pytest.mark.parametrize("face", Face)
def test_the_first_file_of_a_face_that_has_a_character_draws_it(face: Face) -> None:
    fonts = Fonts()

    plain, rare = fonts.glyphs("中㐀", face)

    assert plain.font.name == "F1"
    assert rare.font.name == "F2"
    assert [font.name for font in fonts.embedded] == ["F1", "F2"]


def test_a_character_without_a_font_is_a_geta_mark_and_is_reported_once() -> None:
    fonts = Fonts()

    glyphs = fonts.glyphs("甲\U0001f600乙ཀ\U0001f600", Face.BODY)

    assert "".join(glyph.character for glyph in glyphs) == f"甲{NO_GLYPH}乙{NO_GLYPH}{NO_GLYPH}"
    assert fonts.missing_characters == ("\U0001f600", "ཀ")


def test_characters_that_will_not_print_are_known_before_the_report_is_built(tmp_path: Path) -> None:
    made = replace(paper(photos=0), weather="晴\U0001f600", inspectors=("示例\nཀ\u200b",))

    built = build_patrol_report(made, CARRIED, tmp_path / "missing.pdf")

    assert sorted(unprintable(made)) == sorted(built.missing_characters) == sorted(["\U0001f600", "ཀ"])
    assert NO_GLYPH in flat(built.path)


def test_a_character_has_one_code_in_its_document() -> None:
    fonts = Fonts()

    first = fonts.glyphs("中国中", Face.BODY)
    strong = fonts.glyphs("中", Face.STRONG)

    assert first[0] is first[2]
    assert [glyph.code for glyph in first] == ["0001", "0002", "0001"]
    assert strong[0].code == "0001"
    assert strong[0].font is not first[0].font


def test_widths_are_those_of_the_font() -> None:
    assert Fonts().width("中国", Face.BODY) == 2.0
    assert Fonts().width("", Face.TITLE) == 0


def test_a_fallback_shared_by_faces_is_embedded_once() -> None:
    fonts = Fonts()

    fonts.glyphs("㐀", Face.BODY)
    fonts.glyphs("㐀", Face.TITLE)

    assert len(fonts.embedded) == 1


def test_what_has_no_shape_is_not_printed() -> None:
    assert printable("甲\u200b乙\ufe0f\x07丙\u202e\t丁") == "甲乙丙 丁"


def test_lines_as_typed_are_kept() -> None:
    assert paragraphs("甲\r\n乙\r丙\u2028丁\n") == ["甲", "乙", "丙", "丁", ""]


@given(st.lists(st.characters(exclude_categories=("Cs", "Cc")), unique=True, max_size=250))
def test_codes_map_back_to_any_character_in_blocks_of_at_most_a_hundred(characters: list[str]) -> None:
    lines = to_unicode([ord(character) for character in characters]).decode("ascii").splitlines()

    read = [line.split()[1].strip("<>") for line in lines if line.startswith("<") and line != "<0000> <FFFF>"]
    counts = [int(line.split()[0]) for line in lines if line.endswith("beginbfchar")]
    assert [bytes.fromhex(code).decode("utf-16-be") for code in read] == characters
    assert sum(counts) == len(characters)
    assert all(count <= 100 for count in counts)
