"""What was frozen stays as it was frozen, whatever else its entries say."""

from datetime import date

from inspector.model.events import Blob, Event, Fact
from inspector.model.period import Span
from inspector.model.summary import Summary, SummaryFrozen, SummaryState
from inspector.periods import Instant

SNAPSHOT = Blob("5" * 64, 9, "application/json")


def fact(event: Event, actor: str, name: str, *, signed: bool = True) -> Fact:
    return Fact(
        event=event,
        type=event.TYPE,
        hash=name,
        after=(),
        feed="f",
        seq=1,
        lc=1,
        at=Instant(0, 480),
        org="o",
        actor=actor,
        subject="s",
        blobs=(SNAPSHOT,),
        person_signed=signed,
    )


def frozen(reason: str = "") -> SummaryFrozen:
    return SummaryFrozen(
        grid="g",
        span=Span.WEEK,
        first=date(2026, 11, 13),
        last=date(2026, 11, 19),
        reason=reason,
    )


def test_frozen_again_under_the_same_name_changes_nothing() -> None:
    summary = Summary.of([fact(frozen(), "甲", "1"), fact(frozen("又一次"), "乙", "2")])
    assert summary
    assert (summary.by, summary.reason, summary.state, summary.last) == ("甲", "", SummaryState.FROZEN, "2")


def test_nothing_is_frozen_without_the_persons_signature() -> None:
    assert Summary.of([fact(frozen(), "甲", "1", signed=False)]) is None
