"""The sample's feedback sheets: one came back and was recorded for its unit, one is waited for."""

from datetime import date

import pytest

from db.queries.dispatch_list import DispatchScope, dispatch_rows
from db.queries.feedback import sent_sheets
from inspector.model.ids import GridId
from inspector.model.period import month_of
from inspector.model.task_state import Pace
from inspector.sample.sheets import DONE, RETURNED, WAITED_FOR
from tests.sample.conftest import NOW, Opened

pytestmark = pytest.mark.parametrize("language", ["chinese", "english"])


def test_one_came_back_with_its_workbook_and_one_is_waited_for(
    language: str, request: pytest.FixtureRequest
) -> None:
    made: Opened = request.getfixturevalue(language)
    rows = made.reader.rows("SELECT unit, returns FROM feedback_sheet ORDER BY returns DESC")
    assert [tuple(row) for row in rows] == [(RETURNED, 1), (WAITED_FOR, 0)]
    told = made.reader.rows(
        "SELECT told ->> 'text', papers FROM case_step WHERE on_behalf = ? AND type = 'task.progressed'",
        (RETURNED,),
    )
    ((text, papers),) = [(text, papers) for text, papers in told]
    assert DONE["zh_CN" if language == "chinese" else "en"] in text
    assert "spreadsheetml" in papers


def test_the_dispatch_list_says_difficulties_next_points_and_who_owes_a_sheet(
    language: str, request: pytest.FixtureRequest
) -> None:
    made: Opened = request.getfixturevalue(language)
    grid = GridId(made.reader.value("SELECT id FROM grid WHERE parent = ''"))
    month = month_of(date(2026, 11, 1))
    rows = dispatch_rows(made.reader, DispatchScope(grid=grid, period=month), NOW.day)
    noted = {row.number: (row.said_by, row.pace) for row in rows if row.next_on}
    assert noted == {"(一)": (RETURNED, Pace.ON_TIME), "(二)": ("", Pace.BEHIND), "(四)": ("", Pace.ON_TIME)}
    assert all(row.difficulty for row in rows if row.next_on)
    sheets = sent_sheets(made.reader, grid, NOW.day, month.name)
    assert {one.unit: one.is_waited_for for one in sheets} == {RETURNED: False, WAITED_FOR: True}
