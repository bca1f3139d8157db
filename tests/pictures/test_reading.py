from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from inspector.errors import Unreadable
from inspector.model.events import Blob, Place
from inspector.model.photo import Doubt, TimeSource, doubts_of
from inspector.periods import Instant, at
from inspector.pictures import opening
from inspector.pictures.preview import preview
from inspector.pictures.reading import read_photo, read_with_preview
from tests.pictures.made import GPS_HERE, claiming, encoded, exif, photo, scene

HEIC = Path(__file__).parents[1] / "data" / "photo.heic"
NOW = Instant(1_795_250_000_000, 480)
"""21 November 2026, 16:33 at +08:00."""
FILE_TIME = Instant(1_795_240_000_000, 480)
HERE = Place(lat=397_811_111, lon=1_068_122_222, source="exif")


def faulty_sentence(data: bytes, name: str = "photo.jpg") -> str:
    with pytest.raises(Unreadable) as caught:
        read_photo(data, name, None, NOW)
    return str(caught.value)


@pytest.mark.parametrize(
    ("kind", "mime"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")]
)
def test_a_photo_is_read_with_its_time_place_and_camera(kind: str, mime: str, tmp_path: Path) -> None:
    data = photo(kind, metadata=exif(gps=GPS_HERE, Make="SAMPLE", Model="Sample P1"))
    file = tmp_path / "a.jpg"
    file.write_bytes(data)
    read = read_photo(file, file.name, FILE_TIME, NOW)
    assert read.blob == Blob(sha256(data).hexdigest(), len(data), mime)
    assert (read.width, read.height, read.orientation) == (120, 80, 1)
    assert (read.taken, read.time_source) == (at(NOW.day, "09:14:02", 480), TimeSource.EXIF)
    assert (read.place, read.camera) == (HERE, "Sample P1")
    assert read == read_photo(data, file.name, FILE_TIME, NOW)


def test_a_heic_photo_is_upright_and_read_like_others() -> None:
    read, small = read_with_preview(HEIC, HEIC.name, None, NOW)
    assert (read.mime, read.width, read.height, read.orientation) == ("image/heic", 64, 96, 1)
    assert (read.taken, read.place, read.camera) == (at(NOW.day, "09:14:02", 480), HERE, "Sample H1")
    assert (small.width, small.height) == (64, 96)


def test_reading_with_preview_gives_what_reading_and_preview_give() -> None:
    data = photo(width=3000, height=2000)
    assert read_with_preview(data, "a", None, NOW) == (read_photo(data, "a", None, NOW), preview(data, "a"))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_width_and_height_are_those_of_the_upright_photo(orientation: int) -> None:
    read = read_photo(photo(metadata=exif(Orientation=orientation)), "a.jpg", None, NOW)
    assert read.orientation == orientation
    assert (read.width, read.height) == ((120, 80) if orientation < 5 else (80, 120))


@pytest.mark.parametrize(
    ("name", "file_time", "expected"),
    [
        (
            "IMG_20261120_230501.jpg",
            FILE_TIME,
            (at(FILE_TIME.day.replace(day=20), "23:05:01", 480), "file_name"),
        ),
        ("a.jpg", FILE_TIME, (FILE_TIME, "file")),
        ("a.jpg", None, (NOW, "entry")),
    ],
)
def test_without_exif_time_the_next_best_source_is_taken_and_named(
    name: str, file_time: Instant | None, expected: tuple[Instant, str]
) -> None:
    read = read_photo(encoded(scene()), name, file_time, NOW)
    assert (read.taken, read.time_source) == expected
    assert read.place is None
    assert not read.camera


@pytest.mark.parametrize(
    ("taken", "doubt"),
    [("1980:01:01 00:00:00", Doubt.CLOCK_BEFORE_2000), ("2099:12:31 23:59:59", Doubt.CLOCK_AHEAD)],
)
def test_a_wrong_camera_clock_is_kept_as_claimed_and_doubted(taken: str, doubt: Doubt) -> None:
    read = read_photo(photo(metadata=exif(taken)), "a.jpg", None, NOW)
    assert read.time_source is TimeSource.EXIF
    assert f"{read.taken.local:%Y:%m:%d %H:%M:%S}" == taken
    assert doubt in doubts_of(read.taken, read.time_source, read.place, None, NOW)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7", b"GIF89a" + bytes(100), b"RIFF\0\0\0\0WAVE", b"\0\0\0\x18ftypmp42"]
)
def test_what_is_no_photo_is_refused_by_name(data: bytes) -> None:
    assert faulty_sentence(data, "notes.txt") == (
        "notes.txt is no photo this program can read; photos are JPEG, PNG, WebP or HEIC files."
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_cut_photo_is_refused_in_one_sentence(kind: str, part: float) -> None:
    whole = HEIC.read_bytes() if kind == "HEIF" else photo(kind, 1200, 800)
    assert faulty_sentence(whole[: int(len(whole) * part)]) == (
        "The photo photo.jpg is cut short or damaged; please copy it from the camera once more."
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_picture_too_large_is_refused_before_it_is_decoded(kind: str) -> None:
    if kind == "HEIF":
        small = HEIC.read_bytes()
        extent = small.index(b"ispe") + 8
        bomb = small[:extent] + (40_000).to_bytes(4, "big") * 2 + small[extent + 8 :]
    else:
        bomb = claiming(kind, 40_000, 40_000)
    assert (
        faulty_sentence(bomb)
        == "The photo photo.jpg has 40000 × 40000 pixels; at most 220 megapixels are read."
    )


def test_a_file_too_large_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "film.jpg"
    with file.open("wb") as film:
        film.truncate(300 << 20)
    with pytest.raises(Unreadable, match=r"The photo film.jpg has 300 MB; at most 256 MB are read\."):
        read_photo(file, file.name, None, NOW)
    monkeypatch.setattr(opening, "LARGEST_FILE", 4)
    with pytest.raises(Unreadable, match="MB"):
        read_photo(b"12345", "a.jpg", None, NOW)


@given(st.integers(0, 2_000), st.binary(min_size=1, max_size=12))
def test_damaged_metadata_never_costs_more_than_a_sentence(where: int, what: bytes) -> None:
    data = photo(metadata=exif(gps=GPS_HERE, Make="SAMPLE"))
    where %= len(data) - len(what)
    try:
        read = read_photo(data[:where] + what + data[where + len(what) :], "a.jpg", FILE_TIME, NOW)
    except Unreadable:
        return
    assert read.size == len(data)


@given(st.binary(max_size=400))
def test_arbitrary_exif_never_costs_the_photo(garbage: bytes) -> None:
    for prefix in (b"Exif\0\0II*\0\x08\0\0\0", b"Exif\0\0MM\0*\0\0\0\x08", b"Exif\0\0"):
        data = encoded(scene(), exif=prefix + garbage)
        assert read_photo(data, "a.jpg", FILE_TIME, NOW).width in {80, 120}


@given(
    st.binary(max_size=300),
    st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x40\0\0\0WEBPVP8 "]),
)
def test_arbitrary_bytes_behind_a_known_beginning_are_refused(garbage: bytes, beginning: bytes) -> None:
    assert "cut short or damaged" in faulty_sentence(beginning + garbage)


def test_a_missing_file_is_an_error_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_photo(tmp_path / "gone.jpg", "gone.jpg", None, NOW)


def test_a_photo_of_two_pictures_is_read_as_its_first() -> None:
    data = encoded(scene(), "MPO", save_all=True, append_images=[scene(30, 20)])
    assert (read_photo(data, "a.jpg", None, NOW).mime, preview(data, "a.jpg").width) == ("image/jpeg", 120)


def test_one_pixel_is_a_photo() -> None:
    assert read_photo(encoded(Image.new("L", (1, 1))), "a.jpg", None, NOW).width == 1
