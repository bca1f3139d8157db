"""What the sheet of a supervision route (督导路线图) prints, asked of the tables."""

from collections import Counter
from datetime import date

import msgspec

from db.blob_files import BlobFiles
from db.connection import Reader
from db.queries.issues import Issue
from db.queries.paper_rules import ISSUER, paper_rules
from db.queries.route_numbers import OF_ROUTES_NAMES, OfRoutes, numbers_by_route, together
from db.queries.site_sheets import names_of_people, signer
from inspector.errors import Refused
from inspector.model.route import RouteState
from inspector.model.route_life import MeetingKind
from inspector.periods import Instant
from inspector.reports.attachment import Stage
from inspector.reports.route_paper import RoutePaper, RoutePaperStop
from inspector.words import N_

UNKNOWN = N_("There is no such supervision route in this workspace.")


def route_paper(reader: Reader, _blobs: BlobFiles, issue: Issue) -> RoutePaper:
    """Give a route as it is printed. Raises Refused for one nobody knows."""
    (route,) = issue.about
    row = reader.row(
        """SELECT number, group_name, text, made_by, made_ts, made_tz, state, reason, is_disputed,
            coalesce(grid.name, '')
        FROM route LEFT JOIN grid ON grid.id = route.grid WHERE route.id = ?""",
        (route,),
    )
    if row is None:
        raise Refused(UNKNOWN)
    number, group, text, made_by, ts, tz, state, reason, is_disputed, grid = row
    rules, names = paper_rules(reader, ""), names_of_people(reader)
    numbers = numbers_by_route(reader, None, None, issue.day).get(route) or together(())
    return RoutePaper(
        language=rules.language,
        stage=Stage.FINAL if issue.is_final else Stage.DRAFT,
        office=rules.office,
        number=issue.number,
        grid=grid,
        day=issue.day,
        issued=issue.issued,
        signers=(signer(ISSUER, names.get(issue.by, issue.by), issue),),
        is_sample=rules.is_sample,
        listed=number,
        group=group,
        text=text,
        made_by=names.get(made_by, ""),
        made_on=Instant(ts, tz).day,
        state=RouteState(state),
        reason=reason,
        is_disputed=bool(is_disputed),
        lines=_lines(reader, route),
        totals=tuple((OF_ROUTES_NAMES[one], numbers.counts[one]) for one in OfRoutes),
        meetings=dict(sorted(numbers.meetings.items())),
    )


def _lines(reader: Reader, route: str) -> tuple[RoutePaperStop, ...]:
    rows = reader.rows(
        """SELECT route_stop.name, coalesce(grid.name, ''), day,
            (SELECT json_group_array(visited_on) FROM route_visit AS one
                WHERE one.route = route_stop.route AND one.stop = route_stop.stop),
            (SELECT coalesce(sum(places), 0) FROM route_visit AS one
                WHERE one.route = route_stop.route AND one.stop = route_stop.stop),
            (SELECT json_group_array(DISTINCT finding.number) FROM route_visit AS one
                JOIN route_finding USING (route, entry) JOIN finding ON finding.id = route_finding.finding
                WHERE one.route = route_stop.route AND one.stop = route_stop.stop),
            (SELECT json_group_array(json_array(kind, count)) FROM route_visit AS one
                JOIN route_meeting USING (route, entry)
                WHERE one.route = route_stop.route AND one.stop = route_stop.stop),
            (SELECT json_group_array(text) FROM route_visit AS one
                WHERE one.route = route_stop.route AND one.stop = route_stop.stop AND text <> '')
        FROM route_stop LEFT JOIN grid ON grid.id = route_stop.grid
        WHERE route_stop.route = ? ORDER BY position""",
        (route,),
    )
    return tuple(_line(*row) for row in rows)


def _line(
    name: str, grid: str, day: str | None, visited: str, places: int, found: str, held: str, said: str
) -> RoutePaperStop:
    meetings = Counter[MeetingKind]()
    for kind, count in msgspec.json.decode(held, type=list[tuple[MeetingKind, int]]):
        meetings[kind] += count
    days = {date.fromisoformat(one) for one in msgspec.json.decode(visited, type=list[str])}
    return RoutePaperStop(
        name=name,
        grid=grid,
        planned=date.fromisoformat(day) if day else None,
        visited=tuple(sorted(days)),
        places=places,
        findings=tuple(sorted(msgspec.json.decode(found, type=list[str]))),
        meetings=dict(sorted(meetings.items())),
        remarks=tuple(msgspec.json.decode(said, type=list[str])),
    )
