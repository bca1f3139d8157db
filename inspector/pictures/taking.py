"""Photos this computer takes itself: a JPEG with the time of its clock, as every camera writes one."""

from io import BytesIO

from PIL import ExifTags, Image

from inspector.periods import Instant

QUALITY = 92


def camera_jpeg(rgb: bytes, width: int, height: int, line: int, taken: Instant, camera: str) -> bytes:
    """Encode a picture of three bytes a pixel, ``line`` bytes from one line to the next, with its claims."""
    image = Image.frombytes("RGB", (width, height), rgb, "raw", "RGB", line)
    claims = Image.Exif()
    claims[ExifTags.Base.Model] = camera
    inner = claims.get_ifd(ExifTags.IFD.Exif)
    inner[ExifTags.Base.DateTimeOriginal] = f"{taken.local:%Y:%m:%d %H:%M:%S}"
    offset = f"{taken.local:%z}"
    inner[ExifTags.Base.OffsetTimeOriginal] = f"{offset[:3]}:{offset[3:5]}"
    made = BytesIO()
    image.save(made, "JPEG", quality=QUALITY, exif=claims)
    return made.getvalue()
