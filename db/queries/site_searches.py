"""The search lists (举一反三) that wait for an answer from a site."""

from dataclasses import dataclass
from datetime import date

from db.connection import Reader
from inspector.model.ids import SearchListId


@dataclass(frozen=True, slots=True)
class WaitingPlace:
    """A site that stands in an open list and was not answered for."""

    search: SearchListId
    number: str
    place: str
    text: str
    due_on: date


def searches_waiting_at(reader: Reader, site: str) -> tuple[WaitingPlace, ...]:
    """Give the open lists in which nobody has answered for ``site``, those due first."""
    rows = reader.rows(
        """SELECT search_list.id, search_list.number, search_place.place, search_list.text, search_list.due_on
        FROM search_place JOIN search_list ON search_list.id = search_place.list
        WHERE search_place.site = ? AND search_place.site <> '' AND search_place.is_waiting
        ORDER BY search_list.due_on, search_list.id""",
        (site,),
    )
    return tuple(
        WaitingPlace(SearchListId(search), number, place, text, date.fromisoformat(due))
        for search, number, place, text, due in rows
    )
