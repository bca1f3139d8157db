"""A plan keeps every version of its document; what is not confirmed or came too early is none."""

from inspector.model.events import Blob, Event, Fact
from inspector.model.plan import Plan, PlanSuperseded, PlanTaken
from tests.model.task_ledger import NOON

DOCUMENT, NEWER = Blob("a" * 64, 1, "text/plain"), Blob("b" * 64, 2, "text/plain")


def a_fact(number: int, event: Event, *, confirmed: bool = True) -> Fact:
    return Fact(
        event=event,
        type=event.TYPE,
        hash=f"{number:064x}",
        after=(),
        feed="f",
        seq=number,
        lc=number,
        at=NOON,
        org="o",
        actor="clerk",
        subject="p",
        blobs=event.blobs,
        confirmed=confirmed,
    )


def test_the_newest_version_is_in_force_and_the_others_are_kept() -> None:
    taken = PlanTaken(subject="p", title="方案", file="a.txt", grid="g", blobs=(DOCUMENT,))
    newer = PlanSuperseded(subject="p", title="方案（修订）", file="b.txt", blobs=(NEWER,))
    foreign = PlanSuperseded(subject="p", title="外人的", file="c.txt")
    assert Plan.of([a_fact(1, newer)]) is None
    assert Plan.of([a_fact(1, taken, confirmed=False)]) is None
    plan = Plan.of(
        [a_fact(1, taken), a_fact(2, newer), a_fact(3, foreign, confirmed=False), a_fact(4, taken)]
    )
    assert plan
    assert [version.document for version in plan.versions] == [DOCUMENT, NEWER]
    assert (plan.newest.title, plan.newest.by, plan.grid) == ("方案（修订）", "clerk", "g")
    bare = Plan.of([a_fact(1, PlanTaken(subject="p", title="x", file="x", grid="g"))])
    assert bare
    assert bare.newest.document is None
