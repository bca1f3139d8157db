"""A full disk, said in words, when a paper is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC

from inspector.errors import Refused
from inspector.words import N_


@contextmanager
def full_disk_refused() -> Iterator[None]:
    """Raise Refused in words when the disk is full; other faults of it are left as they are."""
    try:
        yield
    except OSError as fault:
        if fault.errno not in {ENOSPC, EDQUOT}:
            raise
        raise Refused(N_("The disk is full. The report was not written; make room and try again.")) from fault
