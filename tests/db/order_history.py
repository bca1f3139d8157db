"""Orders and a meeting in the history that is taken in any order: every type of entry, decided apart."""

from datetime import timedelta
from typing import TYPE_CHECKING

from inspector.journal.person_key import PersonKey
from inspector.model.events import Blob
from inspector.model.meeting import MeetingRecorded, MeetingWithdrawn
from inspector.model.order_life import (
    OrderAccepted,
    OrderAnswered,
    OrderAnswerReturned,
    OrderClosed,
    OrderDocumentNumbered,
    OrderIssued,
    OrderKind,
    OrderWithdrawn,
)
from tests.db.office import NOW, named

if TYPE_CHECKING:
    from tests.db.devices import Device

ORDER, MISTAKE, UNSIGNED, MEETING, NOT_HELD = (named(number) for number in range(701, 706))
DAY = NOW.day
PAPER = Blob("d" * 64, 120, "application/pdf")


def write_orders(county: "Device", town: "Device", key: PersonKey, finding: str) -> None:
    """Let the township order twice; the county answers, and both decide in ignorance of each other."""
    town.knows += county.written
    town.write(_issued(ORDER, finding), person_key=key)
    town.write(_issued(MISTAKE), person_key=key)
    town.write_all(
        OrderWithdrawn(subject=MISTAKE, reason="重复"),
        MeetingRecorded(subject=MEETING, grid=named(2), day=DAY, title="调度会", decisions=("限期清理",)),
        MeetingRecorded(subject=NOT_HELD, grid=named(2), day=DAY, title="误记"),
        MeetingWithdrawn(subject=NOT_HELD, reason="未召开"),
        OrderDocumentNumbered(subject=ORDER, document="示督〔2026〕1号"),
    )
    county.knows += town.written
    # with the key of somebody else nothing was ordered
    county.write(_issued(UNSIGNED), person_key=key)
    county.write(OrderAccepted(subject=ORDER, on=DAY))
    first = county.write(_answered("已部署"))
    town.knows += county.written
    # it is returned here while a second answer comes there
    town.write(
        OrderAnswerReturned(
            subject=ORDER, answer=first.hash, requirement="附照片", due=DAY + timedelta(days=5)
        )
    )
    county.write(_answered("已清理", is_done=True))
    # it came too late, and stands all the same
    county.write(_answered("不应办理", order=MISTAKE))
    county.knows += town.written
    county.write_all(
        OrderAccepted(subject=ORDER, on=DAY),
        OrderClosed(subject=ORDER),
        OrderAnswerReturned(subject=ORDER, answer=first.hash, requirement="晚了", due=DAY),
        MeetingRecorded(
            subject=MEETING, grid=named(2), day=DAY, title="调度会", reason="补记", chair="示例庚"
        ),
    )


def _issued(order: str, finding: str = "") -> OrderIssued:
    return OrderIssued(
        subject=order,
        kind=OrderKind.SUPERVISION,
        number=f"SLX01-O{order[-4:]}",
        grid=named(2),
        title="关于料堆未覆盖的督办",
        text="请于期限前整改到位",
        due=DAY + timedelta(days=3),
        to_grid=named(3),
        findings=(finding,) if finding else (),
        tasks=(named(55),),
        period="2026-11",
        meeting=MEETING,
        decision=1,
    )


def _answered(text: str, *, is_done: bool = False, order: str = ORDER) -> OrderAnswered:
    return OrderAnswered(subject=order, text=text, is_done=is_done, on=DAY, blobs=(PAPER,))
