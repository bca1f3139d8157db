"""Who may speak in which feed, as the journal here says: authority, and where feeds stop being one line."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from db.connection import Connection
from db.entries import entries_of_types, links_of, stored
from inspector.journal.authority import (
    Authority,
    AuthorityGranted,
    AuthorityWithdrawn,
    FeedOpened,
    OfficeFounded,
    PersonCertified,
    RangeConfirmed,
)
from inspector.journal.chain import first_stop
from inspector.journal.entry import Entry, fact_of, fact_under, stored_told
from inspector.model.events import Fact
from inspector.model.grid import GridAdded, GridChanged

JUDGED = frozenset(
    event.TYPE
    for event in (
        *(OfficeFounded, FeedOpened, AuthorityGranted, AuthorityWithdrawn, RangeConfirmed, PersonCertified),
        *(GridAdded, GridChanged),
    )
)
"""Types of entries from which authority is judged."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Who may speak, and in which feeds any further entry may lengthen a line that was confirmed."""

    authority: Authority
    confirmed: frozenset[str]


def judge(connection: Connection, root: str, stops: dict[str, int]) -> Judgement:
    """Judge by all entries here; ``stops`` says where each forked or broken feed stops."""
    facts = [fact_of(entry, confirmed=True) for entry in entries_of_types(connection, sorted(JUDGED))]
    authority = Authority.of(root, facts, stops, lambda feed: links_of(connection, feed))
    told = (fact.event.feed for fact in facts if isinstance(fact.event, RangeConfirmed))
    return Judgement(authority, frozenset(told))


def fact_by(authority: Authority, entry: Entry) -> Fact:
    """Give an entry as the model reads it, with what ``authority`` says of it."""
    header = entry.header
    return fact_of(
        entry,
        confirmed=authority.stands_behind(header.feed, header.seq, entry.hash, header.actor, header.org),
        person_signed=_is_person_signed(authority, entry),
    )


def facts_by_subject(
    connection: Connection, authority: Authority, after: str, last: str
) -> Iterator[tuple[str, list[Fact]]]:
    """Go through the subjects after ``after`` up to ``last`` with their facts, one in memory at a time.

    Says what ``fact_by`` says of each entry, without reading what only travels.
    """
    rows = connection.execute(
        "SELECT obj, hash, header, body, co FROM entry WHERE obj > ? AND obj <= ? ORDER BY obj", (after, last)
    )
    for subject, group in groupby(rows, key=itemgetter(0)):
        yield subject, [_stored_fact(connection, authority, *row) for row in group]


def _stored_fact(
    connection: Connection,
    authority: Authority,
    _subject: str,
    name: str,
    header_bytes: bytes,
    body: bytes | None,
    co: str | None,
) -> Fact:
    header = stored_told(header_bytes)
    return fact_under(
        header,
        name,
        body,
        confirmed=authority.stands_behind(header.feed, header.seq, name, header.actor, header.org),
        person_signed=co is not None and _is_stored_signed(connection, authority, name),
    )


def _is_stored_signed(connection: Connection, authority: Authority, name: str) -> bool:
    entry = stored(connection, name)
    return entry is not None and _is_person_signed(authority, entry)


def _is_person_signed(authority: Authority, entry: Entry) -> bool:
    header = entry.header
    der = authority.certificate(header.co, header.actor) if header.co and entry.person_signature else None
    return der is not None and entry.is_signed_with(der)


def kept_stops(connection: Connection) -> dict[str, int]:
    """Give where forked or broken feeds stop, as the projection has it."""
    return dict(connection.execute("SELECT feed, stops_at FROM fork"))


def found_stops(connection: Connection, arrived: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Say where feeds stop on account of entries that just arrived, looking at their neighbours only.

    A stop never moves up: what forked stays forked.
    """
    numbers: dict[str, list[int]] = {}
    for feed, seq in arrived:
        numbers.setdefault(feed, []).append(seq)
    return _stops(
        connection, ((feed, max(min(seqs) - 1, 1), max(seqs) + 1) for feed, seqs in numbers.items())
    )


def all_stops(connection: Connection) -> dict[str, int]:
    """Say where feeds stop, looking at every entry, and closely where one does not follow its neighbour."""
    return _stops(connection, ((feed, 1, None) for (feed,) in connection.execute(_SPLIT).fetchall()))


_SPLIT = """
    SELECT one.feed FROM entry AS one LEFT JOIN entry AS before ON before.rid = one.rid - 1
    WHERE NOT (before.feed IS one.feed AND before.seq IS one.seq - 1 AND before.hash IS one.prev)
    AND EXISTS (SELECT 1 FROM entry AS link
        WHERE link.feed = one.feed AND link.seq = one.seq - 1 AND link.hash IS NOT one.prev)
    UNION SELECT feed FROM entry GROUP BY feed, seq HAVING count(*) > 1
"""
"""Feeds that are not one line. Most entries came right after the one they follow, which is quickly seen."""


def subjects_of_feeds(connection: Connection, names: Collection[str]) -> set[str | None]:
    """Name the subjects that feeds wrote about; ``None`` stands for entries without a subject."""
    return _subjects(connection, "feed", names)


def subjects_of_orgs(connection: Connection, names: Collection[str]) -> set[str | None]:
    """Name the subjects written about on behalf of orgs."""
    return _subjects(connection, "org", names)


def subjects_of_certificates(connection: Connection, names: Collection[str]) -> set[str | None]:
    """Name the subjects of entries signed with certificates."""
    return _subjects(connection, "co", names)


def _subjects(connection: Connection, column: str, names: Collection[str]) -> set[str | None]:
    marks = ", ".join("?" * len(names))
    rows = connection.execute(
        f"SELECT DISTINCT obj FROM entry WHERE {column} IN ({marks})",  # noqa: S608 - our own names
        tuple(names),
    )
    return {subject for (subject,) in rows}


def _stops(connection: Connection, spans: Iterable[tuple[str, int, int | None]]) -> dict[str, int]:
    stops: dict[str, int] = {}
    for feed, first, last in spans:
        stop = first_stop(links_of(connection, feed, first, last))
        if stop is not None:
            stops[feed] = stop
    return stops
