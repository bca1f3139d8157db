"""The pages of somebody's PDF as pictures, to be bound into a file of ours beside scans of paper."""

from collections.abc import Iterator
from contextlib import closing
from io import BytesIO

import pypdfium2 as pdfium

from inspector.errors import Unreadable
from inspector.words import N_

POINTS = 72
DOTS = 150
"""Dots per inch: small print stays legible, a page takes some 200 KB."""
MOST_DOTS = 2_400
"""Pixels on the long side of a page, however large its paper is."""
QUALITY = 80


def drawn_pages(data: bytes, name: str, most: int) -> Iterator[bytes]:
    """Draw each page as JPEG, the first at once only when asked for.

    Raises Unreadable for what is no PDF or has a password, and for more than ``most`` pages.
    """
    try:
        with closing(pdfium.PdfDocument(data)) as document:
            if len(document) > most:
                raise Unreadable(N_("{name} has more than {limit} pages."), name=name, limit=most)
            for number in range(len(document)):
                page = document[number]
                longest = max(page.get_size())
                scale = min(DOTS / POINTS, MOST_DOTS / max(longest, 1.0))
                bitmap = page.render(scale=scale)
                made = BytesIO()
                bitmap.to_pil().convert("RGB").save(made, "JPEG", quality=QUALITY)
                page.close()
                yield made.getvalue()
    except pdfium.PdfiumError as fault:
        raise Unreadable(N_("{name} can't be read as PDF, or has a password."), name=name) from fault
