"""The sample's feedback sheets: one came back and was recorded for its unit, one is waited for."""

import pytest

from inspector.sample.sheets import DONE, RETURNED, WAITED_FOR
from tests.sample.conftest import Opened


@pytest.mark.parametrize("language", ["chinese", "english"])
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
