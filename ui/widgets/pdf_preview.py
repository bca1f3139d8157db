"""A PDF on the screen as it will be printed: pages, zoom, and where one is."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from inspector.words import _
from ui.theme import px
from ui.widgets.buttons import QUIET, Button, IconButton
from ui.widgets.panel import fill
from ui.widgets.text import Text

STEPS = (25, 35, 50, 65, 80, 100, 125, 150, 200, 300, 400)
"""Zooms in per cent that the buttons go through."""

POINTS_PER_INCH = 72
WHOLE = 100
LOW = 260
"""Height below which the pages need the room of the tools."""


class PdfPreview(QWidget):
    """Shows one PDF; ``failed`` comes when its bytes are no PDF.

    The buffer and the document belong to this widget and live as long as it does: the view paints from
    threads of its own, and a buffer that goes away under them takes the program with it.
    """

    failed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buffer = QBuffer(self)
        self._document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setDocument(self._document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view.setAccessibleName(_("Pages of the report"))
        self.smaller = IconButton("zoom-out", _("Smaller"), self.zoom_out)
        self.larger = IconButton("zoom-in", _("Larger"), self.zoom_in)
        self.fit_width = Button(_("Width"), self.show_width, kind=QUIET)
        self.fit_page = Button(_("Whole page"), self.show_page, kind=QUIET)
        for button in (self.fit_width, self.fit_page):
            button.setCheckable(True)
            button.setAutoExclusive(False)
        self.fit_width.setAccessibleName(_("Fit the width"))
        self.fit_page.setAccessibleName(_("Fit the whole page"))
        self.back = IconButton("chevron-left", _("Previous page"), lambda: self.turn(-1))
        self.onward = IconButton("chevron-right", _("Next page"), lambda: self.turn(1))
        self.place = Text(tone="soft")
        self.tools = QWidget()
        tools = (self.smaller, self.larger, self.fit_width, self.fit_page, None)
        fill(QHBoxLayout(self.tools), (*tools, self.back, self.place, self.onward), 4)
        layout = QVBoxLayout(self)
        fill(layout, (self.tools, self.view), 4)
        layout.setStretch(1, 1)
        self.view.pageNavigator().currentPageChanged.connect(self._say_place)
        self.show_width()
        self._say_place()

    @property
    def pages(self) -> int:
        """How many pages there are; none before a PDF is shown."""
        return self._document.pageCount()

    @property
    def page(self) -> int:
        """The page in sight, counted from 1."""
        return self.view.pageNavigator().currentPage() + 1

    def show_pdf(self, content: QByteArray, *, stay: bool = False) -> None:
        """Show other bytes from their first page, or with ``stay`` from the same place (signed meanwhile)."""
        place = self.view.verticalScrollBar().value() if stay else 0
        self.clear()
        self._buffer.setData(content)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        if self._document.error() is not QPdfDocument.Error.None_:
            self.clear()
            self.failed.emit()
            return
        self.view.verticalScrollBar().setValue(place)
        self._say_place()

    def clear(self) -> None:
        """Show nothing; the document is closed before its buffer."""
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray())
        self._say_place()

    def turn(self, pages: int) -> None:
        """Go so many pages on, or back."""
        wanted = self.page - 1 + pages
        if 0 <= wanted < self.pages:
            self.view.pageNavigator().jump(wanted, QPointF())

    def show_width(self) -> None:
        """Let a page take the width there is."""
        self._fit(QPdfView.ZoomMode.FitToWidth)

    def show_page(self) -> None:
        """Show a page whole."""
        self._fit(QPdfView.ZoomMode.FitInView)

    def zoom_in(self) -> None:
        """Show larger."""
        now = self.zoom
        self._set_zoom(next((step for step in STEPS if step > now), STEPS[-1]))

    def zoom_out(self) -> None:
        """Show smaller."""
        now = self.zoom
        self._set_zoom(next((step for step in reversed(STEPS) if step < now), STEPS[0]))

    @property
    def zoom(self) -> int:
        """The zoom in per cent, also where it follows from the room there is."""
        if self.view.zoomMode() is QPdfView.ZoomMode.Custom or not self.pages:
            return round(self.view.zoomFactor() * WHOLE)
        size = self._document.pagePointSize(self.page - 1)
        inch = self.logicalDpiX() / POINTS_PER_INCH
        edges = self.view.documentMargins()
        room = self.view.viewport().rect().marginsRemoved(edges)
        factors = [room.width() / (size.width() * inch)]
        if self.view.zoomMode() is QPdfView.ZoomMode.FitInView:
            factors.append(room.height() / (size.height() * inch))
        return round(min(factors) * WHOLE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the tools away where there is hardly room for a page."""
        super().resizeEvent(event)
        self.tools.setVisible(self.height() >= px(LOW))

    def _fit(self, mode: QPdfView.ZoomMode) -> None:
        self.view.setZoomMode(mode)
        self._mark()

    def _set_zoom(self, zoom: int) -> None:
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(zoom / WHOLE)
        self._mark()

    def _mark(self) -> None:
        self.fit_width.setChecked(self.view.zoomMode() is QPdfView.ZoomMode.FitToWidth)
        self.fit_page.setChecked(self.view.zoomMode() is QPdfView.ZoomMode.FitInView)

    def _say_place(self) -> None:
        self.place.setText(f"{self.page} / {self.pages}" if self.pages else "")
        self.back.setEnabled(self.page > 1)
        self.onward.setEnabled(self.page < self.pages)
