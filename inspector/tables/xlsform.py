"""Forms of other programs (XLSForm: ODK, KoBo and others) read as questions of a checklist.

What has no counterpart here is listed with its reason, and never silently dropped. The format is described
at xlsform.org; sheets are read by this program's own bounded reader, because a form comes from anywhere.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from inspector.errors import Refused, Spoken, Unreadable
from inspector.model.answer_text import amount_from
from inspector.model.question import (
    MOST_DECIMALS,
    Choice,
    Condition,
    Question,
    QuestionKind,
    Value,
    answers_named,
    check_question,
)
from inspector.tables.form_terms import (
    ALWAYS,
    DECIMALS,
    IGNORED_COLUMNS,
    KINDS,
    LANGUAGE_NAMES,
    RECORDED_ITSELF,
    TAKEN_COLUMNS,
    YES,
    condition_of,
    range_of,
    type_of,
)
from inspector.tables.reading import read_table
from inspector.tables.table import Cell, Table
from inspector.words import N_

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of a form that was not taken over; ``row`` is 0 where it stands in no single row."""

    row: int
    name: str
    reason: Spoken


@dataclass(frozen=True, slots=True)
class FormReading:
    """The questions a form became, and what is missing in them."""

    title: str
    questions: tuple[Question, ...]
    left_out: tuple[LeftOut, ...]


def read_form(path: Path, language: str) -> FormReading:
    """Read a form; of several languages its labels are taken in ``language``.

    Raises Unreadable where the file is no form, or no question of it could be taken over.
    """
    survey = read_table(path, SURVEY, is_headed=True)
    columns = {column.strip().lower() for column in survey.columns}
    if not {"type", "name"} <= columns:
        raise Unreadable(
            N_("{file} is no XLSForm: its sheet “survey” has no columns “type” and “name”."), file=path.name
        )
    reading = _Form()
    reading.offered = reading.rows_of(path, CHOICES, survey.sheets, language)
    settings = reading.rows_of(path, SETTINGS, survey.sheets, language)
    title = next((row.text("form_title") for row in settings if row.text("form_title")), path.stem)
    reading.left_out.extend(LeftOut(0, SURVEY, note) for note in survey.notes)
    reading.left_out.extend(_further_columns(survey, language))
    for row in _rows_of(survey, language):
        reading.take(row)
    reading.end()
    if not reading.questions:
        raise Unreadable(N_("No question of {file} could be taken over."), file=path.name)
    return FormReading(title.strip(), tuple(reading.questions), tuple(reading.left_out))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row by the names of its columns."""

    number: int
    cells: Mapping[str, Cell]

    @property
    def texts(self) -> dict[str, str]:
        """What stands in each column; a cell that can't be read is empty."""
        return {name: cell.strip() for name, cell in self.cells.items() if isinstance(cell, str)}

    def text(self, column: str) -> str:
        return self.texts.get(column, "")

    def is_yes(self, column: str) -> bool:
        return self.text(column).lower() in YES


@dataclass(slots=True)
class _Group:
    """A group of questions that is open; one that is asked ``again`` and again is left out."""

    relevant: str
    again: bool


@dataclass(slots=True)
class _Form:
    """Takes the rows of a survey one after another."""

    offered: Sequence[_Row] = ()
    questions: list[Question] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    _groups: list[_Group] = field(default_factory=list)
    _hint: list[str] = field(default_factory=list)

    def rows_of(self, path: Path, sheet: str, sheets: Sequence[str], language: str) -> list[_Row]:
        """Give the rows of a sheet that a form may do without."""
        if sheet not in sheets:
            return []
        try:
            return _rows_of(read_table(path, sheet, is_headed=True), language)
        except Unreadable as error:
            self.left_out.append(LeftOut(0, sheet, error))
            return []

    def take(self, row: _Row) -> None:
        """Take one row of the survey."""
        for cell in row.cells.values():
            if isinstance(cell, Spoken):
                self.left_out.append(LeftOut(row.number, row.text("name"), cell))
        kind, after = type_of(row.text("type"))
        if kind.startswith("begin_"):
            self._begin(row, again=kind == "begin_repeat")
        elif kind in {"end_group", "end_repeat"}:
            del self._groups[-1:]
        elif any(group.again for group in self._groups):
            self._leave(row, N_("It belongs to questions that are asked again and again."))
        elif kind == "note":
            self._note(row)
        elif kind in RECORDED_ITSELF:
            self._leave(row, N_("“{type}” is recorded by itself here."), type=kind)
        elif kind in KINDS:
            self._question(row, KINDS[kind], kind, after)
        else:
            self._leave(row, N_("There is no kind of question here for “{type}”."), type=row.text("type"))

    def end(self) -> None:
        """Give words that no question followed to the last one."""
        if self._hint and self.questions:
            last = self.questions[-1]
            hint = " ".join(part for part in (last.hint, *self._hint) if part)
            self.questions[-1] = msgspec.structs.replace(last, hint=hint)

    def _begin(self, row: _Row, *, again: bool) -> None:
        self._groups.append(_Group(row.text("relevant"), again))
        if again:
            self._leave(row, N_("Questions that are asked again and again are not taken over."))

    def _question(self, row: _Row, kind: QuestionKind, typed: str, after: Sequence[str]) -> None:
        name = row.text("name")
        if not name or any(question.id == name for question in self.questions):
            self._leave(row, N_("A question needs a name of its own."))
            return
        choices = self._choices(row, after) if kind in {QuestionKind.CHOICE, QuestionKind.SEVERAL} else ()
        normal = set(row.text("normal").split())
        if kind is QuestionKind.CHOICE and {one.id for one in choices} == {"yes", "no"} and len(normal) == 1:
            kind, choices = QuestionKind.YES_NO, ()
        question = Question(
            id=name,
            text=row.text("label") or name,
            kind=kind,
            normal=Value.NO if normal == {"no"} else Value.YES,
            choices=tuple(
                msgspec.structs.replace(one, normal=not normal or one.id in normal) for one in choices
            ),
            trouble=row.text("trouble"),
            unit=row.text("unit"),
            must_look=row.is_yes("must_look"),
            optional=not self._is_required(row),
            hint=" ".join(part for part in (*self._hint, row.text("hint")) if part),
        )
        question = self._measured(row, question, typed)
        question = self._conditioned(row, question)
        try:
            check_question(question, {one.id: one for one in self.questions})
        except Refused as refusal:
            self.left_out.append(LeftOut(row.number, name, refusal))
            return
        self._hint.clear()
        self.questions.append(question)
        self._say_what_is_not_taken(row, question)

    def _choices(self, row: _Row, after: Sequence[str]) -> tuple[Choice, ...]:
        found: list[Choice] = []
        listed = after[0] if after else ""
        for one in self.offered:
            if listed and listed in {one.text("list_name"), one.text("list name")}:
                name = one.text("name")
                if name == Value.NOT_APPLICABLE:
                    self._leave(one, N_("Every question can be answered “not applicable” here."))
                elif name:
                    found.append(Choice(id=name, text=one.text("label") or name))
        if row.text("choice_filter"):
            self._leave(row, N_("All choices are offered: “choice_filter” is not taken over."))
        if "or_other" in after:
            self._leave(row, N_("Words for another choice are not asked: “or_other” is not taken over."))
        return tuple(found)

    def _is_required(self, row: _Row) -> bool:
        text = row.text("required").lower()
        if text in YES or text in {"", "no", "false", "false()", "0"}:
            return text in YES
        self._leave(row, N_("It always needs an answer: “{text}” is not taken over."), text=text)
        return True

    def _measured(self, row: _Row, question: Question, typed: str) -> Question:
        constraint = row.text("constraint")
        if question.kind is not QuestionKind.NUMBER:
            if constraint:
                self._leave(row, N_("The constraint “{text}” is not taken over."), text=constraint)
            return question
        decimals = DECIMALS.get(typed, 0)
        if typed == "range":
            constraint = _range_of_parameters(row.text("parameters"))
        if not constraint:
            return msgspec.structs.replace(question, decimals=decimals)
        ends = range_of(constraint) or []
        if typed in DECIMALS or typed == "range":
            finest = max((len(text.partition(".")[2]) for _mark, text in ends), default=0)
            decimals = min(max(decimals, finest), MOST_DECIMALS)
        measured = _ends(ends, decimals)
        if measured is None:
            self._leave(row, N_("The constraint “{text}” is not taken over."), text=constraint)
            return msgspec.structs.replace(question, decimals=decimals)
        least, most = measured
        return msgspec.structs.replace(question, decimals=decimals, least=least, most=most)

    def _conditioned(self, row: _Row, question: Question) -> Question:
        own = row.text("relevant")
        outer = [group.relevant for group in self._groups if group.relevant]
        texts = [text for text in (*outer, own) if text and text.lower() not in ALWAYS]
        if not texts:
            return question
        found = condition_of(texts[0]) if len(texts) == 1 else None
        earlier = next((one for one in self.questions if found and one.id == found[0]), None)
        if found and earlier:
            _name, answers, is_not = found
            offered = answers_named(earlier)
            chosen = tuple(
                one
                for one in offered
                if (one in answers) != is_not and not (is_not and one == Value.NOT_APPLICABLE)
            )
            if chosen and set(answers) <= set(offered):
                return msgspec.structs.replace(
                    question, shown_if=Condition(question=earlier.id, any_of=chosen)
                )
        self._leave(
            row, N_("It is always asked: the condition “{text}” is not taken over."), text=" and ".join(texts)
        )
        return question

    def _note(self, row: _Row) -> None:
        if row.text("label"):
            self._hint.append(row.text("label"))
        if row.text("relevant"):
            self._leave(
                row, N_("This note became the hint of the next question; its condition is not taken over.")
            )

    def _say_what_is_not_taken(self, row: _Row, question: Question) -> None:
        for column, text in row.texts.items():
            if text and column not in TAKEN_COLUMNS and column not in IGNORED_COLUMNS:
                self._leave(row, N_("“{column}” ({text}) is not taken over."), column=column, text=text)
        if "${" in question.text:
            self._leave(row, N_("Its words name another answer, which is not filled in here."))

    def _leave(self, row: _Row, reason: str, **values: object) -> None:
        self.left_out.append(LeftOut(row.number, row.text("name"), Refused(reason, **values)))


def _rows_of(table: Table, language: str) -> list[_Row]:
    """Give the rows by their columns; of several languages the one asked for, else the plain one."""
    chosen: dict[str, tuple[int, int]] = {}
    for at, column in enumerate(table.columns):
        name, _mark, spoken = (part.strip().lower() for part in column.partition("::"))
        fitness = 2 if spoken and _speaks(spoken, language) else 1 - bool(spoken)
        if name not in chosen or chosen[name][0] < fitness:
            chosen[name] = fitness, at
    return [
        _Row(row.number, {name: row.cell(at) for name, (_fit, at) in chosen.items()}) for row in table.rows
    ]


def _further_columns(table: Table, language: str) -> Iterator[LeftOut]:
    """Say which languages are not taken over: a list speaks one."""
    named = [column for column in table.columns if "::" in column and column.lower().startswith("label")]
    wanted = [column for column in named if _speaks(column.partition("::")[2].strip().lower(), language)]
    for column in named:
        if column not in (wanted or named[:1]):
            yield LeftOut(
                0,
                column,
                Refused(
                    N_("A list speaks one language; read the form again in the other for a second list.")
                ),
            )


def _speaks(spoken: str, language: str) -> bool:
    return bool(LANGUAGE_NAMES[language] & set(re.split(r"[\s()（）_-]+", spoken)))


def _range_of_parameters(text: str) -> str:
    """Write the parameters of a slider as a constraint."""
    given = dict(part.split("=", 1) for part in text.replace(",", " ").split() if "=" in part)
    ends = [f". {mark} {given[name]}" for name, mark in (("start", ">="), ("end", "<=")) if name in given]
    return " and ".join(ends)


def _ends(ends: Sequence[tuple[str, str]], decimals: int) -> tuple[int | None, int | None] | None:
    """Give the least and the most of ``ends``; what must be more than an end is one step more.

    None where there are none, or one is finer than the question counts.
    """
    least: list[int] = []
    most: list[int] = []
    for mark, text in ends:
        amount = amount_from(text, decimals)
        if amount is None:
            return None
        (least if ">" in mark else most).append(amount + {">": 1, "<": -1}.get(mark, 0))
    return (max(least, default=None), min(most, default=None)) if ends else None
