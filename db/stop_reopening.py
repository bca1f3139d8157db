"""A recorded stop opened again: its draft as it was recorded, and what is recorded when it was changed."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from json import loads
from typing import Any, TypeVar

import msgspec

from db.connection import Reader, Row
from db.material_intake import TakenMaterial
from db.photo_intake import TakenPhoto
from db.queries.rounds import patrol_of
from db.queries.stop_sheet import asked_of
from db.stop_draft import DraftFinding, DraftMaterial, DraftPhoto, StopDraft
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.model.category import Category
from inspector.model.events import Blob, Event, Place
from inspector.model.finding import Finding, FindingCorrected
from inspector.model.finding_state import FindingState, Severity
from inspector.model.ids import (
    ChecklistId,
    FindingId,
    GridId,
    MaterialId,
    PatrolId,
    PersonId,
    PhotoId,
    SiteId,
    StopId,
)
from inspector.model.material import MaterialKind, MaterialWithdrawn
from inspector.model.photo import Doubt, Moment, PhotoPlaced, PhotoWithdrawn, TimeSource
from inspector.model.question import Answer
from inspector.model.stop import Stop
from inspector.periods import Instant
from inspector.words import N_

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Recorded:
    """A stop as it stands in the tables, in the form of the draft it was once.

    ``findings`` are its findings as the model knows them, ``doubts`` those of each photo.
    """

    draft: StopDraft
    left: Instant | None
    findings: dict[FindingId, Finding]
    doubts: dict[PhotoId, tuple[Doubt, ...]]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is recorded of a changed stop: ``events`` about what stood there, ``fresh`` is what is new.

    ``numbers`` are those of findings that are noticed once more.
    """

    events: tuple[Event, ...]
    fresh: StopDraft
    numbers: dict[FindingId, str]


def recorded_stop(reader: Reader, stop: StopId) -> Recorded | None:
    """Give a stop that is recorded already; nothing for one that is not, or was withdrawn."""
    row = reader.row(
        "SELECT stop.patrol, stop.site, coalesce(site.name, ''), stop.recorded_by, patrol.org, arrived_ts,"
        " arrived_tz, left_ts, left_tz, stop.checklist, version, unplanned, nothing_unusual, stop.note,"
        " stop.late_reason FROM stop JOIN patrol ON patrol.id = stop.patrol"
        " LEFT JOIN site ON site.id = stop.site WHERE stop.id = ?",
        (stop,),
    )
    if row is None:
        return None
    answers = tuple(_answers(reader, stop))
    findings = {finding.id: finding for finding in _findings(reader, stop)}
    checklist, version = row[9], row[10]
    asked, full = _asked(reader, ChecklistId(checklist), version, answers)
    photos = reader.rows(f"SELECT {_PHOTO} FROM photo WHERE stop = ? ORDER BY added_ts, id", (stop,))  # noqa: S608 - our own columns
    draft = StopDraft(
        id=stop,
        patrol=PatrolId(row[0]),
        site=SiteId(row[1]),
        site_name=row[2],
        person=PersonId(row[3]),
        grid=GridId(row[4]),
        arrived=Instant(row[5], row[6]),
        checklist=checklist,
        version=version,
        full=full,
        asked=asked,
        answers=answers,
        looked=bool(row[12]),
        unplanned=bool(row[11]),
        note=row[13],
        late_reason=row[14],
        findings=tuple(_draft_finding(finding) for finding in findings.values()),
        photos=tuple(_draft_photo(one) for one in photos),
        materials=tuple(_materials(reader, stop)),
    )
    doubts = {PhotoId(one[0]): tuple(Doubt(name) for name in loads(one[21])) for one in photos}
    return Recorded(draft, None if row[7] is None else Instant(row[7], row[8]), findings, doubts)


def difference(recorded: Recorded, draft: StopDraft) -> Difference:
    """Compare a stop that was opened again with what stands there.

    A finding that was put right on the spot and is so no longer is taken back and noticed once more, under
    its number. Raises Refused as the commands of ``Finding`` do.
    """
    again = _no_longer_put_right(recorded, draft)
    kept = recorded.findings.keys() - again
    return Difference(
        events=(*_about_findings(recorded, draft, kept), *_about_files(recorded, draft)),
        fresh=msgspec.structs.replace(
            draft,
            findings=tuple(one for one in draft.findings if one.id not in kept),
            photos=tuple(one for one in draft.photos if one.photo.id not in recorded.doubts),
            materials=_new_materials(recorded, draft),
        ),
        numbers={finding: recorded.findings[finding].number for finding in again},
    )


def withdraw_stop(workspace: Workspace, stop: StopId, by: Actor, now: Instant, reason: str = "") -> StopDraft:
    """Take a stop back with all that belongs to it, and give it as the draft it would be.

    Raises Refused for a stop that is not recorded here, and when its patrol is finished.
    """
    with closing(workspace.reader()) as reader:
        recorded = recorded_stop(reader, stop)
        aggregate = Stop.of(workspace.facts_of(reader, stop))
        patrol = patrol_of(reader, PatrolId(aggregate.patrol)) if aggregate else None
    if recorded is None or aggregate is None or patrol is None:
        raise Refused(N_("This stop is not recorded here any more."))
    nothing = msgspec.structs.replace(recorded.draft, findings=(), photos=(), materials=())
    workspace.record([aggregate.withdraw(patrol, reason), *difference(recorded, nothing).events], by, now)
    return recorded.draft


def _about_findings(recorded: Recorded, draft: StopDraft, kept: set[FindingId]) -> Iterator[Event]:
    written = {one.id: one for one in draft.findings}
    for finding in recorded.findings.values():
        one = written.get(finding.id)
        if one is None or finding.id not in kept:
            yield finding.withdraw()
            continue
        corrected = finding.correct(
            text=_if_changed(one.text.strip(), finding.text),
            severity=_if_changed(one.severity, finding.severity),
            term_days=_if_changed(one.term_days, finding.term_days),
            category=_if_changed(one.category, finding.category),
            spot=_if_changed(one.spot.strip(), finding.spot),
        )
        if corrected != FindingCorrected(subject=finding.id):
            yield corrected
        if one.put_right and not finding.on_the_spot:
            moments = [photo.moment for photo in draft.photos_of(one.id)]
            as_said = msgspec.structs.replace(finding, severity=one.severity)
            yield as_said.put_right_on_the_spot(moments.count(Moment.BEFORE), moments.count(Moment.AFTER))


def _about_files(recorded: Recorded, draft: StopDraft) -> Iterator[Event]:
    photos = {one.photo.id: one for one in draft.photos}
    for before in recorded.draft.photos:
        photo = photos.get(before.photo.id)
        if photo is None:
            yield PhotoWithdrawn(subject=before.photo.id)
        elif photo != before:
            yield PhotoPlaced(
                subject=photo.photo.id,
                stop=draft.id,
                site=draft.site,
                finding=photo.finding or "",
                moment=photo.moment,
                question=photo.question,
                doubts=recorded.doubts[photo.photo.id],
            )
    materials = {one.material.id: one for one in draft.materials}
    for other in recorded.draft.materials:
        if materials.get(other.material.id) != other:
            yield MaterialWithdrawn(subject=other.material.id)


def _new_materials(recorded: Recorded, draft: StopDraft) -> tuple[DraftMaterial, ...]:
    """Give what is to be added; a material that changed its finding is taken back and added once more."""
    known = set(recorded.draft.materials)
    return tuple(one for one in draft.materials if one not in known)


def _no_longer_put_right(recorded: Recorded, draft: StopDraft) -> set[FindingId]:
    return {
        one.id
        for one in draft.findings
        if one.id in recorded.findings and recorded.findings[one.id].on_the_spot and not one.put_right
    }


def _if_changed(new: Kind, old: Kind) -> Kind | None:
    return None if new == old else new


def _answers(reader: Reader, stop: StopId) -> Iterator[Answer]:
    rows = reader.rows(
        "SELECT question, value, chosen, amount, note, same_as_last FROM answer WHERE stop = ?"
        " ORDER BY position",
        (stop,),
    )
    for question, value, chosen, amount, note, same in rows:
        yield Answer(
            question=question,
            value=value,
            chosen=tuple(loads(chosen)),
            amount=amount,
            note=note,
            same_as_last=bool(same),
        )


def _asked(
    reader: Reader, checklist: ChecklistId, version: int, answers: tuple[Answer, ...]
) -> tuple[tuple[str, ...], bool]:
    """Give what was asked, and whether it was all of the list: then more than the must-look was answered."""
    asked = asked_of(reader, checklist, version) if checklist else None
    questions = asked.questions if asked else ()
    must_look = tuple(question.id for question in questions if question.must_look)
    if {answer.question for answer in answers} <= set(must_look):
        return must_look, False
    return tuple(question.id for question in questions), True


def _findings(reader: Reader, stop: StopId) -> Iterator[Finding]:
    rows = reader.rows(
        "SELECT id, noticed_by, number, grid, site, patrol, stop, text, noticed_ts, noticed_tz, question,"
        " severity, term_days, spot, lat, lon, place_source, accuracy_m, state, on_the_spot, category"
        " FROM finding WHERE stop = ? ORDER BY number, id",
        (stop,),
    )
    for row in rows:
        yield Finding(
            id=FindingId(row[0]),
            by=row[1],
            number=row[2],
            grid=row[3],
            site=row[4],
            patrol=row[5],
            stop=row[6],
            text=row[7],
            noticed=Instant(row[8], row[9]),
            question=row[10],
            severity=Severity(row[11]),
            term_days=row[12],
            spot=row[13],
            place=_place(row[14:18]),
            state=FindingState(row[18]),
            on_the_spot=bool(row[19]),
            category=Category(row[20]) if row[20] else None,
        )


def _draft_finding(finding: Finding) -> DraftFinding:
    return DraftFinding(
        id=finding.id,
        text=finding.text,
        question=finding.question,
        severity=finding.severity,
        term_days=finding.term_days,
        category=finding.category,
        spot=finding.spot,
        put_right=finding.on_the_spot,
        number=finding.number,
    )


_PHOTO = """id, original_sha256, original_size, original_mime, preview_sha256, preview_size, preview_mime,
    taken_ts, taken_tz, time_source, name, lat, lon, place_source, accuracy_m, camera, width, height,
    clock_shift_s, finding, moment, doubts, question"""


def _draft_photo(row: Row) -> DraftPhoto:
    return DraftPhoto(
        photo=TakenPhoto(
            id=PhotoId(row[0]),
            original=Blob(*row[1:4]),
            preview=Blob(*row[4:7]),
            taken=Instant(row[7], row[8]),
            time_source=TimeSource(row[9]),
            name=row[10],
            place=_place(row[11:15]),
            camera=row[15],
            width=row[16],
            height=row[17],
            clock_shift_s=row[18],
        ),
        finding=FindingId(row[19]) if row[19] else None,
        moment=Moment(row[20]),
        question=row[22],
    )


def _materials(reader: Reader, stop: StopId) -> Iterator[DraftMaterial]:
    rows = reader.rows(
        "SELECT id, sha256, size, mime, preview_sha256, preview_size, preview_mime, kind, name, finding"
        " FROM material WHERE stop = ? ORDER BY added_ts, id",
        (stop,),
    )
    for subject, sha256, size, mime, preview, preview_size, preview_mime, kind, name, finding in rows:
        yield DraftMaterial(
            material=TakenMaterial(
                id=MaterialId(subject),
                original=Blob(sha256, size, mime),
                kind=MaterialKind(kind),
                name=name,
                preview=Blob(preview, preview_size, preview_mime) if preview else None,
            ),
            finding=FindingId(finding) if finding else None,
        )


def _place(columns: Sequence[Any]) -> Place | None:
    lat, lon, source, accuracy_m = columns
    return None if lat is None else Place(lat=lat, lon=lon, source=source, accuracy_m=accuracy_m)
