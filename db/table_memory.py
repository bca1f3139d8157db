"""Which column held what the last time a table with the same names of columns was taken in."""

from collections.abc import Mapping

import msgspec

from db.connection import Reader
from db.settings import kept_choice
from db.workspace import Workspace
from inspector.tables.mapping import ColumnMap, fingerprint, to_remember
from inspector.tables.table import Table


def remembered_columns(reader: Reader, what: str, table: Table) -> Mapping[str, str] | None:
    """Give what ``propose`` takes: the field by the name of its column; nothing for tables never seen."""
    kept = kept_choice(reader, _name(what, table))
    try:
        return msgspec.json.decode(kept, type=dict[str, str]) if kept else None
    except msgspec.DecodeError:
        return None


def remember_columns(workspace: Workspace, what: str, table: Table, columns: ColumnMap) -> None:
    """Keep the mapping for the next such table; in the thread that writes."""
    workspace.keep_choice(_name(what, table), msgspec.json.encode(to_remember(table, columns)).decode())


def _name(what: str, table: Table) -> str:
    return f"columns of {what} {fingerprint(table)}"
