"""The weeks before the sample week as a plan: quieter rounds over the same sites, some missing."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from random import Random
from typing import Self

import msgspec

from inspector.model.office import Rank, Rules
from inspector.model.patrol import PatrolKind
from inspector.model.period import Period, month_of, week_of
from inspector.model.shipped_lists import list_for
from inspector.model.summary import Texts
from inspector.sample.county import SPOT, SPOTS, STAFF, VILLAGES, Spot
from inspector.sample.incidents import Incident, LifeStep, Said
from inspector.sample.week import DAYS, Round, Visit, visits_of
from resources import path

WEEKS = 5
"""Whole weeks that lie before today at least."""
MISSING = frozenset(
    {
        ("GWS02", 12),
        ("WHS02", 15),
        ("GWS02", 19),
        ("WHS01", 22),
        ("WHS01", 23),
        ("GWS02", 26),
        ("QLS02", 33),
        ("GWS01", 29),
        ("WHS03", 40),
        ("GWS02", 44),
        ("WHS02", 47),
    }
)
"""Grid and days ago of rounds that did not take place."""
NIGHT_ROUNDS = (("GWS03", 11), ("QLS03", 19), ("WHS03", 25), ("GWS03", 33), ("QLS03", 46))
"""Grid and days ago of rounds by night."""
NIGHT_BEGAN, NIGHT_SITES = "20:40", 2
PASSED_IN_A_HUNDRED = 60
"""Of a hundred rounds six weeks ago so many passed one site by, ever fewer since then."""


class Excused(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why the grid of code ``grid`` did not go out from ``first`` to ``last`` days ago."""

    grid: str
    first: int
    last: int
    reason: Said


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The texts of a summary."""

    problems: Said
    help: Said
    next: Said

    def texts(self, language: str) -> Texts:
        """Give them in one language."""
        return Texts(problems=self.problems[language], help=self.help[language], next=self.next[language])


class Earlier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was found in the weeks before the sample week, why a grid stayed at home, and what offices wrote.

    ``summaries`` has the texts by the code of the grid that writes them, week by week in turn; one is
    ``returned`` and ``corrected`` by what was ``added``.
    """

    excused: Excused
    incidents: tuple[Incident, ...]
    steps: tuple[LifeStep, ...]
    summaries: Mapping[str, tuple[Written, ...]]
    returned: Said
    corrected: Said
    added: Said

    def since(self, days: int) -> Self:
        """Give what was found not more than ``days`` ago, and what was done with it."""
        kept = tuple(one for one in self.incidents if one.days_ago <= days)
        about = {(one.site, one.question) for one in kept}
        steps = tuple(step for step in self.steps if (step.site, step.question) in about)
        return msgspec.structs.replace(self, incidents=kept, steps=steps)


@cache
def earlier_weeks() -> Earlier:
    """Read the weeks of resources/sample."""
    return msgspec.json.decode(path("sample/earlier.json").read_bytes(), type=Earlier)


def closed_weeks(today: date) -> tuple[Period, ...]:
    """Give the weeks that closed last before ``today``, the oldest first."""
    weeks = [week_of(today).before]
    while len(weeks) < WEEKS:
        weeks.append(weeks[-1].before)
    return tuple(reversed(weeks))


def closed_month(today: date) -> Period:
    """Give the month before that of ``today``."""
    return month_of(today).before


def days_patrolled(today: date) -> int:
    """Say how many days before ``today`` the patrols began: with its oldest closed week or month."""
    return (today - min(closed_weeks(today)[0].first, closed_month(today).first)).days


def earlier_rounds(days: int) -> Iterator[Round]:
    """Give the patrols from ``days`` ago to the sample week in the order of their days."""
    seen = {spot: _seen_days(spot, days) for spot in SPOTS}
    for days_ago in range(days, DAYS, -1):
        for grid in VILLAGES:
            if (grid, days_ago) not in MISSING:
                on = {spot: seen[spot] for spot in SPOTS if spot.grid == grid and -days_ago in seen[spot]}
                yield _daily(grid, days_ago, {spot: due[-days_ago] for spot, due in on.items()})
            if (grid, days_ago) in NIGHT_ROUNDS:
                yield _by_night(grid, days_ago)


def _due_days(spot: Spot, days: int) -> range:
    """Give the days before the sample week on which ``spot`` is due by its cycle, the last one first."""
    cycle = Rules().days_between_visits(spot.rank)
    return range(spot.first_due - cycle, -days - 1, -cycle)


def _seen_days(spot: Spot, days: int) -> dict[int, bool]:
    """Give the days on which somebody sees ``spot``, after a missing day on the next, and if it was due."""
    cycle = Rules().days_between_visits(spot.rank)
    seen: dict[int, bool] = {}
    last = -days - cycle
    for due in reversed(_due_days(spot, days)):
        day = due
        while (spot.grid, -day) in MISSING:
            day += 1
        if not _is_passed_by(spot, -day):
            seen[day] = seen.get(day, day - last >= cycle)
            last = day
    return seen


def _is_passed_by(spot: Spot, days_ago: int) -> bool:
    """Say whether nobody saw ``spot`` that day: one of several sites of the grid that are seen daily."""
    chance = Random(f"{spot.grid} {days_ago} passed by")  # noqa: S311 - a sample must come out the same
    daily = [one for one in SPOTS if one.grid == spot.grid and one.rank is Rank.KEY]
    passed = chance.choice(daily) if daily[1:] else None
    return spot is passed and chance.randrange(100) < PASSED_IN_A_HUNDRED * (days_ago - DAYS) // (
        WEEKS * DAYS
    )


def _daily(grid: str, days_ago: int, going: Mapping[Spot, bool]) -> Round:
    chance = Random(f"{grid} {days_ago}")  # noqa: S311 - as above
    incidents = [
        one for one in earlier_weeks().incidents if one.days_ago == days_ago and SPOT[one.site].grid == grid
    ]
    visits = visits_of(going, incidents, chance)
    return Round(
        days_ago=days_ago,
        grid=grid,
        kind=PatrolKind.DAILY,
        began=f"08:{chance.randrange(20, 50)}",
        inspectors=STAFF[grid][:1],
        due=sum(going.values()),
        visits=visits,
    )


def _by_night(grid: str, days_ago: int) -> Round:
    spots = [spot for spot in SPOTS if spot.grid == grid][:NIGHT_SITES]
    visits = tuple(
        Visit(spot, 12 + 35 * number, 15, planned=False, checklist=list_for(spot.kind), incidents=())
        for number, spot in enumerate(spots)
    )
    return Round(
        days_ago=days_ago,
        grid=grid,
        kind=PatrolKind.NIGHT,
        began=NIGHT_BEGAN,
        inspectors=STAFF[grid],
        due=0,
        visits=visits,
    )
