"""The records in a pack, each verified, and what they say of their feeds, their photos and certificates."""

import base64
import binascii
import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from inspector.journal.authority import (
    Authority,
    AuthorityGranted,
    AuthorityWithdrawn,
    FeedOpened,
    OfficeFounded,
    PersonCertified,
    RangeConfirmed,
)
from inspector.journal.chain import ChainVerdict, Link, verdict_on
from inspector.journal.entry import BodyState, Entry, WaitingLine, fact_of
from inspector.journal.pack_reading import PackedBlob, read_pack
from inspector.model.events import Fact
from inspector.model.grid import GridAdded, GridChanged
from inspector.reports.verdict import Sentence, told

DECIDES_AUTHORITY = frozenset(
    kind.TYPE
    for kind in (
        OfficeFounded,
        FeedOpened,
        AuthorityGranted,
        AuthorityWithdrawn,
        RangeConfirmed,
        PersonCertified,
        GridAdded,
        GridChanged,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What a pack holds.

    ``refused``: lines whose header or device signature is wrong. ``waiting``: lines of a newer form.
    ``unsigned``: entries that name a person's certificate which is inside, and lack its signature. ``gaps``:
    runs of lacking numbers, which is no fault. ``torn``: feeds with two histories. ``lacking``: entries the
    pack announces and has not. ``blobs``: SHA-256 of files that are what they are called. ``certified``:
    SHA-256 of certificates recorded by somebody with authority under ``root``. ``cut``: what is lacking
    because the pack ends too early.
    """

    root: str
    hashes: frozenset[str]
    refused: int
    waiting: int
    wrong_bodies: int
    without_body: int
    unsigned: int
    feeds: int
    gaps: int
    torn: int
    lacking: int
    blobs: frozenset[str]
    wrong_blobs: frozenset[str]
    certified: frozenset[str]
    is_complete: bool
    faults: tuple[Sentence, ...]
    cut: tuple[Sentence, ...]


def read_records(file: BinaryIO) -> Records:
    """Read and verify a pack, in bounded memory.

    Raises Unreadable for what is no pack at all; everything else that is wrong is counted.
    """
    reading = read_pack(file)
    with Path(os.devnull).open("wb") as nowhere:
        seen = _Seen(nowhere)
        for part in reading:
            seen.take(part)
    chains = seen.chains()
    authority_facts = [fact_of(entry, confirmed=False) for entry in seen.deciding]
    lacks = [fault for fault in reading.faults if fault.is_lack]
    faults = [fault for fault in reading.faults if not fault.is_lack]
    return Records(
        root=reading.head.root,
        hashes=frozenset(seen.hashes),
        # A wrong body is a fault of the pack too, but its header was verified.
        refused=sum(fault.part.startswith("entries/") for fault in faults) - seen.wrong_bodies,
        waiting=reading.waiting,
        wrong_bodies=seen.wrong_bodies,
        without_body=seen.without_body,
        unsigned=_unsigned(seen.by_person, _certificates(authority_facts)),
        feeds=len(chains),
        gaps=sum(len(chain.gaps) for chain in chains.values()),
        torn=sum(not chain.is_sound for chain in chains.values()),
        lacking=sum(run.last - run.first + 1 for run in reading.missing()),
        blobs=frozenset(seen.blobs),
        wrong_blobs=frozenset(seen.wrong_blobs - {fault.part.removeprefix("blobs/") for fault in lacks}),
        certified=_certified(reading.head.root, authority_facts, chains, seen.links),
        is_complete=reading.is_complete,
        faults=tuple(dict.fromkeys(told(fault.sentence) for fault in faults)),
        cut=tuple(dict.fromkeys(told(fault.sentence) for fault in lacks)),
    )


@dataclass(slots=True)
class _Seen:
    """What passed by while a pack was read; an entry that comes twice counts once."""

    nowhere: BinaryIO
    hashes: set[str] = field(default_factory=set)
    links: defaultdict[str, list[Link]] = field(default_factory=lambda: defaultdict(list))
    deciding: list[Entry] = field(default_factory=list)
    by_person: list[Entry] = field(default_factory=list)
    blobs: set[str] = field(default_factory=set)
    wrong_blobs: set[str] = field(default_factory=set)
    wrong_bodies: int = 0
    without_body: int = 0

    def take(self, part: Entry | WaitingLine | PackedBlob) -> None:
        if isinstance(part, PackedBlob):
            is_right = part.copy_to(self.nowhere)
            (self.blobs if is_right else self.wrong_blobs).add(part.sha256)
        elif isinstance(part, Entry):
            self.wrong_bodies += part.body_state is BodyState.WRONG
            if part.hash not in self.hashes:
                self._take(part)

    def chains(self) -> dict[str, ChainVerdict]:
        return {feed: verdict_on(feed, links) for feed, links in self.links.items()}

    def _take(self, entry: Entry) -> None:
        self.hashes.add(entry.hash)
        self.links[entry.feed].append(Link(entry.seq, entry.hash, entry.header.prev))
        self.without_body += entry.body_state is BodyState.ABSENT
        if entry.header.type in DECIDES_AUTHORITY:
            self.deciding.append(entry)
        if entry.header.co is not None:
            self.by_person.append(entry)


def _certified(
    root: str, facts: list[Fact], chains: Mapping[str, ChainVerdict], links: Mapping[str, list[Link]]
) -> frozenset[str]:
    stops = {feed: chain.stops_at for feed, chain in chains.items() if chain.stops_at is not None}
    authority = Authority.of(root, facts, stops, lambda feed: links.get(feed, []))
    return frozenset(
        sha256
        for fact, sha256 in ((fact, hashlib.sha256(der).hexdigest()) for fact, der in _certificates(facts))
        if authority.certificate(sha256, fact.actor)
    )


def _unsigned(entries: Iterable[Entry], certificates: Iterable[tuple[Fact, bytes]]) -> int:
    known = {hashlib.sha256(der).hexdigest(): der for _, der in certificates}
    named = [(entry, known[entry.header.co]) for entry in entries if entry.header.co in known]
    return sum(not entry.is_signed_with(der) for entry, der in named)


def _certificates(facts: Iterable[Fact]) -> Iterator[tuple[Fact, bytes]]:
    for fact in facts:
        if isinstance(fact.event, PersonCertified):
            with suppress(binascii.Error):
                yield fact, base64.b64decode(fact.event.certificate, validate=True)
