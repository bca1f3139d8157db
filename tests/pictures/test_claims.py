from datetime import date
from io import BytesIO

import pytest
from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

from inspector.model.events import Place
from inspector.periods import Instant, at
from inspector.pictures.claims import Claims, claims_of, time_in_name
from tests.pictures.made import GPS_HERE, exif, photo

DAY = date(2026, 11, 21)


class Carrying(Image.Image):
    """A picture whose metadata is what a faulty program wrote."""

    def __init__(self, metadata: Image.Exif) -> None:
        super().__init__()
        self.metadata = metadata

    def getexif(self) -> Image.Exif:
        return self.metadata


def claims(metadata: Image.Exif, tz: int = 480) -> Claims:
    return claims_of(Carrying(metadata), tz)


@pytest.mark.parametrize(
    ("offset", "minutes"),
    [("+08:00", 480), ("-03:30", -210), ("", 60), ("Z", 60), ("+99:00", 60), ("+14:30", 60), ("\0", 60)],
)
def test_the_offset_is_the_cameras_or_the_given_one(offset: str, minutes: int) -> None:
    assert claims(exif(offset=offset), tz=60).taken == at(DAY, "09:14:02", minutes)


@pytest.mark.parametrize(
    "taken",
    [
        "",
        "0000:00:00 00:00:00",
        "2026:02:30 10:00:00",
        "1969:12:31 23:59:59",
        "3000:01:01 00:00:00",
        "    :  :  ",
        "yesterday",
    ],
)
def test_a_time_nobody_can_mean_is_no_claim(taken: str) -> None:
    assert claims(exif(taken)).taken is None


def test_a_time_that_leaves_the_calendar_by_its_offset_is_no_claim() -> None:
    assert claims(exif("9999:12:31 23:59:59", "-08:00")).taken is None
    assert claims(exif("0001:01:01 00:00:00", "+08:00")).taken is None


def test_parts_of_a_second_are_kept() -> None:
    metadata = exif()
    inner = metadata.get_ifd(ExifTags.IFD.Exif)
    for digits, milliseconds in (("5", 500), ("04", 40), ("123456", 123), ("x", 0)):
        inner[ExifTags.Base.SubsecTimeOriginal] = digits
        assert claims(metadata).taken == at(DAY, "09:14:02", 480).later(milliseconds)


def test_the_time_of_taking_goes_before_the_time_of_saving() -> None:
    saved = exif(taken="", DateTime="2026:11:21 12:00:00")
    assert claims(saved).taken == at(DAY, "12:00:00", 480)
    assert claims(exif(DateTime="2026:11:21 12:00:00")).taken == at(DAY, "09:14:02", 480)


def test_the_camera_is_named_once_and_without_control_characters() -> None:
    assert claims(exif(Make="SAMPLE", Model="Sample P1")).camera == "Sample P1"
    assert claims(exif(Make="SAMPLE\0\0", Model="P\x07 1\0hidden")).camera == "SAMPLE P 1"
    assert claims(exif(Make=b"SAMPLE", Model="")).camera == "SAMPLE"
    assert len(claims(exif(Model="M" * 400)).camera) == 64


@pytest.mark.parametrize("orientation", [0, 9, "6", (6, 6)])
def test_an_orientation_that_does_not_exist_leaves_the_photo_as_it_is(orientation: object) -> None:
    assert claims(exif(Orientation=orientation)).orientation == 1


def gps(**changes: object) -> Place | None:
    changed = {ExifTags.GPS[tag].value: value for tag, value in changes.items()}
    return claims(exif(gps=GPS_HERE | changed)).place


def test_a_place_is_read_on_every_side_of_the_earth() -> None:
    assert gps() == Place(lat=397_811_111, lon=1_068_122_222, source="exif")
    assert gps(GPSLatitudeRef="S", GPSLongitudeRef=b"w") == Place(
        lat=-397_811_111, lon=-1_068_122_222, source="exif"
    )
    assert gps(GPSLatitude=(39.5,), GPSLongitude=(106.0, 30.0)) == Place(
        lat=395_000_000, lon=1_065_000_000, source="exif"
    )


@pytest.mark.parametrize(
    ("error", "metres"), [(12.2, 13), (0.0, 0), (float("nan"), 0), (1e9, 0), ("near", 0)]
)
def test_the_accuracy_is_rounded_up_to_metres(error: object, metres: int) -> None:
    place = gps(GPSHPositioningError=error)
    assert place is not None
    assert place.accuracy_m == metres


@pytest.mark.parametrize(
    "changes",
    [
        {"GPSLatitude": (0.0, 0.0, 0.0), "GPSLongitude": (0.0, 0.0, 0.0)},
        {"GPSLatitude": (float("nan"), 0.0, 0.0)},
        {"GPSLatitude": (IFDRational(0, 0), IFDRational(0, 0), IFDRational(0, 0))},
        {"GPSLatitude": (float("inf"), 0.0, 0.0)},
        {"GPSLatitude": (91.0, 0.0, 0.0)},
        {"GPSLongitude": (180.0, 0.0, 1.0)},
        {"GPSLatitude": (-39.0, 0.0, 0.0)},
        {"GPSLatitude": ()},
        {"GPSLatitude": ("39", "N", "x")},
        {"GPSLatitude": 39.0},
        {"GPSLatitudeRef": ""},
        {"GPSLongitudeRef": "NE"},
        {"GPSLongitudeRef": 7},
    ],
)
def test_a_place_nobody_can_mean_is_no_claim(changes: dict[str, object]) -> None:
    assert gps(**changes) is None


def test_metadata_that_cannot_be_read_at_all_claims_nothing() -> None:
    class Faulty(Image.Image):
        def getexif(self) -> Image.Exif:
            raise SyntaxError

    assert claims_of(Faulty(), 480) == Claims()


def test_division_by_zero_in_a_file_is_no_place() -> None:
    zero = IFDRational(0, 0)
    data = photo(metadata=exif(gps=GPS_HERE | {ExifTags.GPS.GPSLatitude: (zero, zero, zero)}))
    with Image.open(BytesIO(data)) as image:
        read = claims_of(image, 480)
    assert read.place is None
    assert read.taken == at(DAY, "09:14:02", 480)


@pytest.mark.parametrize(
    "name",
    [
        "IMG_20261121_091402.jpg",
        "20261121_091402_HDR.jpg",
        "IMG20261121091402.jpg",
        "PXL_20261121_091402123.jpg",
        "2026-11-21 09.14.02.jpg",
        "Screenshot_2026-11-21-09-14-02-33.png",
        "微信图片_20261121091402.jpg",
        "2026-11-21T09:14:02.webp",
        "VID_20261121_091402.mp4",
        "Screenshot_20261121_091402_com.tencent.mm.jpg",
        "微信图片_20261121091402_12_34.jpg",
        "水印_2026年11月21日09时14分02秒.jpg",
    ],
)
def test_a_time_spelled_out_in_a_file_name_is_found(name: str) -> None:
    assert time_in_name(name, 480) == at(DAY, "09:14:02", 480)


@pytest.mark.parametrize(
    "name",
    [
        "mmexport1795223642123.jpg",
        "wx_camera_1795223642123.jpg",
        "microMsg.1795223642123.jpg",
        "微信图片_1795223642123_7.jpg",
        "2_1795223642123.jpeg",
    ],
)
def test_wechat_and_others_name_their_milliseconds(name: str) -> None:
    assert time_in_name(name, 480) == Instant(1_795_223_642_123, 480)


@pytest.mark.parametrize("name", ["1795223642.jpg", "photo-1795223642(1).png", "1000000007_1795223642.jpg"])
def test_some_programs_name_their_seconds(name: str) -> None:
    assert time_in_name(name, 480) == Instant(1_795_223_642_000, 480)


@pytest.mark.parametrize(
    "name",
    [
        "a.jpg",
        "DSC_0001.jpg",
        "20261321_091402.jpg",
        "12020261121091402.jpg",
        "179522364212.jpg",
        "2026112.jpg",
        "1000000007.jpg",
        "13812345678.jpg",
        "IMG-20261121-WA0003.jpg",
    ],
)
def test_a_name_without_a_time_has_none(name: str) -> None:
    assert time_in_name(name, 480) is None
