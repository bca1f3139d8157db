"""A frozen summary is computed again from what it rested on: what came later changes nothing."""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings

from db.check import check_workspace
from db.queries.numbers import numbers_of
from db.snapshot import snapshot_of
from db.summary_check import recomputed
from db.summary_freezing import freeze_summary, summary_of
from inspector.model.ids import SummaryId
from inspector.model.number import Number
from inspector.model.period import week_of
from inspector.model.summary import Texts
from inspector.periods import DAY
from inspector.words import in_language
from tests.db.case_desk import BY_CLERK, CLERK_KEY, appoint, give, report
from tests.db.made_history import Deed, History
from tests.db.test_numbers import DEEDS, PERIODS
from tests.db.village import MORNING, TOWN, Village

WEEK = week_of(date(2026, 11, 22))
AFTER = MORNING.later(5 * DAY)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    appoint(made)
    give(made, report(made, 70))
    yield made
    made.close()


def frozen(village: Village) -> SummaryId:
    name, _changes = freeze_summary(
        village.workspace, TOWN, WEEK, Texts(), BY_CLERK, AFTER, CLERK_KEY, os.urandom
    )
    return name


def said_of_summaries(village: Village) -> tuple[bool, str]:
    checks = check_workspace(village.workspace).checks
    return next((one.ok, one.detail.said(in_language("en"))) for one in checks if one.name == "summaries")


def test_what_came_later_does_not_change_what_was_frozen(village: Village) -> None:
    summary = frozen(village)
    report(village, 71)
    give(village, report(village, 72))
    again = recomputed(village.workspace, summary)
    assert again.agrees
    assert said_of_summaries(village) == (True, "Frozen summaries computed again, with the same numbers: 1")
    with closing(village.workspace.reader()) as reader:
        assert numbers_of(reader, TOWN, WEEK).total[Number.FINDINGS] == 3


def test_a_number_that_the_entries_do_not_give_is_found(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(village.workspace.reader()) as reader:
        told = snapshot_of(reader, TOWN, WEEK)
    changed = msgspec.structs.replace(told, numbers={**told.numbers, "findings": 9})
    keep = village.workspace.blobs.keep
    monkeypatch.setattr(
        village.workspace.blobs, "keep", lambda _data, mime: keep(msgspec.json.encode(changed), mime)
    )
    again = recomputed(village.workspace, frozen(village))
    assert again.differing == {Number.FINDINGS: (9, 1)}
    assert not again.agrees
    assert said_of_summaries(village) == (
        False,
        "Summaries whose numbers the entries do not give: 1 (2026-W48)",
    )


def test_entries_that_are_not_here_are_counted(village: Village) -> None:
    summary = frozen(village)
    with closing(village.workspace.reader()) as reader:
        snapshot = summary_of(village.workspace, reader, summary).snapshot
    with village.workspace.changing() as connection:
        connection.execute("DELETE FROM entry WHERE seq = 5 AND received_ts IS NULL")
    again = recomputed(village.workspace, summary)
    assert again.lacking == 1
    assert "not here: 1 (2026-W48)" in said_of_summaries(village)[1]
    assert not again.agrees
    village.workspace.blobs.erase(snapshot.sha256)
    assert "not here: 1 (2026-W48)" in said_of_summaries(village)[1]


@settings(max_examples=8, deadline=None)
@given(before=DEEDS, later=DEEDS)
def test_any_later_history_leaves_the_frozen_numbers_alone(
    tmp_path_factory: pytest.TempPathFactory, before: list[Deed], later: list[Deed]
) -> None:
    village = Village(tmp_path_factory.mktemp("village"))
    try:
        appoint(village)
        history = History(village)
        for deed in before:
            history.do(deed)
        summaries = [
            freeze_summary(
                village.workspace,
                TOWN,
                period,
                Texts(),
                BY_CLERK,
                AFTER.later(9 * DAY),
                CLERK_KEY,
                os.urandom,
            )[0]
            for period in PERIODS
        ]
        for deed in later:
            history.do(deed)
        assert all(recomputed(village.workspace, summary).agrees for summary in summaries)
    finally:
        village.close()
