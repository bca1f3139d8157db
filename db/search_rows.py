"""The rows of a search list: as it stands, its places with their answers, its steps."""

from db.case_rows import step_rows
from db.row_shape import Row, Rows, as_json, instant_columns
from inspector.model.events import Facts
from inspector.model.search_list import PlaceNow, SearchList
from inspector.model.search_list_life import SearchResult


def search_list_rows(facts: Facts) -> Rows | None:
    found = SearchList.of(facts)
    if found is None:
        return None
    places = found.places
    return Rows(
        {
            "id": found.id,
            "number": found.number,
            "grid": found.grid,
            "finding": found.finding,
            "text": found.text,
            "due_on": found.due.isoformat(),
            "state": found.state,
            "is_open": found.is_open,
            "made_by": found.by,
            **instant_columns("made", found.made),
            "ended_on": found.ended_on.isoformat() if found.ended_on else None,
            "reason": found.reason,
            "last": found.last,
            "places": len(places),
            "answered": found.answered,
            "found": sum(1 for one in places if one.result is SearchResult.FOUND),
            "unseen": sum(1 for one in places if one.result is SearchResult.NOT_SEEN),
            "doubled": sum(1 for one in places if len(one.answers) > 1),
        },
        {
            "case_step": step_rows(facts, found.idle),
            "search_place": [_place_row(found, position, one) for position, one in enumerate(places)],
            "search_found": _found_rows(found),
        },
    )


def _place_row(found: SearchList, position: int, place: PlaceNow) -> Row:
    return {
        "list": found.id,
        "position": position,
        "place": place.told.id,
        "name": place.told.name,
        "site": place.told.site,
        "grid": place.told.grid,
        "is_waiting": found.is_open and not place.answers,
        "result": place.result or "",
        "answered_on": max(one.on for one in place.answers).isoformat() if place.answers else None,
        "answers": as_json(place.answers),
    }


def _found_rows(found: SearchList) -> list[Row]:
    named = [(place.told.id, one.finding) for place in found.places for one in place.answers if one.finding]
    return [
        {"list": found.id, "position": position, "place": place, "finding": finding}
        for position, (place, finding) in enumerate(named)
    ]
