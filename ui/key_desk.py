"""What is done with a person's key in the settings: made, saved, taken in, its passphrase changed."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from db.disk import write_secret
from db.keys import KeptKey, certifying, keep_person_key, kept_keys, open_person_key
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.journal.authority import PersonCertified
from inspector.journal.person_key import CHANCE_BYTES, PersonKey
from inspector.periods import Instant
from inspector.words import N_


@dataclass(frozen=True, slots=True)
class ShownKey:
    """A key that is kept here, and the last day of its certificate."""

    kept: KeptKey
    until: date


def newest_key(folder: Path, person: str) -> ShownKey | None:
    """Give the newest key of ``person`` in the workspace ``folder``."""
    from inspector.journal.certificate import certificate_from

    for kept in kept_keys(folder, person):
        return ShownKey(kept, certificate_from(kept.certificate).not_valid_after_utc.date())
    return None


def make_key(
    workspace: Workspace, by: Actor, name: str, office: str, at: Instant, passphrase: str
) -> PersonCertified:
    """Make and keep a key for whoever acts; give what is to be recorded so that others know it."""
    key = PersonKey.make(name, office, at, os.urandom(CHANCE_BYTES))
    keep_person_key(workspace.folder, by.person, key, passphrase)
    return certifying(by.person, key)


def take_in(workspace: Workspace, by: Actor, file: Path, passphrase: str) -> PersonCertified:
    """Keep a key file under its own passphrase; give what is to be recorded.

    Raises Refused for a wrong passphrase, Unreadable for what is no key file.
    """
    try:
        data = file.read_bytes()
    except OSError:
        raise Refused(N_("{file} can't be read."), file=file.name) from None
    key = PersonKey.from_pkcs12(data, passphrase)
    keep_person_key(workspace.folder, by.person, key, passphrase)
    return certifying(by.person, key)


def save_copy(kept: KeptKey, to: Path) -> Path:
    """Write the key file, still under its passphrase, to ``to``."""
    try:
        write_secret(to, kept.file.read_bytes())
    except OSError:
        raise Refused(N_("{folder} can't be written to."), folder=to.parent) from None
    return to


def change_passphrase(workspace: Workspace, kept: KeptKey, old: str, new: str) -> None:
    """Keep the same key under another passphrase. Raises Refused where the old one is wrong."""
    key = open_person_key(kept, old)
    keep_person_key(workspace.folder, kept.person, key, new)
