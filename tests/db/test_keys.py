"""Secrets under a passphrase: people's keys, the office key, the recovery key."""

import os
from pathlib import Path

import msgspec
import pytest
from pyrage import x25519

from db.founding import Founded
from db.keys import (
    OFFICE,
    RECOVERY,
    certifying,
    has_office_key,
    keep_person_key,
    kept_keys,
    keys_folder,
    open_office_key,
    open_person_key,
)
from db.sealed import open_secret, seal_secret
from inspector.errors import Refused, Unreadable
from inspector.journal.person_key import CHANCE_BYTES, PersonKey
from tests.db.office import NOW, PASSPHRASE, named


def test_a_secret_opens_with_its_passphrase_only() -> None:
    sealed = seal_secret(b"secret", "口令", os.urandom, 2)
    assert open_secret(sealed, "口令") == b"secret"
    assert b"secret" not in sealed
    with pytest.raises(Refused, match="passphrase is wrong"):
        open_secret(sealed, "别的")
    with pytest.raises(Refused, match="kept under a passphrase"):
        seal_secret(b"secret", "", os.urandom, 2)


def test_a_passphrase_is_the_same_from_whatever_keyboard() -> None:
    assert open_secret(seal_secret(b"secret", "caf\u00e9", os.urandom, 2), "cafe\u0301") == b"secret"


@pytest.mark.parametrize("changed", [{"n": 2**40}, {"n": 1}, {"n": 6}, {"nonce": "AAAA"}, {"kdf": "none"}])
def test_a_file_that_asks_for_the_impossible_is_no_key_file(changed: dict[str, object]) -> None:
    fields = msgspec.json.decode(seal_secret(b"secret", "口令", os.urandom, 2)) | changed
    with pytest.raises(Unreadable, match="not a key file"):
        open_secret(msgspec.json.encode(fields), "口令")


def test_anything_else_is_no_key_file() -> None:
    with pytest.raises(Unreadable, match="not a key file"):
        open_secret(b"%PDF", "口令")


def test_a_person_key_is_listed_without_and_opened_with_its_passphrase(tmp_path: Path) -> None:
    assert kept_keys(tmp_path) == []
    key = PersonKey.make("示例甲", "", NOW, os.urandom(CHANCE_BYTES))
    kept = keep_person_key(tmp_path, named(1), key, PASSPHRASE, rounds=1)
    assert (kept.person, kept.name, kept.sha256) == (named(1), "示例甲", key.certificate_sha256)
    assert kept_keys(tmp_path) == kept_keys(tmp_path, named(1)) == [kept]
    assert kept_keys(tmp_path, named(2)) == []
    assert open_person_key(kept, PASSPHRASE) == key
    with pytest.raises(Refused, match="passphrase is wrong"):
        open_person_key(kept, "别的")
    assert certifying(named(1), key).subject == named(1)


def test_the_newest_of_several_keys_comes_first(tmp_path: Path) -> None:
    older, newer = (
        keep_person_key(tmp_path, named(1), PersonKey.make(name, "", NOW, os.urandom(56)), PASSPHRASE, 1)
        for name in ("旧", "新")
    )
    os.utime(older.file.with_suffix(".cer"), (1, 1))
    assert kept_keys(tmp_path, named(1)) == [newer, older]


def test_the_keys_of_an_office_are_private_and_open_with_the_founders_passphrase(office: Founded) -> None:
    folder = keys_folder(office.workspace.folder)
    assert {file.stat().st_mode & 0o077 for file in folder.iterdir()} == {0}
    assert has_office_key(office.workspace.folder)
    founding_feed = open_office_key(office.workspace.folder, PASSPHRASE).feed
    assert founding_feed != office.workspace.feed
    assert office.recovery_key == folder / RECOVERY
    identity = open_secret(office.recovery_key.read_bytes(), PASSPHRASE).decode()
    assert str(x25519.Identity.from_str(identity)) == identity


def test_only_the_device_with_the_office_key_speaks_for_the_office(office: Founded) -> None:
    (keys_folder(office.workspace.folder) / OFFICE).unlink()
    with pytest.raises(Refused, match="kept on another device"):
        open_office_key(office.workspace.folder, PASSPHRASE)
