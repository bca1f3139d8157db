from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from inspector.errors import Unreadable
from inspector.model.events import Blob
from inspector.pictures.preview import Copy, paper_jpeg, preview, thumbnail
from tests.pictures.made import GPS_HERE, encoded, exif, photo, scene

COPIES: list[tuple[Callable[[Path | bytes, str], Copy], str, int]] = [
    (preview, "image/webp", 1024),
    (thumbnail, "image/webp", 320),
    (paper_jpeg, "image/jpeg", 1600),
]
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def picture(copy: Copy) -> Image.Image:
    return Image.open(BytesIO(copy.data))


def colour(image: Image.Image, x: float, y: float) -> tuple[int, int, int]:
    found = image.convert("RGB").getpixel((int(x * image.width), int(y * image.height)))
    assert isinstance(found, tuple)
    red, green, blue = found
    return int(red), int(green), int(blue)


def is_red(image: Image.Image, x: float, y: float) -> bool:
    red, green, _ = colour(image, x, y)
    return red > 150 and green < 100


@pytest.mark.parametrize(("make", "mime", "edge"), COPIES)
@pytest.mark.parametrize(("width", "height"), [(4000, 3000), (3000, 4000), (100, 60), (9000, 40)])
def test_a_copy_keeps_proportions_and_never_grows(
    make: Callable[[Path | bytes, str], Copy], mime: str, edge: int, width: int, height: int
) -> None:
    copy = make(photo(width=width, height=height), "a.jpg")
    longest = min(edge, max(width, height))
    assert (copy.mime, max(copy.width, copy.height)) == (mime, longest)
    assert abs(min(copy.width, copy.height) - min(width, height) * longest / max(width, height)) < 1
    assert picture(copy).size == (copy.width, copy.height)
    assert copy.blob == Blob(sha256(copy.data).hexdigest(), len(copy.data), mime)


@pytest.mark.parametrize(("make", "mime", "edge"), COPIES)
def test_a_copy_carries_no_metadata(make: Callable[[Path | bytes, str], Copy], mime: str, edge: int) -> None:
    data = encoded(
        scene(),
        exif=exif(gps=GPS_HERE, Make="SAMPLE"),
        comment=b"secret",
        icc_profile=SRGB,
        xmp=b"<x>secret</x>",
    )
    made = make(data, "a.jpg").data
    copy = Image.open(BytesIO(made))
    assert not copy.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(copy.info)
    assert b"secret" not in made
    assert b"SAMPLE" not in made


LEFT_TOP, RIGHT_TOP, RIGHT_FOOT, LEFT_FOOT = (0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9)
CORNERS = dict(enumerate((LEFT_TOP, RIGHT_TOP, RIGHT_FOOT, LEFT_FOOT) * 2, 1))
"""Where the red corner lies once a picture of this orientation stands upright."""


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_copy_stands_upright(orientation: int, kind: str) -> None:
    copy = preview(photo(kind, metadata=exif(Orientation=orientation)), "a")
    assert (copy.width, copy.height) == ((120, 80) if orientation < 5 else (80, 120))
    red_at = {corner for corner in set(CORNERS.values()) if is_red(picture(copy), *corner)}
    assert red_at == {CORNERS[orientation]}


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16"])
def test_every_kind_of_pixel_becomes_a_plain_picture(mode: str) -> None:
    grey = scene(40, 30).convert("L")
    wide = Image.frombytes("I;16", grey.size, b"".join(bytes([0, value]) for value in grey.tobytes()))
    source = wide if mode == "I;16" else scene(40, 30).convert(mode)
    for copy in (preview(encoded(source, "PNG"), "a"), paper_jpeg(encoded(source, "PNG"), "a")):
        made = picture(copy)
        assert made.mode == "RGB"
        assert colour(made, 0.9, 0.9)[0] > 150
        assert colour(made, 0.9, 0.1)[0] < 100


@pytest.mark.parametrize("how", ["RGBA", "P", "bytes"])
def test_what_is_transparent_is_white_as_on_paper(how: str) -> None:
    clear = Image.new("RGBA", (20, 20), (200, 0, 0, 0))
    if how == "RGBA":
        data = encoded(clear, "PNG")
    elif how == "P":
        data = encoded(Image.new("P", (20, 20), 0), "PNG", transparency=0)
    else:
        data = encoded(Image.new("P", (20, 20), 0), "PNG", transparency=b"\x00")
    assert min(colour(picture(paper_jpeg(data, "a")), 0.5, 0.5)) > 250


def test_colours_of_another_space_become_srgb() -> None:
    linear = scene()
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for profile in (SRGB, lab, b"no profile at all"):
        assert is_red(picture(preview(encoded(linear, icc_profile=profile), "a")), 0.1, 0.1)


def test_a_photo_for_print_shops_becomes_rgb() -> None:
    copy = picture(preview(encoded(scene().convert("CMYK")), "a"))
    assert copy.mode == "RGB"
    assert is_red(copy, 0.1, 0.1)


def test_paper_may_ask_for_a_smaller_copy() -> None:
    assert paper_jpeg(photo(width=2000, height=1000), "a", 800).width == 800


@pytest.mark.parametrize(("make", "mime", "edge"), COPIES)
def test_a_copy_of_what_is_no_photo_is_refused(
    make: Callable[[Path | bytes, str], Copy], mime: str, edge: int
) -> None:
    with pytest.raises(Unreadable, match="a is no photo"):
        make(b"text", "a")
    with pytest.raises(Unreadable, match="a is cut short"):
        make(photo(width=900, height=900)[:3000], "a")


def test_the_same_photo_gives_the_same_copy() -> None:
    data = photo(width=2000, height=1500)
    assert preview(data, "a") == preview(data, "b")
