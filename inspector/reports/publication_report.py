"""公开 as PDF: the paper alone. It carries no entries, which name people, and so no code to verify by."""

from pathlib import Path

from inspector.file_faults import put_in_place
from inspector.reports.archive import Drawn, write_archive
from inspector.reports.attachment import Carried
from inspector.reports.cells import centred, label, plain
from inspector.reports.composing import SPACE, Composer
from inspector.reports.fonts import Fonts, printable
from inspector.reports.furniture import Furniture
from inspector.reports.metadata import Particulars
from inspector.reports.page import Flow
from inspector.reports.publication_paper import PublicationPaper
from inspector.reports.publication_words import WordTable, issued_words, lead_of, tables_of
from inspector.reports.report_writing import Built
from inspector.reports.sheet import Sheet
from inspector.reports.styles import BY_HAND, GROUND
from inspector.reports.table import Table
from inspector.reports.tagging import Element
from inspector.words import in_language

NOTHING = Carried(b"", b"")


def build_publication(paper: PublicationPaper, to: Path) -> Built:
    """Write ``paper`` to ``to``, whole or not at all; equal papers make equal bytes.

    Raises Refused when the disk is full, OSError where it does not take the file.
    """
    fonts, say = Fonts(), in_language(paper.language)
    document = Element("Document")
    flow = _compose(paper, Composer(paper, {}, fonts, say, document))
    sheet = Sheet(fonts, flow.format.page)
    furniture = Furniture(paper, NOTHING, fonts, say, len(flow.pages))
    for number, blocks in enumerate(flow.pages):
        if number:
            sheet.next_page()
        furniture.draw_without_code(sheet)
        for placed in blocks:
            placed.block.draw(sheet, flow.format.left, placed.top)
    content = sheet.finish()
    drawn = Drawn(content=content, document=document, fields=(), used=sheet.pictures, pictures={})
    particulars = Particulars(
        title=printable(paper.headline(say)),
        author=printable(paper.office),
        subject=printable(f"{paper.grid} {paper.period.name}"),
        language=paper.language.replace("_", "-"),
        made=paper.made.local,
    )
    part = to.with_name(f".{to.name}.part")
    try:
        written = write_archive(drawn, particulars, (), part)
        put_in_place(part, to)
    finally:
        part.unlink(missing_ok=True)
    return Built(to, written.sha256, written.size, len(flow.pages), fonts.missing_characters)


def _compose(paper: PublicationPaper, parts: Composer) -> Flow:
    flow = parts.begin()
    flow.add(parts.band(GROUND, lead_of(paper, parts.say)), below=SPACE)
    for told in tables_of(paper, parts.say):
        flow.add(_table(told, parts), title=parts.section(told.title), below=SPACE)
    flow.add(parts.words(BY_HAND, issued_words(paper, parts.say)), below=SPACE)
    return flow


def _table(told: WordTable, parts: Composer) -> Table:
    table = parts.table(*told.widths)
    table.add([label(head) for head in told.heads], head=True)
    for first, *others in told.rows:
        table.add([plain(first), *(centred(one) for one in others)])
    return table
