"""销号卷宗: cover, contents with pages, form, re-checks, publicity, photos, and every paper as pages."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path

from inspector.periods import long_day
from inspector.reports.archive import Picture
from inspector.reports.attachment import Carried
from inspector.reports.blocks import Block
from inspector.reports.cells import LEAST_ROW, centred, plain, small
from inspector.reports.close_off_form import add_form, add_notice
from inspector.reports.close_off_paper import FORM_TITLE, NOTICE_TITLE, CloseOffFilePaper, ScannedPage
from inspector.reports.composing import SPACE, Composer
from inspector.reports.official_paper import PaperPhoto
from inspector.reports.page import HEIGHT, WIDTH, Flow
from inspector.reports.photo_sheet import PhotoSheet, picture_name
from inspector.reports.report_writing import Built, write_report
from inspector.reports.sheet import MM, Box, Sheet
from inspector.reports.site_tables import NOTHING
from inspector.reports.styles import CAPTION, LEAD, SECTION, SMALL, TINY
from inspector.reports.tagging import Element
from inspector.reports.text import Align, Lines, Words

COVER = 62 * MM
"""Free room above the title on the cover."""


def build_close_off_file(paper: CloseOffFilePaper, carried: Carried, to: Path) -> Built:
    """Write the file with its attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        # laid out twice: the contents take the same room whatever their page numbers are
        draft = _File(paper, replace(parts, document=Element("Document")))
        draft.lay_out(())
        file = _File(paper, parts)
        return file.lay_out(draft.begins)

    return write_report(paper, compose, carried, to)


class _File:
    """Puts the sections of the file one after the other, each on a page of its own."""

    def __init__(self, paper: CloseOffFilePaper, parts: Composer) -> None:
        self._paper = paper
        self._parts = parts
        self._say = parts.say
        self._flow = Flow()
        self.begins: list[int] = []

    def lay_out(self, pages: Sequence[int]) -> Flow:
        """Lay out everything; ``pages`` tells the contents where each section with a title begins."""
        sections = self._sections()
        self._cover()
        self._flow.end_page()
        self._contents([title for title, _add in sections if title], pages)
        for title, add in sections:
            self._flow.end_page()
            if title:
                self.begins.append(len(self._flow.pages))
            add(title)
        return self._flow

    def _sections(self) -> list[tuple[str, Callable[[str], object]]]:
        say, paper = self._say, self._paper
        sections: list[tuple[str, Callable[[str], object]]] = [
            (say(FORM_TITLE), self._form),
            (say("Assignment and re-checks"), self._rechecks),
            (say(NOTICE_TITLE), self._notice),
        ]
        if self._shots:
            sections.append((say("Photos before and after"), self._photos))
        sections += [(scan.title, self._scan(scan)) for scan in paper.scans]
        if paper.listed:
            sections.append((say("Files that are not bound in"), self._listed))
        return sections

    @property
    def _shots(self) -> tuple[PaperPhoto, ...]:
        bound = {scan.picture for scan in self._paper.scans}
        return tuple(photo for photo in self._paper.photos if photo.number not in bound)

    def _cover(self) -> None:
        parts, paper, say = self._parts, self._paper, self._say
        self._flow.space(COVER)
        begun = parts.begin()
        for placed in begun.pages[0]:
            self._flow.add(placed.block, below=4 * SPACE)
        case = paper.case
        centred_lead = replace(LEAD, align=Align.CENTRE)
        self._flow.add(parts.words(centred_lead, case.text), below=4 * SPACE)
        filed = long_day(paper.filed_on, say) if paper.filed_on else say("not filed yet")
        rows = (
            (
                say("Number of the case"),
                case.number,
                say("Responsible unit"),
                case.unit or case.site or NOTHING,
            ),
            (say("Number of filing"), paper.filing_number or NOTHING, say("Filed on"), filed),
            (say("Unit"), paper.office, say("Number of the file"), paper.number or NOTHING),
        )
        self._flow.add(parts.facts(rows))

    def _contents(self, titles: Sequence[str], pages: Sequence[int]) -> None:
        parts, say = self._parts, self._say
        table = parts.listing((say("No."), say("Content"), say("Page")), 14, 120, 22)
        for number, title in enumerate(titles, 1):
            page = f"{pages[number - 1]}" if pages else ""
            table.add((centred(f"{number}"), plain(title), centred(page)), least=LEAST_ROW)
        self._flow.add(table, title=parts.section(say("Contents")))

    def _form(self, title: str) -> None:
        self._flow.add(self._parts.section(title), below=SPACE / 2)
        add_form(self._paper, self._parts, self._flow)
        self._parts.add_signatures(self._flow, with_witnesses=False)

    def _notice(self, title: str) -> None:
        self._flow.add(self._parts.section(title), below=SPACE / 2)
        add_notice(self._paper, self._parts, self._flow)

    def _rechecks(self, title: str) -> None:
        parts, say, case = self._parts, self._say, self._paper.case
        rows = (
            (
                say("Assignment"),
                case.assignment or NOTHING,
                say("Begun on"),
                long_day(case.begun_on, say) if case.begun_on else NOTHING,
            ),
            (
                say("Responsible unit"),
                case.unit or NOTHING,
                say("Responsible for it"),
                case.rectifier or NOTHING,
            ),
            (say("Measures asked for"), case.asked or NOTHING, "", ""),
            (say("How it was put right"), case.done or NOTHING, "", ""),
        )
        self._flow.add(parts.facts(rows), title=parts.section(title), below=SPACE)
        if not case.rechecks:
            return
        table = parts.listing(
            (say("No."), say("Re-checked by"), say("Day"), say("Result of the re-check")), 10, 40, 34, 72
        )
        for number, one in enumerate(case.rechecks, 1):
            cells = (
                centred(f"{number}"),
                centred(one.by),
                centred(long_day(one.on, say)),
                plain(one.note or say("put right")),
            )
            table.add(cells, least=LEAST_ROW)
        self._flow.add(table)

    def _photos(self, title: str) -> None:
        parts, paper = self._parts, self._paper
        heading: Block | None = parts.section(title)
        section = parts.document.add("Sect")
        sheet = PhotoSheet(parts.fonts, self._say, parts.copies, paper.photos_per_page, SECTION.leading)
        for row in sheet.rows(self._shots, section):
            self._flow.add(row, title=heading)
            heading = None

    def _scan(self, scan: ScannedPage) -> Callable[[str], object]:
        def add(_title: str) -> None:
            parts = self._parts
            photo = next(one for one in self._paper.photos if one.number == scan.picture)
            words = Words.of(CAPTION, scan.what).lay_out(parts.fonts, WIDTH, parts.document.add("P"))
            sha256 = Words.of(TINY, f"SHA-256 {photo.sha256}").lay_out(
                parts.fonts, WIDTH, parts.document.add("P")
            )
            figure = parts.document.add("Figure", alternative=scan.what)
            absent = Words.of(SMALL, self._say("This page is not on this computer, or can't be read."))
            page = ScanPage(
                scan.picture,
                parts.copies[scan.picture],
                figure,
                (words, sha256),
                absent.lay_out(parts.fonts, WIDTH, figure),
            )
            self._flow.add(page)

        return add

    def _listed(self, title: str) -> None:
        parts, say = self._parts, self._say
        table = parts.listing((say("No."), say("File"), say("Bytes"), "SHA-256"), 10, 54, 24, 68)
        for number, one in enumerate(self._paper.listed, 1):
            cells = (centred(f"{number}"), plain(one.name), centred(f"{one.size:,}"), small(one.sha256))
            table.add(cells, least=LEAST_ROW)
        self._flow.add(table, title=parts.section(title))


@dataclass(frozen=True, slots=True)
class ScanPage:
    """A page of a paper, as large as our page takes it, below its name and the hash of its file."""

    number: int
    copy: "Future[Picture | None]"
    figure: Element
    caption: tuple[Lines, ...]
    absent: Lines

    @property
    def height(self) -> float:
        """The whole page."""
        return HEIGHT

    def split(self, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 - no room is enough to cut it
        """Stay whole."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw the picture under its name; where it is missing, say so."""
        foot = top - HEIGHT
        for lines in self.caption:
            lines.draw(sheet, x, top)
            top -= lines.height
        top -= MM
        picture = self.copy.result()
        if picture is None:
            self.figure.box = (x, foot, x + WIDTH, top)
            self.absent.draw(sheet, x, top)
            return
        scale = min(WIDTH / picture.width, (top - foot) / picture.height)
        width, height = picture.width * scale, picture.height * scale
        left = x + (WIDTH - width) / 2
        self.figure.box = (left, top - height, left + width, top)
        with sheet.marked(self.figure):
            sheet.picture(picture_name(self.number), Box(left, top - height, width, height))
