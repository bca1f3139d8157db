"""A stop of a finished round is corrected: what is right stands beside what was recorded."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from db.connection import Reader
from db.queries.rounds import open_patrols
from db.round_end import Ending, finish_round
from db.round_entry import complete_stop
from db.stop_correcting import CorrectionSheet, correct_stop, correction_sheet
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.ids import StopId
from inspector.model.question import Answer, Value
from inspector.model.stop import StopCorrected
from tests.db.test_stop_draft import BLANK, PILES, ROAD, SMOKE
from tests.db.village import MORNING, STAFF, VILLAGE, Village, named

ACTOR = Actor(STAFF, VILLAGE)
NORMAL = BLANK.answer_rest_normally((SMOKE, PILES, ROAD))
LATER, EVENING = MORNING.later(10 * 60_000), MORNING.later(9 * 3_600_000)
COVERED = (*NORMAL.answers[:1], Answer(question="piles", value=Value.NO), *NORMAL.answers[2:])


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    complete_stop(made.workspace, NORMAL, LATER, os.urandom)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    opened = village.workspace.reader()
    (one,) = open_patrols(opened, VILLAGE, STAFF)
    finish_round(village.workspace, one.patrol.id, ACTOR, LATER, Ending())
    yield opened
    opened.close()


def sheet(village: Village, reader: Reader) -> CorrectionSheet:
    found = correction_sheet(village.workspace, reader, BLANK.id)
    assert found
    return found


def test_the_sheet_has_what_was_answered_and_the_tables_what_is_right(
    village: Village, reader: Reader
) -> None:
    before = sheet(village, reader)
    assert [question.id for question in before.questions] == ["smoke", "piles", "road"]
    assert (before.site_name, before.corrections) == ("示例焦化厂", [])
    correction = StopCorrected(subject=BLANK.id, reason="看错", answers=COVERED, note="西侧")
    correct_stop(village.workspace, correction, ACTOR, EVENING)
    after = sheet(village, reader)
    ((told, was, now),) = after.corrections
    assert (told.change.reason, after.corrected_by[told.by]) == ("看错", "示例甲")
    assert (was.note, now.note) == ("", "西侧")
    assert reader.value("SELECT value FROM answer WHERE question = 'piles'") == Value.NO
    assert after.stop.answers == NORMAL.answers


def test_a_stop_without_a_list_has_times_and_a_note_to_correct(village: Village, reader: Reader) -> None:
    bare = msgspec.structs.replace(
        BLANK.ask("", 0, (), full=False).answer_rest_normally(()), id=StopId(named(64)), arrived=EVENING
    )
    complete_stop(village.workspace, bare, EVENING, os.urandom)
    found = correction_sheet(village.workspace, reader, bare.id)
    assert found
    assert found.questions == ()


def test_an_answer_its_question_can_not_be_given_is_refused(village: Village, reader: Reader) -> None:
    wrong = (Answer(question="piles", value="perhaps"),)
    with pytest.raises(Refused, match="no answer to"):
        correct_stop(
            village.workspace, StopCorrected(subject=BLANK.id, reason="看错", answers=wrong), ACTOR, EVENING
        )
    assert reader.value("SELECT count(*) FROM stop_correction") == 0


def test_what_is_not_recorded_here_is_not_corrected(village: Village, reader: Reader) -> None:
    assert correction_sheet(village.workspace, reader, StopId(named(99))) is None
    with pytest.raises(Refused, match="not recorded here"):
        correct_stop(
            village.workspace, StopCorrected(subject=named(99), reason="看错", note="西侧"), ACTOR, EVENING
        )


def test_a_note_alone_is_corrected(village: Village, reader: Reader) -> None:
    correct_stop(
        village.workspace, StopCorrected(subject=BLANK.id, reason="补充", note="东侧"), ACTOR, EVENING
    )
    assert reader.rows("SELECT note, nothing_unusual FROM stop") == [("东侧", 1)]
