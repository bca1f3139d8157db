"""What waits to be handed over ends when somebody says so, and waits again when that is undone."""

from db.changes import Changes, Kind
from tests.db.reporting import finish, go_round
from tests.db.village import Village
from tests.ui.notes import Settle
from tests.ui.test_exchange import shown_in
from ui.widgets.text import Text
from ui.window import Window


def test_rounds_wait_until_somebody_says_they_were_handed_over(
    village: Village, window: Window, settle: Settle
) -> None:
    page = shown_in(window)
    settle()
    assert not page.hand_over.saying.isEnabled()
    finish(village, go_round(village))
    page.session.changed.emit(Changes(frozenset({Kind.PATROL})))
    settle()
    assert page.hand_over.header.remark.text() == "1 patrol waits"
    page.hand_over.saying.click()
    settle()
    assert not page.hand_over.saying.isEnabled()
    assert page.hand_over.log.findChildren(Text)[0].text().endswith("1 patrol marked as handed over")
    window.notices.action.click()
    settle()
    assert page.hand_over.saying.isEnabled()
