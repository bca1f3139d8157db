"""A stop with questions of every kind in the real window: by mouse, by keys, hidden, and as last time."""

import json
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from db.connection import Reader
from db.stop_draft import StopDraft
from inspector.model.checklist import ChecklistPublished, ListFor
from inspector.model.ids import FindingId
from inspector.model.question import Answer, Choice, Question, QuestionKind
from inspector.model.site import SiteChanged
from inspector.periods import DAY
from tests.db.test_stop_draft_kinds import after
from tests.db.village import COKING, FULL, MORNING, Village, named
from tests.ui.day_desk import Hands, photo_files
from tests.ui.notes import Clock
from ui.pages.today import TodayPage
from ui.session import Session
from ui.widgets.answer_editors import (
    AnswerEditor,
    ButtonEditor,
    DayEditor,
    ListEditor,
    NumberEditor,
    PhotoEditor,
    SeveralEditor,
    TextEditor,
)
from ui.widgets.question_row import QuestionRow

KINDS = named(24)
COLOURS = (
    Choice(id="clear", text="清澈"),
    Choice(id="turbid", text="浑浊", normal=False),
    Choice(id="black", text="黑臭", normal=False),
)
SMELLS = tuple(Choice(id=f"s{n}", text=f"第 {n} 种较长的气味名称") for n in range(1, 8))
EVERY = ChecklistPublished(
    subject=KINDS,
    title="全项",
    version=1,
    made_for=ListFor.GRID_STAFF,
    questions=(
        Question(id="colour", text="水色", kind=QuestionKind.CHOICE, choices=COLOURS, trouble="水色异常"),
        Question(
            id="source", text="来源", kind=QuestionKind.TEXT, shown_if=after("colour", "turbid", "black")
        ),
        Question(
            id="depth",
            text="水位",
            kind=QuestionKind.NUMBER,
            unit="m",
            decimals=2,
            least=50,
            most=300,
            trouble="水位异常",
            hint="读水尺",
        ),
        Question(id="traces", text="岸边", kind=QuestionKind.SEVERAL, choices=COLOURS, optional=True),
        Question(id="smell", text="气味", kind=QuestionKind.CHOICE, choices=SMELLS),
        Question(id="since", text="何时起", kind=QuestionKind.DATE),
        Question(id="board", text="公示牌", kind=QuestionKind.PHOTO),
        Question(id="gate", text="闸门是否关闭", trouble="闸门未关"),
    ),
)


@pytest.fixture
def full(page: TodayPage, hands: Hands, village: Village) -> TodayPage:
    village.record(EVERY, SiteChanged(subject=COKING, checklist=KINDS), when=MORNING)
    page.refresh()
    page.choose(COKING)
    hands.settle()
    hands.click(page.form.head.full)
    page.form.setFocus()
    return page


def row(page: TodayPage, name: str) -> QuestionRow:
    return next(row for row in page.form.rows if row.question.id == name)


def answers(page: TodayPage) -> dict[str, object]:
    assert page.form.draft
    return {one.question: one.amount or one.chosen or one.value for one in page.form.draft.answers}


def test_every_kind_of_question_is_answered_by_keys_alone(
    full: TodayPage, hands: Hands, reader: Reader, tmp_path: Path
) -> None:
    hands.key(Qt.Key.Key_3)  # black
    hands.key(Qt.Key.Key_Return)
    hands.compose("上游排口")
    hands.key(Qt.Key.Key_Return)
    hands.type("0.42")
    hands.key(Qt.Key.Key_Return)
    hands.keys(Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_Return)  # any of several
    hands.keys(Qt.Key.Key_2, Qt.Key.Key_Return)  # the second in the drop-down
    hands.type("11-20")
    hands.key(Qt.Key.Key_Return)
    hands.paste(photo_files(tmp_path, "board.jpg"))
    hands.keys(Qt.Key.Key_Return, Qt.Key.Key_1)
    assert answers(full) == {
        "colour": "black",
        "source": "上游排口",
        "depth": 42,
        "traces": ("clear", "black"),
        "smell": "s2",
        "since": "2026-11-20",
        "gate": "yes",
    }
    assert [box.text.toPlainText() for box in full.form.findings.boxes.values()] == [
        "水色异常",
        "水位异常",
        "岸边: 黑臭",
    ]
    assert full.form.foot.progress.text().startswith("8 of 8 answered")
    full.form.setFocus()
    hands.key(Qt.Key.Key_N)
    rows = reader.rows("SELECT question, value, chosen, amount FROM answer ORDER BY position")
    assert [(name, value, json.loads(chosen), amount) for name, value, chosen, amount in rows] == [
        ("colour", "black", [], None),
        ("source", "上游排口", [], None),
        ("depth", "", [], 42),
        ("traces", "", ["clear", "black"], None),
        ("smell", "s2", [], None),
        ("since", "2026-11-20", [], None),
        ("gate", "yes", [], None),
    ]
    assert reader.rows("SELECT question, finding FROM photo") == [("board", "")]


def test_a_question_is_asked_only_when_an_earlier_answer_says_so(full: TodayPage, hands: Hands) -> None:
    assert row(full, "source").isHidden()
    assert "of 7 answered" in full.form.foot.progress.text()
    hands.key(Qt.Key.Key_2)
    assert not row(full, "source").isHidden()
    hands.key(Qt.Key.Key_Down)
    assert full.form.rows[full.form.current].question.id == "source"
    hands.keys(Qt.Key.Key_Up, Qt.Key.Key_1, Qt.Key.Key_Down)
    assert row(full, "source").isHidden()
    assert full.form.rows[full.form.current].question.id == "depth"
    assert not full.form.findings.boxes


def test_a_written_finding_of_a_hidden_question_moves_below_the_questions(
    full: TodayPage, hands: Hands
) -> None:
    gate = Question(id="gate", text="闸门", shown_if=after("colour", "clear"), trouble="闸门未关")
    full.form.rows[-1].question = gate
    hands.key(Qt.Key.Key_1)
    full.form.go_to(len(full.form.rows) - 1)
    hands.key(Qt.Key.Key_2)
    (box,) = full.form.findings.boxes.values()
    assert full.form.rows[-1].below.indexOf(box) == 0
    box.text.setPlainText("闸门锈蚀")
    full.form.go_to(0)
    full.form.setFocus()
    hands.key(Qt.Key.Key_2)
    assert full.form.rows[-1].isHidden()
    assert full.form.rows[-1].below.indexOf(box) == -1
    assert not box.isHidden()


def test_answers_that_are_taken_back_are_gone(full: TodayPage, hands: Hands) -> None:
    several, number = row(full, "traces").editor, row(full, "depth").editor
    assert isinstance(several, SeveralEditor)
    assert isinstance(number, NumberEditor)
    hands.click(several.chips["turbid"])
    assert answers(full) == {"traces": ("turbid",)}
    hands.click(several.chips["turbid"])
    number.press(7)
    hands.key(Qt.Key.Key_Return)
    assert answers(full) == {"depth": 700}
    number.field.clear()
    number.field.editingFinished.emit()
    text, day = row(full, "source").editor, row(full, "since").editor
    assert isinstance(text, TextEditor)
    assert isinstance(day, DayEditor)
    text.field.setPlainText("污水")
    assert answers(full) == {"source": "污水"}
    text.field.setPlainText("")
    day.press(2)
    assert day.field.field.text() == "2"
    day.field.field.setText("2026-11-20")
    day.field.field.textEdited.emit("")
    assert answers(full) == {"since": "2026-11-20"}
    day.field.field.setText("")
    day.field.field.textEdited.emit("")
    photo = row(full, "board").editor
    photo.press(2)
    assert answers(full) == {"board": "na"}
    hands.click(photo.answers.buttons["na"])
    hands.click(row(full, "gate").answers.buttons["no"])
    hands.click(row(full, "gate").answers.buttons["no"])
    assert full.form.draft
    assert full.form.draft.is_blank


def test_no_question_applies_everywhere(full: TodayPage, hands: Hands) -> None:
    for one in full.form.rows:
        one.answers.buttons["na"].click()
    hands.settle()
    assert set(answers(full).values()) == {"na"}
    shown = row(full, "smell").editor
    assert isinstance(shown, ListEditor)
    assert shown.choice.currentIndex() == 0
    shown.press(8)
    assert "smell" in answers(full)
    shown.press(3)
    assert answers(full)["smell"] == "s3"
    assert not shown.answers.answer


def test_letters_that_mean_not_applicable_elsewhere_are_a_text_where_texts_are_asked(
    full: TodayPage, hands: Hands
) -> None:
    hands.keys(Qt.Key.Key_2, Qt.Key.Key_Return)
    hands.type("na")
    text = row(full, "source").editor
    assert isinstance(text, TextEditor)
    assert not text.answers.answer
    hands.type("ture")
    assert answers(full)["source"] == "nature"
    text.press(1)
    assert text.field.hasFocus()


def test_nothing_unusual_goes_to_the_first_question_that_needs_a_person(
    full: TodayPage, hands: Hands
) -> None:
    full.form.head.ordinary.click()
    hands.settle()
    assert [one.question.id for one in full.form.rows] == ["colour", "source", "depth"]
    full.form.setFocus()
    hands.key(Qt.Key.Key_0)
    assert answers(full) == {"colour": "clear"}
    field = row(full, "depth").editor
    assert isinstance(field, NumberEditor)
    assert field.field.hasFocus()
    hands.type("1.5")
    hands.keys(Qt.Key.Key_Return)
    assert full.form.foot.complete.hasFocus()


def test_same_as_last_time_gives_every_kind_but_photos_again(
    full: TodayPage, hands: Hands, clock: Clock, session: Session, tmp_path: Path
) -> None:
    colour, source, depth, traces, smell, since, _board, gate = EVERY.questions
    for question, given in (
        (colour, "black"),
        (source, "上游排口"),
        (depth, Answer(question="depth", amount=152)),
        (traces, Answer(question="traces", chosen=("clear",))),
        (smell, "s2"),
        (since, "2026-11-20"),
        (gate, "yes"),
    ):
        full.form.edit(partial(StopDraft.answer, question=question, given=given, new=FindingId(named(70))))
    photo = row(full, "board").editor
    assert isinstance(photo, PhotoEditor)
    hands.drop(photo.strip, photo_files(tmp_path, "board.jpg"))
    assert list(photo.strip.thumbs)
    full.form.setFocus()
    hands.key(Qt.Key.Key_N)
    clock.pass_by(DAY)
    session.look_at_the_clock()
    hands.settle()
    full.choose(COKING)
    hands.settle()
    hands.click(full.form.head.full)
    said = [label.text() for one in full.form.rows for label in one.findChildren(QLabel)]
    for words in ("黑臭", "上游排口", "1.52 m", "清澈", "第 2 种较长的气味名称", "20 Nov 2026", "1 photo"):
        assert f"last time 22 Nov: {words}" in said
    assert {"读水尺", "may be left open", "normal: 0.50–3.00 m"} <= set(said)
    for one in full.form.rows:
        if one.question.kind is not QuestionKind.PHOTO:
            hands.do(one.same.click)
    assert not hasattr(row(full, "board"), "same")
    assert full.form.draft
    assert all(one.same_as_last for one in full.form.draft.answers)
    assert answers(full) == {
        "colour": "black",
        "source": "上游排口",
        "depth": 152,
        "traces": ("clear",),
        "smell": "s2",
        "since": "2026-11-20",
        "gate": "yes",
    }


def test_a_list_for_officers_is_said_not_offered_to_grid_staff(
    page: TodayPage, hands: Hands, village: Village
) -> None:
    village.record(SiteChanged(subject=COKING, checklist=FULL))
    page.choose(COKING)
    hands.settle()
    assert not page.form.rows
    said = page.form.nothing_asked.text()
    assert "工业企业全面检查" in said
    assert "law-enforcement officers" in said


def test_few_short_choices_are_buttons_and_others_a_drop_down(full: TodayPage) -> None:
    kinds = [type(one.editor) for one in full.form.rows]
    assert kinds == [
        ButtonEditor,
        TextEditor,
        NumberEditor,
        SeveralEditor,
        ListEditor,
        DayEditor,
        PhotoEditor,
        ButtonEditor,
    ]
    assert not row(full, "gate").editor.take_keys()
    assert issubclass(PhotoEditor, AnswerEditor)
