"""Files of a complaint on the disk: encrypted before they get there, opened by those who handle the case."""

import base64
import binascii
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from db.blob_files import BlobFiles
from db.connection import Reader
from db.file_kinds import LOOKED_AT, kind_of_file
from db.file_names import shown_name
from db.identity_sealing import encrypted, recipients_of
from db.progress import Report, no_report
from db.workspace import Workspace
from inspector.errors import Refused, Unreadable
from inspector.file_faults import why
from inspector.model.complaint import Complaint
from inspector.model.complaint_files import (
    LARGEST_FILE,
    MOST_FILES,
    ComplaintFilesResealed,
    ComplaintFilesSealed,
    FilePart,
    SealedFile,
    standing,
)
from inspector.model.events import Blob
from inspector.words import N_

AGE = "application/age"
AT_ONCE = 32
"""Files in one entry that seals anew: their list stays within the body of an entry."""


class FileRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the sealed list: the SHA-256 of the sealed bytes, their key, and what the file was called."""

    file: str
    key: str
    name: str
    mime: str
    size: int

    def __repr__(self) -> str:
        """Tell nothing: a representation ends in logs."""
        return "FileRecord(…)"


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """Files whose sealed bytes are on the disk, and what opens them, which is in memory only."""

    blobs: tuple[Blob, ...] = ()
    records: tuple[FileRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file in the list of a complaint; ``record`` only for those who handle it, on a device of theirs."""

    file: SealedFile
    record: FileRecord | None


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file in memory, as it was given."""

    name: str
    mime: str
    data: bytes


def keep_files(blobs: BlobFiles, paths: Sequence[Path], report: Report = no_report) -> KeptFiles:
    """Encrypt the files at ``paths``, each to a key of its own, and bring them to the disk: all, or none.

    Raises Refused or Unreadable about the first that can't be taken: empty, too large, no file, a program,
    another kind than its ending says, or not readable.
    """
    if len(paths) > MOST_FILES:
        raise Refused(N_("At most {limit} files are added at once."), limit=MOST_FILES)
    kinds = [_looked_at(path) for path in paths]
    kept: list[tuple[Blob, FileRecord]] = []
    for done, (path, mime) in enumerate(zip(paths, kinds, strict=True)):
        report(done, len(paths))
        kept.append(_keep(blobs, path, mime))
    return KeptFiles(tuple(blob for blob, _ in kept), tuple(record for _, record in kept))


def seal_files(
    reader: Reader,
    workspace: Workspace,
    complaint: str,
    kept: KeptFiles,
    part: FilePart,
    persons: Collection[str],
    by: str,
) -> tuple[ComplaintFilesSealed, tuple[str, ...]]:
    """Give the entry of new files, sealed to the devices of ``persons``, and who could not be reached.

    Raises Refused where nobody could open them, and without a file.
    """
    if not kept.blobs:
        raise Refused(N_("Choose a file first."))
    to = recipients_of(reader, workspace, persons, by)
    event = ComplaintFilesSealed(
        subject=complaint,
        blobs=kept.blobs,
        part=part,
        sealed=encrypted(msgspec.json.encode(kept.records), to.keys),
        persons=to.reached,
    )
    return event, to.unreached


def reseal_files(
    reader: Reader,
    workspace: Workspace,
    complaint: Complaint,
    persons: Collection[str],
    by: str,
    *,
    is_lacking: bool = False,
) -> tuple[list[ComplaintFilesResealed], tuple[str, ...]]:
    """Seal the files that stand anew to ``persons``, and say who can't open them all.

    With ``is_lacking`` only those that one of them lacks. Only who handles the case, or had them sealed to
    himself, on a device that opens them, can give them on.
    """
    files = [
        one for one in standing(complaint.files) if not is_lacking or not set(persons) <= set(one.persons)
    ]
    records = _opened_lists(
        workspace, [one for one in files if by in complaint.handlers or by in one.persons]
    )
    found = [records[one.blob.sha256] for one in files if one.blob.sha256 in records]
    shut = [one for one in files if one.blob.sha256 not in records]
    unreached = {person for one in shut for person in persons if person not in one.persons}
    if not found:
        return [], tuple(sorted(unreached))
    try:
        to = recipients_of(reader, workspace, persons, by)
    except Refused:
        return [], tuple(sorted(persons))
    events = [
        ComplaintFilesResealed(
            subject=complaint.id,
            files=tuple(one.file for one in some),
            sealed=encrypted(msgspec.json.encode(some), to.keys),
            persons=to.reached,
        )
        for some in (found[at : at + AT_ONCE] for at in range(0, len(found), AT_ONCE))
    ]
    return events, tuple(sorted({*unreached, *to.unreached}))


def listed_files(workspace: Workspace, complaint: Complaint, person: str) -> tuple[ListedFile, ...]:
    """List the files that stand; with their names for ``person``, if this device opens them."""
    files = standing(complaint.files)
    records = _records(workspace, complaint, person)
    return tuple(ListedFile(one, records.get(one.blob.sha256)) for one in files)


def open_file(workspace: Workspace, complaint: Complaint, file: str, person: str) -> OpenedFile:
    """Decrypt a file in memory for ``person``, who acts on this device.

    Raises Refused to everybody who does not handle the case, on a device it was not sealed to, and for one
    that is not there; Unreadable for bytes that are missing or were changed.
    """
    if person not in complaint.handlers:
        raise Refused(N_("Only those who handle this complaint open its files."))
    listed = {one.file.blob.sha256: one for one in listed_files(workspace, complaint, person)}
    if file not in listed:
        raise Refused(N_("This file is not there any more."))
    record = listed[file].record
    if record is None:
        raise Refused(
            N_("This file was sealed to other devices. Somebody who can open it gives the case to you again.")
        )
    data = _opened(workspace.blobs.read(listed[file].file.blob), record)
    return OpenedFile(record.name, record.mime, data)


def _looked_at(path: Path) -> str:
    """Give the MIME type of a file that can be taken."""
    name = shown_name(path.name)
    with _reading(path):
        if not path.is_file():
            raise Unreadable(N_("{name} is no file."), name=name)
        if path.stat().st_size > LARGEST_FILE:
            raise Unreadable(
                N_("{name} is larger than {limit} MB; please cut it into parts."),
                name=name,
                limit=LARGEST_FILE >> 20,
            )
        with path.open("rb") as file:
            return kind_of_file(file.read(LOOKED_AT), name).mime


def _keep(blobs: BlobFiles, path: Path, mime: str) -> tuple[Blob, FileRecord]:
    from pyrage import encrypt, x25519

    with _reading(path):
        data = path.read_bytes()
    key = x25519.Identity.generate()
    blob = blobs.keep(encrypt(data, [key.to_public()]), AGE)
    record = FileRecord(file=blob.sha256, key=str(key), name=shown_name(path.name), mime=mime, size=len(data))
    return blob, record


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unreadable(
            N_("{name} can't be read: {why}"), name=shown_name(path.name), why=why(error)
        ) from error


def _opened(sealed: bytes, record: FileRecord) -> bytes:
    from pyrage import DecryptError, IdentityError, decrypt, x25519

    try:
        data: bytes = decrypt(sealed, [x25519.Identity.from_str(record.key)])
    except (DecryptError, IdentityError):
        raise Unreadable(N_("This file was damaged or changed; it can't be opened.")) from None
    return data


def _records(workspace: Workspace, complaint: Complaint, person: str) -> dict[str, FileRecord]:
    """Open the sealed lists for ``person``, if he handles the case."""
    return _opened_lists(workspace, complaint.files) if person in complaint.handlers else {}


def _opened_lists(workspace: Workspace, files: Iterable[SealedFile]) -> dict[str, FileRecord]:
    """Open the sealed lists, each once."""
    lists = dict.fromkeys(one.sealed for one in files if one.sealed)
    return {one.file: one for sealed in lists for one in _list(workspace, sealed)}


def _list(workspace: Workspace, sealed: str) -> Iterable[FileRecord]:
    try:
        content = workspace.unseal(base64.b64decode(sealed, validate=True))
        return msgspec.json.decode(content, type=list[FileRecord]) if content else ()
    except (binascii.Error, msgspec.DecodeError):
        return ()
