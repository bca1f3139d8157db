"""Real documents for tests: .docx by python-docx, PDFs by ReportLab, raw parts where neither writes them."""

import io
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as Word
from docx.oxml import parse_xml
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table, TableStyle

import resources

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def silent(_done: int, _total: int) -> None:
    """Take no notice of how far it is."""


@cache
def letters() -> str:
    """Register the letters of the program for ReportLab; give their name."""
    pdfmetrics.registerFont(TTFont("plan", str(resources.path("fonts/NotoSansSC-Regular.ttf"))))
    return "plan"


def body_style(size: float = 12, indent: float = 2) -> ParagraphStyle:
    return ParagraphStyle(
        "body",
        fontName=letters(),
        fontSize=size,
        leading=size * 1.6,
        firstLineIndent=indent * size,
        wordWrap="CJK",
        spaceAfter=0,
    )


def title_style() -> ParagraphStyle:
    return ParagraphStyle(
        "title", fontName=letters(), fontSize=18, leading=28, alignment=TA_CENTER, wordWrap="CJK"
    )


def pdf_of(path: Path, story: Sequence[Flowable], *, columns: int = 1, head: str = "") -> Path:
    """Lay ``story`` out on A4 with page numbers and, if wanted, a running head."""

    def edges(canvas: Canvas, _document: object) -> None:
        canvas.setFont(letters(), 10)
        canvas.drawCentredString(A4[0] / 2, 30, f"— {canvas.getPageNumber()} —")
        if head:
            canvas.drawString(72, A4[1] - 40, head)

    width = (A4[0] - 144 - 24 * (columns - 1)) / columns
    frames: list[Frame] = [
        Frame(72 + at * (width + 24), 60, width, A4[1] - 130, 0, 0, 0, 0) for at in range(columns)
    ]
    document = BaseDocTemplate(str(path), pagesize=A4)
    document.addPageTemplates([PageTemplate(frames=frames, onPage=edges)])
    document.build(list(story))
    return path


def paragraphs(texts: Sequence[str], size: float = 12, indent: float = 2) -> list[Flowable]:
    return [Paragraph(text, body_style(size, indent)) for text in texts]


def table(
    rows: Sequence[Sequence[str]], widths: Sequence[float], spans: Sequence[tuple[int, ...]] = ()
) -> Table:
    """Draw a table with a grid; ``spans`` as (column, row, last column, last row)."""
    style = body_style(9, 0)
    cells = [[[Paragraph(line, style) for line in text.split("\n")] for text in row] for row in rows]
    merged: list[Any] = [("SPAN", (a, b), (c, d)) for a, b, c, d in spans]
    grid: list[Any] = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    return Table(cells, widths, repeatRows=1, style=TableStyle([*grid, *merged]))


def word() -> Word:
    return docx.Document()


def saved(document: Word, path: Path) -> Path:
    document.save(str(path))
    return path


def add_xml(document: Word, xml: str) -> None:
    """Put raw markup at the end of the body, before the section's properties."""
    document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))


def paragraph_xml(inner: str, properties: str = "") -> str:
    return f'<w:p xmlns:w="{W}"><w:pPr>{properties}</w:pPr>{inner}</w:p>'


def raw_word(path: Path, body: str, *, parts: dict[str, str | bytes] | None = None, before: str = "") -> Path:
    """Write a .docx of which only the body is given, with further parts."""
    whole = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    document = f'<?xml version="1.0" encoding="UTF-8"?>{before}{whole}'
    return packed(path, {"word/document.xml": document, **(parts or {})})


def packed(path: Path, parts: dict[str, str | bytes]) -> Path:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    names = {"word/styles.xml": "styles", "word/numbering.xml": "numbering"}
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{kinds}/{names[name]}" Target="{name.removeprefix("word/")}"/>'
        for at, name in enumerate(parts)
        if name in names
    )
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    whole: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships {space}><Relationship Id="r1" Type="{kinds}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f"<Relationships {space}>{relations}</Relationships>",
        **parts,
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in whole.items():
            package.writestr(name, content)
    path.write_bytes(made.getvalue())
    return path
