"""The hands of those who have to do with a finding: keys, dialogs, passphrases."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from db.workspace import Actor
from inspector.model.finding import Finding
from inspector.model.finding_steps import STEP_NAMES, Step
from inspector.model.ids import FindingId
from tests.db.village import OFFICE, OFFICER, STAFF, VILLAGE, named
from tests.ui.notes import Settle
from ui.dialogs.ask_secret import AskSecret
from ui.dialogs.case_step import StepDialog
from ui.pages.findings import FindingsPage
from ui.session import Session

HEAP, ROAD = FindingId(named(400)), FindingId(named(401))
AT_OFFICE, AT_VILLAGE = Actor(OFFICER, OFFICE), Actor(STAFF, VILLAGE)
PASSPHRASE = "a long enough passphrase 7"
DAY = 86_400_000


@dataclass
class Hands:
    """Does with the keyboard what a person does."""

    page: FindingsPage
    session: Session
    qtbot: QtBot
    settle: Settle

    def be(self, actor: Actor, finding: FindingId = HEAP) -> None:
        """Let somebody else act, with the finding in sight."""
        self.session.act_as(actor)
        self.page.open_at(finding)
        self.settle()

    def press(self, step: Step) -> StepDialog:
        """Go to the button of ``step`` and press it; give its dialog."""
        assert self.page.case.steps
        button = self.page.case.steps.buttons[step]
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        return self.dialog(step)

    def command(self, step: Step) -> StepDialog:
        """Choose ``step`` among the commands of Ctrl+K; give its dialog."""
        (command,) = [one for one in self.page.commands() if one.text.startswith(STEP_NAMES[step])]
        command.act()
        return self.dialog(step)

    def dialog(self, step: Step | None) -> StepDialog:
        """Give the dialog that is open now."""
        self.settle()
        dialog = self.page.desk.dialog
        assert dialog is not None
        assert dialog.STEP is step
        return dialog

    def type(self, text: str) -> None:
        """Write with an input method into what has the focus."""
        focus = QApplication.focusWidget()
        assert focus is not None
        composed = QInputMethodEvent()
        composed.setCommitString(text)
        QApplication.sendEvent(focus, composed)

    def enter(self, dialog: StepDialog) -> None:
        """Record with Ctrl+Enter."""
        QTest.keySequence(dialog, QKeySequence("Ctrl+Return"))
        self.settle()

    def unlock(self) -> None:
        """Type the passphrase for one's own key, a new one where there is none."""
        self.settle()
        (asked,) = [
            one for one in QApplication.topLevelWidgets() if isinstance(one, AskSecret) and one.isVisible()
        ]
        if asked.new:
            for field in (asked.new.first, asked.new.again):
                QTest.keyClicks(field, PASSPHRASE)
        else:
            assert asked.old
            QTest.keyClicks(asked.old, PASSPHRASE)
        QTest.keyClick(asked.going, Qt.Key.Key_Space)
        self.qtbot.waitUntil(lambda: not isValid(asked) or not asked.isVisible(), timeout=20_000)
        self.settle()

    def tab(self) -> None:
        """Go to the next field."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Tab)

    @property
    def finding(self) -> Finding:
        """The finding in sight."""
        assert self.page.case.case
        return self.page.case.case.sheet.finding

    @property
    def state(self) -> str:
        """The state of the finding in sight."""
        assert self.page.case.case
        return str(self.page.case.case.row.state)
