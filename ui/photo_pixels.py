"""Pictures as Qt paints them, read and decoded in the lane of work and nowhere else."""

from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from db.blob_files import BlobFiles
from inspector.model.events import Blob
from inspector.pictures.viewing import Pixels, screen_picture


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture in falling scales; ``size`` is how many pixels the photo truly has."""

    scales: tuple[QImage, ...]
    size: QSize
    is_whole: bool

    def scale_for(self, width: float) -> QImage:
        """Give the smallest scale that is at least ``width`` pixels wide, else the largest there is."""
        return next((one for one in reversed(self.scales) if one.width() >= width), self.scales[0])


def read_picture(blobs: BlobFiles, blob: Blob, name: str) -> ShownPicture:
    """Read and decode a picture; slow. Raises Unreadable when it is missing, damaged or too large."""
    picture = screen_picture(blobs.read(blob), name)
    scales = tuple(_image(pixels) for pixels in picture.scales)
    return ShownPicture(scales, QSize(picture.width, picture.height), picture.is_whole)


def _image(pixels: Pixels) -> QImage:
    shown = QImage(pixels.data, pixels.width, pixels.height, pixels.width * 4, QImage.Format.Format_RGB32)
    # the bytes belong to Python, which may let them go before Qt has painted
    return shown.copy()
