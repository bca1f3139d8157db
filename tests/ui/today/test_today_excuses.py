"""A grid says on its own page of the day why it did not go out; the summary of the week shows it."""

from contextlib import closing

from db.queries.summaries import missing_rounds
from inspector.model.ids import GridId
from inspector.model.period import week_of
from tests.db.village import STAFF, TODAY, VILLAGE, Village
from tests.ui.day_desk import Hands
from ui.dialogs.missing_rounds import MissingRounds
from ui.pages.today import TodayPage
from ui.session import Session


def asked(page: TodayPage, hands: Hands) -> MissingRounds:
    menu = page.due.offer_later()
    hands.do(menu.actions()[2].trigger)
    assert page.excuses
    assert page.excuses.dialog
    return page.excuses.dialog


def test_a_day_without_a_patrol_gets_its_reason_from_the_grid(
    page: TodayPage, hands: Hands, village: Village
) -> None:
    dialog = asked(page, hands)
    days = dialog.table.model_of_lines.lines
    hands.do(dialog.entering.click)
    assert dialog.trouble.text() == "Say why the grid did not go out."
    dialog.table.selectRow(0)
    dialog.reason.setText("道路塌方")
    hands.do(dialog.entering.click)
    with closing(village.workspace.reader()) as reader:
        rows = reader.rows("SELECT grid, reason, by, on_behalf FROM grid_excuse")
        assert rows == [(VILLAGE, "道路塌方", STAFF, "")]
        weeks = (week_of(TODAY).before, week_of(TODAY))
        missing = [one for week in weeks for one in missing_rounds(reader, GridId(VILLAGE), week, TODAY)]
    assert len(missing) == len(days)
    assert [one.reason for one in missing] == ["道路塌方", *[""] * (len(days) - 1)]


def test_before_anybody_is_chosen_nothing_is_asked(page: TodayPage, hands: Hands, session: Session) -> None:
    session.act_as(None)
    hands.do(page.say_why)
    assert page.excuses
    assert page.excuses.dialog is None
