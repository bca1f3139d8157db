"""Printing a report: its pages drawn at the printer's resolution, beside the window."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrinter

from inspector.errors import Refused, Unreadable
from inspector.words import N_
from ui.background import Report

FINEST = 300
"""Dots per inch; a page of more would take a hundred megabytes and show no more."""
POINTS_PER_INCH = 72


def print_report(content: QByteArray, printer: QPrinter, report: Report) -> int:
    """Print the pages that ``printer`` asks for and give how many there were.

    Runs in the lane of work. Raises Unreadable for what is no PDF, Refused where the printer takes nothing.
    """
    buffer, document = QBuffer(), QPdfDocument()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    try:
        if document.error() is not QPdfDocument.Error.None_:
            raise Unreadable(N_("The report can't be shown: the file is damaged."))
        return _print(document, printer, report)
    finally:
        document.close()
        buffer.close()


def _print(document: QPdfDocument, printer: QPrinter, report: Report) -> int:
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or document.pageCount(), document.pageCount())
    painter = QPainter()
    if not painter.begin(printer):
        raise Refused(N_("The printer does not answer. Nothing was printed."))
    try:
        for done, page in enumerate(range(first, last + 1)):
            report(done, last - first + 1)
            if done:
                printer.newPage()
            _draw(document, page - 1, printer, painter)
    finally:
        painter.end()
    return last - first + 1


def _draw(document: QPdfDocument, page: int, printer: QPrinter, painter: QPainter) -> None:
    """Draw a page in its true size where the paper has it, else as large as the paper allows."""
    paper = printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
    dots = printer.resolution()
    size = document.pagePointSize(page)
    true = QSize(round(size.width() * dots / POINTS_PER_INCH), round(size.height() * dots / POINTS_PER_INCH))
    fitting = true.scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    shown = true if fitting.width() > true.width() else fitting
    fine = min(1.0, FINEST / dots)
    options = QPdfDocumentRenderOptions()
    options.setRenderFlags(QPdfDocumentRenderOptions.RenderFlag.Annotations)
    image = document.render(page, QSize(round(shown.width() * fine), round(shown.height() * fine)), options)
    # the painter's zero is the printable area, the page's is the edge of the paper
    edge = printer.pageLayout().marginsPixels(dots)
    place = QRect(-edge.left(), -edge.top(), shown.width(), shown.height())
    painter.drawImage(place.translated((paper.width() - shown.width()) // 2, 0), image)
