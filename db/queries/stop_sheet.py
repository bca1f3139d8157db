"""What somebody who stands before a site wants to know: what to look at, and how it was last time."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from db.connection import Reader, Row
from db.phrase_book import Phrases, phrases_at
from db.queries.rounds import person_of
from db.queries.site_papers import DossierPaper, papers_of
from db.queries.site_searches import WaitingPlace, searches_waiting_at
from db.restricted import WITHHELD_PHOTO
from inspector.model.checklist import MUST_LOOK, ChecklistPublished, ListFor
from inspector.model.events import Blob, Place
from inspector.model.finding_state import FindingState, Severity
from inspector.model.ids import ChecklistId, FindingId, PersonId, PhotoId, SiteId
from inspector.model.office import Rank
from inspector.model.person import Role
from inspector.model.photo import Moment
from inspector.model.question import Answer, Question, fits
from inspector.model.site import Site, SiteKind, SiteStatus
from inspector.periods import Instant
from inspector.words import spoken

ANSWERS_READ = 400
"""Newest answers of a site that are looked through for the last one to each question."""
LAST_PHOTOS = 6
FINDINGS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of a stop, out of one version of a list."""

    checklist: ChecklistId
    version: ChecklistPublished
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """What was answered to ``question``, as it was put then, when it was last asked here.

    ``photos`` are those that answered it; ``question`` is missing where that version of the list never came.
    """

    answer: Answer
    day: date
    question: Question | None = None
    photos: int = 0

    def serves(self, question: Question) -> bool:
        """Say whether it may be given again: the question takes it and still measures alike.

        A photo shows one day and is never given again.
        """
        then = self.question
        if then is None or self.photos:
            return False
        alike = (then.kind, then.unit, then.decimals) == (question.kind, question.unit, question.decimals)
        return alike and fits(question, self.answer)


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

    ``phrases`` are words for findings at sites of this kind; ``for_officers`` is the title of a list that is
    kept from this person, who is no officer on that day; ``unreadable`` counts entries about this site which
    this program cannot interpret.
    """

    site: Site
    grid_name: str
    ordinary: Asked | None
    full: Asked | None
    last: LastVisit | None
    answers: Mapping[str, LastAnswer]
    findings: tuple[OpenFinding, ...]
    papers: tuple[DossierPaper, ...]
    photos: tuple[SitePhoto, ...]
    phrases: Phrases
    unreadable: int
    for_officers: str = ""
    searches: tuple[WaitingPlace, ...] = ()
    """The open search lists in which nobody has answered for this site."""


def stop_sheet(reader: Reader, site: SiteId, person: PersonId, before: Instant) -> StopSheet | None:
    """Prepare a stop of ``person`` at ``site``, with what was known ``before``; None without the site.

    Grid staff are asked from lists made for them only: people without an enforcement card do not inspect
    enterprises (国办 2025, 严格规范涉企行政检查).
    """
    found = site_of(reader, site)
    if found is None:
        return None
    who = person_of(reader, person)
    officer = bool(who and who.has(Role.OFFICER, before.day))
    ordinary, full = _asked(reader, found.checklist, officer=officer)
    return StopSheet(
        site=found,
        grid_name=str(reader.value("SELECT name FROM grid WHERE id = ?", (found.grid,)) or ""),
        ordinary=ordinary,
        full=full,
        last=_last_visit(reader, site, before),
        answers=_last_answers(reader, site, before),
        findings=_open_findings(reader, site),
        papers=papers_of(reader, site),
        photos=_photos(reader, site, before),
        phrases=phrases_at(reader, found.kind, person, spoken()),
        unreadable=int(reader.value("SELECT count(*) FROM trouble WHERE subject = ?", (site,))),
        for_officers="" if officer else _kept_for_officers(reader, found.checklist),
        searches=searches_waiting_at(reader, site),
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


def _kept_for_officers(reader: Reader, checklist: str) -> str:
    """Give the title of the site's own list if it is one of officers, else of their full check."""
    own = _newest(reader, "id = ?", checklist)
    if own is None:
        return ""
    if own.version.made_for is ListFor.OFFICER:
        return own.version.title
    whole = _newest(reader, "whole = 1 AND made_for = ?", ListFor.OFFICER)
    return whole.version.title if whole else ""


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
    responsible, checklist, credit_code, leader_phone, responsible_phone, note"""


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
        leader_phone=row[16],
        responsible_phone=row[17],
        note=row[18],
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
        f"""SELECT answer.question, value, chosen, amount, stop.day, stop.checklist, stop.version, 0
        FROM stop JOIN answer ON answer.stop = stop.id
        WHERE stop.site = :site AND stop.arrived_ts < :before
        ORDER BY stop.day DESC, stop.arrived_ts DESC, answer.position LIMIT {ANSWERS_READ}""",  # noqa: S608 - a number
        {"site": site, "before": before.ts},
    )
    shown = reader.rows(
        f"""SELECT photo.question, '', '[]', NULL, stop.day, stop.checklist, stop.version, count(*)
        FROM stop JOIN photo ON photo.stop = stop.id
        WHERE stop.site = :site AND stop.arrived_ts < :before AND photo.question <> ''
        GROUP BY stop.id, photo.question ORDER BY stop.day DESC, stop.arrived_ts DESC LIMIT {ANSWERS_READ}""",  # noqa: S608 - a number
        {"site": site, "before": before.ts},
    )
    newest: dict[str, Row] = {}
    for row in (*rows, *shown):
        earlier = newest.get(row[0])
        if earlier is None or earlier[4] < row[4]:
            newest[row[0]] = row
    asked = {which: _questions(reader, *which) for which in {(row[5], row[6]) for row in newest.values()}}
    return {
        name: LastAnswer(
            Answer(question=name, value=value, chosen=tuple(json.loads(chosen)), amount=amount),
            date.fromisoformat(day),
            asked[checklist, version].get(name),
            photos,
        )
        for name, value, chosen, amount, day, checklist, version, photos in newest.values()
    }


def _questions(reader: Reader, checklist: str, version: int) -> dict[str, Question]:
    published = asked_of(reader, ChecklistId(checklist), version)
    return {question.id: question for question in published.questions} if published else {}


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
        WHERE photo.site = ? AND stop.arrived_ts < ? AND NOT {WITHHELD_PHOTO}
        ORDER BY taken_ts DESC, photo.id LIMIT {LAST_PHOTOS}""",  # noqa: S608 - a number
        (site, before.ts),
    )
    return tuple(
        SitePhoto(PhotoId(photo), Blob(sha256, size, mime), Instant(ts, tz), Moment(moment))
        for photo, sha256, size, mime, ts, tz, moment in rows
    )
