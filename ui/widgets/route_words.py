"""Supervision routes in words: how far one is, a stop in a line, a visit in a line, the meetings held."""

from collections.abc import Mapping
from datetime import date

from db.queries.route_numbers import OfRoutes, RouteNumbers
from db.queries.routes import RouteLine
from inspector.model.route import ROUTE_STATE_NAMES, StopNow, Visit
from inspector.model.route_life import MEETING_KIND_NAMES
from inspector.words import _, plural
from ui.widgets.site_words import day_words

COLUMNS = (40, 200, 130, 110, 110, 70, 70)
"""Logical pixels of the first columns of a route's stops."""


def how_far(line: RouteLine) -> str:
    """Say how many stops were visited, and whether the order of the others is disputed."""
    said = _("{n} of {m} stops visited", n=line.visited, m=line.stops)
    return f"{said} · {_('planned apart')}" if line.is_disputed else said


def next_or_state(line: RouteLine, today: date) -> str:
    """Say when the group goes out next, and whether that is past; of another route how it ended."""
    if not line.is_open:
        return _(ROUTE_STATE_NAMES[line.state])
    if line.next_on is None:
        return _("no day planned") if line.visited < line.stops else _("everything visited")
    said = _("next {day}", day=day_words(line.next_on, today))
    return f"{said} · {_('past the planned day')}" if line.next_on < today else said


def numbers_words(numbers: RouteNumbers) -> str:
    """Say what came of the visits: places, findings, and the meetings by kind."""
    counts = numbers.counts
    parts = [
        plural("{n} place looked at", "{n} places looked at", counts[OfRoutes.PLACES]),
        plural("{n} finding made", "{n} findings made", counts[OfRoutes.FINDINGS]),
        *(f"{_(MEETING_KIND_NAMES[kind])} {count}" for kind, count in sorted(numbers.meetings.items())),
    ]
    return " · ".join(parts)


def stop_titles() -> tuple[str, ...]:
    """Give the titles of the stops of a route."""
    return (
        _("No."),
        _("Stop on the route"),
        _("Grid"),
        _("Planned for"),
        _("Day of the visit"),
        _("Places"),
        _("Findings"),
        _("Remark"),
    )


def stop_line(number: int, stop: StopNow, names: Mapping[str, str], today: date) -> tuple[str, ...]:
    """Give one stop in words, all its visits together."""
    days = dict.fromkeys(day_words(one.on, today) for one in stop.visits)
    findings = {finding for one in stop.visits for finding in one.findings}
    planned = day_words(stop.day, today) if stop.day else ""
    return (
        f"{number}",
        stop.told.name,
        names.get(stop.told.grid, ""),
        planned,
        ", ".join(days) or _("not visited yet"),
        f"{sum(one.places for one in stop.visits)}" if stop.visits else "",
        f"{len(findings)}" if stop.visits else "",
        " · ".join(one.text for one in stop.visits if one.text),
    )


def visit_words(one: Visit, names: Mapping[str, str], today: date) -> str:
    """Say one visit in a line: when, who, what it counted, the findings, the words."""
    who = names.get(one.by, one.by)
    parts = (
        day_words(one.on, today),
        _("{name}, entered by {who}", name=one.on_behalf, who=who) if one.on_behalf else who,
        plural("{n} place looked at", "{n} places looked at", one.places) if one.places else "",
        *(f"{_(MEETING_KIND_NAMES[held.kind])} {held.count}" for held in one.meetings),
        *(names.get(finding, finding) for finding in one.findings),
        one.text,
    )
    return " · ".join(part for part in parts if part)
