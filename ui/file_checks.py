"""Files from outside, one after another: verified, looked into, and taken in when a person says so."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from db.changes import Changes, Kind
from db.file_arrival import FileArrival, receive_file
from db.queries.exchange import Incoming, incoming
from db.received_reports import keep_received_report
from inspector.errors import Unreadable
from inspector.periods import Instant
from inspector.reports.verdict import Verdict
from inspector.words import _
from ui.background import Job, Report
from ui.report_making import verify_here
from ui.session import Session

EVERYTHING = Changes(kinds=frozenset(Kind))
"""What may have changed when taking in was given up half-way."""

REPORTS = Changes(kinds=frozenset({Kind.PATROL}))
"""What shows a file that was kept."""


class Stage(Enum):
    """How far a file is."""

    WAITING = 1
    CHECKING = 2
    CHECKED = 3
    GIVEN_UP = 4
    TAKING_IN = 5


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file and what is known of it by now; ``taken`` once its records were taken in."""

    path: Path
    stage: Stage = Stage.WAITING
    verdict: Verdict | None = None
    incoming: Incoming | None = None
    taken: FileArrival | None = None


class FileChecks(QObject):
    """The files of this page's life, in the order they came; ``changed`` carries the path of one.

    One file is verified at a time, in a process of its own; a cancel gives up that file and goes on with the
    next. ``took`` carries a file whose records were taken in.
    """

    changed = Signal(object)
    took = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.files: dict[Path, CheckedFile] = {}
        self._session = session
        self._job: Job | None = None

    def add(self, paths: Sequence[Path]) -> None:
        """Verify files; one that is there already is verified anew."""
        for path in paths:
            place = path.absolute()
            known = self.files.get(place)
            if known is None or known.stage in {Stage.CHECKED, Stage.GIVEN_UP}:
                self._put(CheckedFile(place))
        self._go_on()

    def remove(self, path: Path) -> None:
        """Forget a file that is not being worked on; the file itself stays where it is."""
        if path in self.files and self.files[path].stage not in {Stage.CHECKING, Stage.TAKING_IN}:
            del self.files[path]
            self.changed.emit(path)

    def take_in(self, path: Path) -> None:
        """Take in what the file carries, shown with a cancel; the same again goes on where it stopped."""
        file, session = self.files[path], self._session
        if file.stage is not Stage.CHECKED or file.incoming is None:
            return
        self._put(replace(file, stage=Stage.TAKING_IN))
        job = session.write_in_pieces(
            partial(_receive, session, path, session.now()),
            lambda arrival: arrival.arrival.changes,
            partial(self._tell_taken, path),
            partial(self._tell_refused, path),
            title=_("Taking in {name}", name=path.name),
        )
        job.finished.connect(partial(self._end_taking, path, job))

    def _go_on(self) -> None:
        waiting = next((file for file in self.files.values() if file.stage is Stage.WAITING), None)
        if self._job or waiting is None:
            return
        path = waiting.path
        self._put(replace(waiting, stage=Stage.CHECKING))
        self._job = self._session.work(
            partial(_check, self._session, path, self._session.now(), was_taken=waiting.taken is not None),
            partial(self._tell_checked, path),
            partial(self._fail, path),
            title=_("Verifying {name}", name=path.name),
        )
        self._job.finished.connect(partial(self._end_check, path, self._job))

    def _tell_checked(self, path: Path, found: tuple[Verdict, Incoming | None]) -> None:
        verdict, coming = found
        taken = self.files[path].taken
        if taken:  # its file may have been kept in the place of an older one
            self._session.changed.emit(REPORTS)
        self._put(CheckedFile(path, Stage.CHECKED, verdict, coming, taken))

    def _fail(self, path: Path, error: BaseException) -> None:
        self._put(replace(self.files[path], stage=Stage.GIVEN_UP))
        self._session.tell(error)

    def _end_check(self, path: Path, job: Job) -> None:
        self._job = None
        if job.is_cancelled:
            self._put(replace(self.files[path], stage=Stage.GIVEN_UP))
        self._go_on()

    def _tell_taken(self, path: Path, arrival: FileArrival) -> None:
        # looked into again: all of it is here now, and whatever else waits knows more than before
        self._put(replace(self.files[path], stage=Stage.WAITING, taken=arrival))
        self.took.emit(self.files[path])
        for other in list(self.files.values()):
            if other.stage is Stage.CHECKED and other.incoming and other.incoming.brings_something:
                self._put(replace(other, stage=Stage.WAITING))
        self._go_on()

    def _tell_refused(self, path: Path, error: BaseException) -> None:
        self._put(replace(self.files[path], stage=Stage.CHECKED))
        self._session.tell(error)

    def _end_taking(self, path: Path, job: Job) -> None:
        if job.is_cancelled:
            self._session.changed.emit(EVERYTHING)
            self._put(replace(self.files[path], stage=Stage.WAITING))
            self._go_on()

    def _put(self, file: CheckedFile) -> None:
        self.files[file.path] = file
        self.changed.emit(file.path)


def _check(
    session: Session, path: Path, now: Instant, report: Report, *, was_taken: bool
) -> tuple[Verdict, Incoming | None]:
    """Verify a file and look into what can be read; a signed report that was taken in is kept.

    A file that goes away meanwhile is not looked into.
    """
    workspace = session.workspace
    verdict = verify_here(workspace, session.side_work, path, now, report)
    if verdict.unreadable:
        return verdict, None
    try:
        if was_taken:
            session.write_and_wait(partial(keep_received_report, workspace, path, verdict))
        with closing(workspace.reader()) as reader:
            return verdict, incoming(reader, workspace.blobs, workspace.root, path, report)
    except Unreadable:
        return verdict, None


def _receive(session: Session, path: Path, now: Instant, report: Report) -> FileArrival:
    return receive_file(session.workspace, path, now, report)
