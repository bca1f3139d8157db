"""Made-up histories of a village, of everything that summaries count; the deeds come from Hypothesis."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count

from db.keys import certifying
from db.workspace import Actor
from inspector.model.category import Category
from inspector.model.complaint_life import ComplaintClosed, ComplaintReceived
from inspector.model.complaint_words import Channel
from inspector.model.events import Event
from inspector.model.finding import FindingNoticed, FindingPutRightOnTheSpot, FindingReported
from inspector.model.finding_life import (
    AssignmentTakenBack,
    FindingAssigned,
    FindingJoined,
    FindingPutRight,
    FindingRelapsed,
    FindingTransferred,
    RecheckFailed,
    RecheckPassed,
)
from inspector.model.finding_state import Severity, Source
from inspector.model.grid import GridAdded, GridEnded
from inspector.model.ids import GridId
from inspector.model.office import Rank
from inspector.model.order_life import (
    OrderAnswered,
    OrderAnswerReturned,
    OrderClosed,
    OrderIssued,
    OrderKind,
    OrderWithdrawn,
)
from inspector.model.patrol import PatrolFinished, PatrolKind, PatrolStarted
from inspector.model.site import SiteAdded, SiteChanged, SiteKind, SiteStatus
from inspector.model.stop import StopRecorded
from inspector.periods import HOUR, Instant, at
from tests.db.reporting import key_of
from tests.db.village import OFFICE, OFFICER, STAFF, TOWN, VILLAGE, Village, named

START = date(2026, 10, 28)
OTHER = GridId(named(601))
GRIDS = (VILLAGE, OTHER)
OFFICE_KEY = key_of("示例庚", 9)
BY_OFFICE, BY_STAFF = Actor(OFFICER, OFFICE), Actor(STAFF, VILLAGE)

Deed = tuple[int, int, int, int]
"""What happens, on which day after ``START``, and two small numbers it chooses by."""


class History:
    """Makes deeds into entries of a village."""

    MOVE = 7
    """The deed that ends a grid or moves a site."""

    def __init__(self, village: Village) -> None:
        self.village, self.names = village, (named(number) for number in count(1000))
        self.sites: list[str] = []
        self.findings: list[str] = []
        self.complaints: list[str] = []
        self.orders: list[str] = []
        village.record(
            GridAdded(subject=OTHER, name="示例新村", code="SLX0102", level=3, parent=TOWN),
            by=BY_OFFICE,
            when=at(START + timedelta(days=5), "08:00", 480),
        )
        village.record(certifying(OFFICER, OFFICE_KEY), by=BY_OFFICE)

    def do(self, deed: Deed) -> None:
        what, day, one, other = deed
        deeds: tuple[Callable[[Instant, int, int], object], ...] = (
            self.patrol,
            self.patrol,
            self.notice,
            self.assign,
            self.put_right,
            self.end,
            self.site,
            self.move,
            self.complain,
            self.order,
            self.answer,
            self.settle,
        )
        deeds[what % len(deeds)](at(START + timedelta(days=day), "09:00", 480), one, other)

    def patrol(self, moment: Instant, one: int, other: int) -> None:
        patrol = next(self.names)
        kind = PatrolKind.NIGHT if one % 3 == 0 else PatrolKind.DAILY
        began = moment.later(13 * HOUR) if kind is PatrolKind.NIGHT else moment
        events: list[Event] = [
            PatrolStarted(
                subject=patrol,
                grid=GRIDS[other % 2],
                day=moment.day,
                began=began,
                inspectors=(STAFF, OFFICER)[: 1 + one % 2],
                kind=kind,
                late_reason="停电" if one % 4 == 0 else "",
            )
        ]
        # the stop of a night round lies after midnight, on the day after
        for offset, site in enumerate(self.sites[: other % 4]):
            arrived = began.later((offset + 2) * HOUR)
            events.append(StopRecorded(subject=next(self.names), patrol=patrol, site=site, arrived=arrived))
            if one % 2:
                events.append(self.noticed(arrived, site, GRIDS[other % 2], patrol))
        if one % 5:
            events.append(
                PatrolFinished(
                    subject=patrol, ended=began.later(8 * HOUR), number=f"P{one}", vehicles=one % 3
                )
            )
        self.village.record(*events, by=BY_STAFF, when=began.later(9 * HOUR))

    def noticed(self, moment: Instant, site: str, grid: str, patrol: str = "") -> FindingNoticed:
        finding = next(self.names)
        self.findings.append(finding)
        return FindingNoticed(
            subject=finding,
            number=f"F{len(self.findings)}",
            grid=grid,
            site=site,
            patrol=patrol,
            stop="",
            text="示例",
            noticed=moment,
            severity=list(Severity)[len(self.findings) % 3],
            source=Source.PATROL if patrol else Source.MEDIA,
            category=Category.STRAW if len(self.findings) % 4 == 0 else None,
        )

    def notice(self, moment: Instant, one: int, other: int) -> None:
        event = self.noticed(moment, self.sites[0] if self.sites else "", GRIDS[other % 2])
        fate: Event = (
            FindingPutRightOnTheSpot(subject=event.subject)
            if one % 2
            else FindingReported(subject=event.subject)
        )
        self.village.record(event, fate, by=BY_STAFF, when=moment)

    def assign(self, moment: Instant, one: int, other: int) -> None:
        if self.findings:
            due = moment.day + timedelta(days=other)
            event = FindingAssigned(
                subject=self.findings[one % len(self.findings)],
                unit="示例办",
                due=due,
                severity=None if other % 2 else list(Severity)[one % 3],
            )
            self.village.record(event, by=BY_OFFICE, when=moment)

    def put_right(self, moment: Instant, one: int, other: int) -> None:
        """Say that a finding was put right, today or two days ago."""
        if self.findings:
            event = FindingPutRight(
                subject=self.findings[one % len(self.findings)],
                text="已清运",
                on=moment.day - timedelta(days=other // 4 * 2),
            )
            self.village.record(event, by=BY_STAFF, when=moment)

    def end(self, moment: Instant, one: int, other: int) -> None:
        if self.findings:
            finding = self.findings[one % len(self.findings)]
            ends: tuple[Event, ...] = (
                FindingTransferred(subject=finding, authority="示例局", reason="职权"),
                FindingRelapsed(subject=finding, seen=moment, text="反弹"),
                FindingJoined(subject=finding, into=self.findings[0], number="F1"),
                RecheckPassed(subject=finding, checked=moment),
                RecheckFailed(subject=finding, checked=moment, requirement="再清运"),
                AssignmentTakenBack(subject=finding),
            )
            self.village.workspace.record([ends[other % len(ends)]], BY_OFFICE, moment, OFFICE_KEY)

    def site(self, moment: Instant, one: int, other: int) -> None:
        site = next(self.names)
        self.sites.append(site)
        event = SiteAdded(
            subject=site,
            name="示例点",
            kind=list(SiteKind)[one % len(SiteKind)],
            rank=list(Rank)[other % 3],
            grid=GRIDS[one % 2],
            day=moment.day,
            status=SiteStatus.CLOSED_DOWN if other == 0 else SiteStatus.OPERATING,
        )
        self.village.record(event, by=BY_OFFICE, when=moment)

    def move(self, moment: Instant, one: int, other: int) -> None:
        if other == 1:
            event: Event = GridEnded(subject=OTHER, on=moment.day, reason="并入")
        elif self.sites:
            event = SiteChanged(subject=self.sites[one % len(self.sites)], grid=GRIDS[other % 2])
        else:
            return
        self.village.record(event, by=BY_OFFICE, when=moment)

    def order(self, moment: Instant, one: int, other: int) -> None:
        """Order something of the township, of one of its grids, or of a unit by name."""
        order = next(self.names)
        self.orders.append(order)
        event = OrderIssued(
            subject=order,
            kind=list(OrderKind)[one % 4],
            number=f"O{len(self.orders)}",
            grid=OFFICE,
            title="示例",
            text="请办",
            due=moment.day + timedelta(days=other),
            to_grid=(*GRIDS, "")[one % 3],
            unit="" if one % 3 < len(GRIDS) else "示例局",
        )
        self.village.workspace.record([event], BY_OFFICE, moment, OFFICE_KEY)

    def answer(self, moment: Instant, one: int, other: int) -> None:
        if self.orders:
            order = self.orders[one % len(self.orders)]
            on = moment.day - timedelta(days=other % 2)
            event = OrderAnswered(subject=order, text="已办", is_done=True, on=on)
            changes = self.village.record(event, by=BY_OFFICE, when=moment)
            if other == 5:
                due = moment.day + timedelta(days=2)
                back = OrderAnswerReturned(
                    subject=order, answer=changes.entries[0], requirement="附照片", due=due
                )
                self.village.record(back, by=BY_OFFICE, when=moment)

    def settle(self, moment: Instant, one: int, other: int) -> None:
        if self.orders:
            order = self.orders[one % len(self.orders)]
            event = OrderWithdrawn(subject=order, reason="误发") if other == 0 else OrderClosed(subject=order)
            self.village.record(event, by=BY_OFFICE, when=moment)

    def complain(self, moment: Instant, one: int, other: int) -> None:
        complaint = next(self.names)
        events: list[Event] = [
            ComplaintReceived(
                subject=complaint,
                number=f"X{one}",
                grid=GRIDS[other % 2],
                channel=Channel.HOTLINE_12345,
                received=moment,
                content="示例",
            )
        ]
        if one % 2:
            events.append(ComplaintClosed(subject=complaint, on=moment.day, result="已办结"))
        self.village.record(*events, by=BY_OFFICE, when=moment)
