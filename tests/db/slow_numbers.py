"""The numbers of a period counted by hand: one fact after the other in plain Python, without any SQL."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from db.connection import Reader
from db.workspace import Workspace
from inspector.model.category import PROPOSED, Category
from inspector.model.complaint import Complaint
from inspector.model.complaint_life import ComplaintClosed, ComplaintClosedForNow
from inspector.model.events import Facts
from inspector.model.finding import Finding
from inspector.model.finding_life import FindingAssigned, FindingRelapsed, FindingTransferred
from inspector.model.finding_state import FindingState
from inspector.model.grid import Grid
from inspector.model.ids import PatrolId
from inspector.model.number import Number
from inspector.model.office import CYCLES
from inspector.model.order import Order, OrderState
from inspector.model.patrol import Patrol, PatrolKind, PatrolState
from inspector.model.period import Period
from inspector.model.site import Site, SiteStatus, grids_left
from inspector.model.stop import Stop

Found = Iterator[tuple[Number, str, int]]
"""A number, the grid that a fact counts for, its weight."""
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
    orders: list[Order] = field(default_factory=list)


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
            all_.orders.append(order)
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
        for finding, _facts in all_.findings
        if period.holds(_day(all_, finding)) and finding.state is not FindingState.JOINED
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
    for finding, facts in all_.findings:
        ended, right = finding.ended_on, finding.put_right_on
        is_joined = finding.state is FindingState.JOINED
        if period.holds(_day(all_, finding)) and not is_joined:
            yield Number.FINDINGS, finding.grid, 1
            yield Number.ON_THE_SPOT, finding.grid, int(finding.on_the_spot)
            was_right = right or (ended if finding.on_the_spot else None)
            yield Number.FOUND_PUT_RIGHT, finding.grid, int(bool(was_right and was_right <= period.last))
            is_closed = finding.state in {FindingState.CLOSED, FindingState.CLOSED_OFF}
            yield Number.FOUND_ENDED, finding.grid, int(bool(is_closed and ended and ended <= period.last))
        steps = {
            type(fact.event)
            for fact in facts
            if fact.confirmed and fact.hash not in finding.idle and period.holds(fact.at.day)
        }
        yield Number.ASSIGNED, finding.grid, int(FindingAssigned in steps)
        yield Number.TRANSFERRED, finding.grid, int(FindingTransferred in steps)
        yield Number.RELAPSES, finding.grid, int(FindingRelapsed in steps)
        if (right and period.holds(right)) or (finding.on_the_spot and ended and period.holds(ended)):
            yield Number.PUT_RIGHT, finding.grid, 1
        if ended and period.holds(ended) and finding.state in {FindingState.CLOSED, FindingState.CLOSED_OFF}:
            yield Number.ENDED, finding.grid, 1
        if (due := finding.due) is None or is_joined:
            continue
        if period.holds(due) and finding.state is not FindingState.TRANSFERRED:
            yield Number.DUE, finding.grid, 1
            if any(day and day <= due for day in (right, ended)):
                yield Number.IN_TIME, finding.grid, 1
        if due <= period.last and not any(day and day <= period.last for day in (right, ended)):
            yield Number.OVERDUE, finding.grid, 1


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
    for order in all_.orders:
        if order.state is OrderState.WITHDRAWN:
            continue
        grid, answer, ended = order.to_grid or order.grid, order.answer, order.ended_on
        is_over = ended is not None and ended <= period.last
        answered = answer.on if answer else None
        was_issued = order.at.day <= period.last
        yield Number.ORDERS, grid, int(period.holds(order.at.day))
        is_in_time = answered is not None and period.holds(answered) and answered <= order.due
        yield Number.ORDERS_IN_TIME, grid, int(is_in_time)
        yield Number.ORDERS_SETTLED, grid, int(ended is not None and period.holds(ended))
        yield Number.ORDERS_OPEN, grid, int(was_issued and not is_over)
        owes = was_issued and not is_over and not (answered and answered <= period.last)
        yield Number.ORDERS_OVERDUE, grid, int(owes and order.due <= period.last)


def _day(all_: Told, finding: Finding) -> date:
    """A finding belongs to the day of its patrol, and without one to its own."""
    patrol = all_.patrols.get(PatrolId(finding.patrol))
    return patrol.day if patrol else finding.noticed.day
