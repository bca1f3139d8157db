"""The weekly summary on paper: what was frozen is printed, a draft says that nothing was, gaps are named."""

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest
from pikepdf import Pdf

from db.issued_reports import PLACES, ReportWish, issue_report, order_draft
from db.queries.issues import Issue
from db.queries.lacking import lacking_entries
from db.queries.numbers import numbers_of
from db.queries.summaries import texts_key
from db.queries.summary_paper import summary_subjects
from db.report_orders import Order
from db.snapshot import snapshot_of
from db.summary_freezing import decide_summary, freeze_summary
from inspector.charts.heat_map import DayState
from inspector.charts.of_period import PeriodCharts
from inspector.errors import Refused
from inspector.model.finding_life import RecheckFailed
from inspector.model.finding_state import Severity
from inspector.model.grid import excuse_rounds
from inspector.model.ids import SummaryId
from inspector.model.issued_report import ReportKind
from inspector.model.number import Number
from inspector.model.period import month_of, period_named, week_of
from inspector.model.summary import Texts
from inspector.periods import DAY
from inspector.reports.forms import build_report
from inspector.reports.summary_paper import SummaryPaper, lacking_words
from inspector.words import in_language
from tests.db import order_desk
from tests.db.case_desk import (
    BY_CLERK,
    BY_COUNTY,
    CLERK_KEY,
    COUNTY_KEY,
    appoint,
    give,
    report,
    say_put_right,
)
from tests.db.village import MORNING, TOWN, VILLAGE, Village, named

WEEK = week_of(date(2026, 11, 19))
IN_WEEK = MORNING.later(-5 * DAY)
TEXTS = Texts(problems="北山片区覆盖不到位", help="7 号排土场权属待确认", next="秸秆禁烧夜查")


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    appoint(made)
    give(made, report(made, 70, noticed=IN_WEEK))
    say_put_right(made, named(70))
    report(made, 71, noticed=IN_WEEK)
    yield made
    made.close()


def frozen(village: Village, **more: object) -> SummaryId:
    name, _changes = freeze_summary(
        village.workspace,
        TOWN,
        WEEK,
        TEXTS,
        BY_CLERK,
        MORNING,
        CLERK_KEY,
        os.urandom,
        **more,  # type: ignore[arg-type]
    )
    return name


def wish(*about: str) -> ReportWish:
    return ReportWish(kind=ReportKind.SUMMARY, about=about, signers=PLACES[ReportKind.SUMMARY][:1])


def drafted(village: Village, *about: str) -> Order:
    with closing(village.workspace.reader()) as reader:
        return order_draft(
            reader, village.workspace, wish(*about), BY_CLERK, MORNING, village.folder.parent / "draft.pdf"
        )


def paper_of(order: Order) -> SummaryPaper:
    assert isinstance(order.paper, SummaryPaper)
    return order.paper


def test_a_draft_has_the_numbers_of_now_and_says_that_nothing_is_frozen(village: Village) -> None:
    order = drafted(village, TOWN, "2026-W47")
    paper = paper_of(order)
    assert paper.told()[Number.FINDINGS] == (2, 0)
    assert list(paper.told()) == list(Number)
    assert [(row.name, row.of(Number.FINDINGS)) for row in paper.by_grid] == [("示例村网格", 2)]
    assert paper.by_category[0].of(Number.RELAPSES) == 0
    assert paper.frozen_on is None
    assert [line.measures for line in paper.found] == ["已清运", ""]
    assert paper.missing[0].grid == "示例村网格"
    built = build_report(order.paper, order.carried, order.to)
    assert built.pages == len(Pdf.open(built.path).pages)
    assert not built.missing_characters


def test_what_was_frozen_is_printed_whatever_came_later(village: Village) -> None:
    village.record(excuse_rounds(VILLAGE, WEEK.first, WEEK.last, "停电", "示例村网格"), by=BY_CLERK)
    summary = frozen(village)
    decide_summary(village.workspace, summary, "approve", "", BY_COUNTY, MORNING, COUNTY_KEY)
    report(village, 72, noticed=IN_WEEK)
    paper = paper_of(drafted(village, TOWN, "2026-W47", summary))
    assert paper.told()[Number.FINDINGS][0] == 2
    assert (paper.problems, paper.help, paper.next) == (TEXTS.problems, TEXTS.help, TEXTS.next)
    assert (paper.frozen_by, paper.missing[0].reason) == ("示例丁", "停电")
    assert [signer.name for signer in paper.signers] == ["示例丁", "", "示例戊"]
    assert len(paper.snapshot) == 64


def test_the_texts_typed_so_far_are_in_a_draft_and_only_there(village: Village) -> None:
    typed = Texts(problems="只打了一半", next="夜查")
    key = texts_key(TOWN, WEEK)
    village.workspace.save_draft(key, msgspec.json.encode(typed).decode(), MORNING)
    paper = paper_of(drafted(village, TOWN, "2026-W47"))
    assert (paper.problems, paper.help, paper.next) == ("只打了一半", "", "夜查")
    paper = paper_of(drafted(village, TOWN, "2026-W47", frozen(village)))
    assert paper.problems == TEXTS.problems


def test_a_draft_of_a_month_that_runs_owes_nothing_of_the_days_to_come(village: Village) -> None:
    running = month_of(MORNING.day)
    assert MORNING.day < running.last
    paper = paper_of(drafted(village, TOWN, running.name))
    with closing(village.workspace.reader()) as reader:
        shown = numbers_of(reader, TOWN, running, MORNING.day).total
    assert {number: now for number, (now, _before) in paper.told().items()} == shown
    days = paper.charts.days
    states = {
        (day < MORNING.day, state)
        for row in paper.charts.grids
        for day, state in zip(days, row.days, strict=True)
    }
    assert {state for is_over, state in states if not is_over} == {DayState.NOT_DUE}
    assert (True, DayState.MISSING) in states


def test_charts_and_the_period_before_stay_as_they_were_frozen(village: Village) -> None:
    summary = frozen(village)
    before = paper_of(drafted(village, TOWN, "2026-W47", summary))
    report(village, 72, noticed=IN_WEEK)
    report(village, 73, noticed=IN_WEEK.later(-7 * DAY))
    paper = paper_of(drafted(village, TOWN, "2026-W47", summary))
    assert paper.charts == before.charts
    assert [counts[0] for _period, counts in paper.charts.trend][-2:] == [0, 2]
    assert paper.told()[Number.FINDINGS] == (2, 0)
    assert len(paper.charts.days) == 7
    with closing(village.workspace.reader()) as reader:
        now = snapshot_of(reader, TOWN, WEEK).charts
    assert [counts[0] for _period, counts in now.trend][-2:] == [1, 3]


def test_entries_missing_in_the_middle_are_said_and_stay_said_when_frozen(village: Village) -> None:
    with closing(village.workspace.reader()) as reader:
        assert lacking_entries(reader) == (0, 0)
    with village.workspace.changing() as connection:
        connection.execute("DELETE FROM entry WHERE seq IN (5, 6) AND received_ts IS NULL")
    paper = paper_of(drafted(village, TOWN, "2026-W47"))
    assert paper.lacking == (2, 1)
    built = build_report(paper, drafted(village, TOWN, "2026-W47").carried, village.folder / "gap.pdf")
    assert built.pages == len(Pdf.open(built.path).pages)
    assert lacking_words(*paper.lacking, in_language("en")).startswith("Known to be lacking: entries 2")
    with closing(village.workspace.reader()) as reader:
        assert snapshot_of(reader, TOWN, WEEK).lacking == (2, 1)


def test_a_week_with_nothing_and_a_grid_without_reports_are_said_and_no_fault(tmp_path: Path) -> None:
    made = Village(tmp_path)
    try:
        appoint(made)
        paper = paper_of(drafted(made, TOWN, "2026-W47"))
        assert paper.told()[Number.FINDINGS] == (0, 0)
        assert paper.told()[Number.GRIDS_REPORTING][0] == 0
        assert {line.grid for line in paper.missing} == {"示例村网格"}
        assert not paper.found
        order = drafted(made, TOWN, "2026-W47")
        assert build_report(order.paper, order.carried, order.to).pages
    finally:
        made.close()


def test_a_final_carries_its_facts_and_the_snapshot(village: Village) -> None:
    summary = frozen(village)
    issued = issue_report(village.workspace, wish(TOWN, "2026-W47", summary), BY_CLERK, MORNING, os.urandom)
    assert "-S2026-" in issued.number
    order = drafted(village, TOWN, "2026-W47", summary)
    assert paper_of(order).snapshot.encode() in order.carried.pack


def test_a_correction_says_what_it_corrects(village: Village) -> None:
    first = frozen(village)
    second = frozen(village, corrects=first, reason="补报一件")
    assert paper_of(drafted(village, TOWN, "2026-W47", second)).corrects == "补报一件"


def test_only_what_is_frozen_is_issued(village: Village) -> None:
    with pytest.raises(Refused, match="not frozen yet"):
        issue_report(village.workspace, wish(TOWN, "2026-W47"), BY_CLERK, MORNING, os.urandom)
    with pytest.raises(Refused, match="no such grid"):
        drafted(village, named(99), "2026-W47")
    with pytest.raises(Refused, match="names no period"):
        drafted(village, TOWN, "47")


def test_a_month_and_a_quarter_are_printed_alike(village: Village) -> None:
    for name in ("2026-11", "2026-Q4"):
        paper = paper_of(drafted(village, TOWN, name))
        assert paper.period == period_named(name)
        assert paper.place.endswith(name)


def test_an_empty_week_and_one_with_overdue_findings_are_drawn(village: Village) -> None:
    give(village, named(71))
    for name, overdue in (("2025-W40", 0), ("2026-W49", 1)):
        order = drafted(village, TOWN, name)
        assert paper_of(order).told()[Number.OVERDUE][0] == overdue
        assert build_report(order.paper, order.carried, order.to).pages


def test_a_correction_with_a_failed_recheck_and_severities_is_drawn(village: Village) -> None:
    failed = RecheckFailed(subject=named(70), checked=MORNING, requirement="东侧仍裸露")
    village.workspace.record([failed], BY_COUNTY, MORNING, COUNTY_KEY)
    report(village, 73, severity=Severity.SERIOUS, noticed=IN_WEEK)
    second = frozen(village, corrects=frozen(village), reason="补报一件")
    order = drafted(village, TOWN, "2026-W47", second)
    paper = paper_of(order)
    assert [row.of(Number.FINDINGS) for row in paper.by_severity] == [2, 1]
    assert next((line.rechecked_on, line.has_passed) for line in paper.found) == (MORNING.day, False)
    assert build_report(order.paper, order.carried, order.to).pages


def test_a_month_says_how_earlier_orders_were_met_and_carries_them(village: Village) -> None:
    order = order_desk.give(village)
    drafted_month = drafted(village, TOWN, "2026-12")
    paper = paper_of(drafted_month)
    assert [(one.number, one.addressee, one.met) for one in paper.orders] == [
        (order.number, "示例镇", "尚未反馈")
    ]
    about = Issue(
        kind=ReportKind.SUMMARY, about=(TOWN, "2026-12"), issued=MORNING, by="", day=MORNING.day, signers=()
    )
    with closing(village.workspace.reader()) as reader:
        assert order.order in summary_subjects(reader, about)
    built = build_report(paper, drafted_month.carried, drafted_month.to)
    assert built.missing_characters == ()
    assert paper_of(drafted(village, TOWN, "2026-W49")).orders == ()


def test_a_summary_frozen_without_charts_has_no_empty_ones(village: Village) -> None:
    order = drafted(village, TOWN, WEEK.name)
    bare = replace(paper_of(order), charts=PeriodCharts())
    with_charts, without = (build_report(one, order.carried, order.to) for one in (order.paper, bare))
    with Pdf.open(order.to) as paper:
        figures = [kid for kid in paper.Root.StructTreeRoot.K[0].K if kid.S == "/Figure"]
    assert figures == []
    assert without.pages < with_charts.pages
