"""Signed reports that come in as files: kept once their records are here, replaced only by what goes on."""

import json
import os
from contextlib import closing
from pathlib import Path

from db.disk import full_disk_in_words, settle
from db.queries.reports import report_row
from db.queries.signing_places import own_certificate_place
from db.report_files import report_file
from db.report_signing import IN_PLACE
from db.workspace import Workspace
from inspector.errors import Refused
from inspector.file_faults import put_in_place
from inspector.journal.person_key import PersonKey
from inspector.periods import Instant
from inspector.reports.attachment import read_data
from inspector.reports.verdict import Kind, Outcome, Trust, Verdict
from inspector.words import N_


def keep_received_report(workspace: Workspace, file: Path, verdict: Verdict) -> Path | None:
    """Keep the signed PDF ``file`` as the report it is, and give where; nothing where it is not to be kept.

    One that another device made final is kept when every signature is right and the office vouches for
    one of them: else anybody could put another page before the records. What is there already, and always
    our own, is replaced only by a file that goes on from it byte for byte, as further signatures do; whose
    certificate nobody here knows is said by ``verify``. The places it shows signed are remembered, for their
    entries may never come. Raises Unreadable as ``take_out`` does, and Refused when the disk is full.
    """
    from inspector.reports.pdf_reading import open_pdf

    signed = [one for one in verdict.signatures if one.valid]
    if verdict.kind is not Kind.REPORT or verdict.outcome is Outcome.BAD:
        return None
    if not signed or len(signed) < len(verdict.signatures):
        return None
    pdf = open_pdf(file)
    subject = read_data(pdf.carried().data).subject
    with IN_PLACE, closing(workspace.reader()) as reader:
        row = report_row(reader, workspace.folder, subject)
        if row is None:
            return None
        place = report_file(reader, workspace, subject)
        is_vouched_for = row.made_here or any(one.trust is Trust.OFFICE for one in signed)
        if not is_vouched_for or not _goes_on(pdf.content, place, made_here=row.made_here):
            return None
        _put(pdf.content, place)
        remember_signed(workspace, subject, place, [one.field for one in signed])
    return place


def remember_signed(workspace: Workspace, subject: str, file: Path, fields: list[str]) -> None:
    """Keep in mind which places the file of a report shows signed."""
    name = file.relative_to(workspace.folder).as_posix()
    with workspace.changing() as tables:
        tables.execute(
            "INSERT OR REPLACE INTO kept_report VALUES (?, ?, ?)", (subject, name, json.dumps(fields))
        )


def sign_as_inspected_party(workspace: Workspace, subject: str, key: PersonKey, at: Instant) -> Path:
    """Sign a kept report in the inspected party's place with a certificate of their own, and give the file.

    The office does not know who that is: nothing is recorded, the file alone carries it, and ``verify`` says
    what its certificate is worth. Raises Refused where there is no such place, or the file is not here.
    """
    from inspector.reports.signature import sign_report

    with IN_PLACE, closing(workspace.reader()) as reader:
        row = report_row(reader, workspace.folder, subject)
        if row is None:
            raise Refused(N_("What this report is about is not known here any more."))
        place = own_certificate_place(row)
        if not place.field:
            raise Refused(place.why_not)
        file = report_file(reader, workspace, subject)
        if not file.exists():
            raise Refused(N_("The report {name} is missing; build it first."), name=file.name)
        with full_disk_in_words():
            sign_report(file, file, key, place.field, at)
        remember_signed(workspace, subject, file, [*row.signed, place.field])
    return file


def _goes_on(content: bytes, place: Path, *, made_here: bool) -> bool:
    """Say whether ``content`` is what is kept at ``place``, or goes on from it; our own was made there."""
    if place.exists():
        return bytes(content).startswith(place.read_bytes())
    return not made_here


def _put(content: bytes, place: Path) -> None:
    part = place.with_name(f".{place.name}.part")
    with full_disk_in_words():
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            put_in_place(part, place)
        finally:
            part.unlink(missing_ok=True)
        settle(place.parent)
