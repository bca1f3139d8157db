"""Signing: a key in memory for a quarter of an hour at most, a dialog that stays, a certificate in place."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.keys import keep_person_key, kept_keys
from db.queries.reports import ReportState, report_row
from db.queries.signing_places import signer_of
from db.workspace import Actor
from inspector.errors import Refused
from inspector.journal.person_key import PersonKey
from inspector.periods import DAY, MINUTE
from tests.db.reporting import built, certify, finish, go_round, key_of
from tests.db.village import OFFICER, STAFF, VILLAGE, Village
from tests.ui.notes import Clock, Settle
from ui.dialogs.signing import SigningDialog
from ui.questions import Waiting
from ui.session import Session
from ui.signing_desk import SigningDesk
from ui.unlocked_keys import KEPT_FOR, UnlockedKeys
from ui.widgets.new_passphrase import SHORTEST
from ui.workspace_questions import workspace_questions

PASSPHRASE = "演示口令 2026"


@pytest.fixture
def key() -> PersonKey:
    return key_of("示例甲")


@pytest.fixture
def keys(clock: Clock) -> UnlockedKeys:
    return UnlockedKeys(clock)


def test_a_key_is_held_for_a_quarter_of_an_hour_however_often_it_signs(
    keys: UnlockedKeys, key: PersonKey, clock: Clock
) -> None:
    keys.hold(STAFF, key)
    until = keys.until(STAFF)
    for _ in range(14):
        clock.pass_by(MINUTE)
        assert keys.key_of(STAFF) is key
        assert keys.until(STAFF) == until
    clock.pass_by(MINUTE)
    assert (keys.key_of(STAFF), keys.until(STAFF)) == (None, None)


def test_a_key_is_nobody_elses(keys: UnlockedKeys, key: PersonKey) -> None:
    keys.hold(STAFF, key)
    assert (keys.key_of(OFFICER), keys.until(OFFICER)) == (None, None)


def test_a_clock_that_is_set_back_keeps_no_key(keys: UnlockedKeys, key: PersonKey, clock: Clock) -> None:
    keys.hold(STAFF, key)
    clock.pass_by(-DAY)
    assert keys.key_of(STAFF) is None


def test_the_timer_forgets_too_and_says_so_once(keys: UnlockedKeys, key: PersonKey, qtbot: QtBot) -> None:
    forgotten: list[bool] = []
    keys.forgotten.connect(lambda: forgotten.append(True))
    keys.hold(STAFF, key)
    assert keys._timer.interval() == KEPT_FOR
    keys._timer.setInterval(0)
    qtbot.waitUntil(lambda: bool(forgotten))
    keys.forget()
    assert (keys.key_of(STAFF), forgotten) == (None, [True])


def test_another_person_and_the_end_of_the_session_forget_the_key(session: Session, key: PersonKey) -> None:
    session.unlocked.hold(STAFF, key)
    session.act_as(Actor(OFFICER, VILLAGE))
    assert session.unlocked.key_of(STAFF) is None
    session.unlocked.hold(OFFICER, key)
    session.close()
    assert session.unlocked.key_of(OFFICER) is None


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.fixture
def desk(session: Session, window: QWidget) -> SigningDesk:
    return SigningDesk(session, window)


@pytest.fixture
def patrol(village: Village) -> str:
    """A finished round whose report is built and waits for its inspector."""
    made = go_round(village)
    finish(village, made)
    built(village, made)
    return made


Begin = Callable[[], SigningDialog]


@pytest.fixture
def begin(desk: SigningDesk, village: Village, patrol: str, settle: Settle) -> Begin:
    def ask() -> SigningDialog:
        reader = village.workspace.reader()
        row = report_row(reader, village.folder, patrol)
        reader.close()
        assert row
        desk.begin(row)
        settle()
        assert desk.dialog
        return desk.dialog

    return ask


def state_of(village: Village, patrol: str) -> ReportState:
    reader = village.workspace.reader()
    row = report_row(reader, village.folder, patrol)
    reader.close()
    assert row
    return row.state


def keep(village: Village, key: PersonKey) -> None:
    keep_person_key(village.folder, STAFF, key, PASSPHRASE, rounds=1)


def test_a_wrong_passphrase_is_one_sentence_and_the_dialog_stays(
    village: Village, begin: Begin, key: PersonKey, patrol: str, settle: Settle, session: Session
) -> None:
    certify(village, key)
    keep(village, key)
    dialog = begin()
    QTest.keyClicks(dialog.passphrase, "wrong")
    QTest.keyClick(dialog.passphrase, Qt.Key.Key_Return)
    assert not dialog.passphrase.isEnabled()
    settle()
    assert dialog.isVisible()
    assert dialog.error.text() == "The passphrase is wrong."
    assert dialog.passphrase.isEnabled()
    assert dialog.passphrase.selectedText() == dialog.passphrase.text()
    assert session.unlocked.key_of(STAFF) is None
    assert state_of(village, patrol) is ReportState.TO_SIGN


def test_the_right_passphrase_signs_records_and_holds_the_key(
    village: Village,
    begin: Begin,
    desk: SigningDesk,
    key: PersonKey,
    patrol: str,
    settle: Settle,
    session: Session,
) -> None:
    certify(village, key)
    keep(village, key)
    signed: list[str] = []
    desk.signed.connect(signed.append)
    dialog = begin()
    dialog.signing.click()
    assert dialog.error.text() == "Type the passphrase of your certificate."
    dialog.passphrase.setText(PASSPHRASE)
    dialog.signing.click()
    settle()
    assert (signed, desk.dialog) == ([patrol], None)
    assert state_of(village, patrol) is ReportState.SIGNED
    assert session.unlocked.key_of(STAFF) == key


def test_an_open_key_needs_no_passphrase_and_a_forgotten_one_does(
    village: Village,
    begin: Begin,
    desk: SigningDesk,
    key: PersonKey,
    patrol: str,
    settle: Settle,
    session: Session,
    clock: Clock,
) -> None:
    certify(village, key)
    keep(village, key)
    session.unlocked.hold(STAFF, key)
    dialog = begin()
    assert not dialog.passphrase.isVisible()
    clock.pass_by(KEPT_FOR)
    dialog.signing.click()
    settle()
    again = desk.dialog
    assert again
    assert again is not dialog
    assert again.passphrase.isVisible()
    assert state_of(village, patrol) is ReportState.TO_SIGN
    session.unlocked.hold(STAFF, key)
    begin().signing.click()
    settle()
    assert state_of(village, patrol) is ReportState.SIGNED


def test_ctrl_l_in_the_dialog_forgets_the_key_and_asks_for_the_passphrase(
    village: Village, begin: Begin, desk: SigningDesk, key: PersonKey, session: Session, settle: Settle
) -> None:
    certify(village, key)
    keep(village, key)
    session.unlocked.hold(STAFF, key)
    dialog = begin()
    dialog.locking_asked.emit()
    settle()
    assert session.unlocked.key_of(STAFF) is None
    assert desk.dialog
    assert desk.dialog is not dialog
    assert desk.dialog.passphrase.isVisible()


def test_another_person_gets_no_dialog_that_was_open_for_the_first(
    village: Village, begin: Begin, desk: SigningDesk, key: PersonKey, session: Session, settle: Settle
) -> None:
    certify(village, key)
    session.unlocked.hold(STAFF, key)
    told: list[BaseException] = []
    session.told.connect(told.append)
    begin()
    session.act_as(Actor(OFFICER, VILLAGE))
    settle()
    assert (desk.dialog, told) == (None, [])


def test_without_a_certificate_one_is_made_in_place_recorded_and_signed_with(
    village: Village, begin: Begin, patrol: str, settle: Settle
) -> None:
    dialog = begin()
    assert dialog.signing.text() == "Make certificate and sign"
    dialog.signing.click()
    assert dialog.error.text() == f"At least {SHORTEST} characters."
    dialog.new.first.setText(PASSPHRASE)
    dialog.signing.click()
    assert dialog.error.text() == "The two passphrases differ."
    dialog.new.again.setText(PASSPHRASE)
    dialog.signing.click()
    settle()
    assert state_of(village, patrol) is ReportState.SIGNED
    (kept,) = kept_keys(village.folder, STAFF)
    reader = village.workspace.reader()
    assert signer_of(reader, STAFF).certificates == {kept.sha256}
    reader.close()
    assert kept.name == "示例甲"


def test_a_lost_passphrase_is_answered_by_another_certificate(
    village: Village, begin: Begin, key: PersonKey, patrol: str, settle: Settle
) -> None:
    certify(village, key)
    keep(village, key)
    dialog = begin()
    dialog.forgotten.click()
    assert dialog.new.isVisible()
    for field in (dialog.new.first, dialog.new.again):
        field.setText(PASSPHRASE)
    dialog.signing.click()
    settle()
    assert state_of(village, patrol) is ReportState.SIGNED
    assert len(kept_keys(village.folder, STAFF)) == 2


def test_giving_up_while_the_key_is_opened_signs_nothing(
    village: Village, begin: Begin, key: PersonKey, patrol: str, settle: Settle, session: Session
) -> None:
    keep(village, key)
    dialog = begin()
    dialog.passphrase.setText(PASSPHRASE)
    dialog.signing.click()
    dialog.giving_up.click()
    settle()
    assert session.unlocked.key_of(STAFF) is None
    assert state_of(village, patrol) is ReportState.TO_SIGN


def test_another_person_closes_the_dialog(
    begin: Begin, desk: SigningDesk, session: Session, settle: Settle
) -> None:
    begin()
    session.act_as(Actor(OFFICER, VILLAGE))
    settle()
    assert desk.dialog is None


def test_who_may_not_sign_hears_why_and_nobody_signs_without_a_name(
    village: Village, desk: SigningDesk, patrol: str, session: Session, settle: Settle
) -> None:
    told: list[Refused] = []
    session.told.connect(told.append)
    reader = village.workspace.reader()
    row = report_row(reader, village.folder, patrol)
    reader.close()
    assert row
    session.act_as(Actor(OFFICER, VILLAGE))
    desk.begin(row)
    settle()
    session.act_as(None)
    desk.begin(row)
    assert [str(one) for one in told] == [
        "Only an inspector of this patrol signs here.",
        "Choose who you are first, at the top right.",
    ]
    assert desk.dialog is None


def test_a_rule_that_says_no_at_the_end_is_said_in_the_dialog(
    village: Village, begin: Begin, key: PersonKey, patrol: str, settle: Settle, session: Session
) -> None:
    certify(village, key)
    session.unlocked.hold(STAFF, key)
    dialog = begin()
    for file in (village.folder / "reports").rglob("*.pdf"):
        file.unlink()
    dialog.signing.click()
    settle()
    assert "is missing; build it first" in dialog.error.text()
    dialog.reject()


def test_what_waits_for_a_signature_is_counted_in_the_navigation(
    village: Village, patrol: str, session: Session
) -> None:
    asked = workspace_questions()
    with_reader = village.workspace.reader()
    counts = {
        actor: asked.counts(with_reader, Actor(actor, VILLAGE), session.now())["reports"]
        for actor in (STAFF, OFFICER)
    }
    with_reader.close()
    assert counts == {STAFF: Waiting(further=1), OFFICER: Waiting()}
