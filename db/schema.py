"""The tables of the projection: what the folds of the journal look like to a question in SQL.

They can be thrown away and are rebuilt when ``VERSION`` differs; nothing here is migrated. Conventions: ids
and hashes are text as in the journal; an instant is two columns, ``<name>_ts`` (UTC milliseconds) and
``<name>_tz`` (offset in minutes); a day is ISO text as it was there; coordinates are integers of 1e-7
degrees, the columns of a place all empty together; truth is 0 or 1; a list is JSON text. Ids point into
other tables, whose row may not have arrived yet: join LEFT. ``rid`` belongs to the search tables and means
nothing else.
"""

from db.case_tables import CASE_INDEXES, CASE_SEARCHES, CASE_TABLES
from db.complaint_tables import COMPLAINT_INDEXES, COMPLAINT_SEARCHES, COMPLAINT_TABLES
from db.feedback_tables import FEEDBACK_INDEXES, FEEDBACK_TABLES
from db.order_tables import ORDER_INDEXES, ORDER_TABLES
from db.place_columns import PLACE
from db.route_tables import ROUTE_INDEXES, ROUTE_TABLES
from db.search_tables import SEARCH_INDEXES, SEARCH_TABLES
from db.summary_tables import SUMMARY_INDEXES, SUMMARY_TABLES
from db.task_tables import TASK_INDEXES, TASK_SEARCHES, TASK_TABLES
from inspector.model.office import CYCLES

VERSION = 5
"""Raised with every change of a statement below, or of what the projection writes."""
FORMAT = 3
"""The state of the kept tables (``db.migrations``); a workspace of a higher one is refused."""

WITHIN = (
    "WITH RECURSIVE within(id) AS"
    " (SELECT :grid UNION SELECT grid.id FROM grid JOIN within ON grid.parent = within.id)"
)
"""Begin a query with this to have in ``within`` the grid ``:grid`` and every grid below it."""

TABLES: dict[str, str] = {
    **CASE_TABLES,
    **COMPLAINT_TABLES,
    **FEEDBACK_TABLES,
    **SEARCH_TABLES,
    **ROUTE_TABLES,
    **TASK_TABLES,
    **SUMMARY_TABLES,
    **ORDER_TABLES,
    "grid": f"""
        rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL, code TEXT NOT NULL, level INTEGER NOT NULL, parent TEXT NOT NULL,
        added_on TEXT NOT NULL, ended_on TEXT, {PLACE}""",
    # why a grid did not go out on some days, as it says itself
    "grid_excuse": """
        grid TEXT NOT NULL, position INTEGER NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
        reason TEXT NOT NULL, by TEXT NOT NULL, on_behalf TEXT NOT NULL, PRIMARY KEY (grid, position)""",
    "person": """
        rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL""",
    # one row for each role a person was given, in the order they were given
    "duty": """
        person TEXT NOT NULL, position INTEGER NOT NULL, role TEXT NOT NULL, grid TEXT NOT NULL,
        since TEXT NOT NULL, until TEXT, card TEXT NOT NULL, PRIMARY KEY (person, position)""",
    # the certificates people sign with, each recorded by somebody entitled
    "certificate": """
        subject TEXT NOT NULL, position INTEGER NOT NULL, sha256 TEXT NOT NULL, person TEXT NOT NULL,
        name TEXT NOT NULL, der BLOB NOT NULL, certified_ts INTEGER NOT NULL, certified_tz INTEGER NOT NULL,
        PRIMARY KEY (subject, position)""",
    "rules": """
        rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, office_name TEXT NOT NULL,
        level_names TEXT NOT NULL, cycles TEXT NOT NULL, paper_language TEXT NOT NULL,
        daily_report_title TEXT NOT NULL, signers TEXT NOT NULL, photos_per_page INTEGER NOT NULL,
        sample INTEGER NOT NULL, rechecks TEXT NOT NULL, close_off_steps TEXT NOT NULL,
        publicity_days INTEGER NOT NULL, counting TEXT NOT NULL, look_back_days INTEGER NOT NULL,
        criteria TEXT NOT NULL, closes_on INTEGER NOT NULL, hand_in TEXT NOT NULL,
        duties TEXT NOT NULL, complaint_terms TEXT NOT NULL""",
    "cycle": """
        rules TEXT NOT NULL, rank TEXT NOT NULL, days INTEGER NOT NULL, PRIMARY KEY (rules, rank)""",
    "site": f"""
        rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL, kind TEXT NOT NULL, rank TEXT NOT NULL, grid TEXT NOT NULL,
        added_on TEXT NOT NULL, status TEXT NOT NULL, {PLACE},
        address TEXT NOT NULL, leader TEXT NOT NULL, responsible TEXT NOT NULL,
        checklist TEXT NOT NULL, credit_code TEXT NOT NULL, leader_phone TEXT NOT NULL,
        responsible_phone TEXT NOT NULL, note TEXT NOT NULL""",
    # the grids a site belonged to before the one it belongs to now; to the last of them until ``until``
    "site_left": """
        site TEXT NOT NULL, position INTEGER NOT NULL, grid TEXT NOT NULL, until TEXT NOT NULL,
        PRIMARY KEY (site, position)""",
    # the papers of a site that expire
    "site_paper": """
        rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        site TEXT NOT NULL, title TEXT NOT NULL, number TEXT NOT NULL, issued_on TEXT, expires_on TEXT,
        note TEXT NOT NULL, scans TEXT NOT NULL, has_ended INTEGER NOT NULL,
        added_by TEXT NOT NULL, added_ts INTEGER NOT NULL, added_tz INTEGER NOT NULL""",
    # one row a version; the newest is the one in force
    "checklist": """
        id TEXT NOT NULL, position INTEGER NOT NULL, version INTEGER NOT NULL, title TEXT NOT NULL,
        made_for TEXT NOT NULL, whole INTEGER NOT NULL, questions TEXT NOT NULL, is_newest INTEGER NOT NULL,
        PRIMARY KEY (id, position)""",
    "patrol": """
        rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        recorded_by TEXT NOT NULL, org TEXT NOT NULL, grid TEXT NOT NULL, day TEXT NOT NULL,
        kind TEXT NOT NULL, state TEXT NOT NULL,
        began_ts INTEGER NOT NULL, began_tz INTEGER NOT NULL, ended_ts INTEGER, ended_tz INTEGER,
        inspectors TEXT NOT NULL, weather TEXT NOT NULL, late_reason TEXT NOT NULL,
        about TEXT NOT NULL, entered_for INTEGER NOT NULL,
        number TEXT NOT NULL, signers TEXT NOT NULL, due INTEGER NOT NULL, present TEXT NOT NULL,
        vehicles INTEGER NOT NULL""",
    # reports beside that of the day; ``about`` is a stop, a finding or a site, ``also`` further findings
    "issued_report": """
        rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL, number TEXT NOT NULL, about TEXT NOT NULL, grid TEXT NOT NULL, site TEXT NOT NULL,
        patrol TEXT NOT NULL, day TEXT NOT NULL, issued_by TEXT NOT NULL, issued_ts INTEGER NOT NULL,
        issued_tz INTEGER NOT NULL, signers TEXT NOT NULL, addressee TEXT NOT NULL, text TEXT NOT NULL,
        also TEXT NOT NULL""",
    # the digital signatures that the report of a patrol, or an issued one, was given, in their order
    "report_signature": """
        subject TEXT NOT NULL, position INTEGER NOT NULL, field TEXT NOT NULL, sha256 TEXT NOT NULL,
        file TEXT NOT NULL, certificate TEXT NOT NULL, signed_ts INTEGER NOT NULL, signed_tz INTEGER NOT NULL,
        PRIMARY KEY (subject, position)""",
    # the scans of prints signed and sealed in ink; ``scans`` are the blobs of the entry
    "report_scan": """
        subject TEXT NOT NULL, position INTEGER NOT NULL, entry TEXT NOT NULL, filed_by TEXT NOT NULL,
        filed_ts INTEGER NOT NULL, filed_tz INTEGER NOT NULL, pages INTEGER NOT NULL,
        found_by TEXT NOT NULL, name TEXT NOT NULL, scans TEXT NOT NULL, PRIMARY KEY (subject, position)""",
    # ``day`` is the day of arrival as it was there
    "stop": f"""
        rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        patrol TEXT NOT NULL, site TEXT NOT NULL, day TEXT NOT NULL,
        arrived_ts INTEGER NOT NULL, arrived_tz INTEGER NOT NULL, left_ts INTEGER, left_tz INTEGER,
        recorded_by TEXT NOT NULL, recorded_ts INTEGER NOT NULL, recorded_tz INTEGER NOT NULL,
        checklist TEXT NOT NULL, version INTEGER NOT NULL, nothing_unusual INTEGER NOT NULL,
        unplanned INTEGER NOT NULL, note TEXT NOT NULL, {PLACE}, late_reason TEXT NOT NULL""",
    "answer": """
        stop TEXT NOT NULL, position INTEGER NOT NULL, question TEXT NOT NULL, value TEXT NOT NULL,
        chosen TEXT NOT NULL, amount INTEGER, note TEXT NOT NULL, same_as_last INTEGER NOT NULL,
        PRIMARY KEY (stop, position)""",
    # what was put right after the patrol was finished: the correctable facts before and after, as JSON;
    # ``stop`` and ``answer`` show what holds now
    "stop_correction": """
        stop TEXT NOT NULL, position INTEGER NOT NULL, entry TEXT NOT NULL, corrected_by TEXT NOT NULL,
        corrected_ts INTEGER NOT NULL, corrected_tz INTEGER NOT NULL, reason TEXT NOT NULL,
        before TEXT NOT NULL, after TEXT NOT NULL, PRIMARY KEY (stop, position)""",
    # ``moment`` says what it shows of ``finding``; ``doubts`` is a list of names
    "photo": f"""
        rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        patrol TEXT NOT NULL, stop TEXT NOT NULL, site TEXT NOT NULL, finding TEXT NOT NULL,
        moment TEXT NOT NULL,
        original_sha256 TEXT NOT NULL, original_size INTEGER NOT NULL, original_mime TEXT NOT NULL,
        preview_sha256 TEXT NOT NULL, preview_size INTEGER NOT NULL, preview_mime TEXT NOT NULL,
        taken_ts INTEGER NOT NULL, taken_tz INTEGER NOT NULL, time_source TEXT NOT NULL, {PLACE},
        added_by TEXT NOT NULL, added_ts INTEGER NOT NULL, added_tz INTEGER NOT NULL,
        name TEXT NOT NULL, camera TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
        doubts TEXT NOT NULL, question TEXT NOT NULL, clock_shift_s INTEGER NOT NULL""",
    # documents, films and scans of papers beside the photos; the preview's columns are empty where none is
    "material": """
        rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL, patrol TEXT NOT NULL,
        stop TEXT NOT NULL, site TEXT NOT NULL, finding TEXT NOT NULL, sha256 TEXT NOT NULL,
        size INTEGER NOT NULL, mime TEXT NOT NULL, preview_sha256 TEXT NOT NULL,
        preview_size INTEGER NOT NULL, preview_mime TEXT NOT NULL,
        added_by TEXT NOT NULL, added_ts INTEGER NOT NULL, added_tz INTEGER NOT NULL""",
    # every file that an entry names, by its place in the entry
    "named_file": """
        entry TEXT NOT NULL, position INTEGER NOT NULL, subject TEXT NOT NULL, sha256 TEXT NOT NULL,
        size INTEGER NOT NULL, mime TEXT NOT NULL, PRIMARY KEY (entry, position)""",
    # an entry of ``subject`` that this program can't interpret: the subject is read-only here, and says so
    # in the words of the message id ``sentence``
    "trouble": """
        entry TEXT NOT NULL PRIMARY KEY, subject TEXT NOT NULL, type TEXT NOT NULL,
        sentence TEXT NOT NULL""",
    # two entries that changed the state of ``subject`` unknown to each other, in fold order, and who decided
    "conflict": """
        subject TEXT NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL, resolved_by TEXT NOT NULL,
        PRIMARY KEY (subject, one, other)""",
    # entries that nobody entitled stands behind: kept and shown, without effect on their subject
    "unconfirmed": """
        entry TEXT NOT NULL PRIMARY KEY, subject TEXT NOT NULL, feed TEXT NOT NULL, seq INTEGER NOT NULL,
        type TEXT NOT NULL, actor TEXT NOT NULL""",
    # feeds whose entries are no longer one line, and the number at which their key's authority stops
    "fork": """
        feed TEXT NOT NULL PRIMARY KEY, stops_at INTEGER NOT NULL""",
    # entries whose clock stood before an earlier entry of the same feed: recorded, shown, never refused
    "clock_doubt": """
        entry TEXT NOT NULL PRIMARY KEY, subject TEXT NOT NULL, feed TEXT NOT NULL, seq INTEGER NOT NULL,
        ts INTEGER NOT NULL, latest_ts INTEGER NOT NULL""",
}
"""Every table with its columns."""

INDEXES: tuple[str, ...] = (
    *CASE_INDEXES,
    *COMPLAINT_INDEXES,
    *FEEDBACK_INDEXES,
    *SEARCH_INDEXES,
    *ROUTE_INDEXES,
    *TASK_INDEXES,
    *SUMMARY_INDEXES,
    *ORDER_INDEXES,
    "grid_by_parent ON grid (parent)",
    "duty_by_grid ON duty (grid, role)",
    "certificate_by_sha256 ON certificate (sha256)",
    "certificate_by_person ON certificate (person)",
    "site_by_grid ON site (grid, name)",
    "patrol_by_day ON patrol (day, grid)",
    "patrol_by_grid ON patrol (grid, day)",
    "patrol_open ON patrol (state, began_ts) WHERE state = 'open'",
    "report_signature_by_file ON report_signature (sha256)",
    "issued_report_by_about ON issued_report (about)",
    "issued_report_by_day ON issued_report (day, id)",
    "issued_report_by_number ON issued_report (number)",
    "site_paper_by_site ON site_paper (site)",
    "site_paper_by_end ON site_paper (expires_on) WHERE NOT has_ended",
    "patrol_by_number ON patrol (number)",
    "stop_by_site ON stop (site, day, arrived_ts)",
    "stop_by_patrol ON stop (patrol, arrived_ts)",
    "stop_by_day ON stop (day)",
    "photo_by_stop ON photo (stop, taken_ts)",
    "photo_by_finding ON photo (finding, taken_ts) WHERE finding <> ''",
    "photo_by_site ON photo (site, taken_ts)",
    "photo_by_patrol ON photo (patrol)",
    "photo_by_original ON photo (original_sha256)",
    "material_by_patrol ON material (patrol)",
    "material_by_stop ON material (stop)",
    "material_by_site ON material (site)",
    "material_by_finding ON material (finding) WHERE finding <> ''",
    "material_by_file ON material (sha256)",
    "named_file_by_sha256 ON named_file (sha256)",
    "named_file_by_subject ON named_file (subject)",
    "trouble_by_subject ON trouble (subject)",
    "unconfirmed_by_feed ON unconfirmed (feed, seq)",
    "unconfirmed_by_subject ON unconfirmed (subject)",
    "clock_doubt_by_feed ON clock_doubt (feed, seq)",
    "clock_doubt_by_subject ON clock_doubt (subject)",
)
"""Made after the rows in a rebuild."""

SEARCHES: dict[str, str] = {
    **CASE_SEARCHES,
    **COMPLAINT_SEARCHES,
    **TASK_SEARCHES,
    "site_search": "name, words, initials",
}
"""Full text by ``rid``; ask with ``db.search_words.phrase``: ``WHERE site_search MATCH :phrase``."""

_DEFAULT_DAYS = " ".join(f"WHEN '{cycle.rank}' THEN {cycle.days}" for cycle in CYCLES)

VIEWS: dict[str, str] = {
    # when each site is to be visited next: one cycle after the last visit, or the day it was added
    "site_due": f"""
        SELECT id AS site, last_visit, coalesce(date(last_visit, '+' || days || ' days'), added_on) AS due_on
        FROM (SELECT site.id, site.added_on,
                (SELECT max(day) FROM stop WHERE stop.site = site.id) AS last_visit,
                coalesce(
                    (SELECT days FROM cycle WHERE cycle.rank = site.rank ORDER BY rules LIMIT 1),
                    CASE WHEN EXISTS (SELECT 1 FROM cycle) THEN 1 ELSE CASE site.rank {_DEFAULT_DAYS} END END
                ) AS days
            FROM site)""",  # noqa: S608 - our own words
}
"""What spans subjects is SQL over rows."""


def making() -> list[str]:
    """Give the statements that make the tables, searches and views, still without indexes."""
    return [
        *(f"CREATE TABLE {name} ({columns}) STRICT" for name, columns in TABLES.items()),
        *(
            f"CREATE VIRTUAL TABLE {name} USING fts5({columns}, content='', contentless_delete=1,"
            " tokenize='unicode61')"
            for name, columns in SEARCHES.items()
        ),
        *(f"CREATE VIEW {name} AS {query}" for name, query in VIEWS.items()),
    ]


def indexing() -> list[str]:
    """Give the statements that make the indexes."""
    return [f"CREATE INDEX {index}" for index in INDEXES]


def dropping() -> list[str]:
    """Give the statements that throw the projection away."""
    return [
        *(f"DROP VIEW IF EXISTS {name}" for name in VIEWS),
        *(f"DROP TABLE IF EXISTS {name}" for name in (*SEARCHES, *TABLES)),
    ]
