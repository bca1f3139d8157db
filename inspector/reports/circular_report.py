"""通报 as GB/T 9704-2012 lays it out: red head, text, signature, annexes, imprint on the last page."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from inspector.charts.bars import Row, rows
from inspector.charts.drawing import Drawing
from inspector.model.number import NUMBER_NAMES, Number
from inspector.model.rates import RATE_NAMES, Rate, percent
from inspector.periods import long_day
from inspector.reports.attachment import Carried
from inspector.reports.blocks import Block, Stack
from inspector.reports.cells import centred, plain
from inspector.reports.chart_drawing import figure
from inspector.reports.circular_paper import CIRCULAR_HEAD, CircularPaper, heading_level
from inspector.reports.composing import SPACE, Composer
from inspector.reports.fonts import Face
from inspector.reports.letter import Letter
from inspector.reports.page import Flow
from inspector.reports.red_head import red_head
from inspector.reports.report_writing import Built, write_report
from inspector.reports.sheet import Colour, Sheet
from inspector.reports.styles import LETTER, LETTER_END, RED, TITLE
from inspector.reports.summary_charts import add_charts
from inspector.reports.table import Table
from inspector.reports.text import INK, Align
from inspector.reports.transfer_report import NUMBER_TO_COME
from inspector.words import N_, Say

TABLE_TITLE = N_("Comparison of townships (in brackets: the period before)")
CHARTS_TITLE = N_("Charts")
PHOTOS_TITLE = N_("Photos of typical cases")
_CENTRED = replace(LETTER, align=Align.CENTRE)
_FIRST = replace(LETTER, face=Face.STRONG)
"""黑体, as GB/T 9704-2012, 7.3.3 has it for headings of the first level."""
_FOOT = replace(LETTER, size=14, leading=25, align=Align.LEFT)
"""4号, as GB/T 9704-2012, 7.4 has it for the imprint."""
_ANNEX = replace(_FIRST, align=Align.LEFT)
_RED_LINE, _THICK, _THIN = 2.0, 1.0, 0.7
"""Points: the red line, and those above, below and inside of the imprint (7.4.1)."""
_INDENT = "\u3000\u3000"
_OF_CHARTS = (Number.FINDINGS, Number.OVERDUE)


@dataclass(frozen=True, slots=True)
class Line:
    """A rule as wide as the text."""

    width: float
    thickness: float
    colour: Colour
    height: float = 6.0

    def split(self, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 - no room is enough to cut it
        """Stay whole."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw it in the middle of its height."""
        y = top - self.height / 2
        with sheet.artifact():
            sheet.rules([(x, y, x + self.width, y)], self.thickness, self.colour)


def build_circular(paper: CircularPaper, carried: Carried, to: Path) -> Built:
    """Write the circular with its attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        return compose_circular(paper, parts)

    return write_report(paper, compose, carried, to)


def circular_letter(paper: CircularPaper, say: Say) -> Letter:
    """Give the circular in the parts of a letter."""
    body = list(paper.body)
    for at, name in enumerate(annexes(paper, say), 1):
        body.append(say("Annex {at}: {name}", at=at, name=name))
    if paper.remark:
        body.append(say("({remark})", remark=paper.remark))
    return Letter(
        language=paper.language,
        head=(paper.office, say(CIRCULAR_HEAD)),
        document=paper.document or say(NUMBER_TO_COME),
        title=paper.headline(say),
        addressee=paper.addressee,
        body=tuple(body),
        office=paper.office,
        day=paper.day,
        copies=paper.copies,
        is_sample=paper.is_sample,
    )


def annexes(paper: CircularPaper, say: Say) -> tuple[str, ...]:
    """Name what is annexed, in its order."""
    named = ((paper.compared, TABLE_TITLE), (paper.compared, CHARTS_TITLE), (paper.photos, PHOTOS_TITLE))
    return tuple(say(title) for what, title in named if what)


def compose_circular(paper: CircularPaper, parts: Composer) -> Flow:
    """Lay out the circular, page by page."""
    say, flow = parts.say, Flow(parts.format)
    letter = circular_letter(paper, say)
    flow.add(red_head(letter.office, say(CIRCULAR_HEAD), parts), below=SPACE)
    flow.add(parts.words(_CENTRED, letter.document))
    flow.add(Line(parts.format.width, _RED_LINE, RED), below=LETTER.leading)
    flow.add(parts.words(TITLE, letter.title, role="H1"), below=LETTER.leading / 2)
    if letter.addressee:
        flow.add(parts.words(LETTER, say("{authority}:", authority=letter.addressee)))
    indent = _INDENT if say.language == "zh_CN" else ""
    heading: Block | None = None
    for line in letter.body:
        if level := heading_level(line):
            if heading:
                flow.add(heading)
            style, role = (_FIRST, "H2") if level == 1 else (LETTER, "H3")
            heading = parts.words(style, f"{indent}{line.strip()}", role=role)
        else:
            flow.add(parts.words(LETTER, f"{indent}{line.strip()}"), title=heading)
            heading = None
    if heading:
        flow.add(heading)
    flow.space(SPACE)
    flow.add(parts.words(LETTER_END, f"{letter.office}\n{long_day(letter.day, say)}"), below=SPACE)
    parts.add_signatures(flow, with_witnesses=False)
    _add_annexes(paper, parts, flow)
    flow.sink(_imprint(paper, parts))
    return flow


def _add_annexes(paper: CircularPaper, parts: Composer, flow: Flow) -> None:
    say, at = parts.say, 0
    if paper.compared:
        flow.end_page()
        at += 2
        flow.add(parts.words(_ANNEX, say("Annex {at}", at=1), role="H2"))
        flow.add(_compared(paper, parts), title=parts.section(say(TABLE_TITLE)), below=SPACE)
        flow.end_page()
        flow.add(parts.words(_ANNEX, say("Annex {at}", at=2), role="H2"))
        add_charts(paper.charts, parts, flow)
        for title, chart in _charts(paper, say):
            drawn = figure(parts.fonts, parts.format.width, parts.document, chart)
            flow.add(drawn, title=parts.section(title), below=SPACE)
    if paper.photos:
        flow.end_page()
        flow.add(parts.words(_ANNEX, say("Annex {at}", at=at + 1), role="H2"))
        parts.add_photos(flow, say(PHOTOS_TITLE))


def _compared(paper: CircularPaper, parts: Composer) -> Table:
    say = parts.say
    heads = (
        say("Grid"),
        say(NUMBER_NAMES[Number.FINDINGS]),
        say(NUMBER_NAMES[Number.OVERDUE]),
        *(say(RATE_NAMES[rate]) for rate in Rate),
    )
    table = parts.listing(heads, 30, 18, 18, 22, 22, 22, 22)
    for one in paper.compared:
        counts = [
            f"{one.now.numbers.get(number, 0)} ({one.before.numbers.get(number, 0)})" for number in _OF_CHARTS
        ]
        now, before = one.now.rates, one.before.rates
        rates = [f"{percent(now[rate])}\n({percent(before[rate])})" for rate in Rate]
        table.add((plain(one.name), *map(centred, (*counts, *rates))))
    return table


def _charts(paper: CircularPaper, say: Say) -> list[tuple[str, Callable[[float, float], Drawing]]]:
    """Give a chart of bars for each number and rate of the townships, in the order of their codes."""
    told: list[tuple[str, list[Row]]] = [
        (
            say("By grid: {number}", number=say(NUMBER_NAMES[number])),
            [Row(name, count, name) for name, count in paper.numbers(number)],
        )
        for number in _OF_CHARTS
    ]
    for rate in Rate:
        lines = [
            Row(one.name, share // 10, one.name)
            for one in paper.compared
            if (share := one.now.rates[rate]) is not None
        ]
        told.append((say("By grid: {number} (%)", number=say(RATE_NAMES[rate])), lines))
    return [(title, partial(rows, title, lines)) for title, lines in told if lines]


def _imprint(paper: CircularPaper, parts: Composer) -> Block:
    """Make the imprint (版记): who gets it too, who printed it and when."""
    say, width = parts.say, parts.format.width
    blocks: list[Block] = [Line(width, _THICK, INK)]
    if paper.copies:
        blocks += [
            parts.words(_FOOT, say("Copies to: {units}", units=paper.copies)),
            Line(width, _THIN, INK),
        ]
    issued = say("Issued on {day}", day=long_day(paper.day, say))
    blocks.append(parts.words(_FOOT, f"{paper.office}\u3000{issued}"))
    return Stack((*blocks, Line(width, _THICK, INK)))
