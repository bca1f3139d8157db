"""The charts of a week or month: the trend beside the texts, the others below the numbers."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.charts.of_period import (
    PeriodCharts,
    age_chart,
    category_chart,
    coverage_chart,
    trend_chart,
)
from inspector.words import _, in_language, spoken
from ui.widgets.chart_view import ChartView
from ui.widgets.panel import M, Panel, SectionHeader, fill


class SummaryCharts(QWidget):
    """Categories, days of the grids, and ages of the overdue; ``trend`` stands where the page puts it.

    ``period_chosen`` carries the name of a period, ``category_chosen`` a category, ``grid_chosen`` a grid.
    """

    period_chosen = Signal(str)
    category_chosen = Signal(str)
    grid_chosen = Signal(str)
    overdue_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.trend_view, self.categories = ChartView(), ChartView()
        self.days, self.ages = ChartView(), ChartView()
        self.trend = Panel(SectionHeader(_("The last twelve")), self.trend_view)
        self.parts = (
            (Panel(SectionHeader(_("Rounds by grid and day")), self.days), self.days, coverage_chart),
            (
                Panel(SectionHeader(_("New findings by category")), self.categories),
                self.categories,
                category_chart,
            ),
            (Panel(SectionHeader(_("Overdue, by days past the deadline")), self.ages), self.ages, age_chart),
        )
        fill(QVBoxLayout(self), [panel for panel, _view, _chart in self.parts], M)
        self.trend_view.chosen.connect(self.period_chosen)
        self.categories.chosen.connect(self.category_chosen)
        self.days.chosen.connect(lambda key: self.grid_chosen.emit(key.rpartition(":")[0]))
        self.ages.chosen.connect(lambda _key: self.overdue_chosen.emit())

    def show_charts(self, shown: PeriodCharts) -> Iterator[None]:
        """Show one chart after the other; one without a number is left away."""
        say = in_language(spoken())
        self.trend.setVisible(bool(shown.trend))
        self.trend_view.show_chart(partial(trend_chart, shown, say))
        has = (bool(shown.grids), bool(shown.categories), any(shown.ages))
        for is_told, (panel, view, chart) in zip(has, self.parts, strict=True):
            yield
            panel.setVisible(is_told)
            view.show_chart(partial(chart, shown, say))
