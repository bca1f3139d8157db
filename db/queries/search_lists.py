"""Search lists (举一反三): which there are, how far they are, and what waits at a place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import msgspec

from db.connection import Reader, Row
from db.queries.cases import StepLine, step_lines
from db.restricted import shown
from db.schema import WITHIN
from db.task_recording import who_of
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.model.ids import FindingId, SearchListId
from inspector.model.search_list import SearchList, SearchState
from inspector.model.search_list_acts import SearchStep, refusal

MOST_LISTS, MOST_FINDINGS = 500, 50
SEARCH_FILTERS: Mapping[str, str] = MappingProxyType(
    {"open": "search_list.is_open", "ended": "NOT search_list.is_open", "all": "1"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchLine:
    """A list with how far it is: of ``places`` so many are ``answered``, and of those what came of it."""

    search: SearchListId
    number: str
    text: str
    finding: FindingId
    finding_number: str
    finding_text: str
    grid_name: str
    due_on: date
    state: SearchState
    places: int
    answered: int
    found: int
    unseen: int
    doubled: int

    @property
    def is_open(self) -> bool:
        """Say whether somebody still has to look."""
        return self.state is SearchState.OPEN


@dataclass(frozen=True, slots=True)
class SearchSheet:
    """A list as it stands for who acts; ``names`` are those of persons, sites, grids and findings by id."""

    found: SearchList
    line: SearchLine
    refusals: Mapping[SearchStep, Refused | None]
    lines: tuple[StepLine, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FoundChoice:
    """A finding that may be what was found at a place."""

    finding: FindingId
    number: str
    text: str
    noticed_on: date


_LINE = """search_list.id, search_list.number, search_list.text, search_list.finding,
    coalesce(finding.number, ''), coalesce(finding.text, ''), coalesce(grid.name, ''), search_list.due_on,
    search_list.state, search_list.places, search_list.answered, search_list.found, search_list.unseen,
    search_list.doubled
    FROM search_list LEFT JOIN finding ON finding.id = search_list.finding
    LEFT JOIN grid ON grid.id = search_list.grid"""


def search_lines(reader: Reader, grid: str = "", chosen: str = "open") -> tuple[SearchLine, ...]:
    """List what is open, has ended, or all: made in ``grid`` or below or with a place there; due first.

    An empty grid sees all.
    """
    seen = (
        "1"
        if not grid
        else "(search_list.grid IN within OR search_list.id IN ("
        "SELECT list FROM search_place WHERE search_place.grid IN within))"
    )
    rows = reader.rows(
        f"{WITHIN} SELECT {_LINE} WHERE {SEARCH_FILTERS[chosen]} AND {seen}"
        " ORDER BY search_list.is_open DESC, search_list.due_on, search_list.id LIMIT :most",
        {"grid": grid, "most": MOST_LISTS},
    )
    return tuple(map(_line, rows))


def searches_of_finding(reader: Reader, finding: str) -> tuple[SearchLine, ...]:
    """Give the lists made from a finding, and those in whose course it was found, the newest first."""
    rows = reader.rows(
        f"""SELECT {_LINE} WHERE search_list.finding = :finding
            OR search_list.id = (SELECT source_ref FROM finding WHERE id = :finding AND source = 'search')
            OR search_list.id IN (SELECT list FROM search_found WHERE finding = :finding)
        ORDER BY search_list.made_ts DESC, search_list.id DESC""",  # noqa: S608 - our own words
        {"finding": finding},
    )
    return tuple(map(_line, rows))


def search_sheet(
    workspace: Workspace, reader: Reader, search: str, by: Actor, today: date
) -> SearchSheet | None:
    """Gather what is known of a list and what may happen next; nothing for one not recorded here."""
    found = SearchList.of(workspace.facts_of(reader, search))
    if found is None:
        return None
    (row,) = reader.rows(f"SELECT {_LINE} WHERE search_list.id = ?", (search,))
    who, lines = who_of(reader, found.grid, by, today), step_lines(reader, search)
    return SearchSheet(
        found=found,
        line=_line(row),
        refusals={step: refusal(found, step, who) for step in SearchStep},
        lines=lines,
        names=names_in(reader, found, {line.by for line in lines}),
    )


def names_in(reader: Reader, found: SearchList, people: set[str]) -> Mapping[str, str]:
    """Give the names of the persons, sites, grids and numbers of the findings that a list speaks of."""
    answers = [one for place in found.every for one in place.answers]
    told = {one.told.site for one in found.every} | {one.told.grid for one in found.every}
    ids = {found.by, found.grid, found.finding, *people, *told}
    ids |= {one.by for one in answers} | {one.finding for one in answers}
    chosen = (msgspec.json.encode(sorted(ids - {""})).decode(),)
    rows = reader.rows(
        """WITH chosen(id) AS MATERIALIZED (SELECT value FROM json_each(?))
        SELECT id, name FROM person WHERE id IN chosen UNION ALL
        SELECT id, name FROM site WHERE id IN chosen UNION ALL
        SELECT id, name FROM grid WHERE id IN chosen UNION ALL
        SELECT id, number FROM finding WHERE id IN chosen""",
        chosen,
    )
    return dict(rows)


def found_choices(reader: Reader, search: str, place: str) -> tuple[FoundChoice, ...]:
    """Give the findings that may be what was found at a place: at its site, or in the grid of a named place.

    Those noted for this list come first, then the newest.
    """
    rows = reader.rows(
        f"""SELECT finding.id, finding.number, finding.text, finding.noticed_on
        FROM search_place JOIN search_list ON search_list.id = search_place.list
        JOIN finding ON finding.site = search_place.site AND finding.id <> search_list.finding
            AND (search_place.site <> '' OR finding.grid = search_place.grid)
        WHERE search_place.list = :list AND search_place.place = :place
        ORDER BY finding.source_ref = :list DESC, finding.noticed_ts DESC, finding.id
        LIMIT {MOST_FINDINGS}""",  # noqa: S608 - a number
        {"list": search, "place": place},
    )
    return tuple(
        FoundChoice(FindingId(finding), number, shown(text), date.fromisoformat(day))
        for finding, number, text, day in rows
    )


def _line(row: Row) -> SearchLine:
    return SearchLine(
        search=SearchListId(row[0]),
        number=row[1],
        text=row[2],
        finding=FindingId(row[3]),
        finding_number=row[4],
        finding_text=shown(row[5]),
        grid_name=row[6],
        due_on=date.fromisoformat(row[7]),
        state=SearchState(row[8]),
        places=row[9],
        answered=row[10],
        found=row[11],
        unseen=row[12],
        doubled=row[13],
    )
