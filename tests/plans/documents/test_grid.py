"""Merged cells: columns stay where they are, and what holds for several items is said for each."""

from hypothesis import given
from hypothesis import strategies as st

from inspector.plans.documents.grid import Cell, rows_of


def test_a_cell_over_two_columns_leaves_the_second_empty():
    assert list(rows_of([[Cell("a", 2), Cell("b")], [Cell("c"), Cell("d"), Cell("e")]])) == [
        ("a", "", "b"),
        ("c", "d", "e"),
    ]


def test_a_deadline_over_three_tasks_holds_for_each():
    rows = [
        [Cell("1"), Cell("甲"), Cell("年底", down=3)],
        [Cell("2"), Cell("乙")],
        [Cell("3"), Cell("丙")],
        [Cell("4"), Cell("丁"), Cell("长期")],
    ]
    assert [row[2] for row in rows_of(rows)] == ["年底", "年底", "年底", "长期"]


def test_a_number_over_two_measures_is_said_once():
    rows = [[Cell("1", down=2), Cell("措施一"), Cell("甲局", down=2)], [Cell("措施二")]]
    assert list(rows_of(rows)) == [("1", "措施一", "甲局"), ("", "措施二", "")]


def test_a_group_over_several_numbers_holds_for_each():
    rows = [[Cell("大气", down=2), Cell("1"), Cell("甲")], [Cell("2"), Cell("乙")]]
    assert list(rows_of(rows)) == [("大气", "1", "甲"), ("大气", "2", "乙")]


def test_a_cell_that_continues_where_nothing_is_above_is_empty():
    assert list(rows_of([[Cell("", continues=True), Cell("1")]])) == [("", "1")]
    assert list(rows_of([[]])) == [()]


def test_a_cell_may_reach_over_rows_and_columns():
    rows = [[Cell("a", 2, 2), Cell("b")], [Cell("c")], [Cell("1"), Cell("2"), Cell("3")]]
    assert list(rows_of(rows)) == [("a", "", "b"), ("", "", "c"), ("1", "2", "3")]


@given(
    st.lists(
        st.lists(
            st.builds(
                Cell,
                st.text("ab1", max_size=2),
                st.integers(1, 10_000),
                st.integers(1, 10_000),
                st.booleans(),
            ),
            max_size=4,
        ),
        max_size=6,
    )
)
def test_every_text_stays_in_its_row(rows):
    for row, cells in zip(rows, rows_of(rows), strict=True):
        said = list(cells)
        for cell in row:
            if not cell.continues:
                assert cell.text in said
