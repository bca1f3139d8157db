"""A close-off goes step by step in the office's order, and nothing is filed without every step done."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.errors import Refused
from inspector.model.close_off import (
    CRITERIA,
    DEFAULT_STEPS,
    CloseOff,
    CloseOffReturned,
    CloseOffStep,
    CloseOffStepDone,
    CriterionAnswer,
    Met,
    is_sound,
)
from inspector.model.close_off_acts import (
    CloseOffCase,
    Filing,
    StepToDo,
    before_filing,
    do_step,
    file,
    last_day,
    refuse,
    send_back,
    settle,
    take_objection,
    why_not,
)
from inspector.model.events import Blob, Event, Fact
from inspector.model.finding_steps import Who
from inspector.model.office import Rules
from inspector.model.person import Role
from inspector.model.working_days import Counting
from inspector.periods import at

S = CloseOffStep
TODAY = date(2026, 12, 31)
COUNTY = Who("county", frozenset({Role.RECTIFICATION_OFFICE}))
CLERK = Who("clerk", frozenset({Role.CLERK}))
LEADER = Who("leader", frozenset({Role.LEADER}))
STAFF = Who("staff", frozenset({Role.GRID_STAFF}))
WORKER = Who("worker", frozenset({Role.RECTIFICATION_OFFICE}))
RULES = Rules()
SCAN = Blob("c" * 64, 9, "image/jpeg")


def told(step: CloseOffStep, on: date = TODAY - timedelta(days=20)) -> StepToDo:
    """Say what a step needs."""
    return StepToDo(
        step=step,
        on=on,
        opinion="符合要求",
        people=("示例丁", "示例戊"),
        criteria=tuple(CriterionAnswer(criterion=one, met=Met.YES) for one in CRITERIA),
        until=on + timedelta(days=6),
        address="公示栏",
    )


@dataclass
class Case:
    """A case in close-off with its entries."""

    rules: Rules = RULES
    close_off: CloseOff = field(default_factory=CloseOff)
    is_open: bool = True
    count: int = 0

    def now(self) -> CloseOffCase:
        return CloseOffCase(
            subject="f", is_open=self.is_open, close_off=self.close_off, rectifiers=("worker", "示例己")
        )

    def add(self, event: Event, by: str = "county") -> str:
        self.count += 1
        fact = Fact(
            event=event,
            type=event.TYPE,
            hash=f"{self.count:064x}",
            after=(),
            feed="a" * 52,
            seq=self.count,
            lc=self.count,
            at=at(TODAY, "12:00", 480),
            org="o",
            actor=by,
            subject="f",
            blobs=event.blobs,
            person_signed=True,
        )
        self.close_off = self.close_off.after(fact)
        if self.close_off.filed_on:
            self.is_open = False
        return fact.hash

    def do(self, *steps: CloseOffStep) -> None:
        for step in steps:
            self.add(do_step(self.now(), COUNTY, told(step), self.rules, TODAY))


def up_to(step: CloseOffStep) -> Case:
    """Give a case of which every step before ``step`` is done."""
    case = Case()
    case.do(*DEFAULT_STEPS[: DEFAULT_STEPS.index(step)])
    return case


def refused(case: Case, told: StepToDo, who: Who = COUNTY, rules: Rules = RULES) -> str:
    with pytest.raises(Refused) as error:
        do_step(case.now(), who, told, rules, TODAY)
    return str(error.value)


def changed(step: CloseOffStep, **what: object) -> StepToDo:
    return msgspec.structs.replace(told(step), **what)


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
