"""Freezing a summary: its numbers and the heads they rest on go into a snapshot that is signed for."""

from collections.abc import Callable, Mapping
from contextlib import closing
from types import MappingProxyType

import msgspec

from db.changes import Changes
from db.connection import Reader
from db.incarnation import Chance
from db.snapshot import SNAPSHOT, Snapshot, snapshot_of
from db.task_recording import who_of
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.journal.person_key import PersonKey
from inspector.model.events import Event
from inspector.model.finding_steps import Who
from inspector.model.ids import RANDOM_BYTES, GridId, SummaryId, uuid7
from inspector.model.period import Period
from inspector.model.summary import Summary, Texts, approve, freeze, review, send_back
from inspector.periods import Instant
from inspector.words import N_

SUMMARY_GONE = N_("This summary is not recorded here any more.")
_VERDICTS: Mapping[str, Callable[[Summary, Who, str], Event]] = MappingProxyType(
    {"review": review, "approve": approve, "send_back": send_back}
)


def freeze_summary(
    workspace: Workspace,
    grid: GridId,
    period: Period,
    texts: Texts,
    by: Actor,
    at: Instant,
    person_key: PersonKey,
    chance: Chance,
    *,
    corrects: SummaryId | None = None,
    reason: str = "",
    finishes: str = "",
) -> tuple[SummaryId, Changes]:
    """Freeze the numbers of ``period`` as they are now; ``corrects`` names a summary this one replaces.

    Raises Refused as ``inspector.model.summary.freeze`` does; the draft ``finishes`` is forgotten with it.
    """
    with closing(workspace.reader()) as reader:
        corrected = summary_of(workspace, reader, corrects) if corrects else None
        who = who_of(reader, grid, by, at.day)
        told = snapshot_of(reader, grid, period)
    snapshot = workspace.blobs.keep(msgspec.json.encode(told, order="deterministic"), SNAPSHOT)
    name = SummaryId(uuid7(at.ts, chance(RANDOM_BYTES)))
    event = freeze(name, grid, period, texts, snapshot, who, at.day, corrected, reason)
    return name, workspace.record([event], by, at, person_key, finishes=finishes)


def decide_summary(
    workspace: Workspace,
    summary: SummaryId,
    verdict: str,
    note: str,
    by: Actor,
    at: Instant,
    person_key: PersonKey,
) -> Changes:
    """Review (``review``), approve (``approve``) or send back (``send_back``) what somebody else froze.

    Raises Refused as the three of ``inspector.model.summary`` do.
    """
    with closing(workspace.reader()) as reader:
        found = summary_of(workspace, reader, summary)
        event = _VERDICTS[verdict](found, who_of(reader, found.grid, by, at.day), note)
    return workspace.record([event], by, at, person_key)


def summary_of(workspace: Workspace, reader: Reader, summary: SummaryId) -> Summary:
    """Give a summary as it stands. Raises Refused where there is none."""
    found = Summary.of(workspace.facts_of(reader, summary))
    if found is None:
        raise Refused(SUMMARY_GONE)
    return found


def snapshot_in(workspace: Workspace, summary: Summary) -> Snapshot:
    """Read what ``summary`` froze. Raises Unreadable where the file is not here or not whole."""
    return msgspec.json.decode(workspace.blobs.read(summary.snapshot), type=Snapshot)
