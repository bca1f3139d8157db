"""What a report carries, put in and taken out byte for byte."""

import hashlib
from io import BytesIO
from typing import ClassVar

import msgspec
import orjson
import pikepdf
import pytest

from inspector.errors import Unreadable
from inspector.journal.entry import BodyState, Entry
from inspector.journal.pack_reading import read_pack
from inspector.model.events import EVENTS, Audience, Event
from inspector.periods import Instant
from inspector.reports.attachment import (
    PACK_NAME,
    Carried,
    Stage,
    name_pack,
    pack_entries,
    read_data,
    take_out,
    write_data,
)
from inspector.reports.signature import sign_report

NOON = Instant(1_795_320_000_000, 480)


class ComplainantNamed(Event):
    TYPE: ClassVar[str] = "complainant.named"
    AUDIENCE: ClassVar[Audience] = Audience.HANDLERS

    name: str


def entries_in(pack: bytes) -> list[Entry]:
    return [part for part in read_pack(BytesIO(pack)) if isinstance(part, Entry)]


def test_attachments_come_out_of_a_signed_report_byte_for_byte(report, signatories, county, carry):
    path = report(signatories)
    carried = carry(county, signatories)
    for one in signatories:
        sign_report(path, path, one.key, one.field, NOON)
    assert take_out(path) == carried


def test_other_programs_find_the_attachments_too(report, carry, county):
    carried = carry(county)
    with pikepdf.open(report()) as pdf:
        found = {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}
    assert found == {"entries.gpk": carried.pack, "report.json": carried.data}


def test_the_entries_carried_are_the_very_entries(county, carry):
    inside = entries_in(carry(county).pack)
    assert [entry.lines() for entry in inside] == [entry.lines() for entry in county.entries]


def test_the_same_facts_give_the_same_bytes(county, carry):
    assert carry(county) == carry(county)


def test_the_data_say_what_the_report_is(county, signatories, carry):
    carried = carry(county, signatories)
    data = read_data(carried.data)
    assert data.pack.name == PACK_NAME
    assert data.pack.sha256 == hashlib.sha256(carried.pack).hexdigest() == carried.pack_sha256
    assert data.pack.sm3 == hashlib.new("sm3", carried.pack).hexdigest()
    assert [one.field for one in data.expected_signatures] == ["inspector_1", "leader_1"]
    assert data.entries == tuple(sorted(entry.hash for entry in county.entries))
    assert not data.for_ink
    assert write_data(data) == carried.data


def test_a_final_that_expects_nobody_is_for_ink(county, carry):
    assert read_data(carry(county).data).for_ink
    assert not read_data(carry(county, stage=Stage.DRAFT).data).for_ink


def test_without_sm3_there_is_none(monkeypatch):
    monkeypatch.setattr(hashlib, "algorithms_available", {"sha256"})
    assert name_pack(b"pack").sm3 == ""
    assert "sm3" not in msgspec.to_builtins(name_pack(b"pack"))


def test_readers_ignore_what_they_do_not_know(county, carry):
    data = orjson.loads(carry(county).data) | {"aa_added_later": {"x": 1}}
    assert read_data(orjson.dumps(data, option=orjson.OPT_SORT_KEYS)).number


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"v": 2}, "newer program"),
        ({"stage": "finished"}, "lack something"),
        ({"pack": {}}, "lack something"),
        ({"entries": [1]}, "lack something"),
    ],
)
def test_data_that_are_not_ours_are_refused(county, carry, changed, sentence):
    data = orjson.loads(carry(county).data) | changed
    with pytest.raises(Unreadable, match=sentence):
        read_data(orjson.dumps(data, option=orjson.OPT_SORT_KEYS))


def test_data_spelled_otherwise_are_refused(county, carry):
    with pytest.raises(Unreadable, match="not spelled"):
        read_data(carry(county).data.replace(b":", b": ", 1))


def test_what_is_for_handlers_only_never_enters_a_report(county, record, monkeypatch):
    monkeypatch.setitem(EVENTS, ComplainantNamed.TYPE, ComplainantNamed)
    named = record(ComplainantNamed(name="示例丙"))
    entries = [*county.entries, named]
    inside = entries_in(pack_entries(entries, [], root=county.root, writer=county.device_key.feed))
    assert named.hash not in {entry.hash for entry in inside}
    assert len(inside) == len(county.entries)


def test_of_an_unknown_type_only_the_header_is_carried(county, record, monkeypatch):
    monkeypatch.setitem(EVENTS, ComplainantNamed.TYPE, ComplainantNamed)
    unknown = record(ComplainantNamed(name="示例丙"))
    monkeypatch.delitem(EVENTS, ComplainantNamed.TYPE)
    (inside,) = entries_in(pack_entries([unknown], [], root=county.root, writer=county.device_key.feed))
    assert inside.hash == unknown.hash
    assert (inside.body, inside.body_state) == (None, BodyState.ABSENT)


def test_a_preview_under_a_wrong_name_is_not_packed(county):
    with pytest.raises(Unreadable):
        pack_entries([], [("00" * 32, b"preview")], root=county.root, writer=county.device_key.feed)


def test_carried_hashes_are_those_of_the_bytes():
    carried = Carried(b"pack", b"data")
    assert carried.data_sha256 == hashlib.sha256(b"data").hexdigest()
