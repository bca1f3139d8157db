"""What the papers of a close-off print, asked of the tables: the form, the public notice, the whole file."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import msgspec

from db.blob_files import BlobFiles
from db.connection import Reader
from db.queries.close_off_scans import Scanned, scanned_papers
from db.queries.closed_cases import case_on_paper
from db.queries.issues import Issue
from db.queries.paper_photos import PhotosOf, numbered_photos
from db.queries.paper_rules import ISSUER, paper_rules
from db.queries.site_sheets import names_of_people, signer
from db.restricted import is_restricted
from inspector.model.close_off import (
    CRITERIA,
    CloseOffFiled,
    CloseOffObjected,
    CloseOffRefused,
    CloseOffReturned,
    CloseOffStep,
    Criterion,
    CriterionAnswer,
    ObjectionSettled,
)
from inspector.model.finding_life import FindingPutRight, FindingRelapsed, RecheckFailed, RecheckPassed
from inspector.model.issued_report import ReportKind
from inspector.model.task_life import TaskCompleted, TaskRecheckFailed, TaskRecheckPassed
from inspector.periods import Instant
from inspector.reports.attachment import Stage
from inspector.reports.close_off_paper import (
    CloseOffFilePaper,
    CloseOffFormPaper,
    CloseOffPaper,
    PaperObjection,
    PaperRecheck,
    PaperReturn,
    PaperStep,
    PublicNoticePaper,
)
from inspector.words import in_language

_FORMS: Mapping[str, type[CloseOffPaper]] = {
    ReportKind.CLOSE_OFF_FORM: CloseOffFormPaper,
    ReportKind.PUBLIC_NOTICE: PublicNoticePaper,
    ReportKind.CLOSE_OFF_FILE: CloseOffFilePaper,
}


@dataclass(slots=True)
class _Told:
    """What the steps of a case tell, since its close-off last began anew."""

    done: str = ""
    done_on: date | None = None
    rechecks: list[PaperRecheck] = field(default_factory=list)
    objections: dict[str, PaperObjection] = field(default_factory=dict)
    returns: list[PaperReturn] = field(default_factory=list)
    filed: dict[str, Any] = field(default_factory=dict)
    filed_by: str = ""


def close_off_paper(reader: Reader, blobs: BlobFiles, issue: Issue) -> CloseOffPaper:
    """Give a paper of the close-off of a case as it is printed. Raises Refused for a case nobody knows."""
    subject = issue.about[0]
    rules, names = paper_rules(reader, ""), names_of_people(reader)
    is_hidden = is_restricted(reader, subject)
    told = _Told() if is_hidden else _told(reader, subject, names)
    case, grid = case_on_paper(reader, subject)
    case = replace(case, done=told.done, done_on=told.done_on, rechecks=tuple(told.rechecks))
    criteria, days, look_back_days = _ruled(reader)
    filed = told.filed
    filed_on = _day(filed.get("on"))
    say = in_language(rules.language)
    photos = numbered_photos(reader, blobs, PhotosOf.FINDINGS, json.dumps(issue.about), {}, names, say)
    form = _FORMS[issue.kind]
    paper = form(
        language=rules.language,
        stage=Stage.FINAL if issue.is_final else Stage.DRAFT,
        office=rules.office,
        number=issue.number,
        grid=grid,
        day=issue.day,
        issued=issue.issued,
        photos=() if is_hidden or form is PublicNoticePaper else tuple(one.paper for one in photos),
        signers=(signer(ISSUER, names.get(issue.by, issue.by), issue),),
        is_sample=rules.is_sample,
        photos_per_page=rules.photos_per_page,
        case=case,
        steps=() if is_hidden else tuple(_steps(reader, subject, names)),
        criteria=criteria,
        objections=tuple(told.objections.values()),
        returns=tuple(told.returns),
        publicity_days=days,
        filed_on=filed_on,
        filed_by=told.filed_by,
        filing_number=filed.get("number", ""),
        filing_opinion=filed.get("opinion", ""),
        look_back=_day(filed.get("look_back")) or (filed_on and filed_on + timedelta(days=look_back_days)),
    )
    # a final without a number is only asked whether it can be printed: no page is drawn for that
    if isinstance(paper, CloseOffFilePaper) and (issue.number or not issue.is_final):
        return _with_scans(paper, scanned_papers(reader, blobs, subject, say, len(paper.photos)))
    return paper


def _told(reader: Reader, subject: str, names: Mapping[str, str]) -> _Told:
    rows = reader.rows(
        """SELECT type, entry, by, at_ts, at_tz, told FROM case_step
        WHERE subject = ? AND has_effect ORDER BY position""",
        (subject,),
    )
    told = _Told()
    for kind, entry, by, ts, tz, written in rows:
        body = json.loads(written)
        name = names.get(by, by)
        match kind:
            case FindingPutRight.TYPE | TaskCompleted.TYPE:
                told.done, told.done_on, told.rechecks = body["text"], _day(body["on"]), []
            case RecheckPassed.TYPE | TaskRecheckPassed.TYPE:
                told.rechecks.append(
                    PaperRecheck(by=name, on=Instant(ts, tz).day, is_passed=True, note=body["note"])
                )
            case RecheckFailed.TYPE | TaskRecheckFailed.TYPE | CloseOffRefused.TYPE:
                told.objections, told.returns, told.rechecks = {}, [], []
            case FindingRelapsed.TYPE:
                told = _Told()
            case CloseOffObjected.TYPE:
                on = date.fromisoformat(body["on"])
                told.objections[entry] = PaperObjection(on=on, text=body["text"])
            case ObjectionSettled.TYPE if body["objection"] in told.objections:
                before = told.objections[body["objection"]]
                told.objections[body["objection"]] = replace(before, result=body["result"])
            case CloseOffReturned.TYPE:
                step, on = CloseOffStep(body["step"]), Instant(ts, tz).day
                told.returns.append(PaperReturn(step=step, by=name, on=on, reason=body["reason"]))
            case CloseOffFiled.TYPE:
                told.filed, told.filed_by = body, name
    return told


def _steps(reader: Reader, subject: str, names: Mapping[str, str]) -> Iterator[PaperStep]:
    rows = reader.rows(
        """SELECT step, done_on, by, recorded_ts, recorded_tz, people, opinion, criteria, until_on, address,
            contact, way, names FROM close_off_step WHERE subject = ? ORDER BY position""",
        (subject,),
    )
    for step, on, by, ts, tz, people, opinion, criteria, until, address, contact, way, papers in rows:
        yield PaperStep(
            step=CloseOffStep(step),
            on=date.fromisoformat(on),
            by=names.get(by, by),
            recorded=Instant(ts, tz),
            people=tuple(names.get(one, one) for one in json.loads(people)),
            opinion=opinion,
            way=way,
            criteria=msgspec.json.decode(criteria, type=tuple[CriterionAnswer, ...]),
            until=_day(until),
            address=address,
            contact=contact,
            papers=tuple(name for name in json.loads(papers) if name),
        )


def _ruled(reader: Reader) -> tuple[tuple[Criterion, ...], int, int]:
    row = reader.row("SELECT criteria, publicity_days, look_back_days FROM rules ORDER BY id LIMIT 1")
    if row is None:
        return CRITERIA, 7, 90
    criteria, days, look_back = row
    return tuple(Criterion(one) for one in json.loads(criteria)), days, look_back


def _with_scans(paper: CloseOffFilePaper, found: Scanned) -> CloseOffFilePaper:
    return replace(paper, photos=(*paper.photos, *found.pictures), scans=found.pages, listed=found.listed)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
