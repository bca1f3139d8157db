"""What the settings show: who acts, who else there is, the ground below, whether this device may speak."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from db.connection import Reader
from db.entries import entries_of_types
from db.queries.rounds import person_of
from db.schema import WITHIN
from inspector.journal.authority import GRANTING, AuthorityGranted
from inspector.journal.entry import reading_of
from inspector.model.grid import Grid
from inspector.model.ids import GridId, PersonId
from inspector.model.person import Role


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with a role today, and the grid they have it in."""

    person: PersonId
    name: str
    role: Role
    grid_name: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A grid people can be let act for, and the code proposed for a new one below it.

    ``needs_office_key`` is set for the granting grid itself: only the office stands above it.
    """

    grid: Grid
    next_code: str
    needs_office_key: bool


@dataclass(frozen=True, slots=True)
class SettingsSheet:
    """``grants_for`` is the grid in which whoever acts may add people and grids, if there is one."""

    name: str
    grid_name: str
    roles: tuple[Role, ...]
    office_name: str
    is_sample: bool
    colleagues: tuple[Colleague, ...]
    grants_for: GridId | None
    grounds: tuple[Ground, ...]
    certified: frozenset[str]
    may_speak: bool
    entries: int


def settings_sheet(reader: Reader, person: str, org: str, feed: str, day: date) -> SettingsSheet:
    """Gather what the settings show to ``person``, acting for ``org`` on the device that writes ``feed``.

    ``certified`` holds the SHA-256 of the person's certificates that the office knows.
    """
    who = person_of(reader, PersonId(person))
    duties = [duty for duty in who.duties if duty.holds_on(day)] if who else []
    granting = [duty.grid for duty in duties if duty.role in GRANTING]
    grants_for = min(granting, key=lambda grid: _level(reader, grid)) if granting else None
    rules = reader.row("SELECT office_name, sample FROM rules ORDER BY rid LIMIT 1")
    certificates = reader.rows("SELECT sha256 FROM certificate WHERE person = ?", (person,))
    return SettingsSheet(
        name=who.name if who else "",
        grid_name=str(reader.value("SELECT name FROM grid WHERE id = ?", (org,)) or ""),
        roles=tuple(dict.fromkeys(duty.role for duty in duties if duty.grid == org)),
        office_name=rules[0] if rules else "",
        is_sample=bool(rules and rules[1]),
        colleagues=_colleagues(reader, day),
        grants_for=grants_for,
        grounds=_grounds(reader, grants_for) if grants_for else (),
        certified=frozenset(sha256 for (sha256,) in certificates),
        may_speak=may_speak(reader, feed),
        entries=int(reader.value("SELECT count(*) FROM entry")),
    )


def _level(reader: Reader, grid: GridId) -> int:
    return int(reader.value("SELECT level FROM grid WHERE id = ?", (grid,)) or 0)


def _colleagues(reader: Reader, day: date) -> tuple[Colleague, ...]:
    rows = reader.rows(
        """SELECT person.id, person.name, duty.role, coalesce(grid.name, '')
        FROM duty JOIN person ON person.id = duty.person LEFT JOIN grid ON grid.id = duty.grid
        WHERE duty.since <= :day AND (duty.until IS NULL OR duty.until >= :day)
        ORDER BY coalesce(grid.level, 0), grid.code, person.name, duty.position""",
        {"day": f"{day}"},
    )
    return tuple(Colleague(PersonId(person), name, Role(role), grid) for person, name, role, grid in rows)


def _grounds(reader: Reader, grid: GridId) -> tuple[Ground, ...]:
    rows = reader.rows(
        f"""{WITHIN} SELECT id, name, code, level, parent FROM grid
        WHERE id IN within ORDER BY level, code, id""",  # noqa: S608 - our own words
        {"grid": grid},
    )
    grids = [
        Grid(id=GridId(one), name=name, code=code, level=level, parent=parent)
        for one, name, code, level, parent in rows
    ]
    codes = {one.code for one in grids}
    return tuple(Ground(one, _free_code(one.code, codes), one.id == grid) for one in grids)


def _free_code(code: str, taken: set[str]) -> str:
    return next(free for number in range(1, len(taken) + 2) if (free := f"{code}{number:02d}") not in taken)


def may_speak(reader: Reader, feed: str) -> bool:
    """Say whether anything was granted to this device's feed; nothing it records counts before that."""
    granted: Sequence[object] = [
        reading_of(entry)[0] for entry in entries_of_types(reader.connection, [AuthorityGranted.TYPE])
    ]
    return any(isinstance(event, AuthorityGranted) and event.feed == feed for event in granted)
