"""The page: margins of official papers, and how blocks fill one page after another."""

from dataclasses import dataclass, field
from typing import NamedTuple

from inspector.reports.blocks import Block
from inspector.reports.official_paper import Paper
from inspector.reports.sheet import MM, PAGE

LEFT = 28 * MM
TOP = PAGE[1] - 37 * MM
WIDTH = 156 * MM
HEIGHT = 225 * MM
"""The text block of GB/T 9704-2012, 5.2: 156 × 225 mm, 37 mm from the top and 28 mm from the left."""


class Format(NamedTuple):
    """A page: its width and height, and on it the left, top, width and height of the text."""

    page: tuple[float, float]
    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where lines end."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Where the text ends."""
        return self.top - self.height


UPRIGHT = Format(PAGE, LEFT, TOP, WIDTH, HEIGHT)
ACROSS = Format((PAGE[1], PAGE[0]), 15 * MM, PAGE[0] - 22 * MM, PAGE[1] - 30 * MM, PAGE[0] - 57 * MM)
"""A4 on its side, for tables of many columns; the foot is as high as upright."""
LARGE = (420 * MM, PAGE[1])
"""A3 on its side."""
WALL = Format(LARGE, 15 * MM, LARGE[1] - 18 * MM, LARGE[0] - 30 * MM, LARGE[1] - 53 * MM)
"""A sheet of a wall chart, with room for the marks it is cut along."""

ROUNDING = 0.01
"""Points by which heights added up in another order may differ."""


class Placed(NamedTuple):
    """A block and where its top stands on the page."""

    block: Block
    top: float


@dataclass(slots=True)
class Flow:
    """Blocks in reading order, put on pages one after another."""

    format: Format = UPRIGHT
    pages: list[list[Placed]] = field(default_factory=lambda: [[]])
    _top: float = field(init=False)

    def __post_init__(self) -> None:
        """Begin at the top of the first page."""
        self._top = self.format.top

    def add(self, block: Block, *, title: Block | None = None, below: float = 0.0) -> None:
        """Put ``block`` under the last one, with ``below`` points after it unless the page ends there.

        What does not fit goes on overleaf. A ``title`` stands on the page where its block begins. A block
        that neither fits a page nor can be cut stands alone on one and reaches over its foot.
        """
        if title:
            if not _begins(block, self._room - title.height):
                self.end_page()
            self._place(title)
        while block.height > self._room + ROUNDING:
            parts = block.split(self._room)
            if parts:
                self._place(parts[0])
                block = parts[1]
            elif self._only(title):
                break
            self.end_page()
        self._place(block)
        self._top -= below

    def space(self, points: float) -> None:
        """Leave room before the next block."""
        self._top -= points

    def sink(self, block: Block) -> None:
        """Put ``block`` at the foot of the last page, of one more where it has no room there."""
        if block.height > self._room + ROUNDING:
            self.end_page()
        self._top = self.format.bottom + block.height
        self._place(block)

    def end_page(self) -> None:
        """Begin the next block on a new page, unless this one is empty."""
        if self.pages[-1]:
            self.pages.append([])
            self._top = self.format.top

    @property
    def _room(self) -> float:
        return self._top - self.format.bottom

    def _only(self, title: Block | None) -> bool:
        return all(placed.block is title for placed in self.pages[-1])

    def _place(self, block: Block) -> None:
        self.pages[-1].append(Placed(block, self._top))
        self._top -= block.height


def format_of(paper: Paper) -> Format:
    """Give the page a paper is printed on."""
    if paper.IS_LARGE:
        return WALL
    return ACROSS if paper.IS_ACROSS else UPRIGHT


def _begins(block: Block, room: float) -> bool:
    return block.height <= room + ROUNDING or block.split(room) is not None
