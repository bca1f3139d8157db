"""The first start: the sample, an office, a workspace that is there, a backup; a sentence where it fails."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from db.backup import back_up
from db.places import free_folder
from db.queries.window import acting_people
from db.workspace import Workspace
from inspector.errors import Spoken
from inspector.sample import PASSPHRASE
from tests.db.village import MORNING, Village
from tests.ui.notes import Clock
from ui.background import Background
from ui.pages.welcome import SAMPLE_WORDS, WelcomePage
from ui.preferences import LANGUAGE, THEME, ZOOM, Preferences

PATIENCE = 60_000


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this user's data lie."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("GRID_INSPECTOR_MACHINE_DIR", str(tmp_path / "machine"))
    return tmp_path / "data" / "grid-inspector"


@pytest.fixture
def page(
    place: Path, background: Background, preferences: Preferences, clock: Clock, qtbot: QtBot
) -> Iterator[WelcomePage]:
    made = WelcomePage(background, preferences, clock)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    made.activateWindow()
    yield made
    for picker in QApplication.topLevelWidgets():
        if isinstance(picker, QFileDialog):
            picker.close()


def fill_in(page: WelcomePage, again: str = "三个 好记 的词") -> None:
    page.show_form()
    page.form.office.setText("示例县整改办")
    page.form.founder.setText("示例甲")
    page.form.grid.setText("示例村")
    page.form.passphrase.setText("三个 好记 的词")
    page.form.again.setText(again)


def test_an_office_starts_from_three_answers_with_the_keyboard(
    page: WelcomePage, place: Path, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.office_card.button, Qt.Key.Key_Space)
    fill_in(page)
    with qtbot.waitSignal(page.opened, timeout=PATIENCE) as opened:
        qtbot.keyClick(page.form.again, Qt.Key.Key_Return)
        assert not page.form.isEnabled()
    assert opened.args == [place / "workspace"]
    with closing(Workspace.open(place / "workspace")) as workspace, closing(workspace.reader()) as reader:
        assert {one.grid_name for one in acting_people(reader, MORNING.day)} == {"示例县整改办", "示例村"}
        assert reader.value("SELECT count(*) FROM checklist") == 4


def test_what_is_missing_is_said_in_place(page: WelcomePage) -> None:
    page.show_form()
    page.form.answer()
    assert page.form.trouble.text() == "The office needs a name."
    fill_in(page)
    page.form.passphrase.setText("kurz")
    page.form.answer()
    assert page.form.trouble.text() == "At least 6 characters."
    fill_in(page, again="another")
    page.form.answer()
    assert page.form.trouble.text() == "The two passphrases differ."
    assert page.form.again.hasFocus()


def test_a_folder_that_cannot_be_used_is_said_below_the_questions(
    page: WelcomePage, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("…", "utf-8")
    fill_in(page)
    page.form.keep_in(tmp_path / "full")
    page.form.answer()
    qtbot.waitUntil(lambda: "is not empty" in page.form.trouble.text(), timeout=PATIENCE)
    assert page.form.isEnabled()


def test_escape_leads_back_to_the_cards(page: WelcomePage, qtbot: QtBot) -> None:
    page.show_form()
    qtbot.keyClick(page.form.office, Qt.Key.Key_Escape)
    assert page.sample_card.isVisible()
    assert page.office_card.button.hasFocus()


def test_the_folder_of_the_office_can_be_another_one(page: WelcomePage, tmp_path: Path) -> None:
    (tmp_path / "office").mkdir()
    page.show_form()
    page.form.folder_asked.emit()
    picker = page.window().findChild(QFileDialog)
    assert picker is not None
    picker.fileSelected.emit(str(tmp_path / "office"))
    assert page.form.folder == tmp_path / "office"


def test_the_sample_is_made_once_a_day_and_can_be_stopped(
    page: WelcomePage, place: Path, qtbot: QtBot, background: Background
) -> None:
    started: list[Any] = []
    page.work_started.connect(started.append)
    page.make_sample()
    job = started[0]
    assert job.title == "Making the sample county"
    with qtbot.waitSignal(job.progressed, timeout=PATIENCE):
        pass
    job.cancel()
    qtbot.waitUntil(lambda: background.is_idle, timeout=PATIENCE)
    assert not page.sample.exists()
    assert page.sample_card.button.isEnabled()
    page.sample.mkdir(parents=True)
    with qtbot.waitSignal(page.opened) as opened:
        page.make_sample()
    assert opened.args == [place / "samples" / f"{MORNING.day}"]


def test_the_card_says_the_passphrase_of_the_sample(page: WelcomePage) -> None:
    assert SAMPLE_WORDS == PASSPHRASE
    assert PASSPHRASE in page.sample_card.sentence.text()
    assert "演示" in page.sample_card.sentence.text()


def test_a_workspace_that_is_there_is_picked(page: WelcomePage, village: Village) -> None:
    opened: list[Any] = []
    page.opened.connect(opened.append)
    page.open_card.button.click()
    picker = page.window().findChild(QFileDialog)
    assert picker is not None
    picker.fileSelected.emit(str(village.folder))
    assert opened == [village.folder]


def test_a_backup_is_put_back_into_a_new_folder(
    page: WelcomePage, place: Path, village: Village, tmp_path: Path, qtbot: QtBot
) -> None:
    backup = back_up(village.workspace, tmp_path / "stick", MORNING)
    with qtbot.waitSignal(page.opened, timeout=PATIENCE) as opened:
        page.restore(backup.folder)
    assert opened.args == [place / "workspace"]
    assert (place / "workspace" / "grid.db").is_file()
    assert free_folder(place) == place / "workspace-2"


def test_what_is_no_backup_is_told(page: WelcomePage, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.told, timeout=PATIENCE) as told:
        page.restore(tmp_path)
    error = told.args[0] if told.args else None
    assert isinstance(error, Spoken)
    assert "no backup" in str(error)


def test_language_look_and_size_are_chosen_right_there(page: WelcomePage, preferences: Preferences) -> None:
    page.languages.choose("zh_CN")
    page.look.click()
    page._zoom(1)
    assert (preferences.text(LANGUAGE), preferences.text(THEME), preferences.number(ZOOM)) == (
        "zh_CN",
        "dark",
        110,
    )


@pytest.mark.parametrize("size", [(680, 380), (1366, 768)])
def test_cards_stand_one_below_another_where_it_is_narrow(
    page: WelcomePage, size: tuple[int, int], qtbot: QtBot
) -> None:
    page.resize(*size)
    qtbot.waitUntil(lambda: (page.office_card.x() > page.sample_card.x()) == (size[0] > 780))
