"""The lists that leave as tables: sites, findings, patrols, entries."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.connection import Reader
from inspector.errors import Refused
from inspector.model.finding_state import SEVERITY_NAMES, STATE_NAMES
from inspector.model.patrol import PATROL_KIND_NAMES
from inspector.model.site import DEGREE, KIND_NAMES, RANK_NAMES, STATUS_NAMES
from inspector.periods import Instant
from inspector.tables.writing import OutColumn, OutRow, Point
from inspector.words import N_, _

PATROL_STATES = {"open": N_("not finished"), "finished": N_("finished")}
UNKNOWN_FIELD = N_("Nothing is called {field}; there are: {fields}.")


@dataclass(frozen=True, slots=True)
class OutList:
    """A list with its title, and a way to its rows that keeps one in memory at a time."""

    title: str
    columns: tuple[OutColumn, ...]
    rows: Iterator[OutRow]


@dataclass(frozen=True, slots=True)
class _Source:
    """The question behind a list: its columns in the order of the answer, with the names of their words.

    ``place`` names the columns of the point; a column of the kind ``day`` or ``instant`` is read as one (an
    instant takes two columns of the answer).
    """

    title: str
    query: str
    columns: tuple["_Column", ...]
    place: bool = False


@dataclass(frozen=True, slots=True)
class _Column:
    key: str
    title: str
    width: int = 14
    kind: str = ""
    words: Mapping[Any, str] | None = None


_SITES = _Source(
    N_("Sites"),
    """SELECT site.id, site.name, site.kind, site.rank, coalesce(grid.name, ''), coalesce(grid.code, ''),
        site.status, site.address, site.lon, site.lat, site.leader, site.leader_phone, site.responsible,
        site.responsible_phone, site.credit_code,
        coalesce((SELECT title FROM checklist WHERE checklist.id = site.checklist AND is_newest), ''),
        site.note, site.added_on, site_due.last_visit, site_due.due_on,
        (SELECT count(*) FROM finding WHERE finding.site = site.id AND finding.is_open)
    FROM site LEFT JOIN grid ON grid.id = site.grid JOIN site_due ON site_due.site = site.id
    ORDER BY grid.code, site.name, site.id""",
    (
        _Column("id", "", kind="hidden"),
        _Column("name", N_("Site name"), 28),
        _Column("kind", N_("Kind"), words=KIND_NAMES),
        _Column("rank", N_("Rank"), 10, words=RANK_NAMES),
        _Column("grid", N_("Grid"), 20),
        _Column("grid_code", N_("Grid code"), kind="code"),
        _Column("status", N_("Status"), 12, words=STATUS_NAMES),
        _Column("address", N_("Address"), 30),
        _Column("longitude", N_("Longitude"), 13, kind="degrees"),
        _Column("latitude", N_("Latitude"), 13, kind="degrees"),
        _Column("leader", N_("Responsible leader"), 16),
        _Column("leader_phone", N_("Leader's phone"), 16, kind="code"),
        _Column("responsible", N_("Responsible person")),
        _Column("responsible_phone", N_("Phone"), 16, kind="code"),
        _Column("credit_code", N_("Credit code"), 22, kind="code"),
        _Column("checklist", N_("List"), 20),
        _Column("note", N_("Note"), 30),
        _Column("added_on", N_("Watched since"), 12, kind="day"),
        _Column("last_visit", N_("Last visit"), 12, kind="day"),
        _Column("due_on", N_("Next visit by"), 12, kind="day"),
        _Column("open_findings", N_("Open findings"), 10),
    ),
    place=True,
)
_FINDINGS = _Source(
    N_("Findings"),
    """SELECT finding.id, finding.number, finding.text, finding.severity, finding.state, finding.is_open,
        coalesce(site.name, ''), coalesce(grid.name, ''), coalesce(grid.code, ''), finding.spot,
        coalesce(finding.lon, site.lon), coalesce(finding.lat, site.lat), finding.noticed_ts,
        finding.noticed_tz, coalesce(person.name, ''), finding.term_days, finding.due_on,
        finding.on_the_spot, coalesce(patrol.number, ''),
        (SELECT count(*) FROM photo WHERE photo.finding = finding.id)
    FROM finding LEFT JOIN site ON site.id = finding.site LEFT JOIN grid ON grid.id = finding.grid
        LEFT JOIN person ON person.id = finding.noticed_by LEFT JOIN patrol ON patrol.id = finding.patrol
    ORDER BY finding.noticed_ts, finding.id""",
    (
        _Column("id", "", kind="hidden"),
        _Column("number", N_("Number"), 24, kind="code"),
        _Column("text", N_("What was found"), 50),
        _Column("severity", N_("Severity"), 8, words=SEVERITY_NAMES),
        _Column("state", N_("State"), 10, words=STATE_NAMES),
        _Column("is_open", N_("Not closed yet"), 8, kind="truth"),
        _Column("site", N_("Site"), 28),
        _Column("grid", N_("Grid"), 20),
        _Column("grid_code", N_("Grid code"), kind="code"),
        _Column("spot", N_("Spot"), 20),
        _Column("longitude", N_("Longitude"), 13, kind="degrees"),
        _Column("latitude", N_("Latitude"), 13, kind="degrees"),
        _Column("noticed", N_("Noticed"), 17, kind="instant"),
        _Column("noticed_by", N_("Noticed by"), 12),
        _Column("term_days", N_("Term in days"), 8),
        _Column("due_on", N_("Due by"), 12, kind="day"),
        _Column("on_the_spot", N_("Put right on the spot"), 8, kind="truth"),
        _Column("patrol", N_("Patrol"), 26, kind="code"),
        _Column("photos", N_("Photos"), 8),
    ),
    place=True,
)
_PATROLS = _Source(
    N_("Patrols"),
    """SELECT patrol.id, patrol.number, patrol.day, patrol.kind, patrol.state, coalesce(grid.name, ''),
        coalesce(grid.code, ''),
        coalesce((SELECT group_concat(coalesce(person.name, ''), '、') FROM json_each(patrol.inspectors)
            LEFT JOIN person ON person.id = value), ''),
        patrol.weather, patrol.began_ts, patrol.began_tz, patrol.ended_ts, patrol.ended_tz, patrol.due,
        (SELECT count(*) FROM stop WHERE stop.patrol = patrol.id),
        (SELECT count(*) FROM finding WHERE finding.patrol = patrol.id),
        (SELECT count(*) FROM photo WHERE photo.patrol = patrol.id),
        patrol.late_reason, patrol.entered_for, patrol.about
    FROM patrol LEFT JOIN grid ON grid.id = patrol.grid ORDER BY patrol.day, patrol.began_ts, patrol.id""",
    (
        _Column("id", "", kind="hidden"),
        _Column("number", N_("Number"), 26, kind="code"),
        _Column("day", N_("Day"), 12, kind="day"),
        _Column("kind", N_("Kind"), words=PATROL_KIND_NAMES),
        _Column("state", N_("State"), 10, words=PATROL_STATES),
        _Column("grid", N_("Grid"), 20),
        _Column("grid_code", N_("Grid code"), kind="code"),
        _Column("inspectors", N_("Inspectors"), 20),
        _Column("weather", N_("Weather"), 16),
        _Column("began", N_("Began at"), 17, kind="instant"),
        _Column("ended", N_("Ended at"), 17, kind="instant"),
        _Column("due", N_("Sites due"), 8),
        _Column("stops", N_("Stops"), 8),
        _Column("findings", N_("Findings"), 8),
        _Column("photos", N_("Photos"), 8),
        _Column("late_reason", N_("Reason of the late entry"), 24),
        _Column("entered_for", N_("Entered for somebody else"), 10, kind="truth"),
        _Column("about", N_("What it is about"), 24),
    ),
)
_ENTRIES = _Source(
    N_("Entries"),
    """SELECT entry.hash, entry.feed, entry.seq, entry.lc, entry.ts, entry.tz, entry.type,
        coalesce(grid.name, ''), coalesce(person.name, ''), entry.org, entry.actor, coalesce(entry.obj, ''),
        NOT EXISTS (SELECT 1 FROM unconfirmed WHERE unconfirmed.entry = entry.hash),
        iif(entry.type = 'complaint.identity_sealed', NULL, entry.body)
    FROM entry LEFT JOIN person ON person.id = entry.actor LEFT JOIN grid ON grid.id = entry.org
    ORDER BY entry.feed, entry.seq, entry.hash""",
    (
        _Column("hash", N_("Hash"), 20, kind="code"),
        _Column("feed", N_("Device's feed"), 20, kind="code"),
        _Column("seq", N_("No."), 8),
        _Column("counter", N_("Counter"), 8),
        _Column("at", N_("Recorded"), 17, kind="instant"),
        _Column("type", N_("Type of entry"), 24),
        _Column("grid", N_("Grid"), 20),
        _Column("person", N_("Recorded by"), 12),
        _Column("org", "", kind="hidden"),
        _Column("actor", "", kind="hidden"),
        _Column("subject", N_("Subject"), 38, kind="code"),
        _Column("confirmed", N_("Confirmed"), 8, kind="truth"),
        _Column("body", "", kind="body"),
    ),
)
LISTS = {"findings": _FINDINGS, "patrols": _PATROLS, "sites": _SITES, "entries": _ENTRIES}
"""Every list by its name on the command line."""


def out_list(reader: Reader, name: str, only: Sequence[tuple[str, str]] = (), *, whole: bool) -> OutList:
    """Give a list, of it ``only`` the rows whose fields have these values or words.

    ``whole`` rows have ids and other things of machines too. Raises Refused for a field there is not.
    """
    source = LISTS[name]
    keys = [column.key for column in source.columns]
    for field, _value in only:
        if field not in keys:
            raise Refused(UNKNOWN_FIELD, field=field, fields="、".join(keys))
    shown = [at for at, one in enumerate(source.columns) if one.kind != "body" and (whole or one.title)]
    columns = tuple(_out_column(source.columns[at]) for at in shown)
    return OutList(_(source.title), columns, _rows(reader, source, shown, only))


def _rows(
    reader: Reader, source: _Source, shown: Sequence[int], only: Sequence[tuple[str, str]]
) -> Iterator[OutRow]:
    keys = [column.key for column in source.columns]
    for answer in reader.connection.execute(source.query):
        values = list(_values(source, iter(answer)))
        if all(
            value in _spellings(source.columns[keys.index(key)], values[keys.index(key)])
            for key, value in only
        ):
            told = dict(zip(keys, values, strict=True))
            point = None
            if source.place and told["longitude"] is not None:
                point = Point(told["longitude"], told["latitude"])
            yield OutRow(tuple(values[at] for at in shown), point, told.get("body"))


def _values(source: _Source, answer: Iterator[Any]) -> Iterator[Any]:
    for column in source.columns:
        value = next(answer)
        match column.kind:
            case "instant":
                zone = next(answer)
                yield None if value is None else Instant(value, zone)
            case "day":
                yield date.fromisoformat(value) if value else None
            case "degrees":
                yield None if value is None else value / DEGREE
            case "truth":
                yield bool(value)
            case "body":
                yield None if value is None else json.loads(value)
            case _:
                yield value


def _spellings(column: _Column, value: Any) -> set[str]:
    """Give how a value may be written in a filter: as machines do, or as people read it."""
    if isinstance(value, bool):
        return {str(value).lower(), str(int(value)), _truth(value)}
    if isinstance(value, Instant):
        return {f"{value.day}", f"{value.local:%Y-%m-%d %H:%M}"}
    return {str(value), _(column.words[value]) if column.words else ""}


def _out_column(column: _Column) -> OutColumn:
    words = column.words
    said = None
    if words is not None:
        said = lambda value: _(words[value])  # noqa: E731 - what a column says is a function
    elif column.kind == "truth":
        said = _truth
    return OutColumn(
        column.key, _(column.title) if column.title else column.key, column.width, column.kind == "code", said
    )


def _truth(value: object) -> str:
    return _("yes") if value else _("no")
