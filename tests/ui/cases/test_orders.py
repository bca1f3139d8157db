"""Orders for several findings from the list: one for each unit, signed, copied under sensible names."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

from db.issued_reports import LONGEST_TEXT
from inspector.model.finding import FindingReported
from inspector.model.finding_life import FindingAssigned
from tests.db.test_queries_findings import noticed
from tests.db.village import MORNING, TODAY, Village, named
from tests.ui.case_hands import AT_OFFICE, HEAP, ROAD, Hands
from tests.ui.notes import Settle
from ui.dialogs.unit_orders import UnitOrdersDialog
from ui.pages.findings import FindingsPage
from ui.session import Session

DUST, WAITING = named(402), named(403)


@pytest.fixture
def assigned(page: FindingsPage, village: Village, settle: Settle) -> FindingsPage:
    """Give two findings to one unit and one to another; a fourth waits."""
    for finding in (DUST, WAITING):
        village.record(noticed(finding, MORNING, text="扬尘"), FindingReported(subject=finding))
    for finding, unit in ((HEAP, "示例镇人民政府"), (DUST, "示例镇人民政府"), (ROAD, "示例县住建局")):
        village.record(FindingAssigned(subject=finding, unit=unit, due=TODAY), by=AT_OFFICE)
    page.refresh()
    settle()
    return page


def begun(page: FindingsPage, settle: Settle, *findings: str) -> UnitOrdersDialog:
    page.orders.begin(findings)
    settle()
    assert page.orders.dialog
    return page.orders.dialog


def orders(village: Village) -> list[tuple[str, str]]:
    reader = village.workspace.reader()
    rows = reader.rows("SELECT text, signers FROM issued_report WHERE kind = 'assignment' ORDER BY number")
    reader.close()
    return rows


def test_each_unit_gets_one_signed_order(
    assigned: FindingsPage, hands: Hands, village: Village, settle: Settle, tmp_path: Path
) -> None:
    notices: list[Any] = []
    assigned.noticed.connect(notices.append)
    assigned.list.show_view(filter="all")
    settle()
    assigned.list.table.selectAll()
    settle()
    (command,) = [one for one in assigned.commands() if one.text == "Orders for 4 findings…"]
    command.act()
    settle()
    dialog = assigned.orders.dialog
    assert dialog
    assert [line[:2] for line in dialog.lines.model_of_lines.lines] == [
        ("示例县住建局", "1"),
        ("示例镇人民政府", "2"),
    ]
    assert dialog.left.text().startswith("1 of the chosen findings is in no unit's hands")
    dialog.basis.setPlainText("示例县整改方案")
    dialog.making.click()
    hands.unlock()
    settle()
    assert assigned.orders.dialog is None
    assert orders(village) == [("示例县整改方案", '["issuer"]')] * 2
    assert notices[-1].text == "2 orders were made; they stand on the page of reports."
    notices[-1].act()
    (picker,) = assigned.window().findChildren(QFileDialog)
    picker.fileSelected.emit(str(tmp_path))
    picker.close()
    settle()
    assert notices[-1].text == "2 orders were copied."
    copies = sorted(file.name for file in tmp_path.glob("*.pdf"))
    assert len(copies) == 2
    assert ("示例县住建局" in copies[0], "示例镇人民政府" in copies[1]) == (True, True)
    assert all(b"/ByteRange" in (tmp_path / copy).read_bytes() for copy in copies)
    reader = village.workspace.reader()
    assert reader.value("SELECT count(*) FROM report_signature") == 2
    reader.close()


def test_orders_for_ink_need_no_key(assigned: FindingsPage, village: Village, settle: Settle) -> None:
    dialog = begun(assigned, settle, HEAP)
    assert not dialog.left.isVisible()
    dialog.signing.setChecked(False)
    dialog.making.click()
    settle()
    assert orders(village) == [("", "[]")]


def test_a_stop_leaves_the_orders_that_were_made(
    assigned: FindingsPage, village: Village, settle: Settle, session: Session
) -> None:
    dialog = begun(assigned, settle, HEAP, ROAD)
    notices: list[str] = []
    assigned.noticed.connect(lambda notice: notices.append(notice.text))
    dialog.signing.setChecked(False)
    session.work_started.connect(lambda job: job.progressed.connect(lambda *_far: job.cancel()))
    dialog.making.click()
    settle()
    assert len(orders(village)) == 1
    assert notices == ["1 order was made; it stands on the page of reports."]
    assert assigned.orders.dialog is None


def test_what_gets_no_order_is_said(
    assigned: FindingsPage, settle: Settle, session: Session, told: list[str]
) -> None:
    assigned.orders.begin([WAITING])
    settle()
    session.act_as(None)
    assigned.orders.begin([HEAP])
    assert told == [
        "None of the chosen findings is in a unit's hands. Assign them first.",
        "Choose who you are first, at the top right.",
    ]
    assert assigned.orders.dialog is None


def test_an_order_that_became_wrong_meanwhile_is_refused_in_place(
    assigned: FindingsPage, village: Village, settle: Settle
) -> None:
    dialog = begun(assigned, settle, HEAP, DUST)
    dialog.signing.setChecked(False)
    dialog.basis.setPlainText("长" * (LONGEST_TEXT + 1))
    assert not dialog.making.isEnabled()
    dialog.basis.setPlainText("")
    village.record(FindingAssigned(subject=DUST, unit="别的单位", due=TODAY), by=AT_OFFICE)
    dialog.making.click()
    settle()
    assert dialog.error.text() == "An order is for one unit."
    assert orders(village) == []
    dialog.reject()


def test_a_fault_after_an_order_was_given_never_gives_it_again(
    assigned: FindingsPage, village: Village, settle: Settle, session: Session, told: list[str]
) -> None:
    dialog = begun(assigned, settle, HEAP, DUST, ROAD)
    dialog.signing.setChecked(False)

    village.record(FindingAssigned(subject=DUST, unit="别的单位", due=TODAY), by=AT_OFFICE)
    dialog.making.click()
    settle()
    assert told == ["An order is for one unit."]
    assert (len(orders(village)), assigned.orders.dialog) == (1, None)


def test_whoever_goes_makes_no_order(assigned: FindingsPage, settle: Settle, session: Session) -> None:
    dialog = begun(assigned, settle, HEAP)
    session.act_as(None)
    dialog.asked.emit("", False)
    settle()
    assert assigned.orders.dialog is None
