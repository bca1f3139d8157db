"""Which column holds what: by name, from memory, by choice."""

import pytest

from inspector.errors import Refused
from inspector.tables.fields import GRID_FIELDS, PERSON_FIELDS, SITE_FIELDS, names_of
from inspector.tables.mapping import check_map, chosen, fingerprint, propose, to_remember
from inspector.tables.table import Table
from inspector.words import LANGUAGES, in_language


def table(*columns):
    return Table("a.csv", columns, ())


def held(columns, given):
    return {given.columns[at]: name for name, at in columns.columns.items()}


def test_columns_are_known_by_the_names_of_the_trade():
    given = table(
        "序号",
        "企业名称",
        "行业类别",
        "监管等级",
        "所属村（社区）",
        "东经",
        "北纬",
        "包保领导",
        "负责人",
        "联系电话",
    )
    assert held(propose(given, SITE_FIELDS), given) == {
        "企业名称": "name",
        "行业类别": "kind",
        "监管等级": "rank",
        "东经": "longitude",
        "北纬": "latitude",
        "包保领导": "leader",
        "负责人": "responsible",
        "联系电话": "responsible_phone",
    } | {"所属村（社区）": "grid"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fields", [SITE_FIELDS, GRID_FIELDS, PERSON_FIELDS])
def test_every_title_is_understood_in_every_language(language, fields):
    say = in_language(language)
    given = table(*(say(field.title) for field in fields))
    assert {name: at for at, name in enumerate(field.name for field in fields)} == propose(
        given, fields
    ).columns


@pytest.mark.parametrize("fields", [SITE_FIELDS, GRID_FIELDS, PERSON_FIELDS])
def test_no_name_means_two_fields(fields):
    seen: set[str] = set()
    for field in fields:
        assert not seen & names_of(field), field
        seen |= names_of(field)


def test_the_first_of_two_columns_with_the_same_meaning_is_taken():
    given = table("名称", "企业名称")
    assert propose(given, SITE_FIELDS).columns == {"name": 0}


def test_a_choice_goes_over_the_proposal():
    given = table("名称", "简称", "网格")
    columns = chosen(given, SITE_FIELDS, propose(given, SITE_FIELDS), [("简称", "name"), ("网格", "note")])
    assert columns.columns == {"name": 1, "note": 2}
    assert (columns.field_of(2), columns.field_of(0)) == ("note", "")
    assert columns.holding("note", None).columns == {"name": 1}


@pytest.mark.parametrize(("called", "at"), [("2", 1), ("B", 1), ("b", 1), ("简 称", 1), ("简称", 1)])
def test_a_column_is_called_by_name_letter_or_number(called, at):
    given = table("名称", "简称", "网格")
    assert chosen(given, SITE_FIELDS, propose(given, SITE_FIELDS), [(called, "备注")]).columns["note"] == at


@pytest.mark.parametrize("called", ["没有", "9", "Z", "AA", "0", "é"])
def test_a_column_there_is_not_is_said_with_those_there_are(called):
    given = table("名称", "网格", "")
    with pytest.raises(Refused, match=f"no column called {called}; the columns are: 名称、网格"):
        chosen(given, SITE_FIELDS, propose(given, SITE_FIELDS), [(called, "name")])


def test_a_field_there_is_not_is_said_with_those_there_are():
    given = table("名称")
    with pytest.raises(
        Refused, match="Nothing is called colour; a column can hold: name、code、parent、level"
    ):
        chosen(given, GRID_FIELDS, propose(given, GRID_FIELDS), [("名称", "colour")])


def test_one_field_in_two_columns_is_refused():
    given = table("名称", "简称")
    with pytest.raises(Refused, match="Two columns are to hold"):
        chosen(given, SITE_FIELDS, propose(given, SITE_FIELDS), [("名称", "name"), ("简称", "name")])


def test_a_column_that_is_needed_and_missing_is_said():
    given = table("名称", "地址")
    columns = propose(given, SITE_FIELDS)
    with pytest.raises(
        Refused, match=r"No column holds “Grid”. Say which one does; the columns are: 名称、地址"
    ):
        check_map(given, SITE_FIELDS, columns, instead={"grid": "grid_code"})
    check_map(given, SITE_FIELDS, columns.holding("grid_code", 1), instead={"grid": "grid_code"})


def test_what_was_chosen_is_remembered_by_the_names_of_the_columns():
    given = table("甲", "乙")
    columns = propose(given, SITE_FIELDS).holding("name", 1)
    kept = to_remember(given, columns)
    assert kept == {"乙": "name"}
    assert propose(table("乙", "甲"), SITE_FIELDS, kept).columns == {"name": 0}
    assert propose(table("丙"), SITE_FIELDS, {"丙": "gone", "丁": "name"}).columns == {}


def test_tables_with_the_same_names_have_the_same_fingerprint():
    assert fingerprint(table("名称", "网 格")) == fingerprint(table("名称", "网格"))
    assert fingerprint(table("名称", "网格")) != fingerprint(table("网格", "名称"))
