"""Search lists (举一反三) as a table: a row for each place, so that it is read and counted in one sheet."""

from db.table_asks import grid_ask
from db.table_source import SourceColumn, TableSource
from inspector.model.search_list import SEARCH_STATE_NAMES
from inspector.model.search_list_life import SEARCH_RESULT_NAMES
from inspector.words import N_

RESULTS: dict[str, str] = {
    "": N_("not looked at yet"),
    **{one.value: name for one, name in SEARCH_RESULT_NAMES.items()},
}
SEARCHES = TableSource(
    N_("Search lists"),
    """SELECT search_list.id, search_list.number, search_list.text, coalesce(source.number, ''),
        search_list.state, search_list.made_ts, search_list.made_tz, search_list.due_on, search_list.places,
        search_list.answered, search_list.found, search_place.position + 1, search_place.name,
        coalesce(grid.name, ''), coalesce(grid.code, ''), search_place.result, search_place.answered_on,
        coalesce((SELECT group_concat(coalesce(person.name, ''), '、') FROM json_each(search_place.answers)
            AS one LEFT JOIN person ON person.id = one.value ->> 'by'), ''),
        coalesce((SELECT group_concat(finding.number, '、') FROM search_found
            JOIN finding ON finding.id = search_found.finding
            WHERE search_found.list = search_list.id AND search_found.place = search_place.place), ''),
        coalesce((SELECT group_concat(one.value ->> 'text', '；')
            FROM json_each(search_place.answers) AS one WHERE one.value ->> 'text' <> ''), ''),
        json_array_length(search_place.answers) > 1, search_list.ended_on, search_list.reason
    FROM search_list JOIN search_place ON search_place.list = search_list.id
        LEFT JOIN finding AS source ON source.id = search_list.finding
        LEFT JOIN grid ON grid.id = search_place.grid
    WHERE {condition} ORDER BY search_list.made_ts, search_list.id, search_place.position""",
    (
        SourceColumn("id", "", kind="hidden"),
        SourceColumn("number", N_("Number"), 24, kind="code"),
        SourceColumn("text", N_("What to look for"), 40),
        SourceColumn("finding", N_("Made from the finding"), 24, kind="code"),
        SourceColumn("state", N_("State"), 10, words=SEARCH_STATE_NAMES),
        SourceColumn("made", N_("Made on"), 17, kind="instant"),
        SourceColumn("due_on", N_("To be answered by"), 12, kind="day"),
        SourceColumn("places", N_("Places to look at"), 8),
        SourceColumn("answered", N_("Places answered"), 8),
        SourceColumn("found", N_("Places where it was found"), 8),
        SourceColumn("line", N_("No."), 6),
        SourceColumn("place", N_("Place to look at"), 28),
        SourceColumn("grid", N_("Grid"), 20),
        SourceColumn("grid_code", N_("Grid code"), kind="code"),
        SourceColumn("result", N_("What came of it"), 14, words=RESULTS),
        SourceColumn("answered_on", N_("Looked at on"), 12, kind="day"),
        SourceColumn("answered_by", N_("Answered by"), 16),
        SourceColumn("found_as", N_("Finding recorded for it"), 24, kind="code"),
        SourceColumn("remark", N_("Remark"), 40),
        SourceColumn("is_double", N_("Answered twice"), 8, kind="truth"),
        SourceColumn("ended_on", N_("Ended on"), 12, kind="day"),
        SourceColumn("reason", N_("Reason"), 30),
    ),
    asks={"grid": grid_ask("search_place.grid")},
)
