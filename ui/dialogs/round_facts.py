"""What is said of a round: why it goes out, who goes, the weather. Nothing of it has to be said."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.queries.rounds import GridPerson
from db.round_facts import RoundFacts
from inspector.model.ids import PersonId
from inspector.model.patrol import PATROL_KIND_NAMES, PatrolKind
from inspector.words import N_, _
from ui.theme import px
from ui.widgets.buttons import LINK, PRIMARY, Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.low_screen import stand
from ui.widgets.panel import fill, row
from ui.widgets.text import Text

WEATHER = (
    N_("fine"),
    N_("cloudy"),
    N_("overcast"),
    N_("light rain"),
    N_("snow"),
    N_("strong wind"),
    N_("dust haze"),
    N_("fog"),
)
ABOUT = frozenset(
    {
        PatrolKind.COMPLAINT,
        PatrolKind.SPECIAL,
        PatrolKind.RECHECK,
        PatrolKind.UNANNOUNCED,
        PatrolKind.KEY,
        PatrolKind.SUPERVISION,
    }
)
"""Kinds of which one may say what they are about."""


class RoundFactsDialog(QDialog):
    """Asks for them; ``decided`` carries ``RoundFacts``."""

    decided = Signal(object)

    def __init__(
        self,
        facts: RoundFacts,
        people: Sequence[GridPerson],
        *,
        is_new: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with ``facts``; ``people`` may go along, a new round has not begun yet."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Begin a patrol") if is_new else _("This patrol"))
        self._known = facts.inspectors
        self.kind = QComboBox()
        for kind in PatrolKind:
            self.kind.addItem(_(PATROL_KIND_NAMES[kind]), kind.value)
        self.kind.setCurrentIndex(self.kind.findData(facts.kind.value))
        self.kind.currentIndexChanged.connect(self._show_about)
        self.about = QLineEdit(facts.about)
        self.about.setPlaceholderText(_("such as the number of the complaint"))
        self.people = QListWidget()
        self.people.setMaximumHeight(px(120))
        for one in people:
            item = QListWidgetItem(f"{one.name} · {one.grid_name}")
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            goes = Qt.CheckState.Checked if one.id in facts.inspectors else Qt.CheckState.Unchecked
            item.setCheckState(goes)
            self.people.addItem(item)
        self.people.itemChanged.connect(self._check)
        self.weather = QLineEdit(facts.weather)
        self.weather.setPlaceholderText(_("such as: fine, wind north-west 3"))
        self.deciding = Button(_("Begin") if is_new else _("Keep"), self._decide, kind=PRIMARY)
        words = QWidget()
        offered = FlowLayout(words, gap=4)
        for word in WEATHER:
            offered.addWidget(Button(_(word), partial(self._add_weather, _(word)), kind=LINK))
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(px(16))
        self._form.setVerticalSpacing(px(8))
        for name, field in (
            (_("Kind of patrol"), self.kind),
            (_("What it is about"), self.about),
            (_("Inspectors"), self.people),
            (_("Weather"), self.weather),
        ):
            field.setAccessibleName(name)
            self._form.addRow(name, field)
        self._form.addRow("", words)
        told = _("An ordinary patrol needs none of this: it begins by itself with the first stop.")
        parts: list[QWidget] = [Text(told, tone="soft", wrap=True)] if is_new else []
        closing = Button(_("Close"), self.reject)
        fill(middle := QVBoxLayout(), (*parts, self._form), 12)
        stand(self, middle, row(None, closing, self.deciding), 420)  # as high as with all its rows
        self._show_about()
        self._check()

    @property
    def facts(self) -> RoundFacts:
        """What was said; who was on the round stays in the order they came."""
        chosen = [
            PersonId(self.people.item(at).data(Qt.ItemDataRole.UserRole))
            for at in range(self.people.count())
            if self.people.item(at).checkState() is Qt.CheckState.Checked
        ]
        stay = [person for person in self._known if person in chosen]
        kind = PatrolKind(self.kind.currentData())
        return RoundFacts(
            kind,
            (*stay, *(person for person in chosen if person not in stay)),
            self.weather.text().strip(),
            self.about.text().strip() if kind in ABOUT else "",
        )

    def _show_about(self) -> None:
        self._form.setRowVisible(self.about, PatrolKind(self.kind.currentData()) in ABOUT)

    def _check(self) -> None:
        self.deciding.allow(bool(self.facts.inspectors), _("A patrol needs at least one inspector."))

    def _add_weather(self, word: str) -> None:
        parts = [part for part in (self.weather.text().strip(), word) if part]
        self.weather.setText(_(", ").join(parts))
        self.weather.setFocus()

    def _decide(self) -> None:
        facts = self.facts
        self.accept()
        self.decided.emit(facts)
