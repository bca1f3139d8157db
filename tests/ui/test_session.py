"""What a page is given: recorded facts, answers, work, word of changes, and the turn of the day."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from inspector.errors import Refused
from inspector.periods import DAY
from tests.ui.notes import SECOND, Clock, NotesWorkspace, notes
from ui.background import Background, Job, Report
from ui.page import Page
from ui.session import Session


class NotesPage(Page):
    """Shows every note."""

    NAME = "notes"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.notes: list[str] = []
        self.refreshed = 0

    def refresh(self) -> None:
        self.refreshed += 1
        self.read(lambda reader: reader.notes(), self.show_notes)

    def shows(self, changes: Any) -> bool:
        return "secret" not in changes

    def show_notes(self, notes: list[str]) -> None:
        self.notes = notes


@pytest.fixture
def page(notes_session: Session, qtbot: QtBot) -> NotesPage:
    made = NotesPage(notes_session)
    qtbot.addWidget(made)
    return made


def test_what_is_recorded_is_announced_before_the_caller_goes_on(
    notes_session: Session, qtbot: QtBot
) -> None:
    order: list[object] = []
    notes_session.changed.connect(lambda changes: order.append(("changed", changes)))
    notes_session.record(notes("a"), lambda changes: order.append(("then", changes)))
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == [("changed", {"a"}), ("then", {"a"})]


def test_entries_bear_the_person_and_the_moment_of_the_call(
    notes_session: Session, notebook: NotesWorkspace, clock: Clock, qtbot: QtBot, background: Background
) -> None:
    notes_session.record(notes("a"))
    moment = clock.now.ts
    clock.pass_by(5_000)
    qtbot.waitUntil(lambda: background.is_idle)
    assert notebook.connection.execute("SELECT * FROM notes").fetchall() == [("a", "示例甲", moment)]


def test_nobody_records_without_having_chosen_who_they_are(notes_session: Session, qtbot: QtBot) -> None:
    notes_session.act_as(None)
    told: list[Exception] = []
    notes_session.told.connect(told.append)
    assert notes_session.record(notes("a")) is None
    assert [str(one) for one in told] == ["Choose who you are first, at the top right."]


def test_a_choice_of_person_is_said_once(notes_session: Session) -> None:
    said: list[object] = []
    notes_session.actor_changed.connect(lambda: said.append(notes_session.actor))
    notes_session.act_as(SECOND)
    notes_session.act_as(SECOND)
    assert said == [SECOND]


def test_a_refused_write_is_told_and_changes_nothing(
    notes_session: Session, page: NotesPage, qtbot: QtBot, background: Background
) -> None:
    def refuse() -> None:
        raise Refused("No.")

    told: list[Exception] = []
    notes_session.told.connect(told.append)
    notes_session.changed.connect(pytest.fail)
    notes_session.write(refuse)
    qtbot.waitUntil(lambda: background.is_idle)
    assert [str(one) for one in told] == ["No."]


def test_a_write_of_drafts_announces_nothing(notes_session: Session, qtbot: QtBot) -> None:
    done: list[object] = []
    notes_session.changed.connect(pytest.fail)
    notes_session.write(lambda: None, done.append)
    qtbot.waitUntil(lambda: done == [None])


def test_a_fault_reaches_the_hook_and_not_the_notice_bar(
    notes_session: Session, qtbot: QtBot, background: Background
) -> None:
    notes_session.told.connect(pytest.fail)
    with qtbot.captureExceptions() as caught:
        notes_session.record(notes(""))
        qtbot.waitUntil(lambda: bool(caught) and background.is_idle)
    assert [kind.__name__ for kind, _error, _trace in caught] == ["IntegrityError"]


def test_an_older_question_is_stopped_in_the_middle_of_its_statement(
    notes_session: Session, qtbot: QtBot
) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    answers: list[object] = []
    notes_session.read(lambda reader: reader.connection.execute(endless).fetchone(), pytest.fail, key="count")
    qtbot.wait(20)
    notes_session.read(lambda reader: reader.notes(), answers.append, key="count")
    qtbot.waitUntil(lambda: answers == [[]])


def test_work_of_a_page_has_a_title_progress_and_an_outcome(
    notes_session: Session, page: NotesPage, qtbot: QtBot
) -> None:
    def count_to_four(report: Report) -> int:
        report(3, 4)
        return 7

    started: list[Job] = []
    seen: list[tuple[int, int]] = []
    notes_session.work_started.connect(started.append)
    done: list[int] = []
    page.work(count_to_four, done.append, title="Hashing")
    notes_session.work(lambda report: report(1, 2), progress=lambda *numbers: seen.append(numbers))
    qtbot.waitUntil(lambda: done == [7] and seen == [(1, 2)])
    assert [job.title for job in started] == ["Hashing"]


def test_a_page_refreshes_when_shown_and_only_after_changes_it_shows(
    notes_session: Session, page: NotesPage, qtbot: QtBot, background: Background
) -> None:
    page.record(notes("first"))
    qtbot.waitUntil(lambda: background.is_idle)
    assert page.refreshed == 0
    page.show()
    qtbot.waitUntil(lambda: page.notes == ["first"])
    page.record(notes("second"))
    qtbot.waitUntil(lambda: page.notes == ["first", "second"])
    page.record(notes("secret"))
    qtbot.waitUntil(lambda: background.is_idle)
    assert page.refreshed == 2
    page.hide()
    page.record(notes("third"))
    qtbot.waitUntil(lambda: background.is_idle)
    assert page.refreshed == 2
    page.show()
    qtbot.waitUntil(lambda: page.notes == ["first", "second", "secret", "third"])


def test_a_new_day_and_another_person_make_a_page_stale(
    notes_session: Session, page: NotesPage, clock: Clock, qtbot: QtBot
) -> None:
    page.show()
    notes_session.look_at_the_clock()
    assert page.refreshed == 1
    clock.pass_by(DAY)
    notes_session.look_at_the_clock()
    assert page.refreshed == 2
    notes_session.act_as(SECOND)
    assert page.refreshed == 3


def test_an_outcome_for_a_page_that_is_gone_is_dropped(
    notes_session: Session, qtbot: QtBot, background: Background
) -> None:
    page = NotesPage(notes_session)
    page.read(lambda reader: reader.notes(), lambda _notes: pytest.fail("delivered"))
    delete(page)  # at once: a quick answer may stand in the queue before a deleteLater() would
    qtbot.waitUntil(lambda: background.is_idle)
