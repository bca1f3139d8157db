"""Drawings put together: moved, side by side, below one another; and the part of one that is in sight."""

from collections.abc import Sequence
from dataclasses import replace

from inspector.charts.drawing import Bar, Drawing


def moved(drawing: Drawing, x: float, y: float) -> Drawing:
    """Shift all that is drawn; width and height grow with it."""

    def shifted(bars: tuple[Bar, ...]) -> tuple[Bar, ...]:
        return tuple(replace(bar, x=bar.x + x, y=bar.y + y) for bar in bars)

    return Drawing(
        drawing.width + x,
        drawing.height + y,
        shifted(drawing.bars),
        tuple(
            replace(rule, x0=rule.x0 + x, y0=rule.y0 + y, x1=rule.x1 + x, y1=rule.y1 + y)
            for rule in drawing.rules
        ),
        tuple(replace(label, x=label.x + x, y=label.y + y) for label in drawing.labels),
        shifted(drawing.places),
        drawing.told,
    )


def laid_over(drawings: Sequence[Drawing]) -> Drawing:
    """Lay drawings over one another, each where it stands; what they tell follows their order."""
    return Drawing(
        max((one.width for one in drawings), default=0.0),
        max((one.height for one in drawings), default=0.0),
        tuple(bar for one in drawings for bar in one.bars),
        tuple(rule for one in drawings for rule in one.rules),
        tuple(label for one in drawings for label in one.labels),
        tuple(place for one in drawings for place in one.places),
        " ".join(one.told for one in drawings if one.told),
    )


def stacked(drawings: Sequence[Drawing], gap: float) -> Drawing:
    """Put drawings below one another with a ``gap`` between."""
    top, placed = 0.0, []
    for one in drawings:
        placed.append(moved(one, 0.0, top))
        top += one.height + gap
    return laid_over(placed)


def part_within(drawing: Drawing, left: float, top: float, right: float, bottom: float) -> Drawing:
    """Keep what touches a rectangle; nothing is moved or cut.

    A label reaches to at most its side of the rectangle's edges, so labels are kept by their height alone.
    """
    return replace(
        drawing,
        bars=tuple(
            bar
            for bar in drawing.bars
            if bar.y <= bottom and bar.y + bar.height >= top and bar.x <= right and bar.x + bar.width >= left
        ),
        rules=tuple(
            rule
            for rule in drawing.rules
            if min(rule.y0, rule.y1) <= bottom
            and max(rule.y0, rule.y1) >= top
            and min(rule.x0, rule.x1) <= right
            and max(rule.x0, rule.x1) >= left
        ),
        labels=tuple(
            label
            for label in drawing.labels
            if label.y - label.size <= bottom and label.y + label.size >= top
        ),
    )
