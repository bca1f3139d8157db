"""The materials of a stop that is being written: given with photos or by themselves, kept in its draft."""

import os
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QTimer

from db.material_intake import MaterialIntake, TakenMaterial, take_materials
from db.stop_draft import StopDraft
from db.workspace import Workspace
from inspector.errors import Refused
from inspector.model.events import Blob
from inspector.model.material import MATERIAL_KIND_NAMES
from inspector.words import N_, _, translate
from ui.background import Report
from ui.camera_desk import CameraDesk
from ui.dialogs.pick import save_file
from ui.given_files import GivenFiles
from ui.material_words import refused_words, remark_words
from ui.outside import file_name, open_outside, save_copy
from ui.page import Page
from ui.photo_lane import Pictures, SeenAgain
from ui.photo_ways import NO_PATH
from ui.stop_desk import StopDesk
from ui.widgets.material_list import MaterialList, ShownMaterial
from ui.widgets.stop_findings import PhotosGiven


class StopMaterials(QObject):
    """Serves a slim list on the form of ``desk``; hears of files that are no photos, and of known photos."""

    def __init__(self, page: Page, workspace: Workspace, desk: StopDesk) -> None:
        super().__init__(page)
        self._page = page
        self._workspace = workspace
        self._desk = desk
        self._shown: tuple[object, ...] = ()
        self.shown = MaterialList(slim=True)
        desk.form.further.addWidget(self.shown)
        self.camera = CameraDesk(page, desk)
        self.shown.head.addWidget(self.camera.button)
        desk.form.changed.connect(self._show)
        desk.shown.connect(lambda _sheet: self._show(desk.form.draft))
        desk.lane.others.connect(self._take)
        desk.lane.seen.connect(self._say_seen)
        desk.lane.pictured.connect(self._learn)
        self.shown.given.connect(self.take)
        self.shown.opened.connect(self.open)
        self.shown.saved.connect(self.save)
        self.shown.taken_out.connect(self.take_out)

    def take(self, given: GivenFiles) -> None:
        """Take in files of any kind that were given to the list."""
        files = tuple(file for file in (*given.photos, *given.others) if not file.is_dir())
        if files and self._desk.form.draft:
            self._take(self._desk.form.draft.id, PhotosGiven(files))
        elif not files:
            sentence = NO_PATH if given.has_no_path else N_("There is no file to add. Folders are not added.")
            self._page.session.tell(Refused(sentence))

    def open(self, key: str) -> None:
        """Open a copy with the system's own program."""
        if found := self._material(key):
            open_outside(self._page.session, self._workspace.blobs, found.original, found.name)

    def save(self, key: str) -> None:
        """Let the place of a copy be chosen."""
        if found := self._material(key):
            documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            start = Path(documents) / file_name(found.name, found.original)
            saving = partial(self._save, found.original)
            save_file(self.shown, _("Save a copy"), start, _("All files (*)"), saving)

    def take_out(self, key: str) -> None:
        """Leave a material out, with a way back."""
        draft = self._desk.form.draft
        one = next((one for one in draft.materials if one.material.id == key), None) if draft else None
        if one:
            self._desk.form.edit(lambda now: now.take_out_material(one.material.id))
            self._page.notice(
                _("{name} was left out.", name=one.material.name),
                _("Undo"),
                lambda: self._desk.form.edit(lambda now: now.add_materials([one.material], one.finding)),
            )

    def _take(self, target: str, given: PhotosGiven) -> None:
        now = self._page.session.now()

        def take(report: Report) -> MaterialIntake:
            return take_materials(self._workspace.blobs, given.paths, now, os.urandom, report=report)

        lane = self._desk.lane
        lane.hold(target)
        job = self._page.session.work(take, partial(self._add, target, given), title=_("Adding files"))
        # the outcome comes right after the end of the job
        job.finished.connect(lambda: QTimer.singleShot(0, lane, partial(lane.let_go, target)))

    def _add(self, target: str, given: PhotosGiven, intake: MaterialIntake) -> None:
        if intake.refused:
            self._page.notice(refused_words(intake.refused), tone="red")
        if not intake.materials:
            return
        form, keeper = self._desk.form, self._desk.keeper
        if form.draft and form.draft.id == target:
            form.edit(lambda draft: draft.add_materials(intake.materials, given.finding))
        else:
            kept = next((one for one, _saved in keeper.drafts.values() if one.id == target), None)
            if kept:
                keeper.keep(kept.add_materials(intake.materials, given.finding))
            else:
                sentence = N_("The stop is not open any more; please add the files where they belong.")
                self._page.session.tell(Refused(sentence))

    def _show(self, draft: StopDraft | None) -> None:
        materials = draft.materials if draft else ()
        pictures = self._desk.form.pictures
        lacking = [
            one.material.preview
            for one in materials
            if one.material.preview and one.material.preview.sha256 not in pictures
        ]
        shown = (materials, len(lacking))
        if shown != self._shown:
            self._shown = shown
            self.shown.show_materials([_line(one.material, pictures) for one in materials])
            self._desk.lane.ask_for(lacking)

    def _learn(self, pictures: Pictures) -> None:
        self._desk.form.pictures.update(pictures)
        self._show(self._desk.form.draft)

    def _material(self, key: str) -> TakenMaterial | None:
        draft = self._desk.form.draft
        found = (one.material for one in (draft.materials if draft else ()) if one.material.id == key)
        return next(found, None)

    def _save(self, file: Blob, to: Path) -> None:
        save_copy(self._page.session, self._workspace.blobs, file, to, self._tell_saved)

    def _tell_saved(self, path: Path) -> None:
        self._page.notice(_("Saved as {name}.", name=path.name))

    def _say_seen(self, seen: SeenAgain) -> None:
        first = translate(seen.errors[0])
        count = len(seen.errors)
        words = first if count == 1 else _("{n} photos were here already. {first}", n=count, first=first)
        again = partial(self._desk.lane.take_again, seen)
        self._page.notice(words, _("Add nevertheless"), again, tone="amber")


def _line(material: TakenMaterial, pictures: Pictures) -> ShownMaterial:
    picture = pictures.get(material.preview.sha256, b"") if material.preview else b""
    preview = "" if material.preview else _("no preview")
    remark = remark_words(material.original.size, _(MATERIAL_KIND_NAMES[material.kind]), preview)
    return ShownMaterial(material.id, material.name, material.original.mime, remark, picture)
