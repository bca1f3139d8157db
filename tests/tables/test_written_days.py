"""Days in cells are read as people write them; what was guessed is said."""

from datetime import date

import pytest

from inspector.errors import Unreadable
from inspector.tables.written_days import COUNTED, NO_YEAR, SHORT_YEAR, written_day

NEAR = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day", "doubt"),
    [
        ("2026-11-20", date(2026, 11, 20), None),
        ("2026.11.20", date(2026, 11, 20), None),
        ("２０２６年１１月２０日", date(2026, 11, 20), None),
        ("2026年11月20号", date(2026, 11, 20), None),
        ("20261120", date(2026, 11, 20), None),
        ("26.11.20", date(2026, 11, 20), SHORT_YEAR),
        ("46346", date(2026, 11, 20), COUNTED),
        ("11月20日", date(2026, 11, 20), NO_YEAR),
        ("11.20", date(2026, 11, 20), NO_YEAR),
        ("11/2", date(2026, 11, 2), NO_YEAR),
        ("1月5日", date(2027, 1, 5), NO_YEAR),
        ("2月29日", date(2028, 2, 29), NO_YEAR),
    ],
)
def test_a_day_is_read_and_a_guess_is_said(text: str, day: date, doubt: str | None) -> None:
    meant = written_day(text, NEAR)
    assert meant.value == day
    assert (meant.doubt.sentence if meant.doubt else None) == doubt


@pytest.mark.parametrize("text", ["月底", "11.2", "13月1日", "2月30日", "26.13.1", "2026-02-30", ""])
def test_what_is_no_day_is_refused_with_what_stands_there(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        written_day(text, NEAR)
    assert caught.value.values == {"value": text}
