"""The dossier of a site (一企一档): facts, papers, open findings, the last visits with their photos."""

from dataclasses import dataclass
from datetime import date

from db.connection import Reader
from db.queries.site_complaints import SiteComplaint, complaints_of_site
from db.queries.site_papers import DossierPaper, papers_of
from db.queries.site_searches import WaitingPlace, searches_waiting_at
from db.queries.site_tasks import SiteTask, tasks_of_site
from db.queries.sites import SiteRow, site_rows
from db.queries.stop_sheet import site_of
from db.restricted import WITHHELD_FILE, WITHHELD_PHOTO, shown
from inspector.model.events import Blob, Place
from inspector.model.finding_state import FindingState, Severity
from inspector.model.ids import FindingId, PhotoId, SiteId, StopId
from inspector.model.photo import Moment
from inspector.model.site import Site, distance_m
from inspector.periods import Instant

STOPS_SHOWN, PHOTOS_SHOWN, FINDINGS_SHOWN, LAST_PHOTOS = 12, 3, 50, 60
"""Newest visits beside the list, photos of each, open findings, and newest photos of the whole dossier."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit in the time line; ``findings`` are the words of what was noticed, ``photos`` the first few."""

    stop: StopId
    arrived: Instant
    by: str
    nothing_unusual: bool
    unplanned: bool
    late_reason: str
    note: str
    findings: tuple[str, ...]
    photos: tuple[tuple[PhotoId, Blob, Instant], ...]


@dataclass(frozen=True, slots=True)
class DossierFinding:
    """A finding of the site that has not ended."""

    finding: FindingId
    number: str
    text: str
    severity: Severity
    state: FindingState
    due_on: date


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of one site: facts, papers, open findings, the last visits of ``visit_count``.

    ``distance_m`` is from the middle of its grid, where both places are known.
    """

    site: Site
    row: SiteRow
    checklist: str
    distance_m: int | None
    papers: tuple[DossierPaper, ...]
    findings: tuple[DossierFinding, ...]
    visits: tuple[Visit, ...]
    visit_count: int
    photo_count: int
    photos_withheld: int
    """Photos that only the case of their finding shows."""
    material_count: int
    unreadable: int
    complaints: tuple[SiteComplaint, ...] = ()
    searches: tuple[WaitingPlace, ...] = ()
    """The open search lists in which nobody has answered for it."""
    tasks: tuple[SiteTask, ...] = ()


def dossier_of(reader: Reader, site: SiteId) -> Dossier | None:
    """Gather what is known of a site; None without it."""
    found = site_of(reader, site)
    if found is None:
        return None
    row = site_rows(reader, [site])[site]
    return Dossier(
        site=found,
        row=row,
        checklist=row.checklist,
        distance_m=_distance(reader, found),
        papers=papers_of(reader, site),
        findings=_open_findings(reader, site),
        visits=_visits(reader, site),
        visit_count=int(reader.value("SELECT count(*) FROM stop WHERE site = ?", (site,))),
        photo_count=_count(reader, f"photo WHERE site = ? AND NOT {WITHHELD_PHOTO}", site),
        photos_withheld=_count(reader, f"photo WHERE site = ? AND {WITHHELD_PHOTO}", site),
        material_count=_count(reader, f"material WHERE site = ? AND NOT {WITHHELD_FILE}", site),
        unreadable=int(reader.value("SELECT count(*) FROM trouble WHERE subject = ?", (site,))),
        complaints=complaints_of_site(reader, site),
        searches=searches_waiting_at(reader, site),
        tasks=tasks_of_site(reader, site),
    )


@dataclass(frozen=True, slots=True)
class DossierPhoto:
    """A photo of the site, with its small picture's file."""

    photo: PhotoId
    preview: Blob
    taken: Instant


def last_photos(reader: Reader, site: SiteId) -> tuple[DossierPhoto, ...]:
    """List the newest photos of ``site``."""
    rows = reader.rows(
        f"""SELECT id, preview_sha256, preview_size, preview_mime, taken_ts, taken_tz FROM photo
        WHERE site = ? AND NOT {WITHHELD_PHOTO} ORDER BY taken_ts DESC, id DESC LIMIT {LAST_PHOTOS}""",  # noqa: S608 - a number
        (site,),
    )
    return tuple(
        DossierPhoto(PhotoId(photo), Blob(sha256, size, mime), Instant(ts, tz))
        for photo, sha256, size, mime, ts, tz in rows
    )


def _count(reader: Reader, which: str, site: SiteId) -> int:
    return int(reader.value(f"SELECT count(*) FROM {which}", (site,)))  # noqa: S608 - our own words


def _distance(reader: Reader, site: Site) -> int | None:
    row = reader.row("SELECT lat, lon FROM grid WHERE id = ? AND lat IS NOT NULL", (site.grid,))
    return distance_m(Place(lat=row[0], lon=row[1]), site.place) if row and site.place else None


def _open_findings(reader: Reader, site: SiteId) -> tuple[DossierFinding, ...]:
    rows = reader.rows(
        f"""SELECT id, number, text, severity, state, due_on FROM finding
        WHERE site = ? AND is_open ORDER BY due_on, id LIMIT {FINDINGS_SHOWN}""",  # noqa: S608 - a number
        (site,),
    )
    return tuple(
        DossierFinding(
            FindingId(finding),
            number,
            shown(text),
            Severity(severity),
            FindingState(state),
            date.fromisoformat(due),
        )
        for finding, number, text, severity, state, due in rows
    )


def _visits(reader: Reader, site: SiteId) -> tuple[Visit, ...]:
    rows = reader.rows(
        f"""SELECT stop.id, stop.arrived_ts, stop.arrived_tz, coalesce(person.name, ''), stop.nothing_unusual,
            stop.unplanned, coalesce(nullif(stop.late_reason, ''), patrol.late_reason, ''), stop.note
        FROM stop LEFT JOIN person ON person.id = stop.recorded_by LEFT JOIN patrol ON patrol.id = stop.patrol
        WHERE stop.site = ? ORDER BY stop.day DESC, stop.arrived_ts DESC LIMIT {STOPS_SHOWN}""",  # noqa: S608 - a number
        (site,),
    )
    return tuple(
        Visit(
            stop=StopId(stop),
            arrived=Instant(ts, tz),
            by=by,
            nothing_unusual=bool(nothing),
            unplanned=bool(unplanned),
            late_reason=late,
            note=note,
            findings=_noticed(reader, stop),
            photos=_photos(reader, stop),
        )
        for stop, ts, tz, by, nothing, unplanned, late, note in rows
    )


def _noticed(reader: Reader, stop: str) -> tuple[str, ...]:
    rows = reader.rows("SELECT text FROM finding WHERE stop = ? ORDER BY noticed_ts, id", (stop,))
    return tuple(shown(text) for (text,) in rows)


def _photos(reader: Reader, stop: str) -> tuple[tuple[PhotoId, Blob, Instant], ...]:
    rows = reader.rows(
        f"""SELECT id, preview_sha256, preview_size, preview_mime, taken_ts, taken_tz FROM photo
        WHERE stop = ? AND NOT {WITHHELD_PHOTO}
        ORDER BY moment = '{Moment.PLAIN}', taken_ts, id LIMIT {PHOTOS_SHOWN}""",  # noqa: S608 - as above
        (stop,),
    )
    return tuple(
        (PhotoId(photo), Blob(sha256, size, mime), Instant(ts, tz))
        for photo, sha256, size, mime, ts, tz in rows
    )
