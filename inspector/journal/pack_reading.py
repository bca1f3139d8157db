"""Reading a pack, once, from front to back: what in it holds, and a sentence for everything else."""

import hashlib
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, TypeAlias

import msgspec

from inspector.errors import Unreadable
from inspector.journal.encoding import Value, parse
from inspector.journal.entry import BodyState, Entry, OtherVersion, WaitingLine, read_line
from inspector.journal.frames import records_in
from inspector.journal.pack import BLOB_LIMIT, HEAD, LIST, PACK_LIMIT, PARTS_LIMIT, PackHead
from inspector.journal.ranges import Ranges, Run
from inspector.journal.tar import End, Member, TarStream
from inspector.words import N_

HEAD_LIMIT = 1024 * 1024
LIST_LIMIT = 4 * 1024 * 1024
FAULTS_LIMIT = 1000
"""More are counted, not listed."""

_ENTRIES = re.compile(r"entries/([0-9]{4})\.zst").fullmatch
_BLOB = re.compile(r"blobs/([0-9a-f]{64})").fullmatch
_CHUNK = 256 * 1024


class Fault(NamedTuple):
    """What is wrong with one part of a pack; ``is_lack`` where it only was cut off."""

    part: str
    sentence: Unreadable
    is_lack: bool = False


class _Content:
    """The bytes of one part, hashed as they pass."""

    def __init__(self, tar: TarStream) -> None:
        self._tar = tar
        self._digest = hashlib.sha256()

    def read(self, limit: int) -> bytes:
        piece = self._tar.read(limit)
        self._digest.update(piece)
        return piece

    def __iter__(self) -> Iterator[bytes]:
        while piece := self.read(_CHUNK):
            yield piece

    def drain(self) -> None:
        for _ in self:
            pass

    @property
    def is_whole(self) -> bool:
        """True once everything was read and nothing was lacking."""
        return not self._tar.left

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


class PackedBlob:
    """A file in a pack, to be copied before the reading goes on."""

    def __init__(self, sha256: str, size: int, content: _Content) -> None:
        """Given out by ``PackReading`` only."""
        self.sha256 = sha256
        self.size = size
        self._content = content

    def copy_to(self, target: BinaryIO) -> bool:
        """Write the bytes and say whether they are all there and the ones the name promises."""
        written = sum(target.write(piece) for piece in self._content)
        return written == self.size and self._content.sha256 == self.sha256


Part: TypeAlias = Entry | WaitingLine | PackedBlob


class PackReading:
    """A pack on its way through: iterate once over its verified entries, kept lines and blobs.

    The counts, ``faults`` and ``is_complete`` are right when the iteration has ended. A blob that is not
    copied is checked all the same. Faults never hide what holds, and what holds never hides a fault.
    """

    def __init__(self, file: BinaryIO) -> None:
        """Use ``read_pack`` instead."""
        self._tar = TarStream(file)
        self._list: list[tuple[str, str, int]] = []
        self._held = Ranges()
        self.head = self._read_head()
        self.entries = 0
        """Entries that were verified."""
        self.waiting = 0
        """Lines of another version, kept unread."""
        self.blobs = 0
        """Blobs that are what their names say."""
        self.faults: list[Fault] = []
        self.fault_count = 0
        self.is_complete = False
        """Whether the list at the end was reached and agrees."""

    def __iter__(self) -> Iterator[Part]:
        """Give what holds, as it comes."""
        before = (0, 0)
        names = {HEAD}
        while isinstance(member := self._tar.advance(), Member):
            content = _Content(self._tar)
            place = _place_of(member.name)
            if place is None or member.size > BLOB_LIMIT:
                self._say(member.name, N_("This part does not belong into a pack."))
            else:
                if member.name in names or not _follows(place, before):
                    self._say(member.name, N_("This part of the pack stands in the wrong place."))
                before = max(before, place)
                names.add(member.name)
                yield from self._parts_of(member, content)
            content.drain()
            self._list.append((member.name, content.sha256, member.size))
            if len(self._list) > PARTS_LIMIT:
                self._say(member.name, N_("The pack has too many parts; the rest was not read."))
                return
        self._close(member, has_list=before == _LAST)

    def missing(self) -> list[Run]:
        """Give what the pack was to hold and does not; a feed's gap is no fault of the pack."""
        return self._held.lacking(Run(*told) for told in self.head.ranges)

    def _read_head(self) -> PackHead:
        member = self._tar.advance()
        if not isinstance(member, Member) or member.name != HEAD:
            raise Unreadable(N_("This is not a pack."))
        content = _Content(self._tar)
        try:
            fields = _parsed(content, HEAD_LIMIT)
        except Unreadable:
            raise Unreadable(N_("The pack's head is damaged or cut short.")) from None
        self._list.append((HEAD, content.sha256, member.size))
        if fields.get("v") != 1:
            raise Unreadable(N_("This pack was written by a newer program; please update this one."))
        try:
            return msgspec.convert(fields, PackHead)
        except msgspec.ValidationError:
            raise Unreadable(N_("This is not a pack.")) from None

    def _parts_of(self, member: Member, content: _Content) -> Iterator[Part]:
        blob = _BLOB(member.name)
        if _ENTRIES(member.name):
            yield from self._entries_in(member.name, content)
        elif blob:
            yield PackedBlob(blob[1], member.size, content)
            content.drain()
            if not content.is_whole:
                self._say(member.name, N_("This file in the pack is cut short."))
            elif content.sha256 == blob[1]:
                self.blobs += 1
            else:
                self._say(member.name, N_("This file in the pack is not what its name says."))
        elif member.name == LIST:
            self._compare(content)

    def _entries_in(self, name: str, content: _Content) -> Iterator[Entry | WaitingLine]:
        try:
            for line, body in records_in(content.read):
                entry = self._entry_of(name, line, body)
                if entry is not None:
                    self._held.add(entry.feed, entry.seq)
                    yield entry
        except Unreadable as fault:
            self._note(name, fault, is_lack=self._tar.is_cut)

    def _entry_of(self, name: str, line: bytes, body: bytes) -> Entry | WaitingLine | None:
        try:
            entry = read_line(line, body)
        except OtherVersion as other:
            self.waiting += 1
            return other.kept
        except Unreadable as fault:
            self._note(name, fault)
            return None
        if entry.body_state is BodyState.WRONG:
            self._note(name, Unreadable(N_("The content of a record was changed; only its header is kept.")))
        self.entries += 1
        return entry

    def _compare(self, content: _Content) -> None:
        """Hold the list at the end against what came before it."""
        try:
            told = msgspec.convert(_parsed(content, LIST_LIMIT), _Listed).list
        except (Unreadable, msgspec.ValidationError):
            self._say(LIST, N_("The list at the end of the pack can't be read."))
            return
        self.is_complete = list(told) == self._list
        if not self.is_complete:
            for name in sorted({part[0] for part in set(told).symmetric_difference(self._list)} or {LIST}):
                self._say(name, N_("The list at the end of the pack says otherwise of this part."))

    def _close(self, end: End, *, has_list: bool) -> None:
        if self._tar.position > PACK_LIMIT and sum(name.startswith("blobs/") for name, *_ in self._list) > 1:
            self._say("", N_("The pack is larger than allowed."))
        if end is End.BROKEN:
            self._say("", N_("The pack is damaged from here on."))
        elif end is End.MARKED and not self._tar.ends_clean():
            self._say("", N_("The pack holds more after its end."))
        if not has_list:
            self._say("", N_("The pack ends before it is complete."))

    def _say(self, part: str, sentence: str) -> None:
        self._note(part, Unreadable(sentence), is_lack=self._tar.is_cut)

    def _note(self, part: str, fault: Unreadable, *, is_lack: bool = False) -> None:
        self.fault_count += 1
        if self.fault_count <= FAULTS_LIMIT:
            self.faults.append(Fault(part, fault, is_lack))


def read_pack(file: BinaryIO) -> PackReading:
    """Begin to read a pack from ``file``, which need not be seekable; memory is bounded whatever is in it.

    Raises Unreadable for what is no pack, is cut within its head, or comes from a newer program.
    """
    return PackReading(file)


class _Listed(msgspec.Struct, frozen=True):
    list: tuple[tuple[str, str, int], ...]


_LAST = (3, 0)


def _place_of(name: str) -> tuple[int, int] | None:
    """Say where a part belongs: head, entries by number, blobs, list; nothing for any other name."""
    entries = _ENTRIES(name)
    if entries:
        return 1, int(entries[1])
    if _BLOB(name):
        return 2, 0
    return {HEAD: (0, 0), LIST: _LAST}.get(name)


def _follows(place: tuple[int, int], before: tuple[int, int]) -> bool:
    if place[0] == 1:
        return place == (1, before[1] + 1) and before[0] <= 1
    return place >= before


def _parsed(content: _Content, limit: int) -> dict[str, Value]:
    """Read a whole part as JSON. Raises Unreadable, also where it is cut: half an object is none."""
    return parse(content.read(limit + 1), limit)
