"""The rectification plan of the sample, read from its document and on its way in the ledger."""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from db.plan_intake import take_plan
from db.task_recording import Act, record_task, task_of
from db.workspace import Workspace
from inspector.model.ids import RANDOM_BYTES, TaskId, uuid7
from inspector.model.site import SiteKind
from inspector.model.task_acts import correct, finish_measure, progress
from inspector.model.task_life import TaskCorrected
from inspector.model.task_part_acts import add_item, finish_item
from inspector.model.task_state import ItemKind
from inspector.periods import MINUTE, Instant, at
from inspector.plans.documents import read_document
from inspector.plans.reading import read_plan
from inspector.sample.county import COUNTY, FOUNDER, SPOTS
from inspector.sample.settling import Chance, Settled
from resources import path

EVENING = "20:00"
"""Yesterday, after everything else of the sample."""
NAME = "演示县整改方案（演示）.txt"
DAYS = {"past": -7, "now": 8, "soon": 28, "end": 39, "later": 220}
"""Days from today on which what the plan asks for is due."""
ITEMS, DONE = 8, 3
"""Spoil heaps that the second task names, and how many of them are put right."""
COVERED = {"zh_CN": "6 个工地裸土已全部覆盖。", "en": "Bare soil on all six building sites is covered."}
SWEPT = {
    "zh_CN": "110 国道已机扫，县道正在组织。",
    "en": "Road 110 is swept by machine, county roads follow.",
}
GREENED = {"zh_CN": "已覆土绿化并验收。", "en": "Covered with soil, planted and accepted."}


def take_sample_plan(
    workspace: Workspace, settled: Settled, now: Instant, language: str, chance: Chance
) -> None:
    """Read the sample's plan, take it into the ledger as the county's office does, and go some steps on."""
    office = settled.acting(FOUNDER, COUNTY)
    moment = at(now.day - timedelta(days=1), EVENING, now.tz)
    with TemporaryDirectory() as folder:
        document = sample_plan(Path(folder), now.day)
        plan = read_plan(read_document(document))
        taken = take_plan(workspace, plan.tasks, document, plan.title, office, moment, chance)
    dust, heaps, _meetings, standing = taken.tasks
    today = moment.day
    spots = [spot for spot in SPOTS if spot.kind is SiteKind.SPOIL_HEAP][:ITEMS]
    items = {spot.name: uuid7(moment.ts, chance(RANDOM_BYTES)) for spot in spots}
    steps: list[tuple[TaskId, Act]] = [
        (dust, lambda task, who, _r: finish_measure(task, who, "3", today, today, COVERED[language])),
        (dust, lambda task, who, _r: progress(task, who, SWEPT[language], measure="2")),
        *((heaps, _adding(settled, name, item, today)) for name, item in items.items()),
        *((heaps, _finishing(item, today, language)) for item in [*items.values()][:DONE]),
        (
            standing,
            lambda task, who, _r: correct(task, who, TaskCorrected(subject=task.id, is_standing=True)),
        ),
    ]
    for number, (task, act) in enumerate(steps, start=1):
        with closing(workspace.reader()) as reader:
            seen = task_of(workspace, reader, task).last
        record_task(workspace, task, seen, act, office, moment.later(number * MINUTE))


def _adding(settled: Settled, name: str, item: str, today: date) -> Act:
    """Name a spoil heap of the sample in the task."""
    site = settled.sites[name].id
    return lambda task, who, _rules: add_item(task, who, item, name, today.year, ItemKind.IMPROVE, site)


def _finishing(item: str, today: date, language: str) -> Act:
    return lambda task, who, _rules: finish_item(task, who, item, today, today, GREENED[language])


def sample_plan(folder: Path, today: date) -> Path:
    """Write the plan's document into ``folder``, its days as they lie from ``today``."""
    days = {name: today + timedelta(days=days) for name, days in DAYS.items()}
    said = {name: f"{day.year}年{day.month}月{day.day}日" for name, day in days.items()}
    document = folder / NAME
    document.write_text(path("sample/plan.txt").read_text("utf-8").format(**said), "utf-8")
    return document
