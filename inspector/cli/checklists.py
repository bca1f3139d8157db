"""`import checklist`: a form of another program (XLSForm) becomes the next version of a list."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspector.cli.opening import asked, chance, json_option, now, opened, person_named, workspace_option
from inspector.cli.speaking import Misused, Status, complain, give_json, say
from inspector.errors import Refused
from inspector.words import LANGUAGES, N_, _, plural, spoken, translate

if TYPE_CHECKING:
    from db.connection import Reader
    from db.workspace import Actor, Workspace
    from inspector.model.list_draft import ListDraft
    from inspector.tables.xlsform import FormReading

MADE_FOR = ("grid_staff", "officer")


@click.command(help=_("Take over a form (XLSForm) as a checklist; the same form again changes nothing."))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@workspace_option(_("The workspace."))
@click.option("--dry-run", is_flag=True, help=_("Say what would be recorded, and record nothing."))
@click.option("--for", "made_for", default=MADE_FOR[0], help=_("Who answers it: grid_staff or officer."))
@click.option("--language", default="", help=_("The language of its labels; else that of this program."))
@click.option(
    "--as", "person", help=_("Who publishes it, by name or id; else whoever has the widest ground.")
)
@json_option
def checklist(
    file: Path,
    workspace: Path,
    made_for: str,
    language: str,
    person: str | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Publish what could be taken over, and say what could not."""
    from db.checklist_editing import draft_of_form, list_published, publish_list
    from inspector.model.checklist import ListFor
    from inspector.model.ids import RANDOM_BYTES, ChecklistId, PersonId, uuid7
    from inspector.tables.xlsform import read_form

    if made_for not in MADE_FOR or language not in {"", *LANGUAGES}:
        raise Misused(_("--for is grid_staff or officer, --language is zh_CN or en."))
    form = read_form(file, language or spoken())
    with opened(workspace) as kept, asked(kept) as reader:
        by = _publisher(reader, kept, person)
        new = ChecklistId(uuid7(now().ts, chance(RANDOM_BYTES)))
        draft = draft_of_form(reader, form.title, form.questions, ListFor(made_for), new)
        try:
            if dry_run:
                list_published(reader, draft)
            else:
                publish_list(kept, draft, PersonId(by.person), now())
            refused = None
        except Refused as refusal:
            refused = refusal
    if as_json:
        give_json(_outcome(file, form, draft, refused, dry_run=dry_run))
    else:
        _tell(file, form, draft, refused, dry_run=dry_run)
    return Status.REFUSED if refused else Status.DONE


def _publisher(reader: "Reader", workspace: "Workspace", person: str | None) -> "Actor":
    """Give who publishes. Raises Refused where nobody may."""
    from db.table_ground import widest_actor

    by = person_named(reader, person) if person else widest_actor(reader, workspace.feed)
    if by is None:
        raise Refused(N_("Nobody may record on this device yet. Entitle it in the window first."))
    return by


def _outcome(
    file: Path, form: "FormReading", draft: "ListDraft", refused: Refused | None, *, dry_run: bool
) -> dict[str, object]:
    return {
        "file": str(file),
        "title": draft.title,
        "version": draft.version + 1,
        "questions": len(form.questions),
        "recorded": not dry_run and refused is None,
        "refused": translate(refused) if refused else "",
        "left_out": [
            {"row": one.row, "name": one.name, "reason": translate(one.reason)} for one in form.left_out
        ],
    }


def _tell(
    file: Path, form: "FormReading", draft: "ListDraft", refused: Refused | None, *, dry_run: bool
) -> None:
    if refused:
        complain(f"{file}: {translate(refused)}")
    else:
        values = {"list": draft.title, "n": draft.version + 1}
        taken = plural("{n} question", "{n} questions", len(form.questions))
        sentence = (
            _("“{list}” would be published as version {n}", **values)
            if dry_run
            else _("“{list}” is published as version {n}", **values)
        )
        say(f"{file}: {sentence} · {taken}")
    for one in form.left_out:
        where = _("row {row}", row=one.row) if one.row else one.name
        name = f", {one.name}" if one.row and one.name else ""
        complain(f"  {where}{name}: {translate(one.reason)}")
