"""Which entries and previews a report carries."""

import json
from collections.abc import Iterable, Iterator

from db.blob_files import BlobFiles
from db.connection import Reader
from db.queries.dossier_paper import MATERIALS_OF_SITE
from db.queries.paper_photos import PhotosOf, previews_of
from db.restricted import WITHHELD
from inspector.journal.chain import fold_order
from inspector.journal.entry import Entry, fact_of, stored_entry
from inspector.model.events import Blob
from inspector.model.finding import FindingCorrected, FindingNoticed
from inspector.model.finding_life import FindingTransferred

AUTHORITY = (
    "office.founded",
    "feed.opened",
    "authority.granted",
    "authority.withdrawn",
    "range.confirmed",
    "person.certified",
)
"""Types without a subject that say who may speak; without them nobody could judge the rest."""

IN_LETTER = frozenset({FindingNoticed.TYPE, FindingCorrected.TYPE, FindingTransferred.TYPE})
"""What another authority is told of a finding."""

_SUBJECTS = """
    WITH RECURSIVE
    mine(id) AS (
        SELECT :patrol UNION SELECT id FROM stop WHERE patrol = :patrol
        UNION SELECT id FROM finding WHERE patrol = :patrol
        UNION SELECT id FROM photo WHERE patrol = :patrol
        UNION SELECT id FROM material WHERE patrol = :patrol),
    around(id) AS (
        SELECT site FROM stop WHERE patrol = :patrol UNION SELECT site FROM finding WHERE patrol = :patrol
        UNION SELECT checklist FROM stop WHERE patrol = :patrol),
    above(id) AS (
        SELECT grid FROM patrol WHERE id = :patrol
        UNION SELECT site.grid FROM site JOIN around ON around.id = site.id
        UNION SELECT grid.parent FROM grid JOIN above ON grid.id = above.id),
    people(id) AS (
        SELECT value FROM patrol, json_each(patrol.inspectors) WHERE patrol.id = :patrol
        UNION SELECT recorded_by FROM patrol WHERE id = :patrol
        UNION SELECT recorded_by FROM stop WHERE patrol = :patrol
        UNION SELECT noticed_by FROM finding WHERE patrol = :patrol
        UNION SELECT added_by FROM photo WHERE patrol = :patrol)
    SELECT id FROM mine UNION SELECT id FROM around UNION SELECT id FROM above
    UNION SELECT id FROM people
    UNION SELECT id FROM rules
"""


def entries_of_patrol(reader: Reader, patrol: str) -> list[Entry]:
    """Give what the report of ``patrol`` rests on, in fold order.

    Its own facts, their context (sites, grids, lists, people, rules), and who may speak.
    """
    return _entries(reader, [subject for (subject,) in reader.rows(_SUBJECTS, {"patrol": patrol})])


def previews_of_patrol(reader: Reader, patrol: str) -> list[tuple[str, Blob]]:
    """Give each photo's original by its SHA-256 and its preview, in the order of the photo sheet."""
    return previews_of(reader, PhotosOf.PATROL, patrol)


def entries_of_visit(reader: Reader, stop: str, report: str) -> list[Entry]:
    """Give what the report of the visit ``stop`` rests on, in fold order; ``report`` is its own id."""
    return _entries_around(reader, _OF_VISIT, stop, report)


def entries_of_hint(reader: Reader, findings: str, report: str) -> list[Entry]:
    """Give what a hint about ``findings``, a list as JSON, rests on.

    The round in which they were noticed is no business of the one who gets the hint.
    """
    return _entries_around(reader, _OF_FINDINGS, findings, report)


def entries_of_ledger(reader: Reader, subjects: str, report: str) -> list[Entry]:
    """Give what a ledger of findings and tasks, a list as JSON, rests on: their lives, without any photo."""
    return _entries_around(reader, _OF_LEDGER, subjects, report)


def entries_of_search(reader: Reader, search: str, report: str) -> list[Entry]:
    """Give what a search list rests on: its answers, people and places; not the lives of findings."""
    return _entries_around(reader, _OF_SEARCH, search, report)


def entries_of_order(reader: Reader, order: str, report: str) -> list[Entry]:
    """Give what the letter of an order rests on: the order itself, its grids and people."""
    return _entries_around(reader, _OF_ORDER, order, report)


def entries_of_summary(reader: Reader, subjects: str, report: str) -> list[Entry]:
    """Give what a summary rests on: the facts it counts, a list as JSON, with people, places and grids."""
    return _entries_around(reader, _OF_SUMMARY, subjects, report)


def entries_of_circular(reader: Reader, about: str, report: str) -> list[Entry]:
    """Give what a circular rests on: the facts it counts, its typical cases with their photos, places."""
    return _entries_around(reader, _OF_CIRCULAR, about, report)


def entries_of_route(reader: Reader, route: str, report: str) -> list[Entry]:
    """Give what the sheet of a supervision route rests on: its stops' sites, and the findings made."""
    return _entries_around(reader, _OF_ROUTE, route, report)


def entries_of_meeting(reader: Reader, meeting: str, report: str) -> list[Entry]:
    """Give what the record of a dispatch meeting rests on: meeting and orders, their grids and people."""
    return _entries_around(reader, _OF_MEETING, meeting, report)


def entries_of_letter(reader: Reader, findings: str, report: str) -> list[Entry]:
    """Give what a letter of transfer rests on.

    What the office and its units said to each other about the finding is no business of the authority.
    """
    return [
        entry
        for entry in _entries_around(reader, _OF_FINDINGS, findings, report, whole=True)
        if entry.header.obj not in json.loads(findings) or entry.header.type in IN_LETTER
    ]


def entries_of_site(reader: Reader, site: str, report: str) -> list[Entry]:
    """Give what the dossier of ``site`` rests on."""
    return _entries_around(reader, _OF_SITE, site, report)


def entries_of_complaint(reader: Reader, complaint: str, report: str) -> list[Entry]:
    """Give what the form of a complaint rests on; who complained is not among it (``shown_entries``)."""
    return _entries_around(reader, _OF_COMPLAINT, complaint, report)


def entries_of_batch(reader: Reader, _complaint: str, report: str) -> list[Entry]:
    """Give what the public table of a batch carries: that it was issued, not what is told of the cases."""
    return _entries_around(reader, "SELECT id FROM grid", "", report)


_OF_LEDGER = """
    SELECT value FROM json_each(:about)
    UNION SELECT plan FROM task WHERE id IN (SELECT value FROM json_each(:about))"""
_OF_SUMMARY = """
    SELECT value FROM json_each(:about) UNION SELECT id FROM grid"""
_OF_CIRCULAR = f"""
    SELECT value FROM json_each(:about, '$.subjects') UNION SELECT id FROM grid
    UNION SELECT id FROM photo WHERE {PhotosOf.CIRCULAR}"""  # noqa: S608 - our own words
_OF_SEARCH = """
    SELECT :about UNION SELECT site FROM search_place WHERE list = :about
    UNION SELECT grid FROM search_place WHERE list = :about
    UNION SELECT by FROM case_step WHERE subject = :about"""
_OF_ROUTE = """
    SELECT :about UNION SELECT site FROM route_stop WHERE route = :about
    UNION SELECT grid FROM route_stop WHERE route = :about
    UNION SELECT finding FROM route_finding WHERE route = :about
    UNION SELECT by FROM case_step WHERE subject = :about"""
_OF_ORDER = """
    SELECT :about UNION SELECT grid FROM dispatch_order WHERE id = :about
    UNION SELECT to_grid FROM dispatch_order WHERE id = :about
    UNION SELECT by FROM case_step WHERE subject = :about"""
_OF_MEETING = """
    WITH ordered AS (SELECT * FROM dispatch_order WHERE meeting = :about)
    SELECT :about UNION SELECT actor FROM entry WHERE obj = :about
    UNION SELECT grid FROM dispatch_meeting WHERE id = :about
    UNION SELECT id FROM ordered UNION SELECT grid FROM ordered UNION SELECT to_grid FROM ordered
    UNION SELECT case_step.by FROM case_step JOIN ordered ON ordered.id = case_step.subject"""
_OF_COMPLAINT = """
    WITH RECURSIVE up(id) AS (
        SELECT grid FROM complaint WHERE id = :about
        UNION SELECT grid.parent FROM grid JOIN up ON grid.id = up.id)
    SELECT :about UNION SELECT id FROM up UNION SELECT site FROM complaint WHERE id = :about
    UNION SELECT by FROM case_step WHERE subject = :about
    UNION SELECT value FROM complaint, json_each(complaint.handlers) WHERE complaint.id = :about"""
_OF_VISIT = f"""
    SELECT :about UNION SELECT patrol FROM stop WHERE id = :about
    UNION SELECT id FROM finding WHERE stop = :about
    UNION SELECT id FROM photo WHERE {PhotosOf.STOP}
    UNION SELECT id FROM material WHERE stop = :about"""  # noqa: S608 - our own words
_OF_FINDINGS = f"""
    SELECT value FROM json_each(:about) UNION SELECT id FROM photo WHERE {PhotosOf.FINDINGS}"""  # noqa: S608 - as above
_OF_SITE = f"""
    SELECT :about UNION SELECT id FROM stop WHERE site = :about
    UNION SELECT patrol FROM stop WHERE site = :about
    UNION SELECT id FROM finding WHERE site = :about
    UNION SELECT id FROM photo WHERE {PhotosOf.SITE}
    UNION SELECT id FROM material WHERE {MATERIALS_OF_SITE}
    UNION SELECT id FROM site_paper WHERE site = :about
    UNION SELECT id FROM issued_report WHERE site = :about"""  # noqa: S608 - as above
_AROUND = """
    WITH RECURSIVE mine(id) AS (SELECT value FROM json_each(:mine)),
    around(id) AS (
        SELECT site FROM stop JOIN mine USING (id) UNION SELECT site FROM finding JOIN mine USING (id)
        UNION SELECT checklist FROM stop JOIN mine USING (id)),
    above(id) AS (
        SELECT grid FROM patrol JOIN mine USING (id) UNION SELECT grid FROM finding JOIN mine USING (id)
        UNION SELECT site.grid FROM site WHERE id IN (SELECT id FROM around UNION SELECT id FROM mine)
        UNION SELECT grid.parent FROM grid JOIN above ON grid.id = above.id),
    people(id) AS (
        SELECT value FROM patrol JOIN mine USING (id), json_each(patrol.inspectors)
        UNION SELECT recorded_by FROM patrol JOIN mine USING (id)
        UNION SELECT recorded_by FROM stop JOIN mine USING (id)
        UNION SELECT corrected_by FROM stop_correction JOIN mine ON mine.id = stop_correction.stop
        UNION SELECT noticed_by FROM finding JOIN mine USING (id)
        UNION SELECT added_by FROM photo JOIN mine USING (id)
        UNION SELECT added_by FROM material JOIN mine USING (id)
        UNION SELECT added_by FROM site_paper JOIN mine USING (id)
        UNION SELECT issued_by FROM issued_report JOIN mine USING (id))
    SELECT id FROM mine UNION SELECT id FROM around UNION SELECT id FROM above
    UNION SELECT id FROM people UNION SELECT id FROM rules
"""


def _entries_around(reader: Reader, own: str, about: str, report: str, *, whole: bool = False) -> list[Entry]:
    mine = [subject for (subject,) in reader.rows(own, {"about": about})]
    rows = reader.rows(_AROUND, {"mine": json.dumps([*mine, report])})
    return _entries(reader, [subject for (subject,) in rows], whole=whole)


def _entries(reader: Reader, subjects: Iterable[str], *, whole: bool = False) -> list[Entry]:
    """Give the entries of ``subjects`` with those that say who may speak, in fold order.

    Unless ``whole``, those of findings transferred with restricted access, of their photos and files, go
    without their bodies.
    """
    marks = ", ".join("?" * len(AUTHORITY))
    rows = reader.rows(
        f"SELECT header, sig, sig2, body FROM entry WHERE type IN ({marks})",  # noqa: S608 - our own names
        AUTHORITY,
    )
    for subject in filter(None, subjects):
        rows += reader.rows("SELECT header, sig, sig2, body FROM entry WHERE obj = ?", (subject,))
    restricted = {one for (one,) in reader.rows(WITHHELD)}
    entries = {
        entry.hash: entry if whole or entry.header.obj not in restricted else entry.without_body()
        for entry in (stored_entry(*row) for row in rows)
    }
    facts = fold_order([fact_of(entry, confirmed=True) for entry in entries.values()])
    return [entries[fact.hash] for fact in facts]


def bytes_of(blobs: BlobFiles, previews: list[tuple[str, Blob]]) -> Iterator[tuple[str, bytes]]:
    """Read the previews that are here whole; without one the report is incomplete, not impossible."""
    for _, preview in previews:
        if blobs.is_whole(preview):
            yield preview.sha256, blobs.read(preview)
