"""The first day of an office: founded, with the lists that come with the program and its first grid."""

import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from db.founding import Founded, found_office
from db.incarnation import Chance, Machine
from db.sealed import COST
from db.search_words import initials
from db.settings import Settings
from inspector.journal.person_key import KDF_ROUNDS
from inspector.model.events import Event
from inspector.model.grid import COUNTY, Grid, new_grid
from inspector.model.ids import RANDOM_BYTES, GridId, uuid7
from inspector.model.office import RulesDecided
from inspector.model.person import Person, Role, give_role
from inspector.model.shipped_lists import FULL_CHECK, OUTSIDE, published
from inspector.periods import Instant


@dataclass(frozen=True, slots=True)
class OfficeAnswers:
    """What is asked of who starts an office; without ``first_grid`` the founder patrols all of it."""

    office_name: str
    founder_name: str
    first_grid: str
    passphrase: str


def start_office(
    folder: Path,
    answers: OfficeAnswers,
    at: Instant,
    language: str,
    *,
    machine: Machine | None = None,
    chance: Chance = os.urandom,
    cost: int = COST,
    rounds: int = KDF_ROUNDS,
) -> Path:
    """Make the workspace of a new office in ``folder``, its lists and papers in ``language``, and close it.

    The founder is chosen to act, for the first grid if there is one. ``cost`` and ``rounds`` say how dear a
    guess at the passphrase is. Raises Refused as ``found_office`` does.
    """
    founded = found_office(
        folder,
        office_name=answers.office_name,
        founder_name=answers.founder_name,
        passphrase=answers.passphrase,
        at=at,
        rules=RulesDecided(office_name=answers.office_name, paper_language=language),
        machine=machine,
        chance=chance,
        cost=cost,
        rounds=rounds,
    )
    with closing(founded.workspace) as workspace:

        def new() -> str:
            return uuid7(at.ts, chance(RANDOM_BYTES))

        lists = [published(name, new(), language) for name in (*OUTSIDE, FULL_CHECK)]
        first = _first_grid(founded, answers, at, new()) if answers.first_grid.strip() else []
        workspace.record([*lists, *first], founded.actor, at)
        ground = first[0].subject if first else founded.office
        workspace.keep_settings(Settings(person=founded.founder, org=ground))
    return folder


def _first_grid(founded: Founded, answers: OfficeAnswers, at: Instant, subject: str) -> list[Event]:
    """Give the first grid below the office, and the founder as its inspector."""
    code = initials(answers.office_name).upper()
    office = Grid(id=GridId(founded.office), name=answers.office_name, code=code, level=COUNTY)
    added = new_grid(subject, answers.first_grid, f"{code}01", COUNTY + 1, office)
    founder = Person(id=founded.founder, name=answers.founder_name)
    return [added, give_role(founder, Role.GRID_STAFF, added.subject, at.day)]
