"""The complaints about a site, for its dossier."""

from dataclasses import dataclass

from db.connection import Reader
from inspector.model.complaint_words import ComplaintState
from inspector.model.ids import ComplaintId
from inspector.periods import Instant

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class SiteComplaint:
    """A complaint about a site in one line."""

    complaint: ComplaintId
    number: str
    content: str
    received: Instant
    state: ComplaintState


def complaints_of_site(reader: Reader, site: str) -> tuple[SiteComplaint, ...]:
    """List the newest complaints about a site that were not taken back."""
    rows = reader.rows(
        """SELECT id, number, content, received_ts, received_tz, state FROM complaint
        WHERE site = ? AND state <> 'withdrawn' ORDER BY received_ts DESC, id LIMIT ?""",
        (site, MOST_SHOWN),
    )
    return tuple(
        SiteComplaint(ComplaintId(one), number, content, Instant(ts, tz), ComplaintState(state))
        for one, number, content, ts, tz, state in rows
    )
