"""Lists: lazy rows, a place that is kept, columns that come back, a copy that pastes into a spreadsheet."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ui.notes import FIRST, Clock, NotesWorkspace, Settle, notes
from ui.background import Background
from ui.list_copy import as_tabbed_text
from ui.list_view import ListView, RowAction
from ui.session import Session
from ui.table import ELIDE_ROLE, ROW_ROLE, TONE_ROLE, Column, RowsModel, Source, View
from ui.widgets.empty_state import EmptyState

Row = tuple[int, str]

COLUMNS = (
    Column[Row]("number", "No.", lambda row: str(row[0]), 80, numeric=True),
    Column[Row]("text", "Text", lambda row: row[1], 200, stretches=True),
    Column[Row](
        "state",
        "State",
        lambda row: "odd" if row[0] % 2 else "even",
        80,
        tone=lambda row: "red" if row[0] % 2 else "grey",
        chip=True,
        sortable=False,
    ),
    Column[Row]("length", "Length", lambda row: str(len(row[1])), shown=False),
)


class Asked:
    """Queries on the notes that remember what they were asked."""

    def __init__(self) -> None:
        self.fetched: list[int] = []

    def keys(self, reader: Any, view: View, limit: int | None) -> list[int]:
        order = "DESC" if view.descending else "ASC"
        statement = f"SELECT rowid FROM notes WHERE text LIKE ? ORDER BY rowid {order} LIMIT ?"  # noqa: S608
        found = reader.connection.execute(statement, (f"%{view.text}%", -1 if limit is None else limit))
        return [key for (key,) in found]

    def rows(self, reader: Any, keys: Sequence[int]) -> Mapping[int, Row]:
        self.fetched.append(len(keys))
        marks = ",".join("?" * len(keys))
        found = reader.connection.execute(f"SELECT rowid, text FROM notes WHERE rowid IN ({marks})", keys)  # noqa: S608
        return {key: (key, text) for key, text in found}

    def counts(self, reader: Any, _view: View) -> Mapping[str, int]:
        (count,) = reader.connection.execute("SELECT count(*) FROM notes").fetchone()
        return {"all": count, "none": 0}


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def source(asked: Asked) -> Source[Row]:
    return Source(asked.keys, asked.rows, asked.counts)


Fill = Callable[[int], None]


@pytest.fixture
def fill_notes(notebook: NotesWorkspace, notes_session: Session) -> Fill:
    def fill(count: int) -> None:
        notebook.record(
            notes(*(f"note\t{number}" for number in range(1, count + 1))), FIRST, notes_session.now()
        )

    return fill


@pytest.fixture
def model(notes_session: Session, source: Source[Row], qtbot: QtBot) -> RowsModel[Row]:
    return RowsModel(notes_session, COLUMNS, source, notes_session)


@pytest.fixture
def make_list(notes_session: Session, source: Source[Row], qtbot: QtBot) -> Callable[..., ListView[Row]]:
    def make(**more: Any) -> ListView[Row]:
        view = ListView(
            "notes",
            "Notes",
            notes_session,
            COLUMNS,
            source,
            empty=EmptyState("folder", "No notes yet"),
            **more,
        )
        qtbot.addWidget(view)
        view.resize(700, 400)
        view.show()
        return view

    return make


def test_the_model_keeps_the_laws_of_qt(
    model: RowsModel[Row], fill_notes: Fill, qtmodeltester: ModelTester, qtbot: QtBot, settle: Settle
) -> None:
    qtmodeltester.check(model)
    fill_notes(250)
    model.show_view()
    qtbot.waitUntil(lambda: model.is_complete)
    model.show_view(text="note\t2")
    qtbot.waitUntil(lambda: model.is_complete and model.rowCount() == 62)
    model.refresh()
    settle()
    assert model.columnCount() == 4


def test_the_first_rows_come_with_the_first_answer_and_the_rest_of_the_keys_behind(
    model: RowsModel[Row], fill_notes: Fill, asked: Asked, qtbot: QtBot
) -> None:
    fill_notes(5_000)
    sizes: list[int] = []
    model.answered.connect(lambda: sizes.append(model.rowCount()))
    model.show_view()
    qtbot.waitUntil(lambda: model.is_complete)
    assert sizes == [100, 5_000]
    assert asked.fetched == [100]
    assert model.row_at(0) == (1, "note\t1")
    assert model.row_at(4_000) is None
    assert model.row_at(-1) is None


def test_a_row_far_down_costs_one_fetch_of_its_window_when_it_is_drawn(
    model: RowsModel[Row], fill_notes: Fill, asked: Asked, qtbot: QtBot
) -> None:
    fill_notes(5_000)
    model.show_view()
    qtbot.waitUntil(lambda: model.is_complete)
    far = model.index(4_050, 1)
    assert model.data(far) is None
    qtbot.waitUntil(lambda: model.data(far) == "note\t4051")
    assert asked.fetched == [100, 100]
    assert model.data(far, ROW_ROLE) == (4_051, "note\t4051")
    assert model.data(model.index(4_050, 2), TONE_ROLE) == "red"
    assert model.data(far, TONE_ROLE) == ""
    assert model.data(far, int(Qt.ItemDataRole.DecorationRole)) is None


def test_a_long_flick_fetches_only_where_it_ends(
    model: RowsModel[Row], fill_notes: Fill, asked: Asked, qtbot: QtBot, settle: Settle
) -> None:
    fill_notes(5_000)
    model.show_view()
    qtbot.waitUntil(lambda: model.is_complete)
    for row in range(100, 5_000, 100):
        model.data(model.index(row, 0))
    settle()
    assert asked.fetched == [100, 400]


def test_rows_long_out_of_sight_are_forgotten(
    model: RowsModel[Row], fill_notes: Fill, asked: Asked, qtbot: QtBot, settle: Settle
) -> None:
    fill_notes(7_000)
    model.show_view()
    qtbot.waitUntil(lambda: model.is_complete)
    for row in range(0, 7_000, 100):
        model.data(model.index(row, 0))
        settle()
    assert model.row_at(6_999) is not None
    assert model.row_at(0) is None
    assert model.data(model.index(0, 0)) is None
    qtbot.waitUntil(lambda: model.data(model.index(0, 0)) == "1")


def test_columns_say_title_and_side(model: RowsModel[Row]) -> None:
    across = Qt.Orientation.Horizontal
    assert model.headerData(0, across) == "No."
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.headerData(0, across, int(Qt.ItemDataRole.DecorationRole)) is None
    assert model.headerData(0, across, int(Qt.ItemDataRole.TextAlignmentRole)) & Qt.AlignmentFlag.AlignRight


def test_a_refresh_keeps_selection_focus_and_scroll(
    make_list: Callable[..., ListView[Row]],
    fill_notes: Fill,
    notebook: NotesWorkspace,
    clock: Clock,
    settle: Settle,
) -> None:
    fill_notes(1_000)
    view = make_list()
    view.refresh()
    settle()
    view.choose(500)
    settle()
    scrolled = view.table.verticalScrollBar().value()
    assert scrolled > 0
    notebook.connection.execute("DELETE FROM notes WHERE rowid = 900")
    notebook.record(notes("another"), FIRST, clock())
    view.refresh()
    settle()
    assert view.selected_keys() == [500]
    assert view.model.keys[view.table.currentIndex().row()] == 500
    assert view.table.verticalScrollBar().value() == scrolled
    assert view.model.rowCount() == 1_000
    assert 900 not in view.model.keys


def test_a_refresh_shows_what_changed_inside_a_row(
    make_list: Callable[..., ListView[Row]],
    fill_notes: Fill,
    notebook: NotesWorkspace,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    fill_notes(3)
    view = make_list()
    view.refresh()
    settle()
    with notebook.connection:
        notebook.connection.execute("UPDATE notes SET text = 'changed' WHERE rowid = 2")
    view.refresh()
    qtbot.waitUntil(lambda: view.model.data(view.model.index(1, 1)) == "changed")


def test_the_row_in_focus_and_the_row_that_is_opened_are_said(
    make_list: Callable[..., ListView[Row]], fill_notes: Fill, settle: Settle
) -> None:
    fill_notes(3)
    view = make_list()
    chosen: list[Row | None] = []
    opened: list[Row] = []
    view.chosen.connect(chosen.append)
    view.opened.connect(opened.append)
    view.refresh()
    settle()
    view.choose(2)
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert chosen == [(2, "note\t2"), (3, "note\t3")]
    assert opened == [(3, "note\t3")]


def test_sorting_by_click_turns_at_the_second_click_and_leaves_unsortable_columns_alone(
    make_list: Callable[..., ListView[Row]], fill_notes: Fill, settle: Settle
) -> None:
    fill_notes(300)
    view = make_list()
    view.refresh()
    settle()
    header = view.columns.header
    for expected in (View("", "", "number"), View("", "", "number", descending=True)):
        header.sectionClicked.emit(0)
        settle()
        assert view.model.view == expected
    assert view.model.keys[0] == 300
    header.sectionClicked.emit(2)
    assert view.model.view.sort == "number"


def test_filter_and_search_narrow_and_an_empty_list_says_why(
    make_list: Callable[..., ListView[Row]], fill_notes: Fill, qtbot: QtBot, settle: Settle
) -> None:
    view = make_list(filters=(("all", "All"), ("none", "None")))
    view.refresh()
    settle()
    assert view.empty.isVisible()
    fill_notes(20)
    view.refresh()
    settle()
    assert view.table.isVisible()
    assert view.filters.choice == "all"
    view.search.setText("nothing like it")
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    settle()
    assert not view.table.isVisible()
    assert not view.empty.isVisible()
    QTest.keyClick(view.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: view.model.rowCount() == 20)
    view.filters.choose("none")
    settle()
    assert view.model.view.filter == "none"


def test_selected_rows_are_copied_as_a_table_and_offered_to_actions(
    make_list: Callable[..., ListView[Row]], fill_notes: Fill, qtbot: QtBot, settle: Settle
) -> None:
    fill_notes(300)
    acted: list[Sequence[int]] = []
    view = make_list(actions=(RowAction("Assign", acted.append),))
    view.refresh()
    settle()
    view.choose(2)
    QTest.keyClick(view.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.selected_count.text() == "2 selected"
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    view.copy()
    settle()
    assert QGuiApplication.clipboard().text() == "No.\tText\tState\n2\tnote 2\teven\n3\tnote 3\todd"
    qtbot.mouseClick(view.action_buttons[0], Qt.MouseButton.LeftButton)
    assert acted == [[2, 3]]


def test_cells_with_breaks_stay_one_cell_on_the_clipboard() -> None:
    assert as_tabbed_text([["a\nb", "c\td"], ["", "e"]]) == "a b\tc d\n\te"


def test_chosen_columns_their_order_and_widths_come_back(
    make_list: Callable[..., ListView[Row]], qtbot: QtBot, background: Background
) -> None:
    first = make_list()
    assert [column.name for column in first.columns.shown()] == ["number", "text", "state"]
    first.columns.show("length", shown=True)
    first.columns.show("state", shown=False)
    first.columns.header.moveSection(first.columns.header.visualIndex(3), 0)
    first.table.setColumnWidth(0, 133)
    again = make_list()
    assert [column.name for column in again.columns.shown()] == ["length", "number", "text"]
    assert again.table.columnWidth(0) == 133
    for name in ("length", "number", "text"):
        again.columns.show(name, shown=False)
    assert [column.name for column in again.columns.shown()] == ["text"]


def test_the_table_is_one_stop_on_the_way_of_the_tab_key(make_list: Callable[..., ListView[Row]]) -> None:
    view = make_list()
    assert isinstance(view.table, QTableView)
    assert not view.table.tabKeyNavigation()
    assert view.table.accessibleName() == "Notes"


def test_a_column_that_keeps_the_end_of_its_words_leaves_out_their_middle(
    notes_session: Session, source: Source[Row], fill_notes: Fill, settle: Settle
) -> None:
    columns = (Column[Row]("number", "No.", lambda row: row[1], keeps_end=True), COLUMNS[1])
    model = RowsModel(notes_session, columns, source, notes_session)
    fill_notes(1)
    model.show_view()
    settle()
    assert model.index(0, 0).data(ELIDE_ROLE) == Qt.TextElideMode.ElideMiddle
    assert model.index(0, 1).data(ELIDE_ROLE) == Qt.TextElideMode.ElideRight
