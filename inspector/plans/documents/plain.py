"""Plain text and Markdown."""

import re
from collections.abc import Iterator, Sequence

from inspector.errors import Spoken
from inspector.plans.document import Document
from inspector.plans.documents.gathering import Gathering

_LINE_END = re.compile("\r\n|\r|\n")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?: \"[^\"]*\")?\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![*A-Za-z0-9])\*(?=[^\s*])([^*]+?)(?<=\S)\*(?![*A-Za-z0-9])")
_CODE = re.compile(r"`([^`]+)`")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BULLET = re.compile(r"^\s*(?:[-*+]\s+(?:\[[ xX]\]\s+)?|>\s?)+")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read_plain(file: str, text: str, doubts: Sequence[Spoken] = ()) -> Document:
    """Read plain text: its lines are the editor's, empty ones too."""
    gathering = Gathering(file)
    gathering.doubts += doubts
    for line in lines_of(text):
        gathering.physical(line)
    return gathering.document()


def read_markdown(file: str, text: str, doubts: Sequence[Spoken] = ()) -> Document:
    """Read Markdown: headings, tables and marks; its lines are the editor's."""
    gathering = Gathering(file)
    gathering.doubts += doubts
    is_code = False
    for line in lines_of(text):
        if line.lstrip().startswith(("```", "~~~")):
            is_code = not is_code
            gathering.physical("")
        elif is_code:
            gathering.physical(line)
        else:
            _take(gathering, line)
    return gathering.document()


def lines_of(text: str) -> Iterator[str]:
    """Give the lines as an editor counts them, without keeping them all twice."""
    at = 0
    for end in _LINE_END.finditer(text):
        yield text[at : end.start()]
        at = end.end()
    if at < len(text):
        yield text[at:]


def _take(gathering: Gathering, line: str) -> None:
    if heading := _HEADING.match(line):
        title = _bare(heading[2])
        gathering.title = gathering.title or title
        gathering.physical(title, heading=len(heading[1]))
    elif "|" in line and _RULE.match(line):
        gathering.physical("")
    elif len(cells := _cells(line)) > 1:
        gathering.physical("\t".join(cells), cells)
    else:
        gathering.physical(_bare(_BULLET.sub("", line)))


def _cells(line: str) -> tuple[str, ...]:
    """Give the cells of a row of a table; nothing where a line does not begin and end with a stroke."""
    row = line.strip()
    if len(row) < len("|a|") or row[0] != "|" or row[-1] != "|":
        return ()
    return tuple(_bare(_BREAK.sub("\n", cell)) for cell in _BETWEEN_CELLS.split(row[1:-1]))


def _bare(text: str) -> str:
    for mark, kept in (
        (_LINK, r"\1"),
        (_STRONG, r"\2"),
        (_EMPHASIS, r"\1"),
        (_CODE, r"\1"),
        (_ESCAPED, r"\1"),
    ):
        text = mark.sub(kept, text)
    return text.strip()
