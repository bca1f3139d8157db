"""A recorded stop is opened again while its round goes on: changes are recorded, and it can be taken back."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.connection import Reader
from db.material_intake import TakenMaterial
from db.numbers import finding_numbers
from db.queries.rounds import open_patrols
from db.round_end import Ending, finish_round
from db.round_entry import complete_stop
from db.stop_draft import DraftMaterial, StopDraft
from db.stop_reopening import Recorded, recorded_stop, withdraw_stop
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.category import Category
from inspector.model.events import Blob, Place
from inspector.model.finding_state import Severity
from inspector.model.ids import FindingId, MaterialId, StopId
from inspector.model.material import MaterialKind
from inspector.model.photo import Doubt, Moment
from inspector.model.question import Value
from tests.db.test_stop_draft import BLANK, PILES, ROAD, SMOKE, a_photo
from tests.db.village import MORNING, OUTSIDE, OUTSIDE_LIST, STAFF, VILLAGE, Village, named

ASKED = (SMOKE, PILES, ROAD)
NORMAL = BLANK.answer_rest_normally(ASKED)
NEW, OTHER = FindingId(named(70)), FindingId(named(71))
LATER, MUCH_LATER = MORNING.later(10 * 60_000), MORNING.later(90 * 60_000)
ACTOR = Actor(STAFF, VILLAGE)
PERMIT = TakenMaterial(
    id=MaterialId(named(90)),
    original=Blob("9" * 64, 7, "application/pdf"),
    kind=MaterialKind.DOCUMENT,
    name="许可证.pdf",
)
FULL_STOP = (
    NORMAL.answer(PILES, Value.NO, NEW)
    .add_photos([msgspec.structs.replace(a_photo(80), place=Place(lat=1, lon=2, source="exif"))], NEW)
    .add_photos([a_photo(82)])
)
PLAIN = msgspec.structs.replace(
    FULL_STOP, note="西侧", materials=(DraftMaterial(material=PERMIT, finding=NEW),)
)
"""A stop with a finding, a photo of each and a material."""


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    opened = village.workspace.reader()
    yield opened
    opened.close()


def complete(village: Village, draft: StopDraft) -> list[str]:
    """Record a draft, and give the types of what was recorded."""
    changes = complete_stop(village.workspace, draft, LATER, os.urandom)
    reader = village.workspace.reader()
    try:
        return [reader.value("SELECT type FROM entry WHERE hash = ?", (entry,)) for entry in changes.entries]
    finally:
        reader.close()


def recorded(reader: Reader) -> Recorded:
    found = recorded_stop(reader, BLANK.id)
    assert found
    return found


def test_a_stop_opened_again_is_the_draft_it_was(village: Village, reader: Reader) -> None:
    complete(village, PLAIN)
    again = recorded(reader).draft
    numbered = msgspec.structs.replace(again.findings[0], number="")
    as_written = msgspec.structs.replace(again, patrol=None, looked=True, findings=(numbered,))
    assert as_written == PLAIN.as_asked(ASKED)
    assert again.patrol
    assert recorded(reader).left == LATER
    assert recorded_stop(reader, StopId(named(61))) is None


def test_completing_it_unchanged_records_the_same_stop_once_more_and_nothing_else(
    village: Village, reader: Reader
) -> None:
    complete(village, PLAIN)
    before = recorded(reader)
    assert complete(village, before.draft) == ["stop.recorded"]
    assert recorded(reader) == before


def test_words_severity_term_and_spot_of_a_finding_are_put_right(village: Village, reader: Reader) -> None:
    complete(village, PLAIN)
    draft = recorded(reader).draft
    finding = msgspec.structs.replace(
        draft.findings[0], text=" 南侧料堆未覆盖 ", severity=Severity.SERIOUS, term_days=15, spot="南侧"
    )
    finding = msgspec.structs.replace(finding, category=Category.DUST)
    assert complete(village, draft.change_finding(finding)) == ["stop.recorded", "finding.corrected"]
    (after,) = recorded(reader).draft.findings
    assert (after.text, after.severity, after.term_days, after.spot) == (
        "南侧料堆未覆盖",
        Severity.SERIOUS,
        15,
        "南侧",
    )
    assert (draft.findings[0].category, after.category) == (None, Category.DUST)
    assert reader.value("SELECT category FROM finding") == "dust"
    assert after.number == draft.findings[0].number


def test_what_is_taken_out_is_withdrawn_and_what_is_moved_gets_its_new_place(
    village: Village, reader: Reader
) -> None:
    complete(village, PLAIN)
    draft = recorded(reader).draft
    without = draft.answer(PILES, Value.YES, OTHER).take_out_finding(NEW)
    moved = msgspec.structs.replace(without, materials=())
    assert sorted(complete(village, moved)) == [
        "finding.withdrawn",
        "material.withdrawn",
        "photo.placed",
        "stop.recorded",
    ]
    after = recorded(reader).draft
    assert (after.findings, after.materials) == ((), ())
    assert [one.finding for one in after.photos] == [None, None]
    assert complete(village, after.take_out_photo(a_photo(82).id)) == ["stop.recorded", "photo.withdrawn"]
    assert len(recorded(reader).draft.photos) == 1


def test_what_is_new_is_added_with_numbers_of_its_own(village: Village, reader: Reader) -> None:
    complete(village, PLAIN)
    draft = recorded(reader).draft.add_finding(OTHER)
    draft = draft.change_finding(msgspec.structs.replace(draft.findings[1], text="出口带泥"))
    more = draft.add_photos([a_photo(84)], OTHER)
    assert sorted(complete(village, more)) == ["finding.noticed", "photo.added", "stop.recorded"]
    first, second = (one.number[-4:] for one in recorded(reader).draft.findings)
    assert (first, second) == ("0001", "0002")


def test_putting_right_on_the_spot_is_said_later_and_taken_back_under_the_same_number(
    village: Village, reader: Reader
) -> None:
    complete(village, PLAIN)
    draft = recorded(reader).draft.put_right(NEW, put_right=True).add_photos([a_photo(84)], NEW, Moment.AFTER)
    assert complete(village, draft) == [
        "stop.recorded",
        "finding.put_right_on_the_spot",
        "photo.placed",
        "photo.added",
    ]
    assert reader.value("SELECT state FROM finding") == "closed"
    number = reader.value("SELECT number FROM finding")
    back = recorded(reader).draft.put_right(NEW, put_right=False)
    told = complete(village, back)
    assert told[:3] == ["stop.recorded", "finding.withdrawn", "photo.placed"]
    assert "finding.noticed" in told
    assert reader.rows("SELECT state, number FROM finding") == [("noticed", number)]


def test_a_photo_keeps_its_doubts_wherever_it_is_put(village: Village, reader: Reader) -> None:
    complete(village, PLAIN)
    draft = recorded(reader).draft
    complete(village, draft.take_out_finding(NEW).answer(PILES, Value.YES, OTHER))
    doubts = [tuple(one) for one in recorded(reader).doubts.values()]
    assert all(Doubt.SEEN_BEFORE not in one for one in doubts)
    assert any(doubts)


def test_a_stop_is_taken_back_with_all_that_belongs_to_it_and_comes_again_as_it_was(
    village: Village, reader: Reader
) -> None:
    complete(village, PLAIN)
    before = recorded(reader)
    withdraw_stop(village.workspace, BLANK.id, ACTOR, LATER, "选错了")
    assert recorded_stop(reader, BLANK.id) is None
    for table in ("stop", "finding", "photo", "material"):
        assert reader.value(f"SELECT count(*) FROM {table}") == 0  # noqa: S608 - names of these tests
    complete(village, before.draft)
    assert recorded(reader) == before


def test_the_number_of_a_finding_that_was_withdrawn_is_not_given_again(
    village: Village, reader: Reader
) -> None:
    complete(village, PLAIN)
    withdraw_stop(village.workspace, BLANK.id, ACTOR, LATER)
    assert next(finding_numbers(reader, VILLAGE, 2026, village.workspace.feed)).endswith("-0002")


def test_nothing_is_taken_back_or_changed_once_the_round_is_finished(
    village: Village, reader: Reader
) -> None:
    complete(village, PLAIN)
    draft = recorded(reader).draft
    (one,) = open_patrols(reader, VILLAGE, STAFF)
    finish_round(village.workspace, one.patrol.id, ACTOR, MUCH_LATER, Ending())
    with pytest.raises(Refused, match="not taken out"):
        withdraw_stop(village.workspace, BLANK.id, ACTOR, MUCH_LATER)
    with pytest.raises(Refused, match="finished"):
        complete(village, draft)


def test_a_stop_nobody_recorded_is_not_taken_back(village: Village) -> None:
    with pytest.raises(Refused, match="not recorded here"):
        withdraw_stop(village.workspace, BLANK.id, ACTOR, LATER)


def test_a_full_check_is_opened_again_as_one(village: Village, reader: Reader) -> None:
    whole = BLANK.ask(OUTSIDE, 3, OUTSIDE_LIST.questions, full=True)
    complete(village, whole.answer_rest_normally(OUTSIDE_LIST.questions))
    again = recorded(reader).draft
    assert again.full
    assert again.asked == tuple(question.id for question in OUTSIDE_LIST.questions)


def test_a_stop_without_a_list_is_opened_again_without_one(village: Village, reader: Reader) -> None:
    complete(village, BLANK.ask("", 0, (), full=False).answer_rest_normally(()))
    assert recorded(reader).draft.asked == ()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 2)), max_size=6))
def test_any_changes_later_the_tables_say_what_the_draft_says(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[bool, int]]
) -> None:
    village = Village(tmp_path_factory.mktemp("village"))
    reader = village.workspace.reader()
    try:
        complete(village, PLAIN)
        for is_normal, photo in steps:
            draft = recorded(reader).draft.answer(PILES, Value.YES if is_normal else Value.NO, OTHER)
            draft = draft.take_out_photo(a_photo(80 + 2 * photo).id)
            complete(village, draft)
            now = recorded(reader).draft
            assert now.answers == draft.as_asked(ASKED).answers
            assert {one.photo.id for one in now.photos} == {one.photo.id for one in draft.photos}
            assert {one.id for one in now.findings} == {one.id for one in draft.findings}
    finally:
        reader.close()
        village.close()
