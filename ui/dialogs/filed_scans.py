"""The scans filed to a report: looked at page by page, and taken back with a reason."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from db.queries.report_scans import FiledScan
from db.scan_filing import BY_CODE
from inspector.errors import Spoken
from inspector.words import _, translate
from ui.theme import px
from ui.widgets.buttons import Button
from ui.widgets.panel import fill, row
from ui.widgets.scan_pages import PagePicture
from ui.widgets.text import Elided, Text

SCAN_ROLE = int(Qt.ItemDataRole.UserRole)
PICTURE_ROLE = SCAN_ROLE + 1


class FiledScans(QDialog):
    """``withdrawal_asked`` carries the entries of the scan in focus, and why it is taken back."""

    withdrawal_asked = Signal(object, str)

    def __init__(
        self,
        number: str,
        scans: Sequence[FiledScan],
        names: Mapping[str, str],
        pictures: Mapping[str, QPixmap],
        parent: QWidget | None = None,
    ) -> None:
        """``names`` are those of the people who filed, by their ids."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Sealed print of {number}", number=number))
        self.resize(px(760), px(560))
        self.setMinimumSize(px(440), px(320))
        self._scans, self._names = scans, names
        self.pages = QListWidget()
        self.pages.setAccessibleName(_("Pages of the scan"))
        self.pages.setIconSize(QSize(px(48), px(64)))
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pages.setMaximumWidth(px(170))
        self.picture = PagePicture()
        self.about = Elided("", tone="soft")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Why it is taken back, such as: belongs to another report"))
        self.reason.setAccessibleName(_("Reason"))
        self.taking_back = Button(_("Take back"), self._take_back, icon="undo-2")
        self.told = Text(tone="red", wrap=True)
        self.told.hide()
        closing = Button(_("Close"), self.reject)
        body = row(self.pages, self.picture, gap=16)
        body.setStretch(1, 1)
        foot = row(self.reason, self.taking_back, closing)
        fill(whole := QVBoxLayout(self), (self.about, body, self.told, foot), 8, 16)
        whole.setStretch(1, 1)
        for scan in scans:
            for preview in scan.previews:
                picture = pictures.get(preview.sha256, QPixmap())
                item = QListWidgetItem(QIcon(picture), _("Page {n}", n=self.pages.count() + 1))
                item.setData(SCAN_ROLE, scan)
                item.setData(PICTURE_ROLE, picture)
                self.pages.addItem(item)
        self.pages.currentItemChanged.connect(lambda item, _before: self._show(item))
        self.reason.textChanged.connect(lambda _text: self._allow())
        self.pages.setCurrentRow(0)
        self._allow()

    def say_error(self, error: Spoken) -> None:
        """Say why it was not taken back."""
        self.told.setText(translate(error))
        self.told.show()

    def _show(self, item: QListWidgetItem) -> None:
        scan: FiledScan = item.data(SCAN_ROLE)
        self.picture.show_picture(item.data(PICTURE_ROLE))
        found = _("Found by its code.") if scan.found_by == BY_CODE else _("Chosen by hand.")
        parts = (f"{scan.at.local:%Y-%m-%d %H:%M}", self._names.get(scan.by, ""), scan.name, found)
        self.about.setText(" · ".join(part for part in parts if part))

    def _allow(self) -> None:
        self.taking_back.allow(bool(self.reason.text().strip()), _("Say why the scan is taken back."))

    def _take_back(self) -> None:
        scan: FiledScan = self.pages.currentItem().data(SCAN_ROLE)
        # a scan of many pages is several entries of one moment
        entries = tuple(one.entry for one in self._scans if (one.at, one.name) == (scan.at, scan.name))
        self.withdrawal_asked.emit(entries, self.reason.text())
