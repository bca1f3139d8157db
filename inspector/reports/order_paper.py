"""What an order (督办单, 交办函, 提醒函, 约谈通知) prints, already decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from inspector.model.order_life import OrderKind
from inspector.reports.official_paper import SubjectPaper
from inspector.words import N_, Say

ORDER_HEADS: Mapping[OrderKind, str] = MappingProxyType(
    {
        OrderKind.SUPERVISION: N_("Supervision order"),
        OrderKind.ASSIGNMENT: N_("Assignment letter"),
        OrderKind.REMINDER: N_("Reminder"),
        OrderKind.SUMMONS: N_("Summons to a talk"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderedMatter:
    """A finding or task an order is about, in one line; ``due`` is its own deadline."""

    number: str
    text: str
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPaper(SubjectPaper):
    """An order as a letter, with the slip of feedback (办理情况反馈单) on a page of its own.

    ``ordered`` is our number of the order, ``document`` that of the office's document system, empty until it
    is typed; ``number`` is that of the paper. ``contact`` says whom to ask.
    """

    kind: OrderKind
    ordered: str
    document: str
    addressee: str
    subject_line: str
    text: str
    due: date
    issued_on: date
    matters: tuple[OrderedMatter, ...] = ()
    contact: str = ""

    @property
    def place(self) -> str:
        """Our number of the order."""
        return self.ordered

    def headline(self, say: Say) -> str:  # noqa: ARG002 - the office typed it in its own language
        """Give the title of the letter."""
        return self.subject_line
