"""Deadlines in every spelling, with lost characters, and the doubts that are said about them."""

from datetime import date

import pytest

from inspector.plans.amounts import quantities_in, targets_in
from inspector.plans.dates import MOST_LETTERS, dates_in
from inspector.plans.deadlines import deadline_in, deadline_of, says_a_deadline, year_of


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("201812月底", "2018-12-31"),
        ("2016714日", "2016-07-14"),
        ("20161112日", "2016-11-12"),
        ("2018年1231日", "2018-12-31"),
        ("201812月31日", "2018-12-31"),
        ("20176月底前", "2017-06-30"),
        ("2018年底前", "2018-12-31"),
        ("2018年年底", "2018-12-31"),
        ("2019年6月底前", "2019-06-30"),
        ("2020年前", "2019-12-31"),
        ("2019年1月前", "2018-12-31"),
        ("2019年6月前", "2019-05-31"),
        ("2018年第三季度", "2018-09-30"),
        ("2018年四季度末", "2018-12-31"),
        ("2018年上半年", "2018-06-30"),
        ("2018年下半年", "2018-12-31"),
        ("十四五期间", "2025-12-31"),
        ("“十三五”末", "2020-12-31"),
        ("2018年底前完成30%，2020年12月底前全部完成", "2020-12-31"),
        ("二〇一八年十二月底", "2018-12-31"),
        ("二○一九年十月三十一日前", "2019-10-31"),
        ("2018.12.31", "2018-12-31"),
        ("2018-12", "2018-12-31"),
        ("20181231", "2018-12-31"),
        ("２０１８年１２月底", "2018-12-31"),
        ("2018年6月—12月", "2018-12-31"),
        ("2018年3月底前完成摸底，6月30日前完成整治", "2018-06-30"),
        ("2018年3月底前完成摸底，6月中旬完成整治", "2018-06-20"),
        ("2018年3月底，2月30日", "2018-03-31"),
        ("2018-2020年", "2020-12-31"),
        ("2018年6月上旬", "2018-06-10"),
        ("2020", "2020-12-31"),
    ],
)
def test_a_deadline_is_the_last_day_it_names(text: str, day: str) -> None:
    deadline = deadline_of(text)
    assert deadline.day
    assert (deadline.day.isoformat(), deadline.kinds[-1], deadline.text) == (day, "by date", text)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("立行立改，长期坚持", ("立行立改", "长期坚持")),
        ("持续整改", ("持续整改",)),
        ("持续改善", ("持续改善",)),
        ("分阶段", ("分阶段",)),
        ("3个月内", ("within a term",)),
        ("年底前", ("by year-end",)),
        ("", ()),
        ("无", ()),
        ("12月底前", ()),
        ("2018年2月30日", ()),
        ("2017111日", ()),
        ("按要求", ()),
    ],
)
def test_a_deadline_without_a_day_has_its_kinds(text: str, kinds: tuple[str, ...]) -> None:
    deadline = deadline_of(text)
    assert (deadline.day, deadline.kinds) == (None, kinds)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("201812月底", "year mark missing: read as 2018-12-31"),
        ("2016714日", "year and month marks missing: read as 2016-07-14"),
        ("2018年1231日", "month mark missing: read as 2018-12-31"),
        ("2018年6", "month mark missing: read as 2018-06-30"),
        ("2018年12底，2019年全部完成", "month mark missing: read as 2018-12-31"),
        ("2017111日", "more than one day"),
        ("2020年前", "before that year begins: 2019-12-31"),
        ("2018年2月30日", "no day of the calendar"),
        ("12月底", "names no year"),
        ("2018年3月底，6月底", "year before it was taken: 2018-06-30"),
        ("3个月内", "counts from a day"),
        ("按要求", "not understood"),
    ],
)
def test_what_was_supposed_is_said(text: str, doubt: str) -> None:
    assert doubt in " ".join(map(str, deadline_of(text).doubts))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6月底前完成排查，12月底前完成整治", date(2022, 12, 31)),
        ("9月15日前", date(2022, 9, 15)),
        ("年底前", date(2022, 12, 31)),
        ("第三季度", date(2022, 9, 30)),
        ("上半年", date(2022, 6, 30)),
        ("下半年", date(2022, 12, 31)),
        ("2023年3月底，6月底", date(2023, 6, 30)),
        ("月底", None),
        ("2月30日", None),
    ],
)
def test_a_plan_for_one_year_gives_its_year_to_days_without_one(text: str, day: date | None) -> None:
    assert deadline_of(text, 2022).day == day


def test_what_takes_the_year_of_the_title_says_so() -> None:
    said = " ".join(map(str, deadline_in("6月底前完成。", 2022).doubts))
    assert "that of the plan's title was taken: 2022-06-30" in said


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("示例区2022年河湖长制工作要点", 2022),
        ("示例县2023年度水污染防治工作方案", 2023),
        ("示例市2022—2024年攻坚行动方案", 0),
        ("示例县贯彻落实2021年省级生态环境保护督察反馈意见整改方案", 0),
        ("示例市2024年度督察整改任务清单", 2024),
        ("示例县整改方案", 0),
        ("2021年、2022年任务清单", 0),
    ],
)
def test_the_year_of_a_plan_is_that_of_its_title_not_that_of_an_inspection(title: str, year: int) -> None:
    assert year_of(title) == year


def test_what_comes_back_every_year_and_what_was_counted_set_no_deadline() -> None:
    assert deadline_in("每年12月底前报送总结。").text == ""
    assert deadline_in("2019年完成率为78%。").text == ""
    assert deadline_in("9月底前完成。").text == "9月底"


def test_a_heading_sets_a_deadline_only_where_it_says_so() -> None:
    assert says_a_deadline("（一）2019年6月底前完成的任务")
    assert says_a_deadline("二、长期坚持类")
    assert not says_a_deadline("三、长期坚持绿色发展")
    assert not says_a_deadline("2018年工作回顾")


def test_dates_overlap_nowhere_and_are_looked_for_in_a_bounded_text() -> None:
    assert [one.text for one in dates_in("2018年6月30日和2018年7月")] == ["2018年6月30日", "2018年7月"]
    assert dates_in("。" * MOST_LETTERS + "2018年底") == ()


def test_amounts_keep_their_unit_and_what_they_count() -> None:
    found, doubts = quantities_in(
        "71处排土场，38.88万亩，75%以上，到202023处火点，投资1.44亿元用于治理，1,200家企业，第3条"
    )
    assert [(one.value, one.unit, one.text) for one in found] == [
        ("71", "处", "71处排土场"),
        ("38.88", "万亩", "38.88万亩"),
        ("75", "%", "75%以上"),
        ("23", "处", "23处火点"),
        ("1.44", "亿元", "1.44亿元"),
        ("1,200", "家", "1,200家企业"),
    ]
    assert "read as 2020 and 23处" in str(doubts[0])
    assert len(quantities_in("".join(f"{n}处" for n in range(3000)))[0]) == 2000


def test_targets_by_year_are_kept_with_their_clause() -> None:
    found, _doubts = targets_in("2017年底前完成26处；2018年底前完成6处，2019年完成35处。")
    assert [(one.date.year, one.text) for one in found] == [
        (2017, "2017年底前完成26处"),
        (2018, "2018年底前完成6处"),
        (2019, "2019年完成35处"),
    ]
