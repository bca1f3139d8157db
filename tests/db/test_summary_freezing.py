"""Freezing a week: what was counted stays, others decide about it, and only who may does."""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import msgspec
import pytest

from db.queries.numbers import numbers_of
from db.summary_freezing import decide_summary, freeze_summary, snapshot_in, summary_of
from db.workspace import Actor
from inspector.errors import Refused, Unreadable
from inspector.journal.person_key import PersonKey
from inspector.model.ids import SummaryId
from inspector.model.number import Number
from inspector.model.period import Period, week_of
from inspector.model.summary import LONGEST_TEXT, Summary, SummaryState, Texts
from inspector.periods import DAY
from tests.db.case_desk import (
    BY_CLERK,
    BY_COUNTY,
    BY_STAFF,
    CLERK_KEY,
    COUNTY_KEY,
    appoint,
    give,
    report,
)
from tests.db.village import MORNING, TOWN, VILLAGE, Village, named

WEEK = week_of(date(2026, 11, 22))
AFTER = MORNING.later(5 * DAY)
TEXTS = Texts(problems="北山片区覆盖不到位", help="权属待确认", next="夜查")


def frozen(
    village: Village,
    texts: Texts = TEXTS,
    by: Actor = BY_CLERK,
    key: PersonKey = CLERK_KEY,
    period: Period = WEEK,
    *,
    corrects: SummaryId | None = None,
    reason: str = "",
) -> SummaryId:
    name, _changes = freeze_summary(
        village.workspace,
        TOWN,
        period,
        texts,
        by,
        AFTER,
        key,
        os.urandom,
        corrects=corrects,
        reason=reason,
    )
    return name


def as_it_stands(village: Village, summary: SummaryId) -> Summary:
    with closing(village.workspace.reader()) as reader:
        return summary_of(village.workspace, reader, summary)


@pytest.fixture
def week(tmp_path: Path) -> Iterator[Village]:
    village = Village(tmp_path)
    appoint(village)
    give(village, report(village, 70))
    report(village, 71)
    yield village
    village.close()


def test_a_frozen_week_keeps_its_numbers_when_more_arrives(week: Village) -> None:
    summary = as_it_stands(week, frozen(week))
    report(week, 72)
    kept = snapshot_in(week.workspace, summary).counted
    with closing(week.workspace.reader()) as reader:
        now = numbers_of(reader, TOWN, WEEK)
    assert (kept.total[Number.FINDINGS], now.total[Number.FINDINGS]) == (2, 3)
    assert kept.total[Number.ASSIGNED] == 1
    assert kept.by_grid[VILLAGE][Number.FINDINGS] == 2
    assert summary.texts == TEXTS
    assert summary.period == WEEK


def test_a_snapshot_names_the_last_entry_of_every_feed(week: Village) -> None:
    summary = as_it_stands(week, frozen(week))
    heads = {feed: (seq, name) for feed, seq, name in snapshot_in(week.workspace, summary).heads}
    with closing(week.workspace.reader()) as reader:
        rows = reader.rows("SELECT feed, seq, hash FROM entry WHERE hash <> ?", (summary.last,))
    last = {feed: max((seq, name) for one, seq, name in rows if one == feed) for feed, _seq, _name in rows}
    assert heads == last


def test_numbers_of_a_snapshot_keep_their_order_and_leave_out_what_only_a_newer_program_counts(
    week: Village,
) -> None:
    kept = snapshot_in(week.workspace, as_it_stands(week, frozen(week)))
    newer = msgspec.structs.replace(kept, numbers={**kept.numbers, "drones_out": 3})

    assert list(kept.counted.total) == list(Number)
    assert newer.counted.total == kept.counted.total


def test_somebody_else_reviews_and_approves(week: Village) -> None:
    name = frozen(week)
    for verdict, state in (("review", SummaryState.REVIEWED), ("approve", SummaryState.APPROVED)):
        decide_summary(week.workspace, name, verdict, "同意", BY_COUNTY, AFTER, COUNTY_KEY)
        assert as_it_stands(week, name).state is state
    with pytest.raises(Refused, match="decided about already"):
        decide_summary(week.workspace, name, "send_back", "迟了", BY_COUNTY, AFTER, COUNTY_KEY)


def test_a_summary_sent_back_is_corrected_by_another_of_the_same_period(week: Village) -> None:
    first = frozen(week)
    with pytest.raises(Refused, match="what is to be changed"):
        decide_summary(week.workspace, first, "send_back", " ", BY_COUNTY, AFTER, COUNTY_KEY)
    decide_summary(week.workspace, first, "send_back", "缺两个村", BY_COUNTY, AFTER, COUNTY_KEY)
    assert as_it_stands(week, first).returned_for == "缺两个村"
    with pytest.raises(Refused, match="says what changed"):
        frozen(week, corrects=first)
    with pytest.raises(Refused, match="same period"):
        frozen(week, period=WEEK.before, corrects=first, reason="补")
    second = frozen(week, corrects=first, reason="补报两村")
    assert as_it_stands(week, second).corrects == first


def test_who_froze_it_does_not_decide_about_it_nor_does_a_villager(week: Village) -> None:
    name = frozen(week)
    with pytest.raises(Refused, match="does not review"):
        decide_summary(week.workspace, name, "review", "", BY_CLERK, AFTER, CLERK_KEY)
    with pytest.raises(Refused, match="another clerk"):
        decide_summary(week.workspace, name, "review", "", BY_STAFF, AFTER, CLERK_KEY)
    with pytest.raises(Refused, match="frozen by the clerk"):
        frozen(week, by=BY_STAFF)


def test_a_week_that_is_not_over_and_a_text_too_long_are_refused(week: Village) -> None:
    with pytest.raises(Refused, match="not over yet"):
        frozen(week, period=week_of(date(2026, 12, 10)))
    with pytest.raises(Refused, match="at most"):
        frozen(week, Texts(help="长" * (LONGEST_TEXT + 1)))


def test_what_is_not_there_is_said(week: Village) -> None:
    with closing(week.workspace.reader()) as reader, pytest.raises(Refused, match="not recorded here"):
        summary_of(week.workspace, reader, SummaryId(named(99)))
    summary = as_it_stands(week, frozen(week))
    week.workspace.blobs.erase(summary.snapshot.sha256)
    with pytest.raises(Unreadable, match="missing or damaged"):
        snapshot_in(week.workspace, summary)
