"""Whether journal, projection and photos of a workspace agree: every signature, every row, every byte."""

from contextlib import closing
from itertools import zip_longest
from pathlib import Path

from db.connection import Connection, Row, open_reader, open_scratch, speaking
from db.entries import BYTES, links_of
from db.feeds import feeds
from db.opening import DATABASE
from db.progress import Report, no_report
from db.projection import Projection
from db.schema import SEARCHES, TABLES
from db.summary_check import recomputed
from db.workspace import Workspace
from inspector.errors import Spoken, Unreadable
from inspector.journal.chain import verdict_on as chain_verdict
from inspector.journal.entry import BodyState, read_line, stored_entry
from inspector.model.events import Blob
from inspector.model.ids import SummaryId
from inspector.reports.verdict import (
    Answer,
    EntryCount,
    Harm,
    Kind,
    PhotoCount,
    Sentence,
    Verdict,
    sentence,
    told,
    verdict_of,
)
from inspector.words import N_

NAMED = 10
"""Files and tables named one by one; more are counted."""
RECOMPUTED = 12
"""Summaries computed again, the newest; each projects all entries it rested on."""
REPORTED_EVERY = 100
_COLUMNS = "hash, feed, seq, prev, lc, ts, tz, type, org, actor, obj, co"


def verdict_on(folder: Path, report: Report = no_report) -> Verdict:
    """Open the workspace in ``folder`` and check everything in it. Raises what opening raises."""
    workspace = Workspace.open(folder)
    try:
        return check_workspace(workspace, report)
    finally:
        workspace.close()


def check_workspace(workspace: Workspace, report: Report = no_report) -> Verdict:
    """Check everything in ``workspace``, which may be in use meanwhile, as it was at one moment.

    ``report(done, of)`` counts entries and files. The verdict is good only if journal, projection and photos
    agree; gaps, forks and photos that are still to come from others are noted.
    """
    file = workspace.folder / DATABASE
    with closing(open_reader(file)) as journal, closing(open_scratch()) as tables:
        journal.execute("BEGIN")
        try:
            with speaking(file):
                return _Check(workspace, journal, tables, report).verdict()
        except Unreadable as error:
            damaged = Answer("database", Harm.INVALID, told(error))
            return verdict_of(str(workspace.folder), Kind.WORKSPACE, [damaged])


class _Check:
    """One look at everything."""

    def __init__(self, workspace: Workspace, journal: Connection, tables: Connection, report: Report) -> None:
        self._workspace = workspace
        self._journal = journal
        self._tables = tables
        self._report = report
        self._done = 0
        (self._entries,) = journal.execute("SELECT count(*) FROM entry").fetchone()
        (files,) = journal.execute("SELECT count(DISTINCT sha256) FROM named_file").fetchone()
        self._all = self._entries + files

    def verdict(self) -> Verdict:
        database = self._database()
        journal, entries = self._signed()
        Projection(self._journal, self._tables, self._workspace.root).rebuild()
        photos, photo_count = self._photos()
        return verdict_of(
            str(self._workspace.folder),
            Kind.WORKSPACE,
            [
                database,
                journal,
                self._chains(),
                self._projection(),
                photos,
                self._strays(),
                self._summaries(),
            ],
            entries=entries,
            photos=photo_count,
        )

    def _database(self) -> Answer:
        rows = self._journal.execute("PRAGMA quick_check(1)").fetchall()
        if rows == [("ok",)]:
            return Answer("database", Harm.NONE, sentence(N_("The database is sound.")))
        detail = sentence(N_("The database is damaged: {detail}"), detail=rows[0][0])
        return Answer("database", Harm.INVALID, detail)

    def _signed(self) -> tuple[Answer, EntryCount]:
        """Verify every entry as if it had just arrived."""
        bad: list[str] = []
        for row in self._journal.execute(f"SELECT {_COLUMNS}, {BYTES} FROM entry ORDER BY rid"):  # noqa: S608
            if not _is_as_signed(row):
                bad.append(row[0][:12])
            self._step()
        count = EntryCount(self._entries, self._entries - len(bad), len(feeds(self._journal)))
        if bad:
            text = N_("Entries not as they were signed: {count} ({names})")
            return Answer("journal", Harm.INVALID, _counted(text, bad)), count
        return Answer("journal", Harm.NONE, sentence(N_("Every entry is as it was signed."))), count

    def _chains(self) -> Answer:
        verdicts = [chain_verdict(feed, links_of(self._journal, feed)) for feed in feeds(self._journal)]
        forked = [verdict.feed[:8] for verdict in verdicts if not verdict.is_sound]
        gaps = [verdict.feed[:8] for verdict in verdicts if not verdict.is_complete]
        if forked:
            text = N_("Feeds with two lines, both kept: {count} ({names})")
            return Answer("chains", Harm.NOTE, _counted(text, forked))
        if gaps:
            text = N_("Feeds of which entries have not arrived yet: {count} ({names})")
            return Answer("chains", Harm.NOTE, _counted(text, gaps))
        return Answer("chains", Harm.NONE, sentence(N_("Every feed is complete.")))

    def _projection(self) -> Answer:
        """Compare every row with what a rebuild beside it gives."""
        differing = [name for name in TABLES if not self._agree(_rows_of(self._tables, name))]
        self._journal.execute(
            "PRAGMA query_only = OFF"
        )  # views of a search index are tables, if temporary ones
        for name in SEARCHES:
            for connection in (self._journal, self._tables):
                connection.execute(
                    f"CREATE VIRTUAL TABLE temp.{name}_words USING fts5vocab(main, {name}, instance)"
                )
            differing += [] if self._agree(_words_of(name)) else [name]
        if differing:
            text = N_("Tables that do not say what the journal says: {count} ({names}). Rebuild them.")
            return Answer("projection", Harm.INVALID, _counted(text, differing))
        return Answer("projection", Harm.NONE, sentence(N_("The tables say what the journal says.")))

    def _agree(self, query: str) -> bool:
        both = zip_longest(self._journal.execute(query), self._tables.execute(query))
        return all(one == other for one, other in both)

    def _photos(self) -> tuple[Answer, PhotoCount]:
        """Read every file that an entry names; what others wrote may still be on its way."""
        lost: list[str] = []
        awaited: list[str] = []
        damaged: list[str] = []
        materials = self._materials()
        for blob, is_own in materials:
            if not self._workspace.blobs.path(blob).exists():
                (lost if is_own else awaited).append(blob.sha256[:12])
            elif not self._workspace.blobs.is_whole(blob):
                damaged.append(blob.sha256[:12])
            self._step()
        present = len(materials) - len(lost) - len(awaited)
        count = PhotoCount(len(materials), present, present - len(damaged))
        if damaged:
            text = N_("Photos or other files that are not what their names say: {count} ({names})")
            return Answer("photos", Harm.INVALID, _counted(text, damaged)), count
        if lost:
            text = N_("Photos or other files missing: {count} ({names})")
            return Answer("photos", Harm.INCOMPLETE, _counted(text, lost)), count
        if awaited:
            text = N_("Photos or other files of others that have not arrived yet: {count} ({names})")
            return Answer("photos", Harm.NOTE, _counted(text, awaited)), count
        text = N_("Photos and other files: {count} of {count} are here, byte for byte.")
        return Answer("photos", Harm.NONE, sentence(text, count=len(materials))), count

    def _materials(self) -> list[tuple[Blob, bool]]:
        """List the files that entries name and nobody erased, and whether this device wrote of them first."""
        denied = {name for (name,) in self._journal.execute("SELECT hash FROM denied")}
        found: dict[str, tuple[Blob, bool]] = {}
        for sha256, size, mime, is_own in self._journal.execute(
            "SELECT sha256, size, mime, received_ts IS NULL FROM named_file"
            " JOIN entry ON entry.hash = named_file.entry ORDER BY sha256, entry, position"
        ):
            blob, was_own = found.get(sha256, (Blob(sha256, size, mime), False))
            found[sha256] = blob, was_own or bool(is_own)
        return [item for sha256, item in found.items() if sha256 not in denied]

    def _strays(self) -> Answer:
        """Count files nobody names: a draft's, or what a crash left between a file and its entry."""
        named = {blob.sha256 for blob, _ in self._materials()}
        strays = [sha256 for sha256, _ in self._workspace.blobs.names() if sha256 not in named]
        if strays:
            text = N_("Files that belong to no entry, such as photos of drafts: {count}")
            return Answer("strays", Harm.NONE, sentence(text, count=len(strays)))
        return Answer("strays", Harm.NONE, sentence(N_("Every file belongs to an entry.")))

    def _summaries(self) -> Answer:
        """Compute the newest frozen summaries again, each from the entries it rested on."""
        differing: list[str] = []
        lacking: list[str] = []
        summaries = self._journal.execute(
            "SELECT id, name FROM summary ORDER BY frozen_ts DESC, id LIMIT ?", (RECOMPUTED,)
        ).fetchall()
        for summary, name in summaries:
            try:
                again = recomputed(self._workspace, SummaryId(summary))
            except Unreadable:
                lacking.append(name)
                continue
            if again.lacking:
                lacking.append(name)
            elif again.differing:
                differing.append(name)
        if differing:
            text = N_("Summaries whose numbers the entries do not give: {count} ({names})")
            return Answer("summaries", Harm.INVALID, _counted(text, differing))
        if lacking:
            text = N_("Summaries that rest on entries or files that are not here: {count} ({names})")
            return Answer("summaries", Harm.NOTE, _counted(text, lacking))
        text = N_("Frozen summaries computed again, with the same numbers: {count}")
        return Answer("summaries", Harm.NONE, sentence(text, count=len(summaries)))

    def _step(self) -> None:
        self._done += 1
        if self._done % REPORTED_EVERY == 0 or self._done == self._all:
            self._report(self._done, self._all)


def _is_as_signed(row: Row) -> bool:
    """Say whether an entry would be stored like this if it arrived now."""
    entry = stored_entry(*row[-4:])
    header = entry.header
    told = (
        *(entry.hash, header.feed, header.seq, header.prev, header.lc, header.ts, header.tz, header.type),
        *(header.org, header.actor, header.obj, header.co),
    )
    line, body, _ = entry.lines().split(b"\n")
    try:
        return read_line(line, body).body_state is not BodyState.WRONG and told == row[:-4]
    except Spoken:
        return False


def _rows_of(tables: Connection, name: str) -> str:
    columns = [column for _, column, *_ in tables.execute(f"PRAGMA table_info({name})") if column != "rid"]
    key = ", ".join(columns[:3])
    return f"SELECT {', '.join(columns)} FROM {name} ORDER BY {key}"  # noqa: S608 - names of ours


def _words_of(search: str) -> str:
    table = search.removesuffix("_search")
    return (
        f"SELECT id, term, col, offset FROM temp.{search}_words"  # noqa: S608 - names of ours
        f" JOIN {table} ON {table}.rid = doc ORDER BY 1, 2, 3, 4"
    )


def _counted(text: str, names: list[str]) -> Sentence:
    more = ["…"] if len(names) > NAMED else []
    return sentence(text, count=len(names), names=", ".join(names[:NAMED] + more))
