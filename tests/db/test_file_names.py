"""Names of foreign files: shown as they are, without what would mislead or break a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from db.file_names import LONGEST, shown_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("IMG_20261122_091405.jpg", "IMG_20261122_091405.jpg"),
        ("微信图片_20261122091405.jpg", "微信图片_20261122091405.jpg"),
        ("..", ".."),
        ("a\r\nb\t\x1b[31m.jpg", "ab[31m.jpg"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("\ufeff\u200f现场\u2028.jpg", "现场.jpg"),
        ("👨‍👩‍👧 🏭.jpg", "👨‍👩‍👧 🏭.jpg"),
        ("caf\udce9.jpg", "caf.jpg"),
        ("cafe\u0301.jpg", "café.jpg"),
        ("\x00\x07", "?"),
        ("", "?"),
    ],
)
def test_what_misleads_is_left_out_and_all_else_stays(name: str, shown: str) -> None:
    assert shown_name(name) == shown


def test_of_a_name_of_300_characters_beginning_and_ending_stay() -> None:
    shown = shown_name("现场" * 148 + ".jpg")
    assert len(shown) == LONGEST
    assert shown.startswith("现场现场")
    assert shown.endswith("….jpg")


@given(some.text(max_size=300))
def test_every_name_becomes_one_short_line_that_can_be_written(name: str) -> None:
    shown = shown_name(name)
    assert 0 < len(shown) <= LONGEST
    assert len(shown.splitlines()) == 1
    assert shown.encode()
    assert shown_name(shown) == shown
