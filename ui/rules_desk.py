"""The rules in the settings, for cases, complaints and patrols: shown, and decided by the office."""

from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QObject

from db.changes import Changes
from db.rules_deciding import RulesSheet, Told, decide_rules, rules_sheet
from inspector.model.complaint_terms import ComplaintTerms
from inspector.model.office_rules import CaseRules
from inspector.model.patrol_rules import PatrolRules
from inspector.words import _
from ui.dialogs.case_rules import CaseRulesDialog
from ui.dialogs.complaint_terms import ComplaintTermsDialog
from ui.dialogs.patrol_rules import PatrolRulesDialog
from ui.page import Page
from ui.widgets.patrol_rules_panel import PatrolRulesPanel
from ui.widgets.rules_panel import RulesPanel

Dialog: TypeAlias = CaseRulesDialog | PatrolRulesDialog | ComplaintTermsDialog


class RulesDesk(QObject):
    """Serves the panels of a page."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.panel, self.patrols = RulesPanel(), PatrolRulesPanel()
        self.sheet: RulesSheet | None = None
        self.dialog: CaseRulesDialog | None = None
        self.patrol_dialog: PatrolRulesDialog | None = None
        self.terms_dialog: ComplaintTermsDialog | None = None
        self.panel.changing_asked.connect(self.change)
        self.panel.terms_asked.connect(self.change_terms)
        self.patrols.changing_asked.connect(self.change_patrols)

    def ask(self) -> None:
        """Ask for the rules as whoever acts sees them."""
        session = self._page.session
        if actor := session.actor:
            workspace, today = session.workspace, session.now().day
            self._page.read(
                lambda reader: rules_sheet(workspace, reader, actor, today), self._show, key="rules"
            )

    def change(self) -> None:
        """Ask what is to hold for cases from now on."""
        if self.sheet and self.sheet.may_decide:
            before = CaseRules.of(self.sheet.rules)
            self.dialog = CaseRulesDialog(before, self._page.window())
            self._open(self.dialog, before)

    def change_patrols(self) -> None:
        """Ask what is to hold for patrols and the week from now on."""
        if self.sheet and self.sheet.may_decide:
            before = PatrolRules.of(self.sheet.rules)
            self.patrol_dialog = PatrolRulesDialog(before, self._page.window())
            self._open(self.patrol_dialog, before)

    def change_terms(self) -> None:
        """Ask what is to hold for complaints from now on."""
        if self.sheet and self.sheet.may_decide:
            before = ComplaintTerms.of(self.sheet.rules)
            self.terms_dialog = ComplaintTermsDialog(before, self._page.window())
            self._open(self.terms_dialog, before)

    def _open(self, dialog: Dialog, before: Told) -> None:
        dialog.decided.connect(partial(self._decide, dialog, before))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show(self, sheet: RulesSheet) -> None:
        self.sheet = sheet
        self.panel.show_sheet(sheet)
        self.patrols.show_sheet(sheet)

    def _decide(
        self,
        dialog: Dialog,
        before: Told,
        told: Told,
    ) -> None:
        session = self._page.session
        if actor := session.actor:
            now = session.now()

            def tell(_changes: Changes) -> None:
                dialog.accept()
                self._page.notice(_("The rules hold from now on."), _("Undo"), partial(self._undo, before))

            session.write(partial(decide_rules, session.workspace, told, actor, now), tell, dialog.say)

    def _undo(self, before: Told) -> None:
        session = self._page.session
        if actor := session.actor:
            session.write(partial(decide_rules, session.workspace, before, actor, session.now()))
