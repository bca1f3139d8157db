"""`report`: the PDF of a patrol, of one visit, the dossier of a site, of a complaint; and how any is made."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from inspector.cli.finals import copied_final, is_issued_and_signed, kept_key, signed_final
from inspector.cli.opening import (
    asked,
    chance,
    json_option,
    now,
    opened,
    person_named,
    workspace_option,
)
from inspector.cli.speaking import Misused, give_json, say
from inspector.errors import Refused
from inspector.words import N_, _

if TYPE_CHECKING:
    from db.connection import Reader
    from db.issued_reports import ReportWish
    from db.report_orders import Order
    from db.workspace import Actor, Workspace
    from inspector.model.issued_report import ReportKind
    from inspector.reports.report_writing import Built

Command = TypeVar("Command", bound=Callable[..., Any])


@click.group(help=_("Make a report as PDF."))
def report() -> None:
    """Hold the kinds of report."""


def report_options(command: Command) -> Command:
    """Say where the report goes, and whether it is a draft, signed, or for ink."""
    return _with_options(command, must_write=True)


def numbers_options(command: Command) -> Command:
    """Say the same of a report whose numbers may be asked for without writing it."""
    return _with_options(command, must_write=False)


def _with_options(command: Command, *, must_write: bool) -> Command:
    for option in reversed(
        (
            workspace_option(_("The workspace.")),
            click.option(
                "--to",
                type=click.Path(path_type=Path, dir_okay=False),
                required=must_write,
                help=_("The PDF to write."),
            ),
            click.option("--sign", "signer", help=_("The person who signs, by name or id.")),
            click.option("--ink", is_flag=True, help=_("Make a final to be signed and sealed by hand.")),
            click.option(
                "--photos-per-page",
                type=click.Choice(["2", "4", "6"]),
                help=_("Photos on a page: 2, 4 or 6; without it as the office rules."),
            ),
            json_option,
        )
    ):
        command = option(command)
    return command


@report.command(
    help=_(
        "The daily report of the patrol with this number or id; a draft without --sign or --ink. "
        "--sign also gives the second signature, to a report that was received too."
    )
)
@click.argument("patrol")
@report_options
def patrol(patrol: str, workspace: Path, **how: Any) -> None:
    """Write the daily report and say what it is."""
    with opened(workspace) as kept, asked(kept) as reader:
        subject = _patrol_called(reader, patrol)
        say_written(_finished(kept, reader, subject, **_checked(how)), how)


@report.command(help=_("The report of one visit, by the id of its stop; a draft without --sign or --ink."))
@click.argument("stop")
@click.option("--present", default="", help=_("Who was present, or why somebody refused to sign."))
@report_options
def stop(stop: str, workspace: Path, present: str, **how: Any) -> None:
    """Write the report of a visit and say what it is."""
    from inspector.model.issued_report import ReportKind

    write_issued(workspace, ReportKind.VISIT, (stop,), how, text=present)


@report.command(help=_("The dossier of a site, by name or id; a draft without --sign or --ink."))
@click.argument("site")
@report_options
def site(site: str, workspace: Path, **how: Any) -> None:
    """Write the dossier and say what it is."""
    from inspector.model.issued_report import ReportKind

    write_issued(workspace, ReportKind.DOSSIER, (site,), how)


@report.command(
    help=_(
        "The registration sheet of a complaint, by number or id, or with --table the public table of its "
        "batch; a draft without --sign or --ink. Who complained is in neither."
    )
)
@click.argument("complaint")
@click.option("--table", "is_table", is_flag=True, help=_("The public table of the batch it came in."))
@report_options
def complaint(complaint: str, workspace: Path, *, is_table: bool, **how: Any) -> None:
    """Write the sheet or the table and say what it is."""
    from inspector.model.issued_report import ReportKind

    kind = ReportKind.COMPLAINT_TABLE if is_table else ReportKind.COMPLAINT
    write_issued(workspace, kind, (complaint,), how)


def write_issued(
    folder: Path,
    kind: "ReportKind",
    named: tuple[str, ...],
    how: dict[str, Any],
    *,
    text: str = "",
    addressee: str = "",
) -> None:
    """Write the paper of ``kind`` about what is ``named``, issued unless it is a draft; say what it is."""
    say_written(issued_pdf(folder, kind, named, how, text=text, addressee=addressee), how)


def issued_pdf(
    folder: Path,
    kind: "ReportKind",
    named: tuple[str, ...],
    how: dict[str, Any],
    *,
    text: str = "",
    addressee: str = "",
    places: int = 1,
) -> dict[str, object]:
    """Write the paper of ``kind`` about what is ``named``, issued unless it is a draft; give what it is.

    Of a ledger and a summary only the grid is called by name, what follows says what of it. ``places`` are
    those of its signatures that are given digitally.
    """
    from db.issued_reports import PLACES, ReportWish, addressee_of, issue_report
    from db.queries.complaint_paper import batch_with

    options = _checked(how)
    signer, ink = options["signer"], options["ink"]
    if options["to"].suffix.lower() == ".docx" and (signer or ink):
        raise Misused(_("A Word file is never signed: write a PDF, or leave out --sign and --ink."))
    with opened(folder) as workspace, asked(workspace) as reader:
        issued = _issued_called(reader, named[0])
        if issued is None:
            found = named[:1] if kind in _OF_GRIDS else named
            about = (*(_called(reader, kind, name) for name in found), *named[len(found) :])
            if kind == "complaint_table":
                about = batch_with(reader, about[0]) or about
            actor = _author(reader, kind, about[0], signer)
            told = addressee or _addressee(reader, about[0], addressee_of)
            signers = () if ink else PLACES[kind][:places]
            wish = ReportWish(kind=kind, about=about, signers=signers, addressee=told, text=text)
            if not (signer or ink):
                return _draft(workspace, reader, wish, actor, options)
            if signer:
                kept_key(workspace, actor.person, signer)
            issued = issue_report(workspace, wish, actor, now(), chance).report
        return _finished(workspace, reader, issued, **options)


_OF_GRIDS = frozenset({"ledger", "summary", "wall_chart", "unit_booklet", "river_sections", "circular"})
"""The kinds of report that are about a grid, and about what follows its name."""


def _checked(how: dict[str, Any]) -> dict[str, Any]:
    if how["signer"] and how["ink"]:
        raise Misused(_("--sign and --ink exclude each other."))
    return {
        "to": how["to"],
        "signer": how["signer"],
        "ink": how["ink"],
        "photos_per_page": int(how["photos_per_page"] or 0),
    }


def say_written(built: dict[str, object], how: dict[str, Any]) -> None:
    """Say what was written, or give it as JSON."""
    if how["as_json"]:
        give_json(built)
    else:
        say(_("Written: {file}", file=built["file"]))


def _finished(
    workspace: "Workspace",
    reader: "Reader",
    subject: str,
    *,
    to: Path,
    signer: str | None,
    ink: bool,
    photos_per_page: int,
) -> dict[str, object]:
    if signer:
        return signed_final(workspace, reader, subject, signer, to, photos_per_page)
    return _unsigned(workspace, reader, subject, to, ink=ink, photos_per_page=photos_per_page)


def _unsigned(
    workspace: "Workspace", reader: "Reader", subject: str, to: Path, *, ink: bool, photos_per_page: int
) -> dict[str, object]:
    from db.report_files import order_report
    from inspector.reports.attachment import Stage

    if not ink and to.suffix.lower() == ".pdf" and is_issued_and_signed(reader, workspace, subject):
        return copied_final(workspace, reader, subject, to)
    stage = Stage.FINAL if ink else Stage.DRAFT
    order = order_report(reader, workspace, subject, stage, to, in_ink=ink, photos_per_page=photos_per_page)
    return _built(order)


def _draft(
    workspace: "Workspace", reader: "Reader", wish: "ReportWish", by: "Actor", options: dict[str, Any]
) -> dict[str, object]:
    from db.issued_reports import order_draft

    per_page = options["photos_per_page"]
    return _built(order_draft(reader, workspace, wish, by, now(), options["to"], photos_per_page=per_page))


def _built(order: "Order") -> dict[str, object]:
    from inspector.reports.forms import build_report
    from inspector.reports.letter_document import SUFFIX, letter_of, write_letter

    if order.to.suffix.lower() == SUFFIX:
        written = write_letter(letter_of(order.paper), order.to)
        return {"file": str(written), "number": order.paper.number, "stage": "draft", "signatures": 0}
    built = build_report(order.paper, order.carried, order.to)
    return _described(built, order.paper.number) | {"stage": order.paper.stage.value, "signatures": 0}


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


def _issued_called(reader: "Reader", name: str) -> str | None:
    """Find a report that was issued, by its number or id: it is signed, never issued again."""
    found = reader.value("SELECT id FROM issued_report WHERE id = ? OR number = ?", (name, name))
    return None if found is None else str(found)


def _called(reader: "Reader", kind: "ReportKind", name: str) -> str:
    """Find what a report is about. Raises Refused for a name of several sites."""
    query = {
        "visit": "SELECT id FROM stop WHERE id = :name",
        **dict.fromkeys(
            ("hint", "assignment", "transfer_letter"),
            "SELECT id FROM finding WHERE id = :name OR number = :name",
        ),
        **dict.fromkeys(
            ("close_off_form", "public_notice", "close_off_file"),
            "SELECT id FROM finding WHERE id = :name UNION ALL SELECT id FROM task WHERE id = :name",
        ),
        "dossier": "SELECT id FROM site WHERE id = :name OR name = :name",
        "route_sheet": "SELECT id FROM route WHERE :name IN (id, number)",
        "meeting_record": "SELECT id FROM dispatch_meeting WHERE id = :name",
        "search_list": "SELECT id FROM search_list WHERE :name IN (id, number)",
        "order_letter": "SELECT id FROM dispatch_order WHERE :name IN (id, number)",
        **dict.fromkeys(
            (*_OF_GRIDS, "progress", "dispatch_list"),
            "SELECT id FROM grid WHERE :name IN (id, name, code)",
        ),
        **dict.fromkeys(
            ("complaint", "complaint_table"),
            "SELECT id FROM complaint WHERE :name IN (id, number) OR (:name = given_number AND :name <> '')",
        ),
    }[kind]
    found = reader.rows(query, {"name": name})
    if len(found) > 1:
        raise Refused(N_("More than one is called {name}; name it by its id."), name=name)
    return str(found[0][0]) if found else name


def _author(reader: "Reader", kind: "ReportKind", about: str, signer: str | None) -> "Actor":
    """Give who issues: who signs, else who made the visit, noticed the finding, or recorded last.

    Raises Refused for what nobody recorded anything about.
    """
    if signer:
        return person_named(reader, signer)
    query = {
        "visit": "SELECT recorded_by FROM stop WHERE id = ?",
        "hint": "SELECT noticed_by FROM finding WHERE id = ?",
    }.get(kind, "SELECT actor FROM entry WHERE obj = ? ORDER BY rid DESC LIMIT 1")
    author = reader.value(query, (about,))
    if author is None:
        raise Refused(N_("Nothing a report could be about is called {name} in this workspace."), name=about)
    return person_named(reader, str(author))


def _addressee(reader: "Reader", finding: str, addressee_of: Callable[["Reader", str], str]) -> str:
    return addressee_of(reader, str(reader.value("SELECT site FROM finding WHERE id = ?", (finding,)) or ""))
