"""A workspace of every released version is restored, opened and read for ever."""

from contextlib import closing
from pathlib import Path

import pytest

from db.backup import restore
from db.check import check_workspace
from db.connection import Connection
from db.drafts import kept_drafts
from db.entries import waiting_lines
from db.founding import authorise_again
from db.incarnation import Machine
from db.keys import kept_keys, open_person_key
from db.opening import make_database, open_folder
from db.settings import settings_of
from db.workspace import Actor, Workspace
from inspector import __version__
from inspector.model.site import SiteChanged
from inspector.reports.verdict import Outcome
from tests.db.keep_version import KEPT
from tests.db.office import NOW, PASSPHRASE, named


def kept_tables(connection: Connection) -> list[tuple[str, str]]:
    return connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE tbl_name IN"
        " ('entry', 'waiting_line', 'denied', 'kept', 'draft', 'setting', 'waiting_photo', 'photo_import',"
        " 'photo_import_file', 'inbox_file') ORDER BY name"
    ).fetchall()


def test_this_version_is_kept() -> None:
    assert (KEPT / __version__).is_dir(), "run: python -m tests.db.keep_version"


@pytest.mark.parametrize("version", sorted(path.name for path in KEPT.iterdir()))
def test_a_workspace_of_every_version_goes_on(version: str, tmp_path: Path, machine: Machine) -> None:
    restore(KEPT / version, tmp_path / "workspace", drives=())
    workspace = Workspace.open(tmp_path / "workspace", machine, drives=())
    with closing(workspace), closing(workspace.reader()) as reader:
        assert check_workspace(workspace).outcome is Outcome.GOOD
        counts = [reader.value(f"SELECT count(*) FROM {name}") for name in ("entry", "stop", "photo")]  # noqa: S608
        assert counts == [15, 1, 1]
        assert reader.rows("SELECT state, number FROM patrol") == [("finished", "YSXZGB-20261122-01")]
        assert [fact.person_signed for fact in workspace.facts_of(reader, named(100))] == [False, True]
        assert len(list(waiting_lines(reader.connection))) == 1
        assert [draft.key for draft in kept_drafts(reader)] == ["stop/1"]
        person, office = settings_of(reader).person, reader.value("SELECT id FROM grid")
        assert open_person_key(kept_keys(workspace.folder, person)[0], PASSPHRASE).name == "示例甲"
        actor = Actor(person, office)
        workspace.record([SiteChanged(subject=named(1), leader="示例乙")], actor, NOW)
        authorise_again(workspace, PASSPHRASE, actor, NOW)
        assert reader.rows("SELECT name, leader FROM site") == [("示例焦化厂", "示例乙")]


@pytest.mark.parametrize("version", sorted(path.name for path in KEPT.iterdir()))
def test_the_kept_tables_of_every_version_become_those_of_today(version: str, tmp_path: Path) -> None:
    restore(KEPT / version, tmp_path / "old", drives=())
    (tmp_path / "new").mkdir()
    make_database(tmp_path / "new", "f" * 64, bytes)
    with closing(open_folder(tmp_path / "old", ())) as old, closing(open_folder(tmp_path / "new", ())) as new:
        assert kept_tables(old.writer) == kept_tables(new.writer)
