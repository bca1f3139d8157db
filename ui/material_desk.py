"""Serves a list of materials of something recorded: files come in, are opened, saved, taken out and back."""

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths

from db.material_intake import MaterialIntake, add_materials, take_materials
from db.queries.materials import Belongs, MaterialRow, materials_of
from db.workspace import Workspace
from inspector.errors import Refused
from inspector.model.events import Blob
from inspector.model.material import MaterialAdded, MaterialWithdrawn
from inspector.words import N_, _, plural
from ui.background import Report
from ui.dialogs.pick import save_file
from ui.given_files import GivenFiles
from ui.material_words import refused_words, shown_material
from ui.outside import file_name, open_outside, save_copy
from ui.page import Page
from ui.photo_ways import NO_PATH
from ui.widgets.material_list import MaterialList


class MaterialDesk(QObject):
    """Put ``shown`` where the page has room; call ``show_of`` with what the materials belong to."""

    def __init__(self, page: Page, workspace: Workspace, *, adds: bool = True) -> None:
        super().__init__(page)
        self._page = page
        self._workspace = workspace
        self._of = Belongs()
        self._pictures: dict[str, bytes] = {}
        self.rows: tuple[MaterialRow, ...] = ()
        self.shown = MaterialList(adds=adds)
        self.shown.given.connect(self.take)
        self.shown.opened.connect(self.open)
        self.shown.saved.connect(self.save)
        self.shown.taken_out.connect(self.take_out)

    def show_of(self, of: Belongs) -> None:
        """Show what belongs to this."""
        if of != self._of:
            self._of, self.rows = of, ()
            self.shown.show_materials(())
        self._page.read(
            lambda reader: materials_of(reader, of), partial(self._show, of), key=("materials", id(self))
        )

    def take(self, given: GivenFiles) -> None:
        """Add files of any kind that can be kept; of a folder nothing, for nobody has looked at it."""
        files = [file for file in (*given.photos, *given.others) if not file.is_dir()]
        if not files:
            sentence = NO_PATH if given.has_no_path else N_("There is no file to add. Folders are not added.")
            self._page.session.tell(Refused(sentence))
            return
        session, of = self._page.session, self._of
        now = session.now()

        def take(report: Report) -> MaterialIntake:
            return take_materials(self._workspace.blobs, files, now, os.urandom, report=report)

        session.work(take, partial(self._record, of), title=_("Adding files"))

    def open(self, key: str) -> None:
        """Open a copy with the system's own program."""
        if row := self._row(key):
            open_outside(self._page.session, self._workspace.blobs, row.file, row.name)

    def save(self, key: str) -> None:
        """Let the place of a copy be chosen."""
        if row := self._row(key):
            documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            start = Path(documents) / file_name(row.name, row.file)
            save_file(self.shown, _("Save a copy"), start, _("All files (*)"), partial(self._save, row.file))

    def take_out(self, key: str) -> None:
        """Take a material back that was added by mistake; its entry stays."""
        if row := self._row(key):
            self._page.record(
                [MaterialWithdrawn(subject=row.material)], partial(self._tell_out, self._of, row)
            )

    def _row(self, key: str) -> MaterialRow | None:
        return next((row for row in self.rows if row.material == key), None)

    def _show(self, of: Belongs, rows: tuple[MaterialRow, ...]) -> None:
        if of != self._of:
            return
        self.rows = rows
        self._say()
        lacking = [row.preview for row in rows if row.preview and row.preview.sha256 not in self._pictures]
        if lacking:
            self._page.work(lambda _report: self._small(lacking), self._learn)

    def _small(self, previews: list[Blob]) -> dict[str, bytes]:
        return {one.sha256: Path(self._workspace.blobs.thumbnail(one)).read_bytes() for one in previews}

    def _learn(self, pictures: Mapping[str, bytes]) -> None:
        self._pictures.update(pictures)
        self._say()

    def _say(self) -> None:
        self.shown.show_materials(
            [
                shown_material(row, self._pictures.get(row.preview.sha256, b"") if row.preview else b"")
                for row in self.rows
            ]
        )

    def _record(self, of: Belongs, intake: MaterialIntake) -> None:
        session = self._page.session
        if intake.refused:
            self._page.notice(refused_words(intake.refused), tone="red")
        if not intake.materials:
            return
        if session.actor is None:
            session.tell(Refused(N_("Choose who you are first, at the top right.")))
            return
        session.write(
            partial(
                add_materials,
                self._workspace,
                intake.materials,
                session.actor,
                session.now(),
                patrol=of.patrol,
                stop=of.stop,
                site=of.site,
                finding=of.finding,
            ),
            partial(self._tell_added, of, intake),
        )

    def _tell_added(self, of: Belongs, intake: MaterialIntake, _changes: object) -> None:
        if of == self._of:
            self.show_of(of)
        if not intake.refused:
            count = len(intake.materials)
            back = partial(self._withdraw, of, [one.id for one in intake.materials])
            self._page.notice(plural("{n} file is added.", "{n} files are added.", count), _("Undo"), back)

    def _withdraw(self, of: Belongs, materials: list[str]) -> None:
        events = [MaterialWithdrawn(subject=one) for one in materials]
        self._page.record(events, lambda _changes: self.show_of(of))

    def _tell_out(self, of: Belongs, row: MaterialRow, _changes: object) -> None:
        if of == self._of:
            self.show_of(of)
        sentence = _("{name} is taken out; its entry stays.", name=row.name)
        self._page.notice(sentence, _("Undo"), partial(self._bring_back, of, row))

    def _bring_back(self, of: Belongs, row: MaterialRow) -> None:
        again = MaterialAdded(
            subject=row.material,
            blobs=(row.file, row.preview) if row.preview else (row.file,),
            kind=row.kind,
            name=row.name,
            title=row.title,
            site=row.of.site,
            finding=row.of.finding,
            stop=row.of.stop,
            patrol=row.of.patrol,
        )
        self._page.record([again], lambda _changes: self.show_of(of))

    def _save(self, file: Blob, to: Path) -> None:
        save_copy(self._page.session, self._workspace.blobs, file, to, self._tell_saved)

    def _tell_saved(self, path: Path) -> None:
        self._page.notice(_("Saved as {name}.", name=path.name))
