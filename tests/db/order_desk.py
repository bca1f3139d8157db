"""Orders of the county to the township of the village, and what came back of them."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import msgspec

from db.changes import Changes
from db.order_recording import Act, IssuedOrder, give_order, record_order
from db.queries.orders import OrderSheet, order_sheet
from db.workspace import Actor
from inspector.model import order_acts as acts
from inspector.model.order_life import OrderIssued, OrderKind
from inspector.periods import Instant
from tests.db.case_desk import BY_CLERK, BY_COUNTY, COUNTY_KEY, LATER, appoint, report
from tests.db.village import TOWN, Village, named

DUE = LATER.day + timedelta(days=7)
FINDING = named(70)
TOLD = OrderIssued(
    kind=OrderKind.SUPERVISION,
    number="",
    grid="",
    title="关于料堆未覆盖的督办单",
    text="请立即整改并书面反馈。",
    due=DUE,
    to_grid=TOWN,
    findings=(FINDING,),
)


def ordered(folder: Path) -> Village:
    """Give the village with its offices and a finding that was reported."""
    village = Village(folder)
    appoint(village)
    report(village)
    return village


def give(village: Village, at: Instant = LATER, by: Actor = BY_COUNTY, **told: object) -> IssuedOrder:
    """Have the county issue an order to the township."""
    wanted = msgspec.structs.replace(TOLD, **told)
    return give_order(village.workspace, wanted, by, at, COUNTY_KEY, village.chance)


def sheet_of(village: Village, order: str, by: Actor = BY_COUNTY) -> OrderSheet:
    """Give an order as it stands."""
    with closing(village.workspace.reader()) as reader:
        sheet = order_sheet(village.workspace, reader, order, by, LATER.day)
    assert sheet
    return sheet


def act(village: Village, order: str, decide: Act, by: Actor = BY_COUNTY, at: Instant = LATER) -> Changes:
    """Record what ``decide`` says about an order as it stands."""
    return record_order(village.workspace, order, sheet_of(village, order).order.last, decide, by, at)


def answer(village: Village, order: str, text: str = "已覆盖", at: Instant = LATER) -> Changes:
    """Have the township's clerk answer."""
    return act(
        village,
        order,
        lambda found, who: acts.answer(found, who, text, at.day, at.day, is_done=True),
        BY_CLERK,
        at,
    )
