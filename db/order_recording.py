"""Issuing orders, recording what came of them and of dispatch meetings, in the thread that writes."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import msgspec

from db.case_recording import MEANWHILE
from db.changes import Changes
from db.connection import Reader
from db.incarnation import Chance
from db.numbers import next_order_number
from db.task_recording import who_of
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.journal.person_key import PersonKey
from inspector.model.events import Event
from inspector.model.ids import RANDOM_BYTES, GridId, MeetingId, OrderId, uuid7
from inspector.model.meeting import Meeting, MeetingRecorded, record_meeting, withdraw_meeting
from inspector.model.order import Order
from inspector.model.order_acts import Parties, issue_order
from inspector.model.order_life import OrderIssued
from inspector.model.person import Role
from inspector.periods import Instant
from inspector.words import N_

ORDER_GONE = N_("This order is not recorded here any more.")
MEETING_GONE = N_("This meeting is not recorded here any more.")

Act: TypeAlias = Callable[[Order, Parties], Event]
"""Decides about an order as it stands; raises Refused where that is not open to who wants it."""

_HELD = """SELECT role FROM duty WHERE person = :person AND grid = :grid AND since <= :today
    AND (until IS NULL OR until >= :today)"""


@dataclass(frozen=True, slots=True)
class IssuedOrder:
    """An order that was just issued."""

    order: OrderId
    number: str
    changes: Changes


def give_order(
    workspace: Workspace,
    told: OrderIssued,
    by: Actor,
    at: Instant,
    person_key: PersonKey,
    chance: Chance,
    *,
    finishes: str = "",
) -> IssuedOrder:
    """Issue an order of the grid of ``by`` with an id and a number; the draft ``finishes`` is forgotten.

    Raises Refused as ``issue_order`` does.
    """
    with closing(workspace.reader()) as reader:
        grid = GridId(by.org)
        who = parties(reader, grid, told.to_grid, by, at.day)
        checked = issue_order(msgspec.structs.replace(told, grid=grid), who, at.day)
        event = msgspec.structs.replace(
            checked,
            subject=uuid7(at.ts, chance(RANDOM_BYTES)),
            number=next_order_number(reader, grid, at.day.year, workspace.feed),
        )
    changes = workspace.record([event], by, at, person_key, finishes=finishes)
    return IssuedOrder(OrderId(event.subject), event.number, changes)


def record_order(
    workspace: Workspace, order: str, seen: str, act: Act, by: Actor, at: Instant, *, finishes: str = ""
) -> Changes:
    """Record what ``act`` decides about an order that was shown with ``seen`` as its last entry.

    Raises Refused as ``act`` does, and when something else happened to the order since it was shown.
    """
    with closing(workspace.reader()) as reader:
        found = order_of(workspace, reader, order)
        if found.last != seen:
            raise Refused(MEANWHILE)
        event = act(found, parties(reader, found.grid, found.to_grid, by, at.day))
    return workspace.record([event], by, at, finishes=finishes)


def keep_meeting(
    workspace: Workspace,
    told: MeetingRecorded,
    by: Actor,
    at: Instant,
    chance: Chance,
    *,
    seen: str = "",
    finishes: str = "",
) -> tuple[MeetingId, Changes]:
    """Record a dispatch meeting of the grid of ``by``; one with a ``subject`` is recorded anew.

    Raises Refused as ``record_meeting`` does, and when it was recorded anew since it was shown with ``seen``.
    """
    with closing(workspace.reader()) as reader:
        before = Meeting.of(workspace.facts_of(reader, told.subject)) if told.subject else None
        if before and before.last != seen:
            raise Refused(MEANWHILE)
        grid = before.told.grid if before else by.org
        subject = told.subject or uuid7(at.ts, chance(RANDOM_BYTES))
        named = msgspec.structs.replace(told, subject=subject, grid=grid)
        roles = who_of(reader, grid, by, at.day).roles
        event = record_meeting(named, roles, at.day, before, ordered_decisions(reader, subject))
    return MeetingId(subject), workspace.record([event], by, at, finishes=finishes)


def take_meeting_back(
    workspace: Workspace, meeting: str, seen: str, reason: str, by: Actor, at: Instant, *, finishes: str = ""
) -> Changes:
    """Take back the record of a meeting that was shown with ``seen`` as its last entry.

    Raises Refused as ``withdraw_meeting`` does, for one that is not recorded here, and when something
    happened to it meanwhile.
    """
    with closing(workspace.reader()) as reader:
        found = Meeting.of(workspace.facts_of(reader, meeting))
        if found is None:
            raise Refused(MEETING_GONE)
        if found.last != seen:
            raise Refused(MEANWHILE)
        roles = who_of(reader, found.told.grid, by, at.day).roles
        event = withdraw_meeting(found, roles, reason, ordered_decisions(reader, meeting))
    return workspace.record([event], by, at, finishes=finishes)


def ordered_decisions(reader: Reader, meeting: str) -> dict[int, str]:
    """Give the decisions (from 1) of a meeting that stand as orders, with the numbers of these."""
    rows = reader.rows(
        """SELECT decision, number FROM dispatch_order
        WHERE meeting = ? AND decision > 0 AND state <> 'withdrawn' ORDER BY decision, issued_ts, id""",
        (meeting,),
    )
    return dict(rows)


def order_of(workspace: Workspace, reader: Reader, order: str) -> Order:
    """Give an order as it stands. Raises Refused for one that is not recorded here."""
    found = Order.of(workspace.facts_of(reader, order))
    if found is None:
        raise Refused(ORDER_GONE)
    return found


def parties(reader: Reader, grid: str, to_grid: str, by: Actor, today: date) -> Parties:
    """Give who acts with the roles they have today in the office ``grid`` and in the township it went to."""
    rows = reader.rows(_HELD, {"person": by.person, "grid": to_grid, "today": today.isoformat()})
    return Parties(
        by.person, who_of(reader, grid, by, today).roles, frozenset(Role(role) for (role,) in rows)
    )
