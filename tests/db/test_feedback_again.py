"""A sheet again, a case that moved on, a file that changed: nothing is recorded twice or unseen."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.case_recording import MEANWHILE, record_case
from db.feedback_answers import (
    Verdict,
)
from db.feedback_return import (
    ALL_RECORDED,
    CHANGED,
    MOVED_ON,
    NOTHING_FILLED,
    OTHER_NOW,
    WAS_TAKEN_IN,
    Comparison,
    Difference,
    record_feedback,
)
from db.feedback_sheets import SentOut
from inspector.errors import Refused
from inspector.model.feedback import FeedbackReturned
from inspector.model.finding_acts import Assignment, assign, give_more_time, pass_recheck
from inspector.model.finding_life import FindingAccepted, FindingProgressed
from inspector.model.finding_state import FindingState
from tests.db.case_desk import (
    BY_CLERK,
    BY_COUNTY,
    BY_STAFF,
    CLERK,
    CLERK_KEY,
    appoint,
    give,
    now_of,
    report,
)
from tests.db.feedback_round import (
    BACK,
    UNIT,
    answered,
    compare,
    facts_of,
    record,
    send,
    set_task,
)
from tests.db.village import Village
from tests.tables.feedback_desk import edit

LATER_DAY = date(2027, 1, 15)
DONE = {"state": "已完成", "progress": "已覆盖", "done_on": "2026-11-23"}


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    appoint(made)
    yield made
    made.close()


@pytest.fixture
def finding(village: Village) -> str:
    made = report(village)
    give(village, made)
    return made


@pytest.fixture
def sent(village: Village, finding: str, tmp_path: Path) -> SentOut:
    return send(village, tmp_path / "out")


def only(compared: Comparison) -> Difference:
    (one,) = compared.differences
    return one


def doubts_of(one: Difference) -> list[str]:
    return [doubt.sentence for doubt in one.doubts]


def test_the_same_workbook_or_the_same_answers_again_are_nothing_new(
    village: Village, finding: str, sent: SentOut, tmp_path: Path
) -> None:
    task = set_task(village, "扬尘整治")
    second = send(village, tmp_path / "out")
    assert second.rows == 2
    file = answered(second, DONE, {"until": LATER_DAY, "progress": "缺网", "state": "延期"})
    record(village, compare(village, file))
    before = len(facts_of(village, finding)), len(facts_of(village, task))
    again = compare(village, file)
    assert [one.verdict for one in again.differences] == [Verdict.RECORDED] * 2
    assert [one.sentence for one in again.notes] == [WAS_TAKEN_IN]
    with pytest.raises(Refused) as caught:
        record(village, again)
    assert caught.value.sentence == ALL_RECORDED
    resaved = compare(village, edit(file, lambda sheet: sheet.insert_cols(20)))
    assert not resaved.proposed
    with pytest.raises(Refused) as caught:
        record(village, resaved)
    assert caught.value.sentence == ALL_RECORDED
    assert (len(facts_of(village, finding)), len(facts_of(village, task))) == before


def test_what_fell_back_to_progress_is_known_again(village: Village, finding: str, sent: SentOut) -> None:
    file = answered(sent, {"state": "已完成", "progress": "已覆盖"})
    record(village, compare(village, file))
    assert only(compare(village, file)).verdict is Verdict.RECORDED


def test_that_the_unit_took_it_on_meanwhile_does_not_make_its_answer_known(
    village: Village, finding: str, sent: SentOut
) -> None:
    village.record(FindingAccepted(subject=finding, on_behalf=UNIT), by=BY_STAFF, when=BACK)
    assert only(compare(village, answered(sent, {"progress": "一半"}))).is_proposed


def test_a_further_answer_of_the_unit_does_not_make_its_sheet_outdated(
    village: Village, finding: str, sent: SentOut
) -> None:
    record(village, compare(village, answered(sent, {"progress": "一半"})))
    compared = compare(village, answered(sent, {"progress": "全部"}))
    assert only(compared).is_proposed
    record(village, compared)
    assert len([one for one in facts_of(village, sent.sheet) if one.type == FeedbackReturned.TYPE]) == 2


def test_a_case_that_moved_on_is_shown_and_left_to_a_person(
    village: Village, finding: str, sent: SentOut
) -> None:
    record_case(
        village.workspace,
        finding,
        now_of(village, finding).last,
        lambda one, who, _rules: give_more_time(one, who, LATER_DAY),
        BY_CLERK,
        BACK,
    )
    compared = compare(village, answered(sent, {"progress": "一半"}))
    one = only(compared)
    assert (one.is_outdated, one.is_new, doubts_of(one)) == (True, True, [MOVED_ON])
    assert compared.proposed == {}
    # a person decides that it counts all the same
    record_feedback(village.workspace, compared, {one.mark.key: one.last}, BY_COUNTY, BACK)
    assert isinstance(facts_of(village, finding)[-1].event, FindingProgressed)


def test_a_case_given_to_another_unit_is_left_to_a_person(
    village: Village, finding: str, sent: SentOut
) -> None:
    to = Assignment(unit="示例局")
    record_case(
        village.workspace,
        finding,
        now_of(village, finding).last,
        lambda one, who, rules: assign(one, who, to, rules, BACK.day),
        BY_CLERK,
        BACK,
    )
    one = only(compare(village, answered(sent, {"progress": "一半"})))
    assert doubts_of(one) == [MOVED_ON, OTHER_NOW]


def test_a_closed_case_takes_no_answer(village: Village, finding: str, sent: SentOut) -> None:
    record(village, compare(village, answered(sent, DONE)))
    record_case(
        village.workspace,
        finding,
        now_of(village, finding).last,
        lambda one, who, _rules: pass_recheck(one, who, BACK),
        BY_CLERK,
        BACK,
        CLERK_KEY,
    )
    assert now_of(village, finding).passed_by == (CLERK,)
    one = only(compare(village, answered(sent, {"progress": "又来了"})))
    assert (one.verdict, one.is_proposed) == (Verdict.REFUSED, False)
    assert "in hand" in str(one.reason)


def test_an_empty_sheet_is_no_feedback(village: Village, finding: str, sent: SentOut) -> None:
    compared = compare(village, sent.file)
    with pytest.raises(Refused) as caught:
        record(village, compared)
    assert caught.value.sentence == NOTHING_FILLED


def test_a_sheet_of_which_nothing_is_taken_counts_as_come_back(
    village: Village, finding: str, sent: SentOut
) -> None:
    compared = compare(village, answered(sent, {"state": "未启动"}))
    record_feedback(village.workspace, compared, {}, BY_COUNTY, BACK)
    back = facts_of(village, sent.sheet)[-1].event
    assert isinstance(back, FeedbackReturned)
    assert (back.answered, back.recorded) == (1, ())


def test_what_changed_since_it_was_shown_is_not_recorded(
    village: Village, finding: str, sent: SentOut
) -> None:
    file = answered(sent, {"progress": "一半"})
    compared = compare(village, file)
    for chosen in ({compared.differences[0].mark.key: "0" * 64}, {"finding:none": "0" * 64}):
        with pytest.raises(Refused) as caught:
            record_feedback(village.workspace, compared, chosen, BY_COUNTY, BACK)
        assert caught.value.sentence == MEANWHILE
    answered(sent, {"progress": "全部"})
    with pytest.raises(Refused) as caught:
        record(village, compared)
    assert caught.value.sentence == CHANGED
    assert now_of(village, finding).state is FindingState.ASSIGNED
