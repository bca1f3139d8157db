"""A sheet that goes round: sent out by the county, filled in by a unit, compared and recorded."""

from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from db.feedback_return import Comparison, compare_feedback, record_feedback
from db.feedback_sheets import SentOut, SheetWish, send_out
from db.task_recording import set_new_task, task_of
from db.workspace import Actor
from inspector.model.events import Facts
from inspector.model.ids import TaskId
from inspector.model.task import Task
from inspector.model.task_life import TaskSet
from inspector.periods import DAY, Instant
from tests.db.case_desk import BY_COUNTY, LATER
from tests.db.village import OFFICE, Village
from tests.tables.feedback_desk import edit, fill

UNIT = "示例村委会"
DUE = date(2026, 11, 27)
BACK = LATER.later(2 * DAY)


def send(village: Village, to: Path, unit: str = UNIT, by: Actor = BY_COUNTY, **wish: Any) -> SentOut:
    to.mkdir(exist_ok=True)
    given = SheetWish(**({"due": DUE} | wish))
    (sent,) = send_out(village.workspace, [unit], to, given, by, LATER, village.chance)
    return sent


def answered(sent: SentOut, *answers: Mapping[str, object] | None) -> Path:
    """Fill in the lines of a sheet in their order and give the file that comes back."""

    def change(sheet: Any) -> None:
        for position, answer in enumerate(answers, 1):
            fill(sheet, position, answer or {})

    return edit(sent.file, change)


def compare(
    village: Village, file: Path, by: Actor = BY_COUNTY, at: Instant = BACK, unit: str = ""
) -> Comparison:
    with closing(village.workspace.reader()) as reader:
        return compare_feedback(village.workspace, reader, file, by, at, unit)


def record(village: Village, compared: Comparison, by: Actor = BY_COUNTY, at: Instant = BACK) -> None:
    record_feedback(village.workspace, compared, compared.proposed, by, at)


def set_task(village: Village, title: str, **told: Any) -> TaskId:
    given = TaskSet(**({"grid": OFFICE, "title": title, "lead": (UNIT,)} | told))
    (task,) = set_new_task(village.workspace, given, BY_COUNTY, LATER, village.chance).subjects
    return TaskId(task)


def task_now(village: Village, task: str) -> Task:
    with closing(village.workspace.reader()) as reader:
        return task_of(village.workspace, reader, task)


def facts_of(village: Village, subject: str) -> Facts:
    with closing(village.workspace.reader()) as reader:
        return village.workspace.facts_of(reader, subject)
