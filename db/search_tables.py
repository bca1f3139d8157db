"""The tables of search lists (举一反三); the conventions are those of ``db.schema``."""

SEARCH_TABLES: dict[str, str] = {
    # ``places`` are those asked, ``answered`` those with an answer of any kind, ``found`` and ``unseen`` what
    # counts of them; ``doubled`` are places answered more than once by people who did not know of each other
    "search_list": """
        rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        number TEXT NOT NULL, grid TEXT NOT NULL, finding TEXT NOT NULL, text TEXT NOT NULL,
        due_on TEXT NOT NULL, state TEXT NOT NULL, is_open INTEGER NOT NULL, made_by TEXT NOT NULL,
        made_ts INTEGER NOT NULL, made_tz INTEGER NOT NULL, ended_on TEXT, reason TEXT NOT NULL,
        last TEXT NOT NULL, places INTEGER NOT NULL, answered INTEGER NOT NULL, found INTEGER NOT NULL,
        unseen INTEGER NOT NULL, doubled INTEGER NOT NULL""",
    # ``is_waiting`` says that the list is open and nobody answered here; ``result`` is what counts, and
    # ``answers`` are all that stand, as JSON
    "search_place": """
        list TEXT NOT NULL, position INTEGER NOT NULL, place TEXT NOT NULL, name TEXT NOT NULL,
        site TEXT NOT NULL, grid TEXT NOT NULL, is_waiting INTEGER NOT NULL, result TEXT NOT NULL,
        answered_on TEXT, answers TEXT NOT NULL, PRIMARY KEY (list, position)""",
    # the findings that stand as answers; those noted in its course say so themselves (``source_ref``)
    "search_found": """
        list TEXT NOT NULL, position INTEGER NOT NULL, place TEXT NOT NULL, finding TEXT NOT NULL,
        PRIMARY KEY (list, position)""",
}
SEARCH_INDEXES: tuple[str, ...] = (
    "search_list_by_openness ON search_list (is_open, due_on, id)",
    "search_list_by_finding ON search_list (finding)",
    "search_list_by_number ON search_list (number)",
    "search_place_by_site ON search_place (site, is_waiting) WHERE site <> ''",
    "search_found_by_finding ON search_found (finding)",
)
