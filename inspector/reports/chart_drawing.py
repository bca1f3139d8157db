"""A chart on paper: paints the layout of ``inspector.charts``, tagged as a figure whose numbers are told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from inspector.charts.drawing import Drawing, Ink, Label, Rule, Side
from inspector.reports.blocks import Block
from inspector.reports.fonts import Face, Fonts
from inspector.reports.sheet import Box, Sheet, colour
from inspector.reports.tagging import Element
from inspector.reports.text import Align, Lines, Style, Words

_INKS = MappingProxyType(
    {
        Ink.TEXT: colour("#000000"),
        Ink.SOFT: colour("#3F4A44"),
        Ink.LINE: colour("#C9D0CB"),
        Ink.FIRST: colour("#1F6B4A"),
        Ink.SECOND: colour("#3F4A44"),
        Ink.GOOD: colour("#1F6B4A"),
        Ink.GOOD_GROUND: colour("#E3F0E9"),
        Ink.WARNING: colour("#8A5A00"),
        Ink.WARNING_GROUND: colour("#FFF3DC"),
        Ink.BAD: colour("#B3261E"),
        Ink.BAD_GROUND: colour("#FBE9E7"),
        Ink.WAITING: colour("#1D5A96"),
        Ink.WAITING_GROUND: colour("#E4EEF8"),
        Ink.QUIET_GROUND: colour("#EDF0EE"),
    }
)
_SIDES = MappingProxyType({Side.LEFT: Align.LEFT, Side.CENTRE: Align.CENTRE, Side.RIGHT: Align.RIGHT})
_RULE = 0.6
SIZE = 9.0
"""Height of letters in charts, in points."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing as a block of a page; it is never cut."""

    drawing: Drawing
    labels: tuple[Lines, ...]
    element: Element

    @property
    def height(self) -> float:
        """As high as it was laid out."""
        return self.drawing.height

    def split(self, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 - no room is enough to cut it
        """Stay whole."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw bars, rules and labels as one figure."""
        high = self.drawing.height
        self.paint(sheet, x, top, Box(x, top - high, self.drawing.width, high))

    def paint(self, sheet: Sheet, x: float, top: float, shown: Box) -> None:
        """Draw with the upper left corner at ``x``, ``top``; ``shown`` is what of it is seen on the page."""
        drawn = self.drawing
        self.element.box = (shown.x, shown.y, shown.x + shown.width, shown.y + shown.height)
        with sheet.marked(self.element):
            # the lines of an axis lie behind its bars, all others before them
            self._rule(sheet, x, top, [rule for rule in drawn.rules if rule.ink is Ink.LINE])
            for bar in drawn.bars:
                low, high = top - bar.y - bar.height, top - bar.y
                if bar.is_hollow:
                    right = x + bar.x + bar.width
                    edges = [(x + bar.x, low, x + bar.x, high), (x + bar.x, high, right, high)]
                    edges += [(right, high, right, low), (right, low, x + bar.x, low)]
                    sheet.rules(edges, _RULE, _INKS[bar.ink])
                else:
                    sheet.ground(Box(x + bar.x, low, bar.width, bar.height), _INKS[bar.ink])
            self._rule(sheet, x, top, [rule for rule in drawn.rules if rule.ink is not Ink.LINE])
        for label, lines in zip(drawn.labels, self.labels, strict=True):
            left = x + label.x - lines.width * lines.style.align.value
            lines.draw(sheet, left, top - label.y + lines.height / 2)

    def _rule(self, sheet: Sheet, x: float, top: float, rules: Sequence[Rule]) -> None:
        for rule in rules:
            line = (x + rule.x0, top - rule.y0, x + rule.x1, top - rule.y1)
            sheet.rules([line], _RULE, _INKS[rule.ink])


def figure(fonts: Fonts, width: float, parent: Element, lay_out: Callable[[float, float], Drawing]) -> Figure:
    """Lay out a chart for ``width`` points as a child of ``parent``."""
    drawing = lay_out(width, SIZE)
    return figure_of(drawing, fonts, parent.add("Figure", alternative=drawing.told))


def figure_of(drawing: Drawing, fonts: Fonts, element: Element) -> Figure:
    """Make a figure of what was laid out; its words are told by ``element``."""
    return Figure(drawing, tuple(_lines(label, fonts, element) for label in drawing.labels), element)


def _lines(label: Label, fonts: Fonts, element: Element) -> Lines:
    style = Style(size=label.size, leading=label.size * 1.4, ink=_INKS[label.ink], align=_SIDES[label.side])
    wide = fonts.width(label.text, Face.BODY) * label.size + label.size
    return Words.of(style, label.text).lay_out(fonts, wide, element)
