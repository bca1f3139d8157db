"""Looking for words in anything a program can write: texts of any encoding, ZIPs, PDFs, packs, databases."""

import base64
import gzip
import io
import json
import re
import tarfile
import zipfile
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pikepdf
import pypdfium2
import zstandard

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
TAGS = re.compile(rb"<[^<>]*>")
SPACES = re.compile(rb"\s+")
DEEPEST = 6


@cache
def traces(word: str) -> tuple[bytes, ...]:
    """Give every spelling of ``word`` that a reader of bytes would recognise."""
    return tuple(dict.fromkeys(_spelled(word)))


def _spelled(word: str) -> Iterator[bytes]:
    for encoding in ENCODINGS:
        data = word.encode(encoding)
        yield data
        yield data.hex().encode()
        yield data.hex().upper().encode()
    plain = word.encode()
    yield json.dumps(word)[1:-1].encode()
    yield json.dumps(word)[1:-1].upper().replace("\\U", "\\u").encode()
    yield quote(word).encode()
    for before in range(3):
        # base64 of the word wherever it begins in what was encoded, without its uncertain ends
        coded = base64.b64encode(b"\0" * before + plain)
        yield coded[4 if before else 0 : len(coded) - 4]


def found_in(data: bytes, words: tuple[str, ...], depth: int = 0) -> set[str]:
    """Give those of ``words`` that stand in ``data``, in whatever it holds, and in whatever that holds."""
    found = {word for word in words if any(trace in data for trace in traces(word))}
    read = _as_one_line(data)
    found |= {word for word in words if word.encode() in read}
    if depth < DEEPEST:
        for inner in _within(data):
            found |= found_in(inner, words, depth + 1)
    return found


def _as_one_line(data: bytes) -> bytes:
    """Give a text as it is read: an XML writer may spell letters as numbers, or break words."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return b""
    return SPACES.sub(b"", TAGS.sub(b"", unescape(text).encode()))


def found_in_files(folder: Path, words: tuple[str, ...]) -> dict[str, set[str]]:
    """Search every file below ``folder``, its name too; give what was found by file."""
    found = {}
    for file in sorted(folder.rglob("*")):
        data = file.read_bytes() if file.is_file() else b""
        if here := found_in(str(file.relative_to(folder)).encode() + b"\n", words) | found_in(data, words):
            found[str(file.relative_to(folder))] = here
    return found


def _within(data: bytes) -> Iterator[bytes]:
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for info in packed.infolist():
                yield info.filename.encode() + b"\n" + info.comment
                yield packed.read(info)
    elif data.startswith(b"%PDF-"):
        yield from _within_pdf(data)
    elif data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    elif data.startswith(b"\x28\xb5\x2f\xfd"):
        yield zstandard.ZstdDecompressor().decompressobj().decompress(data)
    elif data[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(data)) as packed:
            for member in packed:
                taken = packed.extractfile(member)
                yield member.name.encode() + b"\n"
                yield taken.read() if taken else b""


def _within_pdf(data: bytes) -> Iterator[bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                yield _decoded(thing)
            yield from _strings(thing, 0)
    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            text = page.get_textpage()
            yield text.get_text_bounded().encode("utf-8", "surrogatepass")
            text.close()
            page.close()
    finally:
        document.close()


def _decoded(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return stream.read_raw_bytes()  # a picture, which only a picture's own reader decodes


def _strings(thing: Any, depth: int) -> Iterator[bytes]:
    if isinstance(thing, pikepdf.String):
        yield bytes(thing)
        yield str(thing).encode("utf-8", "surrogatepass")
    elif depth < DEEPEST and isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for value in thing.values():
            yield from _strings(value, depth + 1)
    elif depth < DEEPEST and isinstance(thing, pikepdf.Array):
        for value in thing:
            yield from _strings(value, depth + 1)
