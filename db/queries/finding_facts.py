"""What a list of findings is narrowed by, several facts at once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from db.connection import Reader
from db.queries.numbers import CATEGORY
from db.queries.site_facts import Facts, GridFact, grid_facts
from db.queries.unit_groups import MEANT_UNITS
from inspector.model.ids import GridId

WEEK, MONTH = 7, 30
"""Days of the two spans that are offered."""
SOON = 3
"""Days before a deadline in which it is due soon."""
MOST_UNITS = 300


class WhenNoticed(StrEnum):
    """How long ago a finding was noticed."""

    WEEK = "week"
    MONTH = "month"
    BEFORE = "before"


class WhenDue(StrEnum):
    """How an open finding stands to its deadline."""

    OVERDUE = "overdue"
    SOON = "soon"
    GIVEN = "given"


YES = "yes"
"""The one value of a fact that holds or does not."""

_SPANS: MappingProxyType[str, MappingProxyType[str, str]] = MappingProxyType(
    {
        "noticed": MappingProxyType(
            {
                WhenNoticed.WEEK.value: "finding.noticed_on > :week_ago",
                WhenNoticed.MONTH.value: "finding.noticed_on > :month_ago",
                WhenNoticed.BEFORE.value: "finding.noticed_on <= :month_ago",
            }
        ),
        "due": MappingProxyType(
            {
                WhenDue.OVERDUE.value: """finding.rid IN
                    (SELECT f.rid FROM finding AS f WHERE f.is_open AND f.due_on < :today)""",
                WhenDue.SOON.value: """finding.rid IN (SELECT f.rid FROM finding AS f
                    WHERE f.is_open AND f.due_on BETWEEN :today AND :soon)""",
                WhenDue.GIVEN.value: "finding.is_due_given",
            }
        ),
        "relapsed": MappingProxyType(
            {YES: "finding.rid IN (SELECT f.rid FROM finding AS f WHERE f.relapses > 0)"}
        ),
    }
)
_BELOW = """+finding.grid IN (WITH RECURSIVE below(id) AS (SELECT value FROM json_each(:fact_grid)
        UNION SELECT grid.id FROM grid JOIN below ON grid.parent = below.id) SELECT id FROM below)"""
# what is rare, or has an index of its own, is gathered first: walking past all others would take long
_CONDITIONS = MappingProxyType(
    {
        "grid": _BELOW,
        "severity": "+finding.severity IN (SELECT value FROM json_each(:fact_severity))",
        "category": f"{CATEGORY} IN (SELECT value FROM json_each(:fact_category))",  # noqa: S608 - our own words
        "state": "+finding.state IN (SELECT value FROM json_each(:fact_state))",
        "source": "+finding.source IN (SELECT value FROM json_each(:fact_source))",
        "kind": """+finding.site IN (SELECT id FROM site
            WHERE kind IN (SELECT value FROM json_each(:fact_kind)))""",
        "unit": f"""finding.rid IN (SELECT f.rid FROM finding AS f
            WHERE f.unit <> '' AND f.unit IN {MEANT_UNITS})""",  # noqa: S608 - our own words
        "supervision": """finding.rid IN (SELECT f.rid FROM finding AS f, json_each(f.supervision) AS kind
            WHERE f.supervision <> '[]'
                AND kind.value IN (SELECT value FROM json_each(:fact_supervision)))""",
    }
)


def condition_of(facts: Facts) -> str:
    """Give the SQL that the facts ask for; ``finding`` is in its FROM, ``values_of`` its values."""
    return " AND ".join(_condition(name, values) for name, values in facts) or "1"


def values_of(facts: Facts, today: date) -> dict[str, object]:
    """Give the values that ``condition_of`` refers to."""
    return {
        "today": f"{today}",
        "soon": f"{today + timedelta(days=SOON)}",
        "week_ago": f"{today - timedelta(days=WEEK)}",
        "month_ago": f"{today - timedelta(days=MONTH)}",
        **{f"fact_{name}": json.dumps(values) for name, values in facts},
    }


def _condition(name: str, values: tuple[str, ...]) -> str:
    if name in _CONDITIONS:
        return _CONDITIONS[name]
    # a kept filter may come from another version of the program
    spans: Mapping[str, str] = _SPANS.get(name, {})
    return f"({' OR '.join(spans[value] for value in values if value in spans) or '1'})"


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """The grids of a ground and the units that have findings in hand, by which they are chosen."""

    grids: tuple[GridFact, ...]
    units: tuple[str, ...] = ()


def finding_facts(reader: Reader, grid: GridId) -> FindingFacts:
    """Give the grids below ``grid``, without one those of the whole office; the busiest units, the groups."""
    top = grid or GridId(reader.value("SELECT id FROM grid WHERE parent = '' ORDER BY id LIMIT 1") or "")
    units = reader.rows(
        "SELECT unit FROM finding WHERE unit <> '' GROUP BY unit ORDER BY count(*) DESC, unit LIMIT ?",
        (MOST_UNITS,),
    )
    groups = reader.rows("SELECT name FROM unit_group ORDER BY name")
    return FindingFacts(grid_facts(reader, top), tuple(dict.fromkeys(unit for (unit,) in (*units, *groups))))
