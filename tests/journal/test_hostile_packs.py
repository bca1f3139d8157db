"""Packs that mean harm, or come from elsewhere: a sentence for each, nothing taken that does not hold."""

import hashlib
import tracemalloc
from io import BytesIO
from typing import Any

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import Unreadable
from inspector.journal.encoding import Value, canonical
from inspector.journal.entry import Entry
from inspector.journal.frames import ENTRIES_LIMIT, FRAME_LIMIT
from inspector.journal.pack import PACK_LIMIT, PARTS_LIMIT
from inspector.journal.pack_reading import FAULTS_LIMIT, PackReading, read_pack
from inspector.journal.tar import end_mark, header, padding
from tests.journal.made import Scribe, noticed

ENTRY = Scribe().write(noticed())
HEAD: dict[str, Any] = {
    "v": 1,
    "root": "7" * 64,
    "writer": ENTRY.feed,
    "n": 1,
    "kind": "entries",
    "ranges": [],
}
PREVIEW = b"preview"
BLOB = "blobs/" + hashlib.sha256(PREVIEW).hexdigest()
MIB = 1 << 20


def frame(data: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(data)


ENTRIES = ("entries/0001.zst", frame(ENTRY.lines()))
PREVIEWS = (BLOB, PREVIEW)


def listed(parts: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    told: list[Value] = [(name, hashlib.sha256(content).hexdigest(), len(content)) for name, content in parts]
    return "END.json", canonical({"list": told})


def taped(parts: list[tuple[str, bytes]]) -> bytes:
    pieces = [header(name, len(content)) + content + padding(len(content)) for name, content in parts]
    written = b"".join(pieces)
    return written + end_mark(len(written))


def made(*parts: tuple[str, bytes], **head: Any) -> bytes:
    """Give a pack of these parts with a list that agrees."""
    whole = [("pack.json", canonical(HEAD | head)), *parts]
    return taped([*whole, listed(whole)])


def read(data: bytes) -> tuple[PackReading, list[object]]:
    reading = read_pack(BytesIO(data))
    return reading, list(reading)


def sentences(data: bytes) -> list[tuple[str, str]]:
    reading, _ = read(data)
    return [(part, str(sentence)) for part, sentence, _ in reading.faults]


def test_the_measure_of_these_tests_is_a_pack_without_fault() -> None:
    reading, parts = read(made(ENTRIES, PREVIEWS))
    assert (reading.faults, len(parts), reading.is_complete) == ([], 2, True)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 a zip",
        bytes(10_240),
        taped([("other.json", b"{}")]),
        taped([ENTRIES, ("pack.json", canonical(HEAD))]),
        taped([("pack.json", b"")]),
        taped([("pack.json", b"[]")]),
        taped([("pack.json", b"{}")]),
        taped([("pack.json", b'{"a":' * 200_000)]),
        taped([("pack.json", b"x" * (2 * MIB))]),
        made(v=2),
        made(root="x"),
        made(kind="other"),
        made(n=-1),
        made(ranges=[[ENTRY.feed, 0, 1]]),
    ],
    ids=len,
)
def test_what_is_no_pack_is_refused_at_once(data) -> None:
    with pytest.raises(Unreadable, match="pack"):
        read_pack(BytesIO(data))


@pytest.mark.parametrize(
    "name",
    ["../x", "/etc/passwd", "entries/1.zst", "entries/0001.zst.age", "blobs/x", "BLOBS/" + "a" * 64, ""],
)
def test_other_names_are_passed_over(name) -> None:
    reading, parts = read(made(ENTRIES, (name, b"x"), PREVIEWS))
    assert [(fault.part, fault.is_lack) for fault in reading.faults] == [(name, False)]
    assert "does not belong" in str(reading.faults[0].sentence)
    assert (len(parts), reading.blobs) == (2, 1)


@pytest.mark.parametrize(
    "parts",
    [
        [PREVIEWS, ENTRIES],
        [ENTRIES, ENTRIES],
        [ENTRIES, PREVIEWS, PREVIEWS],
        [("entries/0002.zst", ENTRIES[1])],
        [ENTRIES, ("entries/0003.zst", ENTRIES[1])],
        [ENTRIES, ("pack.json", canonical(HEAD))],
    ],
    ids=["order", "entries twice", "blob twice", "first lacking", "one lacking", "head twice"],
)
def test_parts_out_of_place_are_said_and_what_holds_is_taken(parts) -> None:
    reading, taken = read(made(*parts))
    assert "wrong place" in str(reading.faults[0].sentence)
    assert any(isinstance(part, Entry) for part in taken)


def test_after_the_list_comes_nothing() -> None:
    parts = [("pack.json", canonical(HEAD)), ENTRIES]
    whole = [*parts, listed(parts)]
    assert "wrong place" in sentences(taped([*whole, PREVIEWS]))[0][1]
    assert "wrong place" in sentences(taped([*whole, listed(parts)]))[0][1]
    assert sentences(taped(whole) + b"more") == [("", "The pack holds more after its end.")]
    assert sentences(taped(whole) + bytes(100_000)) == [("", "The pack holds more after its end.")]


def test_a_list_that_disagrees_names_the_parts() -> None:
    parts = [("pack.json", canonical(HEAD)), ENTRIES]
    assert sentences(taped([*parts, listed([*parts, PREVIEWS])]))[0][0] == BLOB
    assert sentences(taped([*parts, listed([parts[0], (ENTRIES[0], b"other")])]))[0][0] == ENTRIES[0]
    assert sentences(taped([*parts, listed(parts[::-1])]))[0][0] == "END.json"


@pytest.mark.parametrize("content", [b"", b"[]", b'{"list":1}', b'{"list":[["a"]]}', b"x" * (5 * MIB)])
def test_a_list_that_is_none_is_said(content) -> None:
    reading, _ = read(taped([("pack.json", canonical(HEAD)), ENTRIES, ("END.json", content)]))
    assert [fault.part for fault in reading.faults] == ["END.json"]
    assert not reading.is_complete


def test_a_damaged_header_ends_the_reading_and_is_no_mere_lack() -> None:
    data = bytearray(made(ENTRIES, PREVIEWS))
    data[data.index(BLOB.encode())] ^= 1
    reading, parts = read(bytes(data))
    assert [str(fault.sentence) for fault in reading.faults] == [
        "The pack is damaged from here on.",
        "The pack ends before it is complete.",
    ]
    assert len(parts) == 1
    assert not reading.faults[0].is_lack


def test_a_blob_that_is_another_is_not_given_as_right() -> None:
    reading, _ = read(made(ENTRIES, (BLOB, b"other")))
    assert (reading.blobs, len(reading.faults)) == (0, 1)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "damaged"),
        (b"no zstd", "damaged"),
        (frame(ENTRY.lines())[:-3] + b"xxx", "damaged"),
        (frame(ENTRY.lines())[:-3], "cut short"),
        (frame(ENTRY.lines()) + b"more", "more than its records"),
        (frame(ENTRY.lines()) + frame(ENTRY.lines()), "more than its records"),
        (frame(ENTRY.lines() + b"x" * 600) + bytes(600), "more than its records"),
        (b"\x50\x2a\x4d\x18\x04\0\0\0skip" + frame(ENTRY.lines()), "damaged"),
        (frame(ENTRY.lines()[:-1]), "middle of a record"),
        (frame(ENTRY.lines() + b"half"), "middle of a record"),
        (frame(ENTRY.lines() + b"half\n"), "middle of a record"),
        (frame(ENTRY.lines() + b"x" * 3 * MIB), "too long"),
        (frame(ENTRY.lines() * (ENTRIES_LIMIT + 1)), "too many"),
        (frame(b"\n\n"), "JSON"),
    ],
    ids=lambda value: value if isinstance(value, str) else len(value),
)
def test_a_frame_that_is_none_of_ours_is_said(content, sentence) -> None:
    reading, parts = read(made(("entries/0001.zst", content)))
    assert sentence in str(reading.faults[0].sentence)
    assert set(parts) <= {ENTRY}
    assert not reading.faults[0].is_lack


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (bytes(10 * FRAME_LIMIT), "too long"),
        (b"\n" * 10 * FRAME_LIMIT, "JSON"),
        (ENTRY.lines() * 80_000, "too many"),
        ((b"x" * 100_000 + b"\n") * 700, "far larger"),
    ],
    ids=["one line", "empty lines", "many entries", "long lines"],
)
def test_a_bomb_takes_little_memory_and_is_named(content, sentence) -> None:
    data = made(("entries/0001.zst", frame(content)))
    assert len(data) < MIB
    tracemalloc.start()
    reading, _ = read(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100 * MIB
    assert sentence in str(reading.faults[-1].sentence)


def test_a_changed_body_is_said_and_the_header_taken() -> None:
    changed = frame(ENTRY.lines()[:-2] + b" \n")
    reading, parts = read(made(("entries/0001.zst", changed)))
    assert [(part.hash, part.body) for part in parts if isinstance(part, Entry)] == [(ENTRY.hash, None)]
    assert "was changed" in str(reading.faults[0].sentence)


def test_very_many_bad_lines_are_counted_and_only_some_are_listed() -> None:
    content = frame(b"bad line\n\n" * ENTRIES_LIMIT)
    reading, _ = read(made(("entries/0001.zst", content), ("entries/0002.zst", content)))
    assert reading.fault_count == 2 * ENTRIES_LIMIT
    assert len(reading.faults) == FAULTS_LIMIT


def test_very_many_parts_are_not_read_to_the_end() -> None:
    empty = (header("x", 0) for _ in range(PARTS_LIMIT + 10))
    data = taped([("pack.json", canonical(HEAD))])[: 2 * 512] + b"".join(empty)
    reading, _ = read(data)
    assert reading.fault_count == PARTS_LIMIT + 1


def test_a_forged_entry_in_a_pack_cut_right_behind_it_is_a_fault_and_no_lack() -> None:
    forged = ENTRY.lines().replace(b'"seq":1,', b'"seq":1,', 1).replace(b'"lc":1,', b'"lc":2,')
    data = taped([("pack.json", canonical(HEAD)), ("entries/0001.zst", frame(forged))])
    reading, _ = read(data[: 3 * 512 + len(frame(forged))])
    assert [fault.is_lack for fault in reading.faults] == [False, True]


class Endless(BytesIO):
    """A tar whose last file never ends, though it says so."""

    def __init__(self, start: bytes, size: int) -> None:
        super().__init__(start)
        self.left = size

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(size) or bytes(min(size or 0, self.left))
        self.left -= len(piece)
        return piece


def test_what_is_larger_than_anything_allowed_is_passed_over_in_little_memory() -> None:
    large = PACK_LIMIT + MIB
    start = taped([("pack.json", canonical(HEAD)), PREVIEWS])[: 4 * 512] + header("blobs/" + "a" * 64, large)
    tracemalloc.start()
    reading = read_pack(Endless(start, len(start) + large))
    for _ in reading:
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16 * MIB
    assert [str(fault.sentence) for fault in reading.faults] == [
        "This file in the pack is not what its name says.",
        "The pack is larger than allowed.",
        "The pack ends before it is complete.",
    ]


@given(st.binary(max_size=3000))
def test_any_bytes_are_read_or_refused_with_sentences(data) -> None:
    for start in (b"", made(ENTRIES)[:1024]):
        try:
            reading, parts = read(start + data)
        except Unreadable:
            continue
        assert parts == []
        assert reading.faults
