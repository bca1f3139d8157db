"""The panels of the settings: who acts, the signature, the look, the workspace, the program."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from db.queries.settings import SettingsSheet
from inspector import words
from inspector.model.person import ROLE_NAMES
from inspector.periods import long_day
from inspector.words import N_, _, in_language, plural, spoken
from ui.key_desk import ShownKey
from ui.preferences import LANGUAGE, THEME, ZOOM, Preferences
from ui.theme import CONTRAST, DARK, LIGHT, SETTINGS, SYSTEM, ZOOM_STEPS, current
from ui.widgets.buttons import Button
from ui.widgets.chip import FilterChips
from ui.widgets.fact import Fact
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panel import M, Panel, SectionHeader
from ui.widgets.text import Text

LANGUAGE_NAMES = {"zh_CN": "中文", "en": "English"}
"""Each in its own words, so that they are found by who cannot read the screen."""
THEME_NAMES = {
    SYSTEM: N_("as the system"),
    LIGHT: N_("light"),
    DARK: N_("dark"),
    CONTRAST: N_("high contrast"),
}
COLLEAGUES_SHOWN = 6


def buttons(*them: Button) -> FlowLayout:
    """Put buttons side by side, broken into lines where it is narrow."""
    line = FlowLayout(gap=8)
    for one in them:
        line.addWidget(one)
    return line


class PersonPanel(Panel):
    """Who acts on this device."""

    def __init__(self) -> None:
        super().__init__(gap=M)
        self.name, self.grid, self.roles = Fact(_("Full name")), Fact(_("Acts for")), Fact(_("Roles"))
        self.office = Fact(_("Office"))
        for part in (
            SectionHeader(_("Person")),
            self.name,
            self.grid,
            self.roles,
            self.office,
            Text(_("Somebody else is chosen at the top right of the window."), tone="soft", wrap=True),
        ):
            self.content.addWidget(part)

    def show_sheet(self, sheet: SettingsSheet) -> None:
        """Show who acts, and for whom."""
        self.name.say(sheet.name)
        self.grid.say(sheet.grid_name)
        self.roles.say(" · ".join(_(ROLE_NAMES[role]) for role in sheet.roles))
        self.office.say(f"{sheet.office_name} · {_('sample')}" if sheet.is_sample else sheet.office_name)


class PeoplePanel(Panel):
    """Who else there is; people and grids are added here."""

    person_asked = Signal()
    grid_asked = Signal()
    ground_asked = Signal()

    def __init__(self) -> None:
        super().__init__(gap=M)
        self.showing_ground = Button(_("Grids and people…"), self.ground_asked.emit, icon="users")
        self.adding_person = Button(_("New person"), self.person_asked.emit, icon="user")
        self.adding_grid = Button(_("New grid"), self.grid_asked.emit, icon="map")
        self.people = SectionHeader(_("People"))
        self._list = QVBoxLayout()
        self.content.addWidget(self.people)
        self.content.addLayout(self._list)
        self.content.addLayout(buttons(self.showing_ground, self.adding_person, self.adding_grid))

    def show_sheet(self, sheet: SettingsSheet) -> None:
        """Show the first of them, and whether somebody may be added."""
        self.people.say(_("People"), str(len({one.person for one in sheet.colleagues})))
        while (item := self._list.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        for one in sheet.colleagues[:COLLEAGUES_SHOWN]:
            self._list.addWidget(Fact(one.name, f"{one.grid_name} · {_(ROLE_NAMES[one.role])}"))
        if (more := len(sheet.colleagues) - COLLEAGUES_SHOWN) > 0:
            self._list.addWidget(Text(plural("and {n} more", "and {n} more", more), tone="soft"))
        why_not = _("Only the rectification office and township clerks add people and grids.")
        for button in (self.showing_ground, self.adding_person, self.adding_grid):
            button.allow(sheet.grants_for is not None, why_not)


class SignaturePanel(Panel):
    """The certificate of whoever acts."""

    making_asked = Signal()
    saving_asked = Signal()
    taking_asked = Signal()
    changing_asked = Signal()

    def __init__(self) -> None:
        super().__init__(gap=M)
        self.key: ShownKey | None = None
        self.name, self.until, self.number = Fact(_("Name on it")), Fact(_("Valid until")), Fact("SHA-256")
        self.nothing = Text(
            _("No certificate yet. It is made here in a second; with it reports are signed."),
            tone="soft",
            wrap=True,
        )
        self.unknown = Text(
            _("The office does not know this certificate; take it in again."),
            tone="amber",
            wrap=True,
        )
        self.making = Button(_("Make a certificate"), self.making_asked.emit, icon="key-round")
        self.saving = Button(_("Save a copy"), self.saving_asked.emit, icon="download")
        self.taking = Button(_("Take in a key file"), self.taking_asked.emit, icon="upload")
        self.changing = Button(_("Change the passphrase"), self.changing_asked.emit)
        for part in (
            SectionHeader(_("Signature")),
            self.nothing,
            self.name,
            self.until,
            self.number,
            self.unknown,
        ):
            self.content.addWidget(part)
        self.content.addLayout(buttons(self.making, self.saving, self.changing, self.taking))
        self.show_key(None, frozenset())

    def show_key(self, key: ShownKey | None, certified: frozenset[str]) -> None:
        """Show the newest certificate kept here, and whether the office knows it."""
        self.key = key
        if key:
            self.name.say(key.kept.name)
            self.until.say(long_day(key.until, in_language(spoken())))
            self.number.say(f"{key.kept.sha256[:8]} {key.kept.sha256[8:16]}")
            self.number.setToolTip(key.kept.sha256)
        self.nothing.setVisible(key is None)
        self.unknown.setVisible(key is not None and key.kept.sha256 not in certified)
        for part in (self.name, self.until, self.number, self.saving, self.changing):
            part.setVisible(key is not None)
        self.making.setVisible(key is None)


class LookPanel(Panel):
    """Language, colours and size; each takes effect at once."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__(gap=M)
        self.language = _choices(
            _("Language"), [(one, LANGUAGE_NAMES[one]) for one in words.LANGUAGES], spoken()
        )
        self.theme = _choices(
            _("Colours"),
            [(one, _(THEME_NAMES[one])) for one in SETTINGS],
            preferences.text(THEME, SYSTEM),
        )
        self.zoom = _choices(
            _("Size"), [(str(step), f"{step} %") for step in ZOOM_STEPS], str(current().zoom)
        )
        self.language.chosen.connect(lambda name: preferences.keep(LANGUAGE, name))
        self.theme.chosen.connect(lambda name: preferences.keep(THEME, name))
        self.zoom.chosen.connect(lambda step: preferences.keep(ZOOM, int(step)))
        self.content.addWidget(SectionHeader(_("Look")))
        for name, choice in (
            (_("Language"), self.language),
            (_("Colours"), self.theme),
            (_("Size"), self.zoom),
        ):
            self.content.addWidget(Text(name, tone="soft"))
            self.content.addWidget(choice)


class WorkspacePanel(Panel):
    """Where everything lies, and its copies."""

    folder_asked = Signal()
    other_asked = Signal()
    leaving_asked = Signal()
    entitling_asked = Signal()

    def __init__(self, folder: str) -> None:
        super().__init__(gap=M)
        self.folder, self.entries = Fact(_("Folder"), folder), Fact(_("Entries"))
        self.silent = Text(
            _(
                "This device's key is new to the office, as after restoring a backup: what you record is "
                "kept, but does not count until the device is entitled."
            ),
            tone="amber",
            wrap=True,
        )
        self.entitling = Button(_("Entitle this device"), self.entitling_asked.emit, icon="shield-check")
        self.opening = Button(_("Show the folder"), self.folder_asked.emit, icon="folder-open")
        self.other = Button(_("Open another workspace"), self.other_asked.emit)
        self.leaving = Button(_("Close this one"), self.leaving_asked.emit)
        self.leaving.setToolTip(_("Goes back to the first page, where a new office can be started"))
        for part in (
            SectionHeader(_("Workspace")),
            self.folder,
            self.entries,
            self.silent,
            self.entitling,
        ):
            self.content.addWidget(part)
        self.content.addLayout(buttons(self.opening, self.other, self.leaving))
        self.silent.hide()
        self.entitling.hide()

    def show_sheet(self, sheet: SettingsSheet) -> None:
        """Show how much is kept, and whether this device may speak."""
        self.entries.say(f"{sheet.entries:,}")
        self.silent.setVisible(not sheet.may_speak)
        self.entitling.setVisible(not sheet.may_speak)


class ProgramPanel(Panel):
    """What this program is."""

    def __init__(self, facts: Sequence[tuple[str, str]], licence: str) -> None:
        super().__init__(gap=M)
        self.content.addWidget(SectionHeader(_("About")))
        for name, value in facts:
            self.content.addWidget(Fact(name, value))
        self.content.addWidget(Text(licence, tone="soft", wrap=True))


def _choices(name: str, options: Sequence[tuple[str, str]], chosen: str) -> FilterChips:
    chips = FilterChips(name)
    for value, text in options:
        chips.offer(value, text)
    if chosen in {value for value, _text in options}:
        chips.choose(chosen)
    return chips
