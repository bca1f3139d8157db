"""Pictures of the manual beside the round: sites and dossiers, tables, lists, and paper that comes back."""

from contextlib import closing
from pathlib import Path

from PIL import Image, ImageDraw
from PySide6.QtCore import QSize

from db.queries.reports import PATROL, ReportState
from docs.camera import HEIGHT, WIDTH
from docs.manual_cases import draw_cases
from docs.manual_scene import Scene, page_pictures, site_called, the
from docs.stage import settle, wait_until
from inspector.model.ids import SiteId
from inspector.model.photo import Moment
from ui.dialogs.checklists import Checklists
from ui.dialogs.edit_checklist import EditChecklist
from ui.dialogs.file_scan import FileScan
from ui.dialogs.import_table import ImportTable
from ui.dialogs.photo_view import PhotoView
from ui.pages.findings import FindingsPage
from ui.pages.reports import ReportsPage
from ui.pages.settings import SettingsPage
from ui.pages.sites import SitesPage
from ui.pages.today import TodayPage
from ui.photo_viewing import view_recorded

SITE = "千里山示例焦化一厂"
CLERK = "示例子"
MORE_SETTINGS = 250
"""Height that the settings need until backups are seen."""
SCANNED = "扫描件"
SCAN_DPI, TILT, SEAL, SEAL_RED, SEAL_WIDTH = 110, 0.6, (560, 900, 720, 1060), (200, 40, 40), 6
"""How a print was scanned: dots an inch, degrees it lies askew, where its seal stands and how it looks."""
SEEN, VIEW = "open_fire", QSize(1160, 610)
"""The question of a finding whose settling can be seen, and a size in which the window is seen around it."""
TABLE = (
    "点位名称,所属网格,类别,级别,统一社会信用代码,经度,纬度,责任领导\n"
    "千里山示例砂石料场,千里山村网格,扬尘源,一般,,106.8420,39.7740,示例丙\n"
    "千里山示例加油站,千里山村网格,企业,一般,,106.8452,39.7718,示例丙\n"
    "千里山示例养殖场二场,千里山村网格,养殖场,低,,106.8391,39.7755,示例丙\n"
    "千里山示例饭店,千里山村网格,餐饮单位,特级,,106.8412,39.7733,示例丙\n"
    "千里山示例货场,无名网格,企业,一般,,106.8433,39.7729,示例丙\n"
    "千里山示例弃土场,千里山村网格,扬尘源,一般,,106.84,39.77411E,示例丙\n"
)


def draw_office(scene: Scene, room: Path) -> None:
    """Draw them one after the other; ``room`` takes files that are made on the way."""
    _draw_scan(scene, room)
    _draw_before_and_after(scene)
    scene.window.resize(WIDTH, HEIGHT + MORE_SETTINGS)
    scene.go_to("settings")
    scene.take("settings")
    scene.window.resize(WIDTH, HEIGHT)
    site = site_called(the(scene.go_to("today"), TodayPage), SITE)
    sites = the(scene.go_to("sites"), SitesPage)
    sites.choose(SiteId(site))
    scene.take("sites")
    sites.open_dossier()
    scene.take("dossier")
    sites.close_dossier()
    scene.act_as(CLERK)
    _draw_import(scene, room)
    _draw_checklist(scene)
    draw_cases(scene, room)


def _draw_scan(scene: Scene, room: Path) -> None:
    """Let a report that was printed, signed by hand and sealed come back as pictures of its pages."""
    reports = the(scene.go_to("reports"), ReportsPage)
    model = reports.list.model
    rows = [model.row_at(at) for at in range(len(model.keys))]
    printed = next(row for row in rows if row and row.kind == PATROL and row.state is ReportState.IN_INK)
    reports.list.choose(printed.subject)
    wait_until(lambda: reports.shown is not None and reports.shown.subject == printed.subject)
    shown = reports.shown
    if shown is None or shown.file is None:
        raise ValueError("the printed report is not kept")
    pages = page_pictures(shown.file, SCAN_DPI, room / "scanned")
    reports.scans.read([_seal(page) for page in pages])
    scene.dialog(FileScan)
    scene.take("scan")
    scene.close_dialogs()


def _seal(page: Path) -> Path:
    """Give a page as it comes from the scanner: askew, with a red seal."""
    with Image.open(page) as drawn:
        paper = drawn.convert("RGB")
    ImageDraw.Draw(paper).ellipse(SEAL, outline=SEAL_RED, width=SEAL_WIDTH)
    scanned = page.with_name(page.stem.replace("page", SCANNED) + ".jpg")
    paper.rotate(TILT, fillcolor=(250, 250, 248), resample=Image.Resampling.BICUBIC).save(scanned, quality=85)
    return scanned


def _draw_before_and_after(scene: Scene) -> None:
    """Look at a finding that was put right on the spot, before beside after."""
    findings = the(scene.go_to("findings"), FindingsPage)
    with closing(findings.session.workspace.reader()) as reader:
        finding = reader.value(
            "SELECT finding.id FROM finding JOIN photo ON photo.finding = finding.id "
            "WHERE photo.moment = ? AND finding.question = ?",
            (Moment.AFTER.value, SEEN),
        )
        photos = [row[0] for row in reader.rows("SELECT id FROM photo WHERE finding = ?", (finding,))]
    findings.open_at(finding)
    settle(scene.program)
    view_recorded(findings, photos, photos[0])
    view = scene.dialog(PhotoView)
    view.resize(VIEW)
    view.compare()
    settle(scene.program)
    scene.take("before-after")
    scene.close_dialogs()


def _draw_import(scene: Scene, room: Path) -> None:
    """Try a list of sites as villages send it: two good rows, and some that can't be used."""
    file = room / "点位清单.csv"
    file.write_text(TABLE, "gb18030")
    sites = the(scene.go_to("sites"), SitesPage)
    sites.import_sites(file)
    dialog = scene.dialog(ImportTable)
    wait_until(lambda: dialog.table is not None)
    dialog.going.click()
    wait_until(lambda: dialog.plan is not None)
    scene.take("import")
    scene.close_dialogs()


def _draw_checklist(scene: Scene) -> None:
    """Open the list of a kind of site in the editor."""
    settings = the(scene.go_to("settings"), SettingsPage)
    settings.checklists.open()
    overview = scene.dialog(Checklists)
    overview.editing_asked.emit(overview.rows[0].checklist)
    scene.dialog(EditChecklist)
    scene.take("checklist")
    scene.close_dialogs()
