"""Photos on paper: upright copies without metadata, small enough, and with what is known of each."""

import hashlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from inspector.model.events import Place
from inspector.model.photo import Doubt, Moment
from inspector.reports import photo_copies
from inspector.reports.attachment import Carried
from inspector.reports.official_paper import PaperPhoto
from inspector.reports.patrol_report import build_patrol_report
from inspector.reports.photo_copies import copies_of
from inspector.reports.photo_sheet import coordinates
from inspector.reports.plain_jpeg import size_of_plain_jpeg
from inspector.reports.report_writing import Built
from tests.reports.papers import CARRIED, jpeg, noise, paper, photo, text, words


def build(folder: Path, *photos: PaperPhoto, per_page: int = 4, carried: Carried = CARRIED) -> Built:
    made = replace(
        paper(stops=1, findings=0, photos=0), photos=photos, photos_per_page=per_page, language="en"
    )
    return build_patrol_report(made, carried, folder / "photos.pdf")


def printed(built: Built) -> dict[str, bytes]:
    """The photos in the file as they are, by the name of their place."""
    with pikepdf.open(built.path) as pdf:
        return {
            name: picture.read_raw_bytes()
            for page in pdf.pages
            for name, picture in page.get_images().items()
            if name.startswith("/Photo")
        }


def turned(size: tuple[int, int], orientation: int) -> bytes:
    image = Image.new("RGB", size, "grey")
    image.paste("red", (0, 0, size[0], size[1] // 4))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "a camera"
    made = BytesIO()
    image.save(made, "JPEG", exif=exif.tobytes(), comment=b"secret")
    return made.getvalue()


def test_copies_are_upright_and_carry_no_metadata(tmp_path: Path) -> None:
    (data,) = printed(build(tmp_path, photo(1, turned((400, 300), 6)))).values()

    with Image.open(BytesIO(data)) as copy:
        assert copy.size == (300, 400)
        assert not copy.getexif()
        assert "comment" not in copy.info
        assert copy.getpixel((290, 200))[0] > 200  # type: ignore[index]
    assert b"camera" not in data
    assert b"secret" not in data


def test_copies_have_at_most_1600_pixels_on_a_side(tmp_path: Path) -> None:
    (data,) = printed(build(tmp_path, photo(1, jpeg(1, (3000, 2000))))).values()

    with Image.open(BytesIO(data)) as copy:
        assert copy.size == (1600, 1067)


def test_a_small_plain_photo_is_printed_byte_for_byte(tmp_path: Path) -> None:
    (data,) = printed(build(tmp_path, photo(1, jpeg(1)))).values()

    assert data == jpeg(1)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_pictures_become_jpeg(tmp_path: Path, kind: str) -> None:
    made = BytesIO()
    Image.new("RGBA", (40, 30), (10, 200, 30, 128)).save(made, kind)

    (data,) = printed(build(tmp_path, photo(1, made.getvalue()))).values()

    assert data.startswith(b"\xff\xd8")


def test_a_photo_may_be_a_file(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(jpeg(5))

    assert list(printed(build(tmp_path, photo(1, file))).values()) == [jpeg(5)]


@pytest.mark.parametrize("picture", [b"no picture", jpeg(1)[:200], Path("/nonexistent.jpg"), None], ids=str)
def test_a_photo_that_cannot_be_shown_leaves_its_place_and_says_so(
    tmp_path: Path, picture: Path | bytes | None
) -> None:
    built = build(tmp_path, replace(photo(1), picture=picture), photo(2))

    assert list(printed(built)) == ["/Photo2"]
    found = " ".join(text(built.path, "-raw").split())
    assert "This photo is not on this computer, or can't be read." in found
    assert "Photo 1" in found


def test_the_caption_says_what_when_where_and_who(tmp_path: Path) -> None:
    doubtful = replace(photo(1), doubts=(Doubt.NO_PLACE, Doubt.ANOTHER_DAY), moment=Moment.BEFORE)
    nowhere = replace(photo(2), place=None, moment=Moment.AFTER)
    elsewhere = replace(photo(3), place=Place(lat=-10_000_000, lon=-5, source="a map"), distance_m=None)
    found = " ".join(text(build(tmp_path, doubtful, nowhere, elsewhere).path, "-raw").split())

    assert "Photo 1" in found
    assert "before putting right" in found
    assert "after putting right" in found
    assert "Taken 2026-11-22 08:43:10 (time from the camera) by" in found
    assert "39.78123°N 106.81235°E (place from the camera), 18 m from the site" in found
    assert "no place" in found
    assert "1.00000°S 0.00000°W (a map)" in found
    assert "Please look: the photo carries no place, taken on another day" in found
    assert photo(1).sha256 in found.replace(" ", "")


def test_degrees_are_written_to_a_metre() -> None:
    assert coordinates(Place(lat=397_812_000, lon=1_068_123_000)) == "39.78120°N 106.81230°E"


@pytest.mark.parametrize(("per_page", "pages"), [(2, 4), (4, 2), (6, 2), (5, 2)])
def test_two_four_or_six_photos_stand_on_a_page(tmp_path: Path, per_page: int, pages: int) -> None:
    built = build(tmp_path, *(photo(number) for number in range(1, 9)), per_page=per_page)

    assert built.pages == 1 + pages
    captions = [word for word in words(built.path) if word.text == "Photo" and word.bottom - word.top < 10]
    assert sum(word.page == 1 for word in captions) == (4 if per_page == 5 else per_page)


def test_a_photo_printed_twice_is_kept_once_a_number(tmp_path: Path) -> None:
    built = build(tmp_path, photo(1, jpeg(3)), photo(2, jpeg(3)))

    assert set(printed(built)) == {"/Photo1", "/Photo2"}


def test_copies_shrink_until_they_fit_their_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = noise((900, 700))
    monkeypatch.setattr(photo_copies, "LARGEST_PAPER", photo_copies.BESIDES_PHOTOS + 400_000)

    with copies_of([photo(1, original), photo(2, original)], 0) as copies:
        results = [copies[number].result() for number in (1, 2)]

    for result in results:
        assert result is not None
        assert len(result.data) <= 200_000
        assert 480 <= result.width < 800


def test_a_copy_has_its_least_share_whatever_the_report_carries() -> None:
    with copies_of([photo(1, noise((900, 700)))], 10**9) as copies:
        result = copies[1].result()

    assert result is not None
    assert result.width == photo_copies.LEAST_EDGE


def test_300_photos_stay_below_120_mb(tmp_path: Path) -> None:
    files = []
    for seed in range(2):
        file = tmp_path / f"{seed}.jpg"
        file.write_bytes(noise((800, 600), seed))
        files.append(file)
    share = (photo_copies.LARGEST_PAPER - photo_copies.BESIDES_PHOTOS - len(CARRIED.pack)) // 300

    built = build(tmp_path, *(photo(number, files[number % 2]) for number in range(1, 301)), per_page=6)

    assert built.size < photo_copies.LARGEST_PAPER
    assert built.pages == 51
    assert len(printed(built)) == 300
    assert all(len(data) <= share for data in printed(built).values())


def test_a_plain_jpeg_is_recognised_without_decoding() -> None:
    assert size_of_plain_jpeg(jpeg(1, (321, 123))) == (321, 123)


def _saved(mode: str = "RGB", **how: object) -> bytes:
    made = BytesIO()
    Image.new(mode, (64, 48)).save(made, "JPEG", **how)
    return made.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"\xff\xd8",
        b"\xff\xd8\xff",
        b"\xff\xd8" + b"\xff\xdb\x00\x02" * 80,
        jpeg(1)[:-1],
        jpeg(1)[:-200],
        jpeg(1) + b"trailer",
        jpeg(1) + jpeg(2),
        _saved(comment=b"words"),
        _saved(icc_profile=b"colours" * 20),
        _saved(progressive=True),
        _saved("L"),
        _saved("CMYK"),
        turned((40, 30), 1),
    ],
    ids=lambda data: hashlib.sha256(data).hexdigest()[:6],
)
def test_anything_else_is_no_plain_jpeg(data: bytes) -> None:
    assert size_of_plain_jpeg(data) is None


def test_restarts_in_a_scan_are_no_markers() -> None:
    assert size_of_plain_jpeg(_saved(restart_marker_blocks=1)) == (64, 48)
