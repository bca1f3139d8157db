"""Everything that was found wrong (问题), each with its case and the steps that are open to whoever acts."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from db.changes import Changes, Kind
from db.connection import Reader
from db.issued_reports import ReportWish
from db.queries.finding_case import Case, case_of
from db.queries.finding_facts import finding_facts
from db.queries.findings import MINE, FindingRow, FindingView, finding_counts, finding_keys, finding_rows
from db.queries.materials import Belongs
from db.workspace import Actor
from inspector.model.events import Blob
from inspector.model.finding_steps import STEP_NAMES, Step
from inspector.model.ids import FindingId, GridId
from inspector.model.issued_report import ReportKind
from inspector.model.search_list_acts import MAKERS
from inspector.words import N_, _, plural
from ui.case_desk import DIALOGS, CaseDesk
from ui.finding_columns import facets_of, finding_columns
from ui.ledger_desk import LedgerDesk
from ui.list_facts import Facet
from ui.list_view import ListView, RowAction
from ui.material_desk import MaterialDesk
from ui.order_desk import OrderDesk
from ui.outside import open_outside
from ui.page import Command, Page
from ui.photo_lane import PhotoLane
from ui.photo_viewing import view_recorded
from ui.search_desk import SearchDesk
from ui.session import Session
from ui.shortcuts import page_key
from ui.table import Source, View
from ui.widgets.buttons import PLAIN, IconButton
from ui.widgets.drawer import SidePanel
from ui.widgets.drop_zone import files_in
from ui.widgets.empty_state import EmptyState
from ui.widgets.finding_case import PAPER_WORDS, FindingCase, papers_of
from ui.widgets.panel import L, M, Panel, fill

SIDE = 400
OPENED_HERE = frozenset({*DIALOGS, Step.CLOSE_OFF})
"""The steps that can be taken from this page."""
FILTERS = {
    MINE: N_("For me to do"),
    "overdue": N_("Overdue"),
    "recheck": N_("To be re-checked"),
    "open": N_("Open"),
    "all": N_("All"),
}


class FindingsPage(Page):
    """The list at the left, the case of the finding in focus at the right."""

    NAME: ClassVar[str] = "findings"
    ABOUT: ClassVar[str] = N_(
        "Everything that was found wrong, with its deadline, photos and time line. The case at the right "
        "offers what may happen next to whoever acts, and says why the rest may not. Findings are noted at a "
        "stop, on the page Today."
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.lane = PhotoLane(session, session.workspace)
        self.case = FindingCase()
        self.materials = MaterialDesk(self, session.workspace)
        self.desk = CaseDesk(self, self.lane)
        self.orders = OrderDesk(self)
        self.case.further = self.materials.shown
        self.searches = SearchDesk(self)
        self.chosen: FindingId | None = None
        self._today = session.now().day
        self._begun_for: Actor | None = None
        self._is_picked = False
        self.list = self._list()
        self.side = SidePanel(Panel(self.list, margin=M), self.case, _("Case"), width=SIDE)
        self.whole = LedgerDesk(self, lambda: self.list.model.view)
        self.more = IconButton("archive", _("The whole ledger"), kind=PLAIN)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.more)
        self.whole.fill(self.menu)
        self.menu.addAction(_("Search lists…"), self.searches.choose)
        self.more.setMenu(self.menu)
        self.list.buttons.addWidget(self.more)
        self.list.buttons.addWidget(self.side.opener)
        page_key(self, "Ctrl+I", self.whole.take_over)
        page_key(self, "Ctrl+Shift+L", self.searches.choose)
        self.setAcceptDrops(True)
        fill(QVBoxLayout(self), (self.side,), M, L)
        self.list.noticed.connect(self.noticed)
        self.list.chosen.connect(self._follow)
        self.list.head.wanted.connect(self._keep_view)
        self.list.opened.connect(self._enter)
        self.list.model.answered.connect(self._choose_first)
        self.lane.pictured.connect(self.case.show_pictures)
        self.case.site_chosen.connect(lambda site: self.wanted.emit("sites", site))
        self.case.photo_opened.connect(self._view_photo)
        self.case.hint_asked.connect(self.hint)
        self.case.report_asked.connect(self.issue)
        self.case.complaint_chosen.connect(lambda one: self.wanted.emit("complaints", one))
        self.case.finding_chosen.connect(self.open_at)
        self.case.step_asked.connect(self.begin)
        self.case.step_refused.connect(session.tell)
        self.case.paper_opened.connect(self._open_paper)
        self.case.decided.connect(self._decide)
        self.case.came_back.connect(self.desk.relapse)
        self.case.search_asked.connect(self.search)
        self.case.search_chosen.connect(self.searches.open)
        self.desk.outdated.connect(self._ask_again)

    def refresh(self) -> None:
        """Ask for the list again, and for the case in sight."""
        self._today = self.session.now().day
        self.list.refresh()
        view = self._view(View())
        said = (MINE, "open", "overdue")
        self.read(lambda reader: finding_counts(reader, view, said), self._say_counts, key="count")
        if self.chosen:
            self._ask_case(self.chosen)

    def shows(self, changes: Changes) -> bool:
        """Findings, their photos, and the names of sites, grids and people are shown."""
        return changes.touch(
            Kind.FINDING,
            Kind.PHOTO,
            Kind.MATERIAL,
            Kind.SITE,
            Kind.GRID,
            Kind.PERSON,
            Kind.PATROL,
            Kind.AUTHORITY,
            Kind.SEARCH_LIST,
        )

    def open_at(self, what: object) -> None:
        """Show the finding with the id ``what``."""
        if isinstance(what, str):
            self._is_picked = True
            self.list.show_view(filter="all", text="", facts=())
            self.list.choose(FindingId(what))
            self._show_chosen(FindingId(what))
            if self.side.is_narrow:
                self.side.open_drawer()

    def commands(self) -> Sequence[Command]:
        """List what can be done here now."""
        lists = Command(_("Search lists…"), self.searches.choose, "Ctrl+Shift+L")
        whole = (*self.whole.commands(), lists)
        if self.case.case is None:
            return whole
        row = self.case.case.row
        steps = self.case.steps.open_steps if self.case.steps else ()
        found = [
            Command(f"{_(STEP_NAMES[step])} · {row.number}", partial(self.begin, step))
            for step in steps
            if step in OPENED_HERE
        ]
        keys = self.list.selected_keys()
        if len(keys) > 1:
            found.append(Command(_("Assign all that are chosen"), partial(self.desk.assign_all, keys)))
            ordering = plural("Order for {n} finding…", "Orders for {n} findings…", len(keys))
            found.append(Command(ordering, partial(self.orders.begin, keys)))
        if row.site:
            found.append(Command(_("Show the site"), lambda: self.wanted.emit("sites", row.site)))
            found.append(Command(_("Hint…"), lambda: self.hint(row.finding)))
        if self.case.case.sheet.who.roles & MAKERS:
            found.append(Command(_("Search for the same elsewhere…"), self.search))
        papers = papers_of(self.case.case.sheet.finding)
        found += [Command(_(PAPER_WORDS[kind]), partial(self.issue, kind)) for kind in papers]
        return [*found, *whole]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that a ledger kept before can be let go here."""
        if len(files_in(event.mimeData())) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take over the ledger that was let go."""
        event.acceptProposedAction()
        self.whole.take_dropped(files_in(event.mimeData())[0])

    def begin(self, step: Step) -> None:
        """Ask for what ``step`` says about the finding in sight; a close-off has a dialog of its own."""
        case = self.case.case
        if case and step is Step.CLOSE_OFF:
            from ui.close_off_desk import open_close_off

            open_close_off(self, case.row.finding)
        elif case and step in DIALOGS:
            self.desk.begin(case, step)

    def search(self) -> None:
        """Ask for a search list made of the finding in sight."""
        if self.case.case:
            self.searches.make(self.case.case.sheet.finding)

    def hint(self, finding: str) -> None:
        """Let a hint to the site be issued about the finding in sight."""
        self.wanted.emit("reports", ReportWish(kind=ReportKind.HINT, about=(finding,)))

    def issue(self, kind: ReportKind) -> None:
        """Let an official paper about the finding in sight be issued."""
        if self.chosen:
            self.wanted.emit("reports", ReportWish(kind=kind, about=(self.chosen,)))

    def _list(self) -> ListView[FindingRow]:
        empty = EmptyState(
            "triangle-alert",
            _("Nothing waits for you"),
            _("What is found wrong is noted at a stop, with photos, and stands here until it is put right."),
            action=_("Go to Today"),
            act=lambda: self.wanted.emit("today", None),
        )
        source = Source[FindingRow](self._keys, finding_rows, self._counts, self._facets)
        return ListView(
            "findings",
            _("Findings"),
            self.session,
            finding_columns(lambda: self._today),
            source,
            empty=empty,
            filters=[(name, _(words)) for name, words in FILTERS.items()],
            actions=(
                RowAction(_("Assign…"), self.desk.assign_all, "megaphone"),
                RowAction(_("Orders as PDF…"), self.orders.begin, "file-text"),
            ),
        )

    def _view(self, view: View) -> FindingView:
        actor = self.session.actor
        return FindingView(
            GridId(actor.org if actor else ""),
            self._today,
            view.filter or MINE,
            view.text,
            view.sort,
            view.descending,
            view.facts,
            actor.person if actor else "",
        )

    def _facets(self, reader: Reader) -> Sequence[Facet]:
        actor = self.session.actor
        return facets_of(finding_facts(reader, GridId(actor.org if actor else "")))

    def _keys(self, reader: Reader, view: View, limit: int | None) -> Sequence[FindingId]:
        return finding_keys(reader, self._view(view), limit)

    def _counts(self, reader: Reader, view: View) -> Mapping[str, int]:
        return finding_counts(reader, self._view(view), FILTERS)

    def _say_counts(self, counts: Mapping[str, int]) -> None:
        parts = [_("open {n}", n=counts["open"])]
        if overdue := counts["overdue"]:
            parts.append(_("overdue {n}", n=overdue))
        self.say_subtitle(" · ".join(parts))
        self._begin_with(counts)

    def _begin_with(self, counts: Mapping[str, int]) -> None:
        """Show what is open to somebody for whom nothing waits; a view that was chosen stays."""
        actor = self.session.actor
        if actor == self._begun_for or self._is_picked or self.list.head.saved_filters.first:
            return
        self._begun_for = actor
        first = MINE if counts[MINE] or not counts["open"] else "open"
        if first != (self.list.model.view.filter or MINE):
            self.list.show_view(filter=first)

    def _keep_view(self, _changed: object) -> None:
        self._is_picked = True

    def _choose_first(self) -> None:
        if self.chosen is None and self.list.model.keys:
            self.list.choose(self.list.model.keys[0])

    def _follow(self, row: FindingRow | None) -> None:
        if row is not None:
            self._show_chosen(row.finding)

    def _show_chosen(self, finding: FindingId) -> None:
        self.chosen = finding
        self._ask_case(finding)

    def _ask_case(self, finding: FindingId) -> None:
        session, today = self.session, self._today
        asked = partial(case_of, session.workspace, finding=finding, by=session.actor, today=today)
        self.read(lambda reader: asked(reader=reader), self._show_case, key="case")

    def _ask_again(self) -> None:
        if self.chosen:
            self._ask_case(self.chosen)

    def _show_case(self, case: Case | None) -> None:
        self.case.show_case(case, self._today)
        if case:
            self.lane.ask_for([one.preview for one in case.photos])
            self.materials.show_of(Belongs(finding=case.row.finding) if case.sheet.is_read else Belongs())

    def _enter(self, _row: FindingRow | None) -> None:
        if self.side.is_narrow:
            self.side.open_drawer()
        if self.case.steps:
            self.case.steps.take_focus()

    def _decide(self, falls: str) -> None:
        if self.case.case:
            self.desk.decide(self.case.case, falls)

    def _open_paper(self, paper: Blob) -> None:
        number = self.case.case.row.number if self.case.case else ""
        open_outside(self.session, self.session.workspace.blobs, paper, number)

    def _view_photo(self, key: str) -> None:
        if case := self.case.case:
            view_recorded(self, [one.photo for one in case.photos], key)
