"""A site's dossier lists the tasks that name it, by its id or by its name, what is open first."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from db.queries.dossier import dossier_of
from db.queries.site_tasks import tasks_of_site
from db.task_recording import record_task, set_new_task, task_of
from inspector.model import task_part_acts as parts
from inspector.model.events import Event
from inspector.model.finding_steps import Who
from inspector.model.ids import TaskId
from inspector.model.office import Rules
from inspector.model.task import Task
from inspector.model.task_life import TaskSet
from inspector.model.task_state import ItemKind
from tests.db.case_desk import BY_COUNTY, LATER, appoint
from tests.db.village import COKING, HEAP, OFFICE, Village


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    appoint(made)
    yield made
    made.close()


def test_tasks_that_name_a_site_are_listed_open_ones_first(village: Village) -> None:
    workspace = village.workspace
    told = TaskSet(grid=OFFICE, title="排土场整治", number="五")
    (task,) = set_new_task(workspace, told, BY_COUNTY, LATER, village.chance).subjects
    reader = workspace.reader()
    name = reader.value("SELECT name FROM site WHERE id = ?", (COKING,))

    def add(item: str, called: str, year: int, site: str, found: Task, who: Who, _rules: Rules) -> Event:
        return parts.add_item(found, who, item, called, year, ItemKind.IMPROVE, site)

    for told_item in (
        ("a", "已写编号的", 2026, COKING),
        ("b", str(name), 2027, ""),
        ("c", "别处", 2026, ""),
        ("d", "北山", 2025, HEAP),
    ):
        last = task_of(workspace, reader, task).last
        record_task(workspace, task, last, partial(add, *told_item), BY_COUNTY, LATER)

    def finish(found: Task, who: Who, _rules: Rules) -> Event:
        return parts.finish_item(found, who, "a", LATER.day, LATER.day, "已整治")

    record_task(workspace, task, task_of(workspace, reader, task).last, finish, BY_COUNTY, LATER)
    found = tasks_of_site(reader, COKING)
    assert [(one.year, one.done_on) for one in found] == [(2027, None), (2026, LATER.day)]
    assert {(one.task, one.number, one.name) for one in found} == {(TaskId(task), "五", "排土场整治")}
    dossier = dossier_of(reader, COKING)
    assert dossier
    assert dossier.tasks == found
    assert [one.year for one in tasks_of_site(reader, HEAP)] == [2025]
    reader.close()
