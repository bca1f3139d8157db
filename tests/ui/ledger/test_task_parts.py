"""What was said of the parts of a task is put right in the window: named sites, duties, what was done."""

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from inspector.model.task_state import Every, ItemKind
from inspector.model.task_steps import TaskStep
from tests.db.case_desk import BY_STAFF
from tests.ui.ledger_hands import Ledger

S = TaskStep


def words(ledger: Ledger) -> str:
    return "\n".join(label.text() for label in ledger.page.view.findChildren(QLabel))


@pytest.fixture
def listed(ledger: Ledger, tasks: tuple[str, ...]) -> str:
    ledger.show(tasks[2])
    ledger.do(S.ADD_ITEM, lambda one: one.names.setPlainText("一号排土场\n二号排土场"))
    return tasks[2]


def test_a_named_site_is_changed_and_taken_off_with_a_reason(ledger: Ledger, listed: str) -> None:
    dialog = ledger.ask(S.CHANGE_ITEM)
    assert (dialog.name.text(), dialog.year.text()) == ("一号排土场", "2026")
    dialog.item.setCurrentIndex(1)
    assert dialog.name.text() == "二号排土场"
    dialog.name.setText("二号矸石山")
    dialog.year.setText("soon")
    dialog.doing.click()
    assert "the year" in dialog.error.text()
    dialog.year.setText("2027")
    dialog.kind.setCurrentIndex(dialog.kind.findData(ItemKind.CLOSE_DOWN.value))
    dialog.doing.click()
    ledger.settle()
    assert "why" in dialog.error.text()
    dialog.reason.setText("普查更正")
    ledger.record(dialog)
    assert [(one.name, one.year, one.kind) for one in ledger.now(listed).items] == [
        ("一号排土场", 2026, ItemKind.IMPROVE),
        ("二号矸石山", 2027, ItemKind.CLOSE_DOWN),
    ]
    assert "named site changed: 二号矸石山" in words(ledger)
    assert "普查更正" in words(ledger)

    def take_off(one: Any) -> None:
        one.gone.setChecked(True)
        assert not one.name.isEnabled()
        one.reason.setText("不在本县")

    ledger.do(S.CHANGE_ITEM, take_off)
    assert [one.name for one in ledger.now(listed).items] == ["二号矸石山"]
    assert "named site taken off the list: 一号排土场" in words(ledger)


def test_what_was_said_to_be_done_is_open_again(ledger: Ledger, listed: str, tasks: tuple[str, ...]) -> None:
    def deal(one: Any) -> None:
        one.text.setPlainText("已复绿")

    ledger.do(S.ITEM_DONE, deal)
    ledger.act_as(BY_STAFF)
    ledger.show(listed)
    ledger.do(S.REOPEN, lambda one: one.reason.setPlainText("东侧未覆土"))
    assert [one.done_on for one in ledger.now(listed).items] == [None, None]
    assert "named site open again: 一号排土场" in words(ledger)
    ledger.show(tasks[0])
    ledger.do(S.MEASURE_DONE, deal)
    ledger.do(S.REOPEN, lambda one: one.reason.setPlainText("未验收"))
    assert [one.done_on for one in ledger.now(tasks[0]).measures] == [None, None]


def test_a_duty_is_changed_or_taken_off_with_a_reason(ledger: Ledger, tasks: tuple[str, ...]) -> None:
    ledger.show(tasks[1])
    dialog = ledger.ask(S.CHANGE_DUTY)
    assert (dialog.text.toPlainText(), dialog.units.text()) == ("研究一次", "示例局")
    dialog.every.setCurrentIndex(dialog.every.findData(Every.TEN_DAYS.value))
    dialog.times.setText("often")
    dialog.reason.setText("方案第二版")
    dialog.doing.click()
    assert "how many times" in dialog.error.text()
    dialog.times.setText("2")
    ledger.record(dialog)
    (duty,) = ledger.now(tasks[1]).duties
    assert (duty.every, duty.times) == (Every.TEN_DAYS, 2)
    assert "duty changed: 研究一次" in words(ledger)
    assert "21" in words(ledger) or "Nov 2026" in words(ledger)

    def take_off(one: Any) -> None:
        one.gone.setChecked(True)
        one.reason.setText("误设")

    ledger.do(S.CHANGE_DUTY, take_off)
    assert ledger.now(tasks[1]).duties == ()
    assert "duty taken off: 研究一次" in words(ledger)
