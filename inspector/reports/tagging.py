"""The logical structure of a paper: headings, tables, figures and fields in reading order, for every reader.

While a page is drawn, its content is marked as belonging to an element; what is left over (rules, grounds,
head and foot) is marked as an artifact. Written as a structure tree (ISO 32000-1, 14.7 and 14.8) for
PDF/A-3a and PDF/UA-1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name


class Mark(NamedTuple):
    """A marked sequence in the content of a page: the page, from 0, and the sequence's number on it."""

    page: int
    number: int


class FieldMark(NamedTuple):
    """The place of a form field, by its name."""

    page: int
    name: str


@dataclass(eq=False, slots=True)
class Element:
    """An element of the structure; ``role`` is a standard structure type such as ``P`` or ``TD``.

    ``alternative`` says in words what a figure shows, ``scope`` is ``Row`` or ``Column`` for a heading
    cell, ``span`` is the number of columns of a cell, ``box`` is where a figure stands on its page.
    """

    role: str
    alternative: str = ""
    scope: str = ""
    span: int = 1
    box: tuple[float, float, float, float] | None = None
    kids: list["Element | Mark | FieldMark"] = field(default_factory=list)

    def add(self, role: str, *, alternative: str = "", scope: str = "", span: int = 1) -> "Element":
        """Begin the next child."""
        child = Element(role, alternative, scope, span)
        self.kids.append(child)
        return child


def write_structure(pdf: pikepdf.Pdf, document: Element, widgets: Mapping[str, pikepdf.Object]) -> None:
    """Write ``document`` as the structure tree of ``pdf``; ``widgets`` are its fields' places by name."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    writer = _Writer(pdf, widgets)
    root.K = Array([writer.write(document, root)])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=writer.parents()))
    root.ParentTreeNextKey = len(writer.pages) + len(writer.fields)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


class _Writer:
    def __init__(self, pdf: pikepdf.Pdf, widgets: Mapping[str, pikepdf.Object]) -> None:
        self.pdf = pdf
        self.widgets = widgets
        self.pages = [page.obj for page in pdf.pages]
        self.marks: list[dict[int, pikepdf.Object]] = [{} for _ in self.pages]
        self.fields: list[pikepdf.Object] = []

    def write(self, element: Element, parent: pikepdf.Object) -> pikepdf.Object:
        node = self.pdf.make_indirect(Dictionary(S=Name(f"/{element.role}"), P=parent))
        if element.alternative:
            node.Alt = element.alternative
        attributes = _attributes(element)
        if attributes:
            node.A = attributes
        home = next((kid.page for kid in element.kids if not isinstance(kid, Element)), None)
        if home is not None:
            node.Pg = self.pages[home]
        kids = [self._kid(kid, node, home) for kid in element.kids]
        if kids:
            node.K = kids[0] if len(kids) == 1 else Array(kids)
        return node

    def _kid(
        self, kid: Element | Mark | FieldMark, node: pikepdf.Object, home: int | None
    ) -> pikepdf.Object | int:
        if isinstance(kid, Element):
            return self.write(kid, node)
        if isinstance(kid, FieldMark):
            widget = self.widgets[kid.name]
            widget.StructParent = len(self.pages) + len(self.fields)
            self.fields.append(node)
            return Dictionary(Type=Name.OBJR, Obj=widget, Pg=self.pages[kid.page])
        self.marks[kid.page][kid.number] = node
        if kid.page == home:
            return kid.number
        return Dictionary(Type=Name.MCR, Pg=self.pages[kid.page], MCID=kid.number)

    def parents(self) -> pikepdf.Array:
        """Give the way back from content to element: an array for each page, an element for each field."""
        numbers = Array()
        for index, marks in enumerate(self.marks):
            self.pages[index].StructParents = index
            numbers.append(index)
            numbers.append(self.pdf.make_indirect(Array([marks[number] for number in sorted(marks)])))
        for index, node in enumerate(self.fields, len(self.pages)):
            numbers.append(index)
            numbers.append(node)
        return numbers


def _attributes(element: Element) -> pikepdf.Object | None:
    if element.scope:
        table = Dictionary(O=Name.Table, Scope=Name(f"/{element.scope}"))
        if element.span > 1:
            table.ColSpan = element.span
        return table
    if element.span > 1:
        return Dictionary(O=Name.Table, ColSpan=element.span)
    if element.box:
        return Dictionary(O=Name.Layout, BBox=Array(element.box), Placement=Name.Block)
    return None
