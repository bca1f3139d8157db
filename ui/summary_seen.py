"""What a page of a period asks for at once: its sheet, who asks, what was frozen, and texts typed since."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

import msgspec

from db.connection import Reader
from db.queries.chart_numbers import period_charts
from db.queries.lacking import Lacking, lacking_entries
from db.queries.numbers import Numbers
from db.queries.proposed_texts import proposed_texts
from db.queries.summaries import (
    SummarySheet,
    closing_weekday,
    summary_sheet,
    summing_grids,
    texts_key,
    typed_texts,
)
from db.queries.summaries_received import SummaryArrival, summaries_received
from db.snapshot import Snapshot
from db.summary_freezing import snapshot_in, summary_of
from db.task_recording import who_of
from db.workspace import Actor, Workspace
from inspector.charts.of_period import PeriodCharts
from inspector.errors import Unreadable
from inspector.model.finding_steps import Who
from inspector.model.ids import GridId
from inspector.model.number import Number
from inspector.model.period import Period, Span, period_of
from inspector.model.summary import Texts


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What the page asked for at once; ``snapshot`` is what was frozen, ``typed`` texts not frozen yet.

    ``before`` is the period before, and ``charts`` what is drawn: of a frozen period all as it was.
    """

    sheet: SummarySheet
    places: tuple[tuple[GridId, str], ...]
    who: Who
    snapshot: Snapshot | None
    before: Numbers
    by_category: Mapping[str, Mapping[Number, int]]
    typed: Texts | None
    charts: PeriodCharts
    arrivals: tuple[SummaryArrival, ...]
    lacking: Lacking
    proposed: Texts = Texts()
    """What the texts may begin with: those of the weeks of a month, of the months of a quarter."""

    @property
    def kept(self) -> Numbers | None:
        """The frozen numbers, if the period is frozen."""
        return self.snapshot.counted if self.snapshot else None


def seen_of(
    workspace: Workspace,
    reader: Reader,
    actor: Actor,
    today: date,
    span: Span,
    period: Period | None = None,
    chosen: GridId | None = None,
) -> Seen:
    """Ask for ``period``, else the one of ``span`` that closed last; of the grid ``chosen`` or the own."""
    own = GridId(actor.org)
    shown = period or _last_closed(reader, span, today)
    places = summing_grids(reader, own)
    grid = chosen if chosen and chosen in {one for one, _name in places} else own
    sheet = summary_sheet(reader, grid, shown, today)
    snapshot = None
    if frozen := sheet.in_force:
        with suppress(Unreadable):
            snapshot = snapshot_in(workspace, summary_of(workspace, reader, frozen.id))
    if snapshot:
        before, charts = Numbers(snapshot.counted_before, {}), snapshot.charts
    else:
        missing = [one for report in sheet.reports for one in report.missing]
        before = sheet.before
        charts = period_charts(reader, grid, shown, today, sheet.now.total, sheet.by_category, missing)
    return Seen(
        sheet=sheet,
        places=tuple(places),
        who=who_of(reader, grid, actor, today),
        snapshot=snapshot,
        before=before,
        by_category=snapshot.by_category if snapshot else sheet.by_category,
        typed=typed_texts(reader, grid, shown),
        charts=charts,
        arrivals=summaries_received(reader, grid, shown),
        lacking=snapshot.lacking if snapshot else lacking_entries(reader),
        proposed=proposed_texts(reader, grid, shown),
    )


def draft_key(sheet: SummarySheet) -> str:
    """Name the draft of the texts of a period."""
    return texts_key(sheet.grid, sheet.period)


def _last_closed(reader: Reader, span: Span, today: date) -> Period:
    """Give the period that closed last: one that still runs can't be frozen."""
    running = period_of(today, span, closing_weekday(reader))
    return running if running.last == today else running.before
