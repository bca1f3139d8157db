"""The window: it shows one page at a time and says where one is; pages own themselves."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from inspector.errors import Spoken
from inspector.words import _
from ui.background import Job
from ui.last_step import LastStep
from ui.navigation import Navigation, page_key
from ui.notices import Notice, NoticeBar
from ui.page import Page
from ui.page_list import PageEntry
from ui.questions import HandOver, Hit, Person, Questions
from ui.session import Session
from ui.theme import px
from ui.top_bar import TopBar
from ui.widgets.panel import fill

if TYPE_CHECKING:  # made when they are first asked for
    from ui.command_palette import CommandPalette
    from ui.page_help import PageHelp
    from ui.widgets.progress_strip import ProgressStrip

NAMES_FROM = 1100
"""Width from which the navigation shows names."""

CLOCK = 20_000
"""Milliseconds between looks at the clock for a new day."""

HAND_OVER_PAGE, SETTINGS_PAGE = "exchange", "settings"


class Window(QMainWindow):
    """Navigation, top bar, the page in sight, and the foot with progress and notice."""

    closed = Signal()

    def __init__(
        self,
        session: Session,
        questions: Questions,
        entries: Sequence[PageEntry],
        parent: QWidget | None = None,
        *,
        first: str = "",
    ) -> None:
        """Build the frame; the page ``first`` comes before it, so that the database looks meanwhile."""
        super().__init__(parent)
        self.setWindowTitle(_("Grid Inspector"))
        self.session = session
        self.questions = questions
        self.entries = {entry.name: entry for entry in entries}
        self.pages: dict[str, Page] = {}
        if first:
            self._make(first).come()
        self.before_closing: Callable[[], bool] | None = None
        """Says whether something is to be done first; it closes the window afterwards."""
        self.last_step = LastStep()
        self._person: Person | None = None
        self._may_speak: bool | None = None
        self.navigation = Navigation(entries)
        self.top = TopBar()
        self.stack = QStackedWidget()
        self._right = QVBoxLayout()
        fill(self._right, (self.top, self.stack), 0)
        self._right.setStretch(1, 1)
        ground = QWidget()
        ground.setObjectName("window")
        layout = QHBoxLayout(ground)
        fill(layout, (self.navigation,), 0)
        layout.addLayout(self._right, 1)
        self.setCentralWidget(ground)
        self.setMinimumSize(480, 320)
        self._ground = ground
        for page in self.pages.values():
            self._take_in(page)
        self._listen()
        self._bind_keys(entries)

    @cached_property
    def progress(self) -> "ProgressStrip":
        """How far long work is, below the page."""
        from ui.widgets.progress_strip import ProgressStrip

        strip = ProgressStrip()
        self._right.insertWidget(2, strip)
        return strip

    @cached_property
    def notices(self) -> NoticeBar:
        """The newest notice, at the very foot."""
        bar = NoticeBar()
        self._right.addWidget(bar)
        return bar

    @cached_property
    def palette_box(self) -> "CommandPalette":
        """The field that finds anything, over the page."""
        from ui.command_palette import CommandPalette

        box = CommandPalette(self._ground)
        box.asked.connect(self._look_up)
        return box

    @cached_property
    def help(self) -> "PageHelp":
        """The sheet that says what the page in sight is for."""
        from ui.page_help import PageHelp

        return PageHelp(self._ground)

    @property
    def page(self) -> Page | None:
        """The page in sight."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    @property
    def page_name(self) -> str:
        """The name of the page in sight; empty before the first."""
        return next((name for name, page in self.pages.items() if page is self.page), "")

    def go_to(self, name: str, what: object = None) -> None:
        """Show the page ``name``, loading it the first time, and there ``what`` was asked for."""
        page = self.pages.get(name)
        if page is None:
            page = self._make(name)
            self._take_in(page)
        page.come()
        self.navigation.mark(name)
        self.top.say_place(_(self.entries[name].title), page.subtitle)
        self.stack.setCurrentWidget(page)
        page.setFocus()
        if what is not None:
            page.open_at(what)

    def load_pages(self) -> None:
        """Load in a lane what the pages are made of, so that the first look at one does not wait for it."""
        loads = [entry.load for entry in self.entries.values()]
        self.session.work(lambda _report: [load() for load in loads])

    def ask(self) -> None:
        """Ask how much waits, how far the hand-over is, and who can be chosen."""
        asked, actor, now = self.questions, self.session.actor, self.session.now()
        self.session.read(lambda reader: asked.people(reader, now.day), self._show_people, key="people")
        self.session.read(
            lambda reader: asked.counts(reader, actor, now), self.navigation.show_counts, key="counts"
        )
        self.session.read(asked.hand_over, self._show_hand_over, key="hand-over")
        if self._may_speak is None:
            workspace = self.session.workspace
            silence = self._say_silence
            self.session.read(lambda reader: asked.may_speak(reader, workspace), silence, key="may-speak")

    def tell(self, error: Spoken) -> None:
        """Show a sentence at the foot."""
        self.notices.show_error(error)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the names away where the window is narrow."""
        super().resizeEvent(event)
        self.navigation.show_names(named=self.width() >= px(NAMES_FROM))
        if "palette_box" in self.__dict__:
            self.palette_box.place()

    def changeEvent(self, event: QEvent) -> None:
        """Look at the clock when the window comes back, as after sleep."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self.session.look_at_the_clock()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the application end its work, which may ask for a moment first."""
        if self.before_closing and self.before_closing():
            event.ignore()
            return
        super().closeEvent(event)
        self.closed.emit()

    def _listen(self) -> None:
        self.navigation.chosen.connect(self.go_to)
        self.top.search_asked.connect(self.search)
        self.top.hand_over_asked.connect(self._go_to_hand_over)
        self.top.person_chosen.connect(self.act_as)
        self.session.told.connect(self.tell)
        self.session.changed.connect(lambda _changes: self.ask())
        self.session.day_turned.connect(self.ask)
        self.session.actor_changed.connect(self.ask)
        self.session.work_started.connect(self._show_work)
        clock = QTimer(self)
        clock.timeout.connect(self.session.look_at_the_clock)
        clock.start(CLOCK)

    def _bind_keys(self, entries: Sequence[PageEntry]) -> None:
        for number, entry in enumerate(entries[:9], start=1):
            QShortcut(QKeySequence(page_key(number)), self, partial(self.go_to, entry.name))
        QShortcut(QKeySequence("Ctrl+K"), self, self.search)
        QShortcut(QKeySequence("F1"), self, self.show_help)
        QShortcut(QKeySequence("Ctrl+L"), self, self.lock)
        QShortcut(QKeySequence("F5"), self, self._refresh)
        QShortcut(QKeySequence("Ctrl+Z"), self, self.undo)

    def _make(self, name: str) -> Page:
        page = self.pages[name] = self.entries[name].load()(self.session)
        return page

    def _take_in(self, page: Page) -> None:
        page.subtitle_changed.connect(lambda text: self._say_subtitle(page, text))
        page.wanted.connect(self.go_to)
        page.noticed.connect(lambda notice: self.notices.show_notice(self.last_step.hear(notice)))
        self.stack.addWidget(page)

    def _say_subtitle(self, page: Page, text: str) -> None:
        if page is self.page:
            self.top.subtitle.setText(text)

    def _refresh(self) -> None:
        self.ask()
        if self.page:
            self.page.go_stale()

    def lock(self) -> None:
        """Forget the key that was opened by its passphrase."""
        self.session.unlocked.forget()
        self.notices.show_notice(Notice(_("Locked. The next signature asks for the passphrase."), "blue"))

    def undo(self) -> None:
        """Take back the last thing done, where that is possible; fields of text take the key themselves."""
        if self.last_step.can_be_taken_back:
            self.notices.dismiss()
            self.last_step.take_back()
        else:
            self.notices.show_notice(Notice(_("There is nothing to take back."), "blue"))

    def search(self) -> None:
        """Open the palette over the window."""
        from ui.command_palette import Choice

        places: list[Choice] = [
            Choice(command.text, command.keys, "chevron-right", command.act)
            for command in (self.page.commands() if self.page else ())
        ]
        places += [
            Choice(
                _(entry.title),
                page_key(number),
                entry.icon,
                partial(self.go_to, entry.name),
            )
            for number, entry in enumerate(self.entries.values(), start=1)
        ]
        self.palette_box.open_with(places)

    def _look_up(self, letters: str) -> None:
        if letters:
            self.session.read(
                lambda reader: self.questions.search(reader, letters),
                partial(self._show_found, letters),
                key="search",
            )

    def _show_found(self, letters: str, hits: Sequence[Hit]) -> None:
        from ui.command_palette import Choice

        found = [
            Choice(hit.text, hit.remark, hit.icon, partial(self.go_to, hit.page, hit.what))
            for hit in hits
            if hit.page in self.entries
        ]
        self.palette_box.show_found(letters, found)

    def show_help(self) -> None:
        """Say what the page in sight is for and which keys it knows."""
        if self.page:
            self.help.explain(_(self.entries[self.page_name].title), self.page)

    def _go_to_hand_over(self) -> None:
        if HAND_OVER_PAGE in self.entries:
            self.go_to(HAND_OVER_PAGE)

    def _say_silence(self, may_speak: bool) -> None:
        """Say once what a device without authority, as after a restored backup, does in vain."""
        self._may_speak = may_speak
        if not may_speak:
            text = _("This device is not entitled yet: what it records is kept, but does not count.")
            here = partial(self.go_to, SETTINGS_PAGE)
            self.notices.show_notice(Notice(text, "amber", _("Go to the settings"), here))

    def _show_hand_over(self, state: HandOver) -> None:
        self.top.say_hand_over(state)

    def _show_people(self, people: Sequence[Person]) -> None:
        self.top.offer_people(people)
        actor = self.session.actor
        here = next((one for one in people if one.actor == actor), people[0] if people else None)
        if here and here != self._person:
            self._show_person(here)

    def act_as(self, person: Person) -> None:
        """Let ``person`` record from now on, and be offered again at the next start; drafts stay."""
        self.session.write(partial(self.questions.choose, self.session.workspace, person.actor))
        self._show_person(person)

    def _show_person(self, person: Person) -> None:
        self._person = person
        self.top.say_person(f"{person.name} · {person.office}")
        for name, button in self.navigation.buttons.items():
            roles = self.entries[name].roles
            button.setVisible(not roles or bool(roles & person.roles))
        self.session.act_as(person.actor)

    def _show_work(self, job: Job) -> None:
        self.progress.follow(job)
