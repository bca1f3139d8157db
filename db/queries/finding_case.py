"""What the case of a finding shows beside its sheet: its line, its round, its photos, what came back."""

from dataclasses import dataclass, replace
from datetime import date

import msgspec

from db.connection import Reader
from db.queries.cases import CaseSheet, RelapseProposal, case_sheet, relapse_proposals
from db.queries.findings import FINDING_JOINED, FINDING_ROW, FindingRow, finding_row
from db.queries.search_lists import SearchLine, searches_of_finding
from db.workspace import Actor, Workspace
from inspector.model.events import Blob, Place
from inspector.model.finding import (
    FindingCorrected,
    FindingNoticed,
    FindingPutRightOnTheSpot,
    FindingReported,
)
from inspector.model.ids import ComplaintId, FindingId, GridId, PhotoId
from inspector.model.photo import Doubt, Moment
from inspector.periods import Instant

NOBODY = Actor("", "")
OF_ROUND = (FindingNoticed.TYPE, FindingCorrected.TYPE, FindingPutRightOnTheSpot.TYPE, FindingReported.TYPE)
"""What the round said of it, before the office had it."""


@dataclass(frozen=True, slots=True)
class RoundLine:
    """An entry of ``OF_ROUND``: who recorded it when, and when it came here from another device."""

    type: str
    at: Instant
    by: str
    received_ts: int | None


@dataclass(frozen=True, slots=True)
class CasePhoto:
    """A photo of a finding, with its small picture's file and what asks for a look.

    ``is_of_case`` says that it was added to the case, not on a round.
    """

    photo: PhotoId
    preview: Blob
    taken: Instant
    moment: Moment
    place: Place | None
    doubts: tuple[Doubt, ...]
    is_of_case: bool


@dataclass(frozen=True, slots=True)
class CaseComplaint:
    """A complaint that a finding came from or was linked to."""

    complaint: ComplaintId
    number: str


@dataclass(frozen=True, slots=True)
class Case:
    """A finding as its page shows it; ``unreadable`` counts entries that need a newer program.

    ``proposals`` name the finding that had ended and may have come back as this one.
    """

    row: FindingRow
    sheet: CaseSheet
    spot: str
    noticed_by: str
    patrol: str
    site_place: Place | None
    round: tuple[RoundLine, ...]
    photos: tuple[CasePhoto, ...]
    unreadable: int
    proposals: tuple[RelapseProposal, ...]
    searches: tuple[SearchLine, ...] = ()
    """The searches for the same elsewhere, made from it or that led to it."""
    complaints: tuple[CaseComplaint, ...] = ()


def case_of(
    workspace: Workspace, reader: Reader, finding: FindingId, by: Actor | None, today: date
) -> Case | None:
    """Gather the case of a finding as it stands for who acts; nothing for one that is not recorded here."""
    row = reader.row(
        f"""SELECT {FINDING_ROW}, finding.spot, coalesce(person.name, ''), coalesce(patrol.number, ''),
            finding.grid, site.lat, site.lon {FINDING_JOINED}
        LEFT JOIN person ON person.id = finding.noticed_by LEFT JOIN patrol ON patrol.id = finding.patrol
        WHERE finding.id = ?""",
        (finding,),
    )
    sheet = case_sheet(workspace, reader, finding, by or NOBODY, today)
    if row is None or sheet is None:
        return None
    spot, noticed_by, patrol, grid, lat, lon = row[-6:]
    return Case(
        row=replace(finding_row(row[:-6]), text=sheet.finding.text),
        sheet=sheet,
        spot=spot,
        noticed_by=noticed_by,
        patrol=patrol,
        site_place=_place(lat, lon),
        round=_round(reader, finding),
        photos=_photos(reader, finding) if sheet.is_read else (),
        unreadable=int(reader.value("SELECT count(*) FROM trouble WHERE subject = ?", (finding,))),
        proposals=relapse_proposals(reader, GridId(grid), finding),
        searches=searches_of_finding(reader, finding),
        complaints=_complaints(reader, finding),
    )


def _complaints(reader: Reader, finding: FindingId) -> tuple[CaseComplaint, ...]:
    rows = reader.rows(
        """SELECT id, number FROM complaint WHERE id IN (
            SELECT source_ref FROM finding WHERE id = :finding AND source = 'complaint'
            UNION SELECT complaint FROM complaint_finding WHERE finding = :finding)
        ORDER BY received_ts, id""",
        {"finding": finding},
    )
    return tuple(CaseComplaint(ComplaintId(one), number) for one, number in rows)


def _round(reader: Reader, finding: FindingId) -> tuple[RoundLine, ...]:
    rows = reader.rows(
        """SELECT entry.type, entry.ts, entry.tz, coalesce(person.name, ''), entry.received_ts
        FROM entry LEFT JOIN person ON person.id = entry.actor
        WHERE entry.obj = ? AND entry.type IN (SELECT value FROM json_each(?))
            AND entry.hash NOT IN (SELECT entry FROM unconfirmed WHERE subject = entry.obj)
        ORDER BY entry.lc, entry.ts""",
        (finding, msgspec.json.encode(OF_ROUND).decode()),
    )
    return tuple(RoundLine(kind, Instant(ts, tz), by, received) for kind, ts, tz, by, received in rows)


def _photos(reader: Reader, finding: FindingId) -> tuple[CasePhoto, ...]:
    rows = reader.rows(
        """SELECT id, preview_sha256, preview_size, preview_mime, taken_ts, taken_tz, moment, lat, lon,
            doubts, patrol = '' AND stop = ''
        FROM photo WHERE finding = ? AND finding <> '' ORDER BY taken_ts, id""",
        (finding,),
    )
    return tuple(
        CasePhoto(
            photo=PhotoId(photo),
            preview=Blob(sha256, size, mime),
            taken=Instant(ts, tz),
            moment=Moment(moment),
            place=_place(lat, lon),
            doubts=msgspec.json.decode(doubts, type=tuple[Doubt, ...]),
            is_of_case=bool(is_of_case),
        )
        for photo, sha256, size, mime, ts, tz, moment, lat, lon, doubts, is_of_case in rows
    )


def _place(lat: int | None, lon: int | None) -> Place | None:
    return None if lat is None or lon is None else Place(lat=lat, lon=lon)
