"""The page of complaints on a real workspace: list, steps, the sealed name, ways to other pages."""

from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.complaint_recording import record_complaint_finding, record_complaint_step
from db.incarnation import Machine
from db.issued_reports import ReportWish
from db.queries.finding_case import case_of
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.journal.authority import AuthorityGranted
from inspector.model.complaint_life import ComplaintDeclined, ComplaintWithdrawn
from inspector.model.complaint_steps import ComplaintStep
from inspector.model.complaint_words import ComplaintState
from inspector.model.finding import FindingNoticed
from inspector.model.finding_state import FindingState
from inspector.model.ids import ComplaintId, FindingId
from inspector.model.issued_report import ReportKind
from inspector.model.person import Role
from tests.db.test_complaint_recording import everything
from tests.db.test_queries_findings import noticed
from tests.db.village import COKING, MORNING, OFFICE, OFFICER, VILLAGE, Village, named
from tests.ui.complaints.conftest import ACCEPTED, BY, register, show, state, step_dialog, words
from tests.ui.notes import Settle
from ui.dialogs.name_complainant import NameComplainant
from ui.pages.complaints import ComplaintsPage
from ui.pages.sites import SitesPage
from ui.questions import Waiting
from ui.session import Session
from ui.widgets.buttons import Button
from ui.widgets.case_complaints import CaseComplaints
from ui.widgets.chip import Chip
from ui.widgets.choice_field import ChoiceField
from ui.workspace_questions import workspace_questions


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
    linking = step_dialog(page, ComplaintStep.LINK_FINDING, settle)
    linking.findChildren(ChoiceField)[0].setCurrentIndex(1)
    linking.save()
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
    next(one for one in page.case.findChildren(Button) if one.text() == "Begin a stop here").click()
    assert wanted == [("findings", named(500)), ("sites", COKING), ("today", COKING)]
    page.case.complaint_chosen.emit(case.earlier.complaint)
    settle()
    assert page.chosen == case.earlier.complaint
    shown = page.case.case
    assert shown
    assert [one.complaint for one in shown.later] == [complaints["new"]]


def test_a_finding_made_of_a_complaint_is_reported_and_leads_back(
    page: ComplaintsPage, complaints: dict[str, ComplaintId], village: Village, settle: Settle
) -> None:
    show(page, complaints["new"], settle)
    dialog = step_dialog(page, ComplaintStep.LINK_FINDING, settle)
    text = dialog.findChildren(QPlainTextEdit)[0]
    text.setPlainText(" ")
    dialog.save()
    settle()
    assert dialog.trouble.text() == "A finding needs a few words."
    text.setPlainText("夜间冒黑烟，脱硫设施未运行")
    dialog.save()
    settle()
    case = page.case.case
    assert case
    (made,) = case.findings
    assert (made.text, made.state) == ("夜间冒黑烟，脱硫设施未运行", FindingState.REPORTED)
    with closing(village.workspace.reader()) as reader:
        found = case_of(village.workspace, reader, FindingId(made.finding), None, MORNING.day)
        assert reader.value("SELECT source FROM finding WHERE id = ?", (made.finding,)) == "complaint"
    assert found
    assert [one.complaint for one in found.complaints] == [complaints["new"]]
    panel = CaseComplaints(found.complaints)
    chosen: list[str] = []
    panel.chosen.connect(chosen.append)
    panel.links[0].click()
    assert chosen == [complaints["new"]]


def test_what_was_taken_back_leads_to_no_finding(
    page: ComplaintsPage, complaints: dict[str, ComplaintId], village: Village, settle: Settle
) -> None:
    show(page, complaints["sent"], settle)
    what = FindingNoticed(
        number="", grid="", site="", patrol="", stop="", text="黑烟", noticed=MORNING, spot="村口"
    )
    actor = page.session.actor
    assert actor
    workspace = village.workspace
    record_complaint_finding(workspace, complaints["sent"], what, actor, MORNING, village.chance)
    taken_back = ComplaintWithdrawn(reason="重复登记")
    record_complaint_step(workspace, complaints["new"], taken_back, actor, MORNING)
    with pytest.raises(Refused, match="taken back"):
        record_complaint_finding(workspace, complaints["new"], what, actor, MORNING, village.chance)


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
        assert asked.counts(reader, BY, MORNING)["complaints"] == Waiting(overdue=1)
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


def test_of_two_steps_made_apart_a_person_lets_one_stand(
    page: ComplaintsPage, complaints: dict[str, ComplaintId], village: Village, settle: Settle
) -> None:
    other = Workspace.create(
        village.folder.parent / "other",
        village.workspace.root,
        Machine(village.folder.parent / "there", "另一台"),
        drives=(),
    )
    granted = AuthorityGranted(
        feed=other.feed, persons=(OFFICER,), roles=(Role.CLERK,), org=VILLAGE, from_seq=1
    )
    village.record(granted, by=Actor(OFFICER, OFFICE))
    other.receive(everything(village.workspace), root=other.root, at=MORNING)
    apart = Actor(OFFICER, VILLAGE)
    record_complaint_step(other, complaints["new"], ComplaintDeclined(reason="不属本部门"), apart, MORNING)
    record_complaint_step(village.workspace, complaints["new"], ACCEPTED, BY, MORNING)
    village.workspace.receive(everything(other), root=other.root, at=MORNING)
    other.close()
    show(page, complaints["new"], settle)
    standing = next(
        one
        for one in page.case.findChildren(Button)
        if one.accessibleName() == "Let this stand: 示例甲 took it up"
    )
    standing.click()
    settle()
    show(page, complaints["new"], settle)
    assert state(page) is ComplaintState.ACCEPTED
    assert page.case.case
    assert not page.case.case.conflicts


def test_the_papers_of_a_complaint_are_issued_on_the_page_of_reports(
    page: ComplaintsPage, complaints: dict[str, ComplaintId], settle: Settle
) -> None:
    show(page, complaints["sent"], settle)
    wanted: list[tuple[str, object]] = []
    page.wanted.connect(lambda name, what: wanted.append((name, what)))
    buttons = {one.text(): one for one in page.case.findChildren(Button)}
    buttons["Registration sheet…"].click()
    buttons["Public table…"].click()
    about = (complaints["sent"],)
    assert wanted == [
        ("reports", ReportWish(kind=ReportKind.COMPLAINT, about=about)),
        ("reports", ReportWish(kind=ReportKind.COMPLAINT_TABLE, about=about)),
    ]
