"""Feedback sheets in the history that is taken in any order: issued, come back twice, withdrawn."""

from typing import TYPE_CHECKING

from inspector.model.events import Blob
from inspector.model.feedback import FeedbackIssued, FeedbackReturned, FeedbackWithdrawn
from tests.db.office import NOW, named

if TYPE_CHECKING:
    from tests.db.devices import Device

SENT, TAKEN_BACK, UNKNOWN = named(601), named(602), named(603)
DAY = NOW.day
WORKBOOK = Blob("9" * 64, 9_000, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def write_feedback(county: "Device", town: "Device", finding: str, task: str) -> None:
    """Let the county ask two units; one sheet comes back here and there, the other is withdrawn."""
    county.write_all(
        FeedbackIssued(
            subject=SENT,
            grid=named(1),
            unit="示例局",
            title="问题整改进展反馈表",
            day=DAY,
            due=DAY,
            period="2026-11",
            findings=(finding,),
            tasks=(task,),
        ),
        FeedbackIssued(
            subject=TAKEN_BACK, grid=named(1), unit="示例镇", title="反馈表", day=DAY, tasks=(task,)
        ),
        # issued once only; and what came back of a sheet nobody knows
        FeedbackIssued(subject=SENT, grid=named(1), unit="示例乡", title="反馈表", day=DAY, tasks=(task,)),
        FeedbackReturned(subject=UNKNOWN, file="反馈表.xlsx", answered=1),
        FeedbackWithdrawn(subject=TAKEN_BACK, reason="重复"),
    )
    town.knows += county.written
    town.write(
        FeedbackReturned(subject=SENT, file="反馈表.xlsx", answered=2, recorded=(finding,), blobs=(WORKBOOK,))
    )
    county.write(FeedbackReturned(subject=SENT, file="反馈表 (1).xlsx", answered=1))
    county.knows += town.written
