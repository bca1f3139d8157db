"""The window: navigation, keys, search, hand-over, people, narrow screens."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from threading import current_thread, main_thread
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inspector.errors import Refused
from inspector.periods import DAY, Instant
from tests.ui.notes import FIRST, SECOND, Clock, Settle, notes
from ui.background import Background, Report
from ui.page import Command, Page
from ui.page_list import PageEntry
from ui.questions import HandOver, Hit, Person, Questions, Waiting
from ui.session import Session
from ui.shortcuts import page_key, single_key
from ui.window import Window


class FieldPage(Page):
    """A field, a key, a command."""

    NAME = "field"
    ABOUT = "Where a field stands."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.field = QLineEdit()
        self.pressed: list[str] = []
        self.asked_for: list[object] = []
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        single_key(self, "0", lambda: self.pressed.append("0"))
        page_key(self, "Ctrl+S", lambda: self.pressed.append("Ctrl+S"))

    def refresh(self) -> None:
        self.say_subtitle("22 Nov")

    def open_at(self, what: object) -> None:
        self.asked_for.append(what)

    def commands(self) -> Sequence[Command]:
        return (Command("Nothing wrong", lambda: self.pressed.append("command"), "0"),)


class OtherPage(FieldPage):
    """Another page of the same make."""

    NAME = "other"


ENTRIES = (
    PageEntry("field", "Field", "calendar-check", lambda: FieldPage),
    PageEntry("other", "Other", "building-2", lambda: OtherPage, group=1, roles=frozenset({"clerk"})),
    PageEntry("exchange", "Hand-over", "settings", lambda: OtherPage, at_foot=True),
)

PEOPLE = (
    Person("示例甲", "示例村", FIRST, frozenset({"inspector"})),
    Person("示例乙", "示例镇", SECOND, frozenset({"clerk"})),
)


class Answers:
    """What the window is told when it asks; fields are set by the test."""

    def __init__(self) -> None:
        self.waiting = {"field": Waiting(further=9), "other": Waiting(further=1_234)}
        self.state = HandOver(waiting=3)
        self.letters: list[str] = []
        self.kept: list[Any] = []

    def counts(self, _reader: Any, _actor: Any, _now: Instant) -> Mapping[str, Waiting]:
        return self.waiting

    def hand_over(self, _reader: Any) -> HandOver:
        return self.state

    def people(self, _reader: Any, _day: date) -> Sequence[Person]:
        return PEOPLE

    def chosen(self, _reader: Any) -> Any:
        return self.kept[-1] if self.kept else None

    def choose(self, _workspace: Any, actor: Any) -> None:
        self.kept.append(actor)

    def search(self, _reader: Any, letters: str) -> Sequence[Hit]:
        self.letters.append(letters)
        return [
            Hit("示例焦化厂", "示例镇", "building-2", "other", "site-1"),
            Hit("Nowhere", "", "x", "missing", "nothing"),
        ]


@pytest.fixture
def answers() -> Answers:
    return Answers()


Make = Callable[[int, int], Window]


@pytest.fixture
def make_window(notes_session: Session, answers: Answers, qtbot: QtBot, background: Background) -> Make:
    def make(width: int, height: int) -> Window:
        questions = Questions(
            answers.people,
            answers.counts,
            answers.hand_over,
            answers.search,
            answers.chosen,
            answers.choose,
        )
        made = Window(notes_session, questions, ENTRIES)
        qtbot.addWidget(made)
        made.resize(width, height)
        made.go_to("field")
        made.ask()
        made.show()
        made.activateWindow()
        qtbot.waitUntil(lambda: background.is_idle)
        return made

    return make


@pytest.fixture
def window(make_window: Make) -> Window:
    return make_window(1366, 768)


def field_page(window: Window) -> FieldPage:
    assert isinstance(window.page, FieldPage)
    return window.page


def test_what_pages_are_made_of_is_loaded_beside_the_window_and_none_is_made(
    window: Window, background: Background, qtbot: QtBot
) -> None:
    loaded: list[bool] = []

    def load() -> type[Page]:
        loaded.append(current_thread() is main_thread())
        return OtherPage

    window.entries["other"] = PageEntry("other", "Other", "table", load)
    window.load_pages()
    qtbot.waitUntil(lambda: background.is_idle)
    assert (loaded, list(window.pages)) == ([False], ["field"])


def test_only_the_page_in_sight_is_loaded(window: Window) -> None:
    assert list(window.pages) == ["field"]
    assert window.top.title.text() == "Field"
    assert window.top.subtitle.text() == "22 Nov"
    QTest.mouseClick(window.navigation.buttons["exchange"], Qt.MouseButton.LeftButton)
    assert list(window.pages) == ["field", "exchange"]
    assert window.top.title.text() == "Hand-over"


def test_numbers_with_ctrl_go_to_pages_and_the_navigation_shows_where_one_is(window: Window) -> None:
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.page, OtherPage)
    assert window.navigation.buttons["other"].isChecked()
    assert not window.navigation.buttons["field"].isChecked()


def test_arrows_go_up_and_down_the_navigation(window: Window) -> None:
    buttons = window.navigation.buttons
    buttons["field"].setFocus()
    QTest.keyClick(buttons["field"], Qt.Key.Key_Up)
    assert buttons["exchange"].hasFocus()
    QTest.keyClick(buttons["exchange"], Qt.Key.Key_Down)
    assert buttons["field"].hasFocus()
    QTest.keyClick(buttons["field"], Qt.Key.Key_Space)
    assert window.navigation.buttons["field"].isChecked()


def test_counts_and_hand_over_follow_every_change(
    window: Window, answers: Answers, notes_session: Session, settle: Settle
) -> None:
    button = window.navigation.buttons["field"]
    assert button.accessibleDescription() == "9 wait here"
    assert window.top.hand_over.text() == "3 patrols to hand in"
    for state, text in (
        (HandOver(0, 2), "2 not yet received"),
        (HandOver(), "All handed in"),
    ):
        answers.state = state
        notes_session.record(notes("a"))
        settle()
        assert window.top.hand_over.text() == text
    window.top.hand_over.click()
    assert window.top.title.text() == "Hand-over"


def test_a_person_is_chosen_by_name_and_sees_the_pages_of_their_roles(
    window: Window, notes_session: Session, make_window: Make
) -> None:
    assert notes_session.actor == FIRST
    assert window.top.person.text() == "示例甲 · 示例村"
    assert window.navigation.buttons["other"].isHidden()
    field_page(window).field.setText("a draft")
    window.top.people_menu.actions()[1].trigger()
    assert notes_session.actor == SECOND
    assert not window.navigation.buttons["other"].isHidden()
    assert field_page(window).field.text() == "a draft"
    assert make_window(800, 600).top.person.toolTip() == "示例乙 · 示例镇"


def test_single_keys_never_fire_while_somebody_writes(window: Window) -> None:
    page = field_page(window)
    QTest.keyClick(window, Qt.Key.Key_0)
    assert page.pressed == ["0"]
    page.field.setFocus()
    QTest.keyClick(page.field, Qt.Key.Key_0)
    page.field.clearFocus()
    for writing in (QPlainTextEdit(page), QSpinBox(page)):
        writing.show()
        writing.setFocus()
        QTest.keyClick(writing, Qt.Key.Key_0)
    assert page.pressed == ["0"]
    assert page.field.text() == "0"
    QTest.keyClick(page.field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert page.pressed == ["0", "Ctrl+S"]


def test_the_palette_goes_to_pages_runs_commands_and_gives_the_focus_back(window: Window) -> None:
    page = field_page(window)
    page.field.setFocus()
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    box = window.palette_box
    assert box.field.hasFocus()
    assert box.list.count() == 4
    QTest.keyClicks(box.field, "nothing wr")
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    assert page.pressed == ["command"]
    assert not box.isVisible()
    assert page.field.hasFocus()
    window.search()
    QTest.keyClick(box.field, Qt.Key.Key_Up)
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    assert window.top.title.text() == "Hand-over"


def test_the_palette_finds_what_the_workspace_holds(window: Window, answers: Answers, qtbot: QtBot) -> None:
    window.search()
    box = window.palette_box
    QTest.keyClicks(box.field, "sljh")
    qtbot.waitUntil(lambda: box.list.count() == 1)
    assert answers.letters == ["sljh"]
    QTest.keyClick(box.field, Qt.Key.Key_Enter)
    assert window.top.title.text() == "Other"
    assert field_page(window).asked_for == ["site-1"]


def test_the_palette_ignores_an_answer_to_other_letters_and_an_enter_on_nothing(window: Window) -> None:
    window.search()
    box = window.palette_box
    box.field.setText("zzz")
    box.show_found("old letters", [])
    assert box.nothing.isVisible()
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    assert box.isVisible()
    QTest.keyClick(box.field, Qt.Key.Key_Escape)
    assert not box.isVisible()


def test_the_palette_closes_when_the_focus_goes_elsewhere(window: Window) -> None:
    window.search()
    field_page(window).field.setFocus()
    assert not window.palette_box.isVisible()


def test_help_says_what_the_page_is_for_and_its_keys(window: Window) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.help.isVisible()
    texts = {label.text() for label in window.help.findChildren(QWidget) if hasattr(label, "text")}
    assert {"Where a field stands.", "Nothing wrong", "0", "Ctrl+K"} <= texts
    QTest.keyClick(window.help, Qt.Key.Key_A)
    QTest.keyClick(window.help, Qt.Key.Key_Escape)
    assert not window.help.isVisible()


def test_a_narrow_window_shows_icons_with_names_in_their_tool_tips(make_window: Make) -> None:
    wide, narrow = make_window(1366, 768), make_window(1093, 614)
    assert "Field" in wide.navigation.buttons["field"].text()
    button = narrow.navigation.buttons["field"]
    assert button.text() == ""
    assert button.accessibleName() == "Field"
    assert button.toolTip() == "Field · 9 wait here · Ctrl+1"
    narrow.grab()
    wide.grab()


def test_the_smallest_window_keeps_everything_in_reach(make_window: Make) -> None:
    window = make_window(680, 380)
    assert window.width() == 680
    assert window.height() == 380
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and not button.objectName().startswith("qt_"):
            corner = button.mapTo(window, button.rect().bottomRight())
            assert window.rect().contains(corner), button.accessibleName()
    window.search()
    window.resize(600, 360)
    assert window.rect().contains(window.palette_box.geometry())


def test_every_control_of_the_window_has_a_name(window: Window) -> None:
    window.notices.show_error(Refused("No."))
    for control in window.findChildren(QAbstractButton):
        if control.isVisible() and not control.objectName().startswith("qt_"):
            assert control.accessibleName() or control.text()


def test_errors_and_notices_stand_at_the_foot(window: Window, notes_session: Session) -> None:
    notes_session.tell(Refused("The photo {name} is cut short.", name="a.jpg"))
    assert window.notices.sentence.text() == "The photo a.jpg is cut short."
    undone: list[bool] = []
    field_page(window).notice("Recorded.", "Undo", lambda: undone.append(True))
    assert window.notices.sentence.text() == "Recorded."
    window.notices.action.click()
    assert undone == [True]
    assert not window.notices.isVisible()


def test_a_page_sends_the_person_to_another(window: Window) -> None:
    window.pages["field"].wanted.emit("exchange", "a file")
    assert field_page(window).asked_for == ["a file"]


def test_work_with_a_title_is_shown_after_a_while_and_can_be_cancelled(
    window: Window, qtbot: QtBot, background: Background
) -> None:
    def count_for_ever(report: Report) -> int:
        while True:
            report(3, 10)

    def fail(_count: int) -> None:
        pytest.fail("delivered")

    field_page(window).work(count_for_ever, fail, title="Hashing photos")
    assert not window.progress.isVisible()
    qtbot.waitUntil(window.progress.isVisible)
    qtbot.waitUntil(lambda: window.progress.numbers.text() == "3 of 10")
    window.progress.cancel.click()
    qtbot.waitUntil(lambda: background.is_idle)
    assert not window.progress.isVisible()


def test_a_new_day_is_noticed_when_the_window_comes_back(
    window: Window, notes_session: Session, clock: Clock, qtbot: QtBot
) -> None:
    turned: list[bool] = []
    notes_session.day_turned.connect(lambda: turned.append(True))
    clock.pass_by(DAY)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    window.activateWindow()
    qtbot.waitUntil(lambda: turned == [True])


def test_a_device_without_authority_is_told_once_with_the_way_to_the_settings(
    notes_session: Session, answers: Answers, qtbot: QtBot, background: Background
) -> None:
    questions = Questions(
        answers.people,
        answers.counts,
        answers.hand_over,
        answers.search,
        answers.chosen,
        answers.choose,
        lambda _reader, _workspace: False,
    )
    window = Window(notes_session, questions, ENTRIES)
    qtbot.addWidget(window)
    window.show()
    window.ask()
    qtbot.waitUntil(lambda: background.is_idle and window.notices.isVisible())
    assert "not entitled" in window.notices.sentence.text()
    window.notices.hide()
    window.ask()
    qtbot.waitUntil(lambda: background.is_idle)
    assert not window.notices.isVisible()
