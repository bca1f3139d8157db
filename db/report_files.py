"""The reports of this workspace: ordered, kept under names for people, signed, and recorded as signed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from db.changes import Changes
from db.connection import Reader
from db.queries.carried_entries import bytes_of, entries_of_patrol, previews_of_patrol
from db.queries.paper_rules import INSPECTOR
from db.queries.patrol_paper import patrol_paper
from db.workspace import Actor, Workspace
from inspector import __version__
from inspector.errors import Refused
from inspector.journal.person_key import PersonKey
from inspector.model.patrol import Patrol, device_suffix
from inspector.periods import Instant
from inspector.reports.attachment import (
    Carried,
    ExpectedSignature,
    NamedPhoto,
    ReportData,
    Stage,
    name_pack,
    pack_entries,
    shown_entries,
    write_data,
)
from inspector.reports.patrol_paper import PatrolPaper
from inspector.words import N_, in_language

KIND = "patrol"
FILE_TITLE = N_("daily patrol report")
LONGEST_NAME = 40
"""Characters of a grid's name in a file name: Windows counts 260 for the whole path."""
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')


@dataclass(frozen=True, slots=True)
class Order:
    """What a report is built of, and where it will lie."""

    paper: PatrolPaper
    carried: Carried
    to: Path


def report_file(reader: Reader, workspace: Workspace, patrol: str) -> Path:
    """Give where the final report of ``patrol`` lies or will lie.

    ``reports/2026/11/2026-11-22_<grid>_<title>_001.pdf`` in the workspace.
    """
    paper = patrol_paper(reader, workspace.blobs, patrol, Stage.FINAL)
    return _place(workspace, paper)


def order_report(
    reader: Reader,
    workspace: Workspace,
    patrol: str,
    stage: Stage,
    to: Path | None = None,
    *,
    in_ink: bool = False,
) -> Order:
    """Gather the report of ``patrol``: what is printed, and the entries, previews and data it carries.

    It goes where ``report_file`` says unless ``to`` names another place. Raises Refused for a patrol nobody
    knows, and for a final of one that is still open.
    """
    from inspector.reports.report_writing import unprintable

    paper = patrol_paper(reader, workspace.blobs, patrol, stage, in_ink=in_ink)
    workspace.settle()
    entries = entries_of_patrol(reader, patrol)
    previews = previews_of_patrol(reader, patrol)
    pack = pack_entries(
        entries, bytes_of(workspace.blobs, previews), root=workspace.root, writer=workspace.feed
    )
    data = ReportData(
        kind=KIND,
        stage=stage,
        subject=patrol,
        number=paper.number,
        title=paper.headline(in_language(paper.language)),
        day=paper.day.isoformat(),
        language=paper.language.replace("_", "-"),
        office=paper.office,
        grid=paper.grid,
        org=next(entry.header.org for entry in entries if entry.header.obj == patrol),
        expected_signatures=tuple(
            ExpectedSignature(field=signer.field, role=signer.role, name=signer.name)
            for signer in paper.signers
            if signer.field
        ),
        entries=tuple(sorted(entry.hash for entry in shown_entries(entries))),
        photos=tuple(NamedPhoto(original=original, preview=preview.sha256) for original, preview in previews),
        pack=name_pack(pack),
        missing_characters=unprintable(paper),
        program=f"grid-inspector {__version__}",
    )
    place = to or _place(workspace, paper)
    place.parent.mkdir(parents=True, exist_ok=True)
    return Order(paper, Carried(pack, write_data(data)), place)


@dataclass(frozen=True, slots=True)
class FinalReport:
    """The final report of a patrol on the disk, and the fields its entries say were signed."""

    file: Path
    number: str
    signed: tuple[str, ...]


def final_report(
    reader: Reader, workspace: Workspace, patrol: str, build: Callable[[Order], object]
) -> FinalReport:
    """Give the final report of ``patrol``; ``build`` makes it where it is not there yet, once and for all.

    Raises Refused as ``order_report`` does, and when a report that was signed is missing: built anew it would
    not be what people signed.
    """
    paper = patrol_paper(reader, workspace.blobs, patrol, Stage.FINAL)
    file = _place(workspace, paper)
    rows = reader.rows("SELECT field FROM report_signature WHERE subject = ? ORDER BY position", (patrol,))
    if not file.exists():
        if rows:
            raise Refused(
                N_("The signed report {name} is missing; bring it back from a backup."), name=file.name
            )
        build(order_report(reader, workspace, patrol, Stage.FINAL))
    return FinalReport(file, paper.number, tuple(field for (field,) in rows))


def sign_patrol_report(
    reader: Reader,
    workspace: Workspace,
    patrol: str,
    key: PersonKey,
    by: Actor,
    at: Instant,
    *,
    field: str = INSPECTOR,
) -> Changes:
    """Sign the final report of ``patrol`` in its place and record that it was signed.

    Should the program end between the two, the next call finds the signature and records it. Raises Refused
    when this person does not sign here, the certificate is not known here as theirs, or the final was never
    built.
    """
    from inspector.reports.signature import sign_report

    folded = Patrol.of(workspace.facts_of(reader, patrol))
    if folded is None:
        raise Refused(N_("There is no patrol {patrol} in this workspace."), patrol=patrol)
    if field == INSPECTOR and by.person not in folded.inspectors:
        raise Refused(N_("Only an inspector of this patrol signs here."))
    owner = reader.value("SELECT person FROM certificate WHERE sha256 = ?", (key.certificate_sha256,))
    if owner != by.person:
        raise Refused(N_("This certificate is not known here as yours."))
    file = report_file(reader, workspace, patrol)
    if not file.exists():
        raise Refused(N_("The report {name} is missing; build it first."), name=file.name)
    name = file.relative_to(workspace.folder).as_posix()
    folded.sign(field, "", 0, name, key.certificate_sha256)
    sha256 = _signed_before(file, field, key) or sign_report(file, file, key, field, at).sha256
    event = folded.sign(field, sha256, file.stat().st_size, name, key.certificate_sha256)
    return workspace.record([event], by, at)


def _signed_before(file: Path, field: str, key: PersonKey) -> str:
    """Give the SHA-256 of the report right after this key signed in ``field``; empty if it did not."""
    from inspector.reports.pdf_reading import open_pdf
    from inspector.reports.signature_reading import seen_signatures

    for seen in seen_signatures(open_pdf(file)):
        if seen.valid and (seen.field, seen.certificate_sha256) == (field, key.certificate_sha256):
            return seen.reaches
    return ""


def file_name(paper: PatrolPaper, feed: str) -> str:
    """Name the file of a report for people; one of another device also carries that device's suffix."""
    *_, suffix, serial = f"--{paper.number}".rsplit("-", 2)
    count = f"{serial:0>3}" if suffix == device_suffix(feed) else f"{suffix}-{serial:0>3}"
    grid = _NOT_IN_NAMES.sub(" ", paper.grid).strip(" .")[:LONGEST_NAME]
    title = in_language(paper.language)(FILE_TITLE)
    return (
        "_".join(part.replace(" ", "-") for part in (paper.day.isoformat(), grid, title, count) if part)
        + ".pdf"
    )


def _place(workspace: Workspace, paper: PatrolPaper) -> Path:
    folder = workspace.folder / "reports" / f"{paper.day:%Y}" / f"{paper.day:%m}"
    return folder / file_name(paper, workspace.feed)
