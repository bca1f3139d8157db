"""A workspace is made whole or not at all, and refused with a sentence where it is not safe."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from db.blob_files import UNFINISHED, BlobFiles
from db.connection import ProgrammingError, open_writer
from db.drives import Drive, Kind
from db.founding import Founded, found_office
from db.incarnation import Machine
from db.opening import DATABASE, LOCK, LONGEST_PATH, check_length, make_database, new_folder
from db.schema import FORMAT, VERSION
from db.workspace import Workspace
from inspector.errors import Refused, Unreadable
from inspector.model.events import Blob
from tests.db.office import COST, NOW, PASSPHRASE, ROUNDS, a_site, found, tables_of

NOBODY = 65534
HOLDING = """
import sys
from pathlib import Path
from db.incarnation import Machine
from db.workspace import Workspace
workspace = Workspace.open(Path(sys.argv[1]), Machine(Path(sys.argv[2]), "示例机"), drives=())
print("open", flush=True)
sys.stdin.read()
"""


def test_on_windows_a_workspace_lies_where_its_files_have_short_enough_paths() -> None:
    near = Path("/") / ("d" * 118)
    check_length(near, on_windows=True)
    check_length(near / "deep", on_windows=False)
    with pytest.raises(Refused, match="nearer to the drive"):
        check_length(near / "deep", on_windows=True)
    blobs = BlobFiles(near)
    photo = Blob("0" * 64, 1, "image/jpeg")
    assert len(str(blobs.path(photo))) <= LONGEST_PATH
    unfinished = blobs.folder / f"{UNFINISHED}12345678"
    assert len(str(unfinished)) <= LONGEST_PATH


def test_a_second_program_on_the_same_workspace_is_refused(
    office: Founded, tmp_path: Path, machine: Machine
) -> None:
    folder = office.workspace.folder
    office.workspace.close()
    command = [sys.executable, "-c", HOLDING, str(folder), str(machine.folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdin
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(Refused, match="Another program has the workspace"):
            Workspace.open(folder, machine, drives=())
        holder.stdin.close()
    Workspace.open(folder, machine, drives=()).close()


def test_a_copy_on_the_same_machine_is_refused_while_the_other_is_open(
    office: Founded, tmp_path: Path, machine: Machine
) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    with closing(open_writer(office.workspace.folder / DATABASE)) as source:
        source.execute("VACUUM INTO ?", (str(copy / DATABASE),))
    with pytest.raises(Refused, match="Another copy of this workspace is open"):
        Workspace.open(copy, machine, drives=())


def test_a_folder_without_a_workspace_is_refused(tmp_path: Path, machine: Machine) -> None:
    with pytest.raises(Refused, match="holds no workspace"):
        Workspace.open(tmp_path, machine, drives=())
    assert list(tmp_path.iterdir()) == []


def test_a_foreign_database_is_refused(tmp_path: Path, machine: Machine) -> None:
    with closing(open_writer(tmp_path / DATABASE)) as foreign:
        foreign.execute("CREATE TABLE entry (text)")
    with pytest.raises(Refused, match="holds no workspace"):
        Workspace.open(tmp_path, machine, drives=())


def test_a_workspace_from_the_future_is_refused(office: Founded, machine: Machine) -> None:
    office.workspace._writer.execute(f"PRAGMA user_version = {FORMAT + 1}")
    office.workspace.close()
    with pytest.raises(Refused, match="newer program"):
        Workspace.open(office.workspace.folder, machine, drives=())


@pytest.mark.parametrize(("kind", "said"), [(Kind.NETWORK, "on the network"), (Kind.REMOVABLE, "removable")])
def test_a_network_or_removable_drive_is_refused(
    office: Founded, tmp_path: Path, machine: Machine, kind: Kind, said: str
) -> None:
    drives = [Drive(tmp_path, kind), Drive(Path(tmp_path.anchor), Kind.FIXED)]
    with pytest.raises(Refused, match=said):
        Workspace.open(office.workspace.folder, machine, drives=drives)
    with pytest.raises(Refused, match=said):
        Workspace.create(tmp_path / "new", "f" * 64, machine, drives=drives)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("start", [0, 4096])
def test_a_damaged_database_is_said_to_be_damaged(office: Founded, machine: Machine, start: int) -> None:
    file = office.workspace.folder / DATABASE
    office.workspace.close()
    with file.open("r+b") as opened:
        opened.seek(start)
        opened.write(b"\xff" * 8 * 4096)
    with pytest.raises(Unreadable, match="damaged"):
        Workspace.open(office.workspace.folder, machine, drives=())
    (office.workspace.folder / LOCK).unlink()


def test_an_older_projection_is_written_anew(office: Founded, machine: Machine) -> None:
    workspace = office.workspace
    workspace.record([a_site(office)], office.actor, NOW)
    before = tables_of(workspace.folder)
    workspace._writer.execute("UPDATE kept SET value = ? WHERE name = 'projection'", (VERSION - 1,))
    workspace._writer.execute("DELETE FROM site")
    workspace.close()
    told: list[tuple[int, int]] = []
    again = Workspace.open(
        workspace.folder, machine, drives=(), report=lambda done, of: told.append((done, of))
    )
    with closing(again):
        assert tables_of(workspace.folder) == before
    assert told == [(0, 1), (1, 1)]


def test_older_kept_tables_are_brought_to_todays_state(office: Founded, machine: Machine) -> None:
    workspace = office.workspace
    for statement in (
        "DROP TABLE setting",
        "DROP TABLE draft",
        "DELETE FROM _sqlite_migrations WHERE name = 'drafts_and_settings'",
        f"PRAGMA user_version = {FORMAT - 1}",
    ):
        workspace._writer.execute(statement)
    workspace.close()
    with closing(Workspace.open(workspace.folder, machine, drives=())) as again:
        again.save_draft("key", "{}", NOW)
        assert again._writer.execute("PRAGMA user_version").fetchone() == (FORMAT,)


def test_a_new_workspace_needs_a_new_folder(tmp_path: Path, machine: Machine) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note.txt").write_text("mine")
    with pytest.raises(Refused, match="not empty"):
        found(tmp_path / "full", machine)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(Refused, match="not empty"):
        found(tmp_path / "file", machine)
    assert (tmp_path / "full" / "note.txt").read_text() == "mine"
    (tmp_path / "empty").mkdir()
    found(tmp_path / "empty", machine).workspace.close()


def test_nothing_is_left_of_a_workspace_that_was_not_finished(tmp_path: Path) -> None:
    def begin() -> None:
        with new_folder(tmp_path / "new", ()) as unfinished:
            make_database(unfinished, "f" * 64, os.urandom)
            raise KeyError

    with pytest.raises(KeyError):
        begin()
    assert list(tmp_path.iterdir()) == []


def test_what_a_crash_left_unfinished_is_no_obstacle(tmp_path: Path, machine: Machine) -> None:
    (tmp_path / ".new.unfinished").mkdir()
    (tmp_path / ".new.unfinished" / DATABASE).write_text("half")
    found(tmp_path / "new", machine).workspace.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["machine", "new"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody without permissions")
def test_a_folder_that_can_not_be_written_to_is_refused(place: Path, machine: Machine) -> None:
    workspace = found(place / "workspace", machine).workspace
    workspace.close()
    machine.folder.chmod(0o755)
    for path in (workspace.folder, *workspace.folder.iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    with nobody():
        with pytest.raises(Refused, match="can't be written to"):
            Workspace.open(workspace.folder, machine, drives=())
        with pytest.raises(Refused, match="can't be written to"):
            found(place / "new", machine)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody without permissions")
@pytest.mark.parametrize(("database", "around"), [(0o444, 0o777), (0o666, 0o555)])
def test_a_read_only_database_or_folder_is_refused(
    place: Path, machine: Machine, database: int, around: int
) -> None:
    workspace = found(place / "workspace", machine).workspace
    workspace.close()
    (workspace.folder / LOCK).unlink()
    (workspace.folder / DATABASE).chmod(database)
    workspace.folder.chmod(around)
    with nobody(), pytest.raises(Refused, match="can't be written to"):
        Workspace.open(workspace.folder, machine, drives=())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody without permissions")
def test_a_machine_folder_that_can_not_be_written_to_is_refused(place: Path, machine: Machine) -> None:
    workspace = found(place / "workspace", machine).workspace
    workspace.close()
    for path in (workspace.folder, *workspace.folder.iterdir()):
        path.chmod(0o777)
    (place / "closed").mkdir(mode=0o555)
    with nobody(), pytest.raises(Refused, match="closed can't be written to"):
        Workspace.open(workspace.folder, Machine(place / "closed", "示例机"), drives=())


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that everybody may enter, which ``tmp_path`` is not."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextmanager
def nobody() -> Iterator[None]:
    """Be somebody without permissions for a while."""
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_an_office_needs_a_name_and_a_passphrase(tmp_path: Path, machine: Machine) -> None:
    for name, passphrase in ((" ", PASSPHRASE), ("演示县", "")):
        with pytest.raises(Refused, match="needs a name, and a passphrase"):
            found_office(
                tmp_path / "new",
                office_name=name,
                founder_name="示例甲",
                passphrase=passphrase,
                at=NOW,
                machine=machine,
                cost=COST,
                rounds=ROUNDS,
            )
    assert list(tmp_path.iterdir()) == []


def test_a_machine_is_this_one_unless_told_otherwise(
    office: Founded, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    office.workspace.close()
    monkeypatch.setenv("GRID_INSPECTOR_MACHINE_DIR", str(tmp_path / "elsewhere"))
    with closing(Workspace.open(office.workspace.folder)) as workspace:
        assert workspace.feed != office.workspace.feed
    assert list((tmp_path / "elsewhere").iterdir())


def test_closing_twice_is_no_fault(office: Founded) -> None:
    office.workspace.close()
    office.workspace.close()
    with pytest.raises(ProgrammingError, match="closed"):
        office.workspace._writer.execute("SELECT 1")
