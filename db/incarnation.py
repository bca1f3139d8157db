"""Who this device is in a workspace: its key and its high-water mark, kept outside and never copied with it.

A feed is not a device: where a workspace was restored, cloned or rewound, going on in the old feed would
write two different entries with one number. So a device goes on only if the last entry it remembers is there.
"""

import hashlib
import os
import platform
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Self, TypeAlias, TypeVar

import msgspec

from db.connection import NOT_WRITABLE, Connection, take_lock
from db.disk import write_secret
from inspector.errors import Refused
from inspector.journal.device_key import SEED_BYTES, DeviceKey
from inspector.words import N_

MARK_BYTES = 512
"""One sector, written in its place: cheap enough for every commit, and never half new after a crash."""
FOLDER_VARIABLE = "GRID_INSPECTOR_MACHINE_DIR"
Kept = TypeVar("Kept")
Chance: TypeAlias = Callable[[int], bytes]
"""Gives as many random bytes as asked for."""

_IDENTITY_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


class Reason(StrEnum):
    """Why a feed is begun, as its first entry says (``journal.authority.FeedOpened``)."""

    NEW = "new"
    KEY_LOST = "key_lost"
    RESTORED = "restored"
    """The workspace lacks entries this device knows it wrote: it is a backup, or an old copy."""
    MOVED = "moved"
    OVERTAKEN = "overtaken"
    """Somebody sent entries of our feed that we do not have: another copy goes on in it."""


class Machine(msgspec.Struct, frozen=True):
    """This computer: the local folder of its private files, and what it is known by."""

    folder: Path
    id: str

    @classmethod
    def here(cls, folder: Path) -> Self:
        """Use ``folder``, which must not roam to other computers."""
        return cls(folder, machine_id())


def this_machine() -> Machine:
    """Give the computer the program runs on."""
    return Machine.here(machine_folder(os.environ))


def machine_folder(environment: Mapping[str, str]) -> Path:
    """Give where this user's device keys lie: ``GRID_INSPECTOR_MACHINE_DIR``, or the system's local place."""
    if named := environment.get(FOLDER_VARIABLE):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("grid-inspector", appauthor=False, roaming=False) / "devices"


def machine_id(files: Iterable[Path] = _IDENTITY_FILES) -> str:
    """Give what this installation is known by, hashed; the computer's name where the system keeps no id."""
    texts = [file.read_text("ascii", "replace").strip() for file in files if file.is_file()]
    known = next(filter(None, texts), platform.node())
    return hashlib.sha256(f"grid-inspector/{known}".encode()).hexdigest()[:32]


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """The last entry this device knows it wrote, and where; number 0 while the feed has none."""

    feed: str
    seq: int
    hash: str
    machine: str


class _KeyFile(msgspec.Struct, frozen=True, kw_only=True):
    feed: str
    seed: str
    age_identity: str
    age_recipient: str
    reason: Reason
    before: Mark | None


class Opening(msgspec.Struct, frozen=True):
    """What the first entry of a new feed says: why it is begun, and the feed this device wrote before."""

    reason: Reason
    before: Mark | None


class Incarnation:
    """The private files of one workspace on this machine; used by the thread that writes.

    A key that never signed has a mark with number 0. Before its first entry is committed the mark moves on to
    it: should that commit fail, the key is given up, which costs nothing.
    """

    def __init__(self, machine: Machine, workspace: str) -> None:
        """Use the folder for ``workspace``, the id it was made with."""
        self.identity = workspace
        self._machine = machine
        self._folder = machine.folder / workspace
        self._key_file = self._folder / "device.key"
        self._mark_file = self._folder / "mark"
        self._office_file = self._folder / "office-mark"
        self._mark_open: int | None = None
        self._lock: Connection | None = None
        self._key: DeviceKey | None = None
        self._kept: _KeyFile | None = None

    def begin(self, holds: Callable[[str, int], str | None], chance: Chance = os.urandom) -> None:
        """Go on in this device's feed, or make the key of a new one where that is not safe; call it first.

        ``holds(feed, seq)`` gives the hash of that entry in the workspace, nothing where there is none or
        more than one. Raises Refused while another copy of the workspace is open on this machine: both would
        write the same number.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except PermissionError:
            raise Refused(NOT_WRITABLE, folder=self._machine.folder) from None
        self._lock = take_lock(self._folder / "lock")
        if self._lock is None:
            raise Refused(N_("Another copy of this workspace is open on this computer. Close it first."))
        key, mark = _read(self._key_file, _KeyFile), _read(self._mark_file, Mark)
        if key is None and mark is None:
            self._renew(Reason.NEW, None, chance)
        elif key is None or mark is None or mark.feed != key.feed:
            self._renew(Reason.KEY_LOST, mark, chance)
        elif mark.machine != self._machine.id:
            self._renew(Reason.MOVED, mark, chance)
        elif mark.seq and holds(mark.feed, mark.seq) != mark.hash:
            self._renew(Reason.RESTORED, mark, chance)
        else:
            self._kept = key
        self._opened_mark()

    def renew(self, mark: Mark | None, chance: Chance = os.urandom) -> None:
        """Give up a feed in which another copy of this workspace goes on, ``mark`` being our last entry."""
        self._renew(Reason.OVERTAKEN, mark, chance)

    @property
    def feed(self) -> str:
        """The feed this device writes."""
        return self._known().feed

    @property
    def opening(self) -> Opening:
        """What the first entry of the feed says."""
        kept = self._known()
        return Opening(kept.reason, kept.before)

    @property
    def age_recipient(self) -> str:
        """The public key to which packs for this device are encrypted."""
        return self._known().age_recipient

    def unseal(self, sealed: bytes) -> bytes | None:
        """Open what was encrypted with age to this device; None for what was encrypted to others only."""
        from pyrage import DecryptError, decrypt, x25519

        try:
            opened: bytes = decrypt(sealed, [x25519.Identity.from_str(self._known().age_identity)])
        except DecryptError:
            return None
        return opened

    def key(self) -> DeviceKey:
        """Give the key that signs this device's entries."""
        if self._key is None:
            self._key = DeviceKey.from_seed(bytes.fromhex(self._known().seed))
        return self._key

    def remember(self, seq: int, entry: str) -> None:
        """Put the mark on an entry just committed, without waiting for the disk: lagging is harmless."""
        mark = Mark(feed=self.feed, seq=seq, hash=entry, machine=self._machine.id)
        file = self._opened_mark()
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, msgspec.json.encode(mark).ljust(MARK_BYTES))

    def office_mark(self) -> Mark | None:
        """Give the last entry this machine knows the office key signed; nothing where it signed none here."""
        return _read(self._office_file, Mark)

    def remember_office(self, feed: str, seq: int, entry: str) -> None:
        """Note on the disk what the office key signs, before that is stored."""
        mark = Mark(feed=feed, seq=seq, hash=entry, machine=self._machine.id)
        write_secret(self._office_file, msgspec.json.encode(mark))

    def settle(self) -> None:
        """Bring the mark to the disk; done before anything is published."""
        os.fsync(self._opened_mark())

    def close(self) -> None:
        """Let everything go."""
        self._close_mark()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _opened_mark(self) -> int:
        if self._mark_open is None:
            self._mark_open = os.open(self._mark_file, os.O_RDWR | os.O_CREAT, 0o600)
        return self._mark_open

    def _close_mark(self) -> None:
        if self._mark_open is not None:
            os.fsync(self._mark_open)
            os.close(self._mark_open)
            self._mark_open = None

    def _known(self) -> _KeyFile:
        assert self._kept is not None, "begin comes first"  # noqa: S101 - a fault of ours, not of input
        return self._kept

    def _renew(self, reason: Reason, before: Mark | None, chance: Chance) -> None:
        """Make a new key, on the disk before it signs; only then the mark leaves the feed before."""
        from pyrage import x25519

        seed, identity = chance(SEED_BYTES), x25519.Identity.generate()
        self._key = DeviceKey.from_seed(seed)
        self._kept = _KeyFile(
            feed=self._key.feed,
            seed=seed.hex(),
            age_identity=str(identity),
            age_recipient=str(identity.to_public()),
            reason=reason,
            before=before,
        )
        self._close_mark()
        write_secret(self._key_file, msgspec.json.encode(self._kept))
        self.remember(0, "")
        self.settle()


def _read(file: Path, kind: type[Kept]) -> Kept | None:
    """Read a small file of ours; one that is missing or spoilt counts as missing, and a new feed begins."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=kind)
    except (FileNotFoundError, msgspec.DecodeError):
        return None
