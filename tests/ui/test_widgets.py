"""Generic widgets: rows in, words of the trade out, all of it by keyboard too."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import DARK, Theme, wear
from ui.widgets.answer_buttons import Answer, AnswerButtons
from ui.widgets.buttons import LINK, Button, IconButton
from ui.widgets.chip import Chip, FilterChips
from ui.widgets.drawer import SidePanel
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import Inset, Panel, Rule, Scroll, SectionHeader, column, row
from ui.widgets.photo_strip import PhotoStrip, Thumbnail
from ui.widgets.search_box import SearchBox
from ui.widgets.text import Elided, Text
from ui.widgets.verdict_list import Reason, VerdictList

YES_NO = (Answer("yes", "Yes"), Answer("no", "No", "red"), Answer("none", "Not applicable", "grey"))


def a_picture() -> bytes:
    room = BytesIO()
    Image.new("RGB", (60, 40), "#446688").save(room, "PNG")
    return room.getvalue()


@pytest.fixture
def answers(qtbot: QtBot) -> AnswerButtons:
    made = AnswerButtons("Is the heap covered?", YES_NO)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def strip(qtbot: QtBot) -> PhotoStrip:
    made = PhotoStrip("Photos of this finding", chooses=True)
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show_photos([Thumbnail("a", a_picture(), "09:14"), Thumbnail("b", b"", "09:15", "no position")])
    made.show()
    return made


def test_one_answer_is_chosen_or_taken_back(answers: AnswerButtons) -> None:
    given: list[str] = []
    answers.answered.connect(given.append)
    for name in ("yes", "no", "no"):
        answers.buttons[name].click()
    answers.press(3)
    answers.press(4)
    assert given == ["yes", "no", "", "none"]
    assert answers.answer == "none"
    answers.show_answer("")
    assert answers.answer == ""
    assert given == ["yes", "no", "", "none"]


def test_answers_are_reached_with_the_arrows_and_read_with_their_question(answers: AnswerButtons) -> None:
    buttons = list(answers.buttons.values())
    buttons[0].setFocus()
    QTest.keyClick(buttons[0], Qt.Key.Key_Right)
    assert buttons[1].hasFocus()
    assert buttons[1].accessibleName() == "Is the heap covered?: No"


def test_photos_are_dropped_pasted_and_picked(strip: PhotoStrip, tmp_path: Path) -> None:
    files: list[list[Path]] = []
    strip.files_given.connect(files.append)
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.jpg")), QUrl("https://example.org/b.jpg")])
    here, move, button = QPoint(5, 5), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(here, move, given, button, Qt.KeyboardModifier.NoModifier)
    strip.dragEnterEvent(entering)
    assert entering.isAccepted()
    assert strip.property("drop") == "true"
    strip.dropEvent(QDropEvent(QPointF(here), move, given, button, Qt.KeyboardModifier.NoModifier))
    assert strip.property("drop") == "false"
    assert files == [[tmp_path / "a.jpg"]]
    pasted: list[bytes] = []
    strip.picture_pasted.connect(pasted.append)
    QGuiApplication.clipboard().setImage(QImage.fromData(a_picture()))
    QTest.keyClick(strip, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert Image.open(BytesIO(pasted[0])).size == (60, 40)


def test_what_is_no_photo_is_not_taken(strip: PhotoStrip) -> None:
    given = QMimeData()
    given.setText("words")
    assert not strip.take(given)
    event = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        given,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    strip.dragEnterEvent(event)
    strip.dragLeaveEvent(QDragLeaveEvent())
    strip.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            given,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    QTest.keyClick(strip, Qt.Key.Key_A)
    assert strip.property("drop") == "false"


def test_the_picker_gives_the_files_that_were_picked(strip: PhotoStrip, tmp_path: Path) -> None:
    files: list[list[Path]] = []
    strip.files_given.connect(files.append)
    strip.adding.click()
    (picker,) = strip.window().findChildren(QFileDialog)
    picker.filesSelected.emit([str(tmp_path / "a.jpg"), str(tmp_path / "b.jpg")])
    picker.close()
    assert files == [[tmp_path / "a.jpg", tmp_path / "b.jpg"]]


def test_photos_are_opened_chosen_and_taken_out_by_keyboard_and_mouse(strip: PhotoStrip) -> None:
    said: list[tuple[str, object]] = []
    strip.opened.connect(lambda key: said.append(("opened", key)))
    strip.taken_out.connect(lambda key: said.append(("taken out", key)))
    strip.choice_changed.connect(lambda keys: said.append(("chosen", list(keys))))
    thumb = strip.thumbs["a"]
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_A):
        QTest.keyClick(thumb, key)
    QTest.mouseClick(strip.thumbs["b"], Qt.MouseButton.LeftButton)
    QTest.mouseDClick(strip.thumbs["b"], Qt.MouseButton.LeftButton)
    assert said[:4] == [("chosen", ["a"]), ("opened", "a"), ("taken out", "a"), ("chosen", ["a", "b"])]
    assert ("opened", "b") in said
    strip.grab()


def test_photos_that_are_gone_leave_the_strip_and_the_choice(strip: PhotoStrip) -> None:
    QTest.mouseClick(strip.thumbs["a"], Qt.MouseButton.LeftButton)
    strip.show_photos([Thumbnail("b", b"", "09:15"), Thumbnail("c", a_picture(), "09:16")])
    assert list(strip.thumbs) == ["b", "c"]
    assert strip.chosen == []
    assert strip.thumbs["c"].accessibleDescription() == "09:16"


def test_a_strip_that_only_shows_takes_nothing_and_chooses_nothing(qtbot: QtBot) -> None:
    strip = PhotoStrip("Last photos", adds=False)
    qtbot.addWidget(strip)
    strip.show_photos([Thumbnail("a", a_picture(), "09:14")])
    strip.choice_changed.connect(pytest.fail)
    strip.show()
    QTest.mouseClick(strip.thumbs["a"], Qt.MouseButton.LeftButton)
    assert not strip.acceptDrops()
    assert not strip.adding.isVisible()


def test_filter_chips_choose_one_and_count(qtbot: QtBot) -> None:
    chips = FilterChips("Findings")
    qtbot.addWidget(chips)
    assert chips.first == chips.choice == ""
    chips.offer("mine", "Mine")
    chips.offer("all", "All")
    chosen: list[str] = []
    chips.chosen.connect(chosen.append)
    chips.count("all", 212)
    chips.choose("all")
    assert (chips.first, chips.choice, chosen) == ("mine", "all", ["all"])
    assert [button.text() for button in chips.findChildren(Button)] == ["Mine", "All 212"]


def test_a_button_that_is_not_allowed_says_why(qtbot: QtBot) -> None:
    pressed: list[bool] = []
    button = Button("Close off", lambda: pressed.append(True), kind=LINK)
    qtbot.addWidget(button)
    button.allow(False, "It has to be re-checked first.")
    button.click()
    assert button.toolTip() == button.accessibleDescription() == "It has to be re-checked first."
    button.allow(True)
    button.click()
    assert pressed == [True]


def test_an_icon_has_a_name(qtbot: QtBot) -> None:
    pressed: list[bool] = []
    button = IconButton("x", "Dismiss", lambda: pressed.append(True))
    qtbot.addWidget(button)
    button.click()
    assert (button.accessibleName(), button.toolTip(), pressed) == ("Dismiss", "Dismiss", [True])


def test_a_long_text_is_shortened_and_told_whole(qtbot: QtBot) -> None:
    text = Elided("a very long name of an enterprise that does not fit")
    qtbot.addWidget(text)
    text.resize(80, 24)
    text.show()
    text.grab()
    assert text.toolTip() == text.text()
    text.resize(900, 24)
    assert text.toolTip() == ""
    assert text.minimumSizeHint().width() < 80


def test_text_from_elsewhere_is_never_markup(qtbot: QtBot) -> None:
    text = Text("<b>bold</b>", wrap=True, tone="soft")
    qtbot.addWidget(text)
    text.set_tone("red")
    assert text.textFormat() is Qt.TextFormat.PlainText
    assert Chip("<i>x</i>").textFormat() is Qt.TextFormat.PlainText


def test_a_state_changes_word_and_colour_together(qtbot: QtBot) -> None:
    chip = Chip("Today", "amber")
    qtbot.addWidget(chip)
    chip.show_state("Done", "accent")
    assert (chip.text(), chip.property("chip")) == ("Done", "accent")


def test_a_flow_breaks_where_the_width_ends(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    flow = FlowLayout(ground, gap=10)
    for _number in range(5):
        box = QLabel()
        box.setFixedSize(90, 20)
        flow.addWidget(box)
    assert (flow.heightForWidth(500), flow.heightForWidth(200), flow.heightForWidth(50)) == (20, 80, 140)
    assert flow.hasHeightForWidth()
    assert (flow.sizeHint().width(), flow.minimumSize().width()) == (490, 90)
    assert flow.itemAt(9) is None
    assert flow.takeAt(9) is None
    ground.resize(200, 200)
    ground.show()
    last = flow.itemAt(4)
    assert last
    assert last.geometry().topLeft() == QPoint(0, 60)
    flow.takeAt(4)
    assert flow.count() == 4
    assert flow.expandingDirections() == Qt.Orientation(0)


@pytest.fixture
def side(qtbot: QtBot) -> Iterator[SidePanel]:
    window = QWidget()
    qtbot.addWidget(window)
    panel = SidePanel(QLabel("main"), QLabel("side"), "This site")
    layout = QHBoxLayout(window)
    layout.addWidget(panel)
    layout.addWidget(panel.opener)
    window.resize(1200, 600)
    window.show()
    yield panel
    window.close()


def test_a_side_is_a_drawer_where_the_window_is_narrow(side: SidePanel) -> None:
    assert side.side.isVisible()
    assert not side.opener.isVisible()
    side.window().resize(680, 380)
    assert side.is_narrow
    assert not side.side.isVisible()
    side.opener.click()
    assert side.side.isVisible()
    assert side.drawer.geometry().right() == side.rect().right()
    QTest.keyClick(side.drawer, Qt.Key.Key_A)
    QTest.keyClick(side.drawer, Qt.Key.Key_Escape)
    assert not side.side.isVisible()
    side.window().resize(1200, 600)
    assert side.side.isVisible()


def test_a_verdict_is_one_line_and_its_reasons_and_is_replaced_whole(
    qtbot: QtBot, qapp: QApplication
) -> None:
    verdicts = VerdictList()
    qtbot.addWidget(verdicts)
    verdicts.show()
    verdicts.show_verdict("red", "Changed after signing", "a.pdf", [Reason("Old", tone="red")])
    verdicts.show_verdict(
        "accent", "Valid", "b.pdf", [Reason("Signature", "示例甲"), Reason("Photos", tone="amber")]
    )
    QTest.qWait(1)
    shown = [label.text() for label in verdicts.findChildren(Text) if label.isVisible()]
    assert shown == ["Valid", "b.pdf", "Signature", "示例甲", "Photos"]
    assert verdicts.accessibleName() == "Valid"
    wear(qapp, Theme(DARK))
    verdicts.grab()


def test_a_search_asks_when_the_typing_rests(qtbot: QtBot, qapp: QApplication) -> None:
    box = SearchBox("Find")
    qtbot.addWidget(box)
    asked: list[str] = []
    box.asked.connect(asked.append)
    box.show()
    QTest.keyClicks(box, " ab ")
    qtbot.waitUntil(lambda: asked == ["ab"])
    wear(qapp, Theme(DARK))
    QTest.keyClick(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: asked == ["ab", ""])
    QTest.keyClick(box, Qt.Key.Key_Escape)


def test_an_empty_page_offers_one_next_action(qtbot: QtBot) -> None:
    acted: list[bool] = []
    empty = EmptyState("folder", "No sites", "Bring a list.", action="Import", act=lambda: acted.append(True))
    plain = EmptyState("folder", "No sites")
    qtbot.addWidget(empty)
    qtbot.addWidget(plain)
    empty.show()
    plain.show()
    empty.button.click()
    assert acted == [True]
    assert not plain.button.isVisible()
    assert not plain.sentence.isVisible()


def test_parts_stand_in_rows_columns_panels_and_scroll(qtbot: QtBot) -> None:
    header = SectionHeader("Due", "5 done")
    header.say("Due 14", "6 done")
    panel = Panel(
        header, Rule(), row(Text("a"), None, Text("b")), 8, Inset("amber", Text("c")), column(Text("d"))
    )
    scroll = Scroll(panel)
    other = Scroll(column(Text("e"), margin=4))
    for widget in (scroll, other):
        qtbot.addWidget(widget)
        widget.show()
    assert header.title.text() == "Due 14"
    assert [text.text() for text in panel.findChildren(Text)] == ["Due 14", "6 done", "a", "b", "c", "d"]
