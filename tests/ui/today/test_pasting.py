"""What is pasted into the words of a finding: text stays text, files and pictures become its photos."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage

from tests.ui.day_desk import Hands, photo_files
from ui.pages.today import TodayPage

CTRL = Qt.KeyboardModifier.ControlModifier


def test_text_is_pasted_as_text(page: TodayPage, hands: Hands) -> None:
    hands.key(Qt.Key.Key_F)
    QGuiApplication.clipboard().setText("煤堆未覆盖")
    hands.key(Qt.Key.Key_V, CTRL)
    assert page.form.draft
    assert [one.text for one in page.form.draft.findings] == ["煤堆未覆盖"]
    assert page.form.draft.photos == ()


def test_a_picture_becomes_a_photo_of_the_finding(page: TodayPage, hands: Hands) -> None:
    hands.key(Qt.Key.Key_F)
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(picture)
    hands.key(Qt.Key.Key_V, CTRL)
    assert page.form.draft
    (finding,) = page.form.draft.findings
    assert finding.text == ""
    assert [one.finding for one in page.form.draft.photos] == [finding.id]


def test_files_become_photos_and_leave_no_names_in_the_text(
    page: TodayPage, hands: Hands, tmp_path: Path
) -> None:
    hands.key(Qt.Key.Key_F)
    hands.type("dust")
    hands.paste(photo_files(tmp_path, "a.jpg", "b.jpg"))
    assert page.form.draft
    (finding,) = page.form.draft.findings
    assert finding.text == "dust"
    assert len(page.form.draft.photos_of(finding.id)) == 2
