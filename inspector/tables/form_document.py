"""Filling a Word form: ``{{findings}}`` in its own text, and the cells of its tables.

A row of a table with ``{{found.text}}`` repeats, and a column that begins in a cell grows downwards.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lxml import etree

from inspector.errors import Refused, Unreadable
from inspector.tables.blank_form import NO_FORM, NO_ROOM, Filled, FormFacts, opened_form
from inspector.words import N_

NO_PLACES = N_("{file} has no place to fill: write {places} where a number or a text belongs.")
UNKNOWN = N_("Nothing is called {name} that could be filled in.")
NO_TABLE_CELL = N_("{cell} names no cell of this form; write it as T1!B3, for the first table.")
MARK = re.compile(r"\{\{([^{}]{1,80})\}\}")
_DOCUMENT = "word/document.xml"
_PART = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_CELL = re.compile(r"T(?P<table>[0-9]{1,3})!(?P<column>[A-Z]{1,2})(?P<row>[0-9]{1,4})")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class TableCell:
    """A cell of a table in a document; ``rows`` and ``columns`` say how far it reaches."""

    element: etree._Element
    text: str
    rows: int = 1
    columns: int = 1


def fill_document(form: Path, places: Mapping[str, str], facts: FormFacts, to: Path) -> int:
    """Write ``form`` into ``to`` with every place filled; give how many there were.

    ``places`` gives the key of a cell such as ``T1!B3`` and of a mark that says nothing by itself. All else
    of the package stays as it is, byte for byte. Raises Unreadable for what is no form, and Refused for a
    mark that nothing is called like, a cell that is none, a table without room, and a form without places.
    """
    filled = 0
    with opened_form(form) as package, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as made:
        for part in package.infolist():
            content = package.read(part)
            if _PART.fullmatch(part.filename):
                root = _root(form, content)
                cells = places if part.filename == _DOCUMENT else {}
                if count := _fill(root, cells, places, facts):
                    filled += count
                    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            made.writestr(part, content)
    if not filled:
        raise Refused(NO_PLACES, file=form.name, places="{{findings}}")
    return filled


def document_root(form: Path) -> etree._Element:
    """Give the text of a document. Raises Unreadable for what is none."""
    with opened_form(form) as package:
        if _DOCUMENT not in package.namelist():
            raise Unreadable(NO_FORM, file=form.name)
        return _root(form, package.read(_DOCUMENT))


def marks_in(form: Path) -> tuple[str, ...]:
    """List the marked places of a document, each once. Raises Unreadable for what is none."""
    with opened_form(form) as package:
        roots = [_root(form, package.read(part)) for part in package.namelist() if _PART.fullmatch(part)]
    found = (
        f"{{{{{mark.group(1).strip()}}}}}"
        for root in roots
        for paragraph in root.iter(f"{_W}p")
        for mark in MARK.finditer(_text(paragraph))
    )
    return tuple(dict.fromkeys(found))


def tables_in(root: etree._Element) -> list[etree._Element]:
    """List the tables of a document from the top, those within others too."""
    return list(root.iter(f"{_W}tbl"))


def cells_of(table: etree._Element) -> dict[tuple[int, int], TableCell]:
    """Give the cells of a table by row and column, from 1; one that reaches further stands at its first."""
    cells: dict[tuple[int, int], TableCell] = {}
    for at, row in enumerate(table.iterchildren(f"{_W}tr"), 1):
        column = 1
        for element in row.iterchildren(f"{_W}tc"):
            wide = _number(element, "gridSpan")
            merged = element.find(f"{_W}tcPr/{_W}vMerge")
            above = [one for (_row, place), one in cells.items() if place == column]
            if merged is not None and merged.get(f"{_W}val") != "restart" and above:
                above[-1].rows += 1
            else:
                words = "\n".join(_text(one) for one in element.iterchildren(f"{_W}p"))
                cells[at, column] = TableCell(element, words.strip(), columns=wide)
            column += wide
    return cells


def _root(form: Path, content: bytes) -> etree._Element:
    try:
        return etree.fromstring(
            content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        )
    except etree.XMLSyntaxError as error:
        raise Unreadable(NO_FORM, file=form.name) from error


def _number(cell: etree._Element, of: str) -> int:
    found = cell.find(f"{_W}tcPr/{_W}{of}")
    text = "" if found is None else found.get(f"{_W}val", "")
    return max(int(text), 1) if text.isdecimal() else 1


def _fill(root: etree._Element, cells: Mapping[str, str], places: Mapping[str, str], facts: FormFacts) -> int:
    """Fill cells and marks; what was put into a cell is no mark, whatever it says."""
    repeated = [(row, next(_tables_of(row, places, facts), "")) for row in root.iter(f"{_W}tr")]
    within = [one for row, table in repeated if table for one in row.iter(f"{_W}p")]
    alone = [one for one in root.iter(f"{_W}p") if one not in within and MARK.search(_text(one))]
    filled = _fill_cells(root, cells, facts, [row for row, table in repeated if table])
    filled += sum(_repeat(row, places, facts, table) for row, table in repeated if table)
    return filled + sum(_fill_paragraph(one, places, facts, None) for one in alone)


def _fill_cells(
    root: etree._Element, places: Mapping[str, str], facts: FormFacts, repeated: Sequence[etree._Element]
) -> int:
    """Fill the cells that ``places`` names; columns that begin in one row of a table grow together."""
    tables = tables_in(root)
    grids = [cells_of(table) for table in tables]
    columns: dict[tuple[int, int], dict[int, tuple[str, list[Filled]]]] = {}
    asked = {cell: key for cell, key in places.items() if not MARK.fullmatch(cell)}
    for cell, key in asked.items():
        table, row, column = _where(cell)
        found = grids[table - 1].get((row, column)) if 0 < table <= len(grids) else None
        if found is None or found.element.getparent() in repeated:
            raise Refused(NO_TABLE_CELL, cell=cell)
        if (rows := facts.rows_of(key)) is None:
            _put(found.element, facts.values.get(key))
        else:
            columns.setdefault((table, row), {})[column] = (cell, rows)
    for (table, row), begun in columns.items():
        _grow(tables[table - 1], row, begun)
    return len(asked)


def _where(cell: str) -> tuple[int, int, int]:
    """Give the number of the table, the row and the column."""
    named = _CELL.fullmatch(cell.strip())
    if named is None:
        raise Refused(NO_TABLE_CELL, cell=cell)
    from openpyxl.utils import column_index_from_string

    return int(named["table"]), int(named["row"]), column_index_from_string(named["column"])


def _grow(table: etree._Element, first: int, begun: Mapping[int, tuple[str, list[Filled]]]) -> None:
    """Fill columns downwards from row ``first``; rows that lack are copied from the last free one.

    Cells of several rows beside the columns grow; a column whose own last cell is one can't.
    """
    cells, needed = cells_of(table), max(len(rows) for _cell, rows in begun.values())
    room = 0
    while all(
        (found := cells.get((first + room, column))) and (not room or not found.text) for column in begun
    ):
        room += 1
    lines = list(table.iterchildren(f"{_W}tr"))
    pattern = lines[first + room - 2]
    if needed > room and any(cells[first + room - 1, column].rows > 1 for column in begun):
        raise Refused(NO_ROOM, cell=next(iter(begun.values()))[0], room=room, rows=needed)
    for _more in range(needed - room):
        copy = deepcopy(pattern)
        for cell in copy.iterchildren(f"{_W}tc"):
            _put(cell, None)
            for merged in cell.iterfind(f"{_W}tcPr/{_W}vMerge"):
                merged.attrib.pop(f"{_W}val", "")
        pattern.addnext(copy)
    cells = cells_of(table)
    for column, (_cell, rows) in begun.items():
        for down, value in enumerate(rows):
            _put(cells[first + down, column].element, value)


def _put(cell: etree._Element, value: Filled) -> None:
    """Put a value into a cell as its only paragraph, set as the first was; its lines stay lines."""
    first, *others = list(cell.iterchildren(f"{_W}p")) or [etree.SubElement(cell, f"{_W}p")]
    for other in others:
        cell.remove(other)
    style = first.find(f"{_W}r/{_W}rPr")
    if style is None and (marked := first.find(f"{_W}pPr/{_W}rPr")) is not None:
        style = marked
    for part in first.findall(f"{_W}*"):
        if part.tag != f"{_W}pPr":
            first.remove(part)
    run = etree.SubElement(first, f"{_W}r")
    if style is not None:
        run.append(deepcopy(style))
    for at, line in enumerate(_said(value).split("\n")):
        if at:
            etree.SubElement(run, f"{_W}br")
        text = etree.SubElement(run, f"{_W}t")
        text.text = line
        text.set(_SPACE, "preserve")


def _tables_of(row: etree._Element, places: Mapping[str, str], facts: FormFacts) -> Iterator[str]:
    """Give the tables whose columns a row asks for."""
    for paragraph in row.iter(f"{_W}p"):
        for mark in MARK.finditer(_text(paragraph)):
            key = _key(mark, places, facts)
            if facts.rows_of(key) is not None:
                yield key.partition(".")[0]


def _repeat(row: etree._Element, places: Mapping[str, str], facts: FormFacts, table: str) -> int:
    """Put a filled copy of ``row`` in its place for each row of the table; without any, an empty one."""
    filled = 0
    for number in range(max(len(facts.tables[table]), 1)):
        copy = deepcopy(row)
        row.addprevious(copy)
        filled += sum(_fill_paragraph(one, places, facts, number) for one in copy.iter(f"{_W}p"))
    parent = row.getparent()
    assert parent is not None  # noqa: S101 - a row found below a root lies in something
    parent.remove(row)
    return filled


def _fill_paragraph(
    paragraph: etree._Element, places: Mapping[str, str], facts: FormFacts, number: int | None
) -> int:
    """Fill the places of a paragraph; Word cuts one into several runs, the first of them takes the text."""
    texts = list(paragraph.iter(f"{_W}t"))
    whole = "".join(one.text or "" for one in texts)
    marks = list(MARK.finditer(whole))
    for mark in reversed(marks):
        said = _said(_value(_key(mark, places, facts), facts, number))
        at = 0
        for text in texts:
            held = text.text or ""
            first, last = max(mark.start() - at, 0), min(mark.end() - at, len(held))
            if first < last:
                text.text = held[:first] + said + held[last:]
                text.set(_SPACE, "preserve")
                said = ""
            at += len(held)
    return len(marks)


def _text(paragraph: etree._Element) -> str:
    return "".join(one.text or "" for one in paragraph.iter(f"{_W}t"))


def _key(mark: re.Match[str], places: Mapping[str, str], facts: FormFacts) -> str:
    name = mark.group(1).strip()
    if not (key := places.get(f"{{{{{name}}}}}") or facts.key_of(name)):
        raise Refused(UNKNOWN, name=name)
    return key


def _value(key: str, facts: FormFacts, number: int | None) -> Filled:
    rows = facts.rows_of(key)
    if rows is None:
        return facts.values.get(key)
    return rows[number] if number is not None and number < len(rows) else None


def _said(value: Filled) -> str:
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
