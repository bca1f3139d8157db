"""The checklists of an office: which there are, in which version, and at which sites they are answered."""

from dataclasses import dataclass

import msgspec

from db.connection import Reader
from db.queries.rounds import person_of
from db.queries.stop_sheet import asked_of
from db.schema import WITHIN
from inspector.journal.authority import GRANTING
from inspector.model.checklist import ChecklistPublished, ListFor
from inspector.model.ids import ChecklistId, GridId, PersonId, SiteId
from inspector.model.question import Question
from inspector.model.site import SiteKind, SiteStatus
from inspector.periods import Instant

SITES_NAMED = 12


@dataclass(frozen=True, slots=True)
class ListRow:
    """A list in force; ``sites`` counts those it is answered at."""

    checklist: ChecklistId
    title: str
    version: int
    made_for: ListFor
    whole: bool
    questions: int
    must_look: int
    sites: int


@dataclass(frozen=True, slots=True)
class KindUse:
    """How many sites of a kind there are on somebody's ground, and how many of them use a list."""

    kind: SiteKind
    sites: int
    using: int


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A list with where it is used; ``site_names`` are the first of them."""

    version: ChecklistPublished
    site_names: tuple[str, ...]
    sites: int
    kinds: tuple[KindUse, ...]


def lists_in_force(reader: Reader) -> tuple[ListRow, ...]:
    """Give every list in its newest version, those of grid staff first."""
    used: dict[str, int] = dict(reader.rows("SELECT checklist, count(*) FROM site GROUP BY checklist"))
    rows = reader.rows(
        "SELECT id, title, version, made_for, whole, questions FROM checklist WHERE is_newest"
        " ORDER BY made_for = ?, title, id",
        (ListFor.OFFICER,),
    )
    found = []
    for checklist, title, version, made_for, whole, asked in rows:
        questions = msgspec.json.decode(asked, type=tuple[Question, ...])
        looked = sum(question.must_look for question in questions)
        found.append(
            ListRow(
                ChecklistId(checklist),
                title,
                version,
                ListFor(made_for),
                bool(whole),
                len(questions),
                looked,
                used.get(checklist, 0),
            )
        )
    return tuple(found)


def newest_version(reader: Reader, checklist: ChecklistId) -> ChecklistPublished | None:
    """Give the version of a list that is in force."""
    version = reader.value("SELECT version FROM checklist WHERE id = ? AND is_newest", (checklist,))
    return None if version is None else asked_of(reader, checklist, version)


def list_called(reader: Reader, title: str) -> ChecklistId | None:
    """Give the list in force with this title, the oldest of several."""
    found = reader.value("SELECT min(id) FROM checklist WHERE is_newest AND title = ?", (title,))
    return ChecklistId(found) if found else None


def list_sheet(reader: Reader, checklist: ChecklistId, grid: GridId) -> ListSheet | None:
    """Give a list with its sites; ``grid`` is the ground whose kinds of sites it could be assigned to."""
    version = newest_version(reader, checklist)
    if version is None:
        return None
    names = reader.rows(
        f"SELECT name FROM site WHERE checklist = ? ORDER BY name, id LIMIT {SITES_NAMED}",  # noqa: S608 - a number
        (checklist,),
    )
    kinds = reader.rows(
        f"""{WITHIN} SELECT kind, count(*), sum(checklist = :checklist) FROM site
        WHERE grid IN within AND status <> :closed GROUP BY kind""",  # noqa: S608 - our own words
        {"grid": grid, "checklist": checklist, "closed": SiteStatus.CLOSED_DOWN},
    )
    counts = {kind: KindUse(SiteKind(kind), sites, using) for kind, sites, using in kinds}
    return ListSheet(
        version=version,
        site_names=tuple(name for (name,) in names),
        sites=int(reader.value("SELECT count(*) FROM site WHERE checklist = ?", (checklist,))),
        kinds=tuple(counts[kind] for kind in SiteKind if kind in counts),
    )


def sites_without(
    reader: Reader, checklist: ChecklistId, kind: SiteKind, grid: GridId
) -> list[tuple[SiteId, str]]:
    """Give the sites of a kind in ``grid`` and below, not closed down, that use another list, and which."""
    rows = reader.rows(
        f"""{WITHIN} SELECT id, checklist FROM site
        WHERE grid IN within AND kind = :kind AND checklist <> :checklist AND status <> :closed
        ORDER BY id""",  # noqa: S608 - our own words
        {"grid": grid, "kind": kind, "checklist": checklist, "closed": SiteStatus.CLOSED_DOWN},
    )
    return [(SiteId(site), before) for site, before in rows]


def ground_of_lists(reader: Reader, person: PersonId, now: Instant) -> GridId | None:
    """Give the grid in which ``person`` publishes and assigns lists: an office's or a township's, or none."""
    who = person_of(reader, person)
    grids = [
        duty.grid for duty in (who.duties if who else ()) if duty.role in GRANTING and duty.holds_on(now.day)
    ]
    levels: dict[str, int] = dict(reader.rows("SELECT id, level FROM grid"))
    return min(grids, key=lambda grid: levels.get(grid, 0), default=None)
