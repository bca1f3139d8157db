"""Names of subjects."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from inspector.model.ids import UUID_PATTERN, uuid7


@given(st.integers(0, 2**48 - 1), st.binary(max_size=16))
def test_a_uuid7_says_its_time_and_its_version(ts, chance):
    text = uuid7(ts, chance)
    parsed = UUID(text)
    assert UUID_PATTERN.fullmatch(text)
    assert (parsed.version, parsed.variant, parsed.int >> 80) == (7, "specified in RFC 4122", ts)


def test_later_names_sort_after_earlier_ones_and_chance_tells_them_apart():
    assert uuid7(1, b"\xff" * 10) < uuid7(2, b"")
    assert uuid7(1, b"a" * 10) != uuid7(1, b"b" * 10)
