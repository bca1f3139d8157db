"""What cells mean: words, days, codes, coordinates."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from inspector.errors import Unreadable
from inspector.model.events import Place
from inspector.model.office import Rank
from inspector.model.person import Role
from inspector.model.site import KIND_NAMES, SiteKind, SiteStatus
from inspector.tables.coordinates import both_of, datum_note, degrees_of, place_of
from inspector.tables.formulas import escaped, unescaped
from inspector.tables.values import (
    credit_code_of,
    day_of,
    digits_of,
    kind_of,
    level_of,
    rank_of,
    role_of,
    status_of,
)
from inspector.words import LANGUAGES, in_language


@pytest.mark.parametrize(
    ("read", "text", "wanted"),
    [
        (kind_of, "焦化", SiteKind.COKING),
        (kind_of, "规模化生猪养殖场", SiteKind.FARM),
        (kind_of, "建筑工地（在建）", SiteKind.BUILDING_SITE),
        (kind_of, "River Section", SiteKind.RIVER_SECTION),
        (kind_of, "coking", SiteKind.COKING),
        (kind_of, "水泥厂", SiteKind.ENTERPRISE),
        (kind_of, "城镇污水处理厂", SiteKind.SEWAGE_WORKS),
        (rank_of, "重点", Rank.KEY),
        (rank_of, "一般", Rank.ORDINARY),
        (rank_of, "低风险", Rank.LOW),
        (status_of, "正常生产", SiteStatus.OPERATING),
        (status_of, "停产整治", SiteStatus.HALTED),
        (status_of, "关停取缔", SiteStatus.CLOSED_DOWN),
        (status_of, "季节性停产", SiteStatus.SEASONAL),
        (role_of, "网格员", Role.GRID_STAFF),
        (role_of, "执法人员", Role.OFFICER),
    ],
)
def test_the_words_of_offices_are_understood(read, text, wanted):
    assert read(text) is wanted


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", SiteKind)
def test_what_is_exported_is_understood(kind, language):
    assert kind_of(in_language(language)(KIND_NAMES[kind])) is kind


@pytest.mark.parametrize(
    ("read", "known"),
    [(kind_of, "spoil heap、coking"), (rank_of, "key site、ordinary"), (status_of, "operating、halted")],
)
def test_a_word_that_is_none_of_ours_is_said_with_those_that_are(read, known):
    with pytest.raises(Unreadable) as error:
        read("飞船")
    assert str(error.value).startswith("“飞船” is not known here. Known are: ")
    assert known in str(error.value)


@pytest.mark.parametrize(
    ("text", "level"),
    [("1", 1), ("一级", 1), ("二级", 2), ("三", 3), ("level 2", 2), ("村级网格", 3), ("镇级", 2), ("县", 1)],
)
def test_levels_are_read(text, level):
    assert level_of(text) == level


def test_what_is_no_level_is_said():
    with pytest.raises(Unreadable, match=r"“高” is no level. Write 1, 2 or 3."):
        level_of("高")


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-02",
        "2026/11/2",
        "2026年11月2日",
        "2026.11.02",
        "20261102",
        "２０２６-11-02",
        "2026-11-02 08:30",
    ],
)
def test_days_are_read_as_offices_write_them(text):
    assert day_of(text) == date(2026, 11, 2)


@pytest.mark.parametrize("text", ["2026-02-30", "昨天", "46000", "2026", "0000-01-01"])
def test_what_is_no_day_is_said(text):
    with pytest.raises(Unreadable, match=f"“{text}” is no day"):
        day_of(text)


def test_a_number_a_spreadsheet_has_shortened_is_no_code():
    assert digits_of("0477-123 45 67") == "0477-123 45 67"
    for read in (digits_of, credit_code_of):
        with pytest.raises(Unreadable, match="has lost its last digits in a spreadsheet"):
            read("9.11504E+17")


def test_a_credit_code_is_checked_and_a_wrong_one_is_a_doubt():
    assert credit_code_of(" 91110000 600037341l ") == ("91110000600037341L", None)
    assert str(credit_code_of("91110000600037342L").doubt).startswith("The check digit of the credit code")
    assert str(credit_code_of("9111000060003734OL").doubt).startswith("The check digit of the credit code")
    assert str(credit_code_of("12345").doubt) == "The credit code 12345 does not have 18 characters."


@given(
    st.from_regex(re.compile(r"[0-9]{8}[0-9A-HJ-NPQRTUWXY]{9}"), fullmatch=True),
    st.sampled_from("0123456789AXY"),
)
def test_the_check_digit_is_that_of_the_standard(code, last):
    assert (credit_code_of(code + last).doubt is None) is uscc.is_valid(code + last)
    assert credit_code_of(code + uscc.calc_check_digit(code)).doubt is None


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("106.842", 106.842),
        ("106°50′31.2″", 106.842),
        ("106度50分31.2秒", 106.842),
        ("东经106°50′31.2″", 106.842),
        ("106°50'31.2''E", 106.842),
        ("E 106.842", 106.842),
        ("106.842°", 106.842),
        ("１０６．８４２", 106.842),
        ("106:50:31.2", 106.842),
        ("106°30′", 106.5),
        ("北纬39.6度", 39.6),
        ("西经5.5", -5.5),
        ("5.5W", -5.5),
        ("-5.5", -5.5),
    ],
)
def test_coordinates_are_read_as_offices_write_them(text, degrees):
    assert degrees_of(text) == pytest.approx(degrees, abs=1e-9)


@pytest.mark.parametrize(
    "text", ["村口", "106.8.4", "106°70′", "106°10′70″", "NaN", "inf", "1e5", "9" * 50, "106 842 1 2"]
)
def test_what_is_no_coordinate_is_said(text):
    with pytest.raises(Unreadable, match="is no coordinate"):
        degrees_of(text)


@pytest.mark.parametrize("text", ["106.842,39.774", "106.842 39.774", "106.842，39.774", "106.842、 39.774"])
def test_both_coordinates_may_stand_in_one_cell(text):
    assert both_of(text) == ("106.842", "39.774")


def test_a_cell_with_one_coordinate_is_said():
    with pytest.raises(Unreadable, match="is no coordinate"):
        both_of("106.842")


def test_the_wrong_way_round_is_put_right_and_said():
    place, doubt = place_of("39.774", "106.842")
    assert place == Place(lat=397_740_000, lon=1_068_420_000)
    assert (
        str(doubt) == "Longitude and latitude stood the wrong way round; they were taken as 106.842, 39.774."
    )
    assert place_of("106.842", "39.774") == (place, None)


def test_nowhere_is_left_out_and_said():
    assert place_of("", "") == (None, None)
    place, doubt = place_of("0", "0.0")
    assert place is None
    assert "0, 0 were left out" in str(doubt)


@pytest.mark.parametrize(
    ("lon", "lat", "sentence"),
    [
        ("106.8", "", "without the other"),
        ("", "39", "without the other"),
        ("999", "39", "not on the earth"),
        ("10", "-95", "not on the earth"),
    ],
)
def test_a_place_that_can_not_be_is_said(lon, lat, sentence):
    with pytest.raises(Unreadable, match=sentence):
        place_of(lon, lat)


def test_a_column_in_another_datum_is_said():
    assert "GCJ-02" in str(datum_note("经度（高德）"))
    assert datum_note("经度") is None


@given(st.text())
def test_no_text_runs_in_a_spreadsheet_and_all_come_back(text):
    assert unescaped(escaped(text)) == text
    assert not escaped(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
