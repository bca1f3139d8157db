"""What a round records: its start with the first stop, stops with findings and photos, its end."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from db.connection import Reader
from db.numbers import finding_numbers, next_report_number
from db.queries.rounds import open_patrols, patrol_of
from db.round_end import Ending, finish_events, finish_round, signers_by_rule
from db.round_entry import complete_stop, start_round
from db.stop_draft import StopDraft
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.events import Event, Place
from inspector.model.finding import FindingNoticed, FindingPutRightOnTheSpot, FindingReported
from inspector.model.finding_state import FindingState
from inspector.model.ids import FindingId, PatrolId, PersonId, SiteId, StopId
from inspector.model.office import RulesDecided
from inspector.model.patrol import PatrolFinished, PatrolKind, PatrolStarted
from inspector.model.photo import Moment, PhotoAdded
from inspector.model.question import Answer, Value
from inspector.model.stop import StopRecorded
from inspector.periods import DAY, HOUR, Instant, at
from tests.db.test_stop_draft import BLANK, PILES, ROAD, SMOKE, a_photo
from tests.db.village import (
    FULL,
    HEAP,
    MORNING,
    OFFICER,
    STAFF,
    TODAY,
    VILLAGE,
    Village,
    named,
)

NEW, OTHER = FindingId(named(70)), FindingId(named(71))
ASKED = (SMOKE, PILES, ROAD)
NORMAL = BLANK.answer_rest_normally(ASKED)
LATER = MORNING.later(10 * 60_000)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    opened = village.workspace.reader()
    yield opened
    opened.close()


def complete(village: Village, reader: Reader, draft: StopDraft, now: Instant = LATER) -> list[Event]:
    """Record a finished draft as the page does."""
    known = reader.value("SELECT max(rid) FROM entry")
    changes = complete_stop(village.workspace, draft, now, os.urandom)
    assert len(changes.entries) == reader.value("SELECT max(rid) FROM entry") - known
    return [
        fact.event
        for subject in dict.fromkeys(
            subject
            for (subject,) in reader.rows("SELECT obj FROM entry WHERE rid > ? ORDER BY rid", (known,))
        )
        for fact in village.workspace.facts_of(reader, subject)
        if fact.hash in changes.entries and fact.event
    ]


def moved(draft: StopDraft, number: int, **changes: object) -> StopDraft:
    """Give the same stop under another name."""
    return msgspec.structs.replace(draft, id=StopId(named(number)), **changes)


def test_the_first_stop_begins_the_round_and_is_gone_as_a_draft(village: Village, reader: Reader) -> None:
    village.workspace.save_draft(NORMAL.key, NORMAL.to_json(), MORNING)
    started, stop = complete(village, reader, NORMAL)
    assert isinstance(started, PatrolStarted)
    assert (started.grid, started.day, started.began, started.inspectors, started.kind) == (
        VILLAGE,
        TODAY,
        MORNING,
        (STAFF,),
        PatrolKind.DAILY,
    )
    assert isinstance(stop, StopRecorded)
    assert (stop.patrol, stop.left, stop.nothing_unusual, stop.version) == (started.subject, LATER, True, 3)
    assert reader.value("SELECT count(*) FROM draft") == 0
    (second,) = complete(village, reader, moved(NORMAL, 61, site=HEAP, arrived=LATER))
    assert isinstance(second, StopRecorded)
    assert second.patrol == started.subject


def test_a_stop_that_was_begun_earlier_and_completed_later_still_lies_in_the_round(
    village: Village, reader: Reader
) -> None:
    waiting = moved(NORMAL, 61, site=HEAP, arrived=MORNING.later(-HOUR))
    strangers = moved(waiting, 62, person=OFFICER)
    for draft in (waiting, strangers):
        village.workspace.save_draft(draft.key, draft.to_json(), MORNING)
    village.workspace.save_draft("stop/strange", "{}", MORNING)
    started, _stop = complete(village, reader, NORMAL)
    assert isinstance(started, PatrolStarted)
    assert started.began == waiting.arrived
    assert len(complete(village, reader, waiting)) == 1


def test_a_finding_with_photos_gets_a_number_and_the_place_of_its_photo(
    village: Village, reader: Reader
) -> None:
    placed = msgspec.structs.replace(a_photo(81), place=Place(lat=1, lon=2, source="exif"))
    draft = NORMAL.answer(PILES, Value.NO, NEW).add_photos([a_photo(80), placed], NEW).add_finding(OTHER)
    draft = draft.change_finding(msgspec.structs.replace(draft.findings[1], text=" 冒烟 ", spot=" 东侧 "))
    events = complete(village, reader, draft.add_photos([a_photo(82)]))
    findings = [event for event in events if isinstance(event, FindingNoticed)]
    suffix = village.workspace.feed[:4].upper()
    assert [finding.number for finding in findings] == [
        f"SLX0101-2026-{suffix}-0001",
        f"SLX0101-2026-{suffix}-0002",
    ]
    assert [(one.text, one.spot, one.question, one.place) for one in findings] == [
        ("料堆未覆盖", "", "piles", placed.place),
        ("冒烟", "东侧", "", None),
    ]
    photos = [event for event in events if isinstance(event, PhotoAdded)]
    assert [photo.finding for photo in photos] == [NEW, NEW, ""]
    stop = next(event for event in events if isinstance(event, StopRecorded))
    assert not stop.nothing_unusual
    assert next(finding_numbers(reader, VILLAGE, 2026, village.workspace.feed)).endswith("-0003")
    assert next(finding_numbers(reader, VILLAGE, 2027, village.workspace.feed)).endswith(
        "2027-" + f"{suffix}-0001"
    )


def test_a_finding_is_put_right_on_the_spot_with_a_photo_before_and_after(
    village: Village, reader: Reader
) -> None:
    draft = NORMAL.answer(PILES, Value.NO, NEW).put_right(NEW, put_right=True).add_finding(OTHER)
    draft = draft.change_finding(msgspec.structs.replace(draft.findings[1], text="带泥上路"))
    with pytest.raises(Refused, match="a photo before and one after"):
        complete(village, reader, draft)
    draft = draft.add_photos([a_photo(80)], NEW, Moment.BEFORE).add_photos([a_photo(82)], NEW, Moment.AFTER)
    events = complete(village, reader, draft)
    assert [event.subject for event in events if isinstance(event, FindingPutRightOnTheSpot)] == [NEW]
    states: dict[str, str] = dict(reader.rows("SELECT id, state FROM finding"))
    assert states == {NEW: FindingState.CLOSED, OTHER: FindingState.NOTICED}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"answers": NORMAL.answers[:1], "looked": False}, "“料堆是否覆盖” has no answer yet."),
        ({"site": SiteId(named(99))}, "not known here any more"),
        ({"person": PersonId(named(99))}, "not known here any more"),
        ({"patrol": PatrolId(named(99))}, "not known here any more"),
        ({"arrived": MORNING.later(-DAY)}, "needs a reason"),
        (
            {"answers": (*NORMAL.answers, Answer(question="strange", value=Value.YES))},
            "belongs to no question",
        ),
        (
            {"checklist": FULL, "version": 1, "answers": (), "asked": ()},
            "Grid staff do not inspect enterprises",
        ),
    ],
)
def test_what_a_rule_forbids_is_refused_in_a_sentence_and_nothing_is_recorded(
    village: Village, reader: Reader, change: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        complete(village, reader, moved(NORMAL, 61, **change))
    assert reader.value("SELECT count(*) FROM stop") == 0


def test_a_finding_without_words_is_refused(village: Village, reader: Reader) -> None:
    with pytest.raises(Refused, match="few words"):
        complete(village, reader, NORMAL.add_finding(NEW))


def test_a_site_without_a_list_is_visited_at_a_glance(village: Village, reader: Reader) -> None:
    bare = BLANK.ask("", 0, (), full=False).answer_rest_normally(())
    _started, stop = complete(village, reader, bare)
    assert isinstance(stop, StopRecorded)
    assert (stop.nothing_unusual, stop.checklist) == (True, "")


def test_a_stop_of_yesterday_with_a_reason_begins_a_late_round_of_its_day_which_the_next_one_joins(
    village: Village, reader: Reader
) -> None:
    yesterday = MORNING.later(-DAY)
    late = moved(NORMAL, 61, arrived=yesterday, late_reason=" 停电 ")
    started, stop = complete(village, reader, late)
    assert isinstance(started, PatrolStarted)
    assert isinstance(stop, StopRecorded)
    assert (started.day, started.late_reason) == (yesterday.day, "停电")
    assert (stop.left, stop.late_reason) == (None, "停电")
    (second,) = complete(village, reader, moved(late, 62, site=HEAP, arrived=yesterday.later(1)))
    assert isinstance(second, StopRecorded)
    assert second.patrol == started.subject
    (started_today, _stop) = complete(village, reader, NORMAL)
    assert isinstance(started_today, PatrolStarted)


def test_a_late_round_is_begun_with_its_reason_and_takes_the_stops_that_name_it(
    village: Village, reader: Reader
) -> None:
    began = at(date(2026, 11, 20), "19:30", 480)
    started = start_round(VILLAGE, STAFF, began, MORNING, os.urandom, late_reason=" 电脑送修 ")
    assert (started.day, started.late_reason, started.kind) == (began.day, "电脑送修", PatrolKind.NIGHT)
    with pytest.raises(Refused, match="needs a reason"):
        start_round(VILLAGE, STAFF, began, MORNING, os.urandom)
    village.record(started)
    patrol = PatrolId(started.subject)
    (stop,) = complete(village, reader, moved(NORMAL, 61, patrol=patrol, arrived=began.later(HOUR)))
    assert isinstance(stop, StopRecorded)
    assert stop.patrol == patrol
    finished = finish_events(reader, patrol, LATER, village.workspace.feed, Ending())[-1]
    assert isinstance(finished, PatrolFinished)
    assert finished.ended == began.later(HOUR)


def test_the_end_reports_what_was_found_and_numbers_the_report(village: Village, reader: Reader) -> None:
    complete(village, reader, NORMAL.answer(PILES, Value.NO, NEW))
    (patrol,) = open_patrols(reader, VILLAGE, STAFF)
    ended = MORNING.later(8 * HOUR)
    ending = Ending(signers_by_rule(reader), weather=" 晴 ", present=" 示例丁 ")
    events = finish_events(
        reader,
        patrol.patrol.id,
        ended,
        village.workspace.feed,
        ending,
    )
    reported, finished = events
    assert reported == FindingReported(subject=NEW)
    suffix = village.workspace.feed[:4].upper()
    assert finished == PatrolFinished(
        subject=patrol.patrol.id,
        ended=ended,
        number=f"SLX0101-20261122-{suffix}-01",
        signers=("inspector",),
        due=3,
        present="示例丁",
        weather="晴",
    )
    finish_round(village.workspace, patrol.patrol.id, Actor(STAFF, VILLAGE), ended, ending)
    found = patrol_of(reader, patrol.patrol.id)
    assert found is not None
    assert (found.weather, found.is_open) == ("晴", False)
    assert next_report_number(reader, VILLAGE, TODAY, village.workspace.feed).endswith("-02")
    with pytest.raises(Refused, match="finished already"):
        finish_events(reader, found.id, ended, village.workspace.feed, Ending())


def test_a_late_round_without_stops_ends_where_it_began_and_an_unknown_one_not_at_all(
    village: Village, reader: Reader
) -> None:
    began = MORNING.later(-DAY)
    started = start_round(VILLAGE, STAFF, began, MORNING, os.urandom, late_reason="停电")
    village.record(started)
    finished = finish_events(reader, PatrolId(started.subject), MORNING, village.workspace.feed, Ending())[-1]
    assert isinstance(finished, PatrolFinished)
    assert finished.ended == began
    with pytest.raises(Refused, match="not known here any more"):
        finish_events(reader, PatrolId(named(99)), MORNING, village.workspace.feed, Ending())


def test_who_signs_is_a_rule_of_the_office(village: Village, reader: Reader) -> None:
    village.record(RulesDecided(subject=named(90), office_name="示例", signers=("inspector", "leader")))
    assert signers_by_rule(reader) == ("inspector", "leader")
