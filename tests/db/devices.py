"""Devices that write entries by themselves, and a small history with everything that can go wrong in it."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import msgspec

from inspector.journal.authority import (
    AuthorityGranted,
    AuthorityWithdrawn,
    FeedOpened,
    OfficeFounded,
    PersonCertified,
    RangeConfirmed,
)
from inspector.journal.chain import heads
from inspector.journal.device_key import DeviceKey
from inspector.journal.encoding import canonical
from inspector.journal.entry import Entry, WaitingLine, read_line, seal
from inspector.journal.person_key import CHANCE_BYTES, PersonKey
from inspector.model.checklist import ChecklistPublished, ListFor
from inspector.model.events import Blob, Event
from inspector.model.finding import (
    FindingCorrected,
    FindingNoticed,
    FindingPutRightOnTheSpot,
    FindingReported,
    FindingWithdrawn,
)
from inspector.model.grid import GridAdded, GridChanged
from inspector.model.issued_report import ReportIssued, ReportKind
from inspector.model.material import MaterialAdded, MaterialKind, MaterialWithdrawn
from inspector.model.office import Rank, RulesDecided
from inspector.model.patrol import PatrolChanged, PatrolFinished, PatrolStarted
from inspector.model.person import PersonAdded, Role, RoleGiven
from inspector.model.photo import PhotoAdded, PhotoPlaced, PhotoWithdrawn
from inspector.model.question import Answer, Question, Value
from inspector.model.signing import ReportScanWithdrawn, ReportSealed, ReportSigned
from inspector.model.site import SiteAdded, SiteChanged, SiteKind
from inspector.model.site_paper import SitePaperAdded, SitePaperChanged, SitePaperEnded
from inspector.model.stop import StopCorrected, StopRecorded, StopWithdrawn
from inspector.periods import Instant
from tests.db.complaint_history import complaint_events
from tests.db.feedback_history import write_feedback
from tests.db.finding_history import write_lives
from tests.db.office import NOW, named
from tests.db.order_history import write_orders
from tests.db.route_history import write_routes
from tests.db.search_history import write_searches
from tests.db.summary_history import write_summaries
from tests.db.task_history import HEAPS, write_tasks

OFFICE, TOWN, VILLAGE = named(1), named(2), named(3)
CLERK, STAFF, STRANGER = named(11), named(12), named(13)
SITE, PATROL, STOP, FINDING, PHOTO, LIST = (named(number) for number in range(21, 27))
ORIGINAL, PREVIEW = (
    Blob(hashlib.sha256(data).hexdigest(), len(data), mime)
    for data, mime in ((b"original", "image/jpeg"), (b"preview", "image/webp"))
)
KEY = PersonKey.make("示例乙", "示例镇", NOW, bytes(range(CHANCE_BYTES)))


@dataclass
class Device:
    """A key with the feed it wrote; ``knows`` are the entries it has seen."""

    seed: bytes
    actor: str
    org: str
    knows: list[Entry] = field(default_factory=list)
    written: list[Entry] = field(default_factory=list)

    @property
    def key(self) -> DeviceKey:
        return DeviceKey.from_seed(self.seed.ljust(32, b"\0"))

    @property
    def feed(self) -> str:
        return self.key.feed

    def write(self, event: Event, at: Instant = NOW, person_key: PersonKey | None = None) -> Entry:
        about = [entry for entry in self.knows if entry.header.obj == event.subject]
        entry = seal(
            event,
            key=self.key,
            seq=len(self.written) + 1,
            prev=self.written[-1].hash if self.written else None,
            lc=max((entry.lc for entry in self.knows), default=0) + 1,
            at=at,
            org=self.org,
            actor=self.actor,
            salt=hashlib.sha256(f"{self.feed}{len(self.written)}{at.ts}".encode()).digest()[:16],
            after=heads(about),
            person_key=person_key,
        )
        self.written.append(entry)
        self.knows.append(entry)
        return entry

    def write_all(self, *events: Event) -> list[Entry]:
        return [self.write(event) for event in events]

    def restored(self, entries: int) -> "Device":
        """Give another copy of this device that lacks all but its first ``entries``."""
        kept = self.written[:entries]
        lost = set(self.written[entries:])
        return Device(self.seed, self.actor, self.org, [e for e in self.knows if e not in lost], kept)


def resealed(device: Device, entry: Entry, **changed: object) -> Entry:
    """Sign ``entry`` again with other header fields, as a newer or faulty program of ``device`` might."""
    fields = msgspec.json.decode(entry.header_bytes) | changed
    body = entry.body or b""
    header = canonical(fields)
    signature = base64.b64encode(device.key.sign(b"gridjournal/1/entry\n" + header))
    return read_line(signature + b" " + header, body)


def with_body(device: Device, entry: Entry, body: bytes) -> Entry:
    """Sign ``entry`` again around another body."""
    return resealed(
        device, msgspec.structs.replace(entry, body=body), bh=hashlib.sha256(body).hexdigest(), bl=len(body)
    )


@dataclass(frozen=True)
class History:
    """Entries of an office, of a stranger, and of programs newer than ours."""

    root: str
    parts: Sequence[Entry | WaitingLine]
    town: Device


@cache
def history() -> History:
    """Write it once; nothing in it depends on time or chance."""
    office = Device(b"office", CLERK, OFFICE)
    (founded,) = office.write_all(OfficeFounded(name="示例县整改办"))
    county, town = Device(b"county", CLERK, OFFICE), Device(b"town", STAFF, TOWN)
    stranger = Device(b"stranger", STRANGER, OFFICE)
    for feed, person, org in ((county.feed, CLERK, OFFICE), (town.feed, STAFF, TOWN)):
        office.write(
            AuthorityGranted(
                feed=feed, persons=(person,), roles=(Role.RECTIFICATION_OFFICE,), org=org, from_seq=1
            )
        )
    county.knows += office.written
    county.write_all(FeedOpened(root=founded.hash, reason="new"), *_ground(), *_people(), *_lists())
    county.write_all(*complaint_events(TOWN, FINDING, CLERK))
    town.knows += county.knows
    town.write(FeedOpened(root=founded.hash, reason="new"))
    town.write(PersonCertified(subject=STAFF, certificate=base64.b64encode(KEY.certificate_der).decode()))
    # certificates that are none
    for rubbish in ("?", base64.b64encode(b"rubbish").decode()):
        town.write(PersonCertified(subject=STAFF, certificate=rubbish))
    *_others, scan = town.write_all(*_round())
    town.write(ReportScanWithdrawn(subject=named(37), entry=scan.hash, reason="另一份报告"))
    town.write(ReportSealed(subject=named(37), report="SLX-V1", pages=1, blobs=(PREVIEW, PREVIEW)))
    county.knows += town.written
    write_lives(county, town, KEY)
    write_tasks(county, town, KEY)
    write_searches(county, town, FINDING)
    write_routes(county, town, FINDING)
    write_summaries(county, town, KEY)
    write_orders(county, town, KEY, FINDING)
    write_feedback(county, town, FINDING, HEAPS)
    # both decide about the finding before they hear of each other
    county.write(FindingPutRightOnTheSpot(subject=FINDING))
    # a term that ends on no day; and the last the county's device was entitled to
    last = county.write(_finding(named(77), term_days=2**53 - 1))
    county.write(SiteChanged(subject=SITE, leader="无权"))
    town.write(FindingReported(subject=FINDING), at=NOW.later(-3_600_000_000))
    town.write(
        ReportSigned(subject=PATROL, field="inspector", sha256="0" * 64, size=1, file="r", certificate="c"),
        person_key=KEY,
    )
    # the town's device was restored once and went on in its old feed
    other = town.restored(len(town.written) - 2)
    other.write_all(SiteChanged(subject=SITE, leader="另一支"), SiteChanged(subject=SITE, address="另一支"))
    town.write(SiteChanged(subject=SITE, responsible="示例丁"))
    office.write(RangeConfirmed(feed=town.feed, seq=town.written[-1].seq, hash=town.written[-1].hash))
    late = town.write(SiteChanged(subject=SITE, credit_code="X"))
    office.write(AuthorityWithdrawn(feed=county.feed, last_seq=last.seq, last_hash=last.hash))
    stranger.write_all(
        FeedOpened(root=founded.hash, reason="new"), SiteChanged(subject=SITE, name="外人", grid=TOWN)
    )
    return History(
        founded.hash,
        (
            *office.written,
            *county.written,
            *town.written,
            *other.written,
            *stranger.written,
            late.without_body(),
            *_newer(),
        ),
        town,
    )


def _ground() -> list[Event]:
    return [
        RulesDecided(subject=OFFICE, office_name="示例县整改办"),
        GridAdded(subject=OFFICE, name="示例县", code="SLX", level=1),
        GridAdded(subject=TOWN, name="示例镇", code="SLX01", level=2, parent=OFFICE),
        GridAdded(subject=VILLAGE, name="示例村", code="SLX0101", level=3, parent=TOWN),
        GridChanged(subject=VILLAGE, name="示例新村"),
    ]


def _people() -> list[Event]:
    return [
        PersonAdded(subject=STAFF, name="示例乙"),
        RoleGiven(subject=STAFF, role=Role.GRID_STAFF, grid=VILLAGE, since=NOW.day),
    ]


def _lists() -> list[Event]:
    question = Question(id="smoke", text="是否有黑烟", normal=Value.NO, must_look=True)
    return [
        ChecklistPublished(
            subject=LIST, title="外围", version=version, made_for=ListFor.GRID_STAFF, questions=(question,)
        )
        for version in (2, 1)
    ]


def _round() -> list[Event]:
    return [
        SiteAdded(
            subject=SITE, name="示例厂", kind=SiteKind.COKING, rank=Rank.KEY, grid=VILLAGE, day=NOW.day
        ),
        PatrolStarted(subject=PATROL, grid=VILLAGE, day=NOW.day, began=NOW, inspectors=(STAFF,)),
        StopRecorded(
            subject=STOP,
            patrol=PATROL,
            site=SITE,
            arrived=NOW,
            checklist=LIST,
            version=2,
            answers=(Answer(question="smoke", value=Value.YES),),
        ),
        _finding(FINDING, term_days=7),
        PhotoAdded(subject=PHOTO, patrol=PATROL, stop=STOP, site=SITE, taken=NOW, blobs=(ORIGINAL, PREVIEW)),
        PatrolFinished(
            subject=PATROL, ended=NOW.later(3_600_000), number="SLX-1", signers=("inspector",), vehicles=2
        ),
        *_said_anew(),
    ]


def _said_anew() -> list[Event]:
    """Say what was put right, taken back, added to, and came back on paper."""
    return [
        MaterialAdded(
            subject=named(31), kind=MaterialKind.DOCUMENT, name="批复.pdf", site=SITE, blobs=(ORIGINAL,)
        ),
        MaterialAdded(subject=named(32), kind=MaterialKind.FILM, name="a.mp4", site=SITE, blobs=(ORIGINAL,)),
        MaterialWithdrawn(subject=named(32)),
        SitePaperAdded(subject=named(33), site=SITE, title="排污许可证", expires=NOW.day),
        SitePaperChanged(subject=named(33), number="演示-1", blobs=(PREVIEW,)),
        SitePaperEnded(subject=named(33)),
        PatrolChanged(subject=PATROL, weather="小雨"),
        PhotoPlaced(subject=PHOTO, stop=STOP, site=SITE, question="smoke"),
        PhotoWithdrawn(subject=named(34)),
        FindingCorrected(subject=FINDING, spot="西侧"),
        _finding(named(35), term_days=7),
        FindingWithdrawn(subject=named(35)),
        StopWithdrawn(subject=named(36)),
        StopCorrected(subject=STOP, reason="看错", answers=(Answer(question="smoke", value=Value.NO),)),
        ReportIssued(
            subject=named(37),
            kind=ReportKind.VISIT,
            number="SLX-V1",
            about=STOP,
            grid=VILLAGE,
            site=SITE,
            day=NOW.day,
        ),
        ReportSealed(subject=named(37), report="SLX-V1", pages=1, blobs=(ORIGINAL, PREVIEW)),
    ]


def _finding(subject: str, term_days: int) -> FindingNoticed:
    return FindingNoticed(
        subject=subject,
        number="SLX0101-1",
        grid=VILLAGE,
        site=SITE,
        patrol=PATROL,
        stop=STOP,
        text="烟囱冒黑烟",
        noticed=NOW,
        term_days=term_days,
    )


def _newer() -> list[Entry | WaitingLine]:
    """Write what this program can't read: types, versions and bodies nobody knows."""
    device = Device(b"newer", CLERK, OFFICE)
    first = device.write(FeedOpened(root="f" * 64, reason="new"))
    unknown = device.write(SiteChanged(subject=SITE))
    lone = device.write(RulesDecided(office_name="无主"))
    line, body, _ = first.lines().split(b"\n")
    return [
        resealed(device, unknown, type="site.sold"),
        resealed(device, unknown, sv=2, seq=3),
        with_body(device, unknown, b'{"salt":"00","name":[]}'),
        resealed(device, lone, type="of.tomorrow"),
        WaitingLine(device.feed, 9, line.replace(b'"v":1', b'"v":2'), body),
    ]
