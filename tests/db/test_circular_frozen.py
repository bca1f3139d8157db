"""The circular and the numbers of a frozen month: what comes later changes neither, and is said beside."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import msgspec
import pytest

from db.issued_reports import ReportWish, draft_of, gather_issued
from db.queries.circular_paper import circular_facts, circular_say
from db.queries.numbers import numbers_of
from db.queries.orders import Met, earlier_orders
from db.snapshot import SNAPSHOT, snapshot_of
from db.summary_freezing import freeze_summary
from db.task_recording import who_of
from inspector.model import order_acts as acts
from inspector.model.circular import CircularScope
from inspector.model.ids import SummaryId
from inspector.model.issued_report import ReportKind
from inspector.model.number import NUMBER_NAMES, Number
from inspector.model.period import Period, month_of
from inspector.model.summary import Texts, freeze
from inspector.periods import DAY
from inspector.reports.circular_paper import CircularPaper
from inspector.reports.circular_text import BEFORE, CircularFacts, name_of
from inspector.words import in_language
from tests.db.case_desk import BY_CLERK, BY_COUNTY, COUNTY_KEY, LATER, report
from tests.db.order_desk import act, give, ordered
from tests.db.village import OFFICE, Village, named

NOVEMBER = month_of(LATER.day)
DECEMBER = month_of(date(2026, 12, 1))
AFTER = LATER.later(45 * DAY)
LONG_AFTER = LATER.later(60 * DAY)
IN_DECEMBER = DUE = date(2026, 12, 5)
ENGLISH = in_language("en")


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    village = ordered(tmp_path)
    yield village
    village.close()


def frozen(village: Village) -> CircularScope:
    """Freeze December, and give what asks for its circular."""
    summary, _changes = freeze_summary(
        village.workspace, OFFICE, DECEMBER, Texts(), BY_COUNTY, AFTER, COUNTY_KEY, village.chance
    )
    return CircularScope(grid=OFFICE, period=DECEMBER.name, summary=summary)


def frozen_by_an_older_program(village: Village) -> CircularScope:
    """Freeze December without what an older program did not freeze."""
    with closing(village.workspace.reader()) as reader:
        told = snapshot_of(reader, OFFICE, DECEMBER)
        who = who_of(reader, OFFICE, BY_COUNTY, AFTER.day)
    older = msgspec.structs.replace(told, grids_before=None, year_before=None, orders=None)
    snapshot = village.workspace.blobs.keep(msgspec.json.encode(older), SNAPSHOT)
    event = freeze(SummaryId(named(800)), OFFICE, DECEMBER, Texts(), snapshot, who, AFTER.day, None, "")
    village.workspace.record([event], BY_COUNTY, AFTER, COUNTY_KEY)
    return CircularScope(grid=OFFICE, period=DECEMBER.name, summary=event.subject)


def facts_of(village: Village, scope: CircularScope) -> CircularFacts:
    with closing(village.workspace.reader()) as reader:
        return circular_facts(reader, village.workspace.blobs, scope, LONG_AFTER.day)


def paper_of(village: Village, scope: CircularScope) -> CircularPaper:
    wish = ReportWish(kind=ReportKind.CIRCULAR, about=scope.about(), signers=("issuer",), text="")
    with closing(village.workspace.reader()) as reader:
        paper = gather_issued(reader, village.workspace, draft_of(wish, BY_COUNTY, LONG_AFTER)).paper
    assert isinstance(paper, CircularPaper)
    return paper


def let_more_come(village: Village, order: str) -> None:
    """Have a finding of each month and an answer of December come in after it was frozen."""
    report(village, 80, noticed=LATER.later(-DAY))
    report(village, 81, noticed=LATER.later(14 * DAY))
    act(
        village,
        order,
        lambda found, who: acts.answer(found, who, "已覆盖", IN_DECEMBER, LONG_AFTER.day, is_done=True),
        BY_CLERK,
        LONG_AFTER,
    )


def test_a_circular_of_a_frozen_month_stays_as_it_was_and_says_what_came_since(village: Village) -> None:
    order = give(village, due=DUE).order
    scope = frozen(village)
    before, paper = facts_of(village, scope), paper_of(village, scope)
    assert (before.changed(ENGLISH), [one.met for one in before.orders]) == ("", ["已逾期"])

    let_more_come(village, order)

    after = facts_of(village, scope)
    assert (after.values, after.orders) == (before.values, before.orders)
    assert paper_of(village, scope).compared == paper.compared
    said = after.changed(ENGLISH)
    assert said.startswith("The circular has the numbers as they were frozen. Since then more came in: ")
    assert "indings 0 → 1" in said


def test_without_a_frozen_month_the_circular_counts_what_came(village: Village) -> None:
    order = give(village, due=DUE).order
    let_more_come(village, order)
    facts = facts_of(village, CircularScope(grid=OFFICE, period=DECEMBER.name))
    assert [one.met for one in facts.orders] == ["按期反馈"]
    assert (facts.frozen, facts.changed(ENGLISH)) == (None, "")


def test_what_an_older_program_did_not_freeze_is_as_of_the_end_of_its_period(village: Village) -> None:
    order = give(village, due=DUE).order
    scope = frozen_by_an_older_program(village)
    let_more_come(village, order)
    act(village, order, lambda found, who: acts.close(found, who, "已核"), at=LONG_AFTER)
    facts = facts_of(village, scope)
    # the numbers of the month are those frozen, those of the month before include what came since
    with closing(village.workspace.reader()) as reader:
        november = numbers_of(reader, OFFICE, NOVEMBER).total[Number.FINDINGS]
        say = circular_say(reader)
        name = say(NUMBER_NAMES[Number.FINDINGS])
    assert facts.values[name] == "0"
    assert facts.values[name_of(name, say(BEFORE))] == str(november)
    assert [one.met for one in facts.orders] == ["按期反馈"]


def test_how_an_order_was_met_is_as_of_the_end_of_the_period_that_looks_back(village: Village) -> None:
    order = give(village, due=DUE).order
    silent = give(village, due=DUE).order
    act(
        village,
        order,
        lambda found, who: acts.answer(found, who, "已覆盖", AFTER.day, AFTER.day, is_done=True),
        BY_CLERK,
        AFTER,
    )
    act(village, silent, lambda found, who: acts.close(found, who, "不再需要"), at=AFTER)
    january = month_of(AFTER.day)
    with closing(village.workspace.reader()) as reader:

        def met(period: Period) -> list[Met]:
            return [one.met for one in earlier_orders(reader, OFFICE, period, LONG_AFTER.day)]

        assert met(DECEMBER) == [Met.OVERDUE, Met.OVERDUE]
        assert met(january) == [Met.LATE, Met.UNANSWERED]
        (early, _other) = earlier_orders(reader, OFFICE, DECEMBER, LATER.day)
    assert early.met is Met.OPEN
