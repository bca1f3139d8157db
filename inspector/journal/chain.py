"""What the links between entries say: order, heads and conflicts of a subject; gaps and forks of a feed."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import NamedTuple, Protocol, TypeVar

from inspector.journal.kinds import kinds
from inspector.model.events import Fact

HEADS_LIMIT = 8
FURTHEST_RAISE = 2**32
"""How far one arriving entry may raise our counter: a liar would else use it up."""
RESOLVES = ".conflict_resolved"


class Linked(Protocol):
    """What the order of a subject's entries is read from."""

    @property
    def hash(self) -> str: ...
    @property
    def after(self) -> tuple[str, ...]: ...
    @property
    def lc(self) -> int: ...
    @property
    def feed(self) -> str: ...
    @property
    def seq(self) -> int: ...


L = TypeVar("L", bound=Linked)


class Conflict(NamedTuple):
    """Two changes of one subject's state, in fold order, neither made in knowledge of the other."""

    one: str
    other: str
    resolved_by: str = ""


def fold_order(entries: Iterable[L]) -> list[L]:
    """Put a subject's entries in the one order every device folds them in.

    Topological over ``after`` as far as its entries are known, ties by (``lc``, feed, seq, hash). An entry
    given twice counts once.
    """
    given = list(entries)
    if _is_line(given):  # most subjects are one, and a list of sites brings thousands
        return given
    given.sort(key=_counter)
    if _is_line(given):  # what several devices wrote in turn
        return given
    known = {entry.hash: entry for entry in given}
    followers: dict[str, list[str]] = defaultdict(list)
    waits_for: dict[str, int] = {}
    for entry in known.values():
        before = [name for name in entry.after if name in known]
        waits_for[entry.hash] = len(before)
        for name in before:
            followers[name].append(entry.hash)
    ready = [_rank(known[name]) for name, count in waits_for.items() if not count]
    heapify(ready)
    order: list[L] = []
    while ready:
        *_, name = heappop(ready)
        order.append(known[name])
        for follower in followers[name]:
            waits_for[follower] -= 1
            if not waits_for[follower]:
                heappush(ready, _rank(known[follower]))
    return order


def heads(entries: Iterable[Linked]) -> tuple[str, ...]:
    """Give, sorted, the hashes a new entry of this subject names in ``after``: what no other entry follows.

    With more than eight the last eight in fold order; the rest stay heads.
    """
    order = fold_order(entries)
    followed = {name for entry in order for name in entry.after}
    return tuple(sorted([entry.hash for entry in order if entry.hash not in followed][-HEADS_LIMIT:]))


def changes_state(fact: Fact) -> bool:
    """Say whether a fact changes its subject's state: its type does, and its feed may. Survives erasure."""
    kind = kinds().get(fact.type)
    return fact.confirmed and kind is not None and kind.CHANGES_STATE


def have_equal_outcome(one: Fact, other: Fact) -> bool:
    """Say whether two changes of state come to the same, as when two re-checkers both passed it."""
    return one.type == other.type


def resolves_conflicts(fact: Fact) -> bool:
    """Say whether a fact is somebody's decision between changes of state that conflict."""
    return fact.confirmed and fact.type.endswith(RESOLVES)


def conflicts(
    facts: Iterable[Fact],
    changes: Callable[[Fact], bool] = changes_state,
    agree: Callable[[Fact, Fact], bool] = have_equal_outcome,
    resolves: Callable[[Fact], bool] = resolves_conflicts,
) -> list[Conflict]:
    """List the conflicts of one subject, each with the entry that resolved it, if one did.

    Only an entry made for it resolves, and only what it was made in knowledge of: any later entry names all
    heads too, without having decided anything.
    """
    given = list(facts)
    if _is_line(given):
        return []
    order = fold_order(given)
    place = {fact.hash: index for index, fact in enumerate(order)}
    known_to: list[int] = []
    """For each fact, as bits, those it was made in knowledge of, itself included."""
    for index, fact in enumerate(order):
        seen = 1 << index
        for name in fact.after:
            seen |= known_to[place[name]] if name in place else 0
        known_to.append(seen)
    resolving = [(fact.hash, seen) for fact, seen in zip(order, known_to, strict=True) if resolves(fact)]
    found: list[Conflict] = []
    decided = 0
    for later, fact in enumerate(order):
        if not changes(fact):
            continue
        unknown = decided & ~known_to[later]
        decided |= 1 << later
        while unknown:
            earlier = unknown.bit_length() - 1
            unknown ^= 1 << earlier
            if not agree(order[earlier], fact):
                both = 1 << earlier | 1 << later
                by = next((name for name, seen in resolving if seen & both == both), "")
                found.append(Conflict(order[earlier].hash, fact.hash, by))
    return found


def counter_after(own: int, arriving: int) -> int:
    """Give our Lamport counter after an entry with counter ``arriving`` came in."""
    return max(own, min(arriving, own + FURTHEST_RAISE))


class Link(NamedTuple):
    """One entry of a feed as its chain sees it."""

    seq: int
    hash: str
    prev: str | None


class Fork(NamedTuple):
    """Several entries with one number."""

    seq: int
    hashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChainVerdict:
    """What holds of one feed: gaps mean incomplete, forks and broken links that a key was used twice."""

    feed: str
    last: int
    """The highest number known; 0 for none."""
    contiguous: int
    """The number up to which nothing is lacking."""
    gaps: tuple[tuple[int, int], ...]
    """Lacking numbers, first and last of each run."""
    forks: tuple[Fork, ...]
    broken: tuple[int, ...]
    """Numbers of entries that link to no known entry though one with the number before is known."""
    waiting: tuple[int, ...]
    """Lacking numbers for which a line of another version is kept."""

    @property
    def is_complete(self) -> bool:
        """Say whether nothing is lacking up to the last entry."""
        return not self.gaps

    @property
    def is_sound(self) -> bool:
        """Say whether there is one line of entries only."""
        return not (self.forks or self.broken)

    @property
    def stops_at(self) -> int | None:
        """The first number that no longer has the authority of the key; nothing while the feed is sound."""
        return min([*(fork.seq for fork in self.forks), *self.broken], default=None)


def verdict_on(feed: str, links: Iterable[Link], other_versions: Iterable[int] = ()) -> ChainVerdict:
    """Judge a feed by all its known entries, in any order, and the numbers of its lines of another version.

    Such a line is not verified, so it counts only where no verified entry stands: it halts nobody.
    """
    at: dict[int, dict[str, str | None]] = defaultdict(dict)
    for link in links:
        at[link.seq][link.hash] = link.prev
    numbers = sorted(at)
    gaps = [(a + 1, b - 1) for a, b in zip([0, *numbers], numbers, strict=False) if b > a + 1]
    return ChainVerdict(
        feed=feed,
        last=numbers[-1] if numbers else 0,
        contiguous=(gaps[0][0] if gaps else len(numbers) + 1) - 1,
        gaps=tuple(gaps),
        forks=tuple(Fork(seq, tuple(sorted(at[seq]))) for seq in numbers if len(at[seq]) > 1),
        broken=tuple(
            seq
            for seq in numbers
            if seq - 1 in at and any(prev not in at[seq - 1] for prev in at[seq].values())
        ),
        waiting=tuple(sorted({seq for seq in other_versions if seq not in at})),
    )


def first_stop(links: Iterable[Link]) -> int | None:
    """Give ``stops_at`` of the verdict on links that come by their numbers, each given once; keeps none."""
    last: Link | None = None
    for link in links:
        if last and (link.seq == last.seq or (link.seq == last.seq + 1 and link.prev != last.hash)):
            return link.seq
        last = link
    return None


def line_to(end: str, links: Iterable[Link]) -> frozenset[str]:
    """Give the hashes from ``end`` back along ``prev`` as far as known: one branch of a forked feed."""
    prev_of = {link.hash: link.prev for link in links}
    branch: set[str] = set()
    name: str | None = end
    while name in prev_of:
        branch.add(name)
        name = prev_of[name]
    return frozenset(branch)


def _is_line(entries: Iterable[Linked]) -> bool:
    """Say whether each entry was made in knowledge of just the one before it, and the first of none."""
    before: tuple[str, ...] = ()
    for entry in entries:
        if entry.after != before:
            return False
        before = (entry.hash,)
    return True


def _counter(entry: Linked) -> int:
    return entry.lc


def _rank(entry: Linked) -> tuple[int, str, int, str]:
    return entry.lc, entry.feed, entry.seq, entry.hash
