"""A site says which searches for the same elsewhere wait there, and leads to them."""

from pytestqt.qtbot import QtBot

from inspector.model.ids import SiteId
from inspector.model.search_list_life import SearchResult
from tests.db.case_desk import BY_STAFF, appoint, report
from tests.db.search_desk import make, say
from tests.db.village import HEAP, Village
from tests.ui.notes import Settle
from ui.pages.sites import SitesPage
from ui.session import Session
from ui.widgets.buttons import Button


def test_a_site_says_what_is_to_be_looked_for_there(
    session: Session, village: Village, qtbot: QtBot, settle: Settle
) -> None:
    appoint(village)
    report(village)
    made = make(village)
    session.act_as(BY_STAFF)
    sites = SitesPage(session)
    qtbot.addWidget(sites)
    sites.resize(1180, 700)
    sites.show()
    sites.open_at(SiteId(HEAP))
    settle()

    def waiting() -> list[Button]:
        return [one for one in sites.dossier.findChildren(Button) if made.number in one.accessibleName()]

    waiting()[0].click()
    settle()
    assert sites.searches.list
    assert sites.searches.list.place
    sites.searches.give_up()
    say(village, made.search, HEAP, SearchResult.NOTHING)
    sites.refresh()
    settle()
    assert waiting() == []
