"""What the papers about complaints print, asked of the tables; they hold who complained masked only."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from db.blob_files import BlobFiles
from db.connection import Reader, Row
from db.queries.issues import Issue
from db.queries.paper_rules import ISSUER, PaperRules, paper_rules
from db.queries.site_sheets import names_of_people, signer
from inspector.errors import Refused
from inspector.model.complaint_files import ComplaintFilesSealed, ComplaintFileWithdrawn
from inspector.model.complaint_life import (
    ComplaintAccepted,
    ComplaintAssigned,
    ComplaintClosed,
    ComplaintClosedForNow,
    ComplaintConflictResolved,
    ComplaintCorrected,
    ComplaintDeclined,
    ComplaintExtended,
    ComplaintFindingLinked,
    ComplaintInvestigated,
    ComplaintLeftOpen,
    ComplaintLinked,
    ComplaintReceived,
    ComplaintReopened,
    ComplaintReplied,
    ComplaintRevisited,
    ComplaintWithdrawn,
    RevisitPlanned,
)
from inspector.model.complaint_words import Channel, ComplaintState, Measure, Pollution, Truth
from inspector.periods import Instant, long_day
from inspector.reports.attachment import Stage
from inspector.reports.complaint_paper import (
    ComplaintPaper,
    ComplaintTablePaper,
    PaperComplaint,
    PaperComplaintStep,
)
from inspector.words import N_, Say, in_language

UNKNOWN = N_("There is no complaint {complaint} in this workspace.")
STEP_WORDS: Mapping[str, str] = {
    ComplaintReceived.TYPE: N_("registered"),
    ComplaintCorrected.TYPE: N_("corrected"),
    ComplaintWithdrawn.TYPE: N_("taken back"),
    ComplaintAccepted.TYPE: N_("taken up"),
    ComplaintDeclined.TYPE: N_("not taken up"),
    ComplaintAssigned.TYPE: N_("given to its handlers"),
    ComplaintExtended.TYPE: N_("term extended"),
    ComplaintInvestigated.TYPE: N_("investigated"),
    ComplaintFindingLinked.TYPE: N_("finding linked"),
    ComplaintClosed.TYPE: N_("settled"),
    ComplaintClosedForNow.TYPE: N_("settled in stages"),
    ComplaintLeftOpen.TYPE: N_("not settled"),
    ComplaintReplied.TYPE: N_("answered"),
    ComplaintFilesSealed.TYPE: N_("files sealed"),
    ComplaintFileWithdrawn.TYPE: N_("file taken back"),
    ComplaintLinked.TYPE: N_("linked to an earlier complaint"),
    RevisitPlanned.TYPE: N_("chosen for a round of looking again"),
    ComplaintRevisited.TYPE: N_("looked at again: it holds"),
    ComplaintReopened.TYPE: N_("opened again"),
    ComplaintConflictResolved.TYPE: N_("steps that exclude each other were decided"),
}
_COLUMNS = """complaint.number, complaint.given_number, complaint.batch, complaint.channel, complaint.kinds,
    coalesce(site.name, complaint.accused), coalesce(nullif(complaint.address, ''), site.address, ''),
    coalesce((SELECT name FROM grid AS place
        WHERE place.id = coalesce(nullif(site.grid, ''), complaint.grid)), ''),
    complaint.content, complaint.state, complaint.verdict, complaint.investigation, complaint.result,
    complaint.accountability"""
_FROM = "FROM complaint LEFT JOIN site ON site.id = complaint.site"
_REST = """complaint.received_ts, complaint.received_tz, complaint.identity_shown, complaint.is_anonymous,
    complaint.wanted, coalesce(earlier.number, ''), complaint.due_on, complaint.extensions, complaint.unit,
    complaint.handlers, complaint.investigated_on, complaint.replied_on, complaint.letter, complaint.reply,
    complaint.opinion, iif(complaint.state = 'declined', complaint.reason, ''), coalesce(grid.name, '')"""


def complaint_paper(reader: Reader, _blobs: BlobFiles, issue: Issue) -> ComplaintPaper:
    """Give 信访登记办理单 as it is printed. Raises Refused for a complaint nobody knows."""
    (complaint, *_more) = issue.about
    row = reader.row(
        f"SELECT {_COLUMNS}, {_REST} {_FROM} LEFT JOIN grid ON grid.id = complaint.grid"
        " LEFT JOIN complaint AS earlier ON earlier.id = complaint.earlier WHERE complaint.id = ?",
        (complaint,),
    )
    if row is None:
        raise Refused(UNKNOWN, complaint=complaint)
    rules, names = paper_rules(reader, ""), names_of_people(reader)
    say = in_language(rules.language)
    ts, tz, shown, anonymous, wanted, earlier, due, extensions, unit, handlers, *rest = row[14:]
    investigated, replied, letter, reply, opinion, reason, grid = rest
    return ComplaintPaper(
        **_head(rules, issue, names),
        grid=grid,
        complaint=_complaint(row),
        received=Instant(ts, tz),
        complainant=shown,
        is_anonymous=bool(anonymous),
        wanted=wanted,
        earlier=earlier,
        due=date.fromisoformat(due),
        extensions=extensions,
        unit=unit,
        handlers=tuple(sorted(names.get(one, "") for one in json.loads(handlers))),
        investigated=_day(investigated),
        findings=_findings(reader, complaint),
        replied=_day(replied),
        letter=letter,
        reply=reply,
        opinion=opinion,
        decline_reason=reason,
        steps=_steps(reader, complaint, names, say),
    )


def complaint_table_paper(reader: Reader, _blobs: BlobFiles, issue: Issue) -> ComplaintTablePaper:
    """Give 边督边改公开情况一览表 of the batch that a complaint came in.

    Of a final, exactly the complaints it was issued about. Raises Refused for a complaint nobody knows, or
    one that came in no batch.
    """
    batch = reader.value("SELECT batch FROM complaint WHERE id = ?", (issue.about[0],))
    if batch is None:
        raise Refused(UNKNOWN, complaint=issue.about[0])
    if not batch:
        raise Refused(N_("This complaint came in no batch; the public table is of a batch of cases."))
    rows = reader.rows(
        f"SELECT {_COLUMNS} {_FROM} WHERE complaint.id IN (SELECT value FROM json_each(?))"  # noqa: S608 - our own words
        " ORDER BY complaint.given_number, complaint.number",
        (json.dumps(issue.about),),
    )
    rules, names = paper_rules(reader, ""), names_of_people(reader)
    return ComplaintTablePaper(
        **_head(rules, issue, names), grid="", batch=batch, complaints=tuple(map(_complaint, rows))
    )


def batch_with(reader: Reader, complaint: str) -> tuple[str, ...]:
    """Give the complaints of the batch that ``complaint`` came in, itself the first."""
    rows = reader.rows(
        """SELECT id FROM complaint WHERE id = :complaint OR (state <> 'withdrawn' AND batch <> ''
            AND batch = (SELECT batch FROM complaint WHERE id = :complaint))
        ORDER BY id = :complaint DESC, given_number, number""",
        {"complaint": complaint},
    )
    return tuple(one for (one,) in rows)


def _head(rules: PaperRules, issue: Issue, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "language": rules.language,
        "stage": Stage.FINAL if issue.is_final else Stage.DRAFT,
        "office": rules.office,
        "number": issue.number,
        "day": issue.day,
        "issued": issue.issued,
        "signers": (signer(ISSUER, names.get(issue.by, issue.by), issue),),
        "is_sample": rules.is_sample,
        "photos_per_page": rules.photos_per_page,
    }


def _complaint(row: Row) -> PaperComplaint:
    number, given, batch, channel, kinds, accused, address, region, content, state, verdict, *rest = row[:14]
    investigation, result, counts = rest
    return PaperComplaint(
        number=number,
        given_number=given,
        batch=batch,
        channel=Channel(channel),
        kinds=tuple(map(Pollution, json.loads(kinds))),
        accused=accused,
        address=address,
        region=region,
        content=content,
        state=ComplaintState(state),
        verdict=Truth(verdict) if verdict else None,
        investigation=investigation,
        result=result,
        accountability=tuple((Measure(one["measure"]), one["persons"]) for one in json.loads(counts)),
    )


def _findings(reader: Reader, complaint: str) -> tuple[str, ...]:
    rows = reader.rows(
        """SELECT number FROM finding WHERE (source = 'complaint' AND source_ref = :complaint)
            OR id IN (SELECT finding FROM complaint_finding WHERE complaint = :complaint)
        ORDER BY noticed_ts, id""",
        {"complaint": complaint},
    )
    return tuple(number for (number,) in rows)


def _steps(
    reader: Reader, complaint: str, names: Mapping[str, str], say: Say
) -> tuple[PaperComplaintStep, ...]:
    rows = reader.rows(
        "SELECT type, at_ts, at_tz, by, told FROM case_step WHERE subject = ? AND has_effect"
        " ORDER BY position",
        (complaint,),
    )
    return tuple(
        PaperComplaintStep(
            at=Instant(ts, tz),
            text=say(STEP_WORDS[kind]),
            by=names.get(by, ""),
            remark=_remark(json.loads(told), say),
        )
        for kind, ts, tz, by, told in rows
    )


def _remark(told: Mapping[str, object], say: Say) -> str:
    """Say why, for how long, and when somebody was told; the longer texts stand in the form itself."""
    until = told.get("until") or told.get("due")
    parts = [
        say("due by {day}", day=long_day(date.fromisoformat(str(until)), say)) if until else "",
        say("told on {day}", day=long_day(date.fromisoformat(str(told["told_on"])), say))
        if told.get("told_on")
        else "",
        str(told.get("reason") or ""),
    ]
    return say(", ").join(part for part in parts if part)


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
