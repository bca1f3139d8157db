"""report month and report quarter: drafts, numbers with their rates, and what is refused."""

from contextlib import closing
from pathlib import Path

import pytest

from db.incarnation import Machine
from inspector.model.rates import Rate
from inspector.periods import DAY
from tests.cli.conftest import Call
from tests.db import village as stage
from tests.db.case_desk import appoint, give, report, say_put_right
from tests.db.close_off_printing import pages_of
from tests.db.village import MORNING, Village, named

TOWN_CODE = "SLX01"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a village with two findings of November, one of them put right."""
    monkeypatch.setattr(stage, "machine_of", lambda folder: Machine.here(folder / "machine"))
    with closing(Village(tmp_path)) as made:
        monkeypatch.setenv("GRID_INSPECTOR_MACHINE_DIR", str(made.machine.folder))
        appoint(made)
        give(made, report(made, 70, noticed=MORNING.later(-5 * DAY)))
        say_put_right(made, named(70))
        report(made, 71, noticed=MORNING.later(-5 * DAY))
    return made.folder


@pytest.mark.parametrize("named", ["month 2026-11", "quarter 2026-Q4"])
def test_the_rates_of_a_month_are_told_with_those_before(call: Call, folder: Path, named: str) -> None:
    told = call("report", *named.split(), "--workspace", folder, "--json").json
    assert told["numbers"]["findings"] == 2
    assert told["rates"]["put_right"] == 500
    assert told["rates"]["close_off"] == 0
    assert set(told["rates"]) == {str(rate) for rate in Rate}
    assert told["rates_before"]["put_right"] is None
    assert told["rates_year_before"]["in_time"] is None
    assert told["rates_by_grid"][TOWN_CODE] == told["rates"]
    assert told["earlier_orders"] == []


def test_a_month_is_written_as_a_draft(call: Call, folder: Path, tmp_path: Path) -> None:
    to = tmp_path / "month.pdf"
    said = call("report", "month", "2026-11", "--grid", TOWN_CODE, "--workspace", folder, "--to", to)
    assert (said.status, said.err) == (0, "")
    assert "网格巡查月汇总表" in "".join(pages_of(to))


def test_a_week_is_no_month(call: Call, folder: Path) -> None:
    said = call("report", "month", "2026-W47", "--workspace", folder, "--json")
    assert (said.status, "2026-W47 is no month" in said.err) == (1, True)
