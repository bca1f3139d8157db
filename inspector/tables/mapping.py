"""Which column holds what: proposed by names, remembered, chosen."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from inspector.errors import Refused
from inspector.tables.fields import Field, names_of, normal_name
from inspector.tables.table import Table
from inspector.words import N_

NO_COLUMN = N_("No column holds “{field}”. Say which one does; the columns are: {columns}.")
UNKNOWN_COLUMN = N_("There is no column called {column}; the columns are: {columns}.")
UNKNOWN_FIELD = N_("Nothing is called {field}; a column can hold: {fields}.")
_MOST, _LONGEST = 40, 30
"""Columns named in a sentence, and letters of each."""
CHOSEN_TWICE = N_("Two columns are to hold “{field}”; choose one.")


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The column, counted from 0, of each field that has one; do not change the mapping."""

    columns: Mapping[str, int]

    def holding(self, field: str, column: int | None) -> "ColumnMap":
        """Let ``column`` hold ``field`` and nothing else; with ``None`` nothing does."""
        kept = {name: at for name, at in self.columns.items() if name != field and at != column}
        return ColumnMap(kept if column is None else kept | {field: column})

    def field_of(self, column: int) -> str:
        """Give what a column holds; nothing for one that is left out."""
        return next((name for name, at in self.columns.items() if at == column), "")


def propose(table: Table, fields: Sequence[Field], remembered: Mapping[str, str] | None = None) -> ColumnMap:
    """Propose what each column holds: as ``remembered`` (field by name of the column), else by its name.

    A column that is called like two fields holds the one that is called so first.
    """
    if remembered is not None:
        places = {name: at for at, name in enumerate(table.columns)}
        known = {field.name for field in fields}
        return ColumnMap(
            {told: places[name] for name, told in remembered.items() if told in known and name in places}
        )
    columns: dict[str, int] = {}
    for field in fields:
        names = names_of(field)
        for at, column in enumerate(table.columns):
            if at not in columns.values() and normal_name(column) in names:
                columns[field.name] = at
                break
    return ColumnMap(columns)


def chosen(
    table: Table, fields: Sequence[Field], proposed: ColumnMap, choices: Iterable[tuple[str, str]]
) -> ColumnMap:
    """Put ``choices``, pairs of a column's name and a field's name or title, over what was proposed.

    A column is also called by its letter (``C``) or number (``3``). Raises Refused for what there is not.
    """
    columns = proposed
    taken: set[str] = set()
    for column, wanted in choices:
        at = _place_of(table, column)
        field = next((one for one in fields if normal_name(wanted) in names_of(one)), None)
        if at is None:
            raise Refused(UNKNOWN_COLUMN, column=column, columns=_listed(table.columns))
        if field is None:
            raise Refused(UNKNOWN_FIELD, field=wanted, fields=_listed(one.name for one in fields))
        if field.name in taken:
            raise Refused(CHOSEN_TWICE, field=field.name)
        taken.add(field.name)
        columns = columns.holding(field.name, at)
    return columns


def check_map(
    table: Table, fields: Sequence[Field], columns: ColumnMap, *, instead: Mapping[str, str]
) -> None:
    """Raise Refused unless every field that is needed has a column, or the field that may stand for it."""
    for field in fields:
        if field.required and not {field.name, instead.get(field.name, "")} & set(columns.columns):
            raise Refused(NO_COLUMN, field=Refused(field.title), columns=_listed(table.columns))


def fingerprint(table: Table) -> str:
    """Give 16 hex digits that tables with the same names of columns share."""
    names = "\n".join(normal_name(column) for column in table.columns)
    return hashlib.sha256(names.encode()).hexdigest()[:16]


def to_remember(table: Table, columns: ColumnMap) -> dict[str, str]:
    """Give a mapping as it is remembered: the field by the name of its column."""
    return {table.columns[at]: name for name, at in columns.columns.items()}


def _place_of(table: Table, column: str) -> int | None:
    if column in table.columns:
        return table.columns.index(column)
    alike = [at for at, name in enumerate(table.columns) if normal_name(name) == normal_name(column)]
    if alike:
        return alike[0]
    if column.isascii() and column.isdigit():
        at = int(column[:6]) - 1
    elif len(column) == 1 and column.isascii() and column.isalpha():
        at = ord(column.upper()) - ord("A")
    else:
        return None
    return at if 0 <= at < len(table.columns) else None


def _listed(names: Iterable[str]) -> str:
    """Name the first columns: a file that is no table may have hundreds."""
    told = [name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…" for name in names if name]
    return "、".join(told[:_MOST] + ["…"] * (len(told) > _MOST))
