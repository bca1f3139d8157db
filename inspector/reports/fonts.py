"""The faces of our papers: which font draws a character, how wide it is, and how it is embedded.

Every document embeds one font object for each file it uses, as a composite font (ISO 32000-1, 9.7) with
codes of our own. ReportLab's own font class cuts a Chinese font into simple fonts of 256 characters each,
writes characters beyond U+FFFF wrongly into their ToUnicode map and puts more than the permitted 100
entries into a block of it.
"""

import re
from enum import Enum
from functools import cache
from typing import Any, NamedTuple

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFStream, PDFZCompress
from reportlab.pdfbase.ttfonts import TTFontFace

from resources import path

NO_GLYPH = "〓"
"""Printed for a character that no font has (the geta mark, U+3013)."""

_FANG = "FandolFang-Regular.ttf"
_FALLBACK = "NotoSerifSC-Regular.ttf"


class Face(Enum):
    """A typeface of official papers: the files that draw it, the first that has a character wins.

    What one face can print every face can.
    """

    BODY = (_FANG, _FALLBACK)
    TITLE = ("NotoSerifSC-Black.ttf", _FALLBACK, _FANG)
    STRONG = ("NotoSansSC-Bold.ttf", _FALLBACK, _FANG)


_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e01ef]"
)


def printable(text: str) -> str:
    """Drop what has no shape (controls, variation selectors, changes of direction, what is no character).

    A tab becomes a blank.
    """
    return _INVISIBLE.sub("", text.replace("\t", " "))


def paragraphs(text: str) -> list[str]:
    """Cut a text into its lines as typed, without what has no shape."""
    return printable(re.sub("\r\n?|[\u0085\u2028\u2029]", "\n", text)).split("\n")


class Glyph(NamedTuple):
    """A character as it is printed: its font, width in em and code in hexadecimal."""

    character: str
    font: "EmbeddedFont"
    width: float
    code: str


@cache
def typeface(file: str) -> TTFontFace:
    """Read a font file of ours; once for each process."""
    return TTFontFace(str(path(f"fonts/{file}")))


class EmbeddedFont:
    """One font file in one document, with the characters used there.

    ReportLab calls ``addObjects`` when the document is written; characters asked for later are lost.
    """

    def __init__(self, file: str, name: str) -> None:
        """Use the font in ``file`` under the resource ``name``, such as F1."""
        self.name = name
        self.face = typeface(file)
        self._used: list[int] = []

    def glyph(self, character: str) -> Glyph:
        """Take ``character`` into the document."""
        code_point = ord(character)
        self._used.append(code_point)
        width = self.face.charWidths.get(code_point, self.face.defaultWidth) / 1000
        return Glyph(character, self, width, f"{len(self._used):04X}")

    def addObjects(self, document: Any) -> None:  # noqa: N802 - ReportLab's name for it
        """Write the subset of this font that is used, and how its codes are read back as text."""
        base = f"GRIDAA+{self.face.name.decode('ascii')}"
        descriptor = self.face.addSubsetObjects(document, base, self._used)  # type: ignore[no-untyped-call]
        widths = [self.face.charWidths.get(code, self.face.defaultWidth) for code in self._used]
        descendant = PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": f"/{base}",
                "CIDSystemInfo": "<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>",
                "FontDescriptor": descriptor,
                "DW": 1000,
                "W": PDFArray([1, PDFArray(widths)]),
                "CIDToGIDMap": document.Reference(_stream(self._glyph_numbers()), f"glyphs:{base}"),
            }
        )
        font = PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": f"/{base}",
                "Encoding": "/Identity-H",
                "DescendantFonts": PDFArray([document.Reference(descendant, f"descendant:{base}")]),
                "ToUnicode": document.Reference(_stream(to_unicode(self._used)), f"unicode:{base}"),
            }
        )
        fonts = document.idToObject["BasicFonts"].dict
        fonts[self.name] = document.Reference(font, f"font:{base}")

    def _glyph_numbers(self) -> bytes:
        """Map codes to glyphs as ``makeSubset`` numbers them; two characters may share a glyph."""
        numbers = {0: 0}
        order = [numbers.setdefault(self.face.charToGlyph[code], len(numbers)) for code in self._used]
        return b"".join(number.to_bytes(2) for number in (0, *order))


def _stream(content: bytes) -> PDFStream:
    stream = PDFStream(content=content)
    stream.filters = [PDFZCompress]
    return stream


def to_unicode(characters: list[int]) -> bytes:
    """Write the ToUnicode map (ISO 32000-1, 9.10.3) of codes 1, 2, 3 … for the given code points."""
    pairs = [
        f"<{code:04X}> <{chr(point).encode('utf-16-be').hex().upper()}>"
        for code, point in enumerate(characters, 1)
    ]
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


class _Glyphs(dict[str, Glyph]):
    """The characters of one face, found and taken into the document at first use."""

    def __init__(self, fonts: "Fonts", face: Face) -> None:
        super().__init__()
        self._fonts = fonts
        self._face = face

    def __missing__(self, character: str) -> Glyph:
        self[character] = glyph = self._fonts.find(character, self._face)
        return glyph


class Fonts:
    """The fonts of one document; keeps which characters no font has."""

    def __init__(self) -> None:
        """Begin a document without fonts; files are opened at first use."""
        self._embedded: dict[str, EmbeddedFont] = {}
        self._glyphs = {face: _Glyphs(self, face) for face in Face}
        self._found: dict[tuple[str, str], Glyph] = {}
        self._missing: dict[str, None] = {}

    def glyphs(self, text: str, face: Face) -> list[Glyph]:
        """Give every character of ``text`` as it is printed in ``face``."""
        glyphs = self._glyphs[face]
        return [glyphs[character] for character in text]

    def width(self, text: str, face: Face) -> float:
        """Measure ``text`` in em."""
        return sum(glyph.width for glyph in self.glyphs(text, face))

    @property
    def embedded(self) -> list[EmbeddedFont]:
        """The fonts this document uses, in the order of first use."""
        return list(self._embedded.values())

    @property
    def missing_characters(self) -> tuple[str, ...]:
        """Characters that no font has, in the order they were met; 〓 is printed in their place."""
        return tuple(self._missing)

    def find(self, character: str, face: Face) -> Glyph:
        """Look for ``character`` in the files of ``face``."""
        for file in face.value:
            if ord(character) in typeface(file).charToGlyph:
                return self._take(file, character)
        self._missing[character] = None
        return self._glyphs[face][NO_GLYPH]

    def _take(self, file: str, character: str) -> Glyph:
        key = (file, character)
        if key not in self._found:
            if file not in self._embedded:
                self._embedded[file] = EmbeddedFont(file, f"F{len(self._embedded) + 1}")
            self._found[key] = self._embedded[file].glyph(character)
        return self._found[key]
