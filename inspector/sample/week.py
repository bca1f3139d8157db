"""The sample week as a plan: who goes where on which day, and what is found there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from inspector.model.office import Rules
from inspector.model.patrol import PatrolKind
from inspector.model.shipped_lists import FULL_CHECK, list_for
from inspector.sample.county import OFFICERS, SIGNERS_GRID, SPOT, SPOTS, STAFF, VILLAGES, Spot
from inspector.sample.incidents import Incident, sample_week

DAYS = 7
NOT_PATROLLED = frozenset({("GWS02", 2), ("WHS02", 1)})
"""Grid and days ago of rounds that did not take place: somebody is asked for them."""
PASSED_BY = {"千里山示例焦化二厂": 2, "滨河新区二期工地": 3, "二贵沟示例砂石料场": 1}
"""Sites nobody went to in the last so many days: overdue today."""
BOTH_GO = 1
"""Days ago when both inspectors of the signer's grid went together."""
NIGHT_ROUND = 3
FULL_CHECKS = 4


@dataclass(frozen=True, slots=True)
class Visit:
    """A stop, ``minutes`` after the round began; ``planned`` is false where nobody was due."""

    spot: Spot
    minutes: int
    stay: int
    planned: bool
    checklist: str
    incidents: tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """A patrol: ``due`` counts the sites its grid had to visit; ``late`` ones are entered next morning."""

    days_ago: int
    grid: str
    kind: PatrolKind
    began: str
    inspectors: tuple[str, ...]
    due: int
    visits: tuple[Visit, ...]
    late: bool = False

    @property
    def minutes(self) -> int:
        """How long the round takes."""
        return self.visits[-1].minutes + self.visits[-1].stay + 10


def rounds() -> Iterator[Round]:
    """Give the patrols of the seven days before today in the order of their days."""
    visited: dict[str, int] = {}
    for days_ago in range(DAYS, 0, -1):
        for grid in VILLAGES:
            if (grid, days_ago) not in NOT_PATROLLED:
                going = _daily(grid, days_ago, visited)
                visited |= {visit.spot.name: days_ago for visit in going.visits}
                yield going
        if days_ago == FULL_CHECKS:
            yield _special("GWS03", days_ago, PatrolKind.KEY, "13:30", OFFICERS)
        if days_ago == NIGHT_ROUND:
            night = _special(SIGNERS_GRID, days_ago, PatrolKind.NIGHT, "22:05", STAFF[SIGNERS_GRID][1:])
            visited |= {visit.spot.name: days_ago for visit in night.visits}
            yield night


def _daily(grid: str, days_ago: int, visited: dict[str, int]) -> Round:
    chance = Random(f"{grid} {days_ago}")  # noqa: S311 - a sample must come out the same every time
    due = [spot for spot in SPOTS if spot.grid == grid and _is_due(spot, days_ago, visited.get(spot.name))]
    going = [spot for spot in due if days_ago > PASSED_BY.get(spot.name, 0)]
    incidents = [
        incident
        for incident in sample_week().incidents
        if incident.days_ago == days_ago
        and incident.kind is PatrolKind.DAILY
        and SPOT[incident.site].grid == grid
    ]
    visits = visits_of({spot: spot in due for spot in going}, incidents, chance)
    staff = STAFF[grid]
    return Round(
        days_ago=days_ago,
        grid=grid,
        kind=PatrolKind.DAILY,
        began=f"08:{chance.randrange(20, 50)}",
        inspectors=staff if days_ago == BOTH_GO else staff[:1],
        due=len(due),
        visits=visits,
    )


def visits_of(going: Mapping[Spot, bool], incidents: Sequence[Incident], chance: Random) -> tuple[Visit, ...]:
    """Lay out in time the stops of a daily round: sites and whether they are due, then ``incidents``."""
    unplanned = dict.fromkeys((SPOT[one.site] for one in incidents if SPOT[one.site] not in going), False)
    visits: list[Visit] = []
    minutes = 8
    for spot, planned in {**going, **unplanned}.items():
        here = tuple(one for one in incidents if one.site == spot.name)
        stay = chance.randrange(6, 11) + 6 * len(here)
        visits.append(Visit(spot, minutes, stay, planned, list_for(spot.kind), here))
        minutes += stay + chance.randrange(5, 12)
    return tuple(visits)


def _special(grid: str, days_ago: int, kind: PatrolKind, began: str, inspectors: tuple[str, ...]) -> Round:
    incidents = [one for one in sample_week().incidents if (one.days_ago, one.kind) == (days_ago, kind)]
    visits: list[Visit] = []
    for number, name in enumerate(dict.fromkeys(one.site for one in incidents)):
        spot = SPOT[name]
        here = tuple(one for one in incidents if one.site == name)
        checklist = FULL_CHECK if kind is PatrolKind.KEY else list_for(spot.kind)
        visits.append(Visit(spot, 15 + 60 * number, 40, planned=False, checklist=checklist, incidents=here))
    return Round(
        days_ago=days_ago,
        grid=grid,
        kind=kind,
        began=began,
        inspectors=inspectors,
        due=0,
        visits=tuple(visits),
        late=kind is PatrolKind.NIGHT,
    )


def _is_due(spot: Spot, days_ago: int, last: int | None) -> bool:
    today = date(2000, 1, 1)
    first_due = today + timedelta(days=spot.first_due)
    cycle = Rules().days_between_visits(spot.rank)
    due_on = first_due if last is None else today + timedelta(days=cycle - last)
    return due_on <= today - timedelta(days=days_ago)
