"""Verifying files that come from anywhere: a PDF report or a pack in, a verdict out."""

from collections.abc import Callable
from concurrent.futures import wait
from pathlib import Path
from typing import Self, TypeAlias

from inspector.errors import Unreadable
from inspector.file_faults import why
from inspector.reports.judgement import judge_report
from inspector.reports.known import NOTHING, Known
from inspector.reports.record_judgement import judge_pack
from inspector.reports.record_reading import Records, read_records
from inspector.reports.report_reading import ReportReading, read_report
from inspector.reports.side_process import GLANCE, Bounds, Ended, OutOfBounds, SideProcess
from inspector.reports.verdict import Kind, Verdict, told, unreadable
from inspector.words import N_

PACK_SUFFIX = ".gpk"
BOUNDS = Bounds(seconds=60, memory=2 << 30)
"""For one file: generous for the largest report, and the end of what was made never to be read."""

Examined: TypeAlias = ReportReading | Records


class Verifier:
    """Verifies one file after another in a process of its own, started with the first (about a second).

    However a file was made, the answer comes within ``bounds`` and is a verdict. Must be closed.
    """

    def __init__(self, bounds: Bounds = BOUNDS) -> None:
        """Start nothing yet."""
        self._side = SideProcess(examine, bounds=bounds)

    def __enter__(self) -> Self:
        """Use it for a while."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def verify(
        self, path: Path, known: Known = NOTHING, waiting: Callable[[], object] = lambda: None
    ) -> Verdict:
        """Verify the report or pack at ``path``; waits, so not for the window's thread.

        ``waiting`` is called several times a second meanwhile; what it raises gives the file up.
        """
        return _verdict(path, known, lambda: self._examined(path, waiting, with_reach=bool(known.given)))

    def _examined(self, path: Path, waiting: Callable[[], object], *, with_reach: bool) -> Examined:
        future = self._side.submit(path, with_reach=with_reach)
        try:
            while not wait([future], timeout=GLANCE).done:
                waiting()
        except BaseException:
            self._side.cancel(future)
            raise
        return future.result()

    def close(self) -> None:
        """Give up whatever is being verified and end the process."""
        self._side.close()


def verify(path: Path, known: Known = NOTHING) -> Verdict:
    """Verify the report or pack at ``path`` in this process.

    Never raises for what the file is: that is the verdict. Time and memory are bounded only by what parsers
    allow; for files from outside there is ``Verifier``.
    """
    return _verdict(path, known, lambda: examine(path, with_reach=bool(known.given)))


def examine(path: Path, *, with_reach: bool) -> Examined:
    """Read and check everything in the file at ``path`` that does not depend on whom one trusts.

    What each signature reaches is asked for where signatures are known that it can be compared with.
    Raises Unreadable for what is neither a report of this program nor a pack.
    """
    if not path.is_file():  # a pipe would be waited for without end
        raise Unreadable(N_("There is no such file."))
    if kind_of(path) is Kind.REPORT:
        return read_report(path, with_reach=with_reach)
    try:
        with path.open("rb") as file:
            return read_records(file)
    except OSError as fault:
        raise Unreadable(N_("The file can't be opened: {reason}."), reason=why(fault)) from fault


def kind_of(path: Path) -> Kind:
    """Say by its name what a file is taken for."""
    return Kind.PACK if path.suffix.lower() == PACK_SUFFIX else Kind.REPORT


def _verdict(path: Path, known: Known, examined: Callable[[], Examined]) -> Verdict:
    try:
        found = examined()
    except (Unreadable, Ended, OutOfBounds) as fault:
        return unreadable(str(path), kind_of(path), told(fault))
    if isinstance(found, ReportReading):
        return judge_report(str(path), found, known)
    return judge_pack(str(path), found, known)
