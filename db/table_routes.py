"""Supervision routes (督导路线图) as tables: a row for each stop in its turn, and the counts of a period."""

from datetime import date
from pathlib import Path

from db.connection import Reader
from db.queries.route_numbers import OF_ROUTES_NAMES, OfRoutes, RouteNumbers, numbers_by_route, together
from db.table_asks import grid_ask
from db.table_source import SourceColumn, TableSource
from inspector.model.ids import GridId
from inspector.model.period import Period
from inspector.model.route import ROUTE_STATE_NAMES
from inspector.model.route_life import MEETING_KIND_NAMES
from inspector.tables.writing import Form, OutColumn, OutRow, write_list
from inspector.words import N_, _

_MEETINGS = ", ".join(
    f"""coalesce((SELECT sum(count) FROM route_visit JOIN route_meeting USING (route, entry)
        WHERE route_visit.route = route.id AND route_visit.stop = route_stop.stop
            AND route_meeting.kind = '{kind}'), 0)"""  # noqa: S608 - our own words
    for kind in MEETING_KIND_NAMES
)
ROUTES = TableSource(
    N_("Supervision routes"),
    f"""SELECT route.id, route.number, route.group_name, route.text, route.state, route_stop.position + 1,
        route_stop.name, coalesce(grid.name, ''), coalesce(grid.code, ''), site.lon, site.lat,
        route_stop.day,
        (SELECT max(visited_on) FROM route_visit
            WHERE route_visit.route = route.id AND route_visit.stop = route_stop.stop),
        coalesce((SELECT sum(places) FROM route_visit
            WHERE route_visit.route = route.id AND route_visit.stop = route_stop.stop), 0),
        (SELECT count(DISTINCT finding) FROM route_visit JOIN route_finding USING (route, entry)
            WHERE route_visit.route = route.id AND route_visit.stop = route_stop.stop),
        {_MEETINGS},
        coalesce((SELECT group_concat(finding.number, '、') FROM route_visit
            JOIN route_finding USING (route, entry) JOIN finding ON finding.id = route_finding.finding
            WHERE route_visit.route = route.id AND route_visit.stop = route_stop.stop), ''),
        coalesce((SELECT group_concat(text, '；') FROM route_visit
            WHERE route_visit.route = route.id AND route_visit.stop = route_stop.stop AND text <> ''), ''),
        route.is_disputed, route.ended_on, route.reason
    FROM route JOIN route_stop ON route_stop.route = route.id
        LEFT JOIN grid ON grid.id = route_stop.grid LEFT JOIN site ON site.id = route_stop.site
    WHERE {{condition}} ORDER BY route.made_ts, route.id, route_stop.position""",  # noqa: S608 - as above
    (
        SourceColumn("id", "", kind="hidden"),
        SourceColumn("number", N_("Number"), 24, kind="code"),
        SourceColumn("group", N_("Supervision group"), 20),
        SourceColumn("text", N_("What it goes for"), 28),
        SourceColumn("state", N_("State"), 10, words=ROUTE_STATE_NAMES),
        SourceColumn("line", N_("No."), 6),
        SourceColumn("stop", N_("Stop on the route"), 28),
        SourceColumn("grid", N_("Grid"), 20),
        SourceColumn("grid_code", N_("Grid code"), kind="code"),
        SourceColumn("longitude", N_("Longitude"), 13, kind="degrees"),
        SourceColumn("latitude", N_("Latitude"), 13, kind="degrees"),
        SourceColumn("planned", N_("Planned for"), 12, kind="day"),
        SourceColumn("visited_on", N_("Day of the visit"), 12, kind="day"),
        SourceColumn("places", N_("places looked at"), 10),
        SourceColumn("findings", N_("findings made"), 10),
        *(SourceColumn(kind.value, name, 12) for kind, name in MEETING_KIND_NAMES.items()),
        SourceColumn("found_as", N_("Findings"), 24, kind="code"),
        SourceColumn("remark", N_("Remark"), 40),
        SourceColumn("is_disputed", N_("Planned apart"), 8, kind="truth"),
        SourceColumn("ended_on", N_("Route ended on"), 12, kind="day"),
        SourceColumn("reason", N_("Reason"), 30),
    ),
    asks={"grid": grid_ask("route_stop.grid")},
)


def write_route_numbers(
    reader: Reader, to: Path, form: Form, grid: GridId, period: Period, today: date
) -> int:
    """Write what the routes of ``grid`` and below counted in ``period``, a row each and one for all.

    Gives the number of rows. Raises OSError where the file can't be written.
    """
    counted = numbers_by_route(reader, grid, period, today)
    named = reader.rows("SELECT id, number, group_name FROM route ORDER BY made_ts, id")
    columns = [
        OutColumn("number", _("Number"), 24, code=True),
        OutColumn("group", _("Supervision group"), 20),
        *(OutColumn(one.value, _(name), 12) for one, name in OF_ROUTES_NAMES.items()),
        *(OutColumn(f"meeting_{kind.value}", _(name), 12) for kind, name in MEETING_KIND_NAMES.items()),
    ]
    rows = [_counts(number, group, counted[one]) for one, number, group in named if one in counted]
    rows.append(_counts("", _("all routes"), together(counted.values())))
    return write_list(to, form, f"{_('Supervision routes')} {period.name}", columns, rows)


def _counts(number: str, group: str, numbers: RouteNumbers) -> OutRow:
    counts = [numbers.counts[one] for one in OfRoutes]
    return OutRow((number, group, *counts, *(numbers.meetings.get(kind, 0) for kind in MEETING_KIND_NAMES)))
