"""A batch of cases sent down is taken in from a table; the same table again changes nothing."""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from db.connection import Reader
from db.table_cases import plan_cases
from db.table_plan import ImportPlan, carry_out
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.complaint_words import Channel, ChannelTerm, Pollution, Term
from inspector.model.office import RulesDecided
from inspector.model.person import Role, RoleGiven
from inspector.model.working_days import Counting
from inspector.tables.complaint_fields import COMPLAINT_FIELDS, kinds_of
from inspector.tables.mapping import propose
from inspector.tables.table import Table, TableRow
from tests.db.village import COKING, MORNING, OFFICE, OFFICER, STAFF, TODAY, VILLAGE, Village, named

BY = Actor(STAFF, VILLAGE)
HEAD = ("序号", "受理编号", "交办时间", "被举报单位", "行政区域", "污染类型", "交办问题基本情况")
FIRST = ("1", "X2NM-001", "2026-11-20", "示例焦化厂", "示例镇", "大气、异味", "夜间有刺鼻气味")
SECOND = ("2", "X2NM-002", "2026-11-22", "某修理店", "示例镇", "水", "废机油倒入下水道")


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    with closing(village.workspace.reader()) as made:
        yield made


def table(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> Table:
    return Table("第三批.xlsx", head, tuple(TableRow(at, row) for at, row in enumerate(rows, 2)))


def plan(village: Village, reader: Reader, given: Table, by: Actor = BY) -> ImportPlan:
    columns = propose(given, COMPLAINT_FIELDS)
    return plan_cases(reader, given, columns, by, MORNING, os.urandom, feed=village.workspace.feed)


def test_cases_are_numbered_taken_up_and_tied_to_their_site(village: Village, reader: Reader) -> None:
    made = plan(village, reader, table(FIRST, SECOND))
    carry_out(village.workspace, made, BY, MORNING)
    rows = reader.rows(
        "SELECT given_number, batch, site, accused, state, due_on, received_on, kinds FROM complaint"
        " ORDER BY number"
    )
    assert rows == [
        (
            *("X2NM-001", "第三批", COKING, "示例焦化厂", "accepted", "2026-11-30", "2026-11-20"),
            '["air","odour"]',
        ),
        ("X2NM-002", "第三批", "", "某修理店", "accepted", "2026-12-02", "2026-11-22", '["water"]'),
    ]


def test_the_same_table_again_changes_nothing(village: Village, reader: Reader) -> None:
    given = table(FIRST, SECOND)
    carry_out(village.workspace, plan(village, reader, given), BY, MORNING)
    again = plan(village, reader, given)
    assert (again.added, again.unchanged, again.bad) == ((), 2, ())


def test_rows_that_say_too_little_or_stand_twice_are_left_out_with_their_reason(
    village: Village, reader: Reader
) -> None:
    nobody = ("3", "X2NM-003", "", "", "", "", "无名")
    made = plan(village, reader, table(FIRST, FIRST, (*SECOND[:6], ""), nobody, ("5", "", *SECOND[2:])))
    assert [one.row for one in made.added] == [2]
    assert [(one.row, str(one.sentence)) for one in made.bad] == [
        (3, "This case stands in row 2 already."),
        (4, "“Complaint” is missing."),
        (5, "Say whom the complaint is about, or where."),
        (6, "“Case number” is missing."),
    ]


def test_a_kind_nobody_knows_counts_as_other_and_is_said(village: Village, reader: Reader) -> None:
    odd = (*FIRST[:5], "光污染", FIRST[6])
    made = plan(village, reader, table(odd))
    assert [str(one.sentence) for one in made.doubts] == [
        "“光污染” is no kind of pollution known here; it counts as other."
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("水", (Pollution.WATER,)),
        ("大气，噪音", (Pollution.AIR, Pollution.NOISE)),
        ("扬尘和油烟", (Pollution.AIR,)),
        ("固体废物/土壤;生态 辐射", tuple(map(Pollution, ("waste", "soil", "ecology", "radiation")))),
        ("其它", (Pollution.OTHER,)),
    ],
)
def test_kinds_are_read_as_lists_name_them(text: str, kinds: tuple[Pollution, ...]) -> None:
    assert kinds_of(text) == (kinds, None)


def test_an_auditor_takes_nothing_in(village: Village, reader: Reader) -> None:
    village.record(RoleGiven(subject=named(777), role=Role.AUDITOR, grid=VILLAGE, since=date(2026, 1, 1)))
    with pytest.raises(Refused, match="auditor"):
        plan(village, reader, table(FIRST), Actor(named(777), VILLAGE))
    assert plan(village, reader, table(FIRST), Actor(OFFICER, VILLAGE)).added


def test_a_case_of_a_column_batch_of_its_own(village: Village, reader: Reader) -> None:
    head = (*HEAD, "批次")
    made = plan(village, reader, table((*FIRST, "第四批"), head=head))
    carry_out(village.workspace, made, BY, MORNING)
    assert reader.value("SELECT batch FROM complaint") == "第四批"
    assert reader.value("SELECT received_on FROM complaint") < f"{TODAY}"


def test_cases_keep_the_term_that_the_office_ruled(village: Village, reader: Reader) -> None:
    term = ChannelTerm(Channel.SENT_DOWN, Term(0, Counting.NATURAL, 5, Counting.NATURAL, 10))
    village.record(RulesDecided(subject=OFFICE, office_name="示例县", complaint_terms=(term,)))
    carry_out(village.workspace, plan(village, reader, table(FIRST)), BY, MORNING)
    assert reader.rows("SELECT due_on FROM complaint") == [("2026-11-25",)]
