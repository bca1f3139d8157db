"""What may happen to a task next: likely steps as buttons, the rest in a menu, with the reason why not."""

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from inspector.model.task import Task
from inspector.model.task_state import TaskState
from inspector.model.task_steps import TASK_STEP_NAMES, PossibleStep, TaskStep
from inspector.words import _, translate
from ui.widgets.buttons import PLAIN, PRIMARY, Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import S, fill
from ui.widgets.text import Text

State = TaskState
_WORK = (TaskStep.MEASURE_DONE, TaskStep.PROGRESS, TaskStep.ITEM_DONE, TaskStep.MEET_DUTY, TaskStep.COMPLETE)
LIKELY: Mapping[TaskState, tuple[TaskStep, ...]] = MappingProxyType(
    {
        State.NOT_STARTED: (TaskStep.PROGRESS, TaskStep.SCHEDULE, TaskStep.MEASURE_DONE, TaskStep.COMPLETE),
        State.UNDER_WAY: _WORK,
        State.COMPLETED: (TaskStep.PASS, TaskStep.FAIL),
        State.IN_CLOSE_OFF: (TaskStep.CLOSE_OFF,),
        State.CLOSED_OFF: (TaskStep.PLAN_LOOK_BACK, TaskStep.TAKE_UP),
        State.CLOSED_BEFORE: (TaskStep.TAKE_UP,),
        State.HELD: (TaskStep.MEET_DUTY, TaskStep.PROGRESS, TaskStep.TAKE_UP),
    }
)
"""What is likely to come next in a state, the likeliest first."""
SHOWN = 3
_TOLD = frozenset({TaskStep.COMPLETE, TaskStep.PASS, TaskStep.FAIL, TaskStep.CLOSE_OFF})
"""The steps that people look for: it is said at once why one is not open."""


def likely(task: Task) -> tuple[TaskStep, ...]:
    """Give the steps that are likely next, the likeliest first."""
    steps = LIKELY[task.state]
    if task.asked:
        return (TaskStep.GIVE_MORE_TIME, TaskStep.REFUSE_MORE_TIME, *steps)
    if task.look_back and not task.looked_back:
        return (TaskStep.LOOK_BACK, *steps)
    return steps


class TaskSteps(QWidget):
    """``asked`` carries a ``TaskStep``, ``refused`` the sentence why one is not open."""

    asked = Signal(object)
    refused = Signal(object)

    def __init__(self, task: Task, possible: Sequence[PossibleStep]) -> None:
        super().__init__()
        self._possible = {one.step: one.refusal for one in possible}
        wanted = likely(task)
        shown = [step for step in wanted if self._possible[step] is None][:SHOWN]
        self.buttons = {
            step: Button(
                _(TASK_STEP_NAMES[step]), partial(self.asked.emit, step), kind=PLAIN if at else PRIMARY
            )
            for at, step in enumerate(shown)
        }
        self.more = Button(_("More"), icon="chevron-down")
        self.menu = QMenu(self.more)
        self.shut = QMenu(_("Not open now"), self.menu)
        self.more.setMenu(self.menu)
        for step, why in self._possible.items():
            name = _(TASK_STEP_NAMES[step])
            if why:
                self.shut.addAction(f"{name}: {translate(why)}", partial(self.refused.emit, why))
            elif step not in shown:
                self.menu.addAction(name, partial(self.asked.emit, step))
        self.menu.addMenu(self.shut)
        flow = FlowLayout(gap=8)
        for button in (*self.buttons.values(), self.more):
            flow.addWidget(button)
        self.why_not = Text(self._first_refusal(wanted), tone="soft", wrap=True)
        self.why_not.setVisible(bool(self.why_not.text()))
        fill(QVBoxLayout(self), (flow, self.why_not), S)

    @property
    def open_steps(self) -> tuple[TaskStep, ...]:
        """Every step that is open, in the order of a task's life."""
        return tuple(step for step, why in self._possible.items() if why is None)

    def _first_refusal(self, wanted: Sequence[TaskStep]) -> str:
        for step in wanted:
            why = self._possible[step]
            if why and step in _TOLD:
                name = _(TASK_STEP_NAMES[step])
                return _("“{step}” is not available: {reason}", step=name, reason=translate(why))
        return ""
