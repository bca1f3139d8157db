"""Pictures made to harm: each is one sentence or a whole photo, and none costs more than a moment."""

import os
import struct
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

from inspector.errors import Unreadable
from inspector.model.photo import TimeSource
from inspector.periods import Instant
from inspector.pictures import opening
from inspector.pictures.opening import bytes_of
from inspector.pictures.reading import ReadPhoto, read_with_preview
from tests.pictures.made import GPS_HERE, claiming, encoded, exif, photo, scene

NOW = Instant(1_795_250_000_000, 480)


def read(data: bytes, name: str = "a.jpg") -> ReadPhoto:
    return read_with_preview(data, name, None, NOW)[0]


def sentence(data: bytes, name: str = "a.jpg") -> str:
    with pytest.raises(Unreadable) as caught:
        read(data, name)
    return str(caught.value)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_of_65535_by_65535_is_refused_before_it_is_decoded(kind: str) -> None:
    assert sentence(claiming(kind, 65_535, 65_535)) == (
        "The photo a.jpg has 65535 × 65535 pixels; at most 220 megapixels are read."
    )


def test_a_picture_of_no_pixels_is_damaged() -> None:
    assert sentence(claiming("PNG", 0, 0)) == (
        "The photo a.jpg is cut short or damaged; please copy it from the camera once more."
    )


def test_nothing_at_all_is_said_to_be_empty() -> None:
    assert sentence(b"") == "a.jpg is empty."


def painted_over(times: int) -> bytes:
    """Make a JPEG whose last scan is repeated: small to send, hours to decode at full size."""
    once = encoded(scene(), "JPEG", progressive=True)
    last = once.rindex(b"\xff\xda")
    return once[:last] + once[last:-2] * times + once[-2:]


def test_a_picture_that_would_take_hours_to_decode_is_left_out() -> None:
    assert sentence(painted_over(300)) == (
        "The photo a.jpg is made so that reading it would take hours; it is left out."
    )
    assert read(painted_over(20)).width == 120, "progressive photos are photos"


def with_exif(payload: bytes) -> bytes:
    """Put ``payload`` where a camera puts its metadata; a segment holds 64 KiB less three bytes."""
    plain = encoded(scene())
    segment = b"Exif\0\0" + payload
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + plain[2:]


@pytest.mark.parametrize(
    "payload",
    [
        bytes(65_527),
        b"\xff" * 65_527,
        os.urandom(65_527),
        b"II*\0\x08\0\0\0" + b"\xff\xff" + os.urandom(65_517),
        b"MM\0*\0\0\0\x08" + bytes(range(256)) * 255,
        # a directory that names itself as the next, and as the one of places
        b"II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0",
        # a text of 4 GB, and a number at the end of the world
        b"II*\0\x08\0\0\0\x01\0\x0f\x01\x02\0\xff\xff\xff\xff\x08\0\0\0\0\0\0\0",
        b"II*\0\xff\xff\xff\xff",
    ],
    ids=["zeros", "ones", "noise", "noisy directory", "steps", "loop", "long text", "far away"],
)
def test_64_kib_of_garbage_where_the_metadata_should_be_cost_only_the_metadata(payload: bytes) -> None:
    found = read(with_exif(payload))
    assert (found.width, found.height) == (120, 80)
    assert found.time_source is TimeSource.ENTRY
    assert found.place is None


@pytest.mark.parametrize(
    "part",
    [IFDRational(0, 0), IFDRational(1, 0), IFDRational(2**32 - 1, 1), IFDRational(0, 5)],
    ids=["0/0", "1/0", "huge", "zero"],
)
def test_a_place_of_impossible_numbers_is_no_place(part: IFDRational) -> None:
    gps = GPS_HERE | {
        ExifTags.GPS.GPSLatitude: (part, part, part),
        ExifTags.GPS.GPSLongitude: (part, part, part),
        ExifTags.GPS.GPSHPositioningError: part,
    }
    found = read(photo(metadata=exif(gps=gps)))
    assert found.place is None
    assert found.time_source is TimeSource.EXIF


def test_a_colour_profile_that_is_garbage_costs_only_the_profile() -> None:
    assert read(encoded(scene(), icc_profile=os.urandom(5_000))).width == 120


def test_a_colour_profile_that_unfolds_to_far_more_than_the_photo_is_one_sentence() -> None:
    bomb = BytesIO()
    scene().save(bomb, "PNG", icc_profile=bytes(80 << 20))
    data = bomb.getvalue()
    assert len(data) < 200_000
    assert sentence(data) == (
        "The photo a.jpg is cut short or damaged; please copy it from the camera once more."
    )


def test_a_pipe_and_a_folder_are_no_files_and_nobody_waits_for_them(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "folder.jpg").mkdir()
    for name in ("pipe.jpg", "folder.jpg"):
        with pytest.raises(Unreadable) as caught:
            bytes_of(tmp_path / name, name)
        assert str(caught.value) == f"{name} is no file."


def test_of_pictures_that_could_fill_the_memory_one_is_open_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(opening, "LARGE", 5_000)
    large, small = encoded(scene()), encoded(scene(50, 40))
    order: list[str] = []
    threads = ThreadPoolExecutor(2)

    def see(data: bytes, name: str) -> None:
        with opening.opened(data, name):
            order.append(name)

    with opening.opened(large, "first"), opening.opened(large, "same thread"):
        waiting = threads.submit(see, large, "second")
        threads.submit(see, small, "small").result()
        order.append("first")
    waiting.result()
    threads.shutdown()
    assert order == ["small", "first", "second"]


def test_a_moving_picture_is_its_first_frame() -> None:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    moving = BytesIO()
    frames[0].save(moving, "WEBP", save_all=True, append_images=frames[1:], duration=10)
    assert read(moving.getvalue()).width == 40
    png = BytesIO()
    frames[0].save(png, "PNG", save_all=True, append_images=frames[1:], duration=10)
    assert read(png.getvalue()).width == 40
