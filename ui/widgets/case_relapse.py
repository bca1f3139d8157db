"""What may be an old finding come back: proposed, and confirmed or left by a person."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal

from db.queries.cases import RelapseProposal
from inspector.words import _
from ui.widgets.buttons import LINK, Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import Inset
from ui.widgets.site_words import day_words
from ui.widgets.text import Text


class RelapseProposals(Inset):
    """``confirmed`` carries a ``RelapseProposal``, ``finding_chosen`` the old finding's id."""

    confirmed = Signal(object)
    finding_chosen = Signal(str)

    def __init__(self, proposals: Sequence[RelapseProposal], today: date) -> None:
        super().__init__("amber")
        self.buttons: list[Button] = []
        for one in proposals:
            sentence = _(
                "This may be {number} come back: the same question at the same site, closed on {day}.",
                number=one.old_number,
                day=day_words(one.ended_on, today),
            )
            confirming = Button(_("Yes, it came back"), partial(self.confirmed.emit, one), icon="rotate-ccw")
            confirming.setToolTip(_("The old number goes on; this one is joined to it."))
            looking = Button(_("Show {number}", number=one.old_number), kind=LINK)
            looking.clicked.connect(lambda _checked=False, old=one.old: self.finding_chosen.emit(old))
            flow = FlowLayout(gap=8)
            flow.addWidget(confirming)
            flow.addWidget(looking)
            self.buttons.append(confirming)
            self.content.addWidget(Text(sentence, wrap=True))
            self.content.addLayout(flow)
