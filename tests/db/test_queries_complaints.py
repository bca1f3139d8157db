"""The list of complaints narrows, counts and finds; a case gathers what belongs to it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from db.complaint_recording import plan_revisits, record_complaint_step, register_complaint
from db.connection import Reader
from db.queries.complaint_case import (
    alike_complaints,
    batches_of,
    complaint_case,
    offered_sites,
    step_choices,
)
from db.queries.complaints import (
    ComplaintView,
    complaint_counts,
    complaint_facts,
    complaint_keys,
    complaint_rows,
)
from db.queries.site_facts import Facts
from db.queries.window import found_by_letters
from db.workspace import Actor
from inspector.model.complainant import Complainant
from inspector.model.complaint_life import (
    ComplaintAccepted,
    ComplaintAssigned,
    ComplaintClosed,
    ComplaintDeclined,
    ComplaintFindingLinked,
    ComplaintInvestigated,
    ComplaintLinked,
    ComplaintReceived,
    RevisitPlanned,
)
from inspector.model.complaint_steps import ComplaintStep
from inspector.model.complaint_words import Channel, ComplaintState, Pollution, Truth
from inspector.model.events import Event
from inspector.model.finding import FindingNoticed
from inspector.model.finding_state import Source
from inspector.model.ids import ComplaintId
from inspector.model.patrol import PatrolKind, PatrolStarted
from inspector.model.stop import StopRecorded
from tests.db.village import COKING, HEAP, MORNING, OFFICE, STAFF, TODAY, TOWN, VILLAGE, Village, named

DAY = 86_400_000
BY = Actor(STAFF, VILLAGE)
ACCEPTED = ComplaintAccepted(due=TODAY + timedelta(days=30))
INVESTIGATED = ComplaintInvestigated(on=TODAY, verdict=Truth.TRUE, text="属实")
CLOSED = ComplaintClosed(on=TODAY, result="已整改")


def register(village: Village, *steps: Event, **given: object) -> ComplaintId:
    told = {"channel": Channel.VISIT, "received": MORNING, "content": "夜间有刺鼻气味", "site": COKING}
    complaint = ComplaintReceived(number="", grid="", **{**told, **given})  # type: ignore[arg-type]
    recorded = register_complaint(
        village.workspace, complaint, Complainant(name="赵钱孙"), BY, MORNING, village.chance
    )
    for step in steps:
        record_complaint_step(village.workspace, recorded.complaint, step, BY, MORNING)
    return ComplaintId(recorded.complaint)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    village = Village(tmp_path)
    yield village
    village.close()


@pytest.fixture
def four(village: Village) -> dict[str, ComplaintId]:
    return {
        "old": register(village, received=MORNING.later(-70 * DAY), kinds=(Pollution.ODOUR,)),
        "sent": register(
            village,
            ACCEPTED,
            ComplaintAssigned(handlers=(STAFF,), unit="示例镇"),
            channel=Channel.SENT_DOWN,
            batch="第一批",
            given_number="D1-001",
            site="",
            accused="北山料场",
            content="扬尘",
        ),
        "settled": register(village, ACCEPTED, INVESTIGATED, CLOSED, received=MORNING.later(-DAY)),
        "declined": register(village, ComplaintDeclined(reason="不属本部门"), content="邻里纠纷", site=HEAP),
    }


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    with closing(village.workspace.reader()) as reader:
        yield reader


def view(**given: object) -> ComplaintView:
    return ComplaintView(**{"grid": OFFICE, "today": TODAY, **given})  # type: ignore[arg-type]


def test_what_is_due_stands_first_and_each_filter_counts(
    reader: Reader, four: dict[str, ComplaintId]
) -> None:
    assert complaint_keys(reader, view()) == [four["old"], four["sent"]]
    assert complaint_keys(reader, view(filter="ended"), 1) == [four["declined"]]
    assert complaint_counts(reader, view()) == {
        "open": 2,
        "due": 1,
        "overdue": 1,
        "received": 1,
        "unanswered": 1,
        "ended": 2,
        "all": 4,
    }


def test_columns_sort_both_ways(reader: Reader, four: dict[str, ComplaintId]) -> None:
    up = complaint_keys(reader, view(filter="all", sort="number"))
    assert up == list(four.values())
    assert complaint_keys(reader, view(filter="all", sort="number", descending=True)) == up[::-1]


def test_a_grid_sees_its_own_ground(reader: Reader, four: dict[str, ComplaintId]) -> None:
    assert complaint_counts(reader, view(grid=TOWN))["all"] == 4
    assert complaint_counts(reader, view(grid=named(999)))["all"] == 0


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ((("channel", ("sent_down",)),), ["sent"]),
        ((("batch", ("第一批",)), ("unit", ("示例镇",))), ["sent"]),
        ((("kind", ("odour",)),), ["old"]),
        ((("verdict", ("true",)),), ["settled"]),
        ((("state", ("declined",)),), ["declined"]),
        ((("of_tomorrow", ("x",)),), ["sent", "declined", "settled", "old"]),
    ],
)
def test_facts_narrow(reader: Reader, four: dict[str, ComplaintId], facts: Facts, found: list[str]) -> None:
    keys = complaint_keys(reader, view(filter="all", facts=facts))
    assert set(keys) == {four[name] for name in found}


@pytest.mark.parametrize(
    ("letters", "found"),
    [("D1-001", ["sent"]), ("料场", ["sent"]), ("焦化", ["settled", "old"]), ("赵钱", [])],
)
def test_letters_find_numbers_words_and_sites_but_nobody(
    reader: Reader, four: dict[str, ComplaintId], letters: str, found: list[str]
) -> None:
    assert complaint_keys(reader, view(filter="all", text=letters)) == [four[name] for name in found]


def test_the_window_finds_complaints_by_words_and_nobody_by_name(
    reader: Reader, four: dict[str, ComplaintId]
) -> None:
    assert [one.complaint for one in found_by_letters(reader, "邻里")] == [four["declined"]]
    assert found_by_letters(reader, "赵钱") == []


def test_a_line_says_how_it_stands(reader: Reader, four: dict[str, ComplaintId]) -> None:
    rows = complaint_rows(reader, [four["settled"], four["sent"], ComplaintId(named(999))])
    assert len(rows) == 2
    settled, sent = rows[four["settled"]], rows[four["sent"]]
    assert (settled.accused, settled.verdict, settled.state) == (
        "示例焦化厂",
        Truth.TRUE,
        ComplaintState.CLOSED,
    )
    assert (sent.accused, sent.unit, sent.verdict, sent.is_sealed) == ("北山料场", "示例镇", None, True)


def test_rounds_units_and_batches_are_offered(
    village: Village, reader: Reader, four: dict[str, ComplaintId]
) -> None:
    planned = RevisitPlanned(round=named(801), name="第一轮", due=TODAY)
    plan_revisits(village.workspace, [four["settled"]], planned, BY, MORNING)
    facts = complaint_facts(reader)
    assert (facts.units, facts.batches, facts.rounds) == (("示例镇",), ("第一批",), ("第一轮",))
    chosen = view(filter="all", facts=(("round", ("第一轮",)),))
    assert complaint_keys(reader, chosen) == [four["settled"]]
    assert batches_of(reader) == [("第一批", 1, TODAY + timedelta(days=30))]


def test_a_case_gathers_steps_people_and_findings(
    village: Village, reader: Reader, four: dict[str, ComplaintId]
) -> None:
    workspace, old = village.workspace, four["old"]
    assert complaint_case(reader, workspace, ComplaintId(named(999)), BY, MORNING) is None
    village.record(
        FindingNoticed(
            subject=named(810),
            number="N1",
            grid=VILLAGE,
            site=COKING,
            patrol="",
            stop="",
            text="有异味",
            noticed=MORNING,
            source=Source.COMPLAINT,
            source_ref=old,
        ),
        FindingNoticed(
            subject=named(811),
            number="N2",
            grid=VILLAGE,
            site=COKING,
            patrol="",
            stop="",
            text="料堆",
            noticed=MORNING,
        ),
    )
    case = complaint_case(reader, workspace, old, BY, MORNING)
    assert case
    assert [one.number for one in case.findings] == ["N1"]
    assert [one.number for one in step_choices(reader, case.complaint).findings] == ["N2"]
    for step in (ComplaintFindingLinked(finding=named(811)), ComplaintLinked(earlier=four["settled"])):
        record_complaint_step(workspace, old, step, BY, MORNING)
    case = complaint_case(reader, workspace, old, BY, MORNING)
    assert case
    assert {one.number for one in case.findings} == {"N1", "N2"}
    assert case.earlier
    assert case.earlier.complaint == four["settled"]
    assert [entry.type for entry in case.entries] == [
        "complaint.received",
        "complaint.finding_linked",
        "complaint.linked",
    ]
    assert (case.handlers, case.registered_by, case.is_mine) == (("示例甲",), "示例甲", True)
    assert next(one.step for one in case.steps if not one.refusal) is ComplaintStep.ACCEPT
    later = complaint_case(reader, workspace, four["settled"], None, MORNING)
    assert later
    assert [one.complaint for one in later.later] == [old]
    assert not later.is_mine
    assert all(one.refusal for one in later.steps)


def test_visits_to_the_site_and_rounds_about_complaints_are_offered(
    village: Village, reader: Reader, four: dict[str, ComplaintId]
) -> None:
    patrol = PatrolStarted(
        subject=named(820),
        grid=VILLAGE,
        day=TODAY,
        began=MORNING,
        inspectors=(STAFF,),
        kind=PatrolKind.COMPLAINT,
    )
    stops = [
        StopRecorded(subject=named(821), patrol=named(820), site=HEAP, arrived=MORNING.later(60_000)),
        StopRecorded(subject=named(822), patrol=named(820), site=COKING, arrived=MORNING.later(30_000)),
    ]
    village.record(patrol, *stops)
    case = complaint_case(reader, village.workspace, four["old"], BY, MORNING)
    assert case
    choices = step_choices(reader, case.complaint)
    assert [(one.stop, one.is_of_complaints) for one in choices.stops] == [
        (named(822), True),
        (named(821), True),
    ]
    assert "示例乙" in [name for _person, name in choices.people]
    assert choices.units == ("示例镇",)
    sent = complaint_case(reader, village.workspace, four["sent"], BY, MORNING)
    assert sent
    assert step_choices(reader, sent.complaint).findings == ()


def test_earlier_complaints_are_proposed_by_site_name_or_words(
    reader: Reader, four: dict[str, ComplaintId]
) -> None:
    same_site = alike_complaints(reader, COKING, "", "x")
    assert [one.complaint for one in same_site] == [four["settled"], four["old"]]
    assert all(one.same_site for one in same_site)
    assert [one.complaint for one in alike_complaints(reader, "", "北山料场", "")] == [four["sent"]]
    by_words = alike_complaints(reader, "", "", "夜间有刺鼻气味，难闻", four["old"])
    assert [one.complaint for one in by_words] == [four["settled"]]
    assert alike_complaints(reader, "", "", "夜间") == ()


def test_sites_are_found_by_letters(reader: Reader) -> None:
    assert [name for _site, name, _address in offered_sites(reader, "焦化")] == ["示例焦化厂"]
