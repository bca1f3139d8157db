"""What people do with the ledger page: a plan in it, steps asked for and recorded."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from db.plan_intake import take_plan
from db.task_recording import task_of
from db.workspace import Actor
from inspector.model.task import Task
from inspector.model.task_steps import TaskStep
from inspector.plans.plan import PlanDeadline, PlanDuty, PlanMeasure, PlanTask
from tests.db.case_desk import BY_COUNTY, LATER
from tests.db.village import TODAY, Village
from tests.ui.notes import Settle
from ui.dialogs.task_step import TaskDialog
from ui.pages.ledger import LedgerPage
from ui.session import Session
from ui.window import Window


def a_plan(village: Village, folder: Path) -> tuple[str, ...]:
    """Have the county take a plan of three tasks: with measures, with a duty, with nothing but a title."""
    document = folder / "示例方案.txt"
    document.write_text("示例整改方案", encoding="utf-8")
    tasks = (
        _task("排土场整治", measures=(PlanMeasure("清运", "①"), PlanMeasure("复绿", "②")), first=1),
        _task("水源地保护", duties=(PlanDuty("示例局", "每月", 1, "研究一次"),), first=2),
        _task("扬尘治理", first=3),
    )
    taken = take_plan(village.workspace, tasks, document, "示例整改方案", BY_COUNTY, LATER, village.chance)
    return taken.tasks


def _task(title: str, *, first: int, **further: object) -> PlanTask:
    told: dict[str, object] = {
        "number": f"({first})",
        "headings": ("三、任务",),
        "title": title,
        "problem": f"{title}不到位",
        "lead": ("示例局",),
        "responsible": ("示例镇",),
        "supporting": (),
        "supervising": (),
        "accountability": (),
        "accepting": (),
        "people": (),
        "deadline": PlanDeadline("2026年底前", TODAY.replace(month=12, day=31), ()),
        "goal": "完成整治",
        "measures": (),
        "quantities": (),
        "targets": (),
        "duties": (),
        "parts": (),
        "first": first,
        "last": first,
        **further,
    }
    return PlanTask(**told)  # type: ignore[arg-type]


class Ledger:
    """The page with somebody at it."""

    def __init__(self, village: Village, session: Session, window: Window, settle: Settle) -> None:
        self.village, self.session, self.window, self.settle = village, session, window, settle
        window.go_to("ledger")
        settle()
        assert isinstance(window.page, LedgerPage)
        self.page: Any = window.page

    def act_as(self, actor: Actor) -> None:
        """Let somebody else sit down."""
        self.session.act_as(actor)
        self.settle()

    def show(self, task: str) -> None:
        """Show a task at the right."""
        self.page.show_task(task)
        self.settle()

    def ask(self, step: TaskStep) -> Any:
        """Ask for a step as its button or line of the menu does."""
        assert self.page.view.steps
        assert step in self.page.view.steps.open_steps
        self.page.view.steps.asked.emit(step)
        self.settle()
        assert isinstance(self.page.desk.dialog, TaskDialog)
        return self.page.desk.dialog

    def record(self, dialog: TaskDialog) -> None:
        """Press the button of a dialog, which is gone afterwards."""
        dialog.doing.click()
        self.settle()
        assert self.page.desk.dialog is None, dialog.error.text()

    def do(self, step: TaskStep, fill_in: Callable[[Any], object]) -> None:
        """Ask for a step, fill its dialog in, and record it."""
        dialog = self.ask(step)
        fill_in(dialog)
        self.record(dialog)

    def now(self, task: str) -> Task:
        """Give a task as it stands."""
        reader = self.village.workspace.reader()
        try:
            return task_of(self.village.workspace, reader, task)
        finally:
            reader.close()
