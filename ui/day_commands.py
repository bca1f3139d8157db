"""What can be done on the inspector's day, each with its words and keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from inspector.words import _
from ui.page import Command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.pages.today import TodayPage


def day_commands(page: TodayPage) -> Sequence[Command]:
    """List what can be done now: at a stop more than between two."""
    stop = [
        Command(_("Nothing unusual"), page.form.find_normal, "0"),
        Command(_("Answer the question by number"), partial(page.form.answer, 1), "1 … 9"),
        Command(_("Next question"), page.form.go_on, "Enter"),
        Command(_("New finding"), page.form.add_finding, "F"),
        Command(_("Add photos"), page.form.pick_photos, "P"),
        Command(_("Complete stop, go to the next"), page.desk.complete, "N"),
    ]
    always = [
        Command(_("Unplanned stop"), page.find_site),
        Command(_("Late entry of an earlier day"), page.begin_late),
        Command(_("Why there was no patrol…"), page.say_why),
        Command(_("Enter for somebody else"), page.enter_for),
        Command(_("Copy the text of the day"), page.copy_text, "Ctrl+Shift+C"),
        Command(_("Kind of patrol, inspectors, weather"), page.say_facts),
        Command(_("Finish patrol"), page.finish),
    ]
    if page.bar.is_waiting:
        always.append(Command(_("File the chosen photos as a sealed print"), page.file_waiting))
    return [*stop, *always] if page.middle.is_stop else always
