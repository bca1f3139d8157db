"""A document as numbered lines, whatever file it came from."""

from dataclasses import dataclass

from inspector.errors import Spoken


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a paragraph, a line of a text file, or a whole row of a table.

    ``cells`` are the texts of a table row's cells (``text`` is these, joined by tabs); ``heading`` is the
    level where the file itself says that a line is a heading, else 0.
    """

    number: int
    text: str
    cells: tuple[str, ...] = ()
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A file's lines, counted from 1, with what was doubtful when they were taken out of it.

    ``file`` is its name, ``title`` what the file itself gives as its title (or empty).
    """

    file: str
    title: str
    lines: tuple[Line, ...]
    doubts: tuple[Spoken, ...] = ()
