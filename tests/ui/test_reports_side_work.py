"""Building and verifying beside the window: given up at any moment, and nothing is left half done."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.report_files import order_report
from db.report_orders import Order
from inspector.reports.attachment import Stage
from inspector.reports.known import NOTHING
from tests.db.reporting import go_round, signed_report
from tests.db.village import Village
from ui.background import Cancelled
from ui.side_work import SideWork


@pytest.fixture
def side_work() -> Iterator[SideWork]:
    made = SideWork()
    yield made
    made.close()


@pytest.fixture
def order(village: Village, tmp_path: Path) -> Order:
    patrol = go_round(village, photos=3)
    with closing(village.workspace.reader()) as reader:
        return order_report(reader, village.workspace, patrol, Stage.DRAFT, tmp_path / "out" / "draft.pdf")


def give_up(_done: int, _total: int) -> None:
    raise Cancelled


def go_on(_done: int, _total: int) -> None:
    pass


def test_a_report_that_is_given_up_leaves_nothing_and_the_next_is_built(
    side_work: SideWork, order: Order
) -> None:
    half = order.to.with_name(f".{order.to.name}.part")
    half.write_bytes(b"half")
    with pytest.raises(Cancelled):
        side_work.build(order, give_up)
    assert list(order.to.parent.iterdir()) == []
    assert side_work.build(order, go_on).path == order.to
    assert [one.name for one in order.to.parent.iterdir()] == ["draft.pdf"]


def test_a_file_that_is_given_up_does_not_hold_up_the_next(side_work: SideWork, village: Village) -> None:
    file = signed_report(village)
    with pytest.raises(Cancelled):
        side_work.verify(file, NOTHING, give_up)
    assert side_work.verify(file, NOTHING, go_on).valid


def test_closing_without_having_worked_is_nothing(side_work: SideWork) -> None:
    side_work.close()
    side_work.close()
