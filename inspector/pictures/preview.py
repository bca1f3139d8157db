"""Upright copies without metadata: the preview in the journal, thumbnails, and photos for paper."""

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms

from inspector.model.events import Blob
from inspector.pictures.claims import Claims, claims_of
from inspector.pictures.opening import bytes_of, opened

PREVIEW_EDGE = 1024
"""Long edge of a preview in pixels (journal format)."""
THUMBNAIL_EDGE = 320
"""Twice what a strip of photos shows, for sharp screens."""
PAPER_EDGE = 1600

_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What puts a picture of EXIF orientation 2…8 upright (EXIF 3.0, 4.6.5)."""
_SCALABLE = frozenset({"L", "RGB", "RGBA", "LA", "CMYK"})
_HALVED = frozenset({"JPEG", "MPO"})


@dataclass(frozen=True, slots=True)
class Copy:
    """An upright copy of a photo: its bytes, and its size in pixels."""

    data: bytes
    mime: str
    width: int
    height: int

    @property
    def blob(self) -> Blob:
        """The copy as an entry names it."""
        return Blob(sha256(self.data).hexdigest(), len(self.data), self.mime)


def preview(source: Path | bytes, name: str) -> Copy:
    """Make the preview an entry carries: WebP, long edge at most 1,024 px, upright, without metadata.

    Raises Unreadable as ``opening.opened`` does; so do the other copies.
    """
    with opened(bytes_of(source, name), name) as image:
        return preview_from(image, 0)[0]


def preview_from(image: Image.Image, tz: int) -> tuple[Copy, Claims]:
    """Make the preview of an opened picture, and read its claims on the way."""
    small, claims = upright(image, PREVIEW_EDGE, tz)
    return _saved(small, "WEBP", quality=80, method=2), claims


def thumbnail(source: Path | bytes, name: str) -> Copy:
    """Make the small picture of lists: WebP, long edge at most 320 px."""
    with opened(bytes_of(source, name), name) as image:
        return _saved(upright(image, THUMBNAIL_EDGE, 0)[0], "WEBP", quality=75, method=2)


def paper_jpeg(source: Path | bytes, name: str, edge: int = PAPER_EDGE) -> Copy:
    """Make the copy that is printed: JPEG, long edge at most ``edge`` px, sRGB."""
    with opened(bytes_of(source, name), name) as image:
        return _saved(upright(image, edge, 0)[0], "JPEG", quality=82, optimize=False)


def shrink(image: Image.Image, edge: int) -> None:
    """Decode ``image`` in place to a long edge of about ``edge`` px; a JPEG as coarsely as serves."""
    if image.mode in _SCALABLE:
        # libjpeg's own halving while it decodes is as good as any; boxes of pixels need a margin
        gap = 1.0 if image.format in _HALVED else 2.0
        image.thumbnail((edge, edge), Image.Resampling.BICUBIC, reducing_gap=gap)
    # A picture small enough was left undecoded, and one of a palette can't be scaled yet.
    image.load()


def upright(image: Image.Image, edge: int, tz: int) -> tuple[Image.Image, Claims]:
    """Decode an opened picture upright in sRGB, its long edge at most ``edge`` px, and read its claims."""
    shrink(image, edge)
    claims = claims_of(image, tz)
    plain = _in_srgb(image)
    plain.thumbnail((edge, edge), Image.Resampling.BICUBIC)
    turn = _UPRIGHT.get(claims.orientation)
    return (plain if turn is None else plain.transpose(turn)), claims


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        try:
            meant = ImageCms.ImageCmsProfile(BytesIO(profile))
            shown = ImageCms.profileToProfile(image, meant, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
            return _without_alpha(image)
        return shown or image
    return _without_alpha(image)


def _without_alpha(image: Image.Image) -> Image.Image:
    """Give RGB pixels: what is transparent is white, as on paper."""
    if image.mode.startswith("I"):
        # Grey of 16 bits; converting to RGB would cut everything above 255.
        image = image.convert("I").point(lambda grey: grey / 256).convert("L")
    if image.has_transparency_data:
        solid = image.convert("RGBA")
        paper = Image.new("RGBA", solid.size, "white")
        return Image.alpha_composite(paper, solid).convert("RGB")
    return image.convert("RGB")


def _saved(image: Image.Image, kind: str, **how: int | bool) -> Copy:
    made = BytesIO()
    image.info = {}
    image.save(made, kind, **how)
    return Copy(made.getvalue(), f"image/{kind.lower()}", *image.size)
