"""What is known to be missing of the journal: entries of other devices between those that are here."""

from typing import NamedTuple

from db.connection import Reader


class Lacking(NamedTuple):
    """How many entries are not here though later ones of the same device are, and of how many devices."""

    entries: int = 0
    devices: int = 0


def lacking_entries(reader: Reader) -> Lacking:
    """Count the numbers left out in the feeds; what comes after the last entry that is here nobody knows."""
    ((entries, devices),) = reader.rows(
        """SELECT coalesce(sum(gap), 0), count(*)
        FROM (SELECT max(seq) - count(DISTINCT seq) AS gap FROM entry GROUP BY feed) WHERE gap > 0"""
    )
    return Lacking(entries, devices)
