"""The sample's complaints stand in every state of their life, and name nobody in the open."""

from db.complaint_files import listed_files, open_file
from db.complaint_recording import complaint_of, see_complainant
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


def test_cases_sent_down_have_their_letter_and_its_handler_opens_it(chinese: Opened) -> None:
    rows = chinese.reader.rows("SELECT id, handlers ->> 0, files, content FROM complaint ORDER BY number")
    assert [files for _id, _handler, files, _content in rows] == [1, 1, 0, 0]
    complaint, handler, _files, content = rows[0]
    folded = complaint_of(chinese.reader, chinese.workspace, complaint)
    (listed,) = listed_files(chinese.workspace, folded, handler)
    assert listed.record
    assert listed.record.name == "演示交办件.txt"
    opened = open_file(chinese.workspace, folded, listed.file.blob.sha256, handler)
    assert opened.data.decode() == content
