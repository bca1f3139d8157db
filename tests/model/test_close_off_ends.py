"""A close-off is sent back, objected to, refused or filed; nothing is filed without every step done."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.errors import Refused
from inspector.model.close_off import (
    DEFAULT_STEPS,
    CloseOffStep,
    CloseOffStepDone,
    is_sound,
)
from inspector.model.close_off_acts import (
    Filing,
    before_filing,
    do_step,
    file,
    refuse,
    send_back,
    settle,
    take_objection,
)
from inspector.model.finding_steps import Who
from inspector.model.office import Rules
from tests.model.close_off_case import (
    CLERK,
    COUNTY,
    LEADER,
    RULES,
    STAFF,
    TODAY,
    WORKER,
    Case,
    S,
    refused,
    told,
    up_to,
)


def test_sent_back_it_begins_again_at_that_step() -> None:
    case = up_to(S.PUBLICITY)
    with pytest.raises(Refused, match="was done"):
        send_back(case.now(), COUNTY, S.PUBLICITY, "缺材料")
    with pytest.raises(Refused, match="why"):
        send_back(case.now(), COUNTY, S.APPLICATION, " ")
    with pytest.raises(Refused, match="leader"):
        send_back(case.now(), STAFF, S.APPLICATION, "缺材料")
    case.add(send_back(case.now(), LEADER, S.APPLICATION, " 缺监测报告 "), "leader")
    assert case.close_off.next_step is S.APPLICATION
    assert [one.step for one in case.close_off.done] == [S.SIGNED_ON_SITE, S.ACCEPTANCE]
    (back,) = case.close_off.sent_back
    assert (back.step, back.by, back.reason) == (S.APPLICATION, "leader", "缺监测报告")


def test_an_objection_holds_the_filing_until_it_is_answered() -> None:
    case = up_to(S.PUBLICITY)
    with pytest.raises(Refused, match="once it is published"):
        take_objection(case.now(), COUNTY, TODAY, "仍有扬尘", TODAY)
    case.do(S.PUBLICITY)
    first = told(S.PUBLICITY).on
    for on in (first - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(Refused, match="until today"):
            take_objection(case.now(), CLERK, on, "仍有扬尘", TODAY)
    with pytest.raises(Refused, match="what was objected"):
        take_objection(case.now(), CLERK, first, "", TODAY)
    entry = case.add(take_objection(case.now(), CLERK, first, "仍有扬尘", TODAY))
    other = case.add(take_objection(case.now(), CLERK, first, "噪声大", TODAY))
    with pytest.raises(Refused, match="objection waits"):
        file(case.now(), COUNTY, Filing(on=TODAY), RULES, TODAY)
    with pytest.raises(Refused, match="no such objection"):
        settle(case.now(), CLERK, "0" * 64, "已核")
    with pytest.raises(Refused, match="what came of"):
        settle(case.now(), CLERK, entry, " ")
    case.add(settle(case.now(), CLERK, entry, "复测达标"))
    assert [one.result for one in case.close_off.objections] == ["复测达标", ""]
    case.add(settle(case.now(), CLERK, other, "不属实"))
    assert not case.close_off.open_objections
    assert file(case.now(), COUNTY, Filing(on=TODAY), RULES, TODAY).on == TODAY


def test_nothing_is_filed_while_the_publicity_runs_nor_as_an_ordinary_step() -> None:
    case = up_to(S.FILING)
    assert "file it instead" in refused(case, told(S.FILING))
    last = told(S.PUBLICITY).until
    assert last
    with pytest.raises(Refused, match="published until"):
        file(case.now(), COUNTY, Filing(on=last), RULES, TODAY)
    assert before_filing(case.close_off, last + timedelta(days=1)) is None


def test_an_office_without_publicity_files_at_once() -> None:
    case = Case(Rules(close_off_steps=(S.ACCEPTANCE, S.FILING)))
    case.do(S.ACCEPTANCE)
    assert file(case.now(), COUNTY, Filing(on=TODAY), case.rules, TODAY).on == TODAY


def test_one_looks_back_after_the_filing() -> None:
    case = up_to(S.FILING)
    with pytest.raises(Refused, match="after the filing"):
        file(case.now(), COUNTY, Filing(on=TODAY, look_back=TODAY), RULES, TODAY)


def test_refusing_says_what_is_to_be_done_and_by_when() -> None:
    case = up_to(S.APPLICATION)
    with pytest.raises(Refused, match="still"):
        refuse(case.now(), COUNTY, " ", None, TODAY)
    with pytest.raises(Refused, match="before today"):
        refuse(case.now(), COUNTY, "补植", TODAY - timedelta(days=1), TODAY)
    with pytest.raises(Refused, match="rectification office"):
        refuse(case.now(), CLERK, "补植", None, TODAY)
    event = refuse(case.now(), COUNTY, " 补植 ", TODAY, TODAY)
    assert (event.requirement, event.due) == ("补植", TODAY)


def test_the_office_of_the_first_step_rules_the_order_even_if_it_rules_anew() -> None:
    case = Case(Rules(close_off_steps=(S.APPLICATION, S.ACCEPTANCE, S.FILING)))
    case.do(S.APPLICATION)
    case.rules = RULES
    steps = [case.close_off.next_step]
    case.do(S.ACCEPTANCE)
    assert [*steps, case.close_off.next_step] == [S.ACCEPTANCE, S.FILING]


@pytest.mark.parametrize(
    "steps",
    [(), (S.FILING,), (S.APPLICATION,), (S.FILING, S.APPLICATION), (S.APPLICATION,) * 2 + (S.FILING,)],
)
def test_a_procedure_that_never_ends_in_filing_once_has_no_effect(steps: tuple[CloseOffStep, ...]) -> None:
    assert not is_sound(steps)
    case = Case()
    case.add(CloseOffStepDone(subject="f", step=S.APPLICATION, on=TODAY, procedure=steps))
    assert not case.close_off.done


STEPS = st.permutations(list(DEFAULT_STEPS[:-1])).flatmap(
    lambda steps: st.integers(1, 6).map(lambda count: (*steps[:count], S.FILING))
)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["do", "back", "object", "settle", "file"]),
        st.sampled_from(list(S)),
        st.integers(0, 20),
        st.sampled_from([COUNTY, CLERK, LEADER, STAFF, WORKER]),
    ),
    max_size=60,
)


@settings(max_examples=200, deadline=None)
@given(procedure=STEPS, acts=ACTS)
def test_no_order_of_acts_files_a_case_of_which_a_step_is_not_done(
    procedure: tuple[CloseOffStep, ...], acts: list[tuple[str, CloseOffStep, int, Who]]
) -> None:
    case = Case(Rules(close_off_steps=procedure))
    for act, step, back, who in acts:
        on = TODAY - timedelta(days=back)
        try:
            now = case.now()
            if act == "do":
                case.add(do_step(now, who, told(step, on), case.rules, TODAY), who.person)
            elif act == "back":
                case.add(send_back(now, who, step, "缺材料"), who.person)
            elif act == "object":
                case.add(take_objection(now, who, on, "仍有扬尘", TODAY), who.person)
            elif act == "settle":
                case.add(settle(now, who, now.close_off.objections[0].entry, "已核"), who.person)
            else:
                case.add(file(now, who, Filing(on=on), case.rules, TODAY), who.person)
        except (Refused, IndexError):
            continue
    close_off = case.close_off
    if close_off.filed_on is None:
        return
    assert [one.step for one in close_off.done] == list(procedure[:-1])
    assert not close_off.open_objections
    assert [one.on for one in close_off.done] == sorted(one.on for one in close_off.done)
    assert all(
        one.until is None or one.until < close_off.filed_on
        for one in close_off.done
        if one.step is S.PUBLICITY
    )
    assert close_off.filed_by == "county"
