"""The parts of the day by themselves: findings and their choices, the site, the list in every look."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from db.queries.stop_sheet import OpenFinding
from db.queries.today import DueRow, DueState
from inspector import words
from inspector.model.category import Category
from inspector.model.finding_state import FindingState, Severity
from inspector.model.ids import FindingId, SiteId
from inspector.model.office import Rank
from inspector.model.site import SiteKind, SiteStatus
from inspector.periods import DAY
from tests.db.village import COKING, HEAP, MORNING, TODAY, named
from tests.ui.day_desk import Hands, photo_files
from tests.ui.notes import Clock
from ui.pages.today import TodayPage
from ui.session import Session
from ui.theme import COLOURS, Theme, wear
from ui.widgets.clock_field import ClockField
from ui.widgets.due_list import DueList, distance_words, remark_words, state_words
from ui.widgets.finding_text import GrowingText
from ui.widgets.site_panel import term_words
from ui.window import Window


def a_row(**facts: object) -> DueRow:
    given: dict[str, object] = {
        "site": SiteId(named(40)),
        "name": "示例点位",
        "kind": SiteKind.MINE,
        "rank": Rank.KEY,
        "status": SiteStatus.OPERATING,
        "grid_name": "示例村",
        "due_on": TODAY,
        "state": DueState.TODAY,
        "days": 0,
        **facts,
    }
    return DueRow(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "state", "remark"),
    [
        (a_row(), ("today", "amber"), "key site · mine"),
        (a_row(distance_m=84), ("today", "amber"), "key site · mine · 80 m"),
        (a_row(distance_m=2_140), ("today", "amber"), "key site · mine · 2.1 km"),
        (a_row(state=DueState.OVERDUE, days=1), ("1 day overdue", "red"), "key site · mine"),
        (a_row(state=DueState.COMING), ("tomorrow", "grey"), "key site · mine"),
        (
            a_row(state=DueState.DONE, visited=MORNING, findings=2, unplanned=True),
            ("09:00", "accent"),
            "done · 2 findings · unplanned",
        ),
    ],
)
def test_a_line_says_its_state_in_words(row: DueRow, state: tuple[str, str], remark: str) -> None:
    assert state_words(row) == state
    assert remark_words(row) == remark


def test_distances_are_said_as_people_do() -> None:
    assert [distance_words(metres) for metres in (None, 0, 996, 12_345)] == ["", "0 m", "1000 m", "12.3 km"]


@pytest.mark.parametrize("name", sorted(COLOURS))
def test_the_list_is_painted_in_every_look_and_width(name: str, qapp: QApplication, qtbot: QtBot) -> None:
    wear(qapp, Theme(name))
    shown = DueList()
    qtbot.addWidget(shown)
    shown.show_rows([a_row(), a_row(site=COKING, state=DueState.DONE, visited=MORNING)], {COKING})
    shown.setCurrentIndex(shown.rows.index(0))
    for width in (180, 320):
        shown.resize(width, 200)
        QTest.mouseMove(shown.viewport(), QPoint(20, 80))
        assert not shown.grab().isNull()
    assert shown.rows.data(shown.rows.index(1), int(Qt.ItemDataRole.AccessibleTextRole)) == (
        "示例点位, 09:00, done · nothing found"
    )
    assert shown.rows.data(shown.rows.index(1), int(Qt.ItemDataRole.DecorationRole)) is None


def test_the_list_of_two_thousand_sites_is_one_widget(qtbot: QtBot) -> None:
    shown = DueList()
    qtbot.addWidget(shown)
    shown.show_rows([a_row(site=SiteId(named(1_000 + n))) for n in range(2_000)], ())
    shown.resize(300, 600)
    shown.show()
    assert shown.rows.rowCount() == 2_000
    assert len(shown.viewport().children()) == 0
    with qtbot.waitSignal(shown.site_chosen) as chosen:
        shown.setCurrentIndex(shown.rows.index(1_999))
    assert chosen.args == [named(2_999)]
    with qtbot.waitSignal(shown.site_entered):
        QTest.keyClick(shown, Qt.Key.Key_Return)
    kept = shown.verticalScrollBar().value()
    shown.show_rows([a_row(site=SiteId(named(1_000 + n)), name="x") for n in range(1_999, -1, -1)], ())
    assert shown.verticalScrollBar().value() == kept
    assert shown.currentIndex().row() == 0


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-2, ("2 days over", "red")),
        (1, ("1 day left", "amber")),
        (9, ("to be assigned", "blue")),
    ],
)
def test_an_open_finding_says_how_much_of_its_term_is_left(days: int, said: tuple[str, str]) -> None:
    due = MORNING.later(days * DAY).day
    finding = OpenFinding(FindingId("f"), "N1", "烟", Severity.MINOR, FindingState.REPORTED, due)
    assert term_words(finding, TODAY) == said


def test_severity_proposes_a_term_until_one_is_chosen_by_hand(page: TodayPage, hands: Hands) -> None:
    hands.key(Qt.Key.Key_F)
    (box,) = page.form.findings.boxes.values()

    def severity(number: int) -> None:
        box.severity.setCurrentIndex(number)
        box.severity.activated.emit(number)

    severity(1)
    assert box.finding.term_days == 15
    assert box.term.currentText().startswith("proposed: 15 days")
    box.term.setCurrentIndex(0)
    box.term.activated.emit(0)
    assert box.term.currentText() == "put right at once"
    severity(2)
    assert (box.finding.severity, box.finding.term_days) == (Severity.MAJOR, 0)
    box.spot.setFocus()
    hands.compose("东侧围墙")
    assert page.form.draft is not None
    assert page.form.draft.findings[0].spot == "东侧围墙"


def test_a_finding_is_about_what_is_usual_at_the_site_until_something_else_is_chosen(
    page: TodayPage, hands: Hands
) -> None:
    hands.key(Qt.Key.Key_F)
    (box,) = page.form.findings.boxes.values()

    def choose(category: Category) -> None:
        box.category.setCurrentIndex(box.category.findData(str(category)))
        box.category.activated.emit(box.category.currentIndex())

    assert (box.category.currentText(), box.finding.category) == ("exhaust and smell", None)
    choose(Category.AIR)
    assert box.finding.category is None
    choose(Category.DUST)
    assert page.form.draft is not None
    assert page.form.draft.findings[0].category is Category.DUST
    choose(Category.AIR)
    assert [one.category for one in page.form.draft.findings] == [Category.AIR]


def test_the_wheel_changes_no_choice_by_accident(page: TodayPage, hands: Hands) -> None:
    hands.key(Qt.Key.Key_F)
    (box,) = page.form.findings.boxes.values()
    where = QPointF(5, 5)
    turned = QWheelEvent(
        where,
        where,
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box.severity, turned)
    assert box.severity.currentIndex() == 0


def test_phrases_of_earlier_findings_replace_the_proposed_words_and_follow_own_ones(
    page: TodayPage, hands: Hands, clock: Clock, session: Session
) -> None:
    hands.keys(Qt.Key.Key_F)
    hands.compose("南门带泥")
    page.form.setFocus()
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    clock.pass_by(DAY)
    session.look_at_the_clock()
    hands.settle()
    page.choose(COKING)
    hands.settle()
    hands.keys(Qt.Key.Key_Down, Qt.Key.Key_2)
    (box,) = page.form.findings.boxes.values()
    assert box.text.toPlainText() == "料堆未覆盖"
    menu = box.phrases.menu()
    menu.aboutToShow.emit()
    phrase = next(action for action in menu.actions() if action.text() == "南门带泥")
    phrase.trigger()
    assert box.finding.text == "南门带泥"
    box.text.setPlainText("北门也是")
    phrase.trigger()
    assert box.finding.text == "北门也是; 南门带泥"


def test_the_site_shows_its_open_findings_and_last_photos(
    page: TodayPage,
    hands: Hands,
    clock: Clock,
    session: Session,
    tmp_path: Path,
    window: Window,
    qtbot: QtBot,
) -> None:
    hands.keys(Qt.Key.Key_Down, Qt.Key.Key_2)
    (box,) = page.form.findings.boxes.values()
    box.severity.setCurrentIndex(1)
    box.severity.activated.emit(1)
    hands.drop(box.before, photo_files(tmp_path, "a.jpg"))
    page.form.setFocus()
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    clock.pass_by(DAY)
    session.look_at_the_clock()
    page.choose(COKING)
    hands.settle()
    said = [label.text() for label in page.site.findChildren(QLabel)]
    assert {"Last 22 Nov · 示例甲", "料堆未覆盖", "serious"} <= set(said)
    assert page.site.photos is not None
    (thumb,) = page.site.photos.thumbs.values()
    thumb.opened.emit(thumb.key)
    hands.settle()
    hands.dialog().reject()
    hands.come_back()
    with qtbot.waitSignal(page.wanted) as wanted:
        page.site.dossier_asked.emit(COKING)
    assert wanted.args == ["sites", COKING]


def test_a_text_grows_with_its_lines_and_enter_leaves_it(qtbot: QtBot) -> None:
    text = GrowingText("What is wrong")
    qtbot.addWidget(text)
    text.resize(200, 40)
    text.show()
    low = text.height()
    text.show_text("一\n二\n三")
    assert text.height() > low
    assert text.sizeHint().height() == text.height()
    text.show_text("\n".join("一二三四五六七八"))
    highest = text.height()
    text.show_text("\n" * 40)
    assert text.height() == highest
    text.show_text("")
    with qtbot.waitSignal(text.left):
        QTest.keyClick(text, Qt.Key.Key_Return)
    QTest.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert text.toPlainText() == "\n"


def test_composing_with_an_input_method_starts_nothing(page: TodayPage, hands: Hands) -> None:
    hands.key(Qt.Key.Key_F)
    focused = QApplication.focusWidget()
    assert focused is not None
    QApplication.sendEvent(focused, QInputMethodEvent("nihao", []))
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_N)
    assert page.form.draft is not None
    assert page.form.draft.answers == ()
    assert page.site_id == COKING


@pytest.mark.parametrize(
    ("typed", "clock"),
    [("9:05", "09:05"), ("0905", "09:05"), ("9：05", "09:05"), ("24:00", ""), ("9:6", ""), ("", "")],
)
def test_a_time_is_taken_as_people_type_it(typed: str, clock: str, qtbot: QtBot) -> None:
    field = ClockField("Began at")
    qtbot.addWidget(field)
    told: list[str] = []
    field.clock_changed.connect(told.append)
    field.setText(typed)
    field.textEdited.emit(typed)
    assert field.clock == clock
    assert told == ([clock] if clock else [])
    field.show_clock("09:05")
    assert field.clock == "09:05"


def test_commands_of_the_day_are_those_of_the_stop_while_one_is_open(page: TodayPage, hands: Hands) -> None:
    assert [command.keys for command in page.commands() if command.keys] == [
        "0",
        "1 … 9",
        "Enter",
        "F",
        "P",
        "N",
        "Ctrl+Shift+C",
    ]
    page.choose(HEAP)
    hands.settle()
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    page.choose(HEAP)
    hands.settle()
    assert [command.text for command in page.commands()] == [
        "Unplanned stop",
        "Late entry of an earlier day",
        "Why there was no patrol…",
        "Enter for somebody else",
        "Copy the text of the day",
        "Kind of patrol, inspectors, weather",
        "Finish patrol",
    ]


def test_another_page_may_ask_for_a_site_before_the_day_is_known(
    session: Session, qtbot: QtBot, settle: object
) -> None:
    asked = TodayPage(session)
    qtbot.addWidget(asked)
    asked.open_at(HEAP)
    asked.show()
    settle()  # type: ignore[operator]
    assert asked.site_id == HEAP


def test_words_of_the_day_are_there_in_chinese(page: TodayPage, hands: Hands) -> None:
    words.use("zh_CN")
    assert page.due.list.rows.data(page.due.list.rows.index(0)) == "示例焦化厂"
    assert not page.grab().isNull()
    page.leaveEvent(QEvent(QEvent.Type.Leave))
