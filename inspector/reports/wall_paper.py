"""What a wall chart (挂图作战) prints, already decided."""

from dataclasses import dataclass
from typing import ClassVar

from inspector.charts.wall_facts import Wall
from inspector.reports.official_paper import SubjectPaper
from inspector.words import N_, Say

WALL_TITLE = N_("Wall chart of rectification")


@dataclass(frozen=True, slots=True, kw_only=True)
class WallPaper(SubjectPaper):
    """挂图作战: tasks against time on sheets of A3; ``described`` says which tasks, nothing for all."""

    IS_ACROSS: ClassVar[bool] = True
    IS_LARGE: ClassVar[bool] = True

    wall: Wall
    across: int
    down: int
    described: str = ""

    @property
    def place(self) -> str:
        """The grid whose chart it is."""
        return self.grid

    def headline(self, say: Say) -> str:
        """Name the paper."""
        return say(WALL_TITLE)
