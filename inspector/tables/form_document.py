"""Filling a Word form: ``{{findings}}`` in its own text; a table row with ``{{found.text}}`` repeats."""

import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path

from lxml import etree

from inspector.errors import Refused, Unreadable
from inspector.tables.blank_form import NO_FORM, Filled, FormFacts, opened_form
from inspector.words import N_

NO_PLACES = N_("{file} has no place to fill: write {places} where a number or a text belongs.")
UNKNOWN = N_("Nothing is called {name} that could be filled in.")
_MARK = re.compile(r"\{\{([^{}]{1,80})\}\}")
_PART = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def fill_document(form: Path, facts: FormFacts, to: Path) -> int:
    """Write ``form`` into ``to`` with every place filled; give how many there were.

    Everything else of the package stays as it is, byte for byte. Raises Unreadable for what is no form,
    Refused for a place that nothing is called like, and for a form without places.
    """
    filled = 0
    with opened_form(form) as package, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as made:
        for part in package.infolist():
            content = package.read(part)
            if _PART.fullmatch(part.filename):
                root = _root(form, content)
                if count := _fill(root, facts):
                    filled += count
                    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            made.writestr(part, content)
    if not filled:
        raise Refused(NO_PLACES, file=form.name, places="{{findings}}")
    return filled


def _root(form: Path, content: bytes) -> etree._Element:
    try:
        return etree.fromstring(
            content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        )
    except etree.XMLSyntaxError as error:
        raise Unreadable(NO_FORM, file=form.name) from error


def _fill(root: etree._Element, facts: FormFacts) -> int:
    filled = 0
    for row in list(root.iter(f"{_W}tr")):
        tables = set(_tables_in(row, facts))
        if tables:
            filled += _repeat(row, facts, tables.pop())
    return filled + sum(_fill_paragraph(paragraph, facts, None) for paragraph in list(root.iter(f"{_W}p")))


def _tables_in(row: etree._Element, facts: FormFacts) -> Iterator[str]:
    """Give the tables whose columns a row asks for."""
    for paragraph in row.iter(f"{_W}p"):
        for mark in _MARK.finditer("".join(one.text or "" for one in paragraph.iter(f"{_W}t"))):
            key = _key(mark, facts)
            if facts.rows_of(key) is not None:
                yield key.partition(".")[0]


def _repeat(row: etree._Element, facts: FormFacts, table: str) -> int:
    """Put a filled copy of ``row`` in its place for each row of the table; without any, an empty one."""
    filled = 0
    for number in range(max(len(facts.tables[table]), 1)):
        copy = deepcopy(row)
        row.addprevious(copy)
        filled += sum(_fill_paragraph(one, facts, number) for one in copy.iter(f"{_W}p"))
    parent = row.getparent()
    assert parent is not None  # noqa: S101 - a row found below a root lies in something
    parent.remove(row)
    return filled


def _fill_paragraph(paragraph: etree._Element, facts: FormFacts, number: int | None) -> int:
    """Fill the places of a paragraph; Word cuts one into several runs, the first of them takes the text."""
    texts = list(paragraph.iter(f"{_W}t"))
    whole = "".join(one.text or "" for one in texts)
    marks = list(_MARK.finditer(whole))
    for mark in reversed(marks):
        said = _said(_value(_key(mark, facts), facts, number))
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


def _key(mark: re.Match[str], facts: FormFacts) -> str:
    name = mark.group(1).strip()
    if not (key := facts.key_of(name)):
        raise Refused(UNKNOWN, name=name)
    return key


def _value(key: str, facts: FormFacts, number: int | None) -> Filled:
    rows = facts.rows_of(key)
    if rows is None:
        return facts.values.get(key)
    return rows[number] if number is not None and number < len(rows) else None


def _said(value: Filled) -> str:
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
