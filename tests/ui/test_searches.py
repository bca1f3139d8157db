"""Searches for the same elsewhere in the window: made from a case, answered place by place, ended."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.issued_reports import ReportWish
from db.queries.search_lists import search_lines
from db.queries.search_sites import OfferedSites
from db.search_recording import record_search
from inspector.model import search_list_acts as acts
from inspector.model.finding_state import Source
from inspector.model.ids import FindingId
from inspector.model.issued_report import ReportKind
from inspector.model.search_list import SearchState
from inspector.model.search_list_acts import SearchStep
from inspector.model.search_list_life import SearchPlaceAnswered, SearchResult
from tests.db.case_desk import BY_CLERK, BY_STAFF, LATER, appoint, elsewhere, now_of, report
from tests.db.search_desk import make, say, sheet_of
from tests.db.village import HEAP, RIVER, Village, named
from tests.ui.notes import Settle
from ui.dialogs.close_off_words import CloseOffWords
from ui.dialogs.search_answer import SearchAnswerDialog
from ui.dialogs.search_list import SearchDialog
from ui.dialogs.search_new import PlacesDialog, SearchNewDialog
from ui.pages.findings import FindingsPage
from ui.session import Session

FOUND = FindingId(named(70))


@pytest.fixture
def page(session: Session, village: Village, qtbot: QtBot, settle: Settle) -> Iterator[FindingsPage]:
    appoint(village)
    report(village)
    session.act_as(BY_CLERK)
    made = FindingsPage(session)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    made.open_at(FOUND)
    settle()
    yield made
    made.searches.give_up()
    settle()


def enter(dialog: object, settle: Settle) -> None:
    QTest.keySequence(dialog, QKeySequence("Ctrl+Return"))  # type: ignore[call-overload]
    settle()


def opened(page: FindingsPage, search: str, settle: Settle) -> SearchDialog:
    page.searches.open(search)
    settle()
    assert page.searches.list
    return page.searches.list


def asked(page: FindingsPage, kind: type, settle: Settle):
    settle()
    asking = page.searches.steps.asking
    assert type(asking) is kind
    return asking


def words(dialog: SearchDialog) -> list[list[str]]:
    return [list(line) for line in dialog.table.model_of_lines.lines]


def tell(asking: CloseOffWords, text: str, settle: Settle) -> None:
    asking.words.setPlainText(text)
    asking.tell()
    settle()


def test_a_list_is_made_from_a_case_with_sites_and_places_by_name(
    page: FindingsPage, village: Village, settle: Settle
) -> None:
    assert page.case.searches
    page.case.searches.making.click()
    dialog = asked(page, SearchNewDialog, settle)
    chooser = dialog.chooser
    assert dialog.text.toPlainText() == "料堆未覆盖"
    # the site where it was found is not offered, nor what is closed down
    assert {chooser.list.item(at).text().split(" · ")[0] for at in range(chooser.list.count())} == {
        "北山排土场",
        "黄河示例段",
        "示例秸秆田",
    }
    chooser.kind.setCurrentIndex(chooser.kind.findData("spoil_heap"))
    chooser.kind.activated.emit(0)
    settle()
    assert chooser.list.count() == 1
    chooser.all.click()
    assert chooser.count.text() == "1 place is chosen."
    chooser.kind.setCurrentIndex(0)
    chooser.letters.setText("黄河")
    chooser.ask()
    settle()
    assert chooser.list.item(0).checkState() is Qt.CheckState.Unchecked
    chooser.list.item(0).setCheckState(Qt.CheckState.Checked)
    chooser.grid.setCurrentIndex(1)
    chooser.letters.clear()
    chooser.ask()
    settle()
    chooser.none.click()
    assert chooser.count.text() == "0 places are chosen."
    chooser.all.click()
    chooser.show_sites(OfferedSites((), 7))
    assert chooser.count.text() == "3 places are chosen. 7 more sites are not shown; narrow it."
    chooser.ask()
    settle()
    chooser.names.setPlainText("村东堆场\n村东堆场\n\n村西堆场")
    assert chooser.count.text() == "5 places are chosen."
    dialog.due.field.setText("x")
    enter(dialog, settle)
    assert dialog.trouble.text() == "Give a day, such as 2026-11-22."
    dialog.due.field.setText("2026-11-01")
    enter(dialog, settle)
    assert dialog.trouble.text() == "The deadline lies before today."
    dialog.due.field.setText("2026-12-01")
    enter(dialog, settle)
    assert page.searches.list
    assert page.searches.list.count.text() == "0 of 5 places answered"
    with closing(village.workspace.reader()) as reader:
        (line,) = search_lines(reader)
    assert line.text == "料堆未覆盖"
    settle()
    assert [one.text() for one in page.case.searches.lists] == [f"Search list {line.number}"]


def test_only_office_and_leader_are_offered_it(page: FindingsPage, session: Session, settle: Settle) -> None:
    texts = [one.text for one in page.commands()]
    assert "Search for the same elsewhere…" in texts
    assert "Search lists…" in texts
    session.act_as(BY_STAFF)
    settle()
    assert page.case.searches
    assert not page.case.searches.making.isEnabled()
    assert "Search for the same elsewhere…" not in [one.text for one in page.commands()]


def test_places_are_answered_one_after_the_other_with_the_keyboard(
    page: FindingsPage, village: Village, settle: Settle
) -> None:
    made = make(village)
    dialog = opened(page, made.search, settle)
    dialog.activateWindow()
    assert dialog.place
    assert dialog.place.told.id == HEAP
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    answer = asked(page, SearchAnswerDialog, settle)
    assert not answer.finding.isVisible()
    enter(answer, settle)
    assert dialog.count.text() == "1 of 3 places answered"
    assert words(dialog)[0][3] == "nothing of the kind"
    assert "示例丁" in dialog.answers[0].text()
    # what was found becomes a finding of its own
    dialog.table.selectRow(2)
    dialog.answering.click()
    answer = asked(page, SearchAnswerDialog, settle)
    answer.outcome.setCurrentIndex(answer.outcome.findData("found"))
    assert answer.finding.isVisible()
    answer.text.setPlainText("")
    enter(answer, settle)
    assert answer.trouble.text() == "A finding needs a few words."
    answer.text.setPlainText("堆场未覆盖")
    answer.remark.setPlainText("东侧")
    enter(answer, settle)
    assert dialog.count.text() == "2 of 3 places answered · found at 1 place"
    assert dialog.place.told.id == "yard"
    (standing,) = dialog.place.answers
    assert now_of(village, standing.finding).source is Source.SEARCH
    assert standing.text == "东侧"
    # what can't be seen needs a reason
    dialog.table.selectRow(1)
    dialog.table.doubleClicked.emit(dialog.table.currentIndex())
    answer = asked(page, SearchAnswerDialog, settle)
    answer.outcome.setCurrentIndex(answer.outcome.findData("not_seen"))
    answer.day.field.setText("?")
    enter(answer, settle)
    assert answer.trouble.text() == "Give a day, such as 2026-11-22."
    answer.day.field.setText("2026-11-22")
    enter(answer, settle)
    assert answer.trouble.text() == "Say why it could not be seen."
    answer.remark.setPlainText("封路")
    enter(answer, settle)
    assert dialog.count.text().endswith("1 could not be seen")


def test_a_finding_recorded_before_is_linked_for_a_village_with_its_paper(
    page: FindingsPage, village: Village, settle: Settle, tmp_path: Path
) -> None:
    made, before = make(village), report(village, 71)
    dialog = opened(page, made.search, settle)
    dialog.table.selectRow(2)
    dialog.answering.click()
    answer = asked(page, SearchAnswerDialog, settle)
    assert answer.finding.count() == 1  # the other one lies at a site, this place has none
    answer.reject()
    settle()
    scan = tmp_path / "scan.txt"
    scan.write_text("示例村回复", encoding="utf-8")
    dialog.table.selectRow(0)
    dialog.answering.click()
    answer = asked(page, SearchAnswerDialog, settle)
    answer.behalf.box.setChecked(True)
    enter(answer, settle)
    assert answer.trouble.text() == "Say for whom it is entered."
    answer.behalf.who.setText("示例村")
    answer.behalf.scans.give([scan])
    answer.papers.give([scan])
    answer.outcome.setCurrentIndex(answer.outcome.findData("nothing"))
    enter(answer, settle)
    (standing,) = sheet_of(village, made.search).found.places[0].answers
    assert (standing.on_behalf, len(standing.papers)) == ("示例村", 2)
    assert "示例村, entered by 示例丁" in words(dialog)[0]
    assert before


def test_answers_given_apart_are_shown_and_one_is_taken_back(
    page: FindingsPage, village: Village, settle: Settle
) -> None:
    made = make(village)
    say(village, made.search, HEAP, SearchResult.NOTHING, text="未发现")
    told = SearchPlaceAnswered(
        subject=made.search, place=HEAP, result=SearchResult.FOUND, on=LATER.day, finding=FOUND
    )
    elsewhere(village, told, made.entry)
    dialog = opened(page, made.search, settle)
    assert dialog.doubled.isVisible()
    dialog.table.selectRow(0)
    assert words(dialog)[0][3] == "the same was found, 2 answers"
    assert len(dialog.answers) == 2
    dialog.taking.click()
    asking = asked(page, CloseOffWords, settle)
    tell(asking, "", settle)
    assert asking.trouble.text() == "Say why it is taken back."
    at = next(at for at in range(2) if "nothing" in asking.choice.itemText(at))
    asking.choice.setCurrentIndex(at)
    tell(asking, "看错", settle)
    assert not dialog.doubled.isVisible()
    assert words(dialog)[0][3] == "the same was found"
    # it can be answered anew, with the reason
    dialog.answering.click()
    answer = asked(page, SearchAnswerDialog, settle)
    assert any("given anew" in label.text() for label in answer.findChildren(QLabel))
    gone: list[tuple[str, object]] = []
    page.wanted.connect(lambda name, what: gone.append((name, what)))
    answer.reject()
    dialog.found.click()
    assert gone == [("findings", FOUND)]
    assert page.searches.list is None


def test_places_come_and_go_and_the_search_ends_and_goes_on(
    page: FindingsPage, village: Village, settle: Settle
) -> None:
    made = make(village)
    dialog = opened(page, made.search, settle)
    dialog.steps[SearchStep.ADD_PLACES].trigger()
    places = asked(page, PlacesDialog, settle)
    # those on the list already are not offered
    offered = [places.chooser.list.item(at).text() for at in range(places.chooser.list.count())]
    assert [one.split(" · ")[0] for one in offered] == ["示例焦化厂", "示例秸秆田"]
    enter(places, settle)
    assert "Choose places" in places.trouble.text()
    places.chooser.choose_shown(on=True)
    enter(places, settle)
    assert dialog.count.text() == "0 of 5 places answered"
    dialog.table.selectRow(2)
    dialog.steps[SearchStep.REMOVE_PLACE].trigger()
    tell(asked(page, CloseOffWords, settle), "已拆除", settle)
    assert dialog.count.text() == "0 of 4 places answered"
    dialog.steps[SearchStep.CORRECT].trigger()
    asking = asked(page, CloseOffWords, settle)
    asking.day.field.setText("2026-12-24")
    tell(asking, "天气", settle)
    assert "24 Dec" in dialog.about.text()
    dialog.steps[SearchStep.FINISH].trigger()
    tell(asked(page, CloseOffWords, settle), "其余停产", settle)
    assert "finished" in dialog.about.text()
    assert "其余停产" in dialog.about.text()
    assert not dialog.answering.isEnabled()
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert page.searches.steps.asking is None
    dialog.steps[SearchStep.REOPEN].trigger()
    tell(asked(page, CloseOffWords, settle), "又有新增", settle)
    dialog.steps[SearchStep.WITHDRAW].trigger()
    tell(asked(page, CloseOffWords, settle), "重复", settle)
    assert sheet_of(village, made.search).found.state is SearchState.WITHDRAWN


def test_what_was_decided_on_an_outdated_list_is_said_and_shown_anew(
    page: FindingsPage, village: Village, session: Session, settle: Settle
) -> None:
    made = make(village)
    dialog = opened(page, made.search, settle)
    dialog.answering.click()
    answer = asked(page, SearchAnswerDialog, settle)
    seen = sheet_of(village, made.search).found.last
    day = LATER.day
    record_search(
        village.workspace,
        made.search,
        seen,
        lambda found, who: acts.answer(found, who, RIVER, SearchResult.NOTHING, day, day),
        BY_STAFF,
        LATER,
    )
    enter(answer, settle)
    assert answer.trouble.text().startswith("Something happened")
    assert dialog.count.text() == "1 of 3 places answered"
    session.act_as(None)
    assert page.searches.list is None


def test_the_lists_there_are_lead_to_each(page: FindingsPage, village: Village, settle: Settle) -> None:
    page.searches.choose()
    page.searches.choose()
    settle()
    lists = page.searches.lists
    assert lists
    assert lists.empty.isVisible()
    assert not lists.opening.isEnabled()
    lists.open_chosen()
    made = make(village)
    page.session.changed.emit(made.changes)
    settle()
    assert lists.keys == (made.search,)
    assert not lists.empty.isVisible()
    lists.filters.choose("ended")
    settle()
    assert not lists.opening.isEnabled()
    lists.filters.choose("all")
    settle()
    page.session.changed.emit(made.changes)
    settle()
    QTest.keyClick(lists.table, Qt.Key.Key_Return)
    settle()
    assert page.searches.list
    wishes: list[tuple[str, object]] = []
    page.wanted.connect(lambda name, what: wishes.append((name, what)))
    page.searches.list.paper.click()
    assert wishes == [("reports", ReportWish(kind=ReportKind.SEARCH_LIST, about=(made.search,)))]
    assert page.searches.lists is None


def test_a_list_leads_to_its_finding_and_to_a_site(
    page: FindingsPage, village: Village, settle: Settle
) -> None:
    made = make(village)
    gone: list[tuple[str, object]] = []
    page.wanted.connect(lambda name, what: gone.append((name, what)))
    opened(page, made.search, settle).site.click()
    opened(page, made.search, settle).source.click()
    assert gone == [("sites", HEAP), ("findings", FOUND)]


def test_a_list_that_is_gone_and_nobody_who_acts_are_one_sentence(
    page: FindingsPage, session: Session, settle: Settle
) -> None:
    told: list[object] = []
    session.told.connect(told.append)
    page.searches.open(named(999))
    settle()
    assert str(told[-1]) == "This search list is not recorded here any more."
    session.act_as(None)
    settle()
    page.searches.open(named(999))
    page.search()
    page.searches.choose()
    settle()
    assert [str(one) for one in told[1:]] == ["Choose who you are first, at the top right."] * 2
    assert page.searches.steps.asking is None
