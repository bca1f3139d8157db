"""A complaint that is being written down, kept so that a crash loses none of it; on the disk only sealed."""

import base64
import binascii

import msgspec

from db.connection import Reader
from db.drafts import draft
from db.identity_sealing import encrypted
from db.workspace import Workspace
from inspector.model.complainant import Complainant
from inspector.model.complaint_life import ComplaintReceived
from inspector.periods import Instant


class KeptIntake(msgspec.Struct, frozen=True, kw_only=True):
    """What is typed so far; ``earlier`` is the complaint that it repeats, ``files`` are paths."""

    complaint: ComplaintReceived
    who: Complainant = Complainant()
    earlier: str = ""
    files: tuple[str, ...] = ()


def intake_key(person: str) -> str:
    """Name the draft of ``person``: each has one complaint in hand."""
    return f"complaint/{person}"


def keep_intake(workspace: Workspace, person: str, kept: KeptIntake, at: Instant) -> None:
    """Keep what is typed, encrypted to this device.

    All of it: what was said and never registered may name who complained, and so may the files.
    """
    keep_sealed(workspace, intake_key(person), msgspec.json.encode(kept), at)


def kept_intake(reader: Reader, workspace: Workspace, person: str) -> KeptIntake | None:
    """Give what ``person`` typed before; None where there is nothing, or nothing this device can read."""
    content = kept_sealed(reader, workspace, intake_key(person))
    try:
        return msgspec.json.decode(content, type=KeptIntake) if content else None
    except msgspec.DecodeError:
        return None


def keep_sealed(workspace: Workspace, key: str, content: bytes, at: Instant) -> None:
    """Keep ``content`` as the draft ``key``, encrypted to this device."""
    sealed = encrypted(content, [workspace.age_recipient])
    workspace.save_draft(key, msgspec.json.encode(sealed).decode(), at)


def kept_sealed(reader: Reader, workspace: Workspace, key: str) -> bytes:
    """Give what was kept as ``key``; empty where there is nothing, or nothing this device can read."""
    found = draft(reader, key)
    if found is None:
        return b""
    try:
        sealed = base64.b64decode(msgspec.json.decode(found.value, type=str), validate=True)
    except (binascii.Error, msgspec.DecodeError):
        return b""
    return workspace.unseal(sealed) or b""
