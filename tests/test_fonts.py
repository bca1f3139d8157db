"""The bundled fonts can write every name and every official character, may be embedded, and stay small."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from reportlab.pdfbase import ttfonts

FONTS = Path(__file__).parents[1] / "resources" / "fonts"
CHARACTERS = Path(__file__).parent / "data" / "characters"

BODY = "FandolFang-Regular.ttf"
FALLBACK = "NotoSerifSC-Regular.ttf"
TITLE = "NotoSerifSC-Black.ttf"
HEADING = "NotoSansSC-Bold.ttf"
SCREEN = "NotoSansSC-Regular.ttf"
ALL = (BODY, FALLBACK, TITLE, HEADING, SCREEN)

NAMES_OF_THE_DESIGN = "喆堃鋆䴙䴘㙟𬭎𬱖"
SYMBOLS = (
    "℃²³㎡㎥√①⑩〔〕☑☒☐✓✔✗〓—…“”‘’·×÷±≤≥≠≈μµ§№⟦⟧《》「」【】、。，；：！？（）％‰°′″￥¥€→←↑↓■□●○▲△★☆※"
    "ⅠⅫ㈠⑴₂₅⁻⁶ΩαβЖя"
)
PASTED_INVISIBLY = "\u00a0\u00ad\u200b\u200d\u2011\u2060\ufe0f\ufeff"

EMBEDDING_RESTRICTED = 0x0002
SUBSETTING_FORBIDDEN = 0x0300
LICENCE_NAME = 13


def covered(name: str) -> set[str]:
    with TTFont(FONTS / name, lazy=True) as font:
        return {chr(code) for code in font.getBestCmap()}


def listed(name: str) -> set[str]:
    return set("".join((CHARACTERS / name).read_text(encoding="utf-8").split()))


def gb2312() -> set[str]:
    rows = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return set("".join(pair.decode("gb2312", errors="ignore") for pair in rows))


def test_the_lists_are_whole() -> None:
    assert len(listed("tgh-8105.txt")) == 8105
    assert set(NAMES_OF_THE_DESIGN) <= listed("rare-names.txt")


def test_paper_can_write_every_standard_character_rare_name_and_symbol() -> None:
    on_paper = covered(BODY) | covered(FALLBACK)
    wanted = (
        listed("tgh-8105.txt") | listed("rare-names.txt") | gb2312() | set(SYMBOLS) | set(PASTED_INVISIBLY)
    )
    assert wanted - on_paper == set()


@pytest.mark.parametrize("name", [FALLBACK, TITLE, HEADING, SCREEN])
def test_each_noto_font_alone_writes_gb2312_the_standard_list_and_rare_names(name: str) -> None:
    wanted = (
        gb2312() | listed("tgh-8105.txt") | listed("rare-names.txt") | set(SYMBOLS) | set(PASTED_INVISIBLY)
    )
    assert wanted - covered(name) == set()


def test_the_body_writes_gb2312_by_itself() -> None:
    ideographs = {char for char in gb2312() if "\u4e00" <= char <= "\u9fff"}
    assert len(ideographs) == 6763
    assert ideographs <= covered(BODY)


def test_the_fallback_is_not_cut() -> None:
    assert {chr(code) for code in range(0x3400, 0x4DB6)} <= covered(FALLBACK)
    assert {chr(code) for code in range(0x4E00, 0x9FA6)} <= covered(FALLBACK)


def test_all_fonts_together_stay_within_32_megabytes() -> None:
    assert {path.name for path in FONTS.glob("*.ttf")} == set(ALL)
    assert sum((FONTS / name).stat().st_size for name in ALL) <= 32_000_000


@pytest.mark.parametrize("name", ALL)
def test_reportlab_reads_the_font_and_finds_what_it_covers(name: str) -> None:
    face = ttfonts.TTFont(Path(name).stem, str(FONTS / name)).face
    assert {chr(code) for code in face.charToGlyph} >= covered(name)
    assert face.name.decode() == Path(name).stem


@pytest.mark.parametrize("name", ALL)
def test_a_part_of_the_font_may_be_embedded(name: str) -> None:
    with TTFont(FONTS / name, lazy=True) as font:
        rights = font["OS/2"].fsType
    assert rights & SUBSETTING_FORBIDDEN == 0
    assert rights != EMBEDDING_RESTRICTED


@pytest.mark.parametrize(
    ("name", "family", "owner", "licence"),
    [
        (BODY, "FandolFang", "Fandol team", "GNU General Public License version 3, with the font exception"),
        (FALLBACK, "Noto Serif SC", "Adobe", "SIL Open Font License, Version 1.1"),
        (TITLE, "Noto Serif SC", "Adobe", "SIL Open Font License, Version 1.1"),
        (HEADING, "Noto Sans SC", "Adobe", "SIL Open Font License, Version 1.1"),
        (SCREEN, "Noto Sans SC", "Adobe", "SIL Open Font License, Version 1.1"),
    ],
)
def test_the_font_says_its_name_owner_and_licence(name: str, family: str, owner: str, licence: str) -> None:
    with TTFont(FONTS / name, lazy=True) as font:
        assert family in font["name"].getBestFamilyName()
        assert owner in font["name"].getDebugName(0)
        assert licence in font["name"].getDebugName(LICENCE_NAME)


def test_the_converted_font_tells_of_its_conversion_and_keeps_the_exception() -> None:
    with TTFont(FONTS / BODY, lazy=True) as font:
        assert "converted from FandolFang-Regular.otf" in font["name"].getDebugName(10)
    assert "We extend this exception" in (FONTS / "NOTICE-Fandol.md").read_text(encoding="utf-8")
    assert "GPL font exception" in (FONTS / "README-Fandol.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("LICENSE-Fandol.txt", "GNU GENERAL PUBLIC LICENSE"),
        ("LICENSE-NotoSansSC.txt", "SIL OPEN FONT LICENSE"),
        ("LICENSE-NotoSerifSC.txt", "SIL OPEN FONT LICENSE"),
    ],
)
def test_the_licence_lies_beside_the_fonts(name: str, title: str) -> None:
    assert title in (FONTS / name).read_text(encoding="utf-8")
