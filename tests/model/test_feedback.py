"""Feedback sheets: what may go out, what came back, what is waited for no longer."""

from datetime import date

import pytest

from inspector.errors import Refused
from inspector.model.events import Blob, Event, Fact
from inspector.model.feedback import (
    LONGEST_TITLE,
    MOST_ROWS,
    FeedbackIssued,
    FeedbackReturned,
    FeedbackSheet,
    FeedbackWithdrawn,
    issue_feedback,
)
from inspector.periods import Instant

DAY = date(2026, 11, 22)
WORKBOOK = Blob("a" * 64, 9_000, "application/zip")


def _issued(**told: object) -> FeedbackIssued:
    given: dict[str, object] = {"grid": "g", "unit": "示例局", "title": "反馈表", "day": DAY, "tasks": ("t",)}
    return FeedbackIssued(subject="s", **(given | told))  # type: ignore[arg-type]


def _fact(event: Event | None, number: int, *, confirmed: bool = True) -> Fact:
    return Fact(
        event=event,
        type=event.TYPE if event else "feedback.issued",
        hash=f"{number:064}",
        after=(),
        feed="f",
        seq=number,
        lc=number,
        at=Instant(number, 480),
        org="g",
        actor="p",
        subject="s",
        blobs=event.blobs if event else (),
        confirmed=confirmed,
    )


def _sheet(*events: Event) -> FeedbackSheet:
    sheet = FeedbackSheet.of([_fact(event, number) for number, event in enumerate(events, 1)])
    assert sheet
    return sheet


def test_a_sheet_counts_what_it_asks_about_and_keeps_every_return() -> None:
    sheet = _sheet(
        _issued(findings=("a", "b")),
        FeedbackReturned(subject="s", file="一.xlsx", answered=2, recorded=("a",), blobs=(WORKBOOK,)),
        FeedbackReturned(subject="s", file="二.xlsx", answered=1),
    )
    assert sheet.rows == 3
    assert [(one.file, one.answered, one.recorded, one.workbook) for one in sheet.returns] == [
        ("一.xlsx", 2, ("a",), WORKBOOK),
        ("二.xlsx", 1, (), None),
    ]


def test_what_is_issued_again_under_the_same_id_changes_nothing() -> None:
    assert _sheet(_issued(), _issued(unit="示例镇")).unit == "示例局"


def test_without_its_beginning_there_is_no_sheet() -> None:
    back, gone = (
        FeedbackReturned(subject="s", file="x", answered=1),
        FeedbackWithdrawn(subject="s", reason="x"),
    )
    assert FeedbackSheet.of([_fact(back, 1), _fact(gone, 2), _fact(None, 3)]) is None
    assert FeedbackSheet.of([_fact(_issued(), 1, confirmed=False)]) is None


def test_a_sheet_is_withdrawn_with_a_reason_as_long_as_it_did_not_come_back() -> None:
    sheet = _sheet(_issued())
    with pytest.raises(Refused, match="Say why it is not waited for any more"):
        sheet.withdraw("  ")
    withdrawn = sheet.withdraw(" 重复 ")
    assert withdrawn == FeedbackWithdrawn(subject="s", reason="重复")
    with pytest.raises(Refused, match="withdrawn already"):
        _sheet(_issued(), withdrawn).withdraw("重复")
    with pytest.raises(Refused, match="came back already"):
        _sheet(_issued(), FeedbackReturned(subject="s", file="x", answered=1)).withdraw("重复")


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"unit": " "}, "Say which unit"),
        ({"title": " "}, "needs a title"),
        ({"title": "表" * (LONGEST_TITLE + 1)}, "at most"),
        ({"tasks": ()}, "nothing open"),
        ({"findings": ("f",) * MOST_ROWS}, "open lines"),
        ({"due": date(2026, 11, 21)}, "before today"),
    ],
)
def test_a_sheet_that_asks_nothing_sensible_does_not_go_out(told: dict[str, object], why: str) -> None:
    with pytest.raises(Refused, match=why):
        issue_feedback(_issued(**told))


def test_a_sheet_may_be_due_on_the_day_it_goes_out() -> None:
    sheet = _issued(due=DAY)
    assert issue_feedback(sheet) is sheet
