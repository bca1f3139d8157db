"""Lines as they are taken out of a document: cleaned, counted and bounded."""

import re
from collections.abc import Sequence

from inspector.errors import Spoken, Unreadable
from inspector.plans.document import Document, Line
from inspector.plans.documents.limits import (
    EMPTY,
    LONGEST_LINE,
    MOST_CHARACTERS,
    MOST_LINES,
    TOO_LONG_LINE,
    TOO_MANY_LINES,
    TOO_MUCH_TEXT,
)

_INVISIBLE = re.compile(
    "[\0-\x08\x0e-\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffc]"
)
_BREAKS = re.compile("[\r\n\x0b\x0c\x85\u2028\u2029]+")


def clean(text: str) -> str:
    """Take out what nobody sees, and the spaces at both ends."""
    return _INVISIBLE.sub("", text).replace("\xa0", " ").strip()


class Gathering:
    """Takes lines one by one; raises Unreadable as soon as they are more than any plan has."""

    def __init__(self, file: str) -> None:
        """Begin with nothing."""
        self.file = file
        self.title = ""
        self.doubts: list[Spoken] = []
        self._lines: list[Line] = []
        self._characters = 0

    def text(self, text: str, heading: int = 0) -> None:
        """Take a paragraph; each break in it begins another line, empty lines are left out."""
        for part in _BREAKS.split(text):
            if shown := clean(part):
                self._take(shown, (), heading)

    def row(self, cells: Sequence[str]) -> None:
        """Take a row of a table; one with nothing in it is left out."""
        cleaned = tuple("\n".join(filter(None, map(clean, _BREAKS.split(cell)))) for cell in cells)
        if any(cleaned):
            self._take("\t".join(cleaned), cleaned, 0)

    def physical(self, text: str, cells: Sequence[str] = (), heading: int = 0) -> None:
        """Take a line of a text file, also an empty one: an editor numbers it as well."""
        self._take(clean(text), tuple(cells), heading)

    def document(self) -> Document:
        """Give what was taken. Raises Unreadable where there is no text at all."""
        if not self._characters:
            raise Unreadable(EMPTY, file=self.file)
        return Document(self.file, self.title, tuple(self._lines), tuple(self.doubts))

    def _take(self, text: str, cells: tuple[str, ...], heading: int) -> None:
        self._characters += len(text)
        if len(text) > LONGEST_LINE:
            raise Unreadable(TOO_LONG_LINE, file=self.file, most=LONGEST_LINE)
        if len(self._lines) == MOST_LINES:
            raise Unreadable(TOO_MANY_LINES, file=self.file, most=MOST_LINES)
        if self._characters > MOST_CHARACTERS:
            raise Unreadable(TOO_MUCH_TEXT, file=self.file, most=MOST_CHARACTERS)
        self._lines.append(Line(len(self._lines) + 1, text, cells, heading))
