"""Doing the steps of a close-off in the window."""

from inspector.model.close_off import DEFAULT_STEPS, CloseOffStep, Met
from inspector.model.finding import Finding
from tests.db.close_off_stage import CASE, COUNTY, PASSPHRASE, give_office, put_in_close_off
from tests.db.village import Village
from tests.ui.notes import Settle
from ui.close_off_desk import CloseOffDesk, open_close_off
from ui.dialogs.ask_secret import AskSecret
from ui.dialogs.close_off import CloseOffDialog
from ui.dialogs.close_off_step import CloseOffStepDialog
from ui.dialogs.close_off_words import CloseOffWords
from ui.own_key import OwnKey
from ui.session import Session
from ui.window import Window

S = CloseOffStep


def opened_desk(village: Village, session: Session, window: Window, settle: Settle) -> CloseOffDesk:
    """Open the close-off of a serious finding that the county decides about."""
    key = give_office(village)
    put_in_close_off(village, key)
    session.act_as(COUNTY)
    session.unlocked.hold(COUNTY.person, key)
    window.go_to("sites")
    settle()
    assert window.page
    opened = open_close_off(window.page, CASE)
    settle()
    assert opened.dialog
    return opened


def finding(village: Village) -> Finding:
    reader = village.workspace.reader()
    found = Finding.of(village.workspace.facts_of(reader, CASE))
    reader.close()
    assert found
    return found


def ask(desk: CloseOffDesk) -> CloseOffStepDialog:
    assert desk.dialog
    (button,) = desk.dialog.view.step_buttons
    assert button.isEnabled(), button.toolTip()
    button.click()
    assert isinstance(desk.asking, CloseOffStepDialog)
    return desk.asking


def fill_in(asking: CloseOffStepDialog) -> None:
    asking.opinion.setPlainText("符合要求")
    asking.people.setText("示例丁、示例戊")
    asking.address.setText("http://www.example.gov.cn/gs/202611.html")
    asking.contact.setText("示例辛 0473-0000000")
    asking.way.setText("现场查看")
    asking.number.setText("示环备〔2026〕31号")
    for one in asking.criteria:
        one.met.setCurrentIndex(one.met.findData(Met.YES))


def walk(desk: CloseOffDesk, settle: Settle, until: CloseOffStep | None = None) -> None:
    """Do the steps one after the other, up to and without ``until``."""
    for step in DEFAULT_STEPS[:-1]:
        if step is until:
            return
        asking = ask(desk)
        assert asking.step is step
        fill_in(asking)
        asking.recording.click()
        settle()


def question(key: OwnKey) -> AskSecret:
    """Give the question for the passphrase that is open."""
    assert key.dialog
    return key.dialog


def type_in(dialog: AskSecret, passphrase: str = PASSPHRASE) -> None:
    assert dialog.old
    dialog.old.setText(passphrase)


def is_asked(key: OwnKey) -> bool:
    return key.dialog is not None


def shown(desk: CloseOffDesk) -> CloseOffDialog:
    assert desk.dialog
    return desk.dialog


def asked_words(desk: CloseOffDesk) -> CloseOffWords:
    assert isinstance(desk.asking, CloseOffWords)
    return desk.asking
