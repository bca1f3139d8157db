"""The tasks of plans that name a site, as lines of its dossier."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries.site_tasks import SiteTask
from inspector.model.task_state import ITEM_KIND_NAMES
from inspector.words import _
from ui.widgets.buttons import LINK, Button
from ui.widgets.panel import Rule, S, SectionHeader, fill, row
from ui.widgets.site_words import day_words
from ui.widgets.text import Elided


class SiteTasks(QWidget):
    """``chosen`` carries the id of a task."""

    chosen = Signal(str)

    def __init__(self, tasks: Sequence[SiteTask], today: date) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        fill(layout, (Rule(), SectionHeader(_("Tasks that name it"), str(len(tasks)))), S)
        for one in tasks:
            kind = f"{one.year} · {_(ITEM_KIND_NAMES[one.kind])}"
            words = _("done on {day}", day=day_words(one.done_on, today)) if one.done_on else kind
            name = f"{one.number} {one.name}".strip()
            opening = Button(words, partial(self.chosen.emit, one.task), kind=LINK)
            opening.setToolTip(name)
            opening.setAccessibleName(f"{name}: {words}")
            layout.addLayout(row(Elided(name), opening))
