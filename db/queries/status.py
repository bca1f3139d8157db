"""How much a workspace holds."""

from db.connection import Reader
from db.queries.summaries import last_frozen
from inspector.model.period import Span

_COUNTS = {
    "entries": "SELECT count(*) FROM entry",
    "feeds": "SELECT count(DISTINCT feed) FROM entry",
    "people": "SELECT count(*) FROM person",
    "grids": "SELECT count(*) FROM grid",
    "sites": "SELECT count(*) FROM site",
    "checklists": "SELECT count(DISTINCT id) FROM checklist",
    "patrols": "SELECT count(*) FROM patrol",
    "open_patrols": "SELECT count(*) FROM patrol WHERE state = 'open'",
    "stops": "SELECT count(*) FROM stop",
    "late_patrols": "SELECT count(*) FROM patrol WHERE late_reason <> ''",
    "findings": "SELECT count(*) FROM finding",
    "open_findings": "SELECT count(*) FROM finding WHERE is_open",
    "photos": "SELECT count(*) FROM photo",
    "signed_reports": "SELECT count(DISTINCT subject) FROM report_signature",
    "unread": "SELECT count(*) FROM trouble",
    "waiting_lines": "SELECT count(*) FROM waiting_line",
    "drafts": "SELECT count(*) FROM draft",
}


def counts_of(reader: Reader) -> dict[str, int | str | None]:
    """Count everything by its English name; ``last_week`` and ``last_month`` name the newest frozen ones."""
    counts: dict[str, int | str | None] = {name: reader.value(query) for name, query in _COUNTS.items()}
    return counts | {
        "last_week": last_frozen(reader, Span.WEEK),
        "last_month": last_frozen(reader, Span.MONTH),
    }
