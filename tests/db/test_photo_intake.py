"""Photos on their way in: bytes safe first, bad ones in one sentence, the others kept."""

import os
from pathlib import Path

import pytest

from db.blob_files import BlobFiles
from db.connection import DISK_FULL
from db.photo_intake import Given, Intake, SeenBefore, given_each, given_files, photo_added, take_in
from inspector.errors import Refused
from inspector.model.events import Blob, Place
from inspector.model.ids import FindingId, PatrolId, SiteId, StopId
from inspector.model.photo import Doubt, Moment, TimeSource
from inspector.periods import at
from tests.db.village import MORNING, TODAY, named
from tests.pictures.made import GPS_HERE, claiming, encoded, exif, photo, scene

HERE = Place(lat=397_811_111, lon=1_068_122_222)


@pytest.fixture
def files(tmp_path: Path) -> BlobFiles:
    return BlobFiles(tmp_path)


def camera_photo(width: int = 120, *, gps: bool = True) -> bytes:
    taken = exif("2026:11:22 08:55:00", gps=GPS_HERE if gps else None, Model="Demo camera")
    return photo(width=width, metadata=taken)


def took(files: BlobFiles, *given: Given, **more: object) -> Intake:
    return take_in(files, given, MORNING, os.urandom, **more)  # type: ignore[arg-type]


def test_original_and_preview_are_on_the_disk_before_anybody_hears_of_the_photo(files: BlobFiles) -> None:
    original = camera_photo()
    (taken,) = took(files, Given(original, "示例.jpg")).photos
    assert files.read(taken.original) == original
    assert files.is_whole(taken.preview)
    assert (taken.original.mime, taken.preview.mime) == ("image/jpeg", "image/webp")
    assert (taken.taken, taken.time_source) == (at(TODAY, "08:55", 480), TimeSource.EXIF)
    assert (taken.name, taken.camera, taken.width, taken.height) == ("示例.jpg", "Demo camera", 120, 80)
    assert taken.place is not None


def test_a_file_without_a_time_of_its_own_brings_that_of_the_disk(files: BlobFiles, tmp_path: Path) -> None:
    plain = tmp_path / "plain.png"
    plain.write_bytes(encoded(scene(), "PNG"))
    os.utime(plain, (1_795_300_000, 1_795_300_000))
    from_disk, pasted = took(
        files, *given_files([plain]), Given(encoded(scene(60, 40), "PNG"), "pasted")
    ).photos
    assert (from_disk.taken.ts, from_disk.time_source) == (1_795_300_000_000, TimeSource.FILE)
    assert (pasted.taken, pasted.time_source) == (MORNING, TimeSource.ENTRY)


def test_each_bad_photo_is_one_sentence_and_the_others_are_kept(files: BlobFiles, tmp_path: Path) -> None:
    good, other = camera_photo(), camera_photo(130)
    given = [
        Given(good, "gut.jpg"),
        Given(b"no picture at all", "text.jpg"),
        Given(other[: len(other) // 2], "cut.jpg"),
        Given(claiming("PNG", 40_000, 40_000), "bomb.png"),
        Given(tmp_path / "gone.jpg", "gone.jpg"),
        Given(good, "twice.jpg"),
        Given(other, "other.jpg"),
    ]
    taken = took(files, *given)
    assert [one.name for one in taken.photos] == ["gut.jpg", "other.jpg"]
    assert [error.values["name"] for error in taken.refused] == [
        "text.jpg",
        "cut.jpg",
        "bomb.png",
        "gone.jpg",
        "twice.jpg",
    ]
    assert all(str(error) for error in taken.refused)


def test_a_photo_that_is_known_is_not_taken_again(files: BlobFiles) -> None:
    (first,) = took(files, Given(camera_photo(), "a.jpg")).photos
    again = took(files, Given(camera_photo(), "b.jpg"), known=frozenset({first.original.sha256}))
    assert again.photos == ()
    assert [str(error) for error in again.refused] == ["The photo b.jpg is here already."]


def test_a_photo_that_stands_elsewhere_is_said_with_its_place(files: BlobFiles) -> None:
    def seen(sha256: str, name: str) -> SeenBefore | None:
        return SeenBefore("{name} is in {sha}", name=name, sha=sha256[:2]) if name == "a.jpg" else None

    taken = took(files, Given(camera_photo(), "a.jpg"), Given(camera_photo(130), "b.jpg"), seen=seen)
    assert [one.name for one in taken.photos] == ["b.jpg"]
    assert [str(one)[:8] for one in taken.refused] == ["a.jpg is"]


def test_a_full_disk_ends_it_and_what_was_taken_stays(files: BlobFiles) -> None:
    class NearlyFull(BlobFiles):
        """Has no room for one of the photos."""

        def keep(self, data: bytes, mime: str, sha256: str = "") -> Blob:
            if data == too_much:
                raise Refused(DISK_FULL)
            return super().keep(data, mime, sha256)

    too_much = camera_photo(130)
    given = [Given(camera_photo(), "a.jpg"), Given(too_much, "b.jpg"), Given(b"", "c.jpg")]
    taken = take_in(NearlyFull(files.folder.parent), given, MORNING, os.urandom)
    assert [one.name for one in taken.photos] == ["a.jpg"]
    assert files.has(taken.photos[0].original)
    assert [str(error) for error in taken.refused] == [str(Refused(DISK_FULL))]


def test_each_photo_is_told_of_as_soon_as_it_is_safe(files: BlobFiles) -> None:
    told: list[object] = []
    given = [Given(camera_photo(), "a.jpg"), Given(b"", "b.jpg"), Given(camera_photo(130), "c.jpg")]
    take_in(
        files,
        given,
        MORNING,
        os.urandom,
        each=lambda photo: told.append(photo.name),
        report=lambda done, total: told.append((done, total)),
    )
    assert told == [(0, 3), "a.jpg", (1, 3), (2, 3), "c.jpg", (3, 3)]


def test_a_folder_stands_for_the_photos_in_it(tmp_path: Path) -> None:
    card = tmp_path / "DCIM" / "100"
    card.mkdir(parents=True)
    for name in ("b.JPG", "a.heic", "movie.mp4", "notes.txt"):
        (card / name).write_bytes(b"")
    alone = tmp_path / "strange.bin"
    assert [one.name for one in given_files([tmp_path / "DCIM", alone])] == ["a.heic", "b.JPG", "strange.bin"]


def test_hidden_files_of_a_folder_and_folders_called_like_photos_are_no_photos(tmp_path: Path) -> None:
    for folder in (".thumbnails", "x.jpg"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "inside.jpg").write_bytes(b"")
    (tmp_path / "._IMG_1.jpg").write_bytes(b"")
    (tmp_path / "b.heif").write_bytes(b"")
    assert [one.name for one in given_files([tmp_path])] == ["b.heif", "inside.jpg"]
    assert given_files([tmp_path / "x.jpg"])[0].name == "inside.jpg"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("..IMG..jpg", "..IMG..jpg"),
        ("现场" * 30 + ".jpg", "现场" * 30 + ".jpg"),
        ("🏭📷.jpg", "🏭📷.jpg"),
        ("a\nb\x07.jpg", "ab.jpg"),
        ("\u202egpj.exe.jpg", "gpj.exe.jpg"),
    ],
)
def test_strange_names_are_taken_in_and_shown_in_one_line(
    files: BlobFiles, tmp_path: Path, name: str, shown: str
) -> None:
    (tmp_path / name).write_bytes(camera_photo())
    (taken,) = took(files, *given_files([tmp_path / name])).photos
    assert taken.name == shown
    assert files.is_whole(taken.original)
    assert files.path(taken.original).is_relative_to(files.folder)


def test_a_name_of_300_characters_is_cut_where_it_is_shown(files: BlobFiles) -> None:
    (given,) = given_each([Path("现" * 296 + ".jpg")])
    assert len(given.name) == 120
    (taken,) = took(files, Given(camera_photo(), given.name)).photos
    assert taken.name.endswith("….jpg")


def test_each_file_that_cant_be_read_is_one_sentence(
    files: BlobFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty, good = tmp_path / "empty.jpg", tmp_path / "good.jpg"
    empty.write_bytes(b"")
    good.write_bytes(camera_photo())
    os.mkfifo(tmp_path / "pipe.jpg")
    taken = took(files, *given_each([empty, tmp_path / "pipe.jpg", tmp_path / "gone" / "a.jpg", good]))
    assert [str(one) for one in taken.refused] == [
        "empty.jpg is empty.",
        "pipe.jpg is no file.",
        f"{tmp_path / 'gone'} is not there any more; is the card or stick still plugged in?",
    ]
    assert len(taken.photos) == 1

    def denied(_path: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", denied)
    assert [str(one) for one in took(files, *given_each([good])).refused] == [
        "The photo good.jpg can't be read: you may not, or another program holds it."
    ]


def test_a_batch_is_shifted_by_the_error_of_the_clock_and_the_claim_is_kept(
    files: BlobFiles, stop: dict[str, object]
) -> None:
    (photo,) = took(files, Given(camera_photo(), "a.jpg")).photos
    event = photo_added(photo.shifted(3600), site_place=None, **stop)  # type: ignore[arg-type]
    assert (event.taken, event.clock_shift_s) == (at(TODAY, "09:55", 480), 3600)
    assert photo.shifted(3600).shifted(-60).claimed == photo.taken


@pytest.fixture
def stop() -> dict[str, object]:
    return {
        "patrol": PatrolId(named(1)),
        "stop": StopId(named(2)),
        "site": SiteId(named(3)),
        "visited": MORNING,
    }


def test_what_does_not_fit_site_and_visit_becomes_a_doubt(files: BlobFiles, stop: dict[str, object]) -> None:
    near, nowhere = took(
        files, Given(camera_photo(), "a.jpg"), Given(camera_photo(130, gps=False), "b.jpg")
    ).photos
    fits = photo_added(near, site_place=HERE, **stop)  # type: ignore[arg-type]
    far = photo_added(near, site_place=Place(lat=0, lon=0), **stop)  # type: ignore[arg-type]
    unknown = photo_added(
        nowhere,
        site_place=HERE,
        finding=FindingId(named(4)),
        moment=Moment.AFTER,
        **stop,  # type: ignore[arg-type]
    )
    assert fits.blobs == (near.original, near.preview)
    assert (fits.subject, fits.finding, fits.moment, fits.doubts) == (near.id, "", Moment.PLAIN, ())
    assert far.doubts == (Doubt.FAR_AWAY,)
    assert (unknown.doubts, unknown.finding, unknown.moment) == (
        (Doubt.NO_PLACE,),
        named(4),
        Moment.AFTER,
    )


def test_a_clock_before_its_beginning_is_held_at_the_beginning(files: BlobFiles, tmp_path: Path) -> None:
    old = tmp_path / "old.png"
    old.write_bytes(encoded(scene(), "PNG"))
    os.utime(old, (-5_000, -5_000))
    (taken,) = took(files, *given_files([old])).photos
    assert taken.taken.ts == 0
