"""The settings on a real office: certificate, people and grids, look, copies of the workspace."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from db.backup import restore
from db.founding import Founded
from db.incarnation import Machine
from db.keys import kept_keys, open_person_key
from db.queries.window import acting_people
from db.workspace import Workspace
from inspector.journal.person_key import PersonKey
from inspector.model.person import Role
from tests.db.office import NOW, PASSPHRASE, found
from tests.ui.notes import Clock, Settle
from ui.background import Background
from ui.dialogs.add_grid import AddGrid
from ui.dialogs.add_person import AddPerson
from ui.dialogs.ask_secret import AskSecret
from ui.pages.settings import SettingsPage
from ui.preferences import LANGUAGE, THEME, WORKSPACE, ZOOM, Preferences
from ui.session import Session

NEW = "另一个 口令"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "machine", "示例机")


@pytest.fixture
def office(tmp_path: Path, machine: Machine) -> Iterator[Founded]:
    founded = found(tmp_path / "workspace", machine)
    yield founded
    founded.workspace.close()


@pytest.fixture
def session(
    office: Founded, background: Background, preferences: Preferences, clock: Clock
) -> Iterator[Session]:
    opened = Session(office.workspace, background, now=clock, preferences=preferences)
    opened.act_as(office.actor)
    yield opened
    background.close()
    opened.close()


@pytest.fixture
def page(session: Session, qtbot: QtBot, settle: Settle) -> Iterator[SettingsPage]:
    made = SettingsPage(session)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    settle()
    yield made
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog):
            dialog.close()


def secret(page: SettingsPage) -> AskSecret:
    found_there = [one for one in page.window().findChildren(AskSecret) if one.isVisible()]
    return found_there[-1]


def type_in(dialog: AskSecret, old: str = "", new: str = "") -> None:
    if dialog.old:
        dialog.old.setText(old)
    if dialog.new:
        dialog.new.first.setText(new)
        dialog.new.again.setText(new)
    dialog.answer()


def test_who_acts_and_the_certificate_are_shown(page: SettingsPage, office: Founded) -> None:
    assert page.person.name.value.text() == "示例甲"
    assert page.person.roles.value.text() == "rectification office · grid inspector"
    (kept,) = kept_keys(office.workspace.folder, office.founder)
    assert page.signature.number.value.text().replace(" ", "") == kept.sha256[:16]
    assert page.signature.until.value.text() == "21 Nov 2036"
    assert page.signature.making.isHidden()
    assert page.workspace.silent.isHidden()


def test_a_certificate_is_made_with_a_passphrase_and_known_to_the_office(
    page: SettingsPage, office: Founded, settle: Settle
) -> None:
    for kept in kept_keys(office.workspace.folder):
        kept.file.with_suffix(".cer").unlink()
    page.refresh()
    settle()
    assert page.signature.saving.isHidden()
    page.signature.making.click()
    dialog = secret(page)
    type_in(dialog, new="kurz")
    assert dialog.trouble.text() == "At least 6 characters."
    type_in(dialog, new=NEW)
    settle()
    shown = page.signature.key
    assert shown is not None
    assert open_person_key(shown.kept, NEW).name == "示例甲"
    assert page.signature.unknown.isHidden()


def test_a_copy_of_the_key_opens_with_its_passphrase_and_is_taken_in_again(
    page: SettingsPage, office: Founded, tmp_path: Path, settle: Settle
) -> None:
    page.signature.saving.click()
    picker = page.window().findChild(QFileDialog)
    assert picker is not None
    copy = tmp_path / "示例甲.p12"
    picker.fileSelected.emit(str(copy))
    settle()
    assert PersonKey.from_pkcs12(copy.read_bytes(), PASSPHRASE).name == "示例甲"
    for kept in kept_keys(office.workspace.folder):
        kept.file.with_suffix(".cer").unlink()
    page.keys.take_in(copy)
    dialog = secret(page)
    type_in(dialog, "wrong")
    settle()
    assert "passphrase" in dialog.trouble.text()
    type_in(dialog, PASSPHRASE)
    settle()
    assert page.signature.key is not None
    assert page.signature.unknown.isHidden()


def test_what_is_no_key_file_is_said_in_place(page: SettingsPage, tmp_path: Path, settle: Settle) -> None:
    (tmp_path / "letter.p12").write_text("…", "utf-8")
    for name in ("letter.p12", "missing.p12"):
        page.keys.take_in(tmp_path / name)
        dialog = secret(page)
        type_in(dialog, PASSPHRASE)
        settle()
        assert dialog.trouble.text()
        dialog.reject()


def test_a_copy_that_cannot_be_written_is_told(
    page: SettingsPage, session: Session, tmp_path: Path, settle: Settle
) -> None:
    told: list[Any] = []
    session.told.connect(told.append)
    (tmp_path / "file").write_text("", "utf-8")
    assert page.signature.key is not None
    page.keys.save_copy(page.signature.key, tmp_path / "file" / "key.p12")
    settle()
    assert "can't be written to" in str(told[0])


def test_the_passphrase_is_changed_only_by_who_knows_it(page: SettingsPage, settle: Settle) -> None:
    page.signature.changing.click()
    dialog = secret(page)
    dialog.answer()
    assert dialog.trouble.text() == "Type the passphrase."
    type_in(dialog, "wrong", NEW)
    settle()
    assert dialog.isVisible()
    type_in(dialog, PASSPHRASE, NEW)
    settle()
    assert page.signature.key is not None
    assert open_person_key(page.signature.key.kept, NEW).name == "示例甲"


def test_an_office_of_one_adds_a_grid_and_a_colleague(
    page: SettingsPage, office: Founded, settle: Settle
) -> None:
    page.people.adding_grid.click()
    (grid,) = page.window().findChildren(AddGrid)
    grid.save()
    assert grid.trouble.text() == "A grid needs a name and a code."
    grid.name.setText("示例村")
    grid.save()
    settle()
    page.people.adding_person.click()
    (person,) = page.window().findChildren(AddPerson)
    person.save()
    assert person.trouble.text() == "A person needs a name."
    person.name.setText("示例乙")
    assert person._passphrase.isHidden()
    person.save()
    settle()
    with closing(office.workspace.reader()) as reader:
        (added,) = [one for one in acting_people(reader, NOW.day) if one.name == "示例乙"]
        assert (added.grid_name, added.roles) == ("示例村", frozenset({Role.GRID_STAFF}))
        assert reader.value("SELECT count(*) FROM unconfirmed") == 0


def test_who_acts_for_the_office_itself_needs_its_passphrase(
    page: SettingsPage, office: Founded, settle: Settle
) -> None:
    page.add_person()
    (person,) = page.window().findChildren(AddPerson)
    person.name.setText("示例丁")
    person.role.setCurrentIndex(person.role.findData(Role.OFFICER.value))
    assert not person._card.isHidden()
    person.save()
    assert "card number" in person.trouble.text()
    person.card.setText("示例 001")
    person.save()
    assert "passphrase of the office" in person.trouble.text()
    person.passphrase.setText("wrong")
    person.save()
    settle()
    assert person.isEnabled()
    person.passphrase.setText(PASSPHRASE)
    person.save()
    settle()
    assert page.sheet is not None
    assert "示例丁" in {one.name for one in page.sheet.colleagues}


def test_nobody_without_the_right_adds_people(page: SettingsPage, session: Session, settle: Settle) -> None:
    session.act_as(None)
    settle()
    assert not page.people.adding_person.isEnabled()
    assert "rectification office" in page.people.adding_grid.toolTip()
    page.add_person()
    page.add_grid()
    told: list[Any] = []
    session.told.connect(told.append)
    page.keys.make_certificate()
    assert len(told) == 1
    page.keys.change_passphrase()
    page.keys.pick_place_of_copy()
    assert not [one for one in page.window().findChildren(QDialog) if one.isVisible()]


def test_language_colours_and_size_are_kept(page: SettingsPage, preferences: Preferences) -> None:
    page.look.language.choose("zh_CN")
    page.look.theme.choose("contrast")
    page.look.zoom.choose("125")
    kept = preferences.text(LANGUAGE), preferences.text(THEME), preferences.number(ZOOM)
    assert kept == ("zh_CN", "contrast", 125)


def test_a_backup_is_made_where_one_chooses_and_can_be_restored(
    page: SettingsPage, tmp_path: Path, preferences: Preferences, settle: Settle
) -> None:
    page.backup.backing_up.click()
    picker = page.window().findChild(QFileDialog)
    assert picker is not None
    noticed: list[Any] = []
    page.noticed.connect(noticed.append)
    picker.fileSelected.emit(str(tmp_path))
    settle()
    assert "Backed up" in noticed[0].text
    (backup,) = tmp_path.glob("grid-inspector_*")
    assert backup.name in page.backup.last.value.text()
    restore(backup, tmp_path / "restored", drives=())
    assert (tmp_path / "restored" / "grid.db").is_file()


def test_a_device_with_a_new_key_is_entitled_by_the_office(
    tmp_path: Path,
    background: Background,
    preferences: Preferences,
    clock: Clock,
    office: Founded,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    office.workspace.close()
    other = Machine(tmp_path / "another machine", "另一台")
    workspace = Workspace.open(tmp_path / "workspace", other, drives=())
    session = Session(workspace, background, now=clock, preferences=preferences)
    session.act_as(office.actor)
    page = SettingsPage(session)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert not page.workspace.entitling.isHidden()
    page.workspace.entitling.click()
    type_in(secret(page), PASSPHRASE)
    settle()
    page.refresh()
    settle()
    assert page.workspace.entitling.isHidden()
    background.close()
    session.close()
    workspace.close()


def test_another_workspace_is_asked_for_and_a_folder_without_one_is_told(
    page: SettingsPage, session: Session, tmp_path: Path, preferences: Preferences
) -> None:
    told: list[Any] = []
    session.told.connect(told.append)
    page.open_other(tmp_path / "nothing")
    assert len(told) == 1
    page.open_other(session.workspace.folder)
    assert preferences.text(WORKSPACE) == str(session.workspace.folder)
    page.close_workspace()
    assert preferences.text(WORKSPACE) == ""


def test_panels_stand_one_below_another_where_it_is_narrow(page: SettingsPage, qtbot: QtBot) -> None:
    page.resize(640, 380)

    def beside() -> bool:
        left, right = page.person.mapTo(page, QPoint(0, 0)), page.look.mapTo(page, QPoint(0, 0))
        return right.x() > left.x()

    qtbot.waitUntil(lambda: not beside())
    page.resize(1100, 700)
    qtbot.waitUntil(beside)
