"""The case of a finding transferred with restricted access: what it gives on, and who sees its files."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.case_recording import record_case
from inspector.model.finding_acts import transfer
from inspector.model.ids import FindingId
from inspector.model.material import MaterialAdded, MaterialKind
from inspector.model.photo import PhotoAdded, TimeSource
from tests.db.case_desk import BY_CLERK, BY_STAFF, LATER, appoint, now_of, report
from tests.db.village import COKING, MORNING, Village, named
from tests.pictures.made import encoded, scene
from tests.ui.notes import Settle
from ui.dialogs.search_new import SearchNewDialog
from ui.pages.findings import FindingsPage
from ui.pages.sites import SitesPage
from ui.session import Session
from ui.widgets.dossier_view import PHOTOS

FOUND = FindingId(named(70))


@pytest.fixture
def page(session: Session, village: Village, qtbot: QtBot, settle: Settle) -> Iterator[FindingsPage]:
    appoint(village)
    report(village)
    scan = village.workspace.blobs.keep(b"x", "text/plain")
    village.record(
        MaterialAdded(
            subject=named(891), kind=MaterialKind.DOCUMENT, name="a.txt", finding=FOUND, blobs=(scan,)
        )
    )
    record_case(
        village.workspace,
        FOUND,
        now_of(village, FOUND).last,
        lambda one, who, _rules: transfer(one, who, "示例局", "涉嫌犯罪", is_restricted=True),
        BY_CLERK,
        LATER,
    )
    session.act_as(BY_CLERK)
    made = FindingsPage(session)
    qtbot.addWidget(made)
    made.show()
    made.open_at(FOUND)
    settle()
    yield made
    made.searches.give_up()
    settle()


def test_its_words_are_not_proposed_for_a_search_list(page: FindingsPage, settle: Settle) -> None:
    assert page.case.searches
    page.case.searches.making.click()
    settle()
    dialog = page.searches.steps.asking
    assert isinstance(dialog, SearchNewDialog)
    assert dialog.text.toPlainText() == ""


def test_its_files_are_listed_for_the_office_alone(
    page: FindingsPage, session: Session, settle: Settle
) -> None:
    assert [row.name for row in page.materials.rows] == ["a.txt"]
    session.act_as(BY_STAFF)
    settle()
    assert page.materials.rows == ()


def test_the_photos_of_its_site_say_that_one_is_left_to_the_case(
    page: FindingsPage, session: Session, village: Village, qtbot: QtBot, settle: Settle
) -> None:
    content = encoded(scene(905))
    kept = (village.workspace.blobs.keep(content, "image/jpeg"),) * 2
    for number, finding in ((892, FOUND), (893, "")):
        village.record(
            PhotoAdded(
                subject=named(number),
                blobs=kept,
                patrol="",
                stop="",
                site=COKING,
                taken=MORNING,
                time_source=TimeSource.EXIF,
                place=None,
                finding=finding,
            )
        )
        sites = SitesPage(session)
        qtbot.addWidget(sites)
        sites.show()
        sites.open_at(COKING)
        settle()
        sites.whole.show_part(PHOTOS)
        settle()
        said = [label.text() for label in sites.whole.photos.findChildren(QLabel)]
        assert "1 photo under restricted access is not shown." in said
        assert (sites.whole.strip is None) == bool(finding)
