"""Receiving: what others wrote comes in whole, in parts, twice, cut, or as another copy of ourselves."""

import hashlib
import json
from base64 import b64decode
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from shutil import copytree
from typing import BinaryIO

import pytest

from db.connection import Reader
from db.entries import all_entries, waiting_lines
from db.founding import Founded
from db.incarnation import Machine, Reason
from db.keys import kept_keys, open_person_key
from db.recorder import RECEIVED_AT_ONCE
from db.workspace import Workspace
from inspector.errors import Refused
from inspector.journal.entry import WaitingLine, read_line
from inspector.journal.pack import write_pack
from inspector.journal.pack_reading import PackedBlob, PackReading, read_pack
from inspector.model.events import Blob
from tests.db.office import NOW, PASSPHRASE, a_finding, a_photo, a_site, named, tables_of


@pytest.fixture
def other(office: Founded, tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace of the same office on another machine."""
    machine = Machine(tmp_path / "other machine", "另一台")
    workspace = Workspace.create(tmp_path / "other", office.workspace.root, machine, drives=())
    yield workspace
    workspace.close()


def packed(reader: Reader, workspace: Workspace, *blobs: tuple[str, bytes]) -> PackReading:
    file = BytesIO()
    write_pack(
        file,
        root=workspace.root,
        writer=workspace.feed,
        n=1,
        kind="entries",
        entries=all_entries(reader.connection),
        blobs=[(sha256, len(data), data) for sha256, data in blobs],
    )
    file.seek(0)
    return read_pack(file)


def kept_photo(office: Founded) -> tuple[Blob, Blob]:
    blobs = office.workspace.blobs
    return blobs.keep(b"original", "image/jpeg"), blobs.keep(b"preview", "image/webp")


def test_a_pack_makes_the_same_tables_elsewhere(office: Founded, reader: Reader, other: Workspace) -> None:
    office.workspace.record([a_site(office), a_finding(office)], office.actor, NOW)
    pack = packed(reader, office.workspace)
    arrival = other.receive(pack, root=pack.head.root, at=NOW)
    assert arrival.new == pack.entries == reader.value("SELECT count(*) FROM entry")
    assert not arrival.overtaken
    assert tables_of(other.folder) == tables_of(office.workspace.folder)
    with closing(other.reader()) as there:
        assert lines_of(there) == lines_of(reader), "byte for byte"


def lines_of(reader: Reader) -> list[bytes]:
    return [entry.lines() for entry in all_entries(reader.connection)]


def golden() -> list[tuple[bytes, bytes, str]]:
    """Give line, body and fate of the body of each vector to be taken."""
    vectors = json.loads((Path(__file__).parents[1] / "data" / "journal" / "golden.json").read_bytes())
    return [(b64decode(v["line"]), b64decode(v["body"]), v["body_state"]) for v in vectors["take"]]


def test_golden_lines_are_kept_as_they_came(tmp_path: Path, machine: Machine) -> None:
    vectors = golden()
    entries = [read_line(line, body) for line, body, _ in vectors]
    workspace = Workspace.create(tmp_path / "golden", "7e" * 32, machine, drives=())
    with closing(workspace), closing(workspace.reader()) as reader:
        arrival = workspace.receive(entries, root=workspace.root, at=NOW)
        assert arrival.new == len({entry.hash for entry in entries})
        expected = {
            line + b"\n" + (body if state == "kept" else b"") + b"\n" for line, body, state in vectors
        }
        assert set(lines_of(reader)) <= expected


def test_before_much_comes_in_the_database_is_copied(
    office: Founded, reader: Reader, other: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.recorder.MANY", 5)
    for minute in range(4):
        other.receive(packed(reader, office.workspace), root=other.root, at=NOW.later(minute * 60_000))
    names = [path.name for path in sorted((other.folder / "backups").iterdir())]
    assert names == ["before-2026-11-22_090200.db", "before-2026-11-22_090300.db"]


def test_files_of_a_pack_are_kept_if_an_entry_names_them(
    office: Founded, reader: Reader, other: Workspace
) -> None:
    original, preview = kept_photo(office)
    office.workspace.record([a_photo(office, 300, original, preview)], office.actor, NOW)
    stray = hashlib.sha256(b"stray").hexdigest()
    blobs = [(preview.sha256, b"preview"), (stray, b"stray")]
    arrival = other.receive(packed(reader, office.workspace, *blobs), root=other.root, at=NOW)
    assert (arrival.files, arrival.unwanted, arrival.faulty) == (1, 1, ())
    assert other.blobs.read(preview) == b"preview"
    again = other.receive(packed(reader, office.workspace, *blobs), root=other.root, at=NOW)
    assert (again.new, again.files, again.unwanted) == (0, 0, 1)
    assert again.known == arrival.new + 1


def test_a_file_that_is_not_what_its_name_says_is_named_and_not_kept(
    office: Founded, reader: Reader, other: Workspace
) -> None:
    original, preview = kept_photo(office)
    office.workspace.record([a_photo(office, 300, original, preview)], office.actor, NOW)

    class Wrong(PackedBlob):
        def __init__(self) -> None:
            self.sha256, self.size = preview.sha256, preview.size

        def copy_to(self, target: BinaryIO) -> bool:
            target.write(b"half")
            return False

    other.receive(packed(reader, office.workspace), root=other.root, at=NOW)
    arrival = other.receive([Wrong()], root=other.root, at=NOW)
    assert arrival.faulty == (preview.sha256,)
    assert not other.blobs.has(preview)
    assert [*other.blobs.folder.iterdir()] == []


def test_records_of_another_office_are_refused_in_words(office: Founded, reader: Reader) -> None:
    with pytest.raises(Refused, match="another office"):
        office.workspace.receive(packed(reader, office.workspace), root="f" * 64, at=NOW)


def test_a_body_that_comes_later_completes_its_entry(
    office: Founded, reader: Reader, other: Workspace
) -> None:
    office.workspace.record([a_site(office)], office.actor, NOW)
    whole = list(all_entries(reader.connection))
    bare = [entry.without_body() if entry.header.obj == named(1) else entry for entry in whole]
    other.receive(bare, root=other.root, at=NOW)
    with closing(other.reader()) as there:
        assert there.rows("SELECT subject, sentence FROM trouble") == [
            (named(1), "A record came without its content.")
        ]
        with pytest.raises(Refused, match="came without its content"):
            other.record([a_site(office)], office.actor, NOW)
        arrival = other.receive(whole, root=other.root, at=NOW)
        assert (arrival.completed, arrival.new) == (1, 0)
        assert there.rows("SELECT * FROM trouble") == []
    assert tables_of(other.folder) == tables_of(office.workspace.folder)


def test_a_signature_of_the_person_that_comes_later_counts(
    office: Founded, reader: Reader, other: Workspace
) -> None:
    (kept,) = kept_keys(office.workspace.folder)
    key = open_person_key(kept, PASSPHRASE)
    office.workspace.record([a_site(office)], office.actor, NOW, person_key=key)
    whole = list(all_entries(reader.connection))
    (signed,) = (entry for entry in whole if entry.header.co)
    other.receive([entry for entry in whole if entry is not signed], root=other.root, at=NOW)
    for person_signature, counts in ((None, False), (b"wrong", False), (signed.person_signature, True)):
        arriving = type(signed)(
            **{name: getattr(signed, name) for name in signed.__struct_fields__}
            | {"person_signature": person_signature}
        )
        other.receive([arriving], root=other.root, at=NOW)
        with closing(other.reader()) as there:
            (fact,) = other.facts_of(there, named(1))
            assert fact.person_signed is counts


def test_what_is_erased_does_not_come_back(office: Founded, reader: Reader, other: Workspace) -> None:
    original, preview = kept_photo(office)
    office.workspace.record([a_site(office), a_photo(office, 300, original, preview)], office.actor, NOW)
    whole = list(all_entries(reader.connection))
    site = next(entry for entry in whole if entry.header.obj == named(1))
    other.receive(packed(reader, office.workspace, (preview.sha256, b"preview")), root=other.root, at=NOW)
    other.blobs.thumbnails.mkdir()
    changes = other.erase([site.hash, "f" * 64], [preview.sha256], by_entry=whole[0].hash)
    assert changes.subjects == {named(1)}
    assert not other.blobs.has(preview)
    with closing(other.reader()) as there:
        assert there.rows("SELECT body FROM entry WHERE hash = ?", (site.hash,)) == [(None,)]
        assert there.rows("SELECT * FROM site") == []
        assert there.rows("SELECT * FROM trouble") == [], "an erased body is no trouble: it is meant to lack"
        arrival = other.receive(
            packed(reader, office.workspace, (preview.sha256, b"preview")), root=other.root, at=NOW
        )
        assert (arrival.completed, arrival.files, arrival.unwanted) == (0, 0, 1)
        assert there.rows("SELECT body FROM entry WHERE hash = ?", (site.hash,)) == [(None,)]


def test_lines_of_a_newer_program_are_kept_as_they_came(office: Founded, reader: Reader) -> None:
    line = WaitingLine(office.workspace.feed, 99, b'c2ln {"v":2}', b"{}")
    assert office.workspace.receive([line], root=office.workspace.root, at=NOW).waiting == 1
    assert office.workspace.receive([line], root=office.workspace.root, at=NOW).waiting == 0
    assert list(waiting_lines(reader.connection)) == [line]


def test_a_copy_that_hears_of_itself_goes_on_in_a_new_feed(
    office: Founded, reader: Reader, tmp_path: Path, machine: Machine
) -> None:
    workspace = office.workspace
    workspace.record([a_site(office)], office.actor, NOW)
    workspace.close()
    for what in ("workspace", "machine"):
        copytree(tmp_path / what, tmp_path / f"copied {what}")
    copy = Workspace.open(
        tmp_path / "copied workspace", Machine(tmp_path / "copied machine", machine.id), drives=()
    )
    original = Workspace.open(tmp_path / "workspace", machine, drives=())
    with closing(copy), closing(original), closing(copy.reader()) as there:
        shared = copy.feed
        assert shared == original.feed
        copy.record([a_finding(office, 201)], office.actor, NOW)
        original.record([a_finding(office, 202)], office.actor, NOW)
        arrival = original.receive(list(all_entries(there.connection)), root=original.root, at=NOW)
        assert arrival.overtaken
        assert original.feed != shared
        assert original.opening.reason is Reason.OVERTAKEN
        assert original.opening.before is not None
        assert original.opening.before.feed == shared
        original.record([a_finding(office, 203)], office.actor, NOW)
        forks = reader.rows("SELECT feed FROM fork")
        assert forks == [(shared,)], "both lines are kept, and said to be two"
        assert reader.value("SELECT count(*) FROM entry WHERE feed = ? AND seq = 9", (shared,)) == 2


def test_our_own_feed_comes_to_a_copy_that_never_spoke(
    office: Founded, reader: Reader, tmp_path: Path
) -> None:
    machine = Machine(tmp_path / "third machine", "第三台")
    silent = Workspace.create(tmp_path / "silent", office.workspace.root, machine, drives=())
    silent.close()
    for what in ("silent", "third machine"):
        copytree(tmp_path / what, tmp_path / f"talking {what}")
    talking = Workspace.open(
        tmp_path / "talking silent", Machine(tmp_path / "talking third machine", "第三台"), drives=()
    )
    silent = Workspace.open(tmp_path / "silent", machine, drives=())
    with closing(talking), closing(silent), closing(talking.reader()) as there:
        talking.record([a_site(office)], office.actor, NOW)
        arrival = silent.receive(list(all_entries(there.connection)), root=silent.root, at=NOW)
        assert arrival.overtaken
        assert silent.opening.before is None


def test_a_liar_raises_our_counter_only_so_far(office: Founded, reader: Reader, other: Workspace) -> None:
    recorder = office.workspace._recorder
    recorder._position = (recorder._at()[0], 2**50)
    office.workspace.record([a_site(office)], office.actor, NOW)
    other.receive(list(all_entries(reader.connection)), root=other.root, at=NOW)
    other.record([a_finding(office)], office.actor, NOW)
    with closing(other.reader()) as there:
        ours = there.value("SELECT max(lc) FROM entry WHERE feed = ?", (other.feed,))
        assert 2**32 < ours < 2**33
        other.close()
        again = Workspace.open(
            other.folder, Machine(other.folder.parent / "other machine", "另一台"), drives=()
        )
        with closing(again):
            again.record([a_finding(office, 201)], office.actor, NOW)
            assert there.value("SELECT max(lc) FROM entry WHERE feed = ?", (again.feed,)) == ours + 1


def test_an_arrival_that_is_stopped_keeps_what_it_has_and_goes_on_later(
    office: Founded, reader: Reader, other: Workspace
) -> None:
    number = RECEIVED_AT_ONCE + 10
    office.workspace.record([a_finding(office, 1000 + n) for n in range(number)], office.actor, NOW)
    parts = list(all_entries(reader.connection))

    def stop(done: int, of: int) -> None:
        assert (done, of) == (RECEIVED_AT_ONCE, len(parts))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        other.receive(parts, stop, root=other.root, at=NOW)
    with closing(other.reader()) as there:
        assert there.value("SELECT count(*) FROM entry") == RECEIVED_AT_ONCE
        rest = other.receive(parts, root=other.root, at=NOW)
        assert (rest.known, rest.new) == (RECEIVED_AT_ONCE, len(parts) - RECEIVED_AT_ONCE)
        assert there.value("SELECT count(*) FROM finding") == number
