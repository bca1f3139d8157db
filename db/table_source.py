"""A list that leaves as a table: the question behind it, its columns, and the rows a filter lets through."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from db.connection import Reader
from inspector.errors import Refused
from inspector.model.site import DEGREE
from inspector.periods import Instant
from inspector.tables.writing import OutColumn, OutRow, Point
from inspector.words import N_, _

UNKNOWN_FIELD = N_("Nothing is called {field}; there are: {fields}.")
UNKNOWN_VALUE = N_("“{value}” is not known here; there are: {known}.")
SEPARATOR = "、"

Values: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class OutList:
    """A list with its title, and a way to its rows that keeps one in memory at a time."""

    title: str
    columns: tuple[OutColumn, ...]
    rows: Iterator[OutRow]


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """A column of the answer; its ``kind`` says how it is read: ``day``, ``instant`` (two columns), ``list``.

    ``words`` name each value, or each of a list of them; without a title it is for machines.
    """

    key: str
    title: str
    width: int = 14
    kind: str = ""
    words: Mapping[Any, str] | None = None


Ask: TypeAlias = Callable[[str, date], tuple[str, Values]]
"""Turns what a filter wants, as of a day, into a condition with its values. Raises Refused."""


@dataclass(frozen=True, slots=True)
class TableSource:
    """The question behind a list: its columns in the order of the answer, with the names of their words.

    ``query`` has ``{condition}`` where ``asks``, filters by what is no column, go; with ``place`` the columns
    longitude and latitude are its point.
    """

    title: str
    query: str
    columns: tuple[SourceColumn, ...]
    place: bool = False
    asks: Mapping[str, Ask] = field(default_factory=dict)


def rows_of(
    reader: Reader, source: TableSource, only: Sequence[tuple[str, str]], *, today: date, whole: bool
) -> OutList:
    """Give the list; ``whole`` has columns without a title too.

    A filter given several times lets through what fulfils one of its values. Raises Refused for a filter or
    a value there is not.
    """
    columns_by_key = {column.key: column for column in source.columns}
    asked: dict[str, list[str]] = {}
    values = dict[str, object](today=today.isoformat())
    compared: dict[str, set[str]] = {}
    for at, (name, wanted) in enumerate(only):
        if name in source.asks:
            condition, more = source.asks[name](wanted, today)
            for value in more:
                condition = condition.replace(f":{value}", f":{value}_{at}")
            asked.setdefault(name, []).append(condition)
            values |= {f"{value}_{at}": told for value, told in more.items()}
        elif name in columns_by_key:
            _must_be_known(columns_by_key[name], wanted)
            compared.setdefault(name, set()).add(wanted)
        else:
            fields = dict.fromkeys((*source.asks, *columns_by_key))
            raise Refused(UNKNOWN_FIELD, field=name, fields=SEPARATOR.join(fields))
    conditions = ["1", *(f"({' OR '.join(each)})" for each in asked.values())]
    query = source.query.replace("{condition}", " AND ".join(conditions))
    shown = [at for at, one in enumerate(source.columns) if one.kind != "body" and (whole or one.title)]
    columns = tuple(_out_column(source.columns[at]) for at in shown)
    answers = reader.connection.execute(query, values)
    return OutList(_(source.title), columns, _rows(source, answers, shown, compared))


def _rows(
    source: TableSource, answers: Iterator[Any], shown: Sequence[int], only: Mapping[str, set[str]]
) -> Iterator[OutRow]:
    keys = [column.key for column in source.columns]
    for answer in answers:
        values = list(_values(source, iter(answer)))
        if all(
            wanted & _spellings(source.columns[keys.index(key)], values[keys.index(key)])
            for key, wanted in only.items()
        ):
            told = dict(zip(keys, values, strict=True))
            point = None
            if source.place and told["longitude"] is not None:
                point = Point(told["longitude"], told["latitude"])
            yield OutRow(tuple(values[at] for at in shown), point, told.get("body"), told.get("id") or "")


def _values(source: TableSource, answer: Iterator[Any]) -> Iterator[Any]:
    for column in source.columns:
        value = next(answer)
        match column.kind:
            case "instant":
                zone = next(answer)
                yield None if value is None else Instant(value, zone)
            case "day":
                yield date.fromisoformat(value) if value else None
            case "degrees":
                yield None if value is None else value / DEGREE
            case "truth":
                yield bool(value)
            case "body":
                yield None if value is None else json.loads(value)
            case "list":
                yield json.loads(value) if value else []
            case _:
                yield value


def _must_be_known(column: SourceColumn, wanted: str) -> None:
    """Raise Refused for what is none of a column's words, with those there are."""
    words = column.words or {}
    if words and not any(wanted in {str(value), _said(words, value)} for value in words):
        known = SEPARATOR.join(str(value) for value in words if value)
        raise Refused(UNKNOWN_VALUE, value=wanted, known=known)


def _spellings(column: SourceColumn, value: Any) -> set[str]:
    """Give how a value may be written in a filter: as machines do, or as people read it."""
    if isinstance(value, bool):
        return {str(value).lower(), str(int(value)), _truth(value)}
    if isinstance(value, Instant):
        return {f"{value.day}", f"{value.local:%Y-%m-%d %H:%M}"}
    words = column.words or {}
    if isinstance(value, list):
        return {spelling for one in value for spelling in (str(one), _said(words, one))}
    return {str(value), _said(words, value)}


def _out_column(column: SourceColumn) -> OutColumn:
    words = column.words or {}
    said: Callable[[Any], Any] | None = None
    if column.kind == "list":
        said = lambda values: SEPARATOR.join(_said(words, one) for one in values)  # noqa: E731 - what a column says is a function
    elif column.words is not None:
        said = lambda value: _said(words, value)  # noqa: E731 - as above
    elif column.kind == "truth":
        said = _truth
    title = _(column.title) if column.title else column.key
    return OutColumn(column.key, title, column.width, column.kind == "code", said)


def _said(words: Mapping[Any, str], value: object) -> str:
    """Give the word for a value; without one it speaks for itself."""
    word = words.get(value)
    return _(word) if word else str(value)


def _truth(value: object) -> str:
    return _("yes") if value else _("no")
