"""Reports with numbers of their own: thought of as a draft, issued once, gathered for building."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from db.blob_files import BlobFiles
from db.changes import Changes
from db.connection import Reader
from db.incarnation import Chance
from db.numbers import next_issued_number
from db.queries.carried_entries import (
    entries_of_batch,
    entries_of_circular,
    entries_of_complaint,
    entries_of_hint,
    entries_of_ledger,
    entries_of_letter,
    entries_of_meeting,
    entries_of_order,
    entries_of_route,
    entries_of_search,
    entries_of_site,
    entries_of_summary,
    entries_of_visit,
)
from db.queries.case_paper import assignment_paper, transfer_paper
from db.queries.circular_paper import circular_paper, circular_subjects, circular_words
from db.queries.close_off_paper import close_off_paper
from db.queries.complaint_paper import complaint_paper, complaint_table_paper
from db.queries.dispatch_paper import dispatch_paper, dispatch_subjects
from db.queries.dossier_paper import dossier_paper
from db.queries.hint_paper import hint_paper
from db.queries.issues import Issue
from db.queries.ledger_paper import ledger_paper, ledger_subjects
from db.queries.meeting_paper import meeting_paper
from db.queries.order_paper import order_letter_paper
from db.queries.paper_photos import PhotosOf, previews_of
from db.queries.paper_rules import APPROVER, GRID_LEADER, INSPECTED, INSPECTOR, ISSUER, REVIEWER
from db.queries.progress_paper import progress_paper, progress_subjects
from db.queries.river_paper import river_paper, river_subjects
from db.queries.route_paper import route_paper
from db.queries.search_paper import search_paper
from db.queries.summary_paper import summary_paper, summary_subjects
from db.queries.unit_booklet import booklet_paper, booklet_subjects
from db.queries.visit_paper import visit_paper
from db.queries.wall_paper import wall_paper, wall_subjects
from db.report_orders import Gathered, Order
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.journal.entry import Entry
from inspector.model.ids import RANDOM_BYTES, GridId, uuid7
from inspector.model.issued_report import ReportIssued, ReportKind, issue
from inspector.periods import Instant
from inspector.reports.official_paper import SubjectPaper
from inspector.words import N_

PLACES = {
    ReportKind.VISIT: (INSPECTOR, GRID_LEADER, INSPECTED),
    ReportKind.HINT: (ISSUER, INSPECTED),
    ReportKind.DOSSIER: (ISSUER,),
    ReportKind.CLOSE_OFF_FORM: (ISSUER,),
    ReportKind.PUBLIC_NOTICE: (ISSUER,),
    ReportKind.CLOSE_OFF_FILE: (ISSUER,),
    ReportKind.COMPLAINT: (ISSUER,),
    ReportKind.COMPLAINT_TABLE: (ISSUER,),
    ReportKind.ASSIGNMENT: (ISSUER,),
    ReportKind.TRANSFER_LETTER: (ISSUER,),
    ReportKind.LEDGER: (ISSUER,),
    ReportKind.SEARCH_LIST: (ISSUER,),
    ReportKind.ORDER_LETTER: (ISSUER,),
    ReportKind.SUMMARY: (ISSUER, REVIEWER, APPROVER),
    ReportKind.PROGRESS: (ISSUER,),
    ReportKind.DISPATCH_LIST: (ISSUER,),
    ReportKind.ROUTE_SHEET: (ISSUER,),
    ReportKind.MEETING_RECORD: (ISSUER,),
    ReportKind.WALL_CHART: (ISSUER,),
    ReportKind.UNIT_BOOKLET: (ISSUER,),
    ReportKind.RIVER_SECTIONS: (ISSUER,),
    ReportKind.CIRCULAR: (ISSUER,),
}
"""The places a report has for digital signatures, by its kind; the first is its author's."""
FILE_TITLES = {
    ReportKind.VISIT: N_("report of a visit"),
    ReportKind.HINT: N_("hint of an environmental problem"),
    ReportKind.DOSSIER: N_("dossier of a site"),
    ReportKind.CLOSE_OFF_FORM: N_("form of acceptance and close-off"),
    ReportKind.PUBLIC_NOTICE: N_("public notice of what was put right"),
    ReportKind.CLOSE_OFF_FILE: N_("file of a close-off"),
    ReportKind.COMPLAINT: N_("registration and handling of a complaint"),
    ReportKind.COMPLAINT_TABLE: N_("public table of cases sent down"),
    ReportKind.ASSIGNMENT: N_("order to put problems right"),
    ReportKind.TRANSFER_LETTER: N_("letter of transfer"),
    ReportKind.LEDGER: N_("ledger of rectification"),
    ReportKind.SEARCH_LIST: N_("list of a search for the same elsewhere"),
    ReportKind.ORDER_LETTER: N_("letter of an order"),
    ReportKind.SUMMARY: N_("summary of a period"),
    ReportKind.PROGRESS: N_("progress of closing off"),
    ReportKind.DISPATCH_LIST: N_("dispatch list"),
    ReportKind.ROUTE_SHEET: N_("route of a supervision group"),
    ReportKind.MEETING_RECORD: N_("record of a dispatch meeting"),
    ReportKind.WALL_CHART: N_("wall chart"),
    ReportKind.UNIT_BOOKLET: N_("account of a unit"),
    ReportKind.RIVER_SECTIONS: N_("river sections and their visits"),
    ReportKind.CIRCULAR: N_("circular"),
}
LONGEST_TEXT, LONGEST_CIRCULAR = 3000, 20_000
"""Characters of what a hint asks for, or of who was present; of the text of a circular."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWish:
    """A report somebody wants: ``about`` as ``Issue`` has it; without ``signers`` it is for ink and seal."""

    kind: ReportKind
    about: tuple[str, ...]
    signers: tuple[str, ...] = ()
    addressee: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Issued:
    """A report that was issued: its id, its number, and what changed."""

    report: str
    number: str
    changes: Changes


def draft_of(wish: ReportWish, by: Actor, now: Instant) -> Issue:
    """Think of issuing a report now."""
    return Issue(
        kind=wish.kind,
        about=wish.about,
        issued=now,
        by=by.person,
        day=now.day,
        signers=wish.signers,
        addressee=wish.addressee,
        text=wish.text,
    )


def order_draft(
    reader: Reader,
    workspace: Workspace,
    wish: ReportWish,
    by: Actor,
    now: Instant,
    to: Path,
    *,
    photos_per_page: int = 0,
) -> Order:
    """Gather the draft of a report; it goes to ``to``, is marked on every page and never signed."""
    workspace.settle()
    gathered = gather_issued(reader, workspace, draft_of(wish, by, now))
    if photos_per_page:
        gathered = replace(gathered, paper=replace(gathered.paper, photos_per_page=photos_per_page))
    return gathered.order(workspace, to)


def issue_report(workspace: Workspace, wish: ReportWish, by: Actor, now: Instant, chance: Chance) -> Issued:
    """Issue a report: from now on it has a number, and its entry goes into the PDF.

    Ask it in the thread that writes, so that a number is given once. Raises Refused for what nobody knows,
    for the report of a visit whose patrol goes on, for places nobody signs in, and for a hint that says
    nothing or tells nobody.
    """
    with closing(workspace.reader()) as reader:
        if set(wish.signers) - set(PLACES[wish.kind]):
            raise Refused(N_("Nobody is expected to sign in this place."))
        limit = LONGEST_CIRCULAR if wish.kind is ReportKind.CIRCULAR else LONGEST_TEXT
        if len(wish.text) > limit:
            raise Refused(N_("This takes at most {limit} characters."), limit=limit)
        report = uuid7(now.ts, chance(RANDOM_BYTES))
        # asked as a final, so that what can't be printed is refused before it has a number
        thought = replace(draft_of(wish, by, now), subject=report)
        gather_issued(reader, workspace, thought)
        text = wish.text
        if wish.kind is ReportKind.CIRCULAR:
            text = circular_words(reader, workspace.blobs, thought)
        grid, site, patrol = _whereabouts(reader, wish)
        number = next_issued_number(reader, grid, wish.kind, now.day.year, workspace.feed)
    about, *also = wish.about
    event = issue(
        ReportIssued(
            subject=report,
            kind=wish.kind,
            number=number,
            about=about,
            also=tuple(also),
            grid=grid,
            site=site,
            day=now.day,
            patrol=patrol,
            signers=tuple(place for place in PLACES[wish.kind] if place in wish.signers),
            addressee=wish.addressee.strip(),
            text=text.strip(),
        )
    )
    return Issued(report, number, workspace.record([event], by, now))


def addressee_of(reader: Reader, site: str) -> str:
    """Propose whom a hint about ``site`` is for: the site and its responsible person."""
    row = reader.row("SELECT name, responsible FROM site WHERE id = ?", (site,)) or ()
    return " ".join(part for part in row if part)


def gather_issued(reader: Reader, workspace: Workspace, issue: Issue) -> Gathered:
    """Gather an issued report, or the draft of one. Raises Refused as the query of its paper does."""
    paper = _PAPERS[issue.kind](reader, workspace.blobs, issue)
    photos = _PHOTOS[issue.kind]
    about = json.dumps(issue.about) if photos is PhotosOf.FINDINGS else issue.about[0]
    if photos is PhotosOf.LEDGER:
        about = json.dumps(_SUBJECTS[issue.kind](reader, issue))
    if photos is PhotosOf.SUMMARY:
        about = json.dumps(summary_subjects(reader, issue))
    if photos is PhotosOf.CIRCULAR:
        about = circular_subjects(reader, issue)
    is_letter = issue.kind is ReportKind.TRANSFER_LETTER
    entries = entries_of_letter if is_letter else _ENTRIES[photos]
    return Gathered(
        kind=issue.kind,
        subject=issue.subject or issue.about[0],
        paper=paper,
        place=paper.place,
        title=FILE_TITLES[issue.kind],
        numbered=True,
        entries=partial(entries, reader, about, issue.subject),
        previews=partial(previews_of, reader, photos, about, whole=is_letter),
    )


_PAPERS: dict[ReportKind, Callable[[Reader, BlobFiles, Issue], SubjectPaper]] = {
    ReportKind.VISIT: visit_paper,
    ReportKind.HINT: hint_paper,
    ReportKind.DOSSIER: dossier_paper,
    ReportKind.CLOSE_OFF_FORM: close_off_paper,
    ReportKind.PUBLIC_NOTICE: close_off_paper,
    ReportKind.CLOSE_OFF_FILE: close_off_paper,
    ReportKind.COMPLAINT: complaint_paper,
    ReportKind.COMPLAINT_TABLE: complaint_table_paper,
    ReportKind.ASSIGNMENT: assignment_paper,
    ReportKind.TRANSFER_LETTER: transfer_paper,
    ReportKind.LEDGER: ledger_paper,
    ReportKind.SEARCH_LIST: search_paper,
    ReportKind.ORDER_LETTER: order_letter_paper,
    ReportKind.SUMMARY: summary_paper,
    ReportKind.PROGRESS: progress_paper,
    ReportKind.DISPATCH_LIST: dispatch_paper,
    ReportKind.ROUTE_SHEET: route_paper,
    ReportKind.MEETING_RECORD: meeting_paper,
    ReportKind.WALL_CHART: wall_paper,
    ReportKind.UNIT_BOOKLET: booklet_paper,
    ReportKind.RIVER_SECTIONS: river_paper,
    ReportKind.CIRCULAR: circular_paper,
}
_SUBJECTS: dict[ReportKind, Callable[[Reader, Issue], list[str]]] = {
    ReportKind.LEDGER: ledger_subjects,
    ReportKind.PROGRESS: progress_subjects,
    ReportKind.DISPATCH_LIST: dispatch_subjects,
    ReportKind.WALL_CHART: wall_subjects,
    ReportKind.UNIT_BOOKLET: booklet_subjects,
    ReportKind.RIVER_SECTIONS: river_subjects,
}
"""The cases that the lines of a table rest on."""
_PHOTOS = {
    ReportKind.VISIT: PhotosOf.STOP,
    ReportKind.HINT: PhotosOf.FINDINGS,
    ReportKind.DOSSIER: PhotosOf.SITE,
    ReportKind.CLOSE_OFF_FORM: PhotosOf.FINDINGS,
    ReportKind.PUBLIC_NOTICE: PhotosOf.FINDINGS,
    ReportKind.CLOSE_OFF_FILE: PhotosOf.FINDINGS,
    ReportKind.COMPLAINT: PhotosOf.COMPLAINT,
    ReportKind.COMPLAINT_TABLE: PhotosOf.BATCH,
    ReportKind.ASSIGNMENT: PhotosOf.FINDINGS,
    ReportKind.TRANSFER_LETTER: PhotosOf.FINDINGS,
    ReportKind.LEDGER: PhotosOf.LEDGER,
    ReportKind.SEARCH_LIST: PhotosOf.SEARCH,
    ReportKind.ORDER_LETTER: PhotosOf.ORDER,
    ReportKind.SUMMARY: PhotosOf.SUMMARY,
    ReportKind.PROGRESS: PhotosOf.LEDGER,
    ReportKind.DISPATCH_LIST: PhotosOf.LEDGER,
    ReportKind.ROUTE_SHEET: PhotosOf.ROUTE,
    ReportKind.MEETING_RECORD: PhotosOf.MEETING,
    ReportKind.WALL_CHART: PhotosOf.LEDGER,
    ReportKind.UNIT_BOOKLET: PhotosOf.LEDGER,
    ReportKind.RIVER_SECTIONS: PhotosOf.LEDGER,
    ReportKind.CIRCULAR: PhotosOf.CIRCULAR,
}
_ENTRIES: dict[PhotosOf, Callable[[Reader, str, str], list[Entry]]] = {
    PhotosOf.STOP: entries_of_visit,
    PhotosOf.FINDINGS: entries_of_hint,
    PhotosOf.SITE: entries_of_site,
    PhotosOf.COMPLAINT: entries_of_complaint,
    PhotosOf.BATCH: entries_of_batch,
    PhotosOf.LEDGER: entries_of_ledger,
    PhotosOf.SEARCH: entries_of_search,
    PhotosOf.ORDER: entries_of_order,
    PhotosOf.SUMMARY: entries_of_summary,
    PhotosOf.ROUTE: entries_of_route,
    PhotosOf.MEETING: entries_of_meeting,
    PhotosOf.CIRCULAR: entries_of_circular,
}


def _whereabouts(reader: Reader, wish: ReportWish) -> tuple[GridId, str, str]:
    """Give grid, site and patrol of what a report is about; a dossier belongs to no patrol."""
    query = {
        PhotosOf.STOP: "SELECT patrol.grid, stop.site, patrol.id FROM stop JOIN patrol"
        " ON patrol.id = stop.patrol WHERE stop.id = ?",
        PhotosOf.FINDINGS: "SELECT grid, site, patrol FROM finding WHERE id = ?1"
        " UNION ALL SELECT grid, '', '' FROM task WHERE id = ?1",
        PhotosOf.SITE: "SELECT grid, id, '' FROM site WHERE id = ?",
        PhotosOf.COMPLAINT: "SELECT grid, site, '' FROM complaint WHERE id = ?",
        PhotosOf.LEDGER: "SELECT id, '', '' FROM grid WHERE id = ?",
        PhotosOf.SUMMARY: "SELECT id, '', '' FROM grid WHERE id = ?",
        PhotosOf.CIRCULAR: "SELECT id, '', '' FROM grid WHERE id = ?",
        PhotosOf.SEARCH: "SELECT grid, '', '' FROM search_list WHERE id = ?",
        PhotosOf.ROUTE: "SELECT grid, '', '' FROM route WHERE id = ?",
        PhotosOf.MEETING: "SELECT grid, '', '' FROM dispatch_meeting WHERE id = ?",
        PhotosOf.ORDER: "SELECT grid, '', '' FROM dispatch_order WHERE id = ?",
        PhotosOf.BATCH: "SELECT grid, '', '' FROM complaint WHERE id = ?",
    }[_PHOTOS[wish.kind]]
    (row,) = reader.rows(query, (wish.about[0],))
    return GridId(row[0]), row[1], row[2]
