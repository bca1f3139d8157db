"""What a list of findings is narrowed by, several facts at once."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from db.connection import Reader
from db.queries.site_facts import Facts, GridFact, grid_facts
from inspector.model.ids import GridId

WEEK, MONTH = 7, 30
"""Days of the two spans that are offered."""


class WhenNoticed(StrEnum):
    """How long ago a finding was noticed."""

    WEEK = "week"
    MONTH = "month"
    BEFORE = "before"


_SPANS = MappingProxyType(
    {
        WhenNoticed.WEEK.value: "finding.noticed_on > :week_ago",
        WhenNoticed.MONTH.value: "finding.noticed_on > :month_ago",
        WhenNoticed.BEFORE.value: "finding.noticed_on <= :month_ago",
    }
)
_BELOW = """+finding.grid IN (WITH RECURSIVE below(id) AS (SELECT value FROM json_each(:fact_grid)
        UNION SELECT grid.id FROM grid JOIN below ON grid.parent = below.id) SELECT id FROM below)"""
_CONDITIONS = MappingProxyType(
    {
        "grid": _BELOW,
        "severity": "+finding.severity IN (SELECT value FROM json_each(:fact_severity))",
        "state": "+finding.state IN (SELECT value FROM json_each(:fact_state))",
        "kind": """+finding.site IN (SELECT id FROM site
            WHERE kind IN (SELECT value FROM json_each(:fact_kind)))""",
    }
)


def condition_of(facts: Facts) -> str:
    """Give the SQL that the facts ask for; ``finding`` is in its FROM, ``values_of`` its values."""
    return " AND ".join(_condition(name, values) for name, values in facts) or "1"


def values_of(facts: Facts, today: date) -> dict[str, object]:
    """Give the values that ``condition_of`` refers to."""
    return {
        "week_ago": f"{today - timedelta(days=WEEK)}",
        "month_ago": f"{today - timedelta(days=MONTH)}",
        **{f"fact_{name}": json.dumps(values) for name, values in facts},
    }


def _condition(name: str, values: tuple[str, ...]) -> str:
    if name in _CONDITIONS:
        return _CONDITIONS[name]
    # a kept filter may come from another version of the program
    return f"({' OR '.join(_SPANS[value] for value in values if value in _SPANS) or '1'})"


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """The grids of a ground, by which its findings are chosen."""

    grids: tuple[GridFact, ...]


def finding_facts(reader: Reader, grid: GridId) -> FindingFacts:
    """Give the grids below ``grid``; without one those of the whole office."""
    top = grid or GridId(reader.value("SELECT id FROM grid WHERE parent = '' ORDER BY id LIMIT 1") or "")
    return FindingFacts(grid_facts(reader, top))
