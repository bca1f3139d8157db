"""Search lists in the history that is taken in any order: every type of entry, answers given apart."""

from typing import TYPE_CHECKING

from inspector.model.events import Blob, Event
from inspector.model.search_list_life import (
    SearchAnswerTakenBack,
    SearchListCorrected,
    SearchListFinished,
    SearchListMade,
    SearchListReopened,
    SearchListWithdrawn,
    SearchPlace,
    SearchPlaceAnswered,
    SearchPlaceRemoved,
    SearchPlacesAdded,
    SearchResult,
)
from tests.db.office import NOW, named

if TYPE_CHECKING:
    from tests.db.devices import Device

SEARCH, MISTAKE = named(401), named(402)
HERE, THERE, BEYOND = named(403), named(404), named(405)
DAY = NOW.day
PICTURE = Blob("f" * 64, 12, "image/jpeg")


def write_searches(county: "Device", town: "Device", finding: str) -> None:
    """Let the county make two lists and take one back; both answer one place, and one more, in ignorance."""
    county.write_all(
        _made(SEARCH, finding, HERE, THERE),
        _made(MISTAKE, finding, HERE),
        SearchListWithdrawn(subject=MISTAKE, reason="重复"),
        # it came too late, and stands all the same
        _answered(HERE, SearchResult.NOTHING, search=MISTAKE),
        SearchPlacesAdded(subject=SEARCH, places=(_place(BEYOND),)),
        SearchListCorrected(subject=SEARCH, reason="补充", text="料堆未覆盖，或围挡破损"),
    )
    town.knows += county.written
    mine = county.write(_answered(HERE, SearchResult.NOTHING))
    county.write(SearchPlaceRemoved(subject=SEARCH, place=THERE, reason="已拆除"))
    town.write(_answered(HERE, SearchResult.FOUND, finding=finding))
    town.write(_answered(THERE, SearchResult.NOT_SEEN, text="大门紧闭"))
    town.write(_answered("elsewhere", SearchResult.NOTHING))
    wrong = town.write(_answered(BEYOND, SearchResult.NOTHING))
    town.write(_answered(BEYOND, SearchResult.FOUND, finding=finding, instead_of=(wrong.hash,)))
    county.knows += town.written
    county.write_all(
        SearchAnswerTakenBack(subject=SEARCH, entry=mine.hash, reason="看错了厂"),
        SearchListFinished(subject=SEARCH, on=DAY, text="均已看过"),
        SearchListFinished(subject=SEARCH, on=DAY),
        SearchListReopened(subject=SEARCH, reason="又有新增"),
    )


def _place(name: str) -> SearchPlace:
    return SearchPlace(id=name, name="示例处", grid=named(1), site=name if name == HERE else "")


def _made(search: str, finding: str, *places: str) -> Event:
    return SearchListMade(
        subject=search,
        number="SLX-S1",
        grid=named(1),
        finding=finding,
        text="料堆未覆盖",
        due=DAY,
        places=tuple(map(_place, places)),
    )


def _answered(
    place: str,
    result: SearchResult,
    *,
    search: str = SEARCH,
    text: str = "",
    finding: str = "",
    instead_of: tuple[str, ...] = (),
) -> SearchPlaceAnswered:
    return SearchPlaceAnswered(
        subject=search,
        place=place,
        result=result,
        on=DAY,
        text=text,
        finding=finding,
        instead_of=instead_of,
        blobs=(PICTURE,),
    )
