"""What a cell of a table says: the text of its column, and texts under labels within it."""

from inspector.plans.drafts import Field, Part
from inspector.plans.labels import UNITS, Kind, labels_in
from inspector.plans.letters import folded

_WITHIN = (*UNITS, Kind.DEADLINE, Kind.GOAL, Kind.MEASURES)
"""What labels within cells stand for; others are words of the text."""


def fields_in(column: tuple[Kind, ...], line: int, cell: str) -> list[Field]:
    """Read a cell of the table's line ``line``: what stands before its labels is the ``column``'s.

    A label begins a line of the cell and has a colon: 责任单位：… above 督导单位：…. What stands in a column
    that says nothing known is left out, but for its labels.
    """
    found = [Field(column, [])]
    for text in cell.split("\n"):
        flat = folded(text)
        labels = [one for one in labels_in(flat) if not one.bare and one.kinds[0] in _WITHIN]
        if (
            not labels
            or flat[: labels[0].start].strip()
            or ":" not in flat[labels[0].end - 1 : labels[0].end]
        ):
            found[-1].parts.append(Part(line, text))
            continue
        for label, end in zip(labels, [*(one.start for one in labels[1:]), len(text)], strict=True):
            found.append(Field(label.kinds, [Part(line, text[label.end : end].strip())]))
    return [one for one in found if one.kinds and one.text.strip()]


def says_units(cell: str) -> bool:
    """Say whether labels within a cell name units."""
    return any(set(one.kinds) & {*UNITS} for one in fields_in((), 0, cell))
