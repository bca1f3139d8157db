"""Forms of other programs as checklists: what is taken over, and what is said to be missing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from inspector.errors import Unreadable
from inspector.model.checklist import ChecklistPublished, ListFor, publish
from inspector.model.question import Choice, Condition, Question, QuestionKind, Value
from inspector.tables.form_terms import condition_of, range_of, type_of
from inspector.tables.xlsform import FormReading, read_form
from tests.tables.forms import CHOICES, SETTINGS, Sheet, form, survey


def reasons(reading: FormReading) -> list[tuple[int, str, str]]:
    return [(one.row, one.name, str(one.reason)) for one in reading.left_out]


def read(tmp_path: Path, rows: Sheet, choices: Sheet = CHOICES) -> FormReading:
    return read_form(form(tmp_path / "form.xlsx", rows, choices), "zh_CN")


def test_our_example_is_a_form_other_programs_read(tmp_path: Path) -> None:
    assert "<h:title>河段巡查表</h:title>" in convert(form(tmp_path / "form.xlsx")).xform


def test_every_kind_of_question_is_taken_over(tmp_path: Path) -> None:
    reading = read_form(form(tmp_path / "form.xlsx"), "zh_CN")
    assert reading.title == "河段巡查表"
    colours = (
        Choice(id="clear", text="清澈"),
        Choice(id="turbid", text="浑浊", normal=False),
        Choice(id="black", text="黑臭", normal=False),
    )
    plain = tuple(Choice(id=one.id, text=one.text) for one in colours)
    assert reading.questions == (
        Question(
            id="smell",
            text="厂界外有无异味",
            normal=Value.NO,
            must_look=True,
            trouble="有异味",
            hint="站在下风向",
        ),
        Question(id="colour", text="水色", kind=QuestionKind.CHOICE, choices=colours, hint="看水面"),
        Question(
            id="source",
            text="来源",
            kind=QuestionKind.TEXT,
            optional=True,
            shown_if=Condition(question="colour", any_of=("turbid", "black")),
        ),
        Question(id="traces", text="岸边所见", kind=QuestionKind.SEVERAL, choices=plain, optional=True),
        Question(id="ph", text="pH", kind=QuestionKind.NUMBER, decimals=2, least=600, most=950),
        Question(
            id="outlets",
            text="排口数",
            kind=QuestionKind.NUMBER,
            unit="个",
            least=1,
            optional=True,
            shown_if=Condition(question="traces", any_of=("black",)),
        ),
        Question(
            id="since",
            text="何时起",
            kind=QuestionKind.DATE,
            optional=True,
            shown_if=Condition(question="smell", any_of=("yes",)),
        ),
        Question(id="board", text="公示牌", kind=QuestionKind.PHOTO, optional=True),
    )
    assert reasons(reading) == [
        (0, "label::English (en)", reasons(reading)[0][2]),
        (2, "start", "“start” is recorded by itself here."),
    ]
    assert "speaks one language" in reasons(reading)[0][2]
    made = ChecklistPublished(
        subject="l", title=reading.title, version=1, made_for=ListFor.GRID_STAFF, questions=reading.questions
    )
    assert publish(made) is made


def test_labels_are_taken_in_the_language_asked_for(tmp_path: Path) -> None:
    english = read_form(form(tmp_path / "form.xlsx"), "en")
    assert english.questions[0].text == "Smell beyond the boundary"
    rows = survey(("text", "a", "First", "Plain"), columns=("type", "name", "label::Français", "label"))
    assert read(tmp_path, rows).questions[0].text == "Plain"
    rows = survey(("text", "a", "First"), columns=("type", "name", "label::Français"))
    assert read(tmp_path, rows).questions[0].text == "First"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("geopoint", "where", "位置"), "“geopoint” is recorded by itself here."),
        (("time", "when", "时间"), "There is no kind of question here for “time”."),
        (("", "lost", "没有类型"), "There is no kind of question here for “”."),
        (("text", "", "没有名字"), "A question needs a name of its own."),
        (("text", "kept", "重名"), "A question needs a name of its own."),
        (("select_one none", "which", "哪个"), "“哪个” needs two choices or more, each once."),
        (("select_one", "which", "哪个"), "“哪个” needs two choices or more, each once."),
        (("begin_repeat", "again", "逐个"), "Questions that are asked again and again are not taken over."),
    ],
)
def test_what_has_no_counterpart_is_said(tmp_path: Path, row: tuple[str, ...], said: str) -> None:
    reading = read(tmp_path, survey(("text", "kept", "备注"), row))
    assert [question.id for question in reading.questions] == ["kept"]
    assert reasons(reading) == [(3, row[1], said)]


@pytest.mark.parametrize(
    ("columns", "row", "said"),
    [
        (("required",), ("${b}='x'",), "It always needs an answer: “${b}='x'” is not taken over."),
        (("constraint",), ("regex(., 'x')",), "The constraint “regex(., 'x')” is not taken over."),
        (("relevant",), ("${b} > 3",), "It is always asked: the condition “${b} > 3” is not taken over."),
        (("relevant",), ("${b}='x'",), "It is always asked: the condition “${b}='x'” is not taken over."),
        (("default",), ("12",), "“default” (12) is not taken over."),
        (("media::image",), ("a.png",), "“media” (a.png) is not taken over."),
    ],
)
def test_what_is_missing_in_a_question_is_said(
    tmp_path: Path, columns: tuple[str, ...], row: tuple[str, ...], said: str
) -> None:
    rows = survey(("text", "a", "备注", *row), columns=("type", "name", "label", *columns))
    reading = read(tmp_path, rows)
    assert [question.shown_if for question in reading.questions] == [None]
    assert reasons(reading) == [(2, "a", said)]


@pytest.mark.parametrize(
    ("typed", "constraint", "facts"),
    [
        ("integer", ". >= -2 and . < 10", (0, -2, 9)),
        ("integer", "(. > 0) and (. <= 5)", (0, 1, 5)),
        ("decimal", ".>0.125", (3, 126, None)),
        ("decimal", "", (2, None, None)),
        ("integer", "", (0, None, None)),
    ],
)
def test_ranges_are_taken_over_as_what_is_normal(
    tmp_path: Path, typed: str, constraint: str, facts: tuple[int, int | None, int | None]
) -> None:
    rows = survey((typed, "a", "读数", constraint), columns=("type", "name", "label", "constraint"))
    (question,) = read(tmp_path, rows).questions
    assert (question.decimals, question.least, question.most) == facts


@pytest.mark.parametrize(
    ("typed", "constraint"), [("integer", ". > 0.5"), ("decimal", ". mod 2 = 0"), ("integer", ". >= ${b}")]
)
def test_a_constraint_that_is_no_range_is_said(tmp_path: Path, typed: str, constraint: str) -> None:
    rows = survey((typed, "a", "读数", constraint), columns=("type", "name", "label", "constraint"))
    reading = read(tmp_path, rows)
    assert (reading.questions[0].least, reading.questions[0].most) == (None, None)
    assert reasons(reading) == [(2, "a", f"The constraint “{constraint}” is not taken over.")]


def test_a_slider_is_a_number_with_a_range(tmp_path: Path) -> None:
    columns = ("type", "name", "label", "parameters")
    rows = survey(("range", "a", "程度", "start=0 end=2.5 step=0.5"), ("range", "b", "无"), columns=columns)
    first, second = read(tmp_path, rows).questions
    assert (first.decimals, first.least, first.most) == (1, 0, 25)
    assert (second.decimals, second.least, second.most) == (0, None, None)


def test_groups_pass_their_condition_on_and_repeats_are_left_out(tmp_path: Path) -> None:
    rows = survey(
        ("select_one yes_no", "smell", "异味", ""),
        ("begin group", "more", "详情", "${smell}='yes'"),
        ("text", "what", "何种", ""),
        ("text", "why", "为何", "${smell}='no'"),
        ("end group", "", "", ""),
        ("begin repeat", "again", "逐个", ""),
        ("text", "each", "每个", ""),
        ("end repeat", "", "", ""),
        ("text", "last", "最后", "true()"),
        ("text", "never", "从不", "${smell}='maybe'"),
        columns=("type", "name", "label", "relevant"),
    )
    reading = read(tmp_path, rows)
    shown = {question.id: question.shown_if for question in reading.questions}
    yes = Condition(question="smell", any_of=("yes",))
    assert shown == {"smell": None, "what": yes, "why": None, "last": None, "never": None}
    assert [(row, name) for row, name, _reason in reasons(reading)] == [
        (5, "why"),
        (7, "again"),
        (8, "each"),
        (11, "never"),
    ]


def test_notes_become_hints_of_the_next_question_or_the_last(tmp_path: Path) -> None:
    rows = survey(
        ("note", "n1", "先看风向", ""),
        ("note", "n2", "", ""),
        ("text", "a", "备注", ""),
        ("note", "n3", "谢谢", "${a}='x'"),
        columns=("type", "name", "label", "relevant"),
    )
    reading = read(tmp_path, rows)
    assert [question.hint for question in reading.questions] == ["先看风向 谢谢"]
    assert [(row, name) for row, name, _reason in reasons(reading)] == [(5, "n3")]


def test_choices_that_every_question_has_and_words_for_others_are_said(tmp_path: Path) -> None:
    choices = (
        ("list name", "name", "label"),
        ("kinds", "a", "甲"),
        ("kinds", "b", ""),
        ("kinds", "na", "不适用"),
        ("kinds", "", "没有名字"),
    )
    columns = ("type", "name", "label", "choice_filter")
    rows = survey(("select_one kinds or_other", "which", "哪个 ${a}", "x=1"), columns=columns)
    reading = read(tmp_path, rows, choices)
    assert reading.questions[0].choices == (Choice(id="a", text="甲"), Choice(id="b", text="b"))
    said = [reason for _row, _name, reason in reasons(reading)]
    for part in ("not applicable", "choice_filter", "or_other", "name another answer"):
        assert sum(part in reason for reason in said) == 1


def test_the_first_row_names_the_columns_even_where_a_later_one_holds_names_of_sites(tmp_path: Path) -> None:
    choices = (("list_name", "name", "label"), ("status", "grid", "网格"), ("status", "address", "地址"))
    (question,) = read(tmp_path, survey(("select_one status", "kind", "类型")), choices).questions
    assert [choice.id for choice in question.choices] == ["grid", "address"]


def test_yes_and_no_without_a_normal_answer_open_no_finding(tmp_path: Path) -> None:
    (question,) = read(tmp_path, survey(("select one from yes_no", "smell", "异味"))).questions
    assert question.kind is QuestionKind.CHOICE
    assert all(choice.normal for choice in question.choices)


def test_a_cell_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    rows = survey(("text", "a", "备注", "=1/0"), columns=("type", "name", "label", "hint"))
    ((row, name, reason),) = reasons(read(tmp_path, rows))
    assert (row, name) == (2, "a")
    assert "formula without a value" in reason


def test_a_sheet_that_holds_nothing_is_said(tmp_path: Path) -> None:
    rows = survey(("text", "a", "备注"))
    reading = read_form(form(tmp_path / "form.xlsx", rows, (("list_name", "name", "label"),), ()), "zh_CN")
    assert reading.title == "form"
    ((row, name, _reason),) = reasons(reading)
    assert (row, name) == (0, "choices")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((("question", "answer"), ("a", "b")), "no XLSForm"),
        (survey(("geopoint", "a", "位置")), "No question of form.xlsx could be taken over"),
        ((), "no sheet called survey"),
    ],
)
def test_what_is_no_form_is_refused_in_a_sentence(tmp_path: Path, rows: Sheet, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_form(form(tmp_path / "form.xlsx", rows, CHOICES, SETTINGS), "zh_CN")
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("relevant", "meant"),
    [
        ("${a}='x'", ("a", ("x",), False)),
        ('( ${a} = "x" )', ("a", ("x",), False)),
        ("selected(${a}, 'x') or selected(${a}, \"y\")", ("a", ("x", "y"), False)),
        ("${a}!='x'", ("a", ("x",), True)),
        ("${a}!='x' or ${a}!='y'", None),
        ("${a}='x' or ${b}='x'", None),
        ("${a}='x' and ${b}='x'", None),
        ("", None),
    ],
)
def test_conditions_are_read_where_they_name_answers_of_one_question(
    relevant: str, meant: tuple[str, tuple[str, ...], bool] | None
) -> None:
    assert condition_of(relevant) == meant


@given(st.text("${}a.='x\"()<>0 1andor!,selct", max_size=60))
def test_whatever_stands_in_a_form_is_read_or_not(text: str) -> None:
    condition_of(text)
    range_of(text)
    kind, after = type_of(text)
    assert not kind.startswith(" ")
    assert all(after)


def test_types_are_read_in_all_their_spellings() -> None:
    assert type_of("Select  One From Kinds") == ("select_one", ("Kinds",))
    assert type_of("select all that apply kinds or_other") == ("select_multiple", ("kinds", "or_other"))
    assert type_of("begin group") == ("begin_group", ())
    assert type_of("") == ("", ())
