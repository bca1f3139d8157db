"""Folding the whole journal, span by span: many spans in processes beside the one that writes."""

import gc
import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import ExitStack, closing, contextmanager
from itertools import cycle
from multiprocessing import current_process
from pathlib import Path
from typing import NamedTuple

from db.connection import Connection, DatabaseError, open_reader
from db.folding import fold
from db.row_writer import RowWriter
from db.speakers import facts_by_subject
from inspector.journal.authority import Authority
from inspector.reports.side_process import Ended, SideProcess

SPAN = 4_000
"""Entries folded together: their rows lie in memory, and between two spans a rebuild can be given up."""
SPANS_BESIDE = 10
"""Spans from which on it is worth to start processes."""
MOST_BESIDE = 3
"""Processes that the one which writes can keep up with; it spends most of its time waiting for them."""
AHEAD = 2
"""Spans of each process that are folded before they are needed."""


class Span(NamedTuple):
    """The subjects after ``after`` up to ``last``, whose rows are numbered from ``number`` + 1 on."""

    after: str
    last: str
    number: int


def spans_of(journal: Connection) -> list[Span]:
    """Cut all subjects into spans of about ``SPAN`` entries, in their order."""
    subjects = journal.execute("SELECT obj FROM entry WHERE obj > '' ORDER BY obj")
    spans: list[Span] = []
    after, number = "", 0
    while entries := subjects.fetchmany(SPAN):
        (last,) = entries[-1]
        if last > after:
            spans.append(Span(after, last, number))
        after, number = last, number + len(entries)
    return spans


def refold(journal: Connection, authority: Authority, spans: Sequence[Span]) -> Iterator[bytes]:
    """Give the rows of all spans, in no order, as ``RowWriter.write_packed`` takes them.

    The journal has to be committed where many spans are folded beside this process, by a process for each
    processor: whoever folds has no time to keep others busy, so this one does not. What a process failed at
    is folded here.
    """
    file = _file_of(journal)
    is_worth_it = file and len(spans) >= SPANS_BESIDE and not current_process().daemon
    beside = min(os.cpu_count() or 1, MOST_BESIDE) if is_worth_it else 1
    if beside == 1:
        yield from (refold_span(journal, authority, span) for span in spans)
        return
    waiting = deque(spans)
    begun: dict[Future[bytes], Span] = {}
    with ExitStack() as closing_all:
        turns = cycle([closing_all.enter_context(SideProcess(refolded)) for _ in range(beside)])
        while waiting or begun:
            while waiting and len(begun) < beside * AHEAD:
                span = waiting.popleft()
                begun[next(turns).submit(file, authority, span)] = span
            for done in wait(begun, return_when=FIRST_COMPLETED).done:
                span = begun.pop(done)
                try:
                    packed = done.result()
                except (Ended, DatabaseError):
                    packed = refold_span(journal, authority, span)
                yield packed


def refolded(file: str, authority: Authority, span: Span) -> bytes:
    """Fold a span of the journal in ``file``: the work of a process."""
    with closing(open_reader(Path(file))) as journal, _garbage_left():
        return refold_span(journal, authority, span)


@contextmanager
def _garbage_left() -> Iterator[None]:
    """Look for no garbage meanwhile: next to nothing of a span is, and to look takes a tenth of the time."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def refold_span(journal: Connection, authority: Authority, span: Span) -> bytes:
    """Fold a span."""
    writer = RowWriter(journal, journal)
    subjects = facts_by_subject(journal, authority, span.after, span.last)
    for rid, (subject, facts) in enumerate(subjects, span.number + 1):
        fold(writer, subject, facts, is_new=True, rid=rid)
    return writer.packed()


def _file_of(journal: Connection) -> str:
    """Name the file of a connection; empty for one in memory."""
    (file,) = journal.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()
    return str(file)
