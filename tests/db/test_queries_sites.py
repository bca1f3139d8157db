"""The list of sites: filters, letters, orders, counts; and the dossier of one."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from db.connection import Reader
from db.queries.dossier import dossier_of
from db.queries.site_choices import site_choices
from db.queries.sites import SiteView, site_counts, site_keys, site_rows
from inspector.model.checklist import ListFor
from inspector.model.ids import GridId, SiteId
from inspector.model.site import SiteChanged, SiteKind, SiteStatus
from tests.db.reporting import go_round
from tests.db.village import (
    CLOSED,
    COKING,
    FIELD,
    HEAP,
    OFFICE,
    OUTSIDE,
    RIVER,
    TODAY,
    TOWN,
    VILLAGE,
    Village,
    named,
)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    with closing(village.workspace.reader()) as opened:
        yield opened


def view(**changed: Any) -> SiteView:
    return SiteView(**{"grid": OFFICE, "today": TODAY, **changed})


def test_without_a_sort_those_due_first_come_first_and_closed_ones_last(reader: Reader) -> None:
    assert site_keys(reader, view()) == [COKING, HEAP, RIVER, FIELD, CLOSED]
    assert site_keys(reader, view(), 2) == [COKING, HEAP]


@pytest.mark.parametrize(
    ("filter_name", "found"),
    [
        ("overdue", [COKING]),
        ("key", [COKING, RIVER, CLOSED]),
        ("halted", []),
        ("findings", []),
        ("closed", [CLOSED]),
    ],
)
def test_filters_let_through_what_they_name(reader: Reader, filter_name: str, found: list[str]) -> None:
    assert site_keys(reader, view(filter=filter_name)) == found
    assert site_counts(reader, view())[filter_name] == len(found)


def test_halted_and_seasonal_sites_are_found_together(village: Village, reader: Reader) -> None:
    village.record(
        SiteChanged(subject=COKING, status=SiteStatus.HALTED),
        SiteChanged(subject=FIELD, status=SiteStatus.SEASONAL),
    )
    assert site_keys(reader, view(filter="halted")) == [COKING, FIELD]


@pytest.mark.parametrize("letters", ["焦化", "sljhc", "南路 5", "示例丁"])
def test_letters_are_looked_for_in_names_initials_addresses_and_people(
    village: Village, reader: Reader, letters: str
) -> None:
    village.record(SiteChanged(subject=COKING, address="矿区南路 5 号", responsible="示例丁"))
    assert site_keys(reader, view(text=letters)) == [COKING]
    assert site_counts(reader, view(text=letters))["all"] == 1


@pytest.mark.parametrize(
    "sort",
    [
        "name",
        "kind",
        "rank",
        "grid",
        "status",
        "last",
        "due",
        "findings",
        "papers",
        "list",
        "responsible",
        "responsible_phone",
        "leader",
        "leader_phone",
        "address",
        "credit_code",
        "added",
        "note",
    ],
)
def test_every_column_sorts_both_ways(reader: Reader, sort: str) -> None:
    up = site_keys(reader, view(sort=sort))
    down = site_keys(reader, view(sort=sort, descending=True))
    assert sorted(up) == sorted(down)
    assert len(up) == 5


def test_ranks_sort_by_how_closely_they_are_watched(reader: Reader) -> None:
    assert site_keys(reader, view(sort="rank"))[-2:] == [HEAP, FIELD]


def test_only_the_ground_of_the_grid_is_listed(reader: Reader) -> None:
    assert len(site_keys(reader, view(grid=TOWN))) == 5
    assert site_keys(reader, view(grid=GridId(named(99)))) == []
    assert site_counts(reader, view(grid=GridId(named(99)))) == {
        "all": 0,
        "overdue": 0,
        "key": 0,
        "halted": 0,
        "findings": 0,
        "papers": 0,
        "closed": 0,
    }


def test_lines_say_what_is_known_and_leave_out_who_is_gone(village: Village, reader: Reader) -> None:
    go_round(village)
    rows = site_rows(reader, [COKING, CLOSED, SiteId(named(99))])
    assert set(rows) == {COKING, CLOSED}
    coking = rows[COKING]
    assert (coking.name, coking.grid_name, coking.leader) == ("示例焦化厂", "示例村网格", "示例丙")
    assert (coking.last_visit, coking.due_on, coking.findings) == (TODAY, TODAY + timedelta(days=1), 1)
    assert rows[CLOSED].due_on is None
    assert rows[CLOSED].last_visit is None


def test_a_dossier_gathers_facts_findings_and_visits_with_photos(village: Village, reader: Reader) -> None:
    go_round(village, photos=2)
    dossier = dossier_of(reader, COKING)
    assert dossier is not None
    assert dossier.site.kind is SiteKind.COKING
    assert (dossier.checklist, dossier.visit_count, dossier.unreadable) == ("企业外围观察", 1, 0)
    (finding,) = dossier.findings
    (visit,) = dossier.visits
    assert visit.findings == (finding.text,)
    assert (visit.by, visit.arrived.day, len(visit.photos)) == ("示例甲", TODAY, 2)


def test_a_site_never_visited_has_an_empty_dossier_and_one_unknown_has_none(reader: Reader) -> None:
    field = dossier_of(reader, FIELD)
    assert field is not None
    assert (field.findings, field.visits, field.checklist) == ((), (), "")
    assert dossier_of(reader, SiteId(named(99))) is None


def test_a_site_can_be_given_grids_of_ones_own_ground_and_the_lists_in_force(reader: Reader) -> None:
    choices = site_choices(reader, TOWN)
    assert choices.grids == ((VILLAGE, "示例村网格"), (TOWN, "示例镇"))
    assert [(one.title, one.made_for) for one in choices.lists if one.checklist == OUTSIDE] == [
        ("企业外围观察", ListFor.GRID_STAFF)
    ]
