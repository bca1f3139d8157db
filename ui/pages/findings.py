"""Everything that was found wrong (问题), each with its case; to be read, until orders can be given."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.changes import Changes, Kind
from db.connection import Reader
from db.issued_reports import ReportWish
from db.queries.finding_facts import FindingFacts, WhenNoticed, finding_facts
from db.queries.findings import (
    Case,
    FindingRow,
    FindingView,
    case_of,
    finding_counts,
    finding_keys,
    finding_rows,
)
from db.queries.materials import Belongs
from inspector.model.finding_state import SEVERITY_NAMES, STATE_NAMES
from inspector.model.ids import FindingId, GridId
from inspector.model.issued_report import ReportKind
from inspector.model.site import KIND_NAMES
from inspector.words import N_, _
from ui.list_facts import Facet, FacetChoice
from ui.list_view import ListView
from ui.material_desk import MaterialDesk
from ui.page import Command, Page
from ui.photo_lane import PhotoLane
from ui.photo_viewing import view_recorded
from ui.session import Session
from ui.table import Column, Source, View
from ui.widgets.drawer import SidePanel
from ui.widgets.empty_state import EmptyState
from ui.widgets.finding_case import SEVERITY_TONES, STATE_TONES, FindingCase
from ui.widgets.panel import L, M, Panel, fill
from ui.widgets.site_words import day_words, letters_wide, term_words

SIDE = 352
WHEN_NAMES = {
    WhenNoticed.WEEK: N_("within 7 days"),
    WhenNoticed.MONTH: N_("within 30 days"),
    WhenNoticed.BEFORE: N_("more than 30 days ago"),
}


class FindingsPage(Page):
    """The list at the left, the case of the finding in focus at the right."""

    NAME: ClassVar[str] = "findings"
    ABOUT: ClassVar[str] = N_(
        "Everything that was found wrong, the newest first, with its photos and its time line. Findings are "
        "noted at a stop, on the page Today."
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.lane = PhotoLane(session, session.workspace)
        self.case = FindingCase()
        self.materials = MaterialDesk(self, session.workspace)
        self.case.further = self.materials.shown
        self.chosen: FindingId | None = None
        self._today = session.now().day
        self.list = self._list()
        self.side = SidePanel(Panel(self.list, margin=M), self.case, _("Case"), width=SIDE)
        self.list.buttons.addWidget(self.side.opener)
        fill(QVBoxLayout(self), (self.side,), M, L)
        self.list.noticed.connect(self.noticed)
        self.list.chosen.connect(self._follow)
        self.list.opened.connect(self._enter)
        self.list.model.answered.connect(self._choose_first)
        self.lane.pictured.connect(self.case.show_pictures)
        self.case.site_chosen.connect(lambda site: self.wanted.emit("sites", site))
        self.case.photo_opened.connect(self._view_photo)
        self.case.hint_asked.connect(self.hint)

    def refresh(self) -> None:
        """Ask for the list again, and for the case in sight."""
        self._today = self.session.now().day
        self.list.refresh()
        view = self._view(View())
        self.read(lambda reader: finding_counts(reader, view), self._say_counts, key="count")
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
        )

    def open_at(self, what: object) -> None:
        """Show the finding with the id ``what``."""
        if isinstance(what, str):
            self.list.show_view(filter="all", text="", facts=())
            self.list.choose(FindingId(what))
            self._show_chosen(FindingId(what))
            if self.side.is_narrow:
                self.side.open_drawer()

    def commands(self) -> Sequence[Command]:
        """List what can be done here now."""
        if self.case.case is None:
            return ()
        row = self.case.case.row
        show = Command(_("Show the site"), lambda: self.wanted.emit("sites", row.site))
        return (show, Command(_("Hint…"), lambda: self.hint(row.finding))) if row.site else (show,)

    def hint(self, finding: str) -> None:
        """Let a hint to the site be issued about the finding in sight."""
        self.wanted.emit("reports", ReportWish(kind=ReportKind.HINT, about=(finding,)))

    def _list(self) -> ListView[FindingRow]:
        columns = (
            Column[FindingRow]("number", _("Number"), lambda row: row.number, 150, tone=_soft, shown=False),
            Column[FindingRow](
                "text", _("Finding"), lambda row: row.text, 150, sortable=False, stretches=True
            ),
            Column[FindingRow]("site", _("Site"), lambda row: row.site_name, 128),
            Column[FindingRow](
                "severity",
                _("Severity"),
                lambda row: _(SEVERITY_NAMES[row.severity]),
                letters_wide(64, 80),
                tone=lambda row: SEVERITY_TONES[row.severity],
            ),
            Column[FindingRow](
                "noticed",
                _("Noticed"),
                lambda row: day_words(row.noticed.day, self._today),
                96,
                tone=_soft,
                cell=lambda row: row.noticed.day,
            ),
            Column[FindingRow](
                "due",
                _("Term"),
                lambda row: self._due(row)[0],
                92,
                tone=lambda row: self._due(row)[1],
                cell=lambda row: row.due_on,
            ),
            Column[FindingRow](
                "state",
                _("State"),
                lambda row: _(STATE_NAMES[row.state]),
                letters_wide(88, 124),
                tone=lambda row: STATE_TONES[row.state],
                chip=True,
            ),
            Column[FindingRow]("grid", _("Grid"), lambda row: row.grid_name, 120, tone=_soft, shown=False),
        )
        filters = (
            ("open", _("Open")),
            ("overdue", _("Overdue")),
            ("reported", _("To be assigned")),
            ("closed", _("Ended")),
            ("all", _("All")),
        )
        empty = EmptyState(
            "triangle-alert",
            _("Nothing is open"),
            _("What is found wrong is noted at a stop, with photos, and stands here until it is put right."),
            action=_("Go to Today"),
            act=lambda: self.wanted.emit("today", None),
        )
        source = Source[FindingRow](self._keys, finding_rows, self._counts, self._facets)
        return ListView(
            "findings", _("Findings"), self.session, columns, source, empty=empty, filters=filters
        )

    def _due(self, row: FindingRow) -> tuple[str, str]:
        return term_words(row.due_on, self._today) if row.is_open else ("—", "soft")

    def _view(self, view: View) -> FindingView:
        actor = self.session.actor
        return FindingView(
            GridId(actor.org if actor else ""),
            self._today,
            view.filter or "open",
            view.text,
            view.sort,
            view.descending,
            view.facts,
        )

    def _facets(self, reader: Reader) -> Sequence[Facet]:
        actor = self.session.actor
        return facets_of(finding_facts(reader, GridId(actor.org if actor else "")))

    def _keys(self, reader: Reader, view: View, limit: int | None) -> Sequence[FindingId]:
        return finding_keys(reader, self._view(view), limit)

    def _counts(self, reader: Reader, view: View) -> Mapping[str, int]:
        return finding_counts(reader, self._view(view))

    def _say_counts(self, counts: Mapping[str, int]) -> None:
        parts = [_("open {n}", n=counts["open"])]
        if overdue := counts["overdue"]:
            parts.append(_("overdue {n}", n=overdue))
        self.say_subtitle(" · ".join(parts))

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
        self.read(partial(_case, finding), self._show_case, key="case")

    def _show_case(self, case: Case | None) -> None:
        self.case.show_case(case, self._today)
        if case:
            self.lane.ask_for([one.preview for one in case.photos])
            self.materials.show_of(Belongs(finding=case.row.finding))

    def _enter(self, _row: FindingRow | None) -> None:
        if self.side.is_narrow:
            self.side.open_drawer()

    def _view_photo(self, key: str) -> None:
        if case := self.case.case:
            view_recorded(self, [one.photo for one in case.photos], key)


def _case(finding: FindingId, reader: Reader) -> Case | None:
    return case_of(reader, finding)


def facets_of(facts: FindingFacts) -> tuple[Facet, ...]:
    """Say what findings can be chosen by."""
    severities = [FacetChoice(one, _(name)) for one, name in SEVERITY_NAMES.items()]
    return (
        Facet("severity", _("Severity"), tuple(severities)),
        Facet("state", _("State"), tuple(FacetChoice(one, _(name)) for one, name in STATE_NAMES.items())),
        Facet("grid", _("Grid"), tuple(FacetChoice(o.grid, o.name, depth=o.depth) for o in facts.grids)),
        Facet("kind", _("Kind"), tuple(FacetChoice(one, _(name)) for one, name in KIND_NAMES.items())),
        Facet("noticed", _("Noticed"), tuple(FacetChoice(one, _(name)) for one, name in WHEN_NAMES.items())),
    )


def _soft(_row: Any) -> str:
    return "soft"
