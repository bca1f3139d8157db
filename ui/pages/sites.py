"""Everything that is looked after (监管对象), each with its dossier."""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from msgspec.structs import asdict
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from db.changes import Changes, Kind
from db.issued_reports import ReportWish
from db.queries.dossier import Dossier, dossier_of
from db.queries.site_choices import AlikeSite, SiteChoices, alike_sites, site_choices
from db.queries.sites import SiteRow, site_counts
from inspector.errors import Refused
from inspector.model.events import IN_HEADER, Event
from inspector.model.ids import GridId, SiteId, uuid7
from inspector.model.issued_report import ReportKind
from inspector.model.site import Site, SiteAdded, SiteChanged
from inspector.words import N_, _, plural
from ui.bulk_change import ask_change
from ui.dossier_desk import DossierDesk
from ui.import_desk import SITES, ImportDesk
from ui.list_view import RowAction
from ui.page import Command, Page
from ui.photo_lane import PhotoLane
from ui.photo_viewing import view_recorded
from ui.search_desk import SearchDesk
from ui.session import Session
from ui.shortcuts import page_key
from ui.site_list import SiteList
from ui.table import View
from ui.widgets.buttons import PLAIN, Button, IconButton
from ui.widgets.dossier_view import PAPERS, DossierView
from ui.widgets.drawer import SidePanel
from ui.widgets.drop_zone import files_in
from ui.widgets.empty_state import EmptyState
from ui.widgets.panel import L, M, Panel, fill
from ui.widgets.site_dossier import SiteDossier

SIDE = 336
NAME_BYTES = 10


class SitesPage(Page):
    """The list at the left, the dossier of the site in focus at the right."""

    NAME: ClassVar[str] = "sites"
    ABOUT: ClassVar[str] = N_(
        "Everything you look after, with its dossier: who answers for it, what is open, the last visits with "
        "their photos. Add sites here, and begin a stop at any of them."
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.lane = PhotoLane(session, session.workspace)
        self.dossier = SiteDossier()
        self.chosen: SiteId | None = None
        self._today = session.now().day
        self.list = self._list()
        self.list.buttons.addWidget(IconButton("upload", _("Import a list"), self.import_sites, kind=PLAIN))
        self.list.buttons.addWidget(Button(_("New site"), self.add, icon="plus"))
        self.imports = ImportDesk(self)
        self.side = SidePanel(Panel(self.list, margin=M), self.dossier, _("Dossier"), width=SIDE)
        self.list.buttons.addWidget(self.side.opener)
        self.whole = DossierView()
        self.searches = SearchDesk(self)
        self.desk = DossierDesk(self, self.whole, self.lane)
        self._stack = QStackedLayout()
        for part in (self.side, self.whole):
            self._stack.addWidget(part)
        fill(QVBoxLayout(self), (self._stack,), M, L)
        self._listen()
        page_key(self, "Ctrl+N", self.add)
        page_key(self, "F2", self.edit)
        page_key(self, "Ctrl+D", self.open_dossier)
        page_key(self, "Ctrl+I", self.import_sites)
        page_key(self, "Ctrl+E", self.list.export)
        self.setAcceptDrops(True)

    def refresh(self) -> None:
        """Ask for the list again, and for the dossier in sight."""
        self._today = self.session.now().day
        self.list.refresh()
        view = self.list.view_of(View())
        self.read(lambda reader: site_counts(reader, view), self._say_counts, key="count")
        if self.chosen:
            self._ask_dossier(self.chosen)

    def shows(self, changes: Changes) -> bool:
        """Sites, visits, findings, tasks, photos, grids and lists are shown."""
        return changes.touch(
            *(
                Kind.SITE,
                Kind.STOP,
                Kind.PATROL,
                Kind.FINDING,
                Kind.PHOTO,
                Kind.GRID,
                Kind.CHECKLIST,
                Kind.TASK,
            ),
            *(
                Kind.RULES,
                Kind.PERSON,
                Kind.AUTHORITY,
                Kind.SITE_PAPER,
                Kind.MATERIAL,
                Kind.REPORT,
                Kind.COMPLAINT,
                Kind.SEARCH_LIST,
            ),
        )

    def open_at(self, what: object) -> None:
        """Open the dossier of the site with the id ``what``."""
        if isinstance(what, str):
            self.choose(SiteId(what))
            self.open_dossier()

    def choose(self, site: SiteId) -> None:
        """Put a site into focus, past filters and letters."""
        self.list.show_all()
        self.list.choose(site)
        self._show_chosen(site)

    def open_dossier(self) -> None:
        """Show the whole dossier of the site in focus in the place of the list."""
        if self.chosen:
            self._stack.setCurrentWidget(self.whole)
            self.whole.setFocus()
            self._ask_dossier(self.chosen)

    def close_dossier(self) -> None:
        """Go back to the list."""
        self._stack.setCurrentWidget(self.side)
        self.list.table.setFocus()

    @property
    def is_whole(self) -> bool:
        """Say whether the whole dossier stands in the place of the list."""
        return self._stack.currentWidget() is self.whole

    def commands(self) -> Sequence[Command]:
        """List what can be done here now."""
        always = [
            Command(_("New site"), self.add, "Ctrl+N"),
            Command(_("Import a list"), self.import_sites, "Ctrl+I"),
            Command(_("Export"), self.list.export, "Ctrl+E"),
        ]
        if self.chosen is None:
            return always
        return [
            Command(_("Begin a stop here"), partial(self.begin_stop, self.chosen)),
            Command(_("Edit"), self.edit, "F2"),
            Command(_("Open the dossier"), self.open_dossier, "Ctrl+D"),
            Command(_("Dossier as PDF…"), partial(self.print_dossier, self.chosen)),
            Command(_("New paper"), self.add_paper),
            *always,
        ]

    def add(self) -> None:
        """Ask for a new site."""
        self._ask_choices(None)

    def import_sites(self, file: Path | None = None) -> None:
        """Take in a list of sites from CSV or Excel."""
        if self.session.actor is None:
            self.session.tell(Refused(N_("Choose who you are first, at the top right.")))
        else:
            self.imports.open(SITES, self.session.actor, file)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that a table can be let go here."""
        if len(files_in(event.mimeData())) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in the table that was let go."""
        event.acceptProposedAction()
        self.import_sites(files_in(event.mimeData())[0])

    def edit(self) -> None:
        """Ask about the site in focus."""
        if dossier := self.dossier.dossier:
            self._ask_choices(dossier.site)

    def begin_stop(self, site: str) -> None:
        """Go to Today and begin a stop there."""
        self.wanted.emit("today", site)

    def print_dossier(self, site: str) -> None:
        """Let the dossier of a site be issued as PDF."""
        self.wanted.emit("reports", ReportWish(kind=ReportKind.DOSSIER, about=(site,)))

    def add_paper(self) -> None:
        """Put a paper of the site in focus on file."""
        self.open_dossier()
        self.whole.show_part(PAPERS)
        self.desk.add_paper()

    def _list(self) -> SiteList:
        empty = EmptyState(
            "building-2",
            _("No sites yet"),
            _(
                "Sites are what is visited: works, building sites, river sections, fields. Take them in from "
                "a CSV or Excel list, or add the first one."
            ),
            action=_("Import a list"),
            act=self.import_sites,
        )
        actions = (
            RowAction(_("Change…"), lambda sites: ask_change(self, sites), "pen-line"),
            RowAction(_("Export"), lambda _sites: self.list.export(), "download"),
        )
        return SiteList(self.session, empty, actions)

    def _listen(self) -> None:
        self.list.chosen.connect(self._follow)
        self.list.opened.connect(self._enter)
        self.list.model.answered.connect(self._choose_first)
        self.lane.pictured.connect(self.dossier.show_pictures)
        self.list.noticed.connect(self.noticed)
        self.dossier.whole_asked.connect(self.open_dossier)
        self.whole.back_asked.connect(self.close_dossier)
        for shown in (self.dossier, self.whole):
            shown.stop_asked.connect(self.begin_stop)
            shown.edit_asked.connect(lambda _site: self.edit())
            shown.paper_asked.connect(self.print_dossier)
        for chosen in (
            self.dossier.finding_chosen,
            self.whole.findings.chosen,
            self.whole.time_line.finding_chosen,
        ):
            chosen.connect(lambda finding: self.wanted.emit("findings", finding))
        for waiting in (self.dossier.search_chosen, self.whole.search_chosen):
            waiting.connect(lambda search: self.searches.open(search, self.chosen or ""))
        for shown in (self.dossier, self.whole):
            shown.complaint_chosen.connect(lambda one: self.wanted.emit("complaints", one))
            shown.task_chosen.connect(lambda one: self.wanted.emit("ledger", one))
        self.dossier.photo_opened.connect(self._view_photo)

    def _say_counts(self, counts: Mapping[str, int]) -> None:
        parts = [plural("{n} site", "{n} sites", counts["all"])]
        if overdue := counts["overdue"]:
            parts.append(_("overdue {n}", n=overdue))
        self.say_subtitle(" · ".join(parts))

    def _follow(self, row: SiteRow | None) -> None:
        if row is not None:
            self._show_chosen(row.site)

    def _choose_first(self) -> None:
        if self.chosen is None and self.list.model.keys:
            self.list.choose(self.list.model.keys[0])

    def _show_chosen(self, site: SiteId) -> None:
        self.chosen = site
        self._ask_dossier(site)

    def _ask_dossier(self, site: SiteId) -> None:
        self.read(lambda reader: dossier_of(reader, site), self._show_dossier, key="dossier")

    def _show_dossier(self, dossier: Dossier | None) -> None:
        self.dossier.show_dossier(dossier, self._today)
        if dossier:
            if self.is_whole:
                self.whole.show_dossier(dossier, self._today)
            previews = [preview for visit in dossier.visits for _photo, preview, _taken in visit.photos]
            self.lane.ask_for(previews)

    def _enter(self, row: SiteRow | None) -> None:
        if row is not None:
            self.open_dossier()

    def _ask_choices(self, site: Site | None) -> None:
        actor = self.session.actor
        grid = GridId(actor.org if actor else "")
        self.read(lambda reader: site_choices(reader, grid), partial(self._open_dialog, site), key="choices")

    def _open_dialog(self, site: Site | None, choices: SiteChoices) -> None:
        from ui.dialogs.edit_site import EditSite

        now = self.session.now()
        dialog = EditSite(
            choices,
            site,
            now.day,
            lambda: uuid7(now.ts, os.urandom(NAME_BYTES)),
            self.window(),
            look_for=self._look_for_alike,
        )
        dialog.chosen.connect(self.open_at)
        dialog.written.connect(partial(self._record, site))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _look_for_alike(self, added: SiteAdded, then: Callable[[Sequence[AlikeSite]], object]) -> None:
        self.read(
            lambda reader: alike_sites(reader, added.name, added.credit_code, added.place), then, key="alike"
        )

    def _record(self, before: Site | None, event: Event) -> None:
        if isinstance(event, SiteAdded):
            self.record([event], lambda _changes: self._tell_added(event))
        elif before and isinstance(event, SiteChanged):
            self.record([event], lambda _changes: self._tell_changed(before, event))

    def _tell_added(self, added: SiteAdded) -> None:
        self.notice(_("{site} is added; it is due today.", site=added.name))
        self.choose(SiteId(added.subject))

    def _tell_changed(self, before: Site, changed: SiteChanged) -> None:
        undo = _undoing(before, changed)
        self.notice(_("{site} is changed.", site=before.name), _("Undo"), lambda: self.record([undo]))

    def _view_photo(self, key: str) -> None:
        if dossier := self.dossier.dossier:
            photos = [photo for visit in dossier.visits for photo, _preview, _taken in visit.photos]
            view_recorded(self, photos, key)


def _undoing(before: Site, changed: SiteChanged) -> SiteChanged:
    """Give the correcting entry that makes the site what it was."""
    fields = [name for name, value in asdict(changed).items() if value is not None and name not in IN_HEADER]
    return SiteChanged(subject=changed.subject, **{name: getattr(before, name) for name in fields})
