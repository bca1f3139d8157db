"""Deciding between two steps made unknown to each other: which has no effect, and why."""

from db.queries.finding_case import Case
from inspector.model.finding_acts import resolve_conflict
from inspector.words import N_, _
from ui.dialogs.case_step import StepDialog, StepWish
from ui.widgets.case_time_line import words_of

FALLS = "falls"
"""What ``StepQuestion.further`` gives here: the entry that is to have no effect."""


class ConflictDialog(StepDialog):
    """A person of the office decides."""

    TITLE = N_("Decide between contradicting steps")
    ACTION = N_("Decide")

    def build(self) -> None:
        """Say what falls, and ask why."""
        case, falls = self.question.case, str(self.question.further[FALLS])
        self.add_words(_("Without effect from now on: {step}", step=_sentence(case, falls, self)))
        self.reason = self.add_text(_("Reason"))

    def wish(self) -> StepWish:
        """Give the decision."""
        falls, reason = (str(self.question.further[FALLS]),), self.reason.text
        return StepWish(lambda found, who, _given: resolve_conflict(found, who, falls, reason))


def _sentence(case: Case, entry: str, dialog: StepDialog) -> str:
    for line in case.sheet.lines:
        if line.entry == entry:
            return words_of(case, line, dialog.question.now.day).sentence
    return _("An entry of the round")
