"""The account of a unit: all it owes, by itself or as one of a group, and what it has handed in."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from db.issued_reports import ReportWish, order_draft
from db.queries.issuing import issue_question
from db.queries.unit_booklet import UnitAccount, owed_tasks, unit_accounts
from db.report_orders import Order
from db.task_recording import name_unit_group, set_new_task
from inspector.errors import Refused
from inspector.model.events import Blob
from inspector.model.ids import GridId
from inspector.model.issued_report import ReportKind
from inspector.model.task_life import (
    DutyMet,
    DutySet,
    ItemAdded,
    ItemDone,
    Measure,
    MeasureDone,
    TaskProgressed,
    TaskSet,
)
from inspector.model.task_state import Every, ItemKind
from inspector.reports.booklet_paper import BookletPaper
from inspector.reports.forms import build_report
from inspector.words import in_language
from tests.db.case_desk import BY_COUNTY, LATER, appoint, give, report
from tests.db.village import OFFICE, TODAY, TOWN, VILLAGE, Village

MINUTES = Blob("d" * 64, 9, "application/pdf")
BUREAU, TOWNSHIP, GROUP = "县住建局", "示例镇", "各有关单位"


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path / "w")
    appoint(made)
    yield made
    made.close()


def task(village: Village, number: str, *units: str, days: int = 9, **told: object) -> str:
    said = TaskSet(
        grid=OFFICE,
        title=f"任务{number}",
        number=number,
        responsible=units,
        due=TODAY + timedelta(days=days),
        **told,  # type: ignore[arg-type]
    )
    (subject,) = set_new_task(village.workspace, said, BY_COUNTY, LATER, village.chance).subjects
    return subject


def drafted(village: Village, unit: str) -> Order:
    wish = ReportWish(kind=ReportKind.UNIT_BOOKLET, about=(OFFICE, unit))
    with closing(village.workspace.reader()) as reader:
        to = village.folder.parent / "draft.pdf"
        return order_draft(reader, village.workspace, wish, BY_COUNTY, LATER, to)


def test_units_account_for_tasks_of_their_own_and_of_their_groups(village: Village) -> None:
    own = task(village, "一", BUREAU, days=20)
    shared = task(village, "二", GROUP)
    task(village, "三", "县水务局", supporting=(BUREAU,))
    name_unit_group(village.workspace, GROUP, (BUREAU, TOWNSHIP), BY_COUNTY, LATER, village.chance)
    give(village, report(village))
    with closing(village.workspace.reader()) as reader:
        assert unit_accounts(reader, GridId(OFFICE)) == (
            UnitAccount(BUREAU, 2, 0),
            UnitAccount("县水务局", 1, 0),
            UnitAccount("示例村委会", 0, 1),
            UnitAccount(TOWNSHIP, 1, 0),
        )
        assert owed_tasks(reader, GridId(OFFICE), BUREAU) == [shared, own]
        assert unit_accounts(reader, GridId(VILLAGE)) == (UnitAccount("示例村委会", 0, 1),)
        assert unit_accounts(reader, GridId(TOWN))[0].findings == 1


def test_the_booklet_has_measures_sites_duties_and_the_evidence_handed_in(village: Village) -> None:
    subject = task(
        village,
        "一",
        BUREAU,
        problem="料堆未覆盖",
        goal="全部覆盖",
        measures=(
            Measure(id="m1", number="①", text="①编制方案", units=(BUREAU,), due=TODAY),
            Measure(id="m2", number="②", text="覆盖料堆", due_text="年底"),
        ),
    )
    village.record(
        MeasureDone(subject=subject, measure="m1", on=TODAY, text="方案已印发", blobs=(MINUTES,)),
        ItemAdded(subject=subject, item="i1", name="北山料堆", year=2026, kind=ItemKind.CLOSE_DOWN),
        ItemAdded(subject=subject, item="i2", name="南山料堆", year=2027),
        ItemDone(subject=subject, item="i1", on=TODAY, text="已关停"),
        DutySet(
            subject=subject, duty="d1", text="每季度研究", every=Every.QUARTER, units=(BUREAU,), since=TODAY
        ),
        DutyMet(subject=subject, duty="d1", unit=BUREAU, period="2026-Q4", on=TODAY),
        by=BY_COUNTY,
        when=LATER,
    )
    village.record(
        TaskProgressed(subject=subject, text="推进中", on_behalf="县住建局王某", blobs=(MINUTES,)),
        by=BY_COUNTY,
        when=LATER,
    )
    give(village, report(village))
    order = drafted(village, BUREAU)
    paper = order.paper
    assert isinstance(paper, BookletPaper)
    (owed,) = paper.tasks
    assert (owed.problem, owed.goal) == ("料堆未覆盖", "全部覆盖")
    assert [(one.text, one.done_on) for one in owed.measures] == [("①编制方案", TODAY), ("覆盖料堆", None)]
    assert [(one.name, one.kind, one.done_on) for one in owed.items] == [
        ("北山料堆", ItemKind.CLOSE_DOWN, TODAY),
        ("南山料堆", ItemKind.IMPROVE, None),
    ]
    assert [(one.text, one.met) for one in owed.duties] == [("每季度研究", 1)]
    assert [(one.text, one.by, one.files) for one in owed.handed_in] == [
        ("方案已印发", "示例戊", (MINUTES.sha256,)),
        ("已关停", "示例戊", ()),
        ("", "示例戊", ()),
        ("推进中", "县住建局王某", (MINUTES.sha256,)),
    ]
    assert [one.role for one in paper.signers][1:] == ["Responsible person of the unit", "Supervision group"]
    assert paper.place == BUREAU
    assert paper.headline(in_language("zh_CN"))
    built = build_report(paper, order.carried, order.to)
    assert built.missing_characters == ()


def test_a_unit_with_findings_only_has_them_in_its_booklet(village: Village) -> None:
    give(village, report(village))
    order = drafted(village, "示例村委会")
    assert isinstance(order.paper, BookletPaper)
    assert [one.text for one in order.paper.findings] == ["料堆未覆盖"]
    assert build_report(order.paper, order.carried, order.to).pages >= 1


def test_a_task_without_any_parts_says_that_nothing_came(village: Village) -> None:
    task(village, "", BUREAU)
    order = drafted(village, BUREAU)
    assert build_report(order.paper, order.carried, order.to).missing_characters == ()
    with closing(village.workspace.reader()) as reader:
        question = issue_question(reader, ReportKind.UNIT_BOOKLET, OFFICE, (BUREAU,))
    assert question
    assert question.described == BUREAU


def test_a_unit_that_owes_nothing_is_refused(village: Village) -> None:
    with pytest.raises(Refused, match="There is nothing that a unit called") as said:
        drafted(village, "县水务局")
    assert said.value.values == {"unit": "县水务局"}
