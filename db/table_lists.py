"""The lists that leave as tables: sites, findings, tasks, complaints, orders, search lists, …"""

from collections.abc import Sequence
from datetime import date

from db.connection import Reader
from db.restricted import WITHHELD
from db.table_complaints import COMPLAINTS
from db.table_findings import FINDINGS
from db.table_orders import ORDERS
from db.table_routes import ROUTES
from db.table_searches import SEARCHES
from db.table_source import OutList, SourceColumn, TableSource, rows_of
from db.table_tasks import TASKS
from inspector.model.patrol import PATROL_KIND_NAMES
from inspector.model.site import KIND_NAMES, RANK_NAMES, STATUS_NAMES
from inspector.words import N_

PATROL_STATES = {"open": N_("not finished"), "finished": N_("finished")}


_SITES = TableSource(
    N_("Sites"),
    """SELECT site.id, site.name, site.kind, site.rank, coalesce(grid.name, ''), coalesce(grid.code, ''),
        site.status, site.address, site.lon, site.lat, site.leader, site.leader_phone, site.responsible,
        site.responsible_phone, site.credit_code,
        coalesce((SELECT title FROM checklist WHERE checklist.id = site.checklist AND is_newest), ''),
        site.note, site.added_on, site_due.last_visit, site_due.due_on,
        (SELECT count(*) FROM finding WHERE finding.site = site.id AND finding.is_open)
    FROM site LEFT JOIN grid ON grid.id = site.grid JOIN site_due ON site_due.site = site.id
    ORDER BY grid.code, site.name, site.id""",
    (
        SourceColumn("id", "", kind="hidden"),
        SourceColumn("name", N_("Site name"), 28),
        SourceColumn("kind", N_("Kind"), words=KIND_NAMES),
        SourceColumn("rank", N_("Rank"), 10, words=RANK_NAMES),
        SourceColumn("grid", N_("Grid"), 20),
        SourceColumn("grid_code", N_("Grid code"), kind="code"),
        SourceColumn("status", N_("Status"), 12, words=STATUS_NAMES),
        SourceColumn("address", N_("Address"), 30),
        SourceColumn("longitude", N_("Longitude"), 13, kind="degrees"),
        SourceColumn("latitude", N_("Latitude"), 13, kind="degrees"),
        SourceColumn("leader", N_("Responsible leader"), 16),
        SourceColumn("leader_phone", N_("Leader's phone"), 16, kind="code"),
        SourceColumn("responsible", N_("Responsible person")),
        SourceColumn("responsible_phone", N_("Phone"), 16, kind="code"),
        SourceColumn("credit_code", N_("Credit code"), 22, kind="code"),
        SourceColumn("checklist", N_("List"), 20),
        SourceColumn("note", N_("Note"), 30),
        SourceColumn("added_on", N_("Watched since"), 12, kind="day"),
        SourceColumn("last_visit", N_("Last visit"), 12, kind="day"),
        SourceColumn("due_on", N_("Next visit by"), 12, kind="day"),
        SourceColumn("open_findings", N_("Open findings"), 10),
    ),
    place=True,
)
_PATROLS = TableSource(
    N_("Patrols"),
    """SELECT patrol.id, patrol.number, patrol.day, patrol.kind, patrol.state, coalesce(grid.name, ''),
        coalesce(grid.code, ''),
        coalesce((SELECT group_concat(coalesce(person.name, ''), '、') FROM json_each(patrol.inspectors)
            LEFT JOIN person ON person.id = value), ''),
        patrol.weather, patrol.began_ts, patrol.began_tz, patrol.ended_ts, patrol.ended_tz, patrol.due,
        (SELECT count(*) FROM stop WHERE stop.patrol = patrol.id),
        (SELECT count(*) FROM finding WHERE finding.patrol = patrol.id),
        (SELECT count(*) FROM photo WHERE photo.patrol = patrol.id),
        patrol.late_reason, patrol.entered_for, patrol.about
    FROM patrol LEFT JOIN grid ON grid.id = patrol.grid ORDER BY patrol.day, patrol.began_ts, patrol.id""",
    (
        SourceColumn("id", "", kind="hidden"),
        SourceColumn("number", N_("Number"), 26, kind="code"),
        SourceColumn("day", N_("Day"), 12, kind="day"),
        SourceColumn("kind", N_("Kind"), words=PATROL_KIND_NAMES),
        SourceColumn("state", N_("State"), 10, words=PATROL_STATES),
        SourceColumn("grid", N_("Grid"), 20),
        SourceColumn("grid_code", N_("Grid code"), kind="code"),
        SourceColumn("inspectors", N_("Inspectors"), 20),
        SourceColumn("weather", N_("Weather"), 16),
        SourceColumn("began", N_("Began at"), 17, kind="instant"),
        SourceColumn("ended", N_("Ended at"), 17, kind="instant"),
        SourceColumn("due", N_("Sites due"), 8),
        SourceColumn("stops", N_("Stops"), 8),
        SourceColumn("findings", N_("Findings"), 8),
        SourceColumn("photos", N_("Photos"), 8),
        SourceColumn("late_reason", N_("Reason of the late entry"), 24),
        SourceColumn("entered_for", N_("Entered for somebody else"), 10, kind="truth"),
        SourceColumn("about", N_("What it is about"), 24),
    ),
)
_ENTRIES = TableSource(
    N_("Entries"),
    f"""SELECT entry.hash, entry.feed, entry.seq, entry.lc, entry.ts, entry.tz, entry.type,
        coalesce(grid.name, ''), coalesce(person.name, ''), entry.org, entry.actor, coalesce(entry.obj, ''),
        NOT EXISTS (SELECT 1 FROM unconfirmed WHERE unconfirmed.entry = entry.hash),
        iif(entry.type = 'complaint.identity_sealed'
            OR entry.obj IN ({WITHHELD}), NULL, entry.body)
    FROM entry LEFT JOIN person ON person.id = entry.actor LEFT JOIN grid ON grid.id = entry.org
    ORDER BY entry.feed, entry.seq, entry.hash""",  # noqa: S608 - our own words
    (
        SourceColumn("hash", N_("Hash"), 20, kind="code"),
        SourceColumn("feed", N_("Device's feed"), 20, kind="code"),
        SourceColumn("seq", N_("No."), 8),
        SourceColumn("counter", N_("Counter"), 8),
        SourceColumn("at", N_("Recorded"), 17, kind="instant"),
        SourceColumn("type", N_("Type of entry"), 24),
        SourceColumn("grid", N_("Grid"), 20),
        SourceColumn("person", N_("Recorded by"), 12),
        SourceColumn("org", "", kind="hidden"),
        SourceColumn("actor", "", kind="hidden"),
        SourceColumn("subject", N_("Subject"), 38, kind="code"),
        SourceColumn("confirmed", N_("Confirmed"), 8, kind="truth"),
        SourceColumn("body", "", kind="body"),
    ),
)
LISTS = {
    "findings": FINDINGS,
    "tasks": TASKS,
    "complaints": COMPLAINTS,
    "search-lists": SEARCHES,
    "routes": ROUTES,
    "orders": ORDERS,
    "patrols": _PATROLS,
    "sites": _SITES,
    "entries": _ENTRIES,
}
"""Every list by its name on the command line."""


def out_list(
    reader: Reader, name: str, only: Sequence[tuple[str, str]] = (), *, today: date, whole: bool
) -> OutList:
    """Give a list as of ``today``, of it ``only`` the rows that each of these fields and values lets through.

    ``whole`` rows have ids and other things of machines too. Raises Refused for a field there is not.
    """
    return rows_of(reader, LISTS[name], only, today=today, whole=whole)
