"""The history of a supervision route in its window: every entry in words, and none."""

from dataclasses import replace

from inspector.model import route_acts as acts
from inspector.model.case_acts import OnBehalf
from inspector.model.route_life import ROUTE_EVENTS, PlanLine
from tests.db.case_desk import LATER
from tests.db.route_desk import TOMORROW, act, go, send, sheet_of
from tests.db.village import COKING, HEAP, RIVER, Village
from tests.ui.notes import Settle
from tests.ui.test_routes import opened, page
from ui.dialogs.route import RouteDialog
from ui.dialogs.route_history import RouteHistory
from ui.pages.overview import OverviewPage
from ui.widgets.empty_state import EmptyState
from ui.widgets.route_time_line import SENTENCES
from ui.widgets.text import Text

__all__ = ["page"]
PLAN = (
    PlanLine(stop=RIVER, day=TOMORROW),
    PlanLine(stop=HEAP, day=TOMORROW),
    PlanLine(stop=COKING, day=TOMORROW),
    PlanLine(stop="hall"),
)


def said(history: RouteHistory) -> list[str]:
    return [one.text() for one in history.findChildren(Text) if one.text()]


def test_the_history_tells_who_planned_visited_and_ended_it(
    village: Village, page: OverviewPage, settle: Settle
) -> None:
    route = send(village).route
    act(village, route, lambda found, who: acts.plan(found, who, PLAN))
    scan = village.workspace.blobs.keep(b"scan", "image/jpeg")
    go(village, route, HEAP, 3, text="台账不全", behalf=OnBehalf("示例组员", (scan,)))
    visit = sheet_of(village, route).found.every[0].visits[0].entry
    act(village, route, lambda found, who: acts.take_back(found, who, visit, "登记错"))
    act(village, route, lambda found, who: acts.drop_stop(found, who, "hall", "改为视频会议"))
    dialog = opened(page, route, settle)
    dialog.past.trigger()
    history = dialog.history
    assert history
    told = said(history)
    for words in (
        "示例戊 sent the group out",
        "北山排土场, 黄河示例段, 示例焦化厂, 镇政府会议室",
        "示例第一督导组",
        "示例戊 planned the order and the days",
        "示例己 recorded a visit",
        "台账不全",
        "entered for 示例组员",
        "Without effect: it came out of turn, or another one took its place.",
        "示例戊 took a visit back",
        "登记错",
        "示例戊 left a stop out",
        "镇政府会议室",
        "改为视频会议",
    ):
        assert words in told
    assert any(one.endswith("3 places looked at · 0 findings made") for one in told)
    planned = told[told.index("示例戊 planned the order and the days") + 2]
    assert planned.startswith("黄河示例段 ")
    assert planned.endswith(", 镇政府会议室")
    # the oldest comes first
    assert told.index("示例戊 sent the group out") < told.index("示例己 recorded a visit")
    history.reject()


def test_every_step_of_a_route_has_its_words() -> None:
    assert set(SENTENCES) == {one.TYPE for one in ROUTE_EVENTS}


def test_a_route_without_entries_says_so(village: Village, page: OverviewPage, settle: Settle) -> None:
    sheet = sheet_of(village, send(village).route)
    empty = RouteHistory(replace(sheet, steps=()), LATER.day, page)
    assert empty.lines is None
    assert empty.findChildren(EmptyState)
    unknown = RouteHistory(replace(sheet, names={}), LATER.day, page)
    assert "somebody sent the group out" in said(unknown)


def test_before_a_route_is_known_there_is_no_history(page: OverviewPage) -> None:
    dialog = RouteDialog(page)
    dialog.show_history()
    assert dialog.history is None
