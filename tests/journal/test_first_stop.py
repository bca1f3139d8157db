"""Where a feed stops, found in one walk over its links."""

from hypothesis import given
from hypothesis import strategies as st

from inspector.journal.chain import Link, first_stop, verdict_on

NAMES = st.sampled_from("abcdefgh")
LINKS = st.lists(
    st.builds(Link, st.integers(1, 5), NAMES, st.none() | NAMES), unique_by=lambda link: link.hash, max_size=8
).map(lambda links: sorted(links, key=lambda link: link.seq))


@given(LINKS)
def test_the_walk_finds_what_the_verdict_says(links: list[Link]) -> None:
    assert first_stop(links) == verdict_on("feed", links).stops_at


def test_a_sound_line_a_fork_and_a_broken_link() -> None:
    sound = [Link(1, "a", None), Link(2, "b", "a"), Link(4, "d", "c")]

    assert first_stop(sound) is None
    assert first_stop([*sound, Link(4, "e", "c")]) == 4
    assert first_stop([*sound, Link(5, "e", "x")]) == 5
