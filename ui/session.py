"""What a page is given: record, read, work, tell, and word of what changed."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from threading import Lock, local
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from inspector.errors import Refused, Spoken
from inspector.model.events import Event
from inspector.periods import Instant
from inspector.words import N_
from ui.background import Background, Job, Lane, Receiver, Report, is_gone
from ui.preferences import Preferences
from ui.side_work import SideWork
from ui.unlocked_keys import UnlockedKeys

if TYPE_CHECKING:  # the database is loaded beside the window, see ui.app
    from db.connection import Reader
    from db.workspace import Actor, Workspace
    from inspector.journal.person_key import PersonKey

Answer = TypeVar("Answer")
Query = Callable[[Any], Answer]


def _forget(_outcome: object) -> None:
    """Receive an outcome that nobody waits for."""


class Ends(Protocol):
    """Something that looks after the workspace until it is let go."""

    def end(self) -> None:
        """Look after it no more."""


class Session(QObject):
    """The open workspace as pages see it; it holds no state of any page.

    ``changed`` carries the ``Changes`` of every write, ``told`` the error that a person should read,
    ``actor_changed`` follows the choice of a person, ``day_turned`` comes at midnight and on resume,
    ``work_started`` carries a titled job.
    """

    changed = Signal(object)
    told = Signal(object)
    actor_changed = Signal()
    day_turned = Signal()
    work_started = Signal(object)

    def __init__(
        self,
        workspace: "Workspace",
        background: Background,
        *,
        now: Callable[[], Instant],
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        """Serve pages from ``workspace``; ``now`` is the clock of this device."""
        super().__init__(parent)
        self.workspace = workspace
        self.now = now
        self.preferences = preferences
        self._background = background
        self._actor: Actor | None = None
        self._readers: list[Reader] = []
        self._readers_lock = Lock()
        self._thread = local()
        self._day = now().day
        self.unlocked = UnlockedKeys(now, self)
        """The key of whoever acts, for a while after the passphrase."""
        self.backups: Ends | None = None
        """Makes backups that are due, once ``ui.backup_desk.backups_of`` was asked for it."""
        self.side_work = SideWork()
        self.is_over = False
        """Builds reports and verifies files in other processes; for jobs in the lane of work."""
        self.actor_changed.connect(self.unlocked.forget)

    @property
    def actor(self) -> "Actor | None":
        """Who acts now; ``None`` until somebody is chosen."""
        return self._actor

    def act_as(self, actor: "Actor | None") -> None:
        """Let ``actor`` be the one who records from now on."""
        if actor != self._actor:
            self._actor = actor
            self.actor_changed.emit()

    def record(
        self,
        events: Sequence[Event],
        then: Receiver = _forget,
        failed: Receiver | None = None,
        *,
        person_key: "PersonKey | None" = None,
        finishes: str = "",
    ) -> Job | None:
        """Record ``events`` as the chosen person, now, in one transaction; ``then`` gets the ``Changes``.

        ``changed`` is emitted first, so that pages know before the caller goes on; the draft ``finishes`` is
        forgotten with the same commit.  Without a person nothing is recorded and a sentence says so.
        """
        if self._actor is None:
            (failed or self.tell)(Refused(N_("Choose who you are first, at the top right.")))
            return None
        act = partial(
            self.workspace.record,
            tuple(events),
            self._actor,
            self.now(),
            person_key=person_key,
            finishes=finishes,
        )
        return self.write(act, then, failed)

    def write(self, act: Callable[[], Any], then: Receiver = _forget, failed: Receiver | None = None) -> Job:
        """Run ``act``, a short transaction that gives ``Changes`` or None, after all earlier writes."""
        return self._background.start(
            Lane.WRITE, lambda _job: act(), partial(self._announce, then), failed or self.tell
        )

    def write_and_wait(self, act: Callable[[], Any]) -> None:
        """Run ``act``, a short transaction, from inside a job of ``work``, and wait until it is on the disk.

        Raises what ``act`` raises; nothing is announced.
        """
        self._background.write_and_wait(act)

    def write_in_pieces(
        self,
        task: Callable[[Report], Answer],
        changes: Callable[[Answer], object],
        then: Callable[[Answer], object] = _forget,
        failed: Receiver | None = None,
        *,
        title: str,
    ) -> Job:
        """Run ``task(report)`` after all earlier writes: many short transactions, shown with a cancel.

        What ``changes`` gives of the outcome is announced before ``then`` gets it.  A cancel ends the task
        between two transactions; what was written stays.
        """

        def announce(outcome: Answer) -> None:
            self.changed.emit(changes(outcome))
            if not is_gone(then):
                then(outcome)

        job = self._background.start(Lane.WRITE, lambda job: task(job.report), announce, failed or self.tell)
        job.title = title
        self.work_started.emit(job)
        return job

    def read(
        self,
        query: Query[Answer],
        then: Callable[[Answer], object],
        failed: Receiver | None = None,
        *,
        key: Hashable = None,
    ) -> Job:
        """Ask ``query(reader)`` beside the window; of the same ``key`` only the newest is answered."""
        return self._background.start(
            Lane.READ, partial(self._ask, query), then, failed or self.tell, question=key
        )

    def work(
        self,
        task: Callable[[Report], Answer],
        then: Callable[[Answer], object] = _forget,
        failed: Receiver | None = None,
        *,
        title: str = "",
        progress: Callable[[int, int], object] | None = None,
    ) -> Job:
        """Run heavy ``task(report)`` beside the window; with a ``title`` it is shown with a cancel.

        ``progress(done, total)`` is called in the thread of the window.
        """
        job = self._background.start(Lane.WORK, lambda job: task(job.report), then, failed or self.tell)
        job.title = title
        if progress:
            job.progressed.connect(progress)
        if title:
            self.work_started.emit(job)
        return job

    def in_turns(self, parts: Iterator[object], key: Hashable) -> None:
        """Do ``parts`` of what takes its time in the window in turns; of a ``key`` only the newest."""
        self._background.turns.take(parts, key)

    def tell(self, error: BaseException) -> None:
        """Show a sentence for a person; anything else is a fault of ours and reaches the report."""
        if not isinstance(error, Spoken):
            raise error
        self.told.emit(error)

    def look_at_the_clock(self) -> None:
        """Emit ``day_turned`` when the day is another than at the last look."""
        day = self.now().day
        if day != self._day:
            self._day = day
            self.day_turned.emit()

    def close(self) -> None:
        """Let key, processes and readers go; call it after the lanes are closed."""
        self.is_over = True
        self.unlocked.forget()
        if self.backups:
            self.backups.end()
        self.side_work.close()
        with self._readers_lock:
            for reader in self._readers:
                reader.close()
            self._readers.clear()

    def _announce(self, then: Receiver, changes: object) -> None:
        if changes is not None:
            self.changed.emit(changes)
        if not is_gone(then):
            then(changes)

    def _ask(self, query: Query[Answer], job: Job) -> Answer:
        reader = self._reader_of_this_thread()
        job.interruptible(reader.interrupt)
        try:
            return query(reader)
        finally:
            job.interruptible(None)

    def _reader_of_this_thread(self) -> "Reader":
        reader: Reader | None = getattr(self._thread, "reader", None)
        if reader is None:
            reader = self._thread.reader = self.workspace.reader()
            with self._readers_lock:
                self._readers.append(reader)
        return reader
