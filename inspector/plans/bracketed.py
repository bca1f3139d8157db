"""Tasks that are paragraphs with their responsibility in brackets at the end."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from inspector.plans.assignments import bracket_at_end
from inspector.plans.blocks import Block, HeadingPath
from inspector.plans.brackets import (
    cut_behind_brackets,
    is_list_of_units,
    names_responsibility,
    of_this,
    said_in_bracket,
)
from inspector.plans.drafts import Draft, Field, Part
from inspector.plans.labels import UNITS, Kind, Label, labels_in
from inspector.plans.numbering import Numbering

_LEVELS = re.compile(
    r"[省市县区州旗盟镇乡各国]|自治区|有关|相关|[\u4e00-\u9fff]{2,10}(?:政府|管委会|公司|集团)"
)
_ANY = re.compile("")
_FEW = 2
_SHORT = 40
"""Letters of a line that heads others, though it ends as a sentence does."""
_FEWEST = 4
"""Letters of a task's own words, at least."""
_OF_A_TASK = {*UNITS, Kind.DEADLINE, Kind.PROBLEM, Kind.MEASURES}


def labels_end_paragraphs(blocks: Sequence[Block]) -> bool:
    """Say whether labels of tasks stand only where paragraphs end: …。(责任单位:市水务局)."""
    labelled = [block for block in blocks if not block.furniture and _labels_of_a_task(block.flat)]
    return len(labelled) >= _FEW and all(_labels_at_end(block) for block in labelled)


def _labels_of_a_task(flat: str) -> list[Label]:
    return [label for label in labels_in(flat) if not label.bare and label.kinds[0] in _OF_A_TASK]


def _labels_at_end(block: Block) -> tuple[int, int] | None:
    """Give the span of the labels that end a paragraph, in a bracket or behind its last sentence."""
    labels = _labels_of_a_task(block.flat)
    begin = block.numbering.end if block.numbering else 0
    if block.cells or not labels or labels[0].start - begin < _FEWEST or labels[0].kinds[0] not in UNITS:
        return None
    span = bracket_at_end(block.flat)
    if span and span[0] - 1 <= labels[0].start:
        return span
    ends_a_sentence = block.flat[: labels[0].start].rstrip()[-1:] in "。;"
    return (labels[0].start, len(block.text)) if ends_a_sentence else None


def _style_of(block: Block) -> str:
    return block.numbering.style if block.numbering else ""


def bracketed(blocks: Sequence[Block]) -> list[Draft]:
    """Find the paragraphs among ``blocks`` that end with who does it."""
    ends: dict[int, tuple[int, int]] = {}
    only_units: dict[int, tuple[int, int]] = {}
    units_anyhow: dict[int, tuple[int, int]] = {}
    for place, block in enumerate(blocks):
        span = None if block.furniture else _labels_at_end(block) or bracket_at_end(block.flat)
        inside = of_this(block.text[span[0] : span[1]].strip())[0] if span else ""
        if not span:
            continue
        if names_responsibility(inside):
            ends[place] = span
        elif block.numbering and is_list_of_units(inside, _LEVELS):
            only_units[place] = span
        elif block.numbering and is_list_of_units(inside, _ANY):
            units_anyhow[place] = span
    if ends or len(only_units) > _FEW:
        ends |= only_units
    style = _style(blocks, ends)
    # Among items that say who does them, a bracket of units needs no word for what they do.
    ends |= {place: span for place, span in units_anyhow.items() if _style_of(blocks[place]) == style}
    below = _below_headings(blocks, ends)
    drafts, path, since = [], HeadingPath(), 0
    for place in sorted(ends):
        start = _start(blocks, since, place, style, ends)
        for block in blocks[since:start]:
            if _heads(block):
                path.take(block)
        own = [block for block in blocks[start : place + 1] if not block.furniture]
        drafts.append(_draft(own, ends[place], path, below.get(place, ())))
        since = place + 1 + len(below.get(place, ()))
    return drafts


def _below_headings(blocks: Sequence[Block], ends: Mapping[int, tuple[int, int]]) -> dict[int, list[Block]]:
    """Give what stands below each bracket where the brackets end headings: (一)治理扬尘(市住建局牵头)."""
    if not all(_ends_a_heading(blocks[place], span) for place, span in ends.items()):
        return {}
    found: dict[int, list[Block]] = {
        place: list(takewhile(_Below(blocks[place]), blocks[place + 1 :])) for place in ends
    }
    below = {place: own for place, own in found.items() if own}
    last = max(ends, default=0)
    if last in below and not _is_numbered(blocks, last + 1 + len(below[last])):
        # Nothing says where the words that close the document begin.
        del below[last][max(map(len, (own for place, own in found.items() if place != last)), default=0) :]
    return below if len(below) >= _FEW else {}


def _is_numbered(blocks: Sequence[Block], place: int) -> bool:
    return place < len(blocks) and blocks[place].numbering is not None


def _ends_a_heading(block: Block, span: tuple[int, int]) -> bool:
    before = block.text[: span[0]]
    return bool(block.numbering) and len(before) <= _SHORT and not re.search("[。；;]", before)


@dataclass(frozen=True, slots=True)
class _Below:
    """Whether a line stands below a heading: whatever heads nothing beside or above it."""

    head: Block

    def __call__(self, block: Block) -> bool:
        number = block.numbering
        if number and self.head.numbering:
            return number.rank > self.head.numbering.rank
        return not (block.cells or block.furniture or block.ends_the_list or block.like_a_heading)


def _style(blocks: Sequence[Block], ends: dict[int, tuple[int, int]]) -> str:
    """Give the style of number that most paragraphs begin with, or that stands above each of them alone."""
    own: Counter[str] = Counter()
    above: Counter[str] = Counter()
    since = 0
    for end in sorted(ends):
        if number := blocks[end].numbering:
            own[number.style] += 1
        numbers = [block.numbering for block in blocks[since:end] if block.numbering]
        if numbers:
            above[numbers[-1].style] += 1
        since = end + 1
    if own:
        return own.most_common(1)[0][0]
    return next((style for style, count in above.most_common(1) if count == len(ends)), "")


def _start(
    blocks: Sequence[Block], since: int, end: int, style: str, ends: Mapping[int, tuple[int, int]]
) -> int:
    """Give where the paragraph that ends at ``end`` begins: at its number, if that is not a heading above."""
    first, own = end, -1
    for place in range(end, since - 1, -1):
        block = blocks[place]
        if block.furniture:
            continue
        if block.numbering and block.numbering.style == style:
            if own < 0:
                return _with_those_before(blocks, since, place, end)
            return own if _heads(block) and _each_ends(blocks, place, own, ends) else place
        beside = own > 0 and _style_of(block) == _style_of(blocks[own])
        if place < end and not beside and (block.heading or (block.numbering and block.like_a_heading)):
            return end
        if block.numbering and own < 0:
            own = place
        first = place
    # Between two tasks without numbers everything belongs to the second.
    return first if since and not blocks[end].numbering else end


def _heads(block: Block) -> bool:
    """Say whether a line heads what follows: one with a number may end as a sentence does."""
    short = len(block.words) <= _SHORT and "。" not in block.text[:-1]
    return bool(block.heading) or bool(block.numbering and (block.like_a_heading or short))


def _with_those_before(blocks: Sequence[Block], since: int, own: int, end: int) -> int:
    """Give where the task of number ``own`` begins: at the heading of a list whose last item alone ends."""
    number = blocks[own].numbering
    items = 1
    for place in range(own - 1, since - 1, -1):
        above = blocks[place].numbering
        if not number or not above or above.rank > number.rank:
            continue
        if above.style == number.style:
            items += 1
        elif items > 1 and items == number.value and _heads(blocks[place]):
            return own if _goes_on(blocks, end, number) else place
        else:
            break
    return own


def _goes_on(blocks: Sequence[Block], end: int, number: Numbering) -> bool:
    """Say whether the list of ``number`` has items behind ``end``."""
    following = (block.numbering for block in blocks[end + 1 :] if block.numbering)
    return any(one.style == number.style for one in takewhile(lambda one: one.rank >= number.rank, following))


def _each_ends(
    blocks: Sequence[Block], heading: int, first: int, ends: Mapping[int, tuple[int, int]]
) -> bool:
    """Say whether each of the numbers like that at ``first``, below ``heading``, ends with who does it."""
    above, number = blocks[heading].numbering, blocks[first].numbering
    waits = False
    for place in range(heading + 1, len(blocks)):
        one = blocks[place].numbering
        if one and above and one.rank <= above.rank:
            break
        if one and number and one.style == number.style:
            if waits:
                return False
            waits = True
        waits = waits and place not in ends
    return not waits


def _draft(
    blocks: Sequence[Block], span: tuple[int, int], path: HeadingPath, below: Sequence[Block]
) -> Draft:
    first, last = blocks[0], blocks[-1]
    number = first.numbering
    opener = [Part(block.number, block.words if block is first else block.text) for block in blocks]
    before = last.words if last is first else last.text
    opener[-1] = Part(last.number, before[: len(before) - (len(last.text) - span[0])].rstrip("(（[【〔 "))
    said = [(last.text[span[0] : span[1]], last.number)]
    opener, said_before = _cut(opener)
    text, said_below = _cut([Part(block.number, block.text) for block in below])
    draft = Draft(opener, number, path.above(number.rank if number else float("inf")))
    draft.lines = {block.number for block in (*blocks, *below)}
    draft.number = number.written if number else ""
    draft.prose = True
    draft.fields.append(Field((Kind.MEASURES,), text or [Part(part.line, part.text) for part in opener]))
    for inside, line in (*said_before, *said, *said_below):
        fields, doubts = said_in_bracket(inside, line)
        draft.fields.extend(fields)
        draft.doubts.extend(doubts)
    return draft


def _cut(parts: Sequence[Part]) -> tuple[list[Part], list[tuple[str, int]]]:
    """Part the sentences that have a bracket of their own; give the brackets' words with their lines."""
    pieces = [(part.line, *piece) for part in parts for piece in cut_behind_brackets(part.text)]
    kept = [Part(line, text.strip()) for line, text, _inside in pieces if text.strip()]
    return kept, [(inside, line) for line, _text, inside in pieces if inside]
