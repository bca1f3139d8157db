"""Complaints in the history that is taken in any order: every type of entry, some of them out of turn."""

from inspector.model.complaint_files import (
    ComplaintFilesResealed,
    ComplaintFilesSealed,
    ComplaintFileWithdrawn,
    FilePart,
)
from inspector.model.complaint_life import (
    ComplaintAccepted,
    ComplaintAssigned,
    ComplaintClosed,
    ComplaintClosedForNow,
    ComplaintConflictResolved,
    ComplaintCorrected,
    ComplaintDeclined,
    ComplaintExtended,
    ComplaintFindingLinked,
    ComplaintIdentitySealed,
    ComplaintInvestigated,
    ComplaintLeftOpen,
    ComplaintLinked,
    ComplaintReceived,
    ComplaintReopened,
    ComplaintReplied,
    ComplaintRevisited,
    ComplaintWithdrawn,
    Count,
    RevisitPlanned,
)
from inspector.model.complaint_words import Channel, Measure, Pollution, Truth
from inspector.model.events import Blob, Event
from tests.db.office import NOW, named

COMPLAINT, TWICE, DECLINED = named(61), named(62), named(63)
ROUND = named(64)
LETTER, WRONG = Blob("7" * 64, 900, "application/age"), Blob("8" * 64, 901, "application/age")


def complaint_events(grid: str, finding: str, handler: str) -> list[Event]:
    """Give the life of three complaints."""
    day = NOW.day
    return [
        _received(COMPLAINT, grid, "SLX-C1"),
        ComplaintIdentitySealed(
            subject=COMPLAINT, sealed="YWdl", persons=(handler,), shown="王** 138****1234"
        ),
        ComplaintAccepted(subject=COMPLAINT, due=day, days=10),
        ComplaintDeclined(subject=COMPLAINT, reason="晚了"),
        ComplaintAssigned(subject=COMPLAINT, handlers=(handler,), unit="示例镇"),
        ComplaintExtended(subject=COMPLAINT, until=day, reason="取样"),
        ComplaintInvestigated(subject=COMPLAINT, on=day, verdict=Truth.PARTLY, text="夜间有异味"),
        ComplaintFindingLinked(subject=COMPLAINT, finding=finding),
        ComplaintLeftOpen(subject=COMPLAINT, on=day, result="正在整改"),
        ComplaintClosedForNow(subject=COMPLAINT, on=day, result="已停产"),
        ComplaintReopened(subject=COMPLAINT, on=day, reason="又有异味", due=day),
        ComplaintInvestigated(subject=COMPLAINT, on=day, verdict=Truth.TRUE, text="有异味"),
        ComplaintClosed(
            subject=COMPLAINT,
            on=day,
            result="已整改",
            accountability=(Count(measure=Measure.TALK, persons=2),),
        ),
        ComplaintReplied(subject=COMPLAINT, on=day, result="已整改", letter="文号待编", opinion="满意"),
        ComplaintFilesSealed(
            subject=COMPLAINT,
            blobs=(LETTER, WRONG),
            part=FilePart.LETTER,
            sealed="YWdl",
            persons=(handler,),
        ),
        ComplaintFilesResealed(
            subject=COMPLAINT, files=(LETTER.sha256,), sealed="YWdlMg==", persons=(handler,)
        ),
        ComplaintFileWithdrawn(subject=COMPLAINT, file=WRONG.sha256, reason="不是这一件"),
        RevisitPlanned(subject=COMPLAINT, round=ROUND, name="第一轮后督察", due=day),
        ComplaintRevisited(subject=COMPLAINT, round=ROUND, on=day, text="无异味"),
        _received(TWICE, grid, "SLX-C2"),
        ComplaintLinked(subject=TWICE, earlier=COMPLAINT, reason="同一企业"),
        ComplaintWithdrawn(subject=TWICE, reason="重复登记"),
        _received(DECLINED, grid, "SLX-C3"),
        ComplaintCorrected(subject=DECLINED, reason="听错", content="噪声扰民"),
        ComplaintDeclined(subject=DECLINED, reason="不属本部门"),
        ComplaintConflictResolved(subject=DECLINED, falls=("0" * 64,), reason="演示"),
    ]


def _received(subject: str, grid: str, number: str) -> ComplaintReceived:
    return ComplaintReceived(
        subject=subject,
        number=number,
        grid=grid,
        channel=Channel.SENT_DOWN,
        received=NOW,
        content="夜间有刺鼻气味",
        kinds=(Pollution.AIR, Pollution.ODOUR),
        accused="示例厂",
        batch="第一批",
        given_number="D1-001",
    )
