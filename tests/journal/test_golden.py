"""Agreement with an independent program about every vector of the format."""

from base64 import b64decode
from io import BytesIO
from typing import Any

import pytest

from inspector.errors import Unreadable
from inspector.journal.entry import Entry, OtherVersion, read_line
from inspector.journal.pack_reading import PackedBlob, read_pack
from tests.journal.made import GOLDEN, vector

SIGNED_BY_PERSON = {"person signs too", "concurrent change", "resolution"}


def name_of(given: dict[str, Any]) -> str:
    return str(given["name"])


@pytest.mark.parametrize("given", GOLDEN["take"], ids=name_of)
def test_a_line_to_take_is_taken_and_travels_on_unchanged(given) -> None:
    line, body = vector(given)
    entry = read_line(line, body)
    assert (entry.hash, entry.seq, entry.body_state) == (given["hash"], given["seq"], given["body_state"])
    kept = body if given["body_state"] == "kept" else b""
    assert entry.lines() == line + b"\n" + kept + b"\n"
    assert entry.is_signed_with(b64decode(GOLDEN["certificate"])) is (given["name"] in SIGNED_BY_PERSON)


@pytest.mark.parametrize("given", GOLDEN["refuse"], ids=name_of)
def test_a_line_to_refuse_is_refused_with_a_sentence(given) -> None:
    line, body = vector(given)
    with pytest.raises(Unreadable) as caught:
        read_line(line, body)
    assert str(caught.value).endswith(".")
    assert isinstance(caught.value, OtherVersion) is (given["name"] == "other v")


def test_a_line_of_another_version_is_kept_as_it_is() -> None:
    line, body = vector(next(given for given in GOLDEN["refuse"] if given["name"] == "other v"))
    with pytest.raises(OtherVersion) as caught:
        read_line(line, body)
    kept = caught.value.kept
    assert (kept.line, kept.body, kept.seq) == (line, body, 2)
    assert kept.lines() == line + b"\n" + body + b"\n"


@pytest.mark.parametrize("given", GOLDEN["packs"], ids=name_of)
def test_a_pack_gives_what_holds_in_it_and_names_what_does_not(given) -> None:
    reading = read_pack(BytesIO(b64decode(given["data"])))
    parts = [part for part in reading if isinstance(part, Entry | PackedBlob)]
    assert (reading.entries, reading.blobs, bool(reading.faults)) == (
        given["entries"],
        given["blobs"],
        given["faults"],
    )
    assert sum(isinstance(part, Entry) for part in parts) == given["entries"]
