"""Photos that wait for a place: safe on the disk, one row each, until a stop has them.

The window keeps them like this: ``add`` what was taken in, show ``all_of`` a person, and ``take_out`` what
was put into a draft or is not wanted, after the draft was saved. What was recorded waits no more by itself.
"""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import msgspec

from db.connection import Connection, Reader
from db.photo_intake import TakenPhoto
from inspector.model.ids import PersonId, PhotoId

if TYPE_CHECKING:
    from db.workspace import Workspace

_OF_NOBODY = "NOT EXISTS (SELECT 1 FROM photo WHERE photo.id = waiting_photo.id)"
"""A crash between recording a photo and taking it out leaves both; the entry counts."""


def add(workspace: "Workspace", person: PersonId, photos: Iterable[TakenPhoto]) -> None:
    """Let ``photos`` wait for ``person``; one that waits already is changed and keeps its turn.

    Raises Refused when the disk is full; then none was added.
    """
    with workspace.changing() as writer:
        write(writer, person, photos)


def all_of(reader: Reader, person: PersonId) -> tuple[TakenPhoto, ...]:
    """Give the photos that wait for ``person``, in the order they came.

    One that a newer program wrote in words this one does not know stays where it is.
    """
    rows = reader.rows(
        f"SELECT value FROM waiting_photo WHERE person = ? AND {_OF_NOBODY} ORDER BY rid",  # noqa: S608 - our own words
        (person,),
    )
    read = (_read(value) for (value,) in rows)
    return tuple(photo for photo in read if photo)


def take_out(workspace: "Workspace", photos: Collection[PhotoId]) -> None:
    """Forget that ``photos`` wait; their bytes stay."""
    with workspace.changing() as writer:
        writer.executemany("DELETE FROM waiting_photo WHERE id = ?", [(photo,) for photo in photos])


def write(writer: Connection, person: PersonId, photos: Iterable[TakenPhoto]) -> None:
    """Write ``photos`` inside a transaction of somebody else."""
    writer.executemany(
        "INSERT INTO waiting_photo (id, person, sha256, value) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET person = excluded.person, value = excluded.value",
        [(photo.id, person, photo.original.sha256, msgspec.json.encode(photo).decode()) for photo in photos],
    )


def _read(value: str) -> TakenPhoto | None:
    try:
        return msgspec.json.decode(value, type=TakenPhoto)
    except msgspec.DecodeError:
        return None
