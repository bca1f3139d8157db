"""The body of an entry: an event's own fields as bytes, and back."""

import unicodedata
from enum import StrEnum

import msgspec

from inspector.errors import Refused, Unreadable
from inspector.journal.encoding import Value, canonical, parse
from inspector.journal.kinds import kinds
from inspector.model.events import Blob, Event
from inspector.words import N_

BODY_LIMIT = 64 * 1024
SALT_BYTES = 16

NAMES = frozenset(
    {"address", "file", "leader", "name", "office_name", "present", "responsible", "signers", "spot"}
)
"""Fields that name people, places or files. They are written as typed; everything else in NFC, which puts
another character in the place of some rare ones."""

_IN_HEADER = ("subject", "blobs")


class Reading(StrEnum):
    """What came of reading a body; anything but READ makes its subject read-only here."""

    READ = "read"
    NO_BODY = "no_body"
    """Not included, or erased."""
    UNKNOWN_TYPE = "unknown_type"
    NEWER_VERSION = "newer_version"
    BAD_BODY = "bad_body"


def body_of(event: Event, salt: bytes) -> bytes:
    """Write what of ``event`` belongs into the body, with 16 random bytes so that it can't be guessed.

    Raises Refused when they take more than 64 KiB or hold what the grammar does not know.
    """
    fields: dict[str, Value] = msgspec.to_builtins(event)
    for name in _IN_HEADER:
        fields.pop(name, None)
    body = canonical(_normalised(fields) | {"salt": salt.hex()})
    if len(body) > BODY_LIMIT:
        raise Refused(N_("This is too much for one record; put long content into a file."))
    return body


def event_of(
    type_name: str, version: int, body: bytes | None, subject: str, blobs: tuple[Blob, ...]
) -> tuple[Event | None, Reading]:
    """Read an event back; nothing, and why, where this program can't. Fields it does not know are ignored."""
    kind = kinds().get(type_name)
    if kind is None:
        return None, Reading.UNKNOWN_TYPE
    if version > kind.SV:
        return None, Reading.NEWER_VERSION
    if body is None:
        return None, Reading.NO_BODY
    try:
        fields = parse(body, BODY_LIMIT)
        fields["subject"], fields["blobs"] = subject, blobs
        return msgspec.convert(fields, kind), Reading.READ
    except (Unreadable, msgspec.ValidationError):
        return None, Reading.BAD_BODY


def _normalised(fields: dict[str, Value]) -> dict[str, Value]:
    return {key: value if key in NAMES else _in_nfc(value) for key, value in fields.items()}


def _in_nfc(value: Value) -> Value:
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return _normalised(value)
    if isinstance(value, list | tuple):
        return [_in_nfc(item) for item in value]
    return value
