"""Notices and reports: sentences stay sentences, faults become a text that can be passed on."""

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from inspector import words
from inspector.errors import Refused, Spoken, Unreadable
from ui.notices import FaultWatch, Notice, NoticeBar


@pytest.fixture
def bar(qtbot: QtBot) -> NoticeBar:
    made = NoticeBar()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def told() -> list[Spoken]:
    return []


@pytest.fixture
def watch(told: list[Spoken], qtbot: QtBot) -> Iterator[FaultWatch]:
    before = sys.excepthook
    made = FaultWatch(lambda: None, told.append, "0.1")
    made.stand_watch()
    yield made
    sys.excepthook = before


def fault() -> BaseException:
    said = f"{words.LANGUAGES[0]} 示例乙"
    try:
        int(said)
    except ValueError as error:
        return error
    raise AssertionError


def test_the_newest_notice_is_shown_and_read_aloud(bar: NoticeBar) -> None:
    bar.show_notice(Notice("Recorded."))
    bar.show_notice(Notice("Sent.", "blue"))
    assert bar.sentence.text() == bar.accessibleName() == "Sent."
    assert not bar.action.isVisible()
    assert bar.isVisible()


def test_a_good_word_goes_by_itself_and_a_problem_stays(bar: NoticeBar) -> None:
    bar.show_notice(Notice("Recorded."))
    assert bar.clock.isActive()
    bar.show_error(Unreadable("The photo {name} is cut short.", name="a.jpg"))
    assert not bar.clock.isActive()
    assert bar.property("tone") == "red"
    bar.dismissal.click()
    assert bar.shown is None
    assert not bar.isVisible()


def test_an_action_is_called_once_and_the_notice_goes(bar: NoticeBar) -> None:
    undone: list[bool] = []
    bar.show_notice(Notice("Recorded.", action="Undo", act=lambda: undone.append(True)))
    bar.action.click()
    bar.action.click()
    assert undone == [True]


def test_a_sentence_that_escaped_is_told_and_no_fault(watch: FaultWatch, told: list[Spoken]) -> None:
    error = Refused("No.")
    sys.excepthook(Refused, error, None)
    assert told == [error]
    assert watch.open_report is None


def test_a_fault_opens_one_report_that_can_be_copied(watch: FaultWatch, qtbot: QtBot) -> None:
    error = fault()
    sys.excepthook(type(error), error, error.__traceback__)
    report = watch.open_report
    assert report
    sys.excepthook(type(error), error, error.__traceback__)
    assert watch.open_report is report
    report.copying.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("grid-inspector 0.1\n")
    assert "test_notices.py" in copied
    report.reject()
    assert watch.open_report is None


def test_a_report_holds_no_words_of_people(watch: FaultWatch) -> None:
    error = fault()
    sys.excepthook(type(error), error, error.__traceback__)
    assert watch.open_report
    assert "zh_CN 示例乙" not in watch.open_report.report.toPlainText()
    assert "ValueError" in watch.open_report.report.toPlainText()
    watch.open_report.reject()


def test_an_interrupt_from_the_terminal_is_left_to_python(
    watch: FaultWatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert "KeyboardInterrupt" in capsys.readouterr().err
    assert watch.open_report is None
