"""What the pages of a week and of a month share: numbers with a way to their facts, texts, and freezing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import ClassVar

import msgspec
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from db.changes import Changes, Kind
from db.connection import Reader
from db.queries.summaries import FrozenRow, SummarySheet
from inspector.model.category import CATEGORY_NAMES, Category
from inspector.model.ids import GridId
from inspector.model.number import Number
from inspector.model.period import Period, Span, period_of
from inspector.model.summary import APPROVERS, FREEZERS, PENDING, Texts
from inspector.periods import short_day
from inspector.reports.summary_paper import lacking_words
from inspector.words import N_, _, in_language, spoken
from ui.facts_desk import FactsDesk
from ui.page import Command, Page
from ui.publication_desk import PublicationDesk
from ui.session import Session
from ui.shortcuts import page_key
from ui.summary_desk import SummaryDesk
from ui.summary_papers import SummaryPapers
from ui.summary_seen import Seen, draft_key, seen_of
from ui.summary_words import differences, frozen_words, reminder
from ui.widgets.buttons import PLAIN, PRIMARY, Button, IconButton
from ui.widgets.choice_field import ChoiceField
from ui.widgets.drawer import SidePanel
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.number_cards import NumberCards
from ui.widgets.numbers_table import NumbersTable
from ui.widgets.panel import Inset, L, M, Panel, S, Scroll, SectionHeader, column, fill, row
from ui.widgets.report_tiles import ReportTiles
from ui.widgets.summary_charts import SummaryCharts
from ui.widgets.summary_texts import SummaryTexts
from ui.widgets.text import Text

SIDE = 380
PAUSE = 300
"""Milliseconds in which what is typed is gathered before it goes to the disk."""
TAKING: Mapping[Span, str] = {
    Span.MONTH: N_("Take over from the weeks"),
    Span.QUARTER: N_("Take over from the months"),
}
"""What the button is called that fills empty texts; a week has no parts to take them from."""
OF_CATEGORIES = (
    Number.FINDINGS,
    Number.ON_THE_SPOT,
    Number.ASSIGNED,
    Number.IN_TIME,
    Number.OVERDUE,
    Number.RELAPSES,
)
OF_ROUNDS = (
    Number.PATROLS,
    Number.NIGHT_PATROLS,
    Number.PEOPLE_OUT,
    Number.VEHICLES,
    Number.STOPS,
    Number.SITES_VISITED,
    Number.SITES,
)
OF_CASES = (
    Number.DUE,
    Number.TRANSFERRED,
    Number.CLOSE_OFF_APPLIED,
    Number.CLOSE_OFF_PASSED,
    Number.CLOSE_OFF_RETURNED,
    Number.COMPLAINTS,
)


class PeriodWords(msgspec.Struct, frozen=True):
    """What a page calls its period, as message ids; ``closes`` says when it may be frozen."""

    before: str
    after: str
    texts: str
    coming: str
    closes: str


class SummaryPage(Page):
    """Shows a period of the grid that whoever acts acts for, and freezes it."""

    SPAN: ClassVar[Span]
    WORDS: ClassVar[PeriodWords]

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.span = self.SPAN
        self.period: Period | None = None
        self.grid: GridId | None = None
        self.seen: Seen | None = None
        self.desk = SummaryDesk(self)
        self.facts = FactsDesk(self, lambda: self.seen.sheet if self.seen else None)
        self.cards, self.tiles, self.charts = NumberCards(), ReportTiles(), SummaryCharts()
        self.categories = NumbersTable(_("Findings by category"), _("Category"))
        self.rounds = NumbersTable(_("Patrols by grid"), _("Grid"))
        self.cases = NumbersTable(_("Cases by grid"), _("Grid"))
        self.texts = SummaryTexts(_(self.WORDS.texts), _(self.WORDS.coming))
        self.title = Text("", "heading")
        self.place = ChoiceField()
        self.place.setAccessibleName(_("Grid"))
        self.earlier = IconButton("chevron-left", _(self.WORDS.before), self.go_back, kind=PLAIN)
        self.later = IconButton("chevron-right", _(self.WORDS.after), self.go_on, kind=PLAIN)
        self.note, self.difference = Text(wrap=True), Text(tone="soft", wrap=True)
        self.lack = Text(tone="amber", wrap=True)
        self.banner = Inset("blue", self.note, self.difference)
        self.freezing = Button(_("Freeze"), self.freeze, kind=PRIMARY, icon="lock")
        self.correcting = Button(_("Issue a correction…"), self.correct)
        self.reviewing = Button(_("Reviewed"), partial(self._decide, "review"))
        self.approving = Button(_("Approve"), partial(self._decide, "approve"))
        self.returning = Button(_("Send back…"), self.send_back)
        self.papers = SummaryPapers(self, self.desk.key, self.texts.texts, self._leave)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._keep_texts)
        self._lay_out()
        self.cards.chosen.connect(partial(self.facts.open_number, ""))
        self.rounds.chosen.connect(self.facts.open_number)
        self.cases.chosen.connect(self.facts.open_number)
        self.categories.chosen.connect(self.facts.open_category)
        self.tiles.chosen.connect(self.facts.show_missing)
        self.charts.period_chosen.connect(self.open_period)
        self.charts.category_chosen.connect(lambda one: self.facts.open_category(one, Number.FINDINGS))
        self.charts.grid_chosen.connect(self.facts.open_grid)
        self.charts.overdue_chosen.connect(lambda: self.facts.open_number("", Number.OVERDUE))
        self.tiles.chasing_asked.connect(self.copy_reminder)
        self.tiles.summary_wanted.connect(self.show_summary)
        self.texts.changed.connect(self._wait)
        self.texts.taken.connect(self._say_taken)
        self.place.activated.connect(self._choose_place)
        page_key(self, "Ctrl+PgUp", self.go_back)
        page_key(self, "Ctrl+PgDown", self.go_on)

    def refresh(self) -> None:
        """Ask for the period in sight, at first the one that closed last."""
        actor, today, workspace = self.session.actor, self.session.now().day, self.session.workspace
        if actor is None:
            return
        chosen, period, span = self.grid, self.period, self.span

        def look(reader: Reader) -> Seen:
            return seen_of(workspace, reader, actor, today, span, period, chosen)

        self.read(look, self._show, key="period")

    def shows(self, changes: Changes) -> bool:
        """Nearly everything is counted."""
        unseen = {Kind.CHECKLIST, Kind.SITE_PAPER, Kind.REPORT}
        return not changes.kinds <= unseen

    def go_back(self) -> None:
        """Show the period before."""
        if self.seen:
            self._go_to(self.seen.sheet.period.before)

    def go_on(self) -> None:
        """Show the period after, up to the one that runs."""
        if self.seen:
            period = self.seen.sheet.period
            after = period_of(period.last + timedelta(days=1), period.span, period.last.weekday())
            if after.first <= self.session.now().day:
                self._go_to(after)

    def open_period(self, name: str) -> None:
        """Go to a period of the trend."""
        if self.seen:
            self._go_to(next(one for one, _counts in self.seen.charts.trend if one.name == name))

    def copy_reminder(self) -> None:
        """Put a text on the clipboard that names the grids and days that are missing."""
        if self.seen:
            QGuiApplication.clipboard().setText(reminder(self.seen.sheet, self.seen.arrivals))
            self.notice(_("The reminder is on the clipboard."))

    def show_summary(self, grid: str) -> None:
        """Show the period as it stands for a grid right below that sums up."""
        self._leave()
        self.grid = GridId(grid)
        self.refresh()

    def freeze(self) -> None:
        """Freeze the period with its texts."""
        if self.seen:
            sheet = self.seen.sheet
            self.desk.freeze(sheet.grid, sheet.period, self.texts.texts(), draft_key(sheet))

    def correct(self) -> None:
        """Freeze it anew in the place of what was frozen."""
        if self.seen and (frozen := _newest(self.seen.sheet)):
            sheet = self.seen.sheet
            self.desk.correct(sheet.grid, sheet.period, self.texts.texts(), draft_key(sheet), frozen.id)

    def send_back(self) -> None:
        """Send back what somebody else froze."""
        if self.seen and (frozen := self.seen.sheet.in_force):
            self.desk.send_back(frozen.id)

    def commands(self) -> Sequence[Command]:
        """What can be done with the period."""
        return (
            Command(_(self.WORDS.before), self.go_back, "Ctrl+PgUp"),
            Command(_(self.WORDS.after), self.go_on, "Ctrl+PgDown"),
            Command(_("Copy a reminder"), self.copy_reminder),
            Command(_("Publish the results…"), self.publication.ask),
            *self.papers.commands(),
        )

    def left(self) -> Sequence[QWidget]:
        """Give what stands in the left column, from the top."""
        hint = _("every number opens its facts")
        return (
            self.cards,
            self.tiles,
            Panel(SectionHeader(_("Findings by category"), hint), self.categories),
            Panel(SectionHeader(_("Patrols by grid"), hint), self.rounds),
            Panel(SectionHeader(_("Cases by grid"), hint), self.cases),
            self.charts,
        )

    def right(self) -> Sequence[QWidget | QLayout]:
        """Give what stands in the right column, from the top."""
        return (self.lack, self.banner, self.charts.trend, self.texts, self.deeds, self.papers.buttons)

    def head(self) -> Sequence[QWidget]:
        """Give what stands at the right end above both columns: the way to the public, and the grid."""
        self.publication = PublicationDesk(self, lambda: self.seen.sheet if self.seen else None)
        return (self.publication.button, self.place)

    def shown(self, seen: Seen) -> None:
        """Show more of what was asked for, as a page has it."""

    def _lay_out(self) -> None:
        self.deeds = FlowLayout(gap=S)
        for button in (self.freezing, self.correcting, self.approving, self.reviewing, self.returning):
            self.deeds.addWidget(button)
        numbers, side = Scroll(), Scroll()
        self.side = SidePanel(numbers, side, _("Texts and freezing"), width=SIDE, parent=self)
        side.hold(column(*self.right(), None, gap=M))
        above = [*self.left()]
        self._below: list[QWidget] = []
        """What is out of sight at first; it is put in its place with the first numbers."""
        while above and above[-1] is not self.tiles:
            self._below.insert(0, above.pop())
        self._numbers = column(*above, gap=M)
        numbers.hold(column(self._numbers, None))
        head = row(self.earlier, self.title, self.later, None, *self.head(), self.side.opener)
        fill(QVBoxLayout(self), (head, self.side), M, L)

    def _choose_place(self) -> None:
        self.show_summary(self.place.value())

    def _go_to(self, period: Period) -> None:
        self._leave()
        self.period = period
        self.refresh()

    def _leave(self) -> None:
        self._pause.stop()
        self._keep_texts()

    def _show(self, seen: Seen) -> None:
        self.in_turns(self._show_parts(seen))

    def _show_parts(self, seen: Seen) -> Iterator[None]:
        self.seen = seen
        sheet, say = seen.sheet, in_language(spoken())
        self.period = sheet.period
        self.title.setText(sheet.period.title(say))
        self.grid = sheet.grid
        self.place.offer([(one, name) for one, name in seen.places], sheet.grid)
        self.place.setVisible(len(seen.places) > 1)
        self.say_subtitle(f"{sheet.period.name} · {sheet.grid_name}")
        shown = seen.kept or sheet.now
        self.lack.setText(lacking_words(*seen.lacking, say))
        self.lack.setVisible(bool(seen.lacking.entries))
        self.cards.show_numbers(shown, seen.before)
        self.later.setEnabled(sheet.period.last < self.session.now().day)
        frozen = sheet.in_force
        may_freeze = bool(seen.who.roles & FREEZERS)
        self.texts.show_texts(seen.typed or (frozen.texts if frozen else Texts()), may_write=may_freeze)
        self.texts.propose(seen.proposed, _(TAKING.get(sheet.period.span, TAKING[Span.MONTH])))
        self._show_frozen(seen, _newest(sheet))
        self.shown(seen)
        yield from self.tiles.show_reports(sheet.reports, seen.arrivals)
        while self._below:
            yield
            self._numbers.addWidget(self._below.pop(0))
        yield
        rows = [
            (one, _(CATEGORY_NAMES[one]), counts) for one in Category if (counts := seen.by_category.get(one))
        ]
        self.categories.show_numbers(OF_CATEGORIES, rows)
        counts_of = shown.by_grid
        grids = [(one.grid, one.name, counts_of[one.grid]) for one in sheet.reports if one.grid in counts_of]
        yield
        self.rounds.show_numbers(OF_ROUNDS, grids)
        self.cases.show_numbers(OF_CASES, grids)
        yield
        yield from self.charts.show_charts(seen.charts)

    def _show_frozen(self, seen: Seen, frozen: FrozenRow | None) -> None:
        sheet, today = seen.sheet, self.session.now().day
        is_open = frozen is None
        may_freeze = bool(seen.who.roles & FREEZERS)
        may_decide = bool(
            frozen and seen.who.roles & APPROVERS and frozen.by != seen.who.person and frozen.state in PENDING
        )
        self.freezing.setVisible(is_open)
        why = _("A summary is frozen by the clerk or the rectification office.")
        if may_freeze:
            day = short_day(sheet.period.last, in_language(spoken()))
            why = _(self.WORDS.closes, day=day)
        is_over = may_freeze and today >= sheet.period.last
        self.freezing.allow(is_over, why)
        self.papers.serve(sheet, draft_key(sheet), may_sign=is_over, why_not=why)
        self.correcting.setVisible(not is_open and may_freeze)
        for button in (self.reviewing, self.approving, self.returning):
            button.setVisible(may_decide)
        self.banner.setVisible(not is_open)
        if frozen:
            self.note.setText(frozen_words(frozen))
            changed = differences(seen.kept, sheet.now) if seen.kept else ""
            self.difference.setText(changed)
            self.difference.setVisible(bool(changed))

    def _decide(self, verdict: str) -> None:
        if self.seen and (frozen := self.seen.sheet.in_force):
            self.desk.decide(frozen.id, verdict)

    def _wait(self) -> None:
        if not self._pause.isActive():
            self._pause.start()

    def _say_taken(self, undo: Callable[[], None]) -> None:
        self.notice(_("Empty texts were filled; what was typed stays."), _("Undo"), undo)

    def _keep_texts(self) -> None:
        """Bring what was typed to the disk; texts as they were frozen are no draft."""
        if not self.seen or self.session.is_over:
            return
        sheet, typed, workspace = self.seen.sheet, self.texts.texts(), self.session.workspace
        frozen = sheet.in_force
        if typed == (frozen.texts if frozen else Texts()):
            self.session.write(partial(workspace.remove_draft, draft_key(sheet)))
        else:
            text = msgspec.json.encode(typed).decode()
            self.session.write(partial(workspace.save_draft, draft_key(sheet), text, self.session.now()))


def _newest(sheet: SummarySheet) -> FrozenRow | None:
    return sheet.frozen[0] if sheet.frozen else None
