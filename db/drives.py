"""What a folder lies on: a disk of this computer, a network, or a drive that can be pulled out."""

import os
import re
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

import msgspec

from inspector.errors import Refused
from inspector.words import N_


class Kind(StrEnum):
    """How far a drive can be trusted to stay and to lock."""

    FIXED = "fixed"
    NETWORK = "network"
    REMOVABLE = "removable"


class Drive(msgspec.Struct, frozen=True):
    """A drive and the folder through which it is reached."""

    folder: Path
    kind: Kind


_NETWORK = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afs", "ceph", "glusterfs", "9p", "davfs", "ncpfs"),
        *("fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.glusterfs", "fuse.s3fs", "fuse.gvfsd-fuse"),
    }
)
_PLUGGED = frozenset({"removable", "remote", "cdrom"})
_MOUNTS = Path("/proc/self/mounts")
_BLOCKS = Path("/sys/class/block")


def check_drive(folder: Path, drives: Iterable[Drive] | None = None) -> None:
    """Raise Refused if ``folder`` lies on a network or removable drive: SQLite's WAL is not safe there."""
    match kind_of_drive(folder, mounted_drives() if drives is None else drives):
        case Kind.NETWORK:
            raise Refused(
                N_("{folder} is on the network. Keep the workspace on a disk of this computer."),
                folder=folder,
            )
        case Kind.REMOVABLE:
            raise Refused(
                N_("{folder} is on a removable drive. Keep the workspace on a disk of this computer."),
                folder=folder,
            )
        case _:
            pass


def kind_of_drive(folder: Path, drives: Iterable[Drive]) -> Kind:
    """Say what kind of drive ``folder`` lies on; one that is not listed counts as fixed."""
    place = folder.resolve()
    if place.drive.startswith("\\\\"):
        return Kind.NETWORK
    around = [drive for drive in drives if place.is_relative_to(drive.folder)]
    # of two mounts on one folder the later one is seen
    around.sort(key=lambda drive: len(drive.folder.parts))
    return around[-1].kind if around else Kind.FIXED


def camera_cards(drives: Iterable[Drive]) -> list[Path]:
    """Give the plugged-in drives that hold photos of a camera (DCIM, JEITA CP-3461)."""
    plugged = {drive.folder for drive in drives if drive.kind is Kind.REMOVABLE}
    return sorted(folder for folder in plugged if _holds_photos(folder))


def mounted_drives(mounts: Path = _MOUNTS, blocks: Path = _BLOCKS) -> list[Drive]:
    """List what is mounted, from Linux's table where there is one, else from psutil, which loads slowly."""
    if mounts.exists():
        rows = [[_plain(part) for part in line.split(b" ")] for line in mounts.read_bytes().splitlines()]
        return [Drive(Path(row[1]), _linux_kind(row[0], row[2], blocks)) for row in rows]
    from psutil import disk_partitions

    return [Drive(Path(one.mountpoint), _kind_by_options(one.opts)) for one in disk_partitions(all=True)]


def _linux_kind(device: str, filesystem: str, blocks: Path) -> Kind:
    if filesystem in _NETWORK:
        return Kind.NETWORK
    if device.startswith("/dev/"):
        where = (blocks / Path(device).resolve().name).resolve()
        # a partition lies in the folder of its disk, which alone says whether it is removable
        if "usb" in where.as_posix() or _flag(where / "removable") or _flag(where.parent / "removable"):
            return Kind.REMOVABLE
    return Kind.FIXED


def _kind_by_options(options: str) -> Kind:
    given = set(options.split(","))
    if "remote" in given:
        return Kind.NETWORK
    return Kind.REMOVABLE if given & _PLUGGED else Kind.FIXED


def _flag(file: Path) -> bool:
    return file.exists() and file.read_text("ascii", "replace").strip() == "1"


def _holds_photos(drive: Path) -> bool:
    try:
        return (drive / "DCIM").is_dir()
    except OSError:
        # a reader without a card answers like this
        return False


def _plain(escaped: bytes) -> str:
    r"""Read the octal escapes of a mount table: ``\040`` is a space."""
    return os.fsdecode(_ESCAPED.sub(lambda found: bytes([int(found[1], 8)]), escaped))


_ESCAPED = re.compile(rb"\\([0-7]{3})")
