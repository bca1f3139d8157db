"""The units of a task and of its measures, gathered from all labels that name some."""

import re
from dataclasses import dataclass, field

from inspector.errors import Spoken
from inspector.plans.assignments import assignments_in, in_bracket
from inspector.plans.drafts import Draft, Field
from inspector.plans.labels import UNITS, Kind
from inspector.plans.letters import folded, split_outermost
from inspector.plans.plan import PlanTask
from inspector.plans.responsibility import Responsibility, Share, responsibility
from inspector.plans.units import is_unit
from inspector.words import N_

AS_BEFORE = N_("“{text}” was read as the units of the task before.")
OTHERS = N_("“{text}”: the units that are meant by it are not named.")
IN_MEASURES = N_("The units stand in the measures, not behind a label: “{text}”")
SENTENCE = N_("“{text}” stands among the units and does not read as the name of one.")
UNCLOSED = N_("A bracket is not closed in “{text}”.")
_LONG = 24
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,6})?(?:\([^()]{1,40}\))?")
_POST = re.compile(r"[\u4e00-\u9fff()]{2,30}(?:长|主任|书记|主席|经理|专员|同志|负责人|责任人)")


@dataclass(slots=True)
class Gathered:
    """Who answers for a task (``of_task``) and for single measures alone, with people, dates and doubts."""

    of_task: list[Share] = field(default_factory=list)
    of_measures: list[Share] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    doubts: list[Spoken] = field(default_factory=list)


def gather(draft: Draft, before: PlanTask | None) -> Gathered:
    """Read all labels of ``draft`` that name units or people; 同上 means those of ``before``."""
    found = Gathered()
    # What stands under several measures is each one's own; where the task names units itself, only theirs.
    apart = {kind for kind in UNITS if draft.each_has_its_own(kind)}
    only_theirs = {kind for kind in apart if draft.has_its_own(kind)}
    for one in draft.fields:
        if one.kinds[0] is Kind.PEOPLE:
            found.people.extend(name for text in one.paragraphs for name in _persons(text))
        elif one.kinds[0] in UNITS:
            kind = one.kinds[0]
            to = found.of_measures if one.near and kind in only_theirs else found.of_task
            _take(one, one.near if kind in apart else "", before, found, to)
    if not apart and not draft.kinds.intersection(UNITS):
        _take_from_measures(draft, found)
    for share in found.of_task:
        found.doubts.extend(_doubts(share))
    return found


def _persons(text: str) -> list[str]:
    """Take a list of names or posts apart; words that are neither stay as they stand."""
    flat = folded(text)
    names = [text[start:end].strip() for start, end in split_outermost(text, flat, "、,;")]
    return (
        names if all(_NAME.fullmatch(one) or _POST.fullmatch(one) for one in map(folded, names)) else [text]
    )


def _take(one: Field, near: str, before: PlanTask | None, found: Gathered, to: list[Share]) -> None:
    read = responsibility(one.text, one.kinds[0])
    if read.as_before:
        read = _repeated(one, before)
        found.doubts.append(Spoken(AS_BEFORE, text=one.text))
    to.extend(Share(share.role, share.unit, share.part, share.measures or near) for share in read.shares)
    found.people.extend(read.people)
    found.dates.extend(read.dates)


def _take_from_measures(draft: Draft, found: Gathered) -> None:
    """Take the units that the sentences of the measures name, where no label names any."""
    given = [
        one
        for text in (text for some in draft.of(Kind.MEASURES) for text in some.paragraphs)
        for one in (*assignments_in(text), *in_bracket(text))
    ]
    for one in given:
        found.of_task.extend(responsibility(one.units, one.role).shares)
    if given:
        said = "，".join(dict.fromkeys(one.units for one in given))
        found.doubts.append(Spoken(IN_MEASURES, text=said))


def _repeated(one: Field, before: PlanTask | None) -> Responsibility:
    names = getattr(before, one.kinds[0].value) if before else ()
    return responsibility("、".join(names), one.kinds[0])


def _doubts(share: Share) -> list[Spoken]:
    """Say what is doubtful about a unit's name."""
    name, doubts = share.unit.name, []
    if share.unit.others:
        doubts.append(Spoken(OTHERS, text=share.unit.others))
    if len(name) > _LONG and not is_unit(name):
        doubts.append(Spoken(SENTENCE, text=name))
    if folded(name).count("(") != folded(name).count(")"):
        doubts.append(Spoken(UNCLOSED, text=name))
    return doubts
