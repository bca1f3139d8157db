"""`backup`, `restore`, `check`, `rebuild`, `status`: looking after a workspace."""

from pathlib import Path

import click

from inspector.cli.looking import show
from inspector.cli.opening import asked, json_option, now, opened, workspace_option
from inspector.cli.speaking import Status, give_json, say
from inspector.words import _, in_language, spoken


@click.command(help=_("Copy the whole workspace into a new folder below --to, and check the copy."))
@workspace_option(_("The workspace."))
@click.option(
    "--to", type=click.Path(path_type=Path, file_okay=False), required=True, help=_("Where backups lie.")
)
@click.option("--rehearse", is_flag=True, help=_("Restore the copy into a temporary folder and check it."))
@json_option
def backup(workspace: Path, to: Path, *, rehearse: bool, as_json: bool) -> None:
    """Make a backup and say where it lies, and what came back where that is rehearsed."""
    from db.backup import back_up

    with opened(workspace) as kept:
        made = back_up(kept, to, now())
    told = {"folder": str(made.folder), "entries": made.entries, "files": made.files, "size": made.size}
    if rehearse:
        from db.rehearsal import rehearse as bring_back

        told["rehearsed"] = bring_back(made.folder).entries
    if as_json:
        give_json(told)
        return
    say(_("Backup: {folder}", folder=made.folder))
    if rehearse:
        say(_("Restored, checked and removed again: {entries} entries, {files} files.", **told))


@click.command(help=_("Make a workspace from a BACKUP; it goes on in a new feed of its own."))
@click.argument("source", metavar="BACKUP", type=click.Path(path_type=Path, file_okay=False))
@workspace_option(_("The new folder for the workspace."))
@json_option
def restore(source: Path, workspace: Path, *, as_json: bool) -> None:
    """Restore and count."""
    from db.backup import restore as bring_back

    bring_back(source, workspace)
    _tell_status(workspace, as_json=as_json)


@click.command(help=_("Check that journal, tables and photos agree."))
@workspace_option(_("The workspace."))
@json_option
def check(workspace: Path, *, as_json: bool) -> int:
    """Check everything; 0 only if all agree."""
    from db.check import verdict_on

    verdict = verdict_on(workspace)
    if as_json:
        give_json(verdict.to_json(in_language(spoken())))
    else:
        show(verdict)
    return Status.DONE if verdict.valid and verdict.complete else Status.REFUSED


@click.command(help=_("Write all tables anew from the journal."))
@workspace_option(_("The workspace."))
@json_option
def rebuild(workspace: Path, *, as_json: bool) -> None:
    """Rebuild and count."""
    with opened(workspace) as kept:
        kept.rebuild()
    _tell_status(workspace, as_json=as_json)


@click.command(help=_("Count what a workspace holds."))
@workspace_option(_("The workspace."))
@json_option
def status(workspace: Path, *, as_json: bool) -> None:
    """Count."""
    _tell_status(workspace, as_json=as_json)


def _tell_status(folder: Path, *, as_json: bool) -> None:
    from db.queries.status import counts_of

    with opened(folder) as workspace, asked(workspace) as reader:
        counts = counts_of(reader)
    if as_json:
        give_json({"workspace": str(folder)} | counts)
        return
    say(_("Workspace: {folder}", folder=folder))
    say(
        _(
            "{entries} entries of {feeds} feeds; {patrols} patrols, {sites} sites, {photos} photos;"
            " {findings} findings, {open_findings} of them open.",
            **counts,
        )
    )
