"""The rates told of a month that an older program froze."""

from contextlib import closing
from pathlib import Path

from msgspec.structs import replace

from db.incarnation import Machine
from db.snapshot import snapshot_of
from db.workspace import Workspace
from inspector.cli.summary_numbers import told_rates
from inspector.model.ids import GridId
from inspector.model.period import period_named
from inspector.periods import DAY
from tests.cli.test_summaries import add_late_finding, folder
from tests.db.village import MORNING, TOWN

__all__ = ["folder"]


def test_what_was_not_frozen_of_the_year_before_is_as_of_its_end(folder: Path) -> None:
    add_late_finding(folder, 72, MORNING.later(-400 * DAY))
    grid, period = GridId(TOWN), period_named("2026-10")
    with (
        closing(Workspace.open(folder, Machine.here(folder.parent / "machine"))) as workspace,
        closing(workspace.reader()) as reader,
    ):
        kept = snapshot_of(reader, grid, period)
        told = told_rates(reader, grid, period, kept)
        older = told_rates(reader, grid, period, replace(kept, year_before=None))
    assert older == told
    assert older["rates_year_before"] == {"put_right": 0, "in_time": None, "close_off": 0, "relapse": None}
