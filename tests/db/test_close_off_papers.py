"""The form and the public notice of a close-off, as they are printed."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from db.close_off_recording import record_close_off
from db.issued_reports import ReportWish, issue_report
from db.keys import certifying
from db.queries.issuing import issue_question
from db.queries.trust import known_here
from db.report_files import final_report
from db.report_signing import sign_final_report
from db.workspace import Actor
from inspector.errors import Refused
from inspector.journal.person_key import PersonKey
from inspector.model.close_off import CRITERIA, CloseOffStep
from inspector.model.close_off_acts import do_step, send_back, settle
from inspector.model.finding_life import FindingRelapsed
from inspector.model.issued_report import ReportKind
from inspector.model.office import RulesDecided
from inspector.model.task_life import Measure, TaskCompleted, TaskRecheckPassed, TaskSet
from inspector.reports.verdict import Outcome
from inspector.reports.verification import verify
from tests.db.close_off_printing import do, end, objecting, paper, printed
from tests.db.close_off_stage import (
    CASE,
    COUNTY,
    NOTICED,
    PUT_RIGHT,
    RECHECKED,
    day,
    give_office,
    last_of,
    moment,
    put_in_close_off,
    told,
)
from tests.db.reporting import build, key_of
from tests.db.village import FOUNDING, OFFICE, STAFF, Village, named
from tests.pictures.made import encoded, scene

S = CloseOffStep
TASK = named(170)
KINDS = (ReportKind.CLOSE_OFF_FORM, ReportKind.PUBLIC_NOTICE, ReportKind.CLOSE_OFF_FILE)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def key(village: Village) -> PersonKey:
    return give_office(village)


@pytest.fixture
def case(village: Village, key: PersonKey) -> str:
    return put_in_close_off(village, key)


def test_the_form_says_who_did_each_step_when_and_every_criterion(
    village: Village, key: PersonKey, case: str, tmp_path: Path
) -> None:
    do(village, key)
    end(village, key)
    text = "".join(printed(village, ReportKind.CLOSE_OFF_FORM, tmp_path))
    for words in (
        "SLX0101-2026-AB-0009",
        "示整交〔2026〕9号",
        "料堆未覆盖，大风扬尘",
        "堆场全覆盖，装喷淋",
        "已全覆盖，喷淋投用",
        "2026年11月12日",
        "示例丙",
        "示例丁、示例戊",
        "现场查看、查阅台账",
        "http://www.example.gov.cn/gs/202611.html",
        "示例辛0473-0000000",
        "示环备〔2026〕31号",
        "同意备案",
        "2027年2月20日",
    ):
        assert words in text, words
    assert text.count("见附件") == len(CRITERIA)


def test_a_form_before_the_filing_shows_what_was_done_by_then(
    village: Village, key: PersonKey, case: str, tmp_path: Path
) -> None:
    do(village, key, steps=2)
    text = "".join(printed(village, ReportKind.CLOSE_OFF_FORM, tmp_path))
    assert "示例丁、示例戊" in text
    assert "http://" not in text
    assert "示环备" not in text


def test_a_criterion_that_is_ruled_now_but_was_not_asked_then_has_no_answer(
    village: Village, key: PersonKey, case: str, tmp_path: Path
) -> None:
    village.record(
        RulesDecided(subject=OFFICE, office_name="示例办", criteria=CRITERIA, paper_language="en"),
        by=COUNTY,
        when=FOUNDING,
    )
    do(village, key)
    found = paper(village, ReportKind.CLOSE_OFF_FORM)
    assert found.language == "en"
    village.record(
        RulesDecided(subject=OFFICE, office_name="示例办", criteria=CRITERIA[:1], paper_language="en"),
        by=COUNTY,
        when=moment(21),
    )
    text = "".join(printed(village, ReportKind.CLOSE_OFF_FORM, tmp_path))
    # all five that were answered are printed, though one is ruled now
    assert text.count("见附件") == len(CRITERIA)


def test_the_notice_names_period_contact_and_what_to_do_with_an_objection(
    village: Village, key: PersonKey, case: str, tmp_path: Path
) -> None:
    do(village, key, steps=5)
    before = "".join(printed(village, ReportKind.PUBLIC_NOTICE, tmp_path))
    assert "2026年11月15日" not in before
    do_last = told(S.PUBLICITY, 15)
    record_close_off(
        village.workspace,
        CASE,
        last_of(village),
        lambda now, who, rules: do_step(now, who, do_last, rules, day(15)),
        COUNTY,
        moment(15),
        key,
    )
    (page,) = printed(village, ReportKind.PUBLIC_NOTICE, tmp_path)
    for words in ("2026年11月15日", "2026年11月21日", "示例辛0473-0000000", "料堆未覆盖，大风扬尘"):
        assert words in page, words
    assert not paper(village, ReportKind.PUBLIC_NOTICE).photos


def test_objections_and_their_answers_stand_on_paper(
    village: Village, key: PersonKey, case: str, tmp_path: Path
) -> None:
    do(village, key)
    for words in ("仍有扬尘", "噪声大"):
        record_close_off(
            village.workspace,
            CASE,
            last_of(village),
            objecting(words),
            COUNTY,
            moment(16),
        )
    record_close_off(
        village.workspace,
        CASE,
        last_of(village),
        lambda now, who, _rules: settle(now, who, now.close_off.objections[0].entry, "复测达标"),
        COUNTY,
        moment(17),
    )
    text = "".join(printed(village, ReportKind.CLOSE_OFF_FORM, tmp_path))
    assert "仍有扬尘" in text
    assert "复测达标" in text
    first, second = paper(village, ReportKind.CLOSE_OFF_FORM).objections
    assert (first.result, second.result) == ("复测达标", "")


def test_what_was_sent_back_stands_on_the_form_with_its_reason(
    village: Village, key: PersonKey, case: str, tmp_path: Path
) -> None:
    do(village, key, steps=4)
    record_close_off(
        village.workspace,
        CASE,
        last_of(village),
        lambda now, who, _rules: send_back(now, who, S.APPLICATION, "缺监测报告"),
        COUNTY,
        moment(14),
        key,
    )
    text = "".join(printed(village, ReportKind.CLOSE_OFF_FORM, tmp_path))
    assert "缺监测报告" in text
    (back,) = paper(village, ReportKind.CLOSE_OFF_FORM).returns
    assert (back.step, back.by, back.on) == (S.APPLICATION, "示例乙", day(14))


def test_a_case_that_came_back_says_how_often(village: Village, key: PersonKey, case: str) -> None:
    do(village, key)
    end(village, key)
    assert paper(village, ReportKind.CLOSE_OFF_FORM).filed_by == "示例乙"
    village.record(FindingRelapsed(subject=CASE, seen=moment(25), text="又起尘"), by=COUNTY, when=moment(25))
    found = paper(village, ReportKind.CLOSE_OFF_FORM)
    assert (found.case.relapses, found.filed_on, found.case.done) == (1, None, "")


def test_a_task_of_a_plan_has_the_same_papers(village: Village, key: PersonKey, tmp_path: Path) -> None:
    village.record(
        TaskSet(
            subject=TASK,
            grid=OFFICE,
            number="十二",
            title="排土场治理",
            lead=("市自然资源局",),
            goal="全部治理",
            due=date(2026, 12, 31),
            measures=(Measure(id="1", text="覆土"), Measure(id="2", text="绿化")),
        ),
        by=COUNTY,
        when=NOTICED,
    )
    village.record(
        TaskCompleted(subject=TASK, text="71 处全部完成", on=PUT_RIGHT.day, on_behalf="市自然资源局"),
        by=COUNTY,
        when=PUT_RIGHT,
    )
    other = key_of("示例甲")
    village.record(certifying(STAFF, other))
    for who, signing in ((Actor(STAFF, OFFICE), other), (COUNTY, key)):
        passed = TaskRecheckPassed(subject=TASK, checked=RECHECKED, note="属实")
        village.workspace.record([passed], who, RECHECKED, signing)
    do(village, key, subject=TASK)
    end(village, key, TASK, opinion="")
    for kind in KINDS:
        text = "".join(printed(village, kind, tmp_path, TASK))
        assert "排土场治理" in text
        assert "市自然资源局" in text
    assert paper(village, ReportKind.CLOSE_OFF_FORM, TASK).place == "十二"


def test_what_nobody_knows_has_no_paper_and_no_question(village: Village, key: PersonKey, case: str) -> None:
    reader = village.workspace.reader()
    assert issue_question(reader, ReportKind.CLOSE_OFF_FORM, named(999)) is None
    question = issue_question(reader, ReportKind.CLOSE_OFF_FORM, CASE)
    reader.close()
    assert question
    assert question.site == "SLX0101-2026-AB-0009 料堆未覆盖，大风扬尘"
    with pytest.raises(Refused, match="not recorded"):
        paper(village, ReportKind.CLOSE_OFF_FORM, named(999))


@pytest.mark.parametrize("kind", KINDS)
def test_a_signed_paper_is_found_valid_and_complete(
    village: Village, key: PersonKey, case: str, tmp_path: Path, kind: ReportKind
) -> None:
    scan = tmp_path / "验收意见.jpg"
    scan.write_bytes(encoded(scene(60, 80)))
    do(village, key, scan)
    end(village, key)
    wish = ReportWish(kind=kind, about=(CASE,), signers=("issuer",))
    issued = issue_report(village.workspace, wish, COUNTY, moment(22), village.chance)
    with closing(village.workspace.reader()) as reader:
        final = final_report(reader, village.workspace, issued.report, build)
        sign_final_report(reader, village.workspace, issued.report, key, COUNTY, moment(22), field="issuer")
    with closing(village.workspace.reader()) as reader:
        known = known_here(reader, village.workspace.root, moment(23))
    verdict = verify(final.file, known)
    assert verdict.outcome is Outcome.GOOD, [check for check in verdict.checks if not check.ok]
    assert [one.name for one in verdict.signatures] == ["示例乙"]
