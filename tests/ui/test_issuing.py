"""Reports beside that of the day, in the real window: thought of, issued, handed over, exported."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMenu

from db.issued_reports import ReportWish, issue_report
from db.queries.reports import ReportState
from db.received_reports import sign_as_inspected_party
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.issued_report import ReportKind
from inspector.model.person import Role, RoleGiven
from inspector.periods import HOUR
from inspector.reports.signature import sign_report
from tests.db.reporting import built, certify, finish, go_round, key_of, sign
from tests.db.village import COKING, FOUNDING, MORNING, OFFICE, OFFICER, STAFF, VILLAGE, Village, named
from tests.ui.notes import Settle, Wait
from ui.dialogs.issue_report import IssueDialog
from ui.pages.reports import ReportsPage
from ui.session import Session
from ui.window import Window

STOP, FINDING = named(51), named(60)
LATER = MORNING.later(5 * HOUR)


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
    patrol = go_round(village, photos=1)
    finish(village, patrol)
    built(village, patrol)
    return patrol


@pytest.mark.parametrize("name", ["findings", "sites"])
def test_other_pages_ask_for_a_report_of_what_they_show(
    window: Window, final: str, settle: Settle, name: str
) -> None:
    window.go_to(name, {"findings": FINDING, "sites": COKING}[name])
    settle()
    shown = window.page
    assert shown
    words = {"findings": "Hint…", "sites": "Dossier as PDF…"}[name]
    (command,) = [one for one in shown.commands() if one.text == words]
    command.act()
    settle()
    assert isinstance(window.page, ReportsPage)
    dialog = window.page.menu.desk.dialog
    assert dialog
    assert dialog.question.about == {"findings": FINDING, "sites": COKING}[name]
    window.go_to(name)
    settle()
    (button,) = [
        one for one in shown.findChildren(QAbstractButton) if words in (one.text(), one.accessibleName())
    ][:1]
    button.click()
    settle()
    assert isinstance(window.page, ReportsPage)


def asked(shown: ReportsPage, kind: ReportKind, about: str, settle: Settle) -> IssueDialog:
    shown.open_at(ReportWish(kind=kind, about=(about,)))
    settle()
    dialog = shown.menu.desk.dialog
    assert dialog
    return dialog


def test_a_hint_is_asked_for_looked_at_and_issued_ready_to_be_signed(
    page: Show, final: str, settle: Settle, until: Wait
) -> None:
    shown = page()
    settle()
    dialog = asked(shown, ReportKind.HINT, FINDING, settle)
    assert dialog.addressee.text() == "示例焦化厂"
    assert not dialog.issuing.isEnabled()
    assert "what is asked" in dialog.issuing.toolTip()
    dialog.text.setPlainText("请查看料堆。")
    assert dialog.issuing.isEnabled()
    dialog.findings[0].setChecked(False)
    assert (dialog.issuing.isEnabled(), dialog.issuing.toolTip()) == (False, "Choose a finding.")
    dialog.findings[0].setChecked(True)
    dialog.looking.click()
    assert not dialog.looking.isEnabled()
    until(lambda: dialog.preview.pages > 0)
    assert dialog.stack.currentIndex() == 1
    dialog.looking.click()
    assert dialog.stack.currentIndex() == 0
    dialog.per_page.setCurrentIndex(1)
    dialog.issuing.click()
    until(lambda: shown.row is not None and shown.row.kind == "hint" and shown.shown is not None)
    assert shown.row
    assert (shown.row.state, shown.row.site) == (ReportState.TO_SIGN, "示例焦化厂")
    assert shown.view.title.text().endswith("示例焦化厂 · Hint slip")
    assert shown.menu.desk.dialog is None
    shown.list.filters.choose("hint")
    settle()
    assert shown.list.model.keys == [shown.row.subject]


def test_the_report_of_a_visit_is_chosen_among_the_stops_of_the_patrol_in_sight(
    page: Show, final: str, settle: Settle, until: Wait
) -> None:
    shown = page(final)
    until(lambda: shown.shown is not None)
    shown.menu.ask_for_visit()
    settle()
    menu = shown.menu.menu
    assert menu
    assert [action.text() for action in menu.actions()] == ["09:05 示例焦化厂", "09:25 北山排土场"]
    menu.actions()[0].trigger()
    settle()
    dialog = shown.menu.desk.dialog
    assert dialog
    assert [place.isChecked() for place in dialog.places.values()] == [True, False, False]
    next(iter(dialog.places.values())).setChecked(False)
    dialog.text.setPlainText("示例丁")
    dialog.issuing.click()
    until(lambda: shown.row is not None and shown.row.kind == "visit" and shown.shown is not None)
    assert shown.row
    assert shown.row.state is ReportState.IN_INK


def test_a_visit_of_a_patrol_that_goes_on_is_only_a_draft(
    page: Show, village: Village, settle: Settle, until: Wait
) -> None:
    go_round(village)
    shown = page()
    settle()
    dialog = asked(shown, ReportKind.VISIT, STOP, settle)
    assert (dialog.issuing.isEnabled(), dialog.looking.isEnabled()) == (False, True)
    dialog.looking.click()
    until(lambda: dialog.preview.pages > 0)
    dialog.text.setPlainText("x" * 3001)
    dialog.reject()
    assert shown.menu.desk.dialog is None


def test_a_dossier_is_issued_by_its_issuer(page: Show, final: str, settle: Settle, until: Wait) -> None:
    shown = page()
    settle()
    dialog = asked(shown, ReportKind.DOSSIER, COKING, settle)
    dialog.issuing.click()
    until(lambda: shown.row is not None and shown.row.kind == "dossier" and shown.shown is not None)
    assert shown.row
    assert shown.row.expected == ("issuer",)


@pytest.mark.parametrize("kind", ReportKind)
def test_what_is_not_known_any_more_is_a_sentence(
    page: Show, kind: ReportKind, settle: Settle, failures: list[BaseException], window: Window
) -> None:
    shown = page()
    settle()
    told: list[BaseException] = []
    shown.session.told.connect(told.append)
    shown.open_at(ReportWish(kind=kind, about=(named(99),)))
    settle()
    assert [str(one) for one in told] == ["What this report is about is not known here any more."]


def test_nobody_issues_a_report_before_it_is_said_who_acts(
    page: Show, session: Session, settle: Settle
) -> None:
    shown = page()
    settle()
    told: list[BaseException] = []
    session.told.connect(told.append)
    session.act_as(None)
    shown.open_at(ReportWish(kind=ReportKind.DOSSIER, about=(COKING,)))
    settle()
    assert "Choose who you are" in str(told[0])


def test_what_is_refused_is_said_in_the_dialog_and_can_be_put_right(
    page: Show, final: str, settle: Settle, village: Village
) -> None:
    shown = page()
    settle()
    dialog = asked(shown, ReportKind.DOSSIER, COKING, settle)
    shown.menu.desk._say(Refused("Nothing was changed."))
    assert (dialog.error.isVisibleTo(dialog), dialog.error.text()) == (True, "Nothing was changed.")
    assert dialog.issuing.isEnabled()


def test_photos_are_laid_out_anew_until_somebody_signs(
    page: Show, final: str, village: Village, until: Wait, settle: Settle
) -> None:
    shown = page(final)
    until(lambda: shown.shown is not None)
    before = shown.shown
    assert before
    shown.menu.offer()
    menu = shown.menu.menu
    assert menu
    layouts = menu.findChild(QMenu)
    assert layouts
    assert layouts.isEnabled()
    layouts.actions()[0].trigger()
    until(lambda: shown.shown is not None and shown.shown.content != before.content)
    key = key_of("示例甲")
    certify(village, key)
    sign(village.workspace, final, key)
    shown.refresh()
    settle()
    told: list[BaseException] = []
    shown.session.told.connect(told.append)
    shown.menu.lay_out(6)
    until(lambda: bool(told))
    assert "its pages never change again" in str(told[0])
    shown.menu.offer()
    assert shown.menu.menu
    layouts = shown.menu.menu.findChild(QMenu)
    assert layouts
    assert not layouts.isEnabled()


def test_a_file_that_was_handed_over_is_kept_shown_and_offered_to_sign(
    page: Show, village: Village, tmp_path: Path, until: Wait, session: Session
) -> None:
    patrol = go_round(village)
    key = key_of("示例甲")
    certify(village, key)
    finish(village, patrol, ("inspector", "grid_leader"))
    final = built(village, patrol).file
    sign(village.workspace, patrol, key)
    elsewhere = tmp_path / "elsewhere.pdf"
    sign_report(final, elsewhere, key_of("示例丙", 7), "grid_leader", LATER)
    shown = page()
    told: list[BaseException] = []
    session.told.connect(told.append)
    shown.menu.take_in(elsewhere)
    until(lambda: bool(told))
    # the second signature is there already: nobody is asked, and both are shown
    assert "Everybody who was expected has signed" in str(told[0])
    until(lambda: shown.row is not None and shown.row.state is ReportState.SIGNED)
    until(lambda: "示例丙" in shown.view.remark.text())
    assert final.read_bytes() == elsewhere.read_bytes()


def test_an_older_or_a_damaged_file_is_refused_in_a_sentence(
    page: Show, village: Village, tmp_path: Path, until: Wait, session: Session
) -> None:
    patrol = go_round(village)
    key = key_of("示例甲")
    certify(village, key)
    finish(village, patrol, ("inspector", "grid_leader"))
    final = built(village, patrol).file
    sign(village.workspace, patrol, key)
    older, damaged = tmp_path / "older.pdf", tmp_path / "damaged.pdf"
    older.write_bytes(final.read_bytes())
    content = bytearray(final.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    sign_report(final, final, key_of("示例丙", 7), "grid_leader", LATER)
    shown = page()
    told: list[BaseException] = []
    session.told.connect(told.append)
    for file, words in ((older, "is older than"), (damaged, "not in order")):
        told.clear()
        shown.menu.take_in(file)
        until(lambda: bool(told))
        assert words in str(told[-1])


def test_who_leads_the_grid_is_asked_to_sign_a_file_at_once(
    page: Show, village: Village, tmp_path: Path, until: Wait, session: Session
) -> None:
    patrol = go_round(village)
    key = key_of("示例甲")
    certify(village, key)
    leads = RoleGiven(subject=OFFICER, role=Role.LEADER, grid=VILLAGE, since=FOUNDING.day)
    village.record(leads, by=Actor(OFFICER, OFFICE))
    finish(village, patrol, ("inspector", "grid_leader"))
    final = built(village, patrol).file
    sign(village.workspace, patrol, key)
    handed = tmp_path / "handed over.pdf"
    handed.write_bytes(final.read_bytes())
    shown = page()
    session.act_as(Actor(OFFICER, VILLAGE))
    shown.menu.take_in(handed)
    until(lambda: shown.desk.dialog is not None)
    assert shown.desk.dialog
    assert shown.desk.dialog.isVisible()
    shown.desk.give_up()


def test_without_a_stop_there_is_no_visit_to_report(
    page: Show, village: Village, until: Wait, settle: Settle, session: Session
) -> None:
    patrol = go_round(village, stops=0)
    shown = page(patrol)
    until(lambda: shown.shown is not None)
    told: list[BaseException] = []
    session.told.connect(told.append)
    shown.menu.ask_for_visit()
    settle()
    assert [str(one) for one in told] == ["This patrol has no stop yet."]


def test_a_file_to_sign_is_chosen_with_the_systems_dialog(page: Show, settle: Settle) -> None:
    shown = page()
    settle()
    shown.menu.ask_for_file()
    (picker,) = shown.window().findChildren(QFileDialog)
    assert picker.windowTitle() == "Sign a file"
    picker.reject()
    shown.menu.lay_out(4)
    shown.menu.ask_for_visit()
    settle()


def test_the_inspected_party_signs_with_a_key_they_brought(
    page: Show, final: str, village: Village, tmp_path: Path, until: Wait, settle: Settle
) -> None:
    wish = ReportWish(kind=ReportKind.VISIT, about=(STOP,), signers=("inspector", "inspected_party"))
    report = issue_report(
        village.workspace, wish, Actor(STAFF, VILLAGE), LATER, lambda _size: bytes(10)
    ).report
    shown = page(report)
    until(lambda: shown.shown is not None)
    (command,) = [one for one in shown.commands() if one.text == "The inspected party signs…"]
    command.act()
    (picker,) = shown.window().findChildren(QFileDialog)
    picker.reject()
    brought = tmp_path / "theirs.p12"
    brought.write_bytes(key_of("示例丁", 9).to_pkcs12("演示口令", 1))
    dialog = shown.menu.ask_for_passphrase(report, tmp_path / "nothing.p12")
    dialog.answered.emit("演示口令", "")
    until(lambda: "can't be read" in dialog.trouble.text())
    dialog.reject()
    dialog = shown.menu.ask_for_passphrase(report, brought)
    dialog.answered.emit("演示口令", "")
    until(lambda: "示例丁" in shown.view.remark.text())
    until(lambda: shown.row is not None and shown.row.signed == ("inspected_party",))
    assert "The inspected party signs…" not in [one.text for one in shown.commands()]
    with pytest.raises(Refused, match="no place for the inspected party"):
        sign_as_inspected_party(village.workspace, report, key_of("示例丁", 9), LATER)
    with pytest.raises(Refused, match="not known here"):
        sign_as_inspected_party(village.workspace, named(99), key_of("示例丁", 9), LATER)
