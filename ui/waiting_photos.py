"""Photos that came without a stop: safe on the disk, kept as a draft until they have a place."""

from collections.abc import Iterable, Sequence
from functools import partial

import msgspec
from PySide6.QtCore import QObject, Signal

from db.drafts import Draft
from db.photo_intake import TakenPhoto
from db.workspace import Workspace
from inspector.model.ids import PersonId, PhotoId
from ui.session import Session

KEYS = "photos/"
"""What the keys of these drafts begin with; the person's id follows."""


class WaitingPhotos(QObject):
    """Holds the waiting photos of each person of this device; ``changed`` follows every change.

    Only this device writes them: what is held is never older than the disk.
    """

    changed = Signal()

    def __init__(self, session: Session, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._workspace = workspace
        self._person = PersonId("")
        self._held: dict[PersonId, tuple[TakenPhoto, ...]] = {}

    @property
    def photos(self) -> tuple[TakenPhoto, ...]:
        """The photos that wait for the person who acts."""
        return self._held.get(self._person, ())

    @property
    def known(self) -> frozenset[str]:
        """The SHA-256 of the photos that wait."""
        return frozenset(photo.original.sha256 for photo in self.photos)

    def turn_to(self, person: PersonId, kept: Sequence[Draft]) -> None:
        """Show what waits for ``person``; the disk is believed the first time."""
        self._person = person
        if person not in self._held:
            self._held[person] = next((_read(one.value) for one in kept if one.key == KEYS + person), ())

    def add(self, photos: Iterable[TakenPhoto]) -> None:
        """Let photos wait."""
        self._keep((*self.photos, *photos))

    def take_out(self, photos: frozenset[PhotoId]) -> list[TakenPhoto]:
        """Give photos away that have a place now, or are not wanted."""
        taken = [photo for photo in self.photos if photo.id in photos]
        self._keep(tuple(photo for photo in self.photos if photo.id not in photos))
        return taken

    def _keep(self, photos: tuple[TakenPhoto, ...]) -> None:
        self._held[self._person] = photos
        key = KEYS + self._person
        if photos:
            text = msgspec.json.encode(photos).decode()
            self._session.write(partial(self._workspace.save_draft, key, text, self._session.now()))
        else:
            self._session.write(partial(self._workspace.remove_draft, key))
        self.changed.emit()


def _read(text: str) -> tuple[TakenPhoto, ...]:
    try:
        return msgspec.json.decode(text, type=tuple[TakenPhoto, ...])
    except msgspec.DecodeError:
        return ()
