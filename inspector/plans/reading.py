"""Reading a plan: which lines are tasks, which are not, and what a careful clerk would ask about."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from inspector.errors import Spoken
from inspector.plans.assigned import assigned
from inspector.plans.assignments import assignments_in
from inspector.plans.blocks import Block, blocks_of
from inspector.plans.bracketed import bracketed, labels_end_paragraphs
from inspector.plans.deadlines import deadline_in, deadline_of, year_of
from inspector.plans.document import Document
from inspector.plans.drafts import Draft, Part
from inspector.plans.labelled import drafts_of
from inspector.plans.labels import UNITS, Kind
from inspector.plans.plan import Plan, PlanTask, Unassigned
from inspector.plans.responsibility import responsibility
from inspector.plans.stacked import stacked
from inspector.plans.tabled import tabled
from inspector.plans.tasks import task_of
from inspector.plans.units import is_unit
from inspector.plans.wrapped import unwrapped
from inspector.words import N_

NO_TASKS = N_(
    "The document names no task with units and a deadline: it reads as a report, or as something else."
)
LIST_PREFERRED = N_(
    "The list of tasks was taken; {n} paragraphs outside of it that name units were not "
    "(the first in line {line})."
)
LEAST = 2
_TITLES = tuple(
    map(
        re.compile,
        (
            r"^(?!.*(?:关于印发|转发|通知$)).*(?:方案|清单|任务表|分解表|台账|一览表)",
            r"方案|清单|意见|计划|报告|材料|通知|情况",
        ),
    )
)


def read_plan(document: Document) -> Plan:
    """Read the tasks of ``document``.

    Every line with text lies within a task's lines or is listed as unassigned.
    """
    # Only a text file breaks paragraphs at a width; what other files hold are paragraphs.
    is_text = document.file.lower().endswith(".txt")
    lines, tails = stacked(document.lines)
    lines, tails = unwrapped(lines) if is_text and not tails else (lines, tails)
    blocks = blocks_of(lines)
    rows, others = tabled(blocks)
    labelled = [] if labels_end_paragraphs(others) else drafts_of(others)
    labelled = [draft for draft in labelled if _is_task(draft)]
    _head(labelled, blocks)
    drafts = [*(draft for draft in rows if _is_task(draft)), *labelled]
    drafts.sort(key=lambda draft: min(draft.lines))
    doubts = list(document.doubts)
    taken = {line for draft in drafts for line in draft.lines}
    own_title = _title(blocks, drafts)
    free = [block for block in blocks if block.number not in taken or len(drafts) < LEAST]
    paragraphs = bracketed(free) or assigned(free, own_title or document.title)
    if len(drafts) < LEAST < len(paragraphs):
        drafts = paragraphs
    elif paragraphs and drafts:
        doubts.append(Spoken(LIST_PREFERRED, n=len(paragraphs), line=min(paragraphs[0].lines)))
    elif not drafts:
        drafts = paragraphs
    # A page's own title is often no more than the name of the site.
    title = document.title if _TITLES[-1].search(document.title) else own_title or document.title
    tasks: list[PlanTask] = []
    for draft in drafts:
        draft.lines.update(tail for line in list(draft.lines) for tail in tails.get(line, ()))
        draft.headings = tuple(block for block in draft.headings if block.text.strip("《》") != title)
        tasks.append(task_of(draft, tasks[-1] if tasks else None, year_of(title)))
    if not tasks:
        doubts.append(Spoken(NO_TASKS))
    return Plan(
        document.file,
        title,
        tuple(tasks),
        _unassigned(blocks, drafts, tails),
        tuple(doubts),
    )


def _head(drafts: Sequence[Draft], blocks: Sequence[Block]) -> None:
    """Take the headings for the tasks' own where each task has one right above it and nothing over it."""
    before = {block.number: above for above, block in pairwise(blocks)}
    heads = [before.get(min(draft.lines)) for draft in drafts]
    if len(drafts) < LEAST or not all(
        head and draft.headings[-1:] == (head,) and not (draft.opener or draft.number or draft.of(Kind.TITLE))
        for draft, head in zip(drafts, heads, strict=True)
    ):
        return
    for draft in drafts:
        head = draft.headings[-1]
        draft.headings = draft.headings[:-1]
        draft.opener = [Part(head.number, head.words)]
        draft.lines.add(head.number)
        draft.number = head.numbering.written if head.numbering else ""


def _is_task(draft: Draft) -> bool:
    """Say whether labels make a task: units that read as units, or a deadline with a goal or measures."""
    units = [one for one in draft.fields if one.kinds[0] in UNITS and one.text]
    named = any(
        is_unit(share.unit.name) or share.part
        for one in units
        for share in responsibility(one.text, one.kinds[0]).shares
    )
    says = bool(draft.opener or draft.kinds & {Kind.PROBLEM, Kind.TITLE, Kind.GOAL, Kind.MEASURES})
    if (named or any("同上" in one.text for one in units)) and says:
        return True
    steps = draft.text(Kind.MEASURES)
    if says and not units and assignments_in(steps) and deadline_in(steps).kinds:
        return True
    known = any(deadline_of(one.text).kinds for one in draft.of(Kind.DEADLINE))
    aims = bool(draft.kinds & {Kind.GOAL, Kind.MEASURES})
    if units and says and (aims or draft.text(Kind.DEADLINE)):
        # Whoever is named strangely there: the labels are those of a task.
        return True
    return aims and says and (known or {Kind.GOAL, Kind.MEASURES, Kind.PROBLEM} <= draft.kinds)


def _title(blocks: Sequence[Block], drafts: Sequence[Draft]) -> str:
    """Give the line above the tasks that reads as the title of a plan, else the first heading there."""
    first = min((min(draft.lines) for draft in drafts), default=blocks[-1].number + 1 if blocks else 0)
    above = [block for block in blocks[:60] if block.number < first and not (block.furniture or block.cells)]
    titles = [block for block in above if block.like_a_heading and not block.numbering]
    for form in _TITLES:
        for block in titles:
            if form.search(block.text):
                return block.text.strip("《》")
    return above[0].text[:80] if above and above[0].like_a_heading else ""


def _unassigned(
    blocks: Sequence[Block], drafts: Sequence[Draft], tails: Mapping[int, tuple[int, ...]]
) -> tuple[Unassigned, ...]:
    """List the lines that are in no task; neighbours are one range."""
    taken = {line for draft in drafts for line in draft.lines}
    ranges: list[list[Block]] = []
    open_range = False
    for block in blocks:
        if block.number in taken:
            open_range = False
        elif open_range:
            ranges[-1].append(block)
        else:
            ranges.append([block])
            open_range = True
    return tuple(
        Unassigned(
            some[0].number,
            max(some[-1].number, *tails.get(some[-1].number, (0,))),
            "\n".join(block.text for block in some),
        )
        for some in ranges
    )
