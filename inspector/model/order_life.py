"""What happens to an order (督办单, 交办函, 提醒函, 约谈通知): every type of entry about one."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from inspector.model.case_steps import CaseEvent
from inspector.model.events import event
from inspector.words import N_


class OrderKind(StrEnum):
    """What kind of letter goes down."""

    SUPERVISION = "supervision"
    ASSIGNMENT = "assignment"
    REMINDER = "reminder"
    SUMMONS = "summons"


ORDER_KIND_NAMES = {
    OrderKind.SUPERVISION: N_("supervision order"),
    OrderKind.ASSIGNMENT: N_("assignment letter"),
    OrderKind.REMINDER: N_("reminder"),
    OrderKind.SUMMONS: N_("summons to a talk"),
}


@event
class OrderIssued(CaseEvent):
    """An order went to a township (``to_grid``) or a ``unit``, by the own key of who answers for it.

    ``grid`` is the office that issues it, ``number`` our own; ``period`` names the dispatch it belongs to,
    ``meeting`` and ``decision`` (from 1) the meeting that decided it.
    """

    TYPE: ClassVar[str] = "order.issued"
    BY_PERSON: ClassVar[bool] = True

    kind: OrderKind
    number: str
    grid: str
    title: str
    text: str
    due: date
    to_grid: str = ""
    unit: str = ""
    findings: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    period: str = ""
    meeting: str = ""
    decision: int = 0


@event
class OrderDocumentNumbered(CaseEvent):
    """The office's document system gave it a number (文号); said again, the later one stands."""

    TYPE: ClassVar[str] = "order.document_numbered"

    document: str


@event
class OrderAccepted(CaseEvent):
    """Whom it is for took note of it (签收)."""

    TYPE: ClassVar[str] = "order.accepted"

    on: date


@event
class OrderAnswered(CaseEvent):
    """What was done about it (办理情况反馈); the blobs are papers, a scan first if entered for others."""

    TYPE: ClassVar[str] = "order.answered"

    text: str
    is_done: bool
    on: date


@event
class OrderAnswerReturned(CaseEvent):
    """The answer ``answer`` (its entry) is not enough: what is asked for, and by when."""

    TYPE: ClassVar[str] = "order.answer_returned"

    answer: str
    requirement: str
    due: date


@event
class OrderClosed(CaseEvent):
    """It is settled; without an answer, ``text`` says why."""

    TYPE: ClassVar[str] = "order.closed"

    text: str = ""


@event
class OrderWithdrawn(CaseEvent):
    """It was issued by mistake; its number is not given again."""

    TYPE: ClassVar[str] = "order.withdrawn"

    reason: str


ORDER_EVENTS: tuple[type[CaseEvent], ...] = (
    OrderIssued,
    OrderDocumentNumbered,
    OrderAccepted,
    OrderAnswered,
    OrderAnswerReturned,
    OrderClosed,
    OrderWithdrawn,
)
"""Every type of entry about an order."""
