"""The ledger shows lines and the tree of plans, and leads from a line to what can be done with it."""

from PySide6.QtWidgets import QLabel

from db.task_recording import record_task
from inspector.model.task_acts import finish_measure
from inspector.model.task_steps import TaskStep
from tests.db.case_desk import BY_COUNTY, report
from tests.db.village import Village
from tests.ui.ledger_hands import Ledger
from tests.ui.notes import Settle
from ui.dialogs.read_plan import ReadPlan
from ui.dialogs.task_new import NewTaskDialog, UnderTaskDialog, UnitGroupsDialog
from ui.list_facts import fact_words
from ui.session import Session
from ui.widgets.task_view import FindingLine
from ui.window import Window


def words(ledger: Ledger) -> str:
    return "\n".join(label.text() for label in ledger.page.view.findChildren(QLabel))


def test_an_empty_ledger_says_how_to_begin(
    village: Village, session: Session, window: Window, settle: Settle
) -> None:
    session.act_as(BY_COUNTY)
    ledger = Ledger(village, session, window, settle)
    assert ledger.page.list.empty.isVisible()
    ledger.page.list.empty.button.click()
    settle()
    assert isinstance(ledger.page.plans.dialog, ReadPlan)
    ledger.page.plans.dialog.reject()


def test_tasks_stand_in_the_list_with_their_facts_at_the_right(
    ledger: Ledger, tasks: tuple[str, ...], settle: Settle
) -> None:
    assert set(ledger.page.list.model.keys) == set(tasks)
    assert ledger.page.view.sheet, "the first line is chosen by itself"
    ledger.show(tasks[0])
    shown = words(ledger)
    for told in ("(1) 排土场整治", "示例整改方案", "① 清运", "示例局", "not started", "no day of its own"):
        assert told in shown
    row = next(
        ledger.page.list.model.row_at(at) for at in range(3) if ledger.page.list.model.keys[at] == tasks[0]
    )
    texts = [column.text(row) for column in ledger.page.list.model.columns if row]
    assert "on schedule" in texts
    assert "0/2" in texts


def test_the_tree_shows_plans_tasks_and_measures(ledger: Ledger, tasks: tuple[str, ...]) -> None:
    ledger.page.turn()
    ledger.settle()
    tree = ledger.page.tree
    top = tree.topLevelItem(0)
    assert top
    assert [top.child(at).text(0) for at in range(3)] == ["(1) 排土场整治", "(2) 水源地保护", "(3) 扬尘治理"]
    first = top.child(0)
    tree.setCurrentItem(first.child(1))
    ledger.settle()
    assert ledger.page.chosen == tasks[0]
    first.setExpanded(True)
    tree.setCurrentItem(top.child(1))
    ledger.page.refresh()
    ledger.settle()
    top = tree.topLevelItem(0)
    assert top
    assert top.child(0).isExpanded()
    assert tree.currentItem().text(0) == "(2) 水源地保护"
    tree.setCurrentItem(top)
    assert ledger.page.chosen == tasks[1], "a plan is no line of its own"
    ledger.page.turn()
    assert not ledger.page.shows_tree


def test_the_tree_says_when_a_task_and_each_measure_is_due_and_done(
    ledger: Ledger, village: Village, tasks: tuple[str, ...]
) -> None:
    today = ledger.session.now().day
    seen = ledger.now(tasks[0]).last
    record_task(
        village.workspace,
        tasks[0],
        seen,
        lambda one, who, _rules: finish_measure(one, who, "1", today, today, "已清运"),
        BY_COUNTY,
        ledger.session.now(),
    )
    ledger.page.turn()
    ledger.settle()
    top = ledger.page.tree.topLevelItem(0)
    assert top
    first = top.child(0)
    told = [[one.text(at) for at in (1, 2)] for one in (first, first.child(0), first.child(1))]
    assert told == [["31 Dec", "being put right"], ["", "done on 22 Nov"], ["", ""]]


def test_what_is_done_here_stands_in_the_palette(ledger: Ledger, tasks: tuple[str, ...]) -> None:
    ledger.show(tasks[0])
    offered = [command.text for command in ledger.page.commands()]
    for text in ("Read a plan…", "New task…", "By plan", "Report progress"):
        assert text in offered


def test_a_finding_is_a_line_and_leads_to_its_page(ledger: Ledger, village: Village) -> None:
    finding = report(village)
    ledger.page.refresh()
    ledger.settle()
    ledger.page.list.choose(finding)
    ledger.settle()
    (line,) = ledger.page.view.findChildren(FindingLine)
    wanted: list[tuple[str, object]] = []
    ledger.page.wanted.connect(lambda page, what: wanted.append((page, what)))
    line.opening.click()
    assert wanted == [("findings", finding)]


def test_a_finding_is_put_under_a_task_and_counted_there(
    ledger: Ledger, village: Village, tasks: tuple[str, ...]
) -> None:
    finding = report(village)
    ledger.page.put_under((finding, tasks[0]))
    ledger.settle()
    dialog = ledger.page.desk.dialog
    assert isinstance(dialog, UnderTaskDialog)
    dialog.task.setCurrentIndex(dialog.task.findData(tasks[2]))
    dialog.doing.click()
    ledger.settle()
    ledger.show(tasks[2])
    assert "found 1 · came back 0 · put right 0" in words(ledger)
    wanted: list[object] = []
    ledger.page.wanted.connect(lambda _page, what: wanted.append(what))
    ledger.page.view.finding_chosen.emit(finding)
    assert wanted == [finding]
    ledger.page.put_under((finding,))
    ledger.settle()
    again = ledger.page.desk.dialog
    assert isinstance(again, UnderTaskDialog)
    again.task.setCurrentIndex(again.task.findData(tasks[2]))
    again.doing.click()
    ledger.settle()
    assert "already" in again.error.text()
    again.reject()


def test_a_task_is_not_put_under_another(
    ledger: Ledger, tasks: tuple[str, ...], failures: list[BaseException]
) -> None:
    ledger.page.put_under((tasks[0],))
    ledger.settle()
    assert ledger.page.desk.dialog is None
    assert not failures


def test_a_task_is_set_by_hand(ledger: Ledger) -> None:
    ledger.page.desk.set_new()
    ledger.settle()
    dialog = ledger.page.desk.dialog
    assert isinstance(dialog, NewTaskDialog)
    dialog.doing.click()
    ledger.settle()
    assert "few words" in dialog.error.text()
    dialog.title.setText("河道清理")
    dialog.lead.setText("示例水务局、示例局")
    dialog.measures.setPlainText("清淤\n\n护岸")
    dialog.due.show_day(ledger.session.now().day)
    dialog.standing.setChecked(True)
    dialog.ask()
    dialog.ask()
    ledger.settle()
    assert ledger.page.view.sheet
    task = ledger.page.view.sheet.task
    assert (task.title, task.lead, task.is_standing) == ("河道清理", ("示例水务局", "示例局"), True)
    assert [one.told.text for one in task.measures] == ["清淤", "护岸"]


def test_groups_of_units_are_written_a_line_each(ledger: Ledger) -> None:
    def opened() -> UnitGroupsDialog:
        ledger.page.desk.name_groups()
        ledger.settle()
        assert isinstance(ledger.page.desk.dialog, UnitGroupsDialog)
        return ledger.page.desk.dialog

    dialog = opened()
    dialog.field.setPlainText("七办一镇")
    dialog.doing.click()
    assert "Write each group" in dialog.error.text()
    dialog.field.setPlainText("七办一镇 ＝ 甲办、乙镇\n\n各区 = 丙区")
    dialog.doing.click()
    ledger.settle()
    again = opened()
    assert again.field.toPlainText() == "七办一镇 = 甲办、乙镇\n各区 = 丙区"
    again.field.setPlainText("各区 = 丙区")
    again.doing.click()
    ledger.settle()
    last = opened()
    assert last.field.toPlainText() == "各区 = 丙区"
    last.reject()


def test_the_list_is_narrowed_by_plan_unit_and_state(ledger: Ledger, tasks: tuple[str, ...]) -> None:
    source = ledger.page.list._source
    assert source.facets
    reader = ledger.village.workspace.reader()
    facets = source.facets(reader)
    reader.close()
    assert fact_words(facets, "kind", ("task",)) == "Kind: task"
    assert [choice.text for choice in next(one for one in facets if one.name == "plan").choices] == [
        "示例整改方案"
    ]
    ledger.page.list.show_view(facts=(("unit", ("示例局",)), ("state", ("not_started",))))
    ledger.settle()
    assert set(ledger.page.list.model.keys) == set(tasks)


def test_a_narrow_window_opens_the_line_as_a_drawer(ledger: Ledger, tasks: tuple[str, ...]) -> None:
    ledger.window.resize(680, 380)
    ledger.settle()
    ledger.page.open_at(tasks[1])
    ledger.settle()
    assert ledger.page.side.drawer.isVisible()
    ledger.page.side.close_drawer()
    ledger.page.list.opened.emit(None)
    assert ledger.page.side.drawer.isVisible()
    ledger.page.open_at(None)


def test_nobody_reads_a_plan_or_sets_a_task(ledger: Ledger) -> None:
    ledger.session.act_as(None)
    assert ledger.page.view.sheet
    ledger.page.read_plan()
    ledger.page.desk.set_new()
    ledger.page.desk.name_groups()
    ledger.page.desk.put_under(())
    ledger.page.desk.begin(ledger.page.view.sheet, TaskStep.PROGRESS)
    ledger.settle()
    assert ledger.page.desk.dialog is None
    assert ledger.page.plans.dialog is None


def test_a_line_that_is_asked_for_from_elsewhere_is_in_sight_in_the_list_that_has_it(
    ledger: Ledger, village: Village, tasks: tuple[str, ...]
) -> None:
    for number in range(100, 160):
        report(village, number)
    ledger.settle()
    table = ledger.page.list.table
    for filter_before in ("soon", "open", "all"):
        ledger.page.list.show_view(filter=filter_before)
        ledger.settle()
        table.scrollToBottom()
        ledger.page.open_at(tasks[0])
        ledger.settle()
        current = table.currentIndex()
        assert ledger.page.list.model.keys[current.row()] == tasks[0]
        assert table.viewport().rect().contains(table.visualRect(current).center()), filter_before
