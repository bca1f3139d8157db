"""wallchart: 500 tasks of a county against time as 2 × 2 sheets and on a page, beside plain ReportLab."""

import json
import tempfile
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from bench.county import county
from bench.measure import Figure, median, milliseconds
from bench.moment import NOW
from db.blob_files import BlobFiles
from db.connection import Connection, Reader, atomic, open_writer
from db.opening import DATABASE
from db.queries.issues import Issue
from db.queries.wall_chart import WallScope, wall_of
from db.queries.wall_paper import wall_paper
from inspector.charts.wall_chart import plan_wall
from inspector.charts.wall_facts import Wall
from inspector.model.ids import PersonId
from inspector.model.issued_report import ReportKind
from inspector.reports.attachment import Carried
from inspector.reports.page import LARGE
from inspector.reports.wall_report import build_wall_chart
from inspector.words import in_language
from resources import path

TASKS, MEASURES, ROUNDS = 500, 4, 3
LIMIT_S, FRAME_MS = 2.0, 100.0
_TITLE = "示例：露天煤场、排土场扬尘污染问题突出，部分企业物料露天堆放，运输道路未硬化"


def measure(_wanted: Sequence[str]) -> list[Figure]:
    """Ask, lay out and write the sheets; the floor draws as many bars and texts without a layout."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / DATABASE
        with closing(open_writer(county() / DATABASE)) as whole, closing(open_writer(kept)) as copy:
            whole.backup(copy)
            with atomic(copy):
                add_tasks(copy)
        with closing(Reader(kept)) as reader:
            grid = str(reader.value("SELECT id FROM grid WHERE parent = ''"))
            wall = wall_of(reader, WallScope(grid=grid), NOW.day)
            assert wall.tasks == TASKS, wall.tasks  # noqa: S101 - a measure of something else would be a lie
            ours = median([milliseconds(lambda: _ours(reader, grid, Path(folder))) for _ in range(ROUNDS)])
        bare = median([milliseconds(lambda: _bare(wall, Path(folder) / "bare.pdf")) for _ in range(ROUNDS)])
        seen = median([milliseconds(lambda: _in_sight(wall)) for _ in range(ROUNDS)])
    return [
        Figure("wallchart", ours / 1000, LIMIT_S, 1, "s"),
        Figure("wallchart bare", ours / 1000, bare / 1000, 5, "s"),
        Figure("wallchart in sight", seen, FRAME_MS, 1, "ms"),
    ]


def add_tasks(writer: Connection, count: int = TASKS) -> None:
    """Write tasks of townships with their measures straight into the tables."""
    towns = [name for (name,) in writer.execute("SELECT name FROM grid WHERE parent <> '' ORDER BY code")]
    office = writer.execute("SELECT id FROM grid WHERE parent = ''").fetchone()[0]
    nothing = {
        name: 0 if kind == "INTEGER" else ""
        for _at, name, kind, must, *_rest in writer.execute("PRAGMA table_info(task)")
        if must
    }
    for number in range(count):
        due = NOW.day + timedelta(days=number * 3 - 200)
        unit = f"{towns[number % 20]}人民政府"
        task = f"0192f0c0-0000-7000-b000-{number:012x}"
        row = nothing | {
            "id": task,
            "number": f"（{number + 1}）",
            "grid": office,
            "name": f"{_TITLE}{number}",
            "units": json.dumps([unit, "示例县生态环境局"]),
            "kinds": "[]",
            "headings": "[]",
            "quantities": "[]",
            "rectifiers": "[]",
            "supervision": "[]",
            "state": ("not_started", "under_way", "completed", "closed_off")[number % 4],
            "is_open": number % 4 < 3,  # noqa: PLR2004 - all but those that are closed off
            "due_on": due.isoformat(),
            "due_key": due.isoformat(),
            "open_due_on": due.isoformat() if number % 4 < 2 else None,  # noqa: PLR2004 - those at work
            "entered_ts": NOW.ts - number * 86_400_000,
            "items": 8,
            "items_done": number % 9,
        }
        row.pop("rid", None)
        _add(writer, "task", row)
        _add(writer, "task_unit", {"task": task, "position": 0, "part": "responsible", "unit": unit})
        for at in range(MEASURES):
            day = due - timedelta(days=30 * at)
            told = {"task": task, "position": at, "measure": f"{at}", "number": f"{at}", "text": "覆土绿化"}
            rest = {"units": "[]", "due_on": day.isoformat(), "due_text": "", "done_by": ""}
            _add(writer, "measure", told | rest | {"done_on": day.isoformat() if at % 2 else None})


def _add(writer: Connection, table: str, row: dict[str, object]) -> None:
    names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
    writer.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", row)  # noqa: S608 - names of ours


def _ours(reader: Reader, grid: str, folder: Path) -> None:
    issue = Issue(
        kind=ReportKind.WALL_CHART,
        about=WallScope(grid=grid, sheets="2x2").about,
        issued=NOW,
        by=PersonId("somebody"),
        day=NOW.day,
    )
    paper = wall_paper(reader, BlobFiles(folder), issue)
    build_wall_chart(paper, Carried(pack=b"", data=b"{}"), folder / "wall.pdf")


def _in_sight(wall: Wall) -> None:
    """Give each row its place and lay out a screen of them, as a page does in one frame."""
    plan = plan_wall(wall, 600, 760, 13)
    plan.between(in_language("zh_CN"), plan.height / 2, plan.height / 2 + 768)


def _bare(wall: Wall, to: Path) -> None:
    """Draw five texts, two bars and a mark for each measure, on as many pages of A3 as they need."""
    pdfmetrics.registerFont(TTFont("wall", str(path("fonts/NotoSansSC-Regular.ttf"))))
    canvas, rows = Canvas(str(to), pagesize=LARGE), 50
    tasks = [task for group in wall.groups for task in group.tasks]
    for at, task in enumerate(tasks):
        if at and at % rows == 0:
            canvas.showPage()
        if at % rows == 0:
            canvas.setFont("wall", 7)
        y = LARGE[1] - 50 - at % rows * 14
        said = (task.number, task.name[:40], task.units[0], task.state, task.pace)
        for column, text in enumerate(said):
            canvas.drawString(40 + column * 100, y, text)
        canvas.rect(600, y, 300, 6)
        canvas.rect(600, y, 100, 6, fill=1)
        for mark in range(len(task.marks)):
            canvas.circle(640 + mark * 60, y - 3, 2)
    canvas.save()
