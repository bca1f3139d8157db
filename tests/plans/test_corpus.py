"""Layouts of plans that were made by hand, each with what a careful clerk reads in it."""

import json
from pathlib import Path
from typing import Any

import pytest

from inspector.plans.document import Document, Line
from inspector.plans.plan import Plan, as_json
from inspector.plans.reading import read_plan
from inspector.words import in_language, translate

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.txt"))
UNITS = ("lead", "responsible", "supporting", "supervising", "accountability", "accepting")


def parts_of(file: Path) -> tuple[Document, list[dict[str, Any]]]:
    """Take a file apart: the document (``¦`` between cells, ``\\n`` within one) and the tasks expected."""
    text, _, expected = file.read_text("utf-8").partition("====\n")
    lines = []
    for number, line in enumerate(text.rstrip("\n").split("\n"), start=1):
        cells = tuple(cell.replace("\\n", "\n") for cell in line.split("¦")) if "¦" in line else ()
        lines.append(Line(number, "\t".join(cells) if cells else line, cells))
    return Document(file.name, "", tuple(lines)), [json.loads(line) for line in expected.splitlines()]


def read(file: Path) -> Plan:
    """Read the document of a file of the corpus."""
    return read_plan(parts_of(file)[0])


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
def test_tasks_are_found_and_none_is_invented(file: Path) -> None:
    expected = parts_of(file)[1]
    assert [(task.first, task.last) for task in read(file).tasks] == [tuple(one["lines"]) for one in expected]


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
def test_units_and_deadlines_are_those_of_the_document(file: Path) -> None:
    expected = parts_of(file)[1]
    for task, one in zip(read(file).tasks, expected, strict=True):
        for role in UNITS:
            if role in one:
                assert list(getattr(task, role)) == one[role]
        if "date" in one:
            assert (task.deadline.date.isoformat() if task.deadline.date else None) == one["date"]
        if "kinds" in one:
            assert list(task.deadline.kinds) == one["kinds"]


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
def test_what_else_a_task_says_is_kept(file: Path) -> None:
    english = in_language("en")
    for task, one in zip(read(file).tasks, parts_of(file)[1], strict=True):
        said = {
            "number": task.number,
            "title": task.title,
            "problem": task.problem,
            "headings": list(task.headings),
            "measures": len(task.measures),
            "measure_units": [list(measure.units) for measure in task.measures],
            "years": [target.date.year for target in task.targets],
        }
        assert {key: said[key] for key in said if key in one} == {key: one[key] for key in said if key in one}
        if "doubt" in one:
            assert any(str(one["doubt"]) in translate(doubt, english) for doubt in task.doubts)


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
def test_no_line_is_lost(file: Path) -> None:
    document = parts_of(file)[0]
    plan = read_plan(document)
    held = [line for task in plan.tasks for line in task.lines]
    held += [line.number for some in plan.unassigned for line in document.lines[some.first - 1 : some.last]]
    told = {line.number for line in document.lines if line.text.strip()}
    assert sorted(told & set(held)) == sorted(told)
    assert len(held) == len(set(held))
    assert json.dumps(as_json(plan), ensure_ascii=False)
