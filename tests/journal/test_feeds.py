"""Gaps, forks and broken links of a feed."""

from hypothesis import given
from hypothesis import strategies as st

from inspector.journal.chain import Fork, Link, line_to, verdict_on
from tests.journal.made import Scribe, noticed

FEED = "f" * 52


def chain(length: int, branch: str = "m", start: int = 1, prev: str | None = None) -> list[Link]:
    """Give a line of ``length`` entries from number ``start`` on."""
    links: list[Link] = []
    for seq in range(start, start + length):
        links.append(Link(seq, f"{branch}{seq}", prev))
        prev = links[-1].hash
    return links


@given(st.integers(0, 20), st.randoms(use_true_random=False))
def test_a_whole_feed_is_complete_and_sound_in_any_order(length, random) -> None:
    links = chain(length) * 2
    random.shuffle(links)
    verdict = verdict_on(FEED, links)
    assert (verdict.last, verdict.contiguous) == (length, length)
    assert verdict.is_complete
    assert verdict.is_sound
    assert verdict.stops_at is None


@given(st.sets(st.integers(1, 30), min_size=1))
def test_gaps_name_exactly_what_is_lacking(present) -> None:
    verdict = verdict_on(FEED, [link for link in chain(30) if link.seq in present])
    lacking = {seq for first, last in verdict.gaps for seq in range(first, last + 1)}
    assert lacking == set(range(1, max(present))) - present
    assert verdict.contiguous == min(set(range(1, 32)) - present) - 1
    assert verdict.is_complete is not bool(lacking)
    assert verdict.is_sound


def test_a_fork_keeps_both_branches_and_stops_the_feed_where_it_begins() -> None:
    trunk = chain(5)
    branch = chain(3, "c", 4, "m3")
    verdict = verdict_on(FEED, [*branch, *trunk])
    assert verdict.forks == (Fork(4, ("c4", "m4")), Fork(5, ("c5", "m5")))
    assert (verdict.broken, verdict.stops_at, verdict.is_sound) == ((), 4, False)
    assert line_to("c6", [*trunk, *branch]) == {"c6", "c5", "c4", "m3", "m2", "m1"}
    assert line_to("unknown", trunk) == frozenset()


def test_a_link_to_an_unknown_entry_shows_a_fork_not_seen_yet() -> None:
    verdict = verdict_on(FEED, [*chain(3), *chain(1, "c", 4, "c3")])
    assert (verdict.forks, verdict.broken, verdict.stops_at) == ((), (4,), 4)


def test_a_line_of_another_version_waits_where_nothing_verified_stands() -> None:
    links = [*chain(3), *chain(1, "m", 5, "m4")]
    verdict = verdict_on(FEED, links, [2, 4, 4, 9])
    assert verdict.waiting == (4, 9)
    assert verdict.gaps == ((4, 4),)
    assert not verdict.is_complete


def test_real_entries_link_as_their_headers_say() -> None:
    scribe = Scribe()
    links = [
        Link(entry.seq, entry.hash, entry.header.prev)
        for entry in (scribe.write(noticed()) for _ in range(4))
    ]
    assert verdict_on(scribe.feed, links).is_sound
    assert line_to(links[-1].hash, links) == {link.hash for link in links}
