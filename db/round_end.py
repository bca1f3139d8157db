"""How a round ends: its findings go to the office, its report gets a number and those who sign it."""

from contextlib import closing
from dataclasses import dataclass
from json import loads

from db.changes import Changes
from db.connection import Reader
from db.entering_for import has_scan
from db.numbers import next_report_number
from db.queries.paper_rules import places_by_rule
from db.queries.rounds import patrol_of
from db.queries.today import due_count
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.model.events import Event
from inspector.model.finding import FindingReported
from inspector.model.finding_state import FindingState
from inspector.model.ids import GridId, PatrolId
from inspector.model.office import Rules
from inspector.model.patrol import Patrol
from inspector.periods import Instant
from inspector.words import N_


@dataclass(frozen=True, slots=True)
class Ending:
    """What is said when a round ends; without ``signers`` the report is signed by hand and sealed.

    Where inspectors sign, each does in a place of their own (``db.queries.paper_rules.places_by_rule``).
    """

    signers: tuple[str, ...] = ()
    weather: str = ""
    present: str = ""
    vehicles: int = 0


def finish_round(workspace: Workspace, patrol: PatrolId, by: Actor, now: Instant, ending: Ending) -> Changes:
    """Record the end of a round; raises Refused as ``finish_events``."""
    with closing(workspace.reader()) as reader:
        events = finish_events(reader, patrol, now, workspace.feed, ending)
    return workspace.record(events, by, now)


def finish_events(reader: Reader, patrol: PatrolId, now: Instant, feed: str, ending: Ending) -> list[Event]:
    """End a round: what was found and not put right is reported, then the report is final.

    A late round, and one that is entered for somebody else, ends with its last stop; the latter needs the
    scan of its paper record, and nobody signs for another. Ask it in the thread that writes, so that a
    number is given once. Raises Refused where a rule of the trade says no.
    """
    found = patrol_of(reader, patrol)
    if found is None:
        raise Refused(N_("This patrol is not known here any more."))
    if found.is_entered_for and not has_scan(reader, patrol):
        raise Refused(N_("Entering for somebody else needs the scan of the paper record."))
    reported = [
        FindingReported(subject=finding)
        for (finding,) in reader.rows(
            "SELECT id FROM finding WHERE patrol = ? AND state = ? ORDER BY noticed_ts, id",
            (patrol, FindingState.NOTICED),
        )
    ]
    finished = found.finish(
        _end_of(reader, found) if found.late_reason or found.is_entered_for else now,
        next_report_number(reader, GridId(found.grid), found.day, feed),
        () if found.is_entered_for else places_by_rule(ending.signers, len(found.inspectors)),
        due_count(reader, GridId(found.grid), found.day),
        ending.present.strip(),
        weather=ending.weather.strip(),
        vehicles=ending.vehicles,
    )
    return [*reported, finished]


def signers_by_rule(reader: Reader) -> tuple[str, ...]:
    """Give who has to sign a daily report by the rules of the office."""
    kept = reader.value("SELECT signers FROM rules ORDER BY rid LIMIT 1")
    return tuple(loads(kept)) if kept else Rules().signers


def _end_of(reader: Reader, patrol: Patrol) -> Instant:
    last = reader.row(
        "SELECT arrived_ts, arrived_tz FROM stop WHERE patrol = ? ORDER BY arrived_ts DESC LIMIT 1",
        (patrol.id,),
    )
    return Instant(*last) if last else patrol.began
