"""Entering a round for somebody else (代录): who went, where, when, why now; with the scan of the paper."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from db.entering_for import PaperRound
from db.queries.rounds import GridPerson
from inspector.model.ids import GridId, PersonId
from inspector.model.patrol import PATROL_KIND_NAMES, PatrolKind, is_late
from inspector.periods import Instant, at
from inspector.words import _, plural
from ui.theme import px
from ui.widgets.buttons import LINK, PRIMARY, Button
from ui.widgets.clock_field import ClockField
from ui.widgets.drop_zone import files_in
from ui.widgets.low_screen import stand
from ui.widgets.panel import fill, row
from ui.widgets.text import Elided, Text


class EnterFor(QDialog):
    """Asks for them; ``begun`` carries a ``PaperRound`` and the files of its scans."""

    begun = Signal(object, object)

    def __init__(self, people: Sequence[GridPerson], now: Instant, parent: QWidget | None = None) -> None:
        """Offer ``people``, whoever acts left out."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Enter for somebody else"))
        self.setAcceptDrops(True)
        self._people = people
        self._now = now
        self.scans: tuple[Path, ...] = ()
        self.person = QComboBox()
        for one in people:
            self.person.addItem(f"{one.name} · {one.grid_name}")
        self.kind = QComboBox()
        for kind in PatrolKind:
            self.kind.addItem(_(PATROL_KIND_NAMES[kind]), kind.value)
        self.day = QDateEdit(QDate(now.day.year, now.day.month, now.day.day))
        self.day.setMaximumDate(self.day.date())
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.time = ClockField(_("Began at"), "09:00")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("such as: the village has no computer; the paper came today"))
        self.chosen = Elided(_("none yet: drop them here, or choose"), tone="soft")
        self.choosing = Button(_("Choose files…"), self._choose, kind=LINK)
        self.beginning = Button(_("Begin entering"), self._begin, kind=PRIMARY)
        told = Text(
            _(
                "What stands on the paper is entered stop by stop. Screen, report and counts say that it was "
                "entered for somebody else, by whom and when; the scan is kept with it."
            ),
            tone="soft",
            wrap=True,
        )
        scans = QWidget()
        line = row(self.chosen, self.choosing)
        line.setStretch(0, 1)
        line.setContentsMargins(0, 0, 0, 0)
        scans.setLayout(line)
        fields = QFormLayout()
        fields.setHorizontalSpacing(px(16))
        fields.setVerticalSpacing(px(8))
        for name, field in (
            (_("For whom"), self.person),
            (_("Kind of patrol"), self.kind),
            (_("Day"), self.day),
            (_("Began at"), self.time),
            (_("Reason"), self.reason),
            (_("Scan of the paper"), scans),
        ):
            field.setAccessibleName(name)
            fields.addRow(name, field)
        closing = Button(_("Close"), self.reject)
        fill(middle := QVBoxLayout(), (told, fields), 12)
        stand(self, middle, row(None, closing, self.beginning), 440)
        self.day.dateChanged.connect(self._check)
        self.time.textChanged.connect(self._check)
        self.reason.textChanged.connect(self._check)
        self._check()

    @property
    def began(self) -> Instant | None:
        """When the round began; nothing while the time is none."""
        day = self.day.date()
        whole = date(day.year(), day.month(), day.day())
        return at(whole, self.time.clock, self._now.tz) if self.time.clock else None

    def give(self, files: Sequence[Path]) -> None:
        """Take these files as the scan, beside those given before."""
        self.scans = tuple(dict.fromkeys((*self.scans, *files)))
        names = ", ".join(file.name for file in self.scans)
        count = plural("{n} file", "{n} files", len(self.scans))
        self.chosen.setText(f"{count}: {names}")
        self._check()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take scans anywhere on the dialog."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was let go."""
        self.give(files_in(event.mimeData()))
        event.acceptProposedAction()

    def _choose(self) -> None:
        picker = QFileDialog(self, _("Scan of the paper"), "", _("All files (*)"))
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.setFileMode(QFileDialog.FileMode.ExistingFiles)
        picker.filesSelected.connect(lambda files: self.give([Path(file) for file in files]))
        picker.open()

    def _check(self) -> None:
        began = self.began
        if not self._people:
            self.beginning.allow(False, _("There is nobody else here yet; add people in the settings."))
        elif began is None:
            self.beginning.allow(False, _("Give the time as 09:05."))
        elif is_late(began, self._now) and not self.reason.text().strip():
            self.beginning.allow(False, _("A late entry needs a reason."))
        else:
            self.beginning.allow(
                bool(self.scans), _("Entering for somebody else needs the scan of the paper record.")
            )

    def _begin(self) -> None:
        one = self._people[self.person.currentIndex()]
        began = self.began or self._now
        late = is_late(began, self._now)
        paper = PaperRound(
            PersonId(one.id),
            GridId(one.grid),
            began,
            PatrolKind(self.kind.currentData()),
            self.reason.text().strip() if late else "",
        )
        self.accept()
        self.begun.emit(paper, self.scans)
