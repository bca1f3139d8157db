"""The ledger page over the village, with the county's office at it."""

from pathlib import Path

import pytest

from tests.db.case_desk import BY_COUNTY, appoint
from tests.db.village import Village
from tests.ui.ledger_hands import Ledger, a_plan
from tests.ui.notes import Settle
from ui.session import Session
from ui.window import Window


@pytest.fixture
def tasks(village: Village, tmp_path: Path) -> tuple[str, ...]:
    appoint(village)
    return a_plan(village, tmp_path)


@pytest.fixture
def ledger(
    tasks: tuple[str, ...], village: Village, session: Session, window: Window, settle: Settle
) -> Ledger:
    session.act_as(BY_COUNTY)
    return Ledger(village, session, window, settle)
