"""A reader that cannot see the page is told the same, in the same order."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from inspector.reports.patrol_report import build_patrol_report
from inspector.reports.tagging import Element
from tests.reports.papers import CARRIED, finding, full_paper, paper

Node = pikepdf.Object


def kids(node: Node) -> list[Node | int]:
    held = node.get("/K")
    if held is None:
        return []
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def elements(node: Node) -> Iterator[Node]:
    for kid in kids(node):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def roles(node: Node) -> list[str]:
    return [str(one.S)[1:] for one in elements(node)]


@pytest.fixture(scope="module")
def tagged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pikepdf.Pdf]:
    made = replace(full_paper(), language="en")
    file = build_patrol_report(made, CARRIED, tmp_path_factory.mktemp("tags") / "tags.pdf").path
    with pikepdf.open(file) as pdf:
        yield pdf


def test_the_parts_come_in_reading_order(tagged: pikepdf.Pdf) -> None:
    (document,) = kids(tagged.Root.StructTreeRoot)

    assert isinstance(document, pikepdf.Dictionary)
    order = ["H1", "Table", "P", "H2", "Table", "H2", "Table", "H2", "Table", "P", "H2", "Sect", "Sect"]
    assert [str(kid.S)[1:] for kid in document.K] == order


def test_headings_of_tables_say_what_they_head(tagged: pikepdf.Pdf) -> None:
    scopes = [str(one.A.Scope) for one in elements(tagged.Root.StructTreeRoot) if str(one.S) == "/TH"]

    assert scopes[:10] == ["/Row"] * 10
    assert scopes[10:20] == ["/Column"] * 10
    assert len(scopes) == 10 + 5 + 6 + 2 + 2


def test_rows_have_as_many_columns_as_their_table(tagged: pikepdf.Pdf) -> None:
    for table in elements(tagged.Root.StructTreeRoot):
        if str(table.S) == "/Table":
            widths = set()
            for row in table.K:
                cells = [kid for kid in kids(row) if isinstance(kid, pikepdf.Dictionary)]
                widths.add(sum(int(cell.A.get("/ColSpan", 1)) if "/A" in cell else 1 for cell in cells))
            assert len(widths) == 1


def test_every_figure_says_in_words_what_it_shows_and_where_it_is(tagged: pikepdf.Pdf) -> None:
    figures = [one for one in elements(tagged.Root.StructTreeRoot) if str(one.S) == "/Figure"]

    assert len(figures) == 5 + 1
    assert "Photo 1 " in str(figures[0].Alt)
    assert "Taken 2026-11-22 08:43:10" in str(figures[0].Alt)
    assert "check sums" in str(figures[-1].Alt)
    for figure in figures:
        left, low, right, high = (float(value) for value in figure.A.BBox)
        assert left < right
        assert low < high


def test_every_place_for_a_signature_is_in_the_structure(tagged: pikepdf.Pdf) -> None:
    forms = [one for one in elements(tagged.Root.StructTreeRoot) if str(one.S) == "/Form"]
    parents = list(tagged.Root.StructTreeRoot.ParentTree.Nums)
    by_number = {int(number): held for number, held in zip(parents[::2], parents[1::2], strict=True)}

    assert len(forms) == 2
    for form in forms:
        (reference,) = [kid for kid in kids(form) if isinstance(kid, pikepdf.Dictionary)]
        assert str(reference.Type) == "/OBJR"
        assert by_number[int(reference.Obj.StructParent)].objgen == form.objgen
        assert "Digital signature of" in str(reference.Obj.Contents)


def test_each_page_finds_the_elements_of_its_content(tagged: pikepdf.Pdf) -> None:
    parents = list(tagged.Root.StructTreeRoot.ParentTree.Nums)
    by_number = {int(number): held for number, held in zip(parents[::2], parents[1::2], strict=True)}

    for number, sheet in enumerate(tagged.pages):
        assert sheet.obj.StructParents == number
        content = sheet.obj.Contents.read_bytes()
        assert content.count(b" BDC") == len(by_number[number])
        assert content.count(b"BDC") + content.count(b"BMC") == content.count(b"EMC")


def test_a_cell_that_goes_on_overleaf_is_one_cell(tmp_path: Path) -> None:
    made = replace(paper(stops=1, photos=0), findings=(finding(1, "堆场未覆盖，有扬尘；" * 250),))
    file = build_patrol_report(made, CARRIED, tmp_path / "long.pdf").path

    with pikepdf.open(file) as pdf:
        split = [
            one
            for one in elements(pdf.Root.StructTreeRoot)
            if any(
                isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == pikepdf.Name.MCR
                for kid in kids(one)
            )
        ]
        rows = roles(pdf.Root.StructTreeRoot).count("TR")

    assert len(split) == 1
    assert rows == 5 + 2 + 2 + 4


def test_an_element_keeps_its_children_in_order() -> None:
    table = Element("Table")
    first, second = table.add("TR"), table.add("TR")

    assert table.kids == [first, second]
