"""The table of frozen summaries; the conventions are those of ``db.schema``."""

SUMMARY_TABLES: dict[str, str] = {
    # ``snapshot`` is the file with the numbers and the heads of the feeds they rest on; ``corrects`` is the
    # summary that this one takes the place of; ``problems``, ``help`` and ``next`` are the texts
    "summary": """
        rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        grid TEXT NOT NULL, span TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, name TEXT NOT NULL,
        problems TEXT NOT NULL, help TEXT NOT NULL, next TEXT NOT NULL, snapshot TEXT NOT NULL,
        frozen_by TEXT NOT NULL, frozen_ts INTEGER NOT NULL, frozen_tz INTEGER NOT NULL,
        corrects TEXT NOT NULL, reason TEXT NOT NULL, state TEXT NOT NULL, reviewed_by TEXT NOT NULL,
        approved_by TEXT NOT NULL, returned_for TEXT NOT NULL""",
}
SUMMARY_INDEXES: tuple[str, ...] = (
    "summary_by_period ON summary (grid, span, last, frozen_ts)",
    "summary_by_end ON summary (span, last)",
    "summary_by_corrected ON summary (corrects) WHERE corrects <> ''",
)
