"""The materials a report carries as bytes: small ones whole, of larger ones the preview; all are named."""

from collections.abc import Iterable, Iterator, Sequence

from db.blob_files import BlobFiles
from inspector.journal.entry import Entry
from inspector.model.events import Blob
from inspector.model.material import MaterialAdded, MaterialWithdrawn
from inspector.model.summary import SummaryFrozen

SMALL = 1 << 20
"""Bytes of a material that a report carries whole: a page or two of PDF, a table. A report goes by mail."""
MOST = 16 << 20
"""Bytes of all materials of one report; the first by their entries are carried."""
_CARRIED = frozenset({MaterialAdded.TYPE, SummaryFrozen.TYPE})
"""A summary is computed again from its snapshot, which goes with it."""


def carried_materials(
    blobs: BlobFiles, entries: Sequence[Entry], carried: Iterable[str]
) -> Iterator[tuple[str, bytes]]:
    """Read what a report of ``entries`` carries of its materials, as (SHA-256, bytes), each once.

    ``carried`` are the SHA-256 of what lies in the pack already. What is larger, or not here, is named by its
    entry alone: it makes no report incomplete, for no report prints it; whoever receives the entries is told
    that the file is still to come. Of an entry that goes without its body the file does not go either.
    """
    seen, left = set(carried), MOST
    for blob in _named(entries):
        is_new = blob.sha256 not in seen and blob.size <= min(SMALL, left)
        if is_new and blobs.is_whole(blob):
            seen.add(blob.sha256)
            left -= blob.size
            yield blob.sha256, blobs.read(blob)


def _named(entries: Sequence[Entry]) -> Iterator[Blob]:
    withdrawn = {entry.header.obj for entry in entries if entry.header.type == MaterialWithdrawn.TYPE}
    for entry in entries:
        is_told = entry.body is not None
        if entry.header.type in _CARRIED and is_told and entry.header.obj not in withdrawn:
            yield from (Blob(*blob) for blob in entry.header.blobs)
