"""Renaming and moving grids, ending roles."""

from datetime import date
from typing import Any

import pytest

from inspector.errors import Refused
from inspector.model.grid import Grid, GridChanged, GridEnded
from inspector.model.ground_steps import change_grid, end_grid, end_role, undo_grid
from inspector.model.ids import GridId, PersonId
from inspector.model.person import Duty, Person, Role, RoleEnded

COUNTY = Grid(id=GridId("c"), name="县", code="X", level=1)
ONE = Grid(id=GridId("t1"), name="一镇", code="X01", level=2, parent="c")
OTHER = Grid(id=GridId("t2"), name="二镇", code="X02", level=2, parent="c")
VILLAGE = Grid(id=GridId("v"), name="村", code="X0101", level=3, parent="t1")
GROUND = (COUNTY, ONE, OTHER, VILLAGE)


def test_only_what_differs_is_changed() -> None:
    assert change_grid(VILLAGE, " 新村 ", "X0101", "t1", GROUND) == GridChanged(subject="v", name="新村")
    assert change_grid(VILLAGE, "村", "X0201", "t2", GROUND) == GridChanged(
        subject="v", code="X0201", parent="t2"
    )
    assert change_grid(COUNTY, "县", "X", "", GROUND) is None


@pytest.mark.parametrize(
    ("name", "code", "parent", "words"),
    [
        (" ", "X0101", "t1", "needs a name"),
        ("村", "", "t1", "needs a name"),
        ("村", "X02", "t1", "belongs to"),
        ("村", "X0101", "c", "one level below"),
        ("村", "X0101", "v", "one level below"),
        ("村", "X0101", "gone", "one level below"),
    ],
)
def test_what_does_not_fit_is_refused(name: str, code: str, parent: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        change_grid(VILLAGE, name, code, parent, GROUND)


def test_undoing_gives_back_what_was() -> None:
    changed = GridChanged(subject="v", code="X0201", parent="t2")
    assert undo_grid(VILLAGE, changed) == GridChanged(subject="v", code="X0101", parent="t1")


def test_a_role_ends_where_it_is_held_and_not_before_it_began() -> None:
    since = date(2026, 1, 1)
    duties = (
        Duty(role=Role.CLERK, grid=GridId("t1"), since=since, until=date(2026, 2, 1)),
        Duty(role=Role.GRID_STAFF, grid=GridId("v"), since=since),
    )
    person = Person(id=PersonId("p"), name="示例甲", duties=duties)
    ended = end_role(person, Role.GRID_STAFF, "v", since)
    assert ended == RoleEnded(subject="p", role=Role.GRID_STAFF, grid="v", until=since)
    with pytest.raises(Refused, match="before it began"):
        end_role(person, Role.GRID_STAFF, "v", date(2025, 12, 31))
    with pytest.raises(Refused, match="does not have"):
        end_role(person, Role.CLERK, "t1", since)


SPLIT = Grid(
    id=GridId("g"),
    name="示例村",
    code="X1",
    level=3,
    parent="t",
    since=date(2026, 1, 1),
    until=date(2026, 11, 1),
)


def test_a_grid_ends_for_a_reason_once_nothing_belongs_to_it() -> None:
    on = date(2026, 11, 22)
    assert end_grid(SPLIT, on, " 拆分 ", 0, ()) == GridEnded(subject="g", on=on, reason="拆分")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"sites": 3}, "still belong to 示例村: 3"),
        ({"below": ("甲组", "乙组")}, "甲组、乙组"),
        ({"reason": " "}, "why the grid ends"),
        ({"on": date(2025, 12, 31)}, "before it began"),
        ({"grid": Grid(id=GridId("t"), name="示例县", code="X", level=1)}, "topmost"),
    ],
)
def test_an_end_that_does_not_fit_is_refused(facts: dict[str, Any], words: str) -> None:
    told: dict[str, Any] = {
        "grid": SPLIT,
        "on": date(2026, 11, 22),
        "reason": "拆分",
        "sites": 0,
        "below": (),
    } | facts
    with pytest.raises(Refused, match=words):
        end_grid(**told)
