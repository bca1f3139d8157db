"""The case of a finding transferred with restricted access: what it gives on, and who sees its files."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from db.case_recording import record_case
from inspector.model.finding_acts import transfer
from inspector.model.ids import FindingId
from inspector.model.material import MaterialAdded, MaterialKind
from tests.db.case_desk import BY_CLERK, BY_STAFF, LATER, appoint, now_of, report
from tests.db.village import Village, named
from tests.ui.notes import Settle
from ui.dialogs.search_new import SearchNewDialog
from ui.pages.findings import FindingsPage
from ui.session import Session

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
