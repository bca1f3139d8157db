"""A process beside this one for heavy or risky work, started when first needed and again if it dies."""

import multiprocessing
import signal
import traceback
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pickle import PicklingError
from threading import Event
from time import monotonic
from typing import Generic, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary

from inspector.errors import Spoken
from inspector.words import N_

P = ParamSpec("P")
T = TypeVar("T")

GLANCE = 0.1
"""Seconds between two looks at a job that is to be given up or outgrows its bounds."""


class Ended(Spoken):
    """The process beside us ended before its work was done."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one job may take before its process is ended: seconds, and bytes of memory."""

    seconds: float
    memory: int

    def exceeded(self, seconds: float, process: SpawnProcess) -> bool:
        """Say whether a job of ``seconds`` in ``process`` has gone too far."""
        return seconds > self.seconds or memory_of(process.pid) > self.memory


class OutOfBounds(Spoken):
    """A job took more time or memory than it may, and its process was ended."""


class SideProcess(Generic[P, T]):
    """Runs ``work`` in a ``spawn`` process, one job after another.

    ``work`` must be importable by name; arguments and results travel by pickle. A job that fails raises here
    what it raised there; a process that dies raises Ended for its job and is replaced for the next one.
    Must be closed, or used in a ``with`` statement; callers never wait for it in the window's thread.
    """

    def __init__(self, work: Callable[P, T], *, bounds: Bounds | None = None) -> None:
        """Remember what to do; nothing is started yet."""
        self._work = work
        self._bounds = bounds
        self._lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix=work.__name__)
        self._stops: WeakKeyDictionary[Future[T], Event] = WeakKeyDictionary()
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None
        self._closing = Event()

    def __enter__(self) -> "SideProcess[P, T]":
        """Use it for a while."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    @property
    def pid(self) -> int | None:
        """The process as the system numbers it; nothing before the first job."""
        return self._process.pid if self._process else None

    def submit(self, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queue one job."""
        stop = Event()
        future = self._lane.submit(self._perform, stop, args, kwargs)
        self._stops[future] = stop
        return future

    def cancel(self, future: Future[T]) -> None:
        """Give up a job, ending the process if it is at it; the future raises CancelledError."""
        if not future.cancel():
            self._stops[future].set()

    def close(self) -> None:
        """End the process, giving up whatever it is doing."""
        self._closing.set()
        self._lane.shutdown(wait=True, cancel_futures=True)
        self._end()

    def _perform(self, stop: Event, args: tuple[object, ...], kwargs: dict[str, object]) -> T:
        try:
            line, process = self._started(stop)
            line.send((args, kwargs))
            self._watch(line, process, stop, self._bounds)
            answer = line.recv()
        except (EOFError, OSError):
            self._end()
            raise Ended(N_("The work was interrupted because its process ended. Please try again.")) from None
        if isinstance(answer, _Failure):
            raise answer.error
        return cast("T", answer)

    def _started(self, stop: Event) -> tuple[Connection, SpawnProcess]:
        if self._process is None or self._line is None or not self._process.is_alive():
            self._end()
            context = multiprocessing.get_context("spawn")
            here, there = context.Pipe()
            process = context.Process(
                target=serve, args=(there, self._work), name=self._work.__name__, daemon=True
            )
            process.start()
            there.close()
            self._line, self._process = here, process
            # How long starting takes is the machine's affair, not the job's.
            self._watch(here, process, stop, None)
            here.recv()
        return self._line, self._process

    def _watch(self, line: Connection, process: SpawnProcess, stop: Event, bounds: Bounds | None) -> None:
        began = monotonic()
        while not wait([line, process.sentinel], timeout=GLANCE):
            if stop.is_set() or self._closing.is_set():
                self._end()
                raise CancelledError
            if bounds and bounds.exceeded(monotonic() - began, process):
                self._end()
                raise OutOfBounds(N_("It takes more time or memory than anything this program makes."))

    def _end(self) -> None:
        line, self._line = self._line, None
        process, self._process = self._process, None
        if line is not None:
            line.close()
        if process is not None:
            process.kill()
            process.join()


@dataclass(frozen=True)
class _Failure:
    error: BaseException


def serve(line: Connection, work: Callable[..., object]) -> None:
    """Do one job after another from ``line`` until its other end is closed: the process's main function."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to answer
    line.send("ready")
    while True:
        try:
            args, kwargs = line.recv()
        except EOFError:
            return
        try:
            answer: object = work(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - a job runner hands every failure to whoever asked
            error.add_note(traceback.format_exc())
            answer = _Failure(error)
        try:
            line.send(answer)
        except (PicklingError, TypeError, AttributeError) as error:
            line.send(_Failure(RuntimeError(f"{answer!r} can't travel: {error}")))


def memory_of(pid: int | None) -> int:
    """Give the bytes a process takes; 0 for one that has ended."""
    import psutil

    try:
        return psutil.Process(pid).memory_info().rss
    except psutil.NoSuchProcess:
        return 0
