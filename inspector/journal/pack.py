"""Packs (.gpk): entries and small files in one tar that is still of use when it was cut."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Literal, TypeAlias

import msgspec

from inspector.errors import Refused, Unreadable
from inspector.journal.encoding import canonical
from inspector.journal.entry import Entry, WaitingLine
from inspector.journal.frames import frames_of
from inspector.journal.header import Feed, Hash, Natural, Positive
from inspector.journal.ranges import Ranges
from inspector.journal.tar import end_mark, header, padding
from inspector.words import N_

PACK_LIMIT = 256 * 1024 * 1024
"""Bytes; a pack of one larger blob may exceed it."""
BLOB_LIMIT = 2 * 1024 * 1024 * 1024
PARTS_LIMIT = 20_000

HEAD = "pack.json"
LIST = "END.json"

_CHUNK = 256 * 1024
_IN_MEMORY = 16 * 1024 * 1024

Kind: TypeAlias = Literal["entries", "originals"]
BlobSource: TypeAlias = tuple[str, int, BinaryIO | bytes]
"""SHA-256, size, and the bytes, or a file to read them from."""


class PackHead(msgspec.Struct, frozen=True, kw_only=True):
    """``pack.json``: the root and feed of who wrote it, its number on a carrier, and what it is to hold."""

    v: Literal[1] = 1
    root: Hash
    writer: Feed
    n: Natural
    kind: Kind
    ranges: tuple[tuple[Feed, Positive, Positive], ...]


@dataclass(frozen=True, slots=True)
class Packed:
    """A pack that was written: SHA-256 and size of the file, and how much is in it."""

    sha256: str
    size: int
    entries: int
    blobs: int


def write_pack(
    file: BinaryIO,
    *,
    root: str,
    writer: str,
    n: int,
    kind: Kind,
    entries: Iterable[Entry | WaitingLine],
    blobs: Iterable[BlobSource] = (),
) -> Packed:
    """Write a pack; the same contents give the same bytes. A blob named twice is written once.

    Raises Refused when it would exceed 256 MiB without being of one blob, or 20,000 parts, and Unreadable
    when a blob is not what its name and size say; the file is then of no use.
    """
    held = _Held(entries)
    tape = _Tape(file)
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        sizes = [spool.write(frame) for frame in frames_of(held)]
        spool.seek(0)
        ranges = tuple((run.feed, run.first, run.last) for run in held.ranges)
        head = PackHead(root=root, writer=writer, n=n, kind=kind, ranges=ranges)
        tape.add_bytes(HEAD, canonical(msgspec.to_builtins(head)))
        for number, size in enumerate(sizes, 1):
            tape.keep_within_limit(size)
            tape.add_bytes(f"entries/{number:04}.zst", spool.read(size))
    written: set[str] = set()
    for sha256, size, source in blobs:
        if sha256 in written:
            continue
        written.add(sha256)
        if len(written) > 1:
            tape.keep_within_limit(size)
        stream = BytesIO(source) if isinstance(source, bytes) else source
        if tape.add(f"blobs/{sha256}", size, stream) != sha256:
            raise Unreadable(N_("The file {name} is not what was recorded."), name=sha256)
    tape.close()
    return Packed(tape.sha256, tape.size, held.count, len(written))


class _Held:
    """The entries on their way into a pack, noted as they pass."""

    def __init__(self, entries: Iterable[Entry | WaitingLine]) -> None:
        self._entries = entries
        self.ranges = Ranges()
        self.count = 0

    def __iter__(self) -> Iterator[Entry | WaitingLine]:
        for entry in self._entries:
            self.ranges.add(entry.feed, entry.seq)
            self.count += 1
            yield entry


class _Tape:
    """A tar being written, with the list that closes it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._list: list[tuple[str, str, int]] = []
        self.size = 0

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def keep_within_limit(self, size: int) -> None:
        if self.size + size > PACK_LIMIT:
            raise Refused(N_("A pack holds at most {limit} MiB."), limit=PACK_LIMIT >> 20)

    def add_bytes(self, name: str, content: bytes) -> None:
        self.add(name, len(content), BytesIO(content))

    def add(self, name: str, size: int, source: BinaryIO) -> str:
        """Write one part from ``source`` and give its SHA-256."""
        if len(self._list) == PARTS_LIMIT or size > BLOB_LIMIT:
            raise Refused(N_("A pack can't hold this much; please send it in several."))
        digest = hashlib.sha256()
        left = size
        self._write(header(name, size))
        while left and (piece := source.read(min(left, _CHUNK))):
            digest.update(piece)
            self._write(piece)
            left -= len(piece)
        if left or source.read(1):
            raise Unreadable(N_("The file {name} is not what was recorded."), name=name)
        self._write(padding(size))
        self._list.append((name, digest.hexdigest(), size))
        return digest.hexdigest()

    def close(self) -> None:
        content = canonical({"list": tuple(self._list)})
        self._write(header(LIST, len(content)) + content + padding(len(content)))
        self._write(end_mark(self.size))

    def _write(self, piece: bytes) -> None:
        self._file.write(piece)
        self._digest.update(piece)
        self.size += len(piece)
