"""Plain files in a tar: ours are what any tar reads, and only such are read."""

import tarfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.journal.tar import BLOCK, End, Member, TarStream, end_mark, header, padding

CONTENTS = st.lists(st.binary(max_size=1500), max_size=4)


class Dripping(BytesIO):
    """A file that gives fewer bytes than asked for, as a pipe does."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size or 0, 7))


def packed(contents: list[bytes]) -> bytes:
    pieces = [
        header(f"blobs/{number}", len(content)) + content + padding(len(content))
        for number, content in enumerate(contents)
    ]
    written = b"".join(pieces)
    return written + end_mark(len(written))


def unpacked(stream: TarStream) -> tuple[list[tuple[str, bytes]], End]:
    found: list[tuple[str, bytes]] = []
    while isinstance(member := stream.advance(), Member):
        found.append((member.name, stream.read(member.size)))
    return found, member


@given(CONTENTS)
def test_any_tar_reads_what_we_write(contents) -> None:
    data = packed(contents)
    assert len(data) % tarfile.RECORDSIZE == 0
    with tarfile.open(fileobj=BytesIO(data), mode="r:") as tar:
        read = [tar.extractfile(member) for member in tar]
        assert [file.read() for file in read if file] == contents
        assert all(member.mode == 0o644 and not member.mtime for member in tar)


@given(CONTENTS)
def test_we_read_what_python_writes_as_ustar(contents) -> None:
    file = BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for number, content in enumerate(contents):
            told = tarfile.TarInfo(f"blobs/{number}")
            told.size = len(content)
            tar.addfile(told, BytesIO(content))
    found, end = unpacked(TarStream(Dripping(file.getvalue())))
    assert found == [(f"blobs/{number}", content) for number, content in enumerate(contents)]
    assert end is End.MARKED


@given(CONTENTS, st.data())
def test_a_cut_tar_gives_every_file_before_the_cut(contents, data) -> None:
    whole = packed(contents)
    cut = data.draw(st.integers(0, len(whole)))
    found, end = unpacked(TarStream(BytesIO(whole[:cut])))
    complete = 0
    at = 0
    for content in contents:
        at += BLOCK + len(content)
        complete += at <= cut
        at += len(padding(len(content)))
    assert [content for _, content in found[:complete]] == contents[:complete]
    assert len(found) <= complete + 1
    assert end is (End.MARKED if cut >= at + BLOCK else End.CUT)


def test_what_was_not_read_is_passed_over() -> None:
    stream = TarStream(BytesIO(packed([b"x" * 200_000, b"second"])))
    assert stream.advance() == Member("blobs/0", 200_000)
    assert stream.read(10) == b"x" * 10
    assert stream.left == 199_990
    assert stream.advance() == Member("blobs/1", 6)
    assert stream.read(100) == b"second"
    assert stream.read(100) == b""


@pytest.mark.parametrize(
    "told",
    [
        {"type": tarfile.SYMTYPE, "linkname": "/etc/passwd"},
        {"type": tarfile.LNKTYPE, "linkname": "pack.json"},
        {"type": tarfile.DIRTYPE},
        {"type": tarfile.CHRTYPE},
        {"type": tarfile.FIFOTYPE},
        {"linkname": "elsewhere"},
        {"name": "a" * 60 + "/" + "b" * 60},
    ],
    ids=str,
)
def test_links_folders_devices_and_long_names_have_no_name_here(told) -> None:
    info = tarfile.TarInfo("blobs/x")
    for field, value in told.items():
        setattr(info, field, value)
    data = info.tobuf(tarfile.USTAR_FORMAT)
    stream = TarStream(BytesIO(data + end_mark(len(data))))
    assert stream.advance() == Member("", 0)
    assert stream.advance() is End.MARKED


@pytest.mark.parametrize("place", [0, 100, 124, 130, 148, 156, 257, 300])
def test_a_damaged_header_breaks_the_tar_off(place) -> None:
    data = bytearray(packed([b"content"]))
    data[place] ^= 0x41
    assert TarStream(BytesIO(bytes(data))).advance() is End.BROKEN


@pytest.mark.parametrize("size", [b"0000000001x\0", b"-0000000001\0", b"\x80" + bytes(11), b"777777777777"])
def test_a_size_not_written_in_eleven_octal_digits_breaks_the_tar_off(size) -> None:
    block = bytearray(header("blobs/x", 1))
    block[124:136] = size
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    assert TarStream(BytesIO(bytes(block))).advance() is End.BROKEN


@pytest.mark.parametrize("mark", [b"%06o\0 ", b"%06o \0", b"%07o\0"])
def test_the_sum_may_be_written_as_tars_do(mark) -> None:
    block = bytearray(header("blobs/x", 0))
    block[148:156] = b" " * 8
    block[148:156] = mark % sum(block)
    assert TarStream(BytesIO(bytes(block))).advance() == Member("blobs/x", 0)


@pytest.mark.parametrize(
    ("tail", "is_clean"), [(b"", True), (bytes(20_000), True), (b"\0\1", False), (bytes(30_000), False)]
)
def test_only_a_short_run_of_zeros_follows_the_end(tail, is_clean) -> None:
    stream = TarStream(BytesIO(bytes(512) + tail))
    assert stream.advance() is End.MARKED
    assert stream.ends_clean() is is_clean
