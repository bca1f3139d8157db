"""Photos as cameras, phones and attackers make them."""

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO

from PIL import ExifTags, Image

GPS_HERE: dict[int, object] = {
    ExifTags.GPS.GPSLatitudeRef: "N",
    ExifTags.GPS.GPSLatitude: (39.0, 46.0, 52.0),
    ExifTags.GPS.GPSLongitudeRef: "E",
    ExifTags.GPS.GPSLongitude: (106.0, 48.0, 44.0),
}


def exif(
    taken: str = "2026:11:21 09:14:02",
    offset: str = "+08:00",
    gps: Mapping[int, object] | None = None,
    **top: object,
) -> Image.Exif:
    made = Image.Exif()
    for name, value in top.items():
        made[ExifTags.Base[name]] = value
    inner = made.get_ifd(ExifTags.IFD.Exif)
    if taken:
        inner[ExifTags.Base.DateTimeOriginal] = taken
    if offset:
        inner[ExifTags.Base.OffsetTimeOriginal] = offset
    if gps:
        made.get_ifd(ExifTags.IFD.GPSInfo).update(gps)
    return made


def scene(width: int = 120, height: int = 80) -> Image.Image:
    """Grey with a red corner at the upper left, so that a turn shows."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    image.paste((220, 20, 20), (0, 0, width // 4, height // 4))
    return image


def encoded(image: Image.Image, kind: str = "JPEG", **how: object) -> bytes:
    made = BytesIO()
    image.save(made, kind, **how)
    return made.getvalue()


def photo(
    kind: str = "JPEG", width: int = 120, height: int = 80, metadata: Image.Exif | None = None
) -> bytes:
    return encoded(scene(width, height), kind, exif=exif() if metadata is None else metadata)


def claiming(kind: str, width: int, height: int) -> bytes:
    """Make a small file that claims a huge picture in its header."""
    if kind == "JPEG":
        small = photo()
        frame = small.index(b"\xff\xc0") + 5
        return small[:frame] + struct.pack(">HH", height, width) + small[frame + 4 :]
    if kind == "PNG":
        head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        rows = zlib.compress(bytes(1000))
        chunks = b"".join(
            struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
            for chunk in (head, b"IDAT" + rows, b"IEND")
        )
        return b"\x89PNG\r\n\x1a\n" + chunks
    small = encoded(scene(), "WEBP", exif=exif())
    canvas = small.index(b"VP8X") + 12
    claimed = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return small[:canvas] + claimed + small[canvas + 6 :]
