"""An entry is sealed, travels as two lines, and is verified where it arrives."""

import hashlib
from typing import ClassVar

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import Refused, Unreadable
from inspector.journal.body import Reading
from inspector.journal.encoding import canonical
from inspector.journal.entry import (
    OTHER_VERSION_LIMIT,
    BodyState,
    Entry,
    OtherVersion,
    fact_of,
    read_line,
    reading_of,
    stored_entry,
)
from inspector.model.events import Blob, Event
from inspector.model.photo import PhotoAdded
from inspector.periods import Instant
from tests.journal.made import FINDING, NOON, OFFICE, SOMEBODY, Scribe, named, noticed, person


class Approved(Event):
    """A sample act that must be a person's own."""

    TYPE: ClassVar[str] = "sample.approved"
    BY_PERSON: ClassVar[bool] = True


def parts(entry: Entry) -> tuple[bytes, bytes]:
    line, body, rest = entry.lines().split(b"\n")
    assert rest == b""
    return line, body


def signed_anew(scribe: Scribe, entry: Entry, **changes: object) -> bytes:
    """Give the line of an entry whose header was changed before signing."""
    fields = orjson.loads(entry.header_bytes) | changes
    data = canonical({name: value for name, value in fields.items() if value is not None})
    signature = scribe.key.sign(b"gridjournal/1/entry\n" + data)
    return stored_line(signature, data)


def stored_line(signature: bytes, header: bytes) -> bytes:
    from binascii import b2a_base64

    return b2a_base64(signature, newline=False) + b" " + header


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=50))
def test_what_is_sealed_is_read_as_it_was(text) -> None:
    entry = Scribe().write(noticed(text), after=["b" * 64, "a" * 64])
    assert read_line(*parts(entry)) == entry
    assert entry.header.after == ("a" * 64, "b" * 64)
    assert stored_entry(entry.header_bytes, entry.signature, None, entry.body) == entry


def test_a_chain_links_each_header_to_the_one_before() -> None:
    scribe = Scribe()
    first, second = scribe.write(noticed()), scribe.write(noticed())
    assert first.header.prev is None
    assert second.header.prev == hashlib.sha256(first.header_bytes).hexdigest() == first.hash
    assert (first.feed, first.seq, second.seq) == (scribe.feed, 1, 2)


def test_an_event_comes_back_as_a_fact_of_the_model() -> None:
    photo = PhotoAdded(
        subject=FINDING,
        blobs=(Blob("a" * 64, 5, "image/jpeg"), Blob("b" * 64, 7, "image/webp")),
        patrol=named(6),
        stop=named(7),
        site=named(5),
        taken=NOON,
    )
    entry = Scribe().write(photo)
    fact = fact_of(read_line(*parts(entry)), confirmed=True, person_signed=True)
    assert fact.event == photo
    assert (fact.type, fact.hash, fact.after) == ("photo.added", entry.hash, ())
    assert (fact.at, fact.org, fact.actor, fact.subject) == (NOON, OFFICE, SOMEBODY, FINDING)
    assert (fact.blobs, fact.confirmed, fact.person_signed) == (photo.blobs, True, True)


def test_an_event_without_subject_names_none() -> None:
    entry = Scribe().write(Approved(), person_key=person())
    assert (entry.header.obj, entry.header.after, entry.after, entry.lc) == (None, None, (), 1)
    assert fact_of(entry, confirmed=False).subject == ""


def test_the_same_act_twice_gives_the_same_bytes() -> None:
    one, other = (Scribe().write(Approved(), person_key=person()) for _ in range(2))
    assert one.lines() == other.lines()


def test_a_person_signs_too_and_only_that_certificate_fits() -> None:
    key = person()
    entry = read_line(*parts(Scribe().write(Approved(), person_key=key)))
    assert entry.header.co == key.certificate_sha256
    assert entry.is_signed_with(key.certificate_der)
    assert not entry.is_signed_with(person("示例乙").certificate_der)
    assert not entry.is_signed_with(b"no certificate")


def test_an_act_that_must_be_a_persons_own_is_not_sealed_without_the_persons_key() -> None:
    with pytest.raises(Refused, match="own key"):
        Scribe().write(Approved())


@pytest.mark.parametrize("left", [b"", b",", b",*", b",QQ", b"," + b"QUJD" * 40, b",QUJD"])
def test_a_missing_or_wrong_signature_of_the_person_never_keeps_an_entry_out(left) -> None:
    key = person()
    whole = Scribe().write(Approved(), person_key=key)
    line, body = parts(whole)
    signatures, header = line.split(b" ", 1)
    entry = read_line(signatures.split(b",")[0] + left + b" " + header, body)
    assert entry.hash == whole.hash
    assert not entry.is_signed_with(key.certificate_der)
    assert read_line(*parts(entry)) == entry


def test_what_was_lacking_is_taken_from_a_later_arrival() -> None:
    key = person()
    whole = Scribe().write(Approved(), person_key=key)
    bare = stored_entry(whole.header_bytes, whole.signature, None, None)
    wrong = stored_entry(whole.header_bytes, whole.signature, b"wrong", None)
    assert bare.body_state is BodyState.ABSENT
    assert bare.completed_by(whole) == whole
    assert bare.completed_by(whole, key.certificate_der) == whole
    assert wrong.completed_by(whole, key.certificate_der) == whole
    assert wrong.completed_by(whole).person_signature == b"wrong"
    assert whole.completed_by(bare) == whole
    assert whole.completed_by(wrong, key.certificate_der) == whole
    assert bare.completed_by(wrong, key.certificate_der) == bare


def test_the_header_goes_on_without_the_body() -> None:
    entry = Scribe().write(noticed())
    bare = read_line(*parts(entry.without_body()))
    assert (bare.body, bare.body_state) == (None, BodyState.ABSENT)
    assert reading_of(bare) == (None, Reading.NO_BODY)
    assert bare.hash == entry.hash


@pytest.mark.parametrize("change", [b"", b" ", b"\n{}"])
def test_a_wrong_body_is_dropped_and_the_header_kept(change) -> None:
    line, body = parts(Scribe().write(noticed()))
    entry = read_line(line, body[:-1] + change + b"x")
    assert (entry.body, entry.body_state) == (None, BodyState.WRONG)


def test_a_body_that_no_line_could_carry_is_dropped() -> None:
    scribe = Scribe()
    body = b"{\n}"
    line = signed_anew(scribe, scribe.write(noticed()), bh=hashlib.sha256(body).hexdigest(), bl=len(body))
    assert read_line(line, body).body_state is BodyState.WRONG


@given(st.data())
def test_a_line_with_one_byte_changed_is_refused_or_only_lost_the_persons_signature(data) -> None:
    entry = Scribe().write(Approved(), person_key=person())
    line, body = parts(entry)
    place = data.draw(st.integers(0, len(line) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda other: other not in {line[place], ord("\n")}))
    try:
        read = read_line(line[:place] + bytes([byte]) + line[place + 1 :], body)
    except Unreadable:
        return
    assert (read.hash, read.signature) == (entry.hash, entry.signature)
    assert not read.is_signed_with(person().certificate_der)


@pytest.mark.parametrize(
    "changes",
    [
        {"prev": "a" * 64},
        {"seq": 2},
        {"obj": None},
        {"after": None},
        {"after": ["b" * 64, "a" * 64]},
        {"type": ""},
        {"org": "0192F0C0-0000-7000-8000-000000000001"},
        {"bl": 65_537},
        {"tz": -1441},
        {"blobs": [["a" * 64, 1]]},
        {"feed": "a" * 51 + "b"},
        {"v": 0},
    ],
    ids=str,
)
def test_a_header_against_the_table_is_refused_though_its_device_signed_it(changes) -> None:
    scribe = Scribe()
    with pytest.raises(Unreadable):
        read_line(signed_anew(scribe, scribe.write(noticed()), **changes), b"")


def test_fields_of_tomorrow_are_kept_and_not_in_the_way() -> None:
    scribe = Scribe()
    entry = scribe.write(noticed())
    later = read_line(signed_anew(scribe, entry, future={"nested": [True, -1]}), entry.body or b"")
    assert b'"future":{"nested":[true,-1]}' in later.header_bytes
    assert fact_of(later, confirmed=True).event == noticed()


@pytest.mark.parametrize(
    ("header", "is_kept"),
    [
        (b'{"feed":"%b","seq":7,"v":2}', True),
        (b'{"feed":"%b","new":{"x":1.5},"seq":7,"v":2}', True),
        (b'{"feed":"%b","seq":0,"v":2}', False),
        (b'{"feed":"%b","seq":7}', False),
        (b'{"feed":"%b","seq":7,"v":true}', False),
        (b'{"feed":"%b","seq":7,"v":"2"}', False),
        (b'{"seq":7,"v":2,"x":"%b"}', False),
        (b'["%b",2]', False),
        (b'{"%b', False),
        (b'{"feed":"%b","seq":7,"v":2,"x":"' + b"x" * OTHER_VERSION_LIMIT + b'"}', False),
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_line_of_another_version_is_kept_if_it_says_whose_it_is(header, is_kept) -> None:
    line = b"anything, at all " + header.replace(b"%b", Scribe().feed.encode())
    with pytest.raises(Unreadable) as caught:
        read_line(line.replace(b", at all", b",at-all"), b"its body")
    assert isinstance(caught.value, OtherVersion) is is_kept


def test_too_much_for_one_record_is_refused_before_it_is_signed() -> None:
    with pytest.raises(Refused, match="too much"):
        Scribe().write(noticed("长" * 30_000))
    with pytest.raises(Refused, match="too much"):
        Scribe().write(Approved(blobs=(Blob("a" * 64, 1, "x" * 5000),)), person_key=person())


def test_more_blobs_or_heads_than_the_format_has_room_for_are_not_sealed() -> None:
    with pytest.raises(Unreadable, match="blobs"):
        Scribe().write(Approved(blobs=(Blob("a" * 64, 1, "a/b"),) * 17), person_key=person())
    with pytest.raises(Unreadable, match="after"):
        Scribe().write(noticed(), after=[f"{n:064}" for n in range(9)])


@pytest.mark.parametrize("claim", [(2**53 - 1, 1440), (0, -1440), (2**53 - 1, -1440)])
def test_an_absurd_clock_is_recorded_and_can_be_shown(claim) -> None:
    entry = read_line(*parts(Scribe().write(noticed(), at=Instant(*claim))))
    fact = fact_of(entry, confirmed=True)
    assert fact.at == claim
    assert 1969 <= fact.at.day.year <= 3900
