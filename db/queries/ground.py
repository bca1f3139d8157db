"""The tree of grids below one, with its sites, and everybody who has or had a role there."""

from dataclasses import dataclass
from datetime import date

from db.connection import Reader
from db.schema import WITHIN
from inspector.model.grid import Grid
from inspector.model.ids import GridId, PersonId
from inspector.model.person import Duty, Role


@dataclass(frozen=True, slots=True)
class GroundGrid:
    """A grid with its own sites, those below it left out."""

    grid: Grid
    sites: int


@dataclass(frozen=True, slots=True)
class GroundDuty:
    """A role of somebody in a grid."""

    person: PersonId
    name: str
    duty: Duty


@dataclass(frozen=True, slots=True)
class GroundSheet:
    """The grids, parents before children, the duties, those that last first, and everybody there is."""

    grids: tuple[GroundGrid, ...]
    duties: tuple[GroundDuty, ...]
    people: tuple[tuple[PersonId, str], ...]


def ground_sheet(reader: Reader, top: GridId) -> GroundSheet:
    """Gather the ground below ``top`` and who works there."""
    grids = reader.rows(
        f"""{WITHIN} SELECT id, name, code, level, parent, added_on, ended_on,
            (SELECT count(*) FROM site WHERE site.grid = grid.id)
        FROM grid WHERE id IN within ORDER BY level, code, id""",  # noqa: S608 - our own words
        {"grid": top},
    )
    duties = reader.rows(
        f"""{WITHIN} SELECT person.id, person.name, role, duty.grid, since, until, card
        FROM duty JOIN person ON person.id = duty.person WHERE duty.grid IN within
        ORDER BY until IS NOT NULL, person.name, person.id, position""",  # noqa: S608 - as above
        {"grid": top},
    )
    people = reader.rows("SELECT id, name FROM person ORDER BY name, id")
    return GroundSheet(
        grids=tuple(
            GroundGrid(
                Grid(
                    id=GridId(one),
                    name=name,
                    code=code,
                    level=level,
                    parent=parent,
                    since=date.fromisoformat(since),
                    until=date.fromisoformat(until) if until else None,
                ),
                sites,
            )
            for one, name, code, level, parent, since, until, sites in grids
        ),
        duties=tuple(
            GroundDuty(PersonId(person), name, _duty(role, grid, since, until, card))
            for person, name, role, grid, since, until, card in duties
        ),
        people=tuple((PersonId(person), name) for person, name in people),
    )


def _duty(role: str, grid: str, since: str, until: str | None, card: str) -> Duty:
    return Duty(
        role=Role(role),
        grid=GridId(grid),
        since=date.fromisoformat(since),
        until=date.fromisoformat(until) if until else None,
        card=card,
    )
