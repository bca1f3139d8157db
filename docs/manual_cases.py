"""Pictures of the manual about cases, plans, complaints, the week, the month and the wall chart."""

from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QSize

from docs.manual_scene import Scene, the
from docs.stage import settle, wait_until
from inspector.sample.plan import sample_plan
from ui.close_off_desk import open_close_off
from ui.dialogs.close_off import CloseOffDialog
from ui.dialogs.read_plan import ReadPlan
from ui.dialogs.wall_chart import WallDialog
from ui.pages.findings import FindingsPage
from ui.pages.ledger import LedgerPage
from ui.pages.overview import OverviewPage

CLERK, OFFICE = "示例子", "示例卯"
CAME_BACK, IN_CLOSE_OFF = "relapses > 0", "state = 'in_close_off'"

READING = QSize(1160, 650)
"""A size in which the window is seen around a plan."""
WALL = QSize(1240, 690)


def draw_cases(scene: Scene, room: Path) -> None:
    """Draw them one after the other, as the clerk and as the county's office."""
    scene.act_as(CLERK)
    findings = the(scene.go_to("findings"), FindingsPage)
    findings.open_at(_finding(scene, CAME_BACK))
    settle(scene.program)
    scene.take("case")
    scene.go_to("complaints")
    scene.take("complaints")
    scene.go_to("week")
    settle(scene.program)
    scene.take("week")
    scene.act_as(OFFICE)
    findings = the(scene.go_to("findings"), FindingsPage)
    open_close_off(findings, _finding(scene, IN_CLOSE_OFF))
    scene.dialog(CloseOffDialog)
    scene.take("close-off")
    scene.close_dialogs()
    ledger = the(scene.go_to("ledger"), LedgerPage)
    ledger.turn()
    settle(scene.program)
    ledger.tree.expandToDepth(1)
    with closing(scene.window.session.workspace.reader()) as reader:
        ledger.show_task(str(reader.value("SELECT id FROM task ORDER BY first_line LIMIT 1")))
    settle(scene.program)
    scene.take("ledger")
    ledger.turn()
    ledger.read_plan()
    dialog = scene.dialog(ReadPlan)
    dialog.read(sample_plan(room, scene.clock.now.day))
    wait_until(lambda: dialog.sides.course is not None)
    dialog.resize(READING)
    settle(scene.program)
    scene.take("plan")
    scene.close_dialogs()
    scene.go_to("month")
    settle(scene.program)
    scene.take("month")
    overview = the(scene.go_to("overview"), OverviewPage)
    overview.show_wall()
    scene.dialog(WallDialog).resize(WALL)
    settle(scene.program)
    scene.take("wall")
    scene.close_dialogs()


def _finding(scene: Scene, which: str) -> str:
    """Give the first finding of which something holds."""
    with closing(scene.window.session.workspace.reader()) as reader:
        return str(reader.value(f"SELECT id FROM finding WHERE {which} ORDER BY noticed_ts LIMIT 1"))  # noqa: S608
