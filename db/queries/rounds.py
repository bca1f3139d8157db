"""Rounds that are open, and the people who go on them, as the model knows them."""

from datetime import date

import msgspec

from db.connection import Reader, Row
from db.schema import WITHIN
from inspector.model.ids import GridId, PatrolId, PersonId
from inspector.model.patrol import Patrol, PatrolKind, PatrolState, is_late
from inspector.model.person import Duty, Person, Role
from inspector.periods import Instant


class OpenPatrol(msgspec.Struct, frozen=True):
    """A round somebody has not finished: what it holds so far, and the moment of its last stop.

    ``whose`` names its inspectors.
    """

    patrol: Patrol
    stops: int
    findings: int
    last: Instant
    whose: str = ""

    def takes(self, arrived: Instant, *, late: bool = False) -> bool:
        """Say whether a stop belongs to it: of its day, or of a night it goes on through.

        A round that is written down after its day takes only stops that are ``late`` as well; one that is
        entered for somebody else takes none but those that are entered for it.
        """
        if self.patrol.is_entered_for:
            return False
        if arrived.ts < self.patrol.began.ts or (self.patrol.late_reason and not late):
            return False
        goes_on = not self.patrol.late_reason and not is_late(self.last, arrived)
        return self.patrol.day == arrived.day or goes_on


def open_patrols(reader: Reader, grid: GridId, person: PersonId) -> tuple[OpenPatrol, ...]:
    """Give the rounds of ``person`` in ``grid`` that are not finished, the newest first.

    A round that is entered for somebody else is of who enters it, whatever grid it is in.
    """
    rows = reader.rows(
        f"""SELECT {_PATROL},
            (SELECT count(*) FROM stop WHERE stop.patrol = patrol.id),
            (SELECT count(*) FROM finding WHERE finding.patrol = patrol.id),
            (SELECT group_concat(person.name, '、') FROM json_each(inspectors) AS one
                JOIN person ON person.id = one.value),
            (SELECT max(arrived_ts) FROM stop WHERE stop.patrol = patrol.id)
        FROM patrol
        WHERE state = 'open' AND CASE WHEN entered_for THEN recorded_by = :person
            ELSE grid = :grid AND EXISTS (SELECT 1 FROM json_each(inspectors) WHERE value = :person) END
        ORDER BY began_ts DESC, id""",  # noqa: S608 - our own columns
        {"grid": grid, "person": person},
    )
    return tuple(_open_patrol(row) for row in rows)


def patrol_of(reader: Reader, patrol: PatrolId) -> Patrol | None:
    """Give a round as the model knows it, without its signatures."""
    row = reader.row(f"SELECT {_PATROL} FROM patrol WHERE id = ?", (patrol,))  # noqa: S608 - our own columns
    return _patrol(row) if row else None


def person_of(reader: Reader, person: PersonId) -> Person | None:
    """Give a person with the roles they were given."""
    name = reader.value("SELECT name FROM person WHERE id = ?", (person,))
    if name is None:
        return None
    duties = reader.rows(
        "SELECT role, grid, since, until, card FROM duty WHERE person = ? ORDER BY position", (person,)
    )
    return Person(
        id=person,
        name=name,
        duties=tuple(
            Duty(
                role=Role(role),
                grid=GridId(grid),
                since=date.fromisoformat(since),
                until=date.fromisoformat(until) if until else None,
                card=card,
            )
            for role, grid, since, until, card in duties
        ),
    )


_PATROL = """id, org, grid, day, began_ts, began_tz, kind, inspectors, weather, late_reason, state,
    ended_ts, ended_tz, number, signers, due, present, recorded_by, about, entered_for, vehicles"""


def _patrol(row: Row) -> Patrol:
    began = Instant(row[4], row[5])
    return Patrol(
        id=PatrolId(row[0]),
        org=row[1],
        grid=row[2],
        day=date.fromisoformat(row[3]),
        began=began,
        kind=PatrolKind(row[6]),
        inspectors=tuple(PersonId(one) for one in msgspec.json.decode(row[7])),
        weather=row[8],
        late_reason=row[9],
        state=PatrolState(row[10]),
        ended=None if row[11] is None else Instant(row[11], row[12]),
        number=row[13],
        signers=tuple(msgspec.json.decode(row[14])),
        due=row[15],
        present=row[16],
        by=PersonId(row[17]),
        about=row[18],
        is_entered_for=bool(row[19]),
        vehicles=row[20],
    )


def _open_patrol(row: Row) -> OpenPatrol:
    *_columns, stops, findings, whose, last = row
    patrol = _patrol(row)
    last_stop = patrol.began if last is None else Instant(last, patrol.began.tz)
    return OpenPatrol(patrol, stops, findings, last_stop, whose or "")


class GridPerson(msgspec.Struct, frozen=True):
    """Somebody who may go on a round in a grid."""

    id: PersonId
    name: str
    grid: GridId
    grid_name: str


def people_of_grid(reader: Reader, grid: GridId, day: date) -> tuple[GridPerson, ...]:
    """Give who has a role in ``grid``, above or below it, on ``day``: those of the grid itself first."""
    rows = reader.rows(
        f"""{WITHIN}, above(id) AS (
            SELECT :grid UNION SELECT grid.parent FROM grid JOIN above ON grid.id = above.id)
        SELECT person.id, person.name, duty.grid, coalesce(grid.name, '')
        FROM duty JOIN person ON person.id = duty.person LEFT JOIN grid ON grid.id = duty.grid
        WHERE (duty.grid IN within OR duty.grid IN above)
            AND duty.since <= :day AND coalesce(duty.until, :day) >= :day
        ORDER BY duty.grid <> :grid, duty.grid NOT IN within, grid.code, person.name, duty.position""",  # noqa: S608 - our own words
        {"grid": grid, "day": day.isoformat()},
    )
    found = {
        person: GridPerson(PersonId(person), name, GridId(where), grid_name)
        for person, name, where, grid_name in reversed(rows)
    }
    return tuple(found[person] for person in dict.fromkeys(row[0] for row in rows))


class RoundSummary(msgspec.Struct, frozen=True):
    """What a round holds: its stops, what was found at them, and its photos."""

    stops: int
    unplanned: int
    late: int
    findings: int
    put_right: int
    photos: int


def round_summary(reader: Reader, patrol: PatrolId) -> RoundSummary:
    """Count what ``patrol`` holds so far."""
    (row,) = reader.rows(
        """SELECT count(*), coalesce(sum(unplanned), 0), coalesce(sum(late_reason <> ''), 0),
            (SELECT count(*) FROM finding WHERE patrol = :patrol),
            (SELECT count(*) FROM finding WHERE patrol = :patrol AND on_the_spot),
            (SELECT count(*) FROM photo WHERE patrol = :patrol)
        FROM stop WHERE patrol = :patrol""",
        {"patrol": patrol},
    )
    return RoundSummary(*row)


def names_of(reader: Reader) -> dict[str, str]:
    """Give the names of all people by their ids."""
    names: dict[str, str] = dict(reader.rows("SELECT id, name FROM person"))
    return names
