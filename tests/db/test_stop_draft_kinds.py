"""A stop with questions of every kind: answered, taken back, hidden, kept and read again."""

from datetime import date
from typing import TypedDict

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from db.stop_draft import DraftFinding, StopDraft, draft_from
from inspector.model.ids import FindingId
from inspector.model.photo import Moment
from inspector.model.question import (
    LARGEST,
    Answer,
    Choice,
    Condition,
    Question,
    QuestionKind,
    Value,
    asked_now,
    check_answer,
    normal_answer,
)
from tests.db.test_stop_draft import BLANK, NEW, OTHER, a_photo
from tests.db.village import OUTSIDE, named

CHOICES = (
    Choice(id="clear", text="清澈"),
    Choice(id="turbid", text="浑浊", normal=False),
    Choice(id="black", text="黑臭", normal=False),
)


def after(question: str, *any_of: str) -> Condition:
    return Condition(question=question, any_of=any_of)


SMELL = Question(id="smell", text="有无异味", normal=Value.NO, trouble="有异味")
COLOUR = Question(
    id="colour", text="水色", kind=QuestionKind.CHOICE, choices=CHOICES, trouble="水色异常", must_look=True
)
SOURCE = Question(
    id="source", text="来源", kind=QuestionKind.TEXT, shown_if=after("colour", "turbid", "black")
)
TRACES = Question(id="traces", text="岸边所见", kind=QuestionKind.SEVERAL, choices=CHOICES, optional=True)
DEPTH = Question(
    id="depth", text="水位", kind=QuestionKind.NUMBER, decimals=2, least=50, most=300, trouble="水位异常"
)
SINCE = Question(id="since", text="何时起", kind=QuestionKind.DATE, shown_if=after("smell", Value.YES))
BOARD = Question(id="board", text="公示牌", kind=QuestionKind.PHOTO)
GATE = Question(id="gate", text="闸门关闭", shown_if=after("smell", Value.NO), trouble="闸门未关")
ALL = (SMELL, COLOUR, SOURCE, TRACES, DEPTH, SINCE, BOARD, GATE)
RIVER = BLANK.ask(OUTSIDE, 3, ALL, full=True)


class Told(TypedDict, total=False):
    """What an answer says, by the kind of its question."""

    value: str
    chosen: tuple[str, ...]
    amount: int


ANSWERS: dict[Question, some.SearchStrategy[Told]] = {
    SMELL: some.sampled_from([Value.YES, Value.NO]).map(lambda value: Told(value=value)),
    COLOUR: some.sampled_from([one.id for one in CHOICES]).map(lambda value: Told(value=value)),
    SOURCE: some.text("雨污 a", min_size=1).filter(str.strip).map(lambda value: Told(value=value)),
    TRACES: some.sets(some.sampled_from([one.id for one in CHOICES]), min_size=1).map(
        lambda chosen: Told(chosen=tuple(sorted(chosen)))
    ),
    DEPTH: some.integers(-LARGEST, LARGEST).map(lambda amount: Told(amount=amount)),
    SINCE: some.dates(date(1, 1, 1), date(9999, 12, 31)).map(lambda day: Told(value=day.isoformat())),
    BOARD: some.just(Told(value=Value.NOT_APPLICABLE)),
    GATE: some.sampled_from(Value).map(lambda value: Told(value=value)),
}


@some.composite
def answers(draw: some.DrawFn) -> tuple[Question, Answer]:
    question = draw(some.sampled_from(ALL))
    told = draw(ANSWERS[question] | some.just(Told(value=Value.NOT_APPLICABLE)))
    return question, Answer(question=question.id, same_as_last=draw(some.booleans()), **told)


@some.composite
def drafts(draw: some.DrawFn) -> StopDraft:
    draft = RIVER
    for number, (question, answer) in enumerate(draw(some.lists(answers(), max_size=10))):
        draft = draft.answer(question, answer, FindingId(named(200 + number)))
    shown = draw(some.sampled_from(["", "board"]))
    return draft.add_photos([a_photo(80)], question=shown) if draw(some.booleans()) else draft


@given(drafts())
def test_a_draft_with_answers_of_every_kind_is_read_again_as_it_was(draft: StopDraft) -> None:
    assert draft_from(draft.to_json()) == draft


@given(drafts(), answers())
def test_an_answer_that_is_taken_back_leaves_no_trace(
    draft: StopDraft, given: tuple[Question, Answer]
) -> None:
    question, answer = given
    untouched = draft.answer(question, None, NEW)
    assert untouched.answer(question, answer, NEW).answer(question, None, OTHER) == untouched


@given(drafts())
def test_what_is_recorded_answers_only_what_is_asked_and_fits(draft: StopDraft) -> None:
    recorded = draft.as_asked(ALL)
    asked = {question.id: question for question in asked_now(ALL, recorded.answers)}
    assert asked_now(ALL, draft.answers) == tuple(asked.values())
    for answer in recorded.answers:
        check_answer(asked[answer.question], answer)
    assert [answer.question for answer in recorded.answers] == [
        name for name in asked if recorded.answer_to(name)
    ]
    assert recorded.as_asked(ALL) == recorded
    assert len(recorded.photos) == len(draft.photos)
    assert {finding.question for finding in recorded.findings} <= set(asked)


@given(drafts())
def test_nothing_unusual_leaves_only_what_a_person_has_to_say(draft: StopDraft) -> None:
    glanced = draft.answer_rest_normally(ALL)
    assert glanced.answers[: len(draft.answers)] == draft.answers
    assert all(normal_answer(question) is None for question in glanced.unanswered(ALL))
    assert glanced.answer_rest_normally(ALL) == glanced


def test_a_question_shown_by_a_normal_answer_is_answered_with_it() -> None:
    glanced = RIVER.answer_rest_normally(ALL)
    assert {answer.question: answer.value for answer in glanced.answers} == {
        "smell": Value.NO,
        "colour": "clear",
        "gate": Value.YES,
    }
    assert [question.id for question in glanced.unanswered(ALL)] == ["depth", "board"]
    assert not glanced.findings


def test_a_question_for_photos_is_answered_by_a_photo_or_does_not_apply() -> None:
    shown = RIVER.add_photos([a_photo(80)], question="board").add_photos([a_photo(81)])
    assert shown.is_answered(BOARD)
    assert [one.photo.id for one in shown.photos_for("board")] == [named(80)]
    assert [one.photo.id for one in shown.photos_of(None)] == [named(81)]
    assert not shown.take_out_photo(shown.photos[0].photo.id).is_answered(BOARD)
    assert RIVER.answer(BOARD, Value.NOT_APPLICABLE, NEW).is_answered(BOARD)
    assert BOARD not in shown.answer_rest_normally(ALL).unanswered(ALL)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (COLOUR, Answer(question="colour", value="black")),
        (TRACES, Answer(question="traces", chosen=("turbid",))),
        (DEPTH, Answer(question="depth", amount=301)),
    ],
)
def test_a_deviation_of_any_kind_opens_a_finding_in_place(question: Question, answer: Answer) -> None:
    (finding,) = RIVER.answer(question, answer, NEW).findings
    assert (finding.question, finding.text) == (question.id, question.trouble)


def test_a_question_without_words_for_a_finding_proposes_its_answer_until_something_is_written() -> None:
    seen = RIVER.answer(TRACES, Answer(question="traces", chosen=("turbid",)), NEW, "岸边所见：浑浊")
    other = RIVER.add_finding(OTHER)
    assert seen.findings[0].text == "岸边所见：浑浊"
    black = Answer(question="traces", chosen=("black",))
    again = seen.answer(TRACES, black, OTHER, "岸边所见：黑臭")
    assert [(finding.id, finding.text) for finding in again.findings] == [(NEW, "岸边所见：黑臭")]
    assert again.answer(TRACES, None, OTHER).findings == ()
    written = again.change_finding(msgspec.structs.replace(again.findings[0], text="黑臭一处"))
    assert written.answer(TRACES, None, OTHER).findings == written.findings
    assert RIVER.answer(COLOUR, "black", NEW, "别的话").findings[0].text == "水色异常"
    first = other.answer(COLOUR, "black", NEW).answer(COLOUR, "turbid", OTHER)
    assert [finding.id for finding in first.findings] == [OTHER, NEW]


def test_what_an_earlier_answer_hides_is_not_recorded_but_comes_back_with_it() -> None:
    odd = RIVER.answer(SMELL, Value.NO, NEW).answer(GATE, Value.NO, NEW)
    hidden = odd.answer(SMELL, Value.YES, OTHER)
    assert [finding.question for finding in hidden.as_asked(ALL).findings] == ["smell"]
    assert hidden.as_asked(ALL).answer_to("gate") is None
    assert hidden.answer(SMELL, Value.NO, OTHER).as_asked(ALL).answers == odd.answers


def test_a_finding_that_was_written_and_a_photo_stay_when_their_question_is_hidden() -> None:
    board = msgspec.structs.replace(BOARD, shown_if=after("smell", Value.NO))
    asked = (SMELL, GATE, board)
    odd = RIVER.answer(SMELL, Value.NO, NEW).answer(GATE, Value.NO, NEW)
    odd = odd.change_finding(DraftFinding(id=NEW, question="gate", text="闸门锈蚀"))
    odd = odd.add_photos([a_photo(80)], question="board")
    hidden = odd.answer(SMELL, Value.YES, OTHER).as_asked(asked)
    assert [finding.text for finding in hidden.findings] == ["闸门锈蚀", "有异味"]
    assert [one.photo.id for one in hidden.photos_of(None)] == [named(80)]


def test_turning_to_another_list_keeps_what_it_can_be_given() -> None:
    told = RIVER.answer(COLOUR, "black", NEW).answer(DEPTH, Answer(question="depth", amount=70), NEW)
    told = told.add_photos([a_photo(80)], question="board")
    other = msgspec.structs.replace(COLOUR, choices=(CHOICES[0], CHOICES[1]))
    turned = told.ask(OUTSIDE, 4, (other, DEPTH), full=False)
    assert [answer.question for answer in turned.answers] == ["depth"]
    assert turned.photos[0].question == ""
    assert told.ask(OUTSIDE, 4, (BOARD,), full=False).photos == told.photos


def test_photos_keep_what_they_answer_when_a_finding_is_put_right() -> None:
    draft = RIVER.add_finding(NEW).add_photos([a_photo(80)], question="board")
    right = draft.add_photos([a_photo(81)], NEW).put_right(NEW, put_right=True)
    assert [(one.question, one.moment) for one in right.photos] == [
        ("board", Moment.PLAIN),
        ("", Moment.BEFORE),
    ]
    assert [one.question for one in right.take_out_finding(NEW).photos] == ["board", ""]
