"""Standing at a site one sees which search lists wait for it, and answers there."""

from inspector.model.search_list_life import SearchResult
from tests.db.case_desk import appoint, report
from tests.db.search_desk import make, say, sheet_of
from tests.db.village import COKING, HEAP, Village
from tests.ui.notes import Settle
from ui.dialogs.search_answer import SearchAnswerDialog
from ui.pages.today import TodayPage


def test_at_a_stop_what_waits_there_is_seen_and_answered(
    page: TodayPage, village: Village, settle: Settle
) -> None:
    appoint(village)
    report(village)
    first, second = make(village), make(village)
    page.choose(HEAP)
    settle()
    waiting = page.parts.site.searches
    assert waiting
    assert [link.text() for link in waiting.links] == ["not looked at yet, due 29 Nov"] * 2
    page.form.note.setText("未动的草稿")
    waiting.links[0].click()
    settle()
    desk = page.parts.searches.desk
    assert desk.list
    assert desk.list.place
    assert desk.list.place.told.id == HEAP
    desk.list.answering.click()
    settle()
    answer = desk.steps.asking
    assert isinstance(answer, SearchAnswerDialog)
    answer.ask()
    settle()
    desk.give_up()
    settle()
    answered = [sheet_of(village, one.search).line.answered for one in (first, second)]
    assert sorted(answered) == [0, 1]
    left = page.parts.site.searches
    assert left
    assert len(left.links) == 1
    assert page.form.note.text() == "未动的草稿"
    open_one = first if answered[0] == 0 else second
    page.session.changed.emit(say(village, open_one.search, HEAP, SearchResult.NOTHING))
    settle()
    gone = page.parts.site.searches
    assert gone
    assert gone.isHidden()


def test_where_nothing_waits_nothing_is_seen(page: TodayPage, settle: Settle) -> None:
    page.choose(COKING)
    settle()
    searches = page.parts.site.searches
    assert searches
    assert searches.isHidden()
