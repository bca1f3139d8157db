"""A page whose list is painted first: all its other parts are loaded after that, or when one is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ui.page import Page

if TYPE_CHECKING:  # loading these is what comes second
    from ui.day_parts import DayParts
    from ui.photo_places import PhotoPlaces
    from ui.round_steps import RoundSteps
    from ui.stop_desk import StopDesk
    from ui.widgets.day_bar import DayBar
    from ui.widgets.day_columns import DayColumns
    from ui.widgets.day_middle import DayMiddle
    from ui.widgets.draft_list import DraftList
    from ui.widgets.site_panel import SitePanel
    from ui.widgets.stop_form import StopForm


class PartedDay(Page):
    """Gives each part by its name; a page sets ``columns`` and listens to the parts once they are there."""

    columns: DayColumns

    def listen(self, parts: DayParts) -> None:
        """Hear of what the parts tell; called once."""

    @cached_property
    def parts(self) -> DayParts:
        """All but the list."""
        from ui.day_parts import DayParts

        parts = DayParts(self)
        self.columns.complete(parts.middle, parts.site, parts.bar)
        self.listen(parts)
        return parts

    @property
    def has_parts(self) -> bool:
        """Whether more than the list is there."""
        return "parts" in self.__dict__

    @property
    def desk(self) -> StopDesk:
        """Where a stop is written down."""
        return self.parts.desk

    @property
    def form(self) -> StopForm:
        """The form of the stop."""
        return self.parts.form

    @property
    def steps(self) -> RoundSteps:
        """What is asked in dialogs."""
        return self.parts.steps

    @property
    def drafts(self) -> DraftList:
        """The drafts found."""
        return self.parts.drafts

    @property
    def middle(self) -> DayMiddle:
        """The column of the stop."""
        return self.parts.middle

    @property
    def site(self) -> SitePanel:
        """The column of the site."""
        return self.parts.site

    @property
    def bar(self) -> DayBar:
        """The foot."""
        return self.parts.bar

    @property
    def places(self) -> PhotoPlaces:
        """Where waiting photos get their place."""
        return self.parts.places
