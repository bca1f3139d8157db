"""River sections of a period as a table file: a row each, with their chief and the visits due and paid."""

from datetime import date
from pathlib import Path

from db.connection import Reader
from db.queries.river_sections import river_sections
from inspector.model.ids import GridId
from inspector.model.period import Period
from inspector.tables.writing import Form, OutColumn, OutRow, write_list
from inspector.words import _


def write_river_sections(
    reader: Reader, to: Path, form: Form, grid: GridId, period: Period, today: date
) -> int:
    """Write the sections of ``grid`` and below into ``to``; give their number. Raises OSError as it does."""
    columns = [
        OutColumn("grid", _("Grid"), 20),
        OutColumn("name", _("River section"), 24),
        OutColumn("chief", _("River chief"), 16),
        OutColumn("due", _("visits due"), 10),
        OutColumn("done", _("of these paid"), 10),
        OutColumn("visits", _("Days visited"), 10),
        OutColumn("last_visit", _("Last visit"), 12),
        OutColumn("found", _("New findings"), 10),
        OutColumn("open", _("Open findings"), 10),
    ]
    rows = [
        OutRow(
            (
                one.grid_name,
                one.name,
                one.chief,
                one.due,
                one.done,
                one.visits,
                one.last_visit,
                one.found,
                one.is_open,
            )
        )
        for one in river_sections(reader, grid, period, today)
    ]
    return write_list(to, form, f"{_('River sections')} {period.name}", columns, rows)
