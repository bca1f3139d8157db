"""Reading a foreign file in a process of its own: native code that fails or never ends costs only that.

Reports have such a process too (``inspector.reports.side_process``), for one job after another; they are a
layer beside this one. Here a process reads one file, says how far it is, and ends.
"""

import multiprocessing
import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic

from inspector.errors import Spoken, Unreadable
from inspector.plans.document import Document
from inspector.plans.documents.limits import BEYOND_BOUNDS, CRASHED

Report = Callable[[int, int], None]
Read = Callable[[Path, Report], Document]

GLANCE = 0.1
"""Seconds between two looks at the process."""
SECONDS, MEMORY = 60.0, 700 * 1024 * 1024
"""What reading one file may take: twenty times what a plan of 300 pages does."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What reading raised there, to be raised here."""

    error: BaseException


def read_beside(
    read: Read, path: Path, report: Report, *, seconds: float = SECONDS, memory: int = MEMORY
) -> Document:
    """Read a file with ``read`` in a ``spawn`` process; raises what it raises, and what ``report`` raises.

    Raises Unreadable where it takes more than ``seconds`` or ``memory`` bytes, or its process dies.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=serve, args=(there, read, path), name=read.__name__, daemon=True)
    process.start()
    there.close()
    done, total, began = 0, 0, 0.0
    try:
        while True:
            if here.poll(GLANCE):
                said = here.recv()
                if isinstance(said, Document):
                    return said
                if isinstance(said, Failure):
                    raise said.error
                # How long starting takes is the machine's affair, so time counts from its first word.
                began = began or monotonic()
                done, total = said
            report(done, total)
            if (began and monotonic() - began > seconds) or memory_of(process.pid) > memory:
                raise Unreadable(BEYOND_BOUNDS, file=path.name)
    except (EOFError, OSError):
        raise Unreadable(CRASHED, file=path.name) from None
    finally:
        here.close()
        process.kill()
        process.join()


def serve(line: Connection, read: Read, path: Path) -> None:
    """Read one file and say what came of it: the process's main function."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to answer
    spoken = 0.0

    def report(done: int, total: int) -> None:
        nonlocal spoken
        if monotonic() - spoken > GLANCE:
            spoken = monotonic()
            line.send((done, total))

    line.send((0, 0))
    try:
        answer: Document | Failure = read(path, report)
    except Spoken as error:
        answer = Failure(error)
    except MemoryError:
        answer = Failure(Unreadable(BEYOND_BOUNDS, file=path.name))
    except Exception as error:  # noqa: BLE001 - a job runner hands every failure to whoever asked
        answer = Failure(error)
    line.send(answer)


def memory_of(pid: int | None) -> int:
    """Give the bytes a process takes; 0 for one that has ended."""
    import psutil

    try:
        return psutil.Process(pid).memory_info().rss
    except psutil.NoSuchProcess:
        return 0
