"""A search list is made of a finding, its places are answered, and whoever asks sees how far it is."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from db.case_recording import MEANWHILE
from db.changes import Kind
from db.queries.search_lists import (
    found_choices,
    search_lines,
    search_sheet,
    searches_of_finding,
)
from db.queries.site_searches import searches_waiting_at
from db.search_recording import FoundThere, record_found, record_search
from inspector.errors import Refused
from inspector.model import search_list_acts as acts
from inspector.model.finding_state import FindingState, Severity, Source
from inspector.model.search_list import SearchState
from inspector.model.search_list_acts import SearchStep
from inspector.model.search_list_life import SearchPlaceAnswered, SearchResult
from tests.db.case_desk import BY_CLERK, BY_STAFF, LATER, elsewhere, now_of, report
from tests.db.search_desk import DUE, make, say, searched, sheet_of
from tests.db.village import COKING, HEAP, RIVER, TOWN, VILLAGE, Village, named


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    village = searched(tmp_path)
    yield village
    village.close()


def test_a_list_is_made_with_a_number_and_counts_what_was_answered(village: Village) -> None:
    made = make(village)
    assert made.changes.touch(Kind.SEARCH_LIST)
    again = make(village)
    assert (made.number[:11], made.number[-4:], again.number[-4:]) == ("SLX01-S2026", "0001", "0002")
    say(village, made.search, HEAP, SearchResult.NOTHING)
    say(village, made.search, RIVER, SearchResult.NOT_SEEN, text="封路")
    with closing(village.workspace.reader()) as reader:
        line, other = search_lines(reader)
        assert search_lines(reader, VILLAGE) == (line, other)  # its places lie there
        assert search_lines(reader, TOWN) == (line, other)
        assert search_lines(reader, named(999)) == ()
        assert search_lines(reader, chosen="ended") == ()
        assert searches_of_finding(reader, named(70)) == (other, line)
    assert (line.places, line.answered, line.found, line.unseen, line.doubled) == (3, 2, 0, 1, 0)
    assert (line.finding_number, line.finding_text) == ("SLX0101-2026-T-0070", "料堆未覆盖")
    assert (line.grid_name, line.due_on, line.is_open) == ("示例镇", DUE, True)


def test_only_office_and_leader_make_one_and_only_of_a_finding_recorded_here(village: Village) -> None:
    with pytest.raises(Refused, match="office or the responsible leader"):
        make(village, BY_STAFF)
    with pytest.raises(Refused, match="not recorded here"):
        make(village, finding=named(999))


def test_what_was_found_becomes_a_finding_with_the_list_as_its_source(village: Village) -> None:
    search = make(village).search
    seen = sheet_of(village, search).found.last
    record_found(
        village.workspace,
        search,
        seen,
        HEAP,
        FoundThere(text="排土场未覆盖", severity=Severity.SERIOUS, term_days=15, spot="北侧"),
        BY_STAFF,
        LATER,
        village.chance,
    )
    sheet = sheet_of(village, search)
    assert (sheet.line.found, sheet.line.answered) == (1, 1)
    place = sheet.found.place(HEAP)
    assert place
    (answer,) = place.answers
    found = now_of(village, answer.finding)
    assert (found.source, found.source_ref, found.state) == (Source.SEARCH, search, FindingState.REPORTED)
    assert (found.site, found.spot, found.severity, found.grid) == (HEAP, "北侧", Severity.SERIOUS, VILLAGE)
    assert sheet.names[answer.finding] == found.number
    assert sheet.names[HEAP] == "北山排土场"
    with closing(village.workspace.reader()) as reader:
        assert [one.search for one in searches_of_finding(reader, found.id)] == [search]
        assert [one.finding for one in found_choices(reader, search, HEAP)] == [found.id]


def test_at_a_place_by_name_the_spot_says_where_and_its_grid_is_searched(village: Village) -> None:
    search = make(village).search
    found = partial(record_found, village.workspace, search)
    what = FoundThere(text="堆场未覆盖", spot="北侧")
    with pytest.raises(Refused, match="no such place"):
        found(sheet_of(village, search).found.last, "nowhere", what, BY_STAFF, LATER, village.chance)
    with pytest.raises(Refused, match="Something happened"):
        found("0" * 64, "yard", what, BY_STAFF, LATER, village.chance)
    last = sheet_of(village, search).found.last
    with pytest.raises(Refused, match="needs a few words"):
        found(last, "yard", FoundThere(text=" "), BY_STAFF, LATER, village.chance)
    found(last, "yard", what, BY_STAFF, LATER, village.chance)
    with closing(village.workspace.reader()) as reader:
        (choice,) = found_choices(reader, search, "yard")
        assert (choice.text, choice.noticed_on) == ("堆场未覆盖", LATER.day)
    told = now_of(village, choice.finding)
    assert (told.site, told.spot, told.number) == ("", "村东堆场 北侧", choice.number)


def test_a_finding_recorded_before_is_linked_and_found_again_from_its_case(village: Village) -> None:
    search = make(village).search
    before = report(village, 71)
    say(village, search, "yard", SearchResult.FOUND, finding=before)
    with closing(village.workspace.reader()) as reader:
        assert [one.search for one in searches_of_finding(reader, before)] == [search]
        assert searches_of_finding(reader, named(999)) == ()


def test_a_site_waits_until_it_was_answered_and_the_search_goes_on(village: Village) -> None:
    search = make(village).search

    def waiting(site: str) -> list[tuple[str, str, date]]:
        with closing(village.workspace.reader()) as reader:
            return [(one.search, one.place, one.due_on) for one in searches_waiting_at(reader, site)]

    assert waiting(HEAP) == [(search, HEAP, DUE)]
    assert waiting(COKING) == waiting("") == []
    say(village, search, HEAP, SearchResult.NOTHING)
    assert waiting(HEAP) == []
    seen = sheet_of(village, search).found.last
    record_search(
        village.workspace,
        search,
        seen,
        lambda found, who: acts.finish(found, who, LATER.day, "其余已停产"),
        BY_CLERK,
        LATER,
    )
    assert waiting(RIVER) == []
    with closing(village.workspace.reader()) as reader:
        (line,) = search_lines(reader, chosen="ended")
    assert line.state is SearchState.FINISHED


def test_two_who_answer_apart_are_both_kept_and_what_was_found_counts(village: Village) -> None:
    made = make(village)
    say(village, made.search, HEAP, SearchResult.NOTHING)
    told = SearchPlaceAnswered(
        subject=made.search, place=HEAP, result=SearchResult.FOUND, on=LATER.day, finding=named(70)
    )
    elsewhere(village, told, made.entry)
    sheet = sheet_of(village, made.search)
    assert (sheet.line.doubled, sheet.line.found, sheet.line.answered) == (1, 1, 1)
    place = sheet.found.place(HEAP)
    assert place
    assert {one.result for one in place.answers} == {SearchResult.NOTHING, SearchResult.FOUND}


def test_a_step_decided_on_what_is_outdated_or_gone_is_refused(village: Village) -> None:
    search = make(village).search
    act = lambda found, who: acts.withdraw(found, who, "重复")  # noqa: E731 - said twice below
    with pytest.raises(Refused) as why:
        record_search(village.workspace, search, "0" * 64, act, BY_CLERK, LATER)
    assert why.value.sentence == MEANWHILE
    with pytest.raises(Refused, match="not recorded here"):
        record_search(village.workspace, named(999), "", act, BY_CLERK, LATER)
    with closing(village.workspace.reader()) as reader:
        assert search_sheet(village.workspace, reader, named(999), BY_CLERK, LATER.day) is None
    refusals = sheet_of(village, search, BY_STAFF).refusals
    assert refusals[SearchStep.ANSWER] is None
    assert refusals[SearchStep.FINISH]
