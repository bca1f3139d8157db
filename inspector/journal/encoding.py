"""JSON as the journal writes it: RFC 8785 over a restricted grammar, so that one value has one spelling."""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import TypeAlias

import orjson

from inspector.errors import Refused, Unreadable
from inspector.words import N_

Value: TypeAlias = "str | bool | int | list[Value] | tuple[Value, ...] | dict[str, Value]"

INTEGER_LIMIT = 2**53 - 1
DEPTH_LIMIT = 8
"""The outermost object is depth 1."""

TOO_LONG = N_("This data is longer than {limit} bytes.")
NOT_JSON = N_("This data is not JSON.")
NOT_AN_OBJECT = N_("This data is not a JSON object.")
TOO_DEEP = N_("This data is nested too deeply.")
TOO_LARGE = N_("This data holds a number that is too large.")
BAD_KEY = N_("This data holds a field whose name is not allowed.")
BAD_KIND = N_("This data holds a kind of value that is not allowed.")
BAD_TEXT = N_("This text holds half a character.")
NOT_CANONICAL = N_("This data is not spelled as the journal spells it.")


def canonical(value: Value) -> bytes:
    """Write ``value`` in its one spelling.

    Raises Refused for what the grammar does not know: floats, nothing, keys other than ``[a-z][a-z0-9_]*``,
    integers beyond ±(2^53−1), nesting beyond eight, half a surrogate pair.
    """
    fault = _fault(value, 1)
    if fault:
        raise Refused(fault)
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError:
        raise Refused(BAD_TEXT) from None


def parse(data: bytes, limit: int) -> dict[str, Value]:
    """Read an object of at most ``limit`` bytes, which must be spelled as ``canonical`` spells it.

    Raises Unreadable otherwise; duplicate keys, white space and needless escapes give another spelling.
    """
    if len(data) > limit:
        raise Unreadable(TOO_LONG, limit=limit)
    try:
        value: Value = orjson.loads(data)
    except orjson.JSONDecodeError:
        raise Unreadable(NOT_JSON) from None
    if type(value) is not dict:
        raise Unreadable(NOT_AN_OBJECT)
    fault = "" if _is_flat(value) else _fault(value, 1)
    if fault:
        raise Unreadable(fault)
    try:
        spelled = orjson.dumps(value, option=_STRICT)
    except orjson.JSONEncodeError:
        raise Unreadable(TOO_LARGE) from None
    if spelled != data:
        raise Unreadable(NOT_CANONICAL)
    return value


_STRICT = orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER
"""The limit of the integers is ``INTEGER_LIMIT``."""
_SCALARS = frozenset({str, bool, int})


def _is_flat(value: dict[str, Value]) -> bool:
    """Say whether only the size of integers is left to be asked: most are, and all entries come by here."""
    return _SCALARS.issuperset(map(type, value.values())) and _are_keys(value)


def _fault(value: object, depth: int) -> str:
    """Name what the grammar does not allow in ``value``; exact types, since a bool is an int to Python."""
    kind = type(value)
    if kind is str or kind is bool:
        return ""
    if kind is int:
        return "" if -INTEGER_LIMIT <= value <= INTEGER_LIMIT else TOO_LARGE  # type: ignore[operator]
    if kind is dict:
        fault = "" if _are_keys(value) else BAD_KEY  # type: ignore[arg-type]
        inside = value.values()  # type: ignore[attr-defined]
    elif kind is list or kind is tuple:
        fault, inside = "", value
    else:
        return BAD_KIND
    if depth > DEPTH_LIMIT:
        return TOO_DEEP
    if fault or _TEXTS.issuperset(map(type, inside)):  # most are, and this is on the way of every entry
        return fault
    for item in inside:
        if type(item) not in _TEXTS:
            fault = fault or _fault(item, depth + 1)
    return fault


_TEXTS = frozenset({str, bool})


def _are_keys(names: Collection[str]) -> bool:
    """Match all names at once: this is on the way of every entry, and five times as fast as one by one."""
    return not names or _are_fields(tuple(names))


@lru_cache(256)
def _are_fields(names: tuple[str, ...]) -> bool:
    """Match names that often come together; entries of a kind have the same ones."""
    joined = ",".join(names)
    return joined.count(",") == len(names) - 1 and _KEYS(joined) is not None


_KEYS = re.compile(r"[a-z][a-z0-9_]*(,[a-z][a-z0-9_]*)*").fullmatch
