"""Packs: written one way, read as a stream, of use however short they were cut."""

import hashlib
from io import BytesIO
from itertools import accumulate
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import Refused, Unreadable
from inspector.journal.entry import Entry, WaitingLine
from inspector.journal.frames import ENTRIES_LIMIT
from inspector.journal.pack import PARTS_LIMIT, Packed, write_pack
from inspector.journal.pack_reading import PackedBlob, PackReading, read_pack
from inspector.journal.ranges import Run
from inspector.journal.tar import BLOCK, TarStream
from tests.journal.made import Scribe, noticed

ROOT = "7" * 64
BLOBS = [b"preview " * 90, b"", b"second"]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def a_feed(length: int, number: int = 1) -> list[Entry]:
    scribe = Scribe(number)
    for _ in range(length):
        scribe.write(noticed())
    return scribe.entries


def packed(entries: list[Any], blobs: list[bytes], **given: Any) -> tuple[bytes, Packed]:
    file = BytesIO()
    fields: dict[str, Any] = {"root": ROOT, "writer": Scribe().feed, "n": 3, "kind": "entries"}
    sources = [(sha256(blob), len(blob), BytesIO(blob) if at % 2 else blob) for at, blob in enumerate(blobs)]
    done = write_pack(file, entries=entries, blobs=sources, **(fields | given))
    return file.getvalue(), done


def unpacked(data: bytes) -> tuple[PackReading, list[Entry], list[bytes]]:
    reading = read_pack(BytesIO(data))
    entries: list[Entry] = []
    blobs: list[bytes] = []
    for part in reading:
        if isinstance(part, PackedBlob):
            target = BytesIO()
            if part.copy_to(target):
                blobs.append(target.getvalue())
        elif isinstance(part, Entry):
            entries.append(part)
    return reading, entries, blobs


ENTRIES = [*a_feed(5), *a_feed(3, 2)]
WHOLE, DONE = packed(ENTRIES, BLOBS)


def test_what_is_packed_comes_out_as_it_went_in() -> None:
    reading, entries, blobs = unpacked(WHOLE)
    assert (entries, blobs) == (ENTRIES, BLOBS)
    assert (reading.entries, reading.blobs, reading.faults, reading.is_complete) == (8, 3, [], True)
    assert reading.missing() == []
    head = reading.head
    assert (head.root, head.writer, head.n, head.kind) == (ROOT, Scribe().feed, 3, "entries")
    assert [feed for feed, *_ in head.ranges] == [Scribe(1).feed, Scribe(2).feed]


def test_the_writer_knows_what_it_wrote() -> None:
    assert Packed(sha256(WHOLE), len(WHOLE), 8, 3) == DONE
    assert packed(ENTRIES, BLOBS) == (WHOLE, DONE)


@given(st.integers(0, len(WHOLE)))
def test_a_pack_cut_anywhere_gives_every_complete_part(cut) -> None:
    ends = part_ends(WHOLE)
    if cut < ends[0]:
        with pytest.raises(Unreadable):
            read_pack(BytesIO(WHOLE[:cut]))
        return
    reading, entries, blobs = unpacked(WHOLE[:cut])
    if cut >= ends[1]:
        assert entries == ENTRIES
    assert entries == ENTRIES[: len(entries)]
    assert blobs == [blob for blob, end in zip(BLOBS, ends[2:], strict=False) if end <= cut]
    assert reading.blobs == len(blobs)
    assert reading.is_complete is (cut >= ends[-1])
    assert bool(reading.faults) is (cut < ends[-1])
    assert all(fault.is_lack for fault in reading.faults)
    held = {(entry.feed, entry.seq) for entry in entries}
    lacking = {(feed, seq) for feed, first, last in reading.missing() for seq in range(first, last + 1)}
    assert lacking == {(entry.feed, entry.seq) for entry in ENTRIES} - held


def part_ends(data: bytes) -> list[int]:
    """Give the position after the last byte of each part."""
    stream = TarStream(BytesIO(data))
    ends: list[int] = []
    while not hasattr(member := stream.advance(), "value"):
        ends.append(stream.position + member.size)
    return ends


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_a_changed_byte_never_gives_another_entry_or_blob(place, change) -> None:
    data = bytearray(WHOLE)
    data[place] ^= change
    try:
        reading, entries, blobs = unpacked(bytes(data))
    except Unreadable:
        return
    assert {entry.hash for entry in entries} <= {entry.hash for entry in ENTRIES}
    assert {entry.body for entry in entries} <= {None, *(entry.body for entry in ENTRIES)}
    assert set(blobs) <= set(BLOBS)
    if reading.is_complete and not reading.faults:
        assert (entries, blobs) == (ENTRIES, BLOBS)


def test_doubled_entries_and_blobs_do_no_harm() -> None:
    data, done = packed([*ENTRIES, *ENTRIES], [*BLOBS, *BLOBS])
    reading, entries, blobs = unpacked(data)
    assert (entries, blobs) == ([*ENTRIES, *ENTRIES], BLOBS)
    assert (done.entries, done.blobs, reading.faults) == (16, 3, [])


def test_a_gap_is_said_by_two_ranges_and_is_no_fault() -> None:
    reading, _, _ = unpacked(packed([*ENTRIES[:1], *ENTRIES[3:5]], [])[0])
    feed = Scribe().feed
    assert reading.head.ranges == ((feed, 1, 1), (feed, 4, 5))
    assert (reading.faults, reading.missing()) == ([], [])


def test_a_long_feed_goes_into_several_frames() -> None:
    entries = a_feed(ENTRIES_LIMIT + 1)
    data, _ = packed(entries, [])
    reading, read, _ = unpacked(data)
    assert (read, reading.faults) == (entries, [])
    assert b"entries/0002.zst" in data
    assert b"entries/0003.zst" not in data


def test_large_entries_close_a_frame_early() -> None:
    scribe = Scribe()
    large = scribe.write(noticed("x" * 60_000))
    data, _ = packed([large] * 150, [])
    reading, read, _ = unpacked(data)
    assert (len(read), reading.faults) == (150, [])
    assert b"entries/0002.zst" in data


def test_a_pack_without_entries_carries_originals() -> None:
    data, done = packed([], [BLOBS[0]], kind="originals")
    reading, entries, blobs = unpacked(data)
    assert (entries, blobs, reading.faults, reading.head.kind) == ([], [BLOBS[0]], [], "originals")
    assert (done.entries, done.blobs) == (0, 1)


def test_lines_of_another_version_are_passed_on_as_they_are() -> None:
    waiting = WaitingLine(
        Scribe(5).feed, 9, b'new {"feed":"%b","seq":9,"v":2}' % Scribe(5).feed.encode(), b"{x}"
    )
    reading = read_pack(BytesIO(packed([ENTRIES[0], waiting, ENTRIES[1]], [])[0]))
    assert list(reading) == [ENTRIES[0], waiting, ENTRIES[1]]
    assert (reading.entries, reading.waiting, reading.faults) == (2, 1, [])
    assert Run(waiting.feed, 9, 9) in [Run(*told) for told in reading.head.ranges]


def test_a_blob_left_alone_is_checked_all_the_same_and_not_copied_too_late() -> None:
    reading = read_pack(BytesIO(WHOLE))
    blobs = [part for part in reading if isinstance(part, PackedBlob)]
    assert [(blob.sha256, blob.size) for blob in blobs] == [(sha256(blob), len(blob)) for blob in BLOBS]
    assert (reading.blobs, reading.faults) == (3, [])
    assert not blobs[0].copy_to(BytesIO())


@pytest.mark.parametrize(
    ("told", "size", "source"),
    [
        (sha256(b"other"), 5, b"wrong"),
        (sha256(b"short"), 6, b"short"),
        (sha256(b"long"), 4, BytesIO(b"longer")),
    ],
    ids=["another", "shorter", "longer"],
)
def test_a_blob_that_is_not_what_was_recorded_is_not_packed(told, size, source) -> None:
    with pytest.raises(Unreadable, match="not what was recorded"):
        write_pack(
            BytesIO(),
            root=ROOT,
            writer=Scribe().feed,
            n=0,
            kind="entries",
            entries=[],
            blobs=[(told, size, source)],
        )


class Nowhere(BytesIO):
    """A file that forgets what is written."""

    def write(self, data: Any) -> int:
        return len(data)


class Zeros(BytesIO):
    """A file of very many zeros."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.left = size

    def read(self, size: int | None = -1) -> bytes:
        piece = bytes(min(size or 0, self.left))
        self.left -= len(piece)
        return piece


def zeros(size: int) -> tuple[str, int, Zeros]:
    digest = hashlib.sha256()
    file = Zeros(size)
    while piece := file.read(1 << 20):
        digest.update(piece)
    return digest.hexdigest(), size, Zeros(size)


def write(blobs: Any) -> Packed:
    return write_pack(
        Nowhere(), root=ROOT, writer=Scribe().feed, n=0, kind="originals", entries=[], blobs=blobs
    )


def test_one_blob_may_be_larger_than_a_pack_and_two_may_not() -> None:
    large = 257 << 20
    assert write([zeros(large)]).size > large
    with pytest.raises(Refused, match="256 MiB"):
        write([(sha256(b"x"), 1, b"x"), zeros(large)])


def test_entries_alone_do_not_exceed_a_pack() -> None:
    chance = Random(1)
    feed = Scribe().feed
    lines = (WaitingLine(feed, seq, chance.randbytes(1_000_000), b"") for seq in range(1, 275))
    with pytest.raises(Refused, match="256 MiB"):
        write_pack(Nowhere(), root=ROOT, writer=feed, n=0, kind="entries", entries=lines)


def test_no_blob_is_larger_than_two_gibibytes_and_no_pack_of_endless_parts() -> None:
    with pytest.raises(Refused, match="several"):
        write([("a" * 64, (2 << 30) + 1, BytesIO())])
    contents = (number.to_bytes(3) for number in accumulate([1] * PARTS_LIMIT))
    with pytest.raises(Refused, match="several"):
        write((sha256(content), 3, content) for content in contents)


def test_parts_lie_on_whole_blocks() -> None:
    assert len(WHOLE) % (20 * BLOCK) == 0
