"""Reports with numbers of their own: of a visit, hints (环境问题提示单), dossiers, papers of a case."""

from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

import msgspec

from inspector.errors import Refused
from inspector.model.events import Blob, Event, Facts, event
from inspector.model.ids import PersonId, ReportId
from inspector.model.patrol import device_suffix
from inspector.model.signing import (
    ReportScanWithdrawn,
    ReportSealed,
    ReportSigned,
    Sealed,
    Signed,
    check_place,
    seal_report,
    sealed_of,
    sealed_without,
    signed_of,
    withdraw_scan,
)
from inspector.periods import Instant
from inspector.words import N_


class ReportKind(StrEnum):
    """What a report is about."""

    VISIT = "visit"
    HINT = "hint"
    DOSSIER = "dossier"
    CLOSE_OFF_FORM = "close_off_form"
    PUBLIC_NOTICE = "public_notice"
    CLOSE_OFF_FILE = "close_off_file"
    COMPLAINT = "complaint"
    COMPLAINT_TABLE = "complaint_table"
    ASSIGNMENT = "assignment"
    TRANSFER_LETTER = "transfer_letter"
    LEDGER = "ledger"
    SEARCH_LIST = "search_list"
    ORDER_LETTER = "order_letter"
    SUMMARY = "summary"
    PROGRESS = "progress"
    DISPATCH_LIST = "dispatch_list"
    ROUTE_SHEET = "route_sheet"
    MEETING_RECORD = "meeting_record"
    WALL_CHART = "wall_chart"
    UNIT_BOOKLET = "unit_booklet"
    RIVER_SECTIONS = "river_sections"
    CIRCULAR = "circular"


REPORT_KIND_NAMES = {
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


@event
class ReportIssued(Event):
    """A report was made final: from now on it has a number and its bytes are fixed.

    ``about`` is a stop, a finding, a task, a site or a complaint, as the kind says; ``also`` are further
    findings of a hint, of the same site, or the other complaints of a batch. A hint has no deadline and no
    legal consequence (grid staff do not assign): ``addressee`` is who is told, ``text`` what is asked for;
    of a visit, ``text`` says who was present.
    ``signers`` names the signature fields expected on it; without any it is signed and sealed in ink.
    """

    TYPE: ClassVar[str] = "report.issued"
    CHANGES_STATE: ClassVar[bool] = True

    kind: ReportKind
    number: str
    about: str
    grid: str
    site: str
    day: date
    patrol: str = ""
    signers: tuple[str, ...] = ()
    addressee: str = ""
    text: str = ""
    also: tuple[str, ...] = ()


class IssuedReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report with the signatures it was given."""

    id: ReportId
    by: PersonId
    at: Instant
    kind: ReportKind
    number: str
    about: str
    grid: str
    site: str
    day: date
    patrol: str
    signers: tuple[str, ...]
    addressee: str
    text: str
    also: tuple[str, ...]
    signed: tuple[Signed, ...] = ()
    sealed: tuple[Sealed, ...] = ()

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Fold a report; nothing if it was never issued with a readable body."""
        report: Self | None = None
        for fact in facts:
            if not fact.confirmed:
                continue
            match fact.event:
                case ReportIssued() as issued if report is None:
                    report = cls(
                        id=ReportId(fact.subject), by=PersonId(fact.actor), at=fact.at, **issued.told()
                    )
                case ReportSigned() as signed if report:
                    report = msgspec.structs.replace(report, signed=(*report.signed, signed_of(fact, signed)))
                case ReportSealed() as sealed if report:
                    report = msgspec.structs.replace(report, sealed=(*report.sealed, sealed_of(fact, sealed)))
                case ReportScanWithdrawn() as withdrawn if report:
                    report = msgspec.structs.replace(report, sealed=sealed_without(report.sealed, withdrawn))
                case _:
                    pass
        return report

    def sign(self, field: str, sha256: str, size: int, file: str, certificate: str) -> ReportSigned:
        """Record that the report was signed. Raises Refused as ``check_place``."""
        check_place(field, self.signers, self.signed)
        return ReportSigned(
            subject=self.id, field=field, sha256=sha256, size=size, file=file, certificate=certificate
        )

    def seal(self, scans: tuple[Blob, ...], found_by: str, name: str) -> tuple[ReportSealed, ...]:
        """File the scan of the inked and sealed print. Raises Refused as ``seal_report``."""
        return seal_report(self.id, self.number, self.sealed, scans, found_by, name)

    def withdraw_scan(self, entry: str, reason: str) -> ReportScanWithdrawn:
        """Take a scan back. Raises Refused as ``signing.withdraw_scan``."""
        return withdraw_scan(self.id, self.sealed, entry, reason)


def issue(report: ReportIssued) -> ReportIssued:
    """Check a report before it is made final. Raises Refused for a hint that tells nobody, or nothing."""
    if report.kind is ReportKind.HINT and not (report.addressee.strip() and report.text.strip()):
        raise Refused(N_("A hint says whom it is for and what is asked of them."))
    return report


def issued_number(grid_code: str, kind: ReportKind, year: int, feed: str, serial: int) -> str:
    """Number a report: grid, kind, year, device suffix and count, so that two offline devices never agree."""
    letter = _LETTERS[kind]
    return f"{grid_code}-{letter}{year}-{device_suffix(feed)}-{serial:04d}"


_LETTERS = {
    ReportKind.VISIT: "V",
    ReportKind.HINT: "H",
    ReportKind.DOSSIER: "D",
    ReportKind.CLOSE_OFF_FORM: "C",
    ReportKind.PUBLIC_NOTICE: "N",
    ReportKind.CLOSE_OFF_FILE: "F",
    ReportKind.COMPLAINT: "X",
    ReportKind.COMPLAINT_TABLE: "G",
    ReportKind.ASSIGNMENT: "A",
    ReportKind.TRANSFER_LETTER: "T",
    ReportKind.LEDGER: "L",
    ReportKind.SEARCH_LIST: "R",
    ReportKind.ORDER_LETTER: "B",
    ReportKind.SUMMARY: "S",
    ReportKind.PROGRESS: "P",
    ReportKind.DISPATCH_LIST: "K",
    ReportKind.ROUTE_SHEET: "U",
    ReportKind.MEETING_RECORD: "Y",
    ReportKind.WALL_CHART: "W",
    ReportKind.UNIT_BOOKLET: "J",
    ReportKind.RIVER_SECTIONS: "E",
    ReportKind.CIRCULAR: "M",
}
