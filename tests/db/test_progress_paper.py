"""The tables of progress on paper: what is past its deadline is listed, nothing is said of what is not."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from db.issued_reports import ReportWish, order_draft
from db.report_orders import Order
from db.task_recording import set_new_task
from inspector.errors import Refused
from inspector.model.issued_report import ReportKind
from inspector.model.task_life import TaskSet
from inspector.reports.forms import build_report
from inspector.reports.progress_paper import ProgressPaper
from tests.db.case_desk import BY_COUNTY, LATER, appoint
from tests.db.village import MORNING, OFFICE, TODAY, Village, named


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    appoint(made)
    yield made
    made.close()


def drafted(village: Village, grid: str = OFFICE) -> Order:
    wish = ReportWish(kind=ReportKind.PROGRESS, about=(grid,))
    with closing(village.workspace.reader()) as reader:
        return order_draft(
            reader, village.workspace, wish, BY_COUNTY, MORNING, village.folder.parent / "draft.pdf"
        )


def test_a_task_past_its_deadline_is_listed_with_its_units(village: Village) -> None:
    for number, days in (("一", -3), ("二", 3)):
        told = TaskSet(
            grid=OFFICE,
            title=f"任务{number}",
            number=number,
            responsible=("县住建局", "示例镇"),
            due=TODAY + timedelta(days=days),
        )
        set_new_task(village.workspace, told, BY_COUNTY, LATER, village.chance)
    order = drafted(village)
    paper = order.paper
    assert isinstance(paper, ProgressPaper)
    assert [(line.number, line.units) for line in paper.overdue] == [("一", ("县住建局", "示例镇"))]
    assert ([row.name for row in paper.regions], paper.place) == (["示例镇"], "示例县")
    built = build_report(paper, order.carried, order.to)
    assert (built.pages, built.missing_characters) == (2, ())


def test_without_tasks_the_paper_says_that_there_are_none(village: Village) -> None:
    order = drafted(village)
    assert build_report(order.paper, order.carried, order.to).pages == 1


def test_there_is_no_progress_of_a_grid_nobody_knows(village: Village) -> None:
    with pytest.raises(Refused, match="no such grid"):
        drafted(village, named(99))
