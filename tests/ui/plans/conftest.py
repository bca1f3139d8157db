"""A page as the ledger is one, and the Wuhai plan read over it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.workspace import Actor
from inspector.model.person import Role, RoleGiven
from tests.db.village import FOUNDING, OFFICE, OFFICER, Village
from tests.ui.notes import Settle
from ui.dialogs.read_plan import ReadPlan
from ui.page import Page
from ui.plan_desk import PlanDesk
from ui.session import Session
from ui.widgets.plan_sides import PlanSides

WUHAI = Path(__file__).parents[2] / "data" / "plans" / "wuhai-2017.txt"


class LedgerLike(Page):
    """A page as the ledger is one."""

    NAME = "ledger"

    def refresh(self) -> None:
        """Show nothing."""


@pytest.fixture
def page(session: Session, village: Village, qtbot: QtBot, settle: Settle) -> Iterator[LedgerLike]:
    office = RoleGiven(subject=OFFICER, role=Role.RECTIFICATION_OFFICE, grid=OFFICE, since=FOUNDING.day)
    village.record(office, by=Actor(OFFICER, OFFICE), when=FOUNDING)
    session.act_as(Actor(OFFICER, OFFICE))
    made = LedgerLike(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    settle()
    yield made
    for dialog in made.findChildren(ReadPlan):
        dialog.close()
    settle()


@pytest.fixture
def desk(page: LedgerLike) -> PlanDesk:
    return PlanDesk(page)


@pytest.fixture
def dialog(desk: PlanDesk, settle: Settle) -> ReadPlan:
    """The Wuhai plan, read."""
    opened = desk.open(WUHAI)
    settle()
    return opened


@pytest.fixture
def sides(dialog: ReadPlan) -> PlanSides:
    return dialog.sides
