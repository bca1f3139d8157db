"""From a paper to its file: drawn page after page, made an archive with its data inside, put in its place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector.file_faults import put_in_place
from inspector.reports.archive import Attached, Drawn, Picture, write_archive
from inspector.reports.attachment import DATA_MIME, DATA_NAME, PACK_MIME, PACK_NAME, Carried
from inspector.reports.composing import Composer
from inspector.reports.fonts import Face, Fonts, printable
from inspector.reports.furniture import CODE_NAME, Furniture
from inspector.reports.metadata import Particulars
from inspector.reports.official_paper import Paper
from inspector.reports.page import Flow
from inspector.reports.photo_copies import Copies, copies_of
from inspector.reports.photo_sheet import picture_name
from inspector.reports.qr import code_picture, code_text
from inspector.reports.sheet import Sheet
from inspector.reports.tagging import Element
from inspector.words import Say, in_language

Composed = Callable[[Composer], Flow]
"""Puts the parts of a form below one another."""


@dataclass(frozen=True, slots=True)
class Built:
    """A finished file: where it lies, SHA-256, bytes, pages, and the characters printed as 〓."""

    path: Path
    sha256: str
    size: int
    pages: int
    missing_characters: tuple[str, ...]


def unprintable(paper: Paper) -> tuple[str, ...]:
    """Give the characters of ``paper`` that no font has, for its data; they are printed as 〓."""
    fonts = Fonts()
    for text in paper.texts():
        fonts.glyphs(printable(text.replace("\n", "")), Face.BODY)
    return fonts.missing_characters


def write_report(paper: Paper, compose: Composed, carried: Carried, to: Path) -> Built:
    """Write ``paper`` with its attachments to ``to``, whole or not at all.

    The same paper and attachments give the same bytes. A photo that is absent or can't be read leaves its
    place empty and says so. Raises Refused when the disk is full, OSError where it does not take the file.
    """
    fonts, say = Fonts(), in_language(paper.language)
    with copies_of(paper.photos, len(carried.pack) + len(carried.data)) as copies:
        drawn, pages = _draw(paper, compose, carried, copies, fonts, say)
    part = to.with_name(f".{to.name}.part")
    try:
        written = write_archive(drawn, _particulars(paper, say), _attached(carried, say), part)
        put_in_place(part, to)
    finally:
        part.unlink(missing_ok=True)
    return Built(to, written.sha256, written.size, pages, fonts.missing_characters)


def _draw(
    paper: Paper, compose: Composed, carried: Carried, copies: Copies, fonts: Fonts, say: Say
) -> tuple[Drawn, int]:
    document = Element("Document")
    verification = Element("Sect")
    flow = compose(Composer(paper, copies, fonts, say, document))
    document.kids.append(verification)
    sheet = Sheet(fonts, flow.format.page)
    furniture = Furniture(paper, carried, fonts, say, len(flow.pages))
    for number, blocks in enumerate(flow.pages):
        if number:
            sheet.next_page()
        furniture.draw(sheet, verification)
        for placed in blocks:
            placed.block.draw(sheet, flow.format.left, placed.top)
    title = paper.headline(say)
    if paper.is_draft:
        title = say("{title} (draft)", title=title)
    code = code_text(title, paper.number, paper.day, carried, say)
    pictures: dict[str, Picture] = {CODE_NAME: code_picture(code)}
    for number, copy in copies.items():
        picture = copy.result()
        if picture:
            pictures[picture_name(number)] = picture
    content = sheet.finish()
    drawn = Drawn(
        content=content, document=document, fields=sheet.fields, used=sheet.pictures, pictures=pictures
    )
    return drawn, len(flow.pages)


def _particulars(paper: Paper, say: Say) -> Particulars:
    return Particulars(
        title=printable(f"{paper.headline(say)} {paper.number}".rstrip()),
        author=printable(paper.office),
        subject=printable(f"{paper.grid} {paper.day:%Y-%m-%d}"),
        language=paper.language.replace("_", "-"),
        made=paper.made.local,
    )


def _attached(carried: Carried, say: Say) -> Sequence[Attached]:
    return (
        Attached(
            PACK_NAME,
            PACK_MIME,
            carried.pack,
            say("The entries this record rests on, with photos"),
            is_packed=True,
        ),
        Attached(DATA_NAME, DATA_MIME, carried.data, say("What this record is, for programs")),
    )
