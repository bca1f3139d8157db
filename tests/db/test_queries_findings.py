"""The list of findings: filters, orders, letters, counts, no scan and no sort; and the case of one."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.connection import Reader
from db.queries import findings
from db.queries.finding_facts import finding_facts
from db.queries.findings import FindingView, finding_counts, finding_keys, finding_rows
from db.schema import WITHIN
from inspector.model.finding import FindingNoticed, FindingPutRightOnTheSpot, FindingReported
from inspector.model.finding_state import FindingState, Severity
from inspector.model.ids import FindingId, GridId
from inspector.periods import DAY
from tests.db.village import COKING, HEAP, MORNING, OFFICE, TODAY, TOWN, VILLAGE, Village, named

OLD, NEW, DONE, HERE = (FindingId(named(number)) for number in (400, 401, 402, 403))
NOBODY = GridId(named(99))


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    made.record(
        noticed(OLD, MORNING.later(-10 * DAY), text="煤堆未覆盖", term_days=3),
        FindingReported(subject=OLD),
        noticed(NEW, MORNING, text="带泥上路", site=HEAP, severity=Severity.MAJOR),
        noticed(DONE, MORNING.later(-DAY), text="门前垃圾"),
        FindingPutRightOnTheSpot(subject=DONE),
    )
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    with closing(village.workspace.reader()) as opened:
        yield opened


def noticed(subject: str, when: Any, **facts: Any) -> FindingNoticed:
    given = {
        "site": COKING,
        "grid": VILLAGE,
        "patrol": "",
        "stop": "",
        "number": f"SL-{subject[-3:]}",
        **facts,
    }
    return FindingNoticed(subject=subject, noticed=when, **given)


def view(**changed: Any) -> FindingView:
    return FindingView(**{"grid": OFFICE, "today": TODAY, **changed})


@pytest.mark.parametrize("grid", [OFFICE, TOWN, VILLAGE, GridId("")])
@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("open", [NEW, OLD]),
        ("overdue", [OLD]),
        ("reported", [OLD]),
        ("recheck", []),
        ("closed", [DONE]),
        ("all", [NEW, DONE, OLD]),
    ],
)
def test_filters_let_through_what_they_name_the_newest_first(
    reader: Reader, grid: GridId, chosen: str, found: list[str]
) -> None:
    assert finding_keys(reader, view(grid=grid, filter=chosen)) == found
    assert finding_counts(reader, view(grid=grid))[chosen] == len(found)


def test_findings_sort_by_the_day_they_were_noticed_or_are_due(reader: Reader) -> None:
    assert finding_keys(reader, view(filter="all", sort="noticed")) == [OLD, DONE, NEW]
    assert finding_keys(reader, view(filter="all", sort="due", descending=True)) == [NEW, DONE, OLD]
    assert finding_keys(reader, view(sort="due")) == [OLD, NEW]
    assert finding_keys(reader, view(filter="all"), 2) == [NEW, DONE]


@pytest.mark.parametrize("grid", [OFFICE, VILLAGE])
@pytest.mark.parametrize(("letters", "found"), [("煤堆", [OLD]), ("SL-", [NEW, OLD]), ("北山", [NEW])])
def test_letters_are_looked_for_in_number_words_and_the_name_of_the_site(
    reader: Reader, grid: GridId, letters: str, found: list[str]
) -> None:
    assert finding_keys(reader, view(grid=grid, text=letters)) == found
    assert finding_counts(reader, view(grid=grid, text=letters))["open"] == len(found)


def test_another_ground_has_none(reader: Reader) -> None:
    assert finding_keys(reader, view(grid=NOBODY, filter="all")) == []
    assert set(finding_counts(reader, view(grid=NOBODY)).values()) == {0}


def test_lines_say_what_is_known_and_leave_out_who_is_gone(reader: Reader) -> None:
    rows = finding_rows(reader, [NEW, DONE, FindingId(named(99))])
    assert set(rows) == {NEW, DONE}
    new, done = rows[NEW], rows[DONE]
    assert (new.site_name, new.grid_name, new.severity) == ("北山排土场", "示例村网格", Severity.MAJOR)
    assert (new.term_days, new.due_on, new.is_open) == (7, TODAY + timedelta(days=7), True)
    assert (done.state, done.on_the_spot, done.is_open) == (FindingState.CLOSED, True, False)


@pytest.mark.parametrize(("chosen", "sort"), list(findings._INDEXES))
def test_the_first_rows_need_no_scan_and_no_sort(reader: Reader, chosen: str, sort: str) -> None:
    source, condition = findings._source(view(filter=chosen, sort=sort), chosen, sort, whole=True)
    for way in ("ASC", "DESC"):
        plan = reader.rows(
            f"EXPLAIN QUERY PLAN {WITHIN} SELECT finding.id FROM {source}"  # noqa: S608
            f" WHERE {condition} AND {findings._FILTERS[chosen]}"
            f" ORDER BY {findings._ORDERS[sort]} {way}, finding.id {way} LIMIT 100",
            {"grid": OFFICE, "today": f"{date.max}"},
        )
        steps = [row[3] for row in plan]
        assert not any("TEMP B-TREE" in step for step in steps), steps
        (walk,) = [step for step in steps if "finding" in step]
        assert "USING" in walk
        assert "INDEX" in walk


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ((("severity", ("major",)),), [NEW]),
        ((("state", ("reported", "noticed")),), [NEW, OLD]),
        ((("grid", (TOWN,)),), [NEW, DONE, OLD]),
        ((("grid", (named(99),)),), []),
        ((("kind", ("coking",)),), [DONE, OLD]),
        ((("category", ("air", "dust")),), [DONE, OLD]),
        ((("category", ("straw",)),), []),
        ((("noticed", ("week",)),), [NEW, DONE]),
        ((("noticed", ("month",)),), [NEW, DONE, OLD]),
        ((("noticed", ("before",)),), []),
        ((("noticed", ("before", "week")), ("severity", ("minor",))), [DONE]),
        ((("noticed", ("never",)), ("colour", ("red",))), [NEW, DONE, OLD]),
    ],
)
@pytest.mark.parametrize("grid", [OFFICE, VILLAGE])
def test_all_facts_must_hold_by_one_of_their_values(
    reader: Reader, grid: GridId, facts: Any, found: list[str]
) -> None:
    narrowed = view(grid=grid, filter="all", facts=facts)
    assert finding_keys(reader, narrowed) == found
    assert finding_counts(reader, narrowed)["all"] == len(found)


@pytest.mark.parametrize("sort", ["number", "severity", "state", "site", "grid", "unit"])
def test_further_columns_sort_both_ways(reader: Reader, sort: str) -> None:
    up = finding_keys(reader, view(filter="all", sort=sort))
    down = finding_keys(reader, view(filter="all", sort=sort, descending=True))
    assert down == up[::-1]
    assert len(up) == 3


def test_the_most_severe_come_last_and_first(reader: Reader) -> None:
    assert finding_keys(reader, view(filter="all", sort="severity", descending=True))[0] == NEW


def test_the_grids_of_the_ground_are_offered(reader: Reader) -> None:
    assert [one.name for one in finding_facts(reader, TOWN).grids] == ["示例镇", "示例村网格"]
    assert len(finding_facts(reader, GridId("")).grids) == 3
