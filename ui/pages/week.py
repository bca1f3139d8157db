"""The week (周汇总): who reported, the numbers with a way to their facts, three texts, and freezing."""

from typing import ClassVar

from inspector.model.period import Span
from inspector.words import N_
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
