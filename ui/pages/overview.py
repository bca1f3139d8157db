"""The overview (总览): the week so far, what waits, who has not reported, and how far the tasks are."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QMenu, QVBoxLayout, QWidget

from db.changes import Changes, Kind
from db.connection import Reader
from db.issued_reports import ReportWish
from db.queries.numbers import FactRow, facts_of
from db.queries.overview import Overview, overview_of
from db.queries.progress_tables import ProgressRow, Rows, TaskFact, tasks_counted
from db.queries.summaries import GridReport
from inspector.model.ids import GridId
from inspector.model.issued_report import ReportKind
from inspector.model.number import Number
from inspector.model.task_progress import Progress
from inspector.words import N_, _, in_language, spoken
from ui.booklet_desk import BookletDesk
from ui.dialogs.number_facts import NumberFacts
from ui.dialogs.progress_tasks import ProgressTasks
from ui.page import Command, Page
from ui.river_desk import RiverDesk
from ui.route_desk import RouteDesk
from ui.session import Session
from ui.shortcuts import page_key
from ui.summary_words import reminder
from ui.wall_desk import WallDesk
from ui.widgets.buttons import Button
from ui.widgets.choice_field import ChoiceField
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.number_cards import NumberCards
from ui.widgets.panel import L, M, Panel, S, Scroll, SectionHeader, column, fill, row
from ui.widgets.progress_table import ProgressTable
from ui.widgets.report_tiles import ReportTiles
from ui.widgets.text import Elided
from ui.widgets.waiting_lines import WaitingLine, WaitingLines

PLACES = {"due": "today", "open": "findings", "overdue": "findings", "missing": "week", "summary": "week"}
"""The page that each line of what waits leads to; of tasks their list is shown."""
TASKS = "tasks"


class OverviewPage(Page):
    """Shows the grid that whoever acts acts for: a village its own, an office what lies below too."""

    NAME: ClassVar[str] = "overview"
    ABOUT: ClassVar[str] = N_(
        "The week so far and what waits, at a glance: a village sees its own, a township and the county also "
        "who has not reported, the summary of the week, and how far the tasks of plans are. Every number "
        "opens what it counts."
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.grid: GridId | None = None
        self.seen: Overview | None = None
        self.dialog: QDialog | None = None
        self.cards, self.tiles, self.waiting = NumberCards(), ReportTiles(), WaitingLines()
        self.regions = ProgressTable(_("Progress by region"), _("Region"))
        self.departments = ProgressTable(_("Progress by department"), _("Department"))
        self.title = Elided("", "heading")
        self.place = ChoiceField()
        self.place.setAccessibleName(_("Grid"))
        self.printing = Button(_("Tables as PDF…"), self.print_progress, icon="printer")
        self.wall = WallDesk(self)
        self.showing = Button(_("Wall chart"), self.show_wall, icon="maximize")
        self.supervision, self.booklets = RouteDesk(self), BookletDesk(self)
        self.rivers = RiverDesk(self)
        self.group = Button(_("Supervision group"), icon="map")
        self.group_menu = QMenu(self.group)
        for command in self._of_group():
            self.group_menu.addAction(command.text, command.act)
        self.group.setMenu(self.group_menu)
        hint = _("every number opens its tasks")
        self.by_region = Panel(SectionHeader(_("Progress by region"), hint), self.regions)
        self.by_department = Panel(SectionHeader(_("Progress by department"), hint), self.departments)
        waiting = Panel(SectionHeader(_("What waits")), self.waiting)
        ways = QWidget()
        self.ways = FlowLayout(ways, gap=S)
        for button in (self.group, self.showing, self.printing):
            self.ways.addWidget(button)
        parts = (self.cards, ways, waiting, self.tiles, self.by_region, self.by_department)
        head = row(self.title, self.place)
        head.setStretch(0, 1)
        fill(QVBoxLayout(self), (head, Scroll(column(*parts, None, gap=M))), M, L)
        self.cards.chosen.connect(self.open_number)
        self.waiting.chosen.connect(self.go_where_it_waits)
        self.tiles.chosen.connect(self.show_week)
        self.tiles.chasing_asked.connect(self.copy_reminder)
        self.tiles.summary_wanted.connect(lambda _grid: self.show_week())
        self.regions.chosen.connect(partial(self.open_tasks, Rows.REGIONS))
        self.departments.chosen.connect(partial(self.open_tasks, Rows.DEPARTMENTS))
        self.place.activated.connect(self._choose_place)
        page_key(self, "F11", self.show_wall)

    def refresh(self) -> None:
        """Ask for everything of the grid in sight."""
        if (actor := self.session.actor) is None:
            return
        own, chosen, today = GridId(actor.org), self.grid, self.session.now().day
        self.read(lambda reader: overview_of(reader, own, chosen, today), self._show, key="overview")

    def shows(self, changes: Changes) -> bool:
        """Nearly everything is counted."""
        return not changes.kinds <= {Kind.CHECKLIST, Kind.SITE_PAPER, Kind.REPORT}

    def open_number(self, number: Number) -> None:
        """List the facts of a number of the week."""
        if not (seen := self.seen):
            return
        sheet, today = seen.sheet, self.session.now().day

        def show(facts: list[FactRow]) -> None:
            self._open(NumberFacts(number, sheet.period, sheet.grid_name, facts, self.window()))

        self.read(lambda reader: facts_of(reader, number, sheet.grid, sheet.period, today), show, key="facts")

    def open_tasks(self, rows: Rows, key: str, what: Progress) -> None:
        """List the tasks that a count of progress counts; without a ``key`` those of all."""
        if not (seen := self.seen):
            return
        sheet, today = seen.sheet, self.session.now().day
        of = rows if key else Rows.ALL
        place = _name_of(seen, rows, key) or sheet.grid_name

        def ask(reader: Reader) -> list[TaskFact]:
            return tasks_counted(reader, sheet.grid, today, what, of, key)

        self.read(
            ask, lambda tasks: self._open(ProgressTasks(what, place, tasks, self.window())), key="tasks"
        )

    def go_where_it_waits(self, name: str) -> None:
        """Go to the page on which it waits; of tasks, list those past their deadline."""
        if name == TASKS:
            self.open_tasks(Rows.ALL, "", Progress.OVERDUE)
        else:
            self.wanted.emit(PLACES[name], None)

    def show_week(self, _report: GridReport | None = None) -> None:
        """Go to the page of the week, where reasons are entered and reminders are copied."""
        self.wanted.emit("week", None)

    def copy_reminder(self) -> None:
        """Put a text on the clipboard that names the grids and days that are missing this week."""
        if self.seen:
            text = reminder(self.seen.sheet, self.seen.arrivals, self.seen.closed)
            QGuiApplication.clipboard().setText(text)
            self.notice(_("The reminder is on the clipboard."))

    def print_progress(self) -> None:
        """Let the tables of progress be issued as PDF."""
        if self.seen:
            grid = self.seen.sheet.grid
            self.wanted.emit("reports", ReportWish(kind=ReportKind.PROGRESS, about=(grid,)))

    def account(self) -> None:
        """Let the accounts of units be made, of the grid in sight."""
        if self.grid:
            self.booklets.begin(self.grid)

    def show_rivers(self) -> None:
        """Show the river sections of the grid in sight."""
        if self.grid:
            self.rivers.open(self.grid)

    def show_wall(self) -> None:
        """Show the tasks of the grid in sight against time, over the whole screen."""
        if self.seen:
            self.wall.open(self.seen.sheet.grid)

    def commands(self) -> Sequence[Command]:
        """What can be done here."""
        return (
            Command(_("Tables as PDF…"), self.print_progress),
            Command(_("Wall chart"), self.show_wall, "F11"),
            *self._of_group(),
            Command(_("The week"), self.show_week),
        )

    def _of_group(self) -> tuple[Command, ...]:
        return (
            Command(_("Supervision routes…"), self.supervision.choose),
            Command(_("Accounts of units…"), self.account),
            Command(_("River sections…"), self.show_rivers),
        )

    def _choose_place(self) -> None:
        self.grid = GridId(self.place.value())
        self.refresh()

    def _show(self, seen: Overview) -> None:
        self.seen = seen
        sheet = seen.sheet
        self.grid = sheet.grid
        self.title.setText(_("The week so far: {week}", week=sheet.period.title(in_language(spoken()))))
        self.say_subtitle(sheet.grid_name)
        self.place.offer(list(seen.places), sheet.grid)
        self.place.setVisible(len(seen.places) > 1)
        # a week that runs is not compared with a whole one
        self.cards.show_numbers(sheet.now, sheet.now)
        self.waiting.show_lines(_lines(seen))
        has_below = seen.progress is not None
        self.tiles.setVisible(has_below)
        week = seen.closed.title(in_language(spoken()))
        self.in_turns(self.tiles.show_reports(sheet.reports, seen.arrivals, week))
        self.printing.setVisible(has_below)
        self.showing.setVisible(has_below)
        for panel in (self.by_region, self.by_department):
            panel.setVisible(has_below)
        if seen.progress:
            self.regions.show_progress(seen.progress.regions, seen.progress.total)
            self.departments.show_progress(seen.progress.departments, seen.progress.total)

    def _open(self, dialog: NumberFacts | ProgressTasks) -> None:
        dialog.wanted.connect(self.wanted)
        dialog.finished.connect(self._forget)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _forget(self) -> None:
        self.dialog = None


def _name_of(seen: Overview, rows: Rows, key: str) -> str:
    listed: tuple[ProgressRow, ...] = ()
    if seen.progress:
        listed = seen.progress.regions if rows is Rows.REGIONS else seen.progress.departments
    return next((one.name for one in listed if one.key == key), "")


def _lines(seen: Overview) -> list[WaitingLine]:
    """Say what waits: for everybody visits and findings, for who has grids below also what they owe."""
    late = "red" if seen.overdue_findings else ""
    lines = [
        WaitingLine("due", f"{seen.due_sites}", _("sites due for a visit")),
        WaitingLine("open", f"{seen.open_findings}", _("findings not closed yet")),
        WaitingLine("overdue", f"{seen.overdue_findings}", _("of these past their deadline"), late),
    ]
    if seen.progress:
        missing = sum(len(one.missing) for one in seen.sheet.reports)
        overdue = seen.progress.total.counts[Progress.OVERDUE]
        state = _("frozen") if seen.frozen else _("not frozen")
        week = seen.closed.title(in_language(spoken()))
        lines += [
            WaitingLine(
                "missing", f"{missing}", _("rounds of this week missing"), "amber" if missing else ""
            ),
            WaitingLine(
                "summary",
                state,
                _("summary of the week {week}", week=week),
                "" if seen.frozen else "amber",
            ),
            WaitingLine(TASKS, f"{overdue}", _("tasks past their deadline"), "red" if overdue else ""),
        ]
    return lines
