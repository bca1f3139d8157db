"""The window's questions, answered by a workspace."""

from collections.abc import Mapping, Sequence
from datetime import date

from db.connection import Reader
from db.queries.window import (
    FoundThing,
    acting_people,
    found_by_letters,
    rounds_to_hand_over,
    sites_waiting,
)
from db.workspace import Actor
from inspector.periods import Instant
from ui.questions import HandOver, Hit, Person, Questions


def workspace_questions() -> Questions:
    """Give the questions of the window as ``db`` answers them."""
    return Questions(_people, _counts, _hand_over, _search, _actor_of)


def _people(reader: Reader, day: date) -> Sequence[Person]:
    return [
        Person(
            f"{one.person} {one.grid}",
            one.name,
            one.grid_name,
            Actor(one.person, one.grid),
            frozenset(one.roles),
        )
        for one in acting_people(reader, day)
    ]


def _counts(reader: Reader, actor: Actor | None, now: Instant) -> Mapping[str, int]:
    if actor is None:
        return {}
    return {
        "today": sites_waiting(reader, actor.org, actor.person, now),
        "exchange": rounds_to_hand_over(reader),
    }


def _hand_over(reader: Reader) -> HandOver:
    return HandOver(waiting=rounds_to_hand_over(reader))


def _search(reader: Reader, letters: str) -> Sequence[Hit]:
    return [_hit(thing) for thing in found_by_letters(reader, letters)]


def _hit(thing: FoundThing) -> Hit:
    if thing.patrol:
        return Hit(thing.text, thing.about, "file-text", "reports", thing.patrol)
    return Hit(
        thing.text, thing.about, "triangle-alert" if thing.finding else "building-2", "sites", thing.site
    )


def _actor_of(key: str) -> Actor | None:
    person, _space, grid = key.partition(" ")
    return Actor(person, grid) if grid else None
