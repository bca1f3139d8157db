"""Putting a paper of a site on file, renewing it, or putting right what is known of it."""

from datetime import date
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from inspector.errors import Spoken
from inspector.model.site_paper import SitePaper, SitePaperAdded
from inspector.words import _, plural, translate
from ui.theme import px
from ui.widgets.buttons import PRIMARY, Button
from ui.widgets.form_field import FormField
from ui.widgets.panel import L, M, Scroll, fill, row
from ui.widgets.text import Text

ENDINGS = "*.pdf *.jpg *.jpeg *.png *.heic *.webp"


class PaperStep(Enum):
    """What is done with a paper."""

    ADD = "add"
    RENEW = "renew"
    CHANGE = "change"


class DayField(QWidget):
    """A day, or none: the check says whether there is one."""

    def __init__(self, name: str, day: date | None, proposed: date) -> None:
        super().__init__()
        self.has_day = QCheckBox()
        self.has_day.setAccessibleName(name)
        self.day = QDateEdit()
        self.day.setAccessibleName(name)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        shown = day or proposed
        self.day.setDate(QDate(shown.year, shown.month, shown.day))
        self.day.setEnabled(day is not None)
        self.has_day.setChecked(day is not None)
        self.has_day.toggled.connect(self.day.setEnabled)
        layout = QHBoxLayout(self)
        fill(layout, (self.has_day, self.day))
        layout.setStretch(1, 1)

    def value(self) -> date | None:
        """Give the day, if there is one."""
        day = self.day.date()
        return date(day.year(), day.month(), day.day()) if self.has_day.isChecked() else None


class EditPaper(QDialog):
    """``written`` carries a ``SitePaperAdded`` without blobs, and the files to be kept with it.

    It stays open until that is recorded (``accept``) or refused (``say``).
    """

    written = Signal(object, object)

    def __init__(
        self, step: PaperStep, site: str, paper: SitePaper | None, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        titles = {
            PaperStep.ADD: _("New paper"),
            PaperStep.RENEW: _("Renew the paper"),
            PaperStep.CHANGE: _("Edit the paper"),
        }
        self.setWindowTitle(titles[step])
        self.setMinimumWidth(px(360))
        self._site, self._subject = site, paper.id if paper else ""
        renews = step is PaperStep.RENEW
        self.title, self.number = (
            QLineEdit(paper.title if paper else ""),
            QLineEdit(paper.number if paper else ""),
        )
        self.note = QLineEdit(paper.note if paper else "")
        in_a_year = today.replace(year=today.year + 1, day=min(today.day, 28))
        self.issued = DayField(_("Issued"), today if renews else paper.issued if paper else None, today)
        old_end = paper.expires if paper else None
        end = max(old_end, in_a_year) if renews and old_end else in_a_year if renews else old_end
        self.expires = DayField(_("Expires"), end, in_a_year)
        self.files: list[Path] = []
        self.title.setReadOnly(renews)
        self.title.setPlaceholderText(_("Discharge permit, emergency plan, waste contract…"))
        self.scanning = Button(_("Add a scan…"), self.pick, icon="plus")
        self.scans = Text(tone="soft", wrap=True)
        self.trouble = Text(tone="red", wrap=True)
        self.trouble.hide()
        self.saving = Button(_("Renew") if renews else _("Save"), self.save, kind=PRIMARY)
        fields = (
            FormField(_("Title"), self.title),
            FormField(_("Number"), self.number),
            FormField(_("Issued"), self.issued),
            FormField(_("Expires"), self.expires),
            FormField(_("Note"), self.note),
            row(self.scanning, self.scans, None),
        )
        fill(ground := QVBoxLayout(), fields, M)
        layout = QVBoxLayout(self)
        fill(
            layout,
            (Scroll(ground), self.trouble, row(None, Button(_("Cancel"), self.reject), self.saving)),
            M,
            L,
        )
        layout.setStretch(0, 1)
        room = parent.size() if parent else self.sizeHint()
        self.resize(px(400), min(px(470), room.height() - px(L)))

    def save(self) -> None:
        """Give away what was written."""
        self.written.emit(
            SitePaperAdded(
                subject=self._subject,
                site=self._site,
                title=self.title.text().strip(),
                number=self.number.text().strip(),
                issued=self.issued.value(),
                expires=self.expires.value(),
                note=self.note.text().strip(),
            ),
            tuple(self.files),
        )

    def say(self, error: BaseException) -> None:
        """Say in place what does not hold; a fault of ours goes its own way."""
        if not isinstance(error, Spoken):
            raise error
        self.trouble.setText(translate(error))
        self.trouble.show()

    def pick(self) -> None:
        """Let scans be chosen."""
        picker = QFileDialog(self, _("Add a scan…"), "", f"{_('Scans')} ({ENDINGS})")
        picker.setFileMode(QFileDialog.FileMode.ExistingFiles)
        picker.filesSelected.connect(self.take)
        picker.finished.connect(picker.deleteLater)
        picker.open()

    def take(self, files: list[str]) -> None:
        """Keep the scans that were chosen for when it is saved."""
        self.files += [Path(file) for file in files]
        self.scans.setText(plural("{n} file", "{n} files", len(self.files)))
