"""The rows of what a round brings: stops, findings, photos, materials, reports."""

from collections.abc import Sequence

from db.row_shape import Row, Rows, as_json, instant_columns, place_columns
from inspector.model.events import Facts
from inspector.model.issued_report import IssuedReport
from inspector.model.material import Material
from inspector.model.patrol import Patrol
from inspector.model.photo import Photo
from inspector.model.signing import Sealed, Signed, counting
from inspector.model.stop import CORRECTABLE, Stop


def patrol_rows(facts: Facts) -> Rows | None:
    patrol = Patrol.of(facts)
    if patrol is None:
        return None
    return Rows(
        {
            "id": patrol.id,
            "recorded_by": patrol.by,
            "org": patrol.org,
            "grid": patrol.grid,
            "day": patrol.day.isoformat(),
            "kind": patrol.kind,
            "state": patrol.state,
            **instant_columns("began", patrol.began),
            **instant_columns("ended", patrol.ended),
            "inspectors": as_json(patrol.inspectors),
            "weather": patrol.weather,
            "late_reason": patrol.late_reason,
            "about": patrol.about,
            "entered_for": patrol.is_entered_for,
            "number": patrol.number,
            "signers": as_json(patrol.signers),
            "due": patrol.due,
            "present": patrol.present,
            "vehicles": patrol.vehicles,
        },
        _on_paper(patrol.id, patrol.signed, patrol.sealed),
    )


def _on_paper(subject: str, signed: Sequence[Signed], sealed: tuple[Sealed, ...]) -> dict[str, list[Row]]:
    """Give the signatures and the scans of the sealed print that a report was given and that count."""
    return {
        "report_signature": [
            {
                "subject": subject,
                "position": position,
                "field": one.field,
                "sha256": one.sha256,
                "file": one.file,
                "certificate": one.certificate,
                **instant_columns("signed", one.at),
            }
            for position, one in enumerate(signed)
        ],
        "report_scan": [
            {
                "subject": subject,
                "position": position,
                "entry": one.entry,
                "filed_by": one.by,
                **instant_columns("filed", one.at),
                "pages": one.pages,
                "found_by": one.found_by,
                "name": one.name,
                "scans": as_json(one.scans),
            }
            for position, one in enumerate(counting(sealed))
        ],
    }


def issued_report_rows(facts: Facts) -> Rows | None:
    report = IssuedReport.of(facts)
    if report is None:
        return None
    return Rows(
        {
            "id": report.id,
            "kind": report.kind,
            "number": report.number,
            "about": report.about,
            "grid": report.grid,
            "site": report.site,
            "patrol": report.patrol,
            "day": report.day.isoformat(),
            "issued_by": report.by,
            **instant_columns("issued", report.at),
            "signers": as_json(report.signers),
            "addressee": report.addressee,
            "text": report.text,
            "also": as_json(report.also),
        },
        _on_paper(report.id, report.signed, report.sealed),
    )


def stop_rows(facts: Facts) -> Rows | None:
    stop = Stop.of(facts)
    if stop is None:
        return None
    answers: list[Row] = [
        {
            "stop": stop.id,
            "position": position,
            "question": answer.question,
            "value": answer.value,
            "chosen": as_json(answer.chosen),
            "amount": answer.amount,
            "note": answer.note,
            "same_as_last": answer.same_as_last,
        }
        for position, answer in enumerate(stop.right.answers)
    ]
    corrections: list[Row] = [
        {
            "stop": stop.id,
            "position": position,
            "entry": one.entry,
            "corrected_by": one.by,
            **instant_columns("corrected", one.at),
            "reason": one.change.reason,
            "before": as_json(_told(before)),
            "after": as_json(_told(after)),
        }
        for position, (one, before, after) in enumerate(stop.steps())
    ]
    right = stop.right
    return Rows(
        {
            "id": stop.id,
            "patrol": stop.patrol,
            "site": stop.site,
            "day": right.arrived.day.isoformat(),
            **instant_columns("arrived", right.arrived),
            **instant_columns("left", right.left),
            "recorded_by": stop.by,
            **instant_columns("recorded", stop.recorded),
            "checklist": stop.checklist,
            "version": stop.version,
            "nothing_unusual": right.nothing_unusual,
            "unplanned": stop.unplanned,
            "note": right.note,
            **place_columns(stop.place),
            "late_reason": stop.late_reason,
        },
        {"answer": answers, "stop_correction": corrections},
    )


def _told(stop: Stop) -> Row:
    """Give what a correction may put right, as it is kept beside the correction."""
    return {name: getattr(stop, name) for name in CORRECTABLE}


def photo_rows(facts: Facts) -> Rows | None:
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
            **instant_columns("taken", photo.taken),
            "time_source": photo.time_source,
            **place_columns(photo.place),
            "added_by": photo.by,
            **instant_columns("added", photo.added),
            "name": photo.name,
            "camera": photo.camera,
            "width": photo.width,
            "height": photo.height,
            "doubts": as_json(photo.doubts),
            "question": photo.question,
            "clock_shift_s": photo.clock_shift_s,
        }
    )


def material_rows(facts: Facts) -> Rows | None:
    material = Material.of(facts)
    if material is None:
        return None
    return Rows(
        {
            "id": material.id,
            "kind": material.kind,
            "name": material.name,
            "title": material.title,
            "patrol": material.patrol,
            "stop": material.stop,
            "site": material.site,
            "finding": material.finding,
            "sha256": material.original.sha256,
            "size": material.original.size,
            "mime": material.original.mime,
            "preview_sha256": material.preview.sha256 if material.preview else "",
            "preview_size": material.preview.size if material.preview else 0,
            "preview_mime": material.preview.mime if material.preview else "",
            "added_by": material.by,
            **instant_columns("added", material.added),
        }
    )
