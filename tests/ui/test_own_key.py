"""A key of one's own is made where there is none; a close-off that is nobody's opens nothing."""

from inspector.journal.person_key import PersonKey
from tests.db.close_off_stage import CASE, PASSPHRASE
from tests.db.village import STAFF, Village
from tests.ui.notes import Settle
from ui.close_off_desk import open_close_off
from ui.own_key import OwnKey
from ui.session import Session
from ui.window import Window


def test_a_person_without_a_key_makes_one_and_signs(
    village: Village, session: Session, window: Window, settle: Settle
) -> None:
    given: list[PersonKey] = []
    own = OwnKey(session, window)
    own.ask("Sign.", given.append)
    settle()
    dialog = own.dialog
    assert dialog
    assert dialog.new
    dialog.new.first.setText(PASSPHRASE)
    dialog.new.again.setText(PASSPHRASE)
    dialog.going.click()
    settle()
    assert session.unlocked.until(STAFF)
    assert session.unlocked.key_of(STAFF) is given[0]
    own.ask("Sign.", given.append)
    assert given[1] is given[0]


def test_nobody_is_asked_to_choose_who_acts_first(
    village: Village, session: Session, window: Window, settle: Settle
) -> None:
    window.go_to("sites")
    settle()
    assert window.page
    session.act_as(None)
    told: list[object] = []
    session.told.connect(told.append)
    open_close_off(window.page, CASE)
    settle()
    assert "who you are" in str(told[0])


def test_a_case_nobody_knows_is_said(
    village: Village, session: Session, window: Window, settle: Settle
) -> None:
    window.go_to("sites")
    settle()
    assert window.page
    told: list[object] = []
    session.told.connect(told.append)
    desk = open_close_off(window.page, CASE)
    settle()
    assert "not recorded here" in str(told[0])
    assert desk.dialog is None
    # it hears of nothing more
    session.changed.emit(village.record())
    settle()
    assert len(told) == 1
