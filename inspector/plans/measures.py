"""Measures as a list: by their numbers, by their paragraphs, else by their sentences."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from inspector.plans.letters import folded, outermost
from inspector.plans.numbering import Numbering, numbering

_INLINE = (
    re.compile(r"[①-⑳]"),
    re.compile(r"(?:(?<=[。;；:：\s])|^)[(（]\d{1,2}[)）]"),
    re.compile(r"(?:(?<=[。;；:：\s])|^)[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"(?:(?<=[。;；:：\s])|^)\d{1,2}[.．、](?!\d)"),
    re.compile(r"(?:(?<=[。;；:：\s])|^)(?:整改)?措施[一二三四五六七八九十\d]{1,2}[:：、\s]"),
    re.compile(r"(?:(?<=[。;；:：])|^)[一二三四五六七八九十]是(?!否)"),
)
_MARK = re.compile(
    r"[①-⑳]|[(（]?\d{1,2}[)）.．、]|[(（][一二三四五六七八九十]{1,3}[)）]|(?:整改)?措施[一二三四五六七八九十\d]{1,2}[:：、\s]*|[一二三四五六七八九十]是"
)
_FEWEST = 2
_HEADING = 24


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure as written; ``number`` is the mark it begins with."""

    number: str
    text: str


def measures_of(paragraphs: Sequence[str]) -> tuple[Measure, ...]:
    """Take the ``paragraphs`` of measures apart; nothing of them is left out."""
    if len(paragraphs) > 1:
        joined = _with_their_heads(paragraphs)
        if sum(numbering(folded(text)) is not None for text in joined) >= _FEWEST:
            return tuple(_measure(text) for text in joined)
        return tuple(one for paragraph in joined for one in _numbered(paragraph))
    if not paragraphs:
        return ()
    numbered = _numbered(paragraphs[0])
    return numbered if len(numbered) > 1 else tuple(_measure(text) for text in _sentences(paragraphs[0]))


def _with_their_heads(paragraphs: Sequence[str]) -> list[str]:
    """Keep paragraphs without a number with the numbered one above, where the measures have numbers."""
    numbers = [numbering(folded(text)) for text in paragraphs]
    firsts = [number for number in numbers if number]
    if len(firsts) < _FEWEST:
        return list(paragraphs)
    top = min(firsts, key=lambda number: number.rank)
    joined: list[list[str]] = []
    headed = False
    for text, number in zip(paragraphs, numbers, strict=True):
        if headed and not _same(number, top):
            joined[-1].append(text)
        else:
            joined.append([text])
            headed = number is not None
    return ["\n".join(texts) for texts in joined]


def _same(number: Numbering | None, top: Numbering) -> bool:
    return number is not None and number.style == top.style


def _numbered(text: str) -> tuple[Measure, ...]:
    """Cut at the numbers inside of ``text`` that count from one up."""
    flat = folded(text)
    for form in _INLINE:
        places = [found.start() for found in form.finditer(flat)]
        counted = _counting(flat, places)
        if len(counted) >= _FEWEST:
            starts = counted if not text[: counted[0]].strip() else [0, *counted]
            ends = [*starts[1:], len(text)]
            return tuple(_measure(text[start:end]) for start, end in zip(starts, ends, strict=True))
    return (_measure(text),)


def _counting(flat: str, places: Sequence[int]) -> list[int]:
    """Keep the places whose numbers are 1, 2, 3 … in order."""
    kept: list[int] = []
    for place in places:
        head = flat[place : place + 12]
        spoken = re.match(r"([一二三四五六七八九十])是", head)
        named = re.match(r"(?:整改)?措施([一二三四五六七八九十\d]{1,2})", head)
        number = (
            numbering(spoken[1] + "、")
            if spoken
            else numbering(named[1] + "、")
            if named
            else numbering(head)
        )
        if number and number.value == len(kept) + 1:
            kept.append(place)
    return kept


def _measure(text: str) -> Measure:
    text = text.strip().strip("；;")
    mark = _MARK.match(text)
    return Measure(mark[0].strip(" \t:：、.．") if mark else "", text)


def _sentences(text: str) -> list[str]:
    """Cut at full stops outside of brackets; a short sentence heads the one behind it."""
    sentences: list[str] = []
    start = 0
    flat = folded(text)
    for place in [*outermost(flat, "。"), len(text) - 1]:
        sentence = text[start : place + 1].strip()
        if not sentence:
            continue
        if sentences and _heads(sentences[-1]):
            sentences[-1] += sentence
        else:
            sentences.append(sentence)
        start = place + 1
    return sentences


def _heads(sentence: str) -> bool:
    return len(sentence) <= _HEADING and not re.search(r"[,，;；、]|\d", sentence)
