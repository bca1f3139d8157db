"""From intake to reply in the real window: nothing outside the case's own handlers shows who complained."""

import logging
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from db.workspace import Actor
from inspector.model.complaint_steps import ComplaintStep
from tests.db.village import COKING, OFFICE, OFFICER, Village
from tests.leaks.county import ADDRESS, CONTENT, LETTER, LETTER_WORDS, NAME, NOTE, PHONE, REPLY, REPLY_WORDS
from tests.leaks.searching import found_in, found_in_files
from tests.ui.complaints.conftest import step_dialog
from tests.ui.notes import Settle
from ui.dialogs.complaint_intake import ComplaintIntake
from ui.list_view import ListView
from ui.page_list import pages
from ui.pages.complaints import ComplaintsPage
from ui.session import Session
from ui.window import Window

FILES = (LETTER, REPLY)
SECRETS = (NAME, PHONE, ADDRESS, NOTE, *FILES, LETTER_WORDS, REPLY_WORDS)
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
STEPS = (
    ComplaintStep.ACCEPT,
    ComplaintStep.ASSIGN,
    ComplaintStep.EXTEND,
    ComplaintStep.INVESTIGATE,
    ComplaintStep.LINK_FINDING,
    ComplaintStep.CONCLUDE,
    ComplaintStep.REPLY,
)


@pytest.fixture
def given(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    folder = tmp_path / "given"
    folder.mkdir()
    letter, reply = folder / f"{LETTER}.txt", folder / f"{REPLY}.txt"
    letter.write_text(LETTER_WORDS, "utf-8")
    reply.write_text(REPLY_WORDS, "utf-8")
    yield letter, reply
    letter.unlink()
    reply.unlink()


def complaints_page(window: Window, settle: Settle) -> ComplaintsPage:
    window.go_to("complaints")
    settle()
    page = window.page
    assert isinstance(page, ComplaintsPage)
    return page


def lead(page: ComplaintsPage, given: tuple[Path, Path], settle: Settle) -> str:
    """Register a complaint and lead it to its reply, as its handler does."""
    page.desk.register()
    settle()
    intake = page.desk.dialog
    assert isinstance(intake, ComplaintIntake)
    intake._site = COKING
    intake.content.setPlainText(CONTENT)
    who = intake.complainant
    for field, text in ((who.name, NAME), (who.phone, PHONE), (who.home, ADDRESS), (who.note, NOTE)):
        field.setText(text)
    intake.papers.give([given[0]])
    intake._pause.timeout.emit()
    settle()
    intake.save()
    settle()
    for step in STEPS:
        dialog = step_dialog(page, step, settle)
        for area in dialog.findChildren(QPlainTextEdit):
            area.setPlainText(f"{step} 演示")
        if dialog.papers:
            dialog.papers.give([given[1]])
        dialog.save()
        settle()
        assert page.desk.dialog is None, dialog.trouble.text()
    case = page.case.case
    assert case
    assert len(case.files) == 2
    return case.row.number


def cells(model: QAbstractItemModel | None, under: QModelIndex) -> Iterator[str]:
    """Give what the cells of a list, table or tree say."""
    if model is None:
        return
    # Qt hides the columns of a list, of which there is one
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(under)
    for row in range(model.rowCount(under)):
        for column in range(columns):
            index = model.index(row, column, under)
            yield from (str(model.data(index, role) or "") for role in ROLES)
        if not isinstance(model, QAbstractListModel | QAbstractTableModel):
            yield from cells(model, model.index(row, 0, under))


def told_by(window: QWidget) -> str:
    """Give every word a window shows, hides, or tells a screen reader."""
    lines = []
    for part in (window, *window.findChildren(QWidget)):
        lines += [part.windowTitle(), part.toolTip(), part.accessibleName(), part.accessibleDescription()]
        lines += [action.text() for action in part.actions()]
        if isinstance(part, QPlainTextEdit):
            lines.append(part.toPlainText())
        elif callable(text := getattr(part, "text", None)):
            lines.append(str(text()))
        if isinstance(part, QLineEdit):
            lines.append(part.placeholderText())
        if isinstance(part, QAbstractItemView):
            lines += cells(part.model(), QModelIndex())
    return "\n".join(lines)


def test_who_does_not_handle_the_case_meets_none_of_it_on_any_page(
    window: Window, session: Session, given: tuple[Path, Path], settle: Settle
) -> None:
    page = complaints_page(window, settle)
    number = lead(page, given, settle)
    page.see()
    settle()
    assert found_in(told_by(window).encode(), SECRETS) >= {NAME, PHONE, *FILES}
    session.act_as(Actor(OFFICER, OFFICE))
    settle()
    seen = []
    for entry in pages():
        window.go_to(entry.name)
        settle()
        told = told_by(window).encode()
        assert found_in(told, SECRETS) == set(), entry.name
        seen += [entry.name] * (CONTENT.encode() in told)
    assert "complaints" in seen
    assert number


def test_a_handler_meets_it_in_the_case_only(
    window: Window, session: Session, given: tuple[Path, Path], settle: Settle
) -> None:
    page = complaints_page(window, settle)
    lead(page, given, settle)
    assert found_in(told_by(window).encode(), (NAME, PHONE, ADDRESS, NOTE)) == set()
    assert NAME not in window.windowTitle()
    assert LETTER not in window.windowTitle()
    page.case.show_case(None, page._today)
    page.chosen = None
    for entry in pages():
        if entry.name != "complaints":
            window.go_to(entry.name)
            settle()
            assert not found_in(told_by(window.page).encode(), SECRETS), entry.name  # type: ignore[arg-type]


def test_no_list_exported_or_copied_from_the_window_holds_it(
    window: Window, session: Session, given: tuple[Path, Path], tmp_path: Path, settle: Settle
) -> None:
    lead(complaints_page(window, settle), given, settle)
    out = tmp_path / "out"
    out.mkdir()
    for entry in pages():
        window.go_to(entry.name)
        settle()
        for number, shown in enumerate(window.page.findChildren(ListView)):  # type: ignore[union-attr]
            shown.export()
            settle()
            picker = next(one for one in window.findChildren(QFileDialog) if one.isVisible())
            picker.fileSelected.emit(str(out / f"{entry.name}-{number}.xlsx"))
            picker.reject()
            settle()
    assert CONTENT in str(found_in_files(out, (CONTENT,)))
    assert found_in_files(out, SECRETS) == {}
    assert not found_in(QGuiApplication.clipboard().text().encode(), SECRETS)


def test_nothing_of_it_is_left_on_the_disk_or_in_the_log(
    window: Window,
    village: Village,
    given: tuple[Path, Path],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    settle: Settle,
) -> None:
    with caplog.at_level(logging.DEBUG):
        page = complaints_page(window, settle)
        lead(page, given, settle)
        page.see()
        page.desk.register()
        settle()
        intake = page.desk.dialog
        assert isinstance(intake, ComplaintIntake)
        intake.content.setPlainText(NAME)
        intake.papers.give([given[0]])
        intake._pause.timeout.emit()
        settle()
        # as it lies there while the program runs, what was written last and not merged yet included
        found = {
            name: words
            for name, words in found_in_files(tmp_path, (*SECRETS, CONTENT)).items()
            if not name.startswith("given/")
        }
        intake.reject()
    assert set().union(*found.values()) == {CONTENT}
    assert found_in(caplog.text.encode(), SECRETS) == set()
    with closing(village.workspace.reader()) as reader:
        assert reader.value("SELECT count(*) FROM draft") == 1
