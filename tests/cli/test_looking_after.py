"""status, check, rebuild, backup, restore from the command line."""

import shutil
from pathlib import Path

import pytest


def test_status_counts_what_a_workspace_holds(call, office):
    said = call("status", "--workspace", office, "--json")
    counts = said.json
    assert said.status == 0
    wanted = {"patrols": 2, "findings": 1, "open_findings": 1, "photos": 1, "feeds": 2, "last_week": None}
    assert counts.items() >= wanted.items()
    assert counts["entries"] > 10
    told = call("status", "--workspace", office)
    assert "2 patrols" in told.out


def test_check_is_0_only_while_journal_tables_and_photos_agree(call, office):
    assert call("check", "--workspace", office).status == 0
    photo = next((office / "blobs").rglob("*.jpg"))
    photo.chmod(0o644)
    photo.write_bytes(b"something else")
    said = call("check", "--workspace", office, "--json")
    assert (said.status, said.json["kind"]) == (1, "workspace")
    assert said.json["problems"]


def test_rebuild_keeps_what_is_counted(call, office):
    before = call("status", "--workspace", office, "--json").json
    said = call("rebuild", "--workspace", office, "--json")
    assert (said.status, said.json) == (0, before)


def test_a_backup_is_restored_with_everything_in_it(call, office, tmp_path):
    before = call("status", "--workspace", office, "--json").json
    made = call("backup", "--workspace", office, "--to", tmp_path / "backups", "--json")
    assert made.status == 0
    folder = made.json["folder"]
    told = call("backup", "--workspace", office, "--to", tmp_path / "more")
    assert str(tmp_path / "more") in told.out
    restored = call("restore", folder, "--workspace", tmp_path / "again", "--json")
    assert restored.status == 0
    assert restored.json["entries"] == before["entries"]
    assert call("check", "--workspace", tmp_path / "again").status == 0


def test_a_backup_can_be_rehearsed(call, office, tmp_path):
    given = ("backup", "--workspace", office, "--to", tmp_path / "backups", "--rehearse")
    made = call(*given, "--json").json
    assert made["rehearsed"] == made["entries"]
    assert f"{made['entries']} entries, {made['files']} files" in call(*given).out


def test_what_is_no_backup_is_a_sentence_and_makes_nothing(call, tmp_path):
    (tmp_path / "empty").mkdir()
    said = call("restore", tmp_path / "empty", "--workspace", tmp_path / "new")
    assert said.status == 3
    assert said.err.count("\n") == 1
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("command", ["status", "check", "rebuild"])
def test_a_folder_without_a_workspace_is_a_sentence(call, tmp_path, command):
    said = call(command, "--workspace", tmp_path)
    assert (said.status, said.out) == (1, "")
    assert "holds no workspace" in said.err


def test_a_workspace_that_is_gone_is_said_by_verify_too(call, office, tmp_path):
    shutil.rmtree(office)
    said = call("verify", tmp_path / "somewhere.gpk", "--workspace", office)
    assert (said.status, "holds no workspace" in said.err) == (1, True)


def test_verify_judges_a_workspace(call, office):
    said = call("verify", office, "--json")
    assert said.status == 0
    assert [verdict["valid"] for verdict in said.json] == [True]


def test_verify_of_a_folder_that_is_none_is_a_verdict(call, tmp_path):
    said = call("verify", tmp_path, "--json")
    assert said.status == 3
    assert said.json[0]["valid"] is False
    assert Path(said.json[0]["file"]) == tmp_path
