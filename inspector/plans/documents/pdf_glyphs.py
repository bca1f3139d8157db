"""What stands where on a page of a PDF: characters and ruled lines, in points from the lower left corner."""

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as native

MOST_GLYPHS = 200_000
"""Characters of one page; what comes after them is not looked at."""
MOST_PATHS = 20_000
"""Drawn things of one page."""
STRAIGHT = 1.5
"""Points by which a ruled line may lean, and the thickness up to which a filled bar is one."""
SHORTEST_RULE = 4.0
_NOT_SHOWN = frozenset({"Cc", "Cf", "Cn", "Cs"})
_RADICALS = dict(
    zip(
        "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⺟⺫⻌",
        "民虎西见角贝车长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙龟母目辶",
        strict=True,
    )
)
"""Radicals that have no decomposition in Unicode."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character with its box; ``spaced`` where a space stands before it."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    spaced: bool

    @property
    def size(self) -> float:
        """Height in points."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line: ``at`` which height (or distance from the left) it lies, and from where to where."""

    is_level: bool
    at: float
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page is turned when it is shown: quarter turns with the clock, and its size unturned."""

    quarters: int
    width: float
    height: float

    @property
    def shown_width(self) -> float:
        """How wide the page is when it is shown."""
        return self.height if self.quarters % 2 else self.width

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Give where a point is shown."""
        for _ in range(self.quarters):
            x, y = y, -x
        return x, y

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Give where a box is shown."""
        if not self.quarters:
            return left, bottom, right, top
        one, other = self.point(left, bottom), self.point(right, top)
        return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


def turn_of(page: pdfium.PdfPage) -> Turn:
    """Say how a page is turned."""
    width, height = page.get_size()
    return Turn(page.get_rotation() // 90, width, height)


def glyphs_of(page: pdfium.PdfPage, turn: Turn) -> list[Glyph]:
    """Give the characters of a page in the order they were written."""
    text = page.get_textpage()
    try:
        return list(_glyphs(text, turn))
    finally:
        text.close()


def _glyphs(text: pdfium.PdfTextPage, turn: Turn) -> Iterator[Glyph]:
    rectangle = native.FS_RECTF()
    place = ctypes.byref(rectangle)
    handle = text.raw
    spaced = False
    half = 0
    for at in range(min(text.count_chars(), MOST_GLYPHS)):
        code = native.FPDFText_GetUnicode(handle, at)
        sign, half = whole_sign(half, code)
        if sign.isspace() or unicodedata.category(sign) in _NOT_SHOWN:
            # A space the file itself has; those that the library adds are told by the gap instead.
            spaced = spaced or (sign.isspace() and not native.FPDFText_IsGenerated(handle, at))
            continue
        native.FPDFText_GetLooseCharBox(handle, at, place)
        box = turn.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        yield Glyph(ordinary(sign), *box, spaced)
        spaced = False


def whole_sign(half: int, code: int) -> tuple[str, int]:
    """Put a rare character together that comes in two halves of UTF-16; give it, and a half that waits."""
    if 0xDC00 <= code < 0xE000 and half:  # noqa: PLR2004 - second halves
        return chr(0x10000 + ((half - 0xD800) << 10) + code - 0xDC00), 0
    return chr(code), code if 0xD800 <= code < 0xDC00 else 0  # noqa: PLR2004 - first halves


def ordinary(sign: str) -> str:
    """Give the ordinary character for a radical or compatibility form that fonts of PDFs confuse it with."""
    if "\u2f00" <= sign <= "\u2fdf" or "\uf900" <= sign <= "\ufaff":
        return unicodedata.normalize("NFKC", sign)
    return _RADICALS.get(sign, sign)


def rules_of(page: pdfium.PdfPage, turn: Turn) -> list[Rule]:
    """Give the ruled lines of a page: strokes, edges of boxes, and thin filled bars."""
    rules: list[Rule] = []
    paths = 0
    for at in range(native.FPDFPage_CountObjects(page.raw)):
        thing = native.FPDFPage_GetObject(page.raw, at)
        if native.FPDFPageObj_GetType(thing) == native.FPDF_PAGEOBJ_PATH:
            paths += 1
            if paths > MOST_PATHS:
                break
            rules += _rules(thing, turn)
    return rules


def _rules(thing: native.FPDF_PAGEOBJECT, turn: Turn) -> Iterator[Rule]:
    matrix = native.FS_MATRIX()
    native.FPDFPageObj_GetMatrix(thing, ctypes.byref(matrix))
    placed = pdfium.PdfMatrix.from_raw(matrix)
    start = last = 0.0, 0.0
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(native.FPDFPath_CountSegments(thing), MOST_PATHS)):
        segment = native.FPDFPath_GetPathSegment(thing, at)
        native.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = turn.point(*placed.on_point(x.value, y.value))
        kind = native.FPDFPathSegment_GetType(segment)
        if kind == native.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == native.FPDF_SEGMENT_LINETO:
            yield from _rule(last, point)
        if native.FPDFPathSegment_GetClose(segment):
            yield from _rule(point, start)
        last = point


def _rule(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    across, up = abs(one[0] - other[0]), abs(one[1] - other[1])
    if up <= STRAIGHT and across >= SHORTEST_RULE:
        yield Rule(True, (one[1] + other[1]) / 2, min(one[0], other[0]), max(one[0], other[0]))
    elif across <= STRAIGHT and up >= SHORTEST_RULE:
        yield Rule(False, (one[0] + other[0]) / 2, min(one[1], other[1]), max(one[1], other[1]))
