"""Findings and tasks as tables: what their ledger tells, what the filters let through, photos in cells."""

import json
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from db.case_recording import record_case
from db.table_export import export_list
from db.table_photos import export_ledger
from inspector.errors import Refused
from inspector.model.case_steps import Supervision
from inspector.model.events import Blob
from inspector.model.finding_acts import fail_recheck, supervise, transfer
from inspector.model.finding_life import FindingAssigned
from inspector.model.finding_state import Severity
from inspector.model.photo import Moment, PhotoAdded
from inspector.model.plan import PlanTaken
from inspector.model.task_life import ItemAdded, ItemDone, TaskSet
from inspector.periods import DAY, MINUTE
from inspector.tables.ledger_sheet import write_ledger
from inspector.tables.reading import read_table
from inspector.tables.writing import Form, OutColumn, OutRow
from inspector.words import LANGUAGES, use
from tests.db.case_desk import BY_COUNTY, COUNTY_KEY, LATER, appoint, give, now_of, report, say_put_right
from tests.db.village import COKING, MORNING, TODAY, VILLAGE, Village, named
from tests.pictures.made import encoded, scene

PLAN, TASK, HEAPS = named(90), named(91), named(92)


@pytest.fixture(autouse=True)
def _english():
    use("en")
    yield
    use(LANGUAGES[0])


@pytest.fixture
def village(tmp_path):
    with closing(Village(tmp_path)) as made:
        appoint(made)
        yield made


@pytest.fixture
def reader(village):
    with closing(village.workspace.reader()) as made:
        yield made


def act(village, finding, decide, key=None):
    seen = now_of(village, finding).last
    return record_case(village.workspace, finding, seen, decide, BY_COUNTY, LATER, key)


def listed(reader, tmp_path, *only, name="findings", today=TODAY):
    to = tmp_path / "list.json"
    export_list(reader, name, to, Form.JSON, only, today=today)
    return json.loads(to.read_text("utf-8"))


def numbers(reader, tmp_path, *only, **more):
    return [row["number"][-4:] for row in listed(reader, tmp_path, *only, **more)]


def set_tasks(village):
    document = Blob("d" * 64, 1, "text/plain")
    village.record(
        PlanTaken(subject=PLAN, title="示例方案", file="a.txt", grid=VILLAGE, blobs=(document,)),
        TaskSet(
            subject=TASK,
            plan=PLAN,
            grid=VILLAGE,
            number="一",
            title="整治堆场",
            problem="料堆未覆盖",
            lead=("示例局",),
            responsible=("甲村", "乙村"),
            deadline="2026年底前",
            due=date(2026, 12, 31),
            first_line=1,
            last_line=3,
        ),
        TaskSet(
            subject=HEAPS, plan=PLAN, grid=VILLAGE, number="二", title="排土场", first_line=4, last_line=5
        ),
        ItemAdded(subject=HEAPS, item="a", name="一号", year=2026),
        ItemAdded(subject=HEAPS, item="b", name="二号", year=2026),
        ItemDone(subject=HEAPS, item="a", on=TODAY),
    )


def test_a_finding_tells_its_whole_life(village, reader, tmp_path):
    finding = report(village)
    give(village, finding)
    say_put_right(village, finding)
    act(village, finding, lambda one, who, _rules: supervise(one, who, Supervision.LISTED))
    act(
        village,
        finding,
        lambda one, who, _rules: fail_recheck(one, who, LATER, "东侧仍未覆盖"),
        COUNTY_KEY,
    )
    (row,) = listed(reader, tmp_path)
    wanted = {
        "source": "patrol",
        "site": "示例焦化厂",
        "unit": "示例村委会",
        "requirement": "东侧仍未覆盖",
        "state": "under_way",
        "due_on": "2026-11-29",
        "days_left": 7,
        "put_right_on": None,
        "recheckers": ["示例戊"],
        "rechecked": [f"{TODAY}"],
        "rechecks": ["finding.recheck_failed"],
        "supervision": ["listed"],
        "category": "air",
        "ended_on": None,
        "task": "",
    }
    assert row.items() >= wanted.items()
    to = tmp_path / "list.csv"
    export_list(reader, "findings", to, Form.CSV, today=TODAY)
    table = read_table(to)
    said = dict(zip(table.columns, table.rows[0].cells, strict=True))
    wanted = {"Re-check results": "returned", "Supervision": "supervised by listing", "State": "under way"}
    assert said["Category of finding"] == "exhaust and smell"
    assert said.items() >= wanted.items()


def test_what_was_transferred_with_restricted_access_never_leaves(village, reader, tmp_path):
    secret, told = report(village, 70), report(village, 71)
    for finding, is_restricted in ((secret, True), (told, False)):
        act(
            village,
            finding,
            lambda one, who, _rules, restricted=is_restricted: transfer(
                one, who, "公安局", "涉嫌犯罪", is_restricted=restricted
            ),
        )
    assert numbers(reader, tmp_path) == ["0071"]
    assert numbers(reader, tmp_path, ("number", "SLX0101-2026-T-0070")) == []


@pytest.mark.parametrize(
    ("only", "left"),
    [
        ([], ["0070", "0071", "0072"]),
        ([("state", "assigned")], ["0071"]),
        ([("state", "to be assigned")], ["0070", "0072"]),
        ([("severity", "major")], ["0072"]),
        ([("source", "patrol"), ("severity", "minor")], ["0070", "0071"]),
        ([("unit", "示例村委会")], ["0071"]),
        ([("grid", "SLX01")], ["0070", "0071", "0072"]),
        ([("grid", "示例村网格")], ["0070", "0071", "0072"]),
        ([("grid", "别村")], []),
        ([("due", "overdue")], ["0070"]),
        ([("due", "soon")], ["0071"]),
        ([("due", "due soon")], ["0071"]),
        ([("supervision", "case")], ["0071"]),
        ([("supervision", "watched as a special case")], ["0071"]),
        ([("supervision", "listed")], []),
        ([("text", "焦化")], ["0070", "0071", "0072"]),
        ([("text", "-t-0071")], ["0071"]),
        ([("text", "%")], []),
        ([("plan", "示例方案")], []),
    ],
)
def test_the_filters_of_the_page_let_through(village, reader, tmp_path, only, left):
    report(village, 70, noticed=MORNING.later(-9 * DAY))
    finding = report(village, 71)
    report(village, 72, severity=Severity.MAJOR, noticed=MORNING.later(MINUTE))
    due = date(2026, 11, 24)
    act(
        village,
        finding,
        lambda one, _who, _rules: FindingAssigned(subject=one.id, unit="示例村委会", due=due),
    )
    act(village, finding, lambda one, who, _rules: supervise(one, who, Supervision.CASE))
    assert numbers(reader, tmp_path, *only) == left


def test_a_deadline_is_overdue_or_soon(reader, tmp_path):
    with pytest.raises(Refused, match="A deadline is “overdue”, “soon” or “month”, not “later”"):
        listed(reader, tmp_path, ("due", "later"))


def test_tasks_leave_with_what_is_done_of_them(village, reader, tmp_path):
    set_tasks(village)
    one, heaps = listed(reader, tmp_path, name="tasks")
    wanted = {
        "number": "一",
        "plan": "示例方案",
        "lead": ["示例局"],
        "responsible": ["甲村", "乙村"],
        "deadline": "2026年底前",
        "due_on": "2026-12-31",
        "days_left": 39,
        "pace": "on_time",
        "grid": "示例村网格",
    }
    assert one.items() >= wanted.items()
    assert (heaps["items"], heaps["items_done"], heaps["due_on"], heaps["days_left"]) == (2, 1, None, None)
    late = date(2027, 1, 4)
    assert [
        row["pace"] for row in listed(reader, tmp_path, ("due", "overdue"), name="tasks", today=late)
    ] == ["overdue"]
    for only, left in (
        (("plan", "示例方案"), 2),
        (("plan", "别的"), 0),
        (("unit", "乙村"), 1),
        (("lead", "示例局"), 1),
        (("text", "堆"), 1),
        (("state", "being put right"), 1),
        (("grid", "SLX01"), 2),
        (("supervision", "listed"), 0),
    ):
        assert len(listed(reader, tmp_path, only, name="tasks")) == left, only


def add_photo(village, number, moment, finding, *, is_kept=True):
    blobs = village.workspace.blobs
    picture = encoded(scene(120 + number))
    kept = blobs.keep(picture, "image/jpeg") if is_kept else Blob(f"{number:064x}", 9, "image/jpeg")
    village.record(
        PhotoAdded(
            subject=named(200 + number),
            blobs=(kept, kept),
            patrol="",
            stop="",
            site=COKING,
            taken=MORNING.later(number * MINUTE),
            finding=finding,
            moment=moment,
        )
    )


def test_the_ledger_as_a_workbook_shows_photos_days_and_sums(village, reader, tmp_path):
    shown, missing, bare = (report(village, number) for number in (70, 71, 72))
    add_photo(village, 1, Moment.PLAIN, shown)
    add_photo(village, 2, Moment.BEFORE, shown)
    add_photo(village, 3, Moment.AFTER, shown)
    add_photo(village, 4, Moment.BEFORE, missing, is_kept=False)
    to = tmp_path / "台账.xlsx"
    count = export_ledger(reader, village.workspace.blobs, "findings", to, today=TODAY)
    assert count == 3
    workbook = openpyxl.load_workbook(to)
    sheet: Any = workbook["Findings"]
    titles = [cell.value for cell in sheet[2]]
    assert titles[-2:] == ["Photo before", "Photo after"]
    noticed, due = titles.index("Noticed"), titles.index("Due by")
    assert isinstance(sheet[3][noticed].value, datetime)
    assert sheet[3][due].value == datetime(2026, 11, 29)  # noqa: DTZ001 - cells of Excel have no zone
    assert sheet[1][0].value == "=SUBTOTAL(103,A3:A1048576)"
    relapses = sheet[1][titles.index("Relapses")]
    assert relapses.value == f"=SUBTOTAL(109,{relapses.column_letter}3:{relapses.column_letter}1048576)"
    formulas = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.data_type == "f"]
    assert formulas == []
    places = [(image.anchor._from.row, image.anchor._from.col) for image in sheet._images]
    assert places == [(2, len(titles) - 2), (2, len(titles) - 1)]
    assert all(115 < max(image.width, image.height) < 125 for image in sheet._images)
    assert (sheet.row_dimensions[3].height, sheet.row_dimensions[4].height) == (96, None)
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("C3", "$1:$2")
    assert sheet.auto_filter.ref == f"A2:{sheet[2][-1].column_letter}5"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    table = read_table(to)
    assert [str(row.cell(0))[-4:] for row in table.rows] == ["0070", "0071", "0072"]
    assert bare
    assert list(tmp_path.glob(".*")) == []


def test_a_ledger_given_up_half_way_leaves_nothing(tmp_path):
    rows = (OutRow((1 // number,)) for number in (1, 0))
    to = tmp_path / "ledger.xlsx"
    with pytest.raises(ZeroDivisionError):
        write_ledger(to, "x", (OutColumn("n", "n"),), rows, lambda _subject: [None, None])
    assert list(tmp_path.iterdir()) == []


def test_the_tasks_are_a_ledger_too(village, reader, tmp_path):
    set_tasks(village)
    to: Path = tmp_path / "tasks.xlsx"
    assert export_ledger(reader, village.workspace.blobs, "tasks", to, [("number", "一")], today=TODAY) == 1
