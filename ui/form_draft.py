"""What stands in the form of a step and is not recorded: on the disk within a second, back after a crash."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TypeAlias

import msgspec
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from db.complaint_draft import keep_sealed, kept_sealed
from db.connection import Reader
from db.drafts import draft
from db.workspace import Workspace
from ui.dialogs.close_off_step import CriterionField
from ui.session import Session
from ui.widgets.case_papers import EnteredFor, PapersField
from ui.widgets.case_text import CaseText
from ui.widgets.day_field import DayField
from ui.widgets.search_places import PlaceChooser
from ui.widgets.term_field import TermField

PAUSE = 300
"""Milliseconds in which changes are gathered; not started anew by the next one, so none waits longer."""

Field: TypeAlias = QLineEdit | QPlainTextEdit | QComboBox | QCheckBox | PapersField
Value: TypeAlias = str | bool | list[str]
_OF_FIELDS = (CriterionField, DayField, EnteredFor, PlaceChooser, TermField)
"""What is made of several fields."""
_NO_FIELD = "first"
"""The attribute that names a field of the form once more: where the focus begins."""


class FormDraft(QObject):
    """Keeps what is typed into ``form`` under ``key``, and brings back what was left there.

    Fields are named as the form names them, so that a field that came or went later harms no draft. Files
    that were added are kept by their paths; photos are not kept. Where ``sealed``, all of it lies on the
    disk encrypted to this device.
    """

    def __init__(self, session: Session, key: str, form: QDialog, *, sealed: bool = False) -> None:
        super().__init__(form)
        self.key = key
        self._session = session
        self._is_sealed = sealed
        self.fields: Mapping[str, Field] = dict(_fields(vars(form), set()))
        self._first = self._now()
        self._is_over = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._save)
        for field in self.fields.values():
            _listen(field, self._wait)
        form.rejected.connect(self.flush)
        left = partial(_left_sealed, session.workspace) if sealed else _left
        session.read(partial(left, key), self._bring_back, key=(id(self), "draft"))

    def flush(self) -> None:
        """Bring to the disk now what waits."""
        if self._pause.isActive():
            self._pause.stop()
            self._save()

    def recorded(self) -> None:
        """Hear that it was recorded: what was typed meanwhile is not kept either."""
        self._pause.stop()
        self._is_over = True
        self._session.write(partial(self._session.workspace.remove_draft, self.key))

    def _bring_back(self, left: str) -> None:
        if not left or self._now() != self._first:
            return
        for name, value in msgspec.json.decode(left, type=dict[str, Value]).items():
            if name in self.fields:
                _show(self.fields[name], value)

    def _now(self) -> dict[str, Value]:
        return {name: _value(field) for name, field in self.fields.items()}

    def _wait(self, *_changed: object) -> None:
        if not self._is_over and not self._pause.isActive():
            self._pause.start()

    def _save(self) -> None:
        if self._session.is_over:  # a form may go after the window that held it
            return
        workspace, now = self._session.workspace, self._session.now()
        typed = {name: value for name, value in self._now().items() if value != self._first[name]}
        if typed:
            content = msgspec.json.encode(typed)
            if self._is_sealed:
                self._session.write(partial(keep_sealed, workspace, self.key, content, now))
            else:
                self._session.write(partial(workspace.save_draft, self.key, content.decode(), now))
        else:
            self._session.write(partial(workspace.remove_draft, self.key))


def _left(key: str, reader: Reader) -> str:
    kept = draft(reader, key)
    return kept.value if kept else ""


def _left_sealed(workspace: Workspace, key: str, reader: Reader) -> str:
    return kept_sealed(reader, workspace, key).decode()


def _fields(named: Mapping[str, object], known: set[int], under: str = "") -> Iterator[tuple[str, Field]]:
    """Give the fields among what a form holds, each once, under the name it has there."""
    for name, held in named.items():
        if name == _NO_FIELD or id(held) in known:
            continue
        known.add(id(held))
        path = f"{under}{name}"
        if isinstance(held, Field):
            yield path, held
        elif isinstance(held, QAbstractSpinBox):
            yield path, held.lineEdit()
        elif isinstance(held, CaseText):
            yield path, held.field
        elif isinstance(held, _OF_FIELDS):
            yield from _fields(vars(held), known, f"{path}/")
        elif isinstance(held, dict):
            yield from _fields(held, known, f"{path}/")
        elif isinstance(held, list):
            numbered = {f"{place}": one for place, one in enumerate(held) if isinstance(one, QWidget)}
            yield from _fields(numbered, known, f"{path}/")


def _listen(field: Field, changed: object) -> None:
    match field:
        case QComboBox():
            field.currentIndexChanged.connect(changed)
            field.editTextChanged.connect(changed)
        case QCheckBox():
            field.toggled.connect(changed)
        case PapersField():
            field.changed.connect(changed)
        case _:
            field.textChanged.connect(changed)


def _value(field: Field) -> Value:
    match field:
        case QComboBox():
            return field.currentText() if field.isEditable() else str(field.currentData())
        case QCheckBox():
            return field.isChecked()
        case PapersField():
            return [str(file) for file in field.files]
        case QPlainTextEdit():
            return field.toPlainText()
        case _:
            return field.text()


def _show(field: Field, value: Value) -> None:
    """Show what was left; a choice that is not offered any more is left as it is."""
    match field, value:
        case QComboBox(), str():
            place = next((at for at in range(field.count()) if str(field.itemData(at)) == value), -1)
            if field.isEditable():
                field.setCurrentText(value)
            elif place >= 0:
                field.setCurrentIndex(place)
                field.activated.emit(place)
        case QCheckBox(), bool():
            field.setChecked(value)
        case PapersField(), list():
            field.give([Path(file) for file in value])
        case QPlainTextEdit(), str():
            field.setPlainText(value)
        case QLineEdit(), str():
            field.setText(value)
