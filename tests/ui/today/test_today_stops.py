"""The inspector's day in the real window: stops in few actions, findings, drafts, the next site."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.connection import Reader
from db.drafts import kept_drafts
from db.stop_draft import KEYS
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.question import Value
from inspector.periods import DAY, HOUR, at
from tests.db.village import (
    COKING,
    FIELD,
    HEAP,
    OFFICE,
    OFFICER,
    RIVER,
    STAFF,
    TODAY,
    VILLAGE,
    named,
)
from tests.ui.day_desk import Hands, photo_files, told
from tests.ui.notes import Clock, Settle
from ui import draft_keeper
from ui.pages.today import TodayPage
from ui.session import Session
from ui.window import Window

SECOND = 1_000


def test_the_day_shows_who_is_due_and_begins_with_the_most_overdue(page: TodayPage) -> None:
    assert [row.site for row in page.due.list.rows.rows] == [COKING, RIVER, HEAP, FIELD]
    assert page.due.header.title.text() == "Due 3"
    assert page.due.header.remark.text() == "overdue 1 · done 0"
    assert page.site_id == COKING
    assert page.form.head.title.text() == "示例焦化厂"
    assert [row.question.id for row in page.form.rows] == ["smoke", "piles", "road"]
    assert "22 Nov 2026" in page.subtitle


def test_an_ordinary_stop_takes_at_most_three_actions(page: TodayPage, hands: Hands, reader: Reader) -> None:
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    assert hands.actions <= 3
    assert reader.rows("SELECT site, nothing_unusual FROM stop") == [(COKING, 1)]
    assert reader.value("SELECT count(*) FROM answer") == 3
    assert kept_drafts(reader, KEYS) == []
    assert page.site_id == RIVER


def test_a_finding_with_photos_takes_at_most_eight_actions(
    page: TodayPage, hands: Hands, reader: Reader, tmp_path: Path
) -> None:
    files = photo_files(tmp_path, "a.jpg", "b.jpg")
    hands.keys(Qt.Key.Key_Return, Qt.Key.Key_2)
    hands.paste(files)
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    assert hands.actions <= 8
    assert reader.rows("SELECT question, text, severity FROM finding") == [("piles", "料堆未覆盖", "minor")]
    assert reader.value("SELECT count(*) FROM photo WHERE finding <> ''") == 2
    assert [row.findings for row in page.due.list.rows.rows if row.site == COKING] == [1]


def test_a_finding_put_right_on_the_spot_is_shown_before_and_after(
    page: TodayPage, hands: Hands, reader: Reader, tmp_path: Path, window: Window
) -> None:
    before, after = photo_files(tmp_path, "before.jpg", "after.jpg")
    hands.keys(Qt.Key.Key_Down, Qt.Key.Key_2, Qt.Key.Key_0)
    (box,) = page.form.findings.boxes.values()
    hands.click(box.on_the_spot)
    page.form.setFocus()
    hands.key(Qt.Key.Key_N)
    assert "a photo before and one after" in told(window)
    assert page.form.isEnabled()
    assert page.form.draft is not None
    assert len(page.form.draft.findings) == 1
    hands.drop(box.before, [before])
    hands.drop(box.after, [after])
    page.form.setFocus()
    hands.key(Qt.Key.Key_N)
    assert reader.rows("SELECT state, on_the_spot FROM finding") == [("closed", 1)]
    assert sorted(moment for (moment,) in reader.rows("SELECT moment FROM photo")) == ["after", "before"]


def test_keys_answer_enter_goes_on_and_the_end_is_the_button_that_completes(
    page: TodayPage, hands: Hands
) -> None:
    hands.keys(Qt.Key.Key_2, Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_3)
    assert page.form.draft is not None
    assert {answer.question: answer.value for answer in page.form.draft.answers} == {
        "smoke": Value.NO,
        "piles": Value.YES,
        "road": Value.NOT_APPLICABLE,
    }
    hands.key(Qt.Key.Key_Return)
    assert page.form.foot.complete.hasFocus()
    hands.key(Qt.Key.Key_Return)
    assert page.site_id == RIVER


def test_single_keys_are_letters_where_somebody_writes(page: TodayPage, hands: Hands) -> None:
    hands.key(Qt.Key.Key_F)
    hands.type("0 1 2 3 fpn")
    assert page.form.draft is not None
    (finding,) = page.form.draft.findings
    assert finding.text == "0 1 2 3 fpn"
    assert page.form.draft.answers == ()
    hands.key(Qt.Key.Key_Return)
    assert page.form.hasFocus()


def test_every_change_is_on_the_disk_within_a_second_and_gone_with_the_last_answer(
    page: TodayPage, hands: Hands, reader: Reader, qtbot: QtBot
) -> None:
    assert draft_keeper.PAUSE < SECOND
    hands.key(Qt.Key.Key_2)
    qtbot.waitUntil(lambda: len(kept_drafts(reader, KEYS)) == 1)
    (kept,) = kept_drafts(reader, KEYS)
    assert page.form.draft is not None
    assert kept.value == page.form.draft.to_json()
    qtbot.waitUntil(lambda: "draft saved 09:00" in page.form.foot.progress.text())
    hands.click(hands.row(1).answers.buttons["no"])
    qtbot.waitUntil(lambda: kept_drafts(reader, KEYS) == [])
    assert page.form.draft.is_blank


def test_a_stop_begins_with_the_first_touch(page: TodayPage, hands: Hands, clock: Clock) -> None:
    clock.pass_by(5 * 60_000)
    hands.key(Qt.Key.Key_2)
    clock.pass_by(5 * 60_000)
    hands.key(Qt.Key.Key_0)
    assert page.form.draft is not None
    assert page.form.draft.arrived.clock == "09:05"


def test_an_untouched_site_is_passed_by(page: TodayPage, hands: Hands, reader: Reader) -> None:
    hands.keys(Qt.Key.Key_N, Qt.Key.Key_N, Qt.Key.Key_N)
    assert page.site_id == COKING
    assert reader.value("SELECT count(*) FROM stop") == 0


def test_a_site_left_in_the_middle_goes_on_where_it_was(page: TodayPage, hands: Hands) -> None:
    hands.key(Qt.Key.Key_2)
    page.choose(HEAP)
    hands.settle()
    assert page.form.draft is not None
    assert page.form.draft.is_blank
    assert page.bar.drafts.text() == "1 draft"
    page.choose(COKING)
    hands.settle()
    assert page.form.rows[0].answers.answer == "no"


def test_beside_each_question_stands_last_times_answer_and_can_be_given_again(
    page: TodayPage, hands: Hands, clock: Clock
) -> None:
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    clock.pass_by(DAY)
    page.session.look_at_the_clock()
    hands.settle()
    page.choose(COKING)
    hands.settle()
    row = hands.row(1)
    assert [label.text() for label in row.findChildren(QLabel) if "last time" in label.text()] == [
        "last time 22 Nov: no"
    ]
    hands.click(row.same)
    assert page.form.draft is not None
    (answer,) = page.form.draft.answers
    assert (answer.value, answer.same_as_last) == (Value.NO, True)


def test_an_open_question_is_refused_in_a_sentence_and_nothing_is_lost(
    page: TodayPage, hands: Hands, window: Window, reader: Reader
) -> None:
    hands.keys(Qt.Key.Key_2, Qt.Key.Key_N)
    assert told(window) == "“料堆是否覆盖” has no answer yet."
    assert reader.value("SELECT count(*) FROM stop") == 0
    assert len(kept_drafts(reader, KEYS)) == 1
    assert page.form.hasFocus()


def test_an_officer_may_ask_the_whole_list(
    page: TodayPage, hands: Hands, session: Session, reader: Reader
) -> None:
    session.act_as(Actor(OFFICER, VILLAGE))
    hands.settle()
    hands.click(page.form.head.full)
    assert len(page.form.rows) == 9
    page.form.setFocus()
    hands.key(Qt.Key.Key_0)
    assert page.form.draft is not None
    assert page.form.draft.is_blank
    for row in list(page.form.rows):
        row.answers.press(1)
    hands.key(Qt.Key.Key_N)
    assert reader.value("SELECT count(*) FROM answer") == 9
    page.choose(HEAP)
    hands.settle()
    hands.click(page.form.head.full)
    hands.click(page.form.head.ordinary)
    assert len(page.form.rows) == 3


def test_changing_the_person_never_loses_a_draft(
    page: TodayPage, hands: Hands, session: Session, reader: Reader
) -> None:
    hands.keys(Qt.Key.Key_2, Qt.Key.Key_F)
    hands.compose("煤堆")
    session.act_as(Actor(OFFICER, VILLAGE))
    hands.settle()
    assert len(kept_drafts(reader, KEYS)) == 1
    assert page.middle.is_stop
    assert page.form.draft is not None
    assert page.form.draft.person == OFFICER
    assert page.form.draft.is_blank
    session.act_as(Actor(STAFF, VILLAGE))
    hands.settle()
    assert page.middle.currentWidget() is page.drafts
    hands.click(
        next(
            button for button in page.drafts.findChildren(type(page.drafts.later)) if "Go on" in button.text()
        )
    )
    assert page.form.draft.person == STAFF
    assert [finding.text for finding in page.form.draft.findings] == ["煤堆"]


def test_at_midnight_the_day_turns_but_never_inside_an_open_stop(
    page: TodayPage, hands: Hands, session: Session, clock: Clock, reader: Reader
) -> None:
    clock.now = at(TODAY, "23:50", 480)
    hands.key(Qt.Key.Key_0)
    clock.pass_by(HOUR)
    session.look_at_the_clock()
    hands.settle()
    assert page.day is not None
    assert page.day.day == TODAY
    assert page.form.draft is not None
    assert not page.form.draft.is_blank
    hands.key(Qt.Key.Key_N)
    assert reader.rows("SELECT day FROM stop") == [("2026-11-22",)]
    assert reader.rows("SELECT day, kind FROM patrol") == [("2026-11-22", "night")]
    assert page.day.day > TODAY
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    assert reader.value("SELECT count(DISTINCT patrol) FROM stop") == 1


def test_a_done_site_says_how_it_went_and_can_be_visited_again(
    page: TodayPage, hands: Hands, reader: Reader
) -> None:
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    page.choose(COKING)
    hands.settle()
    assert page.middle.saying is not None
    assert page.middle.saying.sentence.text() == "09:00 · done · nothing found"
    hands.click(page.middle.saying.button)
    assert page.middle.is_stop
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    assert reader.rows("SELECT unplanned FROM stop WHERE site = ? ORDER BY rid", (COKING,)) == [(0,), (1,)]


def test_a_site_no_longer_known_is_said_so(page: TodayPage, hands: Hands, window: Window) -> None:
    page.open_at(named(99))
    hands.settle()
    assert told(window) == "This site is not known here any more."
    page.open_at(7)
    page.open_at(str(RIVER))
    hands.settle()
    assert page.form.draft is not None
    assert page.form.draft.site == RIVER


def test_who_acts_must_be_chosen_first(lone_page: TodayPage, settle: Settle, session: Session) -> None:
    session.act_as(None)
    settle()
    assert lone_page.middle.saying is not None
    assert lone_page.middle.saying.title.text() == "Who are you?"
    for act in (lone_page.find_site, lone_page.begin_late, lone_page.finish):
        act()
    lone_page.choose(COKING)
    settle()
    assert not lone_page.middle.is_stop


def test_an_office_without_sites_is_told_what_to_do_first(
    lone_page: TodayPage, settle: Settle, session: Session, qtbot: QtBot
) -> None:
    session.act_as(Actor(STAFF, named(98)))
    settle()
    assert lone_page.middle.saying is not None
    assert lone_page.middle.saying.title.text() == "No sites yet"
    with qtbot.waitSignal(lone_page.wanted) as wanted:
        lone_page.middle.saying.button.click()
    assert wanted.args == ["sites", None]


def test_the_office_walks_all_its_grids(page: TodayPage, hands: Hands, session: Session) -> None:
    session.act_as(Actor(OFFICER, OFFICE))
    hands.settle()
    assert len(page.due.list.rows.rows) == 4


def test_what_nobody_said_for_people_reaches_the_report(page: TodayPage) -> None:
    with pytest.raises(ValueError, match="a fault of ours"):
        page.desk._refuse(ValueError("a fault of ours"))
    page.desk._refuse(Refused("no"))
