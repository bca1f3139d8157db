"""Files of a complaint (来信原件, 复函电子件): sealed to those who handle it, given on, taken back."""

from enum import StrEnum
from typing import Any, ClassVar

import msgspec

from inspector.errors import Refused
from inspector.model.case_steps import CaseEvent
from inspector.model.events import Audience, Blob, Event, Fact, event
from inspector.periods import Instant
from inspector.words import N_

MOST_FILES = 16
"""An entry names so many blobs at most."""
LARGEST_FILE = 50 * 1024**2
"""Bytes of a file before it is sealed: scans and photos have less, and it is sealed in memory."""


class FilePart(StrEnum):
    """What a file is to the complaint."""

    LETTER = "letter"
    REPLY = "reply"
    OTHER = "other"


FILE_PART_NAMES = {
    FilePart.LETTER: N_("as it was received"),
    FilePart.REPLY: N_("reply as it was sent"),
    FilePart.OTHER: N_("further file of the complaint"),
}


@event
class ComplaintFilesSealed(CaseEvent):
    """Files came with it, later, or went out with the reply.

    The blobs are the files, each encrypted (age) to a key made for it alone. ``sealed`` is the list of these
    keys with the files' names (``db.complaint_files.FileRecord``), encrypted (age, base64) to the devices of
    ``persons`` and to nobody else; so a case is given on without its files being written a second time.
    """

    TYPE: ClassVar[str] = "complaint.files_sealed"
    AUDIENCE: ClassVar[Audience] = Audience.HANDLERS

    part: FilePart
    sealed: str
    persons: tuple[str, ...]

    def told(self) -> dict[str, Any]:
        """Give what the history tells; the sealed list is of no use there."""
        told = super().told()
        del told["sealed"]
        return told


@event
class ComplaintFilesResealed(Event):
    """The list of files sealed before, encrypted anew to the devices of ``persons``; the newest counts."""

    TYPE: ClassVar[str] = "complaint.files_resealed"
    AUDIENCE: ClassVar[Audience] = Audience.HANDLERS

    files: tuple[str, ...]
    sealed: str
    persons: tuple[str, ...]


@event
class ComplaintFileWithdrawn(CaseEvent):
    """The ``file`` (SHA-256 of its sealed bytes) was the wrong one; its bytes stay, sealed, until erased."""

    TYPE: ClassVar[str] = "complaint.file_withdrawn"

    file: str
    reason: str


class SealedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file as everybody may know it: who added it when, whose devices open it, why it was taken back.

    Without ``persons`` the entry came without its body, and nobody here can open it.
    """

    blob: Blob
    by: str
    at: Instant
    part: FilePart = FilePart.OTHER
    sealed: str = ""
    persons: tuple[str, ...] = ()
    withdrawn: str | None = None


Files = tuple[SealedFile, ...]
FILE_STEPS = frozenset({ComplaintFilesSealed.TYPE, ComplaintFileWithdrawn.TYPE})


def files_after(files: Files, fact: Fact) -> Files:
    """Give the files of a complaint as they are after ``fact``, the oldest first."""
    told = fact.event
    if fact.type == ComplaintFilesSealed.TYPE:
        known = {one.blob.sha256 for one in files}
        added = [
            SealedFile(blob=blob, by=fact.actor, at=fact.at)
            for blob in fact.blobs
            if blob.sha256 not in known
        ]
        if isinstance(told, ComplaintFilesSealed):
            added = [
                msgspec.structs.replace(one, part=told.part, sealed=told.sealed, persons=told.persons)
                for one in added
            ]
        return (*files, *added)
    if isinstance(told, ComplaintFilesResealed):
        return tuple(
            msgspec.structs.replace(one, sealed=told.sealed, persons=told.persons)
            if one.blob.sha256 in told.files
            else one
            for one in files
        )
    if isinstance(told, ComplaintFileWithdrawn):
        return tuple(
            msgspec.structs.replace(one, withdrawn=told.reason) if one.blob.sha256 == told.file else one
            for one in files
        )
    return files


def standing(files: Files) -> Files:
    """Leave out what was taken back."""
    return tuple(one for one in files if one.withdrawn is None)


def check_withdrawal(files: Files, told: ComplaintFileWithdrawn) -> None:
    """Raise Refused without a reason, and for a file that is not there or was taken back already."""
    if not told.reason.strip():
        raise Refused(N_("Say why it is taken back."))
    if not any(one.blob.sha256 == told.file for one in standing(files)):
        raise Refused(N_("This file is not there any more."))
