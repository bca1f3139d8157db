"""`import scans`: sealed prints that come back as photographs or scans, filed by their codes."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspector.cli.opening import asked, json_option, now, opened, person_named, workspace_option
from inspector.cli.speaking import Status, complain, give_json, say
from inspector.errors import Refused, Spoken
from inspector.words import N_, _, translate

if TYPE_CHECKING:
    from db.connection import Reader
    from db.scan_filing import Proposal, ScanBatch
    from db.workspace import Workspace


@click.command(help=_("File photos or scans of sealed prints to the reports that their codes name."))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@workspace_option(_("The workspace."))
@click.option("--by", "person", required=True, help=_("The person who files them, by name or id."))
@click.option("--report", "number", help=_("The number of the report all of them belong to."))
@json_option
def scans(files: tuple[Path, ...], workspace: Path, person: str, number: str | None, *, as_json: bool) -> int:
    """File what can be filed; say of the rest why not."""
    from db.scan_filing import file_scan, given_scans, read_scans
    from inspector.reports.scan_reading import ScanReader

    filed: list[dict[str, object]] = []
    status = Status.DONE
    with opened(workspace) as kept, asked(kept) as reader, ScanReader() as scanner:
        by = person_named(reader, person)
        batch = read_scans(kept.blobs, given_scans(files), scanner.read)
        for error in batch.refused:
            complain(translate(error))
            status = Status.UNREADABLE
        for proposal in _found(reader, kept, batch, number):
            report, names = proposal.report, ", ".join(dict.fromkeys(page.file for page in proposal.pages))
            try:
                if proposal.why_not:
                    raise proposal.why_not
                if report is None:
                    raise Refused(N_("No code of a report could be read; name it with --report."))
                file_scan(reader, kept, report.subject, proposal.pages, by, now(), found_by=proposal.found_by)
            except Spoken as error:
                complain(f"{names}: {translate(error)}")
                status = max(status, Status.REFUSED)
                continue
            doubts = [translate(doubt) for doubt in proposal.doubts]
            told = {
                "report": report.number,
                "pages": len(proposal.pages),
                "found_by": proposal.found_by,
                "doubts": doubts,
            }
            filed.append(told)
            if not as_json:
                say(
                    _(
                        "{number}: sealed print filed, pages: {n} ({files}).",
                        number=report.number,
                        n=told["pages"],
                        files=names,
                    )
                )
                for doubt in doubts:
                    say(f"  {doubt}")
    if as_json:
        give_json(filed)
    return status


def _found(
    reader: "Reader", workspace: "Workspace", batch: "ScanBatch", number: str | None
) -> "tuple[Proposal, ...]":
    from db.queries.report_scans import report_numbered
    from db.scan_filing import chosen_by_hand, proposals

    if number is None:
        return proposals(reader, workspace, batch.pages)
    report = report_numbered(reader, number)
    if report is None:
        raise Refused(N_("There is no report {report} in this workspace."), report=number)
    return (chosen_by_hand(reader, batch.pages, report.subject),) if batch.pages else ()
