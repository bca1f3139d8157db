"""The patrol record 网格环境巡查记录表: a form, an archive, and the data it rests on, in one file."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector.periods import long_day, weekday
from inspector.reports.archive import Attached, Drawn, Picture, write_archive
from inspector.reports.attachment import DATA_MIME, DATA_NAME, PACK_MIME, PACK_NAME, Carried
from inspector.reports.blocks import Band, Block
from inspector.reports.fonts import Face, Fonts, printable
from inspector.reports.furniture import CODE_NAME, Furniture
from inspector.reports.metadata import Particulars
from inspector.reports.page import LEFT, WIDTH, Flow
from inspector.reports.patrol_paper import PatrolPaper
from inspector.reports.patrol_tables import PatrolTables
from inspector.reports.photo_copies import Copies, copies_of
from inspector.reports.photo_sheet import PhotoSheet, picture_name
from inspector.reports.qr import code_picture, code_text
from inspector.reports.sheet import MM, Colour, Sheet
from inspector.reports.signature_block import SignatureBlock
from inspector.reports.styles import AMBER, AMBER_GROUND, GROUND, LEAD, SECTION, TITLE
from inspector.reports.tagging import Element
from inspector.reports.text import Run, Style, Words
from inspector.words import N_, Say, in_language

PATROL_TITLE = N_("Grid patrol record")
_SPACE = 4 * MM


@dataclass(frozen=True, slots=True)
class Built:
    """A finished file: where it lies, SHA-256, bytes, pages, and the characters printed as 〓."""

    path: Path
    sha256: str
    size: int
    pages: int
    missing_characters: tuple[str, ...]


def patrol_title(paper: PatrolPaper, say: Say) -> str:
    """Name the paper as its head does; a late sheet and a draft say so."""
    title = paper.title or say(PATROL_TITLE)
    if paper.late_reason:
        title = say("{title} (late entry)", title=title)
    return title


def unprintable(paper: PatrolPaper) -> tuple[str, ...]:
    """Give the characters of ``paper`` that no font has, for its data; they are printed as 〓."""
    fonts = Fonts()
    for text in paper.texts():
        fonts.glyphs(printable(text.replace("\n", "")), Face.BODY)
    return fonts.missing_characters


def build_patrol_report(paper: PatrolPaper, carried: Carried, to: Path) -> Built:
    """Write the patrol record with its attachments to ``to``, whole or not at all.

    The same paper and attachments give the same bytes. A photo that is absent or can't be read leaves its
    place empty and says so. Raises Refused when the disk is full, OSError where it does not take the file.
    """
    fonts, say = Fonts(), in_language(paper.language)
    with copies_of(paper.photos, len(carried.pack) + len(carried.data)) as copies:
        drawn, pages = _draw(paper, carried, copies, fonts, say)
    part = to.with_name(f".{to.name}.part")
    try:
        write_archive(drawn, _particulars(paper, say), _attached(carried, say), part)
        with part.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        size = part.stat().st_size
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)
    return Built(to, sha256, size, pages, fonts.missing_characters)


def _draw(paper: PatrolPaper, carried: Carried, copies: Copies, fonts: Fonts, say: Say) -> tuple[Drawn, int]:
    document = Element("Document")
    verification = Element("Sect")
    flow = _Composition(paper, copies, fonts, say, document).flow()
    document.kids.append(verification)
    sheet = Sheet(fonts)
    furniture = Furniture(paper, carried, fonts, say, len(flow.pages))
    for number, blocks in enumerate(flow.pages):
        if number:
            sheet.next_page()
        furniture.draw(sheet, verification)
        for placed in blocks:
            placed.block.draw(sheet, LEFT, placed.top)
    title = patrol_title(paper, say)
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


@dataclass(frozen=True, slots=True)
class _Composition:
    """Puts the parts of the record below one another."""

    paper: PatrolPaper
    copies: Copies
    fonts: Fonts
    say: Say
    document: Element

    def flow(self) -> Flow:
        paper, say = self.paper, self.say
        flow = Flow()
        tables = PatrolTables(paper, self.fonts, say, self.document)
        flow.add(self._words(TITLE, patrol_title(paper, say), role="H1"), below=_SPACE)
        if paper.late_reason:
            flow.add(self._band(AMBER_GROUND, *self._late()), below=_SPACE)
        flow.add(tables.head(), below=_SPACE)
        flow.add(self._band(GROUND, tables.summary()), below=_SPACE)
        title = self._words(SECTION, say("Stops of the patrol"), role="H2")
        flow.add(tables.stops(), title=title, below=_SPACE)
        if paper.findings:
            title = self._words(SECTION, say("Findings of the patrol"), role="H2")
            flow.add(tables.findings(), title=title, below=_SPACE)
        title = self._words(SECTION, say("Signatures and seal"), role="H2")
        flow.add(SignatureBlock(paper, self.fonts, say, self.document).block(), title=title)
        if paper.photos:
            self._add_photos(flow)
        return flow

    def _add_photos(self, flow: Flow) -> None:
        flow.end_page()
        title: Block | None = self._words(SECTION, self.say("Photos taken"), role="H2")
        section = self.document.add("Sect")
        sheet = PhotoSheet(self.fonts, self.say, self.copies, self.paper.photos_per_page, SECTION.leading)
        for row in sheet.rows(self.paper.photos, section):
            flow.add(row, title=title)
            title = None

    def _band(self, ground: Colour, *runs: str | Run) -> Band:
        words = self._words(LEAD, *runs, width=WIDTH - 2 * Band.PADDING_X)
        return Band(words, ground, WIDTH)

    def _words(self, style: Style, *runs: str | Run, role: str = "P", width: float = WIDTH) -> Block:
        return Words.of(style, *runs).lay_out(self.fonts, width, self.document.add(role))

    def _late(self) -> tuple[Run, ...]:
        paper, say = self.paper, self.say
        day = say("{day} ({weekday})", day=long_day(paper.day, say), weekday=weekday(paper.day, say))
        sentences = [say("This sheet tells of the patrol of {day} and was written down later.", day=day)]
        if paper.entered:
            moment = f"{long_day(paper.entered.day, say)} {paper.entered.clock}"
            sentences.append(say("Written down: {moment}.", moment=moment))
        sentences.append(say("Reason: {reason}", reason=paper.late_reason))
        mark = Run(say("Late entry. "), Face.STRONG, AMBER)
        return (mark, *(Run(sentence, ink=AMBER) for sentence in sentences))


def _particulars(paper: PatrolPaper, say: Say) -> Particulars:
    return Particulars(
        title=printable(f"{patrol_title(paper, say)} {paper.number}"),
        author=printable(paper.office),
        subject=printable(f"{paper.grid} {paper.day:%Y-%m-%d}"),
        language=paper.language.replace("_", "-"),
        made=(paper.ended or paper.began).local,
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
