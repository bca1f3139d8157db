"""From the numbers of a period to its signed paper: frozen, issued, signed, whatever is still to do."""

from collections.abc import Callable
from contextlib import closing

from db.changes import Changes
from db.connection import Reader
from db.issued_reports import PLACES, ReportWish, issue_report
from db.queries.reports import ReportRow, report_row
from db.queries.signing_places import signing_place
from db.queries.summaries import frozen_in_force
from db.report_signing import sign_final_report
from db.summary_freezing import freeze_summary
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.journal.person_key import PersonKey
from inspector.model.ids import GridId
from inspector.model.issued_report import ReportKind
from inspector.model.period import Period
from inspector.model.summary import Texts
from inspector.periods import Instant
from inspector.words import N_

NOT_HERE = N_("This summary is not known here any more.")


def issued_summary(reader: Reader, grid: GridId, summary: str) -> str:
    """Find the report of a frozen ``summary`` that is signed digitally; empty where none was issued."""
    found = reader.value(
        "SELECT id FROM issued_report WHERE kind = ? AND about = ? AND signers <> '[]'"
        " AND EXISTS (SELECT 1 FROM json_each(also) WHERE value = ?) ORDER BY issued_ts LIMIT 1",
        (ReportKind.SUMMARY, grid, summary),
    )
    return str(found or "")


def issue_summary(
    workspace: Workspace,
    grid: GridId,
    period: Period,
    texts: Texts,
    by: Actor,
    at: Instant,
    person_key: PersonKey,
    chance: Callable[[int], bytes],
    *,
    finishes: str = "",
) -> tuple[str, Changes]:
    """Give the report of ``period``: frozen with ``texts`` and issued, where that was not done before.

    Raises Refused as ``freeze_summary`` and ``issue_report`` do; the draft ``finishes`` goes with the freeze.
    """
    changes = Changes()
    with closing(workspace.reader()) as reader:
        frozen = frozen_in_force(reader, grid, period)
    if frozen:
        summary = frozen.id
    else:
        summary, changes = freeze_summary(
            workspace, grid, period, texts, by, at, person_key, chance, finishes=finishes
        )
    with closing(workspace.reader()) as reader:
        report = issued_summary(reader, grid, summary)
    if not report:
        wish = ReportWish(
            kind=ReportKind.SUMMARY,
            about=(grid, period.name, summary),
            signers=PLACES[ReportKind.SUMMARY][:1],
        )
        issued = issue_report(workspace, wish, by, at, chance)
        report, changes = issued.report, changes | issued.changes
    return report, changes


def sign_summary(workspace: Workspace, report: str, by: Actor, at: Instant, person_key: PersonKey) -> Changes:
    """Sign the built ``report`` where ``by`` has a place in it; one that somebody signed already stays so.

    Raises Refused for a report nobody knows, and where nobody signed and ``by`` has no place.
    """
    with closing(workspace.reader()) as reader:
        row = known_report(reader, workspace, report)
        place = signing_place(reader, row, by.person, at.day)
        if place.field:
            return sign_final_report(reader, workspace, report, person_key, by, at, field=place.field)
    if not row.signed:
        raise Refused(place.why_not)
    return Changes()


def known_report(reader: Reader, workspace: Workspace, report: str) -> ReportRow:
    """Give the row of a report. Raises Refused for one nobody knows."""
    row = report_row(reader, workspace.folder, report)
    if row is None:
        raise Refused(NOT_HERE)
    return row
