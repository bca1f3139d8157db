"""Drafts found: after a kill -9 they are offered with their time, and the person chooses."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from db.drafts import kept_drafts
from db.stop_draft import KEYS, draft_from
from db.workspace import Workspace
from inspector.model.ids import StopId
from inspector.model.question import Value
from inspector.periods import DAY
from tests.db.test_stop_draft import BLANK, NEW, PILES
from tests.db.village import COKING, HEAP, LOCAL, MORNING, OFFICER, RIVER, Village, machine_of, named
from tests.ui.day_desk import Hands, open_window, told
from tests.ui.notes import Settle
from ui.pages.today import TodayPage
from ui.session import Session
from ui.window import Window

ROOT = Path(__file__).parents[3]


def button(page: TodayPage, words: str, number: int = 0) -> QAbstractButton:
    """Give a button of the list of drafts."""
    return [one for one in page.drafts.findChildren(QAbstractButton) if one.text() == words][number]


def window_of(page: TodayPage) -> Window:
    """Give the window a page is shown in."""
    window = page.window()
    assert isinstance(window, Window)
    return window


def stands_at_a_stop(page: TodayPage) -> bool:
    """Say whether a stop is being written down."""
    return page.middle.is_stop


def is_blank(page: TodayPage) -> bool:
    """Say whether nothing was written on the form."""
    return page.form.draft is not None and page.form.draft.is_blank


def kept(village: Village, number: int, **changes: object) -> None:
    draft = msgspec.structs.replace(BLANK.answer(PILES, Value.NO, NEW), id=StopId(named(number)), **changes)
    village.workspace.save_draft(draft.key, draft.to_json(), MORNING.later(-number * 60_000))


def opened(session: Session, qtbot: QtBot, settle: Settle) -> Hands:
    window, page = open_window(session)
    qtbot.addWidget(window)
    settle()
    return Hands(page, settle)


def test_what_was_written_before_a_kill_9_is_found_again(tmp_path: Path) -> None:
    Village(tmp_path).close()
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.stop_writer", str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    lines: list[str] = []
    for line in writer.stdout:
        lines.append(line)
        if line.startswith("saved") or "Error" in line:
            break
    writer.kill()
    writer.wait()
    writer.stdout.close()
    assert lines[-1].startswith("saved stop/"), lines
    workspace = Workspace.open(tmp_path / "workspace", machine_of(tmp_path), drives=LOCAL)
    with closing(workspace), closing(workspace.reader()) as reader:
        (found,) = kept_drafts(reader, KEYS)
        draft = draft_from(found.value)
    assert draft is not None
    assert (draft.site, found.saved) == (COKING, MORNING)
    assert [finding.text for finding in draft.findings] == ["coal"]
    assert len(draft.answers) == 1


def test_drafts_are_offered_with_their_time_the_newest_first_before_anything_is_chosen(
    village: Village, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    kept(village, 61)
    kept(village, 62, site=HEAP, site_name="北山排土场")
    kept(village, 63, person=OFFICER)
    hands = opened(session, qtbot, settle)
    page = hands.page
    assert page.middle.currentWidget() is page.drafts
    assert page.drafts.title.text() == "3 unfinished drafts"
    assert not stands_at_a_stop(page)
    said = [one.text() for one in page.drafts.findChildren(type(page.drafts.title))]
    assert "last change 22 Nov 07:59" in said
    assert "by 示例乙; they can go on with it · 1 answer · 1 finding" in said
    rows = page.due.list.rows
    assert [row.site for row in rows.rows if row.site in rows.drafts] == [COKING, HEAP]
    hands.click(button(page, "Go on", 1))
    assert stands_at_a_stop(page)
    assert page.form.draft is not None
    assert page.form.draft.site == HEAP
    assert [finding.text for finding in page.form.draft.findings] == ["料堆未覆盖"]


def test_a_discarded_draft_can_be_brought_back_and_later_be_decided(
    village: Village, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    kept(village, 61)
    hands = opened(session, qtbot, settle)
    page = hands.page
    reader = village.workspace.reader()
    hands.click(button(page, "Discard"))
    assert kept_drafts(reader, KEYS) == []
    assert stands_at_a_stop(page)
    assert page.form.draft is not None
    assert is_blank(page)
    window = window_of(page)
    assert told(window) == "The draft of 示例焦化厂 was discarded."
    hands.click(window.notices.action)
    assert len(kept_drafts(reader, KEYS)) == 1
    assert not is_blank(page)
    hands.click(page.bar.drafts)
    hands.click(page.drafts.later)
    assert stands_at_a_stop(page)
    assert page.site_id == RIVER
    page.choose(COKING)
    hands.settle()
    hands.click(page.form.foot.discard)
    assert is_blank(page)
    assert kept_drafts(reader, KEYS) == []
    reader.close()


def test_a_draft_of_yesterday_asks_why_it_comes_late(
    village: Village, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    kept(village, 61, arrived=MORNING.later(-DAY))
    hands = opened(session, qtbot, settle)
    page = hands.page
    hands.click(button(page, "Go on"))
    assert page.form.head.late.text() == "late entry of 21 Nov"
    assert not page.form.head.time.isEnabled()
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    assert "needs a reason" in told(window_of(page))
    page.form.head.reason.setFocus()
    hands.compose("停电")
    page.form.setFocus()
    hands.key(Qt.Key.Key_N)
    reader = village.workspace.reader()
    assert reader.rows("SELECT day, late_reason FROM patrol") == [("2026-11-21", "停电")]
    assert reader.rows("SELECT late_reason FROM stop") == [("停电",)]
    reader.close()
    assert page.site_id == RIVER


def test_what_a_newer_program_kept_as_a_draft_is_left_where_it_is(
    village: Village, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    village.workspace.save_draft("stop/of-tomorrow", '{"shape": "new"}', MORNING)
    hands = opened(session, qtbot, settle)
    assert hands.page.middle.is_stop
    reader = village.workspace.reader()
    assert [one.key for one in kept_drafts(reader, KEYS)] == ["stop/of-tomorrow"]
    reader.close()
