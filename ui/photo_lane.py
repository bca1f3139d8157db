"""Photos beside the window: read and brought to the disk, and made small for strips."""

import os
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from db.known_photos import KnownPhotos
from db.photo_intake import Given, TakenPhoto, given_files, take_in
from db.workspace import Workspace
from inspector.errors import Spoken, Unreadable
from inspector.model.events import Blob
from inspector.words import _
from ui.background import Report
from ui.session import Session
from ui.widgets.stop_findings import PhotosGiven

Pictures = dict[str, bytes]
PAUSE = 150
"""Milliseconds in which photos are gathered, so that a whole card does not hold up the window."""


class PhotoLane(QObject):
    """Takes photos in; it belongs to the session, for a job outlives the page that asked for it.

    ``arrived(target, given, photos, pictures)`` comes soon after photos are safe, several together, with
    small pictures of them; ``refused`` carries sentences about bad ones, ``ended`` the target of a job,
    ``pictured`` small pictures by SHA-256.
    """

    arrived = Signal(str, object, object, object)
    refused = Signal(object)
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

    def take_in(self, target: str, given: PhotosGiven, known: frozenset[str]) -> None:
        """Take photos in for ``target``; those of ``known`` SHA-256 are there already."""
        self._busy.append(target)
        now = self._session.now()
        name = _("pasted picture")

        def work(report: Report) -> tuple[Spoken, ...]:
            sources = [Given(given.picture, name)] if given.picture else given_files(given.paths)
            with closing(self._workspace.reader()) as reader:
                return take_in(
                    self._workspace.blobs,
                    sources,
                    now,
                    os.urandom,
                    known=known,
                    seen=KnownPhotos(reader).seen,
                    each=lambda photo: self._is_safe.emit(target, given, photo, self._small(photo.preview)),
                    report=report,
                ).refused

        job = self._session.work(work, self._tell, title=_("Taking in photos"))
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

    def _tell(self, refused: tuple[Spoken, ...]) -> None:
        if refused:
            self.refused.emit(refused)

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
