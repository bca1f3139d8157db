"""Imports of grids and people: trees in any order, roles a row, and what a device may then record."""

import os
from contextlib import closing
from datetime import date

import pytest

from db.settings import kept_choice
from db.table_grids import plan_grids
from db.table_memory import remember_columns, remembered_columns
from db.table_people import plan_people
from db.table_plan import carry_out
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.grid import GridAdded, GridChanged
from inspector.model.person import PersonAdded, Role, RoleEnded, RoleGiven
from inspector.tables.fields import GRID_FIELDS, PERSON_FIELDS, SITE_FIELDS
from inspector.tables.mapping import propose
from inspector.tables.table import Table, TableRow
from tests.db.village import MORNING, OFFICE, OFFICER, STAFF, TODAY, TOWN, VILLAGE, Village, named, site

BY = Actor(OFFICER, OFFICE)


@pytest.fixture
def village(tmp_path):
    with closing(Village(tmp_path)) as made:
        granting = RoleGiven(
            subject=OFFICER, role=Role.RECTIFICATION_OFFICE, grid=OFFICE, since=date(2026, 1, 5)
        )
        made.record(granting, by=BY)
        yield made


@pytest.fixture
def reader(village):
    with closing(village.workspace.reader()) as made:
        yield made


def table(header, *rows):
    given = (TableRow(number, tuple(cells)) for number, cells in enumerate(rows, 2))
    return Table("清单.csv", tuple(header), tuple(given))


def grids(reader, given, by=BY):
    return plan_grids(reader, given, propose(given, GRID_FIELDS), by, MORNING, os.urandom)


def people(village, reader, given, by=BY):
    return plan_people(
        reader,
        given,
        propose(given, PERSON_FIELDS),
        by,
        MORNING,
        os.urandom,
        feed=village.workspace.feed,
        age_key=village.workspace.age_recipient,
    )


def said(made):
    return [(bad.row, bad.column, str(bad.sentence)) for bad in made.bad]


GRID = ("网格名称", "网格编码", "上级网格", "级别")
TREE = (
    ("东村网格", "SLX0201", "新镇", "三级"),
    ("新镇", "SLX02", "SLX", "2"),
    ("西村网格", "SLX0202", "SLX02", ""),
    ("示例县", "SLX", "", "县级"),
    ("大镇", "SLX03", "", ""),
)


def test_a_tree_is_taken_in_whatever_order_its_rows_stand(village, reader):
    given = table(GRID, *TREE)
    made = grids(reader, given)
    assert (len(made.added), made.unchanged, made.bad) == (4, 1, ())
    carry_out(village.workspace, made, BY, MORNING)
    rows = reader.rows(
        "SELECT name, level, (SELECT code FROM grid AS up WHERE up.id = grid.parent) FROM grid"
    )
    assert {
        ("东村网格", 3, "SLX02"),
        ("新镇", 2, "SLX"),
        ("西村网格", 3, "SLX02"),
        ("大镇", 2, "SLX"),
    } <= set(rows)
    assert grids(reader, given).unchanged == 5
    village.record(site(named(50), "新厂", grid=made.added[1].events[0].subject), by=BY)
    assert not reader.value("SELECT count(*) FROM unconfirmed")


def test_name_and_parent_of_a_grid_change_by_its_code(village, reader):
    village.record(GridAdded(subject=named(90), name="新镇", code="SLX02", level=2, parent=OFFICE), by=BY)
    (row,) = grids(reader, table(GRID, ("改名村", "slx0101", "新镇", ""))).changed
    assert row.events == (GridChanged(subject=VILLAGE, name="改名村", parent=named(90)),)
    assert [(one.title, one.before, one.after) for one in row.differences] == [
        ("Name", "示例村网格", "改名村"),
        ("Belongs to", "示例镇", "新镇"),
    ]
    (renamed,) = grids(reader, table(GRID, ("改名村", "SLX0101", "示例镇", ""))).changed
    assert renamed.events == (GridChanged(subject=VILLAGE, name="改名村"),)
    (moved,) = grids(reader, table(GRID, ("示例村网格", "SLX0101", "SLX02", "3"))).changed
    assert moved.events == (GridChanged(subject=VILLAGE, parent=named(90)),)


def test_a_grid_whose_parent_is_gone_can_be_put_back(village, reader):
    village.record(GridAdded(subject=named(90), name="孤村", code="G1", level=3, parent=named(99)), by=BY)
    made = grids(reader, table(GRID, ("孤村", "G1", "示例镇", "")))
    assert said(made) == [(2, "上级网格", "孤村 does not belong to the grid you act for.")]


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (("", "X1", "SLX", ""), "网格名称", "“Name” is missing."),
        (("新镇", "", "SLX", ""), "网格编码", "“Code” is missing."),
        (("新镇", "x" * 50, "SLX", ""), "网格编码", "“Code” is longer than 40 characters."),
        (("新镇", "1.5E+11", "SLX", ""), "网格编码", "“1.5E+11” has lost its last digits"),
        (("新镇", "X1", "没有", ""), "上级网格", "There is no grid called 没有."),
        (
            ("新镇", "X1", "SLX", "3"),
            "上级网格",
            "It is on level 3, but the grid it belongs to is on level 1.",
        ),
        (
            ("组", "X1", "SLX0101", ""),
            "上级网格",
            "There are three levels of grids; 示例村网格 is on the lowest.",
        ),
        (("示例村网格", "SLX0101", "", "2"), "网格编码", "The level of a grid can't be changed."),
        (
            ("示例村网格", "SLX0101", "SLX", ""),
            "上级网格",
            "It is on level 3, but the grid it belongs to is on level 1.",
        ),
        (("新镇", "X1", "SLX", "高"), "级别", "“高” is no level."),
    ],
)
def test_a_grid_that_does_not_fit_says_why(reader, row, column, sentence):
    made = grids(reader, table(GRID, row, ("好镇", "Y1", "SLX", "")))
    assert [(bad.row, bad.column) for bad in made.bad] == [(2, column)]
    assert said(made)[0][2].startswith(sentence)
    assert [one.name for one in made.added] == ["好镇"]


def test_a_ring_of_parents_is_told_row_by_row(reader):
    made = grids(reader, table(GRID, ("甲", "A1", "乙", ""), ("乙", "B1", "甲", "")))
    assert [sentence for _row, _column, sentence in said(made)] == [
        "There is no grid called 乙.",
        "There is no grid called 甲.",
    ]


def test_a_code_twice_is_taken_once(reader):
    made = grids(reader, table(GRID, ("甲", "A1", "SLX", ""), ("乙", "a1", "SLX", "")))
    assert said(made) == [(3, "网格编码", "The code a1 stands in row 2 already.")]


def test_where_nobody_acts_for_a_grid_that_is_known_a_parent_is_asked_for(village, reader):
    by = Actor(OFFICER, named(99))
    village.record(RoleGiven(subject=OFFICER, role=Role.CLERK, grid=named(99), since=TODAY), by=BY)
    assert said(grids(reader, table(GRID, ("甲", "A1", "", "")), by)) == [
        (2, "网格编码", "Say which grid it belongs to.")
    ]


@pytest.mark.parametrize("by", [Actor(STAFF, VILLAGE), Actor(OFFICER, TOWN), Actor(named(98), OFFICE)])
def test_who_does_not_grant_adds_neither_grids_nor_people(village, reader, by):
    with pytest.raises(Refused, match="Only the rectification office or a township clerk"):
        grids(reader, table(GRID, *TREE), by)
    with pytest.raises(Refused, match="Only the rectification office or a township clerk"):
        people(village, reader, table(("姓名", "网格"), ("示例丁", "示例村")), by)


PERSON = ("姓名", "角色", "所属网格", "任职日期", "执法证号")


def test_somebody_new_may_act_on_this_device_at_once(village, reader):
    given = table(PERSON, ("示例丁", "网格员", "示例村", "2026年3月1日", ""))
    made = people(village, reader, given)
    carry_out(village.workspace, made, BY, MORNING)
    person = reader.value("SELECT id FROM person WHERE name = '示例丁'")
    granted = made.added[0].events[-1]
    assert granted.age_key == village.workspace.age_recipient
    assert reader.rows("SELECT role, grid, since FROM duty WHERE person = ?", (person,)) == [
        ("grid_staff", VILLAGE, "2026-03-01")
    ]
    village.record(site(named(50), "新厂"), by=Actor(person, VILLAGE))
    assert not reader.value("SELECT count(*) FROM unconfirmed")
    assert people(village, reader, given).unchanged == 1


def test_a_second_role_goes_to_the_same_person(village, reader):
    given = table(
        PERSON,
        ("示例丁", "", "示例村", "", ""),
        ("示例丁", "执法人员", "示例村", "", "示例 9"),
        ("示例甲", "责任领导", "示例镇", "", ""),
    )
    made = people(village, reader, given)
    assert ([row.name for row in made.added], [row.name for row in made.changed]) == (
        ["示例丁"],
        ["示例丁", "示例甲"],
    )
    carry_out(village.workspace, made, BY, MORNING)
    assert reader.value("SELECT count(*) FROM person WHERE name = '示例丁'") == 1
    assert reader.rows(
        "SELECT role, card, since FROM duty JOIN person ON person.id = person"
        " WHERE name = '示例丁' ORDER BY role"
    ) == [("grid_staff", "", f"{TODAY}"), ("officer", "示例 9", f"{TODAY}")]
    assert people(village, reader, given).unchanged == 3


def test_a_role_that_ended_can_be_given_again(village, reader):
    village.record(RoleEnded(subject=STAFF, role=Role.GRID_STAFF, grid=VILLAGE, until=TODAY), by=BY)
    made = people(village, reader, table(PERSON, ("示例甲", "网格员", "示例村", "", "")))
    assert len(made.changed) == 1


def test_to_act_for_the_very_grid_takes_the_offices_key_and_that_is_said(village, reader):
    made = people(village, reader, table(PERSON, ("示例丁", "督导组", "示例县", "", "")))
    assert [str(one.sentence) for one in made.doubts] == [
        "To act for 示例县 itself takes the office's key; a table can't give that."
    ]
    assert [type(event) for event in made.added[0].events] == [PersonAdded, RoleGiven]


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (("", "网格员", "示例村", "", ""), "姓名", "“Full name” is missing."),
        (("示例丁", "网格员", "", "", ""), "所属网格", "“Grid” is missing."),
        (("示例丁", "网格员", "没有", "", ""), "所属网格", "There is no grid called 没有."),
        (("示例丁", "站长", "示例村", "", ""), "角色", "“站长” is not known here."),
        (("示例丁", "执法人员", "示例村", "", ""), "角色", "A law-enforcement officer needs a card number."),
        (("示例丁", "网格员", "示例村", "昨天", ""), "任职日期", "“昨天” is no day."),
        (("示" * 61, "网格员", "示例村", "", ""), "角色", "“Full name” is longer than 60 characters."),
        (("示例戊", "网格员", "示例村", "", ""), "角色", "This role stands in row 3 already."),
        (("双名", "网格员", "示例村", "", ""), "角色", "Several people are called 双名;"),
    ],
)
def test_a_person_that_can_not_be_taken_says_why(village, reader, row, column, sentence):
    village.record(
        PersonAdded(subject=named(61), name="双名"), PersonAdded(subject=named(62), name="双名"), by=BY
    )
    good = ("示例戊", "网格员", "示例村", "", "")
    made = people(village, reader, table(PERSON, ("示例己", "", "示例村"), good, row))
    assert [(bad.row, bad.column) for bad in made.bad] == [(4, column)]
    assert said(made)[0][2].startswith(sentence)
    assert [one.name for one in made.added] == ["示例己", "示例戊"]


def test_what_columns_hold_is_remembered_by_their_names(village, reader):
    given = table(("甲", "乙"), ("新厂", "示例村"))
    assert remembered_columns(reader, "sites", given) is None
    columns = propose(given, SITE_FIELDS).holding("name", 0).holding("grid", 1)
    remember_columns(village.workspace, "sites", given, columns)
    assert remembered_columns(reader, "sites", given) == {"甲": "name", "乙": "grid"}
    assert remembered_columns(reader, "grids", given) is None


def test_a_memory_that_can_not_be_read_is_none(village, reader):
    given = table(("甲", "乙"))
    remember_columns(village.workspace, "sites", given, propose(given, SITE_FIELDS))
    (name,) = reader.row("SELECT name FROM setting WHERE name LIKE 'columns of %'")
    village.workspace.keep_choice(name, "[1]")
    assert remembered_columns(reader, "sites", given) is None
    assert kept_choice(reader, "nothing") == ""
