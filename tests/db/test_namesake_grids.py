"""Two grids of one name may both have a round on a day: each keeps a report of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.connection import Reader
from db.report_files import final_report, report_file
from inspector.model.grid import GridAdded
from inspector.model.patrol import PatrolFinished, PatrolStarted
from inspector.periods import HOUR
from tests.db.reporting import build, finish, go_round
from tests.db.village import MORNING, OFFICE, STAFF, VILLAGE, Village, named

OTHER_GRID, OTHER = named(95), named(96)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    opened = village.workspace.reader()
    yield opened
    opened.close()


def round_of_namesake(village: Village, reader: Reader) -> None:
    """Record a round of another grid that is called like the village."""
    name = str(reader.value("SELECT name FROM grid WHERE id = ?", (VILLAGE,)))
    village.record(
        GridAdded(subject=OTHER_GRID, name=name, code="SLX0199", level=2, parent=OFFICE),
        PatrolStarted(subject=OTHER, grid=OTHER_GRID, day=MORNING.day, began=MORNING, inspectors=(STAFF,)),
        PatrolFinished(subject=OTHER, ended=MORNING.later(HOUR), number="SLX0199-20261122-XXXX-01"),
    )


def test_the_second_of_a_name_does_not_take_the_place_of_the_first(village: Village, reader: Reader) -> None:
    first = go_round(village)
    finish(village, first, signers=())
    kept = final_report(reader, village.workspace, first, build).file
    round_of_namesake(village, reader)
    assert report_file(reader, village.workspace, first) == kept
    second = report_file(reader, village.workspace, OTHER)
    assert second != kept
    assert "SLX0199" in second.name


def test_neither_takes_the_plain_name_while_both_wait(village: Village, reader: Reader) -> None:
    first = go_round(village)
    finish(village, first, signers=())
    round_of_namesake(village, reader)
    names = {report_file(reader, village.workspace, one).name for one in (first, OTHER)}
    assert len(names) == 2
    kept = final_report(reader, village.workspace, first, build).file
    assert kept.name in names
