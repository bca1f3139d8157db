"""What came of taking in entries from elsewhere."""

from dataclasses import dataclass, field

from db.changes import Changes


@dataclass(frozen=True, slots=True)
class Arrival:
    """Counts of what came; taking in the same again gives all of it as ``known``."""

    new: int = 0
    completed: int = 0
    """Known entries that lacked their body or the person's signature, and have it now."""
    known: int = 0
    waiting: int = 0
    """New lines of another version, kept unread for a newer program."""
    files: int = 0
    """New photos and other materials."""
    unwanted: int = 0
    """Files no entry here names, or that were erased: not kept."""
    faulty: tuple[str, ...] = ()
    """Files, by SHA-256, whose bytes are not what their name says."""
    overtaken: bool = False
    """Entries of this device's own feed came that it does not have: it goes on in a new feed."""
    changes: Changes = field(default_factory=Changes)
