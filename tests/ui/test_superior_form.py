"""The superior's own form: chosen, mapped by a look, kept, undone, filled; what differs or fails is said."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from inspector.errors import Refused
from inspector.periods import DAY
from tests.db.case_desk import BY_CLERK, appoint, report
from tests.db.village import MORNING, Village
from tests.ui.notes import Settle
from ui.dialogs.superior_form import SuperiorForm
from ui.session import Session
from ui.summary_page import SummaryPage
from ui.window import Window


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.title = "周报"
    sheet.merge_cells("A1:C1")
    sheet["A1"], sheet["A2"], sheet["B3"] = "周报表", "发现问题：", "=B2*2"
    sheet["A3"] = "合计"
    book.create_sheet("说明")["A1"] = "每周四报送"
    book.save(tmp_path / "blank.xlsx")
    return tmp_path / "blank.xlsx"


@pytest.fixture
def page(village: Village, session: Session, window: Window, settle: Settle) -> Iterator[SummaryPage]:
    appoint(village)
    report(village, 70, noticed=MORNING.later(-5 * DAY))
    session.act_as(BY_CLERK)
    window.go_to("week")
    settle()
    shown = window.page
    assert isinstance(shown, SummaryPage)
    yield shown
    for picker in window.findChildren(QFileDialog):
        picker.close()


@pytest.fixture
def opened(page: SummaryPage, settle: Settle) -> SuperiorForm:
    QTest.keyClick(
        page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    settle()
    dialog = page.papers.forms.dialog
    assert dialog
    return dialog


def look(page: SummaryPage, form: Path, settle: Settle) -> SuperiorForm:
    page.papers.forms.look(form)
    settle()
    dialog = page.papers.forms.dialog
    assert dialog
    return dialog


def test_a_new_form_begins_with_what_its_words_say_and_takes_more_by_the_keyboard(
    page: SummaryPage, opened: SuperiorForm, blank: Path, settle: Settle
) -> None:
    assert not opened.filling.isEnabled()
    look(page, blank, settle)
    assert opened.places == {"周报!B2": "findings"}
    assert "guessed" in opened.note.text()
    assert opened.grid.place == "周报!B2"
    assert opened.told.text() == "周报!B2: ■ findings = 1"
    assert opened.grid.form.index(1, 1).data() == "■ findings"
    opened.grid.setFocus()
    QTest.keyClick(opened.grid, Qt.Key.Key_Right)
    QTest.keyClick(opened.grid, Qt.Key.Key_Return)
    QTest.keyClicks(opened.search, "late ent")
    QTest.keyClick(opened.search, Qt.Key.Key_Return)
    assert opened.list.model_of_lines.lines[0] == ("■ late entries", "0")
    assert opened.places == {"周报!B2": "findings", "周报!C2": "late_entries"}
    QTest.keyClick(opened.grid, Qt.Key.Key_Delete)
    assert opened.places == {"周报!B2": "findings"}
    QTest.keyClick(opened.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert opened.places["周报!C2"] == "late_entries"
    opened.undo()
    opened.undo()
    assert opened.places == {"周报!B2": "findings"}
    assert not opened.undoing.isEnabled()


def test_a_formula_is_not_offered_and_other_sheets_are(
    page: SummaryPage, opened: SuperiorForm, blank: Path, settle: Settle
) -> None:
    look(page, blank, settle)
    opened.grid.go_to("周报!B3")
    assert "holds a formula" in opened.told.text()
    opened.put()
    opened.remove()
    assert opened.places == {"周报!B2": "findings"}
    opened.sheet.setCurrentIndex(1)
    opened.sheet.activated.emit(1)
    assert opened.grid.place == "说明!A1"
    assert opened.told.text() == "说明!A1: nothing yet"
    opened.search.setText("nothing is called so")
    opened.search.asked.emit("nothing is called so")
    assert not opened.putting.isEnabled()


def test_what_was_mapped_is_there_the_next_time_and_fills_with_formulas_kept(
    page: SummaryPage, opened: SuperiorForm, blank: Path, settle: Settle, tmp_path: Path
) -> None:
    look(page, blank, settle)
    opened.grid.go_to("周报!C2")
    opened.search.asked.emit("problems that")
    opened.put()
    opened.reject()
    settle()
    page.papers.filling.click()
    settle()
    again = page.papers.forms.dialog
    assert again
    assert again.places == {"周报!B2": "findings", "周报!C2": "problems"}
    assert again.known.value() == str(blank)
    assert not again.note.isVisible()
    again.filling.click()
    picker = page.papers.forms.picker
    assert picker
    assert Path(picker.selectedFiles()[0]).name == "blank_示例镇_2026-W47.xlsx"
    to = tmp_path / "filled.xlsx"
    picker.fileSelected.emit(str(to))
    settle()
    sheet = load_workbook(to)["周报"]
    assert (sheet["B2"].value, sheet["B3"].value) == (1, "=B2*2")
    assert page.papers.forms.dialog is None


def test_a_changed_form_says_what_moved_and_what_is_gone(
    page: SummaryPage, opened: SuperiorForm, blank: Path, settle: Settle
) -> None:
    look(page, blank, settle)
    opened.grid.go_to("周报!B1")
    opened._change({"周报!B2": "findings", "周报!C2": "help", "周报!C3": "next"})
    look(page, blank, settle)
    book = load_workbook(blank)
    book["周报"].insert_rows(2, 2)
    book["周报"]["A5"] = "总计"
    book.save(blank)
    look(page, blank, settle)
    assert opened.places["周报!B4"] == "findings"
    assert "周报!B2 → 周报!B4" in opened.note.text()
    assert "周报!C3" in opened.note.text().partition("Not found again")[2]
    assert "Shapes and controls" not in opened.note.text()
    with zipfile.ZipFile(blank, "a") as package:
        package.writestr("xl/activeX/activeX1.xml", b"<ocx/>")
    look(page, blank, settle)
    assert "Shapes and controls drawn on this form can't be kept" in opened.note.text()


def test_the_marks_and_tables_of_a_word_form_are_mapped(
    page: SummaryPage, opened: SuperiorForm, settle: Settle, tmp_path: Path
) -> None:
    document = docx.Document()
    document.add_paragraph("{{本周问题}}")
    document.add_table(rows=2, cols=2).cell(0, 0).text = "问题"
    document.save(str(tmp_path / "blank.docx"))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "blank.docx"))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(opened.pos(), Qt.DropAction.CopyAction, mime, buttons, keys)
    opened.dragEnterEvent(entering)
    assert entering.isAccepted()
    opened.dropEvent(QDropEvent(QPointF(1, 1), Qt.DropAction.CopyAction, mime, buttons, keys))
    settle()
    assert [opened.sheet.itemText(at) for at in range(2)] == ["Table 1", "Marked places"]
    opened.grid.go_to("T1!B2")
    opened.search.asked.emit("found.text")
    opened.put()
    opened.sheet.setCurrentIndex(1)
    opened.sheet.activated.emit(1)
    opened.search.asked.emit("late")
    opened.put()
    assert opened.places == {"T1!B2": "found.text", "{{本周问题}}": "late_entries"}
    to = tmp_path / "filled.docx"
    page.papers.forms.fill_to(opened.places, to)
    settle()
    filled = docx.Document(str(to))
    assert filled.paragraphs[0].text == "0"
    assert filled.tables[0].cell(1, 1).text == "料堆未覆盖"


def test_what_can_not_be_read_or_written_is_one_sentence_in_the_dialog(
    page: SummaryPage, opened: SuperiorForm, blank: Path, settle: Settle, tmp_path: Path
) -> None:
    opened.another.click()
    assert page.papers.forms.picker
    page.papers.forms.picker.fileSelected.emit(str(tmp_path / "gone.xlsx"))
    settle()
    assert opened.trouble.text() == "gone.xlsx can't be read: it is not there."
    look(page, blank, settle)
    assert not opened.trouble.isVisible()
    page.papers.forms.fill_to(opened.places, blank)
    settle()
    assert "is the blank form itself" in opened.trouble.text()
    page.papers.forms.fill_to(opened.places, tmp_path / "no folder" / "x.xlsx")
    settle()
    assert opened.trouble.text() == "The file can't be written: it is not there."
    with pytest.raises(ZeroDivisionError):
        opened.say(ZeroDivisionError())
    opened.say(Refused("Gone."))
    assert opened.trouble.text() == "Gone."


def test_without_a_period_nothing_opens_and_what_comes_late_is_let_go(
    page: SummaryPage, opened: SuperiorForm, blank: Path, settle: Settle
) -> None:
    page.papers.forms.look(blank)
    opened.reject()
    settle()
    assert page.papers.forms.dialog is None
    page.papers.forms.look(blank)
    page.papers.forms.fill_to({}, blank)
    settle()
    assert load_workbook(blank)["周报"]["A2"].value == "发现问题："
