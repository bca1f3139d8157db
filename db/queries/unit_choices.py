"""To whom a finding can be given: units used so far, grids, their people; and words written for it before."""

from dataclasses import dataclass
from datetime import date

from db.connection import Reader
from db.phrase_book import LONGEST, Phrases
from db.queries.tasks import standing_tasks, unit_groups
from db.schema import WITHIN
from db.settings import settings_of
from inspector.model.ids import GridId, PersonId, TaskId

MOST_UNITS, MOST_PEOPLE, MOST_RECENT = 300, 2_000, 8


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit by its name; a grid's has its id."""

    name: str
    grid: GridId | None = None


@dataclass(frozen=True, slots=True)
class UnitPerson:
    """Somebody who has a role in a grid today."""

    person: PersonId
    name: str
    grid: GridId


@dataclass(frozen=True, slots=True)
class StepChoices:
    """What the dialog of a step offers: units, people, phrases, standing tasks."""

    units: tuple[UnitChoice, ...]
    people: tuple[UnitPerson, ...]
    phrases: Phrases
    tasks: tuple[tuple[TaskId, str], ...] = ()


def step_choices(reader: Reader, grid: str, today: date) -> StepChoices:
    """Gather what is offered to who acts for ``grid``."""
    return StepChoices(
        units=_units(reader, grid),
        people=_people(reader, grid, today),
        phrases=_phrases(reader),
        tasks=standing_tasks(reader),
    )


def _units(reader: Reader, grid: str) -> tuple[UnitChoice, ...]:
    """Give the units used so far, the busiest first, then the grids of the ground, then members of groups."""
    used = reader.rows(
        """SELECT unit, max(unit_grid) FROM finding WHERE unit <> ''
        GROUP BY unit ORDER BY count(*) DESC, unit LIMIT ?""",
        (MOST_UNITS,),
    )
    grids = reader.rows(
        f"{WITHIN} SELECT name, id FROM grid WHERE id IN within ORDER BY level, code, id LIMIT {MOST_UNITS}",  # noqa: S608 - a number
        {"grid": grid},
    )
    members = [(unit, "") for group in unit_groups(reader) for unit in group.units]
    known: dict[str, UnitChoice] = {}
    for name, of in (*used, *grids, *members):
        if name not in known or not known[name].grid:
            known[name] = UnitChoice(name, GridId(of) if of else None)
    return tuple(known.values())


def _people(reader: Reader, grid: str, today: date) -> tuple[UnitPerson, ...]:
    rows = reader.rows(
        f"""{WITHIN} SELECT DISTINCT person.id, person.name, duty.grid
        FROM duty JOIN person ON person.id = duty.person
        WHERE duty.grid IN within AND duty.since <= :day AND (duty.until IS NULL OR duty.until >= :day)
        ORDER BY person.name, person.id LIMIT {MOST_PEOPLE}""",  # noqa: S608 - a number
        {"grid": grid, "day": f"{today}"},
    )
    return tuple(UnitPerson(PersonId(person), name, GridId(of)) for person, name, of in rows)


def _phrases(reader: Reader) -> Phrases:
    """Give the own phrases of this device, and what was required of late."""
    own = settings_of(reader).phrases
    rows = reader.rows(
        """SELECT requirement FROM finding WHERE requirement <> '' AND length(requirement) <= ?
            AND NOT is_restricted
        GROUP BY requirement ORDER BY max(noticed_ts) DESC, requirement LIMIT ?""",
        (LONGEST, MOST_RECENT + len(own)),
    )
    recent = [text for (text,) in rows if text not in own]
    return Phrases(own, tuple(recent[:MOST_RECENT]))
