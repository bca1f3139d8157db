"""The text of a day for a chat, and the picture of its photos."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from inspector.errors import Unreadable
from inspector.model.finding_state import Severity
from inspector.model.patrol import PatrolKind
from inspector.periods import at
from inspector.reports.collage import MOST, WIDTH, Tile, build_collage
from inspector.reports.day_text import DayFacts, DayFinding, day_text, without_numbers
from inspector.reports.patrol_paper import Handling
from inspector.words import in_language
from tests.pictures.made import encoded, scene

DAY = date(2026, 11, 22)
ENGLISH, CHINESE = in_language("en"), in_language("zh_CN")
FOUND = DayFinding(
    site="示例焦化厂",
    spot="堆场东侧",
    text="料堆未覆盖。",
    severity=Severity.SERIOUS,
    handling=Handling.REPORTED,
    term_days=7,
)
FACTS = DayFacts(
    language="en",
    grid="示例村网格",
    day=DAY,
    people=("示例甲", "示例乙"),
    kinds=(PatrolKind.DAILY, PatrolKind.NIGHT),
    began=at(DAY, "09:00", 480),
    ended=at(DAY, "12:00", 480),
    weather="晴",
    stops=14,
    late=0,
    photos=40,
    findings=(
        FOUND,
        replace(FOUND, handling=Handling.PUT_RIGHT, site="", spot="", severity=Severity.MINOR),
        replace(FOUND, handling=Handling.REPORTED, spot="", term_days=0),
        replace(FOUND, handling=Handling.OPEN, spot="", term_days=None),
    ),
)


def test_everything_is_said_once_and_counted() -> None:
    assert day_text(FACTS, ENGLISH).splitlines() == [
        "[示例村网格] Patrol of 22 Nov 2026, Sunday",
        "示例甲, 示例乙, daily patrol, night patrol, 09:00–12:00; weather: 晴.",
        "14 stops, 40 photos. 4 findings: put right on the spot 1, reported to the office 2, still open 1.",
        "1. 示例焦化厂 · 堆场东侧: 料堆未覆盖 (serious); reported to the office, proposed: 7 days.",
        "2. 料堆未覆盖 (minor); put right on the spot.",
        "3. 示例焦化厂: 料堆未覆盖 (serious); reported to the office, proposed: at once.",
        "4. 示例焦化厂: 料堆未覆盖 (serious); still open.",
    ]


def test_that_nothing_was_found_is_said_and_late_entries_are_not_hidden() -> None:
    quiet = replace(FACTS, findings=(), weather="", ended=None, late=1, is_sample=True)
    assert day_text(quiet, ENGLISH).splitlines()[1:] == [
        "示例甲, 示例乙, daily patrol, night patrol, 09:00–going on.",
        "14 stops, 40 photos. Nothing was found.",
        "1 stop is a late entry.",
        "Sample data, no real record",
    ]


def test_it_is_written_in_the_language_of_the_office() -> None:
    assert "2026年11月22日" in day_text(FACTS, CHINESE)


@pytest.mark.parametrize(
    "typed",
    [
        "13812345678",
        "138 1234 5678",
        "+86 138-1234-5678",
        "0477-8123456",
        "(0477)8123456",
        "15030219900101123X",
    ],
)
def test_no_telephone_and_no_identity_card_leaves(typed: str) -> None:
    facts = replace(FACTS, findings=(replace(FOUND, text=f"业主电话{typed}，料堆未覆盖"),))
    text = day_text(facts, ENGLISH)
    assert "业主电话***，料堆未覆盖" in text
    assert typed not in text


def test_other_numbers_stay() -> None:
    text = "K12+300处约200㎡，编号SLX0101-2026-ABCD-001，坐标39.7812345, 106.8123456，2026-11-22 09:14"
    assert without_numbers(text) == text


@given(st.from_regex(r"1[3-9]\d{9}", fullmatch=True), st.text(alphabet="料堆，: ", max_size=9))
def test_a_mobile_number_is_hidden_wherever_it_stands(number: str, around: str) -> None:
    assert number not in without_numbers(f"{around}{number}{around}")


def shown(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


@pytest.mark.parametrize(
    ("count", "columns", "rows"), [(1, 1, 1), (2, 2, 1), (4, 2, 2), (5, 3, 2), (12, 3, 3)]
)
def test_the_picture_has_room_for_nine_and_no_more(count: int, columns: int, rows: int) -> None:
    photo = encoded(scene(400, 300))
    made = build_collage("示例村网格 2026-11-22", [Tile(photo, f"stop {n}") for n in range(count)])
    image = shown(made.data)
    assert (made.width, image.size, image.format) == (WIDTH, (made.width, made.height), "JPEG")
    assert not image.getexif()
    width = (WIDTH - 12 * (columns + 1)) // columns
    assert abs(made.height - (70 + rows * (width * 3 // 4 + 48))) <= rows
    assert MOST == 9


def test_a_photo_stands_whole_in_its_room(tmp_path: Path) -> None:
    file = tmp_path / "tall.png"
    Image.new("RGB", (300, 1_600), (200, 30, 30)).save(file)
    image = shown(build_collage("", [Tile(file, "")]).data).convert("RGB")
    middle = image.height // 2
    row = image.crop((0, middle, image.width, middle + 1)).tobytes()
    assert abs(sum(red > green + 100 for red, green in zip(row[::3], row[1::3], strict=True)) - 150) < 9


def test_a_long_caption_ends_with_dots_and_rare_characters_are_drawn() -> None:
    photo = encoded(scene(40, 30))
    short = shown(build_collage("喆", [Tile(photo, "㙟")] * 4).data)
    long = shown(build_collage("喆" * 99, [Tile(photo, "㙟" * 99)] * 4).data)
    assert short.size == long.size

    def ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
        return sum(image.convert("L").crop(box).histogram()[:128])

    caption = (0, 70 + 390, 540, 70 + 390 + 46)
    assert ink(short, caption) > 0
    assert ink(long, caption) > 5 * ink(short, caption)
    edge = (WIDTH - 12, 0, WIDTH, 60)
    assert ink(long, edge) == 0


def test_a_photo_that_cannot_be_read_is_a_sentence() -> None:
    with pytest.raises(Unreadable):
        build_collage("", [Tile(b"no picture", "")])
