"""What Today shows besides its list: the stop being written down, the site beside it, the foot."""

from ui.correction_desk import CorrectionDesk
from ui.day_searches import DaySearches
from ui.day_text_desk import DayTextDesk
from ui.page import Page
from ui.photo_places import PhotoPlaces
from ui.round_steps import RoundSteps
from ui.stop_desk import StopDesk
from ui.stop_materials import StopMaterials
from ui.widgets.day_bar import DayBar
from ui.widgets.day_middle import DayMiddle
from ui.widgets.draft_list import DraftList
from ui.widgets.site_panel import SitePanel


class DayParts:
    """The parts, not yet laid out; ``page`` listens to them."""

    def __init__(self, page: Page) -> None:
        workspace = page.session.workspace
        self.desk = StopDesk(page, workspace)
        self.form = self.desk.form
        self.steps = RoundSteps(page, workspace)
        self.corrections = CorrectionDesk(page, workspace)
        self.drafts = DraftList()
        self.middle = DayMiddle(self.form, self.drafts)
        self.site = SitePanel()
        self.searches = DaySearches(page, self.site)
        self.bar = DayBar()
        self.text = DayTextDesk(page)
        self.places = PhotoPlaces(page, workspace, self.desk, self.bar)
        self.materials = StopMaterials(page, workspace, self.desk)
