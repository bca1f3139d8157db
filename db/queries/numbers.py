"""The numbers of a period, and the facts that one of them counts: asked as ``db.queries.counted`` defines."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

import msgspec

from db.connection import Reader
from db.queries.counted import COUNTED, PREPARED, THEN
from db.restricted import shown
from inspector.model.category import PROPOSED, Category
from inspector.model.ids import GridId
from inspector.model.number import Number
from inspector.model.patrol_duty import DUTIES, PatrolDuty, stretches
from inspector.model.period import Period


class Numbers(msgspec.Struct, frozen=True):
    """The numbers of a grid and what is below it: in all, and of each grid right below (or itself)."""

    total: Mapping[Number, int]
    by_grid: Mapping[GridId, Mapping[Number, int]]


def numbers_of(
    reader: Reader,
    grid: GridId,
    period: Period,
    today: date = date.max,
    wanted: Iterable[Number] = tuple(Number),
) -> Numbers:
    """Count everything of ``grid`` and below in ``period``, each number as ``COUNTED`` says.

    Of a period that still runs only what is due by ``today`` counts as due.
    """
    chosen = tuple(wanted)
    parts = " UNION ALL ".join(
        f"SELECT '{number}', within.branch, sum(weight) FROM counted_{number} JOIN within ON within.id = grid"  # noqa: S608 - as above
        " GROUP BY within.branch"
        for number in chosen
    )
    sets = ", ".join(f"counted_{number}(id, grid, weight) AS ({COUNTED[number].rows})" for number in chosen)
    by_grid: dict[GridId, dict[Number, int]] = {}
    total = dict.fromkeys(chosen, 0)
    for number, branch, count in reader.rows(
        f"{PREPARED}, {sets} {parts}", asked(reader, grid, period, today)
    ):
        by_grid.setdefault(GridId(branch), dict.fromkeys(chosen, 0))[Number(number)] = count
        total[Number(number)] += count
    return Numbers(total, by_grid)


class Breakdown(StrEnum):
    """What the numbers of findings are told apart by."""

    CATEGORY = "category"
    SEVERITY = "severity"
    SOURCE = "source"


_KINDS = " ".join(f"WHEN '{kind}' THEN '{category}'" for kind, category in PROPOSED.items())
CATEGORY = f"""CASE WHEN finding.category <> '' THEN finding.category ELSE
    CASE (SELECT kind FROM site WHERE site.id = finding.site) {_KINDS} ELSE '{Category.OTHER}' END END"""  # noqa: S608 - our own words
"""The category of a finding: as somebody said, else by the kind of its site."""
_APART: Mapping[Breakdown, str] = MappingProxyType(
    {
        Breakdown.CATEGORY: CATEGORY,
        # as serious as it was held to be at the end of the period
        Breakdown.SEVERITY: f"""(SELECT stood.severity FROM finding_standing AS stood
            WHERE stood.finding = finding.id AND {THEN})""",  # noqa: S608 - as above
        Breakdown.SOURCE: "finding.source",
    }
)
OF_FINDINGS = tuple(number for number, counted in COUNTED.items() if counted.kind == "finding")


def numbers_by(
    reader: Reader,
    by: Breakdown,
    grid: GridId,
    period: Period,
    today: date = date.max,
    wanted: Iterable[Number] = OF_FINDINGS,
) -> dict[str, dict[Number, int]]:
    """Count findings of ``grid`` and below told apart ``by`` what they are; ``wanted`` are ``OF_FINDINGS``.

    Groups without any are left out.
    """
    chosen = tuple(wanted)
    sets = ", ".join(f"counted_{number}(id, grid, weight) AS ({COUNTED[number].rows})" for number in chosen)
    parts = " UNION ALL ".join(
        f"SELECT '{number}', {_APART[by]} AS apart, sum(weight) FROM counted_{number} AS counted"  # noqa: S608 - as above
        " JOIN within ON within.id = counted.grid JOIN finding ON finding.id = counted.id GROUP BY apart"
        for number in chosen
    )
    groups: dict[str, dict[Number, int]] = {}
    for number, apart, count in reader.rows(
        f"{PREPARED}, {sets} {parts}", asked(reader, grid, period, today)
    ):
        groups.setdefault(apart, dict.fromkeys(chosen, 0))[Number(number)] = count
    return groups


class FactRow(msgspec.Struct, frozen=True):
    """A fact that a number counts; ``kind`` says what ``id`` names, a case being a finding or a task."""

    kind: str
    id: str
    name: str
    day: date | None
    grid_name: str
    weight: int


_NAMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "grid": ("grid.name", "NULL"),
        "site": ("site.name", "NULL"),
        "patrol": ("patrol.number", "patrol.day"),
        "stop": ("coalesce((SELECT name FROM site WHERE site.id = stop.site), '')", "stop.day"),
        "finding": ("finding.number || char(10) || finding.text", "finding.noticed_on"),
        "task": ("task.number || ' ' || task.name", "NULL"),
        "complaint": ("complaint.number", "complaint.received_on"),
        "dispatch_order": (
            "dispatch_order.number || ' ' || dispatch_order.title",
            "dispatch_order.issued_on",
        ),
    }
)
"""What a fact is called, and its day, by the table it lies in."""


def facts_of(
    reader: Reader,
    number: Number,
    grid: GridId,
    period: Period,
    today: date = date.max,
    below: GridId | None = None,
    among: tuple[Breakdown, str] | None = None,
) -> list[FactRow]:
    """List the facts that ``number`` counts, of ``grid`` or only of the grid ``below`` it, oldest first.

    ``among`` keeps those findings that are told apart so, such as of one category.
    """
    kind = COUNTED[number].kind
    kinds = ("finding", "task") if kind == "case" else (kind,)
    by, apart = among or (Breakdown.SEVERITY, "")
    alike = f"AND {_APART[by]} = :apart" if among else ""
    told = " UNION ALL ".join(
        f"""SELECT '{one}', counted.id, {name}, {day}, coalesce(place.name, ''), counted.weight
        FROM counted JOIN within ON within.id = counted.grid JOIN {one} ON {one}.id = counted.id
        LEFT JOIN grid AS place ON place.id = counted.grid
        WHERE (:below IS NULL OR within.branch = :below) {alike}"""  # noqa: S608 - as above
        for one in kinds
        for name, day in (_NAMES[one],)
    )
    rows = reader.rows(
        f"{PREPARED}, counted(id, grid, weight) AS ({COUNTED[number].rows}) {told} ORDER BY 4, 3, 2",
        {**asked(reader, grid, period, today), "below": below, "apart": apart},
    )
    return [
        FactRow(one, subject, _said(name), date.fromisoformat(day) if day else None, grid_name, weight)
        for one, subject, name, day, grid_name, weight in rows
    ]


def asked(reader: Reader, grid: GridId, period: Period, today: date) -> dict[str, str]:
    """Give what ``PREPARED`` is asked with."""
    if period.holds(today):
        period = Period(period.first, today, period.span)
    ruled = reader.value("SELECT duties FROM rules ORDER BY id LIMIT 1")
    duties = msgspec.json.decode(ruled, type=tuple[PatrolDuty, ...]) if ruled else DUTIES
    due = msgspec.json.encode(stretches(duties, period)).decode()
    return {"grid": grid, "first": f"{period.first}", "last": f"{period.last}", "stretches": due}


def _said(name: str) -> str:
    """Put the number and the text of a finding on one line."""
    number, line, text = name.partition("\n")
    return f"{number} {shown(text)}" if line else name
