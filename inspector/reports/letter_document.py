"""A letter as a Word file (.docx) for the office's own document system: named fonts, marked unsigned.

Sizes and fonts are those of GB/T 9704-2012 (3 号 = 16 pt, 2 号 = 22 pt). The fonts are named, not carried:
they are those that offices have.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from inspector.errors import Refused
from inspector.file_faults import put_in_place, why
from inspector.periods import long_day
from inspector.reports.case_paper import TransferPaper
from inspector.reports.circular_paper import CircularPaper, heading_level
from inspector.reports.circular_report import circular_letter
from inspector.reports.full_disk import full_disk_refused
from inspector.reports.letter import Letter
from inspector.reports.official_paper import Paper
from inspector.reports.order_paper import OrderPaper
from inspector.reports.order_report import order_letter
from inspector.reports.transfer_report import transfer_letter
from inspector.words import N_, Say, in_language

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

SUFFIX = ".docx"
NO_LETTER = N_("Only letters are written as Word files; this paper is written as PDF.")
UNSIGNED = N_("Not signed: what counts is the signed PDF.")
SAMPLE = N_("Sample data, no real record")
BODY, TITLE, KAI, HEI = "仿宋_GB2312", "方正小标宋简体", "楷体_GB2312", "黑体"
"""Body, head and title, headings of the second level and what is said beside them, those of the first."""
_LEVELS = (BODY, HEI, KAI)
_THREE, _TWO, _SMALL = 16, 22, 10.5
_LINE = 28
"""Points between two lines: 22 lines on a page (GB/T 9704-2012, 5.2.3)."""
_TOP, _LEFT, _WIDTH, _HEIGHT = 37, 28, 156, 225
"""Millimetres of the margins and of the type area (GB/T 9704-2012, 5.2.1)."""
_PAGE = (210, 297)
_RED = "C00000"
_LETTERS: Mapping[type[Paper], Callable[..., Letter]] = MappingProxyType(
    {OrderPaper: order_letter, TransferPaper: transfer_letter, CircularPaper: circular_letter}
)


def letter_of(paper: Paper) -> Letter:
    """Give the letter that ``paper`` is. Raises Refused for any other paper."""
    make = _LETTERS.get(type(paper))
    if make is None:
        raise Refused(NO_LETTER)
    return make(paper, in_language(paper.language))


def write_letter(letter: Letter, to: Path) -> Path:
    """Write ``letter`` to the Word file ``to``, as a whole or not at all. Raises Refused with the reason."""
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(letter, to)
    except OSError as error:
        raise Refused(N_("The file can't be written: {reason}."), reason=why(error)) from error
    return to


def _write_whole(letter: Letter, to: Path) -> None:
    part = to.with_name(f".{to.name}.part")
    try:
        with full_disk_refused():
            _document(letter).save(str(part))
        put_in_place(part, to)
    finally:
        part.unlink(missing_ok=True)


def _document(letter: Letter) -> "Document":
    import docx
    from docx.shared import Mm, Pt

    say = in_language(letter.language)
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(_PAGE[0]), Mm(_PAGE[1])
    section.top_margin, section.left_margin = Mm(_TOP), Mm(_LEFT)
    section.right_margin = Mm(_PAGE[0] - _LEFT - _WIDTH)
    section.bottom_margin = Mm(_PAGE[1] - _TOP - _HEIGHT)
    normal = document.styles["Normal"]
    normal.paragraph_format.line_spacing = Pt(_LINE)
    normal.paragraph_format.space_after = Pt(0)
    properties = document.core_properties
    properties.title, properties.author = letter.title, letter.office
    properties.comments = say(UNSIGNED)
    properties.created = properties.modified = datetime.combine(letter.day, datetime.min.time())
    _mark(document, letter, say)
    if letter.head:
        _line(document, letter.head, font=TITLE, size=_TWO, align="CENTER", colour=_RED)
        _line(document, letter.document, align="CENTER")
    else:
        _line(document, letter.document, align="RIGHT")
    _line(document, letter.title, font=TITLE, size=_TWO, align="CENTER")
    _line(document, say("{authority}:", authority=letter.addressee))
    for text in letter.body:
        indent = 2 if letter.language == "zh_CN" else 0
        _line(document, text, font=_LEVELS[heading_level(text)], indent=indent)
    _line(document, "")
    for text in (letter.office, long_day(letter.day, say)):
        _line(document, text, align="RIGHT")
    if letter.copies:
        _line(document, say("Copies to: {units}", units=letter.copies), size=14)
    return document


def _mark(document: "Document", letter: Letter, say: Say) -> None:
    """Say on every page that nobody has signed it."""
    words = [say(UNSIGNED), *([say(SAMPLE)] if letter.is_sample else [])]
    header = document.sections[0].header.paragraphs[0]
    _write(header, "　".join(words), font=KAI, size=_SMALL, colour=_RED)


def _line(
    document: "Document",
    text: str,
    *,
    font: str = BODY,
    size: float = _THREE,
    align: str = "LEFT",
    colour: str = "",
    indent: int = 0,
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align)
    paragraph.paragraph_format.first_line_indent = Pt(indent * size)
    _write(paragraph, text, font=font, size=size, colour=colour)


def _write(paragraph: "Paragraph", text: str, *, font: str, size: float, colour: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    # Word takes Chinese characters from a font of their own
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001 - no other way
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
