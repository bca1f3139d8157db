"""Complaints (信访举报, 督察交办件): the list at the left, the case of the one in focus at the right."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.changes import Changes, Kind
from db.connection import Reader
from db.issued_reports import ReportWish
from db.queries.complaint_case import ComplaintCase, complaint_case
from db.queries.complaint_file_list import CaseFile
from db.queries.complaints import (
    ComplaintFacts,
    ComplaintRow,
    ComplaintView,
    complaint_counts,
    complaint_facts,
    complaint_keys,
    complaint_rows,
)
from inspector.errors import Refused
from inspector.model.complainant import Complainant
from inspector.model.complaint_steps import COMPLAINT_STEP_NAMES, ComplaintStep
from inspector.model.complaint_words import (
    CHANNEL_NAMES,
    COMPLAINT_STATE_NAMES,
    POLLUTION_NAMES,
    TRUTH_NAMES,
)
from inspector.model.ids import ComplaintId, GridId
from inspector.model.issued_report import ReportKind
from inspector.words import N_, _
from ui.complaint_desk import ComplaintDesk
from ui.import_desk import CASES, ImportDesk
from ui.list_facts import Facet, FacetChoice
from ui.list_view import ListView, RowAction
from ui.page import Command, Page
from ui.session import Session
from ui.shortcuts import page_key
from ui.table import Column, Source, View
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.complaint_case import ComplaintCasePanel
from ui.widgets.complaint_words import STATE_TONES, complaint_due, kinds_words
from ui.widgets.drawer import SidePanel
from ui.widgets.empty_state import EmptyState
from ui.widgets.panel import L, M, Panel, fill
from ui.widgets.site_words import day_words, letters_wide

SIDE = 372
IN_SIGHT = 60_000
"""Milliseconds a name stays in sight."""


class ComplaintsPage(Page):
    """Registers complaints and leads each through its steps; who complained is seen by its handlers only."""

    NAME: ClassVar[str] = "complaints"
    ABOUT: ClassVar[str] = N_(
        "Complaints by every channel and cases sent down in batches: their terms, who handles them, and what "
        "came of them. Who complained is sealed to those who handle the case."
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.desk = ComplaintDesk(self, session.workspace)
        self.case = ComplaintCasePanel()
        self.chosen: ComplaintId | None = None
        self._today = session.now().day
        self.list = self._list()
        self.side = SidePanel(Panel(self.list, margin=M), self.case, _("Handling"), width=SIDE)
        self.registering = Button(_("New complaint"), self.desk.register, kind=PRIMARY, icon="plus")
        self.list.buttons.addWidget(self.registering)
        self.imports = ImportDesk(self)
        self.list.buttons.addWidget(self.side.opener)
        fill(QVBoxLayout(self), (self.side,), M, L)
        self._hiding = QTimer(self, singleShot=True, interval=IN_SIGHT)
        self._hiding.timeout.connect(self._ask_case)
        self.list.noticed.connect(self.noticed)
        self.list.chosen.connect(self._follow)
        self.list.opened.connect(self._enter)
        self.list.model.answered.connect(self._choose_first)
        self.case.site_chosen.connect(lambda site: self.wanted.emit("sites", site))
        self.case.finding_chosen.connect(lambda finding: self.wanted.emit("findings", finding))
        self.case.complaint_chosen.connect(self.open_at)
        self.case.step_asked.connect(self.take)
        self.case.refused.connect(session.tell)
        self.case.identity_asked.connect(self.see)
        self.case.naming_asked.connect(self.name)
        self.case.decided.connect(self.decide)
        self.case.stop_asked.connect(lambda site: self.wanted.emit("today", site))
        self.case.paper_asked.connect(self.sheet)
        self.case.table_asked.connect(self.table)
        self.case.file_opened.connect(self.open_file)
        self.case.file_saved.connect(self.save_file)
        self.case.file_taken_back.connect(self.take_file_back)
        self.case.giving_asked.connect(self.give_sealed_on)
        session.actor_changed.connect(self._ask_case)
        page_key(self, "Ctrl+N", self.desk.register)
        page_key(self, "Ctrl+E", self.list.export)
        page_key(self, "Ctrl+I", self.import_cases)

    def refresh(self) -> None:
        """Ask for the list again, and for the case in sight."""
        self._today = self.session.now().day
        self.list.refresh()
        view = self._view(View())
        self.read(lambda reader: complaint_counts(reader, view), self._say_counts, key="count")
        self._ask_case()

    def shows(self, changes: Changes) -> bool:
        """Complaints, and the names of sites, findings, grids and people are shown."""
        return changes.touch(
            Kind.COMPLAINT, Kind.SITE, Kind.FINDING, Kind.GRID, Kind.PERSON, Kind.STOP, Kind.AUTHORITY
        )

    def open_at(self, what: object) -> None:
        """Show the complaint with the id ``what``."""
        if isinstance(what, str):
            self.list.show_view(filter="all", text="", facts=())
            self.list.choose(ComplaintId(what))
            self._show_chosen(ComplaintId(what))
            if self.side.is_narrow:
                self.side.open_drawer()

    def commands(self) -> Sequence[Command]:
        """List what can be done here now."""
        listed = [
            Command(_("New complaint"), self.desk.register, "Ctrl+N"),
            Command(_("Export the list"), self.list.export, "Ctrl+E"),
            Command(_("Import a batch of cases"), self.import_cases, "Ctrl+I"),
        ]
        if self.case.case:
            listed += [
                Command(_(COMPLAINT_STEP_NAMES[one.step]), partial(self.take, one.step))
                for one in self.case.case.steps
                if one.refusal is None
            ]
        return listed

    def import_cases(self) -> None:
        """Take in a batch of cases sent down from a table."""
        if actor := self.session.actor:
            self.imports.open(CASES, actor)
        else:
            self.session.tell(Refused(N_("Choose who you are first, at the top right.")))

    def take(self, step: ComplaintStep) -> None:
        """Ask for what a step of the complaint in sight needs."""
        if self.case.case:
            self.desk.take(self.case.case, step)

    def see(self) -> None:
        """Show who complained for a minute."""
        if self.case.case:
            self.desk.see(self.case.case, self._show_identity)

    def name(self) -> None:
        """Ask who complained."""
        if self.case.case:
            self.desk.name(self.case.case)

    def open_file(self, file: CaseFile) -> None:
        """Open a file of the complaint in sight with the system's own program."""
        if self.case.case:
            self.desk.files.open(self.case.case, file)

    def save_file(self, file: CaseFile) -> None:
        """Let an open copy of a file be saved."""
        if self.case.case:
            self.desk.files.save(self.case.case, file)

    def take_file_back(self, file: CaseFile) -> None:
        """Ask why a file is taken back."""
        if self.case.case:
            self.desk.take(self.case.case, ComplaintStep.TAKE_FILE_BACK, file)

    def give_sealed_on(self) -> None:
        """Seal what the handlers of the complaint in sight lack to them."""
        if self.case.case:
            self.desk.give_sealed_on(self.case.case)

    def decide(self, falls: str) -> None:
        """Leave the entry ``falls`` of the complaint in sight without effect."""
        if self.case.case:
            self.desk.decide(self.case.case, falls)

    def sheet(self) -> None:
        """Let the registration sheet of the complaint in sight be issued."""
        if self.chosen:
            self.wanted.emit("reports", ReportWish(kind=ReportKind.COMPLAINT, about=(self.chosen,)))

    def table(self) -> None:
        """Let the public table of its batch be issued."""
        if self.chosen:
            self.wanted.emit("reports", ReportWish(kind=ReportKind.COMPLAINT_TABLE, about=(self.chosen,)))

    def plan(self, complaints: Sequence[ComplaintId]) -> None:
        """Begin a round of looking again at the selected ones."""
        if complaints:
            self.desk.plan(complaints)
        else:
            self.session.tell(Refused(N_("Choose settled complaints in the list first.")))

    def _list(self) -> ListView[ComplaintRow]:
        columns = (
            Column[ComplaintRow](
                "number", _("Number"), lambda row: row.number, 150, tone=_soft, shown=False, keeps_end=True
            ),
            Column[ComplaintRow](
                "given",
                _("Given number"),
                lambda row: row.given_number,
                letters_wide(96, 120),
                tone=_soft,
                shown=False,
                code=True,
            ),
            Column[ComplaintRow](
                "content",
                _("Complaint"),
                lambda row: row.content,
                letters_wide(120, 104),
                sortable=False,
                stretches=True,
            ),
            Column[ComplaintRow]("accused", _("About whom"), lambda row: row.accused, letters_wide(128, 104)),
            Column[ComplaintRow](
                "channel", _("Channel"), lambda row: _(CHANNEL_NAMES[row.channel]), letters_wide(100, 120)
            ),
            Column[ComplaintRow](
                "received",
                _("Received on"),
                lambda row: day_words(row.received.day, self._today),
                letters_wide(88, 100),
                tone=_soft,
                cell=lambda row: row.received.day,
            ),
            Column[ComplaintRow](
                "due",
                _("Term"),
                lambda row: complaint_due(row, self._today)[0],
                letters_wide(92, 98),
                tone=lambda row: complaint_due(row, self._today)[1],
                cell=lambda row: row.due_on,
            ),
            Column[ComplaintRow](
                "state",
                _("State"),
                lambda row: _(COMPLAINT_STATE_NAMES[row.state]),
                letters_wide(96, 128),
                tone=lambda row: STATE_TONES[row.state],
                chip=True,
            ),
            Column[ComplaintRow]("unit", _("Unit"), lambda row: row.unit, 110, tone=_soft, shown=False),
            Column[ComplaintRow](
                "kinds",
                _("Pollution"),
                lambda row: kinds_words(row.kinds),
                96,
                sortable=False,
                shown=False,
            ),
            Column[ComplaintRow](
                "verdict",
                _("Is it true?"),
                lambda row: _(TRUTH_NAMES[row.verdict]) if row.verdict else "",
                84,
                sortable=False,
                shown=False,
            ),
            Column[ComplaintRow]("batch", _("Batch"), lambda row: row.batch, 84, sortable=False, shown=False),
        )
        filters = (
            ("open", _("Open")),
            ("due", _("Due soon")),
            ("overdue", _("Overdue")),
            ("received", _("To be taken up")),
            ("unanswered", _("To be answered")),
            ("ended", _("Ended")),
            ("all", _("All")),
        )
        empty = EmptyState(
            "megaphone",
            _("No complaint is open"),
            _("Calls, letters, visits and cases sent down are registered here, each with its term."),
            action=_("New complaint"),
            act=self.desk.register,
        )
        actions = (RowAction(_("Round of looking again…"), self.plan, "calendar-check"),)
        source = Source[ComplaintRow](self._keys, complaint_rows, self._counts, self._facets)
        return ListView(
            "complaints",
            _("Complaints"),
            self.session,
            columns,
            source,
            empty=empty,
            filters=filters,
            actions=actions,
        )

    def _view(self, view: View) -> ComplaintView:
        actor = self.session.actor
        return ComplaintView(
            GridId(actor.org if actor else ""),
            self._today,
            view.filter or "open",
            view.text,
            view.sort,
            view.descending,
            view.facts,
        )

    def _keys(self, reader: Reader, view: View, limit: int | None) -> Sequence[ComplaintId]:
        return complaint_keys(reader, self._view(view), limit)

    def _counts(self, reader: Reader, view: View) -> Mapping[str, int]:
        return complaint_counts(reader, self._view(view))

    def _facets(self, reader: Reader) -> Sequence[Facet]:
        return facets_of(complaint_facts(reader))

    def _say_counts(self, counts: Mapping[str, int]) -> None:
        parts = [_("open {n}", n=counts["open"])]
        if overdue := counts["overdue"]:
            parts.append(_("overdue {n}", n=overdue))
        self.say_subtitle(" · ".join(parts))

    def _choose_first(self) -> None:
        if self.chosen is None and self.list.model.keys:
            self.list.choose(self.list.model.keys[0])

    def _follow(self, row: ComplaintRow | None) -> None:
        if row is not None:
            self._show_chosen(row.complaint)

    def _show_chosen(self, complaint: ComplaintId) -> None:
        self.chosen = complaint
        self._ask_case()

    def _ask_case(self) -> None:
        self._hiding.stop()
        if complaint := self.chosen:
            session = self.session
            workspace, actor, now = session.workspace, session.actor, session.now()
            self.read(
                lambda reader: complaint_case(reader, workspace, complaint, actor, now),
                self._show_case,
                key="case",
            )

    def _show_case(self, case: ComplaintCase | None) -> None:
        self.case.show_case(case, self._today)

    def _show_identity(self, who: Complainant) -> None:
        self.case.show_identity(who)
        self._hiding.start()

    def _enter(self, _row: ComplaintRow | None) -> None:
        if self.side.is_narrow:
            self.side.open_drawer()


def facets_of(facts: ComplaintFacts) -> tuple[Facet, ...]:
    """Say what complaints can be chosen by."""
    named = (
        ("channel", _("Channel"), CHANNEL_NAMES),
        ("state", _("State"), COMPLAINT_STATE_NAMES),
        ("kind", _("Pollution"), POLLUTION_NAMES),
        ("verdict", _("Is it true?"), TRUTH_NAMES),
    )
    typed = (
        ("unit", _("Unit"), facts.units),
        ("batch", _("Batch"), facts.batches),
        ("round", _("Round of looking again"), facts.rounds),
    )
    return (
        *(
            Facet(name, title, tuple(FacetChoice(value, _(words)) for value, words in names.items()))
            for name, title, names in named
        ),
        *(
            Facet(name, title, tuple(FacetChoice(value, value) for value in values))
            for name, title, values in typed
        ),
    )


def _soft(_row: Any) -> str:
    return "soft"
