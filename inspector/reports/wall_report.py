"""挂图作战 on paper: sheets of A3 to be glued together, after one that says how, counts, and is signed."""

from dataclasses import dataclass
from pathlib import Path

from inspector.charts.drawing import Bar, Drawing
from inspector.charts.joining import part_within
from inspector.charts.wall_facts import LOOK_NAMES
from inspector.charts.wall_poster import Poster, Sheets, make_poster
from inspector.periods import long_day
from inspector.reports.attachment import Carried
from inspector.reports.blocks import Block
from inspector.reports.cells import centred, label
from inspector.reports.chart_drawing import Figure, figure_of
from inspector.reports.composing import SPACE, Composer
from inspector.reports.page import Flow, Format
from inspector.reports.report_writing import Built, write_report
from inspector.reports.sheet import MM, Box, Sheet
from inspector.reports.styles import GROUND, SMALL, SOFT
from inspector.reports.tagging import Element
from inspector.reports.text import Lines, Words
from inspector.reports.wall_paper import WallPaper
from inspector.words import Say

OVERLAP = 10 * MM
"""How far two sheets lie over one another where they are glued."""
_MARK, _MARK_GAP = 3 * MM, 0.5 * MM
_THIN = 0.4
_ABOVE = 5 * MM
"""From the chart up to the number of its sheet."""


def build_wall_chart(paper: WallPaper, carried: Carried, to: Path) -> Built:
    """Write the chart with its attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        return _compose(paper, parts)

    return write_report(paper, compose, carried, to)


def _compose(paper: WallPaper, parts: Composer) -> Flow:
    say, page = parts.say, parts.format
    title = " ".join((paper.office, paper.headline(say), long_day(paper.day, say)))
    wanted = Sheets(page.width, page.height, paper.across, paper.down, OVERLAP)
    poster = make_poster(paper.wall, title, say, wanted)
    flow = parts.begin()
    told = "\n".join(_told(paper, poster, say) if paper.wall.tasks else [_nothing(paper, say)])
    flow.add(parts.band(GROUND, told), below=SPACE)
    if paper.wall.tasks:
        flow.add(_totals(paper, parts), title=parts.section(say("Totals")), below=SPACE)
    parts.add_signatures(flow, with_witnesses=False)
    if paper.wall.tasks:
        for row in range(poster.sheets.down):
            for column in range(poster.sheets.across):
                # as high as the text of a page, so that each begins one of its own
                flow.add(_sheet(poster, column, row, parts))
    return flow


def _place(paper: WallPaper, say: Say) -> str:
    day = long_day(paper.day, say)
    return say("{office}, {grid}, as of {day}", office=paper.office, grid=paper.grid, day=day)


def _nothing(paper: WallPaper, say: Say) -> str:
    shown = say("Shown: {what}.", what=paper.described) if paper.described else ""
    none = say("{place}: there is no task to show.", place=_place(paper, say))
    return "\n".join(part for part in (none, shown) if part)


def _told(paper: WallPaper, poster: Poster, say: Say) -> list[str]:
    counted = say.plural("{n} task", "{n} tasks", paper.wall.tasks)
    lines = [say("{place}: {listed}.", place=_place(paper, say), listed=counted)]
    if paper.described:
        lines.append(say("Shown: {what}.", what=paper.described))
    sheets = poster.sheets
    if sheets.across * sheets.down > 1:
        lines.append(
            say(
                "The chart follows on {across} × {down} sheets, numbered by row and column. Cut each along "
                "its marks and glue it over the {overlap} mm of the one before.",
                across=sheets.across,
                down=sheets.down,
                overlap=round(OVERLAP / MM),
            )
        )
    if sheets.down > paper.down:
        lines.append(
            say("More sheets than asked for are put below, so that letters stay as high as can be read.")
        )
    return lines


def _totals(paper: WallPaper, parts: Composer) -> Block:
    say, counts = parts.say, paper.wall.counts
    named = [(say(LOOK_NAMES[look]), count) for look, count in counts.items() if count]
    named.append((say("in all"), paper.wall.tasks))
    table = parts.table(*(1 for _ in named))
    table.add([label(name) for name, _ in named], head=True)
    table.add([centred(str(count)) for _, count in named])
    return table


def _sheet(poster: Poster, column: int, row: int, parts: Composer) -> "_Part":
    """Make one sheet: what of the poster lies in it, cut at its edges."""
    sheets, say = poster.sheets, parts.say
    left, top = sheets.begin(column, row)
    right, bottom = left + sheets.width, top + sheets.height
    drawn = part_within(poster.drawing, left, top, right, bottom)
    name = say("Sheet {row}–{column}", row=row + 1, column=column + 1)
    said = " ".join(place.said for place in _begun(poster.drawing, left, top, right, bottom))
    shown = figure_of(
        drawn, parts.fonts, parts.document.add("Figure", alternative=f"{name}. {said}".rstrip())
    )
    whole = say("{sheet} of {down} × {across}", sheet=name, down=sheets.down, across=sheets.across)
    number = Words.of(SMALL, whole).lay_out(parts.fonts, sheets.width, _ARTIFACT)
    edges = (column > 0, row > 0, column + 1 < sheets.across, row + 1 < sheets.down)
    return _Part(shown, (left, top), parts.format, number, edges)


def _begun(drawing: Drawing, left: float, top: float, right: float, bottom: float) -> list[Bar]:
    """Give the rows and tiles that begin on a sheet, so that each is told once."""
    return [place for place in drawing.places if left <= place.x < right and top <= place.y < bottom]


_ARTIFACT = Element("Artifact")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the poster as a block as large as the text of a page; ``edges`` are glued: left, top …"""

    shown: Figure
    at: tuple[float, float]
    format: Format
    number: Lines
    edges: tuple[bool, bool, bool, bool]

    @property
    def height(self) -> float:
        """As high as the text of a page."""
        return self.format.height

    def split(self, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 - no room is enough to cut it
        """Stay whole."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw what lies within the edges, then the marks to cut along outside of them."""
        width, height = self.format.width, self.format.height
        sheet.write(f"q {x:.2f} {top - height:.2f} {width:.2f} {height:.2f} re W n")
        self.shown.paint(sheet, x - self.at[0], top + self.at[1], Box(x, top - height, width, height))
        sheet.write("Q")
        with sheet.artifact():
            self._marks(sheet, x, top)
            self.number.draw(sheet, x + OVERLAP + _MARK, top + _ABOVE)

    def _marks(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw marks at the corners; where a sheet is glued, also those of the overlap."""
        width, height = self.format.width, self.format.height
        left, up, right, down = (OVERLAP if edge else 0.0 for edge in self.edges)
        lines = []
        for at in {x, x + left, x + width, x + width - right}:
            for begin, way in ((top, 1), (top - height, -1)):
                lines.append((at, begin + way * _MARK_GAP, at, begin + way * (_MARK_GAP + _MARK)))
        for at in {top, top - up, top - height, top - height + down}:
            for begin, way in ((x, -1), (x + width, 1)):
                lines.append((begin + way * _MARK_GAP, at, begin + way * (_MARK_GAP + _MARK), at))
        sheet.rules(sorted(lines), _THIN, SOFT)
