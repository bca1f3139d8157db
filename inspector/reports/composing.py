"""The parts forms are made of: title, band, section, tables of facts, signatures, photo sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inspector.reports.blocks import Band, Block
from inspector.reports.cells import LEAST_ROW, label, plain
from inspector.reports.fonts import Fonts
from inspector.reports.official_paper import Paper
from inspector.reports.page import Flow, Format, format_of
from inspector.reports.photo_copies import Copies
from inspector.reports.photo_sheet import PhotoSheet
from inspector.reports.sheet import MM, Colour
from inspector.reports.signature_block import SignatureBlock
from inspector.reports.styles import LABEL, LEAD, SECTION, TITLE
from inspector.reports.table import PADDING_X, Cell, Table
from inspector.reports.tagging import Element
from inspector.reports.text import Run, Style, Words
from inspector.words import Say

SPACE = 4 * MM
"""Between two parts of a form."""
_LEAST_LABEL = 20 * MM


@dataclass(frozen=True, slots=True)
class Composer:
    """Makes the parts of ``paper``; each becomes a child of ``document``."""

    paper: Paper
    copies: Copies
    fonts: Fonts
    say: Say
    document: Element

    @property
    def format(self) -> Format:
        """The page the paper is printed on."""
        return format_of(self.paper)

    def begin(self) -> Flow:
        """Begin a form with its title."""
        flow = Flow(self.format)
        flow.add(self.words(TITLE, self.paper.headline(self.say), role="H1"), below=SPACE)
        return flow

    def section(self, title: str) -> Block:
        """Make the title of a section."""
        return self.words(SECTION, title, role="H2")

    def band(self, ground: Colour, *runs: str | Run) -> Band:
        """Make a paragraph on a ground of its own."""
        words = self.words(LEAD, *runs, width=self.format.width - 2 * Band.PADDING_X)
        return Band(words, ground, self.format.width)

    def words(self, style: Style, *runs: str | Run, role: str = "P", width: float = 0.0) -> Block:
        """Make a paragraph; without a ``width`` as wide as the text."""
        return Words.of(style, *runs).lay_out(self.fonts, width or self.format.width, self.document.add(role))

    def table(self, *columns: float) -> Table:
        """Begin a table as wide as the text; ``columns`` are shares of the width."""
        share = self.format.width / sum(columns)
        return Table(self.fonts, [share * column for column in columns], self.document.add("Table"))

    def listing(self, heads: Sequence[str], *columns: float) -> Table:
        """Begin a table with a head that is repeated overleaf."""
        table = self.table(*columns)
        table.add([label(text) for text in heads], least=LEAST_ROW, head=True)
        return table

    def facts(self, rows: Iterable[tuple[str, str, str, str]]) -> Table:
        """Make a table of facts, two in a row: label, text, label, text."""
        told = list(rows)
        left = self._label_width(row[0] for row in told)
        right = self._label_width(row[2] for row in told)
        rest = self.format.width - left - right
        table = self.table(left, rest * 0.55, right, rest * 0.45)
        for one, text, other, words in told:
            cells: tuple[Cell, ...] = (label(one, heads="Row"), plain(text, span=3))
            if other:
                cells = (label(one, heads="Row"), plain(text), label(other, heads="Row"), plain(words))
            table.add(cells, least=LEAST_ROW)
        return table

    def add_signatures(self, flow: Flow, *, with_witnesses: bool = True) -> None:
        """Add where people sign."""
        title = self.section(self.say("Signatures and seal"))
        block = SignatureBlock(self.paper, self.fonts, self.say, self.document, with_witnesses)
        flow.add(block.block(), title=title)

    def add_photos(self, flow: Flow, title: str) -> None:
        """Add the photo sheet, if there is a photo, from a new page on."""
        paper = self.paper
        if not paper.photos:
            return
        flow.end_page()
        heading: Block | None = self.section(title)
        section = self.document.add("Sect")
        sheet = PhotoSheet(self.fonts, self.say, self.copies, paper.photos_per_page, SECTION.leading)
        for row in sheet.rows(paper.photos, section):
            flow.add(row, title=heading)
            heading = None

    def _label_width(self, labels: Iterable[str]) -> float:
        widest = max((self.fonts.width(text, LABEL.face) for text in labels), default=0.0) * LABEL.size
        return max(widest + 4 * PADDING_X, _LEAST_LABEL)
