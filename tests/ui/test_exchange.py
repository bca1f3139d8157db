"""The page of hand-over in a real window: files are verified, and taken in when somebody says so."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from db.changes import Changes
from db.incarnation import Machine
from db.workspace import Actor, Workspace
from inspector.errors import Spoken
from inspector.journal.authority import OfficeFounded
from inspector.journal.device_key import DeviceKey
from inspector.journal.entry import seal
from inspector.journal.pack import write_pack
from tests.db.reporting import built, finish, go_round, signed_report
from tests.db.village import FOUNDING, LOCAL, OFFICE, OFFICER, STAFF, VILLAGE, Village, named
from tests.ui.notes import Clock, Settle, Wait
from ui.background import Background, Job
from ui.file_checks import EVERYTHING, REPORTS, Stage
from ui.page_list import pages
from ui.pages.exchange import ExchangePage
from ui.preferences import Preferences
from ui.session import Session
from ui.widgets.buttons import PLAIN, PRIMARY
from ui.widgets.text import Text
from ui.window import Window
from ui.workspace_questions import workspace_questions


@pytest.fixture
def page(window: Window) -> ExchangePage:
    return shown_in(window)


def shown_in(window: Window) -> ExchangePage:
    window.go_to("exchange")
    shown = window.page
    assert isinstance(shown, ExchangePage)
    return shown


@pytest.fixture
def other(village: Village, tmp_path: Path) -> Iterator[Workspace]:
    """Another device of the same office, which knows nothing yet."""
    made = Workspace.create(
        tmp_path / "other",
        village.workspace.root,
        Machine(tmp_path / "other machine", "m"),
        drives=LOCAL,
        chance=village.chance,
    )
    yield made
    made.close()


@pytest.fixture
def receiver(
    other: Workspace, background: Background, preferences: Preferences, clock: Clock, qtbot: QtBot
) -> Iterator[ExchangePage]:
    """The page on that other device."""
    session = Session(other, background, now=clock, preferences=preferences)
    session.act_as(Actor(STAFF, VILLAGE))
    made = Window(session, workspace_questions(), pages())
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    yield shown_in(made)
    made.close()
    background.close()
    session.close()


def checked(page: ExchangePage) -> Callable[[], bool]:
    return lambda: all(file.stage in {Stage.CHECKED, Stage.GIVEN_UP} for file in page.checks.files.values())


def texts(page: ExchangePage) -> str:
    return "\n".join(one.text() for one in page.findChildren(Text) if one.isVisible())


def held(*files: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return mime


def enter(page: ExchangePage, mime: QMimeData) -> bool:
    event = QDragEnterEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    page.dragEnterEvent(event)
    return event.isAccepted()


def drop(page: ExchangePage, mime: QMimeData) -> None:
    page.dropEvent(
        QDropEvent(
            QPointF(9, 9),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_an_empty_page_says_what_it_is_for_and_how_hand_over_stands(
    village: Village, window: Window, settle: Settle
) -> None:
    finish(village, go_round(village))
    page = shown_in(window)
    settle()
    assert "Drop a report or a pack anywhere on this page" in texts(page)
    assert page.hand_over.header.remark.text() == page.subtitle == "1 patrol waits"
    assert "nothing here is called received" in texts(page)
    asked: list[str] = []
    page.wanted.connect(lambda name, _what: asked.append(name))
    page.hand_over.going.click()
    assert asked == ["reports"]
    assert [one.keys for one in page.commands()] == ["Ctrl+O", ""]


def test_several_files_are_dropped_and_each_gets_its_verdict_in_a_word(
    village: Village, page: ExchangePage, until: Wait, tmp_path: Path
) -> None:
    good = signed_report(village)
    changed, nothing = tmp_path / "changed.pdf", tmp_path / "nothing.gpk"
    content = bytearray(good.read_bytes())
    content[len(content) // 3] ^= 1
    changed.write_bytes(bytes(content))
    nothing.write_bytes(b"nothing")
    mime = held(good, changed, nothing)
    assert enter(page, mime)
    assert page.zone.property("drop") == "true"
    page.dragLeaveEvent(QDragLeaveEvent())
    assert page.zone.property("drop") == "waiting"
    drop(page, mime)
    assert page.list.path == good
    assert "3 files left to check" in texts(page)
    until(checked(page))
    words = [page.list._line(at).state for at in range(3)]
    assert words[0] == "valid"
    assert words[1] in {"not valid", "unreadable"}
    assert words[2] == "unreadable"
    assert page.verdict.accessibleName() == "Valid and complete."
    assert "All of it is here already." in texts(page)
    assert "Signed by 示例甲, 22 Nov 2026 13:00" in texts(page)
    QTest.keyClick(page.list, Qt.Key.Key_End)
    assert page.verdict.accessibleName() == "This file can't be checked."
    assert page.coming.isHidden()


def test_what_is_held_but_is_no_file_is_not_taken(page: ExchangePage) -> None:
    mime = QMimeData()
    mime.setText("words")
    assert not enter(page, mime)
    drop(page, mime)
    page.open_at(3)
    assert page.checks.files == {}


def test_a_file_handed_to_the_program_is_previewed_then_taken_in_by_one_button(
    village: Village, receiver: ExchangePage, other: Workspace, until: Wait, settle: Settle
) -> None:
    file = signed_report(village, photos=1)
    receiver.open_at(file)
    until(checked(receiver))
    said = texts(receiver)
    assert "示例村网格 · 示例甲" in said
    assert "22 Nov · 示例村网格 · new" in said
    assert "1 new, 0 here already" in said
    assert "nothing here is overwritten" in said
    reader = other.reader()
    assert reader.value("SELECT count(*) FROM patrol") == 0
    heard: list[Changes] = []
    receiver.session.changed.connect(heard.append)
    assert receiver.coming.taking
    assert receiver.coming.taking.property("kind") == PRIMARY
    receiver.window().activateWindow()
    receiver.list.setFocus()
    until(receiver.list.hasFocus)
    QTest.keyClick(receiver.list, Qt.Key.Key_T)
    assert receiver.coming.taking.text() == "Being taken in…"
    assert not receiver.coming.taking.isEnabled()
    assert not receiver.removing.isEnabled()
    until(lambda: receiver.checks.files[file].taken is not None)
    until(checked(receiver))
    settle()
    assert reader.value("SELECT count(*) FROM patrol") == 1
    reader.close()
    assert heard[0].subjects >= {named(50)}
    assert heard[1:] == [REPORTS]  # the file is kept, and the list of reports shows it
    taken = receiver.checks.files[file].taken
    assert taken
    assert f"Taken in: {taken.arrival.new} new records, 1 photo." in texts(receiver)
    assert receiver.hand_over.log.isVisible()
    assert [one.text() for one in receiver.hand_over.log.findChildren(Text)] == [
        f"09:00 · {file.name} · Taken in: {taken.arrival.new} new records, 1 photo."
    ]
    (kept,) = (other.folder / "reports").rglob("*.pdf")
    assert kept.read_bytes() == file.read_bytes()
    receiver.take_in()
    assert receiver.checks.files[file].stage is Stage.CHECKED


def test_taking_one_in_tells_the_others_what_they_still_bring(
    village: Village, receiver: ExchangePage, until: Wait
) -> None:
    first, second = signed_report(village), signed_report(village, 80, serial=2)
    receiver.verify([first, second])
    until(checked(receiver))
    before = receiver.checks.files[second].incoming
    receiver.take_in()
    until(lambda: receiver.checks.files[first].taken is not None)
    until(checked(receiver))
    after = receiver.checks.files[second].incoming
    assert before
    assert after
    assert 0 < after.new < before.new


def test_of_a_file_that_is_not_in_order_the_sound_records_can_be_taken_with_a_warning(
    village: Village, receiver: ExchangePage, until: Wait
) -> None:
    patrol = go_round(village)
    finish(village, patrol)
    file = built(village, patrol).file
    receiver.verify([file])
    until(checked(receiver))
    assert receiver.verdict.accessibleName() == "Not valid."
    assert "The file itself is not in order." in texts(receiver)
    assert receiver.coming.taking
    assert receiver.coming.taking.property("kind") == PLAIN
    receiver.coming.taking.click()
    until(lambda: receiver.checks.files[file].taken is not None)
    until(checked(receiver))


def test_records_of_another_office_are_named_and_never_offered(
    page: ExchangePage, until: Wait, tmp_path: Path
) -> None:
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
    stream, file = BytesIO(), tmp_path / "strange.gpk"
    write_pack(stream, root=founded.hash, writer=founded.feed, n=1, kind="entries", entries=[founded])
    file.write_bytes(stream.getvalue())
    page.verify([file])
    until(checked(page))
    assert "The records belong to 别县整改办" in texts(page)
    assert page.coming.taking is None
    page.take_in()
    assert page.checks.files[file].stage is Stage.CHECKED


def test_a_check_that_is_given_up_lets_the_next_file_go_on(
    village: Village, page: ExchangePage, until: Wait
) -> None:
    started: list[Job] = []
    page.session.work_started.connect(started.append)
    first, second = signed_report(village), signed_report(village, 80, serial=2)
    page.verify([first, second])
    page.checks.remove(first)
    started[0].cancel()
    until(checked(page))
    assert page.checks.files[first].stage is Stage.GIVEN_UP
    assert page.verdict.accessibleName() == "given up"
    other = page.checks.files[second].verdict
    assert other
    assert not other.unreadable
    page.verify([first])
    until(checked(page))
    assert page.checks.files[first].verdict


def test_taking_in_that_is_given_up_is_looked_at_again(
    village: Village, receiver: ExchangePage, until: Wait, settle: Settle
) -> None:
    file = signed_report(village)
    receiver.verify([file])
    until(checked(receiver))
    started: list[Job] = []
    heard: list[Changes] = []
    receiver.session.work_started.connect(started.append)
    receiver.session.changed.connect(heard.append)
    receiver.take_in()
    started[0].cancel()
    settle()
    until(checked(receiver))
    assert heard == [EVERYTHING]
    assert receiver.checks.files[file].taken is None


def test_a_file_that_goes_away_before_it_is_taken_in_is_a_sentence(
    village: Village, receiver: ExchangePage, until: Wait
) -> None:
    told: list[Spoken] = []
    receiver.session.told.connect(told.append)
    file = signed_report(village)
    receiver.verify([file])
    until(checked(receiver))
    file.unlink()
    receiver.take_in()
    until(lambda: bool(told))
    assert "can't be opened" in str(told[0])
    assert receiver.checks.files[file].stage is Stage.CHECKED


def test_files_leave_the_list_by_key_and_button_and_stay_on_the_disk(
    village: Village, page: ExchangePage, until: Wait, tmp_path: Path
) -> None:
    one, two = tmp_path / "one.gpk", tmp_path / "two.gpk"
    for file in (one, two):
        file.write_bytes(b"x")
    page.verify([one, two])
    until(checked(page))
    assert [command.keys for command in page.commands()] == ["Ctrl+O", "", "T", "Del"]
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    assert list(page.checks.files) == [two]
    page.removing.click()
    assert page.checks.files == {}
    assert "Is it genuine?" in texts(page)
    assert one.exists()
    page.checks.remove(one)
    page.remove()


def test_files_are_chosen_with_the_keyboard_alone(
    page: ExchangePage, until: Wait, tmp_path: Path, window: Window
) -> None:
    file = tmp_path / "one.gpk"
    file.write_bytes(b"x")
    window.activateWindow()
    page.zone.choosing.setFocus()
    until(page.zone.choosing.hasFocus)
    QTest.keyClick(page.zone.choosing, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = page.findChildren(QFileDialog)
    dialog.filesSelected.emit([str(file)])
    dialog.reject()
    until(checked(page))
    assert list(page.checks.files) == [file]


def test_where_it_is_narrow_the_verdict_comes_after_the_list(
    page: ExchangePage, window: Window, until: Wait, tmp_path: Path
) -> None:
    file = tmp_path / "one.gpk"
    file.write_bytes(b"x")
    window.resize(680, 380)
    page.verify([file])
    until(checked(page))
    assert page.verdict.isVisible()
    assert not page.list.isVisible()
    page.panes.back.click()
    assert page.list.isVisible()
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert page.verdict.isVisible()
