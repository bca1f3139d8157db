"""A complaint goes through its steps in order; what is out of turn or lacks something is refused in words."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import Refused
from inspector.model.complainant import Complainant, check_complainant
from inspector.model.complaint import FROM, TO, Complaint, complaint_number
from inspector.model.complaint_life import (
    STEPS,
    ComplaintAccepted,
    ComplaintAssigned,
    ComplaintClosed,
    ComplaintClosedForNow,
    ComplaintConflictResolved,
    ComplaintCorrected,
    ComplaintDeclined,
    ComplaintExtended,
    ComplaintFindingLinked,
    ComplaintIdentitySealed,
    ComplaintInvestigated,
    ComplaintLeftOpen,
    ComplaintLinked,
    ComplaintReceived,
    ComplaintReopened,
    ComplaintReplied,
    ComplaintRevisited,
    ComplaintWithdrawn,
    Count,
    RevisitPlanned,
)
from inspector.model.complaint_steps import ComplaintStep, complaint_steps, receive, take
from inspector.model.complaint_words import Channel, ComplaintState, Measure, Pollution, Truth
from inspector.model.events import Event, Fact
from inspector.model.person import Role
from inspector.periods import at

DAY = date(2026, 11, 20)  # a Friday
NOW = at(DAY, "09:00", 480)
CLERK = frozenset({Role.CLERK})
RECEIVED = ComplaintReceived(
    subject="c",
    number="SLX-C1",
    grid="g",
    channel=Channel.HOTLINE_12369,
    received=NOW,
    content="夜间有刺鼻气味",
    kinds=(Pollution.AIR,),
    accused="示例厂",
)
ACCEPTED = ComplaintAccepted(subject="c", due=DAY + timedelta(days=30), days=30)
ASSIGNED = ComplaintAssigned(subject="c", handlers=("乙",), unit="示例镇")
INVESTIGATED = ComplaintInvestigated(subject="c", on=DAY, verdict=Truth.PARTLY, text="有异味")
CLOSED = ComplaintClosed(subject="c", on=DAY, result="已整改")
FOR_NOW = ComplaintClosedForNow(subject="c", on=DAY, result="已停产")
LEFT_OPEN = ComplaintLeftOpen(subject="c", on=DAY, result="正在整改")
REPLIED = ComplaintReplied(subject="c", on=DAY, result="已整改", letter="文号待编", opinion="满意")
PLANNED = RevisitPlanned(subject="c", round="r", name="第一轮", due=DAY)
REVISITED = ComplaintRevisited(subject="c", round="r", on=DAY, text="无异味")
REOPENED = ComplaintReopened(subject="c", on=DAY, reason="又有异味", due=DAY + timedelta(days=5), round="r")
DECLINED = ComplaintDeclined(subject="c", reason="不属本部门")
EXTENDED = ComplaintExtended(subject="c", until=DAY + timedelta(days=40), reason="取样", told_on=DAY)
WITHDRAWN = ComplaintWithdrawn(subject="c", reason="重复登记")
SEALED = ComplaintIdentitySealed(subject="c", sealed="YWdl", persons=("乙",), shown="王**")


@pytest.fixture
def folded(fact):
    def fold(*events: object, **given: object) -> Complaint:
        facts = [fact(one, hash=f"{number:064}", **given) for number, one in enumerate((RECEIVED, *events))]
        complaint = Complaint.of(facts)
        assert complaint
        return complaint

    return fold


def check(complaint: Complaint, step: Event, roles: frozenset[Role] = CLERK) -> Event:
    return take(complaint, step, roles, DAY)


def test_a_complaint_is_settled_step_by_step_and_answered(folded) -> None:
    accountable = msgspec.structs.replace(CLOSED, accountability=(Count(measure=Measure.TALK, persons=2),))
    steps = (ACCEPTED, ASSIGNED, INVESTIGATED, accountable, REPLIED)
    complaint = folded()
    for number, step in enumerate(steps, 1):
        assert check(complaint, step) is step
        complaint = folded(*steps[:number])
    assert complaint.state is ComplaintState.CLOSED
    assert not complaint.is_open
    assert (complaint.verdict, complaint.unit, complaint.opinion) == (Truth.PARTLY, "示例镇", "满意")
    assert complaint.accountability[0].persons == 2
    assert complaint.is_replied


def test_the_term_comes_from_the_channel_until_it_is_set(folded) -> None:
    complaint = folded()
    assert complaint.begin_by == date(2026, 11, 24)  # two working days over the weekend
    assert complaint.due_on == date(2026, 12, 20)
    assert folded(ACCEPTED, EXTENDED).due_on == EXTENDED.until
    assert folded(ACCEPTED, EXTENDED).extensions == 1


def test_before_it_is_given_to_somebody_who_registered_it_handles_it(folded) -> None:
    assert folded().handlers == {"somebody"}
    assert folded(ACCEPTED, ASSIGNED).handlers == {"乙"}


def test_a_step_out_of_turn_has_no_effect_and_is_noted(folded) -> None:
    complaint = folded(CLOSED, ACCEPTED, DECLINED)
    assert complaint.state is ComplaintState.ACCEPTED
    assert complaint.concluded_on is None
    assert complaint.idle == (f"{1:064}", f"{3:064}")


def test_what_nobody_entitled_says_has_no_effect(fact) -> None:
    complaint = Complaint.of([fact(RECEIVED), fact(DECLINED, confirmed=False)])
    assert complaint
    assert complaint.state is ComplaintState.RECEIVED
    assert Complaint.of([fact(RECEIVED, confirmed=False), fact(ACCEPTED)]) is None


def test_a_step_that_somebody_decided_against_falls(fact, folded) -> None:
    resolved = ComplaintConflictResolved(subject="c", falls=(f"{1:064}",), reason="重复")
    assert folded(DECLINED, ACCEPTED, resolved).state is ComplaintState.ACCEPTED


def test_the_state_survives_the_erasure_of_a_body(fact) -> None:
    for step, before in ((DECLINED, ()), (CLOSED, (ACCEPTED, INVESTIGATED)), (REPLIED, (DECLINED,))):
        whole = Complaint.of([fact(RECEIVED), *map(fact, before), fact(step)])
        bare = Complaint.of([fact(RECEIVED), *map(fact, before), fact(None, type=step.TYPE, subject="c")])
        assert whole
        assert bare
        assert (bare.state, bare.is_replied) == (whole.state, whole.is_replied)
        assert not bare.result


def test_an_identity_that_was_erased_is_known_to_have_been_there(fact, folded) -> None:
    assert folded(SEALED).shown == "王**"
    erased = Complaint.of([fact(RECEIVED), fact(SEALED), fact(None, type=SEALED.TYPE, subject="c")])
    assert erased
    assert (erased.is_sealed, erased.identity, erased.shown) == (True, "", "")


def test_entries_about_something_else_are_passed_over(fact, folded) -> None:
    assert Complaint.of([fact(RECEIVED), fact(None, type="site.sold")]) == Complaint.of([fact(RECEIVED)])


@given(
    st.lists(
        st.sampled_from(
            [
                *(ACCEPTED, ASSIGNED, INVESTIGATED, CLOSED, FOR_NOW, LEFT_OPEN, REPLIED, REOPENED, DECLINED),
                *(WITHDRAWN, EXTENDED, PLANNED, REVISITED),
            ]
        ),
        max_size=12,
    )
)
def test_no_sequence_of_entries_reaches_a_state_the_rules_forbid(steps: list[Event]) -> None:
    facts = [
        Fact(one, one.TYPE, f"{n:064}", (), "a", n, n, NOW, "o", "p", "c")
        for n, one in enumerate((RECEIVED, *steps))
    ]
    state = ComplaintState.RECEIVED
    for number, step in enumerate(steps, 2):
        complaint = Complaint.of(facts[:number])
        assert complaint
        expected = TO.get(step.TYPE, state) if state in FROM[step.TYPE] else state
        assert complaint.state is expected
        state = complaint.state
        if state in {ComplaintState.CLOSED, ComplaintState.CLOSED_FOR_NOW}:
            assert any(one is INVESTIGATED for one in steps[:number])


def test_rounds_of_looking_again_end_with_what_was_seen(folded) -> None:
    settled = (ACCEPTED, INVESTIGATED, FOR_NOW)
    other = msgspec.structs.replace(PLANNED, round="s", name="第二轮")
    held = folded(*settled, PLANNED, other, REVISITED)
    assert [(one.round, one.holds) for one in held.revisits] == [("r", True), ("s", None)]
    again = folded(*settled, PLANNED, REPLIED, REOPENED)
    assert again.state is ComplaintState.ACCEPTED
    assert again.revisits[0].holds is False
    assert again.revisits[0].text == "又有异味"
    assert again.due_on == REOPENED.due
    assert not again.is_replied
    assert len(folded(*settled, PLANNED, PLANNED).revisits) == 1


def test_findings_and_earlier_complaints_are_linked_once(folded) -> None:
    linked = ComplaintFindingLinked(subject="c", finding="f")
    assert folded(linked, linked).findings == ("f",)
    assert folded(ComplaintLinked(subject="c", earlier="b")).earlier == "b"
    assert folded(ComplaintLinked(subject="c", earlier="b"), ComplaintLinked(subject="c")).earlier == ""


def test_a_correction_changes_what_it_names(folded) -> None:
    corrected = ComplaintCorrected(subject="c", reason="听错", content="噪声", site="s")
    complaint = folded(corrected)
    assert (complaint.content, complaint.site, complaint.accused) == ("噪声", "s", "示例厂")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"content": " "}, "Write down what the complaint says."),
        ({"content": "x" * 3001}, "This takes at most 3000 characters."),
        ({"accused": " "}, "Say whom the complaint is about, or where."),
        ({"channel": Channel.SENT_DOWN}, "A case sent down has a number of its own."),
        ({"received": NOW.later(3_600_000)}, "This lies in the future; please check the computer's clock."),
    ],
)
def test_a_complaint_that_says_too_little_is_not_registered(changed: dict[str, object], said: str) -> None:
    with pytest.raises(Refused) as refused:
        receive(msgspec.structs.replace(RECEIVED, **changed), NOW)
    assert str(refused.value) == said


def test_a_complaint_is_registered_with_a_site_or_an_address_alone() -> None:
    for place in ({"site": "s"}, {"address": "示例路 1 号"}):
        receive(msgspec.structs.replace(RECEIVED, accused="", **place), NOW)


@pytest.mark.parametrize(
    ("before", "step", "said"),
    [
        ((), CLOSED, "How it ended is recorded once it was investigated."),
        ((), ASSIGNED, "Only what was taken up and is not settled is given to handlers."),
        ((), REPLIED, "A reply needs a result: investigate first, or do not take it up."),
        ((ACCEPTED,), DECLINED, "Whether it is taken up was decided already."),
        ((ACCEPTED, INVESTIGATED), WITHDRAWN, "What was investigated or answered is no longer taken back."),
        ((WITHDRAWN,), ComplaintLinked(subject="c", earlier="b"), "This complaint was taken back."),
        ((), msgspec.structs.replace(ACCEPTED, due=date(2026, 11, 1)), "This can't lie before 2026-11-20."),
        ((), msgspec.structs.replace(DECLINED, reason=" "), "Say why it is not taken up."),
        ((ACCEPTED,), msgspec.structs.replace(ASSIGNED, handlers=()), "Choose who handles it."),
        ((ACCEPTED,), msgspec.structs.replace(EXTENDED, reason=""), "Say why it takes longer."),
        ((ACCEPTED,), msgspec.structs.replace(EXTENDED, until=DAY), "A longer term ends after 2026-12-20."),
        (
            (ACCEPTED,),
            msgspec.structs.replace(EXTENDED, until=date(2027, 2, 1)),
            "This can be extended to 2027-01-19 at most.",
        ),
        (
            (ACCEPTED,),
            msgspec.structs.replace(EXTENDED, told_on=None),
            "Say when the complainant was told that it takes longer.",
        ),
        ((ACCEPTED,), msgspec.structs.replace(INVESTIGATED, text=""), "Say what the investigation found."),
        (
            (ACCEPTED,),
            msgspec.structs.replace(INVESTIGATED, on=date(2026, 11, 21)),
            "2026-11-21 is still to come.",
        ),
        (
            (ACCEPTED, INVESTIGATED),
            msgspec.structs.replace(CLOSED, result=""),
            "Say what was done and put right.",
        ),
        (
            (ACCEPTED, INVESTIGATED, FOR_NOW),
            LEFT_OPEN,
            "How it ended was recorded already; only a further step can follow.",
        ),
        (
            (ACCEPTED, INVESTIGATED),
            msgspec.structs.replace(CLOSED, accountability=(Count(measure=Measure.TALK, persons=0),)),
            "Count the persons who were held accountable.",
        ),
        (
            (DECLINED,),
            msgspec.structs.replace(REPLIED, result=""),
            "Say what the complainant was told of the result.",
        ),
        ((), ComplaintLinked(subject="c", earlier="c"), "A complaint does not repeat itself."),
        (
            (ACCEPTED, INVESTIGATED, CLOSED),
            msgspec.structs.replace(PLANNED, name=""),
            "Give the round a name.",
        ),
        ((ACCEPTED, INVESTIGATED, CLOSED), msgspec.structs.replace(REVISITED, text=""), "Say what was seen."),
        (
            (ACCEPTED, INVESTIGATED, CLOSED),
            msgspec.structs.replace(REOPENED, reason=""),
            "Say why it is opened again.",
        ),
        ((), msgspec.structs.replace(WITHDRAWN, reason=""), "Say why it is taken back."),
        ((), ComplaintCorrected(subject="c", reason=""), "A correction needs a reason."),
        ((), ComplaintCorrected(subject="c", reason="错", content="夜间有刺鼻气味"), "Nothing was changed."),
        (
            (),
            ComplaintCorrected(subject="c", reason="错", content=" "),
            "Write down what the complaint says.",
        ),
    ],
)
def test_a_step_is_refused_with_its_reason(folded, before: tuple[Event, ...], step: Event, said: str) -> None:
    with pytest.raises(Refused) as refused:
        check(folded(*before), step)
    assert str(refused.value) == said


def test_steps_that_hold_are_taken(folded) -> None:
    settled = folded(ACCEPTED, INVESTIGATED, CLOSED)
    for step in (PLANNED, REVISITED, REOPENED, ComplaintFindingLinked(subject="c", finding="f")):
        assert check(settled, step) is step
    assert check(folded(ACCEPTED), EXTENDED) is EXTENDED
    kinds = ComplaintCorrected(subject="c", reason="错", kinds=(Pollution.NOISE,))
    assert check(folded(), kinds) is kinds
    check(folded(), ComplaintLinked(subject="c", earlier="b"))


def test_nobody_has_to_be_told_where_nobody_is_known(fact) -> None:
    unknown = Complaint.of([fact(msgspec.structs.replace(RECEIVED, is_anonymous=True)), fact(ACCEPTED)])
    assert unknown
    check(unknown, msgspec.structs.replace(EXTENDED, told_on=None))


def test_every_step_says_why_it_is_not_open(folded) -> None:
    listed = {one.step: one.refusal for one in complaint_steps(folded(), CLERK)}
    assert [step for step, why in listed.items() if why is None] == [
        ComplaintStep.ACCEPT,
        ComplaintStep.DECLINE,
        ComplaintStep.LINK_FINDING,
        ComplaintStep.LINK,
        ComplaintStep.ADD_FILES,
        ComplaintStep.CORRECT,
        ComplaintStep.WITHDRAW,
    ]
    assert all(one.refusal for one in complaint_steps(folded(), frozenset({Role.AUDITOR})))
    assert all(one.refusal for one in complaint_steps(folded(), frozenset()))


def test_two_devices_never_give_one_number() -> None:
    assert complaint_number("SLX", 2026, "abcdefgh", 7) == "SLX-C2026-ABCD-0007"


def test_only_the_ends_of_a_name_and_a_number_are_shown() -> None:
    assert Complainant(name="王某某", phone="138 0013 1234").masked == "王** 138****1234"
    assert Complainant(name=" 欧 ", phone="12345").masked == "欧** ****"
    assert Complainant(address="某处").masked == ""
    assert Complainant().is_blank
    assert not Complainant(note="邻居").is_blank


def test_a_complainant_tells_nothing_to_a_log() -> None:
    assert "王" not in f"{Complainant(name='王某某')!r} {Complainant(name='王某某')}"


def test_a_name_has_an_end() -> None:
    who = Complainant(name="王某某")
    assert check_complainant(who) is who
    with pytest.raises(Refused):
        check_complainant(Complainant(name="王" * 201))


def test_every_step_has_its_types() -> None:
    told = {kind.TYPE for kind in STEPS} - {ComplaintReceived.TYPE, ComplaintConflictResolved.TYPE}
    assert set(FROM) == told
