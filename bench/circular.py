"""circular: a monthly circular of 20 townships with ten charts, beside plain ReportLab with the same."""

import os
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.measure import Figure, in_turn, median
from bench.moment import NOW
from inspector.charts.heat_map import DayState, HeatRow
from inspector.charts.of_period import PeriodCharts
from inspector.model.category import Category
from inspector.model.number import Number
from inspector.model.period import month_of
from inspector.model.rates import COMPARED, Standing
from inspector.reports.attachment import Carried, Stage
from inspector.reports.circular_paper import CircularPaper, ComparedGrid
from inspector.reports.circular_report import build_circular

TOWNSHIPS, LINES, ROUNDS, CHARTS, DAYS = 20, 40, 9, 10, 30
TEXT = "各镇（街）要对照问题清单，逐项落实整改措施，明确责任单位和完成时限，防止问题反弹，确保按期销号。"
DAY = date(2026, 11, 30)


def measure(_wanted: Sequence[str]) -> list[Figure]:
    """Build both in turn, warm, each brought to the disk."""
    with tempfile.TemporaryDirectory() as folder:
        ours, floor = Path(folder) / "ours.pdf", Path(folder) / "floor.pdf"
        paper = circular()

        def build() -> None:
            build_circular(paper, Carried(pack=b"", data=b"{}"), ours)

        times, floors = in_turn(build, lambda: plain_circular(paper, floor), ROUNDS)
    return [Figure("circular", median(times), median(floors), 1.5, "ms")]


def circular() -> CircularPaper:
    """Make the circular: every chart has something to show."""
    numbers = {number: 12 + at for at, number in enumerate(COMPARED)} | {Number.PATROLS: 60}
    month = month_of(DAY)
    months = [month]
    while len(months) < 12:  # noqa: PLR2004 - those of a year
        months.insert(0, months[0].before)
    days = tuple(date(2026, 11, at + 1) for at in range(DAYS))
    return CircularPaper(
        language="zh_CN",
        stage=Stage.FINAL,
        office="示例县生态环境保护督察整改办公室",
        number="SX-M2026-BNCH-0001",
        grid="示例县",
        day=DAY,
        issued=NOW,
        period=month,
        document="示环办〔2026〕8号",
        subject_line="",
        addressee="各镇人民政府",
        body=("一、总体情况", *[TEXT] * LINES),
        copies="县人民政府办公室",
        compared=tuple(
            ComparedGrid(name=f"示例{at}镇", now=Standing(numbers), before=Standing(numbers))
            for at in range(TOWNSHIPS)
        ),
        charts=PeriodCharts(
            trend=tuple((one, (20 + at, 18)) for at, one in enumerate(months)),
            categories=tuple((str(one), 5) for one in Category),
            ages=(4, 3, 2, 1),
            days=days,
            grids=tuple(HeatRow(f"示例{at}镇", f"{at}", (DayState.MADE,) * DAYS) for at in range(TOWNSHIPS)),
        ),
    )


def plain_circular(paper: CircularPaper, to: Path) -> None:
    """Put the same text, table and ten charts of bars on pages with ReportLab as its manual shows.

    No tags, no archive, no attachments, no rules of line breaking.
    """
    from reportlab import rl_config
    from reportlab.graphics.charts.barcharts import HorizontalBarChart
    from reportlab.graphics.shapes import Drawing
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    from resources import path

    rl_config.useA85 = 0
    if "Circular" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Circular", str(path("fonts/FandolFang-Regular.ttf"))))
    body = ParagraphStyle("body", fontName="Circular", fontSize=16, leading=29, wordWrap="CJK")
    small = ParagraphStyle("small", body, fontSize=10.5, leading=15)
    names = [one.name for one in paper.compared]

    def chart() -> Drawing:
        drawing, bars = Drawing(440, 420), HorizontalBarChart()
        bars.width, bars.height, bars.x, bars.y = 360, 400, 70, 10
        bars.data = [[12.0 + at for at in range(len(names))]]
        bars.categoryAxis.categoryNames = names
        bars.categoryAxis.labels.fontName = bars.barLabels.fontName = "Circular"
        bars.valueAxis.labels.fontName, bars.barLabelFormat = "Circular", "%d"
        drawing.add(bars)
        return drawing

    rows = [[Paragraph(text, small) for text in (name, *["12 (11)"] * 6)] for name in names]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
    story = [
        *(Paragraph(line, body) for line in paper.body),
        Table(rows, [80, *[60] * 6], style=grid, repeatRows=1),
        *(chart() for _ in range(CHARTS)),
    ]
    SimpleDocTemplate(str(to), pagesize=A4).build(story)
    with to.open("rb") as file:
        os.fsync(file.fileno())
