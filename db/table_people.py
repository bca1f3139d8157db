"""Planning an import of people and their roles in grids, one role a row."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from db.connection import Reader
from db.queries.rounds import person_of
from db.table_ground import Ground, check_may_add
from db.table_plan import (
    IS_MISSING,
    CellReading,
    Difference,
    ImportPlan,
    PlannedRow,
    Planning,
    ReadRow,
    Remark,
)
from db.workspace import Actor
from inspector.errors import Spoken, Unreadable
from inspector.journal.authority import AuthorityGranted
from inspector.model.events import Event
from inspector.model.ids import RANDOM_BYTES, GridId, PersonId, uuid7
from inspector.model.person import (
    ROLE_NAMES,
    Duty,
    Person,
    PersonAdded,
    Role,
    RoleEnded,
    RoleGiven,
    give_role,
    new_person,
)
from inspector.periods import Instant
from inspector.tables.fields import PERSON_FIELDS
from inspector.tables.mapping import ColumnMap, check_map
from inspector.tables.table import Table, cleaned
from inspector.tables.values import day_of, digits_of, role_of
from inspector.words import N_

TYPES = (PersonAdded.TYPE, RoleGiven.TYPE, RoleEnded.TYPE)
LONGEST_PERSON_NAME = 60

NOT_ENTITLED = N_("To act for {grid} itself takes the office's key; a table can't give that.")
NAMESAKES = N_("Several people are called {name}; add the role in the settings.")
TOO_LONG = N_("“{field}” is longer than {most} characters.")
TWICE = N_("This role stands in row {row} already.")
_TITLES = {field.name: field.title for field in PERSON_FIELDS}


def plan_people(
    reader: Reader,
    table: Table,
    columns: ColumnMap,
    by: Actor,
    at: Instant,
    chance: Callable[[int], bytes],
    *,
    feed: str,
    age_key: str = "",
) -> ImportPlan:
    """Plan which people and roles the rows of ``table`` add; who is there is known by the name.

    Everybody may act in ``feed``, this device's with its ``age_key``, from then on, except for the very grid
    acted for: there only the office's key entitles, and a doubt says so. Roles begin on the day of ``at``
    where no day is given. Raises Refused as ``plan_grids`` does.
    """
    check_may_add(reader, by, at.day)
    check_map(table, PERSON_FIELDS, columns, instead={"grid": "grid_code"})
    reading = CellReading(
        table, columns, PERSON_FIELDS, {"role": role_of, "since": day_of, "card": digits_of}
    )
    planning = _Planning(reader, reading, by, at, chance, feed, age_key)
    for row in reading.rows():
        planning.plan(row)
    reading.check_columns()
    return planning.outcome("people", reader, reading, TYPES)


class _Planning(Planning):
    """Goes through the rows; a second role of somebody new goes to the same person."""

    def __init__(
        self,
        reader: Reader,
        reading: CellReading,
        by: Actor,
        at: Instant,
        chance: Callable[[int], bytes],
        feed: str,
        age_key: str,
    ) -> None:
        super().__init__()
        self._reading = reading
        self._by, self._at, self._chance, self._feed, self._age_key = by, at, chance, feed, age_key
        self._ground = Ground.of(reader, by)
        self._people: dict[str, list[Person]] = defaultdict(list)
        ids = reader.rows("SELECT id FROM person ORDER BY id")
        for person in filter(None, (person_of(reader, PersonId(one)) for (one,) in ids)):
            self._people[cleaned(person.name)].append(person)
        self._given: dict[tuple[str, Role, GridId], int] = {}

    def plan(self, row: ReadRow) -> None:
        """Say what a row would do, or why it can't."""
        name = "name"
        try:
            for name in ("name", "grid"):
                if name not in row.texts and (name == "name" or "grid_code" not in row.texts):
                    raise Unreadable(IS_MISSING, field=Unreadable(_TITLES[name]))
            grid = self._ground.called(row.texts.get("grid", ""), row.texts.get("grid_code", ""))
            name = "role"
            self._give(row, Role(str(row.values.get("role", Role.GRID_STAFF))), grid)
        except Spoken as reason:
            self._reading.blame(row.number, name, reason)

    def _give(self, row: ReadRow, role: Role, grid: GridId) -> None:
        name = row.texts["name"]
        if len(name) > LONGEST_PERSON_NAME:
            raise Unreadable(TOO_LONG, field=Unreadable(_TITLES["name"]), most=LONGEST_PERSON_NAME)
        if (before := self._given.get((name, role, grid))) is not None:
            raise Unreadable(TWICE, row=before)
        there = self._people[name]
        if any(_has(person, role, grid) for person in there):
            self.unchanged += 1
            return
        if len(there) > 1:
            raise Unreadable(NAMESAKES, name=name)
        self._ground.check_yours(grid)
        events: list[Event] = []
        if there:
            person = there[0]
        else:
            added = new_person(uuid7(self._at.ts, self._chance(RANDOM_BYTES)), name)
            person = Person(id=PersonId(added.subject), name=added.name)
            events.append(added)
        since = row.values.get("since", self._at.day)
        given = give_role(person, role, grid, since, row.texts.get("card", ""))  # type: ignore[arg-type]
        events += [given, *self._entitling(row, person, role, grid)]
        self._given[name, role, grid] = row.number
        self._people[name] = [person]
        if there:
            difference = Difference(_TITLES["role"], "", Unreadable(ROLE_NAMES[role]))
            self.changed.append(PlannedRow(row.number, name, tuple(events), (difference,)))
        else:
            self.added.append(PlannedRow(row.number, name, tuple(events)))

    def _entitling(self, row: ReadRow, person: Person, role: Role, grid: GridId) -> Sequence[Event]:
        if grid == self._by.org:
            sentence = Unreadable(NOT_ENTITLED, grid=self._ground.grids[grid].name)
            self.doubts.append(Remark(row.number, "", sentence))
            return ()
        granted = AuthorityGranted(
            feed=self._feed,
            persons=(person.id,),
            roles=(role,),
            org=grid,
            from_seq=1,
            age_key=self._age_key,
        )
        return (granted,)


def _has(person: Person, role: Role, grid: GridId) -> bool:
    return any(_is_open(duty) and (duty.role, duty.grid) == (role, grid) for duty in person.duties)


def _is_open(duty: Duty) -> bool:
    return duty.until is None
