"""Filters of a list that were given a name and are kept on this device; one of them may be shown first."""

import msgspec

from ui.preferences import Preferences
from ui.table import View


class SavedFilter(msgspec.Struct, frozen=True):
    """A view of a list under the name somebody gave it."""

    name: str
    view: View


class SavedFilters:
    """The kept filters of the list ``list_name``; what cannot be read is as if it had never been kept."""

    def __init__(self, list_name: str, preferences: Preferences) -> None:
        self._preferences = preferences
        self._kept, self._first = f"filters of {list_name}", f"first filter of {list_name}"

    @property
    def all(self) -> tuple[SavedFilter, ...]:
        """Give them in the order in which they were kept."""
        return tuple(one for text in self._preferences.texts(self._kept) if (one := _read(text)))

    @property
    def first(self) -> SavedFilter | None:
        """Give the one that is shown when the list is opened, if there is one."""
        name = self._preferences.text(self._first)
        return next((one for one in self.all if one.name == name), None)

    def keep(self, name: str, view: View, *, first: bool) -> None:
        """Keep ``view`` as ``name``, in the place of one called so; ``first`` shows it at the start."""
        others = [one for one in self.all if one.name != name]
        self._write([*others, SavedFilter(name, view)])
        if first:
            self.show_first(name)
        elif self._preferences.text(self._first) == name:
            self.show_first("")

    def forget(self, name: str) -> None:
        """Keep it no longer."""
        self._write([one for one in self.all if one.name != name])

    def show_first(self, name: str) -> None:
        """Show the filter ``name`` when the list is opened; none with an empty name."""
        self._preferences.keep(self._first, name)

    def _write(self, filters: list[SavedFilter]) -> None:
        self._preferences.keep(self._kept, [msgspec.json.encode(one).decode() for one in filters])


def _read(text: str) -> SavedFilter | None:
    try:
        return msgspec.json.decode(text, type=SavedFilter)
    except (ValueError, msgspec.DecodeError):
        return None
