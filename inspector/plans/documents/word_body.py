"""The body of a Word document: what a reader of its final version sees, as lines."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from inspector.errors import Unreadable
from inspector.plans.documents.gathering import Gathering, clean
from inspector.plans.documents.grid import Cell, rows_of
from inspector.plans.documents.word_numbering import Numbering, Style, Styles, attribute, value, whole
from inspector.words import N_

FOOTNOTES = N_("Footnotes and endnotes are not read: {n}.")
PICTURES = N_("Pictures are not read: {n}. Look whether a table is among them.")
DELETED = N_("Passages deleted with tracked changes were left out: {n}.")
HIDDEN = N_("Hidden passages were left out: {n}.")
CONTENTS = N_("The table of contents was left out: {n} lines.")
OTHER_FILES = N_("The document holds other documents inside it; they were not read: {n}.")

_SENTENCES = {
    "footnote": FOOTNOTES,
    "picture": PICTURES,
    "deleted": DELETED,
    "hidden": HIDDEN,
    "contents": CONTENTS,
    "other": OTHER_FILES,
}
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
BLOCKS = ("p", "tbl", "altChunk", *sorted(_WRAPPERS))
"""What a body is made of."""
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_COUNTED = {
    "footnoteReference": "footnote",
    "endnoteReference": "footnote",
    "blip": "picture",
    "imagedata": "picture",
    "altChunk": "other",
    "subDoc": "other",
    "del": "deleted",
    "moveFrom": "deleted",
}
_LEFT_OUT = frozenset(
    {"pPr", "instrText", "delText", "delInstrText", "rt", "sdtPr", "sdtEndPr", "tblPr", "del", "moveFrom"}
)
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$")
_CONTENTS = re.compile(r"(?:toc|目录)\s*[1-9]$")
_OFF = frozenset({"0", "false", "off"})
_MOST_HEADING = 9


class Body:
    """Takes the blocks of a body one after another."""

    def __init__(self, gathering: Gathering, styles: Styles, numbering: Numbering) -> None:
        """Take lines into ``gathering``."""
        self._gathering = gathering
        self._styles = styles
        self._numbering = numbering
        self._left_out: Counter[str] = Counter()
        self._waiting = ""
        self._boxes: list[etree._Element] = []

    def take(self, block: etree._Element) -> None:
        """Take a paragraph or a table, with what is wrapped round it."""
        name = local(block)
        if name == "p":
            self._paragraph(block)
        elif name == "tbl":
            self._table(block)
        elif name in _WRAPPERS:
            for child in block:
                self.take(child)
        elif name in _COUNTED:
            self._left_out[_COUNTED[name]] += 1
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            for child in box:
                self.take(child)

    def end(self) -> None:
        """Say what was left out."""
        self._gathering.text(self._waiting)
        for what, sentence in _SENTENCES.items():
            if self._left_out[what]:
                self._gathering.doubts.append(Unreadable(sentence, n=self._left_out[what]))

    def _paragraph(self, paragraph: etree._Element) -> None:
        style, label = self._look_of(paragraph)
        text = self._waiting + self._text(paragraph)
        self._waiting = ""
        if paragraph.find("{*}pPr/{*}rPr/{*}del") is not None:
            self._waiting = text  # its end was deleted: the next paragraph goes on with it
            return
        if _CONTENTS.match(style.name):
            self._left_out["contents"] += bool(clean(text))
            return
        if not clean(text):
            return
        if style.name in {"title", "标题"} and not self._gathering.title:
            self._gathering.title = clean(text.replace("\n", ""))
        self._gathering.text(label + text.lstrip(), _heading_of(paragraph, style))

    def _look_of(self, paragraph: etree._Element) -> tuple[Style, str]:
        """Give the style of a paragraph, and the number that Word shows before it."""
        properties = paragraph.find("{*}pPr")
        if properties is None:
            return self._styles.of(self._styles.usual), ""
        named = properties.find("{*}pStyle")
        style = self._styles.of(attribute(named, "val") if named is not None else self._styles.usual)
        listed = properties.find("{*}numPr")
        list_id, level = style.list_id, style.level
        if listed is not None:
            list_id = value(listed, "numId") or list_id
            level = whole(value(listed, "ilvl"), 0) if value(listed, "ilvl") else level
        return style, self._numbering.next(list_id, level or 0) if list_id else ""

    def _text(self, element: etree._Element) -> str:
        return "".join(self._said(element))

    def _said(self, element: etree._Element) -> Iterator[str]:
        """Give what is written in a paragraph: inserted text, not deleted or hidden text, one way of two."""
        for child in element:
            name = local(child)
            if name in _COUNTED:
                self._left_out[_COUNTED[name]] += 1
            if name in _LEFT_OUT or (name == "Fallback" and element.find("{*}Choice") is not None):
                continue
            if name == "r" and _is_hidden(child):
                self._left_out["hidden"] += 1
            elif name == "txbxContent":
                self._boxes.append(child)
            elif name == "t":
                yield child.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            else:
                yield from self._said(child)

    def _table(self, table: etree._Element) -> None:
        rows = [list(_cells(row)) for row in _within(table, "tr") if row.find("{*}trPr/{*}del") is None]
        if all(len(cells) <= 1 for cells in rows):  # a frame round text, no table of facts
            for cells in rows:
                for cell in cells:
                    for block in cell:
                        self.take(block)
            return
        for texts in rows_of([self._cell(cell) for cell in cells] for cells in rows):
            self._gathering.row(texts)

    def _cell(self, cell: etree._Element) -> Cell:
        properties = cell.find("{*}tcPr")
        across, continues = 1, False
        if properties is not None:
            across = max(1, whole(value(properties, "gridSpan"), 1))
            continues = any(
                merge is not None and attribute(merge, "val") in {"", "continue"}
                for merge in (properties.find("{*}vMerge"), properties.find("{*}hMerge"))
            )
        text = "\n".join(self._lines_in(cell))
        return Cell(text, across, continues=continues)

    def _lines_in(self, cell: etree._Element) -> Iterator[str]:
        for block in cell:
            name = local(block)
            if name == "p":
                label = self._look_of(block)[1]
                yield label + self._text(block)
                boxes, self._boxes = self._boxes, []
                for box in boxes:
                    yield from self._lines_in(box)
            elif name == "tbl":
                for row in _within(block, "tr"):
                    yield "\t".join("\n".join(self._lines_in(inner)) for inner in _cells(row))
            elif name in _WRAPPERS:
                yield from self._lines_in(block)


def local(element: etree._Element) -> str:
    """Give the name of an element without its namespace (the strict format has others)."""
    return str(element.tag).rpartition("}")[2]


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return _within(row, "tc")


def _within(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Give the children called ``name``, also those with something wrapped round them."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in _WRAPPERS:
            yield from _within(child, name)


def _is_hidden(run: etree._Element) -> bool:
    hidden = run.find("{*}rPr/{*}vanish")
    return hidden is not None and attribute(hidden, "val") not in _OFF


def _heading_of(paragraph: etree._Element, style: Style) -> int:
    said = paragraph.find("{*}pPr/{*}outlineLvl")
    level = whole(attribute(said, "val"), _MOST_HEADING) if said is not None else style.outline
    if level is None:
        named = _HEADING.match(style.name)
        return int(named[1]) if named else 0
    return level + 1 if level < _MOST_HEADING else 0
