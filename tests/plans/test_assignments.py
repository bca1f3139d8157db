"""Sentences that give work to units, and sentences that only speak of them."""

import pytest

from inspector.plans.assignments import assignments_in, in_bracket
from inspector.plans.deadlines import deadline_of


def said(text: str, *, measure: bool = False) -> list[tuple[str, tuple[str, ...]]]:
    return [(str(one.role), one.names) for one in assignments_in(text, measure=measure)]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (
            "由县住建局牵头，会同县水务局、县生态环境局，6月底前完成。",
            ("县住建局", "县水务局", "县生态环境局"),
        ),
        ("县农业农村局负责组织排查", ("县农业农村局",)),
        ("②由市生态环境局甲区分局对超标企业立案查处", ("市生态环境局甲区分局",)),
        ("由甲县建设局负责", ("甲县建设局",)),
        ("由甲县负责", ("甲县",)),
        ("由县水务局会同有关专家论证", ("县水务局",)),
        ("由县水务局会同县城管局开展清淤", ("县水务局", "县城管局")),
        ("市财政局，市水利局，各县区人民政府负责实施", ("市财政局", "市水利局", "各县区人民政府")),
        ("完成雨污分流改造12处，由市水务局负责", ("市水务局",)),
    ],
)
def test_units_that_are_given_work_are_named(text: str, units: tuple[str, ...]) -> None:
    assert tuple(name for _, names in said(text) for name in names) == units


@pytest.mark.parametrize(
    "text",
    [
        "由于历史原因，整改滞后",
        "市住建局负责的5条黑臭水体",
        "主要负责同志负责",
        "理由由此可见",
        "甲镇政府组织开展复绿",
    ],
)
def test_sentences_without_an_assignment_name_nobody(text: str) -> None:
    assert said(text) == []


def test_roles_follow_the_words() -> None:
    assert said("由甲区政府负责，市住建局指导，市财政局配合") == [
        ("responsible", ("甲区政府",)),
        ("supervising", ("市住建局",)),
        ("supporting", ("市财政局",)),
    ]


def test_a_measure_may_begin_with_its_unit() -> None:
    assert said("二是甲镇政府组织开展复绿", measure=True) == [("responsible", ("甲镇政府",))]


def test_a_bracket_with_other_words_names_nobody() -> None:
    assert in_bracket("开展排查（含入河排污口）。") == ()
    assert [one.names for one in in_bracket("开展排查（责任单位：市水利局，完成时限：6月底）")] == [
        ("市水利局",)
    ]


@pytest.mark.parametrize("text", ["2026年汛期前", "2026年五一前", "2026年采暖季开始前"])
def test_a_season_is_no_day(text: str) -> None:
    assert deadline_of(text).day is None
    assert "no date was taken" in str(deadline_of(text).doubts[0])


def test_where_a_time_begins_is_no_deadline() -> None:
    assert deadline_of("自2026年1月起长期坚持").day is None
    assert str(deadline_of("2026年1-6月").day) == "2026-06-30"
