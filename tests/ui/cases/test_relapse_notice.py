"""When a round ends, what may be an old finding come back is said once."""

from db.changes import Changes
from inspector.model.finding import FindingPutRightOnTheSpot, FindingReported
from inspector.model.ids import FindingId, PatrolId
from inspector.periods import DAY
from tests.db.test_queries_findings import noticed
from tests.db.village import MORNING, Village, named
from tests.ui.case_hands import AT_VILLAGE, Hands
from ui.round_steps import RoundSteps

DONE, AGAIN = FindingId(named(402)), FindingId(named(403))


def test_the_end_of_a_round_says_what_may_have_come_back(
    hands: Hands, village: Village, said: list[str]
) -> None:
    steps = RoundSteps(hands.page, village.workspace)
    steps._tell_finished(PatrolId(named(50)), AT_VILLAGE, Changes())
    hands.settle()
    assert said == []
    village.record(
        noticed(DONE, MORNING.later(-3 * DAY), text="料堆未覆盖", question="piles"),
        FindingPutRightOnTheSpot(subject=DONE),
        when=MORNING.later(-3 * DAY),
    )
    village.record(
        noticed(AGAIN, MORNING, text="料堆又未覆盖", question="piles"), FindingReported(subject=AGAIN)
    )
    wanted: list[object] = []
    hands.page.wanted.connect(lambda page, what: wanted.append((page, what)))
    hands.page.noticed.connect(lambda notice: notice.act())
    steps._tell_finished(PatrolId(named(50)), AT_VILLAGE, Changes())
    hands.settle()
    assert said == ["1 finding may be an old one come back; please look."]
    assert wanted == [("findings", AGAIN)]
