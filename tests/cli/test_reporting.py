"""report, verify, import and receive from the command line."""

import hashlib
from pathlib import Path

import pytest

from db.workspace import Workspace
from inspector.journal.pack import write_pack
from tests.cli.conftest import DONE, FOUNDER, NUMBER, OPEN, Call


@pytest.fixture
def signed(call: Call, office: Path, tmp_path: Path) -> Path:
    to = tmp_path / "out" / "signed.pdf"
    said = call("report", "patrol", NUMBER, "--workspace", office, "--to", to, "--sign", FOUNDER)
    assert (said.status, said.err) == (0, "")
    return to


def test_a_signed_report_verifies_with_and_without_its_workspace(call, office, signed):
    alone = call("verify", signed, "--json")
    assert (alone.status, alone.json[0]["valid"], alone.json[0]["complete"]) == (0, True, True)
    known = call("verify", signed, "--workspace", office, "--json")
    assert [one["trust"] for one in known.json[0]["signatures"]] == ["office"]
    assert "Valid and complete" in call("verify", signed, "--workspace", office).out


def test_signing_again_gives_the_same_signed_file(call, office, signed, tmp_path):
    said = call(
        "report",
        "patrol",
        DONE,
        "--workspace",
        office,
        "--to",
        tmp_path / "b.pdf",
        "--sign",
        FOUNDER,
        "--json",
    )
    assert (said.status, said.json["signatures"]) == (0, 1)
    assert (tmp_path / "b.pdf").read_bytes() == signed.read_bytes()


def test_without_sign_or_ink_it_is_a_draft_and_ink_expects_no_signature(call, office, tmp_path):
    draft = call("report", "patrol", OPEN, "--workspace", office, "--to", tmp_path / "d.pdf", "--json")
    assert (draft.status, draft.json["stage"]) == (0, "draft")
    assert draft.json["sha256"] == hashlib.sha256((tmp_path / "d.pdf").read_bytes()).hexdigest()
    ink = call("report", "patrol", DONE, "--workspace", office, "--to", tmp_path / "i.pdf", "--ink")
    assert (ink.status, "i.pdf" in ink.out) == (0, True)
    verdict = call("verify", tmp_path / "i.pdf", "--json").json[0]
    assert (verdict["valid"], verdict["expected_signatures"]) == (True, 0)


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("nothing",), 1, "There is no patrol nothing"),
        ((OPEN, "--ink"), 1, "Finish the patrol first"),
        ((DONE, "--sign", "nobody"), 1, "not exactly one person called nobody"),
        ((DONE, "--sign", FOUNDER, "--ink"), 2, "exclude each other"),
    ],
)
def test_what_can_not_be_reported_is_one_sentence(call, office, tmp_path, arguments, status, words):
    said = call("report", "patrol", *arguments, "--workspace", office, "--to", tmp_path / "x.pdf")
    assert said.status == status
    assert words in said.err
    assert not (tmp_path / "x.pdf").exists()


def test_a_wrong_passphrase_signs_nothing(call, office, tmp_path, monkeypatch):
    wrong = tmp_path / "wrong"
    wrong.write_text("不对", "utf-8")
    monkeypatch.setenv("GRID_INSPECTOR_PASSPHRASE_FILE", str(wrong))
    said = call(
        "report", "patrol", DONE, "--workspace", office, "--to", tmp_path / "x.pdf", "--sign", FOUNDER
    )
    assert said.status == 1
    assert "passphrase" in said.err
    assert call("status", "--workspace", office, "--json").json["signed_reports"] == 0


def test_without_a_terminal_or_a_file_nobody_can_be_asked_for_the_passphrase(
    call, office, tmp_path, monkeypatch
):
    monkeypatch.delenv("GRID_INSPECTOR_PASSPHRASE_FILE")
    said = call(
        "report", "patrol", DONE, "--workspace", office, "--to", tmp_path / "x.pdf", "--sign", FOUNDER
    )
    assert (said.status, "GRID_INSPECTOR_PASSPHRASE_FILE" in said.err) == (1, True)


def test_somebody_without_a_certificate_can_not_sign(call, office, tmp_path):
    for file in (office / "keys").glob("*.cer"):
        file.unlink()
    said = call(
        "report", "patrol", DONE, "--workspace", office, "--to", tmp_path / "x.pdf", "--sign", FOUNDER
    )
    assert (said.status, "no certificate" in said.err) == (1, True)


def test_the_entries_of_a_report_come_into_another_workspace_once(call, office, signed, tmp_path):
    mine = Workspace.open(office)
    Workspace.create(tmp_path / "other", mine.root).close()
    mine.close()
    came = call("import", "entries", signed, "--workspace", tmp_path / "other", "--json")
    assert (came.status, came.json[0]["faults"]) == (0, [])
    assert came.json[0]["new"] > 5
    assert came.json[0]["photos"] == 1
    again = call("receive", signed, "--workspace", tmp_path / "other")
    assert (again.status, "0 new" in again.out) == (0, True)


def test_the_records_of_another_office_are_refused(call, signed, tmp_path):
    Workspace.create(tmp_path / "other", "0" * 64).close()
    said = call("receive", signed, "--workspace", tmp_path / "other")
    assert (said.status, "another office" in said.err) == (1, True)


def test_a_faulty_part_of_a_pack_is_named_and_the_rest_is_taken(call, office, tmp_path):
    mine = Workspace.open(office)
    pack = tmp_path / "x.gpk"
    with pack.open("wb") as file:
        write_pack(file, root=mine.root, writer=mine.feed, n=0, kind="entries", entries=())
    mine.close()
    pack.write_bytes(pack.read_bytes()[:1600])
    said = call("receive", pack, "--workspace", office, "--json")
    assert said.status == 1
    assert said.json[0]["faults"]


def test_a_stranger_s_file_is_unreadable_and_the_worst_of_several_counts(call, signed, tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 nothing")
    said = call("verify", signed, tmp_path / "x.pdf", "--json")
    assert (said.status, [one["valid"] for one in said.json]) == (3, [True, False])
    changed = bytearray(signed.read_bytes())
    changed[len(changed) // 2] ^= 1
    (tmp_path / "y.pdf").write_bytes(changed)
    bad = call("verify", tmp_path / "y.pdf")
    assert (bad.status > 0, "Not valid" in bad.out) == (True, True)


def test_of_several_files_the_unreadable_ones_are_named_and_the_rest_is_taken_in(
    call, office, signed, tmp_path
):
    mine = Workspace.open(office)
    Workspace.create(tmp_path / "other", mine.root).close()
    mine.close()
    for name in ("first.pdf", "last.gpk"):
        (tmp_path / name).write_bytes(b"nothing of ours")
    said = call(
        "import",
        "entries",
        tmp_path / "first.pdf",
        signed,
        tmp_path / "last.gpk",
        "--workspace",
        tmp_path / "other",
        "--json",
    )
    assert said.status == 3
    assert [one["file"] for one in said.json] == [str(signed)]
    assert said.json[0]["new"] > 5
    assert [line.split(": ")[0] for line in said.err.splitlines()] == [
        str(tmp_path / "first.pdf"),
        str(tmp_path / "last.gpk"),
    ]
