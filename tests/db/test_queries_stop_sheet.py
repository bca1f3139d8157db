"""What stands beside a stop: the right questions, last time's answers, open findings, photos, phrases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.connection import Reader
from db.queries.stop_sheet import LastAnswer, asked_of, stop_sheet
from inspector.model.checklist import ChecklistPublished, ListFor
from inspector.model.events import Blob
from inspector.model.finding import FindingNoticed
from inspector.model.finding_state import FindingState, Severity
from inspector.model.ids import ChecklistId, FindingId, PersonId, SiteId
from inspector.model.patrol import PatrolStarted
from inspector.model.photo import Moment, PhotoAdded
from inspector.model.question import Answer, Question, Value
from inspector.model.site import SiteChanged
from inspector.model.stop import StopRecorded
from inspector.periods import DAY, Instant
from tests.db.village import (
    COKING,
    FIELD,
    FULL,
    FULL_LIST,
    HEAP,
    MORNING,
    OFFICER,
    OUTSIDE,
    OUTSIDE_LIST,
    RIVER,
    STAFF,
    TODAY,
    VILLAGE,
    Village,
    named,
)

SMOKE, _PILES, ROAD, _OUTLET = OUTSIDE_LIST.questions
YESTERDAY = MORNING.later(-DAY)
PATROL, STOP = named(50), named(60)


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


def visit(
    number: int, site: str, arrived: Instant, *answers: Answer, patrol: str = PATROL, late_reason: str = ""
) -> tuple[PatrolStarted, StopRecorded]:
    return (
        PatrolStarted(subject=patrol, grid=VILLAGE, day=arrived.day, began=arrived, inspectors=(STAFF,)),
        StopRecorded(
            subject=named(number),
            patrol=patrol,
            site=site,
            arrived=arrived,
            checklist=OUTSIDE,
            version=3,
            answers=answers,
            late_reason=late_reason,
        ),
    )


def finding(number: int, site: str, text: str, noticed: Instant = YESTERDAY) -> FindingNoticed:
    return FindingNoticed(
        subject=named(number),
        number=f"N{number}",
        grid=VILLAGE,
        site=site,
        patrol=PATROL,
        stop=STOP,
        text=text,
        noticed=noticed,
        severity=Severity.SERIOUS,
    )


def test_grid_staff_are_asked_the_must_look_questions_of_the_outside_list(reader: Reader) -> None:
    sheet = stop_sheet(reader, COKING, STAFF, MORNING)
    assert sheet is not None
    assert sheet.ordinary is not None
    assert [question.id for question in sheet.ordinary.questions] == ["smoke", "piles", "road"]
    assert (sheet.ordinary.checklist, sheet.ordinary.version) == (OUTSIDE, OUTSIDE_LIST)
    assert sheet.full is not None
    assert sheet.full.questions == OUTSIDE_LIST.questions
    assert (sheet.site.name, sheet.site.leader, sheet.grid_name) == ("示例焦化厂", "示例丙", "示例村网格")
    assert sheet.site.place is not None


def test_officers_have_the_whole_list_at_a_full_check(reader: Reader) -> None:
    sheet = stop_sheet(reader, COKING, OFFICER, MORNING)
    assert sheet is not None
    assert sheet.ordinary is not None
    assert sheet.ordinary.version == OUTSIDE_LIST
    assert sheet.full is not None
    assert (sheet.full.checklist, sheet.full.questions) == (FULL, FULL_LIST.questions)


def test_a_list_without_must_look_questions_gives_its_first_ones_and_no_full_check_that_asks_no_more(
    reader: Reader,
) -> None:
    sheet = stop_sheet(reader, RIVER, STAFF, MORNING)
    assert sheet is not None
    assert sheet.ordinary is not None
    assert [question.id for question in sheet.ordinary.questions] == ["colour"]
    assert sheet.full is None
    assert sheet.site.place is None


def test_a_site_without_a_list_asks_nothing_ordinarily(reader: Reader) -> None:
    staff, officer = (stop_sheet(reader, FIELD, person, MORNING) for person in (STAFF, OFFICER))
    assert staff is not None
    assert officer is not None
    assert (staff.ordinary, staff.full, officer.ordinary) == (None, None, None)
    assert officer.full is not None


def test_grid_staff_never_see_a_list_of_officers(village: Village, reader: Reader) -> None:
    village.record(SiteChanged(subject=COKING, checklist=FULL))
    staff, officer = (stop_sheet(reader, COKING, person, MORNING) for person in (STAFF, OFFICER))
    assert staff is not None
    assert officer is not None
    assert (staff.ordinary, staff.full) == (None, None)
    assert officer.ordinary is not None
    assert len(officer.ordinary.questions) == 3
    assert officer.full is not None
    assert officer.full.checklist == FULL
    stranger = stop_sheet(reader, COKING, PersonId(named(99)), MORNING)
    assert stranger is not None
    assert stranger.ordinary is None


def test_officers_without_a_whole_list_have_all_questions_of_the_site(
    village: Village, reader: Reader
) -> None:
    village.record(
        ChecklistPublished(
            subject=FULL,
            title="改",
            version=2,
            made_for=ListFor.OFFICER,
            questions=(Question(id="a", text="A"),),
        )
    )
    sheet = stop_sheet(reader, COKING, OFFICER, MORNING)
    assert sheet is not None
    assert sheet.full is not None
    assert sheet.full.questions == OUTSIDE_LIST.questions


def test_beside_each_question_stands_the_answer_of_the_last_time_it_was_asked(
    village: Village, reader: Reader
) -> None:
    earlier = YESTERDAY.later(-DAY)
    village.record(
        *visit(
            61,
            COKING,
            earlier,
            Answer(question="smoke", value=Value.YES),
            Answer(question="road", value=Value.NO),
            patrol=named(51),
        ),
        when=earlier,
    )
    village.record(
        *visit(60, COKING, YESTERDAY, Answer(question="smoke", value=Value.NO), late_reason="停电"),
        *visit(62, COKING, MORNING.later(1), Answer(question="smoke", value=Value.YES), patrol=named(52)),
    )
    sheet = stop_sheet(reader, COKING, STAFF, MORNING)
    assert sheet is not None
    assert sheet.answers == {
        "smoke": LastAnswer(Answer(question="smoke", value=Value.NO), YESTERDAY.day, SMOKE),
        "road": LastAnswer(Answer(question="road", value=Value.NO), earlier.day, ROAD),
    }
    assert sheet.last is not None
    assert (sheet.last.day, sheet.last.by, sheet.last.late_reason) == (YESTERDAY.day, "示例甲", "停电")


def test_open_findings_and_photos_of_the_site_are_shown_and_recent_texts_offered(
    village: Village, reader: Reader
) -> None:
    village.record(
        *visit(60, COKING, YESTERDAY),
        finding(70, COKING, "烟囱冒黑烟"),
        finding(71, COKING, "烟囱冒黑烟", YESTERDAY.later(1)),
        finding(72, HEAP, "苫盖破损"),
        finding(73, COKING, "长" * 61),
        PhotoAdded(
            subject=named(80),
            blobs=(Blob("a" * 64, 1, "image/jpeg"), Blob("b" * 64, 2, "image/webp")),
            patrol=PATROL,
            stop=STOP,
            site=COKING,
            taken=YESTERDAY,
            finding=named(70),
            moment=Moment.BEFORE,
        ),
    )
    sheet = stop_sheet(reader, COKING, STAFF, MORNING)
    assert sheet is not None
    assert [one.id for one in sheet.findings] == [FindingId(named(number)) for number in (71, 70, 73)]
    first = sheet.findings[0]
    assert (first.severity, first.state, first.text) == (
        Severity.SERIOUS,
        FindingState.NOTICED,
        "烟囱冒黑烟",
    )
    assert (first.due_on - TODAY).days == 6
    assert sheet.phrases.recent == ("烟囱冒黑烟", "苫盖破损")
    (shown,) = sheet.photos
    assert (shown.preview, shown.taken, shown.moment) == (
        Blob("b" * 64, 2, "image/webp"),
        YESTERDAY,
        Moment.BEFORE,
    )
    assert sheet.unreadable == 0


def test_a_site_nobody_knows_has_no_sheet_and_a_list_nobody_published_no_version(reader: Reader) -> None:
    assert stop_sheet(reader, SiteId(named(99)), STAFF, MORNING) is None
    assert asked_of(reader, ChecklistId(OUTSIDE), 2) is None
    assert asked_of(reader, ChecklistId(OUTSIDE), 3) == OUTSIDE_LIST
