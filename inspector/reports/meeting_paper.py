"""What the record of a dispatch meeting (调度会议纪要) prints, already decided."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from inspector.model.order_life import OrderKind
from inspector.periods import Instant
from inspector.reports.official_paper import SubjectPaper
from inspector.words import N_, Say

MEETING_TITLE = N_("Record of the dispatch meeting")


class RecordStep(StrEnum):
    """What was done with the record of a meeting."""

    MADE = "made"
    PUT_RIGHT = "put_right"
    TAKEN_BACK = "taken_back"
    MADE_AGAIN = "made_again"


RECORD_STEP_NAMES = {
    RecordStep.MADE: N_("the record was made"),
    RecordStep.PUT_RIGHT: N_("the record was put right"),
    RecordStep.TAKEN_BACK: N_("the record was taken back"),
    RecordStep.MADE_AGAIN: N_("the record was made again"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedOrder:
    """An order that came of a meeting; ``stands`` are message ids: how it was met, and whether it is settled.

    ``ordered`` is our number of it, ``document`` that of the office's document system.
    """

    kind: OrderKind
    ordered: str
    document: str
    addressee: str
    due: date
    stands: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDecision:
    """A decision in its turn, with the orders that came of it; one that was taken back is none."""

    text: str
    orders: tuple[DecidedOrder, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedStep:
    """A step in the life of the record."""

    step: RecordStep
    at: Instant
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPaper(SubjectPaper):
    """调度会议纪要: when and where it was held, who was there, what was decided and what came of it.

    ``topic`` is what the meeting is called; ``period`` names the dispatch it belongs to. ``orders`` name the
    meeting and none of its decisions. ``steps`` are those of the record, the first is that it was made;
    ``withdrawn`` says why it was taken back.
    """

    topic: str
    held_on: date
    venue: str
    chair: str
    period: str
    attendance: tuple[str, ...]
    decisions: tuple[PaperDecision, ...]
    orders: tuple[DecidedOrder, ...]
    recorded_by: str
    recorded: Instant
    steps: tuple[RecordedStep, ...]
    withdrawn: str = ""

    @property
    def place(self) -> str:
        """What the meeting is called."""
        return self.topic

    def headline(self, say: Say) -> str:
        """Name the paper."""
        return say(MEETING_TITLE)
