"""A complaint that is being written down, kept so that a crash loses none of it; the name only sealed."""

import msgspec

from db.connection import Reader
from db.drafts import draft
from db.identity_sealing import decrypted, encrypted
from db.workspace import Workspace
from inspector.model.complainant import Complainant
from inspector.model.complaint_life import ComplaintReceived
from inspector.periods import Instant


class KeptIntake(msgspec.Struct, frozen=True, kw_only=True):
    """What is typed so far; ``earlier`` is the complaint that it repeats."""

    complaint: ComplaintReceived
    who: Complainant = Complainant()
    earlier: str = ""


class _Written(msgspec.Struct, frozen=True, kw_only=True):
    complaint: ComplaintReceived
    sealed: str = ""
    earlier: str = ""


def intake_key(person: str) -> str:
    """Name the draft of ``person``: each has one complaint in hand."""
    return f"complaint/{person}"


def keep_intake(workspace: Workspace, person: str, kept: KeptIntake, at: Instant) -> None:
    """Keep what is typed; who complained is encrypted to this device."""
    sealed = ""
    if not kept.who.is_blank:
        sealed = encrypted(msgspec.json.encode(kept.who), [workspace.age_recipient])
    written = _Written(complaint=kept.complaint, sealed=sealed, earlier=kept.earlier)
    workspace.save_draft(intake_key(person), msgspec.json.encode(written).decode(), at)


def kept_intake(reader: Reader, workspace: Workspace, person: str) -> KeptIntake | None:
    """Give what ``person`` typed before; None where there is nothing, or nothing readable."""
    found = draft(reader, intake_key(person))
    if found is None:
        return None
    try:
        written = msgspec.json.decode(found.value, type=_Written)
    except msgspec.DecodeError:
        return None
    who = decrypted(workspace, written.sealed) if written.sealed else None
    return KeptIntake(complaint=written.complaint, who=who or Complainant(), earlier=written.earlier)
