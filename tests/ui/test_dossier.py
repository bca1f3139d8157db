"""The whole dossier of a site in the window: its parts, its papers with an undo, keys, narrow windows."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from db.queries.site_papers import DossierPaper
from db.queries.stop_sheet import stop_sheet
from db.queries.time_line import PAGE, LineKind
from inspector.model.ids import SiteId
from inspector.model.site import SiteChanged
from inspector.model.site_paper import SitePaperAdded
from inspector.periods import HOUR
from tests.db.reporting import finish, go_round
from tests.db.village import CLOSED, COKING, FIELD, MORNING, RIVER, STAFF, TODAY, Village, named
from tests.ui.notes import Settle
from ui.dialogs.change_sites import ChangeSites
from ui.dialogs.correct_stop import CorrectStop
from ui.dialogs.edit_paper import EditPaper
from ui.pages.sites import SitesPage
from ui.session import Session
from ui.widgets.buttons import Button
from ui.widgets.fact import Fact
from ui.widgets.site_panel import SitePanel


@pytest.fixture
def page(session: Session, village: Village, qtbot: QtBot, settle: Settle) -> Iterator[SitesPage]:
    go_round(village, photos=2)
    made = SitesPage(session)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    settle()
    yield made
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog):
            dialog.close()


@pytest.fixture
def noticed(page: SitesPage) -> list[Any]:
    heard: list[Any] = []
    page.noticed.connect(heard.append)
    return heard


def open_whole(page: SitesPage, site: SiteId, settle: Settle) -> None:
    page.open_at(site)
    settle()
    assert page.is_whole


def dialog_of(page: SitesPage) -> EditPaper:
    (found,) = [one for one in page.window().findChildren(EditPaper) if one.isVisible()]
    return found


def papers_in(page: SitesPage) -> tuple[DossierPaper, ...]:
    assert page.whole.dossier is not None
    return page.whole.dossier.papers


def texts(page: SitesPage) -> str:
    return "\n".join(label.text() for label in page.whole.findChildren(QLabel) if label.isVisible())


def test_enter_opens_the_whole_dossier_and_escape_goes_back(
    page: SitesPage, qtbot: QtBot, settle: Settle
) -> None:
    page.list.choose(COKING)
    settle()
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    settle()
    assert page.is_whole
    assert page.whole.name.text() == "示例焦化厂"
    qtbot.keyClick(page.whole, Qt.Key.Key_Escape)
    assert page.side.isVisible()
    page.list.opened.emit(None)
    assert page.side.isVisible()


def test_the_parts_are_asked_for_when_they_come_into_sight(
    page: SitesPage, qtbot: QtBot, settle: Settle
) -> None:
    open_whole(page, COKING, settle)
    kinds = [line.kind for line in page.whole.time_line.lines]
    assert set(kinds) == {LineKind.FINDING, LineKind.VISIT, LineKind.FACTS}
    seen = []
    for _step in range(6):
        qtbot.keyClick(page.whole, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        settle()
        seen.append(page.whole.parts.choice)
    assert seen == ["findings", "papers", "photos", "materials", "history", "time_line"]
    page.whole.show_part("history")
    settle()
    assert "示例丙" in texts(page)
    qtbot.keyClick(page.whole, Qt.Key.Key_A)
    page.whole.show_part("photos")
    settle()
    assert page.whole.strip
    assert len(page.whole.strip.thumbs) == 2
    page.whole.strip.opened.emit(next(iter(page.whole.strip.thumbs)))
    settle()
    assert any(dialog.isVisible() for dialog in page.window().findChildren(QDialog))


def test_a_dossier_with_nothing_says_so_in_each_part(page: SitesPage, settle: Settle) -> None:
    open_whole(page, RIVER, settle)
    for part, words in (
        ("findings", "None is open."),
        ("papers", "No paper is on file."),
        ("photos", "None yet."),
    ):
        page.whole.show_part(part)
        settle()
        assert words in texts(page)
    page.whole.strip = None
    page.whole.photo_opened.emit("gone")
    settle()


def test_findings_are_opened_from_their_part_and_from_the_time_line(page: SitesPage, settle: Settle) -> None:
    open_whole(page, COKING, settle)
    wanted = QSignalSpy(page.wanted)
    page.whole.findings.findChildren(Button)[0].click()
    (shown,) = [one for one in page.whole.time_line.findChildren(Button) if one.text() == "Show the finding"]
    shown.click()
    assert wanted.at(0)[0] == wanted.at(1)[0] == "findings"
    assert wanted.at(0)[1] == wanted.at(1)[1]


def test_a_visit_is_corrected_from_the_time_line(page: SitesPage, village: Village, settle: Settle) -> None:
    finish(village, named(50))
    open_whole(page, COKING, settle)
    ways = [one for one in page.whole.time_line.findChildren(Button) if one.text() == "Correct…"]
    ways[0].click()
    settle()
    opened = (one for one in QApplication.topLevelWidgets() if isinstance(one, CorrectStop))
    dialog = next(one for one in opened if one.isVisible())
    dialog.note.setText("西侧")
    dialog.reason.setText("看错")
    dialog.correcting.click()
    settle()
    told = {one.text() for one in page.whole.time_line.findChildren(Button)}
    assert "Show what was corrected" in told


def test_place_and_phone_are_copied(page: SitesPage, village: Village, settle: Settle) -> None:
    village.record(SiteChanged(subject=COKING, leader_phone="0473-1", note="夜间停产"))
    open_whole(page, COKING, settle)
    by_text = {one.text(): one for one in page.whole.facts.findChildren(Button)}
    by_text["0473-1"].click()
    assert QGuiApplication.clipboard().text() == "0473-1"
    by_text["39.78209, 106.84200"].click()
    assert QGuiApplication.clipboard().text() == "39.78209, 106.84200"
    assert "900 m" in texts(page)
    assert "夜间停产" in texts(page)


def test_a_paper_is_put_on_file_with_a_scan_and_taken_back(
    page: SitesPage, noticed: list[Any], tmp_path: Path, settle: Settle
) -> None:
    open_whole(page, COKING, settle)
    page.add_paper()
    settle()
    dialog = dialog_of(page)
    dialog.save()
    assert dialog.trouble.text() == "A paper needs a title."
    dialog.title.setText("排污许可证")
    dialog.expires.has_day.setChecked(True)
    dialog.expires.day.setDate(QDate(2026, 12, 1))
    scan = tmp_path / "许可证.pdf"
    scan.write_bytes(b"%PDF-1.7")
    dialog.pick()
    (picker,) = dialog.findChildren(QFileDialog)
    picker.filesSelected.emit([str(scan)])
    picker.close()
    assert dialog.scans.text() == "1 file"
    dialog.save()
    settle()
    assert noticed[0].text == "排污许可证 is on file."
    (paper,) = papers_in(page)
    assert (paper.title, paper.scans, paper.expires) == ("排污许可证", 1, date(2026, 12, 1))
    assert "9 days left" in texts(page)
    assert page.whole.parts.choice == "papers"
    noticed[0].act()
    settle()
    assert papers_in(page) == ()


def paper_of(village: Village, **facts: Any) -> None:
    given = {"site": COKING, "title": "应急预案", "issued": date(2023, 1, 1), **facts}
    village.record(SitePaperAdded(subject=named(71), **given))


def press(page: SitesPage, text: str) -> None:
    next(one for one in page.whole.papers.findChildren(Button) if one.text() == text).click()


def test_a_paper_is_renewed_and_that_can_be_undone(
    page: SitesPage, village: Village, noticed: list[Any], settle: Settle
) -> None:
    paper_of(village, expires=TODAY - timedelta(days=3))
    open_whole(page, COKING, settle)
    page.whole.show_part("papers")
    assert "expired 3 days ago" in texts(page)
    press(page, "Renew")
    settle()
    dialog = dialog_of(page)
    assert dialog.title.isReadOnly()
    dialog.expires.has_day.setChecked(False)
    dialog.save()
    assert "a day on which it expires" in dialog.trouble.text()
    dialog.expires.has_day.setChecked(True)
    dialog.number.setText("2 号")
    dialog.save()
    settle()
    assert noticed[0].text == "应急预案 is renewed."
    (renewed,) = papers_in(page)
    assert (renewed.number, renewed.issued, renewed.expires) == ("2 号", TODAY, date(2027, 11, 22))
    noticed[0].act()
    settle()
    (again,) = papers_in(page)
    assert (again.number, again.issued, again.expires) == ("", date(2023, 1, 1), TODAY - timedelta(days=3))


def test_a_paper_is_changed_only_where_it_differs_and_ended_with_an_undo(
    page: SitesPage, village: Village, noticed: list[Any], settle: Settle
) -> None:
    paper_of(village, note="正本")
    open_whole(page, COKING, settle)
    page.whole.show_part("papers")
    press(page, "Edit")
    settle()
    dialog_of(page).save()
    settle()
    assert noticed == []
    press(page, "Edit")
    settle()
    dialog = dialog_of(page)
    dialog.issued.has_day.setChecked(False)
    dialog.save()
    assert "not taken away" in dialog.trouble.text()
    dialog.issued.has_day.setChecked(True)
    dialog.note.setText("副本")
    dialog.save()
    settle()
    assert noticed[0].text == "应急预案 is changed."
    press(page, "End")
    settle()
    assert papers_in(page) == ()
    assert noticed[1].text == "应急预案 is no longer in force."
    noticed[1].act()
    settle()
    assert [one.note for one in papers_in(page)] == ["副本"]


def test_a_scan_that_is_gone_is_said_where_it_was_given(
    page: SitesPage, tmp_path: Path, settle: Settle
) -> None:
    open_whole(page, COKING, settle)
    page.desk.add_paper()
    dialog = dialog_of(page)
    dialog.title.setText("许可证")
    dialog.take([str(tmp_path / "gone.pdf")])
    dialog.save()
    settle()
    assert "gone.pdf" in dialog.trouble.text()


def test_a_paper_without_an_end_is_renewed_from_today(
    page: SitesPage, village: Village, settle: Settle
) -> None:
    paper_of(village)
    open_whole(page, COKING, settle)
    press(page, "Renew")
    settle()
    dialog = dialog_of(page)
    assert dialog.expires.value() == date(2027, 11, 22)
    with pytest.raises(KeyError):
        dialog.say(KeyError())


def test_where_it_is_narrow_the_facts_are_a_part_among_others(
    page: SitesPage, qtbot: QtBot, settle: Settle
) -> None:
    page.resize(600, 330)
    settle()
    open_whole(page, COKING, settle)
    assert page.whole.is_narrow
    assert page.whole.parts.choice == "facts"
    assert page.whole.facts.isVisible()
    qtbot.keyClick(page.whole, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.whole.parts.choice == "history"
    page.whole.show_part("facts")
    page.resize(1180, 700)
    settle()
    assert page.whole.parts.choice == "time_line"
    assert page.whole.facts.isVisible()


def test_a_long_time_line_grows_at_its_end(page: SitesPage, village: Village, settle: Settle) -> None:
    for number in range(PAGE + 3):
        village.record(SiteChanged(subject=FIELD, note=f"{number}"), when=MORNING.later(HOUR))
    open_whole(page, FIELD, settle)
    assert len(page.whole.time_line.lines) == PAGE
    assert page.whole.time_line.older.isVisible()
    page.whole.time_line.older.click()
    settle()
    assert len(page.whole.time_line.lines) == PAGE + 4
    assert not page.whole.time_line.older.isVisible()


def test_what_is_due_and_closed_stands_beside_the_name(page: SitesPage, settle: Settle) -> None:
    open_whole(page, CLOSED, settle)
    assert not page.whole.starting.isEnabled()
    page.whole.editing.click()
    settle()
    assert any(dialog.isVisible() for dialog in page.window().findChildren(QDialog))


def test_several_sites_are_changed_together_with_one_undo(
    page: SitesPage, noticed: list[Any], settle: Settle
) -> None:
    page.list.table.selectAll()
    page.list.action_buttons[0].click()
    settle()
    (dialog,) = page.window().findChildren(ChangeSites)
    assert dialog.windowTitle() == "Change 5 sites"
    dialog.fact.setCurrentIndex(dialog.fact.findData("rank"))
    dialog.value.setCurrentIndex(dialog.value.findData("key"))
    dialog.save()
    settle()
    assert noticed[0].text == "2 sites are changed."
    page.list.filters.choose("key")
    settle()
    assert len(page.list.model.keys) == 5
    noticed[0].act()
    settle()
    assert len(page.list.model.keys) == 3


def test_what_is_so_already_is_not_recorded_again(
    page: SitesPage, noticed: list[Any], settle: Settle
) -> None:
    page.list.choose(CLOSED)
    page.list.action_buttons[0].click()
    settle()
    (dialog,) = page.window().findChildren(ChangeSites)
    dialog.value.setCurrentIndex(dialog.value.findData("closed_down"))
    dialog.save()
    settle()
    assert [one.text for one in noticed] == ["All of them were so already."]


def test_papers_that_expire_are_said_beside_a_stop(
    village: Village, qtbot: QtBot, qapp: QApplication
) -> None:
    paper_of(village, expires=TODAY)
    village.record(SitePaperAdded(subject=named(72), site=COKING, title="长期证照"))
    panel = SitePanel()
    qtbot.addWidget(panel)
    with closing(village.workspace.reader()) as reader:
        panel.show_site(stop_sheet(reader, COKING, STAFF, MORNING), TODAY)
    (shown,) = [fact for fact in panel.findChildren(Fact) if fact.name.text() == "应急预案"]
    assert shown.value.text() == "expires today"
    assert "长期证照" not in [fact.name.text() for fact in panel.findChildren(Fact)]
