"""Opening foreign pictures: what they are and how large, decided before a pixel is decoded."""

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from io import BytesIO
from pathlib import Path
from stat import S_ISREG
from threading import Lock, RLock

from PIL import Image

from inspector.errors import Unreadable
from inspector.words import N_

MOST_PIXELS = 220_000_000
"""Cameras of phones reach 200 megapixels; what claims more is a mistake or a bomb."""
LARGE = 50_000_000
"""Pixels of a picture beside which no other such is decoded: two of the largest could fill the memory."""
MOST_SCANS = 200
"""Times a JPEG is painted over; cameras need ten at most, and each costs the decoder a whole picture."""
LARGEST_FILE = 256 * 1024 * 1024
"""Bytes of one photo; as much as a pack holds."""

# Pillow's own limit only warns up to twice its number; ours is a sentence, said before decoding.
Image.MAX_IMAGE_PIXELS = None

FAULTS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    EOFError,
    RuntimeError,
    MemoryError,
    struct.error,
)
"""What Pillow and libheif raise when foreign bytes are not what they claim to be."""

_SCAN = b"\xff\xda"
"""Begins a scan of a JPEG (ITU-T T.81, B.2.3); no other bytes of a picture look so."""
HEIF_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
)
MIMES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "HEIF": "image/heic"}

_warnings_lock = Lock()
_large = RLock()


def bytes_of(source: Path | bytes, name: str) -> bytes:
    """Read a photo from disk, or take its bytes as they are.

    Raises Unreadable for a file over ``LARGEST_FILE`` bytes and for what is no file, such as a pipe, at which
    a reader would wait for ever; OSError where the disk does not answer.
    """
    if isinstance(source, bytes):
        size = len(source)
    else:
        found = source.stat()
        if not S_ISREG(found.st_mode):
            raise Unreadable(N_("{name} is no file."), name=name)
        size = found.st_size
    if size > LARGEST_FILE:
        raise Unreadable(
            N_("The photo {name} has {size} MB; at most {limit} MB are read."),
            name=name,
            size=size >> 20,
            limit=LARGEST_FILE >> 20,
        )
    return source if isinstance(source, bytes) else source.read_bytes()


def kind_of(data: bytes) -> str:
    """Name the format (a key of ``MIMES``) by the first bytes; empty for anything but a photo."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS:
        return "HEIF"
    return ""


@contextmanager
def opened(data: bytes, name: str) -> Iterator[Image.Image]:
    """Open the photo ``name`` without decoding it; faults met while it is open are a sentence too.

    Raises Unreadable when it is empty or no picture, has over ``MOST_PIXELS`` pixels or ``MOST_SCANS`` scans,
    or is cut or damaged.
    """
    if not data:
        raise Unreadable(N_("{name} is empty."), name=name)
    kind = kind_of(data)
    if not kind:
        raise Unreadable(
            N_("{name} is no photo this program can read; photos are JPEG, PNG, WebP or HEIC files."),
            name=name,
        )
    try:
        if data[12:16] == b"VP8X":
            # Pillow makes room for the whole canvas of a WebP when it opens one (WebP container, VP8X).
            _refuse_bomb(name, *(1 + int.from_bytes(data[at : at + 3], "little") for at in (24, 27)))
        with _image(data, kind) as image:
            _refuse_bomb(name, *image.size)
            if kind == "JPEG" and data.count(_SCAN) > MOST_SCANS:
                raise Unreadable(
                    N_("The photo {name} is made so that reading it would take hours; it is left out."),
                    name=name,
                )
            with _large if image.width * image.height > LARGE else nullcontext():
                yield image
    except FAULTS as fault:
        raise Unreadable(
            N_("The photo {name} is cut short or damaged; please copy it from the camera once more."),
            name=name,
        ) from fault


@contextmanager
def unwarned() -> Iterator[None]:
    """Keep quiet what Pillow has to say about faulty metadata: it is ignored, the photo is kept."""
    with _warnings_lock, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _refuse_bomb(name: str, width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise Unreadable(
            N_("The photo {name} has {width} × {height} pixels; at most {limit} megapixels are read."),
            name=name,
            width=width,
            height=height,
            limit=MOST_PIXELS // 1_000_000,
        )


def _image(data: bytes, kind: str) -> Image.Image:
    if kind == "HEIF":
        import pi_heif

        pi_heif.register_heif_opener()
    elif kind == "WEBP":
        from PIL import WebPImagePlugin  # noqa: F401 - importing registers; Pillow would load every plugin it has
    with unwarned():
        return Image.open(BytesIO(data), formats=(kind,))
