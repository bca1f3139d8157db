"""The hidden sheet of a feedback sheet: whose it is, and what each line was when it went out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inspector.model.ids import UUID_PATTERN
from inspector.tables.feedback_sheet import FORMAT, SheetHead
from inspector.tables.table import Table

FINDING, TASK = "finding", "task"
KINDS = frozenset({FINDING, TASK})
_FACTS, _CELLS = 9, 3
"""Rows of facts below the format; the lines follow them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line as it went out: what it is and which, its number, and the last entry about it."""

    key: str
    number: str
    seen: str
    position: int

    @property
    def kind(self) -> str:
        """Say what it is about."""
        return self.key.partition(":")[0]

    @property
    def subject(self) -> str:
        """Give the id of the finding or task."""
        return self.key.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Marks:
    """Everything the hidden sheet says."""

    head: SheetHead
    lines: tuple[Mark, ...]
    by_key: Mapping[str, Mark]


def marks_of(table: Table) -> Marks | None:
    """Read the hidden sheet; None where it is none of ours, or was changed."""
    if not table.columns or table.columns[0] != FORMAT:
        return None
    rows = [tuple(cell if isinstance(cell, str) else "" for cell in row.cells) for row in table.rows]
    facts = {row[0]: row[1] if len(row) > 1 else "" for row in rows[:_FACTS]}
    lines = [
        Mark(row[0], row[1], row[2], position)
        for position, row in enumerate((row for row in rows[_FACTS:] if len(row) >= _CELLS), 1)
        if _is_key(row[0])
    ]
    try:
        head = SheetHead(
            root=facts["root"],
            grid=facts["grid"],
            office=facts["office"],
            sheet=facts["sheet"],
            unit=facts["unit"],
            title=facts["title"],
            issued=date.fromisoformat(facts["issued"]),
            due=date.fromisoformat(facts["due"]) if facts["due"] else None,
            period=facts["period"],
        )
    except (KeyError, ValueError):
        return None
    return Marks(head, tuple(lines), {mark.key: mark for mark in lines})


def _is_key(text: str) -> bool:
    kind, _colon, subject = text.partition(":")
    return kind in KINDS and bool(UUID_PATTERN.fullmatch(subject))
