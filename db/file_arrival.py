"""Taking in the entries of a file: a pack, or a PDF report that carries one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from db.arrival import Arrival
from db.progress import Report, no_report
from db.workspace import Workspace
from inspector.errors import Unreadable
from inspector.file_faults import why
from inspector.journal.pack_reading import Fault, read_pack
from inspector.periods import Instant
from inspector.reports.verification import PACK_SUFFIX
from inspector.words import N_


@dataclass(frozen=True, slots=True)
class FileArrival:
    """What came of a file: the counts, and the parts of its pack that could not be used."""

    arrival: Arrival
    faults: tuple[Fault, ...]


def receive_file(workspace: Workspace, file: Path, at: Instant, report: Report = no_report) -> FileArrival:
    """Take in what ``file`` carries, byte for byte; what is here already is left as it is.

    Faulty parts are listed, all others are taken. Raises Unreadable for what is neither a pack nor a report
    of this program, Refused for records of another office, and when the disk is full.
    """
    with pack_in(file) as stream:
        reading = read_pack(stream)
        arrival = workspace.receive(reading, report, root=reading.head.root, at=at)
        return FileArrival(arrival, tuple(reading.faults))


@contextmanager
def pack_in(file: Path) -> Iterator[BinaryIO]:
    """Open the pack that ``file`` is, or carries as a PDF report. Raises Unreadable where there is none."""
    if file.suffix.lower() != PACK_SUFFIX:
        from inspector.reports.attachment import take_out

        yield BytesIO(take_out(file).pack)
        return
    try:
        stream = file.open("rb")
    except OSError as fault:
        raise Unreadable(N_("The file can't be opened: {reason}."), reason=why(fault)) from fault
    with stream:
        yield stream
