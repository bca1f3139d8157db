"""Making search lists and recording what came of them, decided in the thread that writes."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import msgspec

from db.case_recording import MEANWHILE, finding_of, who_is
from db.changes import Changes
from db.connection import Reader
from db.incarnation import Chance
from db.numbers import finding_numbers, next_search_number
from db.task_recording import who_of
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.model.case_acts import OWN, OnBehalf
from inspector.model.events import Blob, Event
from inspector.model.finding import FindingNoticed, FindingReported, notice
from inspector.model.finding_state import Severity, Source
from inspector.model.finding_steps import Who
from inspector.model.ids import RANDOM_BYTES, GridId, uuid7
from inspector.model.search_list import SearchList
from inspector.model.search_list_acts import NO_SUCH_PLACE, answer, check_maker, make
from inspector.model.search_list_life import SearchListMade, SearchResult
from inspector.periods import Instant
from inspector.words import N_

GONE = N_("This search list is not recorded here any more.")

Act: TypeAlias = Callable[[SearchList, Who], Event]
"""Decides about a list as it stands; raises Refused where that is not open to who wants it."""


@dataclass(frozen=True, slots=True)
class MadeSearch:
    """A list that was just made."""

    search: str
    number: str
    changes: Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundThere:
    """What was found at a place: words, how serious it looks, and the proposed term in days."""

    text: str
    severity: Severity = Severity.MINOR
    term_days: int = 7
    spot: str = ""
    note: str = ""
    """A remark of the answer, not of the finding."""


def make_search(
    workspace: Workspace, told: SearchListMade, by: Actor, at: Instant, chance: Chance, *, finishes: str = ""
) -> MadeSearch:
    """Make a list of the finding that ``told`` names, with an id and a number, for the grid of ``by``.

    Raises Refused as ``make`` does, and for a finding that is not recorded here.
    """
    with closing(workspace.reader()) as reader:
        finding = finding_of(workspace, reader, told.finding)
        grid = GridId(by.org)
        check_maker(who_is(reader, finding, by, at.day))
        named = msgspec.structs.replace(
            told,
            subject=uuid7(at.ts, chance(RANDOM_BYTES)),
            number=next_search_number(reader, grid, at.day.year, workspace.feed),
            grid=grid,
        )
        event = make(finding, who_of(reader, grid, by, at.day), named, at.day)
    return MadeSearch(event.subject, event.number, workspace.record([event], by, at, finishes=finishes))


def record_search(
    workspace: Workspace,
    search: str,
    seen: str,
    act: Act,
    by: Actor,
    at: Instant,
    *,
    also: Sequence[Event] = (),
    finishes: str = "",
) -> Changes:
    """Record what ``act`` decides about a list that was shown with ``seen`` as its last entry.

    Raises Refused as ``act`` does, and when something else happened to the list since it was shown.
    """
    with closing(workspace.reader()) as reader:
        found = search_of(workspace, reader, search)
        if found.last != seen:
            raise Refused(MEANWHILE)
        event = act(found, who_of(reader, found.grid, by, at.day))
    return workspace.record([*also, event], by, at, finishes=finishes)


def record_found(
    workspace: Workspace,
    search: str,
    seen: str,
    place: str,
    what: FoundThere,
    by: Actor,
    at: Instant,
    chance: Chance,
    *,
    on: date | None = None,
    behalf: OnBehalf = OWN,
    papers: Sequence[Blob] = (),
    finishes: str = "",
) -> Changes:
    """Record a finding at a place of the list, report it, and answer the place with it: all, or nothing.

    Raises Refused as ``answer`` does, and for a finding without words.
    """
    with closing(workspace.reader()) as reader:
        found = search_of(workspace, reader, search)
        if found.last != seen:
            raise Refused(MEANWHILE)
        there = found.place(place)
        if there is None:
            raise Refused(NO_SUCH_PLACE)
        finding = uuid7(at.ts, chance(RANDOM_BYTES))
        grid = GridId(there.told.grid or found.grid)
        noticed = notice(
            FindingNoticed(
                subject=finding,
                number=next(finding_numbers(reader, grid, at.day.year, workspace.feed)),
                grid=grid,
                site=there.told.site,
                patrol="",
                stop="",
                text=what.text,
                noticed=at,
                severity=what.severity,
                term_days=what.term_days,
                spot=what.spot if there.told.site else " ".join(filter(None, (there.told.name, what.spot))),
                source=Source.SEARCH,
                source_ref=found.id,
            )
        )
        who = who_of(reader, found.grid, by, at.day)
        answered = answer(
            found,
            who,
            place,
            SearchResult.FOUND,
            on or at.day,
            at.day,
            text=what.note,
            finding=finding,
            behalf=behalf,
            papers=papers,
        )
    events = [noticed, FindingReported(subject=finding), answered]
    return workspace.record(events, by, at, finishes=finishes)


def search_of(workspace: Workspace, reader: Reader, search: str) -> SearchList:
    """Give a list as it stands. Raises Refused for one that is not recorded here."""
    found = SearchList.of(workspace.facts_of(reader, search))
    if found is None:
        raise Refused(GONE)
    return found
