"""The pages of a PDF that a scanner made: each is one picture, taken out without drawing the page."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
from PIL import Image

from inspector.errors import Unreadable
from inspector.pictures.opening import FAULTS, MOST_PIXELS
from inspector.reports.attachment import PACK_NAME
from inspector.words import N_

MOST_PAGES = 200
PICTURE_EDGE = 4_960
"""Long edge in pixels a page is brought down to: A4 at 420 dpi."""


def page_pictures(data: bytes, name: str) -> Iterator[bytes]:
    """Give the upright picture of each page as JPEG; a page without one is left out.

    Raises Unreadable for what is no PDF or has a password, for a report itself (it carries its entries; no
    scan does), for one without pictures, and for pictures this program can't decode.
    """
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if PACK_NAME in pdf.attachments:
                raise Unreadable(
                    N_("{name} is the report itself, not a scan of its print; verify it under Hand-over."),
                    name=name,
                )
            if len(pdf.pages) > MOST_PAGES:
                raise Unreadable(
                    N_("{name} has more than {limit} pages; please scan each report by itself."),
                    name=name,
                    limit=MOST_PAGES,
                )
            pictures = [picture for page in pdf.pages if (picture := _largest(page, name))]
            if not pictures:
                raise Unreadable(
                    N_("{name} has no scanned pages; photograph the print, or scan it as pictures."),
                    name=name,
                )
            yield from (_jpeg(*picture) for picture in pictures)
    except pikepdf.PasswordError as fault:
        raise Unreadable(N_("{name} has a password; please save it without one."), name=name) from fault
    except (pikepdf.PdfError, pikepdf.DependencyError, *FAULTS) as fault:
        raise Unreadable(
            N_("The pages of {name} can't be read; please scan them as JPEG pictures."), name=name
        ) from fault


def _largest(page: pikepdf.Page, name: str) -> tuple[pikepdf.PdfImage, int] | None:
    """Give the picture with the most pixels, and by how many degrees with the clock it is shown turned."""
    found = page.get_images(recursive=True).values()
    images = [pikepdf.PdfImage(image) for image in found if isinstance(image, pikepdf.Stream)]
    if not images:
        return None
    largest = max(images, key=lambda image: image.width * image.height)
    if largest.width * largest.height > MOST_PIXELS:
        raise Unreadable(
            N_("The photo {name} has {width} × {height} pixels; at most {limit} megapixels are read."),
            name=name,
            width=largest.width,
            height=largest.height,
            limit=MOST_PIXELS // 1_000_000,
        )
    return largest, int(page.get("/Rotate", 0))


def _jpeg(picture: pikepdf.PdfImage, turn: int) -> bytes:
    image = picture.as_pil_image()
    shown = image.convert("L" if image.mode in {"1", "L"} else "RGB")
    shown.thumbnail((PICTURE_EDGE, PICTURE_EDGE), Image.Resampling.BICUBIC)
    made = BytesIO()
    shown.rotate(-turn, expand=True).save(made, "JPEG", quality=85)
    return made.getvalue()
