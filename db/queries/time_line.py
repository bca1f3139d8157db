"""The time line of a site, newest first and page by page, and how each of its facts came to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from db.connection import Reader
from db.entries import stored
from db.restricted import WITHHELD_FILE, WITHHELD_PHOTO, shown
from inspector.journal.entry import reading_of
from inspector.model.events import Fact, Place
from inspector.model.finding import FindingNoticed
from inspector.model.ids import SiteId
from inspector.model.office import Rank
from inspector.model.site import SiteAdded, SiteChanged, SiteKind, SiteStatus
from inspector.periods import Instant

PAGE = 40
"""Lines of one answer."""


class LineKind(StrEnum):
    """What happened at a site, or to what is known of it."""

    VISIT = "visit"
    CORRECTION = "correction"
    FINDING = "finding"
    STEP = "step"
    PHOTO = "photo"
    MATERIAL = "material"
    FACTS = "facts"
    PAPER = "paper"
    REPORT = "report"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the time line.

    ``mark`` tells lines of one kind apart: ``nothing_unusual`` of a visit, the severity of a finding, the
    type of an entry, the kind of a report. ``photos`` counts those of a visit; ``fields`` names
    the facts changed.
    """

    kind: LineKind
    subject: str
    at: Instant
    by: str
    text: str
    mark: str
    photos: int
    fields: tuple[str, ...] = ()


_CONFIRMED = "entry.hash NOT IN (SELECT entry FROM unconfirmed WHERE subject = entry.obj)"
_LINES = f"""
    SELECT 'visit' AS kind, id AS subject, arrived_ts AS ts, arrived_tz AS tz, recorded_by AS person,
        note AS text, CASE WHEN nothing_unusual THEN 'nothing_unusual' ELSE '' END AS mark,
        (SELECT count(*) FROM photo WHERE photo.stop = stop.id) AS photos
    FROM stop WHERE site = :site
    UNION ALL SELECT 'correction', stop.id, corrected_ts, corrected_tz, corrected_by, reason, '', 0
    FROM stop_correction JOIN stop ON stop.id = stop_correction.stop WHERE stop.site = :site
    UNION ALL SELECT 'finding', id, noticed_ts, noticed_tz, noticed_by, number || char(10) || text,
        severity, 0
    FROM finding WHERE site = :site
    UNION ALL SELECT 'step', finding.id, entry.ts, entry.tz, entry.actor, finding.number, entry.type, 0
    FROM finding JOIN entry ON entry.obj = finding.id
    WHERE finding.site = :site AND entry.type <> :noticed AND {_CONFIRMED}
    UNION ALL SELECT 'photo', id, taken_ts, taken_tz, added_by, name, '', 0
    FROM photo WHERE site = :site AND stop = '' AND NOT {WITHHELD_PHOTO}
    UNION ALL SELECT 'material', id, added_ts, added_tz, added_by, coalesce(nullif(title, ''), name), kind, 0
    FROM material WHERE site = :site AND NOT {WITHHELD_FILE}
    UNION ALL SELECT 'facts', entry.hash, entry.ts, entry.tz, entry.actor, '', entry.type, 0
    FROM entry WHERE entry.obj = :site AND {_CONFIRMED}
    UNION ALL SELECT 'paper', site_paper.id, entry.ts, entry.tz, entry.actor, site_paper.title, entry.type, 0
    FROM site_paper JOIN entry ON entry.obj = site_paper.id WHERE site_paper.site = :site AND {_CONFIRMED}
    UNION ALL SELECT 'report', patrol.id, patrol.ended_ts, patrol.ended_tz, patrol.recorded_by,
        patrol.number, '', 0
    FROM patrol
    WHERE patrol.id IN (SELECT patrol FROM stop WHERE site = :site) AND patrol.ended_ts IS NOT NULL
    UNION ALL SELECT 'issued', id, issued_ts, issued_tz, issued_by, number, kind, 0
    FROM issued_report WHERE site = :site"""  # noqa: S608 - our own words


def time_line(reader: Reader, site: SiteId, older_than: Line | None = None) -> tuple[Line, ...]:
    """List what happened at ``site``, the newest first; the page that follows the line ``older_than``."""
    mark = (older_than.at.ts, older_than.kind, older_than.subject) if older_than else None
    after = "WHERE (ts, kind, subject) < (:ts, :kind, :subject)" if mark else ""
    rows = reader.rows(
        f"""SELECT line.kind, subject, ts, tz, coalesce(person.name, ''), text, mark, photos
        FROM ({_LINES}) AS line LEFT JOIN person ON person.id = line.person {after}
        ORDER BY ts DESC, line.kind DESC, subject DESC LIMIT {PAGE}""",  # noqa: S608 - as above
        {
            "site": site,
            "noticed": FindingNoticed.TYPE,
            **dict(zip(("ts", "kind", "subject"), mark or (), strict=False)),
        },
    )
    return tuple(
        Line(
            LineKind(kind),
            subject,
            Instant(ts, tz),
            by,
            _said(text) if kind == LineKind.FINDING else text,
            told,
            photos,
            _fields(reader, subject) if kind == LineKind.FACTS else (),
        )
        for kind, subject, ts, tz, by, text, told, photos in rows
    )


def _said(text: str) -> str:
    number, _line, noticed = text.partition("\n")
    return f"{number} {shown(noticed)}".strip()


def _fields(reader: Reader, entry: str) -> tuple[str, ...]:
    """Name the facts that an entry about a site changed."""
    events = [reading_of(one)[0] for one in (stored(reader.connection, entry),) if one]
    changes = [event.told() for event in events if isinstance(event, SiteChanged)]
    return tuple(name for told in changes for name, value in told.items() if value is not None)


Value = str | date | Place | Rank | SiteKind | SiteStatus | None


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact became another; ``before`` is missing where it was told for the first time.

    A grid and a list stand by their names.
    """

    field: str
    before: Value
    after: Value
    at: Instant
    by: str


def fact_changes(reader: Reader, facts: Sequence[Fact]) -> tuple[FactChange, ...]:
    """Tell how each fact of a site came to be, the newest first; ``facts`` are those of its subject."""
    known: dict[str, object] = {}
    changes: list[FactChange] = []
    for fact in facts:
        if not fact.confirmed or not isinstance(fact.event, SiteAdded | SiteChanged):
            continue
        if isinstance(fact.event, SiteAdded) == bool(known):
            continue  # the fold takes the first telling, and nothing before it
        by = str(reader.value("SELECT name FROM person WHERE id = ?", (fact.actor,)) or "")
        for field, value in fact.event.told().items():
            before = known.get(field)
            if value is None or value == before or (value == "" and before is None):
                continue
            known[field] = value
            changes.append(
                FactChange(field, _named(reader, field, before), _named(reader, field, value), fact.at, by)
            )
    return tuple(reversed(changes))


def _named(reader: Reader, field: str, value: object) -> Value:
    if value and field == "grid":
        return str(reader.value("SELECT name FROM grid WHERE id = ?", (value,)) or "")
    if value and field == "checklist":
        found = reader.value("SELECT title FROM checklist WHERE id = ? AND is_newest", (value,))
        return str(found or "")
    return value  # type: ignore[return-value]
