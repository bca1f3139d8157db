"""The signed reports of other devices: kept beside our own once their records were taken in."""

import os
from contextlib import closing
from pathlib import Path

from db.disk import full_disk_in_words, settle
from db.queries.reports import report_row
from db.report_files import report_file
from db.workspace import Workspace
from inspector.reports.attachment import read_data
from inspector.reports.verdict import Kind, Outcome, Trust, Verdict


def keep_received_report(workspace: Workspace, file: Path, verdict: Verdict) -> Path | None:
    """Keep the PDF ``file`` as the report of its patrol, and give where; nothing where it is not to be kept.

    It is kept when another device finished the patrol, and the office vouches for everybody who signed: else
    anybody could put another page before the records. What is there already is replaced only by a file that
    goes on from it, as further signatures do. Raises Unreadable as ``take_out`` does, and Refused when the
    disk is full.
    """
    from inspector.reports.pdf_reading import open_pdf

    if verdict.kind is not Kind.REPORT or not _is_vouched_for(verdict):
        return None
    pdf = open_pdf(file)
    data = read_data(pdf.carried().data)
    with closing(workspace.reader()) as reader:
        row = report_row(reader, workspace.folder, data.subject)
        if row is None or row.made_here:
            return None
        place = report_file(reader, workspace, data.subject)
    if not place.exists() or pdf.content.startswith(place.read_bytes()):
        _put(pdf.content, place)
        return place
    return None


def _is_vouched_for(verdict: Verdict) -> bool:
    trusted = all(one.valid and one.trust is Trust.OFFICE for one in verdict.signatures)
    return verdict.outcome is not Outcome.BAD and bool(verdict.signatures) and trusted


def _put(content: bytes, place: Path) -> None:
    part = place.with_name(f".{place.name}.part")
    with full_disk_in_words():
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(place)
        finally:
            part.unlink(missing_ok=True)
        settle(place.parent)
