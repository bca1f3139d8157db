"""Who this device is in a workspace: its key and its high-water mark, kept outside and never copied with it.

A feed is not a device: where a workspace was restored, cloned or rewound, going on in the old feed would
write two different entries with one number. So a device goes on only if the last entry it remembers is there.
"""

import hashlib
import os
import platform
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self, TypeVar

import msgspec

from db.blob_files import settle
from inspector.journal.device_key import SEED_BYTES, DeviceKey

MARK_BYTES = 512
"""One sector, written in its place: cheap enough for every commit, and never half new after a crash."""
FOLDER_VARIABLE = "GRID_INSPECTOR_MACHINE_DIR"
Kept = TypeVar("Kept")
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


@dataclass(frozen=True, slots=True)
class Machine:
    """This computer: the local folder of its private files, and what it is known by."""

    folder: Path
    id: str

    @classmethod
    def here(cls, folder: Path) -> Self:
        """Use ``folder``, which must not roam to other computers."""
        return cls(folder, machine_id())


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
    """The last entry this device knows it wrote, and where."""

    feed: str
    seq: int
    hash: str
    machine: str


class _KeyFile(msgspec.Struct, frozen=True, kw_only=True):
    feed: str
    seed: str
    age_identity: str
    age_recipient: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The feed this device goes on in; or none, why it must begin one, and the feed it wrote before."""

    feed: str
    reason: Reason | None = None
    before: str = ""


class Incarnation:
    """The private files of one workspace on this machine; used by the thread that writes."""

    def __init__(self, machine: Machine, workspace: str) -> None:
        """Use the folder for ``workspace``, the id it was made with; nothing is made before ``begin``."""
        self._machine = machine
        self._folder = machine.folder / workspace
        self._key_file = self._folder / "device.key"
        self._mark_file = self._folder / "mark"
        self._mark_open: int | None = None
        self._key: DeviceKey | None = None

    def standing(self, holds: Callable[[str, int], str | None]) -> Standing:
        """Say in which feed to go on; ``holds(feed, seq)`` gives the hash of that entry in the workspace.

        It gives nothing where there is none, or more than one.
        """
        key, mark = self._kept_key(), self._kept_mark()
        if key is None and mark is None:
            return Standing("", Reason.NEW)
        if key is None or mark is None or mark.feed != key.feed:
            return Standing("", Reason.KEY_LOST, mark.feed if mark else key.feed if key else "")
        if mark.machine != self._machine.id:
            return Standing("", Reason.MOVED, mark.feed)
        if holds(mark.feed, mark.seq) != mark.hash:
            return Standing("", Reason.RESTORED, mark.feed)
        return Standing(mark.feed)

    def begin(self, chance: Callable[[int], bytes] = os.urandom) -> DeviceKey:
        """Make a new key, on the disk before it signs; the mark stays until the first entry is kept."""
        from pyrage import x25519

        seed, identity = chance(SEED_BYTES), x25519.Identity.generate()
        key = DeviceKey.from_seed(seed)
        kept = _KeyFile(
            feed=key.feed,
            seed=seed.hex(),
            age_identity=str(identity),
            age_recipient=str(identity.to_public()),
        )
        self._folder.mkdir(parents=True, exist_ok=True)
        fresh = self._key_file.with_suffix(".new")
        file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.write(file, msgspec.json.encode(kept))
            os.fsync(file)
        finally:
            os.close(file)
        fresh.replace(self._key_file)
        settle(self._folder)
        self._key = key
        return key

    def key(self) -> DeviceKey:
        """Give the key that signs this device's entries; call ``standing`` or ``begin`` before."""
        if self._key is None:
            kept = msgspec.json.decode(self._key_file.read_bytes(), type=_KeyFile)
            self._key = DeviceKey.from_seed(bytes.fromhex(kept.seed))
        return self._key

    def age_recipient(self) -> str:
        """Give the public key to which packs for this device are encrypted; empty before the first key."""
        key = self._kept_key()
        return key.age_recipient if key else ""

    def remember(self, feed: str, seq: int, entry: str) -> None:
        """Put the mark on an entry just committed, without waiting for the disk: lagging is harmless."""
        mark = Mark(feed=feed, seq=seq, hash=entry, machine=self._machine.id)
        file = self._opened_mark()
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, msgspec.json.encode(mark).ljust(MARK_BYTES))

    def settle(self) -> None:
        """Bring the mark to the disk; done before anything is published."""
        if self._mark_open is not None:
            os.fsync(self._mark_open)

    def close(self) -> None:
        """Let the mark's file go."""
        if self._mark_open is not None:
            os.close(self._mark_open)
            self._mark_open = None

    def _opened_mark(self) -> int:
        if self._mark_open is None:
            self._mark_open = os.open(self._mark_file, os.O_RDWR | os.O_CREAT, 0o600)
        return self._mark_open

    def _kept_key(self) -> _KeyFile | None:
        return _read(self._key_file, _KeyFile)

    def _kept_mark(self) -> Mark | None:
        return _read(self._mark_file, Mark)


def _read(file: Path, kind: type[Kept]) -> Kept | None:
    """Read a small file of ours; one that is missing or spoilt counts as missing, and a new feed begins."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=kind)
    except (FileNotFoundError, msgspec.DecodeError):
        return None
