"""A search list made of a finding of the village, and its places answered."""

from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from db.changes import Changes
from db.queries.search_lists import SearchSheet, search_sheet
from db.search_recording import make_search, record_search
from db.workspace import Actor
from inspector.model.search_list_acts import answer
from inspector.model.search_list_life import SearchListMade, SearchPlace, SearchResult
from tests.db.case_desk import BY_CLERK, BY_STAFF, LATER, appoint, report
from tests.db.village import HEAP, RIVER, VILLAGE, Village, named

DUE = LATER.day + timedelta(days=7)
PLACES = (
    SearchPlace(id=HEAP, name="北山排土场", grid=VILLAGE, site=HEAP),
    SearchPlace(id=RIVER, name="黄河示例段", grid=VILLAGE, site=RIVER),
    SearchPlace(id="yard", name="村东堆场", grid=VILLAGE),
)


@dataclass(frozen=True)
class Made:
    """A list, and the finding it was made from."""

    search: str
    number: str
    finding: str
    entry: str
    changes: Changes


def searched(folder: Path) -> Village:
    """Give the village with its office and a finding that was reported."""
    village = Village(folder)
    appoint(village)
    report(village)
    return village


def make(village: Village, by: Actor = BY_CLERK, finding: str = named(70)) -> Made:
    """Have the clerk make a list of three places."""
    told = SearchListMade(number="", grid="", finding=finding, text="料堆未覆盖", due=DUE, places=PLACES)
    made = make_search(village.workspace, told, by, LATER, village.chance)
    return Made(made.search, made.number, finding, made.changes.entries[-1], made.changes)


def sheet_of(village: Village, search: str, by: Actor = BY_CLERK) -> SearchSheet:
    """Give a list as it stands."""
    with closing(village.workspace.reader()) as reader:
        sheet = search_sheet(village.workspace, reader, search, by, LATER.day)
    assert sheet
    return sheet


def say(
    village: Village,
    search: str,
    place: str,
    result: SearchResult,
    by: Actor = BY_STAFF,
    *,
    text: str = "",
    finding: str = "",
) -> Changes:
    """Answer a place today."""
    day = LATER.day
    return record_search(
        village.workspace,
        search,
        sheet_of(village, search).found.last,
        lambda found, who: answer(found, who, place, result, day, day, text=text, finding=finding),
        by,
        LATER,
    )
