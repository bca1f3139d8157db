"""A task while it is being read: what it begins with, and its labelled texts with their lines."""

import re
from dataclasses import dataclass, field

from inspector.errors import Spoken
from inspector.plans.blocks import Block
from inspector.plans.labels import UNITS, Kind
from inspector.plans.letters import folded
from inspector.plans.numbering import Numbering, numbering
from inspector.plans.units import is_only_a_suffix, is_unit, stand_apart

OPEN_ENDED = (Kind.GOAL, Kind.MEASURES, Kind.PROBLEM, Kind.OTHER, Kind.TITLE)
"""Texts that may go on for paragraphs."""
_BROKEN_DATE = re.compile(r"[0-9年月]\|(?:[年月日]|[0-9]{1,2}[月日])")
_LOOKED_BACK = 4
"""Lines of a value that say whether it is finished."""
SENTENCE_ENDS = "。;；:：!！"
_CLOSED = re.compile(r"[。;][ \t]*[(【\[](?:[^()【】\[\]]|\([^()]{0,40}\)){1,400}[)】\]]$")
"""A sentence whose bracket follows its end."""


@dataclass(slots=True)
class Part:
    """A piece of text from one line."""

    line: int
    text: str


@dataclass(slots=True)
class Field:
    """A labelled text; ``near`` is the measure it stands under."""

    kinds: tuple[Kind, ...]
    parts: list[Part]
    near: str = ""
    counted: dict[str, int] = field(default_factory=dict)

    @property
    def open_ended(self) -> bool:
        """Say whether more paragraphs may follow."""
        return self.kinds[0] in OPEN_ENDED

    @property
    def text(self) -> str:
        """All of it, a line a paragraph."""
        return "\n".join(self.paragraphs)

    @property
    def paragraphs(self) -> list[str]:
        """Its paragraphs; lines that were broken in the middle of a sentence are joined."""
        return paragraphs(self.parts, of_units=self.kinds[0] in UNITS)

    def unfinished(self, next_text: str) -> bool:
        """Say whether a short value, which is not empty, goes on in ``next_text``."""
        value = "".join(part.text for part in self.parts[-_LOOKED_BACK:]).strip()
        if self.kinds[0] not in UNITS:
            return value[-1] in "、,，" or bool(_BROKEN_DATE.search(f"{value[-1]}|{next_text[:3]}"))
        if value[-1] in "、,，和及" or folded(value).count("(") > folded(value).count(")"):
            return True
        last = re.split(r"[、,;\s]", folded(value))[-1]
        following = re.split(r"[、,;。\s]", folded(next_text))[0]
        if is_only_a_suffix(following):
            return is_unit(last + following)
        return not is_unit(last) and is_unit(last + following) and len(following) < len("生态环境保护委员会")


def paragraphs(parts: list[Part], *, of_units: bool = False) -> list[str]:
    """Join pieces that a page's width broke; keep those that end a sentence or begin with a number apart.

    ``of_units``: a line may also end where a unit ends.
    """
    joined: list[str] = []
    for part in parts:
        text = part.text.strip()
        if not text:
            continue
        if joined and not _ends(joined[-1]) and not numbering(folded(text)):
            joined[-1] += f"、{text}" if of_units and stand_apart(joined[-1], text) else text
        else:
            joined.append(text)
    return joined


def _ends(text: str) -> bool:
    return text[-1] in SENTENCE_ENDS or bool(_CLOSED.search(folded(text)))


@dataclass(slots=True)
class Draft:
    """A task being read."""

    opener: list[Part]
    numbering: Numbering | None
    headings: tuple[Block, ...]
    context: tuple[Block, ...] = ()
    fields: list[Field] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    doubts: list[Spoken] = field(default_factory=list)
    number: str = ""
    prose: bool = False
    """Whether it is a paragraph whose own words set its deadline, rather than labels."""
    _kinds: set[Kind] = field(default_factory=set)
    _counted: int = 0

    @property
    def kinds(self) -> set[Kind]:
        """The kinds of the texts it has so far; a label with nothing behind it is no text."""
        # Only the last text still grows; those before it are counted once.
        for one in self.fields[self._counted : -1]:
            self._kinds.update(one.kinds if one.parts else ())
        self._counted = max(0, len(self.fields) - 1)
        return self._kinds.union(*(one.kinds for one in self.fields[-1:] if one.parts))

    def of(self, kind: Kind) -> list[Field]:
        """Give its texts of ``kind``."""
        return [one for one in self.fields if kind in one.kinds]

    def each_has_its_own(self, kind: Kind) -> bool:
        """Say whether texts of ``kind`` stand under several measures, each for its own."""
        return len({one.near for one in self.of(kind)}) > 1

    def has_its_own(self, kind: Kind) -> bool:
        """Say whether the task itself, not only its measures, gives ``kind``."""
        return any(not one.near and one.text for one in self.of(kind))

    def text(self, kind: Kind) -> str:
        """Give all its text of ``kind``."""
        return "\n".join(one.text for one in self.of(kind) if one.text)
