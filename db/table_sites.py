"""Planning an import of sites: which rows are new, which change one there is, which change nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from db.connection import Reader
from db.table_ground import Ground, Lists
from db.table_matching import match
from db.table_plan import (
    IS_MISSING,
    CellReading,
    Difference,
    ImportPlan,
    Parse,
    PlannedRow,
    Planning,
    ReadRow,
    Remark,
)
from db.workspace import Actor
from inspector.errors import Spoken, Unreadable
from inspector.model.events import Place
from inspector.model.ids import RANDOM_BYTES, ChecklistId, GridId, SiteId, uuid7
from inspector.model.office import Rank
from inspector.model.site import (
    DEGREE,
    KIND_NAMES,
    RANK_NAMES,
    STATUS_NAMES,
    Site,
    SiteAdded,
    SiteChanged,
    SiteKind,
    SiteStatus,
)
from inspector.periods import Instant
from inspector.tables.coordinates import both_of, datum_note, place_of
from inspector.tables.fields import SITE_FIELDS
from inspector.tables.mapping import ColumnMap, check_map
from inspector.tables.table import Table, cleaned
from inspector.tables.values import (
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_NOTE,
    credit_code_of,
    digits_of,
    kind_of,
    rank_of,
    status_of,
)
from inspector.words import N_

TYPES = (SiteAdded.TYPE, SiteChanged.TYPE)

TWICE = N_("This is the same site as in row {row}.")
TOO_LONG = N_("“{field}” is longer than {most} characters.")
NO_NAME = N_("“{name}” is no name.")

PARSES: Mapping[str, Parse] = {
    "kind": kind_of,
    "rank": rank_of,
    "status": status_of,
    "leader_phone": digits_of,
    "responsible_phone": digits_of,
    "credit_code": credit_code_of,
}
FACTS = (
    *("name", "kind", "rank", "grid", "status", "place", "address", "leader", "responsible", "checklist"),
    *("credit_code", "leader_phone", "responsible_phone", "note"),
)
"""Facts of a site that a table can give."""
_COLUMNS = """id, name, kind, rank, grid, added_on, status, lat, lon, address, leader, responsible, checklist,
    credit_code, leader_phone, responsible_phone, note"""
_LIMITS = {"name": LONGEST_NAME, "note": LONGEST_NOTE}
_TITLES = {field.name: field.title for field in SITE_FIELDS} | {"place": N_("Coordinates")}
_WORDS: dict[str, Mapping[Any, str]] = {"kind": KIND_NAMES, "rank": RANK_NAMES, "status": STATUS_NAMES}


def plan_sites(
    reader: Reader,
    table: Table,
    columns: ColumnMap,
    by: Actor,
    at: Instant,
    chance: Callable[[int], bytes],
) -> ImportPlan:
    """Plan what the rows of ``table`` add and change; nothing is recorded.

    A row is a site there is by its credit code, else by name and grid; an empty cell changes nothing. A new
    site is due on the day of ``at``. Raises Refused where a needed column is missing, or one holds something
    else than it should.
    """
    check_map(table, SITE_FIELDS, columns, instead={"grid": "grid_code"})
    reading = CellReading(table, columns, SITE_FIELDS, PARSES)
    planning = _Planning(reader, reading, by, at, chance)
    rows = [row for row in reading.rows() if planning.complete(row)]
    reading.check_columns()
    planning.plan(rows)
    reading.check_columns()
    notes = [note for column in table.columns if (note := datum_note(column))]
    return planning.outcome("sites", reader, reading, TYPES, notes)


def known_sites(reader: Reader) -> list[Site]:
    """Give every site, in the order of its id."""
    return [_site(*row) for row in reader.rows(f"SELECT {_COLUMNS} FROM site ORDER BY id")]  # noqa: S608


class _Planning(Planning):
    """Goes through the rows; ``added`` and ``changed`` gather what would happen."""

    def __init__(
        self, reader: Reader, reading: CellReading, by: Actor, at: Instant, chance: Callable[[int], bytes]
    ) -> None:
        super().__init__()
        self._reading = reading
        self._ground = Ground.of(reader, by)
        self._lists = Lists(reader)
        self._sites = known_sites(reader)
        self._at = at
        self._today = at.day
        self._field = ""
        self._chance = chance

    def complete(self, row: ReadRow) -> bool:
        """Find what the words of a row point at; a row where that fails is bad."""
        name = "name"
        try:
            self._point(row, "name")
            name = "grid" if "grid" in row.texts or "grid_code" not in row.texts else "grid_code"
            self._point(row, "grid")
            name = "checklist"
            if title := row.texts.get("checklist"):
                row.values["checklist"] = self._lists.called(title)
            name = "longitude" if "longitude" in row.texts else "coordinates"
            self._place(row)
        except Unreadable as reason:
            self._reading.blame(row.number, name, reason)
            return False
        return True

    def plan(self, rows: Sequence[ReadRow]) -> None:
        """Tell new from known rows, and say what each would do."""
        known, seen = match(rows, self._sites)
        for row in rows:
            site, before = known.get(row.number), seen.get(row.number)
            self._field = "name"
            try:
                if site:
                    self._change(row, site)
                elif before:
                    raise Unreadable(TWICE, row=before)
                else:
                    self._add(row)
            except Spoken as reason:
                self._reading.blame(row.number, self._field, reason)
            else:
                self.doubts += row.doubts

    def _point(self, row: ReadRow, name: str) -> None:
        if name == "grid":
            text, code = row.texts.get("grid", ""), row.texts.get("grid_code", "")
            if text or code:
                row.values["grid"] = self._ground.called(text, code)
        if name not in row.values:
            raise Unreadable(IS_MISSING, field=Unreadable(_TITLES[name]))

    def _place(self, row: ReadRow) -> None:
        longitude, latitude = row.texts.get("longitude", ""), row.texts.get("latitude", "")
        if not longitude and not latitude and (both := row.texts.get("coordinates")):
            longitude, latitude = both_of(both)
        place, doubt = place_of(longitude, latitude)
        if place:
            row.values["place"] = place
        if doubt:
            row.doubts.append(Remark(row.number, "", doubt))

    def _add(self, row: ReadRow) -> None:
        facts = {name: row.values[name] for name in FACTS if name in row.values}
        self._check_lengths(row, facts)
        name, grid = str(facts["name"]), GridId(str(facts["grid"]))
        if not any(letter.isalpha() for letter in name):
            raise Unreadable(NO_NAME, name=name)
        self._ground.check_yours(grid)
        kind = SiteKind(str(facts.get("kind", SiteKind.OTHER)))
        given = {"rank": Rank.ORDINARY, "checklist": self._lists.usual_for(kind), **facts, "kind": kind}
        subject = uuid7(self._at.ts, self._chance(RANDOM_BYTES))
        event = SiteAdded(subject=subject, day=self._today, **given)  # type: ignore[arg-type]
        self.added.append(PlannedRow(row.number, name, (event,)))

    def _change(self, row: ReadRow, site: Site) -> None:
        new = {
            name: row.values[name]
            for name in FACTS
            if name in row.values and not _is_same(getattr(site, name), row.values[name])
        }
        if not new:
            self.unchanged += 1
            return
        self._check_lengths(row, new)
        self._ground.check_yours(GridId(site.grid))
        self._ground.check_yours(GridId(str(new.get("grid", site.grid))))
        differences = tuple(
            Difference(_TITLES[name], self._said(name, getattr(site, name)), self._said(name, value))
            for name, value in new.items()
        )
        event = SiteChanged(subject=site.id, **new)  # type: ignore[arg-type]
        self.changed.append(PlannedRow(row.number, site.name, (event,), differences))

    def _check_lengths(self, row: ReadRow, facts: Mapping[str, object]) -> None:
        for name, value in facts.items() if row.longest > LONGEST_NAME else ():
            most = _LIMITS.get(name, LONGEST_LINE)
            if isinstance(value, str) and len(value) > most:
                self._field = name
                raise Unreadable(TOO_LONG, field=Unreadable(_TITLES[name]), most=most)

    def _said(self, name: str, value: object) -> "str | Spoken":
        if name in _WORDS:
            return Unreadable(str(_WORDS[name][value]))
        if name == "grid":
            grid = self._ground.grids.get(GridId(str(value)))
            return grid.name if grid else ""
        if name == "checklist":
            return self._lists.titles.get(ChecklistId(str(value)), "")
        if isinstance(value, Place):
            return f"{value.lon / DEGREE:.7g}, {value.lat / DEGREE:.7g}"
        return str(value or "")


def _is_same(before: object, after: object) -> bool:
    if isinstance(before, Place) and isinstance(after, Place):
        return (before.lat, before.lon) == (after.lat, after.lon)
    return cleaned(before) == after if isinstance(before, str) else before == after


def _site(*row: Any) -> Site:
    one, name, kind, rank, grid, added_on, status, lat, lon, *texts = row
    address, leader, responsible, checklist, code, leader_phone, responsible_phone, note = texts
    return Site(
        id=SiteId(one),
        name=name,
        kind=SiteKind(kind),
        rank=Rank(rank),
        grid=grid,
        day=date.fromisoformat(added_on),
        status=SiteStatus(status),
        place=None if lat is None else Place(lat=lat, lon=lon),
        address=address,
        leader=leader,
        responsible=responsible,
        checklist=checklist,
        credit_code=code,
        leader_phone=leader_phone,
        responsible_phone=responsible_phone,
        note=note,
    )
