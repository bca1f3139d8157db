"""What a list of sites is narrowed by, several facts at once, and how many sites there are of each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from db.connection import Reader
from db.schema import WITHIN
from inspector.model.ids import ChecklistId, GridId
from inspector.model.office import CYCLES, Rank
from inspector.model.site import SiteKind, SiteStatus
from inspector.model.site_paper import SOON_DAYS

WEEK = 7
"""Days that are said to come soon."""

Facts = tuple[tuple[str, tuple[str, ...]], ...]
"""Names of facts, each with the values of which one must hold; all names must hold."""


class DueFact(StrEnum):
    """When a site is to be visited."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"
    NEVER = "never_visited"


class FindingFact(StrEnum):
    """Whether findings are open."""

    OPEN = "open"
    OVERDUE = "overdue"
    NONE = "none"


class PaperFact(StrEnum):
    """How the papers of a site stand."""

    EXPIRED = "expired"
    SOON = "expires_soon"
    VALID = "valid"
    NONE = "none"


LAST_VISIT = "(SELECT max(day) FROM stop WHERE stop.site = site.id)"
_CYCLE = " ".join(f"WHEN '{cycle.rank}' THEN :days_{cycle.rank}" for cycle in CYCLES)
# the view ``site_due`` looks for the rules at every site; a list of all of them looks once
OPEN_DUE = f"""CASE WHEN site.status <> 'closed_down'
        THEN coalesce(date({LAST_VISIT}, CASE site.rank {_CYCLE} END), site.added_on) END"""
"""The day a site is due; nothing where nobody goes any more."""

_IN_FORCE = "SELECT site FROM site_paper WHERE NOT has_ended"
_STATES: MappingProxyType[str, dict[str, str]] = MappingProxyType(
    {
        "due": {
            DueFact.OVERDUE: f"{OPEN_DUE} < :today",
            DueFact.TODAY: f"{OPEN_DUE} = :today",
            DueFact.SOON: f"{OPEN_DUE} BETWEEN :tomorrow AND :week",
            DueFact.LATER: f"{OPEN_DUE} > :week",
            DueFact.NEVER: f"{LAST_VISIT} IS NULL",
        },
        "findings": {
            FindingFact.OPEN: "site.id IN (SELECT site FROM finding WHERE is_open)",
            FindingFact.OVERDUE: "site.id IN (SELECT site FROM finding WHERE is_open AND due_on < :today)",
            FindingFact.NONE: "site.id NOT IN (SELECT site FROM finding WHERE is_open)",
        },
        "papers": {
            PaperFact.EXPIRED: f"site.id IN ({_IN_FORCE} AND expires_on < :today)",
            PaperFact.SOON: f"site.id IN ({_IN_FORCE} AND expires_on BETWEEN :today AND :soon)",
            PaperFact.VALID: f"""site.id IN ({_IN_FORCE})
                AND site.id NOT IN ({_IN_FORCE} AND expires_on <= :soon)""",
            PaperFact.NONE: f"site.id NOT IN ({_IN_FORCE})",
        },
    }
)
_BELOW = """site.grid IN (WITH RECURSIVE below(id) AS (SELECT value FROM json_each(:fact_grid)
        UNION SELECT grid.id FROM grid JOIN below ON grid.parent = below.id) SELECT id FROM below)"""
_COLUMNS = MappingProxyType(
    {
        "kind": "site.kind",
        "rank": "site.rank",
        "status": "site.status",
        "list": "site.checklist",
    }
)


def condition_of(facts: Facts) -> str:
    """Give the SQL that the facts ask for; ``site`` is in its FROM, ``values_of`` its values."""
    return " AND ".join(_condition(name, values) for name, values in facts) or "1"


def values_of(reader: Reader, facts: Facts, today: date) -> dict[str, object]:
    """Give the values that ``condition_of`` and ``OPEN_DUE`` refer to."""
    ruled: dict[str, int] = dict(reader.rows("SELECT rank, days FROM cycle ORDER BY rules DESC"))
    days = {cycle.rank: int(ruled.get(cycle.rank, 1 if ruled else cycle.days)) for cycle in CYCLES}
    return {
        **{f"days_{rank}": f"+{count} days" for rank, count in days.items()},
        "today": f"{today}",
        "tomorrow": f"{today + timedelta(days=1)}",
        "week": f"{today + timedelta(days=WEEK)}",
        "soon": f"{today + timedelta(days=SOON_DAYS)}",
        **{f"fact_{name}": json.dumps(values) for name, values in facts},
    }


def _condition(name: str, values: Sequence[str]) -> str:
    if name == "grid":
        return _BELOW
    if name in _COLUMNS:
        return f"{_COLUMNS[name]} IN (SELECT value FROM json_each(:fact_{name}))"  # noqa: S608 - our own words
    # a kept filter may come from another version of the program
    states = _STATES.get(name, {})
    return f"({' OR '.join(f'({states[value]})' for value in values if value in states) or '1'})"


@dataclass(frozen=True, slots=True)
class GridFact:
    """A grid of the ground with its sites, those below it included; ``depth`` is 0 for the top."""

    grid: GridId
    name: str
    depth: int
    sites: int


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """How many sites of a ground there are of each kind, rank, status and list, and in each grid."""

    kinds: tuple[tuple[SiteKind, int], ...]
    ranks: tuple[tuple[Rank, int], ...]
    statuses: tuple[tuple[SiteStatus, int], ...]
    lists: tuple[tuple[ChecklistId, str, int], ...]
    grids: tuple[GridFact, ...]


def site_facts(reader: Reader, grid: GridId) -> SiteFacts:
    """Count the sites of ``grid`` and below by what they are."""
    return SiteFacts(
        kinds=tuple((SiteKind(value), count) for value, count in _counted(reader, grid, "site.kind")),
        ranks=tuple((Rank(value), count) for value, count in _counted(reader, grid, "site.rank")),
        statuses=tuple((SiteStatus(value), count) for value, count in _counted(reader, grid, "site.status")),
        lists=tuple(
            (ChecklistId(value), str(reader.value(_TITLE, (value,)) or ""), count)
            for value, count in _counted(reader, grid, "site.checklist")
        ),
        grids=grid_facts(reader, grid),
    )


_TITLE = "SELECT title FROM checklist WHERE id = ? AND is_newest"


def _counted(reader: Reader, grid: GridId, column: str) -> list[tuple[str, int]]:
    rows = reader.rows(
        f"""{WITHIN} SELECT {column} AS value, count(*) AS sites FROM site WHERE grid IN within
        GROUP BY value ORDER BY sites DESC, value""",  # noqa: S608 - as above
        {"grid": grid},
    )
    return [(str(value), int(sites)) for value, sites in rows]


def grid_facts(reader: Reader, top: GridId) -> tuple[GridFact, ...]:
    """Give ``top`` and the grids below it, each behind its parent, with their sites."""
    rows = reader.rows(
        f"""{WITHIN} SELECT grid.id, grid.name, grid.parent,
            (SELECT count(*) FROM site WHERE site.grid = grid.id)
        FROM grid WHERE grid.id IN within ORDER BY grid.code, grid.id""",  # noqa: S608 - our own words
        {"grid": top},
    )
    below: dict[str, list[tuple[str, str, int]]] = {}
    for one, name, parent, sites in rows:
        below.setdefault("" if one == top else parent, []).append((one, name, sites))

    def branch(grids: Sequence[tuple[str, str, int]], depth: int) -> list[GridFact]:
        told: list[GridFact] = []
        for one, name, sites in grids:
            under = branch(below.get(one, ()), depth + 1)
            whole = sites + sum(fact.sites for fact in under if fact.depth == depth + 1)
            told += [GridFact(GridId(one), name, depth, whole), *under]
        return told

    return tuple(branch(below.get("", ()), 0))
