"""A ledger kept before, taken over; and the law that what was exported changes nothing when it comes back."""

import os
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.queries.findings import finding_rows
from db.table_export import export_list
from db.table_ledger import plan_ledger
from db.table_photos import export_ledger
from db.table_plan import carry_out
from inspector.errors import Refused
from inspector.model.category import Category
from inspector.model.finding import FindingNoticed, FindingReported
from inspector.model.finding_state import FindingState, Severity, Source
from inspector.tables.finding_fields import FINDING_FIELDS
from inspector.tables.mapping import propose
from inspector.tables.reading import read_table
from inspector.tables.writing import Form
from inspector.words import LANGUAGES, use
from tests.db.case_desk import BY_COUNTY, BY_STAFF, appoint, now_of, report
from tests.db.site_tables import table
from tests.db.village import COKING, MORNING, TODAY, VILLAGE, Village, named

HEAD = ("编号", "存在问题", "企业名称", "检查时间", "等级", "责任单位", "责任人", "整改时限", "整改情况")


@pytest.fixture
def village(tmp_path):
    with closing(Village(tmp_path)) as made:
        appoint(made)
        yield made


@pytest.fixture
def reader(village):
    with closing(village.workspace.reader()) as made:
        yield made


def planned(village, reader, given, by=BY_COUNTY):
    columns = propose(given, FINDING_FIELDS)
    return plan_ledger(reader, given, columns, by, MORNING, os.urandom, feed=village.workspace.feed)


def taken(village, reader, given):
    plan = planned(village, reader, given)
    carry_out(village.workspace, plan, BY_COUNTY, MORNING)
    return plan, [now_of(village, row.events[0].subject) for row in plan.added]


def test_a_line_says_its_category_and_a_word_nobody_knows_is_a_doubt(village, reader):
    told = [("1", "烟", "扬尘污染"), ("2", "灰", "怪事"), ("3", "臭", "")]
    rows = tuple((number, text, "示例焦化厂", said) for number, text, said in told)
    plan, found = taken(village, reader, table(("编号", "存在问题", "企业名称", "问题类别"), *rows))
    assert [one.category for one in found] == [Category.DUST, Category.OTHER, None]
    said = "“怪事” is no category known here; the line is counted with the others."
    assert [str(one.sentence) for one in plan.doubts] == [said]
    lines = finding_rows(reader, [one.id for one in found])
    assert [lines[one.id].category for one in found] == [Category.DUST, Category.OTHER, Category.AIR]


def reasons(plan):
    return [(one.row, str(one.sentence)) for one in plan.bad]


def test_a_line_becomes_a_finding_as_the_ledger_tells_it(village, reader):
    given = table(
        HEAD,
        (
            "1",
            "料堆未覆盖",
            "示例焦化厂",
            "2026-10-08",
            "较重",
            "示例局",
            "示例己",
            "2026年12月31日",
            "整改中",
        ),
        ("2", "雨水口有污水", "没有的厂", "2026-10-09", "", "", "", "", "已整改到位"),
        ("", "门前带泥", "", "", "一般", "", "", "", "再看看"),
    )
    plan, (first, second, third) = taken(village, reader, given)
    assert (first.number, first.site, first.grid, first.unit) == ("1", COKING, VILLAGE, "示例局")
    assert (first.person_name, first.due, first.state) == (
        "示例己",
        date(2026, 12, 31),
        FindingState.ASSIGNED,
    )
    assert (first.severity, first.source, first.source_ref) == (Severity.SERIOUS, Source.LEDGER, "清单.csv")
    assert first.noticed.day == date(2026, 10, 8)
    assert (second.state, second.site, second.spot) == (FindingState.CLOSED, "", "没有的厂")
    assert (third.noticed, third.state) == (MORNING, FindingState.ASSIGNED)
    assert third.number.endswith("-0001")
    assert [(one.row, str(one.sentence)) for one in plan.doubts] == [
        (3, "No site is called 没有的厂; the name is kept as the spot."),
        (4, "“再看看” says nothing about whether it is done; the line is taken as open."),
    ]
    told = [row.events[2] for row in plan.added]
    assert [(one.file, one.row, one.said) for one in told] == [
        ("清单.csv", 2, "整改中"),
        ("清单.csv", 3, "已整改到位"),
        ("清单.csv", 4, "再看看"),
    ]
    again = planned(village, reader, given)
    assert (again.added, again.bad, again.unchanged) == ((), (), 3)


def test_a_day_alone_says_that_it_is_closed_and_words_say_where_it_came_from(village, reader):
    given = table(
        ("问题描述", "来源", "销号日期", "网格", "网格编码", "统一社会信用代码", "经度", "纬度", "当前状态"),
        ("甲问题", "12345", "2026-11-01", "示例镇", "", "", "106.8", "39.7", ""),
        ("乙问题", "", "", "", "SLX0101", "", "39.7", "106.8", "to be assigned"),
    )
    plan, (first, second) = taken(village, reader, given)
    assert (first.state, first.ended_on) == (FindingState.CLOSED, date(2026, 11, 1))
    assert (first.source, second.grid) == (Source.COMPLAINT, VILLAGE)
    assert first.place is not None
    assert second.state is FindingState.ASSIGNED
    assert [one.row for one in plan.doubts] == [3]


def test_deadlines_are_read_as_ledgers_have_them(village, reader):
    told = ("2026年8月底前", "立行立改", "2026/10/1", "尽快")
    rows = tuple((str(number), f"问题{number}", due) for number, due in enumerate(told))
    plan, found = taken(village, reader, table(("编号", "存在问题", "整改时限"), *rows))
    assert [one.due for one in found] == [date(2026, 8, 31), None, date(2026, 10, 1)]
    assert [(one.row, str(one.sentence)) for one in plan.doubts] == [
        (2, "“2026年8月底前” is read as 2026-08-31."),
        (3, "“立行立改” sets no day: taken over without a deadline."),
    ]
    assert reasons(plan) == [(5, "“尽快” is no day. Write it as 2026-11-22.")]


def test_a_site_is_known_by_its_code_or_by_name_and_grid(village, reader):
    village.record(
        *(
            event
            for at, (name, grid) in enumerate((("双胞胎厂", VILLAGE), ("双胞胎厂", named(2))))
            for event in [_site(250 + at, name, grid)]
        ),
        by=BY_COUNTY,
    )
    given = table(
        ("问题", "企业名称", "村", "信用代码"),
        ("甲问题", "双胞胎厂", "示例村网格", ""),
        ("乙问题", "双胞胎厂", "", ""),
        ("丙问题", "随便", "", "91110000600037341L"),
    )
    _plan, found = taken(village, reader, given)
    assert [one.site for one in found] == [named(250), "", named(250)]


def _site(number, name, grid):
    from inspector.model.office import Rank
    from inspector.model.site import SiteAdded, SiteKind

    code = "91110000600037341L" if number == 250 else ""
    return SiteAdded(
        subject=named(number),
        name=name,
        kind=SiteKind.OTHER,
        rank=Rank.ORDINARY,
        grid=grid,
        day=TODAY,
        credit_code=code,
    )


def test_what_can_not_be_used_is_left_out_with_its_reason(village, reader):
    finding = now_of(village, report(village))
    given = table(
        ("编号", "问题", "企业名称", "检查时间", "等级", "网格"),
        ("1", "", "", "", "", ""),
        ("2", "甲", "", "", "不知", ""),
        ("3", "乙", "", "", "", "没有村"),
        ("4", "料堆未复盖", "示例焦化厂", f"{TODAY}", "", ""),
        ("5", "丙", "", "", "", ""),
        ("5", "丁", "", "", "", ""),
    )
    plan = planned(village, reader, given)
    assert [row.row for row in plan.added] == [6]
    said = reasons(plan)
    assert [row for row, _ in said] == [2, 3, 4, 7]
    assert [one.row for one in plan.alike] == [5]
    assert [one.row for one in plan.left_out] == [2, 3, 4, 5, 7]
    assert plan.rows == 6
    assert said[0][1] == "“What was found” is missing."
    assert said[1][1].startswith("“不知” is not known here. Known are: ")
    assert said[2][1] == "There is no grid called 没有村."
    assert finding.number == "SLX0101-2026-T-0070"


def test_similar_words_at_the_same_site_and_day_are_left_for_a_person_to_decide(village, reader):
    given = table(("问题", "企业名称", "检查时间"), ("厂区东侧料堆没有覆盖,有扬尘", "示例焦化厂", f"{TODAY}"))
    _plan, (first,) = taken(village, reader, given)
    head = ("编号", "问题", "企业名称", "检查时间")
    alike = table(head, ("9", "厂区东侧的料堆没有覆盖,有扬尘", "示例焦化厂", f"{TODAY}"))
    plan = planned(village, reader, alike)
    (one,) = plan.alike
    assert (plan.added, one.row, one.number, one.like) == ((), 2, first.number, first.text)
    assert one.text == "厂区东侧的料堆没有覆盖,有扬尘"
    assert str(one.why).startswith(f"This looks like {first.number}")
    chosen = plan.taking([2])
    assert (chosen.alike, chosen.left_out, [row.name for row in chosen.added]) == ((), (), ["9"])
    assert plan.taking([]) == plan
    with pytest.raises(Refused, match="Row 3 is no likely duplicate"):
        plan.taking([2, 3])
    carry_out(village.workspace, chosen, BY_COUNTY, MORNING)
    assert now_of(village, chosen.added[0].events[0].subject).number == "9"
    assert planned(village, reader, alike).unchanged == 1
    other_day = table(head, ("10", "厂区东侧料堆没有覆盖,有扬尘", "示例焦化厂", "2026-01-09"))
    assert len(planned(village, reader, other_day).added) == 1


def test_another_one_gets_the_next_free_number_and_leaves_no_gap(village, reader):
    wording = "厂区东侧料堆没有覆盖,有扬尘"
    taken(village, reader, table(("问题", "企业名称", "检查时间"), (wording, "示例焦化厂", f"{TODAY}")))
    given = table(
        ("问题", "企业名称", "检查时间"),
        *((f"{wording}{mark}", "示例焦化厂", f"{TODAY}") for mark in "一二三"),
        ("完全不同的另一件事", "示例焦化厂", "2026-01-01"),
    )
    plan = planned(village, reader, given)
    assert ([one.row for one in plan.alike], [one.name[-4:] for one in plan.added]) == ([2, 3, 4], ["0002"])
    assert [(one.row, one.name[-4:]) for one in plan.taking([2, 4]).added] == [
        (2, "0003"),
        (4, "0004"),
        (5, "0002"),
    ]
    carry_out(village.workspace, plan.taking([2, 3, 4]), BY_COUNTY, MORNING)
    assert reader.value("SELECT count(*) FROM finding") == 5
    again = planned(village, reader, given)
    assert (again.added, again.alike, again.unchanged) == ((), (), 4)


def test_what_is_doubtful_of_another_one_is_said_once_it_is_taken(village, reader):
    given = table(("问题", "企业名称", "检查时间", "整改情况"), ("门前带泥", "没有的厂", f"{TODAY}", ""))
    taken(village, reader, given)
    plan = planned(
        village,
        reader,
        table(
            ("编号", "问题", "企业名称", "检查时间", "整改情况"),
            ("7", "门前带泥", "没有的厂", f"{TODAY}", "再看看"),
        ),
    )
    assert (plan.doubts, len(plan.alike)) == ((), 1)
    assert [one.row for one in plan.taking([2]).doubts] == [2, 2]


def test_only_the_office_takes_over_a_ledger(village, reader):
    with pytest.raises(Refused, match="Only the rectification office or a township clerk"):
        planned(village, reader, table(("问题",), ("甲",)), by=BY_STAFF)


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cn"]), min_size=1, max_size=30).filter(
    lambda text: any(one.isalnum() for one in text)
)


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.tuples(TEXTS, st.sampled_from(Severity)), min_size=1, max_size=4), st.sampled_from(LANGUAGES)
)
def test_what_was_exported_changes_nothing_when_it_comes_back(findings, language):
    use(language)
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Village(Path(folder))) as village,
        closing(village.workspace.reader()) as reader,
    ):
        appoint(village)
        for at, (text, severity) in enumerate(findings):
            subject = named(300 + at)
            noticed = FindingNoticed(
                subject=subject,
                number=f"SLX-{at}",
                grid=VILLAGE,
                site=COKING,
                patrol="",
                stop="",
                text=text,
                severity=severity,
                noticed=MORNING,
            )
            village.record(noticed, FindingReported(subject=subject))
        for form in ("csv", "xlsx", "geojson", "json", "photos.xlsx"):
            to = Path(folder) / f"list.{form}"
            if form == "photos.xlsx":
                export_ledger(reader, village.workspace.blobs, "findings", to, today=TODAY)
            else:
                export_list(reader, "findings", to, Form(form), today=TODAY)
            plan = planned(village, reader, read_table(to))
            assert (plan.added, plan.bad, plan.unchanged) == ((), (), len(findings))
    use(LANGUAGES[0])
