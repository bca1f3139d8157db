"""A small real workspace: an office, a township with a village, two people, three lists, a few sites."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random

from db.changes import Changes
from db.drives import Drive
from db.incarnation import Machine
from db.workspace import Actor, Workspace
from inspector.journal.authority import AuthorityGranted, OfficeFounded
from inspector.journal.device_key import DeviceKey
from inspector.journal.entry import Entry, seal
from inspector.model.checklist import ChecklistPublished, ListFor
from inspector.model.events import Event, Place
from inspector.model.grid import GridAdded
from inspector.model.ids import GridId, PersonId, SiteId, uuid7
from inspector.model.office import Rank
from inspector.model.person import PersonAdded, Role, RoleGiven
from inspector.model.question import Question, Value
from inspector.model.site import SiteAdded, SiteKind, SiteStatus
from inspector.periods import Instant, at

TODAY = date(2026, 11, 22)
MORNING = at(TODAY, "09:00", 480)
FOUNDING = at(date(2026, 1, 5), "08:00", 480)
LOCAL: tuple[Drive, ...] = ()


def named(number: int) -> str:
    """Give a UUID that says no more than a number."""
    return uuid7(FOUNDING.ts, number.to_bytes(10))


OFFICE, TOWN, VILLAGE = GridId(named(1)), GridId(named(2)), GridId(named(3))
STAFF, OFFICER = PersonId(named(11)), PersonId(named(12))
OUTSIDE, FULL, SHORT = named(21), named(22), named(23)
COKING, HEAP, RIVER, FIELD, CLOSED = (SiteId(named(number)) for number in range(31, 36))
MIDDLE = Place(lat=397_740_000, lon=1_068_420_000)

OUTSIDE_LIST = ChecklistPublished(
    subject=OUTSIDE,
    title="企业外围观察",
    version=3,
    made_for=ListFor.GRID_STAFF,
    questions=(
        Question(id="smoke", text="是否有明显黑烟", normal=Value.NO, must_look=True, trouble="烟囱冒黑烟"),
        Question(id="piles", text="料堆是否覆盖", must_look=True, trouble="料堆未覆盖"),
        Question(id="road", text="门前道路是否干净", must_look=True, trouble="带泥上路"),
        Question(id="outlet", text="雨水口是否无水流出", trouble="晴天雨水口排水"),
    ),
)
FULL_LIST = ChecklistPublished(
    subject=FULL,
    title="工业企业全面检查",
    version=1,
    made_for=ListFor.OFFICER,
    whole=True,
    questions=tuple(
        Question(id=f"inside-{n}", text=f"第 {n} 项是否正常", trouble=f"第 {n} 项异常") for n in range(9)
    ),
)
SHORT_LIST = ChecklistPublished(
    subject=SHORT,
    title="河段观察",
    version=1,
    made_for=ListFor.GRID_STAFF,
    questions=(Question(id="colour", text="水色是否正常", trouble="水色异常"),),
)


def machine_of(folder: Path) -> Machine:
    """Give the computer a village in ``folder`` is kept on."""
    return Machine(folder / "machine", "示例机")


class Village:
    """The workspace with what everybody knows before the first patrol; close it."""

    def __init__(self, folder: Path) -> None:
        self.random = Random(7)
        self.key = DeviceKey.from_seed(bytes(31) + b"\1")
        self.folder = folder / "workspace"
        founded = self._seal(OfficeFounded(name="示例县整改办"), 1, None)
        self.machine = machine_of(folder)
        self.workspace = Workspace.create(
            self.folder, founded.hash, self.machine, drives=LOCAL, chance=self.chance
        )
        granted = AuthorityGranted(
            feed=self.workspace.feed,
            persons=(STAFF, OFFICER),
            roles=(Role.RECTIFICATION_OFFICE,),
            org=OFFICE,
            from_seq=1,
        )
        grant = self._seal(granted, 2, founded.hash)
        self.workspace.receive([founded, grant], root=founded.hash, at=FOUNDING)
        self.record(*self._given(), by=Actor(OFFICER, OFFICE), when=FOUNDING)

    def chance(self, size: int) -> bytes:
        return self.random.randbytes(size)

    def record(self, *events: Event, by: Actor | None = None, when: Instant = MORNING) -> Changes:
        return self.workspace.record(events, by or Actor(STAFF, VILLAGE), when)

    def close(self) -> None:
        self.workspace.close()

    def _seal(self, event: Event, seq: int, prev: str | None) -> Entry:
        return seal(
            event,
            key=self.key,
            seq=seq,
            prev=prev,
            lc=seq,
            at=FOUNDING,
            org=OFFICE,
            actor=OFFICER,
            salt=bytes(16),
        )

    def _given(self) -> Sequence[Event]:
        since = FOUNDING.day
        return (
            GridAdded(subject=OFFICE, name="示例县", code="SLX", level=1),
            GridAdded(subject=TOWN, name="示例镇", code="SLX01", level=2, parent=OFFICE),
            GridAdded(subject=VILLAGE, name="示例村网格", code="SLX0101", level=3, parent=TOWN, place=MIDDLE),
            PersonAdded(subject=STAFF, name="示例甲"),
            RoleGiven(subject=STAFF, role=Role.GRID_STAFF, grid=VILLAGE, since=since),
            PersonAdded(subject=OFFICER, name="示例乙"),
            RoleGiven(subject=OFFICER, role=Role.OFFICER, grid=VILLAGE, since=since, card="示例 001"),
            OUTSIDE_LIST,
            FULL_LIST,
            SHORT_LIST,
            site(
                COKING,
                "示例焦化厂",
                kind=SiteKind.COKING,
                day=date(2026, 11, 19),
                place=near(900),
                leader="示例丙",
            ),
            site(HEAP, "北山排土场", rank=Rank.ORDINARY, day=TODAY, place=near(2100)),
            site(RIVER, "黄河示例段", kind=SiteKind.RIVER_SECTION, checklist=SHORT, day=TODAY),
            site(
                FIELD,
                "示例秸秆田",
                kind=SiteKind.STRAW_FIELD,
                rank=Rank.LOW,
                day=date(2026, 11, 23),
                checklist="",
            ),
            site(CLOSED, "示例旧窑", status=SiteStatus.CLOSED_DOWN, day=since),
        )


def near(metres: int) -> Place:
    """Give a place so far north of the middle of the village."""
    return Place(lat=MIDDLE.lat + round(metres * 89.93), lon=MIDDLE.lon)


def site(subject: str, name: str, **facts: object) -> SiteAdded:
    """Give a site of the village, a key spoil heap unless told otherwise."""
    given: dict[str, object] = {
        "kind": SiteKind.SPOIL_HEAP,
        "rank": Rank.KEY,
        "grid": VILLAGE,
        "day": FOUNDING.day,
        "checklist": OUTSIDE,
    }
    return SiteAdded(subject=subject, name=name, **{**given, **facts})  # type: ignore[arg-type]
