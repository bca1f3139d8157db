"""The sample's search list has places of every answer, one found, and some that still wait."""

import pytest

from inspector.sample.searches import BY_NAME
from tests.sample.conftest import Opened


@pytest.mark.parametrize("language", ["chinese", "english"])
def test_a_search_list_is_half_answered(language: str, request: pytest.FixtureRequest) -> None:
    made: Opened = request.getfixturevalue(language)
    (row,) = made.reader.rows("SELECT state, places, answered, found, unseen, doubled FROM search_list")
    assert row == ("open", 6, 3, 1, 1, 0)
    rows = made.reader.rows("SELECT result FROM search_place ORDER BY position")
    assert [result for (result,) in rows] == ["nothing", "not_seen", "found", "", "", ""]
    (name,) = made.reader.rows("SELECT name FROM search_place WHERE site = ''")
    assert name == (BY_NAME["zh_CN" if language == "chinese" else "en"],)
    (linked,) = made.reader.rows(
        "SELECT finding.question FROM search_found JOIN finding ON finding.id = search_found.finding"
    )
    assert linked == ("burning",)
