"""The tables of complaints; the conventions are those of ``db.schema``.

Who complained is in none of them: ``identity_shown`` is the masked form, ``identity_for`` the persons whose
devices can open the sealed one in the journal. Of its files only the number is here.
"""

COMPLAINT_TABLES: dict[str, str] = {
    # ``due_on`` is the day that was set, or proposed by the channel; ``begin_by`` the day to decide whether
    # it is taken up; ``handlers`` are who may know who complained; ``accountability`` counts persons by
    # measure; lists are JSON; ``earlier`` is the complaint that it repeats
    "complaint": """
        rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        number TEXT NOT NULL, grid TEXT NOT NULL, channel TEXT NOT NULL, kinds TEXT NOT NULL,
        received_ts INTEGER NOT NULL, received_tz INTEGER NOT NULL, received_on TEXT NOT NULL,
        site TEXT NOT NULL, accused TEXT NOT NULL, address TEXT NOT NULL, content TEXT NOT NULL,
        wanted TEXT NOT NULL, batch TEXT NOT NULL, given_number TEXT NOT NULL,
        is_anonymous INTEGER NOT NULL, registered_by TEXT NOT NULL, state TEXT NOT NULL,
        is_open INTEGER NOT NULL, begin_by TEXT NOT NULL, due_on TEXT NOT NULL, extensions INTEGER NOT NULL,
        handlers TEXT NOT NULL, unit TEXT NOT NULL, verdict TEXT NOT NULL, investigated_on TEXT,
        investigation TEXT NOT NULL, stop TEXT NOT NULL, concluded_on TEXT, result TEXT NOT NULL,
        accountability TEXT NOT NULL, is_replied INTEGER NOT NULL, replied_on TEXT, letter TEXT NOT NULL,
        reply TEXT NOT NULL, opinion TEXT NOT NULL, earlier TEXT NOT NULL, reason TEXT NOT NULL,
        files INTEGER NOT NULL, is_sealed INTEGER NOT NULL, identity_shown TEXT NOT NULL,
        identity_for TEXT NOT NULL""",
    # the findings linked to a complaint by hand; those that came from it say so themselves (``source_ref``)
    "complaint_finding": """
        complaint TEXT NOT NULL, position INTEGER NOT NULL, finding TEXT NOT NULL,
        PRIMARY KEY (complaint, position)""",
    # the rounds a settled complaint was chosen for (后督察); ``holds`` is empty until somebody went
    "revisit": """
        complaint TEXT NOT NULL, position INTEGER NOT NULL, round TEXT NOT NULL, name TEXT NOT NULL,
        due_on TEXT NOT NULL, done_on TEXT, holds INTEGER, text TEXT NOT NULL,
        PRIMARY KEY (complaint, position)""",
}
COMPLAINT_INDEXES: tuple[str, ...] = (
    "complaint_by_time ON complaint (received_ts, id)",
    "complaint_by_openness ON complaint (is_open, received_ts, id)",
    "complaint_open_by_due ON complaint (due_on, id) WHERE is_open",
    "complaint_by_grid ON complaint (grid, received_ts, id)",
    "complaint_by_site ON complaint (site, received_ts, id)",
    "complaint_by_number ON complaint (number)",
    "complaint_by_batch ON complaint (batch, given_number) WHERE batch <> ''",
    "complaint_by_earlier ON complaint (earlier) WHERE earlier <> ''",
    "complaint_finding_by_finding ON complaint_finding (finding)",
    "revisit_by_round ON revisit (round)",
)
COMPLAINT_SEARCHES: dict[str, str] = {"complaint_search": "number, given_number, about, content"}
