"""What may happen next: the likeliest step as the main button, others beside it, the rest in a menu."""

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from inspector.model.finding import Finding
from inspector.model.finding_state import FindingState
from inspector.model.finding_steps import STEP_NAMES, Possible, Step
from inspector.words import _, translate
from ui.widgets.buttons import PLAIN, PRIMARY, Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import S, fill
from ui.widgets.text import Text

State = FindingState
_WORK = (Step.PUT_RIGHT, Step.PROGRESS, Step.ASK_MORE_TIME, Step.GIVE_MORE_TIME)
LIKELY: Mapping[FindingState, tuple[Step, ...]] = MappingProxyType(
    {
        State.NOTICED: (),
        State.REPORTED: (Step.ASSIGN, Step.JOIN, Step.TRANSFER),
        State.ASSIGNED: (Step.ACCEPT, *_WORK),
        State.ACCEPTED: _WORK,
        State.UNDER_WAY: _WORK,
        State.PUT_RIGHT: (Step.PASS, Step.FAIL, Step.CLOSE_OFF),
        State.IN_CLOSE_OFF: (Step.CLOSE_OFF,),
        State.CLOSED: (Step.RELAPSE, Step.PLAN_LOOK_BACK),
        State.CLOSED_OFF: (Step.RELAPSE, Step.PLAN_LOOK_BACK),
        State.TRANSFERRED: (Step.TRANSFER_RECEIVED, Step.TRANSFER_DECIDED),
        State.JOINED: (),
    }
)
"""What is likely to come next in a state, the likeliest first."""
SHOWN = 3


def likely(finding: Finding) -> tuple[Step, ...]:
    """Give the steps that are likely next, the likeliest first."""
    steps = LIKELY[finding.state]
    if finding.asked:
        return (Step.GIVE_MORE_TIME, Step.REFUSE_MORE_TIME, *steps)
    if finding.look_back and not finding.looked_back:
        return (Step.LOOK_BACK, *steps)
    return steps


class CaseSteps(QWidget):
    """``asked`` carries a ``Step``, ``refused`` the sentence why one is not open."""

    asked = Signal(object)
    refused = Signal(object)

    def __init__(self, finding: Finding, possible: Sequence[Possible]) -> None:
        super().__init__()
        self._possible = {one.step: one for one in possible}
        wanted = dict.fromkeys(likely(finding))
        open_ones = [step for step in wanted if self._possible[step].refusal is None]
        self.buttons = {
            step: Button(_(STEP_NAMES[step]), partial(self.asked.emit, step), kind=PLAIN if at else PRIMARY)
            for at, step in enumerate(open_ones[:SHOWN])
        }
        self.more = Button(_("More"), icon="chevron-down")
        self.menu = QMenu(self.more)
        self.shut = QMenu(_("Not open now"), self.menu)
        self.more.setMenu(self.menu)
        self._offer()
        flow = FlowLayout(gap=8)
        for button in (*self.buttons.values(), self.more):
            flow.addWidget(button)
        self.why_not = Text(self._first_refusal(list(wanted)), tone="soft", wrap=True)
        fill(QVBoxLayout(self), (flow, self.why_not), S)
        self.why_not.setVisible(bool(self.why_not.text()))

    @property
    def open_steps(self) -> tuple[Step, ...]:
        """Every step that is open, those with a button first."""
        shown = tuple(self.buttons)
        further = (step for step, one in self._possible.items() if one.refusal is None)
        return (*shown, *(step for step in further if step not in shown))

    def take_focus(self) -> None:
        """Let the keyboard go on with the likeliest step."""
        first = next(iter(self.buttons.values()), self.more)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self) -> None:
        for step in self.open_steps[len(self.buttons) :]:
            self.menu.addAction(_(STEP_NAMES[step]), partial(self.asked.emit, step))
        if self.menu.actions():
            self.menu.addSeparator()
        for step, one in self._possible.items():
            if one.refusal:
                words = f"{_(STEP_NAMES[step])}: {translate(one.refusal)}"
                self.shut.addAction(words, partial(self.refused.emit, one.refusal))
        self.shut.setEnabled(bool(self.shut.actions()))
        self.menu.addMenu(self.shut)

    def _first_refusal(self, wanted: Sequence[Step]) -> str:
        for step in wanted:
            if why := self._possible[step].refusal:
                return _(
                    "“{step}” is not available: {reason}", step=_(STEP_NAMES[step]), reason=translate(why)
                )
        return ""
