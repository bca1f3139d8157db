"""What somebody asks of a circular (通报) beside its text: the period, its head and foot, typical cases."""

from dataclasses import dataclass
from typing import Self

from inspector.errors import Refused
from inspector.words import N_

MOST_CASES = 10
TOO_MANY = N_("A circular has at most {limit} typical cases.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CircularScope:
    """The grid and period of a circular, and what is typed around its text.

    ``summary`` is the frozen summary its numbers are of, empty for those of the moment; ``document`` is the
    number of the office's document system, empty until there is one; ``copies`` are those who get it too
    (抄送), ``remark`` is its note (附注); ``cases`` are findings, in their order.
    """

    grid: str
    period: str
    summary: str = ""
    document: str = ""
    title: str = ""
    copies: str = ""
    remark: str = ""
    cases: tuple[str, ...] = ()

    def about(self) -> tuple[str, ...]:
        """Give it as a report is said to be about it. Raises Refused for too many cases."""
        if len(self.cases) > MOST_CASES:
            raise Refused(TOO_MANY, limit=MOST_CASES)
        typed = (one.strip() for one in (self.document, self.title, self.copies, self.remark))
        return (self.grid, self.period, self.summary, *typed, *self.cases)

    @classmethod
    def of(cls, about: tuple[str, ...]) -> Self:
        """Read it back; what is not there is empty."""
        grid, period, summary, document, title, copies, remark = (*about, *[""] * 7)[:7]
        return cls(
            grid=grid,
            period=period,
            summary=summary,
            document=document,
            title=title,
            copies=copies,
            remark=remark,
            cases=about[7:],
        )
