"""The numbers of a period counted by hand: one fact after the other in plain Python, without any SQL."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import msgspec

from db.connection import Reader
from db.workspace import Workspace
from inspector.model.category import PROPOSED, Category
from inspector.model.close_off import CloseOffFiled
from inspector.model.complaint import Complaint
from inspector.model.complaint_life import ComplaintClosed, ComplaintClosedForNow
from inspector.model.events import Event, Fact, Facts
from inspector.model.finding import (
    Finding,
    FindingCorrected,
    FindingNoticed,
    FindingPutRightOnTheSpot,
    FindingWithdrawn,
)
from inspector.model.finding_life import (
    FindingAssigned,
    FindingConflictResolved,
    FindingPutRight,
    FindingRelapsed,
    FindingTakenOver,
    FindingTakenOverClosed,
    FindingTransferred,
)
from inspector.model.finding_state import FindingState
from inspector.model.grid import Grid
from inspector.model.ids import PatrolId
from inspector.model.number import Number
from inspector.model.office import CYCLES
from inspector.model.order import Order, OrderState
from inspector.model.order_life import OrderAnswered, OrderIssued
from inspector.model.patrol import Patrol, PatrolKind, PatrolState
from inspector.model.period import Period
from inspector.model.site import Site, SiteStatus, grids_left
from inspector.model.stop import Stop

Found = Iterator[tuple[Number, str, int]]
"""A number, the grid that a fact counts for, its weight."""
CLOSED = frozenset({FindingState.CLOSED, FindingState.CLOSED_OFF})
STEPS: Mapping[Number, type[Event]] = {
    Number.ASSIGNED: FindingAssigned,
    Number.TRANSFERRED: FindingTransferred,
    Number.RELAPSES: FindingRelapsed,
}
CYCLE_DAYS = {cycle.rank: cycle.days for cycle in CYCLES}


@dataclass
class Told:
    """Everything folded, by its id; ``facts`` are those of each finding and complaint."""

    grids: dict[str, Grid] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    left: dict[str, list[tuple[str, date]]] = field(default_factory=dict)
    patrols: dict[str, Patrol] = field(default_factory=dict)
    stops: list[Stop] = field(default_factory=list)
    findings: list[tuple[Finding, Facts]] = field(default_factory=list)
    complaints: list[tuple[Complaint, Facts]] = field(default_factory=list)
    orders: list[tuple[Order, Facts]] = field(default_factory=list)


def told(workspace: Workspace, reader: Reader) -> Told:
    """Fold every subject there is."""
    all_ = Told()
    for (subject,) in reader.rows("SELECT DISTINCT obj FROM entry WHERE obj IS NOT NULL"):
        facts = workspace.facts_of(reader, subject)
        if grid := Grid.of(facts):
            all_.grids[grid.id] = grid
        elif site := Site.of(facts):
            all_.sites[site.id], all_.left[site.id] = site, grids_left(facts)
        elif patrol := Patrol.of(facts):
            all_.patrols[patrol.id] = patrol
        elif stop := Stop.of(facts):
            all_.stops.append(stop)
        elif finding := Finding.of(facts):
            all_.findings.append((finding, facts))
        elif complaint := Complaint.of(facts):
            all_.complaints.append((complaint, facts))
        elif order := Order.of(facts):
            all_.orders.append((order, facts))
    return all_


def counted(all_: Told, period: Period) -> dict[Number, Counter[str]]:
    """Count each number by the grid it counts for."""
    numbers: dict[Number, Counter[str]] = defaultdict(Counter)
    for count in (_of_grids, _of_sites, _of_patrols, _of_findings, _of_complaints, _of_orders):
        for number, grid, weight in count(all_, period):
            numbers[number][grid] += weight
    return numbers


def by_category(all_: Told, period: Period) -> Mapping[str, int]:
    """Count the findings of a period by their category."""
    return Counter(
        finding.category
        or (PROPOSED[all_.sites[finding.site].kind] if finding.site in all_.sites else Category.OTHER)
        for finding, _then in _found(all_, period)
    )


def by_severity(all_: Told, period: Period) -> Mapping[str, int]:
    """Count the findings of a period by how serious they were held to be at its end."""
    return Counter(then.severity for _finding, then in _found(all_, period))


def _found(all_: Told, period: Period) -> Iterator[tuple[Finding, Finding]]:
    """Give the findings of a period as they stand, and as they stood at its end."""
    for finding, facts in all_.findings:
        if period.holds(_day(all_, finding)):
            then = finding_then(facts, period.last)
            if then.state is not FindingState.JOINED:
                yield finding, then


def finding_then(facts: Facts, day: date) -> Finding:
    """Fold a finding from what was said of it, and the steps that were done by the end of ``day``."""
    by_then = [one for fact in facts if (one := _by(fact, day))]
    folded = Finding.of(by_then)
    assert folded
    return folded


def _by(fact: Fact, day: date) -> Fact | None:
    match fact.event:
        case (
            FindingNoticed()
            | FindingPutRightOnTheSpot()
            | FindingCorrected()
            | FindingWithdrawn()
            | FindingTakenOver()
            | FindingConflictResolved()
        ):
            return fact
        case FindingPutRight(on=on) | CloseOffFiled(on=on):
            return fact if min(on, fact.at.day) <= day else None
        case FindingTakenOverClosed(closed_on=on, unit=unit, due=due) if day < min(
            on or fact.at.day, fact.at.day
        ):
            open_line = FindingTakenOver(subject=fact.subject, unit=unit, due=due)
            return msgspec.structs.replace(fact, event=open_line, type=FindingTakenOver.TYPE)
        case FindingTakenOverClosed():
            return fact
        case _:
            return fact if fact.at.day <= day else None


def _order_then(facts: Facts, day: date) -> Order | None:
    return Order.of(
        [
            fact
            for fact in facts
            if isinstance(fact.event, OrderIssued)
            or (min(fact.event.on, fact.at.day) if isinstance(fact.event, OrderAnswered) else fact.at.day)
            <= day
        ]
    )


def _of_grids(all_: Told, period: Period) -> Found:
    rounds = defaultdict(list)
    for patrol in all_.patrols.values():
        if period.holds(patrol.day):
            rounds[patrol.grid].append(patrol)
    live = {
        grid.id: grid
        for grid in all_.grids.values()
        if grid.since <= period.last and (grid.until is None or grid.until > period.first)
    }
    above = {grid.parent for grid in live.values()}
    for grid in live.values():
        if grid.id not in above:
            yield Number.GRIDS, grid.id, 1
            if any(patrol.state is PatrolState.FINISHED for patrol in rounds[grid.id]):
                yield Number.GRIDS_REPORTING, grid.id, 1
        if grid.level == 3:
            for day in period.days:
                if grid.since < day and (grid.until is None or day < grid.until):
                    yield Number.DUE_ROUNDS, grid.id, 1
                    if any(patrol.day == day for patrol in rounds[grid.id]):
                        yield Number.DONE_ROUNDS, grid.id, 1


def _of_sites(all_: Told, period: Period) -> Found:
    visits = defaultdict(set)
    for stop in all_.stops:
        visits[stop.site].add(all_.patrols[stop.patrol].day)
    for site in all_.sites.values():
        if site.day > period.last or site.status is SiteStatus.CLOSED_DOWN:
            continue
        grid = next((one for one, until in all_.left[site.id] if until > period.last), site.grid)
        seen = {day for day in visits[site.id] if period.holds(day)}
        yield Number.SITES, grid, 1
        if seen:
            yield Number.SITES_VISITED, grid, 1
        days, start = CYCLE_DAYS[site.rank], max(site.day, period.first)
        if days <= len(period.days):
            due = ((period.last - start).days + 1) // days
            paid = len({(day - start).days // days for day in seen if day >= start})
        else:
            earlier = [day for day in visits[site.id] if day < period.first]
            due = int(not earlier or max(earlier) + timedelta(days=days) <= period.last)
            paid = int(any(day >= start for day in seen))
        yield Number.DUE_VISITS, grid, due
        yield Number.DONE_VISITS, grid, min(due, paid)


def _of_patrols(all_: Told, period: Period) -> Found:
    out: dict[str, Patrol] = {one.id: one for one in all_.patrols.values() if period.holds(one.day)}
    for patrol in out.values():
        yield Number.PATROLS, patrol.grid, 1
        yield Number.PEOPLE_OUT, patrol.grid, len(patrol.inspectors)
        yield Number.VEHICLES, patrol.grid, patrol.vehicles
        yield Number.NIGHT_PATROLS, patrol.grid, int(patrol.kind is PatrolKind.NIGHT)
        yield Number.LATE_ENTRIES, patrol.grid, int(bool(patrol.late_reason))
    for stop in all_.stops:
        if stop.patrol in out:
            yield Number.STOPS, out[stop.patrol].grid, 1


def _of_findings(all_: Told, period: Period) -> Found:
    for finding, then in _found(all_, period):
        yield Number.FINDINGS, finding.grid, 1
        yield Number.FOUND_PUT_RIGHT, finding.grid, int(then.on_the_spot or then.put_right_on is not None)
        yield Number.FOUND_ENDED, finding.grid, int(then.state in CLOSED)
    of_the_period = {finding.id for finding, _then in _found(all_, period)}
    for finding, facts in all_.findings:
        at_once = finding.id in of_the_period and finding_then(facts, date.min).on_the_spot
        yield Number.ON_THE_SPOT, finding.grid, int(at_once)
        for number, step in STEPS.items():
            did = any(isinstance(fact.event, step) and _had_effect(fact, facts, period) for fact in facts)
            yield number, finding.grid, int(did)
        came = list(_became(facts, period))
        yield Number.PUT_RIGHT, finding.grid, int(at_once or any(right for right, _closed in came))
        yield Number.ENDED, finding.grid, int(at_once or any(closed for _right, closed in came))
        then = finding_then(facts, period.last)
        if (due := then.due) is None:
            continue
        right, ended = then.put_right_on, then.ended_on
        if period.holds(due) and then.state not in {FindingState.TRANSFERRED, FindingState.JOINED}:
            yield Number.DUE, finding.grid, 1
            yield Number.IN_TIME, finding.grid, int(any(day and day <= due for day in (right, ended)))
        yield Number.OVERDUE, finding.grid, int(due <= period.last and right is None and ended is None)


def _became(facts: Facts, period: Period) -> Iterator[tuple[bool, bool]]:
    """Say of each day whether the finding came to stand as put right on it, and whether as closed."""
    before = finding_then(facts, period.first - timedelta(days=1))
    for day in period.days:
        then = finding_then(facts, day)
        right = then.put_right_on is not None and then.put_right_on != before.put_right_on
        is_same = (then.state, then.ended_on) == (before.state, before.ended_on)
        yield right, then.state in CLOSED and not then.on_the_spot and not is_same
        before = then


def _had_effect(fact: Fact, facts: Facts, period: Period) -> bool:
    fallen = {
        name for one in facts if isinstance(one.event, FindingConflictResolved) for name in one.event.falls
    }
    return (
        fact.confirmed
        and period.holds(fact.at.day)
        and fact.hash not in fallen
        and fact.hash not in finding_then(facts, fact.at.day).idle
    )


def _of_complaints(all_: Told, period: Period) -> Found:
    for complaint, facts in all_.complaints:
        if period.holds(complaint.received.day):
            yield Number.COMPLAINTS, complaint.grid, 1
        if any(
            isinstance(fact.event, ComplaintClosed | ComplaintClosedForNow)
            and fact.hash not in complaint.idle
            and period.holds(fact.at.day)
            for fact in facts
        ):
            yield Number.COMPLAINTS_CONCLUDED, complaint.grid, 1


def _of_orders(all_: Told, period: Period) -> Found:
    for _now, facts in all_.orders:
        order = _order_then(facts, period.last)
        if order is None or order.state is OrderState.WITHDRAWN or order.at.day > period.last:
            continue
        grid, answer, ended = order.to_grid or order.grid, order.answer, order.ended_on
        answered = min(answer.on, answer.at.day) if answer else None
        yield Number.ORDERS, grid, int(period.holds(order.at.day))
        is_in_time = answered is not None and period.holds(answered) and answered <= order.due
        yield Number.ORDERS_IN_TIME, grid, int(is_in_time)
        yield Number.ORDERS_SETTLED, grid, int(ended is not None and period.holds(ended))
        yield Number.ORDERS_OPEN, grid, int(ended is None)
        owes = answered is None and ended is None
        yield Number.ORDERS_OVERDUE, grid, int(owes and order.due <= period.last)


def _day(all_: Told, finding: Finding) -> date:
    """A finding belongs to the day of its patrol, and without one to its own."""
    patrol = all_.patrols.get(PatrolId(finding.patrol))
    return patrol.day if patrol else finding.noticed.day
