"""One value has one spelling."""

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import Refused, Unreadable
from inspector.journal.encoding import INTEGER_LIMIT, Value, canonical, parse

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
SCALARS = st.text(max_size=12) | st.booleans() | st.integers(-INTEGER_LIMIT, INTEGER_LIMIT)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)
OBJECTS = st.dictionaries(NAMES, VALUES, max_size=5)
LIMIT = 100_000


def deep(containers: int) -> Value:
    value: Value = 1
    for _ in range(containers):
        value = [value]
    return value


@given(OBJECTS)
def test_what_is_written_is_read_back_and_written_alike(value) -> None:
    data = canonical(value)
    assert parse(data, LIMIT) == value
    assert canonical(parse(data, LIMIT)) == data


@given(OBJECTS)
def test_the_spelling_is_that_of_rfc_8785(value) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(OBJECTS, st.data())
def test_a_changed_byte_is_refused_or_another_value_in_its_own_spelling(value, data) -> None:
    whole = canonical(value)
    place = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda other: other != whole[place]))
    changed = whole[:place] + bytes([byte]) + whole[place + 1 :]
    try:
        read = parse(changed, LIMIT)
    except Unreadable:
        return
    assert read != value
    assert canonical(read) == changed


@given(OBJECTS, st.data())
def test_a_cut_object_is_none(value, data) -> None:
    whole = canonical(value)
    with pytest.raises(Unreadable):
        parse(whole[: data.draw(st.integers(0, len(whole) - 1))], LIMIT)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_a_sentence(data) -> None:
    try:
        value = parse(data, LIMIT)
    except Unreadable:
        return
    assert canonical(value) == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"1",
        b"null",
        b'{"a":null}',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":-0}',
        b'{"a":NaN}',
        b'{"a":9007199254740992}',
        b'{"a":-9007199254740992}',
        b'{"a":99999999999999999999}',
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b'{"b":1,"a":2}',
        b'{"A":1}',
        b'{"":1}',
        b'{"a,b":1}',
        b'{"a":{"1":1}}',
        b'{"a":"\\u0041"}',
        b'{"a":"\\/"}',
        b'{"a":"\\ud800"}',
        b'{"a":"\xed\xa0\x80"}',
        b'{"a":"\xff"}',
        b'\xef\xbb\xbf{"a":1}',
        b'{"a":1}\n',
        b' {"a":1}',
        b'{"a": 1}',
        b'{"a":1',
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b'{"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}",
    ],
    ids=lambda data: repr(data[:30]),
)
def test_what_the_grammar_does_not_know_is_refused(data) -> None:
    with pytest.raises(Unreadable):
        parse(data, 1_000_000)


def test_eight_levels_are_allowed_and_nine_are_not() -> None:
    data = canonical({"a": deep(7)})
    assert parse(data, LIMIT) == {"a": deep(7)}
    with pytest.raises(Refused, match="nested"):
        canonical({"a": deep(8)})
    with pytest.raises(Unreadable, match="nested"):
        parse(data.replace(b"1", b"[1]"), LIMIT)


def test_the_limit_counts_bytes_and_is_said() -> None:
    data = canonical({"a": "扬尘"})
    assert parse(data, len(data)) == {"a": "扬尘"}
    with pytest.raises(Unreadable, match=f"longer than {len(data) - 1} bytes"):
        parse(data, len(data) - 1)


@pytest.mark.parametrize(
    "value",
    [
        {"a": 1.5},
        {"a": None},
        {"a": b"bytes"},
        {"A": 1},
        {"a": 2**53},
        {"a": "\ud800"},
        {"a": [{"b c": 1}]},
        {"a": {1, 2}},
    ],
    ids=repr,
)
def test_what_no_reader_would_take_is_never_written(value) -> None:
    with pytest.raises(Refused):
        canonical(value)


def test_fields_are_sorted_and_tuples_written_as_arrays() -> None:
    assert canonical({"b": (1, "x"), "a": True, "a_1": {}}) == b'{"a":true,"a_1":{},"b":[1,"x"]}'


def test_a_text_by_itself_has_one_spelling_too() -> None:
    assert canonical("扬尘") == '"扬尘"'.encode()
