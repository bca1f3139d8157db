"""What a page is filled with: blocks that know their height and may be cut in two."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar, Protocol

from inspector.reports.fonts import Fonts
from inspector.reports.sheet import Box, Colour, Sheet
from inspector.reports.tagging import Element


class Block(Protocol):
    """Something laid out for a width; heights are points."""

    @property
    def height(self) -> float:
        """How much of a page it takes."""

    def split(self, room: float) -> "tuple[Block, Block] | None":
        """Cut off what fits ``room``; nothing if it can't be cut there."""

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw with the upper left corner at ``x``, ``top``."""


class Content(Protocol):
    """Something to be laid out once its width is known."""

    @property
    def role(self) -> str:
        """The structure type of what it becomes; empty for what is not read aloud."""

    def lay_out(self, fonts: Fonts, width: float, element: Element) -> Block:
        """Lay out for ``width`` points; what is drawn belongs to ``element``."""


@dataclass(frozen=True, slots=True)
class Stack:
    """Blocks one below the other."""

    blocks: tuple[Block, ...]

    @property
    def height(self) -> float:
        """The sum of what is stacked."""
        return sum(block.height for block in self.blocks)

    def split(self, room: float) -> tuple[Block, Block] | None:
        """Cut between two blocks or through the one at the edge."""
        for index, block in enumerate(self.blocks):
            if block.height > room:
                before, after = self.blocks[:index], self.blocks[index + 1 :]
                parts = block.split(room)
                if parts:
                    return Stack((*before, parts[0])), Stack((parts[1], *after))
                return (Stack(before), Stack((block, *after))) if before else None
            room -= block.height
        return self, Stack(())

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw from the top down."""
        for block in self.blocks:
            block.draw(sheet, x, top)
            top -= block.height


@dataclass(frozen=True, slots=True)
class Whole:
    """A block that is never cut; it must fit a page."""

    block: Block

    @property
    def height(self) -> float:
        """As high as what it holds."""
        return self.block.height

    def split(self, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 - no room is enough to cut it
        """Stay whole."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw what it holds."""
        self.block.draw(sheet, x, top)


@dataclass(frozen=True, slots=True)
class Band:
    """A paragraph on a ground of its own, as wide as the text."""

    PADDING_X: ClassVar[float] = 8.0
    PADDING_Y: ClassVar[float] = 6.0

    words: Block
    ground: Colour
    width: float

    @property
    def height(self) -> float:
        """The words with room above and below."""
        return self.words.height + 2 * self.PADDING_Y

    def split(self, room: float) -> tuple[Block, Block] | None:
        """Cut between lines."""
        parts = self.words.split(room - 2 * self.PADDING_Y)
        return (replace(self, words=parts[0]), replace(self, words=parts[1])) if parts else None

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw the ground, then the words."""
        with sheet.artifact():
            sheet.ground(Box(x, top - self.height, self.width, self.height), self.ground)
        self.words.draw(sheet, x + self.PADDING_X, top - self.PADDING_Y)


def stack(contents: Iterable[Content], fonts: Fonts, width: float, element: Element) -> Stack:
    """Lay out ``contents`` below one another; a single paragraph belongs to ``element`` itself."""
    several = list(contents)
    if len(several) == 1 and several[0].role == "P":
        return Stack((several[0].lay_out(fonts, width, element),))
    return Stack(
        tuple(one.lay_out(fonts, width, element.add(one.role) if one.role else element) for one in several)
    )
