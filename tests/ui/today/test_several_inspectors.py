"""A round of several people is the round of each: stops join it, its end and its paper name them all."""

import os

from PySide6.QtCore import Qt

from db.connection import Reader
from db.queries.patrol_paper import patrol_paper
from db.round_facts import RoundFacts, begin_round, change_round
from db.workspace import Actor
from inspector.model.ids import PatrolId
from inspector.model.patrol import PatrolKind
from inspector.reports.attachment import Stage
from tests.db.village import COKING, MORNING, OFFICER, RIVER, STAFF, VILLAGE, Village
from tests.ui.day_desk import Hands
from tests.ui.today.test_finish_words import said
from ui.dialogs.finish_round import FinishRound
from ui.pages.today import TodayPage
from ui.session import Session

BOTH = RoundFacts(PatrolKind.UNANNOUNCED, (STAFF, OFFICER), "晴", "夜间偷排")


def round_of(page: TodayPage) -> str | None:
    """Give the round that a stop of now would belong to."""
    return page.day.patrol.id if page.day and page.day.patrol else None


def test_stops_of_either_join_one_round_and_its_end_names_both(
    village: Village, session: Session, page: TodayPage, hands: Hands, reader: Reader
) -> None:
    begin_round(village.workspace, BOTH, Actor(STAFF, VILLAGE), MORNING, os.urandom)
    page.go_stale()
    hands.settle()
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    session.act_as(Actor(OFFICER, VILLAGE))
    hands.settle()
    assert page.day
    assert page.day.patrol
    assert page.day.patrol.inspectors == (STAFF, OFFICER)
    assert page.site_id == RIVER
    page.form.setFocus()
    hands.keys(Qt.Key.Key_0, Qt.Key.Key_N)
    patrol = page.day.patrol.id
    rows = reader.rows("SELECT patrol, site, recorded_by FROM stop ORDER BY rid")
    assert rows == [(patrol, COKING, STAFF), (patrol, RIVER, OFFICER)]
    page.finish()
    hands.settle()
    dialog = hands.dialog()
    assert isinstance(dialog, FinishRound)
    assert "unannounced patrol · 夜间偷排 · 示例甲, 示例乙" in said(dialog)
    hands.click(dialog.finishing)
    assert reader.value("SELECT signers FROM patrol") == '["inspector","inspector_2"]'
    paper = patrol_paper(reader, village.workspace.blobs, patrol, Stage.FINAL)
    assert (paper.inspectors, paper.weather) == (("示例甲", "示例乙"), "晴")


def test_who_leaves_a_round_has_it_no_more(
    village: Village, session: Session, page: TodayPage, hands: Hands, reader: Reader
) -> None:
    begin_round(village.workspace, BOTH, Actor(STAFF, VILLAGE), MORNING, os.urandom)
    patrol = PatrolId(reader.value("SELECT id FROM patrol"))
    alone = RoundFacts(PatrolKind.UNANNOUNCED, (OFFICER,), "晴", "夜间偷排")
    change_round(village.workspace, patrol, alone, Actor(OFFICER, VILLAGE), MORNING)
    page.go_stale()
    hands.settle()
    assert round_of(page) is None
    session.act_as(Actor(OFFICER, VILLAGE))
    hands.settle()
    assert round_of(page) == patrol
