"""Where people sign: room for ink, seal and date, and in the same place the fields for digital signatures."""

from collections.abc import Iterator
from dataclasses import dataclass

from inspector.reports.blocks import Block, Content, Stack, Whole
from inspector.reports.cells import label
from inspector.reports.fonts import Fonts
from inspector.reports.official_paper import Paper, PaperSigner
from inspector.reports.page import format_of
from inspector.reports.sheet import MM, Box, Sheet
from inspector.reports.styles import BY_HAND, ROW, SMALL
from inspector.reports.table import PADDING_X, Cell, Table
from inspector.reports.tagging import Element
from inspector.reports.text import Words
from inspector.words import N_, Say

ROOM_FOR_INK = 13 * MM
ROOM_FOR_SEAL = 22 * MM
ABREAST = 3
"""Signers side by side."""
_COLUMNS = 6
DATE_BY_HAND = N_("(year)      (month)      (day)      ")


@dataclass(frozen=True, slots=True)
class Room:
    """Free room for ink or a seal; with a ``field`` it also takes a digital signature for ``purpose``."""

    height: float
    field: str = ""
    purpose: str = ""

    @property
    def role(self) -> str:
        """A form if there is a field, else nothing that is read aloud."""
        return "Form" if self.field else ""

    def lay_out(self, fonts: Fonts, width: float, element: Element) -> "FreeRoom":  # noqa: ARG002 - without words
        """Take the whole width."""
        return FreeRoom(self, width, element)


@dataclass(frozen=True, slots=True)
class FreeRoom:
    """Free room on a page."""

    room: Room
    width: float
    element: Element

    @property
    def height(self) -> float:
        """As high as asked for."""
        return self.room.height

    def split(self, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 - no room is enough to cut it
        """Stay whole."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Leave the room free, and say where the field is."""
        if self.room.field:
            box = Box(x, top - self.height, self.width, self.height)
            sheet.field(self.room.field, self.room.purpose, box, self.element)


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Makes the signatures' place on ``paper``; ``with_witnesses`` also for those present."""

    paper: Paper
    fonts: Fonts
    say: Say
    document: Element
    with_witnesses: bool = True

    def block(self) -> Block:
        """Lay out the block, whole if a page holds it."""
        page = format_of(self.paper)
        table = Table(self.fonts, [page.width / _COLUMNS] * _COLUMNS, self.document.add("Table"))
        places = [(self._role(signer), tuple(self._place(signer))) for signer in self.paper.signers]
        if not self.with_witnesses:
            places.append((self.say("Unit (seal)"), (Room(ROOM_FOR_SEAL), self._date())))
        for at in range(0, len(places), ABREAST):
            abreast = places[at : at + ABREAST]
            span = _COLUMNS // len(abreast)
            table.add([label(role, span=span) for role, _ in abreast])
            table.add([Cell(contents, span) for _, contents in abreast])
        if self.with_witnesses:
            self._add_witnesses(table)
        note = Words.of(SMALL, self._note()).lay_out(self.fonts, page.width, self.document.add("P"))
        block = Stack((table, note))
        return Whole(block) if block.height <= page.height else block

    def _role(self, signer: PaperSigner) -> str:
        return self.say("{role} (signature)", role=self.say(signer.role))

    def _place(self, signer: PaperSigner) -> Iterator[Content]:
        yield Words.of(ROW, signer.name)
        field = "" if self.paper.is_draft else signer.field
        purpose = self.say("Digital signature of {person}", person=signer.name or self.say(signer.role))
        yield Room(ROOM_FOR_INK, field, purpose)
        yield self._date()

    def _add_witnesses(self, table: Table) -> None:
        half = _COLUMNS // 2
        say = self.say
        heads = (say("Present (reason if a signature is refused)"), say("Unit (seal)"))
        table.add([label(text, span=half) for text in heads])
        present = Words.of(ROW, self.paper.present)
        width = format_of(self.paper).width
        written = present.lay_out(self.fonts, width / 2 - 2 * PADDING_X, Element("P")).height
        room = Room(max(ROOM_FOR_SEAL - written, 0.0))
        date = self._date()
        table.add((Cell((present, room, date), half), Cell((Room(ROOM_FOR_SEAL), date), half)))

    def _date(self) -> Words:
        return Words.of(BY_HAND, self.say(DATE_BY_HAND))

    def _note(self) -> str:
        say = self.say
        if self.paper.is_draft:
            return say("This is a draft; it is signed only once it is final.")
        if not self.paper.expected_signatures:
            return say("This record is signed in ink and sealed; no digital signature is expected.")
        return say(
            "Digital signatures are kept in the file and do not show on paper; 'Verify' tells who signed, "
            "with which certificate and when."
        )
