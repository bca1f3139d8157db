"""The page of complaints over a village that has three of them."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.complaint_recording import record_complaint_step, register_complaint
from db.workspace import Actor
from inspector.model.complainant import Complainant
from inspector.model.complaint_life import (
    ComplaintAccepted,
    ComplaintClosed,
    ComplaintInvestigated,
    ComplaintReceived,
)
from inspector.model.complaint_steps import ComplaintStep
from inspector.model.complaint_words import Channel, ComplaintState, Truth
from inspector.model.events import Event
from inspector.model.ids import ComplaintId
from tests.db.village import COKING, HEAP, MORNING, STAFF, TODAY, VILLAGE, Village
from tests.ui.notes import Settle
from ui.dialogs.complaint_step import ComplaintStepDialog
from ui.pages.complaints import ComplaintsPage
from ui.session import Session

BY = Actor(STAFF, VILLAGE)
WHO = Complainant(name="赵钱孙", phone="13800131234")
ACCEPTED = ComplaintAccepted(due=TODAY + timedelta(days=30))
INVESTIGATED = ComplaintInvestigated(on=TODAY, verdict=Truth.TRUE, text="属实")
CLOSED = ComplaintClosed(on=TODAY, result="已整改")


def register(village: Village, *steps: Event, who: Complainant = WHO, **given: Any) -> ComplaintId:
    told = {"channel": Channel.VISIT, "received": MORNING, "content": "夜间有刺鼻气味", "site": COKING}
    complaint = ComplaintReceived(number="", grid="", **{**told, **given})
    recorded = register_complaint(village.workspace, complaint, who, BY, MORNING, village.chance)
    for step in steps:
        record_complaint_step(village.workspace, recorded.complaint, step, BY, MORNING)
    return ComplaintId(recorded.complaint)


@pytest.fixture
def complaints(village: Village) -> dict[str, ComplaintId]:
    return {
        "new": register(village),
        "sent": register(
            village,
            ACCEPTED,
            who=Complainant(),
            channel=Channel.SENT_DOWN,
            batch="第一批",
            given_number="D1-001",
            site=HEAP,
            content="料堆扬尘",
        ),
        "settled": register(village, ACCEPTED, INVESTIGATED, CLOSED, content="污水直排"),
    }


@pytest.fixture
def page(
    session: Session, complaints: dict[str, ComplaintId], qtbot: QtBot, settle: Settle
) -> Iterator[ComplaintsPage]:
    made = ComplaintsPage(session)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    settle()
    yield made
    if made.desk.dialog:
        made.desk.dialog.reject()
    settle()


def words(page: ComplaintsPage) -> str:
    return "\n".join(label.text() for label in page.case.findChildren(QLabel))


def show(page: ComplaintsPage, complaint: ComplaintId, settle: Settle) -> None:
    page.open_at(complaint)
    settle()


def step_dialog(page: ComplaintsPage, step: ComplaintStep, settle: Settle) -> ComplaintStepDialog:
    page.take(step)
    settle()
    assert isinstance(page.desk.dialog, ComplaintStepDialog)
    return page.desk.dialog


def state(page: ComplaintsPage) -> ComplaintState:
    assert page.case.case
    return page.case.case.row.state
