"""Every control of the dialogs of steps has a name, can be reached, and shows its words whole."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QDialog

from inspector import words
from tests.ui.case_hands import AT_OFFICE, Hands
from tests.ui.every_control import faults
from tests.ui.notes import Settle
from ui.case_desk import DIALOGS
from ui.dialogs.case_step import StepDialog
from ui.fonts import screen_family
from ui.theme import LIGHT, Theme, wear


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
    dialog.resize(dialog.minimumSizeHint().expandedTo(dialog.minimumSize()))
    settle()
    return [f"{dialog.windowTitle()}: {fault}" for fault in faults(dialog)]


def test_every_control_of_a_step(look: None, hands: Hands, settle: Settle) -> None:
    hands.be(AT_OFFICE)
    case = hands.page.case.case
    assert case
    found: list[str] = []
    for step in DIALOGS:
        hands.page.desk.begin(case, step)
        dialog = hands.dialog(step)
        assert isinstance(dialog, StepDialog)
        if dialog.behalf:
            dialog.behalf.box.setChecked(True)
        found += wrong(dialog, settle)
    assert found == []
