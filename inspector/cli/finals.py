"""Finals kept in the workspace: signed where it is wanted, and copied to where somebody wants them."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspector.cli.opening import now, person_named
from inspector.cli.speaking import passphrase
from inspector.errors import Refused
from inspector.file_faults import put_in_place
from inspector.words import N_, _

if TYPE_CHECKING:
    from db.connection import Reader
    from db.report_orders import Order
    from db.workspace import Workspace


def is_issued_and_signed(reader: "Reader", workspace: "Workspace", subject: str) -> bool:
    """Say whether there are no drafts of ``subject`` any more, and people signed it."""
    from db.queries.issues import issue_of
    from db.queries.reports import report_rows

    return bool(
        issue_of(reader, subject) and report_rows(reader, workspace.folder, [subject])[subject].signed
    )


def signed_final(
    workspace: "Workspace", reader: "Reader", subject: str, signer: str, to: Path, photos_per_page: int
) -> dict[str, object]:
    """Sign the final kept in the workspace, made now if need be, and copy it to ``to``."""
    from db.keys import open_person_key
    from db.queries.reports import report_rows
    from db.queries.signing_places import signing_place
    from db.report_files import final_report
    from db.report_signing import sign_final_report

    actor = person_named(reader, signer)
    row = report_rows(reader, workspace.folder, [subject])[subject]
    place = signing_place(reader, row, actor.person, now().day)
    has_signed = actor.person in _signers(reader, subject)
    if not (place.field or has_signed):
        raise Refused(place.why_not)
    kept = kept_key(workspace, actor.person, signer)
    final_report(reader, workspace, subject, _build, photos_per_page=photos_per_page)
    if place.field and not has_signed:
        key = open_person_key(kept, passphrase(_("Passphrase of {name}", name=signer)))
        sign_final_report(reader, workspace, subject, key, actor, now(), field=place.field)
    return copied_final(workspace, reader, subject, to)


def _build(order: "Order") -> object:
    from inspector.reports.forms import build_report

    return build_report(order.paper, order.carried, order.to)


def copied_final(workspace: "Workspace", reader: "Reader", subject: str, to: Path) -> dict[str, object]:
    """Copy the final kept in the workspace to ``to``, with the signatures it has."""
    from db.report_files import final_report

    final = final_report(reader, workspace, subject, _build)
    _copy(final.file, to)
    return {"file": str(to), "number": final.number, "stage": "final", "signatures": len(final.signed)}


def _copy(file: Path, to: Path) -> None:
    from shutil import copyfile

    from inspector.reports.full_disk import full_disk_refused

    to.parent.mkdir(parents=True, exist_ok=True)
    part = to.with_name(f".{to.name}.part")
    try:
        with full_disk_refused():
            copyfile(file, part)
        put_in_place(part, to)
    finally:
        part.unlink(missing_ok=True)


def kept_key(workspace: "Workspace", person: str, name: str) -> Any:
    from db.keys import kept_keys

    keys = kept_keys(workspace.folder, person)
    if not keys:
        raise Refused(N_("{name} has no certificate in this workspace."), name=name)
    return keys[0]


def _signers(reader: "Reader", subject: str) -> set[str]:
    """Give who signed already, by the certificates that were recorded."""
    rows = reader.rows(
        "SELECT person FROM report_signature JOIN certificate ON certificate.sha256 = certificate"
        " WHERE report_signature.subject = ?",
        (subject,),
    )
    return {person for (person,) in rows}
