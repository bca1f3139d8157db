"""Plans' documents as lines: .txt, .md, .html, .docx and .pdf, told by their content, not by their name."""

import re
from collections.abc import Callable
from pathlib import Path

from inspector.errors import Unreadable
from inspector.plans.document import Document
from inspector.plans.documents.limits import (
    EMPTY,
    HAS_PASSWORD,
    LARGEST_FILE,
    LARGEST_TEXT,
    MB,
    NO_DOCUMENT,
    OLD_WORD,
    OTHER_WORD,
    PICTURE,
    RICH_TEXT,
    TOO_LARGE,
)

_LOOKED_AT = 64 * 1024
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (
    (b"{\\rtf", RICH_TEXT),
    (b"\xff\xd8\xff", PICTURE),
    (b"\x89PNG", PICTURE),
    (b"GIF8", PICTURE),
    (b"BM", PICTURE),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (b"PK\x05\x06", NO_DOCUMENT),
    (b"Rar!", NO_DOCUMENT),
    (b"7z\xbc\xaf", NO_DOCUMENT),
    (b"\x1f\x8b", NO_DOCUMENT),
    (b"SQLite format 3", NO_DOCUMENT),
)
_OTHER_WORD = re.compile(rb"MIME-Version:|<\?mso-application|<w:wordDocument|<pkg:package", re.IGNORECASE)


def nothing(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def read_document(path: Path, report: Callable[[int, int], None] = nothing) -> Document:
    """Read a document's lines; it waits, so it is not for the window's thread.

    ``report`` is called several times a second with what is done and what there is to do; what it raises
    gives the document up. All but plain text is read in a process of its own, within bounds of time and
    memory.
    Raises Unreadable in one sentence for what can't be read, OSError where the file can't be opened.
    """
    file = path.name
    size = path.stat().st_size
    with path.open("rb") as source:
        head = source.read(_LOOKED_AT)
    if size > LARGEST_FILE:
        raise Unreadable(TOO_LARGE, file=file, most=LARGEST_FILE // MB)
    if b"%PDF-" in head[:1024]:
        from inspector.plans.documents.pdf import read_pdf

        return _beside(read_pdf, path, report)
    if head.startswith(_ZIP):
        from inspector.plans.documents.word import read_word

        return _beside(read_word, path, report)
    if head.startswith(_OLE):
        raise Unreadable(HAS_PASSWORD if _ENCRYPTED in path.read_bytes() else OLD_WORD, file=file)
    for mark, sentence in _OTHERS:
        if head.startswith(mark):
            raise Unreadable(sentence, file=file)
    return _read_characters(path, head, size, report)


def _read_characters(path: Path, head: bytes, size: int, report: Callable[[int, int], None]) -> Document:
    from inspector.plans.documents.web import is_page, read_web

    file = path.name
    if size > LARGEST_TEXT:
        raise Unreadable(TOO_LARGE, file=file, most=LARGEST_TEXT // MB)
    if _OTHER_WORD.search(head[:4096]):
        raise Unreadable(OTHER_WORD, file=file)
    if is_page(head, file):
        return _beside(read_web, path, report)
    from inspector.plans.documents.characters import decoded
    from inspector.plans.documents.plain import read_markdown, read_plain

    data = path.read_bytes()
    if not data.strip():
        raise Unreadable(EMPTY, file=file)
    text, doubts = decoded(file, data)
    read = read_markdown if path.suffix.lower() in {".md", ".markdown"} else read_plain
    report(1, 1)
    return read(file, text, doubts)


def _beside(
    read: Callable[[Path, Callable[[int, int], None]], Document],
    path: Path,
    report: Callable[[int, int], None],
) -> Document:
    from inspector.plans.documents.beside import read_beside

    return read_beside(read, path, report)
