"""Backups that make themselves: planned in the settings, made when due, rehearsed, and before closing."""

import shutil
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from db.backup import backups_in
from db.backup_plan import DAILY, BackupPlan
from inspector.errors import Spoken
from inspector.periods import DAY
from tests.db.village import Village
from tests.ui.notes import Clock, Settle
from ui.backup_desk import BackupDesk, backups_of
from ui.pages.settings import SettingsPage
from ui.session import Session
from ui.window import Window


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def desk(session: Session) -> BackupDesk:
    made = backups_of(session)
    assert backups_of(session) is made
    return made


@pytest.fixture
def told(session: Session) -> list[Spoken]:
    heard: list[Spoken] = []
    session.told.connect(heard.append)
    return heard


@pytest.fixture
def page(window: Window, settle: Settle) -> SettingsPage:
    window.go_to("settings")
    settle()
    assert isinstance(window.page, SettingsPage)
    return window.page


def is_at_work(desk: BackupDesk) -> bool:
    return desk.job is not None


def made(village: Village, stick: Path) -> int:
    return len(backups_in(stick, village.workspace.identity))


def test_a_backup_is_made_when_one_is_due_and_once_a_day(
    desk: BackupDesk, village: Village, stick: Path, settle: Settle, clock: Clock, session: Session
) -> None:
    desk.look()
    desk.decide(BackupPlan(folder=str(stick), every=DAILY))
    settle()
    assert made(village, stick) == 1
    desk.look()
    settle()
    assert made(village, stick) == 1
    clock.pass_by(DAY)
    session.look_at_the_clock()
    assert is_at_work(desk)
    desk.look()
    settle()
    assert made(village, stick) == 2
    assert not is_at_work(desk)
    again = BackupDesk(session)
    again.end()
    assert again.plan == desk.plan


def test_a_stick_that_is_not_there_is_tried_again_and_spoken_of_only_when_overdue(
    desk: BackupDesk,
    village: Village,
    stick: Path,
    settle: Settle,
    clock: Clock,
    session: Session,
    told: list[Spoken],
) -> None:
    stick.rmdir()
    desk.decide(BackupPlan(folder=str(stick), every=DAILY))
    settle()
    assert "Plug the drive in" in str(desk.trouble)
    assert told == []
    clock.pass_by(4 * DAY)
    session.look_at_the_clock()
    settle()
    desk.look()
    settle()
    assert [(error.sentence, error.values["days"]) for error in told] == [
        ("No backup for {days} days. {why}", 4)
    ]
    stick.mkdir()
    desk.look()
    settle()
    assert (desk.trouble, made(village, stick)) == (None, 1)


def test_a_disk_that_gets_full_is_spoken_of_once_a_day(
    desk: BackupDesk,
    settle: Settle,
    clock: Clock,
    session: Session,
    told: list[Spoken],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk.look()
    settle()
    assert told == []
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(free=300 << 20))
    for _look in range(2):
        desk.look()
        settle()
    assert [error.values["left"] for error in told] == [300]
    clock.pass_by(DAY)
    session.look_at_the_clock()
    settle()
    assert len(told) == 2


class Usage(NamedTuple):
    free: int


def test_a_fault_of_ours_is_not_hidden(desk: BackupDesk) -> None:
    with pytest.raises(ZeroDivisionError):
        desk._failed(ZeroDivisionError())
    assert desk._days_without() == 0


def test_the_settings_plan_backups_and_say_how_the_last_one_went(
    page: SettingsPage, village: Village, stick: Path, settle: Settle, clock: Clock
) -> None:
    panel = page.backup
    assert (panel.last.value.text(), panel.folder.value.text()) == ("never", "none chosen yet")
    assert not panel.rehearsing.isEnabled()
    panel._decide(keep=3)
    QTest.mouseClick(panel.choosing, Qt.MouseButton.LeftButton)
    (picker,) = page.window().findChildren(QFileDialog)
    picker.fileSelected.emit(str(stick))
    picker.reject()
    settle()
    assert made(village, stick) == 1
    assert panel.folder.value.text() == str(stick)
    assert "grid-inspector_" in panel.last.value.text()
    panel.every.choose("7")
    panel.keep.setValue(2)
    panel.closing.setChecked(True)
    plan = page.backups.plan
    assert (plan.every, plan.keep, plan.on_closing) == (7, 2, True)
    page.plan_backups_in(stick)
    assert page.backups.plan.every == 7
    clock.pass_by(2000)
    QTest.mouseClick(panel.backing_up, Qt.MouseButton.LeftButton)
    settle()
    assert made(village, stick) == 2
    clock.pass_by(30 * DAY)
    page._show_backups()
    assert panel.state.text() == "A backup is overdue."


def test_a_restore_is_rehearsed_and_its_outcome_said(page: SettingsPage, stick: Path, settle: Settle) -> None:
    page.backups.rehearse()
    settle()
    page.plan_backups_in(stick)
    settle()
    assert not page.backup.state.isVisible()
    QTest.mouseClick(page.backup.rehearsing, Qt.MouseButton.LeftButton)
    settle()
    assert "was restored, checked and removed again" in page.backup.state.text()
    for folder in stick.iterdir():
        folder.rename(stick / "away")
    page.backups.rehearse()
    settle()
    assert "no whole backup" in page.backup.state.text()
    assert page.backup.state.property("tone") == "amber"


class TestBeforeClosing:
    @pytest.fixture
    def due(self, desk: BackupDesk, stick: Path, settle: Settle, clock: Clock) -> BackupDesk:
        desk.decide(BackupPlan(folder=str(stick), every=DAILY, on_closing=True))
        settle()
        clock.pass_by(DAY)
        return desk

    @pytest.fixture
    def held(self, window: Window, due: BackupDesk) -> Window:
        window.before_closing = lambda: due.keeps_open(window, window.close)
        return window

    def test_a_backup_that_is_due_is_made_first(
        self, held: Window, village: Village, stick: Path, settle: Settle
    ) -> None:
        held.close()
        assert held.isVisible()
        settle()
        assert not held.isVisible()
        assert made(village, stick) == 2

    def test_nobody_has_to_wait(self, held: Window, due: BackupDesk, settle: Settle) -> None:
        due.look()
        held.close()
        assert due.dialog
        QTest.mouseClick(due.dialog.leaving, Qt.MouseButton.LeftButton)
        assert not held.isVisible()
        settle()

    def test_one_that_is_not_due_holds_up_nothing(
        self, held: Window, due: BackupDesk, settle: Settle
    ) -> None:
        due.back_up()
        settle()
        held.close()
        assert not held.isVisible()

    def test_it_is_not_made_where_that_was_not_asked_for(self, held: Window, due: BackupDesk) -> None:
        due.plan = msgspec.structs.replace(due.plan, on_closing=False)
        held.close()
        assert not held.isVisible()
