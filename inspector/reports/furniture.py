"""What stands on a page beside its text: head, foot, code, and the marks of drafts and sample data."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from inspector.reports.attachment import DATA_NAME, PACK_NAME, Carried
from inspector.reports.fonts import Face, Fonts
from inspector.reports.official_paper import Paper
from inspector.reports.page import Format, format_of
from inspector.reports.qr import HOW_TO_VERIFY
from inspector.reports.sheet import MM, Box, Sheet
from inspector.reports.styles import AMBER, LABEL, PALE, RED, SMALL, TINY
from inspector.reports.tagging import Element
from inspector.reports.text import Align, Style, Words
from inspector.words import Say

CODE_NAME = "Code"
CODE_SIDE = 26 * MM
_FOOT = 4 * MM
"""From the text down to the foot."""
_HEAD = 15 * MM
"""From the text up to the marks of drafts and sample data."""
_CODE_GAP = 3 * MM
_WATERMARK = Style(Face.TITLE, 150, 150, PALE, Align.CENTRE)
_DRAFT = replace(LABEL, ink=RED, align=Align.RIGHT)
_SAMPLE = replace(LABEL, ink=AMBER, align=Align.LEFT)
_DASHED = Style(size=14, leading=20)
"""4号, as GB/T 9704-2012, 7.5 has it for numbers of pages."""
_DASHED_ROOM = 30 * MM
_ARTIFACT = Element("Artifact")


class Span(NamedTuple):
    """Where a line stands: its left end, its top and its width."""

    x: float
    top: float
    width: float


def short_hash(sha256: str) -> str:
    """Shorten a SHA-256 to what fits a foot line: its first 16 digits, in fours."""
    return " ".join(sha256[at : at + 4] for at in range(0, 16, 4))


@dataclass(frozen=True, slots=True)
class Furniture:
    """Draws what repeats on every page of ``paper``, and the code with how to verify on the first."""

    paper: Paper
    carried: Carried
    fonts: Fonts
    say: Say
    pages: int

    @property
    def _format(self) -> Format:
        return format_of(self.paper)

    def draw(self, sheet: Sheet, verification: Element) -> None:
        """Draw on the current page; on the first one the code and its words belong to ``verification``."""
        with sheet.artifact():
            if self.paper.is_draft:
                self._watermark(sheet)
            self._head(sheet)
            self._foot(sheet)
        if sheet.page == 0:
            self._verification(sheet, verification)

    def draw_without_code(self, sheet: Sheet) -> None:
        """Draw on the current page of a paper that carries nothing: its marks and the number of the page."""
        with sheet.artifact():
            self._head(sheet)
            self._page_number(sheet)

    def _line(self, sheet: Sheet, style: Style, text: str, room: Span) -> None:
        Words.of(style, text).lay_out(self.fonts, room.width, _ARTIFACT).draw(sheet, room.x, room.top)

    def _head(self, sheet: Sheet) -> None:
        page = self._format
        top, half = page.top + _HEAD, page.width / 2
        if self.paper.is_sample:
            self._line(sheet, _SAMPLE, self.say("Sample data, no real record"), Span(page.left, top, half))
        if self.paper.is_draft:
            text = self.say("Draft, not signed, no evidence")
            self._line(sheet, _DRAFT, text, Span(page.left + half, top, half))

    def _watermark(self, sheet: Sheet) -> None:
        width, height = self._format.page
        text = Words.of(_WATERMARK, self.say("DRAFT")).lay_out(self.fonts, 2 * width, _ARTIFACT)
        sheet.write(f"q 0.707 0.707 -0.707 0.707 {width / 2:.2f} {height / 2:.2f} cm")
        text.draw(sheet, -width, text.height / 2)
        sheet.write("Q")

    def _foot(self, sheet: Sheet) -> None:
        say = self.say
        parts = [
            self.paper.number or say("no number yet"),
            say("data {hash}", hash=short_hash(self.carried.pack_sha256)),
        ]
        if self.paper.is_sample:
            parts.append(say("sample data"))
        foot, right = self._format.bottom - _FOOT, self._format.right
        left = self._format.left + (CODE_SIDE + _CODE_GAP if sheet.page == 0 else 0.0)
        page = self._page_words(sheet)
        room = self.fonts.width(page, SMALL.face) * SMALL.size
        if self.paper.HAS_DASHED_PAGES:
            self._dashed_number(sheet)
            if sheet.page:
                foot -= _DASHED.leading
            self._line(sheet, SMALL, "   ".join(parts), Span(left, foot, right - left - _DASHED_ROOM))
            return
        self._line(sheet, SMALL, "   ".join(parts), Span(left, foot, right - left - room - _CODE_GAP))
        self._page_number(sheet)

    def _dashed_number(self, sheet: Sheet) -> None:
        """Write — 1 — one character in from the outer edge: right on odd pages, left on even ones."""
        is_odd = sheet.page % 2 == 0
        style = replace(_DASHED, align=Align.RIGHT if is_odd else Align.LEFT)
        left = self._format.right - _DASHED_ROOM if is_odd else self._format.left + _DASHED.size
        room = _DASHED_ROOM - _DASHED.size
        self._line(sheet, style, f"— {sheet.page + 1} —", Span(left, self._format.bottom - _FOOT, room))

    def _page_words(self, sheet: Sheet) -> str:
        return self.say("Page {page} of {pages}", page=sheet.page + 1, pages=self.pages)

    def _page_number(self, sheet: Sheet) -> None:
        page = self._page_words(sheet)
        room = self.fonts.width(page, SMALL.face) * SMALL.size
        foot, right = self._format.bottom - _FOOT, self._format.right
        self._line(sheet, replace(SMALL, align=Align.RIGHT), page, Span(right - room - 1, foot, room + 1))

    def _verification(self, sheet: Sheet, verification: Element) -> None:
        say = self.say
        foot = self._format.bottom - _FOOT
        box = Box(self._format.left, foot - CODE_SIDE, CODE_SIDE, CODE_SIDE)
        code = verification.add(
            "Figure", alternative=say("QR code: number, date, and the check sums of the data in this file")
        )
        code.box = (box.x, box.y, box.x + box.width, box.y + box.height)
        with sheet.marked(code):
            sheet.picture(CODE_NAME, box)
        left = self._format.left + CODE_SIDE + _CODE_GAP
        top, width = foot - 2 * SMALL.leading, self._format.right - left
        for style, text in (
            (SMALL, say(HOW_TO_VERIFY)),
            (TINY, f"{PACK_NAME}  SHA-256  {self.carried.pack_sha256}"),
            (TINY, f"{DATA_NAME}  SHA-256  {self.carried.data_sha256}"),
        ):
            words = Words.of(style, text).lay_out(self.fonts, width, verification.add("P"))
            words.draw(sheet, left, top)
            top -= words.height + 1
