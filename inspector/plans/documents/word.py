"""Word documents (.docx): paragraphs and tables in the order of the text, with the numbers Word shows."""

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from lxml import etree

from inspector.errors import Unreadable
from inspector.plans.document import Document
from inspector.plans.documents.gathering import Gathering
from inspector.plans.documents.limits import DAMAGED, HAS_PASSWORD, NO_DOCUMENT, UNPACKS, WORKBOOK
from inspector.plans.documents.word_body import BLOCKS, Body, local
from inspector.plans.documents.word_numbering import Numbering, Styles

LARGEST_PART, LARGEST_WHOLE = 128 * 1024 * 1024, 2 * 1024 * 1024 * 1024
"""Bytes that the text, and all parts together with their pictures, may unpack to."""
MOST_PARTS = 20_000
_REPORTED = 200
"""Paragraphs between two words on how far it is."""
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    UnicodeDecodeError,
    etree.LxmlError,
)


def read_word(path: Path, report: Callable[[int, int], None]) -> Document:
    """Read a .docx. Links, macros and other files are never followed.

    Raises Unreadable for what is no Word document, damaged, protected, or unpacks to more than it should.
    """
    file = path.name
    try:
        with zipfile.ZipFile(path) as package:
            return _Package(file, package).read(report)
    except _DAMAGED as error:
        raise Unreadable(DAMAGED, file=file) from error
    except RuntimeError as error:  # zipfile's word for a part with a password
        raise Unreadable(HAS_PASSWORD, file=file) from error


class _Package:
    """The parts of one document."""

    def __init__(self, file: str, package: zipfile.ZipFile) -> None:
        self._file = file
        self._package = package
        parts = package.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_WHOLE:
            raise Unreadable(UNPACKS, file=file)
        self._parts = {part.filename: part for part in parts}

    def read(self, report: Callable[[int, int], None]) -> Document:
        part = self._related("", "officeDocument") or "word/document.xml"
        if part not in self._parts or part.startswith(("xl/", "ppt/")):
            raise Unreadable(WORKBOOK if part.startswith("xl/") else NO_DOCUMENT, file=self._file)
        styles, numbering = self._related(part, "styles"), self._related(part, "numbering")
        gathering = Gathering(self._file)
        body = Body(
            gathering,
            Styles(self._root(styles) if styles else None),
            Numbering.read(self._root(numbering)) if numbering else Numbering(),
        )
        whole = self._parts[part].file_size
        with self._open(part) as source:
            for number, element in enumerate(self._blocks(source)):
                body.take(element)
                if not number % _REPORTED:
                    report(source.tell(), whole)
        body.end()
        return gathering.document()

    def _blocks(self, source: IO[bytes]) -> Iterator[etree._Element]:
        """Give the children of the body one by one; each is forgotten before the next is read."""
        found = etree.iterparse(
            source,
            events=("end",),
            tag=tuple(f"{{*}}{name}" for name in BLOCKS),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for at, (_event, element) in enumerate(found):
            if not at and element.getroottree().docinfo.internalDTD is not None:
                raise Unreadable(DAMAGED, file=self._file)
            within = element.getparent()
            if within is not None and local(within) == "body":
                if len(element) or local(element) == "altChunk":
                    yield element
                within.remove(element)

    def _root(self, part: str) -> etree._Element:
        with self._open(part) as source:
            tree = etree.parse(source, _safe_parser())
        if tree.docinfo.internalDTD is not None:
            raise Unreadable(DAMAGED, file=self._file)
        return tree.getroot()

    def _related(self, part: str, kind: str) -> str:
        """Give the part of a kind that ``part`` refers to within the package; nothing without one."""
        folder, name = posixpath.split(part)
        described = posixpath.join(folder, "_rels", f"{name}.rels")
        if described not in self._parts:
            return ""
        for relation in self._root(described):
            if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip(
                    "/"
                )
                if target in self._parts:
                    return target
        return ""

    def _open(self, part: str) -> IO[bytes]:
        if self._parts[part].file_size > LARGEST_PART:
            raise Unreadable(UNPACKS, file=self._file)
        return self._package.open(self._parts[part])


def _safe_parser() -> etree.XMLParser:
    """Give a parser that leaves entities unread, fetches nothing, and keeps bounds of depth and length."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
