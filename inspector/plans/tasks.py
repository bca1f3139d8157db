"""A task as it is kept, made of what was gathered for it."""

import re
from collections.abc import Sequence

from inspector.errors import Spoken
from inspector.plans.amounts import quantities_in, targets_in
from inspector.plans.assignments import assignments_in, in_bracket
from inspector.plans.blocks import Block
from inspector.plans.deadlines import Deadline, deadline_in, deadline_of, is_lasting, says_a_deadline
from inspector.plans.drafts import SENTENCE_ENDS, Draft, paragraphs
from inspector.plans.duties import duties_in
from inspector.plans.gathering import gather
from inspector.plans.labels import Kind
from inspector.plans.letters import folded
from inspector.plans.measures import measures_of
from inspector.plans.numbering import numbering
from inspector.plans.plan import PlanDeadline, PlanMeasure, PlanPart, PlanTask
from inspector.plans.responsibility import Share
from inspector.words import N_

INHERITED = N_("The deadline stands in line {line} for all tasks below it: “{text}”")
NO_DEADLINE = N_("No deadline is given for this task.")
NO_UNITS = N_("No unit is named for this task.")
TOGETHER = N_("Goal and measures stand in one text; it is kept as both.")
DEADLINE_IN_TEXT = N_("The deadline stands in the sentences of the task: “{text}”")
DEADLINE_IN_UNITS = N_("The deadline stands among the units: “{text}”")

_TITLE = 40
_FEWEST = 10
"""Letters of a title, at most and at least."""
_STAGE = 30
_SENTENCES, _SHORT = 4, 400
"""Sentences and letters of a text whose dates set the deadline of the task, at most."""
_OF_TIME = re.compile("时限|期限|限时")
_GROUP = re.compile(r"以下|下列|本(?:类|部分|组|批|节)|上述|此类|该类|这[类些]")


def task_of(draft: Draft, before: PlanTask | None, year: int = 0) -> PlanTask:
    """Make the task of ``draft``; ``before`` is the one before it, which 同上 repeats.

    ``year`` is that of a plan for one year.
    """
    doubts = list(draft.doubts)
    gathered = gather(draft, before)
    shares = gathered.of_task
    doubts.extend(gathered.doubts)
    problem, title = _problem(draft)
    goal = draft.text(Kind.GOAL)
    measures = _measures(draft, [*shares, *gathered.of_measures])
    if any({Kind.GOAL, Kind.MEASURES} <= set(one.kinds) for one in draft.fields):
        doubts.append(Spoken(TOGETHER))
    deadline = _deadline(draft, gathered.dates, doubts, year)
    steps = draft.text(Kind.MEASURES)
    aims = steps if goal == steps else f"{goal}\n{steps}"
    aims = aims if aims.strip() else problem
    quantities, of_quantities = quantities_in(aims if problem in steps else f"{problem}\n{aims}")
    targets, of_targets = targets_in(aims)
    duties, of_duties = duties_in(aims)
    doubts.extend((*of_quantities, *of_targets, *of_duties))
    if not shares:
        doubts.append(Spoken(NO_UNITS))

    def by(role: Kind) -> tuple[str, ...]:
        return tuple(dict.fromkeys(share.unit.name for share in shares if share.role is role))

    return PlanTask(
        number=_number(draft),
        headings=tuple(block.text for block in draft.headings),
        title=title,
        problem=problem,
        lead=by(Kind.LEAD),
        responsible=by(Kind.RESPONSIBLE),
        supporting=by(Kind.SUPPORTING),
        supervising=by(Kind.SUPERVISING),
        accountability=by(Kind.ACCOUNTABILITY),
        accepting=by(Kind.ACCEPTING),
        people=tuple(dict.fromkeys(gathered.people)),
        deadline=deadline,
        goal=goal,
        measures=measures,
        quantities=quantities,
        targets=targets,
        duties=duties,
        parts=tuple(dict.fromkeys(PlanPart(share.unit.name, share.part) for share in shares if share.part)),
        first=min(draft.lines),
        last=max(draft.lines),
        lines=tuple(sorted(draft.lines)),
        doubts=_each_once(doubts),
    )


def _each_once(doubts: Sequence[Spoken]) -> tuple[Spoken, ...]:
    return tuple({str(doubt): doubt for doubt in doubts}.values())


def _number(draft: Draft) -> str:
    """Give the number of the task as written: before its text, behind the label 序号, or in its title."""
    if draft.number:
        return draft.number
    if said := draft.text(Kind.NUMBER).strip():
        read = numbering(folded(said) + "、", said + "、")
        return read.written if read else said
    for kind in (Kind.TITLE, Kind.PROBLEM):
        if read := numbering(folded(draft.text(kind)), draft.text(kind)):
            return read.written
    return ""


def _without_number(text: str) -> str:
    read = numbering(folded(text), text)
    return text[read.end :] if read else text


def _problem(draft: Draft) -> tuple[str, str]:
    """Give the problem as written and the short title: what the document calls it, else its first words."""
    opener = "\n".join(paragraphs(draft.opener))
    labelled, title = draft.text(Kind.PROBLEM), draft.text(Kind.TITLE).replace("\n", "")
    if not draft.number and not draft.of(Kind.NUMBER):
        labelled, title = _without_number(labelled) if not title else labelled, _without_number(title)
    if labelled:
        problem = labelled
        title = title or opener.replace("\n", "")
    else:
        problem = opener or title
    title = title or (
        problem.partition("\n")[0] if draft.prose else _heading(draft) or problem.replace("\n", "")
    )
    return problem, short_title(title)


def _heading(draft: Draft) -> str:
    """Give the line that heads the task's own words; empty where they begin at once."""
    first = draft.opener[0].text.strip() if draft.opener[1:] else ""
    return first if len(first) <= _TITLE and first[-1:] not in f"{SENTENCE_ENDS}，,、" else ""


def short_title(text: str) -> str:
    """Give the first sentence of ``text``, or its first clause where that is long."""
    sentence = re.split(r"[。;；\n!！]", text[: 4 * _TITLE], maxsplit=1)[0].strip()
    if len(sentence) <= _TITLE:
        return sentence
    ends = [
        found.start() for found in re.finditer(r"[,，:：]", sentence) if _FEWEST <= found.start() <= _TITLE
    ]
    return sentence[: ends[0]] if ends else sentence[:_TITLE] + "…"


def _measures(draft: Draft, shares: Sequence[Share]) -> tuple[PlanMeasure, ...]:
    texts = [text for one in draft.of(Kind.MEASURES) for text in one.paragraphs]
    found: list[PlanMeasure] = []
    several = draft.each_has_its_own(Kind.DEADLINE)
    own = {one.near: deadline_of(one.text) for one in draft.of(Kind.DEADLINE) if one.near and several}
    for place, measure in enumerate(measures_of(texts), start=1):
        named = [share.unit.name for share in shares if share.measures and _is_named(place, share.measures)]
        named = named or _own_units(measure.text)
        deadline = next((day for near, day in own.items() if _is_named(place, near)), None)
        if deadline is None:
            days, _doubts = targets_in(measure.text)
            last = max(days, key=lambda target: target.date, default=None)
            deadline = deadline_of(last.text[:_STAGE]) if last else Deadline()
        kept = PlanDeadline(deadline.text, deadline.day, deadline.kinds)
        found.append(PlanMeasure(measure.text, measure.number, tuple(dict.fromkeys(named)), kept))
    return tuple(found)


def _own_units(text: str) -> list[str]:
    """Give the units that a measure names itself, in its sentences or the bracket that ends it."""
    return [name for one in (*assignments_in(text, measure=True), *in_bracket(text)) for name in one.names]


_ROUND = {letter: str(value) for value, letter in enumerate("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", start=1)}
_CHINESE = {letter: str(value) for value, letter in enumerate("一二三四五六七八九", start=1)} | {"十": "10"}


def _is_named(place: int, named: str) -> bool:
    """Say whether ``named`` (``①``, ``1、2``, ``(3)``, ``1至3``) means measure ``place``."""
    digits = "".join(_ROUND.get(letter, _CHINESE.get(letter, letter)) for letter in named)
    if between := re.search(r"(\d{1,3})\s*(?:至|~|-|—)\s*(\d{1,3})", digits):
        return int(between[1]) <= place <= int(between[2])
    return str(place) in re.findall(r"\d+", digits)


def _deadline(draft: Draft, dates: Sequence[str], doubts: list[Spoken], year: int) -> PlanDeadline:
    # Where only the measures have one, the task is done with the last of them.
    of_task = draft.has_its_own(Kind.DEADLINE)
    given = [one for one in draft.of(Kind.DEADLINE) if one.text]
    texts = list(dict.fromkeys(one.text for one in given if not one.near or not of_task))
    if not texts and dates:
        texts = list(dates)
        doubts.append(Spoken(DEADLINE_IN_UNITS, text="，".join(dates)))
    # 整改类型:立行立改 says when, though its label does not.
    texts = texts or [one.text for one in draft.of(Kind.OTHER) if is_lasting(one.text)]
    if texts:
        deadline = deadline_of("；".join(texts), year)
        doubts.extend(deadline.doubts)
        return PlanDeadline(deadline.text, deadline.day, deadline.kinds)
    if draft.prose and (set_ := _set_in_text(draft, doubts, year)):
        return set_
    for block in (
        *reversed(draft.headings),
        *(one for one in reversed(draft.context) if _GROUP.search(one.text)),
    ):
        if says_a_deadline(block.text) and (inherited := _stated(block, year)):
            doubts.append(Spoken(INHERITED, line=block.number, text=block.text))
            doubts.extend(inherited.doubts)
            return PlanDeadline(inherited.text, inherited.day, inherited.kinds, block.number)
    if set_ := _set_in_text(draft, doubts, year):
        return set_
    doubts.append(Spoken(NO_DEADLINE))
    return PlanDeadline()


def _set_in_text(draft: Draft, doubts: list[Spoken], year: int) -> PlanDeadline | None:
    """Read the deadline in the sentences of a task of a few; long ones set targets on their way."""
    text = draft.text(Kind.MEASURES)
    if not draft.kinds & {Kind.PROBLEM, Kind.GOAL, Kind.MEASURES}:
        # What stands above its labels is all the task says.
        text = "\n".join(paragraphs(draft.opener))
    if text.count("。") > _SENTENCES or len(text) > _SHORT:
        return None
    deadline = deadline_in(text, year)
    if not deadline.text:
        return None
    doubts.append(Spoken(DEADLINE_IN_TEXT, text=deadline.text))
    doubts.extend(deadline.doubts)
    return PlanDeadline(deadline.text, deadline.day, deadline.kinds)


def _stated(block: Block, year: int) -> Deadline | None:
    """Read the deadline in a heading, or in the clauses that speak of one; they are its text."""
    clauses = [one for one in re.split("[，,。；;]", block.words) if _OF_TIME.search(one)]
    deadline = deadline_of("，".join(clauses) or block.words, year)
    if not deadline.kinds:
        return None
    words = [one.text for one in deadline.stages] or list(deadline.kinds)
    return Deadline("，".join(words), deadline.day, deadline.kinds, (), deadline.doubts)
