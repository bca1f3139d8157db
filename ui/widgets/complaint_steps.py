"""What may happen next to a complaint: likely steps as buttons, the others in a menu with the reason."""

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from inspector.errors import Refused
from inspector.model.complaint_steps import COMPLAINT_STEP_NAMES, ComplaintStep, PossibleStep
from inspector.model.complaint_words import ComplaintState
from inspector.words import _, translate
from ui.widgets.buttons import PLAIN, PRIMARY, Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import S, fill
from ui.widgets.text import Text

State, Step = ComplaintState, ComplaintStep
LIKELY: Mapping[ComplaintState, tuple[ComplaintStep, ...]] = MappingProxyType(
    {
        State.RECEIVED: (Step.ACCEPT, Step.DECLINE),
        State.ACCEPTED: (Step.ASSIGN, Step.INVESTIGATE),
        State.DECLINED: (Step.REPLY,),
        State.ASSIGNED: (Step.INVESTIGATE, Step.EXTEND),
        State.INVESTIGATED: (Step.CONCLUDE, Step.LINK_FINDING),
        State.CLOSED: (Step.REPLY, Step.REVISIT),
        State.CLOSED_FOR_NOW: (Step.REPLY, Step.CONCLUDE),
        State.LEFT_OPEN: (Step.CONCLUDE, Step.REPLY),
        State.WITHDRAWN: (),
    }
)
"""What is likely to come next in a state, the likeliest first."""


class ComplaintSteps(QWidget):
    """``asked`` carries a ``ComplaintStep``, ``refused`` the sentence why one is not open."""

    asked = Signal(object)
    refused = Signal(object)

    def __init__(self, state: ComplaintState, steps: Sequence[PossibleStep], *, is_replied: bool) -> None:
        super().__init__()
        refusals = {one.step: one.refusal for one in steps}
        likely = [step for step in LIKELY[state] if refusals[step] is None]
        if is_replied and Step.REPLY in likely:
            # answered already: what comes after it is likelier
            likely.remove(Step.REPLY)
        self.buttons = {
            step: Button(
                _(COMPLAINT_STEP_NAMES[step]),
                partial(self.asked.emit, step),
                kind=PLAIN if at else PRIMARY,
            )
            for at, step in enumerate(likely)
        }
        self.more = Button(_("More"), icon="chevron-down")
        menu = QMenu(self.more)
        self.further = {
            step: menu.addAction(_(COMPLAINT_STEP_NAMES[step]), partial(self.asked.emit, step))
            for step, refusal in refusals.items()
            if refusal is None and step not in self.buttons
        }
        shut = QMenu(_("Not open now"), menu)
        self.shut = {
            step: shut.addAction(
                f"{_(COMPLAINT_STEP_NAMES[step])}: {translate(refusal)}",
                partial(self.refused.emit, refusal),
            )
            for step, refusal in refusals.items()
            if refusal
        }
        shut.setEnabled(bool(self.shut))
        menu.addMenu(shut)
        self.more.setMenu(menu)
        flow = FlowLayout(gap=8)
        for button in (*self.buttons.values(), self.more):
            flow.addWidget(button)
        self.why_not = Text(self._first_refusal(state, refusals), tone="soft", wrap=True)
        self.why_not.setVisible(bool(self.why_not.text()))
        fill(QVBoxLayout(self), (flow, self.why_not), S)

    def _first_refusal(self, state: ComplaintState, refusals: Mapping[ComplaintStep, Refused | None]) -> str:
        for step in LIKELY[state]:
            if refusal := refusals[step]:
                name = _(COMPLAINT_STEP_NAMES[step])
                return _("“{step}” is not available: {reason}", step=name, reason=translate(refusal))
        return ""
