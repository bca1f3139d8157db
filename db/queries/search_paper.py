"""What a search list (排查清单) prints, asked of the tables."""

from collections.abc import Mapping
from datetime import date

import msgspec

from db.blob_files import BlobFiles
from db.connection import Reader
from db.queries.issues import Issue
from db.queries.paper_rules import ISSUER, paper_rules
from db.queries.site_sheets import names_of_people, signer
from db.restricted import shown
from inspector.errors import Refused
from inspector.model.search_list import SearchAnswer, SearchState
from inspector.model.search_list_life import SearchResult
from inspector.periods import Instant
from inspector.reports.attachment import Stage
from inspector.reports.search_paper import SearchedPlace, SearchListPaper
from inspector.words import N_, in_language

UNKNOWN = N_("There is no such search list in this workspace.")


def search_paper(reader: Reader, _blobs: BlobFiles, issue: Issue) -> SearchListPaper:
    """Give a search list as it is printed. Raises Refused for one nobody knows."""
    (search,) = issue.about
    row = reader.row(
        """SELECT search_list.number, search_list.text, coalesce(finding.number, ''),
            coalesce(finding.text, ''), made_by, made_ts, made_tz, search_list.due_on, search_list.state,
            reason, coalesce(grid.name, '')
        FROM search_list LEFT JOIN finding ON finding.id = search_list.finding
        LEFT JOIN grid ON grid.id = search_list.grid WHERE search_list.id = ?""",
        (search,),
    )
    if row is None:
        raise Refused(UNKNOWN)
    number, text, source, source_text, made_by, ts, tz, due, state, reason, grid = row
    rules, names = paper_rules(reader, ""), names_of_people(reader)
    return SearchListPaper(
        language=rules.language,
        stage=Stage.FINAL if issue.is_final else Stage.DRAFT,
        office=rules.office,
        number=issue.number,
        grid=str(grid),
        day=issue.day,
        issued=issue.issued,
        signers=(signer(ISSUER, names.get(issue.by, issue.by), issue),),
        is_sample=rules.is_sample,
        listed=number,
        text=text,
        source=source,
        source_text=shown(source_text, in_language(rules.language)),
        made_by=names.get(made_by, ""),
        made_on=Instant(ts, tz).day,
        due=date.fromisoformat(due),
        state=SearchState(state),
        reason=reason,
        lines=_lines(reader, search, names),
    )


def _lines(reader: Reader, search: str, names: Mapping[str, str]) -> tuple[SearchedPlace, ...]:
    rows = reader.rows(
        """SELECT coalesce(site.name, search_place.name), coalesce(grid.name, ''), result, answers,
            (SELECT json_group_array(finding.number) FROM search_found
                JOIN finding ON finding.id = search_found.finding
                WHERE search_found.list = search_place.list AND search_found.place = search_place.place)
        FROM search_place LEFT JOIN site ON site.id = search_place.site
        LEFT JOIN grid ON grid.id = search_place.grid
        WHERE search_place.list = ? ORDER BY search_place.position""",
        (search,),
    )
    return tuple(
        _line(place, grid, result, msgspec.json.decode(answers, type=tuple[SearchAnswer, ...]), found, names)
        for place, grid, result, answers, found in rows
    )


def _line(
    place: str,
    grid: str,
    result: str,
    answers: tuple[SearchAnswer, ...],
    found: str,
    names: Mapping[str, str],
) -> SearchedPlace:
    return SearchedPlace(
        place=place,
        grid=grid,
        result=SearchResult(result) if result else None,
        answers=tuple(one.text for one in answers if one.text),
        findings=tuple(msgspec.json.decode(found, type=list[str])),
        days=tuple(dict.fromkeys(one.on for one in answers)),
        people=tuple(dict.fromkeys(one.on_behalf or names.get(one.by, "") for one in answers)),
        is_doubled=len(answers) > 1,
    )
