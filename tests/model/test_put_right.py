"""What was wrong is said anew while a round goes on, and corrected once it is finished."""

from datetime import date

import msgspec
import pytest

from inspector.errors import Refused
from inspector.model.events import Blob
from inspector.model.finding import Finding, FindingNoticed, FindingWithdrawn
from inspector.model.finding_state import Severity
from inspector.model.patrol import Patrol, PatrolFinished, PatrolKind, PatrolStarted, start
from inspector.model.photo import Photo, PhotoAdded, PhotoPlaced, PhotoWithdrawn
from inspector.model.question import Answer, Value
from inspector.model.stop import Stop, StopCorrected, StopRecorded, StopWithdrawn
from inspector.periods import HOUR, MINUTE, at

DAY = date(2026, 11, 22)
MORNING = at(DAY, "08:30", 480)
STARTED = PatrolStarted(subject="p", grid="g", day=DAY, began=MORNING, inspectors=("甲",))
FINISHED = PatrolFinished(subject="p", ended=MORNING.later(HOUR), number="N")
STOP = StopRecorded(
    subject="s",
    patrol="p",
    site="x",
    arrived=MORNING.later(MINUTE),
    answers=(Answer(question="a", value=Value.YES),),
)
NOTICED = FindingNoticed(
    subject="f", number="N", grid="g", site="x", patrol="p", stop="s", text="未覆盖", noticed=MORNING
)
ADDED = PhotoAdded(
    subject="i",
    blobs=(Blob("a" * 64, 10, "image/jpeg"), Blob("b" * 64, 5, "image/webp")),
    patrol="p",
    stop="s",
    site="x",
    taken=MORNING,
)


@pytest.fixture
def going_on(fact) -> Patrol:
    folded = Patrol.of([fact(STARTED, actor="甲")])
    assert folded
    return folded


@pytest.fixture
def finished(fact) -> Patrol:
    folded = Patrol.of([fact(STARTED, actor="甲"), fact(FINISHED)])
    assert folded
    return folded


@pytest.fixture
def stop(fact) -> Stop:
    folded = Stop.of([fact(STOP)])
    assert folded
    return folded


def test_people_kind_and_weather_of_a_round_change_while_it_goes_on(going_on, fact):
    event = going_on.change(
        inspectors=("甲", "乙"), kind=PatrolKind.COMPLAINT, weather="小雨", about="12369 第 7 号"
    )
    changed = Patrol.of([fact(STARTED), fact(event), fact(FINISHED)])
    assert changed
    assert (changed.inspectors, changed.kind) == (("甲", "乙"), PatrolKind.COMPLAINT)
    assert (changed.weather, changed.about) == ("小雨", "12369 第 7 号")
    nothing = Patrol.of([fact(STARTED), fact(going_on.change())])
    assert nothing
    assert nothing.inspectors == ("甲",)


def test_a_finished_round_stays_as_it_is(finished, going_on, fact):
    with pytest.raises(Refused, match="finished already"):
        finished.change(weather="晴")
    after = Patrol.of([fact(STARTED), fact(FINISHED), fact(going_on.change(weather="晴"))])
    assert after
    assert after.weather == ""


def test_somebody_goes_on_every_round_and_nobody_twice(going_on):
    with pytest.raises(Refused, match="at least one"):
        going_on.change(inspectors=())
    with pytest.raises(Refused, match="once"):
        going_on.change(inspectors=("甲", "甲"))
    with pytest.raises(Refused, match="once"):
        start(msgspec.structs.replace(STARTED, inspectors=("甲", "甲")), MORNING)


def test_a_round_somebody_else_wrote_down_is_entered_for_them(going_on, fact):
    assert not going_on.is_entered_for
    entered = Patrol.of([fact(msgspec.structs.replace(STARTED, entered_for=True), actor="丙")])
    assert entered
    assert entered.is_entered_for
    assert entered.by == "丙"


def test_a_correction_shows_both_what_was_recorded_and_what_is_right(stop, finished, fact):
    first = stop.correct(
        StopCorrected(subject="s", reason="看错", answers=(Answer(question="a", value=Value.NO),)), finished
    )
    second = StopCorrected(subject="s", reason="补充", note="西侧", left=MORNING.later(HOUR))
    corrected = Stop.of([fact(STOP), fact(first, actor="乙"), fact(second)])
    assert corrected
    assert corrected.answers == STOP.answers
    assert corrected.right.answers[0].value == Value.NO
    assert (corrected.right.note, corrected.right.left) == ("西侧", MORNING.later(HOUR))
    one, before, after = corrected.steps()[0]
    assert (one.by, one.change.reason) == ("乙", "看错")
    assert (before.answers, after.answers[0].value) == (STOP.answers, Value.NO)
    assert stop.right is stop


def test_a_correction_has_a_reason_changes_something_and_comes_after_the_finish(stop, finished, going_on):
    noted = StopCorrected(subject="s", reason="看错", note="西侧")
    assert stop.correct(noted, finished) is noted
    with pytest.raises(Refused, match="still goes on"):
        stop.correct(noted, going_on)
    with pytest.raises(Refused, match="needs a reason"):
        stop.correct(msgspec.structs.replace(noted, reason=" "), finished)
    with pytest.raises(Refused, match="Nothing was changed"):
        stop.correct(StopCorrected(subject="s", reason="看错", note=""), finished)
    for wrong in (
        StopCorrected(subject="s", reason="看错", arrived=MORNING.later(-MINUTE)),
        StopCorrected(subject="s", reason="看错", left=MORNING),
    ):
        with pytest.raises(Refused, match="can't lie before"):
            stop.correct(wrong, finished)


def test_a_correction_of_nothing_is_no_stop(fact):
    assert Stop.of([fact(StopCorrected(subject="s", reason="看错", note="西侧"))]) is None


def test_a_stop_is_taken_back_while_its_round_goes_on_and_can_come_again(stop, going_on, finished, fact):
    event = stop.withdraw(going_on, " 选错了 ")
    assert event == StopWithdrawn(subject="s", reason="选错了")
    assert Stop.of([fact(STOP), fact(event)]) is None
    assert Stop.of([fact(STOP), fact(None, type=StopWithdrawn.TYPE)]) is None
    assert Stop.of([fact(STOP), fact(event), fact(STOP)]) == stop
    with pytest.raises(Refused, match="not taken out"):
        stop.withdraw(finished)


def test_a_finding_is_put_right_or_taken_back_until_the_office_has_it(fact):
    finding = Finding.of([fact(NOTICED)])
    assert finding
    event = finding.correct(text="东侧未覆盖", severity=Severity.SERIOUS, term_days=15, spot="东侧")
    changed = Finding.of([fact(NOTICED), fact(event)])
    assert changed
    assert (changed.text, changed.severity, changed.term_days, changed.spot) == (
        "东侧未覆盖",
        Severity.SERIOUS,
        15,
        "东侧",
    )
    same = Finding.of([fact(NOTICED), fact(finding.correct())])
    assert same == finding
    with pytest.raises(Refused, match="few words"):
        finding.correct(text=" ")
    with pytest.raises(Refused, match="term"):
        finding.correct(term_days=5)
    reported = Finding.of([fact(NOTICED), fact(finding.report())])
    assert reported
    with pytest.raises(Refused, match="handed to the office"):
        reported.correct(text="改")
    with pytest.raises(Refused, match="handed to the office"):
        reported.withdraw()
    closed = Finding.of([fact(NOTICED), fact(finding.put_right_on_the_spot(1, 1))])
    assert closed
    assert closed.withdraw("误报") == FindingWithdrawn(subject="f", reason="误报")


def test_a_finding_that_was_withdrawn_is_none_until_it_is_noticed_again(fact):
    withdrawn = fact(None, type=FindingWithdrawn.TYPE)
    assert Finding.of([fact(NOTICED), withdrawn]) is None
    again = Finding.of([fact(NOTICED), withdrawn, fact(NOTICED)])
    assert again
    assert again.text == "未覆盖"


def test_a_photo_is_given_another_place_taken_out_and_added_again(fact):
    placed = PhotoPlaced(subject="i", stop="t", site="y", finding="f", question="q")
    photo = Photo.of([fact(placed), fact(ADDED), fact(ADDED), fact(placed)])
    assert photo
    assert (photo.stop, photo.site, photo.finding, photo.question) == ("t", "y", "f", "q")
    out = fact(PhotoWithdrawn(subject="i"))
    assert Photo.of([fact(ADDED), out]) is None
    assert Photo.of([fact(ADDED), out, fact(ADDED)]) == Photo.of([fact(ADDED)])
    assert Photo.of([fact(ADDED, confirmed=False)]) is None
