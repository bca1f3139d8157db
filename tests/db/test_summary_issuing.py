"""From the numbers of a week to its signed paper: each step is taken once, whoever asks again."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.changes import Changes
from db.report_files import final_report
from db.summary_issuing import issue_summary, sign_summary
from inspector.errors import Refused
from inspector.model.period import week_of
from inspector.model.summary import Texts
from inspector.periods import DAY
from tests.db.case_desk import BY_CLERK, BY_COUNTY, BY_STAFF, CLERK_KEY, COUNTY_KEY, appoint, report
from tests.db.reporting import build
from tests.db.village import MORNING, TOWN, Village, named

WEEK = week_of(MORNING.later(-5 * DAY).day)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    appoint(made)
    report(made, 70, noticed=MORNING.later(-5 * DAY))
    yield made
    made.close()


def issued(village: Village) -> tuple[str, Changes]:
    texts = Texts(problems="北山片区覆盖不到位")
    return issue_summary(village.workspace, TOWN, WEEK, texts, BY_CLERK, MORNING, CLERK_KEY, os.urandom)


def test_a_week_is_frozen_and_issued_once(village: Village) -> None:
    first, changes = issued(village)
    assert len(changes.entries) == 2
    assert issued(village) == (first, Changes())


def test_who_has_no_place_signs_only_after_nobody_else_has_to(village: Village) -> None:
    paper, _changes = issued(village)
    with pytest.raises(Refused, match="reviewed and approved"):
        sign_summary(village.workspace, paper, BY_STAFF, MORNING, COUNTY_KEY)
    with closing(village.workspace.reader()) as reader:
        final_report(reader, village.workspace, paper, build)
    assert sign_summary(village.workspace, paper, BY_CLERK, MORNING, CLERK_KEY).entries
    assert sign_summary(village.workspace, paper, BY_COUNTY, MORNING, COUNTY_KEY) == Changes()


def test_a_paper_nobody_knows_is_not_signed(village: Village) -> None:
    with pytest.raises(Refused, match="not known here any more"):
        sign_summary(village.workspace, named(99), BY_CLERK, MORNING, CLERK_KEY)
