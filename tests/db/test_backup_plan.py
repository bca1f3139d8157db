"""Backups that make themselves, and restores that are rehearsed."""

from contextlib import closing
from datetime import date
from pathlib import Path

import msgspec
import pytest

from db.backup import back_up, backups_in
from db.backup_plan import (
    DAILY,
    WEEKLY,
    BackupPlan,
    back_up_as_planned,
    read_plan,
    written,
)
from db.founding import Founded
from db.opening import DATABASE
from db.rehearsal import rehearse
from db.workspace import Workspace
from inspector.errors import Refused, Unreachable, Unreadable
from inspector.periods import DAY, HOUR, at
from tests.db.office import NOW, a_photo, a_site

SUNDAY = date(2026, 11, 22)


@pytest.fixture
def recorded(office: Founded) -> Workspace:
    workspace = office.workspace
    blobs = workspace.blobs.keep(b"original", "image/jpeg"), workspace.blobs.keep(b"preview", "image/webp")
    workspace.record([a_site(office), a_photo(office, 300, *blobs)], office.actor, NOW)
    return workspace


class TestWhenItIsDue:
    plan = BackupPlan(folder="/media/stick", every=DAILY, since=at(SUNDAY, "08:00", 480))

    def test_without_a_folder_or_an_interval_never(self) -> None:
        assert not BackupPlan(folder="x").is_due(NOW)
        assert not BackupPlan(every=DAILY).is_due(NOW)
        assert not BackupPlan(every=DAILY, since=NOW).is_overdue(NOW.later(99 * DAY))

    def test_daily_means_once_a_day_however_late_the_last_one_was(self) -> None:
        assert self.plan.is_due(NOW)
        made = msgspec.structs.replace(self.plan, made=at(SUNDAY, "23:50", 480))
        assert not made.is_due(at(SUNDAY, "23:55", 480))
        assert made.is_due(at(date(2026, 11, 23), "00:05", 480))

    def test_weekly_means_seven_days(self) -> None:
        weekly = msgspec.structs.replace(self.plan, every=WEEKLY, made=at(SUNDAY, "09:00", 480))
        assert not weekly.is_due(at(date(2026, 11, 28), "23:00", 480))
        assert weekly.is_due(at(date(2026, 11, 29), "08:00", 480))

    def test_one_made_by_a_clock_that_was_ahead_does_not_put_it_off(self) -> None:
        ahead = msgspec.structs.replace(self.plan, made=at(date(2027, 11, 22), "09:00", 480))
        assert ahead.is_due(NOW)

    def test_it_is_overdue_after_three_intervals_also_if_none_was_ever_made(self) -> None:
        start = self.plan.since
        assert start is not None
        assert not self.plan.is_overdue(start.later(3 * DAY))
        assert self.plan.is_overdue(start.later(3 * DAY + 1))
        assert not msgspec.structs.replace(self.plan, made=start.later(DAY)).is_overdue(start.later(4 * DAY))
        assert not msgspec.structs.replace(self.plan, since=None).is_overdue(start.later(9 * DAY))

    def test_it_is_kept_as_text_and_what_cannot_be_read_is_no_plan(self) -> None:
        assert read_plan(written(self.plan)) == self.plan
        assert read_plan("") == read_plan("[1]") == BackupPlan()


def test_a_planned_backup_keeps_so_many_and_remembers_the_newest(recorded: Workspace, tmp_path: Path) -> None:
    plan = BackupPlan(folder=str(tmp_path), every=DAILY, keep=2)
    for hours in range(3):
        plan = plan.after(
            back_up_as_planned(recorded, plan, NOW.later(hours * HOUR)), NOW.later(hours * HOUR)
        )
    kept = backups_in(tmp_path, recorded.identity)
    assert [folder.name[-6:] for folder in kept] == ["110000", "100000"]
    assert (plan.to, plan.made) == (str(kept[0]), NOW.later(2 * HOUR))


def test_a_drive_that_is_not_plugged_in_is_said_and_no_folder_is_made(
    recorded: Workspace, tmp_path: Path
) -> None:
    plan = BackupPlan(folder=str(tmp_path / "stick"), every=DAILY)
    with pytest.raises(Unreachable, match="Plug the drive in"):
        back_up_as_planned(recorded, plan, NOW)
    assert not (tmp_path / "stick").exists()


class TestRehearsal:
    def test_what_came_back_is_counted_and_removed(self, recorded: Workspace, tmp_path: Path) -> None:
        made = back_up(recorded, tmp_path / "backups", NOW)
        room = tmp_path / "room"
        room.mkdir()
        came = rehearse(made.folder, room=room)
        assert (came.entries, came.files) == (made.entries, made.files)
        assert came.verdict.complete
        assert list(room.iterdir()) == []
        with closing(recorded.reader()) as reader:
            assert reader.value("SELECT count(*) FROM entry") == made.entries

    def test_a_damaged_backup_is_a_sentence_and_leaves_nothing(
        self, recorded: Workspace, tmp_path: Path
    ) -> None:
        made = back_up(recorded, tmp_path / "backups", NOW)
        photo = next((made.folder / "blobs").rglob("*.jpg"))
        photo.unlink()
        photo.write_bytes(b"something")
        room = tmp_path / "room"
        room.mkdir()
        with pytest.raises(Unreadable, match="damaged"):
            rehearse(made.folder, room=room)
        assert list(room.iterdir()) == []

    def test_one_whose_manifest_counts_other_entries_cannot_be_relied_on(
        self, recorded: Workspace, tmp_path: Path
    ) -> None:
        made = back_up(recorded, tmp_path / "backups", NOW)
        manifest = made.folder / "backup.json"
        told = msgspec.json.decode(manifest.read_bytes())
        told["entries"] += 1
        manifest.write_bytes(msgspec.json.encode(told))
        assert (made.folder / DATABASE).exists()
        with pytest.raises(Refused, match="can't be relied on"):
            rehearse(made.folder, room=tmp_path)
