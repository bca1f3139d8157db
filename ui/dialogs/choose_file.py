"""Asking where to save, and which files: the system's own dialogs, opened and never waited for."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from inspector.words import _
from ui.preferences import Preferences

FOLDER = "folder of files"
"""The preference that keeps where files were last taken from or put."""


def ask_where_to_save(
    parent: QWidget, preferences: Preferences, name: str, then: Callable[[Path], object]
) -> QFileDialog:
    """Ask where to put a PDF called ``name``; ``then`` gets the place, and nothing without one."""
    dialog = _dialog(parent, preferences, _("Export the report"), _("PDF files (*.pdf)"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda file: _take(preferences, [file], lambda files: then(files[0])))
    dialog.open()
    return dialog


def ask_for_files(
    parent: QWidget, preferences: Preferences, then: Callable[[list[Path]], object]
) -> QFileDialog:
    """Ask for reports and packs; ``then`` gets those that were chosen."""
    kinds = f"{_('Reports and packs (*.pdf *.gpk)')};;{_('All files (*)')}"
    dialog = _dialog(parent, preferences, _("Choose files to verify"), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(lambda files: _take(preferences, files, then))
    dialog.open()
    return dialog


def _dialog(parent: QWidget, preferences: Preferences, title: str, kinds: str) -> QFileDialog:
    kept = preferences.text(FOLDER)
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = kept if kept and Path(kept).is_dir() else documents
    dialog = QFileDialog(parent, title, folder, kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def _take(preferences: Preferences, files: list[str], then: Callable[[list[Path]], object]) -> None:
    chosen = [Path(file) for file in files]
    preferences.keep(FOLDER, str(chosen[0].parent))
    then(chosen)
