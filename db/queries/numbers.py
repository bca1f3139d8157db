"""The numbers of a period: each is defined once, as the set of facts it counts.

Screen, paper, Excel and JSON take them from here, and opening a number lists the same set. Days are those of
the place: a patrol belongs to the day it began, its stops and findings with it; everything else counts on the
day its entry says. A fact counts for the grid of its patrol, finding, complaint or task; a site for the grid
it belongs to now.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

import msgspec

from db.case_tables import STEP_DAY, STEPS_OF_PERIODS
from db.connection import Reader
from inspector.model.close_off import (
    CloseOffFiled,
    CloseOffRefused,
    CloseOffReturned,
    CloseOffStep,
    CloseOffStepDone,
)
from inspector.model.complaint_life import ComplaintClosed, ComplaintClosedForNow
from inspector.model.finding_life import FindingAssigned, FindingRelapsed, FindingTransferred
from inspector.model.finding_state import FindingState
from inspector.model.ids import GridId
from inspector.model.number import Number
from inspector.model.patrol import PatrolKind
from inspector.model.period import Period
from inspector.model.site import SiteStatus
from inspector.words import N_


class Counted(msgspec.Struct, frozen=True):
    """What a number counts: in words, the kind of its facts, and SQL that gives each as id, grid, weight."""

    words: str
    kind: str
    rows: str


def _steps(*types: str, more: str = "") -> str:
    listed = ", ".join(f"'{one}'" for one in types)
    return f"""SELECT DISTINCT stepped.subject, coalesce(finding.grid, task.grid), 1 FROM stepped
        LEFT JOIN finding ON finding.id = stepped.subject LEFT JOIN task ON task.id = stepped.subject
        WHERE stepped.type IN ({listed}) {more}"""  # noqa: S608 - our own words


_ROUNDS = "SELECT id, grid, 1 FROM patrol WHERE day BETWEEN :first AND :last"
_NOTICED = f"""SELECT finding.id, finding.grid, 1 FROM finding LEFT JOIN patrol ON patrol.id = finding.patrol
    WHERE finding.noticed_on BETWEEN :first AND date(:last, '+2 days')
    AND coalesce(patrol.day, finding.noticed_on) BETWEEN :first AND :last
    AND finding.state <> '{FindingState.JOINED}'"""  # noqa: S608 - as above
_DUE = f"""SELECT id, grid, 1 FROM finding WHERE due_on BETWEEN :first AND :last AND is_due_given
    AND state NOT IN ('{FindingState.JOINED}', '{FindingState.TRANSFERRED}')"""  # noqa: S608 - as above
_REPORTING = "NOT EXISTS (SELECT 1 FROM grid AS below WHERE below.parent = within.id)"
_WATCHED = f"SELECT id, grid, 1 FROM site WHERE added_on <= :last AND status <> '{SiteStatus.CLOSED_DOWN}'"  # noqa: S608 - as above

COUNTED: Mapping[Number, Counted] = MappingProxyType(
    {
        Number.GRIDS: Counted(
            N_("Grids that go on patrol: those with no grid below them."),
            "grid",
            f"SELECT id, id, 1 FROM within WHERE {_REPORTING}",  # noqa: S608 - as above
        ),
        Number.GRIDS_REPORTING: Counted(
            N_("Of these, the ones with at least one finished patrol of the period."),
            "grid",
            f"""SELECT id, id, 1 FROM within WHERE {_REPORTING} AND EXISTS (SELECT 1 FROM patrol
                WHERE patrol.grid = within.id AND day BETWEEN :first AND :last AND state = 'finished')""",  # noqa: S608 - as above
        ),
        Number.SITES: Counted(
            N_("Sites in the register by the end of the period and not closed down."), "site", _WATCHED
        ),
        Number.SITES_VISITED: Counted(
            N_("Of these, the ones with a stop on a patrol of the period, whoever made it."),
            "site",
            f"""{_WATCHED} AND EXISTS (SELECT 1 FROM stop JOIN patrol ON patrol.id = stop.patrol
                WHERE stop.site = site.id AND stop.day BETWEEN :first AND date(:last, '+2 days')
                AND patrol.day BETWEEN :first AND :last)""",  # noqa: S608 - as above
        ),
        Number.PATROLS: Counted(N_("Patrols that began in the period."), "patrol", _ROUNDS),
        Number.NIGHT_PATROLS: Counted(
            N_("Of these, the night patrols."), "patrol", f"{_ROUNDS} AND kind = '{PatrolKind.NIGHT}'"
        ),
        Number.PEOPLE_OUT: Counted(
            N_("People on these patrols, each counted once a patrol (出动人次)."),
            "patrol",
            _ROUNDS.replace("grid, 1", "grid, json_array_length(inspectors)"),
        ),
        Number.STOPS: Counted(
            N_("Visits on patrols of the period (点位处次)."),
            "stop",
            """SELECT stop.id, patrol.grid, 1 FROM patrol JOIN stop ON stop.patrol = patrol.id
            WHERE patrol.day BETWEEN :first AND :last""",
        ),
        Number.LATE_ENTRIES: Counted(
            N_("Patrols of the period written down after their day (补录)."),
            "patrol",
            f"{_ROUNDS} AND late_reason <> ''",
        ),
        Number.FINDINGS: Counted(
            N_(
                "Findings noticed in the period, or on a patrol of it; duplicates joined to "
                "another are not counted."
            ),
            "finding",
            _NOTICED,
        ),
        Number.ON_THE_SPOT: Counted(
            N_("Of these, the ones put right while the inspector stood there."),
            "finding",
            f"{_NOTICED} AND finding.on_the_spot",
        ),
        Number.ASSIGNED: Counted(
            N_("Findings assigned in the period, each once."), "finding", _steps(FindingAssigned.TYPE)
        ),
        Number.TRANSFERRED: Counted(
            N_("Findings handed to another authority in the period."),
            "finding",
            _steps(FindingTransferred.TYPE),
        ),
        Number.PUT_RIGHT: Counted(
            N_("Findings put right on a day of the period, on the spot or as the unit says."),
            "finding",
            """SELECT id, grid, 1 FROM finding WHERE put_right_on BETWEEN :first AND :last
            UNION SELECT id, grid, 1 FROM finding
            WHERE on_the_spot AND ended_on BETWEEN :first AND :last""",
        ),
        Number.ENDED: Counted(
            N_("Findings closed or closed off on a day of the period."),
            "finding",
            f"""SELECT id, grid, 1 FROM finding WHERE ended_on BETWEEN :first AND :last
            AND state IN ('{FindingState.CLOSED}', '{FindingState.CLOSED_OFF}')""",  # noqa: S608 - as above
        ),
        Number.DUE: Counted(N_("Findings whose given deadline lies in the period."), "finding", _DUE),
        Number.IN_TIME: Counted(
            N_("Of these, the ones put right or ended by their deadline."),
            "finding",
            f"{_DUE} AND (put_right_on <= due_on OR ended_on <= due_on)",
        ),
        Number.OVERDUE: Counted(
            N_(
                "Findings whose given deadline has passed by the end of the period and "
                "that were neither put right nor ended by then."
            ),
            "finding",
            f"""SELECT id, grid, 1 FROM finding WHERE due_on <= :last AND is_due_given
            AND (put_right_on IS NULL OR put_right_on > :last) AND (ended_on IS NULL OR ended_on > :last)
            AND state <> '{FindingState.JOINED}'""",  # noqa: S608 - as above
        ),
        Number.CLOSE_OFF_APPLIED: Counted(
            N_("Findings and tasks whose close-off was applied for in the period."),
            "case",
            _steps(
                CloseOffStepDone.TYPE,
                more=f"AND json_extract(stepped.told, '$.step') = '{CloseOffStep.APPLICATION}'",
            ),
        ),
        Number.CLOSE_OFF_PASSED: Counted(
            N_("Findings and tasks whose close-off was filed in the period."),
            "case",
            _steps(CloseOffFiled.TYPE),
        ),
        Number.CLOSE_OFF_RETURNED: Counted(
            N_("Findings and tasks whose close-off was sent back or refused in the period."),
            "case",
            _steps(CloseOffReturned.TYPE, CloseOffRefused.TYPE),
        ),
        Number.RELAPSES: Counted(
            N_("Findings that came back in the period."), "finding", _steps(FindingRelapsed.TYPE)
        ),
        Number.COMPLAINTS: Counted(
            N_("Complaints received in the period."),
            "complaint",
            "SELECT id, grid, 1 FROM complaint WHERE received_on BETWEEN :first AND :last",
        ),
        Number.COMPLAINTS_CONCLUDED: Counted(
            N_("Complaints settled in the period, finally or for now."),
            "complaint",
            f"""SELECT DISTINCT stepped.subject, complaint.grid, 1 FROM stepped
            JOIN complaint ON complaint.id = stepped.subject
            WHERE stepped.type IN ('{ComplaintClosed.TYPE}', '{ComplaintClosedForNow.TYPE}')""",  # noqa: S608 - as above
        ),
    }
)
"""What each number counts."""

_WITHIN = f"""WITH RECURSIVE within(id, branch) AS (
        SELECT id, id FROM grid WHERE id = :grid
        UNION ALL SELECT grid.id, CASE within.id WHEN :grid THEN grid.id ELSE within.branch END
        FROM grid JOIN within ON grid.parent = within.id WHERE grid.id <> :grid),
    stepped AS MATERIALIZED (
        SELECT subject, type, told FROM case_step
        WHERE {STEPS_OF_PERIODS} AND {STEP_DAY} BETWEEN :first AND :last AND has_effect)"""  # noqa: S608 - as above


class Numbers(msgspec.Struct, frozen=True):
    """The numbers of a grid and what is below it: in all, and of each grid right below (or itself)."""

    total: Mapping[Number, int]
    by_grid: Mapping[GridId, Mapping[Number, int]]


def numbers_of(
    reader: Reader, grid: GridId, period: Period, wanted: Iterable[Number] = tuple(Number)
) -> Numbers:
    """Count everything of ``grid`` and below in ``period``, each number as ``COUNTED`` says."""
    chosen = tuple(wanted)
    parts = " UNION ALL ".join(
        f"SELECT '{number}', within.branch, sum(weight) FROM counted_{number} JOIN within ON within.id = grid"  # noqa: S608 - as above
        " GROUP BY within.branch"
        for number in chosen
    )
    sets = ", ".join(f"counted_{number}(id, grid, weight) AS ({COUNTED[number].rows})" for number in chosen)
    by_grid: dict[GridId, dict[Number, int]] = {}
    total = dict.fromkeys(chosen, 0)
    for number, branch, count in reader.rows(f"{_WITHIN}, {sets} {parts}", _asked(grid, period)):
        by_grid.setdefault(GridId(branch), dict.fromkeys(chosen, 0))[Number(number)] = count
        total[Number(number)] += count
    return Numbers(total, by_grid)


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
        "finding": ("finding.number || ' ' || finding.text", "finding.noticed_on"),
        "task": ("task.number || ' ' || task.name", "NULL"),
        "complaint": ("complaint.number", "complaint.received_on"),
    }
)
"""What a fact is called, and its day, by the table it lies in."""


def facts_of(
    reader: Reader, number: Number, grid: GridId, period: Period, below: GridId | None = None
) -> list[FactRow]:
    """List the facts that ``number`` counts, of ``grid`` or only of the grid ``below`` it, oldest first."""
    kind = COUNTED[number].kind
    kinds = ("finding", "task") if kind == "case" else (kind,)
    told = " UNION ALL ".join(
        f"""SELECT '{one}', counted.id, {name}, {day}, coalesce(place.name, ''),
            counted.weight
        FROM counted JOIN within ON within.id = counted.grid JOIN {one} ON {one}.id = counted.id
        LEFT JOIN grid AS place ON place.id = counted.grid
        WHERE :below IS NULL OR within.branch = :below"""  # noqa: S608 - as above
        for one in kinds
        for name, day in (_NAMES[one],)
    )
    rows = reader.rows(
        f"{_WITHIN}, counted(id, grid, weight) AS ({COUNTED[number].rows}) {told} ORDER BY 4, 3, 2",
        {**_asked(grid, period), "below": below},
    )
    return [
        FactRow(one, subject, name, date.fromisoformat(day) if day else None, grid_name, weight)
        for one, subject, name, day, grid_name, weight in rows
    ]


def _asked(grid: GridId, period: Period) -> dict[str, str]:
    return {"grid": grid, "first": f"{period.first}", "last": f"{period.last}"}
