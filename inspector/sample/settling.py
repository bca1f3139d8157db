"""The sample county written into a new workspace: rules, grids, people, lists and sites."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from db.founding import Founded, speak_as_office
from db.workspace import Actor
from inspector.journal.authority import AuthorityGranted
from inspector.model.checklist import ChecklistPublished
from inspector.model.events import Event
from inspector.model.grid import Grid, GridChanged, new_grid
from inspector.model.ids import RANDOM_BYTES, GridId, PersonId, SiteId, uuid7
from inspector.model.office import Rank, RulesDecided
from inspector.model.person import Person, give_role, new_person
from inspector.model.shipped_lists import FULL_CHECK, OUTSIDE, list_for, published
from inspector.model.site import Site, SiteAdded, new_site
from inspector.periods import Instant
from inspector.sample.county import COUNTY_NAME, FOUNDER, GROUND, GROUNDS, OFFICE_NAME, PEOPLE, SPOTS, Spot
from inspector.sample.earlier import days_patrolled

PUBLICITY = 2
"""Days; a week has to show a whole close-off."""
Chance = Callable[[int], bytes]

LEVELS = {"zh_CN": ("一级网格", "二级网格", "三级网格"), "en": ("level 1", "level 2", "level 3")}


@dataclass(frozen=True, slots=True)
class Settled:
    """The county in a workspace, by what things are called in ``county`` and ``lists``."""

    grids: dict[str, GridId]
    people: dict[str, PersonId]
    sites: dict[str, Site]
    lists: dict[str, ChecklistPublished]

    def acting(self, name: str, grid: str) -> Actor:
        """Give the person ``name``, acting for the grid of code ``grid``."""
        return Actor(self.people[name], self.grids[grid])


def sample_rules(language: str) -> RulesDecided:
    """Give the rules of the sample office; its papers are in ``language``."""
    return RulesDecided(
        office_name=OFFICE_NAME,
        level_names=LEVELS[language],
        paper_language=language,
        sample=True,
        publicity_days=PUBLICITY,
    )


def settle_county(
    founded: Founded, passphrase: str, at: Instant, today: Instant, language: str, chance: Chance
) -> Settled:
    """Record what was there before the first patrol: grids, people who may act, lists and sites."""

    def new() -> str:
        return uuid7(at.ts, chance(RANDOM_BYTES))

    grids, grid_events = _grids(founded, new)
    people, people_events = _people(founded, grids, at, new)
    lists = {name: published(name, new(), language) for name in (*OUTSIDE, FULL_CHECK)}
    sites = [new_site(_site(spot, new(), grids, lists, today)) for spot in SPOTS]
    _let_act(founded, people, grids, passphrase, at)
    founded.workspace.record([*grid_events, *people_events, *lists.values(), *sites], founded.actor, at)
    known = {site.name: Site(id=SiteId(site.subject), **site.told()) for site in sites}
    return Settled(grids, people, known, lists)


def _grids(founded: Founded, new: Callable[[], str]) -> tuple[dict[str, GridId], list[Event]]:
    """Give the grids by code; the office is the county's grid already and gets its name and place."""
    county, *below = GROUNDS
    named = GridChanged(subject=founded.office, name=county.name, code=county.code, place=county.place)
    grids = {
        county.code: Grid(id=GridId(founded.office), name=county.name, code=county.code, level=county.level)
    }
    events: list[Event] = [named]
    for ground in below:
        added = new_grid(new(), ground.name, ground.code, ground.level, grids[ground.parent])
        grids[ground.code] = Grid(id=GridId(added.subject), **added.told())
        events.append(msgspec.structs.replace(added, place=ground.place))
    return {code: grid.id for code, grid in grids.items()}, events


def _people(
    founded: Founded, grids: dict[str, GridId], at: Instant, new: Callable[[], str]
) -> tuple[dict[str, PersonId], list[Event]]:
    people = {FOUNDER: founded.founder}
    events: list[Event] = []
    for somebody in PEOPLE:
        if somebody.name != FOUNDER:
            added = new_person(new(), somebody.name)
            person = Person(id=PersonId(added.subject), name=added.name)
            given = give_role(person, somebody.role, grids[somebody.grid], at.day, somebody.card)
            people[somebody.name] = person.id
            events += [added, given]
    return people, events


def _let_act(
    founded: Founded, people: dict[str, PersonId], grids: dict[str, GridId], passphrase: str, at: Instant
) -> None:
    """Let everybody write in this device's feed, each for the own grid: the sample has but one device."""
    workspace = founded.workspace
    granted = [
        AuthorityGranted(
            feed=workspace.feed,
            persons=(people[somebody.name],),
            roles=(somebody.role,),
            org=grids[somebody.grid],
            from_seq=1,
            age_key=workspace.age_recipient,
        )
        for somebody in PEOPLE
        if somebody.name != FOUNDER
    ]
    speak_as_office(workspace, passphrase, granted, founded.actor, at)


def _site(
    spot: Spot,
    subject: str,
    grids: dict[str, GridId],
    lists: dict[str, ChecklistPublished],
    today: Instant,
) -> SiteAdded:
    township = GROUND[GROUND[spot.grid].parent].name
    return SiteAdded(
        subject=subject,
        name=spot.name,
        kind=spot.kind,
        rank=spot.rank,
        grid=grids[spot.grid],
        day=today.day - timedelta(days=days_patrolled(today.day)),
        status=spot.status,
        place=spot.place,
        address=f"{COUNTY_NAME}{township}{GROUND[spot.grid].name.removesuffix('网格')}",
        leader=spot.leader,
        responsible=spot.responsible,
        responsible_phone=f"000-0000-{SPOTS.index(spot):04d}" if spot.rank is Rank.KEY else "",
        checklist=lists[list_for(spot.kind)].subject,
    )
