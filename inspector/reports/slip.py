"""A slip below a line to cut along, which comes back to whoever issued the paper."""

from dataclasses import dataclass

from inspector.reports.blocks import Block, Stack, Whole
from inspector.reports.composing import Composer
from inspector.reports.page import Flow
from inspector.reports.sheet import Sheet
from inspector.reports.styles import SECTION, SMALL
from inspector.reports.table import INNER, RULE

_HIGH = 14.0
_DASH, _GAP = 6.0, 4.0


@dataclass(frozen=True, slots=True)
class CutLine:
    """Dashes as wide as the text."""

    width: float

    @property
    def height(self) -> float:
        """Room above and below the dashes."""
        return _HIGH

    def split(self, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 - no room is enough to cut it
        """Stay whole."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw the dashes."""
        y, step = top - _HIGH / 2, _DASH + _GAP
        starts = (x + step * at for at in range(int(self.width / step) + 1))
        right = x + self.width
        with sheet.artifact():
            sheet.rules([(start, y, min(start + _DASH, right), y) for start in starts], INNER, RULE)


def add_slip(flow: Flow, parts: Composer, title: str, table: Block, note: str) -> None:
    """Add a slip with its line to cut along, whole so that it can be cut off."""
    page = parts.format
    heading = parts.words(SECTION, title, role="H2")
    block = Stack((CutLine(page.width), heading, table, parts.words(SMALL, note)))
    flow.add(Whole(block) if block.height <= page.height else block)
