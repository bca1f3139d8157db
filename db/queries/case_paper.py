"""What orders (交办单) and letters of transfer (移送函) print, asked of the tables."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from db.blob_files import BlobFiles
from db.case_recording import UNKNOWN
from db.connection import Reader
from db.queries.issues import Issue
from db.queries.paper_photos import NumberedPhoto, PhotosOf, numbered_photos
from db.queries.paper_rules import ISSUER, paper_rules
from db.queries.site_sheets import names_of_people, paper_findings, signer
from db.queries.withheld import withheld
from db.restricted import is_restricted
from inspector.errors import Refused
from inspector.model.finding_life import FindingAssigned, FindingTransferred
from inspector.model.working_days import Counting
from inspector.periods import Instant
from inspector.reports.attachment import Stage
from inspector.reports.case_paper import AssignedFinding, AssignmentPaper, TransferPaper
from inspector.reports.patrol_paper import PaperFinding
from inspector.words import N_, in_language

SEPARATOR = "、"


def assignment_paper(reader: Reader, blobs: BlobFiles, issue: Issue) -> AssignmentPaper:
    """Give the order as it is printed.

    Raises Refused for findings nobody knows, that are not assigned, or that different units have.
    """
    told = [_told(reader, finding, FindingAssigned.TYPE) for finding in issue.about]
    if not all(told):
        raise Refused(N_("A finding is assigned before its order is printed."))
    if len({one["unit"] for one in told}) > 1:
        raise Refused(N_("An order is for one unit."))
    found = _findings(reader, blobs, issue)
    names = names_of_people(reader)
    numbers = {one["number"] for one in told}
    return AssignmentPaper(
        **_head(reader, issue, found[1]),
        cases=tuple(
            AssignedFinding(
                finding=found[0][finding],
                due=_due(reader, finding),
                requirement="" if is_restricted(reader, finding) else one["requirement"],
                days=one["days"],
                counting=Counting(one["counting"]),
            )
            for finding, one in zip(issue.about, told, strict=True)
        ),
        unit=told[0]["unit"],
        person=_all_of(one["person_name"] or names.get(one["person"], "") for one in told),
        assigner=_all_of(names.get(one["by"], "") for one in told),
        assigned_on=max(Instant(one["at"], one["tz"]) for one in told).day,
        # assigned under several numbers, they are given together under that of the order
        assignment=numbers.pop() if len(numbers) == 1 else "",
        copies=tuple(dict.fromkeys(copy for one in told for copy in one["copies"])),
        basis=issue.text,
    )


def _all_of(names: Iterable[str]) -> str:
    return SEPARATOR.join(name for name in dict.fromkeys(names) if name)


def transfer_paper(reader: Reader, blobs: BlobFiles, issue: Issue) -> TransferPaper:
    """Give the letter as it is printed. Raises Refused for a finding that is unknown or not transferred."""
    (finding,) = issue.about
    found, photos = _findings(reader, blobs, issue, whole=True)
    told = _told(reader, finding, FindingTransferred.TYPE)
    if not told:
        raise Refused(N_("A finding is transferred before its letter is printed."))
    address = reader.value(
        "SELECT coalesce(site.address, '') FROM finding LEFT JOIN site ON site.id = finding.site"
        " WHERE finding.id = ?",
        (finding,),
    )
    return TransferPaper(
        **_head(reader, issue, photos),
        finding=found[finding],
        authority=told["authority"],
        reason=told["reason"],
        address=str(address),
        letter=told["number"],
        contact=issue.text,
    )


def _told(reader: Reader, finding: str, kind: str) -> dict[str, Any]:
    """Give what the last step of ``kind`` says, with who made it when; nothing without one."""
    row = reader.row(
        "SELECT told, by, at_ts, at_tz FROM case_step WHERE subject = ? AND type = ? AND has_effect"
        " ORDER BY position DESC LIMIT 1",
        (finding, kind),
    )
    if row is None:
        return {}
    told, by, ts, tz = row
    return {**json.loads(told), "by": by, "at": ts, "tz": tz}


def _due(reader: Reader, finding: str) -> date:
    return date.fromisoformat(str(reader.value("SELECT due_on FROM finding WHERE id = ?", (finding,))))


def _findings(
    reader: Reader, blobs: BlobFiles, issue: Issue, *, whole: bool = False
) -> tuple[dict[str, PaperFinding], list[NumberedPhoto]]:
    about = json.dumps(issue.about)
    say = in_language(paper_rules(reader, "").language)
    names = names_of_people(reader)
    photos = numbered_photos(reader, blobs, PhotosOf.FINDINGS, about, {}, names, say, whole=whole)
    left_away = {} if whole else withheld(reader, PhotosOf.FINDINGS, "0", about)
    found: dict[str, PaperFinding] = {}
    for finding in issue.about:
        mine = [one for one in photos if one.finding == finding]
        told = paper_findings(reader, "finding.id = :about", finding, mine, left_away, whole=whole)
        if not told:
            raise Refused(UNKNOWN)
        found[finding] = told[0][0]
    return found, photos


def _head(reader: Reader, issue: Issue, photos: list[NumberedPhoto]) -> dict[str, Any]:
    rules, names = paper_rules(reader, ""), names_of_people(reader)
    grid = reader.value(
        "SELECT coalesce(grid.name, '') FROM finding LEFT JOIN grid ON grid.id = finding.grid"
        " WHERE finding.id = ?",
        (issue.about[0],),
    )
    return {
        "language": rules.language,
        "stage": Stage.FINAL if issue.is_final else Stage.DRAFT,
        "office": rules.office,
        "number": issue.number,
        "grid": str(grid),
        "day": issue.day,
        "issued": issue.issued,
        "photos": tuple(one.paper for one in photos),
        "signers": (signer(ISSUER, names.get(issue.by, issue.by), issue),),
        "is_sample": rules.is_sample,
        "photos_per_page": rules.photos_per_page,
    }
