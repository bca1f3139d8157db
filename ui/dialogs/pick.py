"""The system's pickers for folders and files, opened without stopping the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

Then = Callable[[Path], object]


def pick_folder(parent: QWidget, title: str, start: Path, then: Then) -> QFileDialog:
    """Let a folder be chosen, beginning at ``start``; ``then`` gets it."""
    picker = _picker(parent, title, start, then)
    picker.setFileMode(QFileDialog.FileMode.Directory)
    picker.setOption(QFileDialog.Option.ShowDirsOnly)
    picker.open()
    return picker


def pick_file(parent: QWidget, title: str, start: Path, endings: str, then: Then) -> QFileDialog:
    """Let one file be chosen, such as ``"Keys (*.p12 *.pfx)"``; ``then`` gets it."""
    picker = _picker(parent, title, start, then)
    picker.setFileMode(QFileDialog.FileMode.ExistingFile)
    picker.setNameFilter(endings)
    picker.open()
    return picker


def save_file(parent: QWidget, title: str, start: Path, endings: str, then: Then) -> QFileDialog:
    """Let the place of a new file be chosen, ``start`` being proposed; ``then`` gets it."""
    picker = _picker(parent, title, start.parent, then)
    picker.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    picker.setNameFilter(endings)
    picker.setDefaultSuffix(start.suffix.removeprefix("."))
    picker.selectFile(start.name)
    picker.open()
    return picker


def _picker(parent: QWidget, title: str, start: Path, then: Then) -> QFileDialog:
    picker = QFileDialog(parent.window(), title, str(start))
    picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    picker.fileSelected.connect(lambda chosen: then(Path(chosen)))
    return picker
