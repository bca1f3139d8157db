"""The tables of feedback sheets; the conventions are those of ``db.schema``."""

FEEDBACK_TABLES: dict[str, str] = {
    # a workbook that went out to a unit, and what it asks about
    "feedback_sheet": """
        rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        grid TEXT NOT NULL, unit TEXT NOT NULL, title TEXT NOT NULL, period TEXT NOT NULL,
        issued_on TEXT NOT NULL, due_on TEXT, findings TEXT NOT NULL, tasks TEXT NOT NULL,
        rows INTEGER NOT NULL, returns INTEGER NOT NULL, withdrawn TEXT NOT NULL, issued_by TEXT NOT NULL,
        issued_ts INTEGER NOT NULL, issued_tz INTEGER NOT NULL""",
    # every time it came back, in that order; ``sha256`` is the workbook as it came
    "feedback_return": """
        sheet TEXT NOT NULL, position INTEGER NOT NULL, entry TEXT NOT NULL, file TEXT NOT NULL,
        sha256 TEXT NOT NULL, answered INTEGER NOT NULL, recorded TEXT NOT NULL, returned_by TEXT NOT NULL,
        returned_ts INTEGER NOT NULL, returned_tz INTEGER NOT NULL, PRIMARY KEY (sheet, position)""",
}
FEEDBACK_INDEXES: tuple[str, ...] = (
    "feedback_sheet_by_grid ON feedback_sheet (grid, issued_ts)",
    "feedback_sheet_by_unit ON feedback_sheet (unit, grid, issued_ts)",
)
