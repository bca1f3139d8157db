"""What the text of a day is written from."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from db.connection import Reader
from db.queries.day_text import day_facts, day_photos, patrols_of_day
from inspector.errors import Refused
from inspector.model.finding import FindingNoticed, FindingPutRightOnTheSpot, FindingReported
from inspector.model.patrol import PatrolKind
from inspector.periods import MINUTE
from inspector.reports.patrol_paper import Handling
from tests.db.reporting import finish, go_round
from tests.db.village import COKING, MORNING, OFFICER, VILLAGE, Village, named


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    with closing(village.workspace.reader()) as opened:
        yield opened


def test_the_rounds_of_a_grid_and_day_are_told_together(village: Village, reader: Reader) -> None:
    first = go_round(village, photos=3)
    second = go_round(village, 80, inspectors=(OFFICER,), stops=1)
    go_round(village, 110, day=date(2026, 11, 20), late_reason="设备没电")
    assert patrols_of_day(reader, VILLAGE, MORNING.day) == [first, second]
    facts = day_facts(reader, [first, second])
    assert (facts.grid, facts.day, facts.weather) == ("示例村网格", MORNING.day, "晴")
    assert (facts.people, facts.kinds) == (("示例甲", "示例乙"), (PatrolKind.DAILY,))
    assert (facts.stops, facts.late, facts.photos) == (3, 0, 3)
    assert facts.ended is None
    finish(village, first)
    assert day_facts(reader, [first, second]).ended is None
    finish(village, second, serial=2)
    ended = day_facts(reader, [first, second]).ended
    assert ended is not None
    assert ended.clock == "12:00"


def test_findings_say_what_was_done_about_them(village: Village, reader: Reader) -> None:
    patrol = go_round(village)
    found = FindingNoticed(
        subject=named(70),
        number="N-2",
        grid=VILLAGE,
        site=COKING,
        patrol=patrol,
        stop=named(51),
        text="带泥上路",
        noticed=MORNING.later(9 * MINUTE),
    )
    village.record(
        found,
        FindingPutRightOnTheSpot(subject=named(70)),
        replace_number(found, 71),
        FindingReported(subject=named(71)),
    )
    facts = day_facts(reader, [patrol])
    assert [finding.handling for finding in facts.findings] == [
        Handling.OPEN,
        Handling.PUT_RIGHT,
        Handling.REPORTED,
    ]
    assert facts.findings[0].site == "示例焦化厂"


def replace_number(found: FindingNoticed, number: int) -> FindingNoticed:
    import msgspec

    return msgspec.structs.replace(found, subject=named(number), number=f"N-{number}")


def test_a_day_without_a_round_is_a_sentence(reader: Reader) -> None:
    assert patrols_of_day(reader, VILLAGE, MORNING.day) == []
    with pytest.raises(Refused, match="No patrol"):
        day_facts(reader, [])


def test_photos_of_findings_come_first_with_the_number_of_their_stop(
    village: Village, reader: Reader
) -> None:
    from inspector.model.photo import PhotoAdded

    patrol = go_round(village, photos=2)
    kept = village.workspace.blobs.keep(b"x", "image/webp")
    village.record(
        PhotoAdded(
            subject=named(75), blobs=(kept, kept), patrol=patrol, stop=named(52), site=COKING, taken=MORNING
        ),
        PhotoAdded(subject=named(76), blobs=(kept, kept), patrol=patrol, stop="", site="", taken=MORNING),
    )
    photos = day_photos(reader, [patrol])
    assert [(photo.of_finding, photo.number) for photo in photos] == [
        (True, 1),
        (True, 1),
        (False, 2),
        (False, 0),
    ]
    assert photos[2].preview == kept
