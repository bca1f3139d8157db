"""What the reports page does beside the window: make a report, copy it, sign it, verify it."""

import os
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QByteArray

from db.changes import Changes
from db.connection import Reader
from db.disk import full_disk_in_words
from db.keys import KeptKey, kept_keys
from db.queries.reports import ReportRow, ReportState
from db.queries.signing_places import Signer, SigningPlace, signer_of, signing_place
from db.queries.trust import known_here
from db.report_files import final_report, lay_out_again, order_report, report_file
from db.report_signing import sign_final_report
from db.workspace import Actor, Workspace
from inspector.errors import Refused, Unreadable
from inspector.file_faults import put_in_place, why
from inspector.journal.person_key import PersonKey
from inspector.periods import Instant
from inspector.reports.attachment import Stage
from inspector.reports.verdict import Verdict
from inspector.words import N_
from ui.background import Report
from ui.report_words import SignatureOnFile
from ui.side_work import SideWork


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A report as it is looked at: its bytes, a name for people, and where it is kept, if it is.

    ``is_rebuilt``: the true one lies on another device; this one was built of what is known here.
    """

    subject: str
    content: QByteArray
    name: str
    file: Path | None = None
    is_rebuilt: bool = False
    signatures: tuple[SignatureOnFile, ...] = ()


@dataclass(frozen=True, slots=True)
class SigningQuestion:
    """All that has to be known before somebody signs: where, who, and with which keys kept here."""

    report: ReportRow
    place: SigningPlace
    signer: Signer
    keys: tuple[KeptKey, ...]


def make_report(workspace: Workspace, side_work: SideWork, row: ReportRow, report: Report) -> ShownReport:
    """Give the report of ``row``, built if it is not there.

    Only a final that was made on this device is built for good: a draft changes, and of another device's
    something may still be on its way. Raises Refused as ``final_report`` does, and
    when the disk is full.
    """
    with full_disk_in_words(), closing(workspace.reader()) as reader:
        kept = row.state is not ReportState.DRAFT and report_file(reader, workspace, row.subject).exists()
        if row.made_here or kept:
            final = final_report(reader, workspace, row.subject, partial(side_work.build, report=report))
            content = QByteArray(final.file.read_bytes())
            signatures = _signatures_on(final.file) if row.expected else ()
            return ShownReport(row.subject, content, final.file.name, final.file, signatures=signatures)
        with TemporaryDirectory() as folder:
            stage = Stage.DRAFT if row.state is ReportState.DRAFT else Stage.FINAL
            order = order_report(reader, workspace, row.subject, stage, Path(folder) / "report.pdf")
            side_work.build(order, report)
            content = QByteArray(order.to.read_bytes())
        return ShownReport(row.subject, content, order.name, is_rebuilt=stage is Stage.FINAL)


def lay_out_here(
    workspace: Workspace, side_work: SideWork, row: ReportRow, per_page: int, report: Report
) -> None:
    """Build the final of ``row`` anew with so many photos on a page. Raises Refused once it was signed."""
    with full_disk_in_words(), closing(workspace.reader()) as reader:
        build = partial(side_work.build, report=report)
        lay_out_again(reader, workspace, row.subject, build, per_page)


def copy_report(content: QByteArray, to: Path) -> Path:
    """Write the bytes of a report to ``to``, whole or not at all.

    Raises Refused where that is not possible.
    """
    part = to.with_name(f".{to.name}.part")
    try:
        with full_disk_in_words(), part.open("wb") as file:
            file.write(content.data())
            file.flush()
            os.fsync(file.fileno())
        put_in_place(part, to)
    except OSError as fault:
        raise Refused(N_("The file can't be written: {reason}."), reason=why(fault)) from fault
    finally:
        part.unlink(missing_ok=True)
    return to


def signing_question(
    workspace: Workspace, row: ReportRow, actor: Actor, now: Instant, reader: Reader
) -> SigningQuestion:
    """Ask all that has to be known before ``actor`` signs the report of ``row``."""
    return SigningQuestion(
        row,
        signing_place(reader, row, actor.person, now.day),
        signer_of(reader, actor.person),
        tuple(kept_keys(workspace.folder, actor.person)),
    )


def sign_here(
    workspace: Workspace, subject: str, key: PersonKey, by: Actor, at: Instant, field: str
) -> Changes:
    """Sign the report of ``subject`` and record it, in the lane of writes, or raise Refused."""
    with full_disk_in_words(), closing(workspace.reader()) as reader:
        return sign_final_report(reader, workspace, subject, key, by, at, field=field)


def verify_here(
    workspace: Workspace, side_work: SideWork, file: Path, now: Instant, report: Report
) -> Verdict:
    """Verify ``file`` with what this workspace knows."""
    with closing(workspace.reader()) as reader:
        known = known_here(reader, workspace.root, now)
    return side_work.verify(file, known, report)


def _signatures_on(file: Path) -> tuple[SignatureOnFile, ...]:
    """Read who signed the file, oldest first; of a damaged one, nobody."""
    from inspector.reports.pdf_reading import open_pdf
    from inspector.reports.signature_reading import seen_signatures

    with suppress(Unreadable):
        return tuple(
            SignatureOnFile(one.name, one.signed_at.local if one.signed_at else None)
            for one in seen_signatures(open_pdf(file), with_reach=False)
            if not one.is_time_stamp
        )
    return ()
