"""What a table's words point at: grids by name or code, lists by title, and whose ground it is."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from db.connection import Reader
from db.entries import entries_of_types
from db.queries.rounds import person_of
from db.schema import WITHIN
from db.settings import settings_of
from db.workspace import Actor
from inspector.errors import Refused, Unreadable
from inspector.journal.authority import GRANTING, AuthorityGranted
from inspector.journal.entry import reading_of
from inspector.model.checklist import ListFor
from inspector.model.grid import Grid
from inspector.model.ids import ChecklistId, GridId, PersonId
from inspector.model.shipped_lists import titles_for
from inspector.model.site import SiteKind
from inspector.tables.fields import normal_name
from inspector.tables.table import cleaned
from inspector.words import N_

NO_GRID = N_("There is no grid called {name}.")
SEVERAL_GRIDS = N_("Several grids are called {name}; give the code of the one that is meant.")
NOT_YOURS = N_("{grid} does not belong to the grid you act for.")
NO_LIST = N_("There is no list called {title}.")
MAY_NOT = N_("Only the rectification office or a township clerk adds grids and people, in their own ground.")

_SUFFIX = "网格"


class Ground:
    """The grids there are, and which of them lie at or below the one acted for."""

    def __init__(self, grids: Iterable[Grid], yours: Iterable[str]) -> None:
        self.grids: dict[GridId, Grid] = {}
        self.yours = set(yours)
        self._by_code: dict[str, list[GridId]] = defaultdict(list)
        self._by_name: dict[str, list[GridId]] = defaultdict(list)
        self._found: dict[tuple[str, str], GridId] = {}
        for grid in grids:
            self._plant(grid)

    @classmethod
    def of(cls, reader: Reader, by: Actor) -> "Ground":
        """Gather what the workspace knows."""
        rows = reader.rows("SELECT id, name, code, level, parent FROM grid ORDER BY level, code, id")
        grids = [
            Grid(id=GridId(one), name=name, code=code, level=level, parent=parent)
            for one, name, code, level, parent in rows
        ]
        within = reader.rows(f"{WITHIN} SELECT id FROM within", {"grid": by.org})  # noqa: S608 - our own words
        return cls(grids, (one for (one,) in within))

    def add(self, grid: Grid) -> None:
        """Let a new grid of the ground be found from now on."""
        self.yours.add(grid.id)
        self._found.clear()
        self._plant(grid)

    def called(self, name: str, code: str = "") -> GridId:
        """Find a grid by its code, or by a name or code in ``name``, of which 镇/村 means the last.

        Raises Unreadable for none and for several.
        """
        key = (name, code)
        if key not in self._found:
            self._found[key] = self._only(code or name, self._candidates(name, code))
        return self._found[key]

    def check_yours(self, grid: GridId) -> None:
        """Raise Unreadable for a grid outside the ground of whoever acts."""
        if grid not in self.yours:
            raise Unreadable(NOT_YOURS, grid=self.grids[grid].name)

    def _plant(self, grid: Grid) -> None:
        self.grids[grid.id] = grid
        self._by_code[normal_name(grid.code)].append(grid.id)
        self._by_name[_bare(grid.name)].append(grid.id)

    def _candidates(self, name: str, code: str) -> list[GridId]:
        if code:
            return self._by_code.get(normal_name(code), [])
        last = name.replace("\\", "/").rsplit("/", 1)[-1].strip()
        found = self._by_code.get(normal_name(last)) or self._by_name.get(_bare(last), [])
        return [one for one in found if cleaned(self.grids[one].name) == last] or found

    def _only(self, name: str, found: list[GridId]) -> GridId:
        if len(found) != 1:
            raise Unreadable(SEVERAL_GRIDS if found else NO_GRID, name=name)
        return found[0]


class Lists:
    """The lists in force, by their titles."""

    def __init__(self, reader: Reader) -> None:
        rows = reader.rows("SELECT id, title, made_for FROM checklist WHERE is_newest ORDER BY title, id")
        self.titles: dict[ChecklistId, str] = {ChecklistId(one): title for one, title, _made_for in rows}
        self._by_title = {normal_name(title): ChecklistId(one) for one, title, _made_for in reversed(rows)}
        self._for_staff = {
            title: ChecklistId(one) for one, title, whose in rows if whose == ListFor.GRID_STAFF
        }

        self._usual: dict[SiteKind, str] = {}

    def called(self, title: str) -> ChecklistId:
        """Find a list. Raises Unreadable for none."""
        found = self._by_title.get(normal_name(title))
        if found is None:
            raise Unreadable(NO_LIST, title=title)
        return found

    def usual_for(self, kind: SiteKind) -> str:
        """Give the list that grid staff answer at sites of a kind; nothing where it is not in force."""
        if kind not in self._usual:
            usual = (self._for_staff[title] for title in sorted(titles_for(kind)) if title in self._for_staff)
            self._usual[kind] = next(usual, "")
        return self._usual[kind]


def check_may_add(reader: Reader, by: Actor, day: date) -> None:
    """Raise Refused unless ``by`` has a role on ``day``, in the grid acted for, that grants authority."""
    person = person_of(reader, PersonId(by.person))
    duties = person.duties if person else ()
    if not any(duty.grid == by.org and duty.role in GRANTING and duty.holds_on(day) for duty in duties):
        raise Refused(MAY_NOT)


def widest_actor(reader: Reader, feed: str) -> Actor | None:
    """Give who was granted the widest ground in ``feed``: for calls that name nobody. None without any grant.

    Of several it is who acted last on this device, then the first by name.
    """
    last = settings_of(reader).person
    levels: dict[str, int] = dict(reader.rows("SELECT id, level FROM grid"))
    names: dict[str, str] = dict(reader.rows("SELECT id, name FROM person"))
    told = (reading_of(one)[0] for one in entries_of_types(reader.connection, [AuthorityGranted.TYPE]))
    granted = [
        (
            levels.get(one.org, 0),
            not GRANTING & set(one.roles),
            person != last,
            names[person],
            person,
            one.org,
        )
        for one in told
        if isinstance(one, AuthorityGranted) and one.feed == feed
        for person in one.persons
        if person in names
    ]
    return Actor(*min(granted)[-2:]) if granted else None


def _bare(name: str) -> str:
    plain = normal_name(name)
    return plain.removesuffix(_SUFFIX) or plain
