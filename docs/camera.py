"""Takes pictures of a window and of a dialog over it, and keeps them small."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui.theme import current

WIDTH, HEIGHT = 1280, 720
"""The size the window has when it is opened for the first time."""
TITLE_BAR, EDGE = 34, 1
COLOURS = 256
"""Colours of a picture: few enough for a small file, enough for its photos."""
MOST_BYTES = 250_000


def picture_of(window: QWidget) -> QPixmap:
    """Give the window as it is seen, with the dialog that is open over it, if one is."""
    shown = window.grab()
    dialog = open_dialog()
    if dialog:
        _put_over(shown, dialog)
    return shown


def open_dialog() -> QDialog | None:
    """Give the dialog in sight; of several, the one that was opened last."""
    topmost = QApplication.activeModalWidget()
    if isinstance(topmost, QDialog):
        return topmost
    dialogs = (widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog))
    return next((dialog for dialog in dialogs if dialog.isVisible()), None)


def keep(picture: QPixmap, file: Path) -> None:
    """Write a picture as PNG. Raises ValueError when it is too large for a manual."""
    room = QBuffer()
    room.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(room, "PNG")
    with Image.open(BytesIO(bytes(room.data().data()))) as whole:
        keep_image(whole, file)


def keep_image(picture: Image.Image, file: Path) -> None:
    """Write a picture as PNG with few colours. Raises ValueError when it is too large for a manual."""
    file.parent.mkdir(parents=True, exist_ok=True)
    few = picture.convert("RGB").quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(file, "PNG", optimize=True)
    if file.stat().st_size > MOST_BYTES:
        raise ValueError(f"{file} has {file.stat().st_size} bytes")


def _put_over(window: QPixmap, dialog: QDialog) -> None:
    """Paint ``dialog`` into the middle of ``window``, with its title, as a window manager would."""
    look, inside = current(), dialog.grab()
    ratio = window.devicePixelRatio()
    wide, high = dialog.width() + 2 * EDGE, dialog.height() + TITLE_BAR + EDGE
    left = round(window.width() / ratio - wide) // 2
    top = round(window.height() / ratio - high) // 2
    painter = QPainter(window)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(window.rect(), QColor(0, 0, 0, 70))
    frame = QRect(left, top, wide, high)
    painter.fillRect(frame, look.colour("line"))
    title = QRect(left + EDGE, top + EDGE, wide - 2 * EDGE, TITLE_BAR - EDGE)
    painter.fillRect(title, look.colour("window"))
    painter.setPen(look.colour("text"))
    painter.setFont(dialog.font())
    painter.drawText(title.adjusted(12, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), dialog.windowTitle())
    painter.drawPixmap(left + EDGE, top + TITLE_BAR, inside)
    painter.end()
