"""Fields for days and numbers: what people type, and when it counts."""

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget
from pytestqt.qtbot import QtBot

from tests.db.village import TODAY
from ui.widgets.day_field import DayField, day_from
from ui.widgets.number_field import NumberField


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-20", "2026-11-20"),
        ("20261120", "2026-11-20"),
        ("2026年11月20日", "2026-11-20"),
        ("2026/1/5", "2026-01-05"),
        ("11-20", "2026-11-20"),
        ("12.1", "2025-12-01"),
        ("11月22日", "2026-11-22"),
        ("2026-02-30", None),
        ("昨天", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str, day: str | None) -> None:
    read = day_from(typed, TODAY)
    assert (f"{read}" if read else None) == day


def test_a_day_is_chosen_from_a_calendar(qtbot: QtBot) -> None:
    field = DayField("何时起", TODAY)
    qtbot.addWidget(field)
    field.show()
    given: list[object] = []
    field.day_given.connect(given.append)
    QTest.keyClick(field.field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    (calendar,) = QApplication.topLevelWidgets()[-1].findChildren(QCalendarWidget) or field.findChildren(
        QCalendarWidget
    )
    calendar.clicked.emit(QDate(2026, 11, 3))
    assert field.field.text() == "2026-11-03"
    assert [f"{one}" for one in given] == ["2026-11-03"]
    QTest.keyClick(field.field, Qt.Key.Key_Down)
    field.field.setText("x")
    field.field.textEdited.emit("x")
    assert given[-1] is None
    assert field.field.property("faulty") == "true"
    field.show_day(TODAY)
    assert field.field.text() == "2026-11-22"


def test_a_number_counts_once_it_is_typed(qtbot: QtBot) -> None:
    field = NumberField("水位", 2, 50)
    qtbot.addWidget(field)
    field.show()
    given: list[object] = []
    field.amount_given.connect(given.append)
    QTest.keyClicks(field, "1.5")
    assert given == []
    field.show_amount(None)  # what is being typed is left alone
    assert field.text() == "1.5"
    qtbot.waitUntil(lambda: given == [150])
    field.stepUp()
    assert (field.text(), given[-1]) == ("2.50", 250)
    field.stepDown()
    field.show_amount(150)
    assert field.text() == "1.50"
    field.show_amount(None)
    assert field.text() == ""
    field.stepUp()
    assert field.amount == 50
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.is_faulty
    assert field.property("faulty") == "true"
    assert given[-1] is None
    field.show_amount(None)
    assert field.text() == "0.50x"
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
    QApplication.sendEvent(field, turned)
    assert field.text() == "0.50x"
