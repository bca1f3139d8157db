"""What is typed into a step of a complaint survives the window, and lies on the disk only sealed."""

from contextlib import closing

from PySide6.QtWidgets import QPlainTextEdit

from db.drafts import Draft, draft
from inspector.model.complaint_steps import ComplaintStep
from inspector.model.ids import ComplaintId
from tests.db.village import STAFF, Village
from tests.ui.notes import Settle
from ui.dialogs.complaint_step import ComplaintStepDialog
from ui.pages.complaints import ComplaintsPage

SAID = "赵钱孙说夜里还有气味"


def asked(page: ComplaintsPage, complaint: ComplaintId, settle: Settle) -> ComplaintStepDialog:
    page.open_at(complaint)
    settle()
    assert page.case.case is not None
    page.desk.take(page.case.case, ComplaintStep.DECLINE)
    settle()
    dialog = page.desk.dialog
    assert isinstance(dialog, ComplaintStepDialog)
    return dialog


def reason(dialog: ComplaintStepDialog) -> QPlainTextEdit:
    field = dialog.typed["0"]
    assert isinstance(field, QPlainTextEdit)
    return field


def left(village: Village, key: str) -> Draft | None:
    with closing(village.workspace.reader()) as reader:
        return draft(reader, key)


def test_text_of_a_step_comes_back_sealed_and_goes_with_the_record(
    page: ComplaintsPage, complaints: dict[str, ComplaintId], village: Village, settle: Settle
) -> None:
    key = f"complaint/{complaints['new']}/{ComplaintStep.DECLINE.value}/{STAFF}"
    first = asked(page, complaints["new"], settle)
    reason(first).setPlainText(SAID)
    first.reject()
    settle()
    kept = left(village, key)
    assert kept is not None
    assert SAID not in kept.value
    again = asked(page, complaints["new"], settle)
    assert reason(again).toPlainText() == SAID
    again.save()
    settle()
    assert page.desk.dialog is None
    assert left(village, key) is None
