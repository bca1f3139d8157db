"""What the office rules about cases, as the settings show it."""

from PySide6.QtCore import Signal

from db.rules_deciding import RulesSheet
from inspector.model.close_off import STEP_NAMES
from inspector.model.working_days import COUNTING_NAMES
from inspector.words import _, plural
from ui.widgets.buttons import Button
from ui.widgets.fact import Fact
from ui.widgets.panel import M, Panel, SectionHeader, row
from ui.widgets.text import Text


class RulesPanel(Panel):
    """Shows the rules; ``changing_asked`` and ``terms_asked`` come from its buttons."""

    changing_asked = Signal()
    terms_asked = Signal()

    def __init__(self) -> None:
        super().__init__(gap=M)
        self.rechecks, self.publicity = Fact(_("Re-checkers")), Fact(_("Publicity"))
        self.counting, self.look_back = Fact(_("Terms count")), Fact(_("Look back"))
        self.steps = Text(tone="soft", wrap=True)
        self.changing = Button(_("Change the rules…"), self.changing_asked.emit, icon="list-checks")
        self.terming = Button(_("Terms of complaints…"), self.terms_asked.emit, icon="megaphone")
        for part in (
            SectionHeader(_("Rules for cases")),
            self.rechecks,
            self.counting,
            self.publicity,
            self.look_back,
            self.steps,
        ):
            self.content.addWidget(part)
        self.content.addLayout(row(self.changing, self.terming, None))

    def show_sheet(self, sheet: RulesSheet) -> None:
        """Show the rules in force, and whether whoever acts may change them."""
        rules = sheet.rules
        minor, serious, major = rules.rechecks
        self.rechecks.say(
            _("minor {minor} · serious {serious} · major {major}", minor=minor, serious=serious, major=major)
        )
        self.publicity.say(plural("{n} day", "{n} days", rules.publicity_days))
        self.counting.say(_(COUNTING_NAMES[rules.counting]))
        self.look_back.say(_("after {n} days", n=rules.look_back_days))
        names = " → ".join(_(STEP_NAMES[step]) for step in rules.close_off_steps)
        self.steps.setText(_("Close-off: {steps}", steps=names))
        self.terming.allow(sheet.may_decide, _("That is for the rectification office."))
        self.changing.allow(sheet.may_decide, _("That is for the rectification office."))
