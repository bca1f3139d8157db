"""`import photos`: files and folders of photos, put to their stops by time and place, or left to wait."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspector.cli.opening import asked, chance, json_option, now, opened, person_named, workspace_option
from inspector.cli.speaking import Status, complain, give_json, say
from inspector.errors import Refused, Unreachable
from inspector.words import N_, _, plural, translate

if TYPE_CHECKING:
    from db.connection import Reader
    from db.photo_arrival import Placement
    from db.photo_import import ImportOutcome
    from db.workspace import Actor, Workspace

NOBODY = N_("Nobody was chosen on this device yet; name who took the photos with --as.")


@click.command(help=_("Take in photos; where one stop alone of an open patrol fits, they are put to it."))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@workspace_option(_("The workspace."))
@click.option("--dry-run", is_flag=True, help=_("Say what would be recorded, and record nothing."))
@click.option("--as", "person", help=_("Who took them, by name or id; else who acted last on this device."))
@json_option
def photos(
    files: tuple[Path, ...], workspace: Path, person: str | None, *, dry_run: bool, as_json: bool
) -> int:
    """Take in the photos of files and folders."""
    from db.photo_arrival import place

    with opened(workspace) as kept, asked(kept) as reader:
        by = person_named(reader, person) if person else _last(reader)
        outcome, found = (_rehearsed if dry_run else _taken)(kept, reader, by, files)
        if not dry_run:
            place(kept, found, by, now())
    if as_json:
        give_json(_told(outcome, found, dry_run=dry_run))
    else:
        _say(outcome, found, dry_run=dry_run)
    return _status(outcome)


def _last(reader: "Reader") -> "Actor":
    from db.settings import settings_of
    from db.workspace import Actor

    chosen = settings_of(reader)
    if not chosen.person:
        raise Refused(NOBODY)
    return Actor(chosen.person, chosen.org)


Found = tuple["ImportOutcome", "tuple[Placement, ...]"]


def _taken(workspace: "Workspace", reader: "Reader", by: "Actor", files: Sequence[Path]) -> Found:
    from db.photo_arrival import placements
    from db.photo_import import begin_import, forget_import, run_import
    from db.photo_intake import TakenPhoto
    from inspector.model.ids import PersonId

    arrived: list[TakenPhoto] = []
    person = PersonId(by.person)
    begun = begin_import(workspace, person, files, now(), chance)
    outcome = run_import(workspace, begun, now(), chance, arrived=arrived.extend)
    forget_import(workspace, begun.id)  # the same call goes on, where it stopped
    return outcome, placements(reader, person, arrived)


def _rehearsed(workspace: "Workspace", reader: "Reader", by: "Actor", files: Sequence[Path]) -> Found:
    from db.photo_arrival import placements
    from db.photo_import import rehearse_import
    from inspector.model.ids import PersonId

    outcome, arrived = rehearse_import(workspace, files, now(), chance)
    return outcome, placements(reader, PersonId(by.person), arrived)


def _told(outcome: "ImportOutcome", found: "Sequence[Placement]", *, dry_run: bool) -> dict[str, object]:
    return {
        "recorded": not dry_run,
        "taken": outcome.taken,
        "placed": [_photo(one) for one in found if one.stop],
        "waiting": [_photo(one) for one in found if not one.stop],
        "known": [translate(one) for one in outcome.seen],
        "refused": [translate(one) for one in outcome.refused],
        "left": outcome.left,
        "stopped": translate(outcome.stopped) if outcome.stopped else "",
    }


def _photo(one: "Placement") -> dict[str, object]:
    best = one.best
    return {
        "name": one.photo.name,
        "sha256": one.photo.original.sha256,
        "taken": one.photo.taken.local.isoformat(),
        "time_source": one.photo.time_source,
        "site": best.name if best else "",
        "stop": one.stop or "",
        "time_fits": best is not None and best.time_fits,
        "metres": best.metres if best else None,
    }


def _say(outcome: "ImportOutcome", found: "Sequence[Placement]", *, dry_run: bool) -> None:
    for one in (*outcome.seen, *outcome.refused):
        complain(translate(one))
    placed = sum(one.stop is not None for one in found)
    waiting = len(found) - placed
    if dry_run:
        say(plural("{n} photo would be taken in.", "{n} photos would be taken in.", outcome.taken))
    else:
        say(plural("{n} photo was taken in.", "{n} photos were taken in.", outcome.taken))
    say(_("With their stops: {placed}; waiting for a place: {waiting}.", placed=placed, waiting=waiting))
    if outcome.stopped:
        complain(translate(outcome.stopped))
        complain(plural("{n} photo is left.", "{n} photos are left.", outcome.left))


def _status(outcome: "ImportOutcome") -> Status:
    if isinstance(outcome.stopped, Unreachable):
        return Status.UNREADABLE
    return Status.REFUSED if outcome.stopped or outcome.refused else Status.DONE
