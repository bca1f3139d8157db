"""What brackets say of who does a task: units with what each does, labels, or which paper divides it."""

import re

from inspector.errors import Spoken
from inspector.plans.drafts import Field, Part
from inspector.plans.labels import UNITS, Kind, labels_in
from inspector.plans.letters import CLOSING, OPENING, folded
from inspector.plans.responsibility import responsibility
from inspector.plans.units import is_unit
from inspector.words import N_

DIVIDED = N_("The responsibility is divided as another paper says; no unit is named here: “{text}”")
ALSO_BELOW = N_("“{text}” speaks of the tasks below as well; nothing was added to them.")

_DIVIDED = re.compile(
    r"(?:按照?|根据|依据?).{0,200}?(?:分工|职责).{0,6}(?:负责|落实|实施|执行)?$|(?:各自)?按职责(?:分工)?负责$"
)
_WORDS = re.compile(r"牵头|负责|配合|参与|参加|落实|协助|承办|主办|督导")
_BELOW = re.compile(r"[。;,]\s*(?:以下|其他|上述|其余)[^。;]{0,20}均.*$")
_BEHIND_A_SENTENCE = re.compile(r"(?<=[。;])[ \t]*[(【\[]")


def names_responsibility(text: str) -> bool:
    """Say whether ``text`` in brackets gives a task to units, or to whom another paper gives it."""
    if _DIVIDED.search(text) or any(label.kinds[0] in UNITS for label in labels_in(folded(text))):
        return True
    if not _WORDS.search(text):
        return False
    shares = responsibility(text, Kind.RESPONSIBLE).shares
    return bool(shares) and all(is_unit(share.unit.name) or share.part for share in shares)


def of_this(inside: str) -> tuple[str, str]:
    """Part what a bracket says of its own task from what it says of those below."""
    found = _BELOW.search(folded(inside))
    if not found:
        return inside, ""
    return inside[: found.start()], inside[found.start() :].strip(" 。；;，,")


def is_list_of_units(text: str, form: re.Pattern[str]) -> bool:
    """Say whether ``text`` in brackets is units whose names have ``form``, perhaps with a date."""
    shares = responsibility(text, Kind.RESPONSIBLE).shares
    return bool(shares) and all(is_unit(share.unit.name) and form.match(share.unit.name) for share in shares)


def said_in_bracket(inside: str, line: int) -> tuple[list[Field], list[Spoken]]:
    """Read the words ``inside`` a bracket of ``line``: texts of the task, and what is doubtful."""
    own, of_those_below = of_this(inside.strip())
    doubts = [Spoken(ALSO_BELOW, text=of_those_below)] if of_those_below else []
    shares = responsibility(own, Kind.RESPONSIBLE).shares
    if _DIVIDED.search(own) and not any(is_unit(share.unit.name) for share in shares):
        return [], [Spoken(DIVIDED, text=own), *doubts]
    return _fields(own, line), doubts


def cut_behind_brackets(text: str) -> list[tuple[str, str]]:
    """Cut a paragraph behind each bracket that follows a sentence and says who does that: …。(市水务局牵头)…

    Each piece comes with the words inside its bracket; the last has none.
    """
    flat, since, pieces = folded(text), 0, list[tuple[str, str]]()
    for opening in _BEHIND_A_SENTENCE.finditer(flat):
        end = _end_of_bracket(flat, opening.end() - 1)
        inside = text[opening.end() : end - 1]
        if since <= opening.start() and names_responsibility(of_this(inside)[0]):
            pieces.append((text[since:end], inside))
            since = end
    return [*pieces, (text[since:], "")]


def _end_of_bracket(flat: str, begin: int) -> int:
    """Give the place behind the bracket that opens at ``begin``; that of the end where it never closes."""
    depth = 0
    for place in range(begin, len(flat)):
        depth += (flat[place] in OPENING) - (flat[place] in CLOSING)
        if not depth:
            return place + 1
    return len(flat)


def _fields(inside: str, line: int) -> list[Field]:
    """Read a bracket as its labels with their values, else as units with what each does."""
    labels = labels_in(folded(inside))
    if not labels:
        return [Field((Kind.RESPONSIBLE,), [Part(line, inside)])]
    ends = [*(label.start for label in labels[1:]), len(inside)]
    return [
        Field(label.kinds, [Part(line, inside[label.end : end].strip(" ,，;；、。"))])
        for label, end in zip(labels, ends, strict=True)
    ]
