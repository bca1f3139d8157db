"""The first start: try the sample, start an office, open a workspace, or bring back a backup."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from db.office_start import OfficeAnswers, start_office
from db.places import data_folder, free_folder, sample_folder
from inspector import words
from inspector.errors import Spoken
from inspector.periods import Instant
from inspector.words import _, translate
from ui.background import Background, Job, Lane, Report
from ui.dialogs.pick import pick_folder
from ui.icons import wear_icon
from ui.preferences import LANGUAGE, THEME, ZOOM, Preferences
from ui.theme import DARK, LIGHT, current, px
from ui.widgets.buttons import LINK, PRIMARY, Button, IconButton
from ui.widgets.chip import FilterChips
from ui.widgets.choice_card import ChoiceCard
from ui.widgets.office_form import OfficeForm
from ui.widgets.panel import XL, L, M, Scroll, fill, row
from ui.widgets.text import Text

LANGUAGE_NAMES = {"zh_CN": "中文", "en": "English"}
"""Each in its own words, so that they are found by who cannot read the screen."""
SIDE_BY_SIDE = 780
"""Width from which the cards stand side by side."""
WIDEST = 1080
SAMPLE_WORDS = "演示演示"


class WelcomePage(QWidget):
    """``opened`` carries the folder of a workspace that is there, ``told`` an error for people.

    ``work_started`` carries a job whose progress is to be shown.
    """

    opened = Signal(object)
    told = Signal(object)
    work_started = Signal(object)

    def __init__(self, background: Background, preferences: Preferences, now: Callable[[], Instant]) -> None:
        """Offer the ways in; ``now`` is the clock of this device."""
        super().__init__()
        self.setObjectName("page")
        self._background = background
        self._preferences = preferences
        self._now = now
        self._data = data_folder()
        self.sample = sample_folder(self._data, now().day)
        self.form = OfficeForm(free_folder(self._data))
        self.form.left.connect(self.show_cards)
        self.form.answered.connect(self.start_office)
        self.form.folder_asked.connect(self._pick_new_folder)
        self._lay_out()

    def make_sample(self) -> None:
        """Open today's sample, made first if it is not there."""
        if self.sample.exists():
            self.opened.emit(self.sample)
            return
        language = words.spoken()

        def make(report: Report) -> Path:
            from inspector.sample import make_sample

            self.sample.parent.mkdir(parents=True, exist_ok=True)
            return make_sample(self.sample, self._now(), language=language, report=report).folder

        self._work(make, _("Making the sample county"), self.told.emit)

    def show_form(self) -> None:
        """Ask the three questions."""
        self._stack.setCurrentIndex(1)
        self.form.office.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_cards(self) -> None:
        """Offer the ways in again."""
        self._stack.setCurrentIndex(0)
        self.office_card.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def start_office(self, answers: OfficeAnswers, folder: Path) -> None:
        """Found the office; what is wrong is said below the questions."""
        language = words.spoken()

        def start(_report: Report) -> Path:
            folder.parent.mkdir(parents=True, exist_ok=True)
            return start_office(folder, answers, self._now(), language)

        self._work(start, _("Starting the office"), lambda error: self.form.say(translate(error)))

    def pick_workspace(self) -> None:
        """Let the folder of a workspace be chosen."""
        pick_folder(self, _("Open a workspace"), self._data, self.opened.emit)

    def pick_backup(self) -> None:
        """Let the folder of a backup be chosen."""
        pick_folder(self, _("Choose the folder of the backup"), Path.home(), self.restore)

    def restore(self, backup: Path) -> None:
        """Put a backup back into a new folder at the usual place, and open it."""
        folder = free_folder(self._data)

        def bring_back(report: Report) -> Path:
            from db.backup import restore

            folder.parent.mkdir(parents=True, exist_ok=True)
            restore(backup, folder, report)
            return folder

        self._work(bring_back, _("Restoring the backup"), self.told.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards one below another where it is narrow."""
        super().resizeEvent(event)
        wide = self.width() >= px(SIDE_BY_SIDE)
        self._cards.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    def _lay_out(self) -> None:
        there = self.sample.exists()
        self.sample_card = ChoiceCard(
            "layout-dashboard",
            _("Look around in a sample"),
            _(
                "A county made up for trying (marked 演示), with weeks of patrols, summaries and a signed "
                "report. Every passphrase in it is {words}.",
                words=SAMPLE_WORDS,
            ),
            _("Open the sample") if there else _("Try with sample data"),
            self.make_sample,
            kind=PRIMARY,
        )
        self.office_card = ChoiceCard(
            "building-2",
            _("Begin for real"),
            _("Three short questions, no account and no network. Everything stays on this computer."),
            _("Start an office"),
            self.show_form,
        )
        self.open_card = ChoiceCard(
            "folder-open",
            _("Go on with what is there"),
            _("A workspace is a folder with its records, photos and reports."),
            _("Open a workspace"),
            self.pick_workspace,
        )
        self.restoring = Button(_("Restore a backup"), self.pick_backup, kind=LINK)
        self.open_card.content.addWidget(self.restoring, 0, Qt.AlignmentFlag.AlignLeft)
        self._cards = QHBoxLayout()
        fill(self._cards, (self.sample_card, self.office_card, self.open_card), L)
        for at in range(3):
            self._cards.setStretch(at, 1)
        middle = QWidget()
        middle.setMaximumWidth(px(WIDEST))
        fill(QVBoxLayout(middle), (None, self._heading(), XL, self._cards, None, None), 0)
        cards = QHBoxLayout()
        fill(cards, (None, middle, None), 0, L)
        cards.setStretch(1, 100)
        self.sample_card.button.setFocus(Qt.FocusReason.OtherFocusReason)
        form = QHBoxLayout()
        fill(form, (None, self.form, None), 0, M)
        form.setStretch(1, 8)
        form.setAlignment(self.form, Qt.AlignmentFlag.AlignVCenter)
        self._stack = QStackedLayout()
        self._stack.addWidget(Scroll(cards))
        self._stack.addWidget(Scroll(form))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._top())
        layout.addLayout(self._stack, 1)

    def _heading(self) -> QVBoxLayout:
        heading = QVBoxLayout()
        title = Text(_("Welcome to Grid Inspector"), "number", wrap=True)
        about = Text(
            _("Patrol, note what is wrong, sign the daily report and hand it over, without any network."),
            tone="soft",
            wrap=True,
        )
        fill(heading, (title, about), 4)
        return heading

    def _top(self) -> QHBoxLayout:
        self.languages = FilterChips(_("Language"))
        for language in words.LANGUAGES:
            self.languages.offer(language, LANGUAGE_NAMES[language])
        self.languages.choose(words.spoken())
        self.languages.chosen.connect(partial(self._preferences.keep, LANGUAGE))
        dark = current().name == DARK
        self.look = IconButton(
            "sun" if dark else "moon",
            _("Light colours") if dark else _("Dark colours"),
            lambda: self._preferences.keep(THEME, LIGHT if current().name == DARK else DARK),
        )
        self.look.clicked.connect(self._say_look)
        larger = IconButton("zoom-in", _("Larger letters"), partial(self._zoom, 1))
        smaller = IconButton("zoom-out", _("Smaller letters"), partial(self._zoom, -1))
        top = row(None, smaller, larger, self.look, self.languages, gap=4)
        top.setContentsMargins(px(L), px(M), px(L), 0)
        return top

    def _say_look(self) -> None:
        dark = current().name == DARK
        self.look.setAccessibleName(_("Light colours") if dark else _("Dark colours"))
        self.look.setToolTip(self.look.accessibleName())
        wear_icon(self.look, "sun" if dark else "moon")

    def _zoom(self, steps: int) -> None:
        from ui.theme import ZOOM_STEPS

        at = min(range(len(ZOOM_STEPS)), key=lambda one: abs(ZOOM_STEPS[one] - current().zoom)) + steps
        self._preferences.keep(ZOOM, ZOOM_STEPS[min(max(at, 0), len(ZOOM_STEPS) - 1)])

    def _pick_new_folder(self) -> None:
        def keep(parent: Path) -> None:
            self.form.keep_in(free_folder(parent) if any(parent.iterdir()) else parent)

        pick_folder(self, _("Choose a folder for the workspace"), self._data.parent, keep)

    def _work(self, task: Callable[[Report], Path], title: str, failed: Callable[[Spoken], object]) -> Job:
        """Let ``task`` make a workspace beside the window, then open it."""
        self._allow(allowed=False)
        job = self._background.start(
            Lane.WORK, lambda job: task(job.report), self.opened.emit, partial(self._fail, failed)
        )
        job.title = title
        job.finished.connect(partial(self._allow, allowed=True))
        self.work_started.emit(job)
        return job

    def _fail(self, failed: Callable[[Spoken], object], error: BaseException) -> None:
        if not isinstance(error, Spoken):
            raise error
        failed(error)

    def _allow(self, *, allowed: bool) -> None:
        for card in (self.sample_card, self.office_card, self.open_card):
            card.button.setEnabled(allowed)
        self.restoring.setEnabled(allowed)
        self.form.setEnabled(allowed)
