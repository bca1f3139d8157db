"""Plain files in a POSIX tar (IEEE 1003.1, ustar), written one way only and read strictly, as a stream."""

import re
from enum import Enum, auto
from typing import BinaryIO, NamedTuple

BLOCK = 512
RECORD = 20 * BLOCK
"""What writers of tar fill up to."""
TAIL_LIMIT = 2 * RECORD
"""Bytes looked at after the end mark."""

_NAME, _SIZE, _SUM, _KIND, _LINK, _MAGIC, _PREFIX = (
    slice(0, 100),
    slice(124, 136),
    slice(148, 156),
    slice(156, 157),
    slice(157, 257),
    slice(257, 265),
    slice(345, 500),
)
_PLAIN = b"0"
_USTAR = b"ustar\x0000"
_OCTAL = re.compile(rb"[0-7]{11}[\0 ]").fullmatch
_CHECK = re.compile(rb"[0-7]{6}(\0 | \0|[0-7]\0)").fullmatch


class Member(NamedTuple):
    """One file of a tar; ``name`` is empty for what is no plain file with a short name."""

    name: str
    size: int


class End(Enum):
    """How a tar ends."""

    MARKED = auto()
    """With a block of zeros."""
    CUT = auto()
    """Where a block should follow."""
    BROKEN = auto()
    """With bytes that are no header, so that nothing after them can be found."""


def header(name: str, size: int) -> bytes:
    """Give the block before a file's bytes; nothing in it depends on machine, owner or day."""
    block = bytearray(BLOCK)
    block[_NAME] = name.encode("ascii").ljust(100, b"\0")
    block[100:124] = b"0000644\x000000000\x000000000\x00"
    block[_SIZE] = b"%011o\0" % size
    block[136:148] = b"00000000000\0"
    block[_SUM] = b" " * 8
    block[_KIND] = _PLAIN
    block[_MAGIC] = _USTAR
    block[_SUM] = b"%06o\0 " % sum(block)
    return bytes(block)


def padding(size: int) -> bytes:
    """Give the zeros that fill a file up to a whole block."""
    return bytes(-size % BLOCK)


def end_mark(written: int) -> bytes:
    """Give the zeros that end a tar of ``written`` bytes."""
    return bytes(2 * BLOCK + -(written + 2 * BLOCK) % RECORD)


class TarStream:
    """A tar read once, from front to back: ``advance`` to a member, then ``read`` its bytes."""

    def __init__(self, file: BinaryIO) -> None:
        """Read from ``file``, which need not be seekable."""
        self._file = file
        self._left = 0
        self._padding = 0
        self.position = 0
        """Bytes read so far."""
        self.is_cut = False
        """Whether it ended where something should follow."""

    def advance(self) -> Member | End:
        """Go to the next member, over what is left of this one."""
        while self.read(64 * 1024):
            pass
        if self._left or len(self._take(self._padding)) < self._padding:
            return self._cut()
        self._padding = 0
        block = self._take(BLOCK)
        if len(block) < BLOCK:
            return self._cut()
        if not any(block):
            return End.MARKED
        size = _OCTAL(block[_SIZE])
        if block[_MAGIC] != _USTAR or not _has_right_sum(block) or size is None:
            return End.BROKEN
        self._left = int(size[0][:11], 8)
        self._padding = -self._left % BLOCK
        is_plain = block[_KIND] == _PLAIN and not any(block[_LINK]) and not any(block[_PREFIX])
        name = block[_NAME].rstrip(b"\0")
        return Member(name.decode("ascii", "backslashreplace") if is_plain else "", self._left)

    def read(self, limit: int) -> bytes:
        """Give up to ``limit`` bytes of the member; none at its end, or where the tar is cut."""
        piece = self._take(min(limit, self._left))
        self.is_cut = len(piece) < min(limit, self._left)
        self._left -= len(piece)
        return piece

    @property
    def left(self) -> int:
        """Bytes of the member that were not read yet."""
        return self._left

    def ends_clean(self) -> bool:
        """Say whether only a short run of zeros follows the end mark."""
        tail = self._take(TAIL_LIMIT + 1)
        return len(tail) <= TAIL_LIMIT and not any(tail)

    def _cut(self) -> End:
        self.is_cut = True
        return End.CUT

    def _take(self, size: int) -> bytes:
        """Read ``size`` bytes, fewer only at the end of the file."""
        pieces: list[bytes] = []
        while size and (piece := self._file.read(size)):
            pieces.append(piece)
            size -= len(piece)
            self.position += len(piece)
        return b"".join(pieces)


def _has_right_sum(block: bytes) -> bool:
    told = _CHECK(block[_SUM])
    return told is not None and int(told[0].strip(b"\0 "), 8) == sum(block) - sum(block[_SUM]) + 8 * ord(" ")
