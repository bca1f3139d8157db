"""A table written as JSON or GeoJSON, as our own export writes it: a row for each object."""

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

import orjson

from inspector.errors import Unreadable
from inspector.tables.table import MOST_COLUMNS, MOST_ROWS, NO_ROWS, TOO_MANY_ROWS, Table, TableRow, table_of
from inspector.words import N_

NO_LIST = N_("{file} is JSON, but no list of objects that have the same fields.")
BROKEN = N_("{file} begins as JSON and is cut short or damaged.")
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*(?:\{|\]\s*$)|\{\s*\")")
_MOST_VALUES = 4 * MOST_ROWS
"""Objects and lists of a file, so that a file of nothing else takes no more memory than a table does."""
_BETWEEN = "、"
NAMELESS = "?"


def is_json(data: bytes) -> bool:
    """Say whether ``data`` begins as a list of objects, or an object."""
    return bool(_BEGINS.match(data[:1024]))


def read_json(file: str, data: bytes) -> Table:
    """Read a list of objects, or the features of a GeoJSON; a point without longitude of its own gives it.

    Row 2 is the first object, as below a row of names. Raises Unreadable, in one sentence, for anything else.
    """
    if data.count(b"{") + data.count(b"[") > _MOST_VALUES:
        raise Unreadable(TOO_MANY_ROWS, file=file, most=MOST_ROWS)
    try:
        value = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        raise Unreadable(BROKEN, file=file) from None
    found = value.get("features") if isinstance(value, dict) else value
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Unreadable(NO_LIST, file=file)
    if not found:
        raise Unreadable(NO_ROWS, file=file)
    if len(found) > MOST_ROWS:
        raise Unreadable(TOO_MANY_ROWS, file=file, most=MOST_ROWS)
    objects = [_properties(one) for one in found] if isinstance(value, dict) else found
    names = tuple(islice(dict.fromkeys(name for one in objects for name in one), MOST_COLUMNS + 1))
    rows = [
        TableRow(number, tuple(_text(one.get(name)) for name in names))
        for number, one in enumerate(objects, 2)
    ]
    head = TableRow(1, tuple(name or NAMELESS for name in names))
    return table_of(file, [head, *rows], encoding="utf-8", is_headed=True)


def _properties(feature: Mapping[str, Any]) -> dict[str, Any]:
    told = feature.get("properties")
    facts = dict(told) if isinstance(told, dict) else {}
    match feature.get("geometry"):
        case {"type": "Point", "coordinates": [longitude, latitude, *_]}:
            facts = {"longitude": longitude, "latitude": latitude} | facts
    return facts


def _text(value: object) -> str:
    """Give a value as a cell holds it; what is an object itself has no place in one."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return _BETWEEN.join(map(_text, value))
    return "" if value is None or isinstance(value, dict) else str(value)
