"""From a site's dossier one goes to the tasks that name it and the complaints about it."""

from contextlib import closing
from pathlib import Path

from db.complaint_recording import register_complaint
from inspector.model.complainant import Complainant
from inspector.model.complaint_life import ComplaintReceived
from inspector.model.complaint_words import Channel
from inspector.model.task_steps import TaskStep
from tests.db.case_desk import BY_COUNTY, BY_STAFF, appoint
from tests.db.village import COKING, MORNING, Village
from tests.ui.ledger_hands import Ledger, a_plan
from tests.ui.notes import Settle
from ui.pages.ledger import LedgerPage
from ui.pages.sites import SitesPage
from ui.session import Session
from ui.widgets.buttons import Button
from ui.widgets.site_tasks import SiteTasks
from ui.window import Window


def test_the_dossier_leads_to_the_task_and_the_complaint(
    village: Village, session: Session, window: Window, settle: Settle, tmp_path: Path
) -> None:
    appoint(village)
    task = a_plan(village, tmp_path)[2]
    told = ComplaintReceived(
        number="", grid="", channel=Channel.VISIT, received=MORNING, content="异味", site=COKING
    )
    register_complaint(village.workspace, told, Complainant(name="赵钱孙"), BY_STAFF, MORNING, village.chance)
    session.act_as(BY_COUNTY)
    ledger = Ledger(village, session, window, settle)
    with closing(village.workspace.reader()) as reader:
        name = reader.value("SELECT name FROM site WHERE id = ?", (COKING,))
    ledger.show(task)
    ledger.do(TaskStep.ADD_ITEM, lambda one: one.names.setPlainText(str(name)))
    window.go_to("sites", COKING)
    settle()
    page = window.page
    assert isinstance(page, SitesPage)
    (shown,) = page.dossier.findChildren(SiteTasks)
    (line,) = shown.findChildren(Button)
    assert line.text() == "2026 · to be improved"
    assert "扬尘治理" in line.accessibleName()
    line.click()
    settle()
    assert isinstance(window.page, LedgerPage)
    assert window.page.view.sheet
    assert window.page.view.sheet.task.id == task
    window.go_to("sites", COKING)
    page.open_dossier()
    settle()
    words = {one.text(): one for one in page.whole.findChildren(Button)}
    assert "Task (3): to be dealt with in 2026" in words
    (complaint,) = [one for text, one in words.items() if text.startswith("Complaint ")]
    complaint.click()
    settle()
    assert window.page is window.pages["complaints"]
    ledger = Ledger(village, session, window, settle)
    ledger.show(task)
    ledger.do(TaskStep.ITEM_DONE, lambda one: one.text.setPlainText("已整治"))
    window.go_to("sites", COKING)
    settle()
    (shown,) = page.dossier.findChildren(SiteTasks)
    assert shown.findChildren(Button)[0].text().startswith("done on")
