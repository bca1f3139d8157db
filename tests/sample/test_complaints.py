"""The sample's complaints stand in every state of their life, and name nobody in the open."""

from db.complaint_recording import see_complainant
from db.workspace import Actor
from inspector.sample.complaints import SAMPLE_COMPLAINTS
from tests.sample.conftest import Opened


def test_complaints_stand_in_the_states_of_their_life(chinese: Opened) -> None:
    rows = chinese.reader.rows("SELECT state, is_replied, batch FROM complaint ORDER BY number")
    assert rows == [
        ("closed", 1, "演示第一批"),
        ("investigated", 0, "演示第一批"),
        ("assigned", 0, ""),
        ("received", 0, ""),
    ]
    assert chinese.reader.value("SELECT count(*) FROM complaint WHERE earlier <> ''") == 1


def test_handlers_of_the_sample_see_who_complained(chinese: Opened) -> None:
    (row,) = chinese.reader.rows(
        "SELECT id, handlers ->> 0, grid FROM complaint WHERE state = 'investigated'"
    )
    complaint, handler, grid = row
    assert see_complainant(chinese.workspace, complaint, Actor(handler, grid)) == SAMPLE_COMPLAINTS[1].who
