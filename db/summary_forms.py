"""A superior's own blank form, filled with the summary of a period; which cell held what is remembered."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from db.connection import Reader
from db.settings import kept_choice
from db.workspace import Workspace
from inspector.errors import Refused
from inspector.model.number import NUMBER_NAMES, Number
from inspector.reports.summary_paper import CountedRow, FoundLine, SummaryPaper
from inspector.tables.blank_form import Filled, FormFacts
from inspector.tables.form_document import fill_document
from inspector.tables.form_places import KeptForm, Placed, placed_anew, words_beside
from inspector.tables.form_sheets import FormSheet, sheets_of
from inspector.tables.form_workbook import fill_workbook, loses_drawings, proposed_places
from inspector.tables.writing import unfinished
from inspector.words import LANGUAGES, N_, Say, in_language

VALUES = {
    "period": N_("Period"),
    "period_name": N_("Number of the period"),
    "first": N_("First day of the period"),
    "last": N_("Last day of the period"),
    "grid": N_("Grid"),
    "office": N_("Office"),
    "frozen_by": N_("Filled in by"),
    "frozen_on": N_("Filled in on"),
    "problems": N_("Problems that stand out"),
    "help": N_("Help needed from above"),
    "next": N_("What comes next"),
}
COLUMNS = {
    "found.no": N_("No."),
    "found.noticed": N_("Noticed"),
    "found.people": N_("Inspectors"),
    "found.category": N_("Category"),
    "found.text": N_("What is wrong"),
    "found.place": N_("Where it is"),
    "found.measures": N_("Measures taken"),
    "found.done_on": N_("Put right on"),
    "found.responsible": N_("Responsible"),
    "found.rechecked_on": N_("Re-checked on"),
    "found.rechecked_by": N_("Re-checker"),
    "found.state": N_("State"),
    "missing.grid": N_("Grid"),
    "missing.days": N_("Days"),
    "missing.reason": N_("Reason the grid gave"),
}
COUNTED = {
    "grids": N_("Grid"),
    "categories": N_("Category"),
    "severities": N_("Severity"),
    "sources": N_("Source"),
}
"""The tables of numbers, and what their first column is called."""
TABLES = {
    "found": N_("Findings in detail"),
    "missing": N_("Missing rounds"),
    "grids": N_("By grid"),
    "categories": N_("By category"),
    "severities": N_("By severity"),
    "sources": N_("By source"),
}
ALSO = {
    "grid": ("填报单位", "报送单位", "单位名称"),
    "period": ("填报周期", "统计周期", "统计时段"),
    "frozen_by": ("制表人", "经办人"),
    "problems": ("存在问题", "主要问题"),
    "help": ("需协调解决的问题", "需上级协调解决的问题", "意见建议"),
    "next": ("下周工作计划", "下周重点", "下步打算"),
    Number.FINDINGS: ("发现问题", "发现问题数", "排查问题", "排查发现问题"),
    Number.ON_THE_SPOT: ("立行立改", "立行立改数", "现场整改"),
    Number.ASSIGNED: ("交办", "交办问题", "交办数"),
    Number.TRANSFERRED: ("移送", "移交", "移送问题"),
    Number.PUT_RIGHT: ("整改完成", "完成整改", "已整改数"),
    Number.OVERDUE: ("逾期", "超期", "逾期未整改", "期末逾期"),
    Number.CLOSE_OFF_PASSED: ("销号", "已销号", "销号数"),
    Number.PEOPLE_OUT: ("出动人员", "出动人数", "巡查人次"),
    Number.VEHICLES: ("出动车辆", "车辆"),
    Number.STOPS: ("检查点位", "巡查点位", "检查处次"),
    "found.text": ("问题", "问题描述", "存在问题"),
    "found.place": ("地点", "点位名称", "问题地点"),
    "found.responsible": ("责任人", "责任单位"),
    "found.noticed": ("发现日期",),
    "found.measures": ("整改情况",),
    "found.done_on": ("完成时间", "整改时间"),
    "found.state": ("整改状态", "是否完成整改"),
    "found.no": ("序号",),
}
"""What forms of superiors call the same; words beside a cell, not words of the window."""
FORMS = "forms of superiors"
"""The choice that keeps which forms are known, and what their places stand for."""
MOST_FORMS = 30
DOCUMENT = ".docx"
THE_BLANK = N_("{file} is the blank form itself; give what is filled in another name.")


class FormField(NamedTuple):
    """What a place can stand for, its name, and what it says now; a column of a table grows downwards.

    ``also`` are other words for it, by which it is found.
    """

    key: str
    title: str
    shown: str
    is_column: bool = False
    also: tuple[str, ...] = ()


def form_facts(paper: SummaryPaper) -> FormFacts:
    """Give what a form is filled from: each number by its key, ``before.`` with that of the period before."""
    say = in_language(paper.language)
    values: dict[str, Filled] = {
        "period": paper.period.title(say),
        "period_name": paper.period.name,
        "first": paper.period.first,
        "last": paper.period.last,
        "grid": paper.grid,
        "office": paper.office,
        "frozen_by": paper.frozen_by,
        "frozen_on": paper.frozen_on,
        "problems": paper.problems,
        "help": paper.help,
        "next": paper.next,
        **{str(number): count for number, (count, _before) in paper.told().items()},
        **{f"before.{number}": before for number, (_count, before) in paper.told().items()},
        **{f"{row.name}.{number}": count for row in paper.by_grid for number, count in row.counts},
    }
    tables: dict[str, list[dict[str, Filled]]] = {
        "grids": [_row(row) for row in paper.by_grid],
        "categories": [_row(row) for row in paper.by_category],
        "severities": [_row(row) for row in paper.by_severity],
        "sources": [_row(row) for row in paper.by_source],
        "found": [
            {field.name: getattr(line, field.name) for field in fields(FoundLine)}
            | {"no": number, "state": say(line.state)}
            for number, line in enumerate(paper.found, 1)
        ],
        "missing": [{"grid": line.grid, "days": line.days, "reason": line.reason} for line in paper.missing],
    }
    return FormFacts(values, tables, _names(values))


def proposal(reader: Reader, form: Path, facts: FormFacts) -> Placed:
    """Give which cell stands for what: as the last time with this form or an earlier edition, else guessed.

    Raises Unreadable for what is no form.
    """
    is_document = form.suffix.lower() == DOCUMENT
    placed = _proposal(reader, form, facts)
    return replace(placed, loses_drawings=not is_document and loses_drawings(form))


def _proposal(reader: Reader, form: Path, facts: FormFacts) -> Placed:
    sheets, digest = sheets_of(form), _digest(form)
    kept = kept_forms(reader)
    for one in kept:
        if one.digest == digest:
            return Placed(dict(one.places), is_kept=True)
    of_its_kind = [one for one in kept if Path(one.file).suffix.lower() == form.suffix.lower()]
    for one in sorted(of_its_kind, key=lambda one: Path(one.file).name != form.name):
        if one.places and (placed := placed_anew(one, sheets)):
            return placed
    return Placed({} if form.suffix.lower() == DOCUMENT else proposed_places(form, facts))


def kept_forms(reader: Reader) -> tuple[KeptForm, ...]:
    """List the forms that were mapped before, the one of the last time first."""
    try:
        return msgspec.json.decode(kept_choice(reader, FORMS) or "[]", type=tuple[KeptForm, ...])
    except (msgspec.DecodeError, msgspec.ValidationError):
        return ()


def remember_places(workspace: Workspace, form: Path, places: Mapping[str, str]) -> None:
    """Keep what each cell stands for until the next period; in the thread that writes."""
    sheets = sheets_of(form)
    named = {_with_sheet(place, sheets): key for place, key in places.items()}
    fresh = KeptForm(_digest(form), str(form.absolute()), named, words_beside(sheets, named))
    with closing(workspace.reader()) as reader:
        others = [one for one in kept_forms(reader) if one.digest != fresh.digest]
    workspace.keep_choice(FORMS, msgspec.json.encode([fresh, *others][:MOST_FORMS]).decode())


def fill_form(form: Path, places: Mapping[str, str], facts: FormFacts, to: Path) -> int:
    """Write ``form`` filled in its places into ``to``, whole or not at all; give how many there were.

    Raises Unreadable and Refused as ``fill_workbook`` and ``fill_document`` do.
    """
    if to.absolute() == form.absolute():
        raise Refused(THE_BLANK, file=form.name)
    fill = fill_document if form.suffix.lower() == DOCUMENT else fill_workbook
    with unfinished(to) as partial:
        return fill(form, places, facts, partial)


def form_fields(paper: SummaryPaper, facts: FormFacts, say: Say) -> tuple[FormField, ...]:
    """List what a place can stand for, each with what it says in the period of ``paper``."""
    before = say("{title} of the period before")
    fields = [FormField(key, say(title), _told(facts.values[key])) for key, title in VALUES.items()]
    for number, (count, was) in paper.told().items():
        fields.append(FormField(str(number), say(NUMBER_NAMES[number]), str(count)))
        fields.append(FormField(f"before.{number}", before.format(title=say(NUMBER_NAMES[number])), str(was)))
    fields += [
        FormField(
            key, f"{say(title)} · {say(TABLES[key.partition('.')[0]])}", _column(facts, key), is_column=True
        )
        for key, title in _columns(facts)
    ]
    fields += [
        FormField(f"{row.name}.{number}", f"{row.name} · {say(NUMBER_NAMES[number])}", str(count))
        for row in paper.by_grid
        for number, count in row.counts
    ]
    return tuple(one._replace(also=tuple(facts.names.get(one.key, ()))) for one in fields)


def _columns(facts: FormFacts) -> Iterator[tuple[str, str]]:
    """Give the columns of all tables with their titles, without those that no row has."""
    yield from COLUMNS.items()
    for table, name in COUNTED.items():
        yield f"{table}.name", name
        told = {key for row in facts.tables[table] for key in row}
        yield from ((f"{table}.{one}", title) for one, title in NUMBER_NAMES.items() if one in told)


def _column(facts: FormFacts, key: str) -> str:
    cells = facts.rows_of(key) or []
    return f"{_told(cells[0])} … ({len(cells)})" if cells else "(0)"


def _told(value: Filled) -> str:
    return "" if value is None else str(value)


def _row(row: CountedRow) -> dict[str, Filled]:
    return {"name": row.name, **{str(number): count for number, count in row.counts}}


def _names(values: Mapping[str, Filled]) -> dict[str, tuple[str, ...]]:
    """Give the words for each key in both languages; what has none is called by its key alone."""
    numbers = {str(number): name for number, name in NUMBER_NAMES.items()}
    told = {
        **numbers,
        **VALUES,
        **COLUMNS,
        **{f"{table}.name": name for table, name in COUNTED.items()},
        **{f"{table}.{number}": name for table in COUNTED for number, name in numbers.items()},
    }
    names = {
        key: (*(in_language(one)(name) for one in LANGUAGES), *ALSO.get(key, ()))
        for key, name in told.items()
    }
    return {**dict.fromkeys(values, ()), **names}


def _with_sheet(place: str, sheets: Sequence[FormSheet]) -> str:
    """Name a place whole: one without a sheet is on the first."""
    return place if "!" in place or place.startswith("{") else f"{sheets[0].title}!{place}"


def _digest(form: Path) -> str:
    """Name a form by its bytes: another edition may have other cells."""
    return sha256(form.read_bytes()).hexdigest()[:16]
