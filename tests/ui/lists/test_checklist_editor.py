"""Editing a list: questions of every kind, the rule of three, order, preview, publishing."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.workspace import Actor
from inspector.model.checklist import ChecklistPublished, ListFor
from inspector.model.list_draft import ListDraft
from inspector.model.question import Choice, Condition, Question, QuestionKind
from tests.db.village import (
    OFFICE,
    OFFICER,
    OUTSIDE,
    OUTSIDE_LIST,
    Village,
)
from tests.ui.list_hands import drafts, key
from tests.ui.notes import Settle
from ui.dialogs.edit_checklist import EditChecklist
from ui.pages.settings import SettingsPage

COLOUR = Question(
    id="colour",
    text="水色",
    kind=QuestionKind.CHOICE,
    choices=(Choice(id="c1", text="清澈"), Choice(id="c2", text="黑臭", normal=False)),
    trouble="水色异常",
    shown_if=Condition(question="smoke", any_of=("no",)),
    hint="看水面",
)
DEPTH = Question(id="depth", text="水位", kind=QuestionKind.NUMBER, decimals=1, least=5, most=30)


def test_a_question_of_every_kind_is_written_and_published(
    editor: EditChecklist, village: Village, settle: Settle, newest: Any, page: SettingsPage
) -> None:
    form = editor.form
    editor.order.choose(3)
    key(editor.order.list, Qt.Key.Key_Insert)
    assert form.text.hasFocus()
    QTest.keyClicks(form.text, "Colour")
    form.kind.setCurrentIndex(form.kind.findData("choice"))
    form.kind.activated.emit(0)
    assert "two choices or more" in editor.trouble.text()
    rows = form.choices.rows
    QTest.keyClicks(rows[0].text, "clear")
    key(rows[0].text, Qt.Key.Key_Return)
    assert rows[1].text.hasFocus()
    QTest.keyClicks(rows[1].text, "black")
    key(rows[1].text, Qt.Key.Key_Return)
    assert len(form.choices.rows) == 3
    rows[1].odd.click()
    QTest.keyClicks(form.trouble, "Water is black")
    QTest.keyClicks(form.hint, "Look at the water")
    form.required.click()
    form.condition.question.setCurrentIndex(1)
    form.condition.question.activated.emit(1)
    form.condition.chips["no"].click()
    editor.add()
    QTest.keyClicks(form.text, "Level")
    form.kind.setCurrentIndex(form.kind.findData("number"))
    form.kind.activated.emit(0)
    QTest.keyClicks(form.unit, "m")
    form.decimals.setValue(1)
    QTest.keyClicks(form.least, "0.5")
    key(form.least, Qt.Key.Key_Return)
    QTest.keyClicks(form.most, "3")
    key(form.most, Qt.Key.Key_Return)
    assert editor.trouble.isHidden()
    assert editor.count.text() == (
        "version 3 is in force; publishing makes version 4 · 6 questions · 3 of at most 3 must-look items"
    )
    key(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    published = newest()
    assert published.version == 4
    colour, level = published.questions[4:]
    assert colour == Question(
        id=colour.id,
        text="Colour",
        kind=QuestionKind.CHOICE,
        choices=(Choice(id="c1", text="clear"), Choice(id="c2", text="black", normal=False)),
        trouble="Water is black",
        hint="Look at the water",
        optional=True,
        shown_if=Condition(question="smoke", any_of=("yes", "no")),
    )
    assert level == Question(
        id=level.id, text="Level", kind=QuestionKind.NUMBER, unit="m", decimals=1, least=5, most=30
    )
    assert drafts(village) == []
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, EditChecklist)]


def test_the_rule_of_three_must_look_items_is_said_at_once(editor: EditChecklist) -> None:
    editor.order.choose(3)
    editor.form.must_look.click()
    assert "at most three questions" in editor.trouble.text()
    assert "4 of at most 3" in editor.count.text()
    asked: list[object] = []
    editor.publishing_asked.connect(asked.append)
    editor.publish()
    assert asked == []
    editor.undo()
    assert editor.trouble.isHidden()


def test_questions_are_moved_left_out_and_brought_back_by_key(editor: EditChecklist) -> None:
    order = editor.order
    order.choose(1)
    key(order.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [one.id for one in editor.draft.questions] == ["smoke", "road", "piles", "outlet"]
    assert order.at == 2
    order.up.click()
    order.up.click()
    order.up.click()
    assert [one.id for one in editor.draft.questions] == ["piles", "smoke", "road", "outlet"]
    key(order.list, Qt.Key.Key_Delete)
    assert [one.id for one in editor.draft.questions] == ["smoke", "road", "outlet"]
    key(order.list, Qt.Key.Key_Down)
    assert editor.form.question
    assert editor.form.question.id == "road"
    order.list.setFocus()
    key(order.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [one.id for one in editor.draft.questions] == ["piles", "smoke", "road", "outlet"]
    for _time in range(6):
        editor.undo()
    assert editor.draft == ListDraft.of(OUTSIDE_LIST)
    for _time in range(6):
        editor.take_out()
    assert editor.draft.questions == ()
    editor.move_question(1)
    assert not editor.form.isEnabled()
    assert "needs questions" in editor.trouble.text()


def test_a_preview_asks_as_a_stop_does(editor: EditChecklist) -> None:
    editor.edit(editor.draft.add(COLOUR, 4).add(DEPTH, 5))
    editor.previewing.click()
    rows = {row.question.id: row for row in editor.preview.rows}
    assert rows["colour"].isHidden()
    rows["smoke"].answers.buttons["no"].click()
    assert not rows["colour"].isHidden()
    rows["colour"].answers.buttons["c2"].click()
    assert editor.preview.finding["colour"].text() == "Opens a finding: 水色异常"
    assert not editor.preview.finding["colour"].isHidden()
    rows["colour"].answers.buttons["c2"].click()
    assert editor.preview.finding["colour"].isHidden()
    editor.edit(editor.draft.take_out(0))
    assert next(row.question.id for row in editor.preview.rows) == "piles"
    editor.turn()
    assert not editor.previewing.isChecked()


def test_a_condition_that_no_longer_fits_is_shown_and_can_be_chosen_anew(editor: EditChecklist) -> None:
    editor.edit(editor.draft.add(DEPTH, 0).add(COLOUR, 1))
    editor.order.choose(1)
    condition = editor.form.condition
    assert condition.question.currentText() == "after a question that does not come before"
    assert "does not come before it" in editor.trouble.text()
    condition.question.activated.emit(0)
    condition.question.setCurrentIndex(1)
    condition.question.activated.emit(1)
    assert condition.condition == Condition(question="depth", any_of=("na",))
    condition.chips["na"].click()
    assert "can't be given" in editor.trouble.text()
    condition.question.setCurrentIndex(0)
    condition.question.activated.emit(0)
    assert editor.draft.questions[1].shown_if is None
    assert editor.trouble.isHidden()


def test_choices_are_taken_out_and_measures_changed(editor: EditChecklist) -> None:
    editor.edit(editor.draft.add(COLOUR, 4).add(DEPTH, 5))
    editor.order.choose(4)
    choices = editor.form.choices
    choices.rows[0].taken_out.emit()
    assert [one.text for one in editor.draft.questions[4].choices] == ["黑臭"]
    editor.order.choose(5)
    editor.form.decimals.setValue(2)
    assert (editor.draft.questions[5].least, editor.draft.questions[5].most) == (50, 300)
    assert editor.form.least.text() == "0.50"
    editor.form.normal.setCurrentIndex(1)
    editor.form.normal.activated.emit(1)
    assert editor.draft.questions[5].normal == "no"


def test_a_must_look_item_that_waits_for_another_is_remarked(editor: EditChecklist) -> None:
    editor.edit(editor.draft.take_out(2).add(COLOUR, 2))
    editor.order.choose(2)
    editor.form.condition.question.setCurrentIndex(0)
    editor.form.condition.question.activated.emit(0)
    waiting = Question(
        id="w", text="等", must_look=True, shown_if=Condition(question="colour", any_of=("c1",))
    )
    editor.edit(editor.draft.add(waiting, 4))
    assert "an ordinary stop never asks it" in editor.remark.text()
    assert not editor.remark.isHidden()


def test_a_list_is_made_for_officers(editor: EditChecklist, settle: Settle, newest: Any) -> None:
    assert editor.whole.isHidden()
    editor.made_for.setCurrentIndex(1)
    editor.made_for.activated.emit(1)
    editor.whole.click()
    editor.title.setText("Check")
    editor.title.textEdited.emit("Check")
    editor.publish()
    settle()
    assert (newest().made_for, newest().whole, newest().title) == (ListFor.OFFICER, True, "Check")


def test_what_somebody_published_meanwhile_is_said_in_place(
    editor: EditChecklist, village: Village, settle: Settle
) -> None:
    village.record(
        ChecklistPublished(
            subject=OUTSIDE,
            title="别人的",
            version=4,
            made_for=ListFor.GRID_STAFF,
            questions=OUTSIDE_LIST.questions,
        ),
        by=Actor(OFFICER, OFFICE),
    )
    editor.take_out()
    editor.publish()
    settle()
    assert "published meanwhile" in editor.trouble.text()
    assert editor.isVisible()
