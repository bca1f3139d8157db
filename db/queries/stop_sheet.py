"""What somebody who stands before a site wants to know: what to look at, and how it was last time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from db.connection import Reader, Row
from db.queries.rounds import person_of
from inspector.model.checklist import MUST_LOOK, ChecklistPublished, ListFor
from inspector.model.events import Blob, Place
from inspector.model.finding import FindingState, Severity
from inspector.model.ids import ChecklistId, FindingId, PersonId, PhotoId, SiteId
from inspector.model.office import Rank
from inspector.model.person import Role
from inspector.model.photo import Moment
from inspector.model.question import Question
from inspector.model.site import Site, SiteKind, SiteStatus
from inspector.periods import Instant

ANSWERS_READ = 400
"""Newest answers of a site that are looked through for the last one to each question."""
LAST_PHOTOS = 6
FINDINGS_SHOWN = 20
TEXTS_OFFERED = 8
FINDINGS_READ = 2_000
"""Newest findings of all sites that are looked through for texts to offer again (常用语)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of a stop, out of one version of a list."""

    checklist: ChecklistId
    version: ChecklistPublished
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """What was answered to a question when it was last asked here."""

    value: str
    day: date


@dataclass(frozen=True, slots=True)
class LastVisit:
    """The visit before this one; ``late_reason`` is given where it was written down after its day (补录)."""

    day: date
    by: str
    late_reason: str


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A finding of this site that has not ended."""

    id: FindingId
    number: str
    text: str
    severity: Severity
    state: FindingState
    due_on: date


@dataclass(frozen=True, slots=True)
class SitePhoto:
    """A photo taken here before."""

    id: PhotoId
    preview: Blob
    taken: Instant
    moment: Moment


@dataclass(frozen=True, slots=True)
class StopSheet:
    """All that stands beside a stop; ``full`` is missing where nothing more is asked than ordinarily.

    ``texts`` are recent words for findings at sites of this kind; ``unreadable`` counts entries about this
    site which this program cannot interpret.
    """

    site: Site
    grid_name: str
    ordinary: Asked | None
    full: Asked | None
    last: LastVisit | None
    answers: Mapping[str, LastAnswer]
    findings: tuple[OpenFinding, ...]
    photos: tuple[SitePhoto, ...]
    texts: tuple[str, ...]
    unreadable: int


def stop_sheet(reader: Reader, site: SiteId, person: PersonId, before: Instant) -> StopSheet | None:
    """Prepare a stop of ``person`` at ``site``, with what was known ``before``; None without the site.

    Grid staff are asked from lists made for them only: people without an enforcement card do not inspect
    enterprises (国办 2025, 严格规范涉企行政检查).
    """
    found = site_of(reader, site)
    if found is None:
        return None
    who = person_of(reader, person)
    ordinary, full = _asked(reader, found.checklist, officer=bool(who and who.has(Role.OFFICER, before.day)))
    return StopSheet(
        site=found,
        grid_name=str(reader.value("SELECT name FROM grid WHERE id = ?", (found.grid,)) or ""),
        ordinary=ordinary,
        full=full,
        last=_last_visit(reader, site, before),
        answers=_last_answers(reader, site, before),
        findings=_open_findings(reader, site),
        photos=_photos(reader, site, before),
        texts=_texts(reader, found.kind),
        unreadable=int(reader.value("SELECT count(*) FROM trouble WHERE subject = ?", (site,))),
    )


def site_of(reader: Reader, site: SiteId) -> Site | None:
    """Give a site as the model knows it."""
    row = reader.row(f"SELECT {_SITE} FROM site WHERE id = ?", (site,))  # noqa: S608 - our own columns
    return _site(row) if row else None


def asked_of(reader: Reader, checklist: ChecklistId, version: int) -> ChecklistPublished | None:
    """Give one version of a list as it was published."""
    row = reader.row(f"{_LISTS} WHERE id = ? AND version = ?", (checklist, version))
    return _published(row) if row else None


def _asked(reader: Reader, checklist: str, *, officer: bool) -> tuple[Asked | None, Asked | None]:
    own = _newest(reader, "id = ?", checklist)
    if own and own.version.made_for is ListFor.OFFICER and not officer:
        own = None
    whole = own
    if officer and not (own and own.version.whole):
        whole = _newest(reader, "whole = 1 AND made_for = ?", ListFor.OFFICER) or own
    if own is None:
        return None, whole
    questions = own.version.questions
    must_look = tuple(question for question in questions if question.must_look) or questions[:MUST_LOOK]
    more = whole if whole is not own or len(questions) > len(must_look) else None
    return Asked(own.checklist, own.version, must_look), more


_LISTS = "SELECT id, version, title, made_for, whole, questions FROM checklist"


def _newest(reader: Reader, which: str, value: str) -> Asked | None:
    row = reader.row(f"{_LISTS} WHERE {which} AND is_newest ORDER BY title, id LIMIT 1", (value,))
    if row is None:
        return None
    version = _published(row)
    return Asked(ChecklistId(row[0]), version, version.questions)


def _published(row: Row) -> ChecklistPublished:
    checklist, version, title, made_for, whole, questions = row
    return ChecklistPublished(
        subject=checklist,
        title=title,
        version=version,
        made_for=ListFor(made_for),
        questions=msgspec.json.decode(questions, type=tuple[Question, ...]),
        whole=bool(whole),
    )


_SITE = """id, name, kind, rank, grid, added_on, status, lat, lon, place_source, accuracy_m, address, leader,
    responsible, checklist, credit_code"""


def _site(row: Row) -> Site:
    lat, lon, source, accuracy = row[7:11]
    return Site(
        id=SiteId(row[0]),
        name=row[1],
        kind=SiteKind(row[2]),
        rank=Rank(row[3]),
        grid=row[4],
        day=date.fromisoformat(row[5]),
        status=SiteStatus(row[6]),
        place=None if lat is None else Place(lat=lat, lon=lon, source=source, accuracy_m=accuracy),
        address=row[11],
        leader=row[12],
        responsible=row[13],
        checklist=row[14],
        credit_code=row[15],
    )


def _last_visit(reader: Reader, site: SiteId, before: Instant) -> LastVisit | None:
    row = reader.row(
        """SELECT stop.day, coalesce(person.name, ''),
            coalesce(nullif(stop.late_reason, ''), patrol.late_reason, '')
        FROM stop LEFT JOIN person ON person.id = stop.recorded_by LEFT JOIN patrol ON patrol.id = stop.patrol
        WHERE stop.site = ? AND stop.arrived_ts < ? ORDER BY stop.day DESC, stop.arrived_ts DESC LIMIT 1""",
        (site, before.ts),
    )
    return LastVisit(date.fromisoformat(row[0]), row[1], row[2]) if row else None


def _last_answers(reader: Reader, site: SiteId, before: Instant) -> dict[str, LastAnswer]:
    rows = reader.rows(
        f"""SELECT answer.question, answer.value, stop.day FROM stop JOIN answer ON answer.stop = stop.id
        WHERE stop.site = ? AND stop.arrived_ts < ?
        ORDER BY stop.day DESC, stop.arrived_ts DESC, answer.position LIMIT {ANSWERS_READ}""",  # noqa: S608 - a number
        (site, before.ts),
    )
    newest_last = reversed(rows)
    return {question: LastAnswer(value, date.fromisoformat(day)) for question, value, day in newest_last}


def _open_findings(reader: Reader, site: SiteId) -> tuple[OpenFinding, ...]:
    rows = reader.rows(
        f"""SELECT id, number, text, severity, state, due_on FROM finding
        WHERE site = ? AND is_open ORDER BY noticed_ts DESC, id LIMIT {FINDINGS_SHOWN}""",  # noqa: S608 - a number
        (site,),
    )
    return tuple(
        OpenFinding(
            FindingId(finding), number, text, Severity(severity), FindingState(state), date.fromisoformat(due)
        )
        for finding, number, text, severity, state, due in rows
    )


def _photos(reader: Reader, site: SiteId, before: Instant) -> tuple[SitePhoto, ...]:
    rows = reader.rows(
        f"""SELECT photo.id, preview_sha256, preview_size, preview_mime, taken_ts, taken_tz, moment
        FROM photo JOIN stop ON stop.id = photo.stop
        WHERE photo.site = ? AND stop.arrived_ts < ? ORDER BY taken_ts DESC, photo.id LIMIT {LAST_PHOTOS}""",  # noqa: S608 - a number
        (site, before.ts),
    )
    return tuple(
        SitePhoto(PhotoId(photo), Blob(sha256, size, mime), Instant(ts, tz), Moment(moment))
        for photo, sha256, size, mime, ts, tz, moment in rows
    )


def _texts(reader: Reader, kind: SiteKind) -> tuple[str, ...]:
    rows = reader.rows(
        f"""SELECT text
        FROM (SELECT site, text, noticed_ts FROM finding
            ORDER BY noticed_ts DESC LIMIT {FINDINGS_READ}) AS recent
        JOIN site ON site.id = recent.site
        WHERE site.kind = ? AND length(text) <= 60
        GROUP BY text ORDER BY max(noticed_ts) DESC LIMIT {TEXTS_OFFERED}""",  # noqa: S608 - numbers
        (kind,),
    )
    return tuple(text for (text,) in rows)
