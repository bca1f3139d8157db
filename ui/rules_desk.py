"""The rules for cases in the settings: shown, and decided by the rectification office."""

from functools import partial

from PySide6.QtCore import QObject

from db.changes import Changes
from db.rules_deciding import RulesSheet, decide_rules, rules_sheet
from inspector.model.office_rules import CaseRules
from inspector.words import _
from ui.dialogs.case_rules import CaseRulesDialog
from ui.page import Page
from ui.widgets.rules_panel import RulesPanel


class RulesDesk(QObject):
    """Serves the panel of a page."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.panel = RulesPanel()
        self.sheet: RulesSheet | None = None
        self.dialog: CaseRulesDialog | None = None
        self.panel.changing_asked.connect(self.change)

    def ask(self) -> None:
        """Ask for the rules as whoever acts sees them."""
        session = self._page.session
        if actor := session.actor:
            workspace, today = session.workspace, session.now().day
            self._page.read(
                lambda reader: rules_sheet(workspace, reader, actor, today), self._show, key="rules"
            )

    def change(self) -> None:
        """Ask what is to hold from now on."""
        if self.sheet and self.sheet.may_decide:
            dialog = CaseRulesDialog(CaseRules.of(self.sheet.rules), self._page.window())
            dialog.decided.connect(partial(self._decide, dialog))
            dialog.finished.connect(dialog.deleteLater)
            self.dialog = dialog
            dialog.open()

    def _show(self, sheet: RulesSheet) -> None:
        self.sheet = sheet
        self.panel.show_sheet(sheet)

    def _decide(self, dialog: CaseRulesDialog, told: CaseRules) -> None:
        session = self._page.session
        if actor := session.actor:
            before = CaseRules.of(self.sheet.rules) if self.sheet else told
            now = session.now()

            def tell(_changes: Changes) -> None:
                dialog.accept()
                self._page.notice(_("The rules hold from now on."), _("Undo"), partial(self._undo, before))

            session.write(partial(decide_rules, session.workspace, told, actor, now), tell, dialog.say)

    def _undo(self, before: CaseRules) -> None:
        session = self._page.session
        if actor := session.actor:
            session.write(partial(decide_rules, session.workspace, before, actor, session.now()))
