"""Search lists in words: how far one is, what came of a place, when it is due."""

from collections.abc import Mapping
from datetime import date

from db.queries.search_lists import SearchLine
from inspector.model.search_list import SEARCH_STATE_NAMES, PlaceNow, SearchAnswer
from inspector.model.search_list_life import SEARCH_RESULT_NAMES
from inspector.words import _, plural
from ui.widgets.site_words import day_words

COLUMNS = (40, 180, 120, 150, 105, 90)
"""Logical pixels of the first columns of a list's places."""


def how_far(line: SearchLine) -> str:
    """Say how many of the places were answered, and what came of it."""
    parts = [_("{n} of {m} places answered", n=line.answered, m=line.places)]
    if line.found:
        parts.append(plural("found at {n} place", "found at {n} places", line.found))
    if line.unseen:
        parts.append(plural("{n} could not be seen", "{n} could not be seen", line.unseen))
    return " · ".join(parts)


def due_or_state(line: SearchLine, today: date) -> str:
    """Say by when an open list is to be answered, and whether that is past; of another one how it ended."""
    if not line.is_open:
        return _(SEARCH_STATE_NAMES[line.state])
    said = _("due {day}", day=day_words(line.due_on, today))
    return f"{said} · {_('overdue')}" if line.due_on < today else said


def place_titles() -> tuple[str, ...]:
    """Give the titles of the places of a list."""
    return (
        _("No."),
        _("Place to look at"),
        _("Grid"),
        _("What came of it"),
        _("Looked at on"),
        _("Answered by"),
        _("Finding or remark"),
    )


def place_line(number: int, place: PlaceNow, names: Mapping[str, str], today: date) -> tuple[str, ...]:
    """Give one place in words; of several answers all who gave one."""
    told = place.told
    result = _(SEARCH_RESULT_NAMES[place.result]) if place.result else _("not looked at yet")
    if len(place.answers) > 1:
        result = _("{result}, {n} answers", result=result, n=len(place.answers))
    days = dict.fromkeys(day_words(one.on, today) for one in place.answers)
    people = dict.fromkeys(who_answered(one, names) for one in place.answers)
    remarks = [part for one in place.answers for part in (names.get(one.finding, ""), one.text) if part]
    return (
        f"{number}",
        names.get(told.site, told.name),
        names.get(told.grid, ""),
        result,
        ", ".join(days),
        ", ".join(people),
        " · ".join(remarks),
    )


def answer_words(one: SearchAnswer, names: Mapping[str, str], today: date) -> str:
    """Say one answer in a line."""
    parts = (
        day_words(one.on, today),
        who_answered(one, names),
        _(SEARCH_RESULT_NAMES[one.result]),
        names.get(one.finding, ""),
        one.text,
    )
    return " · ".join(part for part in parts if part)


def who_answered(one: SearchAnswer, names: Mapping[str, str]) -> str:
    """Name who looked; for somebody else also who entered it."""
    who = names.get(one.by, one.by)
    return _("{name}, entered by {who}", name=one.on_behalf, who=who) if one.on_behalf else who
