"""Photos beside the window: read and brought to the disk, and made small for strips."""

import os
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from db.file_names import shown_name
from db.known_photos import WAITS, KnownPhotos
from db.photo_intake import Given, SeenBefore, TakenPhoto, given_files, take_in
from db.workspace import Workspace
from inspector.errors import Spoken, Unreadable
from inspector.model.events import Blob
from inspector.words import _
from ui.background import Report
from ui.given_files import sorted_files
from ui.session import Session
from ui.widgets.stop_findings import PhotosGiven

Pictures = dict[str, bytes]
PAUSE = 150
"""Milliseconds in which photos are gathered, so that a whole card does not hold up the window."""


@dataclass(frozen=True, slots=True)
class SeenAgain:
    """Photos given to a target that stand elsewhere already, with a sentence about each."""

    target: str
    given: PhotosGiven
    known: frozenset[str]
    errors: tuple[SeenBefore, ...] = ()


class PhotoLane(QObject):
    """Takes photos in; it belongs to the session, for a job outlives the page that asked for it.

    ``arrived(target, given, photos, pictures)`` comes soon after photos are safe, several together, with
    small pictures of them; ``refused`` carries sentences about bad ones, ``seen`` a ``SeenAgain`` of those
    that stand elsewhere, ``others`` a target and given files that are no photos, ``ended`` the target of a
    job, ``pictured`` small pictures by SHA-256.
    """

    arrived = Signal(str, object, object, object)
    refused = Signal(object)
    seen = Signal(object)
    others = Signal(str, object)
    ended = Signal(str)
    pictured = Signal(object)
    _is_safe = Signal(str, object, object, bytes)

    def __init__(self, session: Session, workspace: Workspace) -> None:
        super().__init__(session)
        self._session = session
        self._workspace = workspace
        self._busy: list[str] = []
        self._asked: set[str] = set()
        self._gathered: dict[tuple[str, PhotosGiven], tuple[list[TakenPhoto], Pictures]] = {}
        self._is_safe.connect(self._gather, Qt.ConnectionType.QueuedConnection)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._pour)

    def is_busy(self, target: str) -> bool:
        """Say whether photos are on their way to ``target``."""
        return target in self._busy

    def hold(self, target: str) -> None:
        """Let ``target`` count as busy until ``let_go``: something else is on its way there."""
        self._busy.append(target)

    def let_go(self, target: str) -> None:
        """End what ``hold`` began."""
        self._end(target)

    def take_in(self, target: str, given: PhotosGiven, known: frozenset[str], *, again: bool = False) -> None:
        """Take photos in for ``target``; those of ``known`` SHA-256 are there already.

        With ``again`` those that stand elsewhere are taken all the same.
        """
        sorted_out = sorted_files(given.paths)
        if sorted_out.others:
            self.others.emit(target, replace(given, paths=sorted_out.others))
        if not (sorted_out.photos or given.picture):
            return
        given = replace(given, paths=sorted_out.photos)
        self._busy.append(target)
        now = self._session.now()
        name = _("pasted picture")
        elsewhere = _Elsewhere(known)

        def work(report: Report) -> tuple[Spoken, ...]:
            sources = [Given(given.picture, name)] if given.picture else given_files(given.paths)
            with closing(self._workspace.reader()) as reader:
                return take_in(
                    self._workspace.blobs,
                    sources,
                    now,
                    os.urandom,
                    known=known,
                    seen=_nowhere if again else elsewhere.seen_by(KnownPhotos(reader)),
                    each=lambda photo: self._is_safe.emit(target, given, photo, self._small(photo.preview)),
                    report=report,
                ).refused

        tell = partial(self._tell, SeenAgain(target, given, known), elsewhere)
        job = self._session.work(work, tell, title=_("Taking in photos"))
        job.finished.connect(partial(self._end, target))

    def ask_for(self, blobs: Sequence[Blob]) -> None:
        """Make small pictures of previews that were not asked for yet."""
        new = [blob for blob in blobs if blob.sha256 not in self._asked]
        self._asked.update(blob.sha256 for blob in new)
        if new:
            self._session.work(
                lambda _report: {blob.sha256: self._small(blob) for blob in new}, self.pictured.emit
            )

    def _small(self, preview: Blob) -> bytes:
        try:
            return Path(self._workspace.blobs.thumbnail(preview)).read_bytes()
        except Unreadable:
            return b""

    def take_again(self, seen: SeenAgain) -> None:
        """Take photos in though they stand elsewhere; once recorded, that is said of them."""
        names = {error.values.get("name") for error in seen.errors}
        paths = tuple(path for path in seen.given.paths if shown_name(path.name) in names)
        self.take_in(seen.target, replace(seen.given, paths=paths), seen.known, again=True)

    def _tell(self, given: SeenAgain, elsewhere: "_Elsewhere", refused: tuple[Spoken, ...]) -> None:
        seen = tuple(error for error in elsewhere.told if error in refused)
        if seen:
            self.seen.emit(replace(given, errors=seen))
        if others := tuple(error for error in refused if error not in seen):
            self.refused.emit(others)

    def _gather(self, target: str, given: PhotosGiven, photo: TakenPhoto, picture: bytes) -> None:
        photos, pictures = self._gathered.setdefault((target, given), ([], {}))
        photos.append(photo)
        pictures[photo.preview.sha256] = picture
        if not self._pause.isActive():
            self._pause.start()

    def _pour(self) -> None:
        self._pause.stop()
        gathered, self._gathered = self._gathered, {}
        for (target, given), (photos, pictures) in gathered.items():
            self.arrived.emit(target, given, photos, pictures)

    def _end(self, target: str) -> None:
        self._pour()
        self._busy.remove(target)
        self.ended.emit(target)


class _Elsewhere:
    """Notes which photos are said to stand elsewhere than at their target; several threads ask."""

    def __init__(self, here: frozenset[str]) -> None:
        self._here = here
        self.told: list[SeenBefore] = []

    def seen_by(self, known: KnownPhotos) -> Callable[[str, str], SeenBefore | None]:
        """Give a question that leaves out what is at the target already."""

        def seen(sha256: str, name: str) -> SeenBefore | None:
            found = None if sha256 in self._here else known.seen(sha256, name)
            if found and found.sentence == WAITS:
                # whoever shows what waits takes it out there
                return None
            if found:
                self.told.append(found)
            return found

        return seen


def _nowhere(_sha256: str, _name: str) -> None:
    """Know no other place of a photo."""
