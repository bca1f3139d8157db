"""Keys kept in the workspace, each under a passphrase: those of people, and on one device the office's."""

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

from db.disk import write_secret
from db.incarnation import Chance
from db.sealed import COST, open_secret, seal_secret
from inspector.errors import Refused
from inspector.journal.authority import PersonCertified
from inspector.journal.device_key import DeviceKey
from inspector.journal.person_key import KDF_ROUNDS, PersonKey, name_on
from inspector.words import N_

OFFICE, RECOVERY = "office.key", "recovery.key"


@dataclass(frozen=True, slots=True)
class KeptKey:
    """A person's key file, still closed, and its certificate (DER), which needs no passphrase."""

    person: str
    name: str
    sha256: str
    file: Path
    certificate: bytes


def keys_folder(workspace: Path) -> Path:
    """Give where the keys of a workspace lie."""
    return workspace / "keys"


def keep_person_key(
    workspace: Path, person: str, key: PersonKey, passphrase: str, rounds: int = KDF_ROUNDS
) -> KeptKey:
    """Keep the key of ``person`` as PKCS#12, the form in which it can be taken along, and its certificate.

    Raises Refused without a passphrase and when the disk is full.
    """
    stem = keys_folder(workspace) / f"{person}-{key.certificate_sha256[:16]}"
    write_secret(stem.with_suffix(".p12"), key.to_pkcs12(passphrase, rounds))
    write_secret(stem.with_suffix(".cer"), key.certificate_der)
    return _kept(stem.with_suffix(".cer"))


def kept_keys(workspace: Path, person: str = "") -> list[KeptKey]:
    """List the key files of ``person``, or of everybody, the newest first."""
    files = keys_folder(workspace).glob(f"{person or '*'}-????????????????.cer")
    return [_kept(file) for file in sorted(files, key=lambda file: -file.stat().st_mtime_ns)]


def open_person_key(kept: KeptKey, passphrase: str) -> PersonKey:
    """Open a key for signing. Raises Refused for a wrong passphrase, Unreadable for a damaged file."""
    return PersonKey.from_pkcs12(kept.file.read_bytes(), passphrase)


def certifying(person: str, key: PersonKey) -> PersonCertified:
    """Give what is to be recorded, by the person, so that others know the certificate."""
    return PersonCertified(subject=person, certificate=base64.b64encode(key.certificate_der).decode())


def keep_office_key(workspace: Path, seed: bytes, passphrase: str, chance: Chance, cost: int = COST) -> None:
    """Keep the office key on this device. Raises Refused without a passphrase."""
    write_secret(keys_folder(workspace) / OFFICE, seal_secret(seed, passphrase, chance, cost))


def has_office_key(workspace: Path) -> bool:
    """Say whether this device keeps the office key."""
    return (keys_folder(workspace) / OFFICE).exists()


def open_office_key(workspace: Path, passphrase: str) -> DeviceKey:
    """Open the office key. Raises Refused for a wrong passphrase, and where it is not kept."""
    if not has_office_key(workspace):
        raise Refused(N_("The office key is kept on another device."))
    return DeviceKey.from_seed(open_secret((keys_folder(workspace) / OFFICE).read_bytes(), passphrase))


def keep_recovery_key(
    workspace: Path, identity: str, passphrase: str, chance: Chance, cost: int = COST
) -> Path:
    """Keep the age identity that opens what the office encrypts; give the file, to be saved elsewhere too."""
    file = keys_folder(workspace) / RECOVERY
    write_secret(file, seal_secret(identity.encode(), passphrase, chance, cost))
    return file


def _kept(certificate: Path) -> KeptKey:
    der = certificate.read_bytes()
    person = certificate.stem.rpartition("-")[0]
    sha256 = hashlib.sha256(der).hexdigest()
    return KeptKey(person, name_on(der), sha256, certificate.with_suffix(".p12"), der)
