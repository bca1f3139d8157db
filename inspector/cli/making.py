"""`demo` and `report`: the sample county, and the PDF of a patrol."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspector.cli.looking import show
from inspector.cli.opening import asked, json_option, now, opened, person_named, workspace_option
from inspector.cli.speaking import Misused, Status, give_json, passphrase, say
from inspector.errors import Refused
from inspector.words import N_, _

if TYPE_CHECKING:
    from db.connection import Reader
    from db.workspace import Workspace
    from inspector.reports.report_writing import Built


@click.command(help=_("Make a sample county with a week of patrols and a signed daily report in FOLDER."))
@click.argument("folder", type=click.Path(path_type=Path))
def demo(folder: Path) -> int:
    """Make the sample, say where everything lies, and end with the verdict on its report."""
    from inspector.reports.verification import Verifier
    from inspector.sample import PASSPHRASE, make_sample

    made = make_sample(folder, now(), report=_progress)
    say(_("Workspace: {folder}", folder=made.folder))
    say(_("Passphrase of its keys: {passphrase}", passphrase=PASSPHRASE))
    say(_("Signed daily report: {file}", file=made.report))
    with Verifier() as verifier:
        verdict = verifier.verify(made.report, made.known)
    show(verdict)
    return Status.DONE if verdict.valid and verdict.complete else Status.REFUSED


@click.group(help=_("Make a report as PDF."))
def report() -> None:
    """Hold the kinds of report."""


@report.command(
    help=_("The daily report of the patrol with this number or id; a draft without --sign or --ink.")
)
@click.argument("patrol")
@workspace_option(_("The workspace."))
@click.option(
    "--to", type=click.Path(path_type=Path, dir_okay=False), required=True, help=_("The PDF to write.")
)
@click.option("--sign", "signer", help=_("The person who signs, by name or id."))
@click.option("--ink", is_flag=True, help=_("Make a final to be signed and sealed by hand."))
@json_option
def patrol(patrol: str, workspace: Path, to: Path, signer: str | None, *, ink: bool, as_json: bool) -> None:
    """Write the report and say what it is."""
    if signer and ink:
        raise Misused(_("--sign and --ink exclude each other."))
    with opened(workspace) as kept, asked(kept) as reader:
        subject = _patrol_called(reader, patrol)
        built = (
            _signed(kept, reader, subject, signer, to)
            if signer
            else _unsigned(kept, reader, subject, to, ink=ink)
        )
    if as_json:
        give_json(built)
    else:
        say(_("Written: {file}", file=built["file"]))


def _unsigned(
    workspace: "Workspace", reader: "Reader", patrol: str, to: Path, *, ink: bool
) -> dict[str, object]:
    from db.report_files import order_report
    from inspector.reports.attachment import Stage
    from inspector.reports.patrol_report import build_patrol_report

    stage = Stage.FINAL if ink else Stage.DRAFT
    order = order_report(reader, workspace, patrol, stage, to, in_ink=ink)
    built = build_patrol_report(order.paper, order.carried, order.to)
    return _described(built, order.paper.number) | {"stage": stage.value, "signatures": 0}


def _signed(
    workspace: "Workspace", reader: "Reader", patrol: str, signer: str, to: Path
) -> dict[str, object]:
    """Sign the final kept in the workspace, made now if need be, and copy it to ``to``."""
    from shutil import copyfile

    from db.keys import kept_keys, open_person_key
    from db.report_files import Order, final_report, sign_patrol_report
    from inspector.reports.full_disk import full_disk_refused
    from inspector.reports.patrol_report import build_patrol_report

    def build(order: Order) -> object:
        return build_patrol_report(order.paper, order.carried, order.to)

    actor = person_named(reader, signer)
    built = final_report(reader, workspace, patrol, build)
    keys = kept_keys(workspace.folder, actor.person)
    if not keys:
        raise Refused(N_("{name} has no certificate in this workspace."), name=signer)
    if not built.signed:
        key = open_person_key(keys[0], passphrase(_("Passphrase of {name}", name=signer)))
        sign_patrol_report(reader, workspace, patrol, key, actor, now())
    to.parent.mkdir(parents=True, exist_ok=True)
    part = to.with_name(f".{to.name}.part")
    try:
        with full_disk_refused():
            copyfile(built.file, part)
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)
    return {"file": str(to), "number": built.number, "stage": "final", "signatures": 1}


def _described(built: "Built", number: str) -> dict[str, object]:
    return {
        "file": str(built.path),
        "sha256": built.sha256,
        "size": built.size,
        "pages": built.pages,
        "number": number,
        "missing_characters": list(built.missing_characters),
    }


def _patrol_called(reader: "Reader", name: str) -> str:
    found = reader.value(
        "SELECT id FROM patrol WHERE id = ? OR number = ? ORDER BY id = ? DESC", (name, name, name)
    )
    if found is None:
        raise Refused(N_("There is no patrol {patrol} in this workspace."), patrol=name)
    return str(found)


def _progress(done: int, total: int) -> None:
    """Count on a terminal; say nothing into a file."""
    if sys.stderr.isatty():
        click.echo(f"\r{done} / {total} ", nl=done == total, err=True)
