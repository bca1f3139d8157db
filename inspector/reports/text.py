"""Words on paper: paragraphs of one or more runs, cut into lines, stretched to the width and drawn."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby, repeat
from typing import NamedTuple, Self

from inspector.reports.fonts import Face, Fonts, Glyph, paragraphs
from inspector.reports.line_breaking import break_lines, stretchable
from inspector.reports.sheet import Colour, Sheet, colour
from inspector.reports.tagging import Element

INK = colour("#000000")
WIDEST_STRETCH = 0.16
"""Room that may be added after a character, in em; a line that needs more stays ragged."""
_ASCENT = 0.88
"""The top of the em square of all our fonts over the baseline, in em."""


class Align(Enum):
    """How lines fill their width."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0
    BOTH = -1.0


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph looks: face, size and line pitch in points, colour, alignment."""

    face: Face = Face.BODY
    size: float = 10.5
    leading: float = 15.5
    ink: Colour = INK
    align: Align = Align.BOTH


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a paragraph in a face or colour of its own."""

    text: str
    face: Face | None = None
    ink: Colour | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph not yet cut into lines; lines as typed are kept."""

    style: Style
    runs: tuple[Run, ...]
    role: str = "P"

    @classmethod
    def of(cls, style: Style, *runs: str | Run, role: str = "P") -> Self:
        """Make a paragraph of plain texts and runs."""
        return cls(style, tuple(Run(run) if isinstance(run, str) else run for run in runs), role)

    def lay_out(self, fonts: Fonts, width: float, element: Element) -> "Lines":
        """Cut into lines of ``width`` points; what is drawn belongs to ``element``."""
        glyphs: list[_Set] = []
        ends: list[int] = []
        for run in self.runs:
            face, ink = run.face or self.style.face, run.ink or self.style.ink
            for index, line in enumerate(paragraphs(run.text)):
                if index:
                    ends.append(len(glyphs))
                glyphs.extend(map(_Set, fonts.glyphs(line, face), repeat(ink)))
        ends.append(len(glyphs))
        return Lines(self.style, glyphs, tuple(_cut(glyphs, ends, self.style.size, width)), width, element)


class _Set(NamedTuple):
    glyph: Glyph
    ink: Colour


class _Line(NamedTuple):
    start: int
    end: int
    is_last: bool


def _cut(glyphs: list[_Set], ends: list[int], size: float, width: float) -> Iterator[_Line]:
    start = 0
    for end in ends:
        text = "".join(one.glyph.character for one in glyphs[start:end])
        spans = break_lines(text, [one.glyph.width * size for one in glyphs[start:end]], width)
        for number, (first, last) in enumerate(spans, 1):
            yield _Line(start + first, start + last, number == len(spans))
        start = end


@dataclass(frozen=True, slots=True)
class Lines:
    """A paragraph, or a part of one, cut into lines."""

    style: Style
    glyphs: list[_Set]
    lines: tuple[_Line, ...]
    width: float
    element: Element

    @property
    def height(self) -> float:
        """Points from the top of the first line to the foot of the last."""
        return len(self.lines) * self.style.leading

    def split(self, room: float) -> tuple["Lines", "Lines"] | None:
        """Cut after the last line that fits ``room``, with no single line on either side."""
        count = min(int(room / self.style.leading + 1e-6), len(self.lines) - 2)
        if count < 2:  # noqa: PLR2004 - a single line
            return None
        return replace(self, lines=self.lines[:count]), replace(self, lines=self.lines[count:])

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw with the upper left corner at ``x``, ``top``."""
        pen = _Pen()
        baseline = top - (self.style.leading - self.style.size) / 2 - _ASCENT * self.style.size
        for line in self.lines:
            if line.end > line.start:
                self._draw_line(pen, line, x, baseline)
            baseline -= self.style.leading
        if pen.operators:
            with sheet.marked(self.element):
                sheet.write(f"BT {' '.join(pen.operators)} ET")

    def _draw_line(self, pen: "_Pen", line: _Line, x: float, baseline: float) -> None:
        style, line_glyphs = self.style, self.glyphs[line.start : line.end]
        spare = self.width - sum(one.glyph.width for one in line_glyphs) * style.size
        if style.align is not Align.BOTH:
            pen.move(x + spare * style.align.value, baseline)
            pen.show(line_glyphs, style.size, 0.0, [])
            return
        text = "".join(one.glyph.character for one in line_glyphs)
        gaps = [] if line.is_last else stretchable(text, 0, len(text))
        stretch = spare / max(1, sum(gaps))
        pen.move(x, baseline)
        if 0 < stretch <= WIDEST_STRETCH * style.size and any(gaps):
            pen.show(line_glyphs, style.size, stretch, [*gaps, True])
        else:
            pen.show(line_glyphs, style.size, 0.0, [])


class _Pen:
    """Operators of one text object, each state written only when it changes."""

    def __init__(self) -> None:
        self.operators: list[str] = []
        self._state: dict[str, str] = {}

    def move(self, x: float, y: float) -> None:
        self.operators.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")

    def show(self, line: list[_Set], size: float, stretch: float, gaps: list[bool]) -> None:
        self._set("Tc", f"{stretch:.4f}")
        at = 0
        for (font, ink), group in groupby(line, key=lambda one: (one.glyph.font, one.ink)):
            codes = [one.glyph.code for one in group]
            self._set("rg", str(ink))
            self._set("Tf", f"/{font.name} {size:g}")
            if stretch and not all(gaps[at : at + len(codes)]):
                back = f"> {stretch / size * 1000:.1f} <"
                codes = [code if gap else code + back for code, gap in zip(codes, gaps[at:], strict=False)]
            self.operators.append(f"[<{''.join(codes)}>] TJ")
            at += len(codes)

    def _set(self, operator: str, operands: str) -> None:
        if self._state.get(operator) != operands:
            self._state[operator] = operands
            self.operators.append(f"{operands} {operator}")
