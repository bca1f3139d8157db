"""A sheet that comes back is compared with what is known, recorded on the unit's behalf, and only once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.feedback_answers import (
    AS_PROGRESS,
    BOTH,
    DAY_WITHOUT_DONE,
    NO_PHOTO,
    NOT_BEGUN,
    Verdict,
    text_of,
)
from db.feedback_return import (
    FOREIGN,
    OTHER_UNIT,
    UNKNOWN_SHEET,
    Comparison,
    Difference,
)
from db.feedback_sheets import SentOut
from inspector.errors import Refused
from inspector.model.case_steps import DispatchNoted, ExtensionAsked
from inspector.model.feedback import FeedbackReturned
from inspector.model.finding_life import FindingProgressed, FindingPutRight
from inspector.model.finding_state import FindingState
from inspector.model.task_life import Measure, TaskCompleted, TaskProgressed
from inspector.model.task_state import TaskState
from inspector.tables.feedback_sheet import SheetHead, write_feedback
from inspector.words import in_language
from tests.db.case_desk import (
    BY_CLERK,
    BY_STAFF,
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
    task_now,
)
from tests.db.village import OFFICE, STAFF, TODAY, Village, named
from tests.tables.feedback_desk import edit, line, put_rows, rows_of

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


def test_progress_is_recorded_on_behalf_of_the_unit_with_the_workbook_as_its_paper(
    village: Village, finding: str, sent: SentOut
) -> None:
    file = answered(
        sent, {"state": "整改中", "progress": "已覆盖一半", "difficulty": "缺网", "person": "示例丁"}
    )
    compared = compare(village, file)
    one = only(compared)
    assert (one.verdict, one.is_proposed, one.reason) == (Verdict.DIFFICULTY, True, None)
    record(village, compared)
    last, noted = facts_of(village, finding)[-2:]
    assert isinstance(noted.event, DispatchNoted)
    assert (noted.event.difficulty, noted.event.on_behalf, noted.blobs) == ("缺网", UNIT, last.blobs)
    assert isinstance(last.event, FindingProgressed)
    assert last.event.on_behalf == UNIT
    assert last.event.text.splitlines()[0] == "已覆盖一半"
    assert "缺网" in last.event.text
    assert "示例丁" in last.event.text
    (paper,) = last.blobs
    assert village.workspace.blobs.read(paper) == file.read_bytes()
    assert now_of(village, finding).state is FindingState.UNDER_WAY
    back = facts_of(village, sent.sheet)[-1]
    assert isinstance(back.event, FeedbackReturned)
    assert (back.event.answered, back.event.recorded, back.blobs) == (1, (finding,), (paper,))


def test_done_claims_that_it_was_put_right_and_says_that_a_photo_is_wanted(
    village: Village, finding: str, sent: SentOut
) -> None:
    compared = compare(village, answered(sent, {**DONE, "person": "示例甲", "until": "2026-12-30"}))
    one = only(compared)
    assert one.verdict is Verdict.PUT_RIGHT
    assert doubts_of(one) == [BOTH, NO_PHOTO]
    record(village, compared)
    last = facts_of(village, finding)[-1].event
    assert isinstance(last, FindingPutRight)
    assert last.on == date(2026, 11, 23)
    # who answers may not re-check: the one person of that name
    assert last.rectifiers == (STAFF,)
    assert now_of(village, finding).state is FindingState.PUT_RIGHT


def test_more_time_is_asked_for_with_its_reason(village: Village, finding: str, sent: SentOut) -> None:
    compared = compare(village, answered(sent, {"until": LATER_DAY, "difficulty": "缺网"}))
    one = only(compared)
    assert (one.verdict, [text_of(event) for event in one.events]) == (Verdict.MORE_TIME, ["缺网"])
    record(village, compared)
    assert now_of(village, finding).asked == LATER_DAY


def test_progress_beside_a_wish_for_more_time_is_recorded_too(
    village: Village, finding: str, sent: SentOut
) -> None:
    answer = {"state": "需要延期", "progress": "覆盖一半", "until": LATER_DAY, "difficulty": "缺网"}
    one = only(compare(village, answered(sent, answer)))
    assert one.verdict is Verdict.MORE_TIME
    assert [(type(event), text_of(event)) for event in one.events] == [
        (ExtensionAsked, "缺网"),
        (FindingProgressed, "覆盖一半"),
    ]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"state": "需要延期", "progress": "缺网"}, "缺网"),
        ({"until": "2026-11-25", "difficulty": "缺网"}, "2026-11-25"),
        ({"until": LATER_DAY}, "2027-01-15"),
        ({"state": "已完成", "progress": "已覆盖"}, "已覆盖"),
        ({**DONE, "done_on": "2026-12-30"}, "2026-12-30"),
    ],
)
def test_what_is_not_open_is_recorded_as_progress_and_said(
    village: Village, finding: str, sent: SentOut, answer: dict[str, object], words: str
) -> None:
    one = only(compare(village, answered(sent, answer)))
    assert one.is_proposed
    assert doubts_of(one)[-1] == AS_PROGRESS
    (event,) = one.events
    assert isinstance(event, FindingProgressed)
    assert words in event.text


def test_a_day_without_done_is_progress_and_said(village: Village, finding: str, sent: SentOut) -> None:
    one = only(compare(village, answered(sent, {"done_on": "2026-11-23", "progress": "覆盖"})))
    assert (one.verdict, doubts_of(one)) == (Verdict.PROGRESS, [DAY_WITHOUT_DONE])
    assert "2026-11-23" in text_of(one.events[0])


@pytest.mark.parametrize(
    ("answer", "verdict", "doubts"),
    [
        (None, Verdict.UNCHANGED, []),
        ({"person": "示例甲"}, Verdict.UNCHANGED, []),
        ({"state": "未启动"}, Verdict.UNCHANGED, [NOT_BEGUN]),
        ({"state": "整改中"}, Verdict.PROGRESS, []),
        ({"state": "已完成"}, Verdict.REFUSED, []),
        ({"state": "?"}, Verdict.REFUSED, []),
    ],
)
def test_what_a_line_comes_to(
    village: Village,
    finding: str,
    sent: SentOut,
    answer: dict[str, object] | None,
    verdict: Verdict,
    doubts: list[str],
) -> None:
    one = only(compare(village, answered(sent, answer)))
    assert (one.verdict, doubts_of(one)) == (verdict, doubts)
    assert (one.reason is not None) is (verdict is Verdict.REFUSED)


def test_that_work_goes_on_is_nothing_new_once_it_is_under_way(
    village: Village, finding: str, sent: SentOut
) -> None:
    village.record(FindingProgressed(subject=finding, text="开工", on_behalf=UNIT), by=BY_STAFF, when=BACK)
    assert only(compare(village, answered(sent, {"state": "整改中"}))).verdict is Verdict.UNCHANGED


def test_answers_about_tasks_are_recorded_like_those_about_findings(village: Village, tmp_path: Path) -> None:
    done = set_task(village, "甲任务")
    set_task(village, "乙任务", measures=(Measure(id="a", text="覆盖"),))
    asks = set_task(village, "丙任务", due=date(2026, 12, 1))
    sent = send(village, tmp_path / "out")
    asked = {"until": LATER_DAY, "progress": "缺网"}
    rows: dict[str, dict[str, object]] = {"甲任务": {**DONE}, "乙任务": {**DONE}, "丙任务": {**asked}}

    def change(sheet: Any) -> None:
        told = rows_of(sheet)
        for row in told:
            for at, key in ((7, "state"), (8, "progress"), (9, "done_on"), (11, "until")):
                row[at] = rows[row[3]].get(key)
        put_rows(sheet, told)

    compared = compare(village, edit(sent.file, change))
    by_name = {one.name: one for one in compared.differences}
    assert [type(event) for event in by_name["甲任务"].events] == [TaskCompleted]
    assert [type(event) for event in by_name["乙任务"].events] == [TaskProgressed]
    assert "Measures are open" in str(by_name["乙任务"].doubts[-1].values["reason"])
    record(village, compared)
    assert task_now(village, done).state is TaskState.COMPLETED
    assert task_now(village, asks).asked == LATER_DAY
    assert all(one.verdict is Verdict.RECORDED for one in compare(village, compared.path).differences)


def test_a_sheet_of_another_office_or_unit_is_refused_in_one_sentence(
    village: Village, finding: str, sent: SentOut, tmp_path: Path
) -> None:
    head = SheetHead(
        root=village.workspace.root,
        grid=named(77),
        office="别县整改办",
        sheet=named(78),
        unit=UNIT,
        title="表",
        issued=TODAY,
    )
    for foreign in (head, replace(head, root="f" * 64, grid=OFFICE)):
        file = tmp_path / "foreign.xlsx"
        write_feedback(file, foreign, [line(1)], in_language("zh_CN"))
        with pytest.raises(Refused) as caught:
            compare(village, file)
        assert caught.value.sentence == FOREIGN
        assert caught.value.values["office"] == "别县整改办"
    with pytest.raises(Refused) as caught:
        compare(village, sent.file, unit="示例局")
    assert caught.value.sentence == OTHER_UNIT
    assert compare(village, sent.file, unit=UNIT).answered == 0


def test_only_the_office_takes_a_sheet_in(village: Village, finding: str, sent: SentOut) -> None:
    for by in (BY_STAFF, BY_CLERK):
        with pytest.raises(Refused, match="for the office"):
            compare(village, sent.file, by)


def test_a_sheet_and_a_line_that_are_not_recorded_here_are_said(village: Village, tmp_path: Path) -> None:
    head = SheetHead(
        root=village.workspace.root,
        grid=OFFICE,
        office="示例县整改办",
        sheet=named(78),
        unit=UNIT,
        title="表",
        issued=TODAY,
    )
    finding = report(village)
    give(village, finding)
    file = tmp_path / "known.xlsx"
    lines = [line(1), line(2, key=f"task:{named(79)}"), line(3, key=f"finding:{finding}", seen="0" * 64)]
    write_feedback(file, head, lines, in_language("zh_CN"))
    sent = SentOut(UNIT, head.sheet, file, 3)
    compared = compare(village, answered(sent, *[{"progress": "好"}] * 3))
    assert [one.sentence for one in compared.notes] == [UNKNOWN_SHEET]
    unknown, gone, here = compared.differences
    assert (unknown.verdict, gone.verdict) == (Verdict.REFUSED, Verdict.REFUSED)
    # nobody can tell what happened since an entry that never came here
    assert (here.verdict, here.is_outdated) == (Verdict.PROGRESS, True)
    assert (compared.is_known, compared.was_returned, compared.answered) == (False, False, 3)


def test_rows_that_are_not_ours_and_lines_that_are_gone_are_told(
    village: Village, finding: str, sent: SentOut
) -> None:
    def change(sheet: Any) -> None:
        put_rows(sheet, [[None, None, None, "新问题"]])

    compared = compare(village, edit(sent.file, change))
    assert [one.said for one in compared.strange] == ["新问题"]
    assert [one.subject for one in compared.missing] == [finding]
    assert compared.differences == ()
