"""The papers a task's close-off has by now, as buttons."""

from collections.abc import Callable
from functools import partial

from inspector.model.issued_report import ReportKind
from inspector.model.task import Task
from inspector.model.task_state import TaskState
from inspector.words import N_, _
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout

PAPERS = {
    ReportKind.CLOSE_OFF_FORM: N_("Form of the close-off as PDF…"),
    ReportKind.PUBLIC_NOTICE: N_("Public notice as PDF…"),
    ReportKind.CLOSE_OFF_FILE: N_("File of the close-off as PDF…"),
}
_PRINTED = frozenset({TaskState.IN_CLOSE_OFF, TaskState.CLOSED_OFF})


def papers_of(task: Task) -> tuple[ReportKind, ...]:
    """Say which papers a task has: those of its close-off once it has begun."""
    return tuple(PAPERS) if task.state in _PRINTED else ()


def paper_buttons(task: Task, ask: Callable[[ReportKind], None]) -> list[FlowLayout]:
    """Give a row of buttons that ``ask`` for the papers of a task; nothing where it has none."""
    papers = papers_of(task)
    flow = FlowLayout(gap=8)
    for kind in papers:
        flow.addWidget(Button(_(PAPERS[kind]), partial(ask, kind), icon="file-text"))
    return [flow] if papers else []
