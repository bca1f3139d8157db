"""Printing a report: its pages drawn at the printer's resolution, beside the window."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

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
    first = max(printer.fromPage(), 1)
    with _opened(content) as document, _painting(printer) as painter:
        last = min(printer.toPage() or document.pageCount(), document.pageCount())
        for done, page in enumerate(range(first, last + 1)):
            report(done, last - first + 1)
            if done:
                printer.newPage()
            _draw(document, page - 1, printer, painter)
    return last - first + 1


def print_reports(contents: Sequence[QByteArray], printer: QPrinter, report: Report) -> int:
    """Print whole reports one after another as one job, and give how many pages there were.

    Runs in the lane of work. Raises as ``print_report`` does, before anything of a damaged one is printed.
    """
    pages = 0
    with _painting(printer) as painter:
        for done, content in enumerate(contents):
            with _opened(content) as document:
                for page in range(document.pageCount()):
                    report(done, len(contents))
                    if pages:
                        printer.newPage()
                    _draw(document, page, printer, painter)
                    pages += 1
    return pages


@contextmanager
def _opened(content: QByteArray) -> Iterator[QPdfDocument]:
    buffer, document = QBuffer(), QPdfDocument()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    try:
        if document.error() is not QPdfDocument.Error.None_:
            raise Unreadable(N_("The report can't be shown: the file is damaged."))
        yield document
    finally:
        document.close()
        buffer.close()


@contextmanager
def _painting(printer: QPrinter) -> Iterator[QPainter]:
    painter = QPainter()
    if not painter.begin(printer):
        raise Refused(N_("The printer does not answer. Nothing was printed."))
    try:
        yield painter
    finally:
        painter.end()


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
