"""What is said of a round as a whole: why it goes out, who goes, the weather; when it begins or later."""

from contextlib import closing
from dataclasses import dataclass

import msgspec

from db.changes import Changes
from db.photo_intake import Chance
from db.queries.rounds import patrol_of
from db.round_entry import start_round
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.model.ids import GridId, PatrolId, PersonId
from inspector.model.patrol import Patrol, PatrolChanged, PatrolKind, check_people
from inspector.periods import Instant
from inspector.words import N_


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """Kind, people, weather, and what a complaint, special or re-check round is about."""

    kind: PatrolKind
    inspectors: tuple[PersonId, ...]
    weather: str = ""
    about: str = ""

    @classmethod
    def of(cls, patrol: Patrol) -> "RoundFacts":
        """Give what is said of a round so far."""
        return cls(patrol.kind, patrol.inspectors, patrol.weather, patrol.about)


def begin_round(workspace: Workspace, facts: RoundFacts, by: Actor, now: Instant, chance: Chance) -> Changes:
    """Begin a round of several people, or of another kind than the hour says, before its first stop.

    Raises Refused as ``inspector.model.patrol.start`` does.
    """
    check_people(facts.inspectors)
    started = start_round(GridId(by.org), PersonId(by.person), now, now, chance)
    event = msgspec.structs.replace(
        started,
        kind=facts.kind,
        inspectors=facts.inspectors,
        weather=facts.weather.strip(),
        about=facts.about.strip(),
    )
    return workspace.record([event], by, now)


def change_round(
    workspace: Workspace, patrol: PatrolId, facts: RoundFacts, by: Actor, now: Instant
) -> Changes:
    """Put right what is said of a round that goes on; nothing is recorded where nothing differs.

    Raises Refused as ``Patrol.change`` does.
    """
    with closing(workspace.reader()) as reader:
        found = patrol_of(reader, patrol)
    if found is None:
        raise Refused(N_("This patrol is not known here any more."))
    weather, about = facts.weather.strip(), facts.about.strip()
    event = found.change(
        inspectors=None if facts.inspectors == found.inspectors else facts.inspectors,
        kind=None if facts.kind is found.kind else facts.kind,
        weather=None if weather == found.weather else weather,
        about=None if about == found.about else about,
    )
    return workspace.record([event], by, now) if event != PatrolChanged(subject=patrol) else Changes()
