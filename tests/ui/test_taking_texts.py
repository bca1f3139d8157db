"""Texts of a month or quarter taken over from its weeks or months: empty fields only, and undone."""

import msgspec
import pytest

from db.queries.proposed_texts import proposed_texts
from db.queries.summaries import texts_key, typed_texts
from inspector.model.ids import GridId
from inspector.model.period import Span, month_of
from inspector.model.summary import Texts
from tests.db.village import MORNING, OFFICE, Village
from tests.ui.notes import Settle
from tests.ui.test_month import page as page_of_month
from ui.pages.month import MonthPage

__all__ = ["page_of_month"]
TYPED = Texts(problems="北山片区覆盖不到位", help="权属待确认")


@pytest.fixture
def page(village: Village, page_of_month: MonthPage, settle: Settle) -> MonthPage:
    """Show the quarter, of whose months one has two texts."""
    page_of_month.spans.setCurrentIndex(page_of_month.spans.findData(Span.QUARTER))
    page_of_month.spans.activated.emit(page_of_month.spans.currentIndex())
    settle()
    month, told = month_of(MORNING.day), msgspec.json.encode(TYPED).decode()
    village.workspace.save_draft(texts_key(GridId(OFFICE), month), told, MORNING)
    page_of_month.go_on()
    settle()
    return page_of_month


def test_the_texts_of_the_months_fill_what_is_empty_and_are_kept(
    village: Village, page: MonthPage, settle: Settle
) -> None:
    texts = page.texts
    assert (texts.taking.isHidden(), texts.taking.text()) == (False, "Take over from the months")
    texts.help.setPlainText("已写")
    texts.taking.click()
    assert texts.texts() == Texts(problems="2026年11月\n北山片区覆盖不到位", help="已写")
    assert texts.taking.isHidden()
    page._leave()
    settle()
    assert page.seen
    reader = village.workspace.reader()
    kept = typed_texts(reader, page.seen.sheet.grid, page.seen.sheet.period)
    assert proposed_texts(reader, page.seen.sheet.grid, page.seen.sheet.period).help
    reader.close()
    assert kept == texts.texts()


def test_taking_over_is_undone_as_a_whole_but_never_what_was_typed_since(page: MonthPage) -> None:
    undos: list[object] = []
    page.texts.taken.connect(undos.append)
    page.texts.take_over()
    page.texts.problems.appendPlainText("又写")
    (undo,) = undos
    assert callable(undo)
    undo()
    assert page.texts.texts() == Texts(problems="2026年11月\n北山片区覆盖不到位\n又写")
    assert not page.texts.taking.isHidden()


def test_each_text_is_undone_by_itself_with_the_keys(page: MonthPage) -> None:
    page.texts.take_over()
    page.texts.take_over()
    page.texts.problems.undo()
    assert page.texts.texts() == Texts(help="2026年11月\n权属待确认")


def test_where_nobody_may_write_nothing_is_offered_nor_undone(page: MonthPage) -> None:
    undos: list[object] = []
    page.texts.taken.connect(undos.append)
    page.texts.take_over()
    taken = page.texts.texts()
    page.texts.show_texts(taken, may_write=False)
    (undo,) = undos
    assert callable(undo)
    undo()
    assert page.texts.texts() == taken
    page.texts.show_texts(Texts(), may_write=False)
    page.texts.propose(TYPED, "Take over from the months")
    assert page.texts.taking.isHidden()


def test_a_month_takes_from_its_weeks(page_of_month: MonthPage) -> None:
    assert page_of_month.texts.taking.text() == "Take over from the weeks"
    assert page_of_month.texts.taking.isHidden()
