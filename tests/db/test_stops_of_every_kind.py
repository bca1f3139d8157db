"""A stop with questions of every kind, recorded: in the tables, beside the next stop, and on paper."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import msgspec
import pytest

from db.connection import Reader
from db.queries.patrol_paper import patrol_paper
from db.queries.stop_sheet import LastAnswer, stop_sheet
from db.round_entry import complete_stop
from db.stop_draft import StopDraft
from inspector.errors import Refused
from inspector.model.checklist import ChecklistPublished, ListFor
from inspector.model.ids import ChecklistId
from inspector.model.question import Answer, Value
from inspector.model.site import SiteChanged
from inspector.periods import DAY, MINUTE
from inspector.reports.attachment import Stage
from inspector.reports.patrol_paper import PaperDeviation, PaperStop
from inspector.words import in_language
from tests.db.test_stop_draft import BLANK, NEW, a_photo
from tests.db.test_stop_draft_kinds import (
    ALL,
    BOARD,
    COLOUR,
    DEPTH,
    GATE,
    SINCE,
    SMELL,
    SOURCE,
    TRACES,
)
from tests.db.village import COKING, FULL, MORNING, OFFICER, STAFF, Village, named

KINDS = named(24)
EVERY = ChecklistPublished(subject=KINDS, title="全项", version=1, made_for=ListFor.GRID_STAFF, questions=ALL)
TOLD = (
    BLANK.ask(ChecklistId(KINDS), 1, ALL, full=True)
    .answer(SMELL, Value.YES, NEW)
    .answer(COLOUR, "clear", NEW)
    .answer(SOURCE, "早先写的", NEW)
    .answer(TRACES, Answer(question="traces", chosen=("clear",)), NEW)
    .answer(DEPTH, Answer(question="depth", amount=152), NEW)
    .answer(SINCE, "2026-11-20", NEW)
    .answer(GATE, Value.NOT_APPLICABLE, NEW)
    .add_photos([a_photo(80)], question="board")
    .add_photos([a_photo(81)])
)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    made.record(EVERY, SiteChanged(subject=COKING, checklist=KINDS))
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    opened = village.workspace.reader()
    yield opened
    opened.close()


def complete(village: Village, draft: StopDraft) -> None:
    chance = Random(5).randbytes
    complete_stop(village.workspace, draft, MORNING.later(9 * MINUTE), chance)


def paper_stop(village: Village, reader: Reader) -> PaperStop:
    patrol = str(reader.value("SELECT id FROM patrol"))
    (stop,) = patrol_paper(reader, village.workspace.blobs, patrol, Stage.DRAFT).stops
    return stop


def test_only_what_was_asked_is_recorded_and_photos_name_their_question(
    village: Village, reader: Reader
) -> None:
    complete(village, TOLD)
    rows = reader.rows("SELECT question, value, chosen, amount FROM answer ORDER BY position")
    assert rows == [
        ("smell", "yes", "[]", None),
        ("colour", "clear", "[]", None),
        ("traces", "", '["clear"]', None),
        ("depth", "", "[]", 152),
        ("since", "2026-11-20", "[]", None),
    ]
    assert reader.rows("SELECT id, question FROM photo ORDER BY id") == [
        (named(80), "board"),
        (named(81), ""),
    ]


@pytest.mark.parametrize(
    ("draft", "waiting"),
    [
        (TOLD.take_out_photo(a_photo(80).id), "公示牌"),
        (TOLD.answer(DEPTH, None, NEW), "水位"),
        (TOLD.answer(COLOUR, "black", NEW).answer(SOURCE, None, NEW), "来源"),
    ],
)
def test_a_required_question_that_is_asked_needs_an_answer(
    village: Village, draft: StopDraft, waiting: str
) -> None:
    with pytest.raises(Refused, match=f"“{waiting}” has no answer yet"):
        complete(village, draft)


def test_optional_questions_may_be_left_open(village: Village, reader: Reader) -> None:
    complete(village, TOLD.answer(TRACES, None, NEW))
    assert reader.value("SELECT count(*) FROM answer WHERE question = 'traces'") == 0


def test_the_next_stop_knows_the_last_answer_of_every_kind(village: Village, reader: Reader) -> None:
    complete(village, TOLD)
    newer = msgspec.structs.replace(
        EVERY, version=2, questions=tuple(one for one in ALL if one.id != "since")
    )
    village.record(newer)
    sheet = stop_sheet(reader, COKING, STAFF, MORNING.later(DAY))
    assert sheet
    last = sheet.answers
    assert last["depth"].answer.amount == 152
    assert last["traces"].answer.chosen == ("clear",)
    assert last["since"].question == SINCE
    assert (last["board"].photos, last["board"].question) == (1, BOARD)
    assert "gate" not in last
    assert all(last[one.id].serves(one) for one in (SMELL, COLOUR, TRACES, DEPTH, SINCE))
    assert not last["board"].serves(BOARD)


def test_an_answer_is_not_given_again_where_it_would_mean_something_else() -> None:
    last = LastAnswer(Answer(question="depth", amount=152), MORNING.day, DEPTH)
    assert last.serves(DEPTH)
    assert not last.serves(msgspec.structs.replace(DEPTH, decimals=1))
    assert not last.serves(msgspec.structs.replace(DEPTH, unit="cm"))
    assert not replace(last, question=None).serves(DEPTH)
    chosen = LastAnswer(Answer(question="colour", value="black"), MORNING.day, COLOUR)
    assert not chosen.serves(msgspec.structs.replace(COLOUR, choices=COLOUR.choices[:2]))


def test_a_newer_photo_takes_the_place_of_an_older_answer(village: Village, reader: Reader) -> None:
    without = TOLD.take_out_photo(a_photo(80).id).answer(BOARD, Value.NOT_APPLICABLE, NEW)
    complete(village, without)
    sheet = stop_sheet(reader, COKING, STAFF, MORNING.later(DAY))
    assert sheet
    assert (sheet.answers["board"].answer.value, sheet.answers["board"].photos) == ("na", 0)
    assert sheet.answers["board"].serves(BOARD)


def test_paper_counts_what_is_normal_and_says_every_other_answer_in_words(
    village: Village, reader: Reader
) -> None:
    village.record(msgspec.structs.replace(EVERY, version=2, questions=(SMELL,)))
    odd = TOLD.answer(DEPTH, Answer(question="depth", amount=305), NEW)
    odd = odd.change_finding(msgspec.structs.replace(odd.findings[0], text="有异味"))
    complete(village, odd)
    stop = paper_stop(village, reader)
    say = in_language("zh_CN")
    assert stop.deviations == (
        PaperDeviation(question="有无异味", answer=say("yes")),
        PaperDeviation(
            question="水位", answer=say("{number} (normal: {range})", number="3.05", range="0.50–3.00")
        ),
    )
    assert stop.told == (PaperDeviation(question="何时起", answer="2026年11月20日"),)
    assert (stop.normal, stop.not_applicable) == (4, 0)


def test_a_question_for_photos_that_did_not_apply_is_counted_as_such_beside_its_photo(
    village: Village, reader: Reader
) -> None:
    complete(village, TOLD.answer(BOARD, Value.NOT_APPLICABLE, NEW))
    stop = paper_stop(village, reader)
    assert (stop.normal, stop.not_applicable) == (4, 1)


def test_a_photo_that_answers_a_question_says_so_on_the_photo_sheet(village: Village, reader: Reader) -> None:
    complete(village, TOLD)
    patrol = str(reader.value("SELECT id FROM patrol"))
    photos = patrol_paper(reader, village.workspace.blobs, patrol, Stage.DRAFT).photos
    assert sorted(photo.what for photo in photos) == ["示例焦化厂", "示例焦化厂：公示牌"]


def test_a_list_of_officers_is_named_to_grid_staff_and_offered_to_officers(
    village: Village, reader: Reader
) -> None:
    staff, officer = (stop_sheet(reader, COKING, one, MORNING) for one in (STAFF, OFFICER))
    assert staff
    assert officer
    assert (staff.for_officers, officer.for_officers) == ("工业企业全面检查", "")
    village.record(SiteChanged(subject=COKING, checklist=FULL))
    refused = stop_sheet(reader, COKING, STAFF, MORNING)
    assert refused
    assert (refused.ordinary, refused.full, refused.for_officers) == (None, None, "工业企业全面检查")
    village.record(SiteChanged(subject=COKING, checklist=""))
    without = stop_sheet(reader, COKING, STAFF, MORNING)
    assert without
    assert without.for_officers == ""
    village.record(
        SiteChanged(subject=COKING, checklist=KINDS),
        ChecklistPublished(subject=FULL, title="改", version=2, made_for=ListFor.OFFICER, questions=(SMELL,)),
    )
    none_whole = stop_sheet(reader, COKING, STAFF, MORNING)
    assert none_whole
    assert none_whole.for_officers == ""
