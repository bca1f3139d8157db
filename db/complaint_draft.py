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
    sealed = encrypted(msgspec.json.encode(kept), [workspace.age_recipient])
    workspace.save_draft(intake_key(person), msgspec.json.encode(sealed).decode(), at)


def kept_intake(reader: Reader, workspace: Workspace, person: str) -> KeptIntake | None:
    """Give what ``person`` typed before; None where there is nothing, or nothing this device can read."""
    found = draft(reader, intake_key(person))
    if found is None:
        return None
    try:
        sealed = base64.b64decode(msgspec.json.decode(found.value, type=str), validate=True)
        content = workspace.unseal(sealed)
        return msgspec.json.decode(content, type=KeptIntake) if content else None
    except (binascii.Error, msgspec.DecodeError):
        return None
