"""Reading a PDF that anybody may have made: bounded, and every fault of it one sentence."""

import logging
import os
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspector.errors import Unreadable
from inspector.file_faults import why
from inspector.reports.attachment import DATA_NAME, LARGEST_DATA, LARGEST_PACK, PACK_NAME, Carried
from inspector.words import N_

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader

LARGEST_FILE = 512 << 20
"""Bytes; a report of 300 photos has at most 120 MB."""
MOST_NODES = 4096
"""Nodes of one tree (names, pages) that are looked at."""
UNPACKING = 60
"""How many times larger a stream may become by unpacking; what reports hold stays below 20."""
WHOLE_UNPACKING = 4
"""How many times its size everything may become that is read of a file; photos and fonts are not unpacked."""
UNPACKED_AT_LEAST = 16 << 20
"""Bytes that a stream may always become."""
LARGEST_CODE = 256
"""Modules on a side; the largest QR code has 177 and a margin of four on each side."""

MOST_PIECES = 64
"""Streams of the first page's content that are read; a report has one."""
MOST_CODES = 8
"""Codes on the first page that are read; a report has one."""
TAIL = 2048
"""Bytes before the end in which a PDF says where its table is; parsers go back from there byte by byte."""

HASH = re.compile("[0-9a-f]{64}")
_PAINTED = re.compile(rb"(/[^\s/<>\[\]()]+)\s+Do\b")
_TAIL = re.compile(rb"[\r\n]startxref[\r\n]+\d{1,12}[\r\n]+%%EOF")

DAMAGED = N_("The PDF is damaged or cut short.")
NO_REPORT = N_("The PDF is not a report of this program: it doesn't carry {name}.")

MALFORMED = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RuntimeError,
    MemoryError,
    EOFError,
    zlib.error,
    struct.error,
)
"""What parsers raise when fed something else than they expect; a RuntimeError is nesting too deep for them,
or a feature they do not have."""


@contextmanager
def foreign_bytes() -> Iterator[None]:
    """Turn whatever a PDF parser raises on foreign bytes into Unreadable."""
    from pyhanko.pdf_utils.misc import PdfDecodeLimitError, PdfError

    try:
        yield
    except PdfDecodeLimitError as fault:
        raise Unreadable(N_("The PDF unpacks to far more than a report can hold.")) from fault
    except (PdfError, *MALFORMED) as fault:
        raise Unreadable(DAMAGED) from fault


@dataclass(frozen=True, slots=True)
class OpenPdf:
    """A PDF that could be opened; asking for its parts may still raise Unreadable."""

    content: bytes
    reader: "PdfFileReader"

    def carried(self) -> Carried:
        """Give the attachments, byte for byte.

        Raises Unreadable if there is not exactly one of each name, or one larger than it may be.
        """
        with foreign_bytes():
            files = _embedded_files(self.reader)
            return Carried(
                pack=_one_file(files, PACK_NAME, LARGEST_PACK), data=_one_file(files, DATA_NAME, LARGEST_DATA)
            )

    def printed_hashes(self) -> frozenset[str]:
        """Give every SHA-256 that the QR code printed on the first page holds.

        The code is a picture of one bit per module, and what is decoded is that very picture, which the page
        must paint: not a text beside it that nobody sees on paper.
        """
        with foreign_bytes():
            leaves = (node for node in _tree(self.reader.root["/Pages"]) if node["/Type"] == "/Page")
            codes = (code for page in islice(leaves, 1) for code in _painted_pictures(page) if _is_code(code))
            texts = [_decoded(code) for code in islice(codes, MOST_CODES)]
        return frozenset(found for text in texts for found in HASH.findall(text))


def open_pdf(path: Path) -> OpenPdf:
    """Open the PDF at ``path``.

    Raises Unreadable if it can't be read, is larger than any report, no PDF, encrypted or damaged.
    """
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > LARGEST_FILE:
                raise Unreadable(N_("The file is larger than any report."))
            # Never more than it had at first: a device or a pipe says 0 and has no end.
            content = file.read(size)
    except OSError as fault:
        raise Unreadable(N_("The file can't be opened: {reason}."), reason=why(fault)) from fault
    return read_pdf(content)


def read_pdf(content: bytes) -> OpenPdf:
    """Open a PDF by its bytes.

    Raises Unreadable if they are too many, no PDF, encrypted or damaged.
    """
    if len(content) > LARGEST_FILE:
        raise Unreadable(N_("The file is larger than any report."))
    if not content.startswith(b"%PDF-"):
        raise Unreadable(N_("The file is not a PDF."))
    if not _TAIL.search(content, max(0, len(content) - TAIL)):
        raise Unreadable(DAMAGED)
    from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget, StreamDecodeLimits
    from pyhanko.pdf_utils.reader import PdfFileReader

    for name in ("pyhanko", "pyhanko_certvalidator"):
        # What they log about foreign bytes is told by the verdict; nobody wants their traces on the terminal.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    bounds = DecodeLimits(
        per_stream=StreamDecodeLimits(
            max_ratio=UNPACKING, ratio_floor=UNPACKED_AT_LEAST, max_output_size=LARGEST_PACK
        ),
        document_budget=DocumentDecodeBudget(base_allowance=LARGEST_PACK, max_ratio=WHOLE_UNPACKING),
    )
    with foreign_bytes():
        reader = PdfFileReader(BytesIO(content), strict=True, decode_limits=bounds)
        if "/Encrypt" in reader.trailer_view:
            raise Unreadable(N_("The PDF is encrypted; a report never is."))
        reader.root  # noqa: B018 - a PDF without its root is damaged
    return OpenPdf(content, reader)


def _embedded_files(reader: "PdfFileReader") -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for node in _tree(_entry(_entry(reader.root, "/Names", {}), "/EmbeddedFiles", {})):
        pairs = _entry(node, "/Names", ())
        for index in range(0, len(pairs), 2):
            found.setdefault(str(pairs[index]), []).append(pairs[index + 1])
    return found


def _one_file(files: Mapping[str, list[Any]], name: str, limit: int) -> bytes:
    named = files.get(name, [])
    if not named:
        raise Unreadable(NO_REPORT, name=name)
    if len(named) > 1:
        raise Unreadable(N_("The PDF carries {name} twice; which one counts can't be told."), name=name)
    data: bytes = named[0]["/EF"]["/F"].data
    if len(data) > limit:
        raise Unreadable(N_("The {name} in the PDF is larger than it may be."), name=name)
    return data


def _entry(node: Mapping[str, Any], key: str, absent: Any) -> Any:
    """Look up a key, following references; pyHanko's own ``get`` does not."""
    try:
        return node[key]
    except KeyError:
        return absent


def _tree(root: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Walk a tree of names or pages in its order, a ring for MOST_NODES steps; a node is read when due."""
    waiting: list[tuple[Any, Any]] = [((root,), 0)]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        siblings, place = waiting.pop()
        node = siblings[place]
        kids = _entry(node, "/Kids", ())
        waiting.extend((kids, index) for index in reversed(range(min(len(kids), MOST_NODES))))
        yield node
    raise Unreadable(DAMAGED)


def _painted_pictures(page: Mapping[str, Any]) -> list[Any]:
    contents = page["/Contents"]
    pieces = range(min(len(contents), MOST_PIECES))
    streams = [contents] if hasattr(contents, "data") else [contents[index] for index in pieces]
    painted = {name for stream in streams for name in _PAINTED.findall(stream.data)}
    pictures = _entry(page["/Resources"], "/XObject", {})
    return [pictures[name] for name in pictures if str(name).encode() in painted]


def _is_code(picture: Any) -> bool:
    wide, high = _entry(picture, "/Width", 0), _entry(picture, "/Height", 0)
    return bool(_entry(picture, "/BitsPerComponent", 0) == 1 and wide == high and 0 < wide <= LARGEST_CODE)


def _decoded(code: Any) -> str:
    import zxingcpp
    from PIL import Image

    modules = Image.frombytes("1", (code["/Width"], code["/Height"]), code.data).convert("L")
    codes = zxingcpp.read_barcodes(
        modules, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode), is_pure=True
    )
    return "\n".join(code.text for code in codes)
