"""What the ledger (整改台账) prints, asked of the tables."""

import json
from collections.abc import Mapping
from datetime import date

from db.blob_files import BlobFiles
from db.connection import Reader
from db.queries.findings import FindingView, finding_keys
from db.queries.issues import Issue
from db.queries.paper_rules import ISSUER, paper_rules
from db.queries.site_sheets import names_of_people, signer
from inspector.errors import Refused
from inspector.model.finding_life import RecheckFailed, RecheckPassed
from inspector.model.finding_state import FindingState, Severity, Source
from inspector.model.ids import FindingId, GridId
from inspector.periods import Instant
from inspector.reports.attachment import Stage
from inspector.reports.case_paper import LedgerLine, LedgerPaper
from inspector.words import N_, in_language

LEDGER_FILTERS: Mapping[str, str] = {
    "open": N_("open findings"),
    "overdue": N_("overdue findings"),
    "recheck": N_("findings to be re-checked"),
    "reported": N_("findings to be assigned"),
    "closed": N_("findings that ended"),
    "all": N_("all findings"),
}
"""What a ledger may be about, as it is printed at its top."""
MOST_LINES = 2000
"""More lines are no paper any more; the export takes any number."""


def ledger_findings(reader: Reader, issue: Issue) -> list[FindingId]:
    """List what a ledger is about, at most one more than it may have."""
    grid, *chosen = issue.about
    view = FindingView(GridId(grid), issue.day, chosen[0] if chosen else "open")
    return finding_keys(reader, view, MOST_LINES + 1)


def ledger_paper(reader: Reader, _blobs: BlobFiles, issue: Issue) -> LedgerPaper:
    """Give the ledger of a grid as it is printed; ``about`` is the grid and a filter's name.

    Raises Refused for a grid or a filter nobody knows, and for more lines than a paper holds.
    """
    grid, *chosen = issue.about
    name = reader.value("SELECT name FROM grid WHERE id = ?", (grid,))
    if name is None or (chosen and chosen[0] not in LEDGER_FILTERS):
        raise Refused(N_("There is no such ledger in this workspace."))
    findings = ledger_findings(reader, issue)
    if len(findings) > MOST_LINES:
        raise Refused(
            N_("A ledger on paper has at most {limit} lines; narrow it, or export it."), limit=MOST_LINES
        )
    rules, names = paper_rules(reader, ""), names_of_people(reader)
    return LedgerPaper(
        language=rules.language,
        stage=Stage.FINAL if issue.is_final else Stage.DRAFT,
        office=rules.office,
        number=issue.number,
        grid=str(name),
        day=issue.day,
        issued=issue.issued,
        signers=(signer(ISSUER, names.get(issue.by, issue.by), issue),),
        is_sample=rules.is_sample,
        described=in_language(rules.language)(LEDGER_FILTERS[chosen[0] if chosen else "open"]),
        lines=_lines(reader, findings, names, issue.day),
    )


def _lines(
    reader: Reader, findings: list[FindingId], names: Mapping[str, str], today: date
) -> tuple[LedgerLine, ...]:
    rows = reader.rows(
        """SELECT finding.id, number, source, noticed_on, coalesce(site.name, ''), spot, text, severity,
            state, due_on, unit, person_name, requirement, extensions, relapses, put_right_on, ended_on,
            is_open, step.type, step.by, step.at_ts, step.at_tz
        FROM finding LEFT JOIN site ON site.id = finding.site
        LEFT JOIN case_step AS step ON step.subject = finding.id AND step.position = (
            SELECT max(position) FROM case_step WHERE subject = finding.id AND has_effect AND type IN (?, ?))
        WHERE finding.id IN (SELECT value FROM json_each(?))""",
        (RecheckPassed.TYPE, RecheckFailed.TYPE, json.dumps(findings)),
    )
    lines: dict[str, LedgerLine] = {}
    for finding, number, source, noticed, site, spot, text, severity, state, due, *rest in rows:
        unit, person, asked, extensions, relapses, done, ended, is_open, kind, by, ts, tz = rest
        last = date.fromisoformat(due)
        lines[finding] = LedgerLine(
            number=number,
            source=Source(source),
            noticed=date.fromisoformat(noticed),
            place=" ".join(part for part in (site, spot) if part),
            text=text,
            severity=Severity(severity),
            state=FindingState(state),
            due=last,
            unit=unit,
            person=person,
            requirement=asked,
            extensions=extensions,
            relapses=relapses,
            done_on=_day(done),
            rechecked_by=names.get(by, ""),
            rechecked_on=Instant(ts, tz).day if kind else None,
            has_passed=kind == RecheckPassed.TYPE,
            ended_on=_day(ended),
            is_overdue=bool(is_open) and last < today,
        )
    return tuple(lines[finding] for finding in findings)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
