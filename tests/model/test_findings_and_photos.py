"""Findings from noticed to closed, and photos with their doubts."""

import msgspec
import pytest

from inspector.errors import Refused
from inspector.model.events import Blob, Place
from inspector.model.finding import (
    Finding,
    FindingNoticed,
    FindingPutRightOnTheSpot,
    FindingReported,
    notice,
)
from inspector.model.finding_state import FindingState, Severity
from inspector.model.photo import Doubt, Photo, PhotoAdded, TimeSource, doubts_of
from inspector.periods import DAY, Instant

NOON = Instant(1_795_320_000_000, 480)
NOTICED = FindingNoticed(
    subject="f", number="N", grid="g", site="s", patrol="p", stop="t", text="堆场东侧未覆盖", noticed=NOON
)


@pytest.fixture
def finding(fact) -> Finding:
    folded = Finding.of([fact(NOTICED)])
    assert folded
    return folded


def test_a_minor_finding_is_closed_on_the_spot_with_a_photo_before_and_after(fact, finding):
    event = finding.put_right_on_the_spot(1, 1, "当场覆盖")
    closed = Finding.of([fact(NOTICED), fact(event)])
    assert closed
    assert (closed.state, closed.on_the_spot) == (FindingState.CLOSED, True)
    for before, after in ((0, 1), (1, 0)):
        with pytest.raises(Refused, match="before and one after"):
            finding.put_right_on_the_spot(before, after)
    with pytest.raises(Refused, match="just noticed"):
        closed.put_right_on_the_spot(1, 1)
    serious = msgspec.structs.replace(finding, severity=Severity.SERIOUS)
    with pytest.raises(Refused, match="minor"):
        serious.put_right_on_the_spot(1, 1)


def test_a_finding_is_reported_once(fact, finding):
    reported = Finding.of([fact(NOTICED), fact(finding.report())])
    assert reported
    assert (reported.state, reported.on_the_spot) == (FindingState.REPORTED, False)
    with pytest.raises(Refused, match="already"):
        reported.report()


def test_the_state_of_a_finding_survives_the_erasure_of_a_body(fact):
    facts = [fact(NOTICED), fact(None, type=FindingPutRightOnTheSpot.TYPE), fact(NOTICED)]
    finding = Finding.of(facts)
    assert finding
    assert finding.state is FindingState.CLOSED


def test_no_finding_without_a_readable_confirmed_beginning(fact):
    assert Finding.of([fact(NOTICED, confirmed=False), fact(FindingReported(subject="f"))]) is None


def test_a_finding_needs_words_not_too_many_and_a_known_term():
    with pytest.raises(Refused, match="few words"):
        notice(msgspec.structs.replace(NOTICED, text="  "))
    with pytest.raises(Refused, match="3000"):
        notice(msgspec.structs.replace(NOTICED, text="长" * 3001))
    with pytest.raises(Refused, match="term"):
        notice(msgspec.structs.replace(NOTICED, term_days=5))
    assert notice(NOTICED) is NOTICED


def test_a_photo_names_its_original_first_and_its_preview_last(fact):
    blobs = (Blob("a" * 64, 10, "image/jpeg"), Blob("b" * 64, 5, "image/webp"))
    added = PhotoAdded(subject="x", blobs=blobs, patrol="p", stop="t", site="s", taken=NOON)
    photo = Photo.of([fact(None, type="photo.added"), fact(added)])
    assert photo
    assert (photo.original, photo.preview) == blobs
    assert Photo.of([fact(msgspec.structs.replace(added, blobs=()))]) is None


HERE, THERE = Place(lat=396_000_000, lon=1_068_000_000), Place(lat=396_100_000, lon=1_068_000_000)


@pytest.mark.parametrize(
    ("taken", "source", "place", "doubts"),
    [
        (NOON, TimeSource.EXIF, HERE, ()),
        (NOON, TimeSource.EXIF, None, (Doubt.NO_PLACE,)),
        (NOON, TimeSource.EXIF, THERE, (Doubt.FAR_AWAY,)),
        (NOON, TimeSource.ENTRY, HERE, (Doubt.NO_TIME,)),
        (Instant(315_532_800_000, 480), TimeSource.EXIF, HERE, (Doubt.CLOCK_BEFORE_2000,)),
        (Instant(4_070_908_800_000, 480), TimeSource.EXIF, HERE, (Doubt.CLOCK_AHEAD,)),
        (NOON.later(-DAY), TimeSource.FILE_NAME, HERE, (Doubt.ANOTHER_DAY,)),
    ],
)
def test_what_does_not_fit_is_named_as_a_doubt(taken, source, place, doubts):
    assert doubts_of(taken, source, place, HERE, NOON) == doubts


def test_a_site_without_coordinates_makes_no_photo_far_away():
    assert doubts_of(NOON, TimeSource.EXIF, HERE, None, NOON) == ()
