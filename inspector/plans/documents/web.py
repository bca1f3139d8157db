"""Web pages (.html, and .doc files that are pages in truth): blocks as lines, tables as rows."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from inspector.errors import Unreadable
from inspector.plans.document import Document
from inspector.plans.documents.characters import decoded
from inspector.plans.documents.gathering import Gathering, clean
from inspector.plans.documents.grid import Cell, rows_of
from inspector.plans.documents.numerals import numeral
from inspector.words import N_

FRAMES = N_("The page shows other pages inside it; they were not read: {n}.")
PICTURES = N_("Pictures are not read: {n}.")
TOO_DEEP = N_("{file} has elements within elements {most} deep; no page with a plan does. It was not read.")
MOST_DEEP = 1_500
"""The parser itself leaves out what is deeper than 2,048, without a word."""

_NOT_SHOWN = frozenset(
    {"script", "style", "noscript", "template", "title", "select", "svg", "math", "iframe", "object"}
)
_WITHIN_LINE = frozenset(
    tag
    for tags in (
        (
            "a",
            "abbr",
            "acronym",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
            "font",
            "i",
        ),
        (
            "img",
            "input",
            "ins",
            "kbd",
            "label",
            "mark",
            "nobr",
            "q",
            "rb",
            "ruby",
            "s",
            "samp",
            "small",
            "span",
        ),
        ("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "o:p", "st1:chsdate"),
    )
    for tag in tags
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_LOOKED_AT = 8_192
_SPACES = re.compile("[ \t\r\n\f]+")
_LIST_KINDS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_REPORTED = 5_000
"""Elements between two words on how far it is."""


def is_page(data: bytes, name: str) -> bool:
    """Say whether bytes are a web page: by their beginning, or by their name and any tag."""
    head = data[:_LOOKED_AT].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if re.match(
        rb"<(!doctype\s+html|html|head|body|meta|table|div|p|!--|title|h[1-6]|span|font|center)\b", head
    ):
        return True
    if head.startswith(b"<?xml") and b"<html" in head:
        return True
    return name.lower().endswith((".html", ".htm", ".shtml", ".xhtml")) and b"<" in head


def read_web(path: Path, report: Callable[[int, int], None]) -> Document:
    """Read a page: what is not shown is left out, what surrounds the text stays. Nothing is fetched.

    Raises Unreadable for what is too deep, too long or empty.
    """
    data = path.read_bytes()
    said = _CHARSET.search(data[:_LOOKED_AT])
    text, doubts = decoded(path.name, data, said[1].decode("ascii") if said else "")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, recover=True, huge_tree=True
    )
    parser.feed(text.encode())
    root = parser.close()
    page = _Page(Gathering(path.name), report)
    page.gathering.doubts += doubts
    if root is not None:
        page.read(root)
    return page.gathering.document()


class _Page:
    """Walks through a page and takes its lines."""

    def __init__(self, gathering: Gathering, report: Callable[[int, int], None]) -> None:
        self.gathering = gathering
        self._report = report
        self._said: list[str] = []
        self._heading = 0
        self._numbers = _Numbers()

    def read(self, root: etree._Element) -> None:
        title = root.find(".//title")
        self.gathering.title = clean(_SPACES.sub(" ", title.text or "")) if title is not None else ""
        for sentence, tags in ((FRAMES, ("iframe", "frame")), (PICTURES, ("img",))):
            if found := sum(1 for _ in root.iter(*tags)):
                self.gathering.doubts.append(Unreadable(sentence, n=found))
        whole = sum(1 for _ in root.iter())
        walk = etree.iterwalk(root, events=("start", "end"))
        deep = 0
        for seen, (event, element) in enumerate(walk):
            if not seen % _REPORTED:
                self._report(seen // 2, whole)
            if event == "end":
                deep -= 1
                self._end(element)
                continue
            deep += 1
            if deep > MOST_DEEP:
                raise Unreadable(TOO_DEEP, file=self.gathering.file, most=MOST_DEEP)
            if not self._start(element):
                walk.skip_subtree()
        self._flush()

    def _start(self, element: etree._Element) -> bool:
        """Begin an element; say whether to go into it."""
        tag = str(element.tag)
        if tag not in _WITHIN_LINE and tag not in _NOT_SHOWN:
            self._flush()
        if tag in _NOT_SHOWN:
            return False
        if tag == "table" and _is_of_data(element):
            for row in rows_of(_rows(element, self._numbers)):
                self.gathering.row(row)
            return False
        self._heading = _HEADINGS.get(tag, self._heading)
        self._said.append(self._numbers.of(element) if tag == "li" else "")
        self._say(element.text, element)
        return True

    def _end(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag not in _WITHIN_LINE and tag not in _NOT_SHOWN:
            self._flush()
        if tag in _HEADINGS:
            self._heading = 0
        self._say(element.tail, element.getparent())

    def _say(self, text: str | None, within: etree._Element | None) -> None:
        if text and within is not None:
            self._said.append(text if within.tag in {"pre", "textarea"} else _SPACES.sub(" ", text))

    def _flush(self) -> None:
        if self._said:
            self.gathering.text("".join(self._said), self._heading)
            self._said.clear()


def _is_of_data(table: etree._Element) -> bool:
    """Tell a table with facts in its rows from one that only places things on the page."""
    if table.find(".//table") is not None:
        return False
    return any(
        sum(1 for cell in row if cell.tag in {"td", "th"} and _has_text(cell)) > 1 for row in table.iter("tr")
    )


def _has_text(cell: etree._Element) -> bool:
    return any(text.strip() for text in cell.itertext())


def _rows(table: etree._Element, numbers: "_Numbers") -> Iterator[list[Cell]]:
    for caption in table.iter("caption"):
        yield [Cell(_text_of(caption, numbers))]
    for row in table.iter("tr"):
        yield [
            Cell(_text_of(cell, numbers), _count(cell, "colspan"), _count(cell, "rowspan"))
            for cell in row
            if cell.tag in {"td", "th"}
        ]


def _count(cell: etree._Element, name: str) -> int:
    said = cell.get(name, "1").strip()
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 6 else 1  # noqa: PLR2004 - bounded


def _text_of(cell: etree._Element, numbers: "_Numbers") -> str:
    """Give the text of a cell, a line for each of its blocks."""
    said: list[str] = []
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walk:
        tag = str(element.tag)
        is_block = tag not in _WITHIN_LINE and tag not in _NOT_SHOWN
        if is_block:
            said.append("\r")
        if event == "end":
            said.append(_SPACES.sub(" ", element.tail or "") if element is not cell else "")
        elif tag in _NOT_SHOWN:
            walk.skip_subtree()
        else:
            said.append(numbers.of(element) if tag == "li" else "")
            said.append(_SPACES.sub(" ", element.text or ""))
    return "".join(said)


class _Numbers:
    """The numbers a browser shows before the items of lists."""

    def __init__(self) -> None:
        self._next: dict[etree._Element, int] = {}

    def of(self, item: etree._Element) -> str:
        """Give the number of the next item of its list; nothing before a bullet."""
        within = item.getparent()
        if within is None or within.tag != "ol":
            return ""
        number = self._next.get(within) or _count(within, "start")
        self._next[within] = number + 1
        return f"{numeral(_LIST_KINDS.get(within.get('type', '1'), 'decimal'), number)}. "
