"""Materials: known by their bytes and their ending, copied whole, previewed only where they are pictures."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.blob_files import CHUNK, BlobFiles
from db.connection import DISK_FULL, Reader
from db.material_intake import MaterialIntake, TakenMaterial, add_materials, material_added, take_materials
from db.queries.rounds import open_patrols
from db.round_end import Ending, finish_round
from db.round_entry import complete_stop
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.events import Blob
from inspector.model.material import MaterialKind
from inspector.periods import HOUR, MINUTE
from tests.db.test_round_entry import NORMAL
from tests.db.village import MORNING, STAFF, VILLAGE, Village
from tests.pictures.made import photo

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BY = Actor(STAFF, VILLAGE)


@pytest.fixture
def files(tmp_path: Path) -> BlobFiles:
    return BlobFiles(tmp_path / "workspace")


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    with closing(village.workspace.reader()) as reader:
        yield reader


@pytest.fixture(autouse=True)
def workspace_folder(tmp_path: Path) -> None:
    (tmp_path / "workspace").mkdir()


def laid(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


def took(files: BlobFiles, *paths: Path, **more: object) -> MaterialIntake:
    return take_materials(files, paths, MORNING, os.urandom, **more)  # type: ignore[arg-type]


def sentence(files: BlobFiles, *paths: Path) -> str:
    taken = took(files, *paths)
    assert taken.materials == ()
    (refused,) = taken.refused
    return str(refused)


@pytest.mark.parametrize(
    ("name", "data", "mime"),
    [
        ("监测报告.pdf", b"%PDF-1.7\n", "application/pdf"),
        ("通知.doc", OLE, "application/msword"),
        ("通知.WPS", OLE, "application/wps-office.wps"),
        ("台账.et", b"PK\x03\x04....", "application/wps-office.et"),
        (
            "加密.xlsx",
            OLE,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("公文.ofd", b"PK\x03\x04....", "application/ofd"),
        ("旧.doc", b"{\\rtf1", "application/rtf"),
        ("扫描.tif", b"II*\0....", "image/tiff"),
        ("数据.csv", "企业,时间\r\n示例,09:14".encode("gb18030"), "text/csv"),
        ("记录.txt", "现场".encode("utf-16"), "text/plain"),
        ("现场.mp4", b"\0\0\0\x18ftypmp42", "video/mp4"),
        ("苹果.MOV", b"\0\0\0\x08wide", "video/quicktime"),
        ("监控.avi", b"RIFF\0\0\0\0AVI LIST", "video/x-msvideo"),
    ],
)
def test_documents_tables_and_films_are_known_by_bytes_and_ending(
    files: BlobFiles, tmp_path: Path, name: str, data: bytes, mime: str
) -> None:
    (taken,) = took(files, laid(tmp_path, name, data)).materials
    assert (taken.original.mime, taken.name, taken.preview) == (mime, name, None)
    assert taken.kind is (MaterialKind.FILM if mime.startswith("video") else MaterialKind.DOCUMENT)
    assert files.read(taken.original) == data


def test_a_picture_gets_a_preview_and_is_what_the_caller_says(files: BlobFiles, tmp_path: Path) -> None:
    scan = laid(tmp_path, "扫描件.jpg", photo())
    (taken,) = took(files, scan, kind=MaterialKind.PAPER_RECORD).materials
    assert taken.kind is MaterialKind.PAPER_RECORD
    assert taken.preview is not None
    assert files.is_whole(taken.preview)
    assert taken.preview.mime == "image/webp"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("空.pdf", b"", "空.pdf is empty."),
        ("setup.exe", b"MZ\x90", "setup.exe is a program, a script or a link; such are not taken in."),
        ("报告.pdf", b"MZ\x90", "报告.pdf is a program, a script or a link; such are not taken in."),
        ("run.bat", b"del *.*", "run.bat is a program, a script or a link; such are not taken in."),
        ("a.txt", b"#!/bin/sh", "a.txt is a program, a script or a link; such are not taken in."),
        (
            "报告\u202efdp.lnk",
            b"L\0\0\0\x01\x14\x02\0",
            "报告fdp.lnk is a program, a script or a link; such are not taken in.",
        ),
        ("报告.docx", b"%PDF-1.4", "报告.docx is not what its ending says; please save it anew."),
        ("报告.zip", b"PK\x03\x04", "报告.zip is not what its ending says; please save it anew."),
        (
            "a.csv",
            b"a\0b",
            "a.csv can't be kept: materials are PDF, Word, Excel, WPS, OFD, text, pictures and films.",
        ),
        (
            "a.dat",
            b"hello",
            "a.dat can't be kept: materials are PDF, Word, Excel, WPS, OFD, text, pictures and films.",
        ),
        (
            "坏.jpg",
            photo()[:300],
            "The photo 坏.jpg is cut short or damaged; please copy it from the camera once more.",
        ),
    ],
)
def test_what_is_no_material_is_refused_in_one_sentence(
    files: BlobFiles, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    assert sentence(files, laid(tmp_path, name, data)) == said
    assert not list(files.names())


def test_folders_and_files_that_are_gone_are_said(files: BlobFiles, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").mkdir()
    assert sentence(files, tmp_path / "x.pdf") == "x.pdf is no file."
    assert sentence(files, tmp_path / "gone.pdf") == (
        "gone.pdf can't be opened; is the card or stick still plugged in?"
    )


def test_a_pipe_is_no_file_and_nobody_waits_for_it(files: BlobFiles, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    assert sentence(files, tmp_path / "pipe.pdf") == "pipe.pdf is no file."


def test_a_file_nobody_may_read_is_said(
    files: BlobFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_arguments: object) -> None:
        raise PermissionError

    file = laid(tmp_path, "a.pdf", b"%PDF-")
    monkeypatch.setattr(Path, "open", denied)
    assert sentence(files, file) == "a.pdf can't be read: you may not, or another program holds it."


def test_a_file_of_more_than_two_gigabytes_is_refused_before_it_is_read(
    files: BlobFiles, tmp_path: Path
) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(2 * 1024**3 + 1)
    assert sentence(files, film) == "film.mp4 is larger than 2 GB; please cut it into parts."


def test_little_room_is_said_before_a_file_is_copied(
    files: BlobFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = 1 << 20

    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage)
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(8 << 20)
    assert "This needs 11 MB of free disk, and 1 MB are left" in sentence(files, film)


def test_a_bad_file_holds_up_no_other_and_a_full_disk_ends_it(files: BlobFiles, tmp_path: Path) -> None:
    class NearlyFull(BlobFiles):
        """Has no room for tables."""

        def keep_stream(self, pieces: object, mime: str) -> Blob:
            if mime == "text/csv":
                raise Refused(DISK_FULL)
            return super().keep_stream(pieces, mime)  # type: ignore[arg-type]

    paths = [
        laid(tmp_path, "1.pdf", b"%PDF-1"),
        laid(tmp_path, "2.pdf", b""),
        laid(tmp_path, "3.pdf", b"%PDF-3"),
        laid(tmp_path, "4.csv", b"a,b"),
        laid(tmp_path, "5.pdf", b"%PDF-5"),
    ]
    taken = took(NearlyFull(files.folder.parent), *paths)
    assert [one.name for one in taken.materials] == ["1.pdf", "3.pdf"]
    assert [str(one) for one in taken.refused] == ["2.pdf is empty.", DISK_FULL]


def test_progress_counts_megabytes_and_a_stop_leaves_nothing_half(files: BlobFiles, tmp_path: Path) -> None:
    film = laid(tmp_path, "film.mp4", b"\0\0\0\x18ftypmp42" + bytes(3 * CHUNK))
    other = laid(tmp_path, "other.mp4", b"\0\0\0\x18ftypmp42" + bytes(CHUNK))
    steps: list[tuple[int, int]] = []
    took(files, film, other, report=lambda done, total: steps.append((done, total)))
    assert steps == [(0, 4), (1, 4), (2, 4), (3, 4), (3, 4), (4, 4), (4, 4)]

    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    third = laid(tmp_path, "third.mp4", b"\0\0\0\x18ftypmp42" + bytes(4 * CHUNK))
    with pytest.raises(KeyboardInterrupt):
        took(files, third, report=stop)
    assert len(list(files.names())) == 2
    assert not list(files.folder.glob(".unfinished*"))


def a_material(number: int = 1, **more: object) -> TakenMaterial:
    given: dict[str, object] = {
        "id": f"{number:08x}-0000-7000-8000-000000000000",
        "original": Blob("a" * 64, 9, "application/pdf"),
        "kind": MaterialKind.DOCUMENT,
        "name": "监测报告.pdf",
    }
    return TakenMaterial(**{**given, **more})  # type: ignore[arg-type]


def test_a_material_names_its_file_and_the_preview_where_there_is_one() -> None:
    plain, picture = a_material(), a_material(preview=Blob("b" * 64, 5, "image/webp"))
    event = material_added(plain, finding="f", title=" 监测 ")
    assert (event.subject, event.blobs, event.title) == (plain.id, (plain.original,), "监测")
    assert len(material_added(picture, site="s").blobs) == 2
    with pytest.raises(Refused, match="belongs to"):
        material_added(plain)


def test_materials_are_added_to_an_open_stop_and_to_no_finished_one(village: Village, reader: Reader) -> None:
    complete_stop(village.workspace, NORMAL, MORNING.later(MINUTE), os.urandom)
    (patrol,) = open_patrols(reader, VILLAGE, STAFF)
    name, later = patrol.patrol.id, MORNING.later(HOUR)
    add_materials(village.workspace, [a_material(1)], BY, later, patrol=name, stop=NORMAL.id)
    add_materials(village.workspace, [a_material(2)], BY, later, site=NORMAL.site)
    assert reader.rows("SELECT stop, site, name FROM material ORDER BY id") == [
        (NORMAL.id, "", "监测报告.pdf"),
        ("", NORMAL.site, "监测报告.pdf"),
    ]
    finish_round(village.workspace, name, BY, later, Ending())
    for where in ({"patrol": name}, {"stop": NORMAL.id}):
        with pytest.raises(Refused, match="nothing can be added"):
            add_materials(village.workspace, [a_material(3)], BY, later, **where)
    add_materials(village.workspace, [a_material(4)], BY, later, site=NORMAL.site)
