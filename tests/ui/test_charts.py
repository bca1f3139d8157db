"""Charts of a week in the window: every number is met and chosen by mouse and by keys."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.charts.bars import Row, rows
from inspector.charts.drawing import Drawing
from ui.widgets.chart_view import ChartView


def lay_out(width: float, size: float) -> Drawing:
    return rows("Kinds", [Row("dust", 3, "dust"), Row("water", 0, "water")], width, size)


def test_a_number_is_met_and_chosen_by_keys_and_mouse(qtbot: QtBot) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    chosen: list[str] = []
    view.chosen.connect(chosen.append)
    view.show_chart(lay_out)
    view.resize(400, view.height())
    view.show()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.mouseMove(view, QPoint(100, 5))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(100, 5))

    assert chosen[-1] == "dust"
    assert len(chosen) == 2
    assert view.accessibleName() == "Kinds. dust 3; water 0"
    assert view.accessibleDescription() in {"dust: 3", "water: 0"}
    assert view.grab().width() == 400
