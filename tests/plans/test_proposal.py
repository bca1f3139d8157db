"""What a person does with a plan that was read: no line is lost or taken twice, and all can be undone."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.errors import Refused, Unreadable
from inspector.plans.documents import read_document
from inspector.plans.plan import PlanDeadline
from inspector.plans.proposal import Course, Proposal, from_json, to_json
from inspector.plans.reading import read_plan

PLAN = Path(__file__).parents[1] / "data" / "plans" / "wuhai-2017.txt"


@cache
def wuhai() -> Proposal:
    document = read_document(PLAN)
    return Proposal.of(document, read_plan(document))


def all_lines(proposal: Proposal) -> list[int]:
    return sorted([*proposal.unassigned, *(number for task in proposal.tasks for number in task.lines)])


def test_it_begins_with_what_was_read():
    proposal = wuhai()
    assert len(proposal.tasks) == 12
    assert all_lines(proposal) == [line.number for line in proposal.document.lines if line.text]
    assert "整改方案" in proposal.title
    assert proposal.titled("新方案").title == "新方案"
    assert proposal.task_at(proposal.tasks[3].lines[1]) == 3
    assert proposal.task_at(1) is None


def test_a_line_two_tasks_claim_belongs_to_the_first():
    document = wuhai().document
    plan = read_plan(document)
    twice = replace(plan.tasks[1], lines=(*plan.tasks[0].lines[:1], *plan.tasks[1].lines))
    ranged = replace(plan.tasks[2], lines=())
    lost = replace(plan.tasks[3], lines=plan.tasks[0].lines)
    proposal = Proposal.of(document, replace(plan, tasks=(plan.tasks[0], twice, ranged, lost)))
    assert proposal.task_at(plan.tasks[1].lines[0]) == 1
    assert proposal.task_at(plan.tasks[0].lines[0]) == 0
    assert any(task.lines == () for task in proposal.tasks)
    assert any(task.lines == tuple(range(ranged.first, ranged.last + 1)) for task in proposal.tasks)


def test_fields_are_corrected_and_lines_stay():
    proposal = wuhai().corrected(2, title="新名", lead=("甲局",))
    assert (proposal.tasks[2].title, proposal.tasks[2].lead) == ("新名", ("甲局",))
    assert all_lines(proposal) == all_lines(wuhai())


def test_merged_tasks_have_the_units_of_both_once():
    one, other = wuhai().tasks[:2]
    merged = wuhai().merged(0).tasks[0]
    assert merged.title == one.title
    assert set(merged.responsible) == {*one.responsible, *other.responsible}
    assert len(set(merged.responsible)) == len(merged.responsible)
    assert merged.problem == f"{one.problem}\n{other.problem}"
    assert merged.deadline == one.deadline
    assert (merged.first, merged.last) == (one.first, other.last)


def test_a_task_without_deadline_takes_that_of_the_one_it_is_merged_with():
    proposal = wuhai().corrected(0, deadline=PlanDeadline(), title="")
    merged = proposal.merged(0).tasks[0]
    assert (merged.deadline, merged.title) == (wuhai().tasks[1].deadline, wuhai().tasks[1].title)


def test_the_last_task_has_none_to_be_merged_with():
    with pytest.raises(Refused, match="no task after"):
        wuhai().merged(11)


def test_merging_and_splitting_again_gives_what_was_read():
    proposal = wuhai().merged(4)
    again = proposal.split(4, wuhai().tasks[5].lines[0])
    assert len(again.tasks) == 12
    assert [task.lines for task in again.tasks] == [task.lines for task in wuhai().tasks]
    assert again.tasks[5].lead == wuhai().tasks[5].lead


def test_a_part_nobody_understands_keeps_its_words_with_a_doubt():
    task = wuhai().tasks[0]
    proposal = wuhai().split(0, task.lines[-1])
    made = proposal.tasks[1]
    assert made.lines == task.lines[-1:]
    assert made.title
    assert proposal.tasks[0].lines == task.lines[:-1]


@pytest.mark.parametrize("line", [0, 1, 10_000])
def test_a_task_is_split_within_itself_only(line):
    with pytest.raises(Refused, match="at one of its own lines"):
        wuhai().split(0, line or wuhai().tasks[0].lines[0])


def test_what_is_no_task_becomes_unassigned_and_can_be_one_again():
    task = wuhai().tasks[6]
    without = wuhai().without(6)
    assert set(task.lines) <= set(without.unassigned)
    again = without.added(task.lines)
    assert again.tasks[6].lines == task.lines
    assert again.tasks[6].lead == task.lead


def test_lines_without_text_and_those_of_a_task_make_none():
    blank = next(line.number for line in wuhai().document.lines if not line.text)
    for lines in ([], [blank], [wuhai().tasks[0].lines[0]]):
        with pytest.raises(Refused, match="belong to no task"):
            wuhai().added(lines)


def test_a_task_made_by_hand_says_so():
    made = wuhai().added([3, 4]).tasks[0]
    assert made.lines == (3, 4)
    assert made.title == wuhai().document.lines[2].text
    assert "Made by hand from lines 3 to 4" in str(made.doubts[0])


def test_a_crash_loses_nothing_of_it():
    proposal = wuhai().split(0, wuhai().tasks[0].lines[1]).added([1]).corrected(3, title="改")
    again = from_json(to_json(proposal))
    assert again == proposal
    assert [list(map(str, task.doubts)) for task in again.tasks] == [
        list(map(str, task.doubts)) for task in proposal.tasks
    ]
    for broken in ("", "{}", "[1]", '{"document": 1}'):
        with pytest.raises(Unreadable, match="read the document again"):
            from_json(broken)


def test_a_change_that_changes_nothing_is_no_step():
    course = Course(wuhai())
    assert course.to(wuhai().corrected(0, title=wuhai().tasks[0].title)) is course
    assert course.undone() is course
    assert course.redone() is course


ACTS = st.lists(st.tuples(st.sampled_from("msrac"), st.integers(0, 40), st.integers(0, 40)), max_size=8)


def acted(proposal: Proposal, act: str, one: int, other: int) -> Proposal:
    at = one % max(1, len(proposal.tasks))
    try:
        if act == "a":
            return proposal.added(proposal.unassigned[other : other + 3])
        if not proposal.tasks:
            return proposal
        lines = proposal.tasks[at].lines
        return {
            "m": lambda: proposal.merged(at),
            "s": lambda: proposal.split(at, lines[other % len(lines)]),
            "r": lambda: proposal.without(at),
            "c": lambda: proposal.corrected(at, title=f"{other}"),
        }[act]()
    except Refused:
        return proposal


@settings(max_examples=40, deadline=None)
@given(ACTS)
def test_no_line_is_lost_or_taken_twice_and_every_act_can_be_undone(acts):
    course = Course(wuhai())
    seen = [course.now]
    for act in acts:
        course = course.to(acted(course.now, *act))
        if course.now != seen[-1]:
            seen.append(course.now)
        assert all_lines(course.now) == all_lines(wuhai())
        assert list(course.now.tasks) == sorted(course.now.tasks, key=lambda task: task.first)
        assert all(task.first == min(task.lines) for task in course.now.tasks)
    last = course
    for before in reversed(seen[:-1]):
        course = course.undone()
        assert course.now == before
    for _ in seen[1:]:
        course = course.redone()
    assert course == last
