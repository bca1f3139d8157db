"""Entering a round for somebody else (代录): a village without the program, a paper that came by hand."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

import msgspec

from db.connection import Reader
from db.material_intake import TakenMaterial, material_added
from db.photo_intake import Chance
from db.queries.rounds import person_of
from db.round_entry import start_round
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.model.ids import GridId, PatrolId, PersonId
from inspector.model.material import MaterialKind
from inspector.model.patrol import PatrolKind
from inspector.periods import Instant
from inspector.words import N_


@dataclass(frozen=True, slots=True)
class PaperRound:
    """A round that stands on paper: who went, in which grid, when; why late, if it is of another day."""

    person: PersonId
    grid: GridId
    began: Instant
    kind: PatrolKind
    late_reason: str = ""


def enter_for(
    workspace: Workspace,
    paper: PaperRound,
    scans: Sequence[TakenMaterial],
    by: Actor,
    now: Instant,
    chance: Chance,
) -> PatrolId:
    """Begin the round of ``paper`` with its scans, in one transaction.

    Raises Refused without a scan, for oneself, and as ``inspector.model.patrol.start`` does.
    """
    if not scans:
        raise Refused(N_("Entering for somebody else needs the scan of the paper record."))
    if paper.person == by.person:
        raise Refused(N_("Your own round of an earlier day is a late entry."))
    with closing(workspace.reader()) as reader:
        if person_of(reader, paper.person) is None:
            raise Refused(N_("This person is not known here."))
    started = start_round(paper.grid, paper.person, paper.began, now, chance, late_reason=paper.late_reason)
    event = msgspec.structs.replace(started, kind=paper.kind, entered_for=True)
    added = [
        material_added(msgspec.structs.replace(scan, kind=MaterialKind.PAPER_RECORD), patrol=event.subject)
        for scan in scans
    ]
    workspace.record([event, *added], by, now)
    return PatrolId(event.subject)


def has_scan(reader: Reader, patrol: PatrolId) -> bool:
    """Say whether the paper record of a round is here as a scan."""
    found = reader.value(
        "SELECT count(*) FROM material WHERE patrol = ? AND kind = ?", (patrol, MaterialKind.PAPER_RECORD)
    )
    return bool(found)
