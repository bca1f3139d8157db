"""A stop that is being written: every change is a new draft that can be kept and read again."""

import msgspec
from hypothesis import given
from hypothesis import strategies as some

from db.photo_intake import TakenPhoto
from db.stop_draft import DraftFinding, StopDraft, draft_from
from inspector.model.events import Blob
from inspector.model.finding_state import Severity
from inspector.model.ids import FindingId, PhotoId, StopId
from inspector.model.photo import Moment, TimeSource
from inspector.model.question import Answer, Question, Value
from tests.db.village import COKING, MORNING, OUTSIDE, OUTSIDE_LIST, STAFF, VILLAGE, named

SMOKE, PILES, ROAD, OUTLET = OUTSIDE_LIST.questions
NEW, OTHER = FindingId(named(70)), FindingId(named(71))
BLANK = StopDraft(
    id=StopId(named(60)), person=STAFF, grid=VILLAGE, site=COKING, site_name="示例焦化厂", arrived=MORNING
).ask(OUTSIDE, 3, (SMOKE, PILES, ROAD), full=False)


def a_photo(number: int) -> TakenPhoto:
    return TakenPhoto(
        id=PhotoId(named(number)),
        original=Blob(f"{number:064x}", 9, "image/jpeg"),
        preview=Blob(f"{number + 1:064x}", 5, "image/webp"),
        taken=MORNING,
        time_source=TimeSource.EXIF,
        name=f"{number}.jpg",
    )


def test_a_new_stop_is_blank_until_something_is_written() -> None:
    assert BLANK.is_blank
    assert not BLANK.nothing_unusual
    assert not BLANK.answer(PILES, Value.YES, NEW).is_blank
    assert BLANK.answer(PILES, Value.YES, NEW).answer(PILES, None, NEW).is_blank
    assert not BLANK.answer_rest_normally(()).is_blank
    assert not BLANK.add_photos([a_photo(80)]).is_blank
    assert not msgspec.structs.replace(BLANK, note="x").is_blank
    assert msgspec.structs.replace(BLANK, note="  ").is_blank


def test_what_is_left_is_answered_normally_at_a_glance() -> None:
    glanced = BLANK.answer(ROAD, Value.NOT_APPLICABLE, NEW).answer_rest_normally((SMOKE, PILES, ROAD))
    assert {answer.question: answer.value for answer in glanced.answers} == {
        "smoke": Value.NO,
        "piles": Value.YES,
        "road": Value.NOT_APPLICABLE,
    }
    assert glanced.nothing_unusual
    assert glanced.unanswered((SMOKE, PILES, ROAD)) == []
    assert BLANK.answer_rest_normally(()).nothing_unusual


def test_a_deviating_answer_opens_a_finding_with_the_words_of_the_question() -> None:
    deviating = BLANK.answer(PILES, Value.NO, NEW)
    assert deviating.findings == (DraftFinding(id=NEW, question="piles", text="料堆未覆盖"),)
    assert deviating.finding_of("piles") == deviating.findings[0]
    assert not deviating.nothing_unusual
    again = deviating.answer(PILES, Value.NO, OTHER)
    assert again.findings == deviating.findings


def test_a_normal_answer_takes_away_only_a_finding_in_which_nothing_was_written() -> None:
    deviating = BLANK.answer(PILES, Value.NO, NEW)
    assert deviating.answer(PILES, Value.YES, OTHER).findings == ()
    written = deviating.change_finding(msgspec.structs.replace(deviating.findings[0], spot="东侧"))
    assert written.answer(PILES, Value.YES, OTHER).findings == written.findings
    shown = deviating.add_photos([a_photo(80)], NEW)
    assert shown.answer(PILES, None, OTHER).findings == shown.findings
    assert BLANK.answer(PILES, Value.YES, NEW).findings == ()


def test_an_answer_says_when_it_is_that_of_last_time() -> None:
    same = Answer(question="piles", value=Value.YES, same_as_last=True)
    assert BLANK.answer(PILES, same, NEW).answers == (same,)


def test_putting_right_makes_photos_show_before_and_taking_that_back_makes_them_plain() -> None:
    found = BLANK.answer(PILES, Value.NO, NEW).add_finding(OTHER)
    found = found.add_photos([a_photo(80)], NEW).add_photos([a_photo(81)], OTHER).add_photos([a_photo(82)])
    right = found.put_right(NEW, put_right=True).add_photos([a_photo(83)], NEW, Moment.AFTER)
    assert [(photo.moment, photo.finding) for photo in right.photos] == [
        (Moment.BEFORE, NEW),
        (Moment.PLAIN, OTHER),
        (Moment.PLAIN, None),
        (Moment.AFTER, NEW),
    ]
    assert [finding.put_right for finding in right.findings] == [True, False]
    back = right.put_right(NEW, put_right=False)
    assert {photo.moment for photo in back.photos_of(NEW)} == {Moment.PLAIN}
    assert not back.findings[0].put_right


def test_the_photos_of_a_finding_that_is_left_out_stay_with_the_stop() -> None:
    found = BLANK.add_finding(NEW).add_finding(OTHER)
    found = found.add_photos([a_photo(80)], NEW, Moment.BEFORE).add_photos([a_photo(81)], OTHER)
    left = found.take_out_finding(NEW)
    assert [finding.id for finding in left.findings] == [OTHER]
    assert [photo.photo.id for photo in left.photos_of(None)] == [named(80)]
    assert left.photos_of(None)[0].moment is Moment.PLAIN
    assert len(left.photos_of(OTHER)) == 1
    assert [photo.photo.id for photo in left.take_out_photo(PhotoId(named(80))).photos] == [named(81)]


def test_turning_to_another_list_keeps_the_answers_it_asks_too() -> None:
    answered = BLANK.answer(PILES, Value.YES, NEW).answer(SMOKE, Value.NO, NEW)
    turned = answered.ask(OUTSIDE, 4, (PILES, OUTLET), full=True)
    assert [answer.question for answer in turned.answers] == ["piles"]
    assert (turned.version, turned.full, turned.asked) == (4, True, ("piles", "outlet"))
    assert turned.answer_to("piles") == Answer(question="piles", value=Value.YES)
    assert turned.answer_to("outlet") is None


def test_changing_a_finding_leaves_the_others_alone() -> None:
    found = BLANK.add_finding(NEW).add_finding(OTHER)
    changed = found.change_finding(DraftFinding(id=OTHER, text="冒烟", severity=Severity.SERIOUS))
    assert [finding.text for finding in changed.findings] == ["", "冒烟"]


@given(
    some.lists(some.sampled_from([SMOKE, PILES, ROAD]), max_size=6),
    some.text(max_size=20),
    some.lists(some.integers(80, 90), unique=True, max_size=3),
)
def test_what_was_kept_is_read_again_as_it_was(
    answered: list[Question], note: str, photos: list[int]
) -> None:
    draft = msgspec.structs.replace(BLANK, note=note)
    for question in answered:
        draft = draft.answer(question, Value.NO, FindingId(named(70 + len(draft.findings))))
    draft = draft.add_photos([a_photo(number) for number in photos])
    assert draft_from(draft.to_json()) == draft
    assert draft.key == f"stop/{draft.id}"


def test_what_a_newer_program_kept_is_left_alone() -> None:
    assert draft_from('{"id": 7}') is None
