"""Who complained, sealed to the devices of those who handle the case, and opened in memory there only."""

import base64
import binascii
from collections.abc import Collection
from dataclasses import dataclass

import msgspec

from db.connection import Reader
from db.speakers import judge, kept_stops
from db.workspace import Workspace
from inspector.errors import Refused
from inspector.model.complainant import Complainant, check_complainant
from inspector.model.complaint import Complaint
from inspector.model.complaint_life import ComplaintIdentitySealed
from inspector.words import N_


@dataclass(frozen=True, slots=True)
class SealedTo:
    """The entry of an identity, and the persons it could not be sealed to: no device of theirs is known."""

    event: ComplaintIdentitySealed
    unreached: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipients:
    """The age keys of devices, the persons they belong to, and those of whom none is known."""

    keys: tuple[str, ...]
    reached: tuple[str, ...]
    unreached: tuple[str, ...]


def seal_identity(
    reader: Reader, workspace: Workspace, complaint: str, who: Complainant, persons: Collection[str], by: str
) -> SealedTo:
    """Encrypt ``who`` to the devices of ``persons``, and to this one if ``by``, who acts here, is among them.

    The recovery key of the office is not among the recipients. Raises Refused where nobody could open it.
    """
    check_complainant(who)
    to = recipients_of(reader, workspace, persons, by)
    sealed = encrypted(msgspec.json.encode(who), to.keys)
    event = ComplaintIdentitySealed(subject=complaint, sealed=sealed, persons=to.reached, shown=who.masked)
    return SealedTo(event, to.unreached)


def recipients_of(reader: Reader, workspace: Workspace, persons: Collection[str], by: str) -> Recipients:
    """Give the keys of the devices of ``persons``, and of this one if ``by``, who acts here, is among them.

    Raises Refused where no device of any is known.
    """
    authority = judge(reader.connection, workspace.root, kept_stops(reader.connection)).authority
    keys = {person: authority.age_keys(person) for person in sorted(persons)}
    if by in keys:
        keys[by] = (*keys[by], workspace.age_recipient)
    reached = tuple(person for person, known in keys.items() if known)
    if not reached:
        raise Refused(
            N_("No device of those who handle this is known here, so nobody could open what is sealed.")
        )
    return Recipients(
        tuple(sorted({key for known in keys.values() for key in known})),
        reached,
        tuple(person for person in keys if person not in reached),
    )


def open_identity(workspace: Workspace, complaint: Complaint | None, person: str) -> Complainant:
    """Give who complained to ``person``, who acts on this device.

    Raises Refused to everybody who does not handle the case, where nobody is named, and on a device it was
    not sealed to.
    """
    if complaint is None or person not in complaint.handlers:
        raise Refused(N_("Only those who handle this complaint see who complained."))
    if not complaint.identity:
        raise Refused(N_("Nobody is named in this complaint."))
    opened = decrypted(workspace, complaint.identity)
    if opened is None:
        raise Refused(
            N_("The name was sealed to other devices. Somebody who can open it gives the case to you again.")
        )
    return opened


def encrypted(content: bytes, recipients: Collection[str]) -> str:
    """Encrypt with age to ``recipients``; base64."""
    from pyrage import encrypt, x25519

    sealed = encrypt(content, [x25519.Recipient.from_str(key) for key in recipients])
    return base64.b64encode(sealed).decode()


def decrypted(workspace: Workspace, sealed: str) -> Complainant | None:
    """Open what was sealed to this device; None for what was not, or is no identity."""
    try:
        content = workspace.unseal(base64.b64decode(sealed, validate=True))
        return msgspec.json.decode(content, type=Complainant) if content else None
    except (binascii.Error, msgspec.DecodeError):
        return None
