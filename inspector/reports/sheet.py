"""The pages of a paper while they are drawn: text, rules, grounds, pictures and fields, each tagged."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import NamedTuple

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfgen.canvas import Canvas

from inspector.reports.fonts import Fonts
from inspector.reports.tagging import Element, FieldMark, Mark

# ReportLab would wrap every stream in ASCII85, written in Python: eight times slower, a quarter larger.
rl_config.useA85 = 0

MM = 72 / 25.4
"""Points in a millimetre."""
PAGE = (210 * MM, 297 * MM)
"""A4."""


class Colour(NamedTuple):
    """A colour in sRGB, each part from 0 to 1."""

    red: float
    green: float
    blue: float

    def __str__(self) -> str:
        return f"{self.red:.3g} {self.green:.3g} {self.blue:.3g}"


def colour(code: str) -> Colour:
    """Read a colour such as ``#1F6B4A``."""
    red, green, blue = bytes.fromhex(code[1:])
    return Colour(red / 255, green / 255, blue / 255)


class Box(NamedTuple):
    """A rectangle on a page in points: its lower left corner, width and height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PlacedField:
    """A signature field: its name, what it is for in words, the page from 0 and its rectangle."""

    name: str
    purpose: str
    page: int
    box: Box


class Sheet(Canvas):
    """The pages of one document, the current one last.

    Everything drawn stands within ``marked`` or ``artifact``. Pictures are only named here; their bytes are
    put in when the archive is made.
    """

    _code: list[str]
    _doc: PDFDocument

    def __init__(self, fonts: Fonts, page: tuple[float, float] = PAGE) -> None:
        """Begin the first page of a document that uses ``fonts``; ``page`` is its width and height."""
        self.target = BytesIO()
        super().__init__(self.target, pagesize=page, pageCompression=1, invariant=1)
        self.fonts = fonts
        self.fields: list[PlacedField] = []
        self.pictures: list[set[str]] = [set()]
        self._number = 0
        self._in_artifact = False

    def _make_preamble(self) -> None:
        # ReportLab begins every page with Helvetica, which is never embedded.
        self._preamble = ""

    @property
    def page(self) -> int:
        """The number of the current page, from 0."""
        return len(self.pictures) - 1

    def write(self, operators: str) -> None:
        """Add operators to the content of the page."""
        self._code.append(operators)

    @contextmanager
    def marked(self, element: Element) -> Iterator[None]:
        """Mark what is drawn as content of ``element``; within an artifact it stays a part of that."""
        if self._in_artifact:
            yield
            return
        element.kids.append(Mark(self.page, self._number))
        self.write(f"/{element.role} <</MCID {self._number}>> BDC")
        self._number += 1
        yield
        self.write("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Mark what is drawn as no part of the content, such as a rule."""
        if self._in_artifact:
            yield
            return
        self.write("/Artifact BMC")
        self._in_artifact = True
        yield
        self._in_artifact = False
        self.write("EMC")

    def ground(self, box: Box, fill: Colour) -> None:
        """Fill a rectangle."""
        self.write(f"{fill} rg {_numbers(box)} re f")

    def rules(self, lines: list[tuple[float, float, float, float]], width: float, ink: Colour) -> None:
        """Draw straight lines, each from one point to another."""
        strokes = " ".join(f"{x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l" for x0, y0, x1, y1 in lines)
        self.write(f"{ink} RG {width:.3g} w {strokes} S")

    def picture(self, name: str, box: Box) -> None:
        """Draw the picture of this resource name over the whole of ``box``."""
        self.pictures[-1].add(name)
        self.write(f"q {box.width:.2f} 0 0 {box.height:.2f} {box.x:.2f} {box.y:.2f} cm /{name} Do Q")

    def field(self, name: str, purpose: str, box: Box, element: Element) -> None:
        """Leave a place for a digital signature."""
        self.fields.append(PlacedField(name, purpose, self.page, box))
        element.kids.append(FieldMark(self.page, name))

    def next_page(self) -> None:
        """End this page and begin another."""
        self.showPage()
        self.pictures.append(set())
        self._number = 0

    def finish(self) -> bytes:
        """End the last page and give the document, still without tags and pictures."""
        self.showPage()
        for font in self.fonts.embedded:
            self._doc.delayedFonts.append(font)
        self.save()
        return self.target.getvalue()


def _numbers(values: tuple[float, ...]) -> str:
    return " ".join(f"{value:.2f}" for value in values)
