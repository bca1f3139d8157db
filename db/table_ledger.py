"""Planning an import of a ledger of findings kept before: each line is noticed, reported and taken over."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from itertools import islice
from typing import NamedTuple

from db.connection import Reader
from db.numbers import finding_numbers
from db.queries.finding_waiting import roles_in
from db.restricted import WHOLE_TEXT
from db.table_ground import Ground
from db.table_plan import (
    IS_MISSING,
    AlikeRow,
    CellReading,
    ImportPlan,
    Parse,
    PlannedRow,
    Planning,
    ReadRow,
    Remark,
)
from db.workspace import Actor
from inspector.errors import Refused, Spoken, Unreadable
from inspector.model.events import Event
from inspector.model.finding import FindingNoticed, FindingReported, notice
from inspector.model.finding_life import FindingTakenOver, FindingTakenOverClosed
from inspector.model.finding_state import Severity, Source
from inspector.model.finding_steps import OFFICE
from inspector.model.ids import RANDOM_BYTES, GridId, uuid7
from inspector.periods import Instant
from inspector.periods import at as moment
from inspector.plans.deadlines import deadline_of
from inspector.tables.coordinates import place_of
from inspector.tables.fields import normal_name
from inspector.tables.finding_fields import FINDING_FIELDS, category_of, is_ended, severity_of, source_of
from inspector.tables.mapping import ColumnMap, check_map
from inspector.tables.table import Table, cleaned
from inspector.tables.values import Meant, credit_code_of, day_of
from inspector.words import N_

TYPES = (FindingNoticed.TYPE,)
SIMILAR = 0.8
"""Texts that have so much in common are taken for the same, where the site and the day are."""
NOT_OFFICE = N_("Only the rectification office or a township clerk takes over a ledger.")
TWICE = N_("This finding stands in row {row} already.")
LOOKS_ALIKE = N_("This looks like {number}, which is here: the same site and day, and similar words.")
NO_SITE = N_("No site is called {site}; the name is kept as the spot.")
READ_AS = N_("“{value}” is read as {day}.")
NO_DAY_SET = N_("“{value}” sets no day: taken over without a deadline.")
_MIDDAY = "12:00"
"""Of an old line only its day is told."""


def due_of(text: str) -> Meant:
    """Read a deadline as ledgers have it: a day, 2025年8月底前, or words that set none (立行立改).

    Raises Unreadable for what is no deadline.
    """
    try:
        return Meant(day_of(text))
    except Unreadable:
        found = deadline_of(text)
        if found.day:
            return Meant(found.day, Unreadable(READ_AS, value=text, day=found.day.isoformat()))
        if found.kinds:
            return Meant(None, Unreadable(NO_DAY_SET, value=text))
        raise


_PARSES: dict[str, Parse] = {
    "source": source_of,
    "noticed": day_of,
    "credit_code": credit_code_of,
    "severity": severity_of,
    "category": category_of,
    "due": due_of,
    "state": is_ended,
    "ended_on": day_of,
}
_TITLES = {field.name: field.title for field in FINDING_FIELDS}


def plan_ledger(
    reader: Reader,
    table: Table,
    columns: ColumnMap,
    by: Actor,
    at: Instant,
    chance: Callable[[int], bytes],
    *,
    feed: str,
) -> ImportPlan:
    """Plan which findings the rows of ``table`` add; one that is here under its number changes nothing.

    A row that looks like a finding of the same site and day is left for a person to decide about. Raises
    Refused to whoever is not of the office, and for columns that can't be used.
    """
    if not roles_in(reader, by.person, by.org, at.day) & OFFICE:
        raise Refused(NOT_OFFICE)
    check_map(table, FINDING_FIELDS, columns, instead={})
    reading = CellReading(table, columns, FINDING_FIELDS, _PARSES)
    planning = _Planning(reader, table, reading, by, at, chance, feed)
    for row in reading.rows():
        planning.plan(row)
    reading.check_columns()
    planning.offer_numbers()
    return planning.outcome("findings", reader, reading, TYPES)


class _Known(NamedTuple):
    number: str
    text: str


class _Planning(Planning):
    """Goes through the rows; what is here, or stood in a row before, is entered once."""

    def __init__(
        self,
        reader: Reader,
        table: Table,
        reading: CellReading,
        by: Actor,
        at: Instant,
        chance: Callable[[int], bytes],
        feed: str,
    ) -> None:
        super().__init__()
        self._reading, self._by, self._at, self._chance = reading, by, at, chance
        self._reader, self._feed, self._file = reader, feed, table.file
        self._ground = Ground.of(reader, by)
        self._numbers: set[str] = set()
        self._known: dict[tuple[str, str, str], list[_Known]] = defaultdict(list)
        self._undecided: list[tuple[AlikeRow, GridId]] = []
        for number, site, spot, day, text in reader.rows(
            f"SELECT number, site, spot, noticed_on, {WHOLE_TEXT} FROM finding"  # noqa: S608 - our own words
        ):
            self._numbers.add(cleaned(number))
            self._known[site, normal_name(spot) if not site else "", day].append(_Known(number, text))
        self._rows: dict[str, int] = {}
        self._by_code: dict[str, tuple[str, str]] = {}
        self._by_name: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for site, name, code, grid in reader.rows("SELECT id, name, credit_code, grid FROM site ORDER BY id"):
            self._by_name[cleaned(name)].append((site, grid))
            if code:
                self._by_code.setdefault(code, (site, grid))

    def plan(self, row: ReadRow) -> None:
        """Say what a row would do, or why it can't."""
        name = "number"
        try:
            number = row.texts.get("number", "")
            if number in self._rows:
                raise Unreadable(TWICE, row=self._rows[number])
            if number:
                self._rows[number] = row.number
            if number in self._numbers:
                self.unchanged += 1
                return
            name = "text"
            if "text" not in row.texts:
                raise Unreadable(IS_MISSING, field=Unreadable(_TITLES["text"]))
            name = "grid" if "grid" in row.texts else "grid_code"
            self._add(row, *self._where(row))
        except Spoken as reason:
            self._reading.blame(row.number, name, reason)

    def offer_numbers(self) -> None:
        """Let rows that look like others, and have no number, have those that nobody took."""
        wanting = Counter(grid for one, grid in self._undecided if not one.planned.name)
        free = {grid: tuple(islice(self._next_numbers(grid), count)) for grid, count in wanting.items()}
        self.alike = [
            one if one.planned.name else replace(one, free=free[grid]) for one, grid in self._undecided
        ]

    def _where(self, row: ReadRow) -> tuple[str, GridId, str]:
        """Find the site, the grid, and the spot, which keeps the name of a site that is not here."""
        name, spot = row.texts.get("site", ""), row.texts.get("spot", "")
        named = self._by_name.get(name, [])
        found = self._by_code.get(str(row.values.get("credit_code", "")))
        if found is None and len(named) == 1:
            (found,) = named
        site, grid = found or ("", self._by.org)
        if grid_name := row.texts.get("grid", "") or row.texts.get("grid_code", ""):
            code = row.texts.get("grid_code", "")
            grid = self._ground.called(grid_name, code)
            found = next((one for one in named if one[1] == grid), None)
            site = site or (found[0] if found else "")
        self._ground.check_yours(GridId(grid))
        if name and not site:
            row.doubts.append(Remark(row.number, "", Unreadable(NO_SITE, site=name)))
            spot = " ".join(one for one in (name, spot) if one)
        return site, GridId(grid), spot

    def _add(self, row: ReadRow, site: str, grid: GridId, spot: str) -> None:
        text, day = row.texts["text"], row.values.get("noticed", self._at.day)
        place, doubt = place_of(row.texts.get("longitude", ""), row.texts.get("latitude", ""))
        if doubt:
            row.doubts.append(Remark(row.number, "", doubt))
        known = self._known[site, normal_name(spot) if not site else "", f"{day}"]
        number = row.texts.get("number", "")
        if not number and any(one.text == text for one in known):
            self.unchanged += 1
            return
        alike = next((one for one in known if _is_similar(one.text, text)), None)
        subject = uuid7(self._at.ts, self._chance(RANDOM_BYTES))
        if not (number or alike):
            number = next(self._next_numbers(grid))
        noticed = notice(
            FindingNoticed(
                subject=subject,
                number=number,
                grid=grid,
                site=site,
                patrol="",
                stop="",
                text=text,
                noticed=self._at if day == self._at.day else moment(day, _MIDDAY, self._at.tz),  # type: ignore[arg-type]
                severity=row.values.get("severity", Severity.MINOR),  # type: ignore[arg-type]
                category=row.values.get("category"),  # type: ignore[arg-type]
                spot=spot,
                place=place,
                source=row.values.get("source", Source.LEDGER),  # type: ignore[arg-type]
                source_ref=self._file,
            )
        )
        events = (noticed, FindingReported(subject=subject), self._taken_over(row, subject))
        planned = PlannedRow(row.number, number, events)
        if number:
            self._numbers.add(number)
        if alike:
            why = Unreadable(LOOKS_ALIKE, number=alike.number)
            told = AlikeRow(planned, text, alike.number, alike.text, why, tuple(row.doubts))
            self._undecided.append((told, grid))
            return
        known.append(_Known(number, text))
        self.doubts += row.doubts
        self.added.append(planned)

    def _taken_over(self, row: ReadRow, subject: str) -> Event:
        ended: date | None = row.values.get("ended_on")  # type: ignore[assignment]
        due: date | None = row.values.get("due")  # type: ignore[assignment]
        unit, person, note, said = (row.texts.get(name, "") for name in ("unit", "person", "note", "state"))
        if row.values.get("state", ended is not None):
            return FindingTakenOverClosed(
                subject=subject,
                unit=unit,
                person_name=person,
                closed_on=ended,
                due=due,
                file=self._file,
                note=note,
                row=row.number,
                said=said,
            )
        return FindingTakenOver(
            subject=subject,
            unit=unit,
            person_name=person,
            due=due,
            file=self._file,
            note=note,
            row=row.number,
            said=said,
        )

    def _next_numbers(self, grid: GridId) -> Iterator[str]:
        numbers = finding_numbers(self._reader, grid, self._at.day.year, self._feed)
        return (one for one in numbers if one not in self._numbers)


def _is_similar(one: str, other: str) -> bool:
    first, second = normal_name(one), normal_name(other)
    return first == second or SequenceMatcher(None, first, second, autojunk=False).ratio() >= SIMILAR
