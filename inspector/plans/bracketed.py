"""Tasks that are paragraphs with their responsibility in brackets at the end."""

import re
from collections import Counter
from collections.abc import Sequence

from inspector.errors import Spoken
from inspector.plans.assignments import bracket_at_end
from inspector.plans.blocks import Block, HeadingPath
from inspector.plans.drafts import Draft, Field, Part
from inspector.plans.labels import Kind
from inspector.plans.letters import folded
from inspector.plans.responsibility import responsibility
from inspector.plans.units import is_unit
from inspector.words import N_

DIVIDED = N_("The responsibility is divided as another paper says; no unit is named here: “{text}”")
ALSO_BELOW = N_("“{text}” speaks of the tasks below as well; nothing was added to them.")

_DIVIDED = re.compile(
    r"(?:按照?|根据|依据?).{0,200}?(?:分工|职责).{0,6}(?:负责|落实|实施|执行)?$|(?:各自)?按职责(?:分工)?负责$"
)
_WORDS = re.compile(r"牵头|负责|配合|参与|参加|落实|协助|承办|主办|督导")
_LEVELS = re.compile(
    r"[省市县区州旗盟镇乡各国]|自治区|有关|相关|[\u4e00-\u9fff]{2,10}(?:政府|管委会|公司|集团)"
)
_BELOW = re.compile(r"[。;,]\s*(?:以下|其他|上述|其余)[^。;]{0,20}均.*$")
_FEW = 2


def names_responsibility(text: str) -> bool:
    """Say whether ``text`` in brackets gives a task to units, or to whom another paper gives it."""
    if _DIVIDED.search(text):
        return True
    if not _WORDS.search(text):
        return False
    shares = responsibility(text, Kind.RESPONSIBLE).shares
    return bool(shares) and all(is_unit(share.unit.name) or share.part for share in shares)


def _of_this(inside: str) -> tuple[str, str]:
    """Part what a bracket says of its own task from what it says of those below."""
    found = _BELOW.search(folded(inside))
    if not found:
        return inside, ""
    return inside[: found.start()], inside[found.start() :].strip(" 。；;，,")


def _is_list_of_units(text: str) -> bool:
    """Say whether ``text`` in brackets is nothing but units, perhaps with a date."""
    shares = responsibility(text, Kind.RESPONSIBLE).shares
    return bool(shares) and all(
        is_unit(share.unit.name) and _LEVELS.match(share.unit.name) for share in shares
    )


def bracketed(blocks: Sequence[Block]) -> list[Draft]:
    """Find the paragraphs among ``blocks`` that end with who does it."""
    ends: dict[int, tuple[int, int]] = {}
    only_units: dict[int, tuple[int, int]] = {}
    for place, block in enumerate(blocks):
        span = None if block.furniture else bracket_at_end(block.flat)
        inside = _of_this(block.text[span[0] : span[1]].strip())[0] if span else ""
        if span and names_responsibility(inside):
            ends[place] = span
        elif span and block.numbering and _is_list_of_units(inside):
            only_units[place] = span
    if ends or len(only_units) > _FEW:
        ends |= only_units
    style = _style(blocks, ends)
    drafts, path, since = [], HeadingPath(), 0
    for place in sorted(ends):
        start = _start(blocks, since, place, style)
        for block in blocks[since:start]:
            if block.heading or (block.numbering and block.like_a_heading):
                path.take(block)
        own = [block for block in blocks[start : place + 1] if not block.furniture]
        drafts.append(_draft(own, ends[place], path))
        since = place + 1
    return drafts


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


def _start(blocks: Sequence[Block], since: int, end: int, style: str) -> int:
    """Give where the paragraph that ends at ``end`` begins: at its number, if that is not a heading above."""
    first = end
    for place in range(end, since - 1, -1):
        block = blocks[place]
        if block.furniture:
            continue
        if block.numbering and block.numbering.style == style:
            return place
        if place < end and (block.heading or (block.numbering and block.like_a_heading)):
            return end
        first = place
    # Between two tasks without numbers everything belongs to the second.
    return first if since and not blocks[end].numbering else end


def _draft(blocks: Sequence[Block], span: tuple[int, int], path: HeadingPath) -> Draft:
    first, last = blocks[0], blocks[-1]
    number = first.numbering
    opener = [Part(block.number, block.words if block is first else block.text) for block in blocks]
    before = last.words if last is first else last.text
    inside, below = _of_this(last.text[span[0] : span[1]].strip())
    opener[-1] = Part(last.number, before[: len(before) - (len(last.text) - span[0]) - 1].rstrip())
    draft = Draft(opener, number, path.above(number.rank if number else float("inf")))
    draft.lines = {block.number for block in blocks}
    draft.number = number.written if number else ""
    draft.prose = True
    text = [Part(part.line, part.text) for part in opener]
    draft.fields.append(Field((Kind.MEASURES,), text))
    if _DIVIDED.search(inside) and not any(
        is_unit(share.unit.name) for share in responsibility(inside, Kind.RESPONSIBLE).shares
    ):
        draft.doubts.append(Spoken(DIVIDED, text=inside))
    else:
        draft.fields.append(Field((Kind.RESPONSIBLE,), [Part(last.number, inside)]))
    if below:
        draft.doubts.append(Spoken(ALSO_BELOW, text=below))
    return draft
