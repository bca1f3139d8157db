"""The window's questions, answered by a workspace."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from db.connection import Reader
from db.settings import settings_of
from db.workspace import Actor, Workspace
from inspector.model.ids import GridId
from inspector.periods import Instant
from ui.questions import HandOver, Hit, Person, Questions, Waiting

if TYPE_CHECKING:  # asked once the first page is painted
    from db.queries.pressing import Pressing
    from db.queries.window import FoundThing


def workspace_questions() -> Questions:
    """Give the questions of the window as ``db`` answers them."""
    return Questions(_people, _counts, _hand_over, _search, _chosen, _choose, _may_speak)


def _people(reader: Reader, day: date) -> Sequence[Person]:
    from db.queries.window import acting_people

    return [
        Person(
            one.name,
            one.grid_name,
            Actor(one.person, one.grid),
            frozenset(one.roles),
        )
        for one in acting_people(reader, day)
    ]


def _counts(reader: Reader, actor: Actor | None, now: Instant) -> Mapping[str, Waiting]:
    if actor is None:
        return {}
    from db.queries.pressing import complaints_pressing, findings_pressing, tasks_pressing
    from db.queries.reports import reports_to_sign
    from db.queries.today import waiting_count
    from db.queries.window import rounds_to_hand_over

    person, grid, today = actor.person, actor.org, now.day
    return {
        "today": Waiting(further=waiting_count(reader, GridId(grid), today)),
        "findings": _waiting(findings_pressing(reader, person, grid, today)),
        "complaints": _waiting(complaints_pressing(reader, grid, today)),
        "ledger": _waiting(tasks_pressing(reader, person, grid, today)),
        "reports": Waiting(further=reports_to_sign(reader, person)),
        "exchange": Waiting(further=rounds_to_hand_over(reader)),
    }


def _waiting(pressing: "Pressing") -> Waiting:
    return Waiting(pressing.overdue, pressing.behind, pressing.soon, pressing.waiting)


def _hand_over(reader: Reader) -> HandOver:
    from db.queries.window import rounds_to_hand_over

    return HandOver(waiting=rounds_to_hand_over(reader))


def _search(reader: Reader, letters: str) -> Sequence[Hit]:
    from db.queries.window import found_by_letters

    return [_hit(thing) for thing in found_by_letters(reader, letters)]


def _hit(thing: "FoundThing") -> Hit:
    if thing.patrol:
        return Hit(thing.text, thing.about, "file-text", "reports", thing.patrol)
    if thing.task:
        return Hit(thing.text, thing.about, "list-checks", "ledger", thing.task)
    if thing.complaint:
        return Hit(thing.text, thing.about, "megaphone", "complaints", thing.complaint)
    if thing.finding:
        return Hit(thing.text, thing.about, "triangle-alert", "findings", thing.finding)
    return Hit(thing.text, thing.about, "building-2", "sites", thing.site)


def _may_speak(reader: Reader, workspace: Workspace) -> bool:
    from db.queries.settings import may_speak

    return may_speak(reader, workspace.feed)


def _chosen(reader: Reader) -> Actor | None:
    kept = settings_of(reader)
    return Actor(kept.person, kept.org) if kept.person and kept.org else None


def _choose(workspace: Workspace, actor: Actor) -> None:
    reader = workspace.reader()
    with closing(reader):
        kept = settings_of(reader)
    workspace.keep_settings(replace(kept, person=actor.person, org=actor.org))
