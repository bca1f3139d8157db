"""What somebody is asked before a report is issued: about what, for whom, and who is to sign."""

from dataclasses import dataclass

from db.connection import Reader
from db.issued_reports import addressee_of
from db.queries.complaint_paper import batch_with
from db.queries.ledger_scope import LedgerScope
from db.queries.ledger_words import scope_words
from db.queries.summaries import closing_weekday
from db.queries.wall_chart import WallScope
from db.queries.wall_paper import scope_text
from db.restricted import shown
from inspector.model.issued_report import ReportKind
from inspector.model.patrol import PatrolState
from inspector.model.period import period_named
from inspector.periods import Instant
from inspector.words import in_language, spoken

OF_CASES = frozenset(
    {
        ReportKind.CLOSE_OFF_FORM,
        ReportKind.PUBLIC_NOTICE,
        ReportKind.CLOSE_OFF_FILE,
        ReportKind.ASSIGNMENT,
        ReportKind.TRANSFER_LETTER,
    }
)
"""The papers about one finding or one task."""
MOST_FINDINGS = 30
"""Open findings of a site that a hint offers."""


@dataclass(frozen=True, slots=True)
class OfferedFinding:
    """A finding that a hint may be about."""

    finding: str
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class IssueQuestion:
    """All that has to be known before a report of ``kind`` is issued.

    ``findings`` are those a hint may be about, the one it was asked for first; ``goes_on`` says that the
    patrol of the visit is not finished, so that there is only a draft. ``arrived`` is the visit's; ``also``
    are the other complaints of a batch, or what narrows a ledger, which ``described`` says in words.
    """

    kind: ReportKind
    about: str
    site: str
    addressee: str = ""
    findings: tuple[OfferedFinding, ...] = ()
    arrived: Instant | None = None
    goes_on: bool = False
    also: tuple[str, ...] = ()
    described: str = ""


@dataclass(frozen=True, slots=True)
class ReportedStop:
    """A stop of a patrol, to choose the report of a visit from."""

    stop: str
    arrived: Instant
    site: str


def issue_question(
    reader: Reader, kind: ReportKind, about: str, further: tuple[str, ...] = ()
) -> IssueQuestion | None:
    """Ask what is asked before issuing; nothing for what is not known here any more.

    Of a ledger ``further`` is what a ``LedgerScope`` says after its grid.
    """
    if kind is ReportKind.VISIT:
        return _visit(reader, about)
    if kind is ReportKind.HINT:
        return _hint(reader, about)
    if kind in {ReportKind.COMPLAINT, ReportKind.COMPLAINT_TABLE}:
        return _complaint(reader, kind, about)
    if kind in OF_CASES:
        return _case(reader, kind, about)
    query = _NAMES.get(kind, "SELECT name FROM site WHERE id = ?")
    name = reader.value(query, (about,))
    if name is None:
        return None
    described = ""
    if kind is ReportKind.LEDGER:
        described = scope_words(reader, LedgerScope.of((about, *further)), in_language(spoken()))
    if kind in {ReportKind.SUMMARY, ReportKind.RIVER_SECTIONS, ReportKind.CIRCULAR}:
        period = period_named(further[0], closing_weekday(reader))
        described = period.title(in_language(spoken()))
    if kind is ReportKind.UNIT_BOOKLET:
        described = further[0]
    if kind is ReportKind.WALL_CHART:
        scope = WallScope.of((about, *further))
        described = scope_text(reader, scope, in_language(spoken()))
    return IssueQuestion(kind, about, name, also=further, described=described)


_NAMES = {
    ReportKind.LEDGER: "SELECT name FROM grid WHERE id = ?",
    ReportKind.SUMMARY: "SELECT name FROM grid WHERE id = ?",
    ReportKind.PROGRESS: "SELECT name FROM grid WHERE id = ?",
    ReportKind.DISPATCH_LIST: "SELECT name FROM grid WHERE id = ?",
    ReportKind.WALL_CHART: "SELECT name FROM grid WHERE id = ?",
    ReportKind.RIVER_SECTIONS: "SELECT name FROM grid WHERE id = ?",
    ReportKind.CIRCULAR: "SELECT name FROM grid WHERE id = ?",
    ReportKind.UNIT_BOOKLET: "SELECT name FROM grid WHERE id = ?",
    ReportKind.ROUTE_SHEET: "SELECT number || ' ' || group_name FROM route WHERE id = ?",
    ReportKind.MEETING_RECORD: "SELECT day || ' ' || title FROM dispatch_meeting WHERE id = ?",
    ReportKind.SEARCH_LIST: "SELECT number || ' ' || text FROM search_list WHERE id = ?",
    ReportKind.ORDER_LETTER: "SELECT number || ' ' || title FROM dispatch_order WHERE id = ?",
}


def stops_of(reader: Reader, patrol: str) -> list[ReportedStop]:
    """List the stops of a patrol in their order."""
    rows = reader.rows(
        "SELECT stop.id, arrived_ts, arrived_tz, coalesce(site.name, '') FROM stop"
        " LEFT JOIN site ON site.id = stop.site WHERE patrol = ? ORDER BY arrived_ts, stop.id",
        (patrol,),
    )
    return [ReportedStop(stop, Instant(ts, tz), site) for stop, ts, tz, site in rows]


def _visit(reader: Reader, stop: str) -> IssueQuestion | None:
    row = reader.row(
        "SELECT coalesce(site.name, ''), arrived_ts, arrived_tz, state FROM stop"
        " JOIN patrol ON patrol.id = stop.patrol LEFT JOIN site ON site.id = stop.site WHERE stop.id = ?",
        (stop,),
    )
    if row is None:
        return None
    site, ts, tz, state = row
    return IssueQuestion(
        ReportKind.VISIT, stop, site, arrived=Instant(ts, tz), goes_on=state == PatrolState.OPEN
    )


def _hint(reader: Reader, finding: str) -> IssueQuestion | None:
    site = reader.row(
        "SELECT site.id, site.name FROM finding JOIN site ON site.id = finding.site WHERE finding.id = ?",
        (finding,),
    )
    if site is None:
        return None
    rows = reader.rows(
        "SELECT id, number, text FROM finding WHERE site = :site AND (is_open OR id = :asked)"
        " ORDER BY id = :asked DESC, noticed_ts DESC, id LIMIT :most",
        {"site": site[0], "asked": finding, "most": MOST_FINDINGS},
    )
    offered = tuple(OfferedFinding(finding, number, shown(text)) for finding, number, text in rows)
    return IssueQuestion(
        ReportKind.HINT, finding, site[1], addressee=addressee_of(reader, site[0]), findings=offered
    )


def _complaint(reader: Reader, kind: ReportKind, about: str) -> IssueQuestion | None:
    row = reader.row("SELECT number, content, batch FROM complaint WHERE id = ?", (about,))
    if row is None:
        return None
    number, content, batch = row
    if kind is ReportKind.COMPLAINT:
        return IssueQuestion(kind, about, f"{number} {content}")
    return IssueQuestion(kind, about, batch, also=batch_with(reader, about)[1:])


def _case(reader: Reader, kind: ReportKind, about: str) -> IssueQuestion | None:
    row = reader.row(
        "SELECT number, text FROM finding WHERE id = :about UNION ALL SELECT number, name FROM task"
        " WHERE id = :about",
        {"about": about},
    )
    return IssueQuestion(kind, about, f"{row[0]} {shown(row[1])}") if row else None
