"""What is said of a photo that waits: where it may belong, why, and what asks for a look."""

from dataclasses import dataclass

from db.photo_intake import TakenPhoto
from db.photo_placing import Suggestion
from inspector.model.photo import DOUBT_NAMES, TIME_SOURCE_NAMES, Doubt, TimeSource
from inspector.words import N_, _, plural
from ui.widgets.due_list import distance_words

SHORT_SOURCES = {
    TimeSource.EXIF: N_("camera"),
    TimeSource.FILE_NAME: N_("file name"),
    TimeSource.FILE: N_("file"),
    TimeSource.ENTRY: N_("entry"),
}
"""Where the time comes from, where there is room for a word only."""


@dataclass(frozen=True, slots=True)
class WaitingPhoto:
    """A photo without a stop, and where it may belong, the best first."""

    photo: TakenPhoto
    suggestions: tuple[Suggestion, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def suggestion(self) -> Suggestion | None:
        """Where it fits best."""
        return self.suggestions[0] if self.suggestions else None


def site_words(row: WaitingPhoto) -> str:
    """Say where a photo may belong."""
    return row.suggestion.name if row.suggestion else _("place unknown")


def place_words(row: WaitingPhoto) -> str:
    """Say when a photo was taken and where it may belong: ``09:14 → …``."""
    return f"{row.photo.taken.clock} → {row.suggestion.name if row.suggestion else '?'}"


def reason_words(row: WaitingPhoto) -> str:
    """Say why it may belong there."""
    found = row.suggestion
    if found is None:
        return _("no place") if row.photo.place is None else _("no site near")
    time = ""
    if found.time_fits:
        minutes = plural("{n} minute beside the visit", "{n} minutes beside the visit", found.minutes)
        time = minutes if found.minutes else _("the time fits")
    far = distance_words(found.metres)
    away = _("{distance} from the site", distance=far) if far else ""
    return " · ".join(part for part in (time, away) if part)


def source_words(row: WaitingPhoto) -> str:
    """Say how the time is known, and by how much the camera's clock was put right."""
    words = _(TIME_SOURCE_NAMES[row.photo.time_source])
    return f"{words} · {_('clock put right')}" if row.photo.clock_shift_s else words


def clock_words(row: WaitingPhoto) -> str:
    """Say when it was taken and by what that is known: ``09:14 · file name``."""
    source = _("clock put right") if row.photo.clock_shift_s else _(SHORT_SOURCES[row.photo.time_source])
    return f"{row.photo.taken.clock} · {source}"


def doubt_words(row: WaitingPhoto) -> str:
    """Say what asks for a look; empty when nothing does."""
    return " · ".join(_(DOUBT_NAMES[doubt]) for doubt in row.doubts)


def is_weak(row: WaitingPhoto) -> bool:
    """Say whether its time is weaker than a camera's."""
    return row.photo.time_source is not TimeSource.EXIF


def whole_words(row: WaitingPhoto) -> str:
    """Say all of it in a line, for a tool tip and a screen reader."""
    parts = [f"{row.photo.name}: {place_words(row)} ({reason_words(row)})", source_words(row)]
    if row.doubts:
        parts.append(f"{_('Please look')}: {doubt_words(row)}")
    return " · ".join(parts)
