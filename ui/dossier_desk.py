"""What the whole dossier of a site does: asks for its parts, and keeps its papers, each step with an undo."""

import mimetypes
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from db.connection import Reader
from db.queries.dossier import DossierPhoto, last_photos
from db.queries.materials import Belongs
from db.queries.time_line import Line, fact_changes, time_line
from inspector.errors import Refused, Unreadable
from inspector.model.events import Blob, Event
from inspector.model.ids import RANDOM_BYTES, PhotoId, SiteId, StopId, uuid7
from inspector.model.paper_steps import change_paper, put_again, renew_paper, undo_change
from inspector.model.site_paper import SitePaper, SitePaperAdded, SitePaperChanged, SitePaperEnded, new_paper
from inspector.words import N_, _
from ui.background import Report
from ui.correction_desk import CorrectionDesk
from ui.dialogs.edit_paper import EditPaper, PaperStep
from ui.material_desk import MaterialDesk
from ui.page import Page
from ui.photo_lane import PhotoLane
from ui.photo_viewing import view_recorded
from ui.widgets.dossier_view import HISTORY, MATERIALS, PHOTOS, TIME_LINE, DossierView
from ui.widgets.panel import Scroll

OTHER_MIME = "application/octet-stream"
NOT_READ = N_("{file} can't be read: {reason}.")


class DossierDesk(QObject):
    """Serves a ``DossierView`` of ``page``."""

    def __init__(self, page: Page, view: DossierView, lane: PhotoLane) -> None:
        super().__init__(page)
        self.page, self.view, self.lane = page, view, lane
        view.part_asked.connect(self._fill)
        view.photo_opened.connect(self._view_photo)
        view.time_line.older_asked.connect(self._ask_older)
        view.papers.adding_asked.connect(self.add_paper)
        view.papers.renewing_asked.connect(partial(self._open_paper, PaperStep.RENEW))
        view.papers.changing_asked.connect(partial(self._open_paper, PaperStep.CHANGE))
        view.papers.ending_asked.connect(self._end_paper)
        lane.pictured.connect(view.show_pictures)
        self.corrections = CorrectionDesk(page, page.session.workspace)
        view.time_line.stop_chosen.connect(lambda stop: self.corrections.open(StopId(stop)))
        self.materials = MaterialDesk(page, page.session.workspace)
        view.materials.addWidget(Scroll(self.materials.shown))

    @property
    def site(self) -> SiteId:
        """The site in sight; empty without one."""
        return self.view.dossier.site.id if self.view.dossier else SiteId("")

    def add_paper(self) -> None:
        """Ask for a new paper of the site."""
        self._ask_paper(PaperStep.ADD, None)

    def _fill(self, part: str) -> None:
        site, today = self.site, self.page.session.now().day
        workspace = self.page.session.workspace
        if part == TIME_LINE:
            self.page.read(
                lambda reader: time_line(reader, site),
                lambda lines: self.view.time_line.show_lines(lines, today, further=False),
                key="time line",
            )
        elif part == PHOTOS:
            self.page.read(lambda reader: last_photos(reader, site), self._show_photos, key="photos")
        elif part == MATERIALS:
            self.materials.show_of(Belongs(site=site))
        elif part == HISTORY:
            self.page.read(
                lambda reader: fact_changes(reader, workspace.facts_of(reader, site)),
                lambda changes: self.view.history.show_changes(changes, today),
                key="history",
            )

    def _show_photos(self, photos: Sequence[DossierPhoto]) -> None:
        self.view.show_photos(photos)
        self.lane.ask_for([one.preview for one in photos])

    def _ask_older(self, line: Line) -> None:
        site, today = self.site, self.page.session.now().day
        self.page.read(
            lambda reader: time_line(reader, site, line),
            lambda lines: self.view.time_line.show_lines(lines, today, further=True),
            key="older",
        )

    def _view_photo(self, key: str) -> None:
        strip = self.view.strip
        view_recorded(self.page, [PhotoId(one) for one in strip.thumbs] if strip else [], key)

    def _open_paper(self, step: PaperStep, paper: str) -> None:
        self.page.read(partial(self._paper, paper), partial(self._ask_paper, step), key="paper")

    def _paper(self, paper: str, reader: Reader) -> SitePaper | None:
        return SitePaper.of(self.page.session.workspace.facts_of(reader, paper))

    def _ask_paper(self, step: PaperStep, paper: SitePaper | None) -> None:
        dialog = EditPaper(step, self.site, paper, self.page.session.now().day, self.page.window())
        dialog.written.connect(partial(self._keep, step, paper, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _keep(
        self,
        step: PaperStep,
        before: SitePaper | None,
        dialog: EditPaper,
        wanted: SitePaperAdded,
        files: Sequence[Path],
    ) -> None:
        """Keep the scans first, for an entry names what is on the disk."""
        try:
            self._event(step, before, wanted, ())
        except Refused as refusal:
            dialog.say(refusal)
            return
        if not files:
            self._record(step, before, dialog, wanted, ())
            return
        blobs = self.page.session.workspace.blobs

        def keep(report: Report) -> tuple[Blob, ...]:
            kept: list[Blob] = []
            for done, file in enumerate(files):
                report(done, len(files))
                try:
                    kept.append(blobs.keep_file(file, mimetypes.guess_type(file.name)[0] or OTHER_MIME))
                except OSError as error:
                    reason = error.strerror or error
                    raise Unreadable(NOT_READ, file=file.name, reason=reason) from error
            return tuple(kept)

        self.page.work(
            keep,
            lambda kept: self._record(step, before, dialog, wanted, kept),
            dialog.say,
            title=_("Keeping the scans"),
        )

    def _event(
        self, step: PaperStep, before: SitePaper | None, wanted: SitePaperAdded, scans: tuple[Blob, ...]
    ) -> SitePaperAdded | SitePaperChanged | None:
        facts = wanted.told()
        if before is None:
            return new_paper(SitePaperAdded(subject=self._new_id(), blobs=scans, **facts))
        if step is PaperStep.RENEW:
            if wanted.issued is None or wanted.expires is None:
                raise Refused(N_("A renewed paper has a day of issue and a day on which it expires."))
            return renew_paper(before, wanted.number, wanted.issued, wanted.expires, scans)
        return change_paper(before, SitePaperAdded(subject=before.id, blobs=scans, **facts))

    def _record(
        self,
        step: PaperStep,
        before: SitePaper | None,
        dialog: EditPaper,
        wanted: SitePaperAdded,
        scans: tuple[Blob, ...],
    ) -> None:
        event = self._event(step, before, wanted, scans)

        def tell(_changes: object) -> None:
            dialog.accept()
            self._tell_kept(step, before, event)

        if event is None:
            dialog.accept()
        else:
            self.page.record([event], tell, dialog.say)

    def _tell_kept(self, step: PaperStep, before: SitePaper | None, event: Event | None) -> None:
        undo: Sequence[Event] = ()
        if isinstance(event, SitePaperAdded):
            text = _("{paper} is on file.", paper=event.title)
            undo = (SitePaperEnded(subject=event.subject),)
        elif before and isinstance(event, SitePaperChanged):
            said = N_("{paper} is renewed.") if step is PaperStep.RENEW else N_("{paper} is changed.")
            text = _(said, paper=event.title or before.title)
            undo = undo_change(before, event, self._new_id())
        else:
            return
        self.page.notice(text, _("Undo"), lambda: self.page.record(undo))

    def _end_paper(self, paper: str) -> None:
        self.page.read(partial(self._paper, paper), self._record_end, key="paper")

    def _record_end(self, paper: SitePaper | None) -> None:
        if paper:
            undo = put_again(paper, self._new_id())
            self.page.record(
                [SitePaperEnded(subject=paper.id)],
                lambda _changes: self.page.notice(
                    _("{paper} is no longer in force.", paper=paper.title),
                    _("Undo"),
                    lambda: self.page.record([undo]),
                ),
            )

    def _new_id(self) -> str:
        return uuid7(self.page.session.now().ts, os.urandom(RANDOM_BYTES))
