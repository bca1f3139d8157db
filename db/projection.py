"""The folds of the journal, written into tables so that screens can ask: refolded, never patched.

What arrives one by one, in any order or all at once goes through ``take_in``; ``rebuild`` is the same over
everything. A row depends on the set of entries only, not on the way they came.
"""

from collections.abc import Iterable, Mapping, Sequence

from db.changes import Changes, Kind
from db.connection import Connection
from db.entries import entries_of, lone_entries
from db.feeds import feeds
from db.folding import fold, fold_lone
from db.progress import Report, no_report
from db.row_writer import RowWriter
from db.schema import dropping, indexing, making
from db.speakers import (
    JUDGED,
    Judgement,
    all_stops,
    fact_by,
    found_stops,
    judge,
    kept_stops,
    subjects_of_certificates,
    subjects_of_feeds,
    subjects_of_orgs,
)
from inspector.journal.authority import Authority
from inspector.journal.entry import Entry

CLOCK_SLACK = 10 * 60_000
"""Milliseconds a clock may go back, as it does when it is set right, without anybody being asked."""


class Projection:
    """The tables of the projection in ``tables``, folded from the journal in ``journal`` (often the same).

    Used inside a transaction of the thread that writes; call ``forget`` after one that failed.
    """

    def __init__(self, journal: Connection, tables: Connection, root: str) -> None:
        """Fold with the authority that flows from ``root``."""
        self._journal = journal
        self._tables = tables
        self._root = root
        self._writer = RowWriter(journal, tables)
        self._judgement: Judgement | None = None
        self._stops: dict[str, int] = {}

    def authority(self) -> Authority:
        """Say who may speak; ask before entries are stored, so that ``take_in`` knows what they change."""
        return self._judged().authority

    @property
    def judged(self) -> Authority | None:
        """Who may speak as judged last, for threads that only read; nothing before the first question."""
        return self._judgement.authority if self._judgement else None

    def forget(self) -> None:
        """Ask the tables again: what was learnt may have been rolled back."""
        self._judgement = None
        self._writer.forget()

    def take_in(
        self,
        new: Sequence[Entry],
        completed: Sequence[Entry] = (),
        known: Mapping[str, Sequence[Entry]] | None = None,
        *,
        links_on: bool = False,
    ) -> Changes:
        """Write what follows from entries that were just stored, or completed by what they lacked.

        ``known`` may give all entries of subjects that are in memory anyway; ``links_on`` says that the new
        ones go on where a sound feed ended.
        """
        arrived = [*new, *completed]
        subjects = dict.fromkeys(entry.header.obj for entry in arrived if entry.header.obj)
        lone: Iterable[Entry] = [entry for entry in arrived if entry.header.obj is None]
        stops = {} if links_on else self._further_stops(new)
        lengthened = frozenset() if links_on else self._judged().confirmed
        if stops or any(entry.header.type in JUDGED or entry.feed in lengthened for entry in arrived):
            affected = self._judge_again(stops)
            subjects |= dict.fromkeys(sorted(subject for subject in affected if subject))
            lone = lone_entries(self._journal) if None in affected else lone
        fresh = {entry.hash for entry in new}
        kinds: set[Kind] = set()
        for subject in subjects:
            entries = (known or {}).get(subject) or entries_of(self._journal, subject)
            is_new = all(entry.hash in fresh for entry in entries)
            facts = [fact_by(self.authority(), entry) for entry in entries]
            kinds |= fold(self._writer, subject, facts, is_new=is_new)
        for entry in lone:
            kinds |= fold_lone(self._writer, fact_by(self.authority(), entry))
        for feed, first in _firsts(new).items():
            self._writer.doubt_clocks(feed, first, CLOCK_SLACK)
        self._writer.flush()
        return Changes.of(kinds, subjects, (entry.hash for entry in arrived))

    def rebuild(self, report: Report = no_report) -> None:
        """Throw the tables away and write them anew; ``report(spans done, of)`` is called now and then."""
        from db.refolding import refold, spans_of

        self.forget()
        for statement in (*dropping(), *making()):
            self._tables.execute(statement)
        self._stops = all_stops(self._journal)
        self._writer.write_stops(self._stops)
        self._judgement = judge(self._journal, self._root, self._stops)
        spans = spans_of(self._journal)
        for done, rows in enumerate(refold(self._journal, self.authority(), spans)):
            report(done, len(spans))
            self._writer.write_packed(rows)
        for entry in lone_entries(self._journal):
            fold_lone(self._writer, fact_by(self.authority(), entry))
        for feed in feeds(self._journal):
            self._writer.doubt_clocks(feed, 1, CLOCK_SLACK)
        self._writer.flush()
        for statement in indexing():
            self._tables.execute(statement)
        report(len(spans), len(spans))

    def _judged(self) -> Judgement:
        if self._judgement is None:
            self._stops = kept_stops(self._tables)
            self._judgement = judge(self._journal, self._root, self._stops)
        return self._judgement

    def _further_stops(self, new: Sequence[Entry]) -> dict[str, int]:
        """Find feeds that stop, or stop earlier than was known, on account of new entries."""
        found = found_stops(self._journal, ((entry.feed, entry.seq) for entry in new))
        return {feed: seq for feed, seq in found.items() if seq < self._stops.get(feed, seq + 1)}

    def _judge_again(self, stops: dict[str, int]) -> set[str | None]:
        """Judge authority with what came, and name the subjects for which that made a difference."""
        before = self.authority()
        self._stops |= stops
        self._writer.write_stops(stops)
        self._judgement = judge(self._journal, self._root, self._stops)
        affected = self._judgement.authority.changed_from(before)
        return (
            subjects_of_feeds(self._journal, affected.feeds)
            | subjects_of_orgs(self._journal, affected.orgs)
            | subjects_of_certificates(self._journal, affected.certificates)
        )


def _firsts(entries: Sequence[Entry]) -> dict[str, int]:
    """Give the lowest number among ``entries`` of each feed."""
    firsts: dict[str, int] = {}
    for entry in entries:
        firsts[entry.feed] = min(entry.seq, firsts.get(entry.feed, entry.seq))
    return firsts
