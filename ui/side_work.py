"""The processes beside the window: one builds reports, one reads files from outside; each starts at need."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

    from db.report_orders import Order
    from inspector.reports.known import Known
    from inspector.reports.report_writing import Built
    from inspector.reports.scan_reading import Scan, ScanReader
    from inspector.reports.verdict import Verdict
    from inspector.reports.verification import Verifier
    from inspector.reports.worker import ReportWorker

Result = TypeVar("Result")
Report = Callable[[int, int], object]

GLANCE = 0.1
"""Seconds between two looks at whether anybody still waits."""


class SideWork:
    """Builds and verifies for jobs in the lane of work, which wait here; must be closed.

    ``report(0, 0)`` is called while a job waits; what it raises gives the work up.
    """

    def __init__(self) -> None:
        """Start nothing yet."""
        self._lock = Lock()
        self._worker: ReportWorker | None = None
        self._verifier: Verifier | None = None
        self._scan_reader: ScanReader | None = None

    def build(self, order: "Order", report: Report) -> "Built":
        """Build a report where its order says; given up, it leaves nothing half done."""
        from concurrent.futures import wait

        worker = self._report_worker()
        future = worker.build(order.paper, order.carried, order.to)
        try:
            return _awaited(future, report)
        except BaseException:
            worker.cancel(future)
            wait([future])
            for part in order.to.parent.glob(f".{order.to.name}.*"):
                part.unlink(missing_ok=True)
            raise

    def verify(self, file: Path, known: "Known", report: Report) -> "Verdict":
        """Verify a file; whatever it is made of, the answer is a verdict and comes in time."""
        with self._lock:
            if self._verifier is None:
                from inspector.reports.verification import Verifier

                self._verifier = Verifier()
            verifier = self._verifier
        return verifier.verify(file, known, lambda: report(0, 0))

    def read_scan(self, file: Path, report: Report) -> "Scan":
        """Read a photograph or scan of a print. Raises as ``ScanReader.read``."""
        with self._lock:
            if self._scan_reader is None:
                from inspector.reports.scan_reading import ScanReader

                self._scan_reader = ScanReader()
            reader = self._scan_reader
        return reader.read(file, lambda: report(0, 0))

    def close(self) -> None:
        """End all processes."""
        with self._lock:
            for one in (self._worker, self._verifier, self._scan_reader):
                if one:
                    one.close()
            self._worker = self._verifier = self._scan_reader = None

    def _report_worker(self) -> "ReportWorker":
        with self._lock:
            if self._worker is None:
                from inspector.reports.worker import ReportWorker

                self._worker = ReportWorker()
            return self._worker


def _awaited(future: "Future[Result]", report: Report) -> Result:
    from concurrent.futures import wait

    while not wait([future], timeout=GLANCE).done:
        report(0, 0)
    return future.result()
