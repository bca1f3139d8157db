"""What a ledger on paper is about: written down and read back, narrowed as the list, said in words."""

from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.connection import Reader
from db.issued_reports import ReportWish, gather_issued, issue_report
from db.queries.issues import issue_of
from db.queries.ledger_scope import LEDGER_FILTERS, LINE_FILTERS, LedgerScope
from db.queries.ledger_words import scope_words
from inspector.errors import Refused
from inspector.model.issued_report import ReportKind
from inspector.model.task_life import TaskCorrected
from inspector.model.task_state import Pace, TaskState
from inspector.reports.case_paper import LedgerPaper
from inspector.words import in_language
from tests.db.case_desk import BY_CLERK, BY_COUNTY, LATER, appoint, give, report
from tests.db.test_table_findings import HEAPS, PLAN, TASK, set_tasks
from tests.db.village import OFFICE, TODAY, VILLAGE, Village, named

ENGLISH = in_language("en")


@pytest.fixture
def village(tmp_path):
    with closing(Village(tmp_path)) as made:
        appoint(made)
        set_tasks(made)
        give(made, report(made, 70))
        report(made, 71)
        yield made


@pytest.fixture
def reader(village):
    with closing(village.workspace.reader()) as made:
        yield made


def keys(reader: Reader, **how) -> list[str]:
    return LedgerScope(grid=VILLAGE, **how).keys(reader, BY_CLERK.person, TODAY, 9)


def words(reader: Reader, **how) -> str:
    return scope_words(reader, LedgerScope(grid=VILLAGE, **how), ENGLISH)


def paper(village, scope) -> LedgerPaper:
    """Give the paper of a ledger that was issued, and see that it carries the entries of its lines."""
    wish = ReportWish(kind=ReportKind.LEDGER, about=scope.about, signers=("issuer",))
    issued = issue_report(village.workspace, wish, BY_CLERK, LATER, village.chance)
    with closing(village.workspace.reader()) as reader:
        issue = issue_of(reader, issued.report)
        assert issue
        made = gather_issued(reader, village.workspace, issue)
        subjects = {entry.header.obj for entry in made.entries()}
    assert isinstance(made.paper, LedgerPaper)
    assert ({PLAN, TASK, HEAPS} <= subjects) is bool(made.paper.tasks)
    assert (named(70) in subjects) is bool(made.paper.lines)
    return made.paper


VALUES = st.text(min_size=1, max_size=9)
FACTS = st.lists(
    st.tuples(st.sampled_from(("plan", "unit", "state")), st.lists(VALUES, min_size=1, max_size=3))
)


@given(
    VALUES, st.booleans(), FACTS, st.lists(st.tuples(st.sampled_from(("number", "unit")), VALUES), max_size=2)
)
def test_a_scope_is_read_as_it_was_written(text, has_tasks, facts, only):
    scope = LedgerScope(
        grid=VILLAGE,
        filter="overdue",
        has_tasks=has_tasks,
        text=text,
        sort="due",
        descending=True,
        facts=tuple((name, tuple(values)) for name, values in dict(facts).items()),
        only=tuple(only),
    )
    assert LedgerScope.of(scope.about) == scope


def test_a_grid_alone_has_the_open_findings():
    assert LedgerScope.of((VILLAGE,)) == LedgerScope(grid=VILLAGE)


@pytest.mark.parametrize(
    "further",
    [
        ("behind",),
        ("open", "weather"),
        ("open", "sort=colour"),
        ("mine", "list=ledger"),
        ("open", "list=ledger", "fact.kind=sky"),
    ],
)
def test_what_this_program_does_not_know_is_refused(further):
    with pytest.raises(Refused, match="no such ledger"):
        LedgerScope.of((VILLAGE, *further))


def test_each_filter_of_both_lists_answers_and_is_said(reader):
    for filters, has_tasks in ((LEDGER_FILTERS, False), (LINE_FILTERS, True)):
        for name in filters:
            keys(reader, filter=name, has_tasks=has_tasks)
            assert words(reader, filter=name, has_tasks=has_tasks)


def test_lines_are_those_of_the_list_in_its_order(reader):
    assert set(keys(reader)) == {named(70), named(71)}
    assert (
        keys(reader, has_tasks=True, sort="number")
        == keys(reader, has_tasks=True, sort="number", descending=True)[::-1]
    )
    assert set(keys(reader, has_tasks=True)) == {named(70), named(71), TASK, HEAPS}
    assert set(keys(reader, has_tasks=True, facts=(("kind", ("task",)),))) == {TASK, HEAPS}
    assert keys(reader, has_tasks=True, text="整治") == [TASK]
    assert keys(reader, facts=(("unit", ("示例村委会",)),)) == [named(70)]


def test_filters_of_the_export_narrow_a_ledger_too(reader):
    assert keys(reader, only=(("unit", "示例村委会"),)) == [named(70)]
    assert keys(reader, has_tasks=True, only=(("unit", "示例局"),)) == [TASK]
    assert set(keys(reader, has_tasks=True, only=(("plan", "示例方案"),))) == {TASK, HEAPS}
    with pytest.raises(Refused, match="Nothing is called colour"):
        keys(reader, only=(("colour", "red"),))


def test_a_ledger_says_in_words_what_it_is_about(reader):
    narrowed = (("plan", (PLAN,)), ("state", ("not_started", "reported")), ("kind", ("task",)))
    assert words(reader, has_tasks=True, filter="behind", facts=narrowed, text="煤") == (
        "Tasks: what is behind schedule · Plan: 示例方案 · State: not started, to be assigned · with “煤”"
    )
    site = (("grid", (VILLAGE, "gone")), ("kind", ("coking",)), ("relapsed", ("yes",)), ("unheard", ("x",)))
    assert words(reader, filter="all", facts=site, only=(("unit", "示例局"), ("is_open", "true"))) == (
        "all findings · Grid: 示例村网格, gone · Kind: coking plant · Relapse: relapsed · unheard: x"
        " · Unit: 示例局 · Not closed yet: yes"
    )


def test_tasks_stand_on_the_paper_with_what_is_counted(village):
    village.record(TaskCorrected(subject=HEAPS, due=TODAY.replace(day=1)), by=BY_COUNTY)
    made = paper(village, LedgerScope(grid=OFFICE, has_tasks=True, filter="all"))
    assert made.lines is not None
    assert made.tasks is not None
    assert len(made.lines) == 2
    by_number = {line.number: line for line in made.tasks}
    first, heaps = by_number["一"], by_number["二"]
    assert (first.name, first.plan, first.deadline) == ("整治堆场", "示例方案", "2026年底前")
    assert first.units == ("示例局", "甲村", "乙村")
    assert (first.state, first.pace) == (TaskState.NOT_STARTED, Pace.ON_TIME)
    assert (heaps.items, heaps.items_done, heaps.pace) == (2, 1, Pace.OVERDUE)


def test_a_ledger_has_only_the_kinds_that_were_asked_for(village):
    tasks = paper(village, LedgerScope(grid=OFFICE, has_tasks=True, facts=(("kind", ("task",)),)))
    assert (tasks.lines, len(tasks.tasks or ())) == (None, 2)
    findings = paper(village, LedgerScope(grid=OFFICE))
    assert (findings.tasks, len(findings.lines or ())) == (None, 2)
