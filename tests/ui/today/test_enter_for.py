"""The dialog that enters a round for somebody else takes scans as they come, and says who is missing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from db.queries.rounds import GridPerson
from tests.db.village import MORNING, OFFICER, VILLAGE
from ui.dialogs.enter_for import EnterFor

SOMEBODY = GridPerson(OFFICER, "示例乙", VILLAGE, "示例村网格")


@pytest.fixture
def dialog(qtbot: QtBot) -> EnterFor:
    made = EnterFor((SOMEBODY,), MORNING)
    qtbot.addWidget(made)
    return made


def drag(dialog: EnterFor, given: QMimeData) -> bool:
    """Hold something over the dialog; say whether it would be taken."""
    event = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        given,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    dialog.dragEnterEvent(event)
    return event.isAccepted()


def test_files_are_welcome_and_words_are_not(dialog: EnterFor, tmp_path: Path) -> None:
    files, words = QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "scan.pdf"))])
    words.setText("scan.pdf")
    assert (drag(dialog, files), drag(dialog, words)) == (True, False)


def test_scans_are_picked_too_and_each_counts_once(dialog: EnterFor, tmp_path: Path) -> None:
    dialog.give([tmp_path / "1.jpg"])
    dialog.choosing.click()
    (picker,) = dialog.findChildren(QFileDialog)
    picker.filesSelected.emit([str(tmp_path / "1.jpg"), str(tmp_path / "2.jpg")])
    assert [one.name for one in dialog.scans] == ["1.jpg", "2.jpg"]
    assert dialog.chosen.text().startswith("2 files")
    assert dialog.beginning.isEnabled()
    picker.close()


def test_without_anybody_else_it_says_what_to_do(qtbot: QtBot) -> None:
    alone = EnterFor((), MORNING)
    qtbot.addWidget(alone)
    assert not alone.beginning.isEnabled()
    assert "add people" in alone.beginning.toolTip()
