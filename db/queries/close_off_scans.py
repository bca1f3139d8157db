"""The papers of a case as pages of its file: scans and PDFs as pictures, the rest by name and hash."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from db.blob_files import BlobFiles
from db.connection import Reader
from db.queries.materials import Belongs, materials_of
from db.restricted import is_restricted
from inspector.errors import Unreadable
from inspector.model.close_off import STEP_NAMES, CloseOffStep
from inspector.model.events import Blob
from inspector.model.photo import TimeSource
from inspector.periods import Instant
from inspector.reports.close_off_paper import ListedFile, ScannedPage, begun
from inspector.reports.official_paper import PaperPhoto
from inspector.words import Say

MOST_PAGES = 150
"""Pages of papers in one file; what would go beyond is listed by name and hash."""
LARGEST_PDF = 64 << 20
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Scanned:
    """The pages, their pictures numbered after the photos, and the files that have no pages here."""

    pages: tuple[ScannedPage, ...]
    pictures: tuple[PaperPhoto, ...]
    listed: tuple[ListedFile, ...]


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the case: of which step of the close-off, if of one; ``seen`` is what is shown of it."""

    step: CloseOffStep | None
    name: str
    blob: Blob
    seen: Blob
    at: Instant
    by: str


def scanned_papers(reader: Reader, blobs: BlobFiles, subject: str, say: Say, photos: int) -> Scanned:
    """Give the papers of a case, each file once: of its steps in their order, then its other materials.

    None are given of a finding that was transferred with restricted access.
    """
    pages: list[ScannedPage] = []
    pictures: list[PaperPhoto] = []
    listed: list[ListedFile] = []
    seen: set[str] = set()
    for file in () if is_restricted(reader, subject) else _files(reader, subject):
        if file.blob.sha256 in seen:
            continue
        seen.add(file.blob.sha256)
        shown = _pictures(blobs, file, MOST_PAGES - len(pages))
        if not shown:
            listed.append(ListedFile(name=file.name, sha256=file.blob.sha256, size=file.blob.size))
        title = (
            say("{step}: {name}", step=begun(say(STEP_NAMES[file.step])), name=file.name)
            if file.step
            else file.name
        )
        for number, picture in enumerate(shown, 1):
            what = title
            if len(shown) > 1:
                what = say("{name}, page {n} of {all}", name=title, n=number, all=len(shown))
            at = photos + len(pictures) + 1
            pages.append(ScannedPage(picture=at, what=what, title=title if number == 1 else ""))
            pictures.append(
                PaperPhoto(
                    number=at,
                    what=what,
                    taken=file.at,
                    time_source=TimeSource.ENTRY,
                    by=file.by,
                    sha256=file.blob.sha256,
                    picture=picture,
                )
            )
    return Scanned(tuple(pages), tuple(pictures), tuple(listed))


def _pictures(blobs: BlobFiles, file: _File, most: int) -> list[bytes]:
    if not blobs.is_whole(file.seen):
        return []
    if file.seen.mime.startswith("image/"):
        return [blobs.read(file.seen)] if most > 0 else []
    if file.seen.mime != PDF or file.seen.size > LARGEST_PDF:
        return []
    from inspector.reports.pdf_pages import drawn_pages  # loaded with the first PDF

    try:
        return list(drawn_pages(blobs.read(file.seen), file.name, most))
    except Unreadable:
        return []


def _files(reader: Reader, subject: str) -> Iterator[_File]:
    rows = reader.rows(
        """SELECT case_step.type, told, papers, at_ts, at_tz, coalesce(person.name, case_step.by)
        FROM case_step LEFT JOIN person ON person.id = case_step.by
        WHERE subject = ? AND has_effect AND papers <> '[]' ORDER BY position""",
        (subject,),
    )
    for _kind, told, papers, ts, tz, by in rows:
        body = json.loads(told)
        step = CloseOffStep(body["step"]) if body.get("step") in set(CloseOffStep) else None
        files = [Blob(*blob) for blob in json.loads(papers)]
        names = body.get("papers") or []
        for at, blob in enumerate(files):
            name = names[at] if at < len(names) else blob.sha256[:12]
            if not name:
                continue  # a preview, shown in the place of the file before it
            is_seen_as = at + 1 < len(files) and at + 1 < len(names) and not names[at + 1]
            yield _File(step, name, blob, files[at + 1] if is_seen_as else blob, Instant(ts, tz), by)
    for one in materials_of(reader, Belongs(finding=subject)):
        yield _File(None, one.title or one.name, one.file, one.preview or one.file, one.added, one.added_by)
