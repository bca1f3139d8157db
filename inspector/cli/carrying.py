"""`import` and `receive`: entries that come in a pack or inside a PDF report."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspector.cli.opening import asked, json_option, now, opened, workspace_option
from inspector.cli.speaking import Status, complain, give_json, say
from inspector.errors import Refused, Spoken
from inspector.words import _, translate

if TYPE_CHECKING:
    from db.workspace import Workspace


@click.group("import", help=_("Take something into a workspace."))
def import_group() -> None:
    """Hold the kinds of things that come in."""


@import_group.command(help=_("Take in the entries of packs and of signed PDF reports, byte for byte."))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@workspace_option(_("The workspace."))
@json_option
def entries(files: tuple[Path, ...], workspace: Path, *, as_json: bool) -> int:
    """Take in each file and count what came."""
    return _take_in(files, workspace, as_json=as_json)


@click.command(help=_("Receive a pack or a signed PDF report."))
@click.argument("carrier", type=click.Path(path_type=Path, dir_okay=False))
@workspace_option(_("The workspace."))
@json_option
def receive(carrier: Path, workspace: Path, *, as_json: bool) -> int:
    """Take in one file and count what came."""
    return _take_in((carrier,), workspace, as_json=as_json)


def _take_in(files: tuple[Path, ...], folder: Path, *, as_json: bool) -> int:
    from db.file_arrival import receive_file

    counts, status = [], Status.DONE
    with opened(folder) as workspace:
        for file in files:
            try:
                came = receive_file(workspace, file, now())
            except Spoken as error:
                status = max(status, _say_why_not(file, error))
                continue
            arrival, kept = came.arrival, _keep(workspace, file)
            counts.append(
                {
                    "file": str(file),
                    "new": arrival.new,
                    "completed": arrival.completed,
                    "known": arrival.known,
                    "photos": arrival.files,
                    "kept": kept,
                    "faults": [translate(fault.sentence) for fault in came.faults],
                }
            )
            for fault in came.faults:
                complain(f"{file}: {fault.part}: {translate(fault.sentence)}")
            if came.faults:
                status = max(status, Status.REFUSED)
            if not as_json:
                say(_("{file}: {new} new, {known} known, {photos} photos.", **counts[-1]))
                if kept:
                    say(_("Kept as {file}.", file=kept))
    if as_json:
        give_json(counts)
    return status


def _keep(workspace: "Workspace", file: Path) -> str:
    """Keep a signed report beside its records; give where, empty for anything else."""
    from db.queries.trust import known_here
    from db.received_reports import keep_received_report
    from inspector.reports.verification import PACK_SUFFIX, Verifier

    if file.suffix.lower() == PACK_SUFFIX:
        return ""
    with asked(workspace) as reader:
        known = known_here(reader, workspace.root, now())
    with Verifier() as verifier:
        place = keep_received_report(workspace, file, verifier.verify(file, known))
    return place.relative_to(workspace.folder).as_posix() if place else ""


def _say_why_not(file: Path, error: Spoken) -> Status:
    complain(f"{file}: {translate(error)}")
    return Status.REFUSED if isinstance(error, Refused) else Status.UNREADABLE
