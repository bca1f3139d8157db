"""A checklist that is being edited: its questions, what stands in its way, what its versions keep."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import Refused
from inspector.model.checklist import Checklist, ChecklistPublished, ListFor, publish
from inspector.model.ids import ChecklistId
from inspector.model.list_draft import ListDraft, list_draft_from, tidy, with_choices, with_decimals
from inspector.model.question import Choice, Condition, Question, QuestionKind, Value, answers_named

SMOKE = Question(id="smoke", text="有无黑烟", normal=Value.NO, must_look=True)
COLOUR = Question(
    id="colour",
    text="水色",
    kind=QuestionKind.CHOICE,
    choices=(Choice(id="c1", text="清澈"), Choice(id="c2", text="黑臭", normal=False)),
)
DEPTH = Question(id="depth", text="水位", kind=QuestionKind.NUMBER, unit="m", decimals=1, least=5, most=30)
WHY = Question(id="why", text="为何", kind=QuestionKind.TEXT)
DRAFT = ListDraft(id=ChecklistId("l"), title="外观", questions=(SMOKE, COLOUR, DEPTH, WHY))


def test_a_draft_begins_from_a_version_and_becomes_the_next() -> None:
    published = ChecklistPublished(
        subject="l", title="检查", version=4, made_for=ListFor.OFFICER, whole=True, questions=(SMOKE,)
    )
    draft = ListDraft.of(published)
    assert draft.as_published(5) == msgspec.structs.replace(published, version=5)
    staff = msgspec.structs.replace(draft, made_for=ListFor.GRID_STAFF)
    assert not staff.as_published(5).whole


def test_of_two_versions_with_one_number_the_later_one_holds(fact) -> None:
    first = DRAFT.as_published(2)
    second = DRAFT.take_out(0).as_published(2)
    folded = Checklist.of([fact(DRAFT.as_published(1)), fact(first), fact(second)])
    assert folded
    assert [one.version for one in folded.versions] == [1, 2]
    assert folded.newest == second


def test_questions_are_added_changed_moved_and_taken_out() -> None:
    new = Question(id="new", text="新")
    assert [one.id for one in DRAFT.add(new, 1).questions] == ["smoke", "new", "colour", "depth", "why"]
    assert DRAFT.change(3, new).questions[3] == new
    assert [one.id for one in DRAFT.move(0, 2).questions] == ["colour", "depth", "smoke", "why"]
    assert [one.id for one in DRAFT.take_out(0).questions] == ["colour", "depth", "why"]


@given(st.integers(0, 3), st.integers(0, 3))
def test_moving_there_and_back_changes_nothing(at: int, to: int) -> None:
    assert DRAFT.move(at, to).move(to, at) == DRAFT


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": " "}, "needs a title"),
        ({"title": "长" * 61}, "at most 60"),
        ({"questions": ()}, "needs questions"),
        (
            {"questions": tuple(Question(id=f"{n}", text="看", must_look=True) for n in range(4))},
            "at most three questions",
        ),
        ({"questions": (SMOKE, msgspec.structs.replace(WHY, text=" "))}, "needs words"),
    ],
)
def test_what_stands_in_the_way_is_said_at_once(change: dict[str, object], sentence: str) -> None:
    trouble = msgspec.structs.replace(DRAFT, **change).trouble()
    assert trouble
    assert sentence in str(trouble)
    assert DRAFT.trouble() is None


def test_a_must_look_item_that_an_ordinary_stop_never_asks_is_remarked() -> None:
    waiting = msgspec.structs.replace(
        WHY, must_look=True, shown_if=Condition(question="colour", any_of=("c2",))
    )
    draft = DRAFT.change(3, waiting)
    assert [remark.values["question"] for remark in draft.remarks()] == ["为何"]
    fine = draft.change(
        3, msgspec.structs.replace(waiting, shown_if=Condition(question="smoke", any_of=("yes",)))
    )
    assert fine.remarks() == []
    assert DRAFT.remarks() == []


@pytest.mark.parametrize(
    "condition",
    [
        Condition(question="colour", any_of=("c3",)),
        Condition(question="colour", any_of=()),
        Condition(question="depth", any_of=("5",)),
        Condition(question="smoke", any_of=("yes", "maybe")),
    ],
)
def test_a_question_can_wait_only_for_an_answer_that_can_be_given(condition: Condition) -> None:
    waiting = DRAFT.change(3, msgspec.structs.replace(WHY, shown_if=condition))
    with pytest.raises(Refused, match="can't be given"):
        publish(waiting.as_published(1))


def test_answers_that_can_be_waited_for_are_named() -> None:
    assert answers_named(SMOKE) == ("yes", "no", "na")
    assert answers_named(COLOUR) == ("c1", "c2", "na")
    assert answers_named(WHY) == ("na",)


def test_a_draft_is_kept_and_read_again() -> None:
    assert list_draft_from(DRAFT.to_json()) == DRAFT
    assert list_draft_from('{"id": 7}') is None


def test_what_a_kind_does_not_use_is_left_out() -> None:
    mixed = msgspec.structs.replace(
        DEPTH, kind=QuestionKind.TEXT, choices=COLOUR.choices, normal=Value.NO, text=" 水  位 "
    )
    assert tidy(mixed) == Question(id="depth", text="水 位", kind=QuestionKind.TEXT)
    assert tidy(DEPTH) == DEPTH
    assert tidy(COLOUR) == COLOUR
    assert tidy(SMOKE) == SMOKE


@given(st.integers(-(10**9), 10**9), st.integers(0, 6), st.integers(0, 6))
def test_measuring_finer_and_back_keeps_a_range(amount: int, coarse: int, fine: int) -> None:
    question = msgspec.structs.replace(DEPTH, decimals=coarse, least=amount, most=None)
    finer = with_decimals(question, max(coarse, fine))
    assert with_decimals(finer, coarse) == question


def test_measuring_coarser_rounds_the_range() -> None:
    assert (with_decimals(DEPTH, 0).least, with_decimals(DEPTH, 0).most) == (0, 3)
    assert with_decimals(msgspec.structs.replace(DEPTH, most=26), 0).most == 3


def test_choices_that_stay_keep_what_earlier_answers_mean() -> None:
    more = with_choices(COLOUR, ["偏绿", "清澈", "黑臭"], frozenset({"黑臭"}))
    assert [(one.id, one.text, one.normal) for one in more.choices] == [
        ("c3", "偏绿", True),
        ("c1", "清澈", True),
        ("c2", "黑臭", False),
    ]
    renamed = with_choices(COLOUR, ["清澈见底", "黑臭"], frozenset())
    assert [(one.id, one.text) for one in renamed.choices] == [("c1", "清澈见底"), ("c2", "黑臭")]
    swapped = with_choices(COLOUR, ["黑臭", "清澈"], frozenset())
    assert [one.id for one in swapped.choices] == ["c2", "c1"]
    replaced = with_choices(COLOUR, ["黑臭", "无水"], frozenset())
    assert [one.id for one in replaced.choices] == ["c2", "c3"]
    fewer = with_choices(COLOUR, ["黑臭"], frozenset())
    assert [one.id for one in fewer.choices] == ["c2"]


@given(st.lists(st.text("abc", min_size=1, max_size=2), unique=True, max_size=6))
def test_every_choice_has_an_id_of_its_own(texts: list[str]) -> None:
    ids = [one.id for one in with_choices(COLOUR, texts, frozenset()).choices]
    assert len(set(ids)) == len(texts)
