"""Ways back from a recorded stop: undo, change, taking back; a correction once its round is finished."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from db.connection import Reader
from db.drafts import kept_drafts
from db.stop_draft import KEYS
from inspector.model.ids import StopId
from inspector.model.question import Value
from tests.db.village import COKING, RIVER
from tests.ui.day_desk import Hands, photo_files, told
from tests.ui.notes import Settle
from ui.dialogs.correct_stop import CorrectStop
from ui.pages.today import TodayPage
from ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier


def ways(page: TodayPage) -> dict[str, QPushButton]:
    assert page.middle.saying
    return {one.text(): one for one in page.middle.saying.findChildren(QPushButton) if one.isVisible()}


def test_a_recorded_stop_is_undone_by_one_key_and_its_draft_is_open_again(
    page: TodayPage, hands: Hands, reader: Reader, window: Window, tmp_path: Path
) -> None:
    hands.keys(Qt.Key.Key_Return, Qt.Key.Key_2)
    hands.paste(photo_files(tmp_path, "a.jpg"))
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    number = reader.value("SELECT number FROM finding")
    assert page.site_id == RIVER
    hands.key(Qt.Key.Key_Z, CTRL)
    for table in ("stop", "finding", "photo"):
        assert reader.value(f"SELECT count(*) FROM {table}") == 0  # noqa: S608 - names of this test
    assert page.site_id == COKING
    assert page.form.draft
    assert [one.text for one in page.form.draft.findings] == ["料堆未覆盖"]
    assert "taken back" in told(window)
    assert len(kept_drafts(reader, KEYS)) == 1
    page.form.setFocus()
    hands.key(Qt.Key.Key_N)
    assert reader.rows("SELECT number FROM finding") == [(number,)]
    assert reader.value("SELECT count(*) FROM photo WHERE finding <> ''") == 1


def test_undo_takes_back_once(page: TodayPage, hands: Hands, reader: Reader, window: Window) -> None:
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    hands.key(Qt.Key.Key_Z, CTRL)
    hands.key(Qt.Key.Key_Z, CTRL)
    assert "nothing to take back" in told(window)
    assert reader.value("SELECT count(*) FROM stop") == 0


def test_in_a_field_the_key_undoes_what_was_typed(page: TodayPage, hands: Hands, reader: Reader) -> None:
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    page.form.note.setFocus()
    hands.type("abc")
    hands.key(Qt.Key.Key_Z, CTRL)
    assert page.form.note.text() == ""
    assert reader.value("SELECT count(*) FROM stop") == 1


def test_a_recorded_stop_is_changed_while_the_round_goes_on(
    page: TodayPage, hands: Hands, reader: Reader
) -> None:
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    page.choose(COKING)
    hands.settle()
    hands.click(ways(page)["Change this stop"])
    assert page.middle.is_stop
    hands.keys(Qt.Key.Key_Down, Qt.Key.Key_2, Qt.Key.Key_N)
    assert reader.rows("SELECT value FROM answer WHERE question = 'piles'") == [(Value.NO,)]
    assert reader.value("SELECT count(*) FROM stop") == 1
    assert reader.value("SELECT count(*) FROM finding") == 1
    assert kept_drafts(reader, KEYS) == []


def test_a_stop_that_is_looked_at_again_and_left_as_it_is_is_not_recorded_twice(
    page: TodayPage, hands: Hands, reader: Reader
) -> None:
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    page.choose(COKING)
    hands.settle()
    hands.click(ways(page)["Change this stop"])
    hands.key(Qt.Key.Key_N)
    assert reader.value("SELECT count(*) FROM entry WHERE type = 'stop.recorded'") == 1
    assert page.site_id == RIVER


def test_a_stop_is_taken_back_from_where_its_visit_is_told(
    page: TodayPage, hands: Hands, reader: Reader
) -> None:
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    page.choose(COKING)
    hands.settle()
    hands.click(ways(page)["Take this stop back"])
    assert reader.value("SELECT count(*) FROM stop") == 0
    assert page.form.draft
    assert page.form.draft.looked


@pytest.fixture
def dialog(page: TodayPage, hands: Hands, window: Window, settle: Settle) -> CorrectStop:
    """The correction of the first stop, opened after its round was finished."""
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    page.finish()
    settle()
    finishing = next(one for one in QApplication.topLevelWidgets() if one.objectName() == "finish-round")
    finishing.finishing.click()  # type: ignore[attr-defined]
    settle()
    window.go_to("today")
    settle()
    page.choose(COKING)
    settle()
    hands.click(ways(page)["Correct…"])
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, CorrectStop))


def test_after_the_finish_a_stop_is_corrected_with_a_reason_and_both_are_shown(
    dialog: CorrectStop, page: TodayPage, hands: Hands, reader: Reader, window: Window
) -> None:
    assert not dialog.correcting.isEnabled()
    row = next(one for one in dialog.rows if one.question.id == "piles")
    row.editor.press(2)
    dialog.note.setText("西侧")
    assert not dialog.correcting.isEnabled()
    dialog.reason.setText("看错了")
    hands.click(dialog.correcting)
    assert reader.rows("SELECT reason FROM stop_correction") == [("看错了",)]
    assert reader.value("SELECT value FROM answer WHERE question = 'piles'") == Value.NO
    assert reader.value("SELECT note FROM stop") == "西侧"
    assert "beside the report" in told(window)
    page.parts.corrections.open(reader.value("SELECT id FROM stop"))
    hands.settle()
    again = next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, CorrectStop) and one.isVisible()
    )
    shown = again._told_before()[0]
    for word in ("看错了", "料堆是否覆盖: yes → no", "— → 西侧"):
        assert word in shown


def test_times_are_corrected_within_the_visit(dialog: CorrectStop, hands: Hands, reader: Reader) -> None:
    before = reader.row("SELECT arrived_ts, left_ts FROM stop")
    dialog.left.setText("23:59")
    dialog.reason.setText("看错了")
    hands.click(dialog.correcting)
    after = reader.row("SELECT arrived_ts, left_ts FROM stop")
    assert before
    assert after
    assert after[0] == before[0]
    assert after[1] > before[1]


def test_what_is_no_time_or_no_change_can_not_be_recorded(dialog: CorrectStop) -> None:
    dialog.reason.setText("看错了")
    assert "Nothing was changed" in dialog.correcting.toolTip()
    dialog.arrived.setText("99")
    assert "09:05" in dialog.correcting.toolTip()


def test_a_stop_nobody_knows_is_not_corrected(page: TodayPage, hands: Hands, window: Window) -> None:
    page.parts.corrections.open(StopId(COKING))
    hands.settle()
    assert "not recorded here" in told(window)
