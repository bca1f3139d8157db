"""What is written into the tables of the projection for each kind of subject, from its fold."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeAlias

import msgspec

from db.changes import Kind
from db.search_words import initials, spaced
from inspector.errors import Unreadable
from inspector.journal.authority import PersonCertified
from inspector.journal.person_key import name_on
from inspector.model.checklist import Checklist, ChecklistPublished
from inspector.model.events import Event, Facts, Place
from inspector.model.finding import (
    ENDED,
    Finding,
    FindingNoticed,
    FindingPutRightOnTheSpot,
    FindingReported,
)
from inspector.model.grid import Grid, GridAdded, GridChanged
from inspector.model.office import Rules, RulesDecided
from inspector.model.patrol import Patrol, PatrolFinished, PatrolStarted, ReportSigned
from inspector.model.person import Person, PersonAdded, RoleEnded, RoleGiven
from inspector.model.photo import Photo, PhotoAdded
from inspector.model.site import Site, SiteAdded, SiteChanged
from inspector.model.stop import Stop, StopRecorded
from inspector.periods import Instant

Row: TypeAlias = dict[str, object]
"""Values by column."""


@dataclass(frozen=True, slots=True)
class Rows:
    """One subject in the tables: its own row, the rows of its parts by table, the words it is found by."""

    row: Row | None = None
    parts: dict[str, list[Row]] = field(default_factory=dict)
    words: Row = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a kind of subject lies in the tables; ``parts`` names with each table its column of the subject."""

    kind: Kind
    events: tuple[type[Event], ...]
    rows: Callable[[Facts], Rows | None]
    table: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    search: str = ""


def _grid(facts: Facts) -> Rows | None:
    grid = Grid.of(facts)
    if grid is None:
        return None
    return Rows(
        {
            "id": grid.id,
            "name": grid.name,
            "code": grid.code,
            "level": grid.level,
            "parent": grid.parent,
            **_place(grid.place),
        }
    )


def _person(facts: Facts) -> Rows | None:
    person = Person.of(facts)
    if person is None:
        return None
    duties: list[Row] = [
        {
            "person": person.id,
            "position": position,
            "role": duty.role,
            "grid": duty.grid,
            "since": duty.since.isoformat(),
            "until": duty.until.isoformat() if duty.until else None,
            "card": duty.card,
        }
        for position, duty in enumerate(person.duties)
    ]
    return Rows({"id": person.id, "name": person.name}, {"duty": duties})


def _certificates(facts: Facts) -> Rows:
    rows: list[Row] = []
    for fact in facts:
        if fact.confirmed and isinstance(fact.event, PersonCertified):
            try:
                der = base64.b64decode(fact.event.certificate, validate=True)
                name = name_on(der)
            except (ValueError, Unreadable):
                continue
            rows.append(
                {
                    "subject": fact.subject,
                    "position": len(rows),
                    "sha256": hashlib.sha256(der).hexdigest(),
                    "person": fact.actor,
                    "name": name,
                    "der": der,
                    **_instant("certified", fact.at),
                }
            )
    return Rows(parts={"certificate": rows})


def _rules(facts: Facts) -> Rows | None:
    if not any(fact.confirmed and isinstance(fact.event, RulesDecided) for fact in facts):
        return None
    rules, subject = Rules.of(facts), facts[0].subject
    cycles: list[Row] = [
        {"rules": subject, "rank": rank, "days": rules.days_between_visits(rank)}
        for rank in dict.fromkeys(cycle.rank for cycle in rules.cycles)
    ]
    return Rows(
        {
            "id": subject,
            "office_name": rules.office_name,
            "level_names": _json(rules.level_names),
            "cycles": _json(rules.cycles),
            "paper_language": rules.paper_language,
            "daily_report_title": rules.daily_report_title,
            "signers": _json(rules.signers),
            "photos_per_page": rules.photos_per_page,
            "sample": rules.sample,
        },
        {"cycle": cycles},
    )


def _site(facts: Facts) -> Rows | None:
    site = Site.of(facts)
    if site is None:
        return None
    return Rows(
        {
            "id": site.id,
            "name": site.name,
            "kind": site.kind,
            "rank": site.rank,
            "grid": site.grid,
            "added_on": site.day.isoformat(),
            "status": site.status,
            **_place(site.place),
            "address": site.address,
            "leader": site.leader,
            "responsible": site.responsible,
            "checklist": site.checklist,
            "credit_code": site.credit_code,
        },
        words={
            "name": spaced(site.name),
            "words": spaced(f"{site.address}\n{site.leader}\n{site.responsible}\n{site.credit_code}"),
            "initials": initials(site.name),
        },
    )


def _checklist(facts: Facts) -> Rows:
    checklist = Checklist.of(facts)
    versions = checklist.versions if checklist else ()
    rows: list[Row] = [
        {
            "id": facts[0].subject,
            "position": position,
            "version": version.version,
            "title": version.title,
            "made_for": version.made_for,
            "whole": version.whole,
            "questions": _json(version.questions),
            "is_newest": position == len(versions) - 1,
        }
        for position, version in enumerate(versions)
    ]
    return Rows(parts={"checklist": rows})


def _patrol(facts: Facts) -> Rows | None:
    patrol = Patrol.of(facts)
    if patrol is None:
        return None
    signatures: list[Row] = [
        {
            "patrol": patrol.id,
            "position": position,
            "field": signed.field,
            "sha256": signed.sha256,
            "file": signed.file,
            "certificate": signed.certificate,
            **_instant("signed", signed.at),
        }
        for position, signed in enumerate(patrol.signed)
    ]
    return Rows(
        {
            "id": patrol.id,
            "org": patrol.org,
            "grid": patrol.grid,
            "day": patrol.day.isoformat(),
            "kind": patrol.kind,
            "state": patrol.state,
            **_instant("began", patrol.began),
            **_instant("ended", patrol.ended),
            "inspectors": _json(patrol.inspectors),
            "weather": patrol.weather,
            "late_reason": patrol.late_reason,
            "number": patrol.number,
            "signers": _json(patrol.signers),
            "due": patrol.due,
            "present": patrol.present,
        },
        {"report_signature": signatures},
    )


def _stop(facts: Facts) -> Rows | None:
    stop = Stop.of(facts)
    if stop is None:
        return None
    answers: list[Row] = [
        {
            "stop": stop.id,
            "position": position,
            "question": answer.question,
            "value": answer.value,
            "note": answer.note,
            "same_as_last": answer.same_as_last,
        }
        for position, answer in enumerate(stop.answers)
    ]
    return Rows(
        {
            "id": stop.id,
            "patrol": stop.patrol,
            "site": stop.site,
            "day": stop.arrived.day.isoformat(),
            **_instant("arrived", stop.arrived),
            **_instant("left", stop.left),
            "recorded_by": stop.by,
            **_instant("recorded", stop.recorded),
            "checklist": stop.checklist,
            "version": stop.version,
            "nothing_unusual": stop.nothing_unusual,
            "unplanned": stop.unplanned,
            "note": stop.note,
            **_place(stop.place),
            "late_reason": stop.late_reason,
        },
        {"answer": answers},
    )


def _finding(facts: Facts) -> Rows | None:
    finding = Finding.of(facts)
    if finding is None:
        return None
    noticed_on = finding.noticed.day
    return Rows(
        {
            "id": finding.id,
            "number": finding.number,
            "grid": finding.grid,
            "site": finding.site,
            "patrol": finding.patrol,
            "stop": finding.stop,
            "question": finding.question,
            "text": finding.text,
            "severity": finding.severity,
            "term_days": finding.term_days,
            "spot": finding.spot,
            **_place(finding.place),
            "noticed_by": finding.by,
            **_instant("noticed", finding.noticed),
            "noticed_on": noticed_on.isoformat(),
            "due_on": (noticed_on + timedelta(days=finding.term_days)).isoformat(),
            "state": finding.state,
            "is_open": finding.state not in ENDED,
            "on_the_spot": finding.on_the_spot,
        },
        words={"number": finding.number, "text": spaced(finding.text), "spot": spaced(finding.spot)},
    )


def _photo(facts: Facts) -> Rows | None:
    photo = Photo.of(facts)
    if photo is None:
        return None
    return Rows(
        {
            "id": photo.id,
            "patrol": photo.patrol,
            "stop": photo.stop,
            "site": photo.site,
            "finding": photo.finding,
            "moment": photo.moment,
            "original_sha256": photo.original.sha256,
            "original_size": photo.original.size,
            "original_mime": photo.original.mime,
            "preview_sha256": photo.preview.sha256,
            "preview_size": photo.preview.size,
            "preview_mime": photo.preview.mime,
            **_instant("taken", photo.taken),
            "time_source": photo.time_source,
            **_place(photo.place),
            "added_by": photo.by,
            **_instant("added", photo.added),
            "name": photo.name,
            "camera": photo.camera,
            "width": photo.width,
            "height": photo.height,
            "doubts": _json(photo.doubts),
        }
    )


SHAPES: tuple[Shape, ...] = (
    Shape(Kind.GRID, (GridAdded, GridChanged), _grid, "grid"),
    Shape(Kind.PERSON, (PersonAdded, RoleGiven, RoleEnded), _person, "person", (("duty", "person"),)),
    Shape(Kind.PERSON, (PersonCertified,), _certificates, parts=(("certificate", "subject"),)),
    Shape(Kind.RULES, (RulesDecided,), _rules, "rules", (("cycle", "rules"),)),
    Shape(Kind.SITE, (SiteAdded, SiteChanged), _site, "site", search="site_search"),
    Shape(Kind.CHECKLIST, (ChecklistPublished,), _checklist, parts=(("checklist", "id"),)),
    Shape(
        Kind.PATROL,
        (PatrolStarted, PatrolFinished, ReportSigned),
        _patrol,
        "patrol",
        (("report_signature", "patrol"),),
    ),
    Shape(Kind.STOP, (StopRecorded,), _stop, "stop", (("answer", "stop"),)),
    Shape(
        Kind.FINDING,
        (FindingNoticed, FindingPutRightOnTheSpot, FindingReported),
        _finding,
        "finding",
        search="finding_search",
    ),
    Shape(Kind.PHOTO, (PhotoAdded,), _photo, "photo"),
)
SHAPE_OF: dict[str, Shape] = {event.TYPE: shape for shape in SHAPES for event in shape.events}
"""Which rows an entry of a type has a say in."""


def _instant(name: str, at: Instant | None) -> Row:
    return {f"{name}_ts": at.ts if at else None, f"{name}_tz": at.tz if at else None}


def _place(place: Place | None) -> Row:
    return {
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "place_source": place.source if place else None,
        "accuracy_m": place.accuracy_m if place else None,
    }


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
