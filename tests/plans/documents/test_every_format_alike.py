"""The same plan in every format: the same twelve tasks with the same units and deadlines."""

from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path

import pytest

from inspector.plans.documents import read_document
from inspector.plans.plan import Plan, PlanTask
from inspector.plans.reading import read_plan
from tests.plans.documents.made import paragraphs, pdf_of, saved, table, word

SOURCE = Path(__file__).parents[2] / "data" / "plans" / "wuhai-2017.txt"
HEADER = (
    *("序号", "问题", "牵头单位", "责任单位", "配合单位"),
    *("督导单位", "追责单位", "整改时限", "整改目标", "整改措施"),
)


@cache
def plan() -> Plan:
    return read_plan(read_document(SOURCE))


@cache
def texts() -> tuple[str, ...]:
    return tuple(line.strip() for line in SOURCE.read_text(encoding="utf-8").splitlines() if line.strip())


def facts(task: PlanTask) -> tuple[object, ...]:
    """Give what a ledger stands or falls with."""
    units = (task.lead, task.responsible, task.supporting, task.supervising, task.accountability)
    return units, task.deadline.text, task.deadline.date


def as_text(path: Path) -> Path:
    path.write_bytes("\r\n\r\n".join(texts()).encode("gb18030"))
    return path


def as_page(path: Path) -> Path:
    blocks = "".join(f"<p>&emsp;&emsp;<span>{escape(text)}</span></p>\n" for text in texts())
    head = '<meta charset="gb2312"><title>整改方案_政府网站</title>'
    furniture = "<div>首页 | 政务公开</div>"
    path.write_bytes(f"<html><head>{head}</head><body>{furniture}{blocks}</body></html>".encode("gbk"))
    return path


def as_word(path: Path) -> Path:
    document = word()
    for text in texts():
        document.add_paragraph(text)
    return saved(document, path)


def as_pdf(path: Path) -> Path:
    return pdf_of(path, paragraphs([escape(text) for text in texts()], 16), head="乌海市人民政府文件")


def as_columns(path: Path) -> Path:
    return pdf_of(path, paragraphs([escape(text) for text in texts()], 10.5), columns=2)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.txt", as_text),
        ("a.doc", as_page),
        ("a.docx", as_word),
        ("a.pdf", as_pdf),
        ("b.pdf", as_columns),
    ],
)
def test_the_same_tasks_are_found(tmp_path: Path, name: str, make: Callable[[Path], Path]) -> None:
    read = read_plan(read_document(make(tmp_path / name)))
    assert [task.number for task in read.tasks] == [task.number for task in plan().tasks]
    assert [facts(task) for task in read.tasks] == [facts(task) for task in plan().tasks]
    assert [len(task.measures) for task in read.tasks] == [len(task.measures) for task in plan().tasks]


def rows() -> list[list[str]]:
    """Give the tasks as a row of a table each."""
    return [
        [
            f"{at}",
            task.problem,
            "、".join(task.lead),
            "、".join(task.responsible),
            "、".join(task.supporting),
            "、".join(task.supervising),
            "、".join(task.accountability),
            task.deadline.text,
            task.goal,
            "\n".join(measure.text for measure in task.measures),
        ]
        for at, task in enumerate(plan().tasks, 1)
    ]


def table_in_word(path: Path) -> Path:
    document = word()
    made = document.add_table(1 + len(rows()), len(HEADER))
    for at, cells in enumerate([HEADER, *rows()]):
        for cell, text in zip(made.rows[at].cells, cells, strict=True):
            cell.text = text
    return saved(document, path)


def table_in_pdf(path: Path) -> Path:
    cells = [[escape(text[:120]) for text in row] for row in rows()]
    return pdf_of(path, [table([HEADER, *cells], [26, 70, 40, 60, 40, 40, 40, 45, 45, 45])])


def table_on_page(path: Path) -> Path:
    lines = [
        "<tr>" + "".join(f"<td>{escape(text).replace(chr(10), '<br>')}</td>" for text in row) + "</tr>"
        for row in [HEADER, *rows()]
    ]
    path.write_text(f"<html><body><table>{''.join(lines)}</table></body></html>", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "make"), [("a.docx", table_in_word), ("a.pdf", table_in_pdf), ("a.html", table_on_page)]
)
def test_the_same_tasks_are_found_in_a_table(tmp_path: Path, name: str, make: Callable[[Path], Path]) -> None:
    read = read_plan(read_document(make(tmp_path / name)))
    assert [facts(task) for task in read.tasks] == [facts(task) for task in plan().tasks]


def labelled_in_word(path: Path) -> Path:
    """Give each task a table of its own: a label at the left, what it says at the right."""
    document = word()
    for at, task in enumerate(plan().tasks, 1):
        document.add_paragraph(f"({at}){task.problem}")
        said = dict(zip(HEADER[2:], rows()[at - 1][2:], strict=True))
        made = document.add_table(len(said), 2)
        for row, (label, text) in zip(made.rows, said.items(), strict=True):
            row.cells[0].text, row.cells[1].text = label, text
    return saved(document, path)


def test_the_same_tasks_are_found_in_tables_of_labels(tmp_path: Path) -> None:
    read = read_plan(read_document(labelled_in_word(tmp_path / "a.docx")))
    assert [facts(task) for task in read.tasks] == [facts(task) for task in plan().tasks]
