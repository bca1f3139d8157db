"""Which entries and previews a patrol's report carries."""

from collections.abc import Iterator

from db.blob_files import BlobFiles
from db.connection import Reader
from inspector.journal.chain import fold_order
from inspector.journal.entry import Entry, fact_of, stored_entry
from inspector.model.events import Blob

AUTHORITY = (
    "office.founded",
    "feed.opened",
    "authority.granted",
    "authority.withdrawn",
    "range.confirmed",
    "person.certified",
)
"""Types without a subject that say who may speak; without them nobody could judge the rest."""

_SUBJECTS = """
    WITH RECURSIVE
    mine(id) AS (
        SELECT :patrol UNION SELECT id FROM stop WHERE patrol = :patrol
        UNION SELECT id FROM finding WHERE patrol = :patrol
        UNION SELECT id FROM photo WHERE patrol = :patrol
        UNION SELECT id FROM material WHERE patrol = :patrol),
    around(id) AS (
        SELECT site FROM stop WHERE patrol = :patrol UNION SELECT site FROM finding WHERE patrol = :patrol
        UNION SELECT checklist FROM stop WHERE patrol = :patrol),
    above(id) AS (
        SELECT grid FROM patrol WHERE id = :patrol
        UNION SELECT site.grid FROM site JOIN around ON around.id = site.id
        UNION SELECT grid.parent FROM grid JOIN above ON grid.id = above.id),
    people(id) AS (
        SELECT value FROM patrol, json_each(patrol.inspectors) WHERE patrol.id = :patrol
        UNION SELECT recorded_by FROM patrol WHERE id = :patrol
        UNION SELECT recorded_by FROM stop WHERE patrol = :patrol
        UNION SELECT noticed_by FROM finding WHERE patrol = :patrol
        UNION SELECT added_by FROM photo WHERE patrol = :patrol)
    SELECT id FROM mine UNION SELECT id FROM around UNION SELECT id FROM above
    UNION SELECT id FROM people
    UNION SELECT id FROM rules
"""


def entries_of_patrol(reader: Reader, patrol: str) -> list[Entry]:
    """Give what the report of ``patrol`` rests on, in fold order.

    Its own facts, their context (sites, grids, lists, people, rules), and who may speak.
    """
    marks = ", ".join("?" * len(AUTHORITY))
    subjects = [subject for (subject,) in reader.rows(_SUBJECTS, {"patrol": patrol}) if subject]
    rows = reader.rows(
        f"SELECT header, sig, sig2, body FROM entry WHERE type IN ({marks})",  # noqa: S608 - our own names
        AUTHORITY,
    )
    for subject in subjects:
        rows += reader.rows("SELECT header, sig, sig2, body FROM entry WHERE obj = ?", (subject,))
    entries = {entry.hash: entry for entry in (stored_entry(*row) for row in rows)}
    facts = fold_order([fact_of(entry, confirmed=True) for entry in entries.values()])
    return [entries[fact.hash] for fact in facts]


def previews_of_patrol(reader: Reader, patrol: str) -> list[tuple[str, Blob]]:
    """Give each photo's original by its SHA-256 and its preview, in the order of the photo sheet."""
    rows = reader.rows(
        "SELECT original_sha256, preview_sha256, preview_size, preview_mime FROM photo"
        " LEFT JOIN stop ON stop.id = photo.stop WHERE photo.patrol = ?"
        " ORDER BY stop.arrived_ts, photo.stop, taken_ts, photo.id",
        (patrol,),
    )
    return [(original, Blob(sha256, size, mime)) for original, sha256, size, mime in rows]


def bytes_of(blobs: BlobFiles, previews: list[tuple[str, Blob]]) -> Iterator[tuple[str, bytes]]:
    """Read the previews that are here whole; without one the report is incomplete, not impossible."""
    for _, preview in previews:
        if blobs.is_whole(preview):
            yield preview.sha256, blobs.read(preview)
