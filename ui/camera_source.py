"""The camera of this computer, through QtMultimedia, which is loaded only when somebody asks for it."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage


class CameraSource(QObject):
    """Gives what a camera sees: ``seen`` carries each picture, ``failed`` what the system says went wrong."""

    seen = Signal(QImage)
    failed = Signal(str)

    name = ""
    """What the system calls the camera."""

    def start(self) -> None:
        """Begin to see."""

    def stop(self) -> None:
        """Let the camera go."""


def camera_of_this_computer() -> CameraSource | None:
    """Give the camera the system prefers; None where there is none, or nothing to reach it by."""
    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError:
        return None
    if QMediaDevices.defaultVideoInput().isNull():
        return None
    from ui.system_camera import SystemCamera

    return SystemCamera(QMediaDevices.defaultVideoInput())
