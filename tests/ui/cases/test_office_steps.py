"""What the office does with a finding beside assigning: time, supervision, transfer, looking back."""

from pathlib import Path
from typing import Any

from db.changes import Changes
from inspector.model.case_steps import ExtensionAsked, LookBackPlanned, Supervision, SupervisionBegun
from inspector.model.events import Event
from inspector.model.finding import FindingPutRightOnTheSpot
from inspector.model.finding_life import FindingAssigned, FindingTransferred
from inspector.model.finding_state import FindingState
from inspector.model.finding_steps import Step
from inspector.model.ids import FindingId
from tests.db.test_queries_findings import noticed
from tests.db.village import MORNING, TODAY, VILLAGE, Village, named
from tests.ui.case_hands import AT_OFFICE, AT_VILLAGE, HEAP, ROAD, Hands
from ui.dialogs.case_office import (
    EndSupervisionDialog,
    JoinDialog,
    PutUnderTaskDialog,
    RefuseMoreTimeDialog,
    SuperviseDialog,
    TransferDecidedDialog,
    TransferDialog,
    TransferReceivedDialog,
)
from ui.dialogs.case_recheck import LookBackDialog, PlanLookBackDialog, RelapseDialog


def has(village: Village, *events: Event) -> Changes:
    """Record what happened before."""
    return village.record(*events, by=AT_OFFICE)


def assigned() -> FindingAssigned:
    return FindingAssigned(subject=HEAP, unit="示例村委会", unit_grid=VILLAGE, due=TODAY)


def lines(hands: Hands) -> list[tuple[str, Any]]:
    """Give the types of the steps of the finding in sight, with what they tell."""
    assert hands.page.case.case
    return [(line.type, line.told) for line in hands.page.case.case.sheet.lines]


def test_more_time_is_refused_with_a_reason(hands: Hands, village: Village) -> None:
    has(village, assigned(), ExtensionAsked(subject=HEAP, until=TODAY.replace(day=30), reason="大风"))
    hands.be(AT_OFFICE)
    dialog = hands.press(Step.REFUSE_MORE_TIME)
    assert isinstance(dialog, RefuseMoreTimeDialog)
    hands.enter(dialog)
    assert dialog.error.text() == "Say why no more time is given."
    hands.type("已延期两次")
    hands.enter(dialog)
    kind, told = lines(hands)[-1]
    assert (kind, told["reason"]) == ("extension.refused", "已延期两次")
    assert hands.finding.asked is None


def test_supervision_begins_and_ends(hands: Hands) -> None:
    hands.be(AT_OFFICE)
    dialog = hands.command(Step.SUPERVISE)
    assert isinstance(dialog, SuperviseDialog)
    dialog.kind.setFocus()
    dialog.number.setText("督〔2026〕7 号")
    hands.enter(dialog)
    assert hands.finding.supervision == (Supervision.LISTED,)
    dialog = hands.command(Step.END_SUPERVISION)
    assert isinstance(dialog, EndSupervisionDialog)
    hands.enter(dialog)
    assert not hands.finding.supervision


def test_what_is_under_both_kinds_of_supervision_is_not_put_under_a_third(
    hands: Hands, village: Village
) -> None:
    has(village, *(SupervisionBegun(subject=HEAP, kind=kind) for kind in Supervision))
    hands.be(AT_OFFICE)
    dialog = hands.command(Step.SUPERVISE)
    hands.enter(dialog)
    assert dialog.error.text() == "It is under that supervision already."


def test_a_transfer_has_a_receipt_and_a_result(hands: Hands, tmp_path: Path) -> None:
    receipt = tmp_path / "receipt.pdf"
    receipt.write_bytes(b"%PDF-1.4\n%%EOF")
    hands.be(AT_OFFICE)
    dialog = hands.press(Step.TRANSFER)
    assert isinstance(dialog, TransferDialog)
    hands.type("示例市生态环境局")
    dialog.reason.field.setPlainText("涉嫌违法排污")
    dialog.restricted.setChecked(True)
    hands.enter(dialog)
    assert (hands.state, hands.finding.is_restricted) == (FindingState.TRANSFERRED, True)

    dialog = hands.press(Step.TRANSFER_RECEIVED)
    assert isinstance(dialog, TransferReceivedDialog)
    hands.type("示例己")
    dialog.papers.give([receipt])
    hands.enter(dialog)
    hands.settle()
    assert hands.page.case.case
    line = hands.page.case.case.sheet.lines[-1]
    assert (line.type, line.told["by"], len(line.papers)) == ("finding.transfer_received", "示例己", 1)

    dialog = hands.press(Step.TRANSFER_DECIDED)
    assert isinstance(dialog, TransferDecidedDialog)
    dialog.decision.setText("示环罚〔2026〕9 号")
    hands.enter(dialog)
    kind, told = lines(hands)[-1]
    assert (kind, told["is_filed"], told["decision"]) == (
        "finding.transfer_decided",
        True,
        "示环罚〔2026〕9 号",
    )


def test_restricted_cases_are_read_by_the_office_alone(hands: Hands, village: Village) -> None:
    has(village, FindingTransferred(subject=HEAP, authority="A", reason="r", is_restricted=True))
    hands.be(AT_OFFICE)
    assert hands.page.case.time_line is not None
    hands.be(AT_VILLAGE)
    assert hands.page.case.time_line is None


def test_a_finding_is_joined_to_another_found_by_letters(hands: Hands) -> None:
    hands.be(AT_OFFICE, ROAD)
    dialog = hands.press(Step.JOIN)
    assert isinstance(dialog, JoinDialog)
    hands.enter(dialog)
    assert dialog.error.text() == "Choose the finding that goes on."
    dialog.letters.setText("带泥")
    hands.settle()
    assert dialog.found.count() == 0
    dialog.letters.clear()
    hands.settle()
    dialog.letters.setText("煤堆")
    hands.settle()
    hands.enter(dialog)
    assert (hands.state, hands.finding.joined_into) == (FindingState.JOINED, HEAP)
    shown: list[str] = []
    hands.page.case.finding_chosen.connect(shown.append)
    hands.page.case.finding_chosen.emit(HEAP)
    hands.settle()
    assert hands.finding.id == HEAP


def test_without_a_standing_task_nothing_is_put_under_one(hands: Hands) -> None:
    hands.be(AT_OFFICE)
    dialog = hands.command(Step.PUT_UNDER_TASK)
    assert isinstance(dialog, PutUnderTaskDialog)
    hands.enter(dialog)
    assert dialog.error.text() == "There is no standing task yet; it begins in the ledger."


def test_what_ended_is_looked_at_again_and_may_come_back(hands: Hands, village: Village) -> None:
    has(village, noticed(named(402), MORNING, text="门前垃圾"), FindingPutRightOnTheSpot(subject=named(402)))
    hands.be(AT_OFFICE, FindingId(named(402)))
    dialog = hands.press(Step.PLAN_LOOK_BACK)
    assert isinstance(dialog, PlanLookBackDialog)
    hands.enter(dialog)
    assert hands.finding.look_back is not None
    dialog = hands.press(Step.LOOK_BACK)
    assert isinstance(dialog, LookBackDialog)
    hands.enter(dialog)
    assert hands.finding.looked_back == TODAY
    dialog = hands.press(Step.RELAPSE)
    assert isinstance(dialog, RelapseDialog)
    hands.type("又堆了")
    dialog.seen.field.setText("2026-11-21")
    hands.enter(dialog)
    assert (hands.state, hands.finding.relapses) == (FindingState.REPORTED, 1)


def test_a_day_that_is_none_is_said(hands: Hands, village: Village) -> None:
    has(
        village,
        noticed(named(402), MORNING, text="门前垃圾"),
        FindingPutRightOnTheSpot(subject=named(402)),
        LookBackPlanned(subject=named(402), on=TODAY),
    )
    hands.be(AT_OFFICE, FindingId(named(402)))
    dialog = hands.command(Step.PLAN_LOOK_BACK)
    assert isinstance(dialog, PlanLookBackDialog)
    dialog.on.field.setText("soon")
    hands.enter(dialog)
    assert dialog.error.text() == "Give the day as 2026-12-01."
