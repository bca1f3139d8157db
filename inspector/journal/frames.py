"""Entries in zstd frames: made small, and read back piece by piece in bounded memory."""

from collections.abc import Callable, Iterable, Iterator

from inspector.errors import Unreadable
from inspector.journal.entry import OTHER_VERSION_LIMIT, Entry, WaitingLine
from inspector.words import N_

ENTRIES_LIMIT = 1024
"""Entries in a frame."""
FRAME_LIMIT = 64 * 1024 * 1024
"""Bytes of a frame when unpacked."""

_CLOSED_AT = 8 * 1024 * 1024
"""Our own frames are closed at this, so that making one takes little memory."""
_LEVEL = 9
_PIECE = 512
"""Bytes unpacked at once: a block of four bytes can stand for 128 KiB, so these may become 16 MiB."""
_MAGIC = b"\x28\xb5\x2f\xfd"


def frames_of(entries: Iterable[Entry | WaitingLine]) -> Iterator[bytes]:
    """Pack entries, in their order, into frames."""
    lines: list[bytes] = []
    size = 0
    for entry in entries:
        lines.append(entry.lines())
        size += len(lines[-1])
        if len(lines) == ENTRIES_LIMIT or size >= _CLOSED_AT:
            yield _packed(lines)
            lines, size = [], 0
    if lines:
        yield _packed(lines)


def records_in(read: Callable[[int], bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Unpack a frame into lines with their body lines; ``read(n)`` gives its next bytes, none at its end.

    What can be read is given first; then Unreadable is raised if there was more to it than that.
    """
    count = length = 0
    pending: list[bytes] = []
    for piece in _unpacked(read):
        pending.append(piece)
        length += len(piece)
        if b"\n" in piece:
            whole = b"".join(pending)
            at = 0
            while (middle := whole.find(b"\n", at)) >= 0 and (end := whole.find(b"\n", middle + 1)) >= 0:
                count += 1
                if count > ENTRIES_LIMIT:
                    raise Unreadable(N_("A part of the pack holds too many records."))
                yield whole[at:middle], whole[middle + 1 : end]
                at = end + 1
            pending, length = [whole[at:]], len(whole) - at
        if length > OTHER_VERSION_LIMIT:
            raise Unreadable(N_("A record in the pack is too long."))
    if length:
        raise Unreadable(N_("A part of the pack ends in the middle of a record."))


def _packed(lines: list[bytes]) -> bytes:
    from zstandard import ZstdCompressor

    return ZstdCompressor(level=_LEVEL).compress(b"".join(lines))


def _unpacked(read: Callable[[int], bytes]) -> Iterator[bytes]:
    from zstandard import ZstdDecompressor, ZstdError

    frame = ZstdDecompressor(max_window_size=FRAME_LIMIT).decompressobj()
    size = 0
    piece = read(_PIECE)
    if not piece.startswith(_MAGIC):
        raise Unreadable(N_("A part of the pack is damaged."))
    while not frame.eof:
        if not piece:
            raise Unreadable(N_("A part of the pack is cut short."))
        try:
            unpacked = frame.decompress(piece)
        except ZstdError:
            raise Unreadable(N_("A part of the pack is damaged.")) from None
        size += len(unpacked)
        if size > FRAME_LIMIT:
            raise Unreadable(N_("A part of the pack is far larger than it looks."))
        yield unpacked
        piece = read(_PIECE)
    if frame.unused_data or piece:
        raise Unreadable(N_("A part of the pack holds more than its records."))
