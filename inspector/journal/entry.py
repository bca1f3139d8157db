"""One entry: header, body and signatures, kept as the exact bytes that were signed."""

import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Self

import msgspec
import orjson
from msgspec.structs import replace

from inspector.errors import Refused, Unreadable
from inspector.journal.body import Reading, body_of, event_of
from inspector.journal.device_key import DeviceKey, verify
from inspector.journal.encoding import Value, canonical, parse
from inspector.journal.header import Feed, Grammar, Header, Positive, Told
from inspector.journal.person_key import PersonKey, verify_person
from inspector.model.events import Blob, Event, Fact
from inspector.periods import Instant
from inspector.words import N_

HEADER_LIMIT = 4 * 1024
OTHER_VERSION_LIMIT = 1024 * 1024
"""Bytes of a line with its body that are kept unread for a newer program."""

_ENTRY = b"gridjournal/1/entry\n"
_PERSON = b"gridjournal/1/person\n"
_SIGNATURE_BYTES = 64
_PERSON_SIGNATURE_LIMIT = 128
"""Base64 characters; the DER of two numbers of 256 bits takes 96 at most."""

_HEADER = msgspec.json.Decoder(Header)
_TOLD = msgspec.json.Decoder(Told)


class BodyState(StrEnum):
    """What came with the header."""

    KEPT = "kept"
    ABSENT = "absent"
    WRONG = "wrong"
    """Bytes came that are not what was signed; they were dropped."""


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A line of another version of the format, unverified, kept as it is until a newer program reads it."""

    feed: str
    seq: int
    line: bytes
    body: bytes

    def lines(self) -> bytes:
        """Give line and body as they came."""
        return b"%b\n%b\n" % (self.line, self.body)


class OtherVersion(Unreadable):
    """A line of another version of the format: to be kept as it is, its feed waits."""

    def __init__(self, kept: WaitingLine) -> None:
        """Carry what is to be kept."""
        super().__init__(N_("A record was written by a newer program; it is kept until this one is updated."))
        self.kept = kept


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A verified entry. ``person_signature`` is what came with it, right or wrong: see ``is_signed_with``."""

    header: Header
    header_bytes: bytes
    hash: str
    signature: bytes
    person_signature: bytes | None
    body: bytes | None
    body_state: BodyState

    @property
    def feed(self) -> str:
        """The feed it belongs to."""
        return self.header.feed

    @property
    def seq(self) -> int:
        """Its number in the feed."""
        return self.header.seq

    @property
    def lc(self) -> int:
        """Its Lamport counter."""
        return self.header.lc

    @property
    def after(self) -> tuple[str, ...]:
        """What its subject's last entries were where it was written."""
        return self.header.after or ()

    def lines(self) -> bytes:
        """Give the line and the body line, as they travel."""
        signatures = _encoded(self.signature)
        if self.person_signature is not None:
            signatures += b"," + _encoded(self.person_signature)
        return b"%b %b\n%b\n" % (signatures, self.header_bytes, self.body or b"")

    def is_signed_with(self, certificate_der: bytes) -> bool:
        """Say whether the person with this certificate signed too."""
        return (
            self.person_signature is not None
            and hashlib.sha256(certificate_der).hexdigest() == self.header.co
            and verify_person(certificate_der, self.person_signature, _PERSON + self.header_bytes)
        )

    def without_body(self) -> Self:
        """Give the header line only, for those the body is not meant for."""
        return replace(self, body=None, body_state=BodyState.ABSENT)

    def completed_by(self, other: Self, certificate_der: bytes | None = None) -> Self:
        """Take from the same entry, arrived again, what is lacking here: its body, a signature that is valid.

        Without the certificate a signature is taken only where there was none. Not for an erased entry.
        """
        completed = self
        if self.body is None and other.body is not None:
            completed = replace(completed, body=other.body, body_state=BodyState.KEPT)
        if other.person_signature is not None and (
            self.person_signature is None
            if certificate_der is None
            else other.is_signed_with(certificate_der) and not self.is_signed_with(certificate_der)
        ):
            completed = replace(completed, person_signature=other.person_signature)
        return completed


def read_line(line: bytes, body: bytes) -> Entry:
    """Verify a line and its body line, both without the line feed.

    Raises OtherVersion for a line to be kept unread, and Unreadable for one never to be stored: its header
    does not follow the grammar, or its device did not sign it. Whether ``prev`` links, the type is known or
    the body can be interpreted is not asked.
    """
    signatures, _, header_bytes = line.partition(b" ")
    try:
        header = _header_of(parse(header_bytes, HEADER_LIMIT))
    except Unreadable:
        kept = _of_other_version(header_bytes, line, body)
        if kept is not None:
            raise OtherVersion(kept) from None
        raise
    device, _, person = signatures.partition(b",")
    signature = _decoded(device)
    if signature is None or b"," in person:
        raise Unreadable(N_("A record carries no readable signature."))
    if len(signature) != _SIGNATURE_BYTES or not verify(header.feed, signature, _ENTRY + header_bytes):
        raise Unreadable(N_("The signature of the device that made a record is not valid."))
    state = _body_state(header, body)
    return Entry(
        header=header,
        header_bytes=header_bytes,
        hash=hashlib.sha256(header_bytes).hexdigest(),
        signature=signature,
        person_signature=_decoded(person) or None if len(person) <= _PERSON_SIGNATURE_LIMIT else None,
        body=body if state is BodyState.KEPT else None,
        body_state=state,
    )


def stored_entry(
    header_bytes: bytes, signature: bytes, person_signature: bytes | None, body: bytes | None, name: str = ""
) -> Entry:
    """Give back an entry that was verified before it was stored; nothing is verified again.

    ``name`` is its hash where that was stored too.
    """
    return Entry(
        header=_HEADER.decode(header_bytes),
        header_bytes=header_bytes,
        hash=name or hashlib.sha256(header_bytes).hexdigest(),
        signature=signature,
        person_signature=person_signature,
        body=body,
        body_state=BodyState.ABSENT if body is None else BodyState.KEPT,
    )


def stored_told(header_bytes: bytes) -> Told:
    """Give what the model reads of a header that was verified before it was stored."""
    return _TOLD.decode(header_bytes)


def seal(
    event: Event,
    *,
    key: DeviceKey,
    seq: int,
    prev: str | None,
    lc: int,
    at: Instant,
    org: str,
    actor: str,
    salt: bytes,
    after: Sequence[str] = (),
    person_key: PersonKey | None = None,
) -> Entry:
    """Make and sign the entry of ``event``, number ``seq`` of the key's feed, linked to the header ``prev``.

    ``after`` are the heads of the event's subject known here; ``salt`` is 16 random bytes. Raises Refused
    when the event must be signed by the person and no key is given, or it does not fit into an entry.
    """
    if event.BY_PERSON and person_key is None:
        raise Refused(N_("This must be signed with the person's own key."))
    body = body_of(event, salt)
    fields: dict[str, Value] = {
        "v": 1,
        "feed": key.feed,
        "seq": seq,
        "type": event.TYPE,
        "sv": event.SV,
        "org": org,
        "actor": actor,
        "lc": lc,
        "ts": at.ts,
        "tz": at.tz,
        "bh": hashlib.sha256(body).hexdigest(),
        "bl": len(body),
        "blobs": [(blob.sha256, blob.size, blob.mime) for blob in event.blobs],
    }
    if prev is not None:
        fields["prev"] = prev
    if event.subject:
        fields |= {"obj": event.subject, "after": tuple(sorted(after))}
    if person_key is not None:
        fields["co"] = person_key.certificate_sha256
    header_bytes = canonical(fields)
    if len(header_bytes) > HEADER_LIMIT:
        raise Refused(N_("This is too much for one record; put long content into a file."))
    return Entry(
        header=_header_of(fields),
        header_bytes=header_bytes,
        hash=hashlib.sha256(header_bytes).hexdigest(),
        signature=key.sign(_ENTRY + header_bytes),
        person_signature=None if person_key is None else person_key.sign(_PERSON + header_bytes),
        body=body,
        body_state=BodyState.KEPT,
    )


def reading_of(entry: Entry) -> tuple[Event | None, Reading]:
    """Read the event of an entry; nothing, and why, where this program can't."""
    header = entry.header
    return event_of(header.type, header.sv, entry.body, header.obj or "", _blobs_of(header))


def fact_of(entry: Entry, *, confirmed: bool, person_signed: bool = False) -> Fact:
    """Give an entry as the model reads it, with what authority and certificates say of it."""
    return fact_under(entry.header, entry.hash, entry.body, confirmed=confirmed, person_signed=person_signed)


def fact_under(
    header: Told, name: str, body: bytes | None, *, confirmed: bool, person_signed: bool = False
) -> Fact:
    """Give what ``fact_of`` gives, of the entry ``name`` with this header and body."""
    blobs, subject = _blobs_of(header), header.obj or ""
    event, _ = event_of(header.type, header.sv, body, subject, blobs)
    return Fact(
        event,
        header.type,
        name,
        header.after or (),
        header.feed,
        header.seq,
        header.lc,
        Instant(header.ts, header.tz),
        header.org,
        header.actor,
        subject,
        blobs,
        confirmed,
        person_signed,
    )


def _blobs_of(header: Told) -> tuple[Blob, ...]:
    return tuple([Blob(*blob) for blob in header.blobs]) if header.blobs else ()


def _header_of(fields: dict[str, Value]) -> Header:
    """Check the table's fields. Raises Unreadable."""
    try:
        msgspec.convert(fields, Grammar)
        header = msgspec.convert(fields, Header)
    except msgspec.ValidationError as error:
        named = _FIELD.findall(str(error))[-1]
        raise Unreadable(N_("The header of a record is wrong at {field}."), field=named) from None
    heads = header.after
    if (
        (header.prev is None) is not (header.seq == 1)
        or (header.obj is None) is not (heads is None)
        or (heads is not None and any(a >= b for a, b in pairwise(heads)))
    ):
        raise Unreadable(N_("The header of a record contradicts itself."))
    return header


def _body_state(header: Header, body: bytes) -> BodyState:
    if not body:
        return BodyState.ABSENT
    right = len(body) == header.bl and b"\n" not in body and hashlib.sha256(body).hexdigest() == header.bh
    return BodyState.KEPT if right else BodyState.WRONG


def _of_other_version(header_bytes: bytes, line: bytes, body: bytes) -> WaitingLine | None:
    """Keep a line whose header says another ``v``; of the rest only feed and number are read."""
    if len(line) + len(body) > OTHER_VERSION_LIMIT:
        return None
    try:
        fields = orjson.loads(header_bytes)
        named = msgspec.convert(fields, _OtherHeader)
    except (orjson.JSONDecodeError, msgspec.ValidationError):
        return None
    return None if named.v == 1 else WaitingLine(named.feed, named.seq, line, body)


class _OtherHeader(msgspec.Struct, frozen=True):
    v: int
    feed: Feed
    seq: Positive


_FIELD = re.compile(r"`\$?\.?([a-z]+)")
"""The last name in backticks is the place: ``Expected `int` >= 1 - at `$.seq```."""


def _encoded(raw: bytes) -> bytes:
    return binascii.b2a_base64(raw, newline=False)


def _decoded(text: bytes) -> bytes | None:
    """Read base64 with padding; nothing for any other spelling of the same bytes."""
    try:
        raw = binascii.a2b_base64(text, strict_mode=True)
    except binascii.Error:
        return None
    return raw if _encoded(raw) == text else None
