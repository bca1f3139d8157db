"""Sites by several facts at once, and how many there are of each."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from db.connection import Reader
from db.queries.site_facts import Facts, site_facts
from db.queries.sites import SiteView, site_counts, site_keys
from db.workspace import Actor
from inspector.model.grid import GridAdded
from inspector.model.ids import GridId
from inspector.model.office import Cycle, Rank, RulesDecided
from inspector.model.site import SiteChanged, SiteKind, SiteStatus
from inspector.model.site_paper import SitePaperAdded
from tests.db.reporting import go_round
from tests.db.village import (
    CLOSED,
    COKING,
    FIELD,
    HEAP,
    MORNING,
    OFFICE,
    OFFICER,
    OUTSIDE,
    RIVER,
    SHORT,
    TODAY,
    TOWN,
    VILLAGE,
    Village,
    named,
    site,
)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    made.record(
        GridAdded(subject=named(4), name="另一村", code="SLX0102", level=3, parent=TOWN),
        site(named(36), "另一村的料场", grid=named(4), day=TODAY + timedelta(days=30)),
        by=Actor(OFFICER, OFFICE),
    )
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    with closing(village.workspace.reader()) as opened:
        yield opened


def found(reader: Reader, *facts: tuple[str, tuple[str, ...]]) -> set[str]:
    return set(site_keys(reader, SiteView(OFFICE, TODAY, facts=facts)))


@pytest.mark.parametrize(
    ("facts", "sites"),
    [
        ((("kind", ("coking", "river_section")),), {COKING, RIVER}),
        ((("rank", ("low",)),), {FIELD}),
        ((("status", ("closed_down",)),), {CLOSED}),
        ((("list", ("",)),), {FIELD}),
        ((("list", (SHORT,)),), {RIVER}),
        ((("grid", (named(4),)),), {named(36)}),
        ((("grid", (TOWN,)), ("kind", ("coking",))), {COKING}),
        ((("due", ("overdue",)),), {COKING}),
        ((("due", ("today",)),), {HEAP, RIVER}),
        ((("due", ("soon",)),), {FIELD}),
        ((("due", ("later",)),), {named(36)}),
        ((("due", ("overdue", "soon")), ("rank", ("key",))), {COKING}),
        ((("due", ("never_visited",)), ("kind", ("coking",))), {COKING}),
        ((("findings", ("none",)), ("kind", ("coking",))), {COKING}),
        ((("findings", ("open",)),), set()),
        ((("papers", ("none",)), ("kind", ("coking",))), {COKING}),
        ((("kind", ()),), set()),
    ],
)
def test_all_facts_must_hold_by_one_of_their_values(reader: Reader, facts: Facts, sites: set[str]) -> None:
    assert found(reader, *facts) == sites


def test_sites_are_found_by_their_findings_and_visits(village: Village, reader: Reader) -> None:
    go_round(village)
    assert found(reader, ("findings", ("open",))) == {COKING}
    assert COKING not in found(reader, ("findings", ("none",)))
    assert COKING not in found(reader, ("due", ("never_visited",)))
    assert found(reader, ("findings", ("overdue",))) == set()
    later = SiteView(OFFICE, TODAY + timedelta(days=60), facts=(("findings", ("overdue",)),))
    assert site_keys(reader, later) == [COKING]


def test_sites_are_found_by_how_their_papers_stand(village: Village, reader: Reader) -> None:
    for number, (place, days) in enumerate(((COKING, -1), (HEAP, 20), (RIVER, 400), (COKING, 400))):
        paper = SitePaperAdded(
            subject=named(70 + number), site=place, title="许可证", expires=TODAY + timedelta(days=days)
        )
        village.record(paper)
    village.record(SitePaperAdded(subject=named(79), site=FIELD, title="预案"))
    assert found(reader, ("papers", ("expired",))) == {COKING}
    assert found(reader, ("papers", ("expires_soon",))) == {HEAP}
    assert found(reader, ("papers", ("valid",))) == {RIVER, FIELD}
    assert found(reader, ("papers", ("none",))) == {CLOSED, named(36)}
    assert set(site_keys(reader, SiteView(OFFICE, TODAY, filter="papers"))) == {COKING, HEAP}
    assert site_keys(reader, SiteView(OFFICE, TODAY, sort="papers"))[:2] == [COKING, HEAP]


def test_facts_of_another_version_of_the_program_narrow_nothing(reader: Reader) -> None:
    assert len(found(reader, ("due", ("next_year",)), ("colour", ("red",)))) == 6


def test_counts_of_the_filters_keep_to_the_facts(reader: Reader) -> None:
    counts = site_counts(reader, SiteView(OFFICE, TODAY, facts=(("kind", ("coking",)),)))
    assert (counts["all"], counts["overdue"], counts["closed"]) == (1, 1, 0)


def test_the_rules_of_the_office_decide_what_is_due(village: Village, reader: Reader) -> None:
    go_round(village)
    village.record(
        RulesDecided(subject=OFFICE, office_name="示例县", cycles=(Cycle(rank=Rank.KEY, days=20),)),
        by=Actor(OFFICER, OFFICE),
        when=MORNING,
    )
    assert COKING in found(reader, ("due", ("later",)))
    assert HEAP in found(reader, ("due", ("soon",)))  # a rank without a rule is due the day after


def test_what_can_be_chosen_is_counted_over_the_ground(village: Village, reader: Reader) -> None:
    facts = site_facts(reader, OFFICE)
    assert dict(facts.kinds)[SiteKind.SPOIL_HEAP] == 3
    assert dict(facts.ranks) == {Rank.KEY: 4, Rank.ORDINARY: 1, Rank.LOW: 1}
    assert dict(facts.statuses)[SiteStatus.CLOSED_DOWN] == 1
    assert ("企业外围观察", 4) in [(title, count) for _one, title, count in facts.lists]
    assert ("", "", 1) in facts.lists
    assert [(one.name, one.depth, one.sites) for one in facts.grids] == [
        ("示例县", 0, 6),
        ("示例镇", 1, 6),
        ("示例村网格", 2, 5),
        ("另一村", 2, 1),
    ]
    assert OUTSIDE in {one for one, _title, _count in facts.lists}


def test_of_a_village_only_its_own_is_counted(village: Village, reader: Reader) -> None:
    village.record(SiteChanged(subject=HEAP, grid=named(4)), by=Actor(OFFICER, OFFICE))
    facts = site_facts(reader, VILLAGE)
    assert [(one.grid, one.depth, one.sites) for one in facts.grids] == [(VILLAGE, 0, 4)]
    assert site_facts(reader, GridId(named(99))).grids == ()
