"""The whole dossier of a site (一企一档): its facts, and beside them one part at a time."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from db.queries.dossier import Dossier, DossierPhoto
from inspector.model.site import RANK_NAMES, STATUS_NAMES, SiteStatus
from inspector.words import _, plural
from ui.theme import px
from ui.widgets.buttons import LINK, PRIMARY, Button, IconButton
from ui.widgets.chip import Chip, FilterChips
from ui.widgets.dossier_parts import FactsPart, FindingsPart, HistoryPart, PapersPart, Part, TimeLinePart
from ui.widgets.flow_layout import FlowLayout, flow_policy
from ui.widgets.panel import M, Panel, S, fill
from ui.widgets.photo_strip import PhotoStrip, Thumbnail
from ui.widgets.site_words import RANK_TONES, STATUS_TONES, chip_tone, day_words, due_words
from ui.widgets.text import Elided, Text

FACTS_WIDTH, ROOM = 320, 820
"""Width of the facts, and of the whole from which they stand beside the rest."""
FACTS, TIME_LINE, FINDINGS, PAPERS, PHOTOS, MATERIALS, HISTORY = (
    "facts",
    "time_line",
    "findings",
    "papers",
    "photos",
    "materials",
    "history",
)


class DossierView(QWidget):
    """Shows a ``Dossier``; ``part_asked`` names a part that came into sight and has no rows
    yet, ``search_chosen`` carries the id of a search list that waits for an answer from here,
    ``task_chosen`` and ``complaint_chosen`` those of a task that names it and of a complaint about it.

    ``further`` is room for further buttons, ``materials`` for the list of materials.
    """

    back_asked = Signal()
    stop_asked = Signal(str)
    edit_asked = Signal(str)
    paper_asked = Signal(str)
    photo_opened = Signal(str)
    part_asked = Signal(str)
    search_chosen = Signal(str)
    task_chosen = Signal(str)
    complaint_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.dossier: Dossier | None = None
        self.is_narrow = False
        self._today = date.min
        self._pictures: dict[str, bytes] = {}
        self._shown_photos: Sequence[DossierPhoto] = ()
        self.facts, self.time_line, self.findings = FactsPart(), TimeLinePart(), FindingsPart()
        self.papers, self.history = PapersPart(), HistoryPart()
        self.photos = Part(_("Photos"))
        self.strip: PhotoStrip | None = None
        self.materials_part = QWidget()
        self.materials = QVBoxLayout(self.materials_part)
        fill(self.materials, (), 0)
        self._lay_out()
        self.parts.chosen.connect(self.show_part)

    def show_dossier(self, dossier: Dossier, today: date) -> None:
        """Show a site as it stands ``today``; what is asked for by part comes anew."""
        again = self.dossier is not None and self.dossier.site.id == dossier.site.id
        self.dossier, self._today = dossier, today
        site = dossier.site
        self.name.setText(site.name)
        self._show_chips(dossier)
        self.starting.allow(
            site.status is not SiteStatus.CLOSED_DOWN,
            _("This site is closed down; nobody goes there any more."),
        )
        self.facts.show_dossier(dossier, today)
        self.findings.show_findings(dossier.findings, today)
        self.papers.show_papers(dossier.papers, today)
        for name, count in (
            (FINDINGS, dossier.row.findings),
            (PAPERS, len(dossier.papers)),
            (PHOTOS, dossier.photo_count),
            (MATERIALS, dossier.material_count),
        ):
            self.parts.count(name, count)
        if not again:
            self.parts.mark(FACTS if self.is_narrow else TIME_LINE)
        self.show_part(self.parts.choice)

    def show_part(self, name: str) -> None:
        """Bring a part into sight and ask for its rows."""
        self.parts.mark(name)
        self._stack.setCurrentWidget(self._by_name[name])
        self.part_asked.emit(name)

    def show_photos(self, photos: Sequence[DossierPhoto]) -> None:
        """Show the newest photos."""
        self._shown_photos = photos
        self.photos.clear()
        self.strip = None
        if photos:
            self.strip = PhotoStrip(_("Photos"), adds=False)
            self.strip.opened.connect(self.photo_opened)
            self.photos.column.addWidget(self.strip)
            if told := self._left_away():
                self.photos.column.addWidget(Text(told, tone="soft", wrap=True))
            self._fill_strip()
        else:
            self.photos.say_nothing(self._left_away() or _("None yet."))
        self.photos.column.addStretch(1)

    def _left_away(self) -> str:
        """Say how many photos only the case of their finding shows."""
        count = self.dossier.photos_withheld if self.dossier else 0
        return (
            plural(
                "{n} photo under restricted access is not shown.",
                "{n} photos under restricted access are not shown.",
                count,
            )
            if count
            else ""
        )

    def show_pictures(self, pictures: Mapping[str, bytes]) -> None:
        """Show small pictures, by the SHA-256 of their previews."""
        self._pictures.update(pictures)
        self._fill_strip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the facts be a part among others where it is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < px(ROOM)
        if narrow != self.is_narrow:
            self.is_narrow = narrow
            self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Escape; Alt and the arrows go from part to part."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            names = list(self._by_name)[0 if self.is_narrow else 1 :]
            self.show_part(names[(names.index(self.parts.choice) + step) % len(names)])
        elif event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
        else:
            super().keyPressEvent(event)

    def _fill_strip(self) -> None:
        if self.strip:
            self.strip.show_photos(
                [
                    Thumbnail(
                        one.photo,
                        self._pictures.get(one.preview.sha256, b""),
                        f"{day_words(one.taken.day, self._today)} {one.taken.clock}",
                    )
                    for one in self._shown_photos
                ]
            )

    def _show_chips(self, dossier: Dossier) -> None:
        while item := self._chips.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        site, today = dossier.site, self._today
        words, tone = due_words(dossier.row.due_on, today)
        chips = [
            Chip(_(STATUS_NAMES[site.status]), chip_tone(STATUS_TONES[site.status])),
            Chip(_(RANK_NAMES[site.rank]), chip_tone(RANK_TONES[site.rank])),
        ]
        if tone in {"red", "amber"}:
            chips.append(Chip(words, tone))
        for chip in chips:
            self._chips.addWidget(chip)
        for one in dossier.searches:
            words = _("Search list {number}: not looked at yet", number=one.number)
            opening = Button(words, partial(self.search_chosen.emit, one.search), kind=LINK)
            opening.setToolTip(one.text)
            self._chips.addWidget(opening)
        for task in dossier.tasks:
            if not task.done_on:
                words = _("Task {number}: to be dealt with in {year}", number=task.number, year=task.year)
                opening = Button(words, partial(self.task_chosen.emit, task.task), kind=LINK)
                opening.setToolTip(task.name)
                self._chips.addWidget(opening)
        for complaint in dossier.complaints:
            words = _("Complaint {number}", number=complaint.number)
            opening = Button(words, partial(self.complaint_chosen.emit, complaint.complaint), kind=LINK)
            opening.setToolTip(complaint.content)
            self._chips.addWidget(opening)
        self.unreadable.setVisible(dossier.unreadable > 0)
        self.unreadable.setText(
            plural(
                "{n} entry about this site needs a newer program; please look.",
                "{n} entries about this site need a newer program; please look.",
                dossier.unreadable,
            )
        )
        self._chips_ground.updateGeometry()

    def _lay_out(self) -> None:
        self.back = IconButton("chevron-left", _("Back to the list"), self.back_asked.emit)
        self.name = Elided(size="title")
        self._chips_ground = QWidget()
        flow_policy(self._chips_ground)
        self._chips = FlowLayout(self._chips_ground, gap=6)
        self.starting = Button(_("Begin a stop here"), lambda: self._tell(self.stop_asked), kind=PRIMARY)
        self.editing = Button(_("Edit"), lambda: self._tell(self.edit_asked), icon="pen-line")
        self.further = QHBoxLayout()
        paper = IconButton("file-text", _("Dossier as PDF…"), lambda: self._tell(self.paper_asked))
        fill(self.further, (paper, self.editing, self.starting))
        self.unreadable = Text(tone="amber", wrap=True)
        self.unreadable.hide()
        fill(head := QHBoxLayout(), (self.back, self.name))
        head.addLayout(self.further)
        head.setStretch(1, 1)
        self.parts = FilterChips(_("Parts of the dossier"))
        self._by_name: dict[str, QWidget] = {
            FACTS: self.facts,
            TIME_LINE: self.time_line,
            FINDINGS: self.findings,
            PAPERS: self.papers,
            PHOTOS: self.photos,
            MATERIALS: self.materials_part,
            HISTORY: self.history,
        }
        texts = (_("Facts"), _("Time line"), _("Open findings"), _("Papers"), _("Photos"))
        for name, text in zip(self._by_name, (*texts, _("Materials"), _("History")), strict=True):
            self.parts.offer(name, text)
        self.parts.mark(TIME_LINE)
        self._stack = QStackedLayout()
        for part in self._by_name.values():
            self._stack.addWidget(part)
        self._beside = Panel(margin=M)
        self._beside.setFixedWidth(px(FACTS_WIDTH))
        self._body = Panel(margin=M)
        fill(self._body.content, (self.parts, self._stack), S, M)
        self._body.content.setStretch(1, 1)
        fill(both := QHBoxLayout(), (self._beside, self._body), M)
        both.setStretch(1, 1)
        layout = QVBoxLayout(self)
        fill(layout, (head, self._chips_ground, self.unreadable, both), S)
        layout.setStretch(3, 1)
        self._arrange()

    def _arrange(self) -> None:
        if self.is_narrow:
            self._stack.insertWidget(0, self.facts)
        else:
            self._beside.content.addWidget(self.facts)
            self.facts.show()
        self._beside.setVisible(not self.is_narrow)
        self.parts.offer_only(FACTS, offered=self.is_narrow)
        if not self.is_narrow and self.parts.choice == FACTS:
            self.show_part(TIME_LINE)
        self._stack.setCurrentWidget(self._by_name[self.parts.choice])

    def _tell(self, signal: object) -> None:
        if self.dossier:
            signal.emit(self.dossier.site.id)  # type: ignore[attr-defined]
