"""Signing a final report in its place, and recording that it was signed."""

from pathlib import Path
from threading import Lock

from db.changes import Changes
from db.connection import Reader
from db.queries.paper_rules import INSPECTOR, ISSUER, is_inspectors, place_of_inspector
from db.report_files import report_file
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.journal.person_key import PersonKey
from inspector.model.issued_report import IssuedReport
from inspector.model.patrol import Patrol
from inspector.periods import Instant
from inspector.words import N_

IN_PLACE = Lock()
"""Held while a kept report is signed, or replaced by one that goes on from it; each would lose the other."""


def sign_final_report(
    reader: Reader,
    workspace: Workspace,
    subject: str,
    key: PersonKey,
    by: Actor,
    at: Instant,
    *,
    field: str = INSPECTOR,
) -> Changes:
    """Sign the final report of ``subject``, a patrol or an issued report, in its place and record that.

    The file may be our own, or one that was received and is kept here. Should the program end between the
    two, the next call finds the signature and records it. Raises Refused when this person does not sign here,
    the certificate is not known here as theirs, or the final is not here.
    """
    with IN_PLACE:
        return _sign(reader, workspace, subject, key, by, at, field)


def _sign(
    reader: Reader, workspace: Workspace, subject: str, key: PersonKey, by: Actor, at: Instant, field: str
) -> Changes:
    from inspector.reports.signature import sign_report

    folded = _folded(reader, workspace, subject)
    _check_author(reader, workspace, folded, field, by)
    owner = reader.value("SELECT person FROM certificate WHERE sha256 = ?", (key.certificate_sha256,))
    if owner != by.person:
        raise Refused(N_("This certificate is not known here as yours."))
    file = report_file(reader, workspace, subject)
    if not file.exists():
        raise Refused(N_("The report {name} is missing; build it first."), name=file.name)
    name = file.relative_to(workspace.folder).as_posix()
    folded.sign(field, "", 0, name, key.certificate_sha256)
    sha256 = _signed_before(file, field, key) or sign_report(file, file, key, field, at).sha256
    event = folded.sign(field, sha256, file.stat().st_size, name, key.certificate_sha256)
    return workspace.record([event], by, at)


def _folded(reader: Reader, workspace: Workspace, subject: str) -> Patrol | IssuedReport:
    facts = workspace.facts_of(reader, subject)
    folded = Patrol.of(facts) or IssuedReport.of(facts)
    if folded is None:
        raise Refused(N_("There is no patrol {patrol} in this workspace."), patrol=subject)
    return folded


def _check_author(
    reader: Reader, workspace: Workspace, folded: Patrol | IssuedReport, field: str, by: Actor
) -> None:
    """Raise Refused where somebody signs as the author who neither made the round nor issued the report."""
    if isinstance(folded, Patrol):
        if is_inspectors(field) and field != place_of_inspector(folded.inspectors, by.person):
            raise Refused(N_("Only an inspector of this patrol signs here."))
        return
    if field == INSPECTOR:
        patrol = Patrol.of(workspace.facts_of(reader, folded.patrol))
        if patrol is None or by.person not in patrol.inspectors:
            raise Refused(N_("Only an inspector of this patrol signs here."))
    if field == ISSUER and by.person != folded.by:
        raise Refused(N_("Only who issued this report signs here."))


def _signed_before(file: Path, field: str, key: PersonKey) -> str:
    """Give the SHA-256 of the report right after this key signed in ``field``; empty if it did not."""
    from inspector.reports.pdf_reading import open_pdf
    from inspector.reports.signature_reading import seen_signatures

    for seen in seen_signatures(open_pdf(file)):
        if seen.valid and (seen.field, seen.certificate_sha256) == (field, key.certificate_sha256):
            return seen.reaches
    return ""
