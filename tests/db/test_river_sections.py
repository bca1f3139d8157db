"""River sections are listed with their chief and the days they were visited in a period."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random

import pytest

from db.issued_reports import ReportWish, order_draft
from db.queries.issuing import issue_question
from db.queries.river_paper import NO_SECTIONS
from db.queries.river_sections import RiverSection, river_sections
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.finding import FindingNoticed
from inspector.model.ids import GridId
from inspector.model.issued_report import ReportKind
from inspector.model.patrol import PatrolStarted
from inspector.model.period import Period, month_of, quarter_of, week_of
from inspector.model.site import SiteAdded, SiteKind
from inspector.model.stop import StopRecorded
from inspector.periods import DAY, HOUR, Instant
from inspector.reports.forms import build_report
from inspector.reports.river_paper import RiverPaper
from inspector.words import in_language, spoken
from tests.db.slow_numbers import CYCLE_DAYS, told
from tests.db.village import MORNING, OFFICE, RIVER, STAFF, TODAY, TOWN, VILLAGE, Village, named

QUARTER = quarter_of(TODAY)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


def visit(village: Village, number: int, began: Instant) -> None:
    patrol = named(number)
    village.record(
        PatrolStarted(subject=patrol, grid=VILLAGE, day=began.day, began=began, inspectors=(STAFF,)),
        StopRecorded(subject=named(number + 1), patrol=patrol, site=RIVER, arrived=began.later(HOUR)),
        when=began,
    )


def listed(
    village: Village, grid: GridId = OFFICE, period: Period = QUARTER, today: date = date.max
) -> list[RiverSection]:
    with closing(village.workspace.reader()) as reader:
        return river_sections(reader, grid, period, today)


def test_a_section_counts_each_day_once_and_only_those_of_the_quarter(village: Village) -> None:
    before = MORNING.later(-90 * DAY)
    for number, began in (
        (80, MORNING),
        (82, MORNING.later(HOUR)),
        (84, MORNING.later(-7 * DAY)),
        (86, before),
    ):
        visit(village, number, began)
    village.record(
        FindingNoticed(
            subject=named(90),
            number="SLX0101-2026-T-0090",
            grid=VILLAGE,
            site=RIVER,
            patrol="",
            stop="",
            text="漂浮物",
            noticed=MORNING,
        )
    )
    (one,) = listed(village)
    assert (one.site, one.grid_name, one.visits, one.last_visit) == (RIVER, "示例村网格", 2, TODAY)
    assert (one.found, one.is_open) == (1, 1)
    (week,) = listed(village, TOWN, week_of(TODAY))
    assert (week.visits, week.last_visit) == (1, TODAY)


def test_a_section_without_a_visit_is_listed_with_its_chief(village: Village) -> None:
    village.record(
        SiteAdded(
            subject=named(38),
            name="示例河北段",
            kind=SiteKind.RIVER_SECTION,
            rank="ordinary",  # type: ignore[arg-type]
            grid=TOWN,
            day=TODAY,
            leader="示例镇长",
        )
    )
    told = [(one.name, one.chief, one.visits) for one in listed(village)]
    assert told[0] == ("示例河北段", "示例镇长", 0)
    assert len(told) == 2
    assert len(listed(village, VILLAGE)) == 1
    assert listed(village, OFFICE, QUARTER.before) == []


@pytest.mark.parametrize("seed", range(3))
def test_visits_due_and_paid_are_those_of_a_count_by_hand(village: Village, seed: int) -> None:
    chance = Random(seed)
    for at in range(25):
        visit(village, 100 + 2 * at, MORNING.later(-chance.randrange(120) * DAY))
    with closing(village.workspace.reader()) as reader:
        folded = told(village.workspace, reader)
    site = folded.sites[RIVER]
    days = {folded.patrols[one.patrol].day for one in folded.stops if one.site == RIVER}
    cycle = CYCLE_DAYS[site.rank]
    for period in (QUARTER, QUARTER.before, month_of(TODAY)):
        last = min(period.last, TODAY)
        start = max(site.day, period.first)
        if site.day > last:
            assert listed(village, OFFICE, period, TODAY) == []
            continue
        (one,) = listed(village, OFFICE, period, TODAY)
        seen = [day for day in days if period.first <= day <= last]
        due = ((last - start).days + 1) // cycle
        assert (one.due, one.visits) == (due, len(seen))
        assert one.done == min(due, len({(day - start).days // cycle for day in seen if day >= start}))
        assert one.last_visit == max(seen, default=None)


def test_the_sections_are_printed_with_their_sums(village: Village, tmp_path: Path) -> None:
    visit(village, 80, MORNING)
    wish = ReportWish(kind=ReportKind.RIVER_SECTIONS, about=(OFFICE, QUARTER.name))
    by = Actor(STAFF, VILLAGE)
    with closing(village.workspace.reader()) as reader:
        order = order_draft(reader, village.workspace, wish, by, MORNING, tmp_path / "r.pdf")
        question = issue_question(reader, ReportKind.RIVER_SECTIONS, OFFICE, (QUARTER.name,))
        paper = order.paper
        assert isinstance(paper, RiverPaper)
        assert [(one.name, one.visits) for one in paper.lines] == [("黄河示例段", 1)]
        assert paper.place == "示例县"
        assert question
        assert question.described == QUARTER.title(in_language(spoken()))
        built = build_report(paper, order.carried, order.to)
        assert (built.pages, built.missing_characters) == (1, ())
        assert paper.headline(in_language("en")) == "River sections and their visits of Q4 2026"
        assert order.carried.pack
        none = ReportWish(kind=ReportKind.RIVER_SECTIONS, about=(OFFICE, "2020-Q1"))
        with pytest.raises(Refused, match=NO_SECTIONS):
            order_draft(reader, village.workspace, none, by, MORNING, tmp_path / "n.pdf")
