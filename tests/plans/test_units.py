"""Lists of units are taken apart where a clerk would, and who does what is understood."""

import pytest

from inspector.plans.labels import Kind
from inspector.plans.responsibility import responsibility
from inspector.plans.units import stand_apart, units_of


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("市委办公厅、市政府办公厅,各区委、区政府", ["市委办公厅", "市政府办公厅", "各区委、区政府"]),
        ("市经信委、水务局、国土局", ["市经信委", "水务局", "国土局"]),
        ("海勃湾、海南区委、区政府", ["海勃湾、海南区委、区政府"]),
        ("海勃湾区委、区政府,海南区委、区政府", ["海勃湾区委、区政府", "海南区委、区政府"]),
        (
            "榆阳、神木等县市区党委、政府、市发改委、市政府",
            ["榆阳、神木等县市区党委、政府", "市发改委", "市政府"],
        ),
        ("团市委、市政府", ["团市委", "市政府"]),
        ("市委、县政府", ["市委", "县政府"]),
        ("市委、政府、管委会", ["市委、政府、管委会"]),
        (
            "市人力资源和社会保障局和市工业和信息化局",
            ["市人力资源和社会保障局", "市工业和信息化局"],
        ),
        ("各区政府及有关部门", ["各区政府", "有关部门"]),
        ("各区政府及其有关部门", ["各区政府及其有关部门"]),
        ("各乡镇和街道", ["各乡镇和街道"]),
        ("市直各部门和各区县", ["市直各部门", "各区县"]),
        ("区直各委、办、局，各街道、镇人民政府", ["区直各委、办、局", "各街道、镇人民政府"]),
        ("市国土局 林业局\t市水务局", ["市国土局", "林业局", "市水务局"]),
        ("示例 县政府", ["示例 县政府"]),
        ("移动、联通、电信", ["移动", "联通", "电信"]),
        ("市水务局（负责地下水、机井）；市林业局。", ["市水务局（负责地下水、机井）", "市林业局"]),
        ("市环保局、国土局等有关部门", ["市环保局", "国土局"]),
        ("市环保局、市环保局", ["市环保局"]),
        ("市环保局（未闭合、市水务局", ["市环保局（未闭合", "市水务局"]),
        ("无", []),
        ("/", []),
        ("", []),
    ],
)
def test_a_list_of_units_is_taken_apart(text: str, units: list[str]) -> None:
    assert [unit.name for unit in units_of(text)] == units


LEAD, DO, HELP, WATCH = Kind.LEAD, Kind.RESPONSIBLE, Kind.SUPPORTING, Kind.SUPERVISING


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        (
            "市委办牵头,市委党校和各县市区党委、政府参与",
            [(LEAD, "市委办"), (HELP, "市委党校"), (HELP, "各县市区党委、政府")],
        ),
        ("市国土局牵头负责，市督查室督导", [(LEAD, "市国土局"), (WATCH, "市督查室")]),
        ("由市国土局牵头", [(LEAD, "市国土局")]),
        ("市住建局、林业局按职责分工负责", [(DO, "市住建局"), (DO, "林业局")]),
        ("市发改委、市工信局按照各自职责", [(DO, "市发改委"), (DO, "市工信局")]),
        (
            "市国土局（牵头）、市环保局（责任单位）、市林业局（配合）",
            [(LEAD, "市国土局"), (DO, "市环保局"), (HELP, "市林业局")],
        ),
        ("市环保局会同市公安局负责", [(DO, "市环保局"), (DO, "市公安局")]),
        ("市环保局牵头、市公安局配合", [(LEAD, "市环保局"), (HELP, "市公安局")]),
        ("负责，市环保局", [(DO, "市环保局")]),
    ],
)
def test_words_for_roles_are_understood(text: str, shares: list[tuple[Kind, str]]) -> None:
    assert [
        (share.role, share.unit.name) for share in responsibility(text, Kind.RESPONSIBLE).shares
    ] == shares


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("措施①由市国土局负责；措施②由市环保局负责", [("①", "市国土局"), ("②", "市环保局")]),
        ("措施1、2：市国土局；措施3：市环保局", [("1、2", "市国土局"), ("3", "市环保局")]),
        ("①市国土局；②市环保局、林业局", [("①", "市国土局"), ("②", "市环保局"), ("②", "林业局")]),
        ("1.市国土局 2.市环保局", [("1", "市国土局"), ("2", "市环保局")]),
        ("第1、2项措施由市环保局负责，第3项由市住建局负责", [("1、2", "市环保局"), ("3", "市住建局")]),
    ],
)
def test_units_of_single_measures_are_kept_with_them(text: str, shares: list[tuple[str, str]]) -> None:
    found = responsibility(text, Kind.RESPONSIBLE).shares
    assert [(share.measures, share.unit.name) for share in found] == shares


def test_parts_of_a_task_are_kept_with_their_unit() -> None:
    text = "市发改委，矿山企业退出由市国土局负责，达标排放由市环保局、市工信局负责，海勃湾、海南区委、区政府"
    assert [(share.unit.name, share.part) for share in responsibility(text, Kind.RESPONSIBLE).shares] == [
        ("市发改委", ""),
        ("市国土局", "矿山企业退出"),
        ("市环保局", "达标排放"),
        ("市工信局", "达标排放"),
        ("海勃湾、海南区委、区政府", ""),
    ]


def test_people_dates_and_repetitions_are_told_apart_from_units() -> None:
    assert responsibility("市环保局 张某某", Kind.RESPONSIBLE).people == ("张某某",)
    assert responsibility("市环保局牵头，2018年底前完成", Kind.RESPONSIBLE).dates == ("2018年底前完成",)
    assert responsibility("同上。", Kind.RESPONSIBLE).as_before


def test_lines_that_a_narrow_cell_broke_within_a_name_are_joined() -> None:
    text = "市城管局\n各区政府、示例工业园区管\n委会\n市住房和城\n乡建设局"
    names = [share.unit.name for share in responsibility(text, Kind.RESPONSIBLE).shares]
    assert names == ["市城管局", "各区政府", "示例工业园区管委会", "市住房和城乡建设局"]


@pytest.mark.parametrize(
    ("above", "below", "apart"),
    [
        ("市水利局", "市生态环境局", True),
        ("示例县政府、市水利局", "各镇（街道）", True),
        ("市住房和城乡", "建设局", False),
        ("市公安局", "交警支队", False),
        ("示例县", "人民政府", False),
        ("市生态环", "境局", False),
        ("市水利", "局", False),
    ],
)
def test_a_line_of_units_ends_where_a_whole_one_ends_and_another_begins(
    above: str, below: str, apart: bool
) -> None:
    assert stand_apart(above, below) == apart
