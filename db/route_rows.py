"""The rows of a supervision route: as it stands, its stops in their order, its visits, its steps."""

from db.case_rows import step_rows
from db.row_shape import Row, Rows, instant_columns
from inspector.model.events import Facts
from inspector.model.route import Route


def route_rows(facts: Facts) -> Rows | None:
    route = Route.of(facts)
    if route is None:
        return None
    stops = route.stops
    visits = [(one.told.id, visit) for one in stops for visit in one.visits]
    found = [(visit.entry, finding) for _stop, visit in visits for finding in visit.findings]
    held = [(visit.entry, one) for _stop, visit in visits for one in visit.meetings]
    stop_rows: list[Row] = [
        {
            "route": route.id,
            "position": position,
            "stop": one.told.id,
            "name": one.told.name,
            "grid": one.told.grid,
            "site": one.told.site,
            "task": one.told.task,
            "day": one.day.isoformat() if one.day else None,
            "is_waiting": route.is_open and not one.visits,
        }
        for position, one in enumerate(stops)
    ]
    return Rows(
        {
            "id": route.id,
            "number": route.number,
            "grid": route.grid,
            "group_name": route.group,
            "text": route.text,
            "state": route.state,
            "is_open": route.is_open,
            "made_by": route.by,
            **instant_columns("made", route.made),
            "ended_on": route.ended_on.isoformat() if route.ended_on else None,
            "reason": route.reason,
            "last": route.last,
            "stops": len(stops),
            "visited": route.visited,
            "is_disputed": route.is_disputed,
        },
        {
            "case_step": step_rows(facts, route.idle),
            "route_stop": stop_rows,
            "route_visit": [
                {
                    "route": route.id,
                    "position": position,
                    "stop": stop,
                    "entry": visit.entry,
                    "visited_on": visit.on.isoformat(),
                    "places": visit.places,
                    "text": visit.text,
                    "by": visit.by,
                    "on_behalf": visit.on_behalf,
                }
                for position, (stop, visit) in enumerate(visits)
            ],
            "route_finding": [
                {"route": route.id, "position": position, "entry": entry, "finding": finding}
                for position, (entry, finding) in enumerate(found)
            ],
            "route_meeting": [
                {
                    "route": route.id,
                    "position": position,
                    "entry": entry,
                    "kind": one.kind,
                    "count": one.count,
                }
                for position, (entry, one) in enumerate(held)
            ],
        },
    )
