"""Three lanes of threads: writes one after another, reads side by side, and heavy work."""

import logging
from collections.abc import Callable, Hashable
from enum import Enum
from functools import partial
from threading import Event, Lock
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from ui.lane_threads import LaneThreads
from ui.turns import Turns

Receiver = Callable[[Any], object]
Report = Callable[[int, int], None]
Work = Callable[["Job"], object]

log = logging.getLogger(__name__)


class Lane(Enum):
    """Where a job runs, and how many run there at once."""

    WRITE = 1
    READ = 3
    WORK = 2


class Cancelled(Exception):
    """Raised inside a job by ``report`` once nobody wants its outcome any more."""


class Job(QObject):
    """One piece of work; its signals arrive in the thread of the window.

    ``progressed(done, total)`` comes at most once per turn of the event loop; ``finished`` always comes,
    also after a failure or a cancel.  The job belongs to ``Background``: never delete it.
    """

    progressed = Signal(int, int)
    finished = Signal()

    def __init__(self, background: "Background", work: Work, then: Receiver, failed: Receiver) -> None:
        super().__init__(background)
        self._background = background
        self._asked: tuple[Work, Receiver, Receiver] | None = (work, then, failed)
        self._outcome: Callable[[], object] | None = None
        self._stop = Event()
        self._lock = Lock()
        self._interrupt: Callable[[], object] | None = None
        self._latest: tuple[int, int] | None = None
        self.title = ""
        """What the job does, as people say it; empty for jobs too short to speak of."""

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody waits for the outcome."""
        return self._stop.is_set()

    def report(self, done: int, total: int) -> None:
        """Say from inside the work how far it is; raises ``Cancelled`` when it should stop.

        A write reports only before its transaction commits.
        """
        if self._stop.is_set():
            raise Cancelled
        with self._lock:
            waiting, self._latest = self._latest, (done, total)
        if waiting is None:
            self._background.reported.emit(self)

    def interruptible(self, interrupt: Callable[[], object] | None) -> None:
        """Name from inside the work what stops a running statement; ``None`` when it is over."""
        with self._lock:
            self._interrupt = interrupt
            if interrupt and self._stop.is_set():
                interrupt()

    def cancel(self) -> None:
        """Give up: the outcome is not delivered, the work stops at its next report or statement."""
        self._stop.set()
        with self._lock:
            if self._interrupt:
                self._interrupt()

    def run(self) -> None:
        """Do the work; called by a lane, never by a page."""
        try:
            self._outcome = self._done()
        finally:
            self._background.ended.emit(self)

    def _done(self) -> Callable[[], object] | None:
        """Do the work and give what delivers its outcome; nothing of it stays in the frames of the lane."""
        if self._asked is None or self._stop.is_set():
            return None
        work, then, failed = self._asked
        try:
            return partial(then, work(self))
        except Cancelled:
            log.info("job cancelled: %s", self.title)
            return None
        except Exception as error:  # noqa: BLE001 - the one place where any failure becomes an outcome
            return None if self._stop.is_set() else partial(failed, error)

    def outcome(self) -> Callable[[], object] | None:
        """Give what delivers the outcome, and let go of all receivers; called in the thread of the window.

        A receiver may be the last to hold a widget, and widgets may die in that thread only.
        """
        outcome, self._outcome, self._asked = self._outcome, None, None
        return outcome

    def show_progress(self) -> None:
        """Pass the latest report on; called in the thread of the window."""
        with self._lock:
            latest, self._latest = self._latest, None
        if latest and not self._stop.is_set():
            self.progressed.emit(*latest)


class Background(QObject):
    """Runs jobs and brings their outcomes to the thread of the window.

    Receivers are known before a job is submitted, so none is missed; a job outlives the page that asked
    for it, and a receiver whose widget is gone is not called.
    """

    reported = Signal(object)
    ended = Signal(object)

    def __init__(self, failed: Receiver, parent: QObject | None = None) -> None:
        """Start the lanes; ``failed`` receives every error that a caller did not ask for itself."""
        super().__init__(parent)
        self._failed = failed
        self._lanes = {lane: LaneThreads(f"{lane.name.lower()}-lane", lane.value) for lane in Lane}
        self._jobs: set[Job] = set()
        self._newest: dict[Hashable, Job] = {}
        self._is_closed = False
        self.turns = Turns(self)
        self.reported.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        self.ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs, waits or is still to be delivered and shown."""
        return not self._jobs and self.turns.are_over

    def start(
        self,
        lane: Lane,
        work: Work,
        then: Receiver,
        failed: Receiver | None = None,
        *,
        question: Hashable = None,
    ) -> Job:
        """Run ``work(job)`` in ``lane`` and call ``then`` with its result.

        Of jobs with the same ``question`` only the newest is answered; the older ones are cancelled. Behind
        the close nobody reads or works any more: such a job is given up at once.
        """
        job = Job(self, work, then, failed or self._failed)
        if self._is_closed and lane is not Lane.WRITE:
            job.cancel()
            return job
        if question is not None:
            if older := self._newest.get(question):
                older.cancel()
            self._newest[question] = job
            job.finished.connect(partial(self._forget_question, question, job))
        self._lanes[lane].do(job.run)
        self._jobs.add(job)
        return job

    def write_and_wait(self, act: Callable[[], object]) -> None:
        """Run ``act``, a short transaction, after all earlier writes, and wait; for jobs in the lane of work.

        Raises what ``act`` raises, and ``Cancelled`` behind the close.
        """
        from concurrent.futures import Future

        outcome: Future[None] = Future()

        def run() -> None:
            try:
                act()
            except BaseException as error:  # noqa: BLE001 - it is raised where somebody waits for it
                outcome.set_exception(error)
            else:
                outcome.set_result(None)

        try:
            self._lanes[Lane.WRITE].do(run)
        except RuntimeError:
            raise Cancelled from None
        outcome.result()

    def close(self) -> None:
        """Finish every write, give up reads and work, and deliver nothing more."""
        self._is_closed = True
        self.turns.give_up()
        for job in [*self._newest.values()]:
            job.cancel()
        self._lanes[Lane.WRITE].close()
        for job in self._jobs:
            job.cancel()
        for lane in (Lane.READ, Lane.WORK):
            self._lanes[lane].close()
        self._jobs.clear()
        self._newest.clear()

    def _forget_question(self, question: Hashable, job: Job) -> None:
        if self._newest.get(question) is job:
            del self._newest[question]

    @Slot(object)
    def _show_progress(self, job: Job) -> None:
        job.show_progress()

    @Slot(object)
    def _deliver(self, job: Job) -> None:
        deliver = job.outcome()
        if job not in self._jobs:
            return
        self._jobs.remove(job)
        job.finished.emit()
        job.deleteLater()
        if deliver and not job.is_cancelled and not is_gone(deliver):
            deliver()


def is_gone(receiver: object) -> bool:
    """Tell whether ``receiver`` belongs to a widget that Qt has deleted."""
    while isinstance(receiver, partial):
        receiver = receiver.func
    owner = getattr(receiver, "__self__", None)
    return isinstance(owner, QObject) and not shiboken6.isValid(owner)
