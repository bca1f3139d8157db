"""A plan's lines as labels with their values, and the text between them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from inspector.plans.assignments import bracket_at_end
from inspector.plans.blocks import Block
from inspector.plans.labels import OPENING, UNITS, Kind, is_of_a_site, kinds_of, labels_in
from inspector.plans.letters import compact, folded
from inspector.plans.numbering import Numbering, numbering

_LONGEST = 30
_STRONG_ALONE = 2
"""A label without colon counts where its like stands so often."""


_HEADS_A_PART = (Kind.TITLE, Kind.NUMBER, Kind.OTHER)
"""（一）具体任务 heads a part of the plan, however often it comes."""


@dataclass(frozen=True, slots=True)
class Token:
    """A label with its value (``kinds`` given), or text; ``first`` where it begins its line."""

    block: Block
    text: str
    kinds: tuple[Kind, ...] = ()
    bare: bool = False
    first: bool = True
    enumerated: bool = False
    """Whether its number counts the labels of one task: 1.问题 2.整改要求 3.责任单位."""

    @property
    def numbering(self) -> Numbering | None:
        """The number of the line, for what begins it: text, or a label that begins a task."""
        if not self.first or self.bare or self.enumerated or (self.kinds and self.kinds[0] not in OPENING):
            return None
        return self.block.numbering


def tokens_of(blocks: Sequence[Block]) -> list[Token]:
    """Take every line apart at its labels; labels without a mark count only where they repeat."""
    found: list[Token] = []
    above = ""
    for block in blocks:
        found.extend(_cells(block, above) if block.cells else _line(block))
        above = block.cells[0] if block.cells else ""
    found = _enumerated(_with_brackets_of_measures(found))
    alone = Counter(_shape(token) for token in found if token.bare)
    kinds = {kind for token in found if token.kinds and not token.bare for kind in token.kinds}
    strong = Counter(kind for token in found if not token.bare for kind in token.kinds)
    numbered = {token.kinds for token in found if token.bare and token.block.numbering}
    if set(strong) & set(UNITS) and max(strong.values()) == 1 and len(numbered) > _STRONG_ALONE:
        # One task alone: the sections of the document are its labels.
        return found
    several = (
        len({token.kinds for token in found if token.bare and not token.block.numbering}) > _STRONG_ALONE
    )
    return [_settled(token, alone, kinds, several=several) for token in found]


def _with_brackets_of_measures(tokens: Sequence[Token]) -> list[Token]:
    """Leave a bracket with labels to the measure it ends, where the tasks have such labels outside of one."""
    lines = [list(some) for _, some in groupby(tokens, key=lambda one: (one.block.number, one.block.text))]
    outside = {kind for line in lines if not _ends_with_labels(line) for one in line for kind in one.kinds}
    kept: list[Token] = []
    within: tuple[Kind, ...] = ()
    for line in lines:
        if not _ends_with_labels(line):
            within = next((one.kinds for one in reversed(line) if _is_of_a_task(one)), within)
        elif within[:1] == (Kind.MEASURES,) and line[1].kinds[0] in outside:
            line = [replace(line[0], text=line[0].block.text)]  # noqa: PLW2901 - the line as one text
        kept.extend(line)
    return kept


def _is_of_a_task(token: Token) -> bool:
    """Say whether a label is no section of the document: 四、整改措施."""
    return bool(token.kinds) and not (token.bare and token.block.numbering)


def _ends_with_labels(line: Sequence[Token]) -> bool:
    """Say whether a line is text with a bracket at its end that holds labels."""
    if line[0].kinds or len(line) == 1:
        return False
    span = bracket_at_end(line[0].block.flat)
    return span is not None and len(line[0].text) < span[0]


def _enumerated(tokens: Sequence[Token]) -> list[Token]:
    """Mark the numbers that go on from one label to the next: they count labels, not tasks."""
    labels = [place for place, one in enumerate(tokens) if one.kinds and one.first and not one.bare]
    marked = list(tokens)
    for one, other in pairwise(labels):
        number, following = tokens[one].block.numbering, tokens[other].block.numbering
        if not number or not following or tokens[one].kinds == tokens[other].kinds:
            continue
        if (following.style, following.value) == (number.style, number.value + 1):
            marked[one] = replace(tokens[one], enumerated=True)
            marked[other] = replace(tokens[other], enumerated=True)
    return marked


def _shape(token: Token) -> tuple[object, ...]:
    number = token.block.numbering
    return (token.kinds, number.style if number else "", token.block.heading)


def _settled(token: Token, alone: Counter[tuple[object, ...]], kinds: set[Kind], *, several: bool) -> Token:
    """Keep a label that stands alone, or take it for a heading."""
    if not token.bare:
        return token
    headed = token.block.numbering or token.block.heading
    heads = headed and token.kinds[0] in _HEADS_A_PART
    if alone[_shape(token)] >= _STRONG_ALONE and not heads:
        return token
    if not token.block.numbering and not heads and (several or kinds & {*UNITS, Kind.DEADLINE}):
        return token
    return replace(token, kinds=(), text=token.block.text, bare=False)


def _line(block: Block) -> list[Token]:
    if block.furniture:
        return [Token(block, block.text)]
    labels = labels_in(block.flat)
    if not labels:
        return [Token(block, block.text)]
    tokens = []
    before = block.text[: labels[0].start].rstrip(" \t(（[【〔")
    number = block.numbering
    if before and not (number and labels[0].start <= number.end):
        tokens.append(Token(block, before))
    for place, label in enumerate(labels):
        end = labels[place + 1].start if place + 1 < len(labels) else len(block.text)
        value = _trimmed(block.text[label.end : end])
        if place + 1 < len(labels):
            value = value.rstrip(";；,，|·、 ")
        tokens.append(Token(block, value, label.kinds, label.bare, first=not tokens))
    return tokens


def _trimmed(value: str) -> str:
    """Take off what belongs to the label after ``value`` or to the bracket around it."""
    value = value.strip(" \t").rstrip("([（【〔")
    if value[:1] in ":：】]":
        value = value[1:].lstrip()
    flat = folded(value)
    if flat.rstrip("。. ").endswith(")") and flat.count(")") > flat.count("("):
        value = value.rstrip("。. ")[:-1]
    return value.strip(" \t;；|·")


def _cells(block: Block, above: str) -> list[Token]:
    """Read a row of a table: label | value, label | value | label | value, or plain text.

    A first cell that repeats the one ``above`` spans both rows and is read once.
    """
    block = replace(block, numbering=None)
    spans = block.cells[0] == above and not _label_of(folded(above))
    cells = [(cell, folded(cell)) for cell in _without_repeats(block.cells[spans:])]
    tokens: list[Token] = []
    place = 0
    while place < len(cells):
        cell, flat = cells[place]
        kinds = _label_of(flat)
        if kinds:
            value = ""
            if place + 1 < len(cells) and not _label_of(cells[place + 1][1]):
                value = cells[place + 1][0]
                place += 1
            tokens.append(Token(block, value, kinds, first=not tokens))
        else:
            tokens.extend(replace(token, first=not tokens) for token in _inside(block, cell))
        place += 1
    return tokens or [Token(block, block.text)]


def _label_of(flat: str) -> tuple[Kind, ...]:
    return kinds_of(compact(flat).strip(":【】[]"))


def _inside(block: Block, cell: str) -> list[Token]:
    """Read a cell that holds text, perhaps with labels of its own, a line after the other."""
    tokens = []
    for text in cell.split("\n"):
        own = replace(block, text=text, flat=folded(text), cells=(), numbering=numbering(folded(text), text))
        tokens.extend(_line(own))
    return tokens


def _without_repeats(cells: Sequence[str]) -> list[str]:
    """Leave out cells that repeat the one before: a cell that spans columns."""
    return [cell for place, cell in enumerate(cells) if cell and (not place or cell != cells[place - 1])]


def names_site_makers(block: Block) -> bool:
    """Say whether a line names who runs a web site rather than who leads a task."""
    return is_of_a_site(compact(block.flat[:_LONGEST].partition(":")[0]))
