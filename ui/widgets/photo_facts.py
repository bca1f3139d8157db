"""What a photo claims, line by line: its time and place with their sources, camera, size, hash, doubts."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from db.queries.photo_facts import PhotoFacts
from inspector.model.photo import DOUBT_NAMES, PLACE_SOURCE_NAMES, TIME_SOURCE_NAMES
from inspector.model.site import DEGREE
from inspector.periods import Instant
from inspector.words import _
from ui.photo_pixels import ShownPicture
from ui.theme import px
from ui.widgets.due_list import distance_words
from ui.widgets.panel import XS, M, S, Scroll, fill
from ui.widgets.text import Text

MEGAPIXEL = 1_000_000
KIND_NAMES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WebP", "image/heic": "HEIC"}
HOUR, MINUTE = 3600, 60


def moment_words(moment: Instant) -> str:
    """Write a moment to the second, with the offset of its clock from UTC."""
    hours, minutes = divmod(abs(moment.tz), MINUTE)
    offset = f"UTC{'-' if moment.tz < 0 else '+'}{hours}" + (f":{minutes:02d}" if minutes else "")
    return f"{moment.local:%Y-%m-%d %H:%M:%S} ({offset})"


def shift_words(seconds: int) -> str:
    """Write what a clock was put right by: ``+0:12:30``."""
    hours, rest = divmod(abs(seconds), HOUR)
    return f"{'-' if seconds < 0 else '+'}{hours}:{rest // MINUTE:02d}:{rest % MINUTE:02d}"


def size_words(size: int) -> str:
    """Write a size in bytes as people do: ``640 KB``, ``3.4 MB``, ``5.2 GB``."""
    if size < 1 << 10:
        return f"{size} B"
    if size < 1 << 20:
        return f"{size >> 10} KB"
    if size < 1 << 30:
        return f"{size / (1 << 20):.1f} MB"
    return f"{size / (1 << 30):.1f} GB"


def fact_lines(facts: PhotoFacts, picture: ShownPicture | None = None) -> list[tuple[str, str]]:
    """Give the facts of a photo as names and values; what is not known is left away."""
    time = f"{moment_words(facts.taken)}\n{_(TIME_SOURCE_NAMES[facts.time_source])}"
    if facts.clock_shift_s:
        camera_said = f"{facts.claimed.local:%Y-%m-%d %H:%M:%S}"
        time += "\n" + _(
            "the camera said {time}; put right by {shift}",
            time=camera_said,
            shift=shift_words(facts.clock_shift_s),
        )
    lines = [(_("Taken"), time), (_("Place"), _place_words(facts)), (_("Site"), facts.site)]
    lines.append((_("Please look"), "\n".join(_(DOUBT_NAMES[doubt]) for doubt in facts.doubts)))
    lines.append((_("Camera"), facts.camera))
    kind = KIND_NAMES.get(facts.original.mime, "")
    parts = [
        f"{facts.width} × {facts.height}" if facts.width else "",
        kind,
        size_words(facts.original.size),
    ]
    size = " · ".join(part for part in parts if part)
    if picture is not None and not picture.is_whole:
        top = picture.scales[0].size()
        size += "\n" + _(
            "shown with {shown} of {all} megapixels; open it outside to see every one",
            shown=round(top.width() * top.height() / MEGAPIXEL),
            all=round(picture.size.width() * picture.size.height() / MEGAPIXEL),
        )
    lines.append((_("Size"), size))
    lines.append((_("File"), facts.name))
    sha256 = facts.original.sha256
    lines.append(("SHA-256", "\n".join(sha256[at : at + 16] for at in range(0, len(sha256), 16))))
    return [(name, value) for name, value in lines if value]


class PhotoFactsPanel(QFrame):
    """Shows the facts of one photo; all of them can be marked and copied."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "true")
        self.setAccessibleName(_("About this photo"))
        self._scroll = Scroll(QWidget())
        fill(QVBoxLayout(self), (self._scroll,), 0, M)
        self.setFixedWidth(px(236))

    def show_facts(self, facts: PhotoFacts, picture: ShownPicture | None = None) -> None:
        """Say what is known of a photo, and of the ``picture`` that is shown of it."""
        body = QWidget()
        body.setProperty("plain", "true")
        layout = QVBoxLayout(body)
        fill(layout, (), XS)
        for name, value in fact_lines(facts, picture):
            doubtful = name == _("Please look")
            told = Text(value, tone="amber" if doubtful else "", wrap=True)
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            told.setAccessibleName(f"{name}: {value}")
            layout.addWidget(Text(name, tone="soft"))
            layout.addWidget(told)
            layout.addSpacing(px(S))
        layout.addStretch(1)
        self._scroll.setWidget(body)


def _place_words(facts: PhotoFacts) -> str:
    if facts.place is None:
        return _("no place")
    place = facts.place
    where = f"{place.lat / DEGREE:.5f}, {place.lon / DEGREE:.5f}"
    parts = [
        f"{where} ± {place.accuracy_m} m" if place.accuracy_m else where,
        _(PLACE_SOURCE_NAMES.get(place.source, place.source)),
        _("{distance} from the site", distance=distance_words(facts.metres))
        if facts.metres is not None
        else "",
    ]
    return "\n".join(part for part in parts if part)
