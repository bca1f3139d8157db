"""The list of complaints (信访举报), narrowed and counted; who complained is not among what can be asked."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from db.connection import Reader, Row
from db.queries.site_facts import Facts
from db.queries.unit_groups import MEANT_UNITS
from db.schema import WITHIN
from db.search_words import phrase
from inspector.model.complaint_words import Channel, ComplaintState, Pollution, Truth
from inspector.model.ids import ComplaintId, GridId, SiteId
from inspector.periods import Instant

SOON = 3
"""Days before the last day in which a complaint is due soon."""
MOST_FOUND, MOST_SITES, MOST_NAMES = 2_000, 50, 300
"""Newest complaints, and sites, that letters lead to; batches and units that are offered."""
_FILTERS = MappingProxyType(
    {
        "open": "complaint.is_open",
        "due": "complaint.is_open AND complaint.due_on <= :soon",
        "overdue": "complaint.is_open AND complaint.due_on < :today",
        "received": "complaint.state = 'received'",
        "unanswered": "NOT complaint.is_replied AND complaint.concluded_on IS NOT NULL",
        "ended": "NOT complaint.is_open",
        "all": "1",
    }
)
_ORDERS = MappingProxyType(
    {
        "received": "complaint.received_ts",
        "due": "complaint.due_on",
        "number": "complaint.number",
        "given": "complaint.given_number",
        "channel": "complaint.channel",
        "state": "complaint.state",
        "accused": "coalesce((SELECT name FROM site WHERE site.id = complaint.site), complaint.accused)",
        "unit": "complaint.unit",
    }
)
_FACTS = MappingProxyType(
    {
        "channel": "complaint.channel IN (SELECT value FROM json_each(:fact_channel))",
        "state": "complaint.state IN (SELECT value FROM json_each(:fact_state))",
        "verdict": "complaint.verdict IN (SELECT value FROM json_each(:fact_verdict))",
        "unit": f"complaint.unit IN {MEANT_UNITS}",
        "batch": "complaint.batch IN (SELECT value FROM json_each(:fact_batch))",
        "kind": """EXISTS (SELECT 1 FROM json_each(complaint.kinds) AS kind
            WHERE kind.value IN (SELECT value FROM json_each(:fact_kind)))""",
        "round": """complaint.id IN (SELECT complaint FROM revisit
            WHERE name IN (SELECT value FROM json_each(:fact_round)))""",
    }
)
_LETTERS = f"""(complaint.rid IN (SELECT rowid FROM complaint_search WHERE complaint_search MATCH :phrase
        ORDER BY rowid DESC LIMIT {MOST_FOUND})
    OR complaint.site IN (SELECT id FROM site WHERE site.rid IN (
        SELECT rowid FROM site_search WHERE site_search MATCH :phrase LIMIT {MOST_SITES})))"""  # noqa: S608 - numbers


@dataclass(frozen=True, slots=True)
class ComplaintView:
    """Which complaints: a filter's name, letters to find and facts, seen from ``grid`` (empty sees all)."""

    grid: GridId
    today: date
    filter: str = "open"
    text: str = ""
    sort: str = ""
    descending: bool = False
    facts: Facts = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintRow:
    """A line of the list; ``accused`` is the site's name where one is known here."""

    complaint: ComplaintId
    number: str
    given_number: str
    batch: str
    channel: Channel
    kinds: tuple[Pollution, ...]
    received: Instant
    content: str
    site: SiteId
    accused: str
    grid_name: str
    unit: str
    state: ComplaintState
    is_open: bool
    is_replied: bool
    verdict: Truth | None
    due_on: date
    begin_by: date
    is_sealed: bool
    is_repeated: bool


@dataclass(frozen=True, slots=True)
class ComplaintFacts:
    """What complaints can be chosen by beside what is always the same."""

    units: tuple[str, ...]
    batches: tuple[str, ...]
    rounds: tuple[str, ...]


def complaint_keys(reader: Reader, view: ComplaintView, limit: int | None = None) -> list[ComplaintId]:
    """List the complaints of a view: those due first, or the newest first where they have ended."""
    is_waiting = view.filter in {"open", "due", "overdue", "received"}
    sort = view.sort or ("due" if is_waiting else "received")
    way = "DESC" if (view.descending if view.sort else not is_waiting) else "ASC"
    query = (
        f"{WITHIN} SELECT complaint.id FROM complaint WHERE {_condition(reader, view)}"  # noqa: S608 - our own words
        f" AND {_FILTERS[view.filter]} ORDER BY {_ORDERS[sort]} {way}, complaint.id {way} LIMIT :limit"
    )
    rows = reader.rows(query, {**_values(view), "limit": -1 if limit is None else limit})
    return [ComplaintId(row[0]) for row in rows]


def complaint_rows(reader: Reader, complaints: Sequence[ComplaintId]) -> dict[ComplaintId, ComplaintRow]:
    """Give the lines of ``complaints``; one that is gone is left out."""
    rows = reader.rows(
        f"SELECT {ROW} {JOINED} WHERE complaint.id IN (SELECT value FROM json_each(?))",  # noqa: S608 - our own words
        (json.dumps(complaints),),
    )
    return {ComplaintId(row[0]): row_of(row) for row in rows}


def complaint_counts(reader: Reader, view: ComplaintView) -> Mapping[str, int]:
    """Count the complaints that each filter lets through."""
    sums = ", ".join(f"count(*) FILTER (WHERE {chosen})" for chosen in _FILTERS.values())
    counts = reader.row(
        f"{WITHIN} SELECT {sums} FROM complaint WHERE {_condition(reader, view)}",  # noqa: S608 - as above
        _values(view),
    )
    return dict(zip(_FILTERS, counts or (), strict=True))


def complaint_facts(reader: Reader) -> ComplaintFacts:
    """Give the units, batches and rounds there are, the newest first."""

    def names(query: str) -> tuple[str, ...]:
        return tuple(name for (name,) in reader.rows(query, (MOST_NAMES,)))

    return ComplaintFacts(
        names(
            "SELECT unit FROM complaint WHERE unit <> '' GROUP BY unit ORDER BY count(*) DESC, unit LIMIT ?"
        ),
        names("SELECT batch FROM complaint WHERE batch <> '' GROUP BY batch ORDER BY max(rid) DESC LIMIT ?"),
        names("SELECT name FROM revisit GROUP BY name ORDER BY max(due_on) DESC, name LIMIT ?"),
    )


def _condition(reader: Reader, view: ComplaintView) -> str:
    whole = not view.grid or bool(reader.value("SELECT parent = '' FROM grid WHERE id = ?", (view.grid,)))
    conditions = [_FACTS[name] for name, _chosen in view.facts if name in _FACTS]
    if not whole:
        conditions.append("complaint.grid IN within")
    if view.text:
        conditions.append(_LETTERS)
    return " AND ".join(conditions) or "1"


def _values(view: ComplaintView) -> dict[str, object]:
    return {
        "grid": view.grid,
        "today": f"{view.today}",
        "soon": f"{view.today + timedelta(days=SOON)}",
        "phrase": phrase(view.text),
        **{f"fact_{name}": json.dumps(values) for name, values in view.facts if name in _FACTS},
    }


ROW = """complaint.id, complaint.number, complaint.given_number, complaint.batch, complaint.channel,
    complaint.kinds, complaint.received_ts, complaint.received_tz, complaint.content, complaint.site,
    coalesce(site.name, complaint.accused), coalesce(grid.name, ''), complaint.unit, complaint.state,
    complaint.is_open, complaint.is_replied, complaint.verdict, complaint.due_on, complaint.begin_by,
    complaint.is_sealed, complaint.earlier <> ''"""
JOINED = """FROM complaint LEFT JOIN site ON site.id = complaint.site
    LEFT JOIN grid ON grid.id = complaint.grid"""


def row_of(row: Row) -> ComplaintRow:
    """Read a line asked for as ``ROW``."""
    return ComplaintRow(
        complaint=ComplaintId(row[0]),
        number=row[1],
        given_number=row[2],
        batch=row[3],
        channel=Channel(row[4]),
        kinds=tuple(map(Pollution, json.loads(row[5]))),
        received=Instant(row[6], row[7]),
        content=row[8],
        site=SiteId(row[9]),
        accused=row[10],
        grid_name=row[11],
        unit=row[12],
        state=ComplaintState(row[13]),
        is_open=bool(row[14]),
        is_replied=bool(row[15]),
        verdict=Truth(row[16]) if row[16] else None,
        due_on=date.fromisoformat(row[17]),
        begin_by=date.fromisoformat(row[18]),
        is_sealed=bool(row[19]),
        is_repeated=bool(row[20]),
    )
