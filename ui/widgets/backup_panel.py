"""The panel of backups: when, where, how many, how the last one went."""

from pathlib import Path

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSpinBox

from db.backup_plan import DAILY, NEVER, WEEKLY, BackupPlan
from db.rehearsal import Rehearsal
from inspector.errors import Spoken
from inspector.periods import Instant
from inspector.words import _, plural, translate
from ui.theme import px
from ui.widgets.buttons import Button
from ui.widgets.chip import FilterChips
from ui.widgets.fact import Fact
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import M, Panel, SectionHeader, row
from ui.widgets.text import Text

MOST_KEPT = 99


class BackupPanel(Panel):
    """``decided`` carries the plan as it was changed here."""

    decided = Signal(object)
    folder_asked = Signal()
    backup_asked = Signal()
    rehearsal_asked = Signal()

    def __init__(self) -> None:
        super().__init__(gap=M)
        self.plan = BackupPlan()
        self.last = Fact(_("Last backup"))
        self.folder = Fact(_("Folder for backups"))
        self.state = Text(tone="amber", wrap=True)
        self.every = FilterChips(_("How often"))
        for days, words in ((NEVER, _("by hand")), (DAILY, _("every day")), (WEEKLY, _("every week"))):
            self.every.offer(str(days), words)
        self.keep = QSpinBox()
        self.keep.setRange(1, MOST_KEPT)
        self.keep.setMinimumWidth(px(72))
        self.keep.setAccessibleName(_("Backups that are kept"))
        self.closing = QCheckBox(_("also before the window closes, if one is due"))
        self.backing_up = Button(_("Back up now"), self.backup_asked.emit, icon="save")
        self.choosing = Button(_("Choose the folder…"), self.folder_asked.emit, icon="folder-open")
        self.rehearsing = Button(_("Rehearse restoring"), self.rehearsal_asked.emit, icon="rotate-ccw")
        buttons = FlowLayout(gap=8)
        for button in (self.backing_up, self.choosing, self.rehearsing):
            buttons.addWidget(button)
        for part in (SectionHeader(_("Backups")), self.last, self.folder, self.state):
            self.content.addWidget(part)
        self.content.addWidget(self.every)
        self.content.addLayout(row(Text(_("Newest kept"), tone="soft"), self.keep, None))
        self.content.addWidget(self.closing)
        self.content.addLayout(buttons)
        self.every.chosen.connect(lambda days: self._decide(every=int(days)))
        self.keep.valueChanged.connect(lambda number: self._decide(keep=number))
        self.closing.toggled.connect(lambda on: self._decide(on_closing=on))

    def show_plan(
        self, plan: BackupPlan, now: Instant, trouble: Spoken | None, rehearsed: Rehearsal | None
    ) -> None:
        """Show what is planned, and how the last one went."""
        self.plan = BackupPlan()  # what is set below decides nothing
        self.last.say(f"{plan.made.local:%Y-%m-%d %H:%M} · {Path(plan.to).name}" if plan.made else _("never"))
        self.folder.say(plan.folder or _("none chosen yet"))
        self.every.mark(str(plan.every))
        self.keep.setValue(plan.keep)
        self.closing.setChecked(plan.on_closing)
        has_folder = bool(plan.folder)
        why_not = _("Choose the folder first.")
        for part in (self.every, self.keep, self.closing):
            part.setEnabled(has_folder)
        self.rehearsing.allow(has_folder, why_not)
        said, tone = _state(plan, now, trouble, rehearsed)
        self.state.setText(said)
        self.state.set_tone(tone)
        self.state.setVisible(bool(said))
        self.plan = plan

    def _decide(self, **changes: int | bool) -> None:
        wanted = msgspec.structs.replace(self.plan, **changes)
        if self.plan.folder and wanted != self.plan:
            self.decided.emit(wanted)


def _state(
    plan: BackupPlan, now: Instant, trouble: Spoken | None, rehearsed: Rehearsal | None
) -> tuple[str, str]:
    if trouble:
        return translate(trouble), "red" if plan.is_overdue(now) else "amber"
    if plan.is_overdue(now):
        return _("A backup is overdue."), "red"
    if rehearsed:
        entries = plural("{n} entry", "{n} entries", rehearsed.entries)
        files = plural("{n} file", "{n} files", rehearsed.files)
        return (
            _(
                "{name} was restored, checked and removed again: {entries}, {files}, all sound.",
                name=rehearsed.backup.name,
                entries=entries,
                files=files,
            ),
            "accent",
        )
    return "", ""
