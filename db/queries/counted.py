"""What each number of a period counts, as the set of its facts; nothing is counted anywhere else.

Days are those of the place: a patrol belongs to the day it began, its stops and findings with it; everything
else counts on the day its entry says. A fact counts for the grid of its patrol, finding, complaint or task; a
site for the grid it belonged to at the end of the period.

A number says what happened in the period, or what stood at the end of its last day. A step that counts from
a later day never changes it, such as a relapse, a failed re-check, a new deadline or rule. What is entered
later and says a day of the period does, and so does a correction: a finding or stop that is put right or
taken back, a step that a person let fall, a grid hung elsewhere in the tree. Nothing here is as of today.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import msgspec

from db.case_tables import STEP_DAY, STEPS_OF_PERIODS
from db.queries.today import RANK_DAYS
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
from inspector.model.number import Number
from inspector.model.patrol import PatrolKind
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


_LEFT = """coalesce((SELECT grid FROM site_left WHERE site = site.id AND until > :last
    ORDER BY position LIMIT 1), site.grid)"""
_PREPARED: Mapping[str, str] = MappingProxyType(
    {
        "live(id, level)": """SELECT grid.id, level FROM grid JOIN within ON within.id = grid.id
            WHERE added_on <= :last AND (ended_on IS NULL OR ended_on > :first)""",
        "stretch(level, first, last, times, night)": """SELECT json_extract(value, '$.level'),
            json_extract(value, '$.first'), json_extract(value, '$.last'), json_extract(value, '$.times'),
            json_extract(value, '$.night') FROM json_each(:stretches)""",
        # a grid is due from the day after it was added, until it ends
        "due_round(grid, first, last, times, night)": """
            SELECT live.id, stretch.first, stretch.last, times, night FROM live JOIN stretch USING (level)
            JOIN grid ON grid.id = live.id
            WHERE grid.added_on < stretch.first AND (ended_on IS NULL OR ended_on > stretch.last)""",
        "cycle_of(rank, days)": f"VALUES {RANK_DAYS}",
        "watched(id, grid, start, days)": f"""
            SELECT site.id, {_LEFT}, max(added_on, :first), days FROM site JOIN cycle_of USING (rank)
            WHERE added_on <= :last AND status <> '{SiteStatus.CLOSED_DOWN}'""",  # noqa: S608 - our own words
        "visit(site, day)": """
            SELECT DISTINCT stop.site, patrol.day FROM patrol JOIN stop ON stop.patrol = patrol.id
            WHERE patrol.day BETWEEN :first AND :last""",
        # the last visit before the period, if it was within the longest cycle
        "earlier(site, day)": """
            SELECT stop.site, max(patrol.day) FROM patrol JOIN stop ON stop.patrol = patrol.id
            WHERE patrol.day < :first AND patrol.day > coalesce(
                date(:last, '-' || (SELECT max(days) FROM cycle_of) || ' days'), '')
            GROUP BY stop.site""",
        # a cycle that fits into the period is due as often as it fits; a longer one where it ends in it
        "due_visit(id, grid, start, days, times)": """
            SELECT id, grid, start, days, CASE
                WHEN days <= julianday(:last) - julianday(:first) + 1
                THEN CAST(julianday(:last) - julianday(start) + 1 AS INTEGER) / days
                ELSE coalesce(:last >= date(earlier.day, '+' || days || ' days'), 1)
                END
            FROM watched LEFT JOIN earlier ON earlier.site = watched.id""",
        "paid_visit(id, grid, times)": """
            SELECT due_visit.id, grid, min(times, count(DISTINCT
                CAST(julianday(visit.day) - julianday(start) AS INTEGER) / days))
            FROM due_visit JOIN visit ON visit.site = due_visit.id AND visit.day >= start
            WHERE times > 0 GROUP BY due_visit.id""",
    }
)
"""What several numbers rest on; each is worked out once, if anything asks for it."""
_ROUNDS = "SELECT id, grid, 1 FROM patrol WHERE day BETWEEN :first AND :last"
THEN = "since_on <= :last AND until_on > :last"
"""How something stood at the end of the period."""
_NOTICED = f"""SELECT finding.id, finding.grid, 1 FROM finding LEFT JOIN patrol ON patrol.id = finding.patrol
    JOIN finding_standing AS stood ON stood.finding = finding.id AND {THEN}
    WHERE finding.noticed_on BETWEEN :first AND date(:last, '+2 days')
    AND coalesce(patrol.day, finding.noticed_on) BETWEEN :first AND :last
    AND stood.ended_as <> '{FindingState.JOINED}'"""  # noqa: S608 - as above
_ON_THE_SPOT = f"""{_NOTICED} AND EXISTS (SELECT 1 FROM finding_standing AS begun
    WHERE begun.finding = finding.id AND begun.since_on = '{date.min}' AND begun.on_the_spot)"""  # noqa: S608 - as above
_DUE = f"""SELECT finding, grid, 1 FROM finding_standing WHERE due_on BETWEEN :first AND :last AND {THEN}
    AND ended_as NOT IN ('{FindingState.JOINED}', '{FindingState.TRANSFERRED}')"""  # noqa: S608 - as above
_CLOSED = f"('{FindingState.CLOSED}', '{FindingState.CLOSED_OFF}')"
_REPORTING = """SELECT id, id, 1 FROM live WHERE NOT EXISTS (
    SELECT 1 FROM live AS lower JOIN grid ON grid.id = lower.id WHERE grid.parent = live.id)"""
_ORDERS = f"SELECT dispatch_order, grid, 1 FROM order_standing WHERE {THEN} AND NOT is_withdrawn"  # noqa: S608 - as above
"""An order counts for the township it went to; one to a unit by name, for the office that issued it."""
_OPEN_ORDERS = f"{_ORDERS} AND issued_on <= :last AND ended_on IS NULL"

COUNTED: Mapping[Number, Counted] = MappingProxyType(
    {
        Number.GRIDS: Counted(
            N_("Grids that go on patrol: those with no grid below them."),
            "grid",
            _REPORTING,
        ),
        Number.GRIDS_REPORTING: Counted(
            N_("Of these, the ones with at least one finished patrol of the period."),
            "grid",
            f"""{_REPORTING} AND EXISTS (SELECT 1 FROM patrol
                WHERE patrol.grid = live.id AND day BETWEEN :first AND :last AND state = 'finished')""",  # noqa: S608 - as above
        ),
        Number.DUE_ROUNDS: Counted(
            N_(
                "Rounds that the rules of the office want of the grids: every stretch of days that lies "
                "in the period, as often as ruled."
            ),
            "grid",
            "SELECT grid, grid, sum(times) FROM due_round GROUP BY grid",
        ),
        Number.DONE_ROUNDS: Counted(
            N_("Of these, the ones made: patrols of the grid in the stretch, at most as many as were due."),
            "grid",
            f"""SELECT grid, grid, sum(made) FROM (
                SELECT due_round.grid, min(times, (SELECT count(*) FROM patrol
                    WHERE patrol.grid = due_round.grid
                    AND patrol.day BETWEEN due_round.first AND due_round.last
                    AND (NOT night OR patrol.kind = '{PatrolKind.NIGHT}'))) AS made FROM due_round)
                WHERE made > 0 GROUP BY grid""",  # noqa: S608 - as above
        ),
        Number.SITES: Counted(
            N_("Sites in the register by the end of the period and not closed down."),
            "site",
            "SELECT id, grid, 1 FROM watched",
        ),
        Number.SITES_VISITED: Counted(
            N_("Of these, the ones with a stop on a patrol of the period, whoever made it."),
            "site",
            "SELECT id, grid, 1 FROM watched WHERE id IN (SELECT site FROM visit)",
        ),
        Number.DUE_VISITS: Counted(
            N_(
                "Visits that the cycles of the sites want: a cycle that fits into the period as often as "
                "it fits, a longer one if it ends in the period."
            ),
            "site",
            "SELECT id, grid, times FROM due_visit WHERE times > 0",
        ),
        Number.DONE_VISITS: Counted(
            N_("Of these, the ones paid: one visit for each cycle that was due."),
            "site",
            "SELECT id, grid, times FROM paid_visit",
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
        Number.VEHICLES: Counted(
            N_("Vehicles on these patrols, as was said when each was finished (车辆台次)."),
            "patrol",
            f"{_ROUNDS.replace('grid, 1', 'grid, vehicles')} AND vehicles > 0",
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
                "Findings noticed in the period, or on a patrol of it; those joined to another "
                "as duplicates by its end are not counted."
            ),
            "finding",
            _NOTICED,
        ),
        Number.ON_THE_SPOT: Counted(
            N_("Of these, the ones put right while the inspector stood there."),
            "finding",
            _ON_THE_SPOT,
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
            N_(
                "Findings put right on a day of the period, on the spot or as the unit says; "
                "what becomes of them later changes nothing."
            ),
            "finding",
            f"""SELECT finding, grid, 1 FROM finding_standing
            WHERE put_right_on = since_on AND since_on BETWEEN :first AND :last
            UNION {_ON_THE_SPOT}""",  # noqa: S608 - as above
        ),
        Number.ENDED: Counted(
            N_(
                "Findings closed or closed off on a day of the period; one that comes back later "
                "stays counted."
            ),
            "finding",
            f"""SELECT finding, grid, 1 FROM finding_standing
            WHERE ended_on = since_on AND since_on BETWEEN :first AND :last AND ended_as IN {_CLOSED}
            UNION {_ON_THE_SPOT}""",  # noqa: S608 - as above
        ),
        Number.FOUND_PUT_RIGHT: Counted(
            N_(
                "Findings of the period that stood as put right at its end, on the spot or as the unit "
                "says; not those that a re-check found otherwise or that came back by then."
            ),
            "finding",
            f"{_NOTICED} AND stood.put_right_on IS NOT NULL",
        ),
        Number.FOUND_ENDED: Counted(
            N_("Findings of the period that stood as closed or closed off at its end."),
            "finding",
            f"{_NOTICED} AND stood.ended_as IN {_CLOSED}",
        ),
        Number.DUE: Counted(
            N_(
                "Findings whose given deadline, as it stood at the end of the period, lies in it; "
                "not those handed to another authority or joined to another by then."
            ),
            "finding",
            _DUE,
        ),
        Number.IN_TIME: Counted(
            N_(
                "Of these, the ones that by their deadline were put right or ended, and stood so at the "
                "end of the period."
            ),
            "finding",
            f"{_DUE} AND (put_right_on <= due_on OR ended_on <= due_on)",
        ),
        Number.OVERDUE: Counted(
            N_(
                "Findings whose given deadline, as it stood at the end of the period, had passed by then "
                "and that stood neither as put right nor as ended."
            ),
            "finding",
            f"""SELECT finding, grid, 1 FROM finding_standing
            WHERE due_on <= :last AND {THEN} AND put_right_on IS NULL AND ended_on IS NULL""",  # noqa: S608 - as above
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
        Number.ORDERS: Counted(
            N_("Orders issued in the period and not taken back by its end, for the township each went to."),
            "dispatch_order",
            f"{_ORDERS} AND issued_on BETWEEN :first AND :last",
        ),
        Number.ORDERS_IN_TIME: Counted(
            N_(
                "Orders answered on a day of the period, by their deadline, with an answer that still "
                "counted at its end."
            ),
            "dispatch_order",
            f"{_ORDERS} AND answered_on BETWEEN :first AND :last AND answered_on <= due_on",
        ),
        Number.ORDERS_SETTLED: Counted(
            N_("Orders settled on a day of the period."),
            "dispatch_order",
            f"{_ORDERS} AND ended_on BETWEEN :first AND :last",
        ),
        Number.ORDERS_OVERDUE: Counted(
            N_(
                "Orders whose deadline had passed by the end of the period and that were "
                "neither answered nor settled nor taken back by then."
            ),
            "dispatch_order",
            f"{_OPEN_ORDERS} AND due_on <= :last AND answered_on IS NULL",
        ),
        Number.ORDERS_OPEN: Counted(
            N_(
                "Orders issued by the end of the period, whenever that was, and neither settled nor "
                "taken back by then."
            ),
            "dispatch_order",
            _OPEN_ORDERS,
        ),
    }
)
"""What each number counts."""

PREPARED = f"""WITH RECURSIVE within(id, branch) AS (
        SELECT id, id FROM grid WHERE id = :grid
        UNION ALL SELECT grid.id, CASE within.id WHEN :grid THEN grid.id ELSE within.branch END
        FROM grid JOIN within ON grid.parent = within.id WHERE grid.id <> :grid),
    stepped AS MATERIALIZED (
        SELECT subject, type, told FROM case_step
        WHERE {STEPS_OF_PERIODS} AND {STEP_DAY} BETWEEN :first AND :last AND had_effect),
    {", ".join(f"{name} AS MATERIALIZED ({rows})" for name, rows in _PREPARED.items())}"""  # noqa: S608 - as above
"""Begin with it: ``within`` has the grids, each with the one right below ``:grid`` that it lies in."""
