"""The circular from the month page: written from the facts, edited, looked at, as Word file, and signed."""

from pathlib import Path

import docx
import pytest
from PySide6.QtWidgets import QFileDialog

from db.summary_freezing import freeze_summary
from inspector.model.bound_text import bound
from inspector.model.summary import Texts
from inspector.periods import DAY
from inspector.reports.circular_text import CASES
from tests.db.case_desk import BY_COUNTY, COUNTY_KEY, report
from tests.db.village import MORNING, Village
from tests.ui.notes import Settle
from tests.ui.test_month import page
from ui.dialogs.circular import CircularDialog
from ui.pages.month import MonthPage

__all__ = ["page"]


@pytest.fixture
def dialog(page: MonthPage, settle: Settle) -> CircularDialog:
    page.circular.click()
    settle()
    shown = page.desk_of_circulars.dialog
    assert shown
    return shown


def test_the_text_comes_from_the_facts_and_again_with_the_cases(dialog: CircularDialog) -> None:
    first = dialog.text.toPlainText()
    assert dialog.told.isHidden()
    next(iter(dialog.cases.values())).setChecked(True)
    assert not dialog.told.isHidden()
    dialog.write_again()
    assert dialog.told.isHidden()
    assert dialog.text.toPlainText() != first
    dialog.text.undo()
    assert dialog.text.toPlainText() == first


def test_numbers_that_are_none_or_contradict_are_told(dialog: CircularDialog) -> None:
    dialog.text.setPlainText("{无此数}")
    assert "无此数" in dialog.told.text()
    assert not dialog.signing.isEnabled()
    name = next(one for one, value in dialog._facts.values.items() if "/" not in one and value == "2")
    dialog.text.setPlainText(f"{name} 99")
    assert "99" in dialog.told.text()
    assert dialog.signing.isEnabled()
    dialog.text.setPlainText(" ")
    assert not dialog.signing.isEnabled()
    dialog.insert_number()
    assert bound(dialog.numbers.value()) in dialog.text.toPlainText()


def test_its_pages_are_shown_and_left_again(dialog: CircularDialog, settle: Settle) -> None:
    dialog.looking.click()
    settle()
    assert dialog.stack.currentIndex() == 1
    dialog.looking.click()
    assert dialog.stack.currentIndex() == 0


def test_it_is_written_as_a_word_file(
    dialog: CircularDialog, page: MonthPage, settle: Settle, tmp_path: Path
) -> None:
    dialog.subject_line.setText("示例通报")
    dialog.as_word.click()
    settle()
    (picker,) = dialog.findChildren(QFileDialog)
    picker.reject()
    desk = page.desk_of_circulars
    wish = desk._wish()
    assert wish
    from contextlib import closing

    from db.issued_reports import draft_of, gather_issued
    from inspector.reports.letter_document import letter_of

    session = page.session
    assert session.actor
    with closing(session.workspace.reader()) as reader:
        gathered = gather_issued(reader, session.workspace, draft_of(wish, session.actor, session.now()))
    desk.write_word(letter_of(gathered.paper), tmp_path / "c.docx")
    settle()
    assert "示例通报" in [one.text for one in docx.Document(str(tmp_path / "c.docx")).paragraphs]


def test_from_the_month_to_a_signed_file(dialog: CircularDialog, page: MonthPage, settle: Settle) -> None:
    dialog.document.setText("示环办〔2026〕8号")
    dialog.signing.click()
    settle()
    assert page.desk_of_circulars.dialog is None
    session = page.session
    reader = session.workspace.reader()
    assert reader.value("SELECT count(*) FROM issued_report WHERE kind = 'circular'") == 1
    assert reader.value("SELECT count(*) FROM report_signature") == 1
    reader.close()


def test_what_was_typed_is_there_again(dialog: CircularDialog, page: MonthPage, settle: Settle) -> None:
    dialog.text.setPlainText("只写了一半")
    dialog.reject()
    settle()
    page.open_circular()
    settle()
    again = page.desk_of_circulars.dialog
    assert again
    assert again.text.toPlainText() == "只写了一半"
    again.reject()


def test_another_person_closes_it(dialog: CircularDialog, page: MonthPage) -> None:
    assert dialog
    page.desk_of_circulars.give_up()
    assert page.desk_of_circulars.dialog is None


def test_a_frozen_month_keeps_its_numbers_and_the_dialog_says_what_came_since(
    village: Village, page: MonthPage, settle: Settle
) -> None:
    # October is frozen with nothing found in it; then a finding of October comes in
    page.go_back()
    settle()
    assert page.seen
    grid, period = page.seen.sheet.grid, page.seen.sheet.period
    freeze_summary(village.workspace, grid, period, Texts(), BY_COUNTY, MORNING, COUNTY_KEY, village.chance)
    report(village, 90, noticed=MORNING.later(-40 * DAY))
    page.open_circular()
    settle()
    shown = page.desk_of_circulars.dialog
    assert shown
    assert "the numbers as they were frozen" in shown.told.text()
    assert "0 → 1" in shown.told.text()
    assert shown.signing.isEnabled()


def test_the_words_of_a_case_are_edited_and_its_facts_stay_bound(
    dialog: CircularDialog, page: MonthPage, settle: Settle
) -> None:
    assert not dialog.editing.isEnabled()
    next(iter(dialog.cases.values())).setChecked(True)
    dialog.write_again()
    before = dialog.text.toPlainText()
    dialog.editing.click()
    written = dialog.text.toPlainText()
    assert bound(dialog._say(CASES)) not in written
    assert "案例1：" in written
    assert "/" in written.partition("案例1：")[2].partition("}")[0]
    assert (dialog.told.isHidden(), dialog.editing.isEnabled(), dialog.signing.isEnabled()) == (
        True,
        False,
        True,
    )
    # without the case chosen its places are no facts of the circular
    box = next(iter(dialog.cases.values()))
    box.setChecked(False)
    assert not dialog.signing.isEnabled()
    box.setChecked(True)
    dialog.text.setPlainText(written.replace("料堆", "煤堆"))
    wish = page.desk_of_circulars._wish()
    assert wish
    assert "{" in wish.text
    dialog.looking.click()
    settle()
    assert dialog.stack.currentIndex() == 1
    dialog.text.setPlainText(before.replace(bound(dialog._say(CASES)), ""))
    dialog.editing.click()
    assert "案例1：" in dialog.text.toPlainText()
    # another case comes below, and the first stays as it was edited
    list(dialog.cases.values())[1].setChecked(True)
    dialog.editing.click()
    told = dialog.text.toPlainText()
    assert (told.count("案例1："), told.count("案例2：")) == (1, 1)
