"""Tasks that are paragraphs whose sentences say who does it by when, without a label or a bracket."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from inspector.errors import Spoken
from inspector.plans.assignments import Assignment, assignments_in
from inspector.plans.blocks import Block, HeadingPath
from inspector.plans.deadlines import deadline_in, year_of
from inspector.plans.drafts import Draft, Field, Part, paragraphs
from inspector.plans.labels import Kind
from inspector.words import N_

IN_SENTENCES = N_("The units stand in the sentences of the task, not behind a label: “{text}”")

_PLANS = re.compile(r"方案|计划|任务|清单|措施|分工|要点|台账|安排")
_OTHERS = re.compile(
    r"总结|报告|汇报|纪要|通报|条例|办法|规定|规则|细则|讲话|述职|公报|公示|新闻|简报|答复|纪实"
)
_WHAT_WAS = re.compile(
    r"截至|获悉|据悉|据介绍|本报讯|已完成|已建成|已全部|先后|同比|会议(?:指出|强调|要求|认为)"
)
_AROUND = re.compile(r"保障|组织领导|要求|组织实施|责任追究|监督检查")
_PROBLEM = re.compile(r"问题|反馈|指出|不到位|不力|滞后|不足")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Item:
    """A paragraph with what stands below its number, and the units its sentences name."""

    blocks: tuple[Block, ...]
    headings: tuple[Block, ...]
    units: tuple[Assignment, ...]
    dated: bool

    @property
    def first(self) -> int:
        """The line it begins in."""
        return self.blocks[0].number


def assigned(blocks: Sequence[Block], title: str) -> list[Draft]:
    """Find the paragraphs among ``blocks`` that give work to units with a deadline.

    Only where the document reads as a plan, two of them at least, and none that tells what was done.
    """
    headed = [title, *(block.text for block in blocks if block.numbering and block.like_a_heading)]
    if _OTHERS.search(title) or not any(_PLANS.search(words) for words in headed):
        return []
    year = year_of(title)
    styles = {block.numbering.style: block.numbering.rank for block in blocks if block.numbering}
    best: list[_Item] = []
    for style in sorted(styles, key=lambda name: styles[name]):
        best = _together(best, _tasks(_items(blocks, style, year)))
    return [_draft(item) for item in best or _tasks(_items(blocks, "", year))]


def _together(above: list[_Item], below: list[_Item]) -> list[_Item]:
    """Put finer items to coarser ones: below a problem they are its measures, below a heading its tasks."""
    owner = {block.number: place for place, one in enumerate(above) for block in one.blocks[1:]}
    inside: dict[int, list[_Item]] = {}
    kept: list[_Item] = []
    for item in below:
        own = inside.setdefault(owner[item.first], []) if item.first in owner else kept
        own.append(item)
    for place, one in enumerate(above):
        head = one.blocks[0]
        heads = place in inside and head.like_a_heading and not _PROBLEM.search(head.text)
        kept.extend(inside[place] if heads else [one])
    return sorted(kept, key=lambda item: item.first)


def _tasks(items: Iterable[_Item]) -> list[_Item]:
    """Keep the items of each part of the document where two of them have units and a deadline."""
    parts: dict[tuple[int, ...], list[_Item]] = {}
    for item in items:
        parts.setdefault(tuple(block.number for block in item.headings), []).append(item)
    kept: list[_Item] = []
    for part in parts.values():
        several = sum(bool(item.units) and item.dated for item in part) >= _FEWEST
        goes_on = bool(kept) and part[0].dated and _counts_on(kept[-1], part[0])
        if (several or goes_on) and not any(_AROUND.search(block.text) for block in part[0].headings):
            kept.extend(item for item in part if item.units)
    return kept


def _counts_on(before: _Item, item: _Item) -> bool:
    """Say whether the number of ``item`` goes on from the one ``before``, though a heading stands between."""
    one, other = before.blocks[0].numbering, item.blocks[0].numbering
    return one is not None and other is not None and other.value == one.value + 1


def _items(blocks: Sequence[Block], style: str, year: int) -> Iterator[_Item]:
    """Cut the document at the numbers of ``style``; without one, every paragraph stands for itself."""
    path, own, above = HeadingPath(), list[Block](), tuple[Block, ...]()
    rank = float("inf")
    for block in blocks:
        number = block.numbering
        begins = number.style == style if number else not style
        higher = number.rank < rank if number else bool(block.heading)
        if begins or higher or block.ends_the_list or block.cells:
            if own:
                yield _item(own, above, year)
            own = []
        if block.furniture or block.cells:
            continue
        if begins:
            rank = number.rank if number else rank
            own, above = [block], path.above(rank)
        elif own:
            own.append(block)
        elif block.heading or (number and block.like_a_heading):
            path.take(block)
    if own:
        yield _item(own, above, year)


def _item(blocks: Sequence[Block], headings: tuple[Block, ...], year: int) -> _Item:
    head, body = _head_and_body(blocks)
    text = "\n".join([*paragraphs(head), *paragraphs(body)])
    told = bool(_WHAT_WAS.search(text))
    units = () if told else assignments_in(text)
    return _Item(tuple(blocks), headings, units, dated=bool(units) and bool(deadline_in(text, year).kinds))


def _head_and_body(blocks: Sequence[Block]) -> tuple[list[Part], list[Part]]:
    """Part the heading of an item, where it has one, from its sentences."""
    parts = [
        Part(block.number, block.words if place == 0 else block.text) for place, block in enumerate(blocks)
    ]
    return (parts[:1], parts[1:]) if blocks[0].like_a_heading and parts[1:] else ([], parts)


def _draft(item: _Item) -> Draft:
    first = item.blocks[0]
    head, body = _head_and_body(item.blocks)
    draft = Draft(head or body, first.numbering, item.headings)
    draft.lines = {block.number for block in item.blocks}
    draft.prose = True
    draft.number = first.numbering.written if first.numbering else ""
    draft.fields.append(Field((Kind.MEASURES,), [Part(part.line, part.text) for part in body]))
    for one in item.units:
        draft.fields.append(Field((one.role,), [Part(first.number, one.units)]))
    said = "，".join(one.units for one in item.units)
    draft.doubts.append(Spoken(IN_SENTENCES, text=said))
    return draft
