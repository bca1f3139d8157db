"""An office, a unit and their people; findings reported; the page of findings."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.model.finding import FindingReported
from inspector.model.finding_state import Severity
from inspector.model.person import Role, RoleGiven
from tests.db.test_queries_findings import noticed
from tests.db.village import COKING, FOUNDING, MORNING, OFFICE, OFFICER, TOWN, Village
from tests.ui.case_hands import AT_OFFICE, DAY, HEAP, ROAD, Hands
from tests.ui.notes import Settle
from ui.dialogs.ask_secret import AskSecret
from ui.pages.findings import FindingsPage
from ui.session import Session


@pytest.fixture
def page(village: Village, session: Session, qtbot: QtBot, settle: Settle) -> Iterator[FindingsPage]:
    since = FOUNDING.day
    village.record(
        RoleGiven(subject=OFFICER, role=Role.RECTIFICATION_OFFICE, grid=OFFICE, since=since),
        RoleGiven(subject=OFFICER, role=Role.CLERK, grid=TOWN, since=since),
        by=AT_OFFICE,
        when=FOUNDING,
    )
    village.record(
        noticed(HEAP, MORNING.later(-DAY), text="煤堆未覆盖", site=COKING),
        FindingReported(subject=HEAP),
        noticed(ROAD, MORNING, text="带泥上路", severity=Severity.SERIOUS),
        FindingReported(subject=ROAD),
    )
    session.act_as(AT_OFFICE)
    made = FindingsPage(session)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    settle()
    yield made
    made.desk.give_up()
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, AskSecret):
            dialog.close()


@pytest.fixture
def hands(page: FindingsPage, session: Session, qtbot: QtBot, settle: Settle) -> Hands:
    return Hands(page, session, qtbot, settle)


@pytest.fixture
def said(page: FindingsPage) -> list[str]:
    """The notices of the page."""
    sentences: list[str] = []
    page.noticed.connect(lambda notice: sentences.append(notice.text))
    return sentences


@pytest.fixture
def told(session: Session) -> list[str]:
    """The sentences of refusals."""
    sentences: list[str] = []
    session.told.connect(lambda error: sentences.append(str(error)))
    return sentences
