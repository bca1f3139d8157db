"""Looks after the lists of the office from the settings: editing, copies, forms from elsewhere, assigning."""

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from db.checklist_editing import (
    MAY_NOT,
    Assigned,
    assign_again,
    assign_list,
    key_of,
    lists_begun,
    publish_list,
)
from db.connection import Reader
from db.drafts import kept_drafts
from db.queries.checklists import (
    ListRow,
    ListSheet,
    ground_of_lists,
    list_sheet,
    lists_in_force,
    newest_version,
)
from inspector.model.ids import ChecklistId, GridId, PersonId, SiteId, uuid7
from inspector.model.list_draft import ListDraft, list_draft_from
from inspector.model.shipped_lists import FULL_CHECK, OUTSIDE, published
from inspector.model.site import KIND_NAMES, SiteKind
from inspector.words import _, plural, spoken
from ui.page import Page

if TYPE_CHECKING:
    from inspector.tables.xlsform import FormReading
    from ui.dialogs.checklists import Checklists
    from ui.dialogs.edit_checklist import EditChecklist

NAME_BYTES = 10
PAUSE = 300
"""Milliseconds in which changes of a draft are gathered before they are kept."""


class ChecklistDesk(QObject):
    """Serves one page; at most one overview and one editor are open."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page, self._session = page, page.session
        self._overview: Checklists | None = None
        self._ground: GridId | None = None
        self._waiting: ListDraft | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._keep)

    def open(self) -> None:
        """Show the lists."""
        person, now = self._person(), self._session.now()

        def ask(reader: Reader) -> tuple[tuple[ListRow, ...], GridId | None]:
            return (*lists_in_force(reader), *lists_begun(reader)), ground_of_lists(reader, person, now)

        self._page.read(ask, self._open, key="checklists")

    def begin(self, draft: ListDraft) -> None:
        """Edit ``draft``."""
        from ui.dialogs.edit_checklist import EditChecklist

        above = self._overview or self._page
        editor = EditChecklist(draft, self._why_not, self._session.now().day, self._new_id, above.window())
        editor.changed.connect(self._wait)
        editor.publishing_asked.connect(partial(self._publish, editor))
        editor.rejected.connect(partial(self._tell_kept, editor))
        editor.finished.connect(editor.deleteLater)
        editor.open()

    def take_over(self, file: Path) -> None:
        """Read a form of another program (XLSForm), and edit what it became."""

        def read(_report: object) -> "FormReading":
            from inspector.tables.xlsform import read_form

            return read_form(file, spoken())

        self._page.work(read, partial(self._show_form, file), title=_("Reading {file}", file=file.name))

    @property
    def _why_not(self) -> str:
        return "" if self._ground else _(MAY_NOT)

    def _open(self, answer: tuple[tuple[ListRow, ...], GridId | None]) -> None:
        from ui.dialogs.checklists import Checklists

        rows, self._ground = answer
        if self._overview is None:
            shipped = [(name, published(name, "", spoken()).title) for name in (*OUTSIDE, FULL_CHECK)]
            self._overview = overview = Checklists(shipped, self._why_not, self._page.window())
            overview.chosen.connect(self._ask_sheet)
            overview.editing_asked.connect(self._edit)
            overview.making_asked.connect(lambda: self.begin(ListDraft(id=ChecklistId(self._new_id()))))
            overview.copying_asked.connect(self._copy)
            overview.importing_asked.connect(self._pick_form)
            overview.kind_given.connect(self._assign)
            overview.finished.connect(self._close)
            overview.open()
        self._overview.show_lists(rows)

    def _close(self, _result: int) -> None:
        if self._overview:
            self._overview.deleteLater()
            self._overview = None

    def _ask_sheet(self, name: str) -> None:
        checklist, ground = ChecklistId(name), self._ground or GridId(self._org())

        def ask(reader: Reader) -> ListSheet | None:
            return list_sheet(reader, checklist, ground)

        self._page.read(ask, self._show_sheet, key="checklist")

    def _show_sheet(self, sheet: ListSheet | None) -> None:
        if self._overview and sheet and self._overview.shown == sheet.version.subject:
            self._overview.show_sheet(sheet)

    def _edit(self, name: str) -> None:
        checklist = ChecklistId(name)

        def ask(reader: Reader) -> tuple[ListDraft | None, ListDraft | None]:
            newest = newest_version(reader, checklist)
            kept = next(iter(kept_drafts(reader, key_of(checklist))), None)
            return ListDraft.of(newest) if newest else None, list_draft_from(kept.value) if kept else None

        self._page.read(ask, self._go_on, key="list draft")

    def _go_on(self, answer: tuple[ListDraft | None, ListDraft | None]) -> None:
        newest, kept = answer
        if kept and kept.version == (newest.version if newest else 0):
            self.begin(kept)
        elif newest:
            self.begin(newest)

    def _copy(self, name: str) -> None:
        shipped = published(name, self._new_id(), spoken())
        draft = ListDraft.of(shipped)
        title = _("{list} (copy)", list=draft.title)
        self.begin(
            ListDraft(
                id=draft.id,
                title=title,
                made_for=draft.made_for,
                whole=draft.whole,
                questions=draft.questions,
            )
        )

    def _pick_form(self) -> None:
        from ui.dialogs.pick import pick_file

        above = self._overview or self._page
        endings = f"{_('Forms')} (*.xlsx)"
        pick_file(above, _("Choose a form (XLSForm)"), Path.home(), endings, self.take_over)

    def _show_form(self, file: Path, form: "FormReading") -> None:
        draft = ListDraft(id=ChecklistId(self._new_id()), title=form.title, questions=form.questions)
        if not form.left_out:
            self.begin(draft)
            return
        from ui.dialogs.form_left_out import FormLeftOut

        above = self._overview or self._page
        told = FormLeftOut(file.name, form, above.window())
        told.accepted.connect(partial(self.begin, draft))
        told.finished.connect(told.deleteLater)
        told.open()

    def _assign(self, name: str, kind: str) -> None:
        checklist, person, now = ChecklistId(name), self._person(), self._session.now()
        done: list[Assigned] = []

        def act() -> object:
            done.append(assign_list(self._session.workspace, checklist, SiteKind(kind), person, now))
            return done[0].changes

        def tell(_changes: object) -> None:
            self._ask_sheet(name)
            self.open()
            self._tell_assigned(SiteKind(kind), done[0].before)

        self._session.write(act, tell, self._overview.say if self._overview else None)

    def _tell_assigned(self, kind: SiteKind, before: tuple[tuple[SiteId, str], ...]) -> None:
        said = plural(
            "{n} site is asked from this list now ({kind}).",
            "{n} sites are asked from this list now ({kind}).",
            len(before),
            kind=_(KIND_NAMES[kind]),
        )
        person, workspace = self._person(), self._session.workspace

        def undo() -> None:
            act = partial(assign_again, workspace, before, person, self._session.now())
            self._session.write(act, lambda _changes: self.open() if self._overview else None)

        self._page.notice(said, _("Undo"), undo)

    def _publish(self, editor: "EditChecklist", draft: ListDraft) -> None:
        self._pause.stop()
        self._waiting = None
        workspace, person, now = self._session.workspace, self._person(), self._session.now()

        def tell(_changes: object) -> None:
            editor.accept()
            self._page.notice(_("“{list}” is in force, version {n}.", list=draft.title, n=draft.version + 1))
            if self._overview:
                self.open()

        self._session.write(partial(publish_list, workspace, draft, person, now), tell, editor.say)

    def _wait(self, draft: ListDraft) -> None:
        self._waiting = draft
        self._pause.start()

    def _keep(self) -> None:
        draft, self._waiting = self._waiting, None
        if draft:
            keep = partial(
                self._session.workspace.save_draft, key_of(draft.id), draft.to_json(), self._session.now()
            )
            self._session.write(keep)

    def _tell_kept(self, editor: "EditChecklist") -> None:
        self._pause.stop()
        was_changed = self._waiting is not None or editor.is_changed
        self._keep()
        if was_changed:
            forget = partial(self._session.workspace.remove_draft, key_of(editor.draft.id))
            self._page.notice(
                _("The draft of “{list}” is kept.", list=editor.draft.title or _("New list")),
                _("Discard"),
                partial(self._session.write, forget),
            )

    def _person(self) -> PersonId:
        actor = self._session.actor
        return PersonId(actor.person if actor else "")

    def _org(self) -> str:
        actor = self._session.actor
        return actor.org if actor else ""

    def _new_id(self) -> str:
        return uuid7(self._session.now().ts, os.urandom(NAME_BYTES))
