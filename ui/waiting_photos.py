"""Photos that came without a stop: safe on the disk, a row of each there, until they have a place."""

from collections.abc import Collection, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from db import waiting_photos
from db.photo_intake import TakenPhoto
from db.photo_placing import Candidate, candidates_of
from db.queries.today import Day
from db.workspace import Workspace
from inspector.model.ids import PatrolId, PersonId, PhotoId
from ui.page import Page

Answer = tuple[tuple[TakenPhoto, ...], list[Candidate]]


class WaitingPhotos(QObject):
    """Knows what waits for the person who acts; ``changed`` follows every change.

    ``visits`` are the recorded stops of the open rounds, by which places are suggested. What changes here is
    seen at once and asked of the disk again after it was written.
    """

    changed = Signal()

    def __init__(self, page: Page, workspace: Workspace) -> None:
        super().__init__(page)
        self._page = page
        self._workspace = workspace
        self._person = PersonId("")
        self._patrols: tuple[PatrolId, ...] = ()
        self._turn = 0
        self.photos: tuple[TakenPhoto, ...] = ()
        self.visits: list[Candidate] = []

    @property
    def known(self) -> frozenset[str]:
        """The SHA-256 of the photos that wait."""
        return frozenset(photo.original.sha256 for photo in self.photos)

    @property
    def person(self) -> PersonId:
        """Whose photos are shown."""
        return self._person

    def turn_to(self, person: PersonId, day: Day) -> None:
        """Show what waits for ``person`` on ``day``."""
        if person != self._person:
            self._person, self.photos = person, ()
            self.changed.emit()
        self._patrols = tuple(one.patrol.id for one in day.patrols)
        self.ask()

    def ask(self) -> None:
        """Ask the disk anew."""
        person, patrols = self._person, self._patrols
        self._page.read(
            lambda reader: (waiting_photos.all_of(reader, person), candidates_of(reader, patrols)),
            partial(self._receive, self._turn, person),
            key="waiting",
        )

    def add(self, photos: Iterable[TakenPhoto]) -> None:
        """Let photos wait; one that waits already is changed."""
        given = {photo.id: photo for photo in photos}
        here = {photo.id for photo in self.photos}
        changed = [given.get(photo.id, photo) for photo in self.photos]
        self._show([*changed, *(photo for photo in given.values() if photo.id not in here)])
        self._write(partial(waiting_photos.add, self._workspace, self._person, [*given.values()]))

    def take_out(self, photos: Collection[PhotoId]) -> list[TakenPhoto]:
        """Give photos away that are not wanted, or whose new place is on its way to the disk."""
        taken = self.hide(photos)
        self._write(partial(waiting_photos.take_out, self._workspace, [photo.id for photo in taken]))
        return taken

    def hide(self, photos: Collection[PhotoId]) -> list[TakenPhoto]:
        """Show some photos no more, before it is known whether their place takes them."""
        taken = [photo for photo in self.photos if photo.id in photos]
        self._show([photo for photo in self.photos if photo.id not in photos])
        return taken

    def shift(self, photos: Collection[PhotoId], seconds: int) -> list[TakenPhoto]:
        """Put the camera's clock right for some photos; give them as they were."""
        before = [photo for photo in self.photos if photo.id in photos]
        self.add([photo.shifted(seconds) for photo in before])
        return before

    def _show(self, photos: Sequence[TakenPhoto]) -> None:
        self._turn += 1
        self.photos = tuple(photos)
        self.changed.emit()

    def _write(self, act: object) -> None:
        assert callable(act)  # noqa: S101 - a partial of ours
        self._page.session.write(act, self._ask_again, self._tell)

    def _ask_again(self, _nothing: object) -> None:
        self.ask()

    def _tell(self, error: BaseException) -> None:
        self._page.session.tell(error)
        self.ask()

    def _receive(self, turn: int, person: PersonId, answer: Answer) -> None:
        # what changed here after the question will be asked for again once it is written
        if turn == self._turn and person == self._person and answer != (self.photos, self.visits):
            self.photos, self.visits = answer
            self.changed.emit()
