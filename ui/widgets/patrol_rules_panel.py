"""What the office rules about patrols and its week, as the settings show it."""

from PySide6.QtCore import Signal

from db.rules_deciding import RulesSheet
from inspector.model.grid import LEVEL_NAMES
from inspector.model.patrol_rules import duty_words
from inspector.periods import WEEKDAYS_WHOLE
from inspector.words import _, in_language, spoken
from ui.widgets.buttons import Button
from ui.widgets.fact import Fact
from ui.widgets.panel import M, Panel, SectionHeader, row
from ui.widgets.text import Text


class PatrolRulesPanel(Panel):
    """Shows the rules; ``changing_asked`` comes from its button."""

    changing_asked = Signal()

    def __init__(self) -> None:
        super().__init__(gap=M)
        self.duties = Text(wrap=True)
        self.week = Fact(_("The week closes on"))
        self.hand_in = Fact(_("Handed in by"))
        self.changing = Button(_("Change patrols and week…"), self.changing_asked.emit, icon="calendar-days")
        for part in (SectionHeader(_("Patrols and week")), self.duties, self.week, self.hand_in):
            self.content.addWidget(part)
        self.content.addLayout(row(self.changing, None))

    def show_sheet(self, sheet: RulesSheet) -> None:
        """Show the rules in force, and whether whoever acts may change them."""
        rules, say = sheet.rules, in_language(spoken())
        names = [_(LEVEL_NAMES[min(duty.level, len(LEVEL_NAMES)) - 1]) for duty in rules.duties]
        lines = [duty_words(duty, name, say) for duty, name in zip(rules.duties, names, strict=True)]
        self.duties.setText("\n".join(lines) or _("No grid has to go out."))
        self.week.say(_(WEEKDAYS_WHOLE[rules.closes_on]))
        self.hand_in.say(rules.hand_in)
        self.changing.allow(sheet.may_decide, _("That is for the rectification office."))
