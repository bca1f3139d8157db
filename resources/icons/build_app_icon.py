"""Render app.svg into app.png (Linux, the manual) and app.ico (Windows); run it after changing the drawing.

python resources/icons/build_app_icon.py
"""

import os
from pathlib import Path

from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent

WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""Pixels Windows asks for in lists, task bar and desktop at 100 to 200 %."""


def rendered(drawing: QSvgRenderer, size: int) -> Image.Image:
    """The drawing as a square of `size` pixels with a transparent ground."""
    picture = QImage(size, size, QImage.Format.Format_RGBA8888)
    picture.fill(0)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.render(painter)
    painter.end()
    return Image.frombytes("RGBA", (size, size), bytes(picture.constBits()))


def main() -> None:
    """Write app.png (512 pixels) and app.ico beside app.svg; each size is rendered, not scaled."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    drawing = QSvgRenderer(str(HERE / "app.svg"))
    rendered(drawing, 512).save(HERE / "app.png", optimize=True)
    *smaller, largest = (rendered(drawing, size) for size in WINDOWS_SIZES)
    sizes = [(size, size) for size in WINDOWS_SIZES]
    largest.save(HERE / "app.ico", sizes=sizes, append_images=smaller)
    application.quit()


if __name__ == "__main__":
    main()
