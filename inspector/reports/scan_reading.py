"""Prints that come back as photographs or scans: which report each page says it belongs to, by its code."""

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import wait
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from re import MULTILINE
from re import compile as pattern
from typing import TYPE_CHECKING, Self

from inspector.errors import Unreadable
from inspector.pictures.opening import MIMES, bytes_of, kind_of, opened
from inspector.pictures.preview import Copy, preview_from
from inspector.reports.attachment import DATA_NAME, PACK_NAME
from inspector.reports.side_process import GLANCE, Bounds, SideProcess
from inspector.words import N_

if TYPE_CHECKING:
    from PIL import Image

BOUNDS = Bounds(seconds=120, memory=2 << 30)
"""For one file: generous for a scan of a hundred pages."""
LOOKED_AT = 4_000
"""Long edge in pixels at which a code is looked for first; a module of ours is then 3 px and more."""
LOOKS = ((1.0, 0), (0.5, 0), (2.0, 0), (3.0, 0), (2.0, 2), (3.0, 3))
"""Scales, and radius of sharpening in pixels: a scan of 150 dpi has less than 2 px for a module; a noisy
photograph has too many. Sharpened is looked at only where nothing was found: it may break another code."""
SHARPENED = 200
"""Per cent."""
MOST_LOOKED_AT = 40_000_000
"""Pixels of an enlarged picture."""
PDF_MIME = "application/pdf"

_CHECK_SUMS = pattern(rf"^(?:{PACK_NAME}|{DATA_NAME}) SHA-256 ([0-9a-f]{{64}})$", MULTILINE)
_COLONS = pattern(r"[:：]")
_TURNED = {3: 180, 6: 270, 8: 90}
"""Degrees against the clock that put a picture of EXIF orientation 3, 6 or 8 upright."""


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """What the code of a report says: its number (none on a draft), and the SHA-256 of its attachments."""

    number: str
    pack_sha256: str
    data_sha256: str


@dataclass(frozen=True, slots=True)
class ScanPage:
    """One page as it came: its upright preview, and the codes of ours that are on it."""

    preview: Copy
    codes: tuple[PrintedCode, ...]


@dataclass(frozen=True, slots=True)
class Scan:
    """A file with pages: what it is, and the SHA-256 of the bytes that were read."""

    mime: str
    sha256: str
    pages: tuple[ScanPage, ...]


class ScanReader:
    """Reads one file after another in a process of its own, started with the first. Must be closed.

    However a file was made, the answer comes within the bounds, or a sentence.
    """

    def __init__(self, bounds: Bounds = BOUNDS) -> None:
        """Start nothing yet."""
        self._side = SideProcess(read_scan, bounds=bounds)

    def __enter__(self) -> Self:
        """Use it for a while."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def read(self, file: Path, waiting: Callable[[], object] = lambda: None) -> Scan:
        """Read ``file``; waits, so not for the window's thread.

        ``waiting`` is called several times a second meanwhile; what it raises gives the file up. Raises
        Unreadable as ``read_scan`` does, and Spoken where the file takes more than its bounds.
        """
        future = self._side.submit(file)
        try:
            while not wait([future], timeout=GLANCE).done:
                waiting()
        except BaseException:
            self._side.cancel(future)
            raise
        return future.result()

    def close(self) -> None:
        """Give up whatever is being read and end the process."""
        self._side.close()


def read_scan(file: Path) -> Scan:
    """Read a photograph (JPEG, PNG, WebP, HEIC), or a PDF whose pages are pictures.

    Raises Unreadable in one sentence for anything else, and for what is cut, damaged or too large.
    """
    try:
        data = bytes_of(file, file.name)
    except OSError as error:
        raise Unreadable(
            N_("The file {name} can't be opened; is the card or stick still plugged in?"), name=file.name
        ) from error
    if data.lstrip()[:5] == b"%PDF-":
        from inspector.reports.scanned_pdf import page_pictures

        pages = tuple(_page(picture, file.name) for picture in page_pictures(data, file.name))
        mime = PDF_MIME
    else:
        pages = (_page(data, file.name),)
        mime = MIMES[kind_of(data)]
    return Scan(mime, hashlib.sha256(data).hexdigest(), pages)


def code_in(text: str) -> PrintedCode | None:
    """Read what ``qr.code_text`` writes, in any language; nothing where the code is not ours."""
    lines = text.splitlines()
    sums = _CHECK_SUMS.findall(text)
    if len(sums) != 2 or len(lines) < 2:  # noqa: PLR2004 - of the pack and of the data; title and number
        return None
    return PrintedCode(_COLONS.split(lines[1], maxsplit=1)[-1].strip(), *sums)


def _page(data: bytes, name: str) -> ScanPage:
    with opened(data, name) as image:
        # The preview shrinks what it is given, and a JPEG is decoded only once: each has its own picture.
        image.draft("L", (LOOKED_AT, LOOKED_AT))
        grey = image.convert("L")
    with opened(data, name) as image:
        preview, claims = preview_from(image, 0)
    codes, turn = _codes_on(grey.rotate(_TURNED.get(claims.orientation, 0), expand=True))
    return ScanPage(turned(preview, turn) if turn else preview, codes)


def _codes_on(grey: "Image.Image") -> tuple[tuple[PrintedCode, ...], int]:
    """Give the codes, and by how many degrees against the clock (0, 90 …) the page is to be turned."""
    import zxingcpp

    ours = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found: dict[PrintedCode, int] = {}
    for picture, is_sharpened in _looks(grey):
        if found and is_sharpened:
            break
        for one in zxingcpp.read_barcodes(picture, formats=ours):
            if code := code_in(one.text):
                found.setdefault(code, round(one.orientation / 90) * 90 % 360)
    return tuple(found), next(iter(found.values()), 0)


def _looks(grey: "Image.Image") -> Iterator[tuple["Image.Image", bool]]:
    """Give the picture as it is looked at, the most promising way first, and whether it is sharpened."""
    from PIL import Image, ImageFilter

    grey.thumbnail((LOOKED_AT, LOOKED_AT), Image.Resampling.BICUBIC)
    for scale, radius in LOOKS:
        size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
        if size[0] * size[1] <= MOST_LOOKED_AT:
            look = grey.resize(size, Image.Resampling.BICUBIC)
            sharp = look.filter(ImageFilter.UnsharpMask(radius, SHARPENED, 0)) if radius else look
            yield sharp, bool(radius)


def turned(copy: Copy, degrees: int) -> Copy:
    """Turn a preview by a multiple of 90 degrees against the clock."""
    from PIL import Image

    with Image.open(BytesIO(copy.data)) as image:
        upright = image.rotate(degrees, expand=True)
    made = BytesIO()
    upright.save(made, "WEBP", quality=80, method=2)
    return replace(copy, data=made.getvalue(), width=upright.width, height=upright.height)
