"""Texts whose numbers are bound to facts: ``{new findings}`` stands for what that number is at the time."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from inspector.errors import Refused
from inspector.words import N_

UNKNOWN = N_("The text names {name}, which is no number of this period.")
OF = "/"
"""Between whom a number is of and what it is called, as in ``{Qingliu/new findings}``."""
_BOUND = re.compile(r"\{([^{}\n]*)\}")
_SENTENCE = re.compile(r"[^。；;\n]+")
_TYPED = r"[^\d{}，,。；;、\n]{0,8}?(?<![\d.])(\d+(?:\.\d+)?%?)"
"""A number typed behind a name, with at most a few characters between."""


class Piece(NamedTuple):
    """A part of a text; of one that is bound, ``text`` is the name between its braces."""

    text: str
    is_bound: bool = False


class Contradiction(NamedTuple):
    """A number typed beside the name of a number that is another one."""

    typed: str
    name: str
    value: str


def pieces(text: str) -> tuple[Piece, ...]:
    """Cut a text into what was typed and what is bound; a brace alone is only a brace."""
    found: list[Piece] = []
    end = 0
    for match in _BOUND.finditer(text):
        if match.start() > end:
            found.append(Piece(text[end : match.start()]))
        found.append(Piece(match[1], is_bound=True))
        end = match.end()
    if text[end:]:
        found.append(Piece(text[end:]))
    return tuple(found)


def joined(parts: Sequence[Piece]) -> str:
    """Write the pieces as one text again."""
    return "".join(bound(part.text) if part.is_bound else part.text for part in parts)


def bound(name: str) -> str:
    """Write the place of a number in a text."""
    return f"{{{name}}}"


def unknown(text: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """Give the names in a text that are no number, in their order."""
    return tuple(part.text for part in pieces(text) if part.is_bound and part.text not in values)


def rendered(text: str, values: Mapping[str, str]) -> str:
    """Put the values in their places. Raises Refused for a name that is no number."""
    for name in unknown(text, values):
        raise Refused(UNKNOWN, name=name)
    return "".join(values[part.text] if part.is_bound else part.text for part in pieces(text))


def contradictions(text: str, values: Mapping[str, str]) -> tuple[Contradiction, ...]:
    """Find numbers typed behind the name of a number that is another one.

    A number is taken for one of a grid where the sentence names that grid, else for one of all together.
    """
    return tuple(
        found for sentence in _SENTENCE.finditer(text) for found in _contradicted(sentence[0], values)
    )


def _contradicted(sentence: str, values: Mapping[str, str]) -> Iterator[Contradiction]:
    named = {name.partition(OF)[0] for name in values if OF in name}
    whose = [one for one in named if one in sentence]
    taken: list[range] = []
    for name in sorted((name for name in values if OF not in name), key=len, reverse=True):
        known = {values[f"{one}{OF}{name}"] for one in whose if f"{one}{OF}{name}" in values}
        for match in re.finditer(re.escape(name) + _TYPED, sentence):
            is_part = any(match.start() in one for one in taken)
            taken.append(range(match.start(), match.start() + len(name)))
            expected = known or {values[name]}
            if not is_part and match[1] not in expected:
                yield Contradiction(match[1], name, min(expected))
        taken += [range(at.start(), at.end()) for at in re.finditer(re.escape(name), sentence)]
