"""The tree of grids with sites and people."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.admitting import admit_again
from db.connection import Reader
from db.queries.ground import ground_sheet
from db.workspace import Actor
from inspector.model.grid import GridChanged
from inspector.model.ids import GridId
from inspector.model.person import Role, RoleEnded, RoleGiven
from tests.db.village import (
    FOUNDING,
    MORNING,
    OFFICE,
    OFFICER,
    STAFF,
    TODAY,
    TOWN,
    VILLAGE,
    Village,
    named,
)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    with closing(village.workspace.reader()) as opened:
        yield opened


def test_grids_stand_parents_first_with_their_own_sites(village: Village, reader: Reader) -> None:
    village.record(GridChanged(subject=VILLAGE, code="A"), by=Actor(OFFICER, OFFICE))
    sheet = ground_sheet(reader, OFFICE)
    assert [(one.grid.id, one.sites) for one in sheet.grids] == [(OFFICE, 0), (TOWN, 0), (VILLAGE, 5)]
    assert sheet.grids[2].grid.code == "A"
    assert [one.grid.id for one in ground_sheet(reader, TOWN).grids] == [TOWN, VILLAGE]
    assert ground_sheet(reader, GridId(named(99))).grids == ()


def test_roles_that_last_come_before_those_that_ended(village: Village, reader: Reader) -> None:
    ended = RoleEnded(subject=STAFF, role=Role.GRID_STAFF, grid=VILLAGE, until=TODAY)
    village.record(ended, by=Actor(OFFICER, OFFICE))
    sheet = ground_sheet(reader, OFFICE)
    assert [(one.name, one.duty.role, one.duty.until) for one in sheet.duties] == [
        ("示例乙", Role.OFFICER, None),
        ("示例甲", Role.GRID_STAFF, TODAY),
    ]
    assert sheet.duties[0].duty.card == "示例 001"
    assert [name for _person, name in sheet.people] == ["示例乙", "示例甲"]


def test_who_gets_a_further_role_may_act_for_its_grid(village: Village, reader: Reader) -> None:
    role = RoleGiven(subject=STAFF, role=Role.CLERK, grid=TOWN, since=FOUNDING.day)
    admit_again(village.workspace, role, Actor(OFFICER, OFFICE), MORNING)
    assert (Role.CLERK, TOWN) in [(one.duty.role, one.duty.grid) for one in ground_sheet(reader, TOWN).duties]
    village.record(GridChanged(subject=VILLAGE, name="改名"), by=Actor(STAFF, TOWN))
    assert ground_sheet(reader, TOWN).grids[1].grid.name == "改名"
