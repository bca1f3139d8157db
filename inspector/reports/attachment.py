"""What a report carries inside: its entries as a pack, and one JSON that says what the report is."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path

import msgspec

from inspector.errors import Unreadable
from inspector.journal.encoding import canonical, parse
from inspector.journal.entry import Entry
from inspector.journal.kinds import kinds
from inspector.journal.pack import write_pack
from inspector.model.events import Audience
from inspector.words import N_

PACK_NAME = "entries.gpk"
PACK_MIME = "application/x-tar"
DATA_NAME = "report.json"
DATA_MIME = "application/json"

LARGEST_PACK = 256 << 20
"""A pack holds at most 256 MiB."""
LARGEST_DATA = 8 << 20
DATA_VERSION = 1

SHOWN_TO = frozenset({Audience.PUBLIC, Audience.OFFICE})
"""Whose entries a report carries: a complainant's identity never enters a PDF."""


class Stage(StrEnum):
    """A draft is marked on every page and never signed; a final never changes but by signatures."""

    DRAFT = "draft"
    FINAL = "final"


class ExpectedSignature(msgspec.Struct, frozen=True, kw_only=True):
    """A person expected to sign digitally: the PDF's field, the role, the name as printed."""

    field: str
    role: str
    name: str


class NamedPhoto(msgspec.Struct, frozen=True, kw_only=True):
    """A photo on the report: SHA-256 of the original and of the preview carried."""

    original: str
    preview: str


class CarriedPack(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The pack beside this JSON: size in bytes, SHA-256, and SM3 for offices that have to cite one."""

    name: str = PACK_NAME
    size: int
    sha256: str
    sm3: str = ""


class ReportData(msgspec.Struct, frozen=True, kw_only=True):
    """``report.json``: what the report is, who is expected to sign, and everything it rests on.

    Canonical JSON (RFC 8785, no null, no float). Readers ignore keys they do not know; a new meaning gets
    another ``v``.

    ``v`` 1 · ``kind`` of report, ``patrol`` · ``stage`` draft or final; a final that expects no signature is
    made for ink and seal · ``subject`` UUID of what is reported on · ``number``, ``title`` and ``day``
    (``2026-11-22``) as printed · ``language`` of the paper (``zh-CN``) · ``office`` and ``grid`` by name,
    ``org`` their UUID · ``expected_signatures`` in the order they are printed · ``entries``: hashes of all
    entries the page rests on, ascending · ``photos`` in the order they are printed · ``pack`` beside it ·
    ``missing_characters`` that no font could print (〓 on paper, true here) · ``program`` and version.

    What is listed here and not in the pack makes the report incomplete, not invalid: a body may be erased, a
    preview may never have arrived.
    """

    v: int = DATA_VERSION
    kind: str
    stage: Stage
    subject: str
    number: str
    title: str
    day: str
    language: str
    office: str
    grid: str
    org: str
    expected_signatures: tuple[ExpectedSignature, ...]
    entries: tuple[str, ...]
    photos: tuple[NamedPhoto, ...]
    pack: CarriedPack
    missing_characters: tuple[str, ...] = ()
    program: str

    @property
    def for_ink(self) -> bool:
        """Say whether paper with ink and seal is what counts."""
        return self.stage is Stage.FINAL and not self.expected_signatures


@dataclass(frozen=True, slots=True)
class Carried:
    """The two attachments of a report, as bytes."""

    pack: bytes
    data: bytes

    @property
    def pack_sha256(self) -> str:
        """What is printed of the pack."""
        return hashlib.sha256(self.pack).hexdigest()

    @property
    def data_sha256(self) -> str:
        """What is printed of the JSON."""
        return hashlib.sha256(self.data).hexdigest()


def pack_entries(
    entries: Iterable[Entry], previews: Iterable[tuple[str, bytes]], *, root: str, writer: str
) -> bytes:
    """Make the pack of a report: ``entries`` in fold order, ``previews`` as (SHA-256, bytes).

    ``root`` is the hash of the county's first entry, ``writer`` the feed of this device. What is for handlers
    only is left out, and of what this program does not know the body.
    """
    file = BytesIO()
    blobs = ((sha256, len(content), content) for sha256, content in previews)
    write_pack(
        file, root=root, writer=writer, n=0, kind="entries", entries=shown_entries(entries), blobs=blobs
    )
    return file.getvalue()


def shown_entries(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Leave out what is for handlers only, and the bodies of types nobody here can judge."""
    for entry in entries:
        kind = kinds().get(entry.header.type)
        if kind is None:
            yield entry.without_body()
        elif kind.AUDIENCE in SHOWN_TO:
            yield entry


def write_data(data: ReportData) -> bytes:
    """Encode ``report.json``."""
    return canonical(msgspec.to_builtins(data))


def read_data(data: bytes) -> ReportData:
    """Read ``report.json``.

    Raises Unreadable if it is not canonical, lacks something or is of a newer form.
    """
    fields = parse(data, LARGEST_DATA)
    if fields.get("v") != DATA_VERSION:
        raise Unreadable(N_("This report comes from a newer program; please update this one."))
    try:
        return msgspec.convert(fields, ReportData)
    except msgspec.ValidationError as fault:
        raise Unreadable(N_("The report's data lack something: {fault}"), fault=str(fault)) from fault


def name_pack(pack: bytes) -> CarriedPack:
    """Say in ``report.json`` which pack lies beside it."""
    sm3 = hashlib.new("sm3", pack).hexdigest() if "sm3" in hashlib.algorithms_available else ""
    return CarriedPack(size=len(pack), sha256=hashlib.sha256(pack).hexdigest(), sm3=sm3)


def take_out(path: Path) -> Carried:
    """Take the attachments out of a PDF, byte for byte.

    Raises Unreadable for anything that is not a report of this program.
    """
    from inspector.reports.pdf_reading import open_pdf

    return open_pdf(path).carried()
