"""Registering complaints by keys, correcting them, importing a batch, beginning a round."""

from contextlib import closing

from inspector.model.complaint_steps import ComplaintStep
from inspector.model.complaint_words import Pollution
from inspector.model.ids import ComplaintId
from tests.db.village import COKING, Village
from tests.ui.complaints.conftest import show, words
from tests.ui.notes import Settle
from ui.dialogs.complaint_intake import ComplaintIntake
from ui.dialogs.plan_revisits import PlanRevisits
from ui.pages.complaints import ComplaintsPage
from ui.session import Session


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


def test_what_was_typed_comes_back_and_none_of_it_was_readable_on_the_disk(
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
    assert "噪声扰民" not in kept
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
