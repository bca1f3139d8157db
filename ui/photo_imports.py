"""Many photos at once: counted first, taken in beside the window, gone on with after a cancel or a crash."""

import os
import shutil
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from db.photo_import import (
    ImportOutcome,
    KeptImport,
    begin_import,
    forget_import,
    run_import,
    unfinished_imports,
)
from db.photo_intake import given_files as given_at
from db.photo_intake import photo_files, take_in
from db.waiting_photos import add
from db.workspace import Workspace
from inspector.errors import Spoken
from inspector.model.ids import PersonId
from inspector.words import _
from ui.background import Report
from ui.session import Session

PAUSE = 150
"""Milliseconds in which news of photos are gathered."""
LARGE = 100
"""Photos from which somebody is asked first."""


Task = Callable[[Report], ImportOutcome]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would take in: ``size`` and ``free`` disk in bytes."""

    person: PersonId
    paths: tuple[Path, ...]
    photos: int
    size: int
    free: int


@dataclass(frozen=True, slots=True)
class ImportEnd:
    """How an import went; ``paths`` are empty for one that was gone on with."""

    person: PersonId
    paths: tuple[Path, ...]
    outcome: ImportOutcome


class PhotoImports(QObject):
    """Runs imports; it belongs to the session, for they outlive the page that asked.

    ``arrived`` comes when photos wait on the disk, ``planned`` carries a large ``ImportPlan`` to be asked
    about, ``ended`` an ``ImportEnd``, and ``unfinished`` what can be gone on with, whenever that changed.
    """

    arrived = Signal()
    planned = Signal(object)
    ended = Signal(object)
    unfinished = Signal(object)
    _came = Signal()

    def __init__(self, session: Session, workspace: Workspace) -> None:
        super().__init__(session)
        self._session = session
        self._workspace = workspace
        self._running: set[str] = set()
        self._is_running = False
        self._next: deque[tuple[Task, PersonId, tuple[Path, ...]]] = deque()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.arrived)
        self._came.connect(self._gather, Qt.ConnectionType.QueuedConnection)

    def plan(self, person: PersonId, paths: Sequence[Path]) -> None:
        """Count what lies at ``paths``; a small import begins at once, a large one is asked about."""

        def count(_report: Report) -> ImportPlan:
            files = photo_files(paths)
            free = shutil.disk_usage(self._workspace.folder).free
            return ImportPlan(person, tuple(paths), len(files), sum(map(_size, files)), free)

        self._session.work(count, self._weigh)

    def begin(self, plan: ImportPlan) -> None:
        """Take the photos of ``plan`` in."""
        now = self._session.now()

        def start(report: Report) -> ImportOutcome:
            kept = begin_import(
                self._workspace,
                plan.person,
                plan.paths,
                now,
                os.urandom,
                commit=self._session.write_and_wait,
            )
            return self._run(kept, report)

        self._work(start, plan.person, plan.paths)

    def go_on(self, kept: KeptImport) -> None:
        """Go on with an import that was ended early."""
        self._work(partial(self._run, kept), kept.person, ())

    def leave(self, kept: KeptImport) -> None:
        """Give one up; what was taken in stays."""
        self._session.write(
            partial(forget_import, self._workspace, kept.id), lambda _nothing: self.ask(kept.person)
        )

    def ask(self, person: PersonId) -> None:
        """Look for imports that can be gone on with."""
        self._session.read(
            lambda reader: unfinished_imports(reader, person),
            self._tell_unfinished,
            key=(id(self), "unfinished"),
        )

    def add_nevertheless(self, end: ImportEnd, seen: Sequence[Spoken]) -> None:
        """Take photos in though they stand elsewhere too; once recorded, that is said of them."""
        names = {one.values.get("name") for one in seen}
        now = self._session.now()

        def take(report: Report) -> tuple[Spoken, ...]:
            given = [one for one in given_at(end.paths) if one.name in names]
            intake = take_in(self._workspace.blobs, given, now, os.urandom, report=report)
            self._session.write_and_wait(partial(add, self._workspace, end.person, intake.photos))
            return intake.refused

        job = self._session.work(take, self._tell_refused, title=_("Taking in photos"))
        job.finished.connect(self.arrived)

    def _run(self, kept: KeptImport, report: Report) -> ImportOutcome:
        self._running.add(kept.id)
        try:
            return run_import(
                self._workspace,
                kept,
                self._session.now(),
                os.urandom,
                commit=self._session.write_and_wait,
                arrived=lambda _photos: self._came.emit(),
                report=report,
            )
        finally:
            self._running.discard(kept.id)

    def _gather(self) -> None:
        if not self._pause.isActive():
            self._pause.start()

    def _weigh(self, plan: ImportPlan) -> None:
        if plan.photos > LARGE:
            self.planned.emit(plan)
        else:
            self.begin(plan)

    def _work(self, task: Task, person: PersonId, paths: tuple[Path, ...]) -> None:
        """Run one import after another: two at once would not know each other's photos."""
        if self._is_running:
            self._next.append((task, person, paths))
            return
        self._is_running = True
        job = self._session.work(task, partial(self._end, person, paths), title=_("Taking in photos"))
        # a cancelled job gives no outcome, and leaves something to go on with
        job.finished.connect(partial(self._turn_to_next, person))

    def _turn_to_next(self, person: PersonId) -> None:
        self._is_running = False
        self.ask(person)
        if self._next:
            self._work(*self._next.popleft())

    def _end(self, person: PersonId, paths: tuple[Path, ...], outcome: ImportOutcome) -> None:
        self.ended.emit(ImportEnd(person, paths, outcome))

    def _tell_unfinished(self, kept: tuple[KeptImport, ...]) -> None:
        self.unfinished.emit(tuple(one for one in kept if one.id not in self._running))

    def _tell_refused(self, refused: tuple[Spoken, ...]) -> None:
        for error in refused[:1]:
            self._session.tell(error)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
