"""Phrases at a finding's text: by click, by key, own ones; never in the way of an input method."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from db.connection import Reader
from db.settings import settings_of
from tests.ui.day_desk import Hands, told
from ui.pages.today import TodayPage
from ui.widgets.finding_box import FindingBox
from ui.window import Window

PILES = "Material piled in the open, not covered"
DUST = "Dust on the road before the gate"


@pytest.fixture
def box(page: TodayPage, hands: Hands) -> FindingBox:
    hands.keys(Qt.Key.Key_F)
    (made,) = page.form.findings.boxes.values()
    return made


def actions(menu: QMenu) -> dict[str, QAction]:
    menu.aboutToShow.emit()
    return {action.text(): action for action in menu.actions()}


def pressed(
    box: FindingBox, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    shown = box.completer.list
    QTest.keyClick(shown if shown.isVisible() else box.text, key, modifier)


def test_a_phrase_is_inserted_by_click(box: FindingBox) -> None:
    offered = actions(box.phrases.menu())
    assert "Often found at such sites" in offered
    offered[DUST].trigger()
    assert box.finding.text == DUST
    assert box.text.hasFocus()
    actions(box.phrases.menu())[PILES].trigger()
    assert box.finding.text == PILES
    box.text.setPlainText("At the north gate")
    actions(box.phrases.menu())[PILES].trigger()
    assert box.finding.text == f"At the north gate; {PILES}"


def test_the_down_arrow_offers_phrases_and_enter_takes_one(box: FindingBox, hands: Hands) -> None:
    pressed(box, Qt.Key.Key_Down)
    assert box.completer.list.isVisible()
    pressed(box, Qt.Key.Key_Down)
    pressed(box, Qt.Key.Key_Return)
    assert not box.completer.list.isVisible()
    assert box.finding.text in box.phrases.phrases.all
    assert box.text.hasFocus()
    box.text.setPlainText("")
    pressed(box, Qt.Key.Key_Down)
    shown = box.completer.list
    where = shown.visualRect(shown.model().index(2, 0)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert box.finding.text == PILES


def test_what_is_typed_narrows_the_phrases(box: FindingBox) -> None:
    QTest.keyClicks(box.text, "dust")
    pressed(box, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert box.completer.completionCount() == 1
    QTest.keyClicks(box.text, " on")
    assert box.completer.list.isVisible()
    pressed(box, Qt.Key.Key_Return)
    assert box.finding.text == DUST
    box.text.setPlainText("nothing like it")
    pressed(box, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert box.completer.completionCount() == len(box.phrases.phrases.all)
    box.text.setPlainText("nothing like it at all")
    assert not box.completer.list.isVisible()


def test_composing_closes_the_phrases_and_opens_none(box: FindingBox) -> None:
    pressed(box, Qt.Key.Key_Down)
    QApplication.sendEvent(box.text, QInputMethodEvent("chen", []))
    assert not box.completer.list.isVisible()
    pressed(box, Qt.Key.Key_Down)
    assert not box.completer.list.isVisible()
    done = QInputMethodEvent()
    done.setCommitString("尘")
    QApplication.sendEvent(box.text, done)
    assert box.finding.text == "尘"
    pressed(box, Qt.Key.Key_Down)
    assert box.completer.list.isVisible()


def test_the_arrow_goes_down_in_a_text_of_several_lines(box: FindingBox) -> None:
    box.text.setPlainText("one\ntwo")
    cursor = box.text.textCursor()
    cursor.movePosition(cursor.MoveOperation.Start)
    box.text.setTextCursor(cursor)
    pressed(box, Qt.Key.Key_Down)
    assert not box.completer.list.isVisible()
    assert box.text.textCursor().blockNumber() == 1
    pressed(box, Qt.Key.Key_Space)
    assert not box.completer.list.isVisible()
    pressed(box, Qt.Key.Key_Down)
    assert box.completer.list.isVisible()
    pressed(box, Qt.Key.Key_Down)
    assert box.completer.list.isVisible()


def test_words_are_kept_as_a_phrase_and_taken_out_with_a_way_back(
    box: FindingBox, hands: Hands, window: Window, reader: Reader
) -> None:
    assert not actions(box.phrases.menu())["Keep these words as a phrase"].isEnabled()
    hands.compose("南门 & 北门带泥")
    hands.do(actions(box.phrases.menu())["Keep these words as a phrase"].trigger)
    assert told(window) == "Kept as a phrase."
    assert settings_of(reader).phrases == ("南门 & 北门带泥",)
    offered = actions(box.phrases.menu())
    assert "南门 && 北门带泥" in offered
    assert not offered["Keep these words as a phrase"].isEnabled()
    (own,) = box.phrases.removing.actions()
    hands.do(own.trigger)
    assert settings_of(reader).phrases == ()
    shown = window.notices.shown
    assert shown
    assert shown.act
    hands.do(shown.act)
    assert settings_of(reader).phrases == ("南门 & 北门带泥",)


def test_a_long_phrase_is_shortened_on_its_line(box: FindingBox) -> None:
    long = "很" * 55
    box.show_phrases(box.phrases.phrases.with_own((long,)))
    offered = actions(box.phrases.menu())
    offered["很" * 40 + "…"].trigger()
    assert box.finding.text == long


def test_without_phrases_nothing_is_offered(box: FindingBox) -> None:
    box.show_phrases(type(box.phrases.phrases)())
    box.completer.open()
    pressed(box, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    pressed(box, Qt.Key.Key_Down)
    assert not box.completer.list.isVisible()
