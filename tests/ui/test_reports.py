"""The page of reports in a real window: built at need, signed, verified, given up."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from db.keys import keep_person_key
from db.queries.reports import ReportState
from db.workspace import Actor
from inspector.model.ids import SiteId
from inspector.model.stop import StopRecorded
from inspector.periods import HOUR
from tests.db.reporting import built, certify, finish, go_round, key_of, sign, signed_report
from tests.db.village import HEAP, MORNING, OFFICER, STAFF, VILLAGE, Village, named
from tests.ui.notes import Settle, Wait
from ui.pages.reports import ReportsPage
from ui.session import Session
from ui.window import Window

PASSPHRASE = "演示口令 2026"


@pytest.fixture
def page(window: Window) -> Callable[[], ReportsPage]:
    def show(what: object = None) -> ReportsPage:
        window.go_to("reports", what)
        shown = window.page
        assert isinstance(shown, ReportsPage)
        return shown

    return show


Show = Callable[..., ReportsPage]


@pytest.fixture
def final(village: Village) -> str:
    """A finished round whose report is built and waits for its inspector."""
    patrol = go_round(village, photos=1)
    finish(village, patrol)
    built(village, patrol)
    return patrol


def test_without_a_patrol_the_page_says_what_it_is_for_and_where_to_go(page: Show, settle: Settle) -> None:
    shown = page()
    settle()
    assert shown.list.empty.isVisible()
    assert shown.view.message.title.text() == "Choose a report"
    asked: list[str] = []
    shown.wanted.connect(lambda name, _what: asked.append(name))
    shown.list.empty.button.click()
    assert asked == ["today"]
    assert [one.keys for one in shown.commands()] == ["Ctrl+O", "", "Ctrl+Shift+E"]


def test_the_newest_final_report_is_shown_by_itself(
    page: Show, final: str, village: Village, until: Wait, window: Window
) -> None:
    go_round(village, 80)
    shown = page()
    until(lambda: shown.shown is not None)
    assert shown.shown
    assert shown.shown.subject == final
    assert shown.view.preview.pages >= 1
    assert shown.view.title.text() == "22 Nov · 示例村网格"
    assert shown.view.state.text() == "To sign"
    assert shown.view.preview.place.text() == f"1 / {shown.view.preview.pages}"
    assert shown.subtitle == "2 reports · 1 to be signed"
    assert [one.keys for one in shown.commands()][:2] == ["S", "V"]


def test_a_finished_patrol_is_built_beside_the_window_kept_and_shown(
    page: Show, village: Village, until: Wait, session: Session
) -> None:
    patrol = go_round(village)
    finish(village, patrol)
    shown = page(patrol)
    until(lambda: shown.shown is not None)
    assert shown.shown
    assert shown.shown.file
    assert shown.shown.file.read_bytes() == shown.shown.content.data()
    assert session.side_work._worker
    assert session.side_work._worker.pid
    assert shown.view.verify.isEnabled()


def test_an_open_patrol_is_a_draft_that_is_not_kept_and_grows(
    page: Show, village: Village, until: Wait, session: Session, settle: Settle
) -> None:
    patrol = go_round(village)
    shown = page(patrol)
    until(lambda: shown.shown is not None)
    draft = shown.shown
    assert draft
    assert (draft.file, draft.name) == (None, "2026-11-22_示例村网格_网格巡查日报_草稿.pdf")
    assert not shown.view.verify.isEnabled()
    assert not shown.view.sign.isVisible()
    assert shown.view.export.isEnabled()
    shown.verify()
    shown.sign()
    shown.open_folder()
    settle()
    assert not list((village.folder / "reports").rglob("*.pdf"))
    session.record(
        [StopRecorded(subject=named(59), patrol=patrol, site=SiteId(HEAP), arrived=MORNING.later(HOUR))]
    )
    until(lambda: shown.shown is not None and shown.shown is not draft)
    assert shown.row
    assert shown.row.stops == 3


def test_a_report_of_another_device_is_shown_and_not_kept(page: Show, village: Village, until: Wait) -> None:
    patrol = go_round(village)
    finish(village, patrol)
    village.workspace._writer.execute("UPDATE entry SET received_ts = 1 WHERE type = 'patrol.finished'")
    shown = page(patrol)
    until(lambda: shown.shown is not None)
    assert shown.shown
    assert shown.shown.file is None
    assert shown.shown.name.endswith("-001.pdf") or shown.shown.name.endswith("_001.pdf")
    assert shown.view.state.text() == "Elsewhere"
    assert not shown.view.sign.isVisible()
    assert shown.view.print.isEnabled()
    assert not shown.view.export.isEnabled()
    assert "on the device that made it" in shown.view.export.toolTip()
    shown.export()
    assert not shown.findChildren(QFileDialog)


def test_signing_shows_the_verdict_at_once(
    page: Show, village: Village, final: str, until: Wait, window: Window
) -> None:
    certify(village, key_of("示例甲"))
    keep_person_key(village.folder, STAFF, key_of("示例甲"), PASSPHRASE, rounds=1)
    shown = page(final)
    until(lambda: shown.view.sign.isEnabled() and shown.shown is not None)
    window.activateWindow()
    shown.list.table.setFocus()
    until(shown.list.table.hasFocus)
    QTest.keyClick(shown.list.table, Qt.Key.Key_S)
    until(lambda: shown.desk.dialog is not None)
    dialog = shown.desk.dialog
    assert dialog
    dialog.passphrase.setText(PASSPHRASE)
    dialog.signing.click()
    until(shown.view.verdict_pane.isVisible)
    assert shown.view.verdict.accessibleName() == "Valid and complete."
    assert shown.view.state.text() == "Signed"
    assert not shown.view.sign.isVisible()
    assert shown.shown
    assert shown.shown.file
    assert shown.shown.content.data() == shown.shown.file.read_bytes()
    until(lambda: shown.subtitle == "1 report")
    assert window.notices.sentence.text() == "Signed and recorded."


def test_a_file_that_was_changed_is_said_to_be_invalid_until_the_verdict_is_closed(
    page: Show, village: Village, until: Wait
) -> None:
    file = signed_report(village)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(bytes(content))
    shown = page(named(50))
    until(lambda: shown.shown is not None)
    shown.view.verify.click()
    assert not shown.view.verify.isEnabled()
    until(shown.view.verdict_pane.isVisible)
    assert shown.view.verdict.accessibleName() in {"Not valid.", "This file can't be checked."}
    assert shown.view.verify.isEnabled()
    shown.view.hide_verdict()
    assert not shown.view.verdict_pane.isVisible()


def test_a_signed_report_that_is_gone_says_so_and_can_be_tried_again(
    page: Show, village: Village, until: Wait
) -> None:
    file = signed_report(village)
    content = file.read_bytes()
    file.unlink()
    shown = page(named(50))
    until(lambda: shown.view.message.isVisible() and bool(shown.view.message.button.text()))
    assert "bring it back from a backup" in shown.view.message.sentence.text()
    assert shown.view.state.text() == "File not here"
    assert not shown.view.export.isEnabled()
    file.write_bytes(content)
    shown.view.message.button.click()
    until(lambda: shown.shown is not None)


def test_a_file_that_is_no_pdf_any_more_is_a_sentence(page: Show, village: Village, until: Wait) -> None:
    signed_report(village).write_bytes(b"%PDF-1.7 and nothing more")
    shown = page(named(50))
    until(lambda: "damaged" in shown.view.message.sentence.text())
    assert shown.view.preview.pages == 0


def test_building_can_be_given_up_and_leaves_nothing_behind(
    page: Show, village: Village, until: Wait, window: Window, session: Session, settle: Settle
) -> None:
    patrol = go_round(village)
    finish(village, patrol)
    shown = page(patrol)
    until(lambda: shown.job is not None)
    job = shown.job
    assert job
    until(lambda: session.side_work._worker is not None)
    job.cancel()
    until(lambda: shown.view.message.title.text() == "Not built")
    settle()
    left = [one for one in (village.folder / "reports").rglob("*") if one.is_file()]
    assert left == []
    shown.view.message.button.click()
    until(lambda: shown.shown is not None)


def test_arrows_go_over_many_and_only_where_they_rest_is_made(
    page: Show, village: Village, final: str, until: Wait
) -> None:
    signed_report(village, 80, serial=2)
    shown = page(final)
    until(lambda: shown.shown is not None)
    shown.list.table.setFocus()
    QTest.keyClick(shown.list.table, Qt.Key.Key_Down)
    QTest.keyClick(shown.list.table, Qt.Key.Key_Up)
    QTest.keyClick(shown.list.table, Qt.Key.Key_Up)
    assert not shown.view.preview.isVisible()
    until(shown.view.preview.isVisible)
    assert shown.shown
    assert shown.row
    assert shown.shown.subject == shown.row.subject


def test_where_it_is_narrow_the_report_comes_after_the_list_and_escape_leads_back(
    page: Show, final: str, until: Wait, window: Window, settle: Settle
) -> None:
    window.resize(680, 380)
    shown = page()
    settle()
    assert shown.list.isVisible()
    assert not shown.view.isVisible()
    assert shown.shown is None
    shown.list.table.selectRow(0)
    QTest.keyClick(shown.list.table, Qt.Key.Key_Return)
    until(lambda: shown.shown is not None)
    assert shown.view.isVisible()
    assert not shown.list.isVisible()
    assert not shown.view.remark.isVisible()
    assert shown.panes.back.isVisible()
    QTest.keyClick(shown.view.preview.view, Qt.Key.Key_Escape)
    assert shown.list.isVisible()
    window.resize(1280, 720)
    assert shown.view.isVisible()
    assert not shown.panes.back.isVisible()


def test_another_page_asks_for_a_report_that_a_filter_hides(
    page: Show, final: str, until: Wait, settle: Settle
) -> None:
    shown = page()
    settle()
    shown.list.filters.choose(ReportState.SIGNED)
    settle()
    assert list(shown.list.model.keys) == []
    assert shown.row is None
    shown.open_at(3)
    shown.open_at(final)
    until(lambda: shown.shown is not None)
    assert shown.list.filters.choice == "all"


def test_who_acts_decides_who_signs(page: Show, final: str, until: Wait, session: Session) -> None:
    shown = page(final)
    until(shown.view.sign.isEnabled)
    session.act_as(Actor(OFFICER, VILLAGE))
    until(lambda: "Only an inspector" in shown.view.sign.toolTip())
    assert not shown.view.sign.isEnabled()
    session.act_as(None)
    assert not shown.view.sign.isEnabled()


def test_late_reports_are_marked_and_a_second_signature_is_counted(
    page: Show, village: Village, until: Wait
) -> None:
    patrol = go_round(village, late_reason="设备没电")
    finish(village, patrol, ("inspector", "grid_leader"))
    certify(village, key_of("示例甲"))
    built(village, patrol)
    sign(village.workspace, patrol, key_of("示例甲"))
    shown = page(patrol)
    until(lambda: shown.shown is not None)
    assert shown.view.mark.isVisible()
    assert shown.view.state.text() == "Signed 1 of 2"
    late = next(column for column in shown.list.model.columns if column.name == "late")
    assert shown.row
    assert (late.text(shown.row), late.tone and late.tone(shown.row)) == ("Late", "amber")


def test_ctrl_l_forgets_the_key_anywhere(window: Window, session: Session, page: Show) -> None:
    session.unlocked.hold(STAFF, key_of("示例甲"))
    page()
    window.lock()
    assert session.unlocked.key_of(STAFF) is None
    assert "asks for the passphrase" in window.notices.sentence.text()


def test_where_the_splitter_stands_comes_back(page: Show, window: Window, settle: Settle) -> None:
    shown = page()
    settle()
    shown.panes.splitter.setSizes([400, 700])
    before = shown.panes.splitter.sizes()
    shown.hide()
    assert shown.session.preferences.widths("reports.panes") == {"left": before[0]}
