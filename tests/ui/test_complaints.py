"""The page of complaints on a real workspace: list, intake by keys, steps, the sealed name, rounds."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.complaint_recording import record_complaint_step, register_complaint
from db.workspace import Actor
from inspector.model.complainant import Complainant
from inspector.model.complaint_life import (
    ComplaintAccepted,
    ComplaintClosed,
    ComplaintInvestigated,
    ComplaintReceived,
)
from inspector.model.complaint_steps import ComplaintStep
from inspector.model.complaint_words import Channel, ComplaintState, Pollution, Truth
from inspector.model.events import Event
from inspector.model.ids import ComplaintId
from tests.db.test_queries_findings import noticed
from tests.db.village import COKING, HEAP, MORNING, OFFICER, STAFF, TODAY, VILLAGE, Village, named
from tests.ui.notes import Settle
from ui.dialogs.complaint_intake import ComplaintIntake
from ui.dialogs.complaint_step import ComplaintStepDialog
from ui.dialogs.name_complainant import NameComplainant
from ui.dialogs.plan_revisits import PlanRevisits
from ui.pages.complaints import ComplaintsPage
from ui.pages.sites import SitesPage
from ui.session import Session
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.choice_field import ChoiceField
from ui.workspace_questions import workspace_questions

BY = Actor(STAFF, VILLAGE)
WHO = Complainant(name="赵钱孙", phone="13800131234")
ACCEPTED = ComplaintAccepted(due=TODAY + timedelta(days=30))
INVESTIGATED = ComplaintInvestigated(on=TODAY, verdict=Truth.TRUE, text="属实")
CLOSED = ComplaintClosed(on=TODAY, result="已整改")


def register(village: Village, *steps: Event, who: Complainant = WHO, **given: Any) -> ComplaintId:
    told = {"channel": Channel.VISIT, "received": MORNING, "content": "夜间有刺鼻气味", "site": COKING}
    complaint = ComplaintReceived(number="", grid="", **{**told, **given})
    recorded = register_complaint(village.workspace, complaint, who, BY, MORNING, village.chance)
    for step in steps:
        record_complaint_step(village.workspace, recorded.complaint, step, BY, MORNING)
    return ComplaintId(recorded.complaint)


@pytest.fixture
def complaints(village: Village) -> dict[str, ComplaintId]:
    return {
        "new": register(village),
        "sent": register(
            village,
            ACCEPTED,
            who=Complainant(),
            channel=Channel.SENT_DOWN,
            batch="第一批",
            given_number="D1-001",
            site=HEAP,
            content="料堆扬尘",
        ),
        "settled": register(village, ACCEPTED, INVESTIGATED, CLOSED, content="污水直排"),
    }


@pytest.fixture
def page(
    session: Session, complaints: dict[str, ComplaintId], qtbot: QtBot, settle: Settle
) -> Iterator[ComplaintsPage]:
    made = ComplaintsPage(session)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    settle()
    yield made
    if made.desk.dialog:
        made.desk.dialog.reject()
    settle()


def words(page: ComplaintsPage) -> str:
    return "\n".join(label.text() for label in page.case.findChildren(QLabel))


def show(page: ComplaintsPage, complaint: ComplaintId, settle: Settle) -> None:
    page.open_at(complaint)
    settle()


def step_dialog(page: ComplaintsPage, step: ComplaintStep, settle: Settle) -> ComplaintStepDialog:
    page.take(step)
    settle()
    assert isinstance(page.desk.dialog, ComplaintStepDialog)
    return page.desk.dialog


def state(page: ComplaintsPage) -> ComplaintState:
    assert page.case.case
    return page.case.case.row.state


def test_what_is_due_first_stands_first_with_its_case(
    page: ComplaintsPage, complaints: dict[str, ComplaintId]
) -> None:
    assert page.list.model.keys == [complaints["sent"], complaints["new"]]
    assert page.subtitle == "open 2"
    assert page.case.case
    assert page.case.case.row.complaint == complaints["sent"]
    assert "case sent down" in [chip.text() for chip in page.case.findChildren(Chip)]


def test_steps_not_open_say_why(
    page: ComplaintsPage, complaints: dict[str, ComplaintId], settle: Settle
) -> None:
    show(page, complaints["new"], settle)
    steps = page.case.steps
    assert steps
    assert list(steps.buttons) == [ComplaintStep.ACCEPT, ComplaintStep.DECLINE]
    told: list[object] = []
    steps.refused.connect(told.append)
    steps.shut[ComplaintStep.CONCLUDE].trigger()
    assert str(told[0]) == "How it ended is recorded once it was investigated."
    assert ComplaintStep.WITHDRAW in steps.further
    assert "Take up" in [command.text for command in page.commands()]


def test_a_complaint_is_led_from_the_window_to_its_reply(
    page: ComplaintsPage, complaints: dict[str, ComplaintId], settle: Settle
) -> None:
    show(page, complaints["new"], settle)
    expected = [
        (ComplaintStep.ACCEPT, ComplaintState.ACCEPTED),
        (ComplaintStep.ASSIGN, ComplaintState.ASSIGNED),
        (ComplaintStep.EXTEND, ComplaintState.ASSIGNED),
        (ComplaintStep.INVESTIGATE, ComplaintState.INVESTIGATED),
        (ComplaintStep.CONCLUDE, ComplaintState.CLOSED),
        (ComplaintStep.REPLY, ComplaintState.CLOSED),
        (ComplaintStep.REVISIT, ComplaintState.CLOSED),
        (ComplaintStep.REOPEN, ComplaintState.ACCEPTED),
    ]
    for step, after in expected:
        dialog = step_dialog(page, step, settle)
        for field in dialog.findChildren(QPlainTextEdit):
            field.setPlainText(f"{step} 演示")
        dialog.save()
        settle()
        assert page.desk.dialog is None, dialog.trouble.text()
        assert state(page) is after
    assert "reply 演示" in words(page)


def test_what_a_step_lacks_is_said_in_its_dialog(
    page: ComplaintsPage, complaints: dict[str, ComplaintId], settle: Settle
) -> None:
    show(page, complaints["new"], settle)
    dialog = step_dialog(page, ComplaintStep.DECLINE, settle)
    dialog.save()
    settle()
    assert dialog.trouble.text() == "Say why it is not taken up."
    assert dialog.saving.isEnabled()
    dialog.reject()
    accept = step_dialog(page, ComplaintStep.ACCEPT, settle)
    accept.findChildren(QLineEdit)[0].setText("x")
    accept.save()
    assert accept.trouble.text() == "Give a day, such as 2026-11-22."


def test_a_finding_and_an_earlier_complaint_are_linked_and_lead_there(
    page: ComplaintsPage, complaints: dict[str, ComplaintId], village: Village, settle: Settle
) -> None:
    village.record(noticed(named(500), MORNING, text="有异味"))
    show(page, complaints["new"], settle)
    step_dialog(page, ComplaintStep.LINK_FINDING, settle).save()
    settle()
    link = step_dialog(page, ComplaintStep.LINK, settle)
    link.findChildren(ChoiceField)[0].setCurrentIndex(1)
    link.save()
    settle()
    case = page.case.case
    assert case
    assert [one.finding for one in case.findings] == [named(500)]
    assert case.earlier
    wanted: list[tuple[str, object]] = []
    page.wanted.connect(lambda name, what: wanted.append((name, what)))
    page.case.finding_chosen.emit(named(500))
    page.case.site_chosen.emit(COKING)
    assert wanted == [("findings", named(500)), ("sites", COKING)]
    page.case.complaint_chosen.emit(case.earlier.complaint)
    settle()
    assert page.chosen == case.earlier.complaint
    shown = page.case.case
    assert shown
    assert [one.complaint for one in shown.later] == [complaints["new"]]


def test_no_other_finding_is_nothing_to_link(
    page: ComplaintsPage, complaints: dict[str, ComplaintId], settle: Settle
) -> None:
    show(page, complaints["sent"], settle)
    dialog = step_dialog(page, ComplaintStep.LINK_FINDING, settle)
    dialog.save()
    assert dialog.trouble.text() == "Choose a finding."


def test_who_complained_is_seen_for_a_moment_and_never_copied(
    page: ComplaintsPage, complaints: dict[str, ComplaintId], settle: Settle
) -> None:
    show(page, complaints["new"], settle)
    assert "赵** 138****1234" in words(page)
    assert "赵钱孙" not in words(page)
    page.case.seeing.click()
    settle()
    shown = next(one for one in page.case.findChildren(QLabel) if "赵钱孙" in one.text())
    assert shown.textInteractionFlags() == Qt.TextInteractionFlag.NoTextInteraction
    page.list.table.selectAll()
    page.list.copy()
    settle()
    assert "赵钱孙" not in QGuiApplication.clipboard().text()
    page._hiding.timeout.emit()
    settle()
    assert "赵钱孙" not in words(page)


def test_somebody_else_at_the_same_device_does_not_see_the_name(
    page: ComplaintsPage, complaints: dict[str, ComplaintId], session: Session, settle: Settle
) -> None:
    show(page, complaints["new"], settle)
    page.see()
    settle()
    session.act_as(Actor(OFFICER, VILLAGE))
    settle()
    assert "赵钱孙" not in words(page)
    assert not page.case.seeing.isEnabled()
    assert page.case.seeing.toolTip() == "Only those who handle this complaint see who complained."


def test_a_name_that_becomes_known_later_is_sealed(
    page: ComplaintsPage, complaints: dict[str, ComplaintId], settle: Settle
) -> None:
    show(page, complaints["sent"], settle)
    page.name()
    dialog = page.desk.dialog
    assert isinstance(dialog, NameComplainant)
    dialog.saving.click()
    settle()
    assert dialog.trouble.text() == "Write down who complained, or how to reach them."
    dialog.fields.name.setText("李四五")
    dialog.saving.click()
    settle()
    assert "李**" in words(page)


def intake(page: ComplaintsPage, settle: Settle) -> ComplaintIntake:
    page.desk.register()
    settle()
    assert isinstance(page.desk.dialog, ComplaintIntake)
    return page.desk.dialog


def test_a_complaint_is_registered_by_keys_with_its_site_and_the_one_it_repeats(
    page: ComplaintsPage, complaints: dict[str, ComplaintId], settle: Settle
) -> None:
    dialog = intake(page, settle)
    dialog.about.setFocus()
    dialog.about.setText("焦化")
    dialog.about.textEdited.emit("焦化")
    settle()
    dialog.about.completer().activated.emit("示例焦化厂")
    dialog.about.setText("示例焦化厂")
    dialog.content.setPlainText("夜间有刺鼻气味，又来了")
    dialog.kinds[Pollution.ODOUR].setChecked(True)
    dialog.complainant.name.setText("赵钱孙")
    dialog._pause.timeout.emit()
    settle()
    assert [button.toolTip() for button in dialog.alike_buttons] == ["污水直排", "夜间有刺鼻气味"]
    dialog.alike_buttons[1].click()
    assert dialog.earlier == complaints["new"]
    dialog.save()
    settle()
    case = page.case.case
    assert case
    assert case.row.site == COKING
    assert case.row.is_repeated
    assert case.row.kinds == (Pollution.ODOUR,)
    assert case.complaint.shown == "赵**"


def test_what_was_typed_comes_back_and_the_name_was_not_on_the_disk(
    page: ComplaintsPage, village: Village, settle: Settle
) -> None:
    dialog = intake(page, settle)
    dialog.channel.setCurrentIndex(dialog.channel.findData("12345"))
    dialog.content.setPlainText("噪声扰民")
    dialog.complainant.name.setText("赵钱孙")
    dialog._pause.timeout.emit()
    settle()
    with closing(village.workspace.reader()) as reader:
        kept = reader.value("SELECT value FROM draft")
    assert "噪声扰民" in kept
    assert "赵钱孙" not in kept
    dialog.reject()
    again = intake(page, settle)
    assert again.content.toPlainText() == "噪声扰民"
    assert again.complainant.name.text() == "赵钱孙"
    assert not again.kept_remark.isHidden()
    again.about.setText("示例厂")
    again.save()
    settle()
    with closing(village.workspace.reader()) as reader:
        assert reader.value("SELECT count(*) FROM draft") == 0


def test_what_does_not_hold_is_said_in_the_intake(page: ComplaintsPage, settle: Settle) -> None:
    dialog = intake(page, settle)
    dialog.save()
    settle()
    assert dialog.trouble.text() == "Write down what the complaint says."
    dialog.clock.setText("x")
    dialog.save()
    assert dialog.trouble.text() == "Give the day and the time when it came."
    dialog._pause.timeout.emit()
    settle()


def test_the_term_and_the_numbers_follow_the_channel(page: ComplaintsPage, settle: Settle) -> None:
    dialog = intake(page, settle)
    assert not dialog.number_fields[0].isHidden()
    dialog.channel.setCurrentIndex(dialog.channel.findData("letter"))
    assert dialog.number_fields[0].isHidden()
    assert "January 21, 2027" in dialog.term.text() or "2027" in dialog.term.text()


def test_a_correction_says_only_what_changed(
    page: ComplaintsPage, complaints: dict[str, ComplaintId], settle: Settle
) -> None:
    show(page, complaints["sent"], settle)
    page.take(ComplaintStep.CORRECT)
    settle()
    dialog = page.desk.dialog
    assert isinstance(dialog, ComplaintIntake)
    dialog.save()
    settle()
    assert dialog.trouble.text() == "A correction needs a reason."
    dialog.reason.setText("听错")
    dialog.content.setPlainText("料堆未覆盖")
    dialog.save()
    settle()
    assert page.case.case
    assert page.case.case.complaint.content == "料堆未覆盖"
    assert page.case.case.complaint.given_number == "D1-001"


def test_a_round_is_begun_for_selected_ones(
    page: ComplaintsPage, complaints: dict[str, ComplaintId], settle: Settle
) -> None:
    page.plan([complaints["settled"], complaints["new"]])
    dialog = page.desk.dialog
    assert isinstance(dialog, PlanRevisits)
    dialog.saving.click()
    settle()
    assert dialog.trouble.text() == "One looks again at what was settled."
    dialog.reject()
    page.plan([complaints["settled"]])
    again = page.desk.dialog
    assert isinstance(again, PlanRevisits)
    again.name.setText("第一轮后督察")
    again.saving.click()
    settle()
    show(page, complaints["settled"], settle)
    assert "第一轮后督察" in words(page)


def test_nobody_is_asked_for_anything_before_somebody_acts(
    page: ComplaintsPage, complaints: dict[str, ComplaintId], session: Session, settle: Settle
) -> None:
    said: list[object] = []
    session.told.connect(lambda error: said.append(str(error)))
    session.act_as(None)
    settle()
    page.desk.register()
    page.plan([])
    assert said == [
        "Choose who you are first, at the top right.",
        "Choose settled complaints in the list first.",
    ]


def test_facts_narrow_the_list(
    page: ComplaintsPage, complaints: dict[str, ComplaintId], settle: Settle
) -> None:
    page.list.show_view(filter="all", facts=(("channel", ("sent_down",)),))
    settle()
    assert page.list.model.keys == [complaints["sent"]]


def test_the_window_counts_what_is_due_and_leads_to_a_complaint(
    village: Village, complaints: dict[str, ComplaintId]
) -> None:
    register(village, received=MORNING.later(-70 * 86_400_000), content="很久以前")
    with closing(village.workspace.reader()) as reader:
        asked = workspace_questions()
        assert asked.counts(reader, BY, MORNING)["complaints"] == 1
        hit = next(one for one in asked.search(reader, "料堆") if one.page == "complaints")
    assert hit.what == complaints["sent"]


def test_the_dossier_of_a_site_leads_to_its_complaints(
    session: Session, complaints: dict[str, ComplaintId], qtbot: QtBot, settle: Settle
) -> None:
    sites = SitesPage(session)
    qtbot.addWidget(sites)
    sites.show()
    settle()
    sites.choose(COKING)
    settle()
    wanted: list[tuple[str, object]] = []
    sites.wanted.connect(lambda name, what: wanted.append((name, what)))
    links = [
        one for one in sites.dossier.findChildren(Button) if one.accessibleName().startswith("SLX0101-C")
    ]
    by_words = {one.toolTip(): one for one in links}
    assert set(by_words) == {"夜间有刺鼻气味", "污水直排"}
    by_words["夜间有刺鼻气味"].click()
    assert wanted == [("complaints", complaints["new"])]


def test_a_batch_is_imported_from_a_table_by_whoever_acts(
    page: ComplaintsPage, session: Session, settle: Settle
) -> None:
    page.import_cases()
    dialog = page.imports.dialog
    assert dialog
    assert dialog.windowTitle() == "Import a batch of cases"
    dialog.reject()
    said: list[str] = []
    session.told.connect(lambda error: said.append(str(error)))
    session.act_as(None)
    settle()
    page.import_cases()
    assert said == ["Choose who you are first, at the top right."]
