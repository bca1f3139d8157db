"""What of an event goes into the body, and how it is read by older and newer programs."""

import unicodedata

import pytest

from inspector.journal.body import NAMES, Reading, body_of, event_of
from inspector.journal.encoding import parse
from inspector.model.events import EVENTS, Event
from inspector.model.finding import FindingNoticed
from inspector.model.office import RulesDecided
from inspector.model.patrol import PatrolFinished
from inspector.model.person import PersonAdded
from inspector.model.question import Answer, Value
from inspector.model.signing import ReportSigned
from inspector.model.site import SiteAdded
from inspector.model.stop import StopRecorded
from tests.journal.made import FINDING, NOON, named, noticed

SALT = bytes(range(16))
DECOMPOSED = "e\u0301"
COMPATIBLE = "\ufa30"
"""A rare character that NFC would turn into another one."""
NAMED = {FindingNoticed, PatrolFinished, PersonAdded, ReportSigned, RulesDecided, SiteAdded}


def read(
    body: bytes | None, kind: type[Event] = FindingNoticed, version: int = 1
) -> tuple[Event | None, Reading]:
    return event_of(kind.TYPE, version, body, FINDING, ())


def test_a_body_holds_what_is_not_in_the_header_and_a_salt() -> None:
    body = parse(body_of(noticed(), SALT), 65_536)
    assert body["salt"] == SALT.hex()
    assert body["noticed"] == [NOON.ts, NOON.tz]
    assert not {"subject", "blobs", "severity"} & set(body)


def test_the_same_event_gives_another_body_with_another_salt() -> None:
    assert body_of(noticed(), SALT) != body_of(noticed(), bytes(16))


def test_text_is_normalised_and_names_are_not() -> None:
    assert read(body_of(noticed(DECOMPOSED), SALT)) == (noticed("é"), Reading.READ)
    added = PersonAdded(subject=FINDING, name=DECOMPOSED + COMPATIBLE)
    assert read(body_of(added, SALT), PersonAdded) == (added, Reading.READ)
    assert unicodedata.normalize("NFC", COMPATIBLE) != COMPATIBLE


def test_the_fields_kept_as_typed_are_fields_of_events() -> None:
    assert set(EVENTS.values()) >= NAMED
    assert {name for kind in EVENTS.values() for name in kind.__struct_fields__} >= NAMES


def test_text_inside_lists_and_objects_is_normalised_too() -> None:
    answer = Answer(question="q", value=Value.NO, note=DECOMPOSED)
    stop = StopRecorded(subject=FINDING, patrol=named(1), site=named(2), arrived=NOON, answers=(answer,))
    event, reading = read(body_of(stop, SALT), StopRecorded)
    assert reading is Reading.READ
    assert isinstance(event, StopRecorded)
    assert event.answers[0].note == "é"


@pytest.mark.parametrize(
    ("body", "version", "reading"),
    [
        (None, 1, Reading.NO_BODY),
        (b"{}", 2, Reading.NEWER_VERSION),
        (None, 2, Reading.NEWER_VERSION),
        (b"{}", 1, Reading.BAD_BODY),
        (b"no json", 1, Reading.BAD_BODY),
        (b'{"text":null}', 1, Reading.BAD_BODY),
    ],
)
def test_what_can_not_be_read_is_no_event_and_says_why(body, version, reading) -> None:
    assert read(body, version=version) == (None, reading)


def test_an_unknown_type_is_no_event() -> None:
    assert event_of("weather.balloon_seen", 1, b"{}", "", ()) == (None, Reading.UNKNOWN_TYPE)


def test_fields_of_tomorrow_are_ignored() -> None:
    body = body_of(noticed(), SALT)
    assert read(body[:-1] + b',"zone":{"a":[1]}}') == (noticed(), Reading.READ)


def test_the_body_can_not_speak_for_the_header() -> None:
    body = body_of(noticed(), SALT)
    forged = body.replace(b',"text"', b',"subject":"%b","text"' % named(9).encode())
    event, _ = read(forged)
    assert event is not None
    assert event.subject == FINDING
