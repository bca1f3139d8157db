"""An import of sites: what is new, what changes, what is known again; twice changes nothing."""

from contextlib import closing

import pytest

from db.changes import Kind
from db.settings import Settings
from db.table_ground import widest_actor
from db.table_plan import AT_ONCE, carry_out
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.checklist import ChecklistPublished, ListFor
from inspector.model.events import Place
from inspector.model.grid import GridAdded
from inspector.model.office import Rank
from inspector.model.site import SiteChanged, SiteKind, SiteStatus
from tests.db.site_tables import BY, ROW, WHOLE, by_name, plan, table, take_in
from tests.db.village import (
    COKING,
    HEAP,
    MIDDLE,
    MORNING,
    OFFICE,
    OFFICER,
    RIVER,
    SHORT,
    STAFF,
    TODAY,
    TOWN,
    VILLAGE,
    Village,
    named,
    site,
)


@pytest.fixture
def village(tmp_path):
    with closing(Village(tmp_path)) as made:
        yield made


@pytest.fixture
def reader(village):
    with closing(village.workspace.reader()) as made:
        yield made


def test_a_new_site_comes_with_everything_the_row_says(village, reader):
    changes = take_in(village, reader, table(WHOLE, ROW))
    made = by_name(reader, "新厂")
    assert changes.touch(Kind.SITE)
    assert (made.kind, made.rank, made.grid, made.status) == (
        SiteKind.COKING,
        Rank.KEY,
        VILLAGE,
        SiteStatus.HALTED,
    )
    assert made.place == Place(lat=397_800_000, lon=1_068_500_000)
    assert (made.address, made.leader, made.leader_phone) == ("示例路 1 号", "示例丙", "0477-1")
    assert (made.responsible, made.responsible_phone, made.note) == ("示例丁", "138", "旧址")
    assert (made.credit_code, made.checklist, made.day) == ("91110000600037341L", SHORT, TODAY)


def test_what_a_row_does_not_say_is_the_usual(village, reader):
    take_in(village, reader, table(("名称", "网格编码"), ("新厂", "slx0101")))
    made = by_name(reader, "新厂")
    assert (made.kind, made.rank, made.status) == (SiteKind.OTHER, Rank.ORDINARY, SiteStatus.OPERATING)
    assert (made.place, made.checklist, made.day) == (None, "", TODAY)


def test_a_new_site_is_asked_the_list_that_is_usual_for_its_kind(village, reader):
    usual = ChecklistPublished(
        subject=named(24), title="工矿企业厂外巡查清单", version=1, made_for=ListFor.GRID_STAFF, questions=()
    )
    village.record(usual, by=BY)
    rows = (("新厂", "示例村", "焦化"), ("新田", "示例村", "秸秆"), ("三厂", "示例村", "焦化"))
    take_in(village, reader, table(("名称", "网格", "类别"), *rows))
    assert [by_name(reader, name).checklist for name, *_rest in rows] == [named(24), "", named(24)]


def test_twice_changes_nothing(village, reader):
    given = table(WHOLE, ROW)
    take_in(village, reader, given)
    entries = reader.value("SELECT count(*) FROM entry")
    again = plan(reader, given)
    assert (again.added, again.changed, again.unchanged, again.rows) == ((), (), 1, 1)
    assert not carry_out(village.workspace, again, BY, MORNING).entries
    assert reader.value("SELECT count(*) FROM entry") == entries


def test_a_change_is_told_field_by_field(reader):
    given = table(
        ("名称", "网格", "级别", "责任领导", "坐标", "清单", "类别"),
        ("示例焦化厂", "示例村网格", "一般", "示例戊", "106.9,39.7", "河段观察", "焦化企业"),
    )
    (row,) = plan(reader, given).changed
    assert row.name == "示例焦化厂"
    assert [(one.title, str(one.before), str(one.after)) for one in row.differences] == [
        ("Rank", "key site", "ordinary site"),
        ("Coordinates", "106.842, 39.78209", "106.9, 39.7"),
        ("Responsible leader", "示例丙", "示例戊"),
        ("List", "企业外围观察", "河段观察"),
    ]
    (event,) = row.events
    assert event == SiteChanged(
        subject=COKING,
        rank=Rank.ORDINARY,
        leader="示例戊",
        place=Place(lat=397_000_000, lon=1_069_000_000),
        checklist=SHORT,
    )


def test_an_empty_cell_changes_nothing(reader):
    given = table(("名称", "网格", "责任领导", "经度", "纬度"), ("示例焦化厂", "示例村网格", "", "", ""))
    assert plan(reader, given).unchanged == 1


def test_the_place_keeps_its_source_while_its_coordinates_stay(village, reader):
    village.record(SiteChanged(subject=HEAP, place=Place(lat=1, lon=2, source="exif", accuracy_m=9)))
    given = table(("名称", "网格", "经度", "纬度"), ("北山排土场", "示例村网格", "0.0000002", "0.0000001"))
    assert plan(reader, given).unchanged == 1


def test_a_site_is_known_by_its_credit_code_also_under_another_name(village, reader):
    village.record(SiteChanged(subject=COKING, credit_code="91110000600037341L"))
    given = table(("名称", "网格", "信用代码"), ("改名焦化厂", "示例村网格", "9111 0000 6000 3734 1L"))
    (row,) = plan(reader, given).changed
    assert row.events == (SiteChanged(subject=COKING, name="改名焦化厂"),)


def test_a_credit_code_that_two_rows_have_renames_nobody(village, reader):
    village.record(SiteChanged(subject=COKING, credit_code="91110000600037341L"))
    rows = [(name, "示例村网格", "91110000600037341L") for name in ("示例焦化厂", "示例焦化厂二厂", "三厂")]
    made = plan(reader, table(("名称", "网格", "信用代码"), *rows))
    assert (made.unchanged, [row.name for row in made.added]) == (1, ["示例焦化厂二厂", "三厂"])


def test_another_credit_code_for_the_same_name_is_a_change(village, reader):
    village.record(SiteChanged(subject=COKING, credit_code="12345"))
    given = table(("名称", "网格", "信用代码"), ("示例焦化厂", "示例村网格", "91110000600037341L"))
    assert plan(reader, given).changed[0].events[0].credit_code == "91110000600037341L"


def test_sites_of_one_name_are_each_met_once(village, reader):
    village.record(
        site(named(77), "双胞胎厂", credit_code="91110000600037341L"),
        site(named(78), "双胞胎厂"),
    )
    header = ("名称", "网格", "信用代码")
    rows = [("双胞胎厂", "示例村网格", ""), ("双胞胎厂", "示例村网格", "91110000600037341L")]
    assert plan(reader, table(header, *rows)).unchanged == 2
    third = plan(reader, table(header, *rows, ("双胞胎厂", "示例村网格", "")))
    assert (third.unchanged, str(third.bad[0].sentence)) == (2, "This is the same site as in row 2.")


def test_the_same_new_site_twice_in_a_table_is_taken_once(reader):
    made = plan(
        reader, table(("名称", "网格"), ("新厂", "示例村网格"), ("新 厂", "示例村"), ("新厂", "SLX0101"))
    )
    assert [row.name for row in made.added] == ["新厂", "新 厂"]
    assert [(bad.row, bad.column, str(bad.sentence)) for bad in made.bad] == [
        (4, "名称", "This is the same site as in row 2.")
    ]


def test_doubts_are_about_rows_that_are_taken(reader):
    given = table(
        ("名称", "网格", "经度（高德）", "纬度", "信用代码"),
        ("新厂", "示例村", "39.7", "106.8", "123"),
        ("", "示例村", "39.7", "106.8", "123"),
    )
    made = plan(reader, given)
    assert [(one.row, one.column, str(one.sentence)[:20]) for one in made.doubts] == [
        (2, "信用代码", "The credit code 123 "),
        (2, "", "Longitude and latitu"),
    ]
    assert "GCJ-02" in str(made.notes[0])


def test_ground_that_is_not_yours_is_left_alone(village, reader):
    village.record(GridAdded(subject=named(91), name="别村网格", code="SLX0102", level=3, parent=TOWN), by=BY)
    staff = Actor(STAFF, VILLAGE)
    header = ("名称", "网格", "级别")
    given = table(
        header, ("新厂", "别村", "重点"), ("示例焦化厂", "别村", "重点"), ("北山排土场", "示例村", "低")
    )
    made = plan(reader, given, staff)
    assert [str(bad.sentence) for bad in made.bad] == [
        "别村网格 does not belong to the grid you act for."
    ] * 2
    assert [row.name for row in made.changed] == ["北山排土场"]
    moved = plan(reader, table(("名称", "网格", "信用代码"), ("示例焦化厂", "别村", "")), BY)
    assert [row.name for row in moved.added] == ["示例焦化厂"]


def test_a_site_moves_to_another_grid_by_its_credit_code(village, reader):
    village.record(GridAdded(subject=named(91), name="别村网格", code="SLX0102", level=3, parent=TOWN), by=BY)
    village.record(SiteChanged(subject=COKING, credit_code="91110000600037341L"))
    given = table(("名称", "网格", "信用代码"), ("示例焦化厂", "别村", "91110000600037341L"))
    (row,) = plan(reader, given).changed
    assert [(one.title, one.before, one.after) for one in row.differences] == [
        ("Grid", "示例村网格", "别村网格")
    ]


def test_a_grid_is_found_by_the_last_of_its_path_and_several_need_a_code(village, reader):
    village.record(
        GridAdded(subject=named(91), name="示例村", code="SLX0102", level=3, parent=TOWN),
        GridAdded(subject=named(92), name="重名村", code="A1", level=3, parent=TOWN),
        GridAdded(subject=named(93), name="重名村", code="A2", level=3, parent=TOWN),
        by=BY,
    )
    given = table(
        ("名称", "网格", "网格编码"),
        *(
            ("一厂", "示例镇/示例村网格", ""),
            ("二厂", "示例村", ""),
            ("三厂", "重名村", ""),
            ("四厂", "重名村", "A2"),
        ),
    )
    made = plan(reader, given)
    assert {row.name: row.events[0].grid for row in made.added} == {
        "一厂": VILLAGE,
        "二厂": named(91),
        "四厂": named(93),
    }
    assert str(made.bad[0].sentence).startswith("Several grids are called 重名村; give the code")


def test_it_is_recorded_in_pieces_and_can_be_stopped_between_them(village, reader):
    rows = [(f"企业 {n}", "示例村网格") for n in range(AT_ONCE + 5)]
    given = table(("名称", "网格"), *rows)
    told = []

    def stop(done, total):
        told.append((done, total))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        carry_out(village.workspace, plan(reader, given), BY, MORNING, stop)
    assert told == [(AT_ONCE, AT_ONCE + 5)]
    again = plan(reader, given)
    assert (len(again.added), again.unchanged) == (5, AT_ONCE)
    carry_out(village.workspace, again, BY, MORNING)
    assert plan(reader, given).unchanged == AT_ONCE + 5


def test_what_was_recorded_in_between_is_not_run_over(village, reader):
    made = plan(reader, table(("名称", "网格", "级别"), ("北山排土场", "示例村", "低")))
    village.record(SiteChanged(subject=RIVER, rank=Rank.LOW))
    with pytest.raises(Refused, match="Something else was recorded since"):
        carry_out(village.workspace, made, BY, MORNING)
    assert by_name(reader, "北山排土场").rank is Rank.ORDINARY


def test_emoji_rare_letters_and_control_characters_come_through_clean(village, reader):
    take_in(village, reader, table(("名称", "网格"), ("\x07𠮷厂🏭\n", "示例村")))
    assert by_name(reader, "𠮷厂🏭")
    assert plan(reader, table(("名称", "网格"), ("𠮷厂🏭", "示例村"))).unchanged == 1


def test_who_has_the_widest_ground_records_where_nobody_is_named(village, reader):
    assert widest_actor(reader, village.workspace.feed) == Actor(OFFICER, OFFICE)
    village.workspace.keep_settings(Settings(person=STAFF))
    assert widest_actor(reader, village.workspace.feed) == Actor(STAFF, OFFICE)
    assert widest_actor(reader, "another") is None


def test_places_far_apart_are_said_as_people_write_them(village, reader):
    village.record(SiteChanged(subject=RIVER, place=MIDDLE))
    given = table(("名称", "网格", "经度", "纬度"), ("黄河示例段", "示例村", "106.5", "39.5"))
    assert plan(reader, given).changed[0].differences[0].before == "106.842, 39.774"
