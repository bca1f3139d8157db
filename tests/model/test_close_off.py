"""A close-off goes step by step in the order of the office: each step by whom it is, with what it asks."""

from datetime import date, timedelta

import msgspec
import pytest

from inspector.errors import Refused
from inspector.model.close_off import (
    CRITERIA,
    DEFAULT_STEPS,
    CloseOffReturned,
    CloseOffStep,
    CloseOffStepDone,
    CriterionAnswer,
    Met,
)
from inspector.model.close_off_acts import (
    Filing,
    do_step,
    file,
    last_day,
    refuse,
    send_back,
    settle,
    take_objection,
    why_not,
)
from inspector.model.finding_steps import Who
from inspector.model.office import Rules
from inspector.model.working_days import Counting
from tests.model.close_off_case import (
    CLERK,
    COUNTY,
    LEADER,
    RULES,
    SCAN,
    STAFF,
    TODAY,
    WORKER,
    Case,
    S,
    changed,
    refused,
    told,
    up_to,
)


def test_all_steps_in_their_order_lead_to_the_filing() -> None:
    case = Case()
    for step in DEFAULT_STEPS[:-1]:
        assert case.close_off.next_step is step
        case.do(step)
    assert case.close_off.next_step is S.FILING
    filed = file(case.now(), COUNTY, Filing(on=TODAY, number=" 备〔2026〕1号 "), RULES, TODAY)
    case.add(filed)
    assert (case.close_off.filed_on, case.close_off.number) == (TODAY, "备〔2026〕1号")
    assert case.close_off.filed_by == "county"
    assert filed.look_back == TODAY + timedelta(days=90)
    assert case.close_off.next_step is None


def test_a_step_out_of_turn_is_refused_and_has_no_effect() -> None:
    case = up_to(S.APPLICATION)
    assert "application" in refused(case, told(S.PUBLICITY))
    before = case.close_off
    case.add(CloseOffStepDone(subject="f", step=S.PUBLICITY, on=TODAY))
    case.add(CloseOffReturned(subject="f", step=S.FILING, reason="x"))
    assert case.close_off == before


def test_a_case_that_is_not_in_close_off_takes_no_step() -> None:
    case = up_to(S.FILING)
    case.is_open = False
    now = case.now()
    for act in (
        lambda: do_step(now, COUNTY, told(S.FILING), RULES, TODAY),
        lambda: file(now, COUNTY, Filing(on=TODAY), RULES, TODAY),
        lambda: send_back(now, COUNTY, S.APPLICATION, "缺材料"),
        lambda: take_objection(now, COUNTY, TODAY, "仍有扬尘", TODAY),
        lambda: settle(now, COUNTY, "x", "已核"),
        lambda: refuse(now, COUNTY, "继续整改", None, TODAY),
    ):
        with pytest.raises(Refused, match="not in close-off"):
            act()


@pytest.mark.parametrize(
    ("step", "may", "may_not"),
    [
        (S.SIGNED_ON_SITE, (LEADER, CLERK, COUNTY), (STAFF,)),
        (S.PAPERS_CHECK, (CLERK, COUNTY), (LEADER, STAFF)),
        (S.PUBLICITY, (CLERK, COUNTY), (LEADER,)),
        (S.FILING, (COUNTY,), (CLERK, LEADER)),
    ],
)
def test_each_step_is_for_those_it_belongs_to(
    step: CloseOffStep, may: tuple[Who, ...], may_not: tuple[Who, ...]
) -> None:
    now = up_to(step).now()
    assert all(why_not(now, step, who) is None for who in may)
    assert all(why_not(now, step, who) is not None for who in may_not)


@pytest.mark.parametrize("step", [S.ACCEPTANCE, S.PAPERS_CHECK, S.SITE_CHECK])
def test_who_put_it_right_judges_no_step(step: CloseOffStep) -> None:
    assert "another person" in refused(up_to(step), told(step), WORKER)


def test_the_one_in_charge_who_put_it_right_may_sign_and_apply() -> None:
    assert why_not(up_to(S.APPLICATION).now(), S.APPLICATION, WORKER) is None


def test_a_day_to_come_and_one_before_the_step_before_are_refused() -> None:
    case = up_to(S.ACCEPTANCE)
    assert "day to come" in refused(case, changed(S.ACCEPTANCE, on=TODAY + timedelta(days=1)))
    assert "no earlier" in refused(case, changed(S.ACCEPTANCE, on=TODAY - timedelta(days=21)))


def test_every_criterion_is_answered_and_none_is_unmet() -> None:
    case = up_to(S.ACCEPTANCE)
    answers = told(S.ACCEPTANCE).criteria
    assert "one answer" in refused(case, changed(S.ACCEPTANCE, criteria=answers[:4]))
    unmet = CriterionAnswer(criterion=answers[0].criterion, met=Met.NO)
    assert "not met" in refused(case, changed(S.ACCEPTANCE, criteria=(unmet, *answers[1:])))
    without = CriterionAnswer(criterion=answers[0].criterion, met=Met.DOES_NOT_APPLY)
    assert "why" in refused(case, changed(S.ACCEPTANCE, criteria=(without, *answers[1:])))
    reasoned = msgspec.structs.replace(without, note="本题无违法行为")
    done = changed(S.ACCEPTANCE, criteria=(reasoned, *answers[1:]))
    assert do_step(case.now(), COUNTY, done, RULES, TODAY).criteria[0] == reasoned


def test_only_the_criteria_of_the_office_are_asked() -> None:
    rules = Rules(criteria=CRITERIA[:2])
    case = up_to(S.ACCEPTANCE)
    assert "one answer" in refused(case, told(S.ACCEPTANCE), rules=rules)
    short = changed(S.ACCEPTANCE, criteria=told(S.ACCEPTANCE).criteria[:2])
    assert len(do_step(case.now(), COUNTY, short, rules, TODAY).criteria) == 2


@pytest.mark.parametrize("step", [S.ACCEPTANCE, S.PAPERS_CHECK, S.SITE_CHECK])
def test_a_judgement_needs_an_opinion(step: CloseOffStep) -> None:
    assert "opinion" in refused(up_to(step), changed(step, opinion=" "))


def test_the_check_on_site_needs_two_people_who_did_not_put_it_right() -> None:
    case = up_to(S.SITE_CHECK)
    assert "At least 2" in refused(case, changed(S.SITE_CHECK, people=("示例丁", "示例丁 ", "")))
    assert "put it right" in refused(case, changed(S.SITE_CHECK, people=("示例丁", "示例己")))
    assert "put it right" in refused(case, changed(S.SITE_CHECK, people=("示例丁", "worker")))


def test_publicity_has_an_address_and_lasts_as_long_as_ruled() -> None:
    case = up_to(S.PUBLICITY)
    on = told(S.PUBLICITY).on
    assert "where" in refused(case, changed(S.PUBLICITY, address=" "))
    assert "until when" in refused(case, changed(S.PUBLICITY, until=None))
    assert "at least 7" in refused(case, changed(S.PUBLICITY, until=on + timedelta(days=5)))


def test_working_days_make_the_publicity_longer() -> None:
    # 2026-12-11 is a Friday
    friday = date(2026, 12, 11)
    assert last_day(friday, RULES) == date(2026, 12, 17)
    assert last_day(friday, Rules(counting=Counting.WORKING)) == date(2026, 12, 21)
    assert last_day(friday, Rules(publicity_days=0)) == friday


def test_files_are_limited_and_entering_for_somebody_needs_one() -> None:
    case = Case()
    assert "at most 16" in refused(case, changed(S.SIGNED_ON_SITE, blobs=(SCAN,) * 17))
    assert "scan" in refused(case, changed(S.SIGNED_ON_SITE, on_behalf="示例丙"))
    behalf = changed(S.SIGNED_ON_SITE, on_behalf=" 示例丙 ", blobs=(SCAN,))
    assert do_step(case.now(), COUNTY, behalf, RULES, TODAY).on_behalf == "示例丙"


def test_words_that_are_too_long_are_refused() -> None:
    assert "3000" in refused(up_to(S.ACCEPTANCE), changed(S.ACCEPTANCE, opinion="长" * 3001))
