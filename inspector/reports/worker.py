"""Building reports in a process of its own, so that drawing and packing never hold up the window."""

from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Self

from inspector.reports.attachment import Carried
from inspector.reports.side_process import SideProcess

if TYPE_CHECKING:
    from inspector.reports.official_paper import Paper
    from inspector.reports.report_writing import Built


class ReportWorker:
    """Builds one report after another and gives back where each lies, never its bytes.

    The process is started with the first report (about half a second) and replaced if it dies. Signing is not
    done there: a person's key stays in the program's own process. Must be closed.
    """

    def __init__(self) -> None:
        """Start nothing yet."""
        self._side = SideProcess(build)

    def __enter__(self) -> Self:
        """Use it for a while."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    @property
    def pid(self) -> int | None:
        """The process as the system numbers it; nothing before the first report."""
        return self._side.pid

    def build(self, paper: "Paper", carried: Carried, to: Path) -> "Future[Built]":
        """Queue a report.

        Its future raises what building raises, and Ended if the process died; the next report is built anew.
        """
        return self._side.submit(paper, carried, to)

    def cancel(self, report: "Future[Built]") -> None:
        """Give up a report, also one that is being built; its future raises CancelledError."""
        self._side.cancel(report)

    def close(self) -> None:
        """Give up whatever is being built and end the process."""
        self._side.close()


def build(paper: "Paper", carried: Carried, to: Path) -> "Built":
    """Build one report; runs in the other process, which alone loads what drawing needs."""
    from inspector.reports.forms import build_report

    return build_report(paper, carried, to)
