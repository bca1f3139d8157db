"""Every control of a close-off's dialogs has a name, can be reached, and shows its words whole."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QDialog

from inspector import words
from inspector.model.close_off import DEFAULT_STEPS
from inspector.model.office_rules import CaseRules
from tests.db.close_off_stage import CASE, COUNTY, give_office, put_in_close_off
from tests.db.village import Village
from tests.ui.every_control import faults
from tests.ui.notes import Settle
from ui.close_off_desk import open_close_off
from ui.dialogs.case_rules import CaseRulesDialog
from ui.fonts import screen_family
from ui.session import Session
from ui.theme import LIGHT, Theme, wear
from ui.window import Window


@pytest.fixture(params=[("zh_CN", 100), ("en", 100), ("zh_CN", 200), ("en", 200)], ids=str)
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    language, zoom = request.param
    words.use(language)
    own = qapp.font()
    ours = QFont(own)
    ours.setFamily(screen_family(qapp, bundled=True))
    qapp.setFont(ours)
    wear(qapp, Theme(LIGHT, zoom))
    yield
    qapp.setFont(own)
    wear(qapp, Theme(LIGHT))
    words.use("en")


def wrong(dialog: QDialog, settle: Settle) -> list[str]:
    """List what is wrong with a dialog that is as small as it can be."""
    dialog.show()
    dialog.resize(dialog.minimumSizeHint().expandedTo(dialog.minimumSize()))
    settle()
    return [f"{dialog.windowTitle()}: {fault}" for fault in faults(dialog)]


def test_every_control_of_a_close_off(
    look: None, village: Village, session: Session, window: Window, settle: Settle
) -> None:
    put_in_close_off(village, give_office(village))
    session.act_as(COUNTY)
    window.go_to("sites")
    settle()
    assert window.page
    desk = open_close_off(window.page, CASE)
    settle()
    assert desk.dialog
    found = wrong(desk.dialog, settle)
    for step in DEFAULT_STEPS:
        desk.do(step)
        assert desk.asking
        found += wrong(desk.asking, settle)
        desk.asking.reject()
    for ask in (desk.send_back, desk.take_objection, desk.refuse, lambda: desk.answer("")):
        ask()
        assert desk.asking
        found += wrong(desk.asking, settle)
        desk.asking.reject()
    rules = CaseRulesDialog(CaseRules(), window)
    found += wrong(rules, settle)
    rules.reject()
    assert found == []
