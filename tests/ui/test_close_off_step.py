"""What a step of a close-off asks for: papers, people, days, the own key; and to whom it is open."""

from datetime import date
from pathlib import Path

import pytest

from db.queries.close_offs import papers_of
from db.workspace import Actor
from inspector.model.close_off import CloseOffStep
from inspector.model.issued_report import ReportKind
from tests.db.close_off_stage import CASE, COUNTY
from tests.db.village import STAFF, VILLAGE, Village
from tests.pictures.made import encoded, scene
from tests.ui.close_off_hands import (
    S,
    ask,
    asked_words,
    fill_in,
    finding,
    is_asked,
    opened_desk,
    question,
    shown,
    type_in,
    walk,
)
from tests.ui.notes import Settle
from ui.close_off_desk import CloseOffDesk
from ui.given_files import GivenFiles
from ui.pages.reports import ReportsPage
from ui.session import Session
from ui.window import Window


@pytest.fixture
def desk(village: Village, session: Session, window: Window, settle: Settle) -> CloseOffDesk:
    return opened_desk(village, session, window, settle)


def test_papers_are_added_taken_out_and_kept_with_the_step(
    desk: CloseOffDesk, village: Village, settle: Settle, tmp_path: Path
) -> None:
    scan, table, empty = tmp_path / "签字.jpg", tmp_path / "表.csv", tmp_path / "folder"
    scan.write_bytes(encoded(scene(60, 80)))
    table.write_text("a,b\n1,2\n")
    empty.mkdir()
    asking = ask(desk)
    asking.papers.given.emit(GivenFiles(photos=(scan,), others=(table, tmp_path / "gone.pdf")))
    settle()
    assert [one.name for one in asking.materials] == ["签字.jpg", "表.csv"]
    asking.papers.lines[asking.materials[1].id].leaving.click()
    assert [one.name for one in asking.materials] == ["签字.jpg"]
    asking.papers.given.emit(GivenFiles(photos=(empty,)))
    assert "no file to add" in asking.trouble.text()
    asking.papers.given.emit(GivenFiles(has_no_path=True))
    asking.recording.click()
    settle()
    (done,) = finding(village).close_off.done
    (paper,) = papers_of(done)
    assert paper.name == "签字.jpg"
    assert paper.preview
    (opening,) = shown(desk).view.papers
    assert opening.text() == "签字.jpg"
    opened: list[str] = []
    shown(desk).view.paper_opened.connect(lambda _blob, name: opened.append(name))
    opening.click()
    settle()
    assert opened == ["签字.jpg"]
    assert desk.sheet
    assert not shown(desk).view.previews(desk.sheet)


def test_more_files_than_a_step_takes_are_said(desk: CloseOffDesk, settle: Settle, tmp_path: Path) -> None:
    files = tuple(tmp_path / f"{number}.csv" for number in range(17))
    for number, one in enumerate(files):
        one.write_text(f"{number}\n")
    asking = ask(desk)
    asking.papers.given.emit(GivenFiles(others=files))
    settle()
    assert not asking.recording.isEnabled()
    assert "16" in asking.recording.toolTip()


def test_people_are_chosen_from_those_who_did_not_put_it_right(desk: CloseOffDesk, settle: Settle) -> None:
    asking = ask(desk)
    asking.people.setText("示例丁、")
    asking.choosing.click()
    assert asking.menu
    (offered,) = asking.menu.actions()
    offered.trigger()
    assert asking.chosen_people() == ("示例丁", COUNTY.person)
    asking.people.clear()
    asking.offer_people()
    asking.menu.actions()[0].trigger()
    assert asking.people.text() == "示例乙"


def test_what_a_step_lacks_is_said_before_the_passphrase_is_asked(
    desk: CloseOffDesk, session: Session, settle: Settle
) -> None:
    session.unlocked.forget()
    asking = ask(desk)
    asking.on.field.setText("gestern")
    asking.recording.click()
    assert "2026-11-22" in asking.trouble.text()
    asking.on.field.setText("2026-11-30")
    asking.recording.click()
    settle()
    assert "day to come" in asking.trouble.text()
    assert asking.isEnabled()
    assert not is_asked(desk.key)
    with pytest.raises(ValueError, match="ours"):
        asking.say(ValueError("ours"))


def test_the_last_day_of_the_publicity_follows_the_first(desk: CloseOffDesk, settle: Settle) -> None:
    walk(desk, settle, S.PUBLICITY)
    asking = ask(desk)
    asking.on.field.setText("2026-11-20")
    asking.on.field.textEdited.emit("2026-11-20")
    assert asking.until.day == date(2026, 11, 26)
    asking.on.field.setText("")
    asking.on.field.textEdited.emit("")
    assert asking.until.day == date(2026, 11, 28)


@pytest.mark.parametrize(
    ("button", "kind"),
    [
        ("form", ReportKind.CLOSE_OFF_FORM),
        ("notice", ReportKind.PUBLIC_NOTICE),
        ("whole", ReportKind.CLOSE_OFF_FILE),
    ],
)
def test_papers_are_wished_for_at_the_page_of_reports(
    desk: CloseOffDesk, window: Window, settle: Settle, button: str, kind: ReportKind
) -> None:
    walk(desk, settle)
    getattr(shown(desk), button).click()
    settle()
    assert isinstance(window.page, ReportsPage)
    asking = window.page.menu.desk.dialog
    assert asking
    assert (asking.wish.kind, asking.wish.about) == (kind, (CASE,))
    assert desk.dialog is None


def test_whoever_has_no_part_in_it_sees_the_steps_and_why(
    desk: CloseOffDesk, session: Session, settle: Settle
) -> None:
    walk(desk, settle)
    desk.take_objection()
    asking = asked_words(desk)
    asking.words.setPlainText("仍有扬尘")
    asking.doing.click()
    settle()
    session.act_as(Actor(STAFF, VILLAGE))
    settle()
    dialog = shown(desk)
    assert not any(
        button.isEnabled()
        for button in (
            dialog.sending_back,
            dialog.objecting,
            dialog.refusing,
            *dialog.view.step_buttons,
            *dialog.view.answers,
        )
    )
    desk.refresh()
    dialog.close()
    settle()
    # an answer that comes late opens nothing again
    assert desk.dialog is None


def test_a_wrong_passphrase_is_said_and_another_person_ends_the_question(
    desk: CloseOffDesk, session: Session, village: Village, settle: Settle
) -> None:
    session.unlocked.forget()
    asking = ask(desk)
    fill_in(asking)
    asking.recording.click()
    settle()
    dialog = question(desk.key)
    type_in(dialog, "falsch")
    dialog.going.click()
    settle()
    assert dialog.trouble.text()
    session.act_as(Actor(STAFF, VILLAGE))
    settle()
    assert not is_asked(desk.key)
    assert not finding(village).close_off.done
    session.act_as(None)
    told: list[object] = []
    session.told.connect(told.append)
    desk.key.ask("Sign.", lambda _key: None)
    assert "who you are" in str(told[0])


def test_a_question_that_was_given_up_signs_nothing(
    desk: CloseOffDesk, session: Session, village: Village, settle: Settle
) -> None:
    session.unlocked.forget()
    asking = ask(desk)
    fill_in(asking)
    asking.recording.click()
    settle()
    dialog = question(desk.key)
    type_in(dialog)
    dialog.going.click()
    desk.key.give_up()
    assert not finding(village).close_off.done
    assert asking.isEnabled()


def test_the_step_that_is_due_is_in_sight(desk: CloseOffDesk, settle: Settle) -> None:
    walk(desk, settle, CloseOffStep.SITE_CHECK)
    dialog = shown(desk)
    dialog.resize(680, 400)
    assert dialog.sheet
    dialog.show_sheet(dialog.sheet)
    settle()
    assert not dialog.view.step_buttons[0].visibleRegion().isEmpty()
    assert dialog.view.visibleRegion().boundingRect().top() > 0
