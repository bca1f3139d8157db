"""No paper but the letter shows or carries a photo or file of what was transferred with restricted access."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from db.connection import Reader
from db.file_arrival import receive_file
from db.incarnation import Machine
from db.issued_reports import ReportWish, draft_of, gather_issued
from db.queries.day_text import day_photos
from db.queries.dossier import dossier_of, last_photos
from db.queries.stop_sheet import stop_sheet
from db.queries.time_line import LineKind, time_line
from db.report_files import order_report
from db.report_orders import Order
from db.table_export import export_list
from db.workspace import Workspace
from inspector.journal.entry import stored_entry
from inspector.model.ids import PersonId, SiteId
from inspector.model.issued_report import ReportKind
from inspector.model.material import MaterialAdded, MaterialKind
from inspector.model.photo import Moment, PhotoAdded, TimeSource
from inspector.reports.attachment import Stage
from inspector.reports.forms import build_report
from inspector.reports.verification import verify
from inspector.tables.writing import Form
from tests.db.case_desk import BY_CLERK, LATER
from tests.db.reporting import built, finish
from tests.db.transferred import FOUND, PATROL, STOP, transferred
from tests.db.village import COKING, LOCAL, MIDDLE, MORNING, STAFF, TODAY, Village, named
from tests.pictures.made import encoded, scene
from tests.reports.papers import flat

FILE, TITLE = b"%PDF-1.7 what the neighbour filmed", "涉案线索"
PHOTO, HIDDEN, OPEN_FILE, OPEN_PHOTO = named(61), named(882), named(881), named(880)
NOT_SHOWN, NOT_LISTED = (
    "1photounderrestrictedaccessisnotshown.",
    "1fileunderrestrictedaccessisnotlisted.",
)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    """Give the restricted finding a file, and its stop a photo and a file of their own."""
    made = transferred(tmp_path)
    blobs = made.workspace.blobs
    shown = encoded(scene(900))
    made.record(
        MaterialAdded(
            subject=HIDDEN,
            kind=MaterialKind.DOCUMENT,
            name="a.pdf",
            title=TITLE,
            patrol=PATROL,
            stop=STOP,
            site=COKING,
            finding=FOUND,
            blobs=(blobs.keep(FILE, "application/pdf"),),
        ),
        MaterialAdded(
            subject=OPEN_FILE,
            kind=MaterialKind.DOCUMENT,
            name="b.pdf",
            stop=STOP,
            patrol=PATROL,
            site=COKING,
            blobs=(blobs.keep(b"%PDF-1.7 open", "application/pdf"),),
        ),
        PhotoAdded(
            subject=OPEN_PHOTO,
            blobs=(blobs.keep(shown, "image/jpeg"), blobs.keep(shown + b"\0", "image/jpeg")),
            patrol=PATROL,
            stop=STOP,
            site=COKING,
            taken=MORNING,
            time_source=TimeSource.EXIF,
            place=MIDDLE,
            moment=Moment.PLAIN,
        ),
    )
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    with closing(village.workspace.reader()) as opened:
        yield opened


@pytest.fixture
def secret(reader: Reader) -> set[str]:
    """Give the SHA-256 of every file that only the case shows, originals and previews."""
    rows = reader.rows("SELECT original_sha256, preview_sha256 FROM photo WHERE finding = ?", (FOUND,))
    (file,) = reader.row("SELECT sha256 FROM material WHERE finding = ?", (FOUND,)) or ("",)
    assert len(rows) == 1
    return {*rows[0], file}


PAPERS = {
    ReportKind.VISIT: STOP,
    ReportKind.DOSSIER: COKING,
    ReportKind.HINT: FOUND,
    ReportKind.ASSIGNMENT: FOUND,
    ReportKind.TRANSFER_LETTER: FOUND,
}


def ordered(reader: Reader, village: Village, kind: ReportKind, to: Path) -> Order:
    wish = ReportWish(kind=kind, about=(PAPERS[kind],), text="示例", addressee="示例")
    return gather_issued(reader, village.workspace, draft_of(wish, BY_CLERK, LATER)).order(
        village.workspace, to
    )


def carries(order: Order, secret: set[str]) -> bool:
    """Say whether pack, data or paper of ``order`` name or hold any of ``secret``'s files."""
    held = b"\0".join((order.carried.pack, order.carried.data, repr(order.paper).encode()))
    return any(f"blobs/{name}".encode() in held or f'"{name}"'.encode() in held for name in secret)


def printed(order: Order) -> str:
    """Give what stands on the pages, in English."""
    build_report(replace(order.paper, language="en"), order.carried, order.to)
    return flat(order.to)


def test_the_record_of_a_round_says_how_many_photos_it_leaves_away(
    village: Village, reader: Reader, secret: set[str], tmp_path: Path
) -> None:
    order = order_report(reader, village.workspace, PATROL, Stage.DRAFT, tmp_path / "a.pdf")
    assert not carries(order, secret)
    assert [photo.number for photo in order.paper.photos] == [1]
    told = printed(order)
    assert NOT_SHOWN in told
    assert TITLE not in told


@pytest.mark.parametrize("kind", [ReportKind.VISIT, ReportKind.DOSSIER])
def test_a_visit_and_a_site_leave_photos_and_files_away(
    village: Village, reader: Reader, secret: set[str], tmp_path: Path, kind: ReportKind
) -> None:
    order = ordered(reader, village, kind, tmp_path / "a.pdf")
    assert not carries(order, secret)
    told = printed(order)
    assert (NOT_SHOWN in told, NOT_LISTED in told) == (True, True)
    assert ("b.pdf" in told, "a.pdf" in told, TITLE in told) == (True, False, False)
    assert "Photo1" in told
    assert "Photo2" not in told


@pytest.mark.parametrize("kind", [ReportKind.HINT, ReportKind.ASSIGNMENT])
def test_papers_of_the_finding_itself_leave_them_away(
    village: Village, reader: Reader, secret: set[str], tmp_path: Path, kind: ReportKind
) -> None:
    order = ordered(reader, village, kind, tmp_path / "a.pdf")
    assert not carries(order, secret)
    assert NOT_SHOWN in printed(order)


def test_the_letter_shows_and_carries_the_photos(
    village: Village, reader: Reader, secret: set[str], tmp_path: Path
) -> None:
    order = ordered(reader, village, ReportKind.TRANSFER_LETTER, tmp_path / "a.pdf")
    assert carries(order, secret)
    assert len(order.paper.photos) == 1
    assert NOT_SHOWN not in printed(order)


@pytest.mark.parametrize("kind", [ReportKind.VISIT, ReportKind.DOSSIER])
def test_of_photo_and_file_the_entries_go_without_what_they_say(
    village: Village, reader: Reader, kind: ReportKind
) -> None:
    wish = ReportWish(kind=kind, about=(PAPERS[kind],))
    made = gather_issued(reader, village.workspace, draft_of(wish, BY_CLERK, LATER))
    bodies = {entry.header.obj: entry.body for entry in made.entries() if entry.header.obj}
    assert (bodies[HIDDEN], bodies.get(PHOTO)) == (None, None)
    assert all(bodies[one] for one in (OPEN_FILE, OPEN_PHOTO))


def test_neither_the_message_of_the_day_nor_the_entries_as_a_list_have_them(
    reader: Reader, secret: set[str], tmp_path: Path
) -> None:
    (one,) = day_photos(reader, [PATROL])
    assert one.preview.sha256 not in secret
    export_list(reader, "entries", tmp_path / "entries.json", Form.JSON, today=TODAY)
    bodies = {one["subject"]: "body" in one for one in json.loads((tmp_path / "entries.json").read_text())}
    assert (bodies[HIDDEN], bodies[PHOTO]) == (False, False)
    assert (bodies[OPEN_FILE], bodies[OPEN_PHOTO]) == (True, True)


def test_the_screens_of_site_and_stop_leave_them_to_the_case(reader: Reader, secret: set[str]) -> None:
    site = SiteId(COKING)
    dossier = dossier_of(reader, site)
    assert dossier
    assert (dossier.photo_count, dossier.photos_withheld, dossier.material_count) == (1, 1, 1)
    assert [photo for visit in dossier.visits for photo, _, _ in visit.photos] == [OPEN_PHOTO]
    assert [one.photo for one in last_photos(reader, site)] == [OPEN_PHOTO]
    lines = time_line(reader, site)
    assert [one.subject for one in lines if one.kind is LineKind.MATERIAL] == [OPEN_FILE]
    sheet = stop_sheet(reader, site, PersonId(STAFF), LATER)
    assert sheet
    assert [one.id for one in sheet.photos] == [OPEN_PHOTO]
    assert not any(name in repr((dossier, lines, sheet)) for name in secret)


def test_a_paper_without_them_is_valid_says_what_it_lacks_and_is_received_elsewhere(
    village: Village, secret: set[str], tmp_path: Path
) -> None:
    finish(village, PATROL, signers=())
    report = built(village, PATROL).file
    verdict = verify(report)
    assert (verdict.valid, verdict.complete) == (True, False)
    assert [problem.text for problem in verdict.problems] == [
        "Records inside without their content: {lacking}."
    ]
    assert (verdict.photos.present, verdict.photos.named) == (1, 1)
    there = Workspace.create(
        tmp_path / "there", village.workspace.root, Machine(tmp_path / "elsewhere", "另一台"), drives=LOCAL
    )
    with closing(there), closing(there.reader()) as reader:
        receive_file(there, report, LATER)
        photos = {one for (one,) in reader.rows("SELECT id FROM photo")}
        assert (OPEN_PHOTO in photos, PHOTO in photos) == (True, False)
        assert not secret & {sha256 for sha256, _ in there.blobs.names()}
        # a device of the office receives the entries themselves, and then has what they say
        with closing(village.workspace.reader()) as mine:
            rows = mine.rows("SELECT header, sig, sig2, body FROM entry")
        there.receive([stored_entry(*row) for row in rows], root=there.root, at=LATER)
        assert reader.value("SELECT finding FROM photo WHERE id = ?", (PHOTO,)) == FOUND
