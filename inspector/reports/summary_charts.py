"""The charts of a summary on paper: trend, days of the grids, categories and ages of the overdue."""

from dataclasses import replace
from functools import partial

from inspector.charts.of_period import (
    PeriodCharts,
    age_chart,
    category_chart,
    coverage_chart,
    trend_chart,
)
from inspector.reports.chart_drawing import figure
from inspector.reports.composing import SPACE, Composer
from inspector.reports.page import Flow

A_PAGE = 20
"""Grids of one heat map; more go on in another."""


def add_charts(shown: PeriodCharts, parts: Composer, flow: Flow) -> None:
    """Add each chart that has a number, below its title."""
    say = parts.say
    charts = []
    if shown.trend:
        charts.append((say("Trend over twelve periods"), trend_chart, shown))
    if shown.categories:
        charts.append((say("New findings by category"), category_chart, shown))
    if any(shown.ages):
        charts.append((say("Overdue, by days past the deadline"), age_chart, shown))
    for at in range(0, len(shown.grids), A_PAGE):
        some = replace(shown, grids=shown.grids[at : at + A_PAGE])
        charts.append((say("Rounds by grid and day"), coverage_chart, some))
    for title, chart, numbers in charts:
        heading = parts.section(title)
        drawn = figure(parts.fonts, parts.format.width, parts.document, partial(chart, numbers, say))
        flow.add(drawn, title=heading, below=SPACE)
