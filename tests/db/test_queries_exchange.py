"""What a file would bring is said before anything is taken in, and is what then comes."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from db.blob_files import BlobFiles
from db.file_arrival import receive_file
from db.incarnation import Machine
from db.queries.exchange import Incoming, incoming
from db.workspace import Workspace
from inspector.errors import Unreadable
from inspector.journal.authority import OfficeFounded
from inspector.journal.device_key import DeviceKey
from inspector.journal.entry import WaitingLine, seal
from inspector.journal.pack import write_pack
from tests.db.reporting import signed_report
from tests.db.village import FOUNDING, LOCAL, MORNING, OFFICE, OFFICER, Village


@pytest.fixture
def village(tmp_path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def other(village, tmp_path) -> Iterator[Workspace]:
    """A workspace of the same office that knows nothing yet."""
    made = Workspace.create(
        tmp_path / "other",
        village.workspace.root,
        Machine(tmp_path / "other machine", "m"),
        drives=LOCAL,
        chance=village.chance,
    )
    yield made
    made.close()


def look(workspace: Workspace, file: Path) -> Incoming:
    reader = workspace.reader()
    seen = incoming(reader, workspace.blobs, workspace.root, file)
    reader.close()
    return seen


def packed(folder: Path, root: str, *entries, blobs=()) -> Path:
    stream = BytesIO()
    write_pack(stream, root=root, writer="a" * 52, n=1, kind="entries", entries=entries, blobs=blobs)
    file = folder / "made.gpk"
    file.write_bytes(stream.getvalue())
    return file


def test_a_report_is_counted_before_it_is_taken_and_brings_just_that(village, other):
    file = signed_report(village, photos=2)
    before = look(other, file)
    assert (before.is_ours, before.brings_something, before.known, before.new_photos) == (True, True, 0, 2)
    assert [(one.grid, one.people, one.is_new) for one in before.rounds] == [
        ("示例村网格", ("示例甲",), True)
    ]
    assert before.office == "示例县整改办"
    arrival = receive_file(other, file, MORNING).arrival
    assert (arrival.new, arrival.files) == (before.new, before.new_photos)
    after = look(other, file)
    assert (after.brings_something, after.known, after.known_photos) == (False, before.new, 2)
    assert [one.is_new for one in after.rounds] == [False]


def test_looking_takes_nothing_in(village, other):
    look(other, signed_report(village))
    reader = other.reader()
    assert reader.value("SELECT count(*) FROM entry WHERE type = 'patrol.started'") == 0
    reader.close()


def test_another_office_is_named_and_not_ours(village, tmp_path):
    founded = seal(
        OfficeFounded(name="别县整改办"),
        key=DeviceKey.from_seed(bytes(31) + b"\2"),
        seq=1,
        prev=None,
        lc=1,
        at=FOUNDING,
        org=OFFICE,
        actor=OFFICER,
        salt=bytes(16),
    )
    seen = look(village.workspace, packed(tmp_path, founded.hash, founded))
    assert (seen.is_ours, seen.office, seen.rounds) == (False, "别县整改办", ())


def test_a_file_no_record_names_is_unwanted_and_one_lacking_here_is_new(village, tmp_path):
    blobs = village.workspace.blobs
    signed_report(village, photos=1)
    kept = next(blobs.folder.rglob("*.jpg"))
    content = kept.read_bytes()
    kept.unlink()
    stray = b"nobody knows this"
    sha = {content: kept.stem, stray: BlobFiles(tmp_path / "stray").keep(stray, "image/png").sha256}
    parts = [(sha[one], len(one), one) for one in (content, stray)]
    seen = look(village.workspace, packed(tmp_path, village.workspace.root, blobs=parts))
    assert (seen.new_photos, seen.unwanted, seen.brings_something) == (1, 1, True)


def test_lines_of_a_newer_program_wait_and_faults_are_told(village, tmp_path):
    line = b'{"feed":"' + b"a" * 52 + b'","seq":1,"v":9}'
    waiting = WaitingLine("a" * 52, 1, b"x " + line, b"")
    file = packed(tmp_path, village.workspace.root, waiting)
    assert look(village.workspace, file).waiting == 1
    whole = file.read_bytes()
    file.write_bytes(whole[: whole.index(b"END.json")])
    assert look(village.workspace, file).faults


def test_looking_can_be_given_up_and_what_is_no_pack_is_a_sentence(village, other, tmp_path):
    counted: list[int] = []

    def report(done: int, _total: int) -> None:
        counted.append(done)
        raise KeyboardInterrupt

    reader = other.reader()
    with pytest.raises(KeyboardInterrupt):
        incoming(reader, other.blobs, other.root, signed_report(village), report)
    assert counted == [0]
    (tmp_path / "x.gpk").write_bytes(b"no pack")
    with pytest.raises(Unreadable):
        incoming(reader, other.blobs, other.root, tmp_path / "x.gpk")
    reader.close()
