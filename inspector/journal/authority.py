"""Who may speak for whom: the first entries of an office and what follows from them, from its root down."""

import binascii
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import ClassVar, NamedTuple, Self, TypeVar

import msgspec

from inspector.journal.chain import Link, fold_order, line_to
from inspector.journal.entry import Entry
from inspector.model.events import Audience, Event, Fact, event
from inspector.model.grid import GridAdded, GridChanged
from inspector.model.person import Role

GRANTING = frozenset({Role.RECTIFICATION_OFFICE, Role.CLERK})
"""Roles that grant authority, to orgs below their own only."""
WHOLE_FEED = 0
"""As ``last_seq`` of a withdrawal: nothing of the feed was rightful, and it gets no authority again."""
LATEST = 2**53 - 1
"""The highest number an entry can have: what holds for it, holds now."""


@event
class OfficeFounded(Event):
    """Entry 1 of the office key's feed; its hash is the root of everything the office does."""

    TYPE: ClassVar[str] = "office.founded"
    AUDIENCE: ClassVar[Audience] = Audience.PUBLIC

    name: str
    recovery_key: str = ""
    """The age recipient that opens what the office encrypts when all devices are lost."""


class Predecessor(msgspec.Struct, frozen=True, kw_only=True):
    """The feed a device wrote before, as far as it knew it."""

    feed: str
    seq: int
    hash: str


@event
class FeedOpened(Event):
    """Entry 1 of every other feed; ``reason`` is ``new``, ``restore``, ``clone`` or ``reinstall``."""

    TYPE: ClassVar[str] = "feed.opened"
    AUDIENCE: ClassVar[Audience] = Audience.PUBLIC

    root: str
    reason: str
    predecessor: Predecessor | None = None


@event
class AuthorityGranted(Event):
    """``persons`` may act with ``roles`` for ``org`` and all below it, in ``feed`` from ``from_seq`` on."""

    TYPE: ClassVar[str] = "authority.granted"
    AUDIENCE: ClassVar[Audience] = Audience.PUBLIC

    feed: str
    persons: tuple[str, ...]
    roles: tuple[str, ...]
    org: str
    from_seq: int
    age_key: str = ""


@event
class AuthorityWithdrawn(Event):
    """A feed, or one ``person`` in it, has no authority after entry ``last_seq`` with ``last_hash``.

    It ends what was granted from a number up to ``last_seq`` on; a grant from a later number is untouched.
    """

    TYPE: ClassVar[str] = "authority.withdrawn"
    AUDIENCE: ClassVar[Audience] = Audience.PUBLIC

    feed: str
    last_seq: int
    last_hash: str
    person: str = ""


@event
class RangeConfirmed(Event):
    """Late arrivals were honest: the line of ``feed`` up to ``hash`` counts despite fork or withdrawal."""

    TYPE: ClassVar[str] = "range.confirmed"
    AUDIENCE: ClassVar[Audience] = Audience.PUBLIC

    feed: str
    seq: int
    hash: str


@event
class PersonCertified(Event):
    """The actor signs with this certificate (base64 of its DER)."""

    TYPE: ClassVar[str] = "person.certified"
    AUDIENCE: ClassVar[Audience] = Audience.PUBLIC

    certificate: str


class Deed(NamedTuple):
    """What is asked about an entry."""

    feed: str
    seq: int
    hash: str
    actor: str
    org: str


class Grounds(NamedTuple):
    """What an authority's answers follow from, by feed, org, and certificate with its person."""

    office: str
    feeds: Mapping[str, tuple[tuple["Range", ...], float]]
    paths: Mapping[str, Sequence[str]]
    certificates: Mapping[tuple[str, str], bytes]


class Affected(NamedTuple):
    """Where an authority judged again says something else: feeds, orgs acted for, certificates by SHA-256."""

    feeds: frozenset[str]
    orgs: frozenset[str]
    certificates: frozenset[str]


@dataclass(frozen=True, slots=True)
class Range:
    """A valid grant with what was withdrawn from it and confirmed to it by those above."""

    org: str
    persons: frozenset[str]
    roles: frozenset[str]
    first: int
    stop: float
    """The number at which the feed's line stops being one."""
    withdrawn: tuple[AuthorityWithdrawn, ...]
    confirmed: frozenset[str]
    age_key: str = ""

    def covers(self, deed: Deed) -> bool:
        """Say whether a deed of the feed falls under the grant."""
        if deed.seq < self.first or deed.actor not in self.persons:
            return False
        if deed.hash in self.confirmed:
            return True
        if deed.seq >= self.stop:
            return False
        return not self.withdrawn or not any(self._is_ended(by, deed) for by in self.withdrawn)

    def _is_ended(self, by: AuthorityWithdrawn, deed: Deed) -> bool:
        if by.person not in {"", deed.actor} or WHOLE_FEED < by.last_seq < self.first:
            return False
        return deed.seq > by.last_seq or (deed.seq == by.last_seq and deed.hash != by.last_hash)


class Authority:
    """What every feed may do, judged from the same entries alike on every device, whatever their order.

    By numbers in feeds, never by clocks or counters; the tree of grids is the one the office itself wrote.
    Not changed after it was made by ``of``.
    """

    __slots__ = ("_certificates", "_office", "_parents", "_ranges", "_root_feed", "_root_stop", "_scopes")

    def __init__(self, root_feed: str, office: str, root_stop: float) -> None:
        """Use ``of`` instead; this one knows nobody but the office key."""
        self._root_feed = root_feed
        self._office = office
        self._root_stop = root_stop
        self._ranges: dict[str, list[Range]] = defaultdict(list)
        self._parents: dict[str, str] = {}
        self._certificates: dict[tuple[str, str], bytes] = {}
        self._scopes: dict[tuple[str, str, str], tuple[Range, ...]] = {}

    @classmethod
    def of(
        cls,
        root: str,
        facts: Iterable[Fact],
        stops: Mapping[str, int],
        links: Callable[[str], Iterable[Link]],
    ) -> Self:
        """Judge by all facts of this module's types and of the tree of grids, in any order.

        ``root`` is the hash of the office's ``office.founded``; ``stops`` gives the number at which each
        forked or broken feed stops (``ChainVerdict.stops_at``); ``links`` gives a feed's links and is asked
        only where a ``range.confirmed`` speaks of it. Without the root entry nobody has authority.
        """
        known = fold_order(facts)
        founded = next((fact for fact, _ in _told(known, OfficeFounded) if fact.hash == root), None)
        if founded is None:
            return cls("", "", 0)
        authority = cls(founded.feed, founded.org, stops.get(founded.feed, inf))
        strangers = {fact.feed for fact, opened in _told(known, FeedOpened) if opened.root != root}
        grants = [made for made in _told(known, AuthorityGranted) if made[1].feed not in strangers]
        for fact, granted in grants:
            if granted.org == authority._office:
                authority._take(fact, granted, known, stops, links)
        authority._plant(known)
        below = [(fact, granted) for fact, granted in grants if granted.org != authority._office]
        for fact, granted in sorted(below, key=lambda made: len(authority._above(made[1].org))):
            authority._take(fact, granted, known, stops, links)
        for fact, certified in _told(known, PersonCertified):
            der = _decoded(certified.certificate)
            if der and authority.confirms(_deed(fact)):
                authority._certificates[hashlib.sha256(der).hexdigest(), fact.actor] = der
        return authority

    def confirms(self, deed: Deed) -> bool:
        """Say whether somebody entitled stands behind an entry."""
        return self.stands_behind(*deed)

    def stands_behind(self, feed: str, seq: int, name: str, actor: str, org: str) -> bool:
        """Say what ``confirms`` says, fast for the many deeds of one person in one feed."""
        if feed == self._root_feed:
            return seq < self._root_stop
        spoken = (feed, actor, org)
        scopes = self._scopes.get(spoken)
        if scopes is None:
            scopes = self._scopes[spoken] = self._scopes_of(*spoken)
        for scope in scopes:
            if scope.first <= seq < scope.stop and not scope.withdrawn:
                return True
            if scope.covers(Deed(feed, seq, name, actor, org)):
                return True
        return False

    def _scopes_of(self, feed: str, actor: str, org: str) -> tuple[Range, ...]:
        """Give the grants under which a person may ever have acted for ``org`` in a feed."""
        return tuple(
            scope
            for scope in self._ranges.get(feed, ())
            if actor in scope.persons and self._reaches(scope.org, org)
        )

    def roles(self, deed: Deed) -> frozenset[str]:
        """Give the roles the actor of an entry had there; the office key itself has none."""
        held = (
            scope.roles
            for scope in self._ranges.get(deed.feed, ())
            if scope.covers(deed) and self._reaches(scope.org, deed.org)
        )
        return frozenset().union(*held)

    def age_keys(self, person: str) -> tuple[str, ...]:
        """Give the age recipients of the devices on which ``person`` may act now, in no order of note."""
        keys = {
            scope.age_key
            for feed, ranges in self._ranges.items()
            for scope in ranges
            if scope.age_key and scope.covers(Deed(feed, LATEST, "", person, scope.org))
        }
        return tuple(sorted(keys))

    def certificate(self, sha256: str, person: str) -> bytes | None:
        """Give the certificate (DER) of that name if somebody entitled recorded it as the person's."""
        return self._certificates.get((sha256, person))

    def grounds(self) -> Grounds:
        """Give what the answers follow from."""
        feeds = {feed: (tuple(ranges), 0.0) for feed, ranges in self._ranges.items()}
        feeds[self._root_feed] = ((), self._root_stop)
        return Grounds(
            self._office, feeds, {org: self._above(org) for org in self._parents}, self._certificates
        )

    def changed_from(self, before: "Authority") -> Affected:
        """Say for which entries the answers may differ from those given ``before``."""
        now, then = self.grounds(), before.grounds()
        feeds = _differing(now.feeds, then.feeds)
        return Affected(
            frozenset(feeds if now.office == then.office else {*now.feeds, *then.feeds}),
            frozenset(_differing(now.paths, then.paths)),
            frozenset(sha256 for sha256, _ in _differing(now.certificates, then.certificates)),
        )

    def _take(
        self,
        fact: Fact,
        granted: AuthorityGranted,
        known: Sequence[Fact],
        stops: Mapping[str, int],
        links: Callable[[str], Iterable[Link]],
    ) -> None:
        """Take a grant in if who made it stands above it, with all that was said of it from above."""
        if not self._stands_above(fact, granted.org):
            return
        confirmed = [
            line_to(told.hash, links(told.feed))
            for by, told in _told(known, RangeConfirmed)
            if told.feed == granted.feed and self._stands_above(by, granted.org)
        ]
        self._ranges[granted.feed].append(
            Range(
                org=granted.org,
                persons=frozenset(granted.persons),
                roles=frozenset(granted.roles),
                first=granted.from_seq,
                stop=stops.get(granted.feed, inf),
                withdrawn=tuple(
                    told
                    for by, told in _told(known, AuthorityWithdrawn)
                    if told.feed == granted.feed and self._stands_above(by, granted.org)
                ),
                confirmed=frozenset().union(*confirmed),
                age_key=granted.age_key,
            )
        )

    def _plant(self, known: Sequence[Fact]) -> None:
        """Learn the tree of grids from those who act for the whole office."""
        for fact in known:
            if fact.subject == self._office or not self._grants_at(fact, self._office):
                continue
            match fact.event:
                case GridAdded(parent=parent) if fact.subject not in self._parents:
                    self._parents[fact.subject] = parent or self._office
                case GridChanged(parent=parent) if parent and fact.subject in self._parents:
                    self._parents[fact.subject] = parent
                case _:
                    pass

    def _stands_above(self, fact: Fact, org: str) -> bool:
        """Say whether who made ``fact`` may grant and withdraw for ``org``: from an org above it only."""
        deed = _deed(fact)
        if deed.feed == self._root_feed:
            return self.confirms(deed)
        return any(self._grants_at(fact, higher) for higher in self._above(org))

    def _grants_at(self, fact: Fact, org: str) -> bool:
        deed = _deed(fact)
        if deed.feed == self._root_feed:
            return self.confirms(deed)
        return any(
            scope.org == org and scope.roles & GRANTING and scope.covers(deed)
            for scope in self._ranges.get(deed.feed, ())
        )

    def _reaches(self, org: str, other: str) -> bool:
        return org in {other, self._office} or org in self._above(other)

    def _above(self, org: str) -> list[str]:
        """Give the orgs above one, from near to far; none for one that hangs in the air."""
        path: list[str] = []
        while org in self._parents and org not in path[:-1]:
            org = self._parents[org]
            path.append(org)
        return path if path and path[-1] == self._office else []


V = TypeVar("V", bound=Event)
K = TypeVar("K")


def _told(facts: Iterable[Fact], kind: type[V]) -> Iterator[tuple[Fact, V]]:
    return ((fact, fact.event) for fact in facts if isinstance(fact.event, kind))


def deed_of(entry: Entry) -> Deed:
    """Give what is asked about an entry."""
    return Deed(entry.header.feed, entry.header.seq, entry.hash, entry.header.actor, entry.header.org)


def _deed(fact: Fact) -> Deed:
    return Deed(fact.feed, fact.seq, fact.hash, fact.actor, fact.org)


def _differing(one: Mapping[K, object], other: Mapping[K, object]) -> set[K]:
    """Give the keys under which two mappings hold something else."""
    return {key for key in {*one, *other} if one.get(key) != other.get(key)}


def _decoded(text: str) -> bytes:
    """Read base64; nothing for what is none."""
    try:
        return binascii.a2b_base64(text.encode(), strict_mode=True)
    except binascii.Error:
        return b""
