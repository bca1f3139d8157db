"""Findings in the history that is taken in any order: every step of their lives, some unknown to another."""

from typing import TYPE_CHECKING

from inspector.journal.person_key import PersonKey
from inspector.model.case_steps import (
    DispatchNoted,
    ExtensionAsked,
    ExtensionGranted,
    ExtensionRefused,
    LookBackPlanned,
    LookedBack,
    Supervision,
    SupervisionBegun,
    SupervisionEnded,
)
from inspector.model.close_off import (
    CloseOffFiled,
    CloseOffObjected,
    CloseOffRefused,
    CloseOffReturned,
    CloseOffStep,
    CloseOffStepDone,
    ObjectionSettled,
)
from inspector.model.events import Event
from inspector.model.finding import FindingNoticed, FindingReported
from inspector.model.finding_life import (
    AssignmentTakenBack,
    FindingAccepted,
    FindingAssigned,
    FindingConflictResolved,
    FindingJoined,
    FindingProgressed,
    FindingPutRight,
    FindingPutUnderTask,
    FindingRelapsed,
    FindingTakenOver,
    FindingTakenOverClosed,
    FindingTransferred,
    RecheckFailed,
    RecheckPassed,
    TransferDecided,
    TransferReceived,
)
from inspector.model.finding_state import Severity
from tests.db.office import NOW, named

if TYPE_CHECKING:
    from tests.db.devices import Device

SERIOUS, SENT, TWICE, OLD, DONE, DISPUTED = (named(number) for number in range(201, 207))
DAY = NOW.day


def write_lives(county: "Device", town: "Device", key: PersonKey) -> None:
    """Let the county work and the township re-check, in person with ``key``; then let them contradict."""
    county.write_all(
        *(event for subject in (SERIOUS, SENT, TWICE, OLD, DONE, DISPUTED) for event in _new(subject))
    )
    county.write_all(
        FindingAssigned(subject=SERIOUS, unit="另一村委会", due=DAY),
        AssignmentTakenBack(subject=SERIOUS),
        FindingAssigned(subject=SERIOUS, unit="示例村委会", due=DAY, severity=Severity.SERIOUS),
        FindingAccepted(subject=SERIOUS, on_behalf="示例村委会"),
        FindingProgressed(subject=SERIOUS, text="已备料"),
        ExtensionAsked(subject=SERIOUS, until=DAY, reason="雨"),
        ExtensionRefused(subject=SERIOUS, reason="可先覆盖"),
        ExtensionGranted(subject=SERIOUS, until=DAY),
        SupervisionBegun(subject=SERIOUS, kind=Supervision.LISTED),
        SupervisionBegun(subject=SERIOUS, kind=Supervision.CASE),
        SupervisionEnded(subject=SERIOUS, kind=Supervision.CASE),
        DispatchNoted(subject=SERIOUS, period="2026-11", difficulty="缺网", next_on=DAY),
        FindingPutUnderTask(subject=SERIOUS, task=named(210)),
        FindingPutRight(subject=SERIOUS, text="已覆盖", on=DAY, rectifiers=(named(90),)),
        FindingTransferred(subject=SENT, authority="示例县水务局", reason="职责", is_restricted=True),
        TransferReceived(subject=SENT, on=DAY, by="示例丁"),
        TransferDecided(subject=SENT, on=DAY, is_filed=True),
        FindingJoined(subject=TWICE, into=SERIOUS, number="SLX0101-201"),
        FindingTakenOver(subject=OLD, unit="示例局", due=DAY),
        FindingTakenOverClosed(subject=DONE, closed_on=DAY),
        LookBackPlanned(subject=DONE, on=DAY),
        LookedBack(subject=DONE, on=DAY),
        FindingRelapsed(subject=DONE, seen=NOW, text="又裸露"),
    )
    town.knows += county.written
    for event in _signed():
        town.write(event, person_key=key)
    # the same without the person's signature: kept, without effect
    unsigned = town.write(RecheckPassed(subject=OLD, checked=NOW), person_key=key)
    town.write(FindingProgressed(subject=OLD, text=unsigned.hash[:8]))
    # both decide in ignorance of each other; a third decides between them
    mine = county.write(FindingAssigned(subject=DISPUTED, unit="甲村", due=DAY))
    town.write(FindingJoined(subject=DISPUTED, into=SERIOUS, number="SLX0101-201"))
    county.knows += town.written
    county.write(FindingConflictResolved(subject=DISPUTED, falls=(mine.hash,), reason="同一处"))


def _new(subject: str) -> list[Event]:
    noticed = FindingNoticed(
        subject=subject,
        number=f"SLX0101-{subject[-2:]}",
        grid=named(3),
        site="",
        patrol="",
        stop="",
        text="料堆未覆盖",
        noticed=NOW,
    )
    return [noticed, FindingReported(subject=subject)]


def _signed() -> list[Event]:
    """Give what a re-checker and an office sign in person, back and forth."""
    steps = [
        CloseOffStepDone(subject=SERIOUS, step=step, on=DAY, people=("甲", "乙")) for step in CloseOffStep
    ]
    return [
        RecheckFailed(subject=SERIOUS, checked=NOW, requirement="东侧仍裸露"),
        FindingPutRight(subject=SERIOUS, text="已覆盖", on=DAY, on_behalf="示例村委会"),
        RecheckPassed(subject=SERIOUS, checked=NOW),
        *steps[:3],
        CloseOffReturned(subject=SERIOUS, step=CloseOffStep.ACCEPTANCE, reason="缺照片"),
        CloseOffRefused(subject=SERIOUS, requirement="继续整改"),
        FindingPutRight(subject=SERIOUS, text="已覆盖", on=DAY, on_behalf="示例村委会"),
        RecheckPassed(subject=SERIOUS, checked=NOW),
        *steps[:6],
        CloseOffObjected(subject=SERIOUS, on=DAY, text="仍有扬尘"),
        ObjectionSettled(subject=SERIOUS, objection="0" * 64, result="已核实"),
        CloseOffFiled(subject=SERIOUS, on=DAY, number="备-1", look_back=DAY),
    ]
