"""The tables of orders (督办单, …) and dispatch meetings; the conventions are those of ``db.schema``."""

ORDER_TABLES: dict[str, str] = {
    # ``due_on`` holds now, ``first_due_on`` is what it was issued with; ``answered_on`` is the day of the
    # answer that counts, and empty while none does
    "dispatch_order": """
        rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL, number TEXT NOT NULL, document TEXT NOT NULL, grid TEXT NOT NULL,
        to_grid TEXT NOT NULL, unit TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
        due_on TEXT NOT NULL, first_due_on TEXT NOT NULL, period TEXT NOT NULL, meeting TEXT NOT NULL,
        decision INTEGER NOT NULL, issued_by TEXT NOT NULL, issued_ts INTEGER NOT NULL,
        issued_tz INTEGER NOT NULL, issued_on TEXT NOT NULL, state TEXT NOT NULL, is_open INTEGER NOT NULL,
        is_waiting INTEGER NOT NULL, accepted_on TEXT, answered_on TEXT, answer TEXT NOT NULL,
        is_done INTEGER NOT NULL, answers INTEGER NOT NULL, ended_on TEXT, reason TEXT NOT NULL,
        last TEXT NOT NULL""",
    # the findings and tasks an order is about
    "order_about": """
        dispatch_order TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
        PRIMARY KEY (dispatch_order, position)""",
    # an order as it stood from the end of ``since_on`` until the end of the day before ``until_on``;
    # ``grid`` is the township it went to, of one to a unit by name the office that issued it
    "order_standing": """
        dispatch_order TEXT NOT NULL, since_on TEXT NOT NULL, until_on TEXT NOT NULL, grid TEXT NOT NULL,
        issued_on TEXT NOT NULL, due_on TEXT NOT NULL, answered_on TEXT, is_withdrawn INTEGER NOT NULL,
        ended_on TEXT, PRIMARY KEY (dispatch_order, since_on)""",
    # ``attendance`` and ``decisions`` are lists as JSON
    "dispatch_meeting": """
        rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        grid TEXT NOT NULL, day TEXT NOT NULL, title TEXT NOT NULL, place TEXT NOT NULL,
        chair TEXT NOT NULL, attendance TEXT NOT NULL, decisions TEXT NOT NULL, period TEXT NOT NULL,
        recorded_by TEXT NOT NULL, recorded_ts INTEGER NOT NULL, recorded_tz INTEGER NOT NULL,
        versions INTEGER NOT NULL, reason TEXT NOT NULL, withdrawn TEXT NOT NULL, last TEXT NOT NULL""",
}
ORDER_INDEXES: tuple[str, ...] = (
    "dispatch_order_by_openness ON dispatch_order (is_open, due_on, id)",
    "dispatch_order_by_issue ON dispatch_order (issued_on, id)",
    "dispatch_order_by_number ON dispatch_order (number)",
    "dispatch_order_by_meeting ON dispatch_order (meeting) WHERE meeting <> ''",
    "order_standing_by_end ON order_standing (until_on, issued_on)",
    "order_about_by_subject ON order_about (subject)",
    "dispatch_meeting_by_day ON dispatch_meeting (grid, day)",
)
