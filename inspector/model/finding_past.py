"""How a finding stood at the end of every day, as far as the numbers of past periods count it.

What is said of it counts from the beginning, whenever it was said: that it was noticed, put right on the
spot, corrected, withdrawn, or what a ledger kept before says. All else counts from its own day on.
"""

from datetime import date
from typing import Self

import msgspec

from inspector.model.as_of import Dated, day_of, stages
from inspector.model.close_off import CloseOffFiled, CloseOffStepDone
from inspector.model.events import Fact, Facts
from inspector.model.finding import (
    Finding,
    FindingCorrected,
    FindingNoticed,
    FindingPutRightOnTheSpot,
    FindingWithdrawn,
    those_that_count,
)
from inspector.model.finding_life import FindingPutRight, FindingTakenOver, FindingTakenOverClosed
from inspector.model.finding_state import ENDED, FindingState, Severity

_FROM_THE_BEGINNING = frozenset(
    one.TYPE
    for one in (
        FindingNoticed,
        FindingPutRightOnTheSpot,
        FindingCorrected,
        FindingWithdrawn,
        FindingTakenOver,
    )
)


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How a finding stood; ``put_right_on`` and ``ended_on`` are the days from which it stood so.

    ``ended_as`` is the state that ended its life, ``due`` the deadline given.
    """

    severity: Severity
    due: date | None
    on_the_spot: bool
    put_right_on: date | None
    ended_as: FindingState | None
    ended_on: date | None


class FindingPast(msgspec.Struct, frozen=True, kw_only=True):
    """A finding as it stands, how it stood since which days, and its entries without effect.

    ``idle_then`` names the entries that had no effect by the end of the day of their entry.
    """

    now: Finding
    stood: tuple[tuple[date, Standing], ...]
    idle_then: frozenset[str]

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Fold a finding and its past; nothing where ``Finding.of`` gives nothing."""
        counting = those_that_count(facts)
        steps = [_dated(fact) for fact in counting]
        stood: list[tuple[date, Standing]] = []
        idle: dict[str, date] = {}
        before: Finding | None = None
        for day, finding in stages(steps, Finding.going_on):
            standing = _standing(finding, day, before, stood[-1][1] if stood else None)
            if not stood or standing != stood[-1][1]:
                stood.append((day, standing))
            if idle or finding.idle:
                # what is entered from this day on is judged anew: an earlier step may have arrived later
                entered = {fact.hash: fact.at.day for fact in counting if fact.hash in finding.idle}
                idle = {name: on for name, on in idle.items() if on < day}
                idle |= {name: on for name, on in entered.items() if on >= day}
            before = finding
        if before is None:
            return None
        fallen = {fact.hash for fact in facts} - {fact.hash for fact in counting}
        return cls(now=before, stood=tuple(stood), idle_then=frozenset(idle) | fallen)


def _dated(fact: Fact) -> Dated:
    if fact.type in _FROM_THE_BEGINNING:
        return Dated(date.min, fact)
    match fact.event:
        case FindingPutRight(on=said) | CloseOffStepDone(on=said) | CloseOffFiled(on=said):
            return Dated(day_of(fact, said), fact)
        case FindingTakenOverClosed() as told:
            # until the day it was closed, the line of the ledger was an open one
            line = {name: value for name, value in told.told().items() if name != "closed_on"}
            still_open = FindingTakenOver(subject=told.subject, blobs=told.blobs, **line)
            before = msgspec.structs.replace(fact, event=still_open, type=still_open.TYPE)
            return Dated(day_of(fact, told.closed_on), fact, before)
        case _:
            return Dated(day_of(fact), fact)


def _standing(finding: Finding, day: date, before: Finding | None, then: Standing | None) -> Standing:
    """Say how ``finding`` stood at the end of ``day``; ``then`` is how it stood ``before``."""
    ended = finding.state if finding.state in ENDED else None
    right: date | None
    ended_on: date | None
    if finding.on_the_spot:
        right = ended_on = finding.noticed.day
    else:
        right = day if finding.put_right_on else None
        ended_on = day if ended else None
        if before and then and right and before.put_right_on == finding.put_right_on:
            right = then.put_right_on
        if before and then and then.ended_as is ended and before.ended_on == finding.ended_on:
            ended_on = then.ended_on
    return Standing(
        severity=finding.severity,
        due=finding.due,
        on_the_spot=finding.on_the_spot,
        put_right_on=right,
        ended_as=ended,
        ended_on=ended_on,
    )
