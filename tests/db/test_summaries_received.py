"""Whose summary is here: of each township, when it came, who froze, reviewed and approved it."""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from db.queries.summaries_received import SummaryArrival, chasing_summaries, summaries_received
from db.summary_freezing import decide_summary, freeze_summary
from inspector.journal.authority import FeedOpened
from inspector.journal.device_key import DeviceKey
from inspector.journal.entry import seal
from inspector.model.grid import GridAdded
from inspector.model.period import month_of, week_of
from inspector.model.summary import SummaryFrozen, SummaryState, Texts
from inspector.periods import DAY
from inspector.words import in_language
from tests.db.case_desk import BY_CLERK, BY_COUNTY, CLERK, CLERK_KEY, COUNTY_KEY, LATER, admit, appoint
from tests.db.village import MORNING, OFFICE, TOWN, Village, named

WEEK = week_of(date(2026, 11, 19))
BESIDE = named(700)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    """The village, with a second township that has no grid below it yet."""
    made = Village(tmp_path)
    appoint(made)
    town = GridAdded(subject=BESIDE, name="示例二镇", code="SLX02", level=2, parent=OFFICE)
    made.record(town, by=BY_COUNTY, when=MORNING.later(-30 * DAY))
    yield made
    made.close()


def here(village: Village) -> SummaryArrival:
    with closing(village.workspace.reader()) as reader:
        (one,) = summaries_received(reader, OFFICE, WEEK)
    return one


def freeze(village: Village, **more: object) -> str:
    name, _changes = freeze_summary(
        village.workspace,
        TOWN,
        WEEK,
        Texts(),
        BY_CLERK,
        MORNING,
        CLERK_KEY,
        os.urandom,
        **more,  # type: ignore[arg-type]
    )
    return name


def decide(village: Village, summary: str, verdict: str, words: str = "") -> None:
    decide_summary(village.workspace, summary, verdict, words, BY_COUNTY, MORNING, COUNTY_KEY)  # type: ignore[arg-type]


def test_only_grids_that_sum_up_owe_a_summary(village: Village) -> None:
    one = here(village)
    assert (one.grid, one.name, one.state, one.is_here) == (TOWN, "示例镇", None, False)
    with closing(village.workspace.reader()) as reader:
        assert summaries_received(reader, TOWN, WEEK) == ()
        assert summaries_received(reader, OFFICE, month_of(date(2020, 1, 1))) == ()
        village_below = GridAdded(subject=named(701), name="示例新村", code="SLX0201", level=3, parent=BESIDE)
        village.record(village_below, by=BY_COUNTY, when=MORNING)
    with closing(village.workspace.reader()) as reader:
        assert [one.name for one in summaries_received(reader, OFFICE, WEEK)] == ["示例镇", "示例二镇"]


def test_what_was_frozen_here_is_here_and_who_reviewed_and_approved_it_is_said(village: Village) -> None:
    summary = freeze(village)
    one = here(village)
    assert (one.state, one.frozen_by, one.frozen_on) == (SummaryState.FROZEN, "示例丁", MORNING.day)
    assert (one.received_on, one.approved_by, one.is_here) == (None, "", True)
    decide(village, summary, "review")
    assert (here(village).state, here(village).reviewed_by) == (SummaryState.REVIEWED, "示例戊")
    decide(village, summary, "approve")
    one = here(village)
    assert (one.state, one.approved_by) == (SummaryState.APPROVED, "示例戊")


def test_one_that_was_sent_back_is_owed_until_a_correction_comes(village: Village) -> None:
    first = freeze(village)
    decide(village, first, "send_back", "漏报一处")
    one = here(village)
    assert (one.state, one.returned_for, one.is_here) == (SummaryState.RETURNED, "漏报一处", False)
    freeze(village, corrects=first, reason="补报")
    one = here(village)
    assert (one.is_here, one.is_corrected, one.returned_for) == (True, True, "")


def test_one_from_another_computer_says_when_it_came(village: Village) -> None:
    key = DeviceKey.from_seed(bytes(31) + b"\2")
    admit(village, key.feed, CLERK)
    snapshot = village.workspace.blobs.keep(b"{}", "application/json")
    frozen = SummaryFrozen(
        subject=named(702), grid=TOWN, span=WEEK.span, first=WEEK.first, last=WEEK.last, blobs=(snapshot,)
    )
    opened = FeedOpened(root=village.workspace.root, reason="new")
    at = MORNING.later(-2 * DAY)
    first = seal(opened, key=key, seq=1, prev=None, lc=51, at=at, org=TOWN, actor=CLERK, salt=bytes(16))
    second = seal(
        frozen,
        key=key,
        seq=2,
        prev=first.hash,
        lc=52,
        at=at,
        org=TOWN,
        actor=CLERK,
        salt=bytes(16),
        person_key=CLERK_KEY,
    )
    village.workspace.receive([first, second], root=village.workspace.root, at=LATER)
    one = here(village)
    assert (one.state, one.frozen_on, one.received_on) == (SummaryState.FROZEN, at.day, LATER.day)


def test_who_owes_a_summary_is_named_in_the_text_that_asks_for_it(village: Village) -> None:
    say = in_language("en")
    asked = chasing_summaries(WEEK, (here(village),), say)
    assert asked.startswith("Summaries of 2026-W47")
    assert asked.endswith("not here yet: 示例镇")
    freeze(village)
    assert chasing_summaries(WEEK, (here(village),), say) == ""
