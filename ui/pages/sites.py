"""Everything that is looked after (监管对象), each with its dossier."""

import os
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from msgspec.structs import asdict
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.changes import Changes, Kind
from db.connection import Reader
from db.queries.sites import (
    Dossier,
    SiteChoices,
    SiteRow,
    SiteView,
    dossier_of,
    site_choices,
    site_counts,
    site_keys,
    site_rows,
)
from inspector.model.events import IN_HEADER, Event
from inspector.model.ids import GridId, SiteId, uuid7
from inspector.model.site import KIND_NAMES, RANK_NAMES, STATUS_NAMES, Site, SiteAdded, SiteChanged
from inspector.words import N_, _, plural
from ui.list_view import ListView
from ui.page import Command, Page
from ui.photo_lane import PhotoLane
from ui.photo_viewing import view_recorded
from ui.session import Session
from ui.shortcuts import page_key
from ui.table import Column, Source, View
from ui.widgets.buttons import Button
from ui.widgets.drawer import SidePanel
from ui.widgets.empty_state import EmptyState
from ui.widgets.panel import L, M, Panel, fill
from ui.widgets.site_dossier import SiteDossier
from ui.widgets.site_words import RANK_TONES, STATUS_TONES, day_words, due_words, letters_wide

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
        self.list.buttons.addWidget(Button(_("New site"), self.add, icon="plus"))
        self.side = SidePanel(Panel(self.list, margin=M), self.dossier, _("Dossier"), width=SIDE)
        self.list.buttons.addWidget(self.side.opener)
        fill(QVBoxLayout(self), (self.side,), M, L)
        self._listen()
        page_key(self, "Ctrl+N", self.add)
        page_key(self, "F2", self.edit)

    def refresh(self) -> None:
        """Ask for the list again, and for the dossier in sight."""
        self._today = self.session.now().day
        self.list.refresh()
        view = self._view(View())
        self.read(lambda reader: site_counts(reader, view), self._say_counts, key="count")
        if self.chosen:
            self._ask_dossier(self.chosen)

    def shows(self, changes: Changes) -> bool:
        """Sites, visits, findings, photos, grids and lists are shown."""
        return changes.touch(
            *(Kind.SITE, Kind.STOP, Kind.PATROL, Kind.FINDING, Kind.PHOTO, Kind.GRID, Kind.CHECKLIST),
            *(Kind.RULES, Kind.PERSON, Kind.AUTHORITY),
        )

    def open_at(self, what: object) -> None:
        """Show the site with the id ``what``."""
        if isinstance(what, str):
            site = SiteId(what)
            if self.list.filters.choice != self.list.filters.first:
                self.list.filters.choose(self.list.filters.first)
            if self.list.search.text():
                self.list.search.clear()
            self.list.choose(site)
            self._show_chosen(site)
            if self.side.is_narrow:
                self.side.open_drawer()

    def commands(self) -> Sequence[Command]:
        """List what can be done here now."""
        always = [Command(_("New site"), self.add, "Ctrl+N")]
        if self.chosen is None:
            return always
        return [
            Command(_("Begin a stop here"), partial(self.begin_stop, self.chosen)),
            Command(_("Edit"), self.edit, "F2"),
            *always,
        ]

    def add(self) -> None:
        """Ask for a new site."""
        self._ask_choices(None)

    def edit(self) -> None:
        """Ask about the site in focus."""
        if dossier := self.dossier.dossier:
            self._ask_choices(dossier.site)

    def begin_stop(self, site: str) -> None:
        """Go to Today and begin a stop there."""
        self.wanted.emit("today", site)

    def _list(self) -> ListView[SiteRow]:
        columns = (
            Column[SiteRow]("name", _("Site"), lambda row: row.name, 150, stretches=True),
            Column[SiteRow](
                "rank",
                _("Rank"),
                lambda row: _(RANK_NAMES[row.rank]),
                letters_wide(76, 116),
                tone=lambda row: RANK_TONES[row.rank],
                chip=True,
            ),
            Column[SiteRow](
                "kind", _("Kind"), lambda row: _(KIND_NAMES[row.kind]), letters_wide(96, 112), tone=_soft
            ),
            Column[SiteRow]("grid", _("Grid"), lambda row: row.grid_name, 120, tone=_soft, shown=False),
            Column[SiteRow](
                "due",
                _("Due"),
                lambda row: due_words(row.due_on, self._today)[0],
                letters_wide(96, 124),
                tone=lambda row: due_words(row.due_on, self._today)[1],
            ),
            Column[SiteRow](
                "last", _("Last visit"), lambda row: day_words(row.last_visit, self._today), 96, tone=_soft
            ),
            Column[SiteRow](
                "findings",
                _("Open"),
                lambda row: str(row.findings) if row.findings else "",
                56,
                numeric=True,
                tone=lambda _row: "amber",
            ),
            Column[SiteRow](
                "status",
                _("Status"),
                lambda row: _(STATUS_NAMES[row.status]),
                104,
                tone=lambda row: STATUS_TONES[row.status],
                chip=True,
            ),
            Column[SiteRow]("responsible", _("Responsible"), lambda row: row.responsible, 104, shown=False),
            Column[SiteRow]("leader", _("Leader"), lambda row: row.leader, 104, shown=False),
            Column[SiteRow]("address", _("Address"), lambda row: row.address, 200, shown=False),
        )
        filters = (
            ("all", _("All")),
            ("overdue", _("Overdue")),
            ("key", _("Key sites")),
            ("findings", _("With findings")),
            ("halted", _("Halted")),
            ("closed", _("Closed down")),
        )
        empty = EmptyState(
            "building-2",
            _("No sites yet"),
            _("Sites are what is visited: works, building sites, river sections, fields. Add the first one."),
            action=_("New site"),
            act=self.add,
        )
        source = Source[SiteRow](self._keys, site_rows, self._counts)
        return ListView("sites", _("Sites"), self.session, columns, source, empty=empty, filters=filters)

    def _listen(self) -> None:
        self.list.chosen.connect(self._follow)
        self.list.opened.connect(self._enter)
        self.list.model.answered.connect(self._choose_first)
        self.lane.pictured.connect(self.dossier.show_pictures)
        self.dossier.stop_asked.connect(self.begin_stop)
        self.dossier.edit_asked.connect(lambda _site: self.edit())
        self.dossier.finding_chosen.connect(lambda finding: self.wanted.emit("findings", finding))
        self.dossier.photo_opened.connect(self._view_photo)

    def _view(self, view: View) -> SiteView:
        actor = self.session.actor
        return SiteView(
            GridId(actor.org if actor else ""),
            self._today,
            view.filter or "all",
            view.text,
            view.sort,
            view.descending,
        )

    def _keys(self, reader: Reader, view: View, limit: int | None) -> Sequence[SiteId]:
        return site_keys(reader, self._view(view), limit)

    def _counts(self, reader: Reader, view: View) -> Mapping[str, int]:
        return site_counts(reader, self._view(view))

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
            previews = [preview for visit in dossier.visits for _photo, preview, _taken in visit.photos]
            self.lane.ask_for(previews)

    def _enter(self, _row: SiteRow | None) -> None:
        if self.side.is_narrow:
            self.side.open_drawer()
        elif self.dossier.starting:
            self.dossier.starting.setFocus()

    def _ask_choices(self, site: Site | None) -> None:
        actor = self.session.actor
        grid = GridId(actor.org if actor else "")
        self.read(lambda reader: site_choices(reader, grid), partial(self._open_dialog, site), key="choices")

    def _open_dialog(self, site: Site | None, choices: SiteChoices) -> None:
        from ui.dialogs.edit_site import EditSite

        now = self.session.now()
        dialog = EditSite(
            choices, site, now.day, lambda: uuid7(now.ts, os.urandom(NAME_BYTES)), self.window()
        )
        dialog.written.connect(partial(self._record, site))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _record(self, before: Site | None, event: Event) -> None:
        if isinstance(event, SiteAdded):
            self.record([event], lambda _changes: self._tell_added(event))
        elif before and isinstance(event, SiteChanged):
            self.record([event], lambda _changes: self._tell_changed(before, event))

    def _tell_added(self, added: SiteAdded) -> None:
        self.notice(_("{site} is added; it is due today.", site=added.name))
        self.open_at(added.subject)

    def _tell_changed(self, before: Site, changed: SiteChanged) -> None:
        undo = _undoing(before, changed)
        self.notice(_("{site} is changed.", site=before.name), _("Undo"), lambda: self.record([undo]))

    def _view_photo(self, key: str) -> None:
        if dossier := self.dossier.dossier:
            photos = [photo for visit in dossier.visits for photo, _preview, _taken in visit.photos]
            view_recorded(self, photos, key)


def _soft(_row: Any) -> str:
    return "soft"


def _undoing(before: Site, changed: SiteChanged) -> SiteChanged:
    """Give the correcting entry that makes the site what it was."""
    fields = [name for name, value in asdict(changed).items() if value is not None and name not in IN_HEADER]
    return SiteChanged(subject=changed.subject, **{name: getattr(before, name) for name in fields})
