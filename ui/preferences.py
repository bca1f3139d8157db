"""What this person likes on this device: language, theme, zoom, geometry, columns; kept in one small file."""

from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal

Value = str | int | float | bool | list[str] | list[int] | dict[str, int] | None

LANGUAGE = "language"
THEME = "theme"
ZOOM = "zoom"
WORKSPACE = "workspace"
GEOMETRY = "geometry"


class Preferences(QObject):
    """Named values in a JSON file; an unreadable file is the same as none, for nothing in it is a fact.

    ``changed`` carries the name of a value that became another.
    """

    changed = Signal(str)

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        """Read ``file`` if it is there."""
        super().__init__(parent)
        self._file = file
        self._values: dict[str, Value] = {}
        try:
            read = msgspec.json.decode(file.read_bytes())
        except (OSError, ValueError):
            return
        if isinstance(read, dict):
            self._values = read

    @property
    def folder(self) -> Path:
        """Where the file lies."""
        return self._file.parent

    def text(self, name: str, default: str = "") -> str:
        """Give a text, or ``default``."""
        value = self._values.get(name)
        return value if isinstance(value, str) else default

    def number(self, name: str, default: int = 0) -> int:
        """Give a whole number, or ``default``."""
        value = self._values.get(name)
        return value if isinstance(value, int) else default

    def texts(self, name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Give a list of texts, or ``default``."""
        value = self._values.get(name)
        return tuple(str(one) for one in value) if isinstance(value, list) else default

    def widths(self, name: str) -> dict[str, int]:
        """Give named widths in pixels; empty when none are kept."""
        value = self._values.get(name)
        return {key: int(one) for key, one in value.items()} if isinstance(value, dict) else {}

    def keep(self, name: str, value: Value) -> None:
        """Keep ``value``; the file is replaced whole, so a crash leaves the old or the new one."""
        if self._values.get(name) == value:
            return
        self._values[name] = value
        self._file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._file.with_suffix(".new")
        fresh.write_bytes(msgspec.json.format(msgspec.json.encode(self._values), indent=1))
        fresh.replace(self._file)
        self.changed.emit(name)
