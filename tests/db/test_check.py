"""Check: it finds every byte, row and signature that is not as it should be, and names it."""

from contextlib import closing
from pathlib import Path

import pytest

from db.check import NAMED, check_workspace, verdict_on
from db.entries import all_entries
from db.founding import Founded
from db.incarnation import Machine
from db.opening import DATABASE
from db.workspace import Workspace
from inspector.model.events import Blob
from inspector.reports.verdict import Kind, Outcome, Verdict
from tests.db.devices import history
from tests.db.office import NOW, a_finding, a_photo, a_site


@pytest.fixture
def photo(office: Founded) -> Blob:
    blobs = office.workspace.blobs
    original, preview = blobs.keep(b"original", "image/jpeg"), blobs.keep(b"preview", "image/webp")
    office.workspace.record(
        [a_site(office), a_photo(office, 300, original, preview), a_photo(office, 301, original, preview)],
        office.actor,
        NOW,
    )
    return original


def said(verdict: Verdict, name: str) -> str:
    (check,) = (check for check in verdict.checks if check.name == name)
    return check.detail.text.format(**dict(check.detail.values))


def test_a_sound_workspace_is_good_in_every_respect(office: Founded, photo: Blob) -> None:
    told: list[tuple[int, int]] = []
    verdict = check_workspace(office.workspace, lambda done, of: told.append((done, of)))
    assert verdict.outcome is Outcome.GOOD
    assert verdict.kind is Kind.WORKSPACE
    assert [check.name for check in verdict.checks] == [
        *("database", "journal", "chains", "projection", "photos", "strays", "summaries")
    ]
    assert verdict.entries.count == verdict.entries.valid == 12
    assert verdict.entries.feeds == 2
    assert (verdict.photos.named, verdict.photos.present, verdict.photos.valid) == (2, 2, 2)
    assert "2 of 2 are here" in said(verdict, "photos")
    assert told == [(14, 14)]


def test_a_closed_workspace_is_opened_for_it(
    office: Founded, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRID_INSPECTOR_MACHINE_DIR", str(machine.folder))
    office.workspace.close()
    assert verdict_on(office.workspace.folder).outcome is Outcome.GOOD


def test_a_missing_photo_of_ours_is_missed(office: Founded, photo: Blob) -> None:
    office.workspace.blobs.path(photo).unlink()
    verdict = check_workspace(office.workspace)
    assert verdict.outcome is Outcome.INCOMPLETE
    assert said(verdict, "photos") == f"Photos or other files missing: 1 ({photo.sha256[:12]})"
    assert (verdict.photos.named, verdict.photos.present) == (2, 1)


def test_a_damaged_photo_is_found(office: Founded, photo: Blob) -> None:
    path = office.workspace.blobs.path(photo)
    path.chmod(0o644)
    path.write_bytes(b"originaL")
    verdict = check_workspace(office.workspace)
    assert verdict.outcome is Outcome.BAD
    assert photo.sha256[:12] in said(verdict, "photos")
    assert verdict.photos.valid == 1


def test_an_erased_photo_is_not_missed(office: Founded, photo: Blob) -> None:
    office.workspace.erase([], [photo.sha256], by_entry="f" * 64)
    verdict = check_workspace(office.workspace)
    assert verdict.outcome is Outcome.GOOD
    assert verdict.photos.named == 1


def test_a_file_nobody_names_is_mentioned(office: Founded, photo: Blob) -> None:
    office.workspace.blobs.keep(b"of a draft", "image/jpeg")
    verdict = check_workspace(office.workspace)
    assert verdict.outcome is Outcome.GOOD
    assert said(verdict, "strays").endswith("photos of drafts: 1")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE site SET name = '另一个'",
        "DELETE FROM photo",
        "INSERT INTO cycle VALUES ('x', 'y', 1)",
        "UPDATE site_search SET name = '另', words = '', initials = '' WHERE rowid = 1",
    ],
)
def test_a_row_the_journal_does_not_say_is_found_and_a_rebuild_puts_it_right(
    office: Founded, photo: Blob, change: str
) -> None:
    office.workspace._writer.execute(change)
    verdict = check_workspace(office.workspace)
    assert verdict.outcome is Outcome.BAD
    assert "Rebuild them" in said(verdict, "projection")
    office.workspace.rebuild()
    assert check_workspace(office.workspace).outcome is Outcome.GOOD


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entry SET body = replace(body, 'YSX', 'XYS') WHERE type = 'grid.added'",
        "UPDATE entry SET header = replace(header, '\"lc\":5', '\"lc\":6')",
        "UPDATE entry SET sig = zeroblob(64) WHERE seq = 5",
        "UPDATE entry SET actor = org WHERE seq = 5",
    ],
)
def test_an_entry_that_is_not_as_it_was_signed_is_found(office: Founded, photo: Blob, change: str) -> None:
    change = change.replace("replace(body, 'YSX', 'XYS')", "CAST(replace(body, 'YSX', 'XYS') AS BLOB)")
    change = change.replace(
        "replace(header, '\"lc\":5', '\"lc\":6')", "CAST(replace(header, '\"lc\":5', '\"lc\":6') AS BLOB)"
    )
    office.workspace._writer.execute(change)
    verdict = check_workspace(office.workspace)
    assert verdict.outcome is Outcome.BAD
    assert verdict.entries.valid == verdict.entries.count - 1
    assert "not as they were signed: 1" in said(verdict, "journal")


def test_a_damaged_page_is_found(office: Founded, photo: Blob, machine: Machine) -> None:
    workspace = office.workspace
    workspace.record([a_finding(office, 1000 + n) for n in range(300)], office.actor, NOW)
    (page,) = workspace._writer.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'finding_by_number'"
    ).fetchone()
    workspace.close()
    with (workspace.folder / DATABASE).open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    with closing(Workspace.open(workspace.folder, machine, drives=())) as again:
        verdict = check_workspace(again)
    assert verdict.outcome is Outcome.BAD
    assert "damaged" in said(verdict, "database")


def test_a_page_that_can_not_be_read_at_all_ends_the_check(
    office: Founded, photo: Blob, machine: Machine
) -> None:
    workspace = office.workspace
    (page,) = workspace._writer.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_denied_1'"
    ).fetchone()
    workspace.close()
    with (workspace.folder / DATABASE).open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    with closing(Workspace.open(workspace.folder, machine, drives=())) as again:
        verdict = check_workspace(again)
    assert verdict.outcome is Outcome.BAD
    assert [check.name for check in verdict.checks] == ["database"]


def test_what_is_on_its_way_from_others_is_noted_and_no_fault(
    office: Founded, photo: Blob, tmp_path: Path
) -> None:
    machine = Machine(tmp_path / "other machine", "另一台")
    other = Workspace.create(tmp_path / "other", office.workspace.root, machine, drives=())
    with closing(other), closing(office.workspace.reader()) as reader:
        parts = list(all_entries(reader.connection))
        other.receive([part for part in parts if part.seq != 2], root=other.root, at=NOW)
        verdict = check_workspace(other)
    assert verdict.outcome is Outcome.GOOD
    assert "have not arrived yet: 1 (" in said(verdict, "chains")
    assert "of others that have not arrived yet: 2" in said(verdict, "photos")


def test_two_lines_of_a_feed_are_noted_and_no_fault(tmp_path: Path, machine: Machine) -> None:
    workspace = Workspace.create(tmp_path / "workspace", history().root, machine, drives=())
    with closing(workspace):
        workspace.receive(history().parts, root=history().root, at=NOW)
        verdict = check_workspace(workspace)
    assert verdict.outcome is Outcome.GOOD
    assert said(verdict, "chains").startswith("Feeds with two lines, both kept: 2")


def test_long_lists_are_cut(office: Founded) -> None:
    for number in range(NAMED + 1):
        blob = office.workspace.blobs.keep(str(number).encode(), "image/jpeg")
        office.workspace.record([a_photo(office, 300 + number, blob, blob)], office.actor, NOW)
        office.workspace.blobs.path(blob).unlink()
    text = said(check_workspace(office.workspace), "photos")
    assert f"missing: {NAMED + 1} (" in text
    assert text.endswith(", …)")
