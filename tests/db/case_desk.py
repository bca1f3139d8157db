"""Findings of the village that were reported, and the people of the office who deal with them."""

from db.case_recording import finding_of, record_case
from db.changes import Changes
from db.keys import certifying
from db.workspace import Actor
from inspector.journal.authority import AuthorityGranted, FeedOpened
from inspector.journal.device_key import DeviceKey
from inspector.journal.entry import Entry, seal
from inspector.model.events import Event
from inspector.model.finding import Finding, FindingNoticed, FindingReported
from inspector.model.finding_acts import Assignment, assign, put_right
from inspector.model.finding_state import Severity
from inspector.model.ids import FindingId, PersonId
from inspector.model.person import PersonAdded, Role, RoleGiven
from inspector.periods import HOUR, Instant
from tests.db.reporting import key_of
from tests.db.village import COKING, FOUNDING, MORNING, OFFICE, OFFICER, STAFF, TOWN, VILLAGE, Village, named

CLERK, COUNTY = PersonId(named(13)), PersonId(named(14))
BY_STAFF, BY_CLERK, BY_COUNTY = Actor(STAFF, VILLAGE), Actor(CLERK, TOWN), Actor(COUNTY, OFFICE)
CLERK_KEY, COUNTY_KEY = key_of("示例丁", 4), key_of("示例戊", 5)
LATER = MORNING.later(HOUR)


def appoint(village: Village) -> None:
    """Give the township a clerk and the county a rectification office, each with a certificate."""
    since = FOUNDING.day
    admit(village, village.workspace.feed, CLERK, COUNTY)
    village.record(
        PersonAdded(subject=CLERK, name="示例丁"),
        RoleGiven(subject=CLERK, role=Role.CLERK, grid=TOWN, since=since),
        PersonAdded(subject=COUNTY, name="示例戊"),
        RoleGiven(subject=COUNTY, role=Role.RECTIFICATION_OFFICE, grid=OFFICE, since=since),
        when=FOUNDING,
    )
    village.record(certifying(CLERK, CLERK_KEY), by=BY_CLERK)
    village.record(certifying(COUNTY, COUNTY_KEY), by=BY_COUNTY)


def report(
    village: Village,
    number: int = 70,
    *,
    severity: Severity = Severity.MINOR,
    noticed: Instant = MORNING,
    question: str = "piles",
) -> FindingId:
    """Note a finding at the coking plant and hand it to the office."""
    finding = FindingId(named(number))
    village.record(
        FindingNoticed(
            subject=finding,
            number=f"SLX0101-2026-T-{number:04d}",
            grid=VILLAGE,
            site=COKING,
            patrol="",
            stop="",
            text="料堆未覆盖",
            question=question,
            noticed=noticed,
            severity=severity,
        ),
        FindingReported(subject=finding),
        when=max(noticed, MORNING),
    )
    return finding


def now_of(village: Village, finding: str) -> Finding:
    """Give a finding as it stands."""
    reader = village.workspace.reader()
    try:
        return finding_of(village.workspace, reader, finding)
    finally:
        reader.close()


def give(village: Village, finding: str, at: Instant = LATER) -> Changes:
    """Have the clerk assign it to the village."""
    to = Assignment(unit="示例村委会", unit_grid=VILLAGE)
    return record_case(
        village.workspace,
        finding,
        now_of(village, finding).last,
        lambda one, who, rules: assign(one, who, to, rules, at.day),
        BY_CLERK,
        at,
    )


def say_put_right(village: Village, finding: str, at: Instant = LATER) -> Changes:
    """Have the village claim that it was put right."""

    return record_case(
        village.workspace,
        finding,
        now_of(village, finding).last,
        lambda one, who, _rules: put_right(one, who, "已清运", at.day, photos_after=1),
        BY_STAFF,
        at,
    )


def elsewhere(village: Village, event: Event, after: str) -> str:
    """Have another device of the office record ``event`` in knowledge of no more than the entry ``after``."""
    key = DeviceKey.from_seed(bytes(31) + b"\2")
    admit(village, key.feed, OFFICER)
    first = _sealed(key, FeedOpened(root=village.workspace.root, reason="new"), 1, None)
    second = _sealed(key, event, 2, first.hash, (after,))
    village.workspace.receive([first, second], root=village.workspace.root, at=LATER)
    return second.hash


def admit(village: Village, feed: str, *people: str) -> None:
    """Have the office entitle ``people`` to act in ``feed``."""
    reader = village.workspace.reader()
    row = reader.row(
        "SELECT seq, hash FROM entry WHERE feed = ? ORDER BY seq DESC LIMIT 1", (village.key.feed,)
    )
    reader.close()
    assert row
    seq, last = row
    granted = AuthorityGranted(
        feed=feed, persons=people, roles=(Role.RECTIFICATION_OFFICE,), org=OFFICE, from_seq=1
    )
    entry = _sealed(village.key, granted, seq + 1, last)
    village.workspace.receive([entry], root=village.workspace.root, at=LATER)


def _sealed(by: DeviceKey, what: Event, seq: int, prev: str | None, after: tuple[str, ...] = ()) -> Entry:
    return seal(
        what,
        key=by,
        seq=seq,
        prev=prev,
        lc=50 + seq,
        at=LATER,
        org=OFFICE,
        actor=OFFICER,
        salt=bytes(16),
        after=after,
    )
