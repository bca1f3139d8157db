"""The middle of the day: the stop, or the drafts found, or one sentence with the one next action."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QStackedWidget

from db.queries.today import DueRow
from inspector.words import _
from ui.widgets.draft_list import DraftList
from ui.widgets.due_list import remark_words
from ui.widgets.empty_state import EmptyState
from ui.widgets.panel import Panel
from ui.widgets.stop_form import StopForm


class DayMiddle(QStackedWidget):
    """Shows one of them at a time."""

    def __init__(self, form: StopForm, drafts: DraftList) -> None:
        super().__init__()
        self.form = form
        self.drafts = drafts
        self.saying: EmptyState | None = None
        self._sentence = Panel()
        for part in (self._sentence, form, drafts):
            self.addWidget(part)

    @property
    def is_stop(self) -> bool:
        """Say whether a stop is being written down."""
        return self.currentWidget() is self.form

    def show_form(self) -> None:
        """Show the stop."""
        self.setCurrentWidget(self.form)

    def show_drafts(self) -> None:
        """Show the drafts found."""
        self.setCurrentWidget(self.drafts)

    def ask_who(self) -> None:
        """Say that nobody was chosen."""
        self.show_sentence(
            "user", _("Who are you?"), _("Choose your name at the top right; then your day is shown here.")
        )

    def say_no_sites(self, add: Callable[[], object]) -> None:
        """Say that there is nothing to visit yet."""
        self.show_sentence(
            "building-2",
            _("No sites yet"),
            _("Sites are what is visited: works, building sites, river sections. Add or import them first."),
            _("Add sites"),
            add,
        )

    def say_all_done(self, finish: Callable[[], object]) -> None:
        """Say that the round can end."""
        self.show_sentence(
            "circle-check",
            _("Everybody who was due is visited"),
            _("Finish the patrol to see its report, or add an unplanned stop."),
            _("Finish patrol"),
            finish,
        )

    def say_nobody_due(self, find: Callable[[], object]) -> None:
        """Say that no site is due."""
        self.show_sentence(
            "calendar-check",
            _("Nobody is due today"),
            _("You can still visit any site."),
            _("Unplanned stop"),
            find,
        )

    def say_done(
        self,
        row: DueRow,
        again: Callable[[], object],
        others: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """Say how the visit of the day went; ``others`` are further ways on, each with its word."""
        visited = row.visited.clock if row.visited else ""
        self.show_sentence(
            "circle-check", row.name, f"{visited} · {remark_words(row)}", _("Visit again"), again
        )
        if self.saying:
            for word, act in others:
                self.saying.add_action(word, act)

    def show_sentence(
        self,
        icon: str,
        title: str,
        sentence: str = "",
        action: str = "",
        act: Callable[[], object] | None = None,
    ) -> None:
        """Say one thing and offer at most one action."""
        if self.saying:
            self.saying.deleteLater()
        self.saying = EmptyState(icon, title, sentence, action=action, act=act)
        self._sentence.content.addWidget(self.saying)
        self.setCurrentWidget(self._sentence)
