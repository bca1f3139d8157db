"""Text files whose lines were broken at a fixed width: their paragraphs put together again."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from unicodedata import east_asian_width

from inspector.plans.document import Line
from inspector.plans.drafts import SENTENCE_ENDS
from inspector.plans.labels import labels_in
from inspector.plans.letters import folded, visible
from inspector.plans.numbering import numbering

_NARROWEST, _WIDEST = 24, 140
"""Columns or letters of a page of text; a letter of Chinese takes two columns."""
_SLACK = 5
"""What a full line may lack: the indent of a paragraph, a mark that may not begin the next line."""
_FEWEST, _SHARE = 4, 0.15
_FEWEST_OF_SHORT, _SHARE_OF_SHORT = 3, 0.4
"""Full lines of a broken text, of all its lines at least; and of a text with as few as three of them."""
_WHOLE = 0.4
"""Full lines that may end with a sentence; more of them are paragraphs that happen to be as long."""


def unwrapped(lines: Sequence[Line]) -> tuple[list[Line], dict[int, tuple[int, ...]]]:
    """Give the lines with broken ones put together, and which lines each of these goes on in."""
    widths = [
        (measure, max(measure(line.text) for line in lines) - _SLACK)
        for measure in (_width, len)
        if _breaks(lines, measure)
    ]
    if not widths:
        return list(lines), {}
    joined: list[Line] = []
    tails: dict[int, tuple[int, ...]] = {}
    last = 0
    broken = False
    for line in lines:
        if broken and line.number == last + 1 and _goes_on(line.text):
            first = joined[-1]
            joined[-1] = replace(first, text=first.text + line.text.strip())
            tails[first.number] = (*tails.get(first.number, ()), line.number)
        else:
            joined.append(line)
        last = line.number
        # where both may be how the page was measured, a line full of figures is as full as any other
        is_full = any(measure(line.text) >= least for measure, least in widths)
        broken = is_full and line.text.rstrip()[-1:] not in SENTENCE_ENDS
    return joined, tails


def _breaks(lines: Sequence[Line], measure: Callable[[str], int]) -> bool:
    """Say whether so many lines end at the same place, within a sentence, that a page was that wide."""
    written = [line for line in lines if line.text.strip()]
    width = max((measure(line.text) for line in written), default=0)
    full = [line for line in written if measure(line.text) >= width - _SLACK]
    ends = sum(line.text[-1] in SENTENCE_ENDS for line in full)
    return (
        not any(line.cells or line.heading or line.text.count("\t") > 1 for line in written)
        and _NARROWEST <= width <= _WIDEST
        and any(
            len(full) >= max(least, share * len(written))
            for least, share in ((_FEWEST, _SHARE), (_FEWEST_OF_SHORT, _SHARE_OF_SHORT))
        )
        and ends <= _WHOLE * len(full)
    )


def _goes_on(text: str) -> bool:
    """Say whether a line begins with neither a number nor a label."""
    flat = folded(visible(text)).lstrip(" \t-•·")
    labels = labels_in(flat)
    return bool(flat) and not numbering(flat) and not (labels and not labels[0].start)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in text.rstrip())
