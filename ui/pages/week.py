"""The week (周汇总): who reported, the numbers with a way to their facts, three texts, and freezing."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from inspector.model.ids import GridId
from inspector.model.period import Period, Span
from inspector.words import N_
from ui.publication_desk import PublicationDesk
from ui.summary_page import PeriodWords, SummaryPage


class WeekPage(SummaryPage):
    """Shows the week of the grid that whoever acts acts for, and freezes it."""

    NAME: ClassVar[str] = "week"
    ABOUT: ClassVar[str] = N_(
        "The week of a township or county, computed from what was recorded. Every number leads to its facts; "
        "what is missing is named; three texts are yours. Frozen, the numbers stay as they were signed for."
    )
    SPAN: ClassVar[Span] = Span.WEEK
    WORDS: ClassVar[PeriodWords] = PeriodWords(
        before=N_("The week before"),
        after=N_("The week after"),
        texts=N_("Texts of the week"),
        coming=N_("Next week"),
        closes=N_("The week closes on {day}."),
    )

    def head(self) -> Sequence[QWidget]:
        """Beside the grid, the way to the public."""
        self.publication = PublicationDesk(self, self._published)
        return (self.publication.button, *super().head())

    def _published(self) -> tuple[GridId, str, Period] | None:
        sheet = self.seen.sheet if self.seen else None
        return (sheet.grid, sheet.grid_name, sheet.period) if sheet else None
