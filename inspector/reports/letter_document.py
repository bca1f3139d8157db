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
from inspector.reports.letter import Letter, Slip
from inspector.reports.official_paper import Paper
from inspector.reports.order_paper import OrderPaper
from inspector.reports.order_report import order_letter
from inspector.reports.red_head import head_of
from inspector.reports.signature_block import DATE_BY_HAND
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
_SLIP_WIDTHS, _SLIP_SIZE = (34, 44, 38, 40), 12
"""Millimetres of the columns of a slip, as in the PDF, and points of its letters."""
_LATIN, _MM_OF_POINT = 0x2E7F, 25.4 / 72
"""Letters up to this one take half the width of a Chinese one."""
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
        for text in _head_lines(letter.head):
            _line(document, text, font=TITLE, size=_TWO, align="CENTER", colour=_RED)
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
    if letter.slip:
        title = _line(document, letter.slip.title, font=TITLE, size=_TWO, align="CENTER")
        title.paragraph_format.page_break_before = True
        _add_slip(document, letter.slip, say)
        _line(document, letter.slip.note, font=KAI, size=_SMALL)
    return document


def _head_lines(head: tuple[str, ...]) -> tuple[str, ...]:
    """Give the head on one line; where that is too wide the kind has a line of its own, as in the PDF."""
    line = head_of(*head)
    wide = sum(_TWO if ord(letter) > _LATIN else _TWO / 2 for letter in line)
    return (line,) if wide * _MM_OF_POINT <= _WIDTH else head


def _add_slip(document: "Document", slip: Slip, say: Say) -> None:
    from docx.shared import Mm, Pt

    table = document.add_table(rows=0, cols=len(_SLIP_WIDTHS))
    table.style, table.autofit = "Table Grid", False
    for row in slip.rows:
        made = table.add_row()
        made.height = Pt(row.room)
        cells = list(made.cells)
        for cell, width in zip(cells, _SLIP_WIDTHS, strict=True):
            cell.width = Mm(width)
        if len(row.places) == 1:
            cells[1].merge(cells[-1])
        for at, (name, text) in enumerate(row.places):
            said = "\n\n" + say(DATE_BY_HAND).rstrip() if row.is_signed else text
            _write(cells[2 * at].paragraphs[0], name, font=BODY, size=_SLIP_SIZE)
            _write(cells[2 * at + 1].paragraphs[0], said, font=BODY, size=_SLIP_SIZE)


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
) -> "Paragraph":
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align)
    paragraph.paragraph_format.first_line_indent = Pt(indent * size)
    _write(paragraph, text, font=font, size=size, colour=colour)
    return paragraph


def _write(paragraph: "Paragraph", text: str, *, font: str, size: float, colour: str = "") -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    # Word takes Chinese characters from a font of their own
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001 - no other way
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
