"""The counts beside a page: what presses stands first, in words and in a shape, not by colour alone."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from inspector.words import use
from ui.navigation import Navigation
from ui.page import Page
from ui.page_list import PageEntry
from ui.questions import Waiting
from ui.theme import current
from ui.widgets.count_marks import Mark, marks_of, paint_dot, paint_marks, waiting_words

RED, AMBER = Mark("3", "red", is_filled=True), Mark("5", "amber")


@pytest.fixture
def english(qtbot: QtBot) -> None:
    use("en")


def colours_in(image: QImage, room: QRect) -> set[str]:
    return {
        image.pixelColor(x, y).name()
        for x in range(room.left(), room.right() + 1)
        for y in range(room.top(), room.bottom() + 1)
    }


def drawn(marks: tuple[Mark, ...], width: int, *, is_chosen: bool = False) -> set[str]:
    image = QImage(200, 36, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    paint_marks(painter, QRect(200 - width, 0, width, 36), marks, is_chosen=is_chosen)
    painter.end()
    return colours_in(image, image.rect())


def token(name: str) -> str:
    return current().colours[name].lower()


@pytest.mark.parametrize(
    ("waiting", "words", "marks"),
    [
        (Waiting(), "", ()),
        (Waiting(further=1), "1 waits here", (Mark("1"),)),
        (Waiting(further=1_234), "1234 wait here", (Mark("999+"),)),
        (Waiting(3, 0, 5), "3 overdue, 5 due within 3 days", (RED, AMBER)),
        (Waiting(3, 0, 0, 4), "3 overdue, 4 more wait here", (RED,)),
        (Waiting(0, 2, 3, 1), "2 behind schedule, 3 due within 3 days, 1 more waits here", (AMBER,)),
    ],
)
def test_every_number_has_its_words(
    english: None, waiting: Waiting, words: str, marks: tuple[Mark, ...]
) -> None:
    assert waiting_words(waiting) == words
    assert marks_of(waiting) == marks


def test_the_overdue_stand_on_a_ground_and_what_comes_soon_in_a_frame(qtbot: QtBot) -> None:
    both = drawn((RED, AMBER), 120)
    assert token("redsoft") in both
    assert token("ambersoft") not in both
    assert drawn((RED, AMBER), 30) == drawn((RED,), 30), "where there is no room the worst stays"
    assert drawn((Mark("9"),), 60) != drawn((Mark("9"),), 60, is_chosen=True)


def test_the_dot_is_whole_or_a_ring(qtbot: QtBot) -> None:
    middles = []
    for mark in (RED, AMBER, Mark("9")):
        image = QImage(40, 36, QImage.Format.Format_RGB32)
        image.fill(QColor("#ffffff"))
        painter = QPainter(image)
        paint_dot(painter, image.rect(), mark)
        painter.end()
        inked = [(x, y) for x in range(40) for y in range(36) if image.pixelColor(x, y) != QColor("#ffffff")]
        x, y = (sum(one) // len(inked) for one in zip(*inked, strict=True))
        middles.append(image.pixelColor(x, y).name())
    assert middles == [token("red"), "#ffffff", token("accent")]


def test_a_button_says_what_it_counts_in_both_widths(english: None, qtbot: QtBot) -> None:
    entry = PageEntry("findings", "Findings", "triangle-alert", lambda: Page)
    navigation = Navigation((entry,))
    qtbot.addWidget(navigation)
    navigation.show()
    button = navigation.buttons["findings"]
    plain = button.grab().toImage()
    navigation.show_counts({"findings": Waiting(3, 0, 5, 2)})
    said = "3 overdue, 5 due within 3 days, 2 more wait here"
    assert button.accessibleDescription() == said
    assert said in button.toolTip()
    wide = button.grab().toImage()
    assert token("redsoft") in colours_in(wide, wide.rect())
    assert token("redsoft") not in colours_in(plain, plain.rect())
    navigation.show_names(named=False)
    narrow = button.grab().toImage()
    assert token("red") in colours_in(narrow, narrow.rect())
    assert button.toolTip().startswith("Findings · 3 overdue")
    navigation.show_counts({})
    assert button.accessibleDescription() == ""
