"""The red head of letters (GB/T 9704-2012, 7.2.4): who writes, and what kind of letter it is."""

from dataclasses import replace

from inspector.reports.blocks import Block
from inspector.reports.composing import Composer
from inspector.reports.fonts import Face
from inspector.reports.styles import RED, TITLE

HEAD_SIZE = 36.0
"""Points of the red head where it fits its lines."""
_HEAD = replace(TITLE, ink=RED)


def head_of(office: str, kind: str) -> str:
    """Give the head on one line."""
    return " ".join(filter(None, (office, kind)))


def red_head(office: str, kind: str, parts: Composer) -> Block:
    """Make the head as large as it fits one line, but never smaller than the title.

    Where that is too wide for one line the kind has a line of its own, so that no word is torn.
    """
    lines = [head_of(office, kind)]
    if _width(lines[0], parts) * TITLE.size > parts.format.width:
        lines = [office, kind]
    widest = max(_width(one, parts) for one in lines)
    size = max(TITLE.size, min(HEAD_SIZE, parts.format.width / widest * 0.98))
    return parts.words(replace(_HEAD, size=size, leading=size * 1.35), "\n".join(lines))


def _width(text: str, parts: Composer) -> float:
    return parts.fonts.width(text, Face.TITLE)
